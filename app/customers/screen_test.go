package customers

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func day(s string) crm.Date {
	d, err := crm.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (s *shop) types(text string) {
	s.t.Helper()
	focused := s.canvas.Focused()
	if focused == nil {
		s.t.Fatal("nothing has the focus")
	}
	test.Type(focused, text)
}

func (s *shop) key(name fyne.KeyName) { s.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: name}) }

func (s *shop) tab(times int) {
	for range times {
		s.canvas.(interface{ FocusNext() }).FocusNext()
	}
}

func (s *shop) parties() []*crm.Party {
	list, err := book.List[crm.Party](s.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func TestForm_CustomerIsCreatedByKeyboardOnly(t *testing.T) {
	settings := crm.DefaultSettings()
	settings.PhoneCountry = "FR"
	s := newShop(t, settings)
	s.screen.New() // Ctrl+N
	s.types("Lan Nguyễn")
	s.tab(1)
	s.types("06 28 23 04 55")
	s.key(fyne.KeyReturn)

	list := s.parties()
	if len(list) != 1 {
		t.Fatalf("%d parties, want 1; problems %v", len(list), s.screen.form)
	}
	p := list[0]
	if p.DisplayName != "Lan Nguyễn" || p.PartyKind != crm.Person || !p.HasRole(crm.RoleCustomer) {
		t.Errorf("saved %+v", p)
	}
	if got := p.Point(crm.PointPhone); got.E164 != "+33628230455" || got.Value != "06 28 23 04 55" {
		t.Errorf("phone %+v", got)
	}
	if s.screen.route.ID != p.ID || s.screen.form != nil {
		t.Errorf("after saving the screen shows %+v", s.screen.route)
	}
	if !strings.Contains(test.RenderToMarkup(s.canvas), "Lan Nguyễn") {
		t.Error("the page does not show the name")
	}
}

func TestForm_ErrorsStandUnderTheirFieldsAndNothingIsSaved(t *testing.T) {
	s := newShop(t, crm.DefaultSettings())
	s.screen.New()
	s.screen.form.state.emails[0].value = "no at sign"
	s.key(fyne.KeyReturn)
	for _, field := range []string{"display_name", "email.0"} {
		if note := s.screen.form.notes[field]; note == nil || !note.Visible() || !strings.HasPrefix(note.Text, "! ") {
			t.Errorf("no error under %s", field)
		}
	}
	if n := len(s.parties()); n != 0 {
		t.Errorf("%d parties saved", n)
	}
	if len(s.notices) != 0 {
		t.Errorf("errors of fields were announced: %v", s.notices)
	}
}

func TestForm_EscapeKeepsTheDraftAndBringsItBack(t *testing.T) {
	s := newShop(t, crm.DefaultSettings())
	s.screen.New()
	s.types("Half a na")
	s.key(fyne.KeyEscape)
	if s.screen.form != nil {
		t.Fatal("Escape did not leave the form")
	}
	s.screen.New()
	if got := s.screen.form.state.name; got != "Half a na" {
		t.Errorf("came back with %q", got)
	}
	s.types("me")
	s.key(fyne.KeyReturn)
	if list := s.parties(); len(list) != 1 || list[0].DisplayName != "Half a name" {
		t.Fatalf("saved %+v", list)
	}
	s.screen.New()
	if got := s.screen.form.state.name; got != "" {
		t.Errorf("a saved draft came back: %q", got)
	}
}

func TestForm_EditKeepsWhatItDoesNotShow(t *testing.T) {
	p := plainParty("Ada Brook")
	p.Points = append(p.Points, crm.ContactPoint{Kind: crm.PointMessenger, Value: "@ada"})
	p.Points[0].Label = "shop"
	p.Roles = []crm.Role{crm.RoleCustomer, crm.RoleReferrer}
	p.TaxID, p.Industry = "GB1", "Bakery"
	p.Addresses = []crm.Address{{Lines: []string{"1 High St", "Flat 2"}, Region: "Kent", Type: "home"}}
	s := newShop(t, crm.DefaultSettings(), p)
	before, _ := book.Get[crm.Party](s.env.Book, p.ID)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID, Part: PartEdit})
	s.screen.form.save()
	if h, _ := s.env.Book.RecordHistory(p.ID); len(h) != 1 {
		t.Fatalf("saving an untouched form changed %+v", h[0].Fields)
	}
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID, Part: PartEdit})
	s.screen.form.state.group = "Gold"
	s.screen.form.save()
	before.Group = "Gold"
	after, _ := book.Get[crm.Party](s.env.Book, p.ID)
	after.UpdatedAt = before.UpdatedAt
	if fmt.Sprintf("%+v", after) != fmt.Sprintf("%+v", before) {
		t.Errorf("edit lost something:\n%+v\n%+v", before, after)
	}
}

// When a customer cannot come is ticked where something can be booked, stands
// on the page, and is as if never asked once the ticks are gone.
func TestForm_CannotCome_000_23(t *testing.T) {
	p := plainParty("Ada Brook")
	without := newShop(t, crm.DefaultSettings(), p)
	without.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID, Part: PartEdit})
	if box(without, "Evening") != nil {
		t.Error("a shop without bookings asks when customers can come")
	}
	q := plainParty("Ada Brook")
	s := newShop(t, crm.DefaultSettings(), q, &crm.Resource{Name: "Table", ResourceKind: "table", Units: 2, SlotMinutes: 60})
	tick := func(texts ...string) []crm.DayPart {
		s.screen.Show(screen.Route{Screen: screen.Customers, ID: q.ID, Part: PartEdit})
		for _, text := range texts {
			test.Tap(box(s, text))
		}
		s.screen.form.save()
		got, err := book.Get[crm.Party](s.env.Book, q.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got.CannotCome
	}
	if got := tick("Evening", "Friday and Saturday"); !slices.Equal(got, []crm.DayPart{crm.PartWeekend, crm.PartEvening}) {
		t.Errorf("saved %v", got)
	}
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: q.ID})
	if !strings.Contains(s.page(), "Cannot come: Friday and Saturday, Evening") {
		t.Error("not on the page")
	}
	if got := tick("Evening", "Friday and Saturday"); got != nil {
		t.Errorf("left %v", got)
	}
}

// box is the tick box in sight with a text.
func box(s *shop, text string) *widget.Check {
	for _, o := range test.LaidOutObjects(s.canvas.Content()) {
		if c, ok := o.(*widget.Check); ok && c.Text == text {
			return c
		}
	}
	return nil
}

func TestForm_WarnsOfSimilarWithoutBlocking(t *testing.T) {
	p := plainParty("Lan Nguyễn")
	s := newShop(t, crm.DefaultSettings(), p)
	s.screen.New()
	s.types("lan ngu")
	if m := s.screen.form.matches; len(m) != 1 || m[0].why != "name" || m[0].id != p.ID {
		t.Fatalf("matches by name: %+v", m)
	}
	s.tab(1)
	s.types("020 7946 0018")
	if m := s.screen.form.matches; len(m) != 1 || m[0].why != "phone" {
		t.Fatalf("matches by phone: %+v", m)
	}
	s.key(fyne.KeyReturn)
	if n := len(s.parties()); n != 2 {
		t.Errorf("%d parties after saving in spite of the warning, want 2", n)
	}
}

// oneOfEach is a party with one event of each kind on known days.
func oneOfEach() (*crm.Party, []crm.Record) {
	p := plainParty("Ada Brook")
	p.ID = crm.NewID()
	tea := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: "Tea", ProductKind: crm.Good}
	records := []crm.Record{p, tea,
		&crm.Interaction{InteractionKind: crm.Call, Direction: crm.Inbound, Parties: []crm.ID{p.ID}, Date: day("2026-03-01"), Summary: "Asks for mint"},
		order(p.ID, tea.ID, "1", day("2026-02-01"), 2, 350),
		order(p.ID, tea.ID, "2", day("2026-02-11"), 1, 350),
		order(p.ID, tea.ID, "3", day("2026-03-13"), 4, 340),
		&crm.Task{Title: "Send sample", Status: crm.TaskOpen, Due: day("2026-03-05"), Parties: []crm.ID{p.ID}},
		&crm.SalesDocument{DocType: crm.Quote, Number: "Q1", Status: crm.Sent, Party: p.ID, Date: day("2026-03-20"), Currency: "EUR",
			Lines: []crm.Line{{Product: tea.ID, Quantity: crm.QuantityScale, Price: 90000, Net: 900}}, Net: 900, BaseNet: 900},
		&crm.SalesDocument{DocType: crm.CreditNote, Number: "C1", Status: crm.Paid, Party: p.ID, Date: day("2026-03-14"), Currency: "EUR",
			Lines: []crm.Line{{Product: tea.ID, Quantity: -crm.QuantityScale, Price: 34000, Net: -340}}, Net: -340, BaseNet: -340},
	}
	return p, records
}

func order(party, product crm.ID, number string, d crm.Date, pieces, cents int64) *crm.SalesDocument {
	net := crm.Amount(pieces * cents)
	return &crm.SalesDocument{DocType: crm.Order, Number: number, Status: crm.Paid, Party: party, Date: d, Currency: "EUR", Net: net, BaseNet: net,
		Lines: []crm.Line{{Product: product, Quantity: crm.Quantity(pieces * crm.QuantityScale), Price: crm.Price(cents * 100), Net: net}}}
}

func TestPage_TimelineShowsEveryKindNewestFirst(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), records...)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
	var got []string
	for _, e := range s.screen.page.data.events {
		got = append(got, e.date.String()+" "+e.what)
	}
	want := []string{"2026-03-20 Quote Q1", "2026-03-14 Credit note C1", "2026-03-13 Order 3", "2026-03-05 Task",
		"2026-03-01 They called", "2026-02-11 Order 2", "2026-02-01 Order 1"}
	if !slices.Equal(got, want) {
		t.Errorf("timeline\n%q\nwant\n%q", got, want)
	}
	for g, n := range map[eventGroup]int{allEvents: 7, contacts: 1, sales: 5, tasks: 1} {
		if got := len(ofGroup(s.screen.page.data.events, g)); got != n {
			t.Errorf("%s: %d events, want %d", g, got, n)
		}
	}
}

func TestPage_EventsOpenTheirRecordByKeyboard(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), records...)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
	events := s.screen.page.data.events
	press := func(e event) {
		newEventRow(e, func() { s.screen.page.openEvent(e) }).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	press(events[2])
	if last := s.went[len(s.went)-1]; last.Screen != screen.Sales || last.ID != events[2].id {
		t.Errorf("the order opened %+v", last)
	}
	press(events[3])
	if !s.screen.page.open[events[3].id] {
		t.Error("the task did not open")
	}
	s.screen.page.finish(events[3])
	task, _ := book.Get[crm.Task](s.env.Book, events[3].id)
	if task.Status != crm.TaskDone {
		t.Error("the task is not done")
	}
}

func TestPage_PurchaseTotalsAreThoseOfTheDocuments(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), records...)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
	got := s.screen.page.data.purchases
	// 700 + 350 + 1360 - 340; the quote does not count. Gaps of 10 and 30 days.
	h := s.screen.page.data.habits
	if h.Net != 2070 || h.Orders != 3 || len(got.lines) != 4 {
		t.Errorf("net %d, %d orders, %d lines", h.Net, h.Orders, len(got.lines))
	}
	if h.MedianGap != 20 || h.MeanGap != 20 {
		t.Errorf("gaps: median %v, mean %v", h.MedianGap, h.MeanGap)
	}
	var sum crm.Amount
	for _, l := range got.lines {
		sum += l.base
	}
	if sum != h.Net {
		t.Errorf("lines sum to %d, documents to %d", sum, h.Net)
	}
	f := s.screen.page.data.figures
	if f.net != h.Net || f.orders != h.Orders || f.yearNet != h.Net || f.last != day("2026-03-13") || f.gap != 20 {
		t.Errorf("figures of the list differ from the page: %+v", f)
	}
	if text := screen.HabitText(h); text != "Buys 2 × Tea about every 20 days, at €3.40 to €3.50 each." {
		t.Error(text)
	}
}

func TestPage_SampleTotalsAgreeWithTheBook(t *testing.T) {
	s := sampleShop(t)
	sums := map[crm.ID]crm.Amount{}
	counted := func(d *crm.SalesDocument) bool { return d.Status.Counted() && d.DocType != crm.Quote }
	docs, err := book.List[crm.SalesDocument](s.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	ordered := map[crm.ID]bool{}
	for _, d := range docs {
		ordered[d.ID] = counted(d)
	}
	for _, d := range docs {
		if counted(d) && (d.DocType != crm.Invoice || !ordered[d.SourceDoc]) {
			sums[d.Party] += d.BaseNet
		}
	}
	for _, r := range s.screen.list.data.rows {
		if r.net != sums[r.party.ID] {
			t.Errorf("%s: list says %d, documents %d", r.party.DisplayName, r.net, sums[r.party.ID])
		}
	}
}

func TestList_BulkTagIsOneUndo(t *testing.T) {
	s := newShop(t, crm.DefaultSettings(), plainParty("Ada"), plainParty("Ben"), plainParty("Cleo"))
	l := s.screen.list
	s.canvas.Focus(l.table)
	l.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if !l.bulk.Visible() {
		t.Fatal("no bar for the selection")
	}
	l.addTag(l.table.Selected()[:2], "VIP")
	tagged := func() (n int) {
		for _, p := range s.parties() {
			n += len(p.Tags)
		}
		return n
	}
	if tagged() != 2 || len(l.data.tags) != 1 {
		t.Fatalf("%d tagged, %d tags", tagged(), len(l.data.tags))
	}
	l.setFacet("tags", l.data.tags[0].ID.String())
	if got := l.countText(); got != "2 of 3" {
		t.Errorf("count %q", got)
	}
	undo := s.notices[len(s.notices)-1]
	undo.Do()
	if tagged() != 0 || len(l.data.tags) != 0 {
		t.Errorf("after undo %d tagged, %d tags", tagged(), len(l.data.tags))
	}
}

func TestList_DeleteGoesToTheTrashAndBack(t *testing.T) {
	s := newShop(t, crm.DefaultSettings(), plainParty("Ada"), plainParty("Ben"))
	s.canvas.Focus(s.screen.list.table)
	s.screen.list.table.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.key(fyne.KeyDelete)
	if n := len(s.parties()); n != 0 {
		t.Fatalf("%d left", n)
	}
	s.notices[len(s.notices)-1].Do()
	if n := len(s.parties()); n != 2 {
		t.Fatalf("%d after undo", n)
	}
}

func TestList_StepsThroughTheSortedAndNarrowedOrder(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), append(records, plainParty("Zoe"), plainParty("Ben"))...)
	s.screen.list.table.SetSort("name", true)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
	s.screen.Step(1)
	if s.screen.route.ID != p.ID {
		t.Error("went beyond the last")
	}
	s.screen.Step(-1)
	if got := s.screen.page.data.party.DisplayName; got != "Ben" {
		t.Errorf("before Ada in descending order comes %s", got)
	}
}

func TestList_ViewComesBackAsSaved(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), append(records, plainParty("Ben"))...)
	l := s.screen.list
	l.wish.filters = []crm.Filter{{Column: "orders", Op: opMore, Value: "3"}}
	l.table.SetColumns([]crm.ViewColumn{{ID: "name"}, {ID: "net"}})
	l.table.SetSort("net", true)
	l.refilter()
	l.saveView(&crm.View{Name: "Good ones", Screen: screen.Customers})
	l.standardView()
	if l.countText() != "2 customers" || len(l.table.Columns()) < 5 {
		t.Fatalf("standard view: %s, %v", l.countText(), l.table.Columns())
	}
	l.chooseView(l.data.views[0])
	if len(l.shown) != 1 || l.shown[0].party.ID != p.ID || len(l.table.Columns()) != 2 {
		t.Errorf("view shows %d rows, %v", len(l.shown), l.table.Columns())
	}
	if id, desc := l.table.Sort(); id != "net" || !desc {
		t.Errorf("sorted by %s %v", id, desc)
	}
}

func TestList_ExportReadsBack(t *testing.T) {
	p := plainParty("=Ada, \"the\" first")
	s := newShop(t, crm.DefaultSettings(), p)
	var b bytes.Buffer
	if err := writeCSV(&b, s.screen.list.table.Rows(), s.screen.list.shownProperties()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"'=Ada, ""the"" first"`) {
		t.Errorf("wrote %s", b.String())
	}
}

func TestList_QueryOfARouteNarrows(t *testing.T) {
	s := sampleShop(t)
	s.screen.Show(screen.Route{Screen: screen.Customers, Query: "segment=champions"})
	rows := s.screen.list.shown
	if len(rows) == 0 || len(rows) == len(s.screen.list.data.rows) {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		if r.segment != "champions" {
			t.Errorf("%s is %s", r.party.DisplayName, r.segment)
		}
	}
}

func TestList_TwentyThousandLoadQuickly(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	records := make([]crm.Record, 20_000)
	for i := range records {
		p := plainParty(fmt.Sprintf("Customer %05d", i))
		records[i] = p
	}
	s := newShop(t, crm.DefaultSettings(), records...)
	begin := time.Now()
	s.screen.list.load()
	t.Logf("20,000 parties loaded and shown in %v", time.Since(begin))
	if got := s.screen.list.table.Len(); got != 20_000 {
		t.Fatalf("%d rows", got)
	}
}

func TestRefresh_LanguageChangesEveryText(t *testing.T) {
	s := sampleShop(t)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: s.screen.busiest()})
	switchTo(t, "it")
	s.screen.Refresh(book.Change{})
	if markup := test.RenderToMarkup(s.canvas); strings.Contains(markup, "Overview") || !strings.Contains(markup, "In breve") {
		t.Error("the page still speaks English")
	}
	s.screen.Show(screen.Route{Screen: screen.Customers})
	if markup := test.RenderToMarkup(s.canvas); strings.Contains(markup, ">Customers<") || !strings.Contains(markup, ">Clienti<") {
		t.Error("the list still speaks English")
	}
}

func TestMarkup(t *testing.T) {
	ada := plainParty("Ada Brook")
	for _, state := range []struct {
		name    string
		records []crm.Record
		act     func(*Screen)
	}{
		{"list_empty", nil, func(*Screen) {}},
		{"list_one", []crm.Record{ada}, func(*Screen) {}},
		{"list_none_found", []crm.Record{ada}, func(s *Screen) { s.list.narrowTo("zzz") }},
		{"form_errors", nil, func(s *Screen) { s.New(); s.form.save() }},
	} {
		t.Run(state.name, func(t *testing.T) {
			s := newShop(t, crm.DefaultSettings(), state.records...)
			state.act(s.screen)
			s.canvas.Unfocus()
			test.AssertRendersToMarkup(t, state.name+".xml", s.canvas)
		})
	}
}

func TestPage_StaysWhereItWasWhenAnEntryOpens(t *testing.T) {
	s := sampleShop(t)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: s.screen.busiest()})
	p := s.screen.page
	at := slices.IndexFunc(p.data.events, func(e event) bool { return e.kind == crm.KindInteraction })
	p.limit = len(p.data.events)
	p.scroll = 300
	p.render()
	p.openEvent(p.data.events[at])
	scrolls := 0
	for _, o := range test.LaidOutObjects(s.canvas.Content()) {
		if scroll, ok := o.(*container.Scroll); ok && scroll.Offset.Y == 300 {
			scrolls++
		}
	}
	if scrolls != 1 {
		t.Error("the page jumped")
	}
	if _, ok := s.canvas.Focused().(*tapRow); !ok {
		t.Errorf("the focus is on %T", s.canvas.Focused())
	}
}

func TestList_FilterButtonKeepsTheFocus(t *testing.T) {
	s := sampleShop(t)
	s.screen.list.setFacet("class", "high")
	b, ok := s.canvas.Focused().(*ui.Button)
	if !ok || b.Text != "Value: High" {
		t.Errorf("the focus is on %T", s.canvas.Focused())
	}
}
