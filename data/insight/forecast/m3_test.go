package forecast_test

import (
	"math"
	"testing"

	"regulars/data/insight/forecast"
	"regulars/data/insight/insighttest"
)

// score adds up how forecasts met what came.
type score struct {
	series, steps, mase, smape, in80, in95 float64
}

func (s *score) add(c insighttest.Competition, points []forecast.Point) {
	scale, h := 0.0, float64(len(points))
	for t := c.Freq; t < len(c.Known); t++ {
		scale += math.Abs(c.Known[t]-c.Known[t-c.Freq]) / float64(len(c.Known)-c.Freq)
	}
	s.series++
	for i, p := range points {
		v := c.Future[i]
		miss := math.Abs(v - p.Mean)
		s.steps++
		s.mase += miss / scale / h
		s.smape += 200 * miss / (math.Abs(v) + math.Abs(p.Mean)) / h
		if p.Lo80 <= v && v <= p.Hi80 {
			s.in80++
		}
		if p.Lo95 <= v && v <= p.Hi95 {
			s.in95++
		}
	}
}

func (s *score) log(t *testing.T, name string) {
	t.Logf("%-9s %3.0f series: MASE %.4f, sMAPE %.2f, coverage %.3f and %.3f", name,
		s.series, s.mase/s.series, s.smape/s.series, s.in80/s.steps, s.in95/s.steps)
}

// One run over the competition's series: at least as near as the best of the
// published methods at each frequency, and intervals that hold what they say.
func TestForecast_M3(t *testing.T) {
	cases, all := insighttest.M3(t), score{}
	if len(cases) != 522 {
		t.Fatalf("%d series, want 522", len(cases))
	}
	for _, f := range []struct {
		name string
		freq int
		best float64
	}{{"monthly", 12, .826}, {"quarterly", 4, 1.151}, {"yearly", 1, 2.862}} {
		one := score{}
		for c, r := range run(t, cases, f.freq) {
			one.add(c, r.Points)
			all.add(c, r.Points)
		}
		one.log(t, f.name)
		if mase := one.mase / one.series; mase > f.best {
			t.Errorf("%s: mean MASE %.4f, want at most %.3f", f.name, mase, f.best)
		}
		one.covers(t, f.name)
	}
	all.log(t, "all")
	all.covers(t, "all")
}

func (s *score) covers(t *testing.T, name string) {
	if in := s.in80 / s.steps; in < .75 || in > .85 {
		t.Errorf("%s: 80 %% intervals hold %.3f", name, in)
	}
	if in := s.in95 / s.steps; in < .92 || in > .98 {
		t.Errorf("%s: 95 %% intervals hold %.3f", name, in)
	}
}

// run yields the forecasts of the series of one frequency.
func run(t *testing.T, cases []insighttest.Competition, freq int) func(func(insighttest.Competition, forecast.Result) bool) {
	var some []insighttest.Competition
	var series []forecast.Series
	for _, c := range cases {
		if c.Freq == freq {
			some = append(some, c)
			series = append(series, forecast.Series{Values: c.Known, Freq: freq})
		}
	}
	results, err := forecast.Many(t.Context(), series, forecast.Options{Horizon: len(some[0].Future)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(insighttest.Competition, forecast.Result) bool) {
		for i, r := range results {
			if !yield(some[i], r) {
				return
			}
		}
	}
}
