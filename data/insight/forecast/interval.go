package forecast

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// stretch is what the standard deviations claimed are multiplied by for the
// two intervals.
type stretch struct{ by80, by95 float64 }

// The deviations claimed count as much as what trust origins say of them. The
// errors from origins that overlap are alike, so that three of them tell as
// much as one, and the quantiles are those of Student's distribution; few is
// its degrees of freedom before any trial.
const (
	trust = 10
	block = 3
	few   = 3
)

func stretched(trials []trial) stretch {
	sum, n := 0.0, 0.0
	for _, t := range trials {
		for _, z := range t.within {
			sum += math.Abs(z)
			n++
		}
	}
	k, by := float64(len(trials)), 1.0
	if n > 0 {
		// The mean size of a normal error is sqrt(2/pi) of its deviation.
		seen := min(max(sum/n*math.Sqrt(math.Pi/2), 0.2), 20)
		by = math.Pow(seen, k/(k+trust))
	}
	wide := distuv.StudentsT{Sigma: 1, Nu: k/block + few}
	return stretch{by * wide.Quantile(0.9), by * wide.Quantile(0.975)}
}

// points puts the intervals around a view.
func (v view) points(by stretch) []Point {
	out := make([]Point, len(v.mean))
	for i, m := range v.mean {
		a, b := by.by80*v.sd[i], by.by95*v.sd[i]
		out[i] = Point{i + 1, m, m - a, m + a, m - b, m + b}
	}
	return out
}

// coverage is the share of trial steps within the intervals that the other
// trials call for.
func coverage(trials []trial) (in80, in95 float64) {
	n := 0.0
	for i, t := range trials {
		others := append(append([]trial{}, trials[:i]...), trials[i+1:]...)
		by := stretched(others)
		for _, z := range t.within {
			n++
			if math.Abs(z) <= by.by80 {
				in80++
			}
			if math.Abs(z) <= by.by95 {
				in95++
			}
		}
	}
	return in80 / n, in95 / n
}
