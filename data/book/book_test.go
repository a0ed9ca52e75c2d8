package book_test

import (
	"context"
	"path/filepath"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// fixedClock makes books reproducible: it moves one second a reading.
func fixedClock() func() crm.Instant {
	at := crm.Instant(1_700_000_000_000)
	return func() crm.Instant { at += 1000; return at }
}

// mustCreate opens a new book that is checked and closed at the end of the
// test: no test can pass with a damaged book.
func mustCreate(t testing.TB) *book.Book {
	t.Helper()
	b, err := book.Create(filepath.Join(t.TempDir(), "shop.regulars"), crm.DefaultSettings(), book.Options{Now: fixedClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mustBeWhole(t, b)
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func mustBeWhole(t testing.TB, b *book.Book) {
	t.Helper()
	r, err := b.Check(context.Background(), nil)
	if err != nil && book.CodeOf(err) != book.CodeClosed {
		t.Errorf("check: %v", err)
	}
	for _, p := range r.Problems {
		t.Errorf("check: %s", p)
	}
}

func party(name string) *crm.Party {
	return &crm.Party{PartyKind: crm.Person, DisplayName: name, Roles: []crm.Role{crm.RoleCustomer},
		Points: []crm.ContactPoint{crm.NewPhone("06 28 23 04 55", "FR")}}
}

func put(t testing.TB, b *book.Book, title string, recs ...crm.Record) crm.ID {
	t.Helper()
	id, err := b.Update(title, func(tx *book.Tx) error {
		for _, r := range recs {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestRecordsSurviveReopening(t *testing.T) {
	b := mustCreate(t)
	lan := party("Lan Phạm")
	put(t, b, "Add Lan", lan)
	path := b.Path()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := book.Open(path, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	got, err := book.Get[crm.Party](again, lan.ID)
	if err != nil || got.DisplayName != "Lan Phạm" || got.CreatedAt == 0 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, q := range []string{"06 28 23", "+33628230455", "(06)2823", "pham lan"} {
		hits, err := again.Search(q, 5)
		if err != nil || len(hits) != 1 || hits[0].ID != lan.ID {
			t.Errorf("search %q: %v %v", q, hits, err)
		}
	}
}

func TestUndoRestoresAndReportsConflicts(t *testing.T) {
	b := mustCreate(t)
	lan := party("Lan")
	put(t, b, "add", lan)
	lan.Note = "likes oolong"
	first := put(t, b, "note", lan)
	lan.Note = "likes pu-erh"
	second := put(t, b, "note again", lan)

	if _, conflicts, err := b.Undo(first, "undo", false); book.CodeOf(err) != book.CodeConflict || len(conflicts) != 1 || conflicts[0].Field != "note" {
		t.Fatalf("conflicts %v, %v", conflicts, err)
	}
	if _, _, err := b.Undo(second, "undo", false); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Undo(first, "undo", false); err != nil {
		t.Fatal(err)
	}
	got, _ := book.Get[crm.Party](b, lan.ID)
	if got.Note != "" {
		t.Fatalf("note is %q", got.Note)
	}
}

func TestUndoOfCreationKeepsWhatIsInUse(t *testing.T) {
	b := mustCreate(t)
	lan := party("Lan")
	added := put(t, b, "add", lan)
	put(t, b, "call", &crm.Interaction{InteractionKind: crm.Call, Parties: []crm.ID{lan.ID}, Date: crm.NewDate(2026, 3, 1)})
	if _, conflicts, err := b.Undo(added, "undo", false); book.CodeOf(err) != book.CodeConflict || conflicts[0].Code != "in_use" {
		t.Fatalf("%v %v", conflicts, err)
	}
}
