package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

const shared = "../../../shared/data/"

// expect fails when got is not want.
func expect[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newBook makes an empty book counting in EUR with Italian phone numbers.
func newBook(t testing.TB) *book.Book { return bookIn(t, "EUR") }

func bookIn(t testing.TB, currency string) *book.Book {
	t.Helper()
	s := crm.DefaultSettings()
	s.BaseCurrency, s.PhoneCountry, s.TimeZone = currency, "IT", "UTC"
	b, err := book.Create(filepath.Join(t.TempDir(), "test.regulars"), s, book.Options{})
	must(t, err)
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// sharedFile is the path of a file of the shared test data.
func sharedFile(t testing.TB, name string) string {
	t.Helper()
	path := shared + name
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared test data is not here")
	}
	return path
}

// write makes a file for one test.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func read(t testing.TB, path string) *Source {
	t.Helper()
	s, err := Read(path, table.Options{})
	must(t, err)
	return s
}

// take imports a file as it is understood without help.
func take(t testing.TB, b *book.Book, path string) *Result {
	t.Helper()
	return takeSource(t, b, read(t, path))
}

func takeSource(t testing.TB, b *book.Book, s *Source) *Result {
	t.Helper()
	r, err := Import(context.Background(), b, []*Source{s}, Options{Title: "Import", RejectDir: t.TempDir()})
	must(t, err)
	expect(t, "rows counted once", r.CreatedRows+r.UpdatedRows+r.Skipped+r.Rejected, r.Rows)
	return r
}

func list[T any, P book.Pointer[T]](t testing.TB, b *book.Book) []*T {
	t.Helper()
	out, err := book.List[T, P](b)
	must(t, err)
	return out
}

// sequence is what the history of a book amounts to, for telling that nothing changed.
func sequence(t testing.TB, b *book.Book) string {
	t.Helper()
	sets, err := b.History(0)
	must(t, err)
	var s strings.Builder
	for _, h := range sets {
		s.WriteString(h.ID.String())
	}
	for _, k := range crm.Kinds() {
		s.WriteString(" " + k.String())
		s.WriteByte(byte('0' + b.Count(k)%10))
	}
	return s.String()
}

func fileSum(t testing.TB, path string) [32]byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return sha256.Sum256(data)
}

func exported(t testing.TB, b *book.Book, kind string) string {
	t.Helper()
	var buf bytes.Buffer
	must(t, Export(&buf, b, kind))
	return buf.String()
}

// describe writes a stored party in one line.
func describe(t testing.TB, b *book.Book, p *crm.Party) string {
	t.Helper()
	x := exporter{}
	must(t, x.load(b))
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(p.DisplayName)
	for _, s := range []string{p.ExternalID, p.Name.Given + "+" + p.Name.Family, p.Name.Nickname, p.Company, p.JobTitle, p.BirthDate.String(), p.Note} {
		add(s)
	}
	for _, pt := range p.Points {
		add(pt.Type + ":" + pt.Value)
	}
	for _, a := range p.Addresses {
		add(strings.Join([]string{a.Type, strings.Join(a.Lines, "/"), a.Locality, a.Region, a.PostalCode, a.Country}, ","))
	}
	if text := x.tagText(p); text != "" {
		add("#" + text)
	}
	for _, f := range x.fields {
		if v := p.Custom[f.Code]; v != "" {
			add(f.Label + "=" + v)
		}
	}
	return strings.Join(parts, "|")
}
