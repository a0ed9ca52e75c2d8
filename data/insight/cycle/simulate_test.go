package cycle

import (
	"math"
	"math/rand/v2"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
)

// truth is a shop with known cycles.
type truth struct {
	days    int
	perDay  float64 // purchases
	week    [7]float64
	months  [12]float64
	other   float64 // period in days, 0: none
	height  float64
	hours   []float64 // from 9 o'clock on
	growth  float64   // a year
	spread  float64   // of the money of a day
	closedM bool      // Mondays
}

var flat = [7]float64{1, 1, 1, 1, 1, 1, 1}

// simulate draws the days of a shop.
func (w truth) simulate(seed uint64) *Series {
	r := rand.New(rand.NewPCG(seed, 16))
	first := crm.NewDate(2022, 1, 3) // a Monday
	x := &Series{Days: make([]Day, w.days)}
	for i := range x.Days {
		d := first + crm.Date(i)
		x.Days[i] = Day{Date: d, State: Traded}
		day := &x.Days[i]
		if w.closedM && weekday(d) == 0 {
			day.State = Closed
			continue
		}
		mean := w.perDay * w.week[weekday(d)] * (1 + w.growth*float64(i)/365)
		if w.months[0] > 0 {
			mean *= w.months[d.Time().Month()-1]
		}
		if w.other > 0 {
			mean *= 1 + w.height*math.Cos(2*math.Pi*float64(i)/w.other)
		}
		mean *= math.Exp(w.spread*r.NormFloat64() - w.spread*w.spread/2)
		if len(w.hours) == 0 {
			day.Count = poisson(r, mean)
			day.Value = float64(day.Count)
			continue
		}
		day.Hours = &[24]float64{}
		for h, share := range w.hours {
			n := poisson(r, mean*share/float64(len(w.hours)))
			day.Hours[9+h] = float64(n)
			day.Count += n
		}
		day.Value = float64(day.Count)
		x.Timed += day.Count
	}
	return x
}

func poisson(r *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	limit, p, n := math.Exp(-mean), r.Float64(), 0
	for p > limit {
		p *= r.Float64()
		n++
	}
	return n
}

func find(rows []Row, k Kind) Row {
	for _, r := range rows {
		if r.Cycle == k {
			return r
		}
	}
	return Row{}
}

// within reports whether the cycle was found with every true index, brought
// to a mean of one, in its interval.
func within(r Row, want []float64) bool {
	mean := average(want)
	for i, v := range want {
		if x := r.Indices[i]; x.Low == nil || v/mean < *x.Low || v/mean > *x.High {
			return false
		}
	}
	return true
}

func TestCycles_000_16_KnownOnesAreFound(t *testing.T) {
	insighttest.Long(t)
	week := [7]float64{0.6, 0.8, 0.9, 1, 1.3, 1.5, 0.9}
	year := [12]float64{0.7, 0.75, 0.9, 1, 1.05, 1.1, 1.2, 1.25, 1, 0.95, 0.9, 1.3}
	day := []float64{0.5, 0.8, 1.2, 1.6, 1.3, 0.9, 0.8, 0.9}
	for _, c := range []struct {
		name string
		shop truth
		kind Kind
		want []float64
	}{
		{"weekday", truth{days: 371, perDay: 12, week: week, spread: 0.1}, Weekday, week[:]},
		{"weekday of a small shop", truth{days: 731, perDay: 2, week: week}, Weekday, week[:]},
		{"weekday with growth", truth{days: 731, perDay: 12, week: week, growth: 0.5}, Weekday, week[:]},
		{"month", truth{days: 4*365 + 1, perDay: 20, week: week, months: year, growth: 0.1, spread: 0.1}, Month, year[:]},
		{"hour", truth{days: 140, perDay: 16, week: week, hours: day}, Hour, day},
	} {
		found, covered := 0, 0
		for seed := range uint64(100) {
			r := find(c.shop.simulate(seed).Cycles(), c.kind)
			if r.Found {
				found++
			}
			if r.Found && within(r, c.want) {
				covered++
			}
		}
		t.Logf("%s: found %d, all indices within their intervals %d of 100", c.name, found, covered)
		if covered < 90 {
			t.Errorf("%s: recovered in %d of 100 seeds (found in %d)", c.name, covered, found)
		}
	}
}

func TestCycles_000_16_AnUnnamedPeriodIsFound(t *testing.T) {
	found := 0
	for seed := range uint64(100) {
		r := find(truth{days: 550, perDay: 25, week: [7]float64{0.8, 0.8, 0.9, 1, 1.3, 1.3, 0.9}, other: 14.77, height: 0.4}.simulate(seed).Cycles(), Other)
		if r.Found && math.Abs(r.Period-14.77) < 0.15 {
			found++
		}
	}
	t.Logf("tides found in %d of 100", found)
	if found < 90 {
		t.Errorf("the tides were found in %d of 100 seeds", found)
	}
}

func TestCycles_B11_NoneOnNoise(t *testing.T) {
	insighttest.Long(t)
	hours := []float64{1, 1, 1, 1, 1, 1}
	for _, c := range []struct {
		name string
		shop truth
	}{
		{"three weeks", truth{days: 21, perDay: 10, week: flat, hours: hours}},
		{"half a year", truth{days: 180, perDay: 10, week: flat, hours: hours, spread: 0.3}},
		{"two years", truth{days: 731, perDay: 10, week: flat}},
		{"two years, few sales", truth{days: 731, perDay: 0.7, week: flat, hours: hours}},
		{"four years, growing", truth{days: 1461, perDay: 10, week: flat, growth: 0.3, spread: 0.5}},
		{"closed on Mondays", truth{days: 600, perDay: 10, week: flat, spread: 0.2, closedM: true}},
	} {
		quiet, by := 0, map[Kind]int{}
		for seed := range uint64(100) {
			any := false
			for _, r := range c.shop.simulate(1000 + seed).Cycles() {
				any = any || r.Found
				if r.Found {
					by[r.Cycle]++
				}
			}
			if !any {
				quiet++
			}
		}
		t.Logf("%s: no cycle in %d of 100, found %v", c.name, quiet, by)
		if quiet < 95 {
			t.Errorf("%s: no cycle in %d of 100 seeds, found %v", c.name, quiet, by)
		}
	}
}
