package book_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// A model of the book: maps of plain fields, and every change with its values
// before and after.
type (
	plain  map[string]string // JSON name to JSON text
	change struct {
		ref           book.Ref
		before, after plain // nil: not there
	}
	changeSet struct {
		id      crm.ID
		changes []change
		from    int // position of the first change among all
		undone  bool
		undoes  int // index of the set it undoes, -1
	}
	model struct {
		records map[book.Ref]plain
		sets    []changeSet
		log     []change
	}
)

func toPlain(r crm.Record) plain {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &raw); err != nil {
		panic(err)
	}
	p := plain{}
	for k, v := range raw {
		if s := string(v); k != "created_at" && k != "updated_at" && s != "null" && s != `""` && s != "0" {
			p[k] = s
		}
	}
	return p
}

func (m *model) set(ref book.Ref, now plain) {
	was := m.records[ref]
	if reflect.DeepEqual(was, now) {
		return
	}
	m.log = append(m.log, change{ref, was, now})
	if now == nil {
		delete(m.records, ref)
		return
	}
	m.records[ref] = now
}

// commit closes a change set; it is none when nothing changed.
func (m *model) commit(id crm.ID, from, undoes int) {
	if len(m.log) > from {
		m.sets = append(m.sets, changeSet{id: id, changes: slices.Clone(m.log[from:]), from: from, undoes: undoes})
	}
}

func (m *model) rollback(records map[book.Ref]plain, from int) {
	m.records, m.log = records, m.log[:from]
}

// references finds ids in a record's JSON: every text of 32 hex digits.
func references(p plain) (ids []string) {
	for name, v := range p {
		if name == "id" || name == "batch" {
			continue
		}
		for _, part := range strings.Split(v, `"`) {
			if len(part) == 32 && strings.Trim(part, "0123456789abcdef") == "" {
				ids = append(ids, part)
			}
		}
	}
	return ids
}

// undo returns whether there were conflicts.
func (m *model) undo(s changeSet) (conflict bool) {
	created := map[book.Ref]bool{}
	for _, c := range s.changes {
		created[c.ref] = created[c.ref] || c.before == nil
	}
	used := map[string]bool{}
	use := func(ref book.Ref) {
		for _, id := range references(m.records[ref]) {
			used[id] = true
		}
	}
	for _, c := range m.log[s.from+len(s.changes):] {
		if !created[c.ref] {
			use(c.ref)
		}
	}
	leaving := map[book.Ref]bool{}
	for _, c := range slices.Backward(s.changes) {
		now := m.records[c.ref]
		switch {
		case c.before == nil && now != nil && !reflect.DeepEqual(now, c.after):
			conflict = true
			use(c.ref)
		case c.before == nil && now != nil:
			leaving[c.ref] = true
		case c.before == nil:
		case c.after == nil && now == nil:
			m.set(c.ref, c.before)
		case c.after == nil:
		case now == nil:
			conflict = true
		default:
			conflict = m.undoFields(c, now) || conflict
		}
	}
	for again := true; again; {
		again = false
		for ref := range leaving {
			if used[ref.ID.String()] {
				delete(leaving, ref)
				use(ref)
				again, conflict = true, true
			}
		}
	}
	for ref := range leaving {
		m.set(ref, nil)
	}
	return conflict
}

func (m *model) undoFields(c change, now plain) (conflict bool) {
	next := maps.Clone(now)
	names := maps.Clone(c.before)
	maps.Copy(names, c.after)
	for f := range names {
		switch {
		case c.before[f] == c.after[f]:
		case now[f] != c.after[f]:
			conflict = true
		case c.before[f] == "":
			delete(next, f)
		default:
			next[f] = c.before[f]
		}
	}
	m.set(c.ref, next)
	return conflict
}

func (m *model) emptyTrash() {
	used := map[string]bool{}
	stays := map[book.Ref]bool{}
	for again := true; again; {
		again = false
		for ref, p := range m.records {
			if stays[ref] || p["deleted_at"] != "" && !used[ref.ID.String()] {
				continue
			}
			stays[ref], again = true, true
			for _, id := range references(p) {
				used[id] = true
			}
		}
	}
	for ref := range maps.Clone(m.records) {
		if !stays[ref] {
			m.set(ref, nil)
		}
	}
}

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
