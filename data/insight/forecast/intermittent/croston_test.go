package intermittent_test

import (
	"math"
	"testing"

	"regulars/data/insight/forecast/intermittent"
	"regulars/data/insight/insighttest"
)

func TestPublishedOneStepForecasts(t *testing.T) {
	const first, mean = intermittent.First, intermittent.Mean
	const plain, sba, sbj = intermittent.Plain, intermittent.SBA, intermittent.SBJ
	one, two := insighttest.Intermittent(t, 1), insighttest.Intermittent(t, 2)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"croston 1 naive", intermittent.Croston(one, .1, first, plain), .55801433},
		{"croston 1 naive, .2", intermittent.Croston(one, .2, first, plain), .25419915},
		{"croston 1 mean", intermittent.Croston(one, .1, mean, plain), .36322633},
		{"sba 1 naive", intermittent.Croston(one, .1, first, sba), .53011362},
		{"sba 1 mean", intermittent.Croston(one, .1, mean, sba), .34506501},
		{"sbj 1 naive", intermittent.Croston(one, .1, first, sbj), .52864516},
		{"sbj 1 mean", intermittent.Croston(one, .1, mean, sbj), .34410915},
		{"tsb 1 mean", intermittent.TSB(one, .1, .1, mean), .22585174},
		{"tsb 1 naive .2 .05", intermittent.TSB(one, .2, .05, first), .21019322},
		{"croston 2 naive", intermittent.Croston(two, .1, first, plain), 1.3625345},
		{"croston 2 mean", intermittent.Croston(two, .1, mean, plain), 1.1545530},
		{"sba 2 naive", intermittent.Croston(two, .1, first, sba), 1.2944078},
		{"sba 2 mean", intermittent.Croston(two, .1, mean, sba), 1.0968253},
		{"tsb 2 mean", intermittent.TSB(two, .1, .1, mean), .75848846},
		{"tsb 2 naive .2 .05", intermittent.TSB(two, .2, .05, first), .77636152},
	} {
		if math.Abs(c.got-c.want) > 1e-6 {
			t.Errorf("%s: %.8f, want %.8f", c.name, c.got, c.want)
		}
	}
}

func TestClassify(t *testing.T) {
	for want, y := range map[intermittent.Pattern][]float64{
		intermittent.Never:        {0, 0, 0},
		intermittent.Smooth:       {4, 5, 4, 5, 0},
		intermittent.Erratic:      {1, 1, 1, 9, 1},
		intermittent.Intermittent: {2, 0, 2, 0, 3, 0},
		intermittent.Lumpy:        {1, 0, 1, 0, 9, 0},
	} {
		if got := intermittent.Classify(y); got != want {
			t.Errorf("%v is %s, want %s", y, got, want)
		}
	}
}

// Every second step 1 or 3, for long: half of the steps stay at zero, three
// quarters at 1 or less.
func TestEstimate_Quantiles(t *testing.T) {
	var y []float64
	for range 60 {
		y = append(y, 1, 0, 3, 0)
	}
	d := intermittent.Estimate(y)
	if math.Abs(d.Mean-1) > 0.2 {
		t.Errorf("mean %g, want about 1", d.Mean)
	}
	for _, c := range []struct{ p, want float64 }{{0, 0}, {.1, 0}, {.4, 0}, {.7, 1}, {.9, 3}, {.975, 3}, {1, 3}} {
		if got := d.Quantile(c.p); got != c.want {
			t.Errorf("quantile %g is %g, want %g", c.p, got, c.want)
		}
	}
	if d := intermittent.Estimate(make([]float64, 5)); d.Mean != 0 || d.Quantile(.99) != 0 {
		t.Errorf("%+v", d)
	}
}

// One demand in twenty steps is not stocked for at 90 %, four of the last
// ten are.
func TestEstimate_RareDemandIsDoubted(t *testing.T) {
	y := make([]float64, 40)
	y[30] = 1
	if q := intermittent.Estimate(y).Quantile(.9); q != 0 {
		t.Errorf("one demand: %g", q)
	}
	y[33], y[36], y[39] = 1, 1, 1
	if q := intermittent.Estimate(y).Quantile(.9); q != 1 {
		t.Errorf("four demands: %g", q)
	}
}
