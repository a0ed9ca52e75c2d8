package book_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// check compares everything one can ask of the book with the model.
func (s *machine) check(t *rapid.T) {
	r, err := s.b.Check(context.Background(), nil)
	if err != nil || len(r.Problems) > 0 || r.Records != int64(len(s.m.records)) {
		t.Fatalf("check: %v, %d records of %d, %v", r.Problems, r.Records, len(s.m.records), err)
	}
	living := map[crm.Kind]int{}
	for ref, want := range s.m.records {
		rec, err := book.Find(s.b, ref.Kind, ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := toPlain(rec); !reflect.DeepEqual(got, want) {
			t.Fatalf("%v is\n%v, want\n%v", ref, got, want)
		}
		if want["deleted_at"] == "" {
			living[ref.Kind]++
		}
	}
	parties, err := book.List[crm.Party](s.b)
	if err != nil || len(parties) != living[crm.KindParty] {
		t.Fatalf("%d parties of %d, %v", len(parties), living[crm.KindParty], err)
	}
	each := 0
	if err := book.Each(s.b, func(*crm.SalesDocument) bool { each++; return true }); err != nil || each != living[crm.KindDocument] {
		t.Fatalf("%d documents of %d, %v", each, living[crm.KindDocument], err)
	}
	history, err := s.b.History(0)
	if err != nil || len(history) != len(s.m.sets) {
		t.Fatalf("%d change sets of %d, %v", len(history), len(s.m.sets), err)
	}
	for i, h := range history {
		if want := s.m.sets[len(s.m.sets)-1-i]; h.ID != want.id || !h.Undone.IsZero() != want.undone {
			t.Fatalf("change set %d is %s undone by %s, want %s undone %t", i, h.ID, h.Undone, want.id, want.undone)
		}
	}
	s.checkReadings(t)
}

func (s *machine) checkReadings(t *rapid.T) {
	snap, index, err := s.b.Rebuilt()
	if err != nil {
		t.Fatal(err)
	}
	now, err := s.b.Facts()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := factText(now), factText(snap); got != want {
		t.Fatalf("facts are\n%s\nrebuilt\n%s", got, want)
	}
	for _, q := range []string{"lan", "te", "明", "0628", "P", "do", "C gr"} {
		got, err := s.b.Search(q, 20)
		if want := index.Search(q, 20); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("search %q: %v, rebuilt %v, %v", q, got, want, err)
		}
	}
}

// factText writes facts so that the order and dead rows do not matter.
func factText(s *facts.Snapshot) string {
	party := func(i int32) string {
		if i == facts.None {
			return "-"
		}
		return s.Party.ID[i].String()
	}
	out := []string{fmt.Sprint(s.Currency, s.Seq)}
	for i, id := range s.Party.ID {
		if s.Party.Live[i] {
			out = append(out, fmt.Sprint("party ", id, s.Party.Name[i], s.Word(s.Party.Country[i]), s.Word(s.Party.Group[i])))
		}
	}
	for i, id := range s.Product.ID {
		if s.Product.Live[i] {
			c := ""
			if at := s.Product.Category[i]; at != facts.None {
				c = s.Category.ID[at].String()
			}
			out = append(out, fmt.Sprint("product ", id, s.Product.Name[i], c))
		}
	}
	for i, id := range s.Doc.ID {
		if !s.Doc.Counts[i] {
			continue
		}
		text := fmt.Sprint("doc ", id, party(s.Doc.Party[i]), s.Doc.Date[i])
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			p := ""
			if at := s.Line.Product[l]; at != facts.None {
				p = s.Product.ID[at].String()
			}
			text += fmt.Sprint(" ", p, s.Line.Quantity[l], s.Line.Net[l])
		}
		out = append(out, text)
	}
	for i, id := range s.Contact.ID {
		if s.Contact.Live[i] {
			out = append(out, fmt.Sprint("contact ", id, party(s.Contact.Party[i]), s.Contact.Date[i]))
		}
	}
	slices.Sort(out[1:])
	return strings.Join(out, "\n")
}

// TestBookBehavesAsItsModel runs random changes, undo, trash, reopening,
// compacting and checkpoints against a book of plain maps.
func TestBookBehavesAsItsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newMachine(t)
		defer func() { _ = s.b.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"":      s.check,
			"edit":  s.edit,
			"edit2": s.edit,
			"edit3": s.edit,
			"undo":  s.undo,
			"undo2": s.undo,
			"empty": s.emptyTrash,
			"reopen": func(t *rapid.T) {
				s.reopen(t)
			},
			"compact": func(t *rapid.T) {
				if _, _, err := s.b.Compact(context.Background()); err != nil {
					t.Fatal(err)
				}
			},
			"checkpoint": func(t *rapid.T) {
				if err := s.b.Checkpoint(); err != nil {
					t.Fatal(err)
				}
			},
			"clock set back": func(*rapid.T) { s.clock -= 3_600_000 },
		})
	})
}
