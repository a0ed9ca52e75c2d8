package mix_test

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/mix"
	"regulars/data/insight/shares"
)

// kind is one kind of customer of a simulated business.
type kind struct {
	name          string
	units, nights int
	arrivals      []float64 // a day, by bucket of its arrival
	price         []float64 // of a unit and night, in minor units, by bucket
	lead          int       // days before
}

// business is one with a known mix; what a unit costs is 1000.
type business struct {
	by     mix.By
	units  int
	kinds  []kind
	spread float64 // of a day's demand, as of the logarithm
	prices float64 // of a price
}

// first is the first day of the year that is asked about, a Monday.
var first = crm.NewDate(2024, 1, 1)

func bucketOf(by mix.By, d crm.Date) int {
	month := int(d.Time().Month())
	switch by {
	case mix.Month:
		return month - 1
	case mix.Season:
		return month % 12 / 3
	}
	return (int(d.Weekday()) + 6) % 7
}

// bookings draws a year of requests: those without room are refused, half of
// them as a turn-away without booking.
func (w business) bookings(seed uint64) *facts.Snapshot {
	r := rand.New(rand.NewPCG(seed, 14))
	free := make([]int, 364)
	for i := range free {
		free[i] = w.units
	}
	b := facts.NewBuilder("EUR")
	b.Put(room(w.units))
	n := uint32(0)
	for day := range free {
		busy := math.Exp(w.spread*r.NormFloat64() - w.spread*w.spread/2)
		for _, k := range w.kinds {
			for range poisson(r, busy*k.arrivals[bucketOf(w.by, first+crm.Date(day))]) {
				n++
				b.Put(w.request(r, k, day, n, free))
			}
		}
	}
	return b.Snapshot(1)
}

func (w business) request(r *rand.Rand, k kind, day int, n uint32, free []int) crm.Record {
	start := first + crm.Date(day)
	id := crm.ID{3}
	binary.BigEndian.PutUint32(id[1:], n)
	price := k.price[bucketOf(w.by, start)] * math.Exp(w.prices*r.NormFloat64()-w.prices*w.prices/2)
	left := free[day:min(day+k.nights, len(free))]
	if slices.Min(left) < k.units && n%2 == 0 {
		return &crm.TurnAway{Meta: crm.Meta{ID: id}, Resource: rooms, Day: start, Nights: k.nights, Units: k.units, AskedOn: start - crm.Date(k.lead), Segment: k.name}
	}
	b := &crm.Booking{Meta: crm.Meta{ID: id}, Resource: rooms, Start: start, End: start + crm.Date(k.nights), Units: k.units,
		Net: crm.Amount(math.Round(price * float64(k.units*k.nights))), Status: crm.BookingSeated, BookedOn: start - crm.Date(k.lead), Segment: k.name}
	if slices.Min(left) < k.units {
		b.Status = crm.BookingRefused
		return b
	}
	for i := range left {
		left[i] -= k.units
	}
	return b
}

func poisson(r *rand.Rand, mean float64) (n int) {
	limit, p := math.Exp(-mean), r.Float64()
	for p > limit {
		p *= r.Float64()
		n++
	}
	return n
}

// truth is what one kind asks for on a day of a bucket, and leaves a unit:
// guests of several nights lie in the buckets of all of them.
func (w business) truth(k kind, bucket int) (perDay, each float64) {
	days := 0.0
	for day := k.nights - 1; day < 364; day++ {
		if bucketOf(w.by, first+crm.Date(day)) != bucket {
			continue
		}
		days++
		for n := range k.nights {
			arrived := bucketOf(w.by, first+crm.Date(day-n))
			perDay += float64(k.units) * k.arrivals[arrived]
			each += float64(k.units) * k.arrivals[arrived] * (k.price[arrived] - 1000)
		}
	}
	return perDay / days, each / perDay
}

// recovered tells which of the three the answer holds in all its intervals.
func (w business) recovered(a *mix.Answer) (share, perDay, each bool) {
	share, perDay, each = true, true, true
	totals := map[int]float64{}
	for _, k := range w.kinds {
		for b := range k.arrivals {
			day, _ := w.truth(k, b)
			totals[b] += day
		}
	}
	rows := 0
	for _, r := range a.Rows {
		at := slices.IndexFunc(w.kinds, func(k kind) bool { return k.name == r.Segment })
		day, worth := w.truth(w.kinds[at], r.Bucket)
		share = share && within(r.Share, day/totals[r.Bucket])
		perDay = perDay && within(r.PerDay, day)
		each = each && r.PerUnitLow != nil && float64(*r.PerUnitLow) <= worth && worth <= float64(*r.PerUnitHigh)
		rows++
	}
	all := rows == len(totals)*len(w.kinds)
	return share && all, perDay && all, each && all
}

func within(e shares.Estimate, v float64) bool { return e.Known() && *e.Low <= v && v <= *e.High }

var hotel = business{by: mix.Weekday, units: 16, spread: 0.15, prices: 0.2, kinds: []kind{
	{"Business", 1, 1, []float64{5, 6, 6, 5, 2, 1, 2}, []float64{9500, 9500, 9900, 9500, 8000, 7000, 7500}, 4},
	{"Family", 1, 2, []float64{1, 1, 1, 2, 4, 4, 1}, flat(7, 8000), 30},
	{"Group", 4, 1, []float64{0.3, 0.3, 0.3, 0.3, 0.8, 1, 0.5}, flat(7, 5500), 90},
}}

var resort = business{by: mix.Month, units: 14, spread: 0.2, prices: 0.2, kinds: []kind{
	{"Family", 1, 1, []float64{2, 2, 3, 4, 5, 7, 9, 9, 5, 3, 2, 4}, []float64{7000, 7000, 7500, 8000, 8500, 9900, 12000, 12000, 9000, 8000, 7000, 9000}, 30},
	{"Walker", 1, 1, []float64{1, 1, 2, 5, 6, 4, 2, 2, 6, 6, 2, 1}, flat(12, 6500), 8},
	{"Club", 3, 1, []float64{1, 1, 1, .5, .5, .3, .3, .3, .5, .5, 1, .7}, flat(12, 4800), 60},
}}

// alike is a hotel whose days differ in how many come, and not in who.
var alike = business{by: mix.Weekday, units: 16, spread: 0.2, prices: 0.2, kinds: []kind{
	{"Business", 1, 1, []float64{3, 3, 3, 3, 6, 7, 4}, flat(7, 9500), 4},
	{"Family", 1, 1, []float64{2, 2, 2, 2, 4, 14. / 3, 8. / 3}, flat(7, 8000), 30},
	{"Group", 4, 1, []float64{.3, .3, .3, .3, .6, .7, .4}, flat(7, 5500), 90},
}}

func flat(n int, v float64) []float64 { return slices.Repeat([]float64{v}, n) }

// A known mix is found again: in 90 of 100 years every share, every demand
// (with those turned away) and every contribution a unit lies in its interval.
func TestMix_000_14_KnownMixIsRecovered(t *testing.T) {
	insighttest.Long(t)
	for name, w := range map[string]business{"weekdays": hotel, "months": resort} {
		var share, perDay, each, all, differs int
		for seed := range uint64(100) {
			a, err := mix.Ask(t.Context(), w.bookings(seed), mix.Options{AsOf: first + 363, By: w.by})
			if err != nil {
				t.Fatal(err)
			}
			s, d, e := w.recovered(a)
			share, perDay, each, all = share+one(s), perDay+one(d), each+one(e), all+one(s && d && e)
			differs += one(a.Sure.Differs)
			if seed == 0 {
				for _, r := range a.Rows[:6] {
					t.Logf("%d %-8s share %.3f (%.3f-%.3f) a day %.2f (%.2f-%.2f) each %d (%d-%d)", r.Bucket, r.Segment, r.Share.Value, *r.Share.Low, *r.Share.High, r.PerDay.Value, *r.PerDay.Low, *r.PerDay.High, r.PerUnit, *r.PerUnitLow, *r.PerUnitHigh)
				}
			}
		}
		t.Logf("%s: shares %d, demand %d, contribution %d, all of them %d, said to differ %d of 100", name, share, perDay, each, all, differs)
		if all < 90 || differs < 90 {
			t.Errorf("%s: recovered in %d, said to differ in %d of 100 years", name, all, differs)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Days on which the same kinds come in the same shares are said to be alike,
// also where some days are busier.
func TestMix_000_14_NoDifferenceOnNoise(t *testing.T) {
	insighttest.Long(t)
	for _, by := range []mix.By{mix.Weekday, mix.Month} {
		quiet, small := 0, 0
		for seed := range uint64(100) {
			a, err := mix.Ask(t.Context(), alike.bookings(1000+seed), mix.Options{AsOf: first + 363, By: by})
			if err != nil {
				t.Fatal(err)
			}
			quiet += one(a.Sure.P != nil && !a.Sure.Differs)
			small += one(a.Sure.P != nil && *a.Sure.P < 0.1)
		}
		t.Logf("by %s: alike in %d, a chance below 0.1 in %d of 100", by, quiet, small)
		if quiet < 95 || small > 20 {
			t.Errorf("by %s: alike in %d, a chance below 0.1 in %d of 100 years", by, quiet, small)
		}
	}
}
