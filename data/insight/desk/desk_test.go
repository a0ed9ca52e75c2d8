package desk_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/desk"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/occupancy"
)

var (
	monday = insighttest.Day(0)
	rooms  = &crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Rooms", ResourceKind: "room", Units: 3}
)

func booking(id byte, start crm.Date, nights int, status crm.BookingStatus, party crm.ID) *crm.Booking {
	return &crm.Booking{Meta: crm.Meta{ID: crm.ID{2, id}}, Resource: rooms.ID, Start: start, End: start + crm.Date(nights), Units: 1, Status: status, Party: party}
}

func house(records ...crm.Record) *facts.Snapshot {
	b := facts.NewBuilder("EUR")
	b.Put(rooms)
	for _, r := range records {
		b.Put(r)
	}
	return b.Snapshot(1)
}

func TestSheet_Roles(t *testing.T) {
	s := house(
		booking(1, monday-1, 1, crm.BookingSeated, crm.ID{}),    // leaves
		booking(2, monday-1, 3, crm.BookingSeated, crm.ID{}),    // stays
		booking(3, monday, 1, crm.BookingConfirmed, crm.ID{}),   // arrives
		booking(4, monday, 1, crm.BookingCancelled, crm.ID{}),   // not
		booking(5, monday, 1, crm.BookingNoShow, crm.ID{}),      // was to arrive
		booking(6, monday-1, 2, crm.BookingNoShow, crm.ID{}),    // yesterday's
		booking(7, monday, 2, crm.BookingRequest, crm.ID{}),     // to be answered
		booking(8, monday+1, 1, crm.BookingConfirmed, crm.ID{}), // tomorrow
	)
	var got []desk.Role
	for _, e := range desk.Sheet(s, rooms, monday) {
		got = append(got, desk.Role(s.Booking.ID[e.Booking].String()[2:4])+" "+e.Role)
	}
	want := []desk.Role{"03 arriving", "05 arriving", "07 arriving", "02 staying", "01 leaving"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What is free and what is sold are the units offered, on every day.
func TestFree_IsOfferedLessTaken_000_25(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := []crm.Record{&crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{9}}, Resource: rooms.ID, From: monday + 2, To: monday + 3, Units: rapid.IntRange(0, 2).Draw(t, "units")}}
		for i := range rapid.IntRange(0, 6).Draw(t, "bookings") {
			records = append(records, booking(byte(i), monday+crm.Date(rapid.IntRange(0, 5).Draw(t, "start")), rapid.IntRange(0, 4).Draw(t, "nights"),
				rapid.SampledFrom(crm.BookingStatuses()).Draw(t, "status"), crm.ID{}))
		}
		s := house(records...)
		for _, d := range occupancy.Days(s, rooms, monday-1, monday+9, occupancy.Filter{}) {
			if free := desk.Free(s, rooms, crm.Stay{Start: d.Date, End: d.Date + 1}, crm.ID{}); free != d.Offered-d.Sold-d.Held {
				t.Fatalf("%v: %d free, %+v", d.Date, free, d)
			}
		}
	})
}

func TestOpen_NearestDaysFromToday(t *testing.T) {
	s := house(&crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{9}}, Resource: rooms.ID, From: monday - 1, To: monday + 2})
	if got, want := desk.Open(s, rooms, monday, monday-2, 3), []crm.Date{monday - 2, monday + 3, monday + 4}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFenceOf_000_23(t *testing.T) {
	wish := func(change func(*desk.Wish)) desk.Wish {
		w := desk.Wish{Stay: crm.Stay{Start: monday, End: monday + 2, Units: 2}, BookedOn: monday - 10}
		change(&w)
		return w
	}
	same := func(*desk.Wish) {}
	for _, c := range []struct {
		class crm.RateClass
		wish  desk.Wish
		want  desk.Fence
	}{
		{crm.RateClass{}, wish(same), ""},
		{crm.RateClass{MinAdvance: 10}, wish(same), ""},
		{crm.RateClass{MinAdvance: 11}, wish(same), desk.FenceAdvance},
		{crm.RateClass{MinUnits: 3}, wish(same), desk.FenceFew},
		{crm.RateClass{MaxUnits: 1}, wish(same), desk.FenceMany},
		{crm.RateClass{Days: 1<<1 | 1<<2}, wish(same), ""},
		{crm.RateClass{Days: 1 << 1}, wish(same), desk.FenceDays},
		{crm.RateClass{Days: 1 << 1}, wish(func(w *desk.Wish) { w.End = w.Start }), ""},
		{crm.RateClass{FromTime: crm.NewClock(18, 0)}, wish(func(w *desk.Wish) { w.From = crm.NewClock(17, 0) }), desk.FenceTime},
		{crm.RateClass{ToTime: crm.NewClock(18, 0)}, wish(func(w *desk.Wish) { w.From = crm.NewClock(18, 0) }), desk.FenceTime},
		{crm.RateClass{Tag: crm.ID{7}}, wish(same), desk.FenceTag},
		{crm.RateClass{Tag: crm.ID{7}}, wish(func(w *desk.Wish) { w.Tags = []crm.ID{{7}} }), ""},
	} {
		if got := desk.FenceOf(&c.class, c.wish); got != c.want {
			t.Errorf("%+v: %q, want %q", c.class, got, c.want)
		}
	}
}

// Called are those who came at such times, not those who come anyway or were
// just spoken to.
func TestCallers(t *testing.T) {
	today := monday + 3
	day := monday + 14 // a Monday
	var records []crm.Record
	party := func(id byte, name string) crm.ID {
		p := &crm.Party{Meta: crm.Meta{ID: crm.ID{3, id}}, PartyKind: crm.Person, DisplayName: name}
		records = append(records, p)
		return p.ID
	}
	often, once, elsewhen, coming, spoken, season := party(1, "Often"), party(2, "Once"), party(3, "Elsewhen"), party(4, "Coming"), party(5, "Spoken"), party(6, "Season")
	for i, k := range []struct {
		who   crm.ID
		start crm.Date
	}{{often, monday - 28}, {often, monday - 56}, {once, monday - 42}, {elsewhen, monday - 40}, {coming, monday - 28}, {coming, day + 2}, {spoken, monday - 28}, {season, day - 365 + 10}} {
		records = append(records, booking(byte(i), k.start, 1, crm.BookingConfirmed, k.who))
	}
	records = append(records, &crm.Interaction{Meta: crm.Meta{ID: crm.ID{4}}, Parties: []crm.ID{spoken}, Date: today - 5, InteractionKind: "call"})
	s := house(records...)
	var got []string
	for _, c := range desk.Callers(s, rooms, day, today) {
		got = append(got, s.Party.Name[c.Party])
	}
	if want := []string{"Often", "Once", "Season"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
