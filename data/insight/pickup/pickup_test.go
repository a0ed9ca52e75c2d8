package pickup_test

import (
	"fmt"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/pickup"
	"regulars/data/insight/protect"
)

// The group question on three real weeks of the resort hotel: a low one, one
// of the shoulder and one of the peak, as it stood eight weeks before. In the
// shoulder guests of several nights decide: night by night it would be taken.
func TestGroupOnTheHotel_000_25(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	for _, c := range []struct {
		name   string
		arrive crm.Date
		want   string // each night booked/expected to stay/still to come/what one leaves; the answer
	}{
		{"low", crm.NewDate(2017, 1, 16), "link 0.68, stays of 2.51: 28/20/55.9/3580 25/19/60.9/3350 26/21/59.6/3653 32/26/63.8/4113 29/20/63.0/4408 net 812250 (810000 to 900000) lowest 1500 take true"},
		{"shoulder", crm.NewDate(2017, 4, 24), "link 0.88, stays of 2.59: 134/112/60.3/5829 145/120/63.3/5548 142/121/69.0/5544 114/101/56.1/5900 128/111/52.3/6277 net -308781 (-618912 to 0) lowest 7711 take false"},
		{"peak", crm.NewDate(2017, 8, 7), "link 0.96, stays of 3.71: 160/139/51.0/15630 160/138/50.4/15447 156/134/52.9/15521 144/124/56.0/15944 159/136/60.0/15946 net -4081072 (-4738078 to -3415094) lowest 28610 take false"},
	} {
		d := pickup.Open(s, crm.ID{}, c.arrive-56)
		g := d.Prefilled()
		g.Arrive, g.Nights, g.Units, g.Rate, g.Cost = c.arrive, 5, 40, 6000, 1500
		nights := d.Nights(g)
		g.Correlation = pickup.Together(nights).Correlation
		r, err := pickup.Ask(g, nights)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("link %.2f, stays of %.2f: ", g.Correlation, pickup.StayLength(nights))
		for _, n := range nights {
			got += fmt.Sprintf("%d/%d/%.1f/%d ", n.Booked, n.Stay, n.Mean, n.Margin)
		}
		got += fmt.Sprintf("net %d (%d to %d) lowest %d take %t", r.Net.Mean, r.Net.Low, r.Net.High, r.Lowest.Mean, r.Accept)
		if got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// book is ten rooms of which so many are booked each Friday of a year, late
// or early, at 100 a night.
type book struct {
	b    *facts.Builder
	next byte
	many byte
}

var rooms = crm.ID{1}

func newBook() *book {
	k := &book{b: facts.NewBuilder("EUR")}
	k.b.Put(&crm.Resource{Meta: crm.Meta{ID: rooms}, Units: 10, FullPrice: 120 * crm.PriceScale, VariableCost: 20 * crm.PriceScale, CostKnown: true})
	return k
}

func (k *book) put(night crm.Date, early crm.Date, units int, status crm.BookingStatus, more func(*crm.Booking)) {
	k.next++
	if k.next == 0 {
		k.many++
	}
	b := &crm.Booking{Meta: crm.Meta{ID: crm.ID{2, k.many, k.next}}, Resource: rooms, Start: night, End: night + 1, Units: units, BookedOn: night - early,
		Net: crm.Amount(10000 * units), Status: status}
	if more != nil {
		more(b)
	}
	k.b.Put(b)
}

// Each Friday two rooms are booked 30 days before, four 3 days before, one of
// the early four is called off the day before, one is refused, and a group of
// two comes.
func fridays(weeks int) (*book, crm.Date) {
	k := newBook()
	friday := insighttest.Day(0)
	for int(friday.Weekday()) != 5 {
		friday++
	}
	last := friday
	for range weeks {
		k.put(friday, 30, 3, crm.BookingSeated, nil)
		k.put(friday, 30, 1, crm.BookingCancelled, func(b *crm.Booking) { b.EndedOn = friday - 1 })
		k.put(friday, 3, 2, crm.BookingSeated, func(b *crm.Booking) { b.Net += 2 * 1000; b.Extra = 2 * 500 })
		k.put(friday, 3, 1, crm.BookingRefused, nil)
		k.put(friday, 2, 2, crm.BookingSeated, func(b *crm.Booking) { b.Group = "Choir" })
		last, friday = friday, friday+7
	}
	return k, last
}

func TestNight(t *testing.T) {
	k, last := fridays(20)
	k.put(last+14, 20, 4, crm.BookingConfirmed, nil)
	d := pickup.Open(k.b.Snapshot(1), rooms, last)
	n := d.Night(last+14, 2000)
	// Fourteen days before, four rooms stood of which three came; two came and
	// one was refused after that; a late room left 110 and 5 less 20.
	if n.Booked != 4 || n.Stay != 3 || n.Fall != .25 || n.Mean != 3 || n.Margin != 9500 || n.Capacity != 10 {
		t.Errorf("%+v", n)
	}
	g := d.Prefilled()
	if g.Wash != 0 || g.Gone != 0 || !d.Wash.Own || g.Cost != 2000 {
		t.Errorf("%+v, wash %+v", g, d.Wash)
	}
	young, last := fridays(4)
	n = pickup.Open(young.b.Snapshot(1), rooms, last).Night(last+7, 0)
	if n.Mean != 0 || len(n.Needs) != 1 || n.Needs[0].Code != protect.NeedSoldDays || n.Needs[0].Count != pickup.LeastDays-4 || n.Margin != 12000 {
		t.Errorf("four Fridays: %+v", n)
	}
}

// A sold-out night hides demand.
func TestNight_SoldOutHidesDemand(t *testing.T) {
	k, last := fridays(20)
	for week := range 6 {
		k.put(last-crm.Date(7*week), 1, 3, crm.BookingSeated, nil)
	}
	d := pickup.Open(k.b.Snapshot(1), rooms, last)
	if n := d.Night(last+7, 0); n.Mean <= 3+6*3./20+.1 {
		t.Errorf("%.2f to come, no more than was seen", n.Mean)
	}
}

// What happened after the day asked changes nothing.
func TestNight_KnowsNothingOfLater_000_26(t *testing.T) {
	k, last := fridays(20)
	before := fmt.Sprint(pickup.Open(k.b.Snapshot(1), rooms, last).Night(last+14, 0))
	k.put(last+14, -1, 5, crm.BookingConfirmed, nil)
	k.put(last+7, -1, 5, crm.BookingSeated, nil)
	k.b.Put(&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3}}, Resource: rooms, Day: last - 7, Units: 9, AskedOn: last + 1, Why: "full"})
	if after := fmt.Sprint(pickup.Open(k.b.Snapshot(1), rooms, last).Night(last+14, 0)); after != before {
		t.Errorf("%s\nbecame\n%s", before, after)
	}
}

func TestWashAndNoShows(t *testing.T) {
	k := newBook()
	start := insighttest.Day(0)
	for i := range 10 {
		status := crm.BookingSeated
		if i < 3 {
			status = crm.BookingCancelled
		}
		k.put(start+crm.Date(i), 30, 1+i%2, status, func(b *crm.Booking) { b.Group = "Choir"; b.EndedOn = start - 1 })
	}
	for i := range 40 {
		status := crm.BookingSeated
		if i%10 == 0 {
			status = crm.BookingNoShow
		}
		k.put(start+crm.Date(i), 1, 1, status, nil)
	}
	d := pickup.Open(k.b.Snapshot(1), rooms, start+60)
	// Units of groups 1 2 1 2 ... 15 in all, 1+2+1 called off; 11 seated of groups are due too.
	if !d.Wash.Own || d.Wash.N != 10 || d.Wash.Share.Share != 4./15 {
		t.Errorf("%+v", d.Wash)
	}
	if d.NoShow.N != 47 || d.NoShow.Share != 4./51 {
		t.Errorf("%+v", d.NoShow)
	}
	if o := d.Overbook(10); o == nil || o.Limit < 10 {
		t.Errorf("%+v", o)
	}
}

func TestClasses_000_25(t *testing.T) {
	k, last := fridays(20)
	flexible := crm.ID{9}
	k.b.Put(&crm.RateClass{Meta: crm.Meta{ID: flexible}, Name: "Flexible", Resource: rooms, Price: 130 * crm.PriceScale})
	for week := range 20 {
		k.put(last-crm.Date(7*week), 1, 1, crm.BookingSeated, func(b *crm.Booking) { b.RateClass, b.Net, b.Segment = flexible, 13000, "Late" })
	}
	k.b.Put(&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3}}, Resource: rooms, Day: last - 7, Units: 2, AskedOn: last - 9, Why: "full", Quoted: 130 * crm.PriceScale})
	d := pickup.Open(k.b.Snapshot(1), rooms, last)
	days := d.Weekday(5, pickup.Weeks)
	classes, needs := d.Classes(days, pickup.ByRate)
	if len(days) != 20 || len(classes) != 2 || classes[0].Name != "Flexible" || classes[0].Value != 11000 || classes[0].Mean != 1.1 || classes[1].Mean != 8 || len(needs) != 0 {
		t.Errorf("%d days, %+v %+v", len(days), classes, needs)
	}
	r, err := pickup.Protect(d.Usual(days), classes)
	if err != nil || r.Capacity != 10 || r.Advice().Limits[1] >= 10 || r.Optimal.Revenue < r.First.Revenue {
		t.Errorf("%+v %v", r, err)
	}
	if bySegment, _ := d.Classes(days, pickup.BySegment); len(bySegment) != 2 || bySegment[0].Name != "Late" {
		t.Errorf("%+v", bySegment)
	}
	young, last := fridays(7)
	d = pickup.Open(young.b.Snapshot(1), rooms, last)
	if classes, needs := d.Classes(d.Weekday(5, pickup.Weeks), pickup.ByRate); classes != nil || needs[0].Count != 1 {
		t.Errorf("seven Fridays: %+v %+v", classes, needs)
	}
}

func TestNothingToAsk(t *testing.T) {
	if d := pickup.Open(facts.NewBuilder("EUR").Snapshot(1), crm.ID{}, 0); d != nil {
		t.Error("a book without resources has a curve")
	}
	d := pickup.Open(newBook().b.Snapshot(1), crm.ID{}, insighttest.Day(0))
	if n := d.Night(insighttest.Day(3), 0); len(n.Needs) == 0 || n.Capacity != 10 {
		t.Errorf("%+v", n)
	}
}
