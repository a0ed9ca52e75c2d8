package book_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
)

// machine drives a book and its model side by side.
type machine struct {
	b     *book.Book
	m     model
	clock crm.Instant
}

func (s *machine) options() book.Options {
	return book.Options{Now: func() crm.Instant { s.clock++; return s.clock }}
}

// fastDir is a folder in memory where the machine has one: the model test
// commits thousands of times and nothing in it is about the disk.
func fastDir(t interface{ Cleanup(func()) }) string {
	base := "/dev/shm"
	if _, err := os.Stat(base); err != nil {
		base = ""
	}
	dir, err := os.MkdirTemp(base, "regulars-test-")
	if err != nil {
		panic(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func newMachine(t *rapid.T) *machine {
	s := &machine{clock: 1_700_000_000_000}
	var err error
	s.b, err = book.Create(filepath.Join(fastDir(t), "shop.regulars"), crm.DefaultSettings(), s.options())
	if err != nil {
		t.Fatal(err)
	}
	settings := crm.DefaultSettings()
	s.m.records = map[book.Ref]plain{{Kind: crm.KindSettings, ID: crm.SettingsID}: toPlain(&settings)}
	return s
}

var words = []string{"Lan", "Phạm Lan", "Zoë", "王小明", "tea", "Oolong", "green tea", "Aliyev", ""}

func (s *machine) ids(kinds ...crm.Kind) []crm.ID {
	out := []crm.ID{{}}
	for ref := range s.m.records {
		if slices.Contains(kinds, ref.Kind) {
			out = append(out, ref.ID)
		}
	}
	slices.SortFunc(out, func(a, b crm.ID) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// draw returns a record, new or under an existing id.
func (s *machine) draw(t *rapid.T) crm.Record {
	kind := rapid.SampledFrom([]crm.Kind{crm.KindParty, crm.KindParty, crm.KindTag, crm.KindTask, crm.KindProduct, crm.KindCategory, crm.KindDocument, crm.KindDocument, crm.KindInteraction, crm.KindSettings}).Draw(t, "kind")
	pick := func(kinds ...crm.Kind) crm.ID { return rapid.SampledFrom(s.ids(kinds...)).Draw(t, "ref") }
	word := rapid.SampledFrom(words).Draw(t, "word")
	meta := crm.Meta{ID: pick(kind)}
	if meta.ID.IsZero() {
		meta.ID = crm.NewID()
	}
	if rapid.Bool().Draw(t, "custom") {
		meta.Custom = map[string]string{"size": word}
	}
	day := crm.NewDate(2026, 1, rapid.IntRange(1, 60).Draw(t, "day"))
	switch kind {
	case crm.KindParty:
		p := &crm.Party{Meta: meta, PartyKind: crm.Person, DisplayName: "P " + word, Note: word, Group: word}
		if tag := pick(crm.KindTag); !tag.IsZero() {
			p.Tags = []crm.ID{tag}
		}
		if rapid.Bool().Draw(t, "phone") {
			p.Points = []crm.ContactPoint{crm.NewPhone(fmt.Sprintf("06 28 23 %02d 55", rapid.IntRange(0, 99).Draw(t, "digits")), "FR")}
		}
		return p
	case crm.KindTag:
		return &crm.Tag{Meta: meta, Name: "T " + word}
	case crm.KindTask:
		k := &crm.Task{Meta: meta, Title: "do " + word, Status: crm.TaskOpen, Due: day}
		if p := pick(crm.KindParty); !p.IsZero() {
			k.Parties = []crm.ID{p}
		}
		return k
	case crm.KindProduct:
		return &crm.Product{Meta: meta, Name: "G " + word, ProductKind: crm.Good, Category: pick(crm.KindCategory)}
	case crm.KindCategory:
		return &crm.Category{Meta: meta, Name: "C " + word}
	case crm.KindInteraction:
		party := pick(crm.KindParty)
		if party.IsZero() {
			party = crm.ID{1}
		}
		return &crm.Interaction{Meta: meta, InteractionKind: crm.Call, Parties: []crm.ID{party}, Date: day, Summary: word}
	case crm.KindSettings:
		set := crm.DefaultSettings()
		set.BaseCurrency = rapid.SampledFrom([]string{"EUR", "USD"}).Draw(t, "currency")
		return &set
	}
	d := &crm.SalesDocument{Meta: meta, DocType: crm.Order, Status: crm.Confirmed, Party: pick(crm.KindParty), Date: day, Currency: "EUR", Number: word}
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		d.Lines = append(d.Lines, crm.Line{Product: pick(crm.KindProduct), Quantity: 10000, Net: crm.Amount(rapid.IntRange(-5, 500).Draw(t, "net"))})
	}
	if err := d.Sum(); err != nil {
		t.Fatal(err)
	}
	return d
}

var errChanged = errors.New("changed my mind")

// edit makes one change set of a few puts, deletions and restorations, or
// breaks it off at the end.
func (s *machine) edit(t *rapid.T) {
	before, from := maps.Clone(s.m.records), len(s.m.log)
	abort := rapid.IntRange(0, 9).Draw(t, "abort") == 0
	id, err := s.b.Update("edit", func(tx *book.Tx) error {
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			if err := s.editOne(t, tx); err != nil {
				return err
			}
		}
		if abort {
			return errChanged
		}
		return nil
	})
	switch {
	case abort && !errors.Is(err, errChanged):
		t.Fatalf("broken off, but %v", err)
	case abort:
		s.m.rollback(before, from)
	case err != nil:
		t.Fatal(err)
	}
	if id.IsZero() != (len(s.m.log) == from) {
		t.Fatalf("change set %s for %d changes", id, len(s.m.log)-from)
	}
	s.m.commit(id, from, -1)
}

func (s *machine) editOne(t *rapid.T, tx *book.Tx) error {
	action := rapid.IntRange(0, 4).Draw(t, "action")
	var refs []book.Ref
	for ref := range s.m.records {
		if ref.Kind != crm.KindSettings && (s.m.records[ref]["deleted_at"] != "") == (action == 4) {
			refs = append(refs, ref)
		}
	}
	if action < 3 || len(refs) == 0 {
		r := s.draw(t)
		s.m.set(book.Ref{Kind: r.Kind(), ID: r.Base().ID}, toPlain(r))
		return tx.Put(r)
	}
	slices.SortFunc(refs, func(a, b book.Ref) int { return strings.Compare(a.ID.String(), b.ID.String()) })
	ref := rapid.SampledFrom(refs).Draw(t, "which")
	act := tx.Delete
	if action == 4 {
		act = tx.Restore
	}
	if err := act(ref.Kind, ref.ID); err != nil {
		return err
	}
	rec, err := book.Find(tx, ref.Kind, ref.ID)
	if err != nil || rec.Base().Deleted() != (action == 3) {
		t.Fatalf("deleted %t, %v", rec.Base().Deleted(), err)
	}
	s.m.set(ref, toPlain(rec))
	return nil
}

func (s *machine) undo(t *rapid.T) {
	if len(s.m.sets) == 0 {
		t.Skip("nothing to undo")
	}
	at := len(s.m.sets) - 1 - rapid.IntRange(0, len(s.m.sets)-1).Draw(t, "back")
	keep := rapid.Bool().Draw(t, "keepNewer")
	set := s.m.sets[at]
	before, from := maps.Clone(s.m.records), len(s.m.log)
	id, conflicts, err := s.b.Undo(set.id, "undo", keep)
	if set.undone {
		if book.CodeOf(err) != book.CodeUndone {
			t.Fatalf("undone twice: %v", err)
		}
		return
	}
	conflict := s.m.undo(set)
	if conflict != (len(conflicts) > 0) {
		t.Fatalf("conflicts %v, the model says %t", conflicts, conflict)
	}
	if conflict && !keep {
		if book.CodeOf(err) != book.CodeConflict {
			t.Fatalf("conflict, but %v", err)
		}
		s.m.rollback(before, from)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if id.IsZero() {
		if len(s.m.log) != from {
			t.Fatal("undo did nothing")
		}
		return
	}
	s.m.commit(id, from, at)
	// What an undone undo had undone holds again, and so on back.
	for i, undone := at, true; i >= 0; i, undone = s.m.sets[i].undoes, !undone {
		s.m.sets[i].undone = undone
	}
}

func (s *machine) emptyTrash(t *rapid.T) {
	from := len(s.m.log)
	id, removed, _, err := s.b.EmptyTrash("empty")
	if err != nil {
		t.Fatal(err)
	}
	s.m.emptyTrash()
	if got := len(s.m.log) - from; got != removed {
		t.Fatalf("removed %d, the model %d", removed, got)
	}
	s.m.commit(id, from, -1)
}

func (s *machine) reopen(t *rapid.T) {
	if err := s.b.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := book.Open(s.b.Path(), s.options())
	if err != nil {
		t.Fatal(err)
	}
	s.b = b
}
