package forecast_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight/forecast"
	"regulars/data/insight/insighttest"
)

var nan = math.NaN()

func ask(t interface {
	Helper()
	Fatal(...any)
}, s forecast.Series, horizon int) forecast.Result {
	t.Helper()
	r, err := forecast.Forecast(context.Background(), s, forecast.Options{Horizon: horizon})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func needs(r forecast.Result) (codes []string) {
	for _, n := range r.Needs {
		codes = append(codes, n.Code)
	}
	return codes
}

// drawSeries makes anything a shop may have: level, trend, season, noise,
// zeros, gaps, a giant, negative values now and then.
func drawSeries(t *rapid.T) forecast.Series {
	n := rapid.IntRange(0, 60).Draw(t, "n")
	freq := rapid.SampledFrom([]int{1, 4, 7, 12}).Draw(t, "freq")
	kind := rapid.SampledFrom([]string{"smooth", "whole", "rare", "wild"}).Draw(t, "kind")
	y := make([]float64, n)
	for i := range y {
		switch kind {
		case "smooth":
			y[i] = 100 + float64(i) + 30*math.Sin(2*math.Pi*float64(i)/float64(freq)) + rapid.Float64Range(-10, 10).Draw(t, "noise")
		case "whole":
			y[i] = float64(rapid.IntRange(0, 20).Draw(t, "v"))
		case "rare":
			y[i] = float64(max(0, rapid.IntRange(-8, 3).Draw(t, "v")))
		case "wild":
			y[i] = rapid.SampledFrom([]float64{0, 1, -3, 1e-300, 1e9, 1e300, nan, 5, 5, 5}).Draw(t, "v")
		}
	}
	return forecast.Series{Values: y, Freq: freq}
}

func TestForecast_IsAlwaysFiniteNestedAndComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t)
		h := rapid.IntRange(1, 20).Draw(t, "horizon")
		r := ask(t, s, h)
		if r.Method == forecast.Nothing && len(r.Points) == 0 && len(r.Needs) > 0 {
			return
		}
		if len(r.Points) != h {
			t.Fatalf("%d points of %d by %s", len(r.Points), h, r.Method)
		}
		for _, v := range []float64{r.MASE, r.Relative, r.Cover80, r.Cover95} {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Fatalf("%+v", r.BackTest)
			}
		}
		floor := !slices.ContainsFunc(s.Values, func(v float64) bool { return v < 0 })
		for i, p := range append(slices.Clone(r.Points), r.Naive...) {
			checkPoint(t, p, i%h+1, floor, r.Method)
		}
		if r.Origins > 0 && !r.BeatsNaive && !slices.Contains(needs(r), forecast.NeedBetter) {
			t.Fatal("not said that the naive is as good")
		}
	})
}

func checkPoint(t *rapid.T, p forecast.Point, step int, floor bool, method string) {
	ordered := p.Lo95 <= p.Lo80 && p.Lo80 <= p.Hi80 && p.Hi80 <= p.Hi95
	between := p.Lo80 <= p.Mean && p.Mean <= p.Hi80 || method == forecast.Rare
	if p.Step != step || !ordered || !between || floor && p.Lo95 < 0 || math.IsNaN(p.Mean) || math.IsInf(p.Lo95, 0) || math.IsInf(p.Hi95, 0) {
		t.Fatalf("step %d by %s: %+v", step, method, p)
	}
}

// Cents or euros, grams or kilograms: the forecast is the same.
func TestForecast_ScaleIsOfNoAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t)
		for _, v := range s.Values {
			if v > 1e200 || v > 0 && v < 1e-200 {
				t.Skip("no room to scale")
			}
		}
		const by = 1 << 20
		large := forecast.Series{Values: slices.Clone(s.Values), Freq: s.Freq}
		for i := range large.Values {
			large.Values[i] *= by
		}
		a, b := ask(t, s, 6), ask(t, large, 6)
		if a.Method != b.Method || a.BackTest != b.BackTest {
			t.Fatalf("%+v\n%+v", a, b)
		}
		for i, p := range a.Points {
			if p.Mean*by != b.Points[i].Mean || p.Hi95*by != b.Points[i].Hi95 {
				t.Fatalf("%+v\n%+v", p, b.Points[i])
			}
		}
	})
}

// A thousand more in every step is a thousand more to come, where nothing
// about the values' size decides: with values on both sides of zero.
func TestForecast_LevelIsOfNoAccountBelowZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := forecast.Series{Freq: 4}
		by := rapid.Float64Range(-5, 5).Draw(t, "by")
		moved := forecast.Series{Freq: 4}
		for i := range rapid.IntRange(8, 15).Draw(t, "n") {
			v := -40 + float64(i%4)*5 + rapid.Float64Range(-10, 10).Draw(t, "noise")
			s.Values, moved.Values = append(s.Values, v), append(moved.Values, v+by)
		}
		a, b := ask(t, s, 4), ask(t, moved, 4)
		if a.Method != b.Method {
			t.Skip("two methods nearly alike")
		}
		for i, p := range a.Points {
			if q := b.Points[i]; math.Abs(p.Mean+by-q.Mean) > 0.5 {
				t.Fatalf("by %g: %+v\n%+v", by, p, q)
			}
		}
	})
}

func TestMany_OrderOfSeriesIsOfNoAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := make([]forecast.Series, rapid.IntRange(0, 6).Draw(t, "series"))
		for i := range all {
			all[i] = drawSeries(t)
		}
		mixed := rapid.Permutation(indices(len(all))).Draw(t, "order")
		shuffled := make([]forecast.Series, len(all))
		for i, at := range mixed {
			shuffled[i] = all[at]
		}
		told := 0
		o := forecast.Options{Horizon: 5}
		a, err := forecast.Many(context.Background(), all, o, func(done, of int) {
			if told++; done != told || of != len(all) {
				t.Fatalf("%d of %d, told the %dth time", done, of, told)
			}
		})
		b, err2 := forecast.Many(context.Background(), shuffled, o, nil)
		if err != nil || err2 != nil || told != len(all) {
			t.Fatal(err, err2, told)
		}
		for i, at := range mixed {
			if !slices.Equal(b[i].Points, a[at].Points) || b[i].Method != a[at].Method {
				t.Fatalf("series %d", at)
			}
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestMany_EndsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	all := make([]forecast.Series, 50)
	for i := range all {
		all[i] = forecast.Series{Values: insighttest.Classic(t, "USAccDeaths"), Freq: 12}
	}
	_, err := forecast.Many(ctx, all, forecast.Options{Horizon: 6}, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestForecast_ThinAndOddData(t *testing.T) {
	year := func(values ...float64) (y []float64) {
		for range 4 {
			y = append(y, values...)
		}
		return y
	}
	swing := year(10, 12, 15, 20, 26, 30, 31, 28, 22, 16, 12, 10)
	giant := slices.Clone(swing)
	giant[47] = 4000
	gap := slices.Clone(swing)
	for i := 12; i < 24; i++ {
		gap[i] = nan
	}
	once := make([]float64, 30)
	once[20] = 500
	for _, c := range []struct {
		name   string
		s      forecast.Series
		method string
		need   string
		low    float64 // of the first mean
		high   float64
	}{
		{"nothing", forecast.Series{Freq: 12}, forecast.Nothing, forecast.NeedValues, 0, 0},
		{"one value", forecast.Series{Values: []float64{3}, Freq: 12}, forecast.Nothing, forecast.NeedValues, 0, 0},
		{"only gaps", forecast.Series{Values: []float64{nan, nan}, Freq: 1}, forecast.Nothing, forecast.NeedValues, 0, 0},
		{"two weeks", forecast.Series{Values: []float64{20, 24}, Freq: 52}, forecast.Mean, forecast.NeedValues, 20, 24},
		{"seven rising", forecast.Series{Values: []float64{1, 2, 3, 4, 5, 6, 7}, Freq: 1}, forecast.Naive, forecast.NeedValues, 7, 7},
		{"all zero", forecast.Series{Values: make([]float64, 30), Freq: 12}, forecast.Mean, forecast.NeedSold, 0, 0},
		{"constant", forecast.Series{Values: year(5, 5, 5), Freq: 12}, forecast.Mean, forecast.NeedChange, 5, 5},
		{"a year and a half", forecast.Series{Values: swing[:18], Freq: 12}, "", forecast.NeedSeasons, 20, 40},
		{"one giant order", forecast.Series{Values: giant, Freq: 12}, "", forecast.NeedOdd, 8, 13},
		{"one giant among zeros", forecast.Series{Values: once, Freq: 12}, forecast.Rare, "", 0, 30},
		{"a year's gap", forecast.Series{Values: gap, Freq: 12}, "", forecast.NeedGaps, 8, 13},
	} {
		r := ask(t, c.s, 12)
		if c.method != "" && r.Method != c.method || c.need != "" && !slices.Contains(needs(r), c.need) {
			t.Errorf("%s: %s, needs %v", c.name, r.Method, r.Needs)
		}
		if len(r.Points) > 0 && (r.Points[0].Mean < c.low || r.Points[0].Mean > c.high) || c.method != forecast.Nothing && len(r.Points) != 12 {
			t.Errorf("%s: %+v", c.name, r.Points)
		}
	}
}

// Values not known at the end are past when they are forecast.
func TestForecast_GapAtTheEndIsNotCountedAsAhead(t *testing.T) {
	y := insighttest.Classic(t, "USAccDeaths")
	late := ask(t, forecast.Series{Values: append(slices.Clone(y), nan, nan), Freq: 12}, 4)
	plain := ask(t, forecast.Series{Values: y, Freq: 12}, 6)
	for i, p := range late.Points {
		p.Step += 2
		if p.Mean != plain.Points[i+2].Mean || p.Step != plain.Points[i+2].Step {
			t.Errorf("%+v, want %+v", p, plain.Points[i+2])
		}
	}
}

// A shop that sells ten a day open sells twice as much in twice the days.
func TestForecast_OpenDays(t *testing.T) {
	open := []float64{20, 25, 22, 0, 24, 26, 21, 23, 20, 25, 10, 20, 0}
	s := forecast.Series{Freq: 1, Open: open}
	for i, days := range open[:10] {
		s.Values = append(s.Values, days*(10+float64(i%2)/100))
	}
	r := ask(t, s, 3)
	for i, want := range []float64{100, 200, 0} {
		if math.Abs(r.Points[i].Mean-want) > want/100 {
			t.Errorf("%+v, want about %g", r.Points[i], want)
		}
	}
}

func TestForecast_RefusesSenselessCalls(t *testing.T) {
	y := []float64{1, 2, 3}
	for _, c := range []struct {
		s    forecast.Series
		h    int
		want error
	}{
		{forecast.Series{Values: y, Freq: 1}, 0, forecast.ErrHorizon},
		{forecast.Series{Values: y, Freq: 1}, forecast.MaxHorizon + 1, forecast.ErrHorizon},
		{forecast.Series{Values: y}, 1, forecast.ErrFreq},
		{forecast.Series{Values: []float64{1, math.Inf(1)}, Freq: 1}, 1, forecast.ErrValue},
		{forecast.Series{Values: y, Freq: 1, Open: y}, 1, forecast.ErrOpen},
		{forecast.Series{Values: y, Freq: 1, Open: []float64{1, -1, 1, 1}}, 1, forecast.ErrOpen},
	} {
		if _, err := forecast.Forecast(t.Context(), c.s, forecast.Options{Horizon: c.h}); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
		if _, err := forecast.Many(t.Context(), []forecast.Series{c.s}, forecast.Options{Horizon: c.h}, nil); !errors.Is(err, c.want) {
			t.Errorf("%+v among many: %v", c, err)
		}
	}
}

func BenchmarkForecast_OneMonthlySeries(b *testing.B) {
	s := forecast.Series{Values: insighttest.Classic(b, "AirPassengers"), Freq: 12}
	for b.Loop() {
		if _, err := forecast.Forecast(b.Context(), s, forecast.Options{Horizon: 12}); err != nil {
			b.Fatal(err)
		}
	}
}

// 200 products of five to twelve years: seasonal with noise, one of four
// mostly zero.
func BenchmarkMany_200Products(b *testing.B) {
	air := insighttest.Classic(b, "AirPassengers")
	var all []forecast.Series
	for i := range 200 {
		y := make([]float64, 60+i%85)
		for t := range y {
			y[t] = air[t] + float64((t*7919+i*104729)%97)
			if i%4 == 0 && (t*31+i)%5 > 0 {
				y[t] = 0
			}
		}
		all = append(all, forecast.Series{Values: y, Freq: 12})
	}
	for b.Loop() {
		if _, err := forecast.Many(b.Context(), all, forecast.Options{Horizon: 12}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
