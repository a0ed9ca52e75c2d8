package forecast

import (
	"math"

	"regulars/data/insight/forecast/ets"
	"regulars/data/insight/forecast/theta"
)

// view is what one method says of the steps ahead: the mean and the standard
// deviation of the error.
type view struct {
	method, model string
	mean, sd      []float64
}

// views are those of all methods, the preferred first, the naive last.
func views(y []float64, freq, horizon int) []view {
	naive := repeat(y, freq, horizon)
	smoothed, err := ets.Choose(y, freq)
	if err != nil {
		return []view{naive}
	}
	line, err := theta.Estimate(y, freq)
	if err != nil {
		return []view{naive}
	}
	a := view{Theta, "theta", line.Forecast(horizon), line.Spread(horizon)}
	b := view{Smoothing, smoothed.Model.String(), smoothed.Forecast(horizon), smoothed.Spread(horizon)}
	if !b.finite() || !a.finite() {
		return []view{naive}
	}
	return []view{between(a, b), a, b, naive}
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
