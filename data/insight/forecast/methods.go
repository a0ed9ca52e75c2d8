package forecast

import (
	"math"

	"regulars/data/insight/forecast/ets"
	"regulars/data/insight/forecast/season"
	"regulars/data/insight/forecast/theta"
)

// view is what one method says of the steps ahead: the mean and the standard
// deviation of the error.
type view struct {
	method, model string
	mean, sd      []float64
}

// longSeason is the most steps of a season that smoothing learns one by one;
// of a longer one, such as the weeks of a year, each step is seen too seldom.
const longSeason = 24

// views are those of all methods, the preferred first, the naive last.
func views(y []float64, freq, horizon int) []view {
	naive := repeat(y, freq, horizon)
	smoothed, ok := smooth(y, freq, horizon)
	line, err := theta.Estimate(y, freq)
	if err != nil || !ok {
		return []view{naive}
	}
	v := view{Theta, "theta", line.Forecast(horizon), line.Spread(horizon)}
	if !v.finite() || !smoothed.finite() {
		return []view{naive}
	}
	return []view{between(v, smoothed), v, smoothed, naive}
}

// smooth is the best damped smoothing, of the values without their season
// where that is long.
func smooth(y []float64, freq, horizon int) (view, bool) {
	var index []float64
	var multiplicative bool
	if freq > longSeason {
		if season.Seasonal(y, freq) {
			index, multiplicative = season.Choose(y, freq)
			y = season.Adjust(y, index, multiplicative)
		}
		freq = 1
	}
	f, err := ets.Choose(y, freq)
	if err != nil {
		return view{}, false
	}
	v := view{Smoothing, f.Model.String(), f.Forecast(horizon), f.Spread(horizon)}
	if index != nil {
		season.Restore(v.mean, index, len(y), multiplicative)
		if multiplicative {
			season.Restore(v.sd, index, len(y), true)
		}
	}
	return v, true
}

// between is the mean of two views.
func between(a, b view) view {
	c := view{Combination, a.model + " + " + b.model, make([]float64, len(a.mean)), make([]float64, len(a.mean))}
	for i := range c.mean {
		c.mean[i] = (a.mean[i] + b.mean[i]) / 2
		c.sd[i] = (a.sd[i] + b.sd[i]) / 2
	}
	return c
}

// repeat says that the last season, or the last value, comes again.
func repeat(y []float64, freq, horizon int) view {
	v := view{Naive, "", make([]float64, horizon), make([]float64, horizon)}
	if freq > 1 {
		v.method = SeasonalNaive
	}
	square := 0.0
	for t := freq; t < len(y); t++ {
		d := y[t] - y[t-freq]
		square += d * d / float64(len(y)-freq)
	}
	for i := range v.mean {
		v.mean[i] = y[len(y)-freq+i%freq]
		v.sd[i] = math.Sqrt(square * float64(1+i/freq))
	}
	return v
}

func (v view) finite() bool {
	for i := range v.mean {
		if s := v.mean[i] + v.sd[i]; math.IsNaN(s) || math.IsInf(s, 0) {
			return false
		}
	}
	return true
}
