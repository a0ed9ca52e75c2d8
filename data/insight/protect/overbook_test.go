package protect_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/protect"
)

// shows is the chance that exactly k of n show, multiplied out.
func shows(k, n int, p float64) float64 {
	c := 1.0
	for i := range k {
		c = c * float64(n-i) / float64(k-i)
	}
	return c * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
}

func TestOverbookingIsBest(t *testing.T) {
	for _, capacity := range []int{1, 5, 10, 40} {
		for _, show := range []float64{.6, .9, 1} {
			const value, harm = 80, 200
			o, err := protect.OverbookByCost(capacity, show, value, harm)
			if err != nil {
				t.Fatal(err)
			}
			// money left when booked to a limit: used units less harm, and the limit is the best one
			money := func(limit int) float64 {
				sum := 0.0
				for k := range limit + 1 {
					sum += shows(k, limit, show) * (value*float64(min(k, capacity)) - harm*float64(max(0, k-capacity)))
				}
				return sum
			}
			for limit := capacity; limit < 2*capacity+8; limit++ {
				if money(limit) > money(o.Limit)+1e-9 {
					t.Errorf("%d units, %.1f show: %d brings more than %d", capacity, show, limit, o.Limit)
				}
			}
			turned, risk := 0.0, 0.0
			for k := capacity + 1; k <= o.Limit; k++ {
				turned, risk = turned+shows(k, o.Limit, show)*float64(k-capacity), risk+shows(k, o.Limit, show)
			}
			if math.Abs(turned-o.Turned) > 1e-9 || math.Abs(risk-o.Risk) > 1e-9 {
				t.Errorf("%+v, want %f turned away, risk %f", o, turned, risk)
			}
			r, err := protect.OverbookByRisk(capacity, show, .05)
			if err != nil || r.Risk > .05 {
				t.Errorf("%+v %v", r, err)
			}
		}
	}
	if o, err := protect.OverbookByCost(0, .9, 1, 1); err != nil || o.Limit != 0 {
		t.Error(o, err)
	}
	for _, bad := range []struct {
		show        float64
		value, harm crm.Amount
	}{{0, 1, 1}, {1.1, 1, 1}, {math.NaN(), 1, 1}, {.9, 0, 1}, {.9, 1, -1}} {
		if _, err := protect.OverbookByCost(10, bad.show, bad.value, bad.harm); err == nil {
			t.Errorf("%+v taken", bad)
		}
	}
}

func TestUnconstrain_000_26(t *testing.T) {
	worst, naiveBias := 0.0, 0.0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 9))
		var days []protect.Day
		booked := 0.0
		for range 300 { // about 4 in 10 days are sold out
			d := int(math.Round(50 + 12*rng.NormFloat64()))
			days = append(days, protect.Day{Booked: min(d, 53), Full: d > 53})
			booked += float64(min(d, 53)) / 300
		}
		e := protect.Unconstrain(days)
		if len(e.Needs) > 0 || math.Abs(e.SD-12) > 2.5 {
			t.Errorf("seed %d: %+v", seed, e)
		}
		worst, naiveBias = max(worst, math.Abs(e.Mean-50)), naiveBias+(booked-50)/100
	}
	t.Logf("worst error of the mean %.2f; booked alone is %.2f off on average", worst, naiveBias)
	if worst > 2.6 || naiveBias > -2 {
		t.Error("the demand is not found")
	}
}

func TestUnconstrainThinData(t *testing.T) {
	full := protect.Day{Booked: 10, Full: true}
	if e := protect.Unconstrain([]protect.Day{full, full, full}); len(e.Needs) != 2 || e.Mean != 0 {
		t.Errorf("%+v", e)
	}
	same := make([]protect.Day, 9)
	for i := range same {
		same[i].Booked = 7
	}
	if e := protect.Unconstrain(same); e.Mean != 7 || e.SD != 0 {
		t.Errorf("%+v", e)
	}
	same[0] = protect.Day{Booked: 900_000, Full: true}
	if e := protect.Unconstrain(same); math.IsNaN(e.Mean) || math.IsNaN(e.SD) || math.IsInf(e.Mean, 0) {
		t.Errorf("%+v", e)
	}
	if d := protect.FromCounts([]int{3, 4, 5}); d.Law != protect.Poisson || d.Mean != 4 {
		t.Errorf("%+v", d)
	}
	counts := make([]int, 40)
	for i := range counts {
		counts[i] = i % 2 * 2
	}
	if d := protect.FromCounts(counts); d.Law != protect.Empirical || d.Check() != nil {
		t.Errorf("%+v", d)
	}
	for i := range counts {
		counts[i] += 99
	}
	if d := protect.FromCounts(counts); d.Law != protect.Normal || d.Mean != 100 || math.Abs(d.SD-math.Sqrt(40./39)) > 1e-12 {
		t.Errorf("%+v", d)
	}
}
