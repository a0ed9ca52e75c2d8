package btyd

import (
	"math"
	"math/rand/v2"
	"slices"
)

// mostOrders ends every sum over numbers of orders.
const mostOrders = 10_000

// tails gives the chances of at least 1, 2, 3... orders in the next t weeks,
// one at each call. They are exact for NBD and the models in which customers
// leave with a chance p at an order,
//
//	P(at least n) = P(alive) P(n or more at the rate) E[(1-p)^(n-1)]
//
// as rate and chance to leave are independent given x. With k stages to an
// order and j of them behind, n orders are nk - j stages. For Pareto/NBD they
// come from 200 futures.
func (f Fit) tails(c Customer, t float64) func() float64 {
	if f.Model == Pareto {
		return f.playedTails(c, t)
	}
	k := f.Model.stages()
	m, in := f.shape(c)
	reached := make([]reaching, k) // by the stages behind
	for j := range reached {
		reached[j] = reachingFrom(m+float64(j), t/(f.P[1]+c.T+t))
	}
	alive, stays, n := f.Alive(c), 1.0, 0
	return func() float64 {
		n++
		if n > 1 {
			stays *= f.stays(c, n-1)
		}
		reach := 0.0
		for j := range reached {
			reach += in.weights[j] * reached[j].atLeast(n*k-j)
		}
		return alive * reach * stays
	}
}

// reaching walks up the tail of a negative binomial distribution with a shape
// and z = t/(rate+t): the number of events in t at a rate that is gamma.
type reaching struct {
	shape, z float64
	n        int     // events
	lnMass   float64 // of n events, while it is too small for mass
	mass     float64 // of n events; 0: see lnMass
	tail     float64 // of n or more
}

func reachingFrom(shape, z float64) reaching {
	r := reaching{shape: shape, z: z, lnMass: shape * math.Log1p(-z), tail: 1}
	r.settle()
	return r
}

// atLeast is the chance of n events or more; n never falls from call to call.
func (r *reaching) atLeast(n int) float64 {
	for ; r.n < n; r.n++ {
		r.tail = max(0, r.tail-r.mass)
		grow := (r.shape + float64(r.n)) / float64(r.n+1) * r.z
		if r.mass > 0 {
			r.mass *= grow // far cheaper than by logarithms
			continue
		}
		r.lnMass += math.Log(grow)
		r.settle()
	}
	return r.tail
}

// settle gives up the logarithm once the mass itself is a number to reckon with.
func (r *reaching) settle() {
	if r.lnMass > -600 {
		r.mass = math.Exp(r.lnMass)
	}
}

// stays is the chance not to leave at the n-th order to come, given staying
// at those before.
func (f Fit) stays(c Customer, n int) float64 {
	if f.Model == NBD {
		return 1
	}
	b := f.P[3] + float64(c.X) + f.Model.first() + float64(n) - 1
	return b / (f.P[2] + b)
}

func (f Fit) playedTails(c Customer, t float64) func() float64 {
	const futures = 200
	src := rand.NewPCG(3, 4)
	rng := rand.New(src)
	counts := make([]int, futures)
	for i := range counts {
		counts[i] = f.future(c, t, src, rng)
	}
	slices.Sort(counts)
	n := 0
	return func() float64 {
		n++
		below, _ := slices.BinarySearch(counts, n)
		return float64(futures-below) / futures
	}
}
