package btyd

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Range is the number of orders in t weeks that a customer stays above with
// 90 % and below with 90 %. It is exact for NBD, BG/NBD and MBG/NBD, where
//
//	P(at least n) = P(alive) P(n or more at the rate) E[(1-p)^(n-1)]
//
// as rate and chance to leave are independent given x, and comes from 200
// futures for Pareto/NBD.
func (f Fit) Range(c Customer, t float64) (low, high int) {
	if f.Model == Pareto {
		return f.playedRange(c, t)
	}
	k, rate := f.P[0]+float64(c.X), f.P[1]+c.T
	z := t / (rate + t)
	alive, stays := f.Alive(c), 1.0
	mass := math.Exp(k * math.Log1p(-z)) // of no order at the rate
	reach := 1.0                         // P(n or more at the rate)
	for n := 1; n < 10_000; n++ {
		reach = max(0, reach-mass)
		mass *= (k + float64(n) - 1) / float64(n) * z
		if n > 1 {
			stays *= f.stays(c, n-1)
		}
		atLeast := alive * reach * stays
		if atLeast >= 0.9 {
			low = n
		}
		if atLeast <= 0.1 {
			return low, n - 1
		}
	}
	return low, 10_000
}

// stays is the chance not to leave at the n-th order to come, given staying
// at those before.
func (f Fit) stays(c Customer, n int) float64 {
	if f.Model == NBD {
		return 1
	}
	b := f.P[3] + float64(c.X) + f.first() + float64(n) - 1
	return b / (f.P[2] + b)
}

func (f Fit) playedRange(c Customer, t float64) (low, high int) {
	const futures = 200
	src := rand.NewPCG(3, 4)
	rng := rand.New(src)
	counts := make([]int, futures)
	for i := range counts {
		counts[i] = f.future(c, t, src, rng)
	}
	slices.Sort(counts)
	return counts[futures/10], counts[futures-1-futures/10]
}
