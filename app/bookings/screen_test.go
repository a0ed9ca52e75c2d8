package bookings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/service"
)

// Who cannot come on such nights is not among those to call for them.
func TestCallList_WhoCannotCome_000_23(t *testing.T) {
	guest := func(id byte, name string, not ...crm.DayPart) *crm.Party {
		return &crm.Party{Meta: crm.Meta{ID: crm.ID{7, id}}, PartyKind: crm.Person, DisplayName: name, CannotCome: not,
			Points: []crm.ContactPoint{{Kind: crm.PointPhone, Value: "020 7946 0018"}}}
	}
	free, works, away := guest(1, "Free"), guest(2, "Works weekends", crm.PartWeekend), guest(3, "Away in the week", crm.PartWeek)
	records := []crm.Record{free, works, away}
	for i, p := range []*crm.Party{free, works, away} {
		b := night(today-crm.Date(28+7*i), 1, 1, crm.BookingSeated) // Fridays
		b.Party = p.ID
		records = append(records, b)
	}
	s := newShop(t, records...)
	var names []string
	for _, c := range s.screen.day.data.callers {
		names = append(names, c.name)
	}
	if strings.Join(names, ", ") != "Free, Away in the week" {
		t.Errorf("to call for a Friday: %v", names)
	}
}

// One key and Enter log who was turned away; one press takes it back.
func TestTurnAway_TwoKeystrokes_B9(t *testing.T) {
	s := newShop(t)
	s.key(fyne.KeyT)
	s.key(fyne.KeyReturn)
	away := s.turnAways()
	if len(away) != 1 || away[0].Day != today || away[0].AskedOn != today || away[0].Units != 1 || away[0].Why != "full" || away[0].Resource != roomsID {
		t.Fatalf("logged %+v", away)
	}
	if n := len(s.screen.day.data.away); n != 1 {
		t.Errorf("%d on the page", n)
	}
	s.notices[len(s.notices)-1].Do()
	if n := len(s.turnAways()); n != 0 {
		t.Errorf("%d left after undo", n)
	}
}

// later shows things once the letter pressed has been told, as a window does.
type later struct {
	ui.SyncRunner
	waiting *[]func()
}

func (l later) Show(f func()) { *l.waiting = append(*l.waiting, f) }

// The letter that opens the form is not typed into it, and after Escape
// nothing of the form hears a key.
func TestTurnAway_LetterAndEscape_B9(t *testing.T) {
	s := newShop(t)
	var waiting []func()
	s.screen.day.env.Runner = later{waiting: &waiting}
	s.screen.Key(fyne.KeyT)
	if s.canvas.Focused() != nil {
		t.Fatal("the letter T goes into the form")
	}
	waiting[0]()
	if s.canvas.Focused() != s.screen.day.away.field {
		t.Fatal("the keyboard is not in the form")
	}
	s.key(fyne.KeyEscape)
	if s.canvas.Focused() != nil {
		t.Fatal("a closed form keeps the keyboard")
	}
	s.key(fyne.KeyReturn)
	if n := len(s.turnAways()); n != 0 {
		t.Errorf("%d logged after Escape", n)
	}
}

// A guest is seated, or marked as missing, by one key.
func TestDay_OneKeySteps(t *testing.T) {
	for key, want := range map[fyne.KeyName]crm.BookingStatus{fyne.KeyS: crm.BookingSeated, fyne.KeyN: crm.BookingNoShow, fyne.KeyC: crm.BookingCancelled} {
		b := night(today, 1, 1, crm.BookingConfirmed)
		s := newShop(t, b)
		s.canvas.Focus(s.screen.day.table)
		s.key(fyne.KeyDown)
		s.key(key)
		got := s.bookings()[0]
		if got.Status != want || (got.EndedOn == today) != (want == crm.BookingCancelled) {
			t.Errorf("%s: %+v", key, got)
		}
	}
}

// The page follows the mark down a long sheet and up again.
func TestDay_PageFollowsTheMark(t *testing.T) {
	rooms := &crm.Resource{Meta: crm.Meta{ID: crm.ID{2}}, Name: "Tables", ResourceKind: "table", Units: 60, FullPrice: 100}
	records := []crm.Record{rooms}
	for range 30 {
		b := night(today, 1, 1, crm.BookingConfirmed)
		b.Resource = rooms.ID
		records = append(records, b)
	}
	s := newShop(t, records...)
	s.inWindow()
	table, scroll := s.screen.day.table, s.screen.day.table.Within
	s.canvas.Focus(table)
	where := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp} {
		for range 29 {
			s.key(key)
			const row, head = 35, 50
			i := slices.Index(table.Rows(), s.screen.day.marked())
			at := where(table) + head + row*float32(i) - where(scroll.Scroll)
			if i < 0 || at < 0 || at+row > scroll.Size().Height+head/2 {
				t.Fatalf("row %d stands %v down in a view of %v", i, at, scroll.Size().Height)
			}
		}
	}
	if s.screen.day.place == 0 {
		t.Error("the page stood still")
	}
}

// Nobody is seated before the day.
func TestDay_NoSeatingAhead(t *testing.T) {
	for _, st := range stepsFor(night(today+1, 1, 1, crm.BookingConfirmed), today) {
		if st.to == crm.BookingSeated || st.to == crm.BookingNoShow {
			t.Errorf("%s is offered", st.to)
		}
	}
}

func TestDay_ArrowsTurnDays(t *testing.T) {
	s := newShop(t, night(today+1, 1, 2, crm.BookingHeld))
	s.key(fyne.KeyRight)
	d := s.screen.day.data
	if d.day != today+1 || len(d.rows) != 1 || d.tiles[0].taken != "2 of 2" || len(d.full) != 1 || !strings.Contains(d.full[0], "Rooms") {
		t.Errorf("%+v", d)
	}
	s.key(fyne.KeyLeft)
	if s.screen.day.data.day != today {
		t.Error("not back")
	}
}

func (s *shop) newBooking() *form {
	s.t.Helper()
	s.screen.Show(screen.Route{Screen: screen.Bookings, New: true})
	return s.screen.form
}

func TestForm_BooksAndProposesThePrice(t *testing.T) {
	s := newShop(t)
	f := s.newBooking()
	f.fields["nights"].SetText("3")
	f.fields["units"].SetText("2")
	if f.state.price != "600.00" || f.free != 2 {
		t.Errorf("price %q, %d free", f.state.price, f.free)
	}
	f.state.newGuest = "Lan"
	f.save()
	got := s.bookings()
	if len(got) != 1 || got[0].Net != 60000 || got[0].End != today+3 || got[0].Status != crm.BookingConfirmed || got[0].BookedOn != today || got[0].Party.IsZero() {
		t.Fatalf("%+v", got)
	}
	if s.screen.form != nil || len(s.screen.day.data.rows) != 1 || s.screen.day.data.rows[0].who != "Lan" {
		t.Error("not on the sheet")
	}
}

// Enter goes on from the guest and the day, Ctrl+Enter saves from any field.
func TestForm_Keys(t *testing.T) {
	for _, field := range []string{"guest", "start", "units", "note"} {
		s := newShop(t)
		s.inWindow()
		s.newBooking().focus(field)
		s.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierShortcutDefault})
		if n := len(s.bookings()); n != 1 {
			t.Errorf("Ctrl+Enter in %s: %d bookings", field, n)
		}
	}
	s := newShop(t)
	s.inWindow()
	f := s.newBooking()
	f.focus("guest")
	test.Type(s.canvas.Focused(), "Lan")
	for range 3 { // takes the new guest, goes to the day, goes to the nights
		s.key(fyne.KeyReturn)
	}
	if s.canvas.Focused() != fyne.Focusable(f.fields["nights"]) || f.state.newGuest != "Lan" || len(s.bookings()) != 0 {
		t.Errorf("guest %q, the keyboard is in %T, %d bookings", f.state.newGuest, s.canvas.Focused(), len(s.bookings()))
	}
	s.key(fyne.KeyReturn)
	if len(s.bookings()) != 1 {
		t.Error("Enter in the nights did not save")
	}
}

// What does not fit is refused by the book and can be logged instead.
func TestForm_FullIsRefused_Relation5(t *testing.T) {
	s := newShop(t, night(today, 2, 1, crm.BookingConfirmed))
	f := s.newBooking()
	f.fields["units"].SetText("2")
	f.save()
	if s.screen.form == nil || f.problems["units"] != crm.ErrFull || len(s.bookings()) != 1 {
		t.Fatalf("problems %v, %d bookings", f.problems, len(s.bookings()))
	}
	f.turnAway()
	away := s.turnAways()
	if len(away) != 1 || away[0].Units != 2 || away[0].Nights != 1 || s.screen.form != nil {
		t.Errorf("%+v", away)
	}
}

// A request there is no room for is refused, not counted a second time.
func TestForm_RequestIsRefused(t *testing.T) {
	r := night(today, 1, 2, crm.BookingRequest)
	s := newShop(t, night(today, 1, 1, crm.BookingConfirmed), r)
	s.screen.Show(screen.Route{Screen: screen.Bookings, ID: r.ID})
	s.screen.form.turnAway()
	got, err := book.Get[crm.Booking](s.env.Book, r.ID)
	if err != nil || got.Status != crm.BookingRefused || got.EndedOn != today || len(s.turnAways()) != 0 {
		t.Errorf("%+v, %v, %d turned away", got, err, len(s.turnAways()))
	}
}

func TestForm_ProblemsStandAtTheirFields(t *testing.T) {
	s := newShop(t)
	f := s.newBooking()
	f.fields["units"].SetText("0")
	f.fields["nights"].SetText("x")
	f.price.SetText("dear")
	f.save()
	if f.problems["units"] == "" || f.problems["nights"] == "" || f.problems["price"] == "" || len(s.bookings()) != 0 {
		t.Errorf("%v", f.problems)
	}
}

// A booking that is changed keeps what the form does not show.
func TestForm_ChangeKeepsTheRest(t *testing.T) {
	b := night(today, 2, 1, crm.BookingConfirmed)
	b.Rating, b.Extra, b.ExternalID, b.BookedOn = 4, 700, "x1", today-9
	s := newShop(t, b)
	s.screen.Show(screen.Route{Screen: screen.Bookings, ID: b.ID})
	s.screen.form.fields["note"].SetText("late")
	s.screen.form.save()
	got := s.bookings()[0]
	if got.Note != "late" || got.Rating != 4 || got.Extra != 700 || got.ExternalID != "x1" || got.BookedOn != today-9 || got.Net != 10000 {
		t.Errorf("%+v", got)
	}
}

// How long a guest waited and how they liked it is asked of who was there, and
// what is written is what the link of satisfaction and use stands on.
func TestForm_WaitAndRating_000_28(t *testing.T) {
	b := night(today, 1, 1, crm.BookingConfirmed)
	s := newShop(t, b)
	s.screen.Show(screen.Route{Screen: screen.Bookings, ID: b.ID})
	f := s.screen.form
	if f.fields["wait_min"] != nil {
		t.Error("asked before the guest came")
	}
	f.state.status = crm.BookingSeated
	f.draw()
	f.fields["wait_min"].SetText("ages")
	f.state.rating = 4
	f.save()
	if f.problems["wait_min"] == "" || s.bookings()[0].Rating != 0 {
		t.Errorf("problems %v, %+v", f.problems, s.bookings()[0])
	}
	f.fields["wait_min"].SetText("12")
	f.save()
	if got := s.bookings()[0]; got.WaitMin != 12 || got.Rating != 4 || got.Status != crm.BookingSeated {
		t.Errorf("%+v", got)
	}
	facts, err := s.env.Book.Facts()
	if err != nil {
		t.Fatal(err)
	}
	if a := service.Ask(facts, service.Options{AsOf: today}); a.N != 1 || a.R != nil {
		t.Errorf("of one rating: %+v", a)
	}
}

// Units taken away below what is booked are warned of, with the days, and not
// forbidden; what changes nothing is not warned of.
func TestResources_CrowdedIsWarnedOf_000_26(t *testing.T) {
	s := newShop(t, night(today+1, 2, 2, crm.BookingConfirmed), night(today-9, 1, 2, crm.BookingSeated))
	p := s.screen.resources
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartResources})
	units := func() int { return all[crm.Resource](s)[0].Units }
	p.begin(&resourceForm{was: p.house.resources[0]})
	p.form.(*resourceForm).units = "1"
	p.save()
	if p.form == nil || units() != 2 || !strings.Contains(p.warned, dayName(today+1)) || !strings.Contains(p.warned, dayName(today+2)) || strings.Contains(p.warned, dayName(today+3)) {
		t.Fatalf("warned %q, %d units", p.warned, units())
	}
	p.save()
	if p.form != nil || units() != 1 {
		t.Fatalf("not saved the second time: %d units", units())
	}
	p.begin(&resourceForm{was: p.house.resources[0]})
	p.form.(*resourceForm).text = "Two rooms"
	p.save()
	if p.form != nil {
		t.Errorf("warned of days that were crowded before: %q", p.warned)
	}
	p.begin(&closureForm{resource: roomsID})
	p.save() // closed today, when nobody is booked
	if n := len(all[crm.CapacityCalendar](s)); n != 1 {
		t.Errorf("%d closures, warned %q", n, p.warned)
	}
}

// A new booking left for another page is still there on coming back.
func TestForm_LeftUnsavedIsKept(t *testing.T) {
	s := newShop(t)
	s.newBooking().fields["note"].SetText("window side")
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartCalendar})
	if f := s.newBooking(); f.state.note != "window side" {
		t.Errorf("note %q", f.state.note)
	}
}

// A form begun before the page was read takes the keyboard when it is there.
func TestResources_FormBegunEarly(t *testing.T) {
	s := newShop(t)
	p := s.screen.resources
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartResources})
	p.house = nil
	p.begin(&resourceForm{})
	p.load()
	if s.canvas.Focused() != p.form.first() || p.form.first() == nil {
		t.Errorf("the keyboard is in %T", s.canvas.Focused())
	}
	s.canvas.Unfocus()
	if p.load(); s.canvas.Focused() != nil {
		t.Error("taken again when the book changed")
	}
}

func TestResources_AddRateAndClosure(t *testing.T) {
	s := newShop(t)
	p := s.screen.resources
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartResources, Query: queryNew})
	p.save()
	if p.form == nil || p.form.(*resourceForm).problems["name"] == "" {
		t.Error("a resource without a name was saved")
	}
	f := p.form.(*resourceForm)
	f.text, f.units, f.slots, f.minutes, f.from, f.to, f.price = "Chair", "1", true, "45", "9", "18.30", "38"
	p.save()
	p.begin(&rateForm{resource: roomsID, text: "Early", price: "90", advance: "14"})
	p.save()
	p.begin(&closureForm{resource: roomsID})
	p.save()
	resources, rates, closures := all[crm.Resource](s), all[crm.RateClass](s), all[crm.CapacityCalendar](s)
	if len(resources) != 2 || len(rates) != 1 || rates[0].MinAdvance != 14 || len(closures) != 1 || closures[0].From != today {
		t.Fatalf("%+v %+v %+v", resources, rates, closures)
	}
	for _, r := range resources {
		if r.Name == "Chair" && (r.SlotMinutes != 45 || r.OpenTo != crm.NewClock(18, 30) || r.FullPrice != 380000) {
			t.Errorf("%+v", r)
		}
	}
}

// 000-28: a resource stands at a place, once there are two.
func TestResources_000_28_Place(t *testing.T) {
	quay, hill := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Quay"}, &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Hill"}
	s := newShop(t, quay, hill)
	p := s.screen.resources
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartResources})
	room := all[crm.Resource](s)[0]
	p.begin(&resourceForm{was: room})
	p.form.(*resourceForm).site = hill.ID
	p.save()
	room = all[crm.Resource](s)[0]
	if p.begin(&resourceForm{was: room}); room.Site != hill.ID || p.form.(*resourceForm).site != hill.ID {
		t.Errorf("at %v, in the form %v", room.Site, p.form.(*resourceForm).site)
	}
}

func TestList_FiltersAndCalendarCounts(t *testing.T) {
	s := newShop(t, night(today, 1, 1, crm.BookingConfirmed), night(today+3, 1, 1, crm.BookingCancelled))
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartList})
	s.screen.list.wish.status = crm.BookingCancelled
	s.screen.list.narrow()
	if n := s.screen.list.table.Len(); n != 1 {
		t.Errorf("%d rows", n)
	}
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartCalendar})
	c := s.screen.calendar
	for _, d := range c.data.days[0] {
		if want := map[bool]int{true: 1, false: 0}[d.Date == today]; d.Sold != want {
			t.Errorf("%v: %d sold", d.Date, d.Sold)
		}
	}
	if len(c.data.days[0]) != 28 || c.first.Weekday() != 1 {
		t.Errorf("%d days from a %v", len(c.data.days[0]), c.first.Weekday())
	}
}

func TestList_DeleteAndBack(t *testing.T) {
	s := newShop(t, night(today, 1, 2, crm.BookingConfirmed))
	s.screen.Show(screen.Route{Screen: screen.Bookings, Part: PartList})
	s.screen.list.remove(s.screen.list.data.rows)
	if n := s.screen.list.table.Len(); n != 0 {
		t.Errorf("%d left", n)
	}
	s.notices[len(s.notices)-1].Do()
	if n := s.screen.list.table.Len(); n != 1 {
		t.Errorf("%d back", n)
	}
}

// A new booking begins with what has room.
func TestForm_BeginsWithWhatIsFree(t *testing.T) {
	loft := &crm.Resource{Meta: crm.Meta{ID: crm.ID{9}}, Name: "Zoft", ResourceKind: "room", Units: 1}
	s := newShop(t, night(today, 1, 2, crm.BookingConfirmed), loft)
	if f := s.newBooking(); f.state.resource != loft.ID {
		t.Error("the full rooms are proposed")
	}
}

func TestSheet_IsAPageToPrint(t *testing.T) {
	b := night(today, 1, 1, crm.BookingConfirmed)
	b.Group = "<b>Choir</b>"
	s := newShop(t, b)
	var out strings.Builder
	if err := writeSheet(&out, s.screen.day.data); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "&lt;b&gt;Choir") || strings.Contains(text, "<b>Choir") || strings.Contains(text, "%!") {
		t.Error(text)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{"18": "18:00", "18:30": "18:30", "18.30": "18:30", "1830": "18:30", "9h15": "09:15", "930": "09:30"} {
		if c, ok := parseClock(text); !ok || c.String() != want {
			t.Errorf("%q: %v %v", text, c, ok)
		}
	}
	for _, text := range []string{"", "x", "25", "18:60", "-1", "24:30"} {
		if c, ok := parseClock(text); ok {
			t.Errorf("%q: %v", text, c)
		}
	}
}
