package occupancy_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/occupancy"
)

// The published resort hotel: occupancy, average rate, and revenue per
// available room from 2015-07-15 to 2017-08-15.
func TestDays_ResortHotel_000_24(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	r := &s.Tables.Resources[0]
	days := occupancy.Days(s, r, crm.NewDate(2015, 7, 15), crm.NewDate(2017, 8, 15), occupancy.Filter{})
	offered, sold, most := 0, 0, 0
	var net crm.Amount
	for _, d := range days {
		offered, sold, net, most = offered+d.Offered, sold+d.Sold, net+d.Net, max(most, d.Sold)
	}
	if most != 187 {
		t.Errorf("most rooms sold in a night: %d", most)
	}
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"occupancy", float64(sold) / float64(offered), .803036},
		{"average rate", float64(net) / 100 / float64(sold), 93.855840},
		{"revenue per available room", float64(net) / 100 / float64(offered), 75.369632},
	} {
		if math.Abs(c.got-c.want) > 2e-4*c.want/10 {
			t.Errorf("%s %.6f, want %.6f", c.name, c.got, c.want)
		}
	}
}

// Days of all segments together are the days of all, and the money of a
// booking is on its days to the cent.
func TestDays_AddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := facts.NewBuilder("EUR")
		r := &crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Rooms", ResourceKind: "room", Units: 5}
		b.Put(r)
		var net crm.Amount
		for i := range rapid.IntRange(0, 20).Draw(t, "bookings") {
			start := insighttest.Day(rapid.IntRange(0, 30).Draw(t, "start"))
			k := &crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(i)}}, Resource: r.ID, Start: start, End: start + crm.Date(rapid.IntRange(0, 9).Draw(t, "nights")),
				Units: rapid.IntRange(1, 3).Draw(t, "units"), Net: crm.Amount(rapid.IntRange(0, 9999).Draw(t, "net")),
				Segment: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "segment"), Status: rapid.SampledFrom(crm.BookingStatuses()).Draw(t, "status")}
			if k.End > k.Start && (k.Status == crm.BookingSeated || k.Status == crm.BookingConfirmed) {
				net += k.Net
			}
			b.Put(k)
		}
		s := b.Snapshot(1)
		first, last := insighttest.Day(0), insighttest.Day(60)
		all := occupancy.Days(s, r, first, last, occupancy.Filter{})
		sum := make([]occupancy.Day, len(all))
		for _, name := range occupancy.Segments(s, r) {
			for i, d := range occupancy.Days(s, r, first, last, occupancy.Filter{Segment: &name}) {
				sum[i].Sold, sum[i].Held, sum[i].Net = sum[i].Sold+d.Sold, sum[i].Held+d.Held, sum[i].Net+d.Net
			}
		}
		for i, d := range all {
			net -= d.Net
			if d.Sold != sum[i].Sold || d.Held != sum[i].Held || d.Net != sum[i].Net {
				t.Fatalf("%v: %+v, segments %+v", d.Date, d, sum[i])
			}
		}
		if net != 0 {
			t.Fatalf("%d are on no day", net)
		}
	})
}

func TestDays_OfferedAndKnown(t *testing.T) {
	b := facts.NewBuilder("EUR")
	monday := insighttest.Day(0)
	chairs := &crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Chairs", ResourceKind: "chair", Units: 3, SlotMinutes: 30, Open: 1<<1 | 1<<2,
		OpenFrom: crm.NewClock(9, 0), OpenTo: crm.NewClock(12, 15)}
	b.Put(chairs)
	b.Put(&crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{2}}, Resource: chairs.ID, From: monday + 1, To: monday + 1, Units: 1})
	b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{3}}, Resource: chairs.ID, Start: monday, End: monday, StartTime: crm.NewClock(9, 0), EndTime: crm.NewClock(9, 45),
		Units: 1, Status: crm.BookingCancelled, BookedOn: monday - 10, EndedOn: monday - 2})
	b.Put(&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{4}}, Day: monday, Resource: chairs.ID, Units: 2, AskedOn: monday - 1})
	s := b.Snapshot(1)
	for _, c := range []struct {
		known                  crm.Date
		offered, sold, refused int
	}{{0, 18, 0, 2}, {monday - 2, 18, 0, 0}, {monday - 3, 18, 2, 0}, {monday - 11, 18, 0, 0}} {
		d := occupancy.Days(s, chairs, monday, monday+2, occupancy.Filter{Known: c.known})
		if d[0].Offered != c.offered || d[0].Sold != c.sold || d[0].Refused != c.refused {
			t.Errorf("known %v: %+v", c.known, d[0])
		}
		if d[1].Offered != 6 || !d[2].Closed {
			t.Errorf("known %v: Tuesday %+v, Wednesday %+v", c.known, d[1], d[2])
		}
	}
}
