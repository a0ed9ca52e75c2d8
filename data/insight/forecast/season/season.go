// Package season takes the season out of a series by the classical
// decomposition: a centred moving average over one season is the trend, and
// the mean of what is left at each place of the season its index.
package season

import (
	"math"
	"slices"
)

// Indices returns the index of each place of a season of period steps, the
// first belonging to y[0], and ok false where they cannot be told: fewer than
// two seasons or, for multiplicative indices, a value or trend not above zero.
// Additive indices add up to zero, multiplicative ones to period. Values must
// be finite.
func Indices(y []float64, period int, multiplicative bool) (index []float64, ok bool) {
	if period < 2 || len(y) < 2*period {
		return nil, false
	}
	trend := Smooth(y, period)
	sum, count := make([]float64, period), make([]float64, period)
	for t, level := range trend {
		if math.IsNaN(level) {
			continue
		}
		rest := y[t] - level
		if multiplicative {
			if y[t] <= 0 || level <= 0 {
				return nil, false
			}
			rest = y[t] / level
		}
		sum[t%period] += rest
		count[t%period]++
	}
	mean := 0.0
	for i := range sum {
		sum[i] /= count[i]
		mean += sum[i] / float64(period)
	}
	for i := range sum {
		if multiplicative {
			sum[i] /= mean
		} else {
			sum[i] -= mean
		}
	}
	return sum, true
}

// Smooth is the centred moving average over one season, the two ends of an
// even one weighing half; NaN where it does not reach.
func Smooth(y []float64, period int) []float64 {
	out := make([]float64, len(y))
	half := period / 2
	for t := range out {
		out[t] = math.NaN()
		if t < half || t+half >= len(y) {
			continue
		}
		sum := 0.0
		for _, v := range y[t-half : t+half+1] {
			sum += v
		}
		if period%2 == 0 {
			sum -= (y[t-half] + y[t+half]) / 2
		}
		out[t] = sum / float64(period)
	}
	return out
}

// Seasonal reports whether the autocorrelation of y one season apart is more
// than chance, at 90 %, given the autocorrelations at shorter lags (the test
// of Assimakopoulos & Nikolopoulos 2000 and of the M4 competition).
func Seasonal(y []float64, period int) bool {
	if period < 2 || len(y) < 3*period {
		return false
	}
	r := autocorrelation(y, period)
	around := 1.0
	for _, v := range r[:period-1] {
		around += 2 * v * v
	}
	const z90 = 1.645
	return math.Abs(r[period-1]) > z90*math.Sqrt(around/float64(len(y)))
}

// Strong reports whether y is seasonal and more than half of a step's distance
// from the mean came again a season later. Demand that is mostly zero needs
// it: two sales that happen to be a season apart look seasonal.
func Strong(y []float64, period int) bool {
	return Seasonal(y, period) && autocorrelation(y, period)[period-1] > 0.5
}

// autocorrelation returns those at lags 1 to last; zeros for a constant.
func autocorrelation(y []float64, last int) []float64 {
	mean, square := 0.0, 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	for _, v := range y {
		square += (v - mean) * (v - mean)
	}
	r := make([]float64, last)
	if square == 0 {
		return r
	}
	for k := range r {
		for t := k + 1; t < len(y); t++ {
			r[k] += (y[t] - mean) * (y[t-k-1] - mean) / square
		}
	}
	return r
}

// Adjust returns y without its season.
func Adjust(y, index []float64, multiplicative bool) []float64 {
	out := slices.Clone(y)
	for t := range out {
		if multiplicative {
			out[t] /= index[t%len(index)]
		} else {
			out[t] -= index[t%len(index)]
		}
	}
	return out
}

// Restore puts the season into values that begin at step first.
func Restore(y, index []float64, first int, multiplicative bool) {
	for i := range y {
		if at := (first + i) % len(index); multiplicative {
			y[i] *= index[at]
		} else {
			y[i] += index[at]
		}
	}
}

// Choose returns multiplicative indices where the values allow them, else
// additive ones. There must be two seasons.
func Choose(y []float64, period int) (index []float64, multiplicative bool) {
	if index, ok := Indices(y, period, true); ok {
		return index, true
	}
	index, _ = Indices(y, period, false)
	return index, false
}
