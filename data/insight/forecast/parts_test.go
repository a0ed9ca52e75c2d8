package forecast_test

import (
	"fmt"
	"slices"
	"testing"

	"regulars/data/insight/forecast"
	"regulars/data/insight/forecast/intermittent"
	"regulars/data/insight/insighttest"
)

const held = 6

// pinball is the loss of stocking q when v is wanted and one of ten may be missed.
func pinball(v, q float64) float64 { return max(0.9*(v-q), 0.1*(q-v)) }

func wholeParts(t *testing.T) (known, future [][]float64) {
	for _, y := range insighttest.CarParts(t) {
		if !slices.ContainsFunc(y, func(v float64) bool { return v != v }) {
			known, future = append(known, y[:len(y)-held]), append(future, y[len(y)-held:])
		}
	}
	return known, future
}

// Six months of car parts held out: nearly no bias, and a smaller loss at the
// quantile a stock is set by than any single method, also where a season of
// twelve months is looked for.
func TestForecast_CarParts(t *testing.T) {
	known, future := wholeParts(t)
	for _, freq := range []int{1, 12} {
		t.Run(fmt.Sprint("season of ", freq), func(t *testing.T) { carParts(t, known, future, freq) })
	}
}

func carParts(t *testing.T, known, future [][]float64, freq int) {
	var series []forecast.Series
	for _, y := range known {
		series = append(series, forecast.Series{Values: y, Freq: freq})
	}
	results, err := forecast.Many(t.Context(), series, forecast.Options{Horizon: held}, nil)
	if err != nil {
		t.Fatal(err)
	}
	bias, loss, n := 0.0, 0.0, 0.0
	for i, r := range results {
		for j, p := range r.Points {
			bias, loss, n = bias+future[i][j]-p.Mean, loss+pinball(future[i][j], p.Hi80), n+1
		}
	}
	bias, loss = bias/n, loss/n
	t.Logf("%d parts: bias %+.4f, pinball loss %.5f", len(known), bias, loss)
	if bias < -.12 || bias > .12 {
		t.Errorf("bias %.4f", bias)
	}
	for _, m := range singles() {
		other, far := 0.0, 0.0
		for i, y := range known {
			q := m.of(y)
			for _, v := range future[i] {
				other, far = other+pinball(v, q)/n, far+(v-q)/n
			}
		}
		t.Logf("  %-8s bias %+.4f, pinball loss %.5f", m.name, far, other)
		if loss >= other {
			t.Errorf("loss %.5f is not below %.5f of %s", loss, other, m.name)
		}
	}
}

type single struct {
	name string
	of   func(y []float64) float64
}

func singles() []single {
	return []single{
		{"zero", func([]float64) float64 { return 0 }},
		{"naive", func(y []float64) float64 { return y[len(y)-1] }},
		{"mean", func(y []float64) float64 {
			sum := 0.0
			for _, v := range y {
				sum += v
			}
			return sum / float64(len(y))
		}},
		{"TSB", func(y []float64) float64 { return intermittent.TSB(y, .1, .1, intermittent.Mean) }},
		{"Croston", func(y []float64) float64 { return intermittent.Croston(y, .1, intermittent.Mean, intermittent.Plain) }},
		{"SBA", func(y []float64) float64 { return intermittent.Croston(y, .1, intermittent.Mean, intermittent.SBA) }},
	}
}
