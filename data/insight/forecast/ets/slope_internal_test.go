package ets

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The slope is what small steps of the value say, for every model, with and
// without missing values.
func TestSlope_IsThatOfTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Model{
			Error:  rapid.SampledFrom([]Kind{Additive, Multiplicative}).Draw(t, "error"),
			Trend:  rapid.SampledFrom([]Kind{None, Additive, Damped}).Draw(t, "trend"),
			Season: rapid.SampledFrom([]Kind{None, Additive, Multiplicative}).Draw(t, "season"),
		}
		y := make([]float64, 16)
		for i := range y {
			y[i] = 1 + 0.3*math.Sin(float64(i)*math.Pi/2) + rapid.Float64Range(-0.2, 0.2).Draw(t, "noise")
		}
		if rapid.Bool().Draw(t, "gap") {
			y[7] = math.NaN()
		}
		o := &search{series: newSeries(m, 4, y)}
		at := o.angles(rapid.Float64Range(0.1, 0.8).Draw(t, "alpha"), rapid.Float64Range(0.1, 0.9).Draw(t, "ratio"))
		at = append(at, o.firstStates()...)
		g := make([]float64, len(at))
		o.grad(g, at)
		for i, x := range at {
			const d = 1e-6
			at[i] = x + d
			above := o.value(at)
			at[i] = x - d
			below := o.value(at)
			at[i] = x
			if want := (above - below) / (2 * d); math.Abs(g[i]-want) > 1e-4*(1+math.Abs(want)) {
				t.Fatalf("%v, parameter %d: slope %g, want %g", m, i, g[i], want)
			}
		}
	})
}
