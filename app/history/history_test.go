package history

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// open shows the screen on a book with one customer whose note was changed
// twice.
func open(t *testing.T) (p *page, lan *crm.Party, notices *[]ui.Notice) {
	t.Helper()
	i18n.Set("en")
	test.NewTempApp(t)
	b := screentest.Book(t, crm.DefaultSettings())
	notices = new([]ui.Notice)
	p = New(screen.Env{Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) },
		Go: func(screen.Route) {}, Notify: func(n ui.Notice) { *notices = append(*notices, n) }}).(*page)
	t.Cleanup(p.Close)
	t.Cleanup(b.Subscribe(p.Refresh))
	lan = &crm.Party{PartyKind: crm.Person, DisplayName: "Lan"}
	save(t, p, lan, "Add Lan", "")
	save(t, p, lan, "First note", "likes oolong")
	save(t, p, lan, "Second note", "likes pu-erh")
	p.Show(screen.Route{Screen: screen.History})
	return p, lan, notices
}

func save(t *testing.T, p *page, who *crm.Party, title, note string) {
	t.Helper()
	who.Note = note
	if _, err := p.env.Book.Update(title, func(tx *book.Tx) error { return tx.Put(who) }); err != nil {
		t.Fatal(err)
	}
}

func (p *page) titled(t *testing.T, title string) setRow {
	t.Helper()
	for _, s := range p.sets {
		if s.Title == title {
			return s
		}
	}
	t.Fatalf("no change %q among %d", title, len(p.sets))
	return setRow{}
}

func note(t *testing.T, p *page, id crm.ID) string {
	t.Helper()
	got, err := book.Get[crm.Party](p.env.Book, id)
	if err != nil {
		t.Fatal(err)
	}
	return got.Note
}

func TestNewestChangeComesFirst(t *testing.T) {
	p, _, _ := open(t)
	if len(p.sets) != 3 || p.sets[0].Title != "Second note" || p.setTable.Len() != 3 {
		t.Fatalf("%d changes, first %q, %d shown", len(p.sets), p.sets[0].Title, p.setTable.Len())
	}
}

func TestUndoTakesAChangeBack(t *testing.T) {
	p, lan, _ := open(t)
	p.undo(p.titled(t, "Second note"), false)
	if got := note(t, p, lan.ID); got != "likes oolong" {
		t.Errorf("note is %q", got)
	}
	if p.titled(t, "Second note").state == "" {
		t.Error("the list does not say that it was taken back")
	}
}

func TestUndoOfAnOlderChangeAsksFirst(t *testing.T) {
	p, lan, _ := open(t)
	p.undo(p.titled(t, "First note"), false)
	if len(p.conflicts) != 1 || note(t, p, lan.ID) != "likes pu-erh" {
		t.Fatalf("%d conflicts, note %q", len(p.conflicts), note(t, p, lan.ID))
	}
	p.undo(p.titled(t, "First note"), true)
	if len(p.conflicts) != 0 || note(t, p, lan.ID) != "likes pu-erh" {
		t.Errorf("%d conflicts, note %q: the newer note must stay", len(p.conflicts), note(t, p, lan.ID))
	}
}

func TestTrashGivesBackAndEmpties(t *testing.T) {
	p, lan, notices := open(t)
	drop := func() {
		if _, err := p.env.Book.Update("Delete", func(tx *book.Tx) error { return tx.Delete(crm.KindParty, lan.ID) }); err != nil {
			t.Fatal(err)
		}
	}
	drop()
	if len(p.trash) != 1 || p.trash[0].name != "Lan" {
		t.Fatalf("trash: %+v", p.trash)
	}
	p.restore(p.trash)
	if len(p.trash) != 0 {
		t.Error("it is still in the trash")
	}
	drop()
	p.emptyTrash()
	if _, err := book.Get[crm.Party](p.env.Book, lan.ID); book.CodeOf(err) != book.CodeNotFound {
		t.Errorf("after emptying: %v", err)
	}
	last := (*notices)[len(*notices)-1]
	if last.Do == nil {
		t.Fatal("emptying cannot be undone")
	}
	last.Do()
	if _, err := book.Get[crm.Party](p.env.Book, lan.ID); err != nil {
		t.Errorf("after undo: %v", err)
	}
}

// What was added and taken back again is still called by its name.
func TestDetailsNameWhatIsNoMore(t *testing.T) {
	p, _, _ := open(t)
	added, err := p.env.Book.Update("Add tag", func(tx *book.Tx) error { return tx.Put(&crm.Tag{Name: "Oolong"}) })
	if err != nil {
		t.Fatal(err)
	}
	p.undo(p.titled(t, "Add tag"), false)
	list, err := p.env.Book.Changes(added, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d changes, %v", len(list), err)
	}
	if got := nameIn(list[0]); got != "Oolong" {
		t.Errorf("called %q", got)
	}
}
