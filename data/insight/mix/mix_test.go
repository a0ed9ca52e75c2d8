package mix_test

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/mix"
	"regulars/data/insight/shares"
)

var rooms = crm.ID{1}

func room(units int) *crm.Resource {
	return &crm.Resource{Meta: crm.Meta{ID: rooms}, Name: "Rooms", ResourceKind: "room", Units: units, VariableCost: 10 * crm.PriceScale, CostKnown: true}
}

func ask(t interface{ Fatal(...any) }, records []crm.Record, o mix.Options) *mix.Answer {
	b := facts.NewBuilder("EUR")
	for _, r := range records {
		b.Put(r)
	}
	a, err := mix.Ask(context.Background(), b.Snapshot(1), o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Two rooms on one Friday: a group took both at 30, a traveller who would
// have paid 90 was refused.
func TestMixMatrix_000_14(t *testing.T) {
	friday := insighttest.Day(4)
	records := []crm.Record{room(2),
		&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, 1}}, Resource: rooms, Start: friday, End: friday + 1, Units: 2, Net: 6000, Status: crm.BookingSeated, BookedOn: friday - 30, Segment: "Group"},
		&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, 2}}, Resource: rooms, Start: friday, End: friday + 1, Units: 1, Net: 9000, Status: crm.BookingRefused, BookedOn: friday - 2, Segment: "Business"},
		&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, 3}}, Resource: rooms, Start: friday + 1, End: friday + 2, Units: 1, Net: 9000, Status: crm.BookingSeated, BookedOn: friday - 2, Segment: "Business"},
	}
	a := ask(t, records, mix.Options{AsOf: friday + 2})
	of := func(share, day float64) (shares.Estimate, shares.Estimate) {
		return shares.Estimate{Value: share}, shares.Estimate{Value: day}
	}
	want := []mix.Row{
		{Bucket: 4, Segment: "Business", Asked: 1, Best: 1, BestContribution: 8000, Limit: 2},
		{Bucket: 4, Segment: "Group", Asked: 2, Taken: 2, Net: 6000, Contribution: 4000, PerUnit: 2000, Best: 1, BestContribution: 2000, Limit: 0},
		{Bucket: 5, Segment: "Business", Asked: 1, Taken: 1, Net: 9000, Contribution: 8000, PerUnit: 8000, Best: 1, BestContribution: 8000, Limit: -1},
	}
	want[0].Share, want[0].PerDay = of(1./3, 1)
	want[1].Share, want[1].PerDay = of(2./3, 2)
	want[2].Share, want[2].PerDay = of(1, 1)
	got, _ := json.Marshal(a.Rows)
	wanted, _ := json.Marshal(want)
	if string(got) != string(wanted) {
		t.Errorf("got  %s\nwant %s", got, wanted)
	}
	if a.Earned != 12000 || a.Best != 18000 || a.Trial != nil {
		t.Errorf("earned %d, best %d, trial %+v", a.Earned, a.Best, a.Trial)
	}
}

// The best mix takes no more than was offered or asked for, and earns no less.
func TestMix_NeverBeyondCapacity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := []crm.Record{room(rapid.IntRange(0, 4).Draw(t, "units"))}
		last := rapid.SampledFrom([]int{3, 20}).Draw(t, "last day") // in the first week a bucket is one day
		for i := range rapid.IntRange(0, 25).Draw(t, "bookings") {
			start := insighttest.Day(rapid.IntRange(0, last).Draw(t, "start"))
			records = append(records, &crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(i)}}, Resource: rooms, Start: start, End: start + crm.Date(rapid.IntRange(0, 3).Draw(t, "nights")),
				Units: rapid.IntRange(1, 3).Draw(t, "rooms"), Net: crm.Amount(rapid.IntRange(0, 20000).Draw(t, "net")), BookedOn: start - crm.Date(rapid.IntRange(0, 9).Draw(t, "lead")),
				Status:  rapid.SampledFrom([]crm.BookingStatus{crm.BookingSeated, crm.BookingRefused, crm.BookingCancelled}).Draw(t, "status"),
				Segment: rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "segment")})
		}
		o := mix.Options{AsOf: insighttest.Day(40), By: rapid.SampledFrom(mix.Bys()).Draw(t, "by")}
		a := ask(t, records, o)
		best, asked, taken := map[int]int{}, map[int]int{}, map[int]int{}
		share, perDay := map[int]float64{}, map[int]float64{}
		var earned, foreseen crm.Amount
		for _, r := range a.Rows {
			if r.Best > r.Asked || r.Taken > r.Asked || r.Limit < -1 || r.Limit > 4 {
				t.Fatalf("%+v", r)
			}
			best[r.Bucket], asked[r.Bucket], taken[r.Bucket] = best[r.Bucket]+r.Best, asked[r.Bucket]+r.Asked, taken[r.Bucket]+r.Taken
			share[r.Bucket], perDay[r.Bucket] = share[r.Bucket]+r.Share.Value, perDay[r.Bucket]+r.PerDay.Value
			earned, foreseen = earned+r.Contribution, foreseen+r.BestContribution
		}
		for _, b := range a.Buckets {
			if b.Best != best[b.Bucket] || b.Best > b.Offered || b.Taken != taken[b.Bucket] {
				t.Fatalf("%+v, rows %d best, %d taken", b, best[b.Bucket], taken[b.Bucket])
			}
			if n := asked[b.Bucket]; math.Abs(perDay[b.Bucket]*float64(b.Days)-float64(n)) > 1e-9 || n > 0 && math.Abs(share[b.Bucket]-1) > 1e-9 {
				t.Fatalf("%+v: shares %g, a day %g, asked %d", b, share[b.Bucket], perDay[b.Bucket], n)
			}
		}
		if want := plainly(records, o.By); !maps.Equal(asked, want) && len(a.Buckets) > 0 {
			t.Fatalf("asked %v, want %v", asked, want)
		}
		if earned != a.Earned || foreseen != a.Best {
			t.Fatalf("rows %d and %d, answer %d and %d", earned, foreseen, a.Earned, a.Best)
		}
		shuffled := rapid.Permutation(records).Draw(t, "order")
		one, _ := json.Marshal(a)
		two, _ := json.Marshal(ask(t, shuffled, o))
		if string(one) != string(two) {
			t.Fatalf("another order of records:\n%s\n%s", one, two)
		}
	})
}

// plainly counts what was asked for on each bucket's nights.
func plainly(records []crm.Record, by mix.By) map[int]int {
	asked := map[int]int{}
	for _, r := range records {
		if b, ok := r.(*crm.Booking); ok && b.Status != crm.BookingCancelled {
			for d := b.Start; d < b.End; d++ {
				asked[plainBucket(by, d)] += b.Units
			}
		}
	}
	return asked
}

func plainBucket(by mix.By, d crm.Date) int {
	if by == mix.DayType {
		weekend := d.Weekday() == time.Friday || d.Weekday() == time.Saturday
		return 2*bucketOf(mix.Season, d) + one(weekend)
	}
	return bucketOf(by, d)
}

// Early cheap groups against late full-rate travellers, the second year alike
// the first: holding rooms back must pay in every one of twenty years.
func TestTrial_AdviceBeatsFirstCome(t *testing.T) {
	var first, advised, best crm.Amount
	for seed := range uint64(20) {
		a := ask(t, twoYears(seed), mix.Options{AsOf: insighttest.Day(728), By: mix.Season})
		if a.Trial == nil {
			t.Fatal("no trial")
		}
		if a.Trial.Advised <= a.Trial.First || a.Trial.Best < a.Trial.Advised {
			t.Errorf("seed %d: %+v", seed, *a.Trial)
		}
		first, advised, best = first+a.Trial.First, advised+a.Trial.Advised, best+a.Trial.Best
	}
	t.Logf("first come %.3f, advised %.3f of the best", float64(first)/float64(best), float64(advised)/float64(best))
}

// twoYears are the requests of ten rooms: groups ask for four rooms at 50 a
// month before, travellers for one at 120 on the day; what has no room is refused.
func twoYears(seed uint64) (records []crm.Record) {
	rng := rand.New(rand.NewPCG(seed, 7))
	records = append(records, room(10))
	id := uint16(0)
	book := func(day crm.Date, units int, net crm.Amount, lead int, segment string, free *int) {
		id++
		b := &crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(id >> 8), byte(id)}}, Resource: rooms, Start: day, End: day + 1, Units: units, Net: net,
			Status: crm.BookingSeated, BookedOn: day - crm.Date(lead), Segment: segment}
		if units > *free {
			b.Status = crm.BookingRefused
		} else {
			*free -= units
		}
		records = append(records, b)
	}
	for d := range 730 {
		free := 10
		for range rng.IntN(3) {
			book(insighttest.Day(d), 4, 4*5000, 30, "Group", &free)
		}
		for range 3 + rng.IntN(7) {
			book(insighttest.Day(d), 1, 12000, 0, "Traveller", &free)
		}
	}
	return records
}

func TestMix_SaysWhatIsMissing(t *testing.T) {
	day := insighttest.Day(0)
	one := &crm.Booking{Meta: crm.Meta{ID: crm.ID{2}}, Resource: rooms, Start: day, End: day + 1, Units: 1, Net: 100, Status: crm.BookingSeated, BookedOn: day}
	for name, c := range map[string]struct {
		records []crm.Record
		needs   []string
	}{
		"nothing":     {nil, []string{"need_resource"}},
		"no bookings": {[]crm.Record{room(2)}, []string{"need_bookings"}},
		"one":         {[]crm.Record{room(2), one}, []string{mix.NeedSegments, mix.NeedMixWeeks, mix.NeedTurnAways, mix.NeedTwoYears}},
		"no room":     {[]crm.Record{room(0), one}, []string{mix.NeedSegments, mix.NeedTurnAways, mix.NeedTwoYears}},
	} {
		a := ask(t, c.records, mix.Options{AsOf: day + 1})
		var got []string
		for _, n := range a.Needs {
			got = append(got, n.Code)
		}
		if g, w := strings.Join(got, " "), strings.Join(c.needs, " "); g != w {
			t.Errorf("%s: needs %s, want %s", name, g, w)
		}
	}
	if _, err := mix.Ask(context.Background(), facts.NewBuilder("EUR").Snapshot(1), mix.Options{By: "moon"}); err != insight.ErrOptions {
		t.Error(err)
	}
}

// Every counted purchase of the last year is in one cell, and the best mix
// keeps to the capacity.
func TestAskSales_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := mix.Options{By: rapid.SampledFrom(mix.SaleBys()[:4]).Draw(t, "by"), Capacity: rapid.IntRange(0, 3).Draw(t, "capacity")}
		s := shop.Snapshot()
		a, err := mix.AskSales(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		orders, margin := 0, crm.Amount(0)
		for d := range s.Doc.ID {
			if of := (insight.Reading{Basis: insight.Margin}).Of(s, d); insight.Counted(s, d, a.From, a.To) && of.Purchase {
				orders, margin = orders+1, margin+of.Value
			}
		}
		if a.N != orders || a.Earned != margin {
			t.Fatalf("%d orders and %d, want %d and %d", a.N, a.Earned, orders, margin)
		}
		for _, b := range a.Buckets {
			if o.Capacity > 0 && b.Best > b.Offered {
				t.Fatalf("%+v", b)
			}
		}
		one, _ := json.Marshal(a)
		again, err := mix.AskSales(context.Background(), shop.Shuffled(t), o)
		if two, _ := json.Marshal(again); err != nil || string(one) != string(two) {
			t.Fatalf("another order of records:\n%s\n%s", one, two)
		}
	})
}

// Nine to ten in the morning holds two of three orders; there is room for one.
func TestAskSales_Hours(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	day := insighttest.Day(0)
	shop.Buy(1, day, 100).Time = crm.NewClock(9, 0)
	shop.Buy(0, day, 300).Time = crm.NewClock(9, 59)
	shop.Buy(0, day, 200).Time = crm.NewClock(10, 0)
	for _, r := range shop.Records {
		if d, ok := r.(*crm.SalesDocument); ok {
			d.Lines[0].CostKnown = true
		}
	}
	a, err := mix.AskSales(t.Context(), shop.Snapshot(), mix.Options{By: mix.Hour, Capacity: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(a.Buckets)
	if want := `[{"bucket":9,"days":1,"offered":1,"taken":2,"best":1},{"bucket":10,"days":1,"offered":1,"taken":1,"best":1}]`; string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if a.Best != 500 || a.Earned != 600 || a.Rows[0].Segment != mix.WalkIn {
		t.Errorf("best %d of %d, first %+v", a.Best, a.Earned, a.Rows[0])
	}
}
