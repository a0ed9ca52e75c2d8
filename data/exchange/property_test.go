package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// records writes the records of a kind as JSON, without the times that the
// book adds.
func records(t testingT, b *book.Book, k crm.Kind) (out []string) {
	t.Helper()
	add := func(r crm.Record) bool {
		r.Base().CreatedAt, r.Base().UpdatedAt = 0, 0
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
		return true
	}
	var err error
	switch k {
	case crm.KindParty:
		err = book.Each(b, func(r *crm.Party) bool { return add(r) })
	case crm.KindProduct:
		err = book.Each(b, func(r *crm.Product) bool { return add(r) })
	case crm.KindCategory:
		err = book.Each(b, func(r *crm.Category) bool { return add(r) })
	case crm.KindDocument:
		err = book.Each(b, func(r *crm.SalesDocument) bool { return add(r) })
	case crm.KindTag:
		err = book.Each(b, func(r *crm.Tag) bool { return add(r) })
	case crm.KindCustomField:
		err = book.Each(b, func(r *crm.CustomField) bool { return add(r) })
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// filled makes a book with random content; the caller closes it.
func filled(t *rapid.T, dir string) (*book.Book, *randomBook) {
	b := tempBook(t, dir)
	r := drawBook(t)
	if _, err := b.Update("fill", r.save); err != nil {
		t.Fatal(err)
	}
	return b, r
}

func exportFile(t *rapid.T, dir string, b *book.Book, kind string) (path string, data []byte) {
	var buf bytes.Buffer
	if err := Export(&buf, b, kind); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, kind+crm.NewID().String()+".csv")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, buf.Bytes()
}

// bringIn imports exports of customers and sales, in that order.
func bringIn(t *rapid.T, dir string, b *book.Book, paths ...string) *Result {
	var sources []*Source
	for i, p := range paths {
		s, err := Read(p, table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.SetAs([]table.As{table.AsCustomers, table.AsSales}[i]) // a table without rows has little to recognise
		sources = append(sources, s)
	}
	r, err := Import(context.Background(), b, sources, Options{Title: "Import", RejectDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if r.Rejected > 0 || r.CreatedRows+r.UpdatedRows+r.Skipped != r.Rows {
		t.Fatalf("%+v", r)
	}
	return r
}

// Relation 9: export, import into an empty book, export: the same bytes.
func TestExportImportExport(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		b, _ := filled(t, dir)
		defer b.Close()
		customers, c1 := exportFile(t, dir, b, "customers")
		sales, s1 := exportFile(t, dir, b, "sales")
		empty := tempBook(t, dir)
		defer empty.Close()
		r := bringIn(t, dir, empty, customers, sales)
		_, c2 := exportFile(t, dir, empty, "customers")
		_, s2 := exportFile(t, dir, empty, "sales")
		if !bytes.Equal(c1, c2) {
			t.Fatalf("customers:\n%s\nthen:\n%s", c1, c2)
		}
		if !bytes.Equal(s1, s2) {
			t.Fatalf("sales:\n%s\nthen:\n%s", s1, s2)
		}
		if again := bringIn(t, dir, empty, customers, sales); !again.ChangeSet.IsZero() {
			t.Fatalf("the same files again changed %v %v", again.Created, again.Updated)
		}
		var net crm.Amount
		_ = book.Each(b, func(d *crm.SalesDocument) bool { net += d.BaseNet; return true })
		if r.Net != net {
			t.Fatalf("net %d, want %d", r.Net, net)
		}
	})
}

// A book takes in its own exports without a change.
func TestOwnExportIsNothingNew(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		b, _ := filled(t, dir)
		defer b.Close()
		customers, _ := exportFile(t, dir, b, "customers")
		sales, _ := exportFile(t, dir, b, "sales")
		before := snapshot(t, b)
		if r := bringIn(t, dir, b, customers, sales); !r.ChangeSet.IsZero() {
			t.Fatalf("changed %v %v\n%s\nthen:\n%s", r.Created, r.Updated, before, snapshot(t, b))
		}
	})
}

// Whatever an import does to a book, undo takes back.
func TestUndoRestores(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		other, _ := filled(t, dir)
		customers, _ := exportFile(t, dir, other, "customers")
		sales, _ := exportFile(t, dir, other, "sales")
		_ = other.Close()
		b, _ := filled(t, dir) // of the same ids and numbers, with other contents
		defer b.Close()
		before := snapshot(t, b)
		r := bringIn(t, dir, b, customers, sales)
		if r.ChangeSet.IsZero() {
			return
		}
		if _, _, err := b.Undo(r.ChangeSet, "Undo", false); err != nil {
			t.Fatal(err)
		}
		if after := snapshot(t, b); after != before {
			t.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}
