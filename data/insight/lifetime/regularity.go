package lifetime

import (
	"math"

	"regulars/data/insight/lifetime/btyd"
)

// Regularity is how evenly customers come, beside coming at random.
type Regularity struct {
	// K is the shape of the gaps of one customer, a gamma distribution: 1 is
	// at random, more is regular, less is in bursts; at most 50. 0 without N.
	K float64 `json:"k"`
	// N counts the customers with three days of purchase or more it stands on.
	N int `json:"n"`
	// Regular: more even than chance explains, with 95 %.
	Regular bool `json:"regular"`
}

const (
	mostK = 50.0
	// minRhythms is the least number of customers for a word on regularity.
	minRhythms = 10
)

// regularity is the estimator of Wheat and Morrison ("Estimating purchase
// regularity with two interpurchase times", Journal of Marketing Research 27,
// 1990): of two gaps in a row the first is the share M of both, which is beta
// distributed with (k, k) whatever the customer's pace, so that
//
//	Var(M) = 1 / (4 (2k+1))
//
// Every customer counts once, with the mean over all his pairs. As gaps are
// whole days, s of both give a customer who comes at random Var(M) (s-2)/s of
// the true one; the square is made larger by that, and pairs of less than
// four days are left out.
func (h *history) regularity() Regularity {
	var sum, squares float64
	n := 0
	for _, c := range h.customers {
		if v, ok := unevenness(c); ok {
			sum, squares, n = sum+v, squares+v*v, n+1
		}
	}
	if n < minRhythms {
		return Regularity{N: n}
	}
	count := float64(n)
	mean := sum / count
	off := math.Sqrt(max(0, squares/count-mean*mean) / count)
	return Regularity{K: shapeOf(mean), N: n, Regular: shapeOf(mean+1.645*off) > 1}
}

// shapeOf is k for a variance of M.
func shapeOf(variance float64) float64 {
	return max(0, min((1-4*variance)/(8*max(variance, 1e-6)), mostK))
}

// unevenness is the mean of (M - 1/2)^2 of a customer.
func unevenness(c customer) (mean float64, ok bool) {
	n := 0.0
	for i := 2; i < len(c.days); i++ {
		both := float64(c.days[i] - c.days[i-2])
		if both < 4 {
			continue
		}
		m := float64(c.days[i-1]-c.days[i-2])/both - 0.5
		mean += m * m * both / (both - 2)
		n++
	}
	return mean / max(n, 1), n > 0
}

// usual is the model that looks ahead unless the back-test says otherwise:
// MBG/NBD, or the MBG/CNBD-k of the nearest k where customers are regular.
func (r Regularity) usual() btyd.Model {
	if !r.Regular {
		return btyd.MBG
	}
	return btyd.Regular(int(math.Round(min(r.K, mostK))))
}
