package today

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/sample"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC) // a Thursday

// newPage is the screen on a new book with some records.
func newPage(t *testing.T, records ...crm.Record) *page {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.regulars")
	settings := crm.DefaultSettings()
	settings.TimeZone = "UTC"
	b, err := book.Create(path, settings, book.Options{Now: func() crm.Instant { return crm.InstantOf(noon) }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update("Set up", func(tx *book.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return pageOn(t, b, noon)
}

func pageOn(t *testing.T, b *book.Book, now time.Time) *page {
	t.Helper()
	app := test.NewTempApp(t)
	i18n.Set("en")
	app.Settings().SetTheme(ui.NewTheme(ui.Light))
	win := test.NewTempWindow(t, nil)
	p := New(screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return now },
		Go: func(screen.Route) {}, Notify: func(ui.Notice) {}, Capture: func(crm.ID) {}, Canvas: win.Canvas,
	}).(*page)
	win.SetContent(p.Content())
	win.Resize(fyne.NewSize(1000, 800))
	stop := b.Subscribe(func(c book.Change) { p.Refresh(c) })
	t.Cleanup(func() {
		stop()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func titles(p *page) (list []string) {
	for _, t := range p.state.tasks {
		list = append(list, t.task.Title)
	}
	return list
}

func TestReadTask(t *testing.T) {
	test.NewTempApp(t)
	day := crm.DateOf(noon)
	for _, c := range []struct {
		language, typed, title string
		in                     int // days; -1 for no day
	}{
		{"en", "Call Lan", "Call Lan", -1},
		{"en", "Call Lan tomorrow", "Call Lan", 1},
		{"en", "Send the offer +3d", "Send the offer", 3},
		{"en", "Order boxes 15", "Order boxes 15", -1},
		{"en", "tomorrow", "tomorrow", -1},
		{"en", "Write to Mai next Friday", "Write to Mai", 8},
		{"en", "Rent 1/4", "Rent", 27},
		{"it", "Chiamare Lan domani", "Chiamare Lan", 1},
		{"vi", "Gọi Lan ngày mai", "Gọi Lan", 1},
		{"zh-Hans", "给小兰打电话明天", "给小兰打电话", 1},
		{"zh-Hans", "订花 明天", "订花", 1},
		{"az", "Lana zəng et sabah", "Lana zəng et", 1},
		{"en", "", "", -1},
	} {
		i18n.Set(c.language)
		title, due := readTask(c.typed, day)
		in := -1
		if !due.IsZero() {
			in = int(due - day)
		}
		if title != c.title || in != c.in {
			t.Errorf("%s %q: %q in %d days, want %q in %d", c.language, c.typed, title, in, c.title, c.in)
		}
	}
	i18n.Set("en")
}

func TestTasksLateFirst(t *testing.T) {
	day := crm.DateOf(noon)
	task := func(title string, due crm.Date, more ...func(*crm.Task)) *crm.Task {
		x := &crm.Task{Title: title, Due: due, Status: crm.TaskOpen}
		for _, f := range more {
			f(x)
		}
		return x
	}
	p := newPage(t,
		task("some day", 0), task("tomorrow", day+1), task("today", day),
		task("today at nine", day, func(x *crm.Task) { x.DueTime = crm.NewClock(9, 0) }),
		task("today, important", day, func(x *crm.Task) { x.Priority = crm.PriorityHigh }),
		task("late", day-3), task("done", day-9, func(x *crm.Task) { x.Status = crm.TaskDone }))
	want := []string{"late", "today, important", "today", "today at nine", "tomorrow", "some day"}
	if got := titles(p); !slices.Equal(got, want) {
		t.Errorf("order %q", got)
	}
	if when := p.state.tasks[0]; when.when != "3 days late" || when.tone != ui.Bad {
		t.Errorf("late says %q", when.when)
	}
}

func TestAddTickSnooze(t *testing.T) {
	p := newPage(t)
	p.New()
	test.Type(p.add, "order tulips tomorrow")
	p.add.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := titles(p); !slices.Equal(got, []string{"order tulips"}) || p.add.Text != "" {
		t.Fatalf("added %q, the field holds %q", got, p.add.Text)
	}
	task := p.state.tasks[0].task
	day := crm.DateOf(noon)
	if task.Due != day+1 {
		t.Errorf("due %v", task.Due)
	}
	p.snooze(task, 7)
	if got := p.state.tasks[0].task.Due; got != day+8 {
		t.Errorf("put off to %v", got)
	}
	p.done(p.state.tasks[0].task)
	if got := titles(p); len(got) != 0 {
		t.Errorf("ticked, and still %q", got)
	}
	kept, err := book.Get[crm.Task](p.env.Book, task.ID)
	if err != nil || kept.Status != crm.TaskDone || kept.CompletedAt != crm.InstantOf(noon) {
		t.Errorf("done is %+v, %v", kept, err)
	}
}

// Late tasks are put off from today: nobody wants a task that is late again.
func TestSnoozeOfALateTaskCountsFromToday(t *testing.T) {
	day := crm.DateOf(noon)
	p := newPage(t, &crm.Task{Title: "late", Due: day - 30, RemindAt: crm.InstantOf(noon.AddDate(0, 0, -30)), Status: crm.TaskOpen})
	p.snooze(p.state.tasks[0].task, 1)
	got := p.state.tasks[0].task
	if got.Due != day+1 || got.RemindAt != crm.InstantOf(noon.AddDate(0, 0, 1)) {
		t.Errorf("due %v, reminder %v", got.Due, got.RemindAt)
	}
}

func TestRepeatingTaskComesAgain(t *testing.T) {
	day := crm.DateOf(noon)
	p := newPage(t, &crm.Task{Title: "water", Due: day - 2, RepeatDays: 7, Status: crm.TaskOpen})
	first := p.state.tasks[0].task.ID
	p.done(p.state.tasks[0].task)
	if len(p.state.tasks) != 1 || p.state.tasks[0].task.ID == first || p.state.tasks[0].task.Due != day+7 {
		t.Errorf("now %+v", p.state.tasks)
	}
}

func TestEmptyBookSaysWhatToDo(t *testing.T) {
	p := newPage(t)
	for _, a := range p.state.answers {
		if a.number == "" || a.sentence == "" || a.action == "" {
			t.Errorf("a question without answer: %+v", a)
		}
	}
	if p.state.records != 0 || len(p.state.todo) != 0 {
		t.Errorf("%+v", p.state)
	}
}

// On the sample's last day: the numbers are those of the questions asked
// directly of the records.
func TestSampleDay(t *testing.T) {
	b, err := sample.Create(filepath.Join(t.TempDir(), "sample"), sample.KindShop, "Sample", book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := b.Settings()
	if err != nil {
		t.Fatal(err)
	}
	day := settings.SampleAsOf
	y, m, d := day.Time().Date()
	p := pageOn(t, b, time.Date(y, m, d, 9, 0, 0, 0, settings.Location()))
	buyers, due := map[crm.ID]bool{}, 0
	var month crm.Amount
	if err := book.Each(b, func(doc *crm.SalesDocument) bool {
		if doc.Status.Counted() && doc.DocType != crm.Quote && doc.SourceDoc.IsZero() {
			if doc.Date > day-365 && doc.Date <= day && doc.BaseNet > 0 && !doc.Party.IsZero() {
				buyers[doc.Party] = true
			}
			if doc.Date > day-30 && doc.Date <= day {
				month += doc.BaseNet
			}
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	if err := book.Each(b, func(task *crm.Task) bool {
		if task.Status == crm.TaskOpen && !task.Due.IsZero() && task.Due <= day {
			due++
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		i18n.Integer(int64(len(buyers))), i18n.AmountShort(month, settings.BaseCurrency), i18n.Integer(int64(due + firstActions)),
	}
	for i, a := range p.state.answers {
		if a.number != want[i] {
			t.Errorf("%s %s, counted %s", a.question, a.number, want[i])
		}
	}
	for i, x := range p.state.todo {
		if x.title == "" || x.why == "" || len(x.more) == 0 || i > 0 && x.Expected > p.state.todo[i-1].Expected {
			t.Errorf("%d: %+v", i, x)
		}
	}
}

// sampleDay is the page on the sample's last day.
func sampleDay(t *testing.T) *page {
	t.Helper()
	b, err := sample.Create(filepath.Join(t.TempDir(), "sample"), sample.KindShop, "Sample", book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := b.Settings()
	if err != nil {
		t.Fatal(err)
	}
	return pageOn(t, b, settings.SampleAsOf.Time().Add(9*time.Hour))
}

func kept[T any, P book.Pointer[T]](t *testing.T, p *page, since int) []*T {
	t.Helper()
	var all []*T
	if err := book.Each[T, P](p.env.Book, func(r *T) bool { all = append(all, r); return true }); err != nil {
		t.Fatal(err)
	}
	return all[since:]
}

// One keystroke on a row notes it, the contact or the task with it, takes the
// customer off the list, and can be undone as one; the next row follows.
func TestOneKeystrokeEach_000_22_B16(t *testing.T) {
	p := sampleDay(t)
	talks, tasks, answers := len(kept[crm.Interaction](t, p, 0)), len(kept[crm.Task](t, p, 0)), len(kept[crm.Suggestion](t, p, 0))
	for i, c := range []struct {
		key   rune
		state crm.SuggestionState
		until crm.Date
	}{{'d', crm.SuggestionDone, 14}, {'L', crm.SuggestionSnoozed, 7}, {'s', crm.SuggestionSkipped, 30}, {'t', crm.SuggestionDone, 14}} {
		row := p.rows[0].handle
		p.env.Canvas().Focus(row)
		x := p.state.todo[0]
		row.TypedRune(c.key)
		got := kept[crm.Suggestion](t, p, answers+i)
		if len(got) != 1 || got[0].State != c.state || got[0].Party != x.ID || got[0].Until != p.state.day+c.until || got[0].Expected != x.Expected || got[0].Action != string(x.Kind) {
			t.Fatalf("%c: %+v", c.key, got)
		}
		if (got[0].CheckOn == 0) != (c.state == crm.SuggestionSnoozed) {
			t.Errorf("%c is checked on %v", c.key, got[0].CheckOn)
		}
		if slices.ContainsFunc(p.state.todo, func(y suggestion) bool { return y.ID == x.ID }) {
			t.Errorf("%c: %s is still on the list", c.key, x.Name)
		}
		if !p.rows[0].handle.Focused {
			t.Errorf("%c: the keyboard is lost", c.key)
		}
	}
	if got := kept[crm.Interaction](t, p, talks); len(got) != 1 || got[0].Direction != crm.Outbound || got[0].Date != p.state.day {
		t.Errorf("contacts noted: %+v", got)
	}
	if got := kept[crm.Task](t, p, tasks); len(got) != 1 || got[0].Due != p.state.day || len(got[0].Parties) != 1 {
		t.Errorf("tasks: %+v", got)
	}
	sets, err := p.env.Book.History(4)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		if _, _, err := p.env.Book.Undo(set.ID, "undo", false); err != nil {
			t.Error(err)
		}
	}
	if got := kept[crm.Suggestion](t, p, answers); len(got) != 0 {
		t.Errorf("undone, and still %+v", got)
	}
}

// After Ctrl+Z the keyboard is with the row that is marked, and not with one
// that is no longer in sight; the keys it tells work without a press, too.
func TestKeysMeanTheRowInSight(t *testing.T) {
	p := sampleDay(t)
	first, answers := p.state.todo[0], len(kept[crm.Suggestion](t, p, 0))
	if !p.Key(fyne.KeyL) || p.Key(fyne.KeyUnknown) || p.Key(fyne.KeyX) {
		t.Error("L is not heard, or another key is")
	}
	if got := kept[crm.Suggestion](t, p, answers); len(got) != 1 || got[0].Party != first.ID {
		t.Fatalf("L: %+v", got)
	}
	p.env.Canvas().Focus(p.List())
	sets, err := p.env.Book.History(1)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.env.Book.Undo(sets[0].ID, "undo", false); err != nil {
		t.Fatal(err)
	}
	p.env.Canvas().Focused().TypedRune('s')
	if got := kept[crm.Suggestion](t, p, answers); len(got) != 1 || got[0].Party != first.ID {
		t.Errorf("S after the undo: %+v, want %s", got, first.Name)
	}
	p.env.Canvas().Focus(p.ticks[1])
	second := p.state.tasks[1].task.ID
	p.snooze(p.state.tasks[2].task, 0)
	if p.env.Canvas().Focused() != p.ticks[1] || p.state.tasks[1].task.ID != second {
		t.Error("the keyboard is with a task that is no longer in sight")
	}
}

// What came of a suggestion is noted by itself in a business of one's own, but
// not among what the owner did; looking at a sample business writes nothing.
func TestOutcomesNoteThemselves_003_13(t *testing.T) {
	day := crm.DateOf(noon)
	lan := &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: "Lan"}
	sale := &crm.SalesDocument{DocType: crm.Order, Status: crm.Paid, Party: lan.ID, Date: day - 5, Currency: "EUR", Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: 900}}}
	if err := sale.Sum(); err != nil {
		t.Fatal(err)
	}
	told := func(on crm.Date) *crm.Suggestion {
		return &crm.Suggestion{Action: "quiet", Party: lan.ID, Day: on, State: crm.SuggestionDone, CheckOn: on + 30}
	}
	p := newPage(t, lan, sale, told(day-10), told(day-60), told(day-1))
	var outcomes []crm.SuggestionOutcome
	for _, s := range kept[crm.Suggestion](t, p, 0) {
		outcomes = append(outcomes, s.Outcome)
	}
	if want := []crm.SuggestionOutcome{crm.OutcomeWorked, crm.OutcomeNothing, crm.OutcomePending}; !slices.Equal(outcomes, want) {
		t.Errorf("%q, want %q", outcomes, want)
	}
	sets, err := p.env.Book.History(1)
	if err != nil || sets[0].Actor != book.ActorRule || sets[0].Title != i18n.T("today.settled") {
		t.Errorf("%+v, %v", sets, err)
	}
	if slices.ContainsFunc(p.state.changes, func(c changeRow) bool { return c.title == sets[0].Title }) {
		t.Error("told among what the owner did")
	}
	sampled := sampleDay(t)
	if sets, err := sampled.env.Book.History(9); err != nil || len(sets) != 1 {
		t.Errorf("looking wrote %+v, %v", sets, err)
	}
}

// Years after the last sale nobody is worth a call any more.
func TestLongSilenceIsNotWorthACall(t *testing.T) {
	b, err := sample.Create(filepath.Join(t.TempDir(), "sample"), sample.KindShop, "Sample", book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := b.Settings()
	if err != nil {
		t.Fatal(err)
	}
	if p := pageOn(t, b, settings.SampleAsOf.AddMonths(36).Time()); len(p.state.todo) != 0 || !p.state.rhythms {
		t.Errorf("%+v", p.state.todo)
	}
}
