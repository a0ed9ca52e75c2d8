package pickup_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/pickup"
)

// stays are guests of a house of ten rooms who come for some nights each, a
// few days before, and are taken while all their nights have room.
type stays struct {
	rng    *rand.Rand
	mean   float64 // who ask a day
	length int     // nights
}

func (x stays) poisson() int {
	n, p := 0, x.rng.Float64()
	for limit := math.Exp(-x.mean); p > limit; n++ {
		p *= x.rng.Float64()
	}
	return n
}

// season is who is taken on days 0 to days-1 when a group has so many rooms on
// its nights: units by first night, and how many nights are sold in all.
func (x stays) season(asks []int, from, nights, group int) (taken []int, sold int) {
	used := make([]int, len(asks)+x.length)
	for n := range nights {
		used[from+n] = group
	}
	taken = make([]int, len(asks))
	for day, n := range asks {
		for range n {
			room := true
			for i := range x.length {
				room = room && used[day+i] < 10
			}
			if !room {
				continue
			}
			taken[day]++
			for i := range x.length {
				used[day+i]++
				sold++
			}
		}
	}
	return taken, sold
}

func (x stays) asks(days int) []int {
	out := make([]int, days)
	for i := range out {
		out[i] = x.poisson()
	}
	return out
}

// history writes two and a half years of them into a book.
func (x stays) history() (*pickup.Curve, crm.Date) {
	k, first := newBook(), insighttest.Day(0)
	asks := x.asks(900)
	taken, _ := x.season(asks, 0, 0, 0)
	for day, n := range taken {
		for i := range asks[day] {
			status := crm.BookingSeated
			if i >= n {
				status = crm.BookingRefused
			}
			k.put(first+crm.Date(day), 3, 1, status, func(b *crm.Booking) {
				b.End, b.Net = b.Start+crm.Date(x.length), crm.Amount(10000*x.length)
			})
		}
	}
	last := first + 899
	return pickup.Open(k.b.Snapshot(1), rooms, last), last
}

// What a group of guests of several nights pushes out is what it pushes out
// when seasons are played through with and without it, each guest lost whole.
func TestGroup_StaysAreLostWhole_000_25(t *testing.T) {
	for _, c := range []struct {
		name          string
		x             stays
		nights, units int
	}{{"three nights", stays{rand.New(rand.NewPCG(1, 1)), 2.2, 3}, 2, 5}, {"two nights", stays{rand.New(rand.NewPCG(2, 2)), 3.2, 2}, 3, 6}, {"one night", stays{rand.New(rand.NewPCG(3, 3)), 6, 1}, 3, 6}} {
		d, last := c.x.history()
		g := d.Prefilled()
		g.Arrive, g.Nights, g.Units, g.Rate, g.Cost, g.Gone, g.Wash = last+30, c.nights, c.units, 9000, 2000, 0, 0
		nights := d.Nights(g)
		link := pickup.Together(nights)
		g.Correlation = link.Correlation
		r, err := pickup.Ask(g, nights)
		if err != nil {
			t.Fatal(err)
		}
		const seasons = 4000
		lost, inside := 0, 0
		for range seasons {
			asks := c.x.asks(40)
			_, without := c.x.season(asks, 20, 0, 0)
			_, with := c.x.season(asks, 20, c.nights, c.units)
			lost += without - with
			if cost := crm.Amount(8000 * (without - with)); cost >= r.Cost.Low && cost <= r.Cost.High {
				inside++
			}
		}
		played := 8000 * float64(lost) / seasons
		name, length := c.name, float64(c.x.length)
		if off := float64(r.Cost.Mean)/played - 1; math.Abs(off) > .2 {
			t.Errorf("%s: costs %d, played through %.0f", name, r.Cost.Mean, played)
		}
		if apart := float64(r.Cost.Mean - r.Others); (apart < .8*played) != (length > 1) {
			t.Errorf("%s: night by night %.0f of %.0f", name, apart, played)
		}
		if share := float64(inside) / seasons; share < .8 {
			t.Errorf("%s: %.3f of the seasons lie within %d to %d", name, share, r.Cost.Low, r.Cost.High)
		}
		if got := pickup.StayLength(nights); got != length || !link.Own || math.Abs(link.Correlation-(length-1)/length) > .2 {
			t.Errorf("%s: stays of %v, %+v", name, got, link)
		}
	}
}

// By hand: three guests of two nights each week, of whom the group of one
// night pushes out two, lose their second night as well; it is full in one
// week of four.
func TestGroup_OtherNightsByHand_000_25(t *testing.T) {
	k := newBook()
	friday := insighttest.Day(0)
	for int(friday.Weekday()) != 5 {
		friday++
	}
	for week := range 20 {
		k.put(friday, 3, 3, crm.BookingSeated, func(b *crm.Booking) { b.End, b.Net = b.Start+2, 60000 })
		if week%4 == 0 {
			k.put(friday+1, 40, 7, crm.BookingSeated, nil)
		}
		friday += 7
	}
	d := pickup.Open(k.b.Snapshot(1), rooms, friday-7)
	g := d.Prefilled()
	g.Arrive, g.Units, g.Rate, g.Cost, g.Gone, g.Wash = friday+14, 9, 9000, 2000, 0, 0
	nights := d.Nights(g)
	r, err := pickup.Ask(g, nights)
	if err != nil {
		t.Fatal(err)
	}
	// Two of three pushed out at 80 each; of their Saturdays three in four would have stood empty.
	if r.Nights[0].Displaced.Mean != 2 || r.Nights[0].Cost != 16000 || r.Others != 12000 || r.Cost.Mean != 28000 || pickup.StayLength(nights) != 2 {
		t.Errorf("%+v, stays of %v", r, pickup.StayLength(nights))
	}
	if n := d.Needs(nights); len(n) != 1 || n[0].Code != pickup.NeedGroups || n[0].Count != pickup.LeastGroups {
		t.Errorf("needs %+v", n)
	}
}

// A group is the bookings of one name for one day: some call off altogether,
// of others some rooms stay empty.
func TestWash_TwoParts_000_25(t *testing.T) {
	k := newBook()
	start := insighttest.Day(0)
	for i := range 12 {
		night := start + crm.Date(3*i)
		for room := range 4 {
			status := crm.BookingSeated
			if i < 3 || i >= 6 && room == 0 {
				status = crm.BookingCancelled
			}
			k.put(night, 30, 1, status, func(b *crm.Booking) { b.Group, b.EndedOn = "Choir", night-1 })
		}
	}
	// One still to come has called one room off: not known yet what it comes to.
	for room := range 2 {
		k.put(start+90, 80, 1, []crm.BookingStatus{crm.BookingCancelled, crm.BookingConfirmed}[room], func(b *crm.Booking) { b.Group, b.EndedOn = "Club", start+20 })
	}
	w := pickup.Open(k.b.Snapshot(1), rooms, start+60).Wash
	if !w.Own || w.N != 12 || w.Gone != 12./48 || w.Shrink != 6./36 || math.Abs(1-w.Share.Share-(1-w.Gone)*(1-w.Shrink)) > 1e-12 {
		t.Errorf("%+v", w)
	}
}
