package ets_test

import (
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
