package book_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
)

// raw returns the bytes of every record the model knows or ever knew.
func (s *machine) raw(t *rapid.T) map[book.Ref]string {
	out := map[book.Ref]string{}
	for _, c := range append(s.m.log, change{ref: book.Ref{Kind: crm.KindSettings, ID: crm.SettingsID}}) {
		data, err := s.b.RawRecord(c.ref.Kind, c.ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		if data != nil {
			out[c.ref] = string(data)
		}
	}
	return out
}

// Undo right after a change gives every record back to the byte; undoing the
// undo gives the change back, and so on.
func TestUndoRestoresRecordsToTheByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newMachine(t)
		defer func() { _ = s.b.Close() }()
		for range rapid.IntRange(0, 6).Draw(t, "before") {
			s.edit(t)
		}
		was, sets := s.raw(t), len(s.m.sets)
		if rapid.Bool().Draw(t, "trash") {
			s.emptyTrash(t)
		} else {
			s.edit(t)
		}
		if len(s.m.sets) == sets {
			t.Skip("nothing happened")
		}
		states := []map[book.Ref]string{s.raw(t), was}
		last := s.m.sets[len(s.m.sets)-1].id
		for i := range 5 {
			id, conflicts, err := s.b.Undo(last, "undo", false)
			if err != nil || len(conflicts) > 0 {
				t.Fatalf("undo %d: %v %v", i+1, conflicts, err)
			}
			if got, want := s.raw(t), states[(i+1)%2]; !maps.Equal(got, want) {
				t.Fatalf("undo %d gives\n%v, want\n%v", i+1, got, want)
			}
			last = id
		}
	})
}

func TestUndoneUndoCanBeUndoneAgain(t *testing.T) {
	b := mustCreate(t)
	lan := party("Lan")
	first := put(t, b, "add", lan)
	undo, _, err := b.Undo(first, "undo", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Undo(first, "undo", false); book.CodeOf(err) != book.CodeUndone {
		t.Fatalf("undone twice: %v", err)
	}
	if _, _, err := b.Undo(undo, "redo", false); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Undo(first, "undo", false); err != nil {
		t.Fatalf("what holds again can be undone again: %v", err)
	}
}
