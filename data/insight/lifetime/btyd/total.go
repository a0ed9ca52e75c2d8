package btyd

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a range with its middle.
type Interval struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Coverage is the share of futures an interval is meant to hold.
const Coverage = 0.8

const (
	draws = 400
	// perDraw is the most customers played out in a draw; of more, a thinned
	// part stands for all.
	perDraw = 600
)

// Total forecasts how many orders all customers together make in the next t
// weeks, the sum of what is expected of each being mean. The interval holds
// 80 % of 400 futures, in each of which the parameters are drawn from the normal approximation to their posterior
// (Laplace), the customers are played out, and the whole is off by a factor
// exp(N(0, off)): the model's own error, as a back-test finds it. Equal
// customers give equal intervals, in whatever order they come.
func (m Mix) Total(customers []Customer, t, mean, off float64) Interval {
	out := Interval{Mean: mean}
	part := every(inOrder(customers), perDraw)
	if len(part) == 0 {
		return out
	}
	partMean := 0.0
	for _, c := range part {
		partMean += m.Expected(c, t)
	}
	src := rand.NewPCG(1, 2)
	rng := rand.New(src)
	share := float64(len(customers)) / float64(len(part))
	sums := make([]float64, draws)
	for i := range sums {
		g := m.drawn(rng)
		mean, noise := 0.0, 0.0
		for _, c := range part {
			expected := g.Expected(c, t)
			mean += expected
			noise += float64(g.one(rng).future(c, t, src, rng)) - expected
		}
		// The part tells by how much drawn parameters move the mean, and how
		// uneven the future is; the level is that of all customers.
		sums[i] = out.Mean + (mean-partMean)*share + noise*math.Sqrt(share)
		sums[i] *= math.Exp(off*rng.NormFloat64() - off*off/2)
	}
	slices.Sort(sums)
	tail := int(draws * (1 - Coverage) / 2)
	out.Low, out.High = max(0, math.Round(sums[tail])), math.Round(sums[draws-1-tail])
	out.Low, out.High = min(out.Low, out.Mean), max(out.High, math.Ceil(out.Mean))
	return out
}

// every is an even selection of at most n sorted customers.
func every(sorted []Customer, n int) []Customer {
	if len(sorted) <= n {
		return sorted
	}
	out := make([]Customer, 0, n)
	for i := range n {
		out = append(out, sorted[(2*i+1)*len(sorted)/(2*n)])
	}
	return out
}

// drawn is the mixture with the parameters of each model drawn.
func (m Mix) drawn(rng *rand.Rand) Mix {
	out := make(Mix, len(m))
	for i, p := range m {
		out[i] = Part{p.Fit.drawn(rng), p.Weight}
	}
	return out
}

// one draws a model.
func (m Mix) one(rng *rand.Rand) Fit {
	at := rng.Float64()
	for _, p := range m[:len(m)-1] {
		if at -= p.Weight; at < 0 {
			return p.Fit
		}
	}
	return m[len(m)-1].Fit
}

// drawn is the fit with parameters drawn around the best, by at most three
// standard errors each and never beyond the bounds.
func (f Fit) drawn(rng *rand.Rand) Fit {
	if !f.Inner {
		return f
	}
	k := len(f.theta)
	z := mat.NewVecDense(k, nil)
	for i := range k {
		z.SetVec(i, max(-3, min(rng.NormFloat64(), 3)))
	}
	// With the curvature H = U'U, the solution of U v = z has covariance H^-1.
	var u mat.TriDense
	f.chol.UTo(&u)
	var v mat.VecDense
	if v.SolveVec(&u, z) != nil {
		return f
	}
	g := Fit{Model: f.Model, scale: f.scale}
	theta := slices.Clone(f.theta)
	for i := range theta {
		theta[i] = clamp(theta[i] + v.AtVec(i)/math.Sqrt(f.n))
	}
	g.P = inWeeks(f.Model, f.Model.natural(theta), f.scale)
	return g
}

// future plays out the orders of one customer in t weeks.
func (f Fit) future(c Customer, t float64, src rand.Source, rng *rand.Rand) int {
	if rng.Float64() >= f.Alive(c) {
		return 0
	}
	p := f.P
	m, in := f.shape(c)
	behind := in.drawn(rng)
	rate := distuv.Gamma{Alpha: m + float64(behind), Beta: p[1] + c.T, Src: src}.Rand()
	switch f.Model {
	case NBD:
		return poisson(rate*t, src)
	case Pareto:
		leaving := distuv.Gamma{Alpha: p[2], Beta: p[3] + c.T, Src: src}.Rand()
		return poisson(rate*min(t, rng.ExpFloat64()/max(leaving, 1e-12)), src)
	}
	chance := distuv.Beta{Alpha: p[2], Beta: p[3] + float64(c.X) + f.Model.first(), Src: src}.Rand()
	return leavingAfter((poisson(rate*t, src)+behind)/f.Model.stages(), chance, rng)
}

// drawn is a number of stages passed since the last order; no chance is drawn
// where there can be none.
func (s stage) drawn(rng *rand.Rand) int {
	if s.weights[0] == 1 {
		return 0
	}
	at := rng.Float64()
	for j, w := range s.weights {
		if at -= w; at < 0 {
			return j
		}
	}
	return 0
}

// leavingAfter is how many of n orders are made by one who leaves after each
// with a chance.
func leavingAfter(n int, chance float64, rng *rand.Rand) int {
	if n == 0 || chance <= 0 {
		return n
	}
	if chance >= 1 {
		return 1
	}
	last := 1 + math.Floor(math.Log(1-rng.Float64())/math.Log1p(-chance))
	return int(min(float64(n), last))
}

func poisson(mean float64, src rand.Source) int {
	if !(mean > 0) {
		return 0
	}
	return int(distuv.Poisson{Lambda: min(mean, 1e9), Src: src}.Rand())
}
