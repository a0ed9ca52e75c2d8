package yield_test

import (
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/yield"
)

// 78 of 100 rooms at 142.50 with a full price of 180 (analytics reference).
func TestAsk_000_24(t *testing.T) {
	b := facts.NewBuilder("EUR")
	b.Put(&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Rooms", ResourceKind: "room", Units: 100, FullPrice: 180 * crm.PriceScale, VariableCost: 20 * crm.PriceScale, CostKnown: true})
	day := insighttest.Day(0)
	b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{2}}, Resource: crm.ID{1}, Start: day, End: day + 1, Units: 78, Net: 78 * 14250, Extra: 1000, Status: crm.BookingSeated, BookedOn: day})
	b.Put(&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3}}, Day: day, Resource: crm.ID{1}, Units: 4, AskedOn: day})
	a, err := yield.Ask(t.Context(), b.Snapshot(1), yield.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := a.Total
	near := func(name string, got *float64, want float64) {
		if got == nil || math.Abs(*got-want) > 1e-9 {
			t.Errorf("%s %v, want %v", name, got, want)
		}
	}
	near("yield", f.Yield, .6175)
	near("occupancy", f.Occupancy, .78)
	near("yield as a product", f.Yield, *f.Occupancy**f.RateAchieved)
	if *f.PerAvailable != 11115 || *f.Rate != 14250 || f.Demand != 82 || *f.Contribution != 78*(14250-2000)+1000 {
		t.Errorf("%+v: per available %d, rate %d, contribution %d", f, *f.PerAvailable, *f.Rate, *f.Contribution)
	}
}

func TestAsk_ResortHotel(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	a, err := yield.Ask(t.Context(), s, yield.Options{From: crm.NewDate(2016, 8, 1), To: crm.NewDate(2016, 8, 31)})
	if err != nil {
		t.Fatal(err)
	}
	if *a.Total.Rate != 18083 || *a.Total.PerAvailable != 17506 {
		t.Errorf("August 2016: rate %d, per available room %d, want 18083 and 17506", *a.Total.Rate, *a.Total.PerAvailable)
	}
}

// Nothing to divide by is not defined, never a number.
func TestAsk_NotDefined(t *testing.T) {
	for name, c := range map[string]struct {
		records []crm.Record
		need    string
	}{
		"nothing":     {nil, yield.NeedResource},
		"no bookings": {[]crm.Record{&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Units: 2}}, yield.NeedBookings},
		"closed": {[]crm.Record{&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}},
			&crm.Booking{Meta: crm.Meta{ID: crm.ID{2}}, Resource: crm.ID{1}, Start: 9, End: 10, Units: 1, Status: crm.BookingSeated, BookedOn: 9}}, yield.NeedFullPrice},
	} {
		b := facts.NewBuilder("EUR")
		for _, r := range c.records {
			b.Put(r)
		}
		a, err := yield.Ask(t.Context(), b.Snapshot(1), yield.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Needs) == 0 || a.Needs[0].Code != c.need || a.Total.Occupancy != nil || a.Total.Yield != nil {
			t.Errorf("%s: %+v %+v", name, a.Needs, a.Total)
		}
	}
	if _, err := yield.Ask(t.Context(), facts.NewBuilder("EUR").Snapshot(1), yield.Options{}); err != nil {
		t.Error(err)
	}
}

// Periods add up to the total, segments too, and asking twice gives the same bytes.
func TestAsk_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := facts.NewBuilder("EUR")
		b.Put(&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Units: rapid.IntRange(0, 3).Draw(t, "units")})
		for i := range rapid.IntRange(0, 12).Draw(t, "bookings") {
			start := insighttest.Day(rapid.IntRange(0, 90).Draw(t, "start"))
			b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(i)}}, Resource: crm.ID{1}, Start: start, End: start + crm.Date(rapid.IntRange(0, 40).Draw(t, "nights")),
				Units: rapid.IntRange(1, 3).Draw(t, "units"), Net: crm.Amount(rapid.IntRange(0, 999).Draw(t, "net")), Status: crm.BookingSeated,
				BookedOn: start, Segment: rapid.SampledFrom([]string{"", "A"}).Draw(t, "segment")})
		}
		s := b.Snapshot(1)
		a, err := yield.Ask(t.Context(), s, yield.Options{})
		again, _ := yield.Ask(t.Context(), s, yield.Options{})
		if err != nil {
			t.Fatal(err)
		}
		one, _ := json.Marshal(a)
		two, _ := json.Marshal(again)
		if string(one) != string(two) {
			t.Fatal("asked twice, answered twice")
		}
		var rows, segments yield.Figures
		for _, r := range a.Rows {
			rows.Sold, rows.Net, rows.Offered = rows.Sold+r.Sold, rows.Net+r.Net, rows.Offered+r.Offered
		}
		for _, g := range a.Segments {
			segments.Sold, segments.Net = segments.Sold+g.Sold, segments.Net+g.Net
		}
		if rows.Sold != a.Total.Sold || rows.Net != a.Total.Net || rows.Offered != a.Total.Offered || segments.Sold != a.Total.Sold || segments.Net != a.Total.Net {
			t.Fatalf("rows %+v, segments %+v, total %+v", rows, segments, a.Total)
		}
	})
}

func TestAsk_RefusesOptions(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	for _, o := range []yield.Options{{Unit: "day"}, {From: 735001, To: 735000}} {
		if _, err := yield.Ask(t.Context(), s, o); err != insight.ErrOptions {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
