// Package theta is the theta method of Assimakopoulos & Nikolopoulos (2000) in
// the form of Hyndman & Billah (2003): simple exponential smoothing with half
// the slope of the straight line through the values as drift, after the season is
// taken out where there is one.
package theta

import (
	"math"

	"regulars/data/insight/forecast/ets"
	"regulars/data/insight/forecast/season"
)

// Fit is the method estimated from a series.
type Fit struct {
	Alpha, Level, Drift float64
	// Season holds the indices that were taken out; nil for none.
	Season         []float64
	Multiplicative bool

	n     int
	sigma float64
}

// Estimate fits the method; ets.ErrUnfit for fewer than three values. Values
// must be finite. A period below 2 means no season. The season is
// multiplicative where all values are above zero.
func Estimate(y []float64, period int) (*Fit, error) {
	f := &Fit{n: len(y)}
	if season.Seasonal(y, period) {
		f.Season, f.Multiplicative = season.Choose(y, period)
		y = season.Adjust(y, f.Season, f.Multiplicative)
	}
	ses, err := ets.Estimate(y, 1, ets.Model{Error: ets.Additive})
	if err != nil {
		return nil, err
	}
	f.Alpha, f.Level, f.Drift = max(ses.Alpha, 1e-10), ses.Last.Level, slope(y)/2
	f.sigma = math.Sqrt(ses.Sigma2)
	return f, nil
}

// Forecast returns the expected value of each of the next h steps.
func (f *Fit) Forecast(h int) []float64 {
	out := make([]float64, h)
	behind := (1 - math.Pow(1-f.Alpha, float64(f.n))) / f.Alpha // how far smoothing lags a line
	for i := range out {
		out[i] = f.Level + f.Drift*(float64(i)+behind)
	}
	if f.Season != nil {
		season.Restore(out, f.Season, f.n, f.Multiplicative)
	}
	return out
}

// Spread returns the standard deviation of the error of each of the next h
// steps, that of simple exponential smoothing.
func (f *Fit) Spread(h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		out[i] = f.sigma * math.Sqrt(1+float64(i)*f.Alpha*f.Alpha)
		if f.Season != nil && f.Multiplicative {
			out[i] *= f.Season[(f.n+i)%len(f.Season)]
		}
	}
	return out
}

// slope of the least-squares line through y, a step.
func slope(y []float64) (rise float64) {
	n := float64(len(y))
	square := 0.0
	for i, v := range y {
		d := float64(i) - (n-1)/2
		rise += d * v
		square += d * d
	}
	return rise / square
}
