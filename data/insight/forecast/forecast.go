// Package forecast says what comes next in a series of equal steps, how sure
// that is, and whether it is worth more than repeating the last season. Level
// and season come from the mean of the theta method and of damped exponential
// smoothing, demand that is mostly zero from the method of Teunter, Syntetos
// and Babai. Everything is tried out on the series' own past first: forecasts
// from several earlier origins choose the method, stretch the intervals to
// the errors made and say whether it beats the seasonal naive.
package forecast

import (
	"context"
	"errors"
	"math"

	"regulars/data/insight"
)

// MaxHorizon is how many steps ahead can be asked for.
const MaxHorizon = 1000

// Errors of a call that makes no sense.
var (
	ErrHorizon = errors.New("forecast: horizon not between 1 and 1000")
	ErrFreq    = errors.New("forecast: steps of a season not between 1 and 1000")
	ErrValue   = errors.New("forecast: infinite value")
	ErrOpen    = errors.New("forecast: open days are not one number from zero up for each step")
)

// Series is what happened, step by step.
type Series struct {
	// Values are in order of time; NaN for a step not known, which is not the
	// same as a step with nothing sold.
	Values []float64
	// Freq is the steps of a season: 12 for months, 7 for days, 1 for none.
	Freq int
	// Open counts the days open in each step of Values and in each step of
	// the horizon after; nil when all are alike.
	Open []float64
}

// Options say what is asked.
type Options struct {
	Horizon int // steps ahead, 1 to MaxHorizon
}

// The methods. Those with Rule look at the last values only.
const (
	Combination   = "model_combination" // mean of theta and damped smoothing
	Theta         = "model_theta"
	Smoothing     = "model_smoothing" // the best damped or level one
	Rare          = "model_rare"      // demand that is mostly zero
	SeasonalNaive = "rule_seasonal_naive"
	Naive         = "rule_naive"
	Mean          = "rule_mean"
	Nothing       = "rule_nothing" // no values to go by, no points
)

// The codes of needs beside those of package insight.
const (
	NeedValues   = "need_values"      // more known steps for a model
	NeedSeasons  = "need_seasons"     // more seasons to tell the season
	NeedBacktest = "need_backtest"    // more steps to try the horizon out three times
	NeedGaps     = "need_gaps_known"  // steps not known, filled in
	NeedOdd      = "need_odd_checked" // steps far out of line, set aside
	NeedBetter   = "need_better"      // 1: on the past, repeating the last season was no worse
	NeedChange   = "need_change"      // 1: all values are alike, so nothing says how sure this is
	NeedSold     = "need_sold"        // 1: never anything but zero
)

// Point is the forecast of one step. The intervals hold the step's value with
// 80 and 95 %; where no value was ever below zero they end there. Lo95 <=
// Lo80 <= Hi80 <= Hi95; the mean lies between, except of rare demand, whose
// mean may be above what nine steps of ten stay under.
type Point struct {
	Step                         int // 1 for the first after the values
	Mean, Lo80, Hi80, Lo95, Hi95 float64
}

// BackTest is how the method did from earlier origins of the same series.
type BackTest struct {
	Origins int // 0: the series is too short to try
	Horizon int // the steps ahead tried, at most those asked for
	// MASE is the mean absolute error over that of the seasonal naive within
	// the values known at each origin.
	MASE float64
	// Relative is the error over that of the seasonal naive (of the naive
	// without a season) on the same steps: below 1 is better. Absolute errors,
	// but root mean squares for rare demand, where zero would always win.
	Relative float64
	// Cover80 and Cover95 are the shares of steps that fell into the intervals
	// calibrated on the other origins.
	Cover80, Cover95 float64
}

// Result is a forecast with what is needed to judge it.
type Result struct {
	Method string // one of the methods
	Model  string // what exactly was estimated, such as ETS(A,Ad,M); may be empty
	Points []Point
	BackTest
	// BeatsNaive says that Relative is below 1. When it is not, repeating the
	// last season is as good an answer, and the honest one to show.
	BeatsNaive bool
	// Naive are the points of that; empty where no model was tried.
	Naive []Point
	Needs []insight.Need
}

func (r *Result) need(code string, count int) {
	if count > 0 {
		r.Needs = append(r.Needs, insight.Need{Code: code, Count: count})
	}
}

// Forecast answers for one series. The only errors are those of a senseless
// call and of ctx; a series too thin for an answer gets one that says so.
func Forecast(ctx context.Context, s Series, o Options) (Result, error) {
	if err := check(s, o); err != nil {
		return Result{}, err
	}
	w, r := prepare(s, o), Result{Needs: []insight.Need{}}
	r.need(NeedGaps, w.gaps)
	r.need(NeedOdd, w.odd)
	if err := w.answer(ctx, &r); err != nil {
		return Result{}, err
	}
	w.finish(&r)
	return r, nil
}

func check(s Series, o Options) error {
	if o.Horizon < 1 || o.Horizon > MaxHorizon {
		return ErrHorizon
	}
	if s.Freq < 1 || s.Freq > MaxHorizon {
		return ErrFreq
	}
	for _, v := range s.Values {
		if math.IsInf(v, 0) {
			return ErrValue
		}
	}
	if s.Open != nil && len(s.Open) != len(s.Values)+o.Horizon {
		return ErrOpen
	}
	for _, days := range s.Open {
		if !(days >= 0) || math.IsInf(days, 0) {
			return ErrOpen
		}
	}
	return nil
}

// answer picks the way by how much is known.
func (w *work) answer(ctx context.Context, r *Result) error {
	y := w.y
	switch {
	case len(y) < 2:
		r.Method = Nothing
		r.need(NeedValues, 2-len(y))
	case alike(y) && y[0] == 0:
		w.flat(r, NeedSold)
	case alike(y):
		w.flat(r, NeedChange)
	case len(y) < fewest:
		w.short(r)
	case w.rare():
		w.seldom(r)
	default:
		return w.regular(ctx, r)
	}
	return nil
}

// flat repeats the only value there ever was.
func (w *work) flat(r *Result, need string) {
	r.Method = Mean
	r.need(NeedValues, fewest-len(w.y))
	r.need(need, 1)
	for i := range w.horizon {
		v := w.y[0]
		r.Points = append(r.Points, Point{i + 1, v, v, v, v, v})
	}
}

func alike(y []float64) bool {
	for _, v := range y {
		if v != y[0] {
			return false
		}
	}
	return true
}
