package ets_test

import (
	"errors"
	"math"
	"testing"

	"regulars/data/insight/forecast/ets"
	"regulars/data/insight/insighttest"
)

const (
	n = ets.None
	a = ets.Additive
	d = ets.Damped
	m = ets.Multiplicative
)

// The published log-likelihoods of R leave constants out; this puts them in.
func full(r float64, count int) float64 {
	k := float64(count)
	return r + k/2*(math.Log(k)-math.Log(2*math.Pi)-1)
}

func TestEstimate_AirPassengersReachesPublishedLikelihoods(t *testing.T) {
	y := insighttest.Classic(t, "AirPassengers")
	for _, c := range []struct {
		model ets.Model
		want  float64
	}{
		{ets.Model{Error: a, Trend: n, Season: n}, max(full(-863.89338, 144), -710.39396)},
		{ets.Model{Error: a, Trend: a, Season: n}, full(-863.6473, 144)},
		{ets.Model{Error: a, Trend: a, Season: a}, max(full(-765.93585, 144), -564.98378)},
		{ets.Model{Error: a, Trend: d, Season: a}, full(-767.61545, 144)},
		{ets.Model{Error: m, Trend: a, Season: m}, -522.48993},
		{ets.Model{Error: m, Trend: d, Season: m}, max(full(-679.58322, 144), -525.61711)},
		{ets.Model{Error: m, Trend: a, Season: a}, full(-768.23341, 144)},
		{ets.Model{Error: m, Trend: n, Season: m}, full(-715.6572, 144)},
		{ets.Model{Error: a, Trend: n, Season: a}, full(-767.42954, 144)},
	} {
		f, err := ets.Estimate(y, 12, c.model)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%v llf %.5f (wanted at least %.5f) AICc %.4f %+v", c.model, f.LogLik, c.want, f.AICc, f.Weights)
		if f.LogLik < c.want-1e-3 {
			t.Errorf("%v: llf %.5f, want at least %.5f", c.model, f.LogLik, c.want)
		}
	}
}

func BenchmarkEstimate(b *testing.B) {
	y := insighttest.Classic(b, "AirPassengers")
	for _, model := range []ets.Model{{Error: a}, {Error: m, Trend: d, Season: m}, {Error: a, Trend: d, Season: a}} {
		b.Run(model.String(), func(b *testing.B) {
			for b.Loop() {
				ets.Estimate(y, 12, model)
			}
		})
	}
}

func TestEstimate_Criteria(t *testing.T) {
	y := insighttest.Classic(t, "AirPassengers")
	f, err := ets.Estimate(y, 12, ets.Model{Error: m, Trend: d, Season: m})
	if err != nil {
		t.Fatal(err)
	}
	// R counts 18 parameters: AIC 1395.1664 and AICc 1400.6384 at -679.58322.
	if k := f.Parameters(12); k != 18 {
		t.Errorf("%d parameters, want 18", k)
	}
	if want := -2*f.LogLik + 1400.6384 - 2*679.58322; math.Abs(f.AICc-want) > 1e-3 {
		t.Errorf("AICc %.4f, want %.4f", f.AICc, want)
	}
	chosen, err := ets.Choose(y, 12)
	if err != nil || chosen.Model.String() != "ETS(M,Ad,M)" {
		t.Errorf("chose %v, %v", chosen, err)
	}
	sum := 0.0
	for _, s := range f.Last.Seasons {
		sum += s
	}
	if math.Abs(sum-12) > 1e-9 {
		t.Errorf("seasons add up to %g", sum)
	}
}

// Simple smoothing spreads as sigma sqrt(1+(h-1)alpha^2), a random walk as
// sigma sqrt(h) (Hyndman et al. 2008, table 6.1).
func TestSpread_SimpleSmoothing(t *testing.T) {
	f, err := ets.Estimate(insighttest.Classic(t, "Nile"), 1, ets.Model{Error: a})
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range f.Spread(10) {
		if want := math.Sqrt(f.Sigma2 * (1 + float64(i)*f.Alpha*f.Alpha)); math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d: %g, want %g", i+1, got, want)
		}
	}
	// The trend adds beta times the steps since the error.
	f.Trend, f.Beta, f.Phi = a, 0.1, 1
	want := 1.0
	for j := 1.0; j < 4; j++ {
		want += (f.Alpha + f.Beta*j) * (f.Alpha + f.Beta*j)
	}
	if got := f.Spread(4)[3]; math.Abs(got-math.Sqrt(f.Sigma2*want)) > 1e-9 {
		t.Errorf("%g, want %g", got, math.Sqrt(f.Sigma2*want))
	}
}

func TestEstimate_Refuses(t *testing.T) {
	positive, mixed := []float64{1, 2, 3, 4, 3, 2, 3, 4}, []float64{1, 2, 0, 4, 3, 2, 3, 4}
	for _, c := range []struct {
		y      []float64
		period int
		model  ets.Model
	}{
		{mixed, 4, ets.Model{Error: m}},
		{mixed, 4, ets.Model{Error: a, Season: m}},
		{positive, 5, ets.Model{Error: a, Season: a}},
		{positive[:2], 1, ets.Model{Error: a}},
		{positive, 1, ets.Model{Error: n}},
		{append([]float64{math.Inf(1)}, positive...), 1, ets.Model{Error: a}},
	} {
		if _, err := ets.Estimate(c.y, c.period, c.model); !errors.Is(err, ets.ErrUnfit) {
			t.Errorf("%v of %v: %v", c.model, c.y, err)
		}
	}
}
