package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// problemsOf returns what reading or importing a file complained of, whichever came first.
func problemsOf(t *testing.T, b *book.Book, path string) []table.Problem {
	t.Helper()
	s, err := Read(path, table.Options{})
	var r *Result
	if err == nil {
		r, err = Import(context.Background(), b, []*Source{s}, Options{Title: "Import", RejectDir: t.TempDir()})
	}
	if p, ok := errors.AsType[*table.Problem](err); ok {
		return []table.Problem{*p}
	}
	if refused, ok := errors.AsType[*Refused](err); ok {
		return refused.Problems
	}
	must(t, err)
	expect(t, "written", r.ChangeSet, crm.ID{})
	return r.Problems
}

// Every file the book cannot take names itself, the row where there is one,
// and a text in five languages that says what to do; the book is as before.
func TestBadInput(t *testing.T) {
	sale := "Order number,Order date,Customer name,Product name,Quantity,Unit price\n"
	for _, c := range []struct {
		name, text, code string
		row              int
	}{
		{"picture.csv", "\x89PNG\r\n\x1a\n0000", table.CodeImage, 0},
		{"program.csv", "\x7fELF\x02\x01\x01\x00\x00\x00", table.CodeNotATable, 0},
		{"page.csv", "<!DOCTYPE html><html><body>Log in</body></html>", table.CodeWebPage, 0},
		{"nothing.csv", "", table.CodeEmptyFile, 0},
		{"nobody.csv", "colour;weight\nred;5\n", table.CodeColumnMissing, 0},
		{"lying.csv", "\xEF\xBB\xBFname,email\nJos\xE9,jose@example.com\n", table.CodeEncodingLies, 2},
		{"ragged.csv", "name,email,city\nAnna,anna@example.com,Rome,Italy,x\n", table.CodeRowTooLong, 2},
		{"open.csv", "name,email\nAnna,\"anna@example.com\n", table.CodeUnterminatedQuote, 2},
		{"wide.csv", strings.Repeat("a,", 9000) + "b\n" + strings.Repeat("1,", 9000) + "2\n", table.CodeTooManyColumns, 1},
		{"orders.csv", sale + "1,13/02/2024,Anna,Tea,1,2.00\n2,02/13/2024,Bob,Tea,1,2.00\n", table.CodeMixedDates, 2},
		{"money.csv", sale + "1,2024-02-13,Anna,Tea,1,€2.00\n2,2024-02-13,Bob,Tea,1,$2.00\n", table.CodeMixedCurrencies, 2},
		{"dollars.csv", sale + "1,2024-02-13,Anna,Tea,1,$2.00\n", table.CodeForeignCurrency, 0},
		{"free.csv", sale + "1,2024-02-13,Anna,Tea,1,\n", table.CodePriceMissing, 2},
		{"undated.csv", sale + "1,someday,Anna,Tea,1,2.00\n", table.CodeBadDate, 2},
		{"huge.csv", sale + "1,2024-02-13,Anna,Tea,99999999999,99999999999\n", table.CodeNumberTooLarge, 2},
		{"long.csv", "name,email\n" + strings.Repeat("é", 501) + ",a@example.com\n", table.CodeTextTooLong, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBook(t)
			before, bytes := sequence(t, b), fileSum(t, b.Path())
			problems := problemsOf(t, b, write(t, c.name, c.text))
			if len(problems) == 0 {
				t.Fatal("nobody complained")
			}
			p := problems[0]
			for _, q := range problems {
				if q.Code == c.code {
					p = q
				}
			}
			expect(t, "code", p.Code, c.code)
			expect(t, "file", p.File, c.name)
			expect(t, "row", p.Row, c.row)
			hasTexts(t, p.Key())
			expect(t, "history", sequence(t, b), before)
			expect(t, "bytes", fileSum(t, b.Path()), bytes)
		})
	}
}

// hasTexts fails when a key has no text in one of the five languages.
func hasTexts(t *testing.T, key string) {
	t.Helper()
	for _, lang := range []string{"en", "zh-Hans", "vi", "it", "az"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "assets", "i18n", fmt.Sprintf("import.%s.json", lang)))
		must(t, err)
		texts := map[string]any{}
		must(t, json.Unmarshal(data, &texts))
		if texts[key] == nil {
			t.Errorf("no text for %s in %s", key, lang)
		}
	}
}

// One field of 200 MB: refused before it fills the memory.
func TestBadInput_EndlessField(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 200 MB")
	}
	path := filepath.Join(t.TempDir(), "endless.csv")
	f, err := os.Create(path)
	must(t, err)
	_, err = f.WriteString("name,email\nAnna,\"")
	must(t, err)
	chunk := []byte(strings.Repeat("x", 1<<20))
	for range 200 {
		_, err = f.Write(chunk)
		must(t, err)
	}
	must(t, f.Close())
	b := newBook(t)
	before := sequence(t, b)
	p := problemsOf(t, b, path)[0]
	if p.Code != table.CodeTooLarge && p.Code != table.CodeFieldTooLong {
		t.Errorf("code %s", p.Code)
	}
	hasTexts(t, p.Key())
	expect(t, "history", sequence(t, b), before)
}

// A book that cannot be written says so and the file of rejected rows goes again.
func TestBadInput_ReadOnlyBook(t *testing.T) {
	b := newBook(t)
	path := b.Path()
	must(t, b.Close())
	ro, err := book.Open(path, book.Options{ReadOnly: true})
	must(t, err)
	defer ro.Close()
	dir := t.TempDir()
	s := read(t, write(t, "a.csv", "name,email\nAnna,anna@example.com\n,\n\"\",nobody\n"))
	_, err = Import(context.Background(), ro, []*Source{s}, Options{RejectDir: dir})
	expect(t, "code", book.CodeOf(err), book.CodeReadOnly)
	left, _ := os.ReadDir(dir)
	expect(t, "files left", len(left), 0)
}

// A folder that cannot be written is found out before anything is saved.
func TestBadInput_RejectFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no mode there")
	}
	b := newBook(t)
	before := sequence(t, b)
	s := read(t, write(t, "a.csv", "name,email,city\nAnna,anna@example.com,Rome\nBob,bob@example.com,Rome,Italy\n"))
	_, err := Import(context.Background(), b, []*Source{s}, Options{RejectDir: filepath.Join(t.TempDir(), "not there")})
	refused, ok := errors.AsType[*Refused](err)
	if !ok {
		t.Fatal(err)
	}
	expect(t, "code", refused.Problems[0].Code, table.CodeRejectsNotWritten)
	hasTexts(t, refused.Key())
	expect(t, "history", sequence(t, b), before)
}

// Stopping in the middle leaves the book as it was.
func TestCancelledImport(t *testing.T) {
	b := newBook(t)
	before := sequence(t, b)
	ctx, cancel := context.WithCancel(context.Background())
	s := read(t, write(t, "a.csv", "name,email\nAnna,anna@example.com\n"))
	cancel()
	_, err := Import(ctx, b, []*Source{s}, Options{})
	expect(t, "cancelled", errors.Is(err, context.Canceled), true)
	expect(t, "history", sequence(t, b), before)
}
