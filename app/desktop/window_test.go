package desktop

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func TestCaptureIsTwoWordsAndTwoEnters(t *testing.T) {
	s := openShop(t)
	s.titled("Today – Corner Shop – Regulars")
	s.order("desktop.cmd_capture")
	s.titled("Log a contact – Corner Shop – Regulars")
	s.typeHere("lin")
	s.press(fyne.KeyReturn)
	s.typeHere("asked for tulips")
	s.press(fyne.KeyReturn)
	s.titled("Today – Corner Shop – Regulars")
	contacts := all[crm.Interaction](s)
	if len(contacts) != 1 {
		t.Fatalf("%d contacts", len(contacts))
	}
	c := contacts[0]
	linh := all[crm.Party](s)[0]
	if c.Summary != "asked for tulips" || c.InteractionKind != crm.Call || !slices.Equal(c.Parties, []crm.ID{linh.ID}) ||
		c.Date != crm.NewDate(2026, 3, 5) || c.Time != crm.NewClock(12, 0) || c.Channel != crm.ChannelPhone {
		t.Errorf("logged %+v", c)
	}
}

// Fast fingers do not wait for answers; what is typed after Enter is about the
// contact, not about the customer.
func TestCaptureIsAsFastAsTheFingers(t *testing.T) {
	s := openShop(t)
	s.order("desktop.cmd_capture")
	s.runner.late = true
	s.typeHere("lin")
	s.press(fyne.KeyReturn)
	s.typeHere("asked for tulips")
	s.press(fyne.KeyReturn)
	for _, work := range s.runner.work {
		work(context.Background()) // answers nobody waits for any more
	}
	contacts := all[crm.Interaction](s)
	if len(contacts) != 1 || contacts[0].Summary != "asked for tulips" {
		t.Errorf("logged %+v", contacts)
	}
	s.titled("Today – Corner Shop – Regulars")
}

func TestCaptureWithNewCustomerAndNextStep(t *testing.T) {
	s := openShop(t)
	s.capture(crm.ID{})
	s.typeHere("Bao Anh")
	s.press(fyne.KeyReturn) // nobody of that name: the only choice is a new customer
	s.panel.kinds.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.panel.told.summary, s.panel.told.followUp, s.panel.told.due, s.panel.told.minutes = "saw the shop", "", "tomorrow", "1:30"
	s.panel.save()
	if s.sheet != nil {
		t.Fatalf("still open: %v", s.panel.errs)
	}
	people, contacts, tasks := all[crm.Party](s), all[crm.Interaction](s), all[crm.Task](s)
	if len(people) != 2 || len(contacts) != 1 || len(tasks) != 1 {
		t.Fatalf("%d people, %d contacts, %d tasks", len(people), len(contacts), len(tasks))
	}
	c, task := contacts[0], tasks[0]
	if c.InteractionKind != crm.Visit || c.DurationMin != 90 || c.NextTask != task.ID || c.Parties[0] != people[1].ID {
		t.Errorf("contact %+v", c)
	}
	if task.Due != crm.NewDate(2026, 3, 6) || task.Title != "Follow up with Bao Anh" || task.Parties[0] != people[1].ID {
		t.Errorf("task %+v", task)
	}
	if !people[1].HasRole(crm.RoleCustomer) || people[1].DisplayName != "Bao Anh" {
		t.Errorf("person %+v", people[1])
	}
	sets, err := s.session.env.Book.History(0)
	if err != nil || len(sets) != 2 {
		t.Errorf("the capture is %d change sets (%v), not one", len(sets)-1, err)
	}
}

func TestCaptureSaysWhatIsWrong(t *testing.T) {
	s := openShop(t)
	captureWrong(s.Window)
	for _, field := range []string{"parties", "duration_min", "due"} {
		if s.panel.errs[field] == "" {
			t.Errorf("nothing said about %s", field)
		}
	}
	if len(all[crm.Interaction](s)) != 0 {
		t.Error("saved all the same")
	}
	s.press(fyne.KeyEscape)
	if s.sheet != nil {
		t.Error("Escape leaves the panel open")
	}
}

func TestMinutes(t *testing.T) {
	for text, want := range map[string]int{"": 0, "15": 15, " 5 min": 5, "1:30": 90, "2h": 120, "90'": 90, "0:05": 5} {
		if got, ok := parseMinutes(text); !ok || got != want {
			t.Errorf("%q is %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"soon", "-5", "1:75", "1:x", ":"} {
		if got, ok := parseMinutes(text); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}

// Ctrl+Z takes back one change after the other, also those of another day, and
// then says that there is nothing left.
func TestUndoGoesBackThroughTheDays(t *testing.T) {
	s := openShop(t)
	for _, what := range []string{"one", "two"} {
		s.capture(all[crm.Party](s)[0].ID)
		s.typeHere(what)
		s.press(fyne.KeyReturn)
	}
	for _, left := range []int{1, 0} {
		s.order("desktop.cmd_undo")
		if got := len(all[crm.Interaction](s)); got != left {
			t.Fatalf("%d contacts left, want %d", got, left)
		}
	}
	s.order("desktop.cmd_undo") // the set-up of the book, days ago
	if got := len(all[crm.Party](s)); got != 0 {
		t.Errorf("%d customers left", got)
	}
	s.order("desktop.cmd_undo")
}

// The form that was just saved is gone, yet its field had the keyboard.
func TestUndoWorksAfterAFormIsLeft(t *testing.T) {
	s := openShop(t)
	s.goTo(screen.Route{Screen: screen.Customers, New: true})
	field := ui.NewEntry()
	field.SetText("Mai Linh")
	page := s.pages[screen.Customers]
	page.content = container.NewStack(field)
	s.showHere()
	s.win.Canvas().Focus(field)
	s.goTo(screen.Route{Screen: screen.Customers, ID: all[crm.Party](s)[0].ID})
	s.order("desktop.cmd_undo")
	if n := len(all[crm.Party](s)); n != 0 {
		t.Error("Ctrl+Z went to a field that is no more")
	}
}

func TestArrowsWalkTheListInSight(t *testing.T) {
	s := openShop(t)
	list := ui.NewEntry() // stands for a list
	hit := fyne.KeyName("")
	list.OnKey = func(k fyne.KeyName) bool { hit = k; return true }
	s.goTo(screen.Route{Screen: screen.Customers})
	s.press(fyne.KeyDown) // without a list nothing happens
	page := s.pages[screen.Customers]
	page.content, page.list = container.NewStack(list), list
	s.showHere()
	s.press(fyne.KeyDown)
	if hit != "" || s.win.Canvas().Focused() != list {
		t.Errorf("the first arrow leads to the list, which got %q", hit)
	}
	s.press(fyne.KeyReturn)
	if hit != fyne.KeyReturn {
		t.Error("the keyboard is not in the list")
	}
}

func TestPhonesFoundAreShownAsWritten(t *testing.T) {
	p := &crm.Party{Points: []crm.ContactPoint{crm.NewPhone("+49 30 123456", "DE"), crm.NewPhone("06 28 23 04 55", "FR")}}
	for found, want := range map[string]string{"33628230455 0628230455": "06 28 23 04 55", "likes 2 sugars": "", "": "", "999": ""} {
		if got := phoneFound(p, found); got != want {
			t.Errorf("%q is shown as %q", found, got)
		}
	}
}

// What was left open on one page does not answer Escape on another, where it
// would pull the owner back.
func TestEscapeClosesOnlyWhatIsInSight(t *testing.T) {
	s := openShop(t)
	s.goTo(screen.Route{Screen: screen.Customers})
	closed := false
	ui.Escape.Push(func() { closed = true })
	s.goTo(screen.Route{Screen: screen.Today})
	s.press(fyne.KeyEscape)
	if closed {
		t.Error("closed out of sight")
	}
	s.order("desktop.cmd_back")
	s.press(fyne.KeyEscape)
	if !closed {
		t.Error("not closed in sight")
	}
}

func TestBackAndForward(t *testing.T) {
	s := openShop(t)
	linh := all[crm.Party](s)[0].ID
	s.goTo(screen.Route{Screen: screen.Customers})
	s.goTo(screen.Route{Screen: screen.Customers, ID: linh})
	s.titled("Mai Linh – Corner Shop – Regulars")
	s.order("desktop.cmd_back")
	s.titled("Customers – Corner Shop – Regulars")
	s.order("desktop.cmd_back")
	s.order("desktop.cmd_back") // there is nothing before
	s.titled("Today – Corner Shop – Regulars")
	s.order("desktop.cmd_forward")
	s.order("desktop.cmd_forward")
	s.titled("Mai Linh – Corner Shop – Regulars")
	if got := s.pages[screen.Customers].route.ID; got != linh {
		t.Errorf("the screen shows %v", got)
	}
}

func TestAFormIsNoPlaceToComeBackTo(t *testing.T) {
	var p places
	today, form, list := screen.Route{Screen: "today"}, screen.Route{Screen: "customers", New: true}, screen.Route{Screen: "customers"}
	p.visit(today)
	p.visit(form)
	p.visit(list)
	if r, ok := p.step(-1); !ok || r != today {
		t.Errorf("back leads to %+v", r)
	}
	p.visit(today)
	if len(p.forward) != 1 {
		t.Error("staying where one is forgets the way forward")
	}
}

// Screens out of sight hear of changes when they come into sight, and only of
// what they missed.
func TestScreensAreRefreshedWhenSeen(t *testing.T) {
	s := openShop(t)
	s.goTo(screen.Route{Screen: screen.Customers})
	s.goTo(screen.Route{Screen: screen.Today})
	s.capture(all[crm.Party](s)[0].ID)
	s.press(fyne.KeyReturn)
	if n := len(s.pages[screen.Today].refreshed); n != 1 {
		t.Errorf("the page in sight was refreshed %d times", n)
	}
	if n := len(s.pages[screen.Customers].refreshed); n != 0 {
		t.Errorf("the page out of sight was refreshed %d times", n)
	}
	s.goTo(screen.Route{Screen: screen.Customers})
	missed := s.pages[screen.Customers].refreshed
	if len(missed) != 1 || !missed[0].Has(crm.KindInteraction) {
		t.Errorf("it missed %+v", missed)
	}
	if s.pages[screen.History] != nil {
		t.Error("a screen nobody looked at was made")
	}
}

func TestLanguageChangesWhileRunning(t *testing.T) {
	s := openShop(t)
	s.goTo(screen.Route{Screen: screen.Customers})
	i18n.Set("it")
	s.titled("Clienti – Corner Shop – Regulars")
	if got := s.session.rail[screen.Today].word; got != "Oggi" {
		t.Errorf("the rail says %q", got)
	}
	last := s.pages[screen.Customers].refreshed
	if len(last) != 1 || len(last[0].Touched) != 0 {
		t.Errorf("the page was refreshed with %+v", last)
	}
	if got := s.win.MainMenu().Items[1].Label; got != "Modifica" {
		t.Errorf("the menu says %q", got)
	}
}

func TestSearchBox(t *testing.T) {
	s := openShop(t)
	s.order("desktop.cmd_find_all")
	s.typeHere("linh")
	if !s.session.search.layer.Visible() {
		t.Fatal("no list")
	}
	s.press(fyne.KeyEscape)
	if s.session.search.layer.Visible() {
		t.Error("Escape leaves the list open")
	}
	s.typeHere(" m")
	s.press(fyne.KeyReturn)
	s.titled("Mai Linh – Corner Shop – Regulars")
	if s.session.search.layer.Visible() || s.session.search.finder.entry.Text != "" {
		t.Error("the list stays after the choice")
	}
}

// A stay is found by its guest and opens the sheet of its day.
func TestSearchBoxFindsStays_000_25_000_26(t *testing.T) {
	s := openShop(t)
	records := s.session.env.Book
	linh := all[crm.Party](s)[0]
	room := &crm.Resource{Name: "Garden room", ResourceKind: "room", Units: 3}
	day := crm.NewDate(2026, 5, 1)
	if _, err := records.Update("", func(tx *book.Tx) error {
		if err := tx.Put(room); err != nil {
			return err
		}
		return tx.Put(&crm.Booking{Resource: room.ID, Party: linh.ID, Start: day, End: day + 1, Units: 1, Status: crm.BookingConfirmed})
	}); err != nil {
		t.Fatal(err)
	}
	var went screen.Route
	for _, g := range found(records, "linh garden", hitsOfKind, func(r screen.Route) { went = r }) {
		if g.name != i18n.T("desktop.kind_booking") {
			continue
		}
		c := g.choices[0]
		c.do()
		if c.title != linh.DisplayName || c.detail != i18n.Date(day)+" · Garden room" || went != (screen.Route{Screen: screen.Bookings, Query: day.String()}) {
			t.Errorf("%q, %q leads to %+v", c.title, c.detail, went)
		}
		return
	}
	t.Error("no booking found")
}

func TestPaletteOrdersAndFinds(t *testing.T) {
	s := openShop(t)
	s.order("desktop.cmd_palette")
	s.typeHere("hist")
	s.press(fyne.KeyReturn)
	s.titled("History – Corner Shop – Regulars")
	s.order("desktop.cmd_palette")
	s.typeHere("mai")
	s.press(fyne.KeyReturn)
	s.titled("Mai Linh – Corner Shop – Regulars")
}

func TestPaletteKnowsPagesInPagesAndLanguages(t *testing.T) {
	s := openShop(t)
	s.order("desktop.cmd_palette")
	s.typeHere("trash")
	s.press(fyne.KeyReturn)
	if r := s.pages[screen.History].route; r.Part != "trash" {
		t.Errorf("went to %+v", r)
	}
	s.order("desktop.cmd_palette")
	s.typeHere("tieng viet")
	s.press(fyne.KeyReturn)
	if i18n.Current() != "vi" {
		t.Errorf("the language is %s", i18n.Current())
	}
}

func TestNewGoesToThePage(t *testing.T) {
	s := openShop(t)
	s.order("desktop.cmd_new")
	if s.pages[screen.Today].made != 1 {
		t.Error("Ctrl+N does not reach the page")
	}
	s.order("desktop.cmd_new_customer")
	s.titled("New: Customers – Corner Shop – Regulars")
}

func TestCommandsHaveTheirOwnKeysAndTexts(t *testing.T) {
	s := openShop(t)
	keys := map[string]string{}
	for _, c := range s.commands() {
		if !i18n.Has(c.name) {
			t.Errorf("no text for %s", c.name)
		}
		if !slices.Contains(menus(), c.menu) {
			t.Errorf("%s stands in no menu, so its key does not work in an entry", c.name)
		}
		if k := keyText(c.key); k != "" {
			if keys[k] != "" {
				t.Errorf("%s is for %s and %s", k, keys[k], c.name)
			}
			keys[k] = c.name
		}
	}
}

func TestFirstStartShowsDoors(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "new", "shop.regulars"))
	s.titled("Welcome – Regulars")
	s.press(fyne.KeyReturn) // the first door
	s.typeHere("Corner Shop")
	s.press(fyne.KeyReturn)
	s.titled("Customers – Corner Shop – Regulars")
}

func TestSampleLeadsBackToTheDoors(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "shop.regulars"))
	s.lookAround("shop")
	if s.session == nil || s.session.settings.SampleKind != "shop" {
		t.Fatal("no sample")
	}
	if got := s.session.env.Today(); got != s.session.settings.SampleAsOf {
		t.Errorf("in the sample it is %v, not its last day", got)
	}
	people := len(all[crm.Party](s))
	s.order("desktop.cmd_undo")
	if got := len(all[crm.Party](s)); got != people || got == 0 {
		t.Errorf("Ctrl+Z left %d of the %d customers of the sample", got, people)
	}
	s.startOwn()
	s.titled("Welcome – Regulars")
}

// No way of failing leaves the window blank, and each tells what to do.
func TestEveryProblemHasItsPage(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "shop.regulars"))
	for _, scene := range problemScenes() {
		scene.Act(s.Window)
		s.titled("Your book did not open – Regulars")
		if s.win.Canvas().Focused() == nil {
			t.Errorf("%s: nothing to press", scene.Name)
		}
	}
}

func TestBrokenBooksOpenTheirPage(t *testing.T) {
	for name, data := range map[string][]byte{"empty": {}, "not a book": []byte("name,phone\nLan,1\n")} {
		path := filepath.Join(t.TempDir(), "shop.regulars")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openAt(t, path)
		s.titled("Your book did not open – Regulars")
		if got, err := os.ReadFile(path); err != nil || string(got) != string(data) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

func TestBackupsOnStartAndWhenChanged(t *testing.T) {
	s := openShop(t)
	count := func() int { return len(backupsOf(s.p.Path, crm.DateOf(noon))) }
	if count() != 1 {
		t.Fatalf("%d backups after the start", count())
	}
	s.runner.pass(backupEvery)
	if count() != 1 {
		t.Errorf("%d backups of an unchanged book", count())
	}
	before := s.upkeep.last
	s.capture(all[crm.Party](s)[0].ID)
	s.press(fyne.KeyReturn)
	s.runner.pass(backupEvery)
	if s.upkeep.last == before {
		t.Error("no backup of a changed book")
	}
}

func TestRestoreKeepsTheBrokenFile(t *testing.T) {
	s := openShop(t)
	path := s.p.Path
	if err := s.leave()(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.restore(path, backupsOf(path, crm.DateOf(noon))[0])
	s.titled("Today – Corner Shop – Regulars")
	if people := all[crm.Party](s); len(people) != 1 || people[0].DisplayName != "Mai Linh" {
		t.Errorf("restored %v", people)
	}
	broken, err := filepath.Glob(path + ".*.broken")
	if err != nil || len(broken) != 1 {
		t.Fatalf("kept aside: %v %v", broken, err)
	}
	if data, err := os.ReadFile(broken[0]); err != nil || string(data) != "torn" {
		t.Errorf("kept %q %v", data, err)
	}
}

func TestReminders(t *testing.T) {
	at := func(title string, d time.Duration) *crm.Task {
		return &crm.Task{Title: title, Status: crm.TaskOpen, RemindAt: crm.InstantOf(noon.Add(d))}
	}
	s := openShop(t, at("missed", -time.Hour), at("later", time.Hour))
	reminded := func() (titles []string) {
		for _, task := range all[crm.Task](s) {
			if task.Reminded != 0 {
				titles = append(titles, task.Title)
			}
		}
		return titles
	}
	if got := reminded(); !slices.Equal(got, []string{"missed"}) {
		t.Fatalf("at the start %v", got)
	}
	s.runner.pass(0)
	if got := reminded(); len(got) != 1 {
		t.Fatalf("too early %v", got)
	}
	s.now = noon.Add(time.Hour)
	s.runner.pass(time.Hour)
	if got := reminded(); !slices.Equal(got, []string{"missed", "later"}) {
		t.Errorf("an hour later %v", got)
	}
}
