package cycle

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
)

// kinds gives parties a kind by their numbers, so that the order of records
// is of no account.
func kinds(s *facts.Snapshot, names ...string) (labels []string) {
	for p := range s.Party.ID {
		labels = append(labels, names[int(s.Party.ID[p][15])%len(names)])
	}
	return labels
}

// The kinds of customers add up to the shop on every day, in every measure.
func TestGroups_000_28_AddUpToTheShop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		o := Source{Split: rapid.SampledFrom([]Split{Segment, Own}).Draw(t, "split"), Labels: kinds(s, "", "loyal", "new"),
			Measure: rapid.SampledFrom([]Measure{Orders, Units, Money}).Draw(t, "measure")}
		x := Build(s, o)
		count, n := make([]int, len(x.Days)), 0
		value := make([]float64, len(x.Days))
		for _, g := range x.split(s, o) {
			for i := range g.series.Days {
				d := &g.series.Days[i]
				at := d.Date - x.Days[0].Date
				count[at], value[at] = count[at]+d.Count, value[at]+d.Value
				if d.Open() != x.Days[at].Open() || d.State == Traded && d.Count == 0 {
					t.Fatalf("%s is %s for %s, %s for the shop", d.Date, d.State, g.Code, x.Days[at].State)
				}
			}
			n += g.Purchases
		}
		for i, d := range x.Days {
			n -= d.Count
			if count[i] != d.Count || o.Measure == Orders && value[i] != d.Value {
				t.Fatalf("%s: %d purchases (%v), the shop has %d (%v)", d.Date, count[i], value[i], d.Count, d.Value)
			}
		}
		if n != 0 {
			t.Fatalf("%d purchases too many", n)
		}
	})
}

// twoKinds is a shop of a year and a half: customers 1 and 3 buy mostly on
// Fridays and Saturdays, customer 2 whenever.
func twoKinds(seed uint64, friday float64) *facts.Snapshot {
	r := rand.New(rand.NewPCG(seed, 28))
	var shop insighttest.Shop
	shop.Customers(3)
	for day := range 540 {
		date := insighttest.Day(day)
		mean := 2.0
		if w := weekday(date); w == 4 || w == 5 {
			mean = 2 * friday
		}
		for range poisson(r, mean) {
			shop.Buy(1+2*r.IntN(2), date, 1000)
		}
		for range poisson(r, 4) {
			shop.Buy(2, date, 1000)
		}
	}
	return shop.Snapshot()
}

func askKinds(t *testing.T, s *facts.Snapshot) map[string]Group {
	t.Helper()
	r, err := Ask(s, Options{Split: Segment, Labels: kinds(s, "steady", "weekend")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	out := map[string]Group{}
	for _, g := range r.Groups {
		out[g.Code] = g
	}
	return out
}

// The week of the one kind is found, with its peak, and makes its swings less
// of a riddle; the other has none and is all chance.
func TestGroups_000_28_KnownOnesAreFound(t *testing.T) {
	found, none := 0, 0
	for seed := range uint64(20) {
		groups := askKinds(t, twoKinds(seed, 4))
		week := find(groups["weekend"].Cycles, Weekday)
		_, high, ok := week.Ends()
		if ok && week.Found && (high.Slot == 5 || high.Slot == 6) && *groups["weekend"].Random < 0.6 {
			found++
		}
		quiet := *groups["steady"].Random > 0.9
		for _, c := range groups["steady"].Cycles {
			quiet = quiet && !c.Found
		}
		none += b2i(quiet)
	}
	if found < 18 || none < 19 {
		t.Errorf("found in %d of 20, none where there is none in %d of 20", found, none)
	}
}

// On noise no kind has a cycle in 95 of 100 shops.
func TestGroups_B11_NoneOnNoise(t *testing.T) {
	quiet := 0
	for seed := range uint64(100) {
		silent := true
		for _, g := range askKinds(t, twoKinds(1000+seed, 1)) {
			for _, c := range g.Cycles {
				silent = silent && !c.Found
			}
		}
		quiet += b2i(silent)
	}
	if quiet < 95 {
		t.Errorf("quiet in %d of 100", quiet)
	}
}

// Few purchases or few days say nothing, and whoever came late is not judged
// by the days before.
func TestGroups_000_28_ThinAndLate(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(3)
	for n := range 200 {
		shop.Buy(1, insighttest.Day(n), 1000)
		if n >= 180 {
			shop.Buy(2, insighttest.Day(n), 1000)
			shop.Buy(2, insighttest.Day(n), 1000)
		}
	}
	shop.Buy(3, insighttest.Day(50), 1000)
	shop.Buy(0, insighttest.Day(60), 1000)
	shop.Records = append(shop.Records, &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{1}}, Type: "outage", Title: "Sold at the door", From: insighttest.Day(10)})
	s := shop.Snapshot()
	r, err := Ask(s, Options{Split: Segment, Labels: kinds(s, "", "old", "late", "once")})
	if err != nil {
		t.Fatal(err)
	}
	want := []Group{{Code: "old", Purchases: 200, Days: 199}, {Code: "late", Purchases: 40, Days: 20, Thin: true},
		{Code: "once", Purchases: 1, Days: 1, Thin: true}, {Code: walkIn, Purchases: 1, Days: 1, Thin: true}}
	for i, g := range r.Groups {
		w := want[i]
		if g.Code != w.Code || g.Purchases != w.Purchases || g.Days != w.Days || g.Thin != w.Thin || g.Thin != (len(g.Cycles) == 0) || g.Thin && g.Random != nil {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
	if r.Groups[0].Random != nil { // one sale every day: nothing swings
		t.Errorf("random %v", *r.Groups[0].Random)
	}
	if _, err := Ask(s, Options{Split: Own, Resource: crm.ID{1}}); err == nil {
		t.Error("bookings have no such kinds")
	}
}
