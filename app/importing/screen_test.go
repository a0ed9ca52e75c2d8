package importing

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// shop is the screen in a test window, on an empty book of its own.
type shop struct {
	*Screen
	t       *testing.T
	canvas  test.WindowlessCanvas
	notices []ui.Notice
	went    []screen.Route
}

func newShop(t *testing.T, runner ui.Runner) *shop {
	t.Helper()
	settings := crm.DefaultSettings()
	settings.TimeZone, settings.PhoneCountry = "UTC", "GB"
	b := screentest.Book(t, settings)
	s := &shop{t: t, canvas: screentest.Canvas(t)}
	env := screen.Env{
		Book: b, Runner: runner, Now: func() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) },
		Go:     func(r screen.Route) { s.went = append(s.went, r) },
		Notify: func(n ui.Notice) { s.notices = append(s.notices, n) },
		Canvas: func() fyne.Canvas { return s.canvas },
		Window: func() fyne.Window { return nil },
	}
	s.Screen = New(env).(*Screen)
	screentest.Show(t, s.canvas, 1176, 760, b, s.Screen)
	s.Show(screen.Route{Screen: screen.Import})
	return s
}

// file writes a file to bring in and returns its path.
func (s *shop) file(name, content string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *shop) open(name, content string) string {
	path := s.file(name, content)
	s.Open(path)
	return path
}

// key presses a key on what has the keyboard.
func (s *shop) key(names ...fyne.KeyName) {
	s.t.Helper()
	for _, n := range names {
		f := s.canvas.Focused()
		if f == nil {
			s.t.Fatalf("nothing has the keyboard for %s", n)
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// tabTo walks with Tab until a button of that text has the keyboard.
func (s *shop) tabTo(text string) {
	s.t.Helper()
	for range 60 {
		if b, ok := s.canvas.Focused().(*ui.Button); ok && b.Text == text {
			return
		}
		s.canvas.FocusNext()
	}
	s.t.Fatalf("Tab never reaches %q", text)
}

// pick chooses an entry of a list by its place.
func (s *shop) pick(key string, index int) {
	s.t.Helper()
	list, ok := s.fields[key].(*ui.Select)
	if !ok {
		s.t.Fatalf("no list %q on the page", key)
	}
	list.SetSelectedIndex(index)
}

func (s *shop) parties() (names []string) {
	s.t.Helper()
	list, err := book.List[crm.Party](s.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range list {
		names = append(names, p.DisplayName)
	}
	return names
}

func (s *shop) untouched() {
	s.t.Helper()
	sets, err := s.env.Book.History(0)
	if err != nil || len(sets) > 0 {
		s.t.Errorf("the book has %d change sets (%v), want none", len(sets), err)
	}
}

func (s *shop) importButton() *ui.Button { return s.fields["import"].(*ui.Button) }

const twoCustomers = "Name,Phone,E-mail\nAda Brook,020 7946 0123,ada@example.com\nBen Field,020 7946 0456,ben@example.com\n"

// The whole way by keyboard: path, Enter, Space imports, Tab to undo.
func TestFlow_ByKeyboard(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	path := s.file("customers.csv", twoCustomers)
	test.Type(s.canvas.Focused(), path)
	s.key(fyne.KeyReturn)
	if s.phase != reviewing || s.rehearsal == nil || s.rehearsal.result.Created["party"] != 2 {
		t.Fatalf("phase %d, rehearsal %+v", s.phase, s.rehearsal)
	}
	s.untouched()
	if got := s.rows[0].cells; got["name"] != "Ada Brook" || got["phone"] != "+442079460123" || got["email"] != "ada@example.com" {
		t.Errorf("preview %v", got)
	}
	s.key(fyne.KeySpace) // the keyboard stands on the import button
	if got := s.parties(); s.phase != finished || !slices.Equal(got, []string{"Ada Brook", "Ben Field"}) {
		t.Fatalf("phase %d, parties %v", s.phase, got)
	}
	s.key(fyne.KeySpace) // See customers
	if len(s.went) != 1 || s.went[0].Screen != screen.Customers {
		t.Errorf("went to %v", s.went)
	}
	s.tabTo(i18n.T("importing.undo"))
	s.key(fyne.KeySpace)
	if got := s.parties(); len(got) > 0 || !s.undone {
		t.Errorf("after undo %v, undone %v", got, s.undone)
	}
}

// A column is mapped by the menu under it, with keys alone.
func TestColumns_ByKeyboard(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("report.csv", "Customer,Wann,Article,Pieces,Money\nAda,2026-03-01,Soap,2,9.80\n")
	s.pick("kind", 1)
	if got := s.missing(); !slices.Equal(got, []table.Field{table.SaleDate, table.UnitPrice}) {
		t.Fatalf("missing %v", got)
	}
	if !s.importButton().Disabled() {
		t.Error("the import is offered although a field is missing")
	}
	s.goTo(stepColumns)
	s.canvas.Focus(s.targets[1])
	s.key(fyne.KeySpace)
	menu := s.canvas.Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	s.key(fyne.KeyDown, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // Sale, Date
	if got := s.source.Mapping.Columns[1].Field; got != table.SaleDate {
		t.Fatalf("column goes to %q", got)
	}
	if s.canvas.Focused() != fyne.Focusable(s.targets[1]) {
		t.Error("the keyboard left the column")
	}
	s.assign(4, table.LineNet)
	if len(s.missing()) > 0 || s.importButton().Disabled() {
		t.Errorf("missing %v, button disabled %v", s.missing(), s.importButton().Disabled())
	}
}

func TestEncoding_WrongChoiceCorrected(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	// "Иван" and "Пётр" in windows-1251.
	s.open("list.csv", "Name;Phone\n\xc8\xe2\xe0\xed;020 7946 0123\n\xcf\xb8\xf2\xf0;020 7946 0456\n")
	choose := func(name string) {
		for i, o := range s.encodings(s.source.Table.Candidates) {
			if o.id == name {
				s.pick("encoding", i)
				return
			}
		}
		t.Fatalf("%s is not offered", name)
	}
	choose("windows-1252")
	if got := s.rows[0].cells["name"]; got != "Èâàí" {
		t.Fatalf("read as windows-1252: %q", got)
	}
	choose("windows-1251")
	if got := s.rows[0].cells["name"]; got != "Иван" {
		t.Fatalf("read as windows-1251: %q", got)
	}
	if got := s.accented(); got != "Иван" {
		t.Errorf("example %q", got)
	}
	s.importNow()
	if got := s.parties(); !slices.Equal(got, []string{"Иван", "Пётр"}) {
		t.Errorf("parties %v", got)
	}
}

const twoOrders = "Order number,Date,Customer,Product,Quantity,Unit price\n1,25/03/2026,Ada,Soap,1,4.90\n2,03/28/2026,Ben,Candle,2,14.50\n"

func TestTwoDateOrders_RefusedWithRowsNamed(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("shops.csv", twoOrders)
	if !s.importButton().Disabled() {
		t.Error("the import is offered")
	}
	said := false
	for _, p := range s.problems {
		said = said || strings.Contains(textOf(p), "2, 3")
	}
	if !said {
		t.Errorf("no problem names rows 2 and 3: %v", s.problems)
	}
	s.pick("dates", 0) // the day
	if s.importButton().Disabled() || s.rehearsal.result.Rejected != 1 {
		t.Fatalf("after choosing: %+v", s.rehearsal)
	}
	s.importNow()
	if s.result.RejectFile == "" || s.result.Problems[0].Row != 3 {
		t.Errorf("rejects in %q, problems %v", s.result.RejectFile, s.result.Problems)
	}
}

// Dates that read either way show both readings, and switching switches them.
func TestDates_BothReadings(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("list.csv", "Name,Birthday\nAda,03/04/1981\n")
	if got := s.dateExample(1); !strings.Contains(got, "3 Apr 1981") || !strings.Contains(got, "4 Mar 1981") {
		t.Errorf("example %q", got)
	}
	s.pick("dates", 1)
	if got := s.rows[0].cells["birthday"]; got != "4 Mar 1981" {
		t.Errorf("month first reads %q", got)
	}
}

func TestSavedMapping_Reused(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	strange := "wer,rufnr\nAda Brook,020 7946 0123\n"
	s.open("a.csv", strange)
	s.pick("kind", 0)
	s.goTo(stepColumns)
	s.assign(0, table.DisplayName)
	s.assign(1, table.Phone)
	s.saveAs = "Till"
	s.saveMap()
	if s.source.Saved != "Till" || len(s.maps) != 1 {
		t.Fatalf("saved %q, maps %d", s.source.Saved, len(s.maps))
	}
	s.leave()
	s.open("b.csv", strings.Replace(strange, "Ada Brook", "Ben Field", 1))
	if s.source.Saved != "Till" || s.rehearsal.result.Created["party"] != 1 || s.rows[0].cells["name"] != "Ben Field" {
		t.Errorf("saved %q, preview %v", s.source.Saved, s.rows)
	}
	s.saveAs = "Till" // the same name is written over
	s.saveMap()
	if len(s.maps) != 1 {
		t.Errorf("%d saved mappings, want one", len(s.maps))
	}
}

func TestPast_ListsAndUndoes(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("customers.csv", twoCustomers)
	s.importNow()
	s.leave()
	if len(s.past) != 1 || s.past[0].file != "customers.csv" || !strings.Contains(s.past[0].what, "2 customers") {
		t.Fatalf("past %+v", s.past)
	}
	s.tabTo(i18n.T("importing.undo"))
	s.key(fyne.KeySpace)
	if len(s.past) > 0 || len(s.parties()) > 0 {
		t.Errorf("after undo: past %v, parties %v", s.past, s.parties())
	}
}

// A file of the weather is shown as it is read, comes in, is known again and
// leads to what the weather does.
func TestWeather_000_28(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	path := s.open("station.csv", sceneWeather)
	row := s.rows[2]
	if row.cells["date"] != "3 Feb 2026" || row.cells["rain"] != "12.5" || row.cells["temperature"] != "6.8" || s.rows[5].tone != ui.Bad || s.rows[5].remark != "prcp: 9120,0" {
		t.Errorf("preview %+v", s.rows)
	}
	if got := s.forecast(s.rehearsal.result); got != "5 rows will add 10 measurements of the weather" {
		t.Errorf("forecast %q", got)
	}
	s.importNow()
	s.fields["see"].(*ui.Button).OnTapped()
	if len(s.went) != 1 || s.went[0].Part != "causes" {
		t.Errorf("went %v", s.went)
	}
	s.Open(path)
	if !s.importButton().Disabled() || s.forecast(s.rehearsal.result) != i18n.T("importing.will_nothing") {
		t.Errorf("again: forecast %q", s.forecast(s.rehearsal.result))
	}
}

// Bringing in the same file again finds nothing to do.
func TestAgain_ChangesNothing(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	path := s.open("customers.csv", twoCustomers)
	s.importNow()
	s.Open(path)
	if !s.importButton().Disabled() || s.forecast(s.rehearsal.result) != i18n.T("importing.will_nothing") {
		t.Errorf("forecast %q", s.forecast(s.rehearsal.result))
	}
}

func TestForeignCurrency_AsksForTheRate(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("web.csv", "Order number,Date,Customer,Product,Quantity,Unit price,Currency\n1,2026-03-01,Ada,Soap,2,10.00,USD\n")
	if !slices.Equal(s.foreign, []string{"USD"}) || !s.importButton().Disabled() {
		t.Fatalf("foreign %v", s.foreign)
	}
	entry := s.fields["rate_USD"].(*ui.Entry)
	s.canvas.Focus(entry)
	test.Type(entry, "nought")
	s.key(fyne.KeyReturn)
	if !s.importButton().Disabled() {
		t.Error("a rate that is no number was taken")
	}
	entry = s.fields["rate_USD"].(*ui.Entry)
	entry.SetText("")
	s.canvas.Focus(entry)
	test.Type(entry, "0.92")
	s.key(fyne.KeyReturn)
	if s.importButton().Disabled() || s.rehearsal.result.Net != 1840 {
		t.Fatalf("rehearsal %+v", s.rehearsal)
	}
	s.importNow()
	docs, err := book.List[crm.SalesDocument](s.env.Book)
	if err != nil || len(docs) != 1 || docs[0].BaseNet != 1840 || docs[0].FxRate != "0.92" {
		t.Errorf("documents %+v, %v", docs, err)
	}
}

// Cents in a currency without them are said beside the currency, until another
// one is chosen.
func TestCentsInACurrencyWithoutThem(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	settings, err := s.env.Book.Settings()
	if err != nil {
		t.Fatal(err)
	}
	settings.BaseCurrency = "JPY"
	if _, err := s.env.Book.Update("", func(tx *book.Tx) error { return tx.Put(&settings) }); err != nil {
		t.Fatal(err)
	}
	const head = "Order number,Date,Customer,Product,Quantity,Line total\n"
	s.open("sales.csv", head+"1,2026-03-01,Ada,Chair,1,262\n2,2026-03-02,Ada,Chair,1,261.96\n")
	if cents, currency := s.lostCents(); cents != "261.96" || currency != "JPY" {
		t.Errorf("cents %q of %q", cents, currency)
	}
	s.source.Env.Currency = "USD"
	s.changed()
	if cents, _ := s.lostCents(); cents != "" {
		t.Errorf("in dollars %q is lost", cents)
	}
	s.open("whole.csv", head+"1,2026-03-01,Ada,Chair,1,262\n")
	if cents, _ := s.lostCents(); cents != "" {
		t.Errorf("of whole yen %q is lost", cents)
	}
}

// The list of earlier imports may come late: the keyboard stays in the path.
func TestStart_KeepsTheKeyboard(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	for range 2 {
		if got := s.canvas.Focused(); got == nil || got != s.fields["path"] {
			t.Fatalf("the keyboard is in %v, want the path", got)
		}
		s.loadPast()
	}
}

func TestPlainRate(t *testing.T) {
	for text, want := range map[string]string{"0.92": "0.92", "0,92": "0.92", "1": "1", "25400": "25400", "0.00003937": "0.00003937", "0": "", "-1": "", "x": "", "": ""} {
		if got, ok := plainRate(text); got != want || ok != (want != "") {
			t.Errorf("plainRate(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestRefused_SaysWhyAndChangesNothing(t *testing.T) {
	for content, want := range map[string]string{
		"%PDF-1.7 nothing": "is a PDF", "": "is empty", "PK\x03\x04 xl/workbook.xml": "is a spreadsheet", "<html><body>": "is a web page",
	} {
		s := newShop(t, ui.SyncRunner{})
		s.open("list.csv", content)
		if s.phase != choosing || s.refused == nil || !strings.Contains(textOf(s.refused.problems[0]), want) {
			t.Errorf("%q: refused %+v", content, s.refused)
		}
		s.untouched()
		s.open("customers.csv", twoCustomers) // and the next file works
		if s.phase != reviewing || s.refused != nil {
			t.Errorf("%q: the next file is not opened", content)
		}
	}
	s := newShop(t, ui.SyncRunner{})
	s.Open(filepath.Join(t.TempDir(), "gone.csv"))
	if s.refused == nil {
		t.Error("a missing file was read")
	}
}

// An encoding that the file claims and does not keep is mended by choosing
// another one beside the message.
func TestRefused_ReadDifferently(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("list.csv", "\xef\xbb\xbfName;Phone\nZo\xeb;020 7946 0123\n")
	if s.refused == nil || s.refused.problems[0].Code != table.CodeEncodingLies {
		t.Fatalf("refused %+v", s.refused)
	}
	i := slices.IndexFunc(s.encodings(nil), func(o option) bool { return o.id == "windows-1252" })
	s.pick("encoding", i)
	if s.phase != reviewing || s.source.Sniff.Sample[0][0] != "Zoë" {
		t.Errorf("phase %d, rows %v", s.phase, s.rows)
	}
}

// queue runs work when it is told to.
type queue struct {
	ui.SyncRunner
	work []func(context.Context)
	hold bool
}

func (q *queue) Go(work func(context.Context)) {
	if !q.hold {
		work(context.Background())
		return
	}
	q.work = append(q.work, work)
}

func (q *queue) run() {
	q.hold = false
	for len(q.work) > 0 {
		next := q.work[0]
		q.work = q.work[1:]
		next(context.Background())
	}
}

func TestCancel_LeavesNothingBehind(t *testing.T) {
	q := &queue{}
	s := newShop(t, q)
	s.open("customers.csv", twoCustomers)
	q.hold = true
	s.importNow()
	if s.phase != saving {
		t.Fatalf("phase %d", s.phase)
	}
	s.Open(s.file("other.csv", twoCustomers)) // dropped meanwhile: one after the other
	if s.phase != saving {
		t.Error("another file took over a running import")
	}
	s.cancelImport()
	q.run()
	if s.phase != reviewing || !slices.ContainsFunc(s.notices, func(n ui.Notice) bool { return n.Text == i18n.T("importing.stopped") }) {
		t.Errorf("phase %d, notices %v", s.phase, s.notices)
	}
	s.untouched()
}

// A rehearsal is dropped when the owner corrects something meanwhile.
func TestRehearsal_OldAnswerIsDropped(t *testing.T) {
	q := &queue{}
	s := newShop(t, q)
	s.open("customers.csv", twoCustomers)
	q.hold = true
	s.changed()
	s.assign(1, "")
	if s.rehearsal != nil || !s.importButton().Disabled() {
		t.Error("the import is offered before it was counted")
	}
	q.run()
	if s.rehearsal == nil || s.rehearsal.result.Created["party"] != 2 {
		t.Errorf("rehearsal %+v", s.rehearsal)
	}
}

func TestAssign(t *testing.T) {
	s := newShop(t, ui.SyncRunner{})
	s.open("list.csv", "Name,Phone,Second,Third\nAda,020 7946 0123,020 7946 0124,x\n")
	s.goTo(stepColumns)
	s.assign(2, table.Phone)
	if got := s.source.Mapping.Columns[2]; got != (table.Target{Field: table.Phone, Slot: 2}) {
		t.Errorf("second phone %+v", got)
	}
	s.assign(3, table.DisplayName) // only one column may be the name
	if got := s.source.Mapping.Columns; got[0].Field != "" || got[3].Field != table.DisplayName {
		t.Errorf("columns %+v", got)
	}
	s.assign(3, table.Custom)
	if got := s.source.Mapping.Columns[3]; got.Type != "Third" {
		t.Errorf("own field %+v", got)
	}
}

func TestGroups_HoldEveryField(t *testing.T) {
	for as, all := range map[table.As][]table.Field{table.AsCustomers: table.CustomerFields(), table.AsSales: table.SaleFields(), table.AsBookings: table.BookingFields(), table.AsWeather: table.WeatherFields()} {
		seen := map[table.Field]int{table.Custom: 1}
		for _, g := range groupsFor(as) {
			if !i18n.Has("importing.group_" + g.name) {
				t.Errorf("group %s has no name", g.name)
			}
			for _, f := range g.fields {
				seen[f]++
			}
		}
		for _, f := range all {
			if seen[f] != 1 {
				t.Errorf("%s: %s is offered %d times", as, f, seen[f])
			}
			if !i18n.Has("importing.field_" + string(f)) {
				t.Errorf("%s has no name", f)
			}
		}
	}
}

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(i); got != want {
			t.Errorf("letters(%d) = %s, want %s", i, got, want)
		}
	}
}

// Every scene draws, in every language, and after a change of language the
// page speaks the new one.
func TestScenes(t *testing.T) {
	defer i18n.Set("en")
	for _, sc := range Scenes() {
		s := newShop(t, ui.SyncRunner{})
		s.Show(sc.Route)
		if sc.Act != nil {
			sc.Act(s.Screen)
		}
		for _, l := range i18n.Languages() {
			i18n.Set(l.Tag)
			s.Refresh(book.Change{})
			if len(s.root.Objects) != 1 {
				t.Errorf("%s draws nothing in %s", sc.Name, l.Tag)
			}
		}
		i18n.Set("en")
	}
}

// Without a day read there are no nights to count.
func TestBookingPreview_Nights_000_23(t *testing.T) {
	day := crm.NewDate(2026, 9, 13)
	for _, c := range []struct {
		from, to crm.Date
		want     string
	}{{day - 2, day, "2"}, {day, day, "0"}, {0, day, ""}, {day, day - 1, ""}} {
		if got := bookingPreview(&table.BookingRow{Start: c.from, End: c.to}, "GBP").cells["nights"]; got != c.want {
			t.Errorf("%v to %v: %q", c.from, c.to, got)
		}
	}
}
