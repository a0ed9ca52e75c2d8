package search_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"regulars/data/book/search"
	"regulars/data/crm"
)

func id(n int) crm.ID { return crm.ID{13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)} }

func party(n int, title string, fields ...search.Field) search.Entry {
	return search.Entry{ID: id(n), Kind: crm.KindParty, Title: title, Fields: fields}
}

func titles(hits []search.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Title)
	}
	return strings.Join(out, ", ")
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Đăng Khương": "dang khuong", "STRASSE": "strasse", "Straße": "strasse", "Ærø": "aero", "Łódź": "lodz",
		"İstanbul ısı": "istanbul isi", "Əliyev": "eliyev", "ＡＢＣ１２": "abc12", "カタカナ": "かたかな", "ｶﾅ": "かな",
		"  a\t\nb ": "a b", "O’Brien": "o'brien", "a\u200bb": "ab", "ﬁn": "fin", "Ελλάς": "ελλασ", "São": "sao",
		"王小明": "王小明", "ที่": "ที่", "Θεός": "θεοσ", "Œuvre": "oeuvre",
	} {
		if got := search.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRanking(t *testing.T) {
	idx := search.New()
	idx.Put(
		party(1, "Milan Rossi"), party(2, "Rosa Lan"), party(3, "Lan Phạm"), party(4, "Zoe Fox", search.Field{Name: "note", Text: "friend of Lan, the baker"}),
		party(5, "Yan Hu", search.Field{Name: "email", Text: "yolanda@example.com"}), party(6, "Lan Anh"), party(7, "Bob"),
	)
	want := "Lan Anh, Lan Phạm, Rosa Lan, Milan Rossi, Zoe Fox, Yan Hu"
	hits := idx.Search("LÁN", 10)
	if got := titles(hits); got != want {
		t.Fatalf("got %s\nwant %s", got, want)
	}
	if !slices.IsSortedFunc(hits, func(a, b search.Hit) int { return b.Score - a.Score }) {
		t.Error("scores do not fall")
	}
	if h := hits[4]; h.Why != "note" || h.Snippet != "friend of Lan, the baker" {
		t.Errorf("why %q, snippet %q", h.Why, h.Snippet)
	}
	if h := hits[0]; h.Why != "title" || h.Snippet != "" {
		t.Errorf("why %q, snippet %q", h.Why, h.Snippet)
	}
	if got := titles(idx.Search("anh lan", 10)); got != "Lan Anh" {
		t.Errorf("any order: got %q", got)
	}
	if got := titles(idx.Search("fox baker", 10)); got != "Zoe Fox" {
		t.Errorf("words in two fields: got %q", got)
	}
	for _, none := range []string{"", "  ", "lan xyz", "\x00", "baker\x00thy"} {
		if got := idx.Search(none, 10); len(got) > 0 {
			t.Errorf("%q found %s", none, titles(got))
		}
	}
}

func TestWeightBreaksTies(t *testing.T) {
	idx := search.New()
	a, b := party(1, "Ann A"), party(2, "Ann B")
	b.Weight = 5
	idx.Put(a, b)
	if got := titles(idx.Search("ann", 1)); got != "Ann B" {
		t.Errorf("got %s", got)
	}
}

func TestPhonesInAnyFormat(t *testing.T) {
	idx := search.New()
	phone := search.Field{Name: "phone", Text: "33628230455 0628230455"}
	idx.Put(party(1, "Hanh Vo", phone), party(2, "Other", search.Field{Name: "note", Text: "order 062823"}))
	for _, q := range []string{
		"06 28 23", "+33628230455", "(06)2823", "06.28.23.04.55", "06-28-23-04-55", "+33 6 28 23 04 55", "0033 6 28 23",
		"+33 (0)6 28 23", "28 23 04", "230455", "hanh +33628", "06/2823", "０６ ２８ ２３",
	} {
		if got := idx.Search(q, 9); len(got) == 0 || got[0].Title != "Hanh Vo" && got[len(got)-1].Title != "Hanh Vo" {
			t.Errorf("%q found %q", q, titles(got))
		}
	}
	if got := titles(idx.Search("06 28 23 99", 9)); got != "" {
		t.Errorf("a wrong number found %q", got)
	}
	if h := idx.Search("+33 628", 9)[0]; h.Why != "phone" || h.Snippet != phone.Text {
		t.Errorf("why %q, snippet %q", h.Why, h.Snippet)
	}
}

func TestSnippetCutsLongTextAroundTheMatch(t *testing.T) {
	idx := search.New()
	long := strings.Repeat("Früh am Morgen kommt niemand. ", 20)
	idx.Put(party(1, "A", search.Field{Name: "note", Text: long + "Nur Đặng wartet schon. " + long}))
	got := idx.Search("dang", 1)[0].Snippet
	if !strings.Contains(got, "Nur Đặng wartet") || len(got) > 130 || !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") {
		t.Errorf("snippet %q", got)
	}
}

// lines reads a file of the shared data, which is not part of the project.
func lines(t *testing.T, path ...string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{"../../../../shared/data/imports/08-i18n"}, path...)...))
	if err != nil {
		t.Skip("the shared test data is not here")
	}
	return strings.Split(strings.TrimRight(string(b), "\r\n"), "\n")
}

func contains(hits []search.Hit, want crm.ID) bool {
	return slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == want })
}

func TestVietnameseNamesAreFoundWithoutAccents(t *testing.T) {
	names, plain := lines(t, "names-vi", "boy.txt"), lines(t, "names-vi", "boy_no_accents.txt")
	idx := search.New()
	for i, n := range names {
		idx.Put(party(i+1, n))
	}
	for i, q := range plain {
		if !contains(idx.Search(q, 0), id(i+1)) {
			t.Errorf("line %d: %q does not find %q", i+1, q, names[i])
		}
	}
}

func TestSurnamesAreFoundInEitherScript(t *testing.T) {
	text := strings.TrimPrefix(strings.Join(lines(t, "names", "common-surnames-by-country.csv"), "\n"), "\uFEFF")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	idx := search.New()
	for i, r := range rows[1:] {
		idx.Put(party(i+1, r[4], search.Field{Name: "phonetic", Text: r[5]}))
	}
	for i, r := range rows[1:] {
		for _, q := range []string{r[4], r[5], strings.ToUpper(r[5]), strings.ToLower(r[4])} {
			if strings.TrimSpace(q) != "" && !contains(idx.Search(q, 0), id(i+1)) {
				t.Errorf("row %d: %q not found", i+2, q)
			}
		}
	}
}

func TestPhonesOfAllRegions(t *testing.T) {
	rows := lines(t, "phones", "example_numbers_all_regions.tsv")[1:]
	idx := search.New()
	for i, row := range rows {
		c := strings.Split(strings.TrimRight(row, "\r"), "\t")
		idx.Put(party(i+1, "x", search.Field{Name: "phone", Text: strings.TrimPrefix(c[2], "+") + " " + onlyDigits(c[4])}))
	}
	for i, row := range rows {
		for _, q := range strings.Split(strings.TrimRight(row, "\r"), "\t")[2:] {
			if !contains(idx.Search(q, 0), id(i+1)) {
				t.Errorf("row %d: %q not found", i+2, q)
			}
		}
	}
}

func TestNaughtyStringsFindThemselves(t *testing.T) {
	idx := search.New()
	all := lines(t, "blns", "blns.txt")
	for i, l := range all {
		idx.Put(party(i+1, "x", search.Field{Name: "note", Text: l}))
	}
	for i, l := range all {
		hits := idx.Search(l, 0)
		if search.Fold(l) != "" && !contains(hits, id(i+1)) {
			t.Errorf("line %d: %q not found", i+1, l)
		}
	}
}

func TestReadersWhileWriting(t *testing.T) {
	idx := search.New()
	entries := invented(rand.New(rand.NewPCG(3, 4)), 2000)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for i := range 200 {
				idx.Search(entries[i].Title, 5)
			}
		})
	}
	for i, e := range entries {
		idx.Put(e)
		if i%3 == 0 {
			idx.Delete(e.ID)
		}
	}
	wg.Wait()
	if got := idx.Len(); got != 1333 {
		t.Errorf("Len %d, want 1333", got)
	}
}

func FuzzLoad(f *testing.F) {
	idx := search.New()
	f.Add([]byte("RSEARCH"))
	idx.Put(invented(rand.New(rand.NewPCG(5, 6)), 3)...)
	whole, _ := idx.AppendBinary(nil)
	f.Add(whole)
	f.Fuzz(func(t *testing.T, data []byte) {
		idx, err := search.Load(data)
		if err != nil {
			if !errors.Is(err, search.ErrFormat) {
				t.Fatalf("unexpected error %v", err)
			}
			return
		}
		idx.Search("a 1", 5)
		again, _ := idx.AppendBinary(nil)
		if _, err := search.Load(again); err != nil {
			t.Fatalf("what was loaded does not load again: %v", err)
		}
	})
}

func TestLoadRefusesEveryTruncation(t *testing.T) {
	idx := search.New()
	idx.Put(invented(rand.New(rand.NewPCG(5, 6)), 20)...)
	whole, _ := idx.AppendBinary(nil)
	for n := range whole {
		if _, err := search.Load(whole[:n]); !errors.Is(err, search.ErrFormat) {
			t.Fatalf("the first %d bytes: %v", n, err)
		}
	}
	newer := bytes.Clone(whole)
	newer[7]++
	if _, err := search.Load(newer); !errors.Is(err, search.ErrFormat) {
		t.Errorf("a newer version: %v", err)
	}
}

func ExampleIndex_Search() {
	idx := search.New()
	idx.Put(search.Entry{
		ID: crm.ID{15: 1}, Kind: crm.KindParty, Title: "Đặng Thị Lan",
		Fields: []search.Field{{Name: "phone", Text: "33628230455 0628230455"}},
	})
	for _, h := range idx.Search("lan (06)28", 10) {
		fmt.Println(h.Title, h.Why)
	}
	// Output: Đặng Thị Lan phone
}
