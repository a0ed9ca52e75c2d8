package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"regulars/app/screen/paper"
	"regulars/data/crm"
)

func sheet(limit int) paper.Sheet {
	s := paper.Sheet{Title: "Nguyễn Thị Lan", Subtitle: "Əliyev & figli · perché no?", Day: crm.NewDate(2024, 6, 30), Foot: []string{"As of 30 Jun 2024"},
		Lead: paper.Block{Title: "Next", Lines: []string{"Call her about the tea; it goes well with the cup."}}}
	for i := range 8 {
		b := paper.Block{Title: fmt.Sprintf("Block %d", i)}
		for j := range min(limit, 9) {
			b.Lines = append(b.Lines, fmt.Sprintf("Line %d of the block, long enough to be broken at the end of the column", j))
		}
		s.Blocks = append(s.Blocks, b)
	}
	return s
}

func said(missing int) string { return fmt.Sprintf("%d left out", missing) }

func TestPDF_FitsOnePageAndIsTheSameAgain_B22(t *testing.T) {
	limit := 0
	of := func(l int) paper.Sheet { limit = l; return sheet(l) }
	one, err := paper.PDF(of, 9, said)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(one, []byte("/Type /Page /Parent")); n != 1 || limit < 3 || limit == 9 {
		t.Errorf("%d pages at limit %d", n, limit)
	}
	again, _ := paper.PDF(of, 9, said)
	if !bytes.Equal(one, again) {
		t.Error("not the same bytes")
	}
	if !bytes.Contains(one, []byte("D:20240630")) {
		t.Error("not made on its day")
	}
	if file := os.Getenv("REGULARS_PAPER_TO"); file != "" {
		_ = os.WriteFile(file, one, 0o600)
	}
}

func TestPDF_LongTextGoesOnToTheNextPage(t *testing.T) {
	long := strings.Repeat("very long and ", 3000)
	got, err := paper.PDF(func(int) paper.Sheet { return paper.Sheet{Title: "T", Blocks: []paper.Block{{"B", []string{long}}}} }, 3, said)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(got, []byte("/Type /Page /Parent")); n < 4 || n > 9 {
		t.Errorf("%d pages", n)
	}
}

// No font has the characters of the private use area.
func TestPDF_SaysWhatNoFontHas(t *testing.T) {
	of := func(text string) func(int) paper.Sheet {
		return func(int) paper.Sheet { return paper.Sheet{Title: text} }
	}
	if _, err := paper.PDF(of("\U000F1234\U000F1235"), 1, said); !errors.Is(err, paper.ErrGlyphs) {
		t.Error(err)
	}
	asked := 0
	_, err := paper.PDF(of(strings.Repeat("plain words ", 40)+"\U000F1234"), 1, func(n int) string { asked = n; return "x" })
	if err != nil || asked != 1 {
		t.Errorf("%d left out, %v", asked, err)
	}
}

// A table too long for a page goes on on the next one, below its head again.
func TestPDF_Table_004_06(t *testing.T) {
	of := func(limit int) paper.Sheet {
		table := paper.Table{Title: "By product", Head: []string{"What", "Expected"}}
		for i := range limit {
			table.Rows = append(table.Rows, []string{strings.Repeat("a very long name ", 20), fmt.Sprint(i)})
		}
		return paper.Sheet{Title: "Plan", Tables: []paper.Table{table, table}, Foot: []string{"foot"}}
	}
	for most, want := range map[int]int{5: 1, 30: 1} {
		limit := 0
		got, err := paper.PDF(func(l int) paper.Sheet { limit = l; return of(l) }, most, said)
		if n := bytes.Count(got, []byte("/Type /Page /Parent")); err != nil || n != want || limit > 28 || limit < min(most, 20) {
			t.Errorf("%d pages at limit %d, %v", n, limit, err)
		}
	}
	got, err := paper.PDF(func(int) paper.Sheet { return of(100) }, 1, said)
	if n := bytes.Count(got, []byte("/Type /Page /Parent")); err != nil || n < 3 || n > 5 {
		t.Errorf("%d pages, %v", n, err)
	}
}
