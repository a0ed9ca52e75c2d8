package btyd

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Fit is a model with its parameters found.
type Fit struct {
	Model Model
	// P are the natural parameters in weeks, as [Model.Names] lists them.
	P []float64
	// LogLik is the log-likelihood at P in weeks, without any prior.
	LogLik float64
	// Converged: the slope vanished within the allowed range.
	Converged bool
	// Inner: no parameter at the edge of what is allowed, and curved
	// downwards every way, so that the data say where the best is.
	Inner bool

	theta []float64
	scale float64
	n     float64      // customers
	chol  mat.Cholesky // of the curvature at theta; meaningful where Inner
}

// objective is what is minimised: minus the mean log-likelihood, with the
// prior when there is one.
type objective struct {
	model Model
	like  likelihood
	data  *Data
	prior bool
	at    []float64 // of the last evaluation
	value float64
	grad  []float64
}

func newObjective(m Model, d *Data, prior bool) *objective {
	k := len(m.Names())
	return &objective{model: m, like: m.likelihood(), data: d, prior: prior, at: make([]float64, 0, k), grad: make([]float64, k)}
}

// evaluate works out value and gradient; the search asks for both at the same point.
func (o *objective) evaluate(theta []float64) {
	if slices.Equal(theta, o.at) {
		return
	}
	o.at = append(o.at[:0], theta...)
	p := o.model.natural(theta)
	natural := make([]float64, len(p))
	ll := o.like(o.data, p, natural)
	o.model.chain(theta, p, natural, o.grad)
	if o.prior {
		centre, width := o.model.priors()
		for i, v := range theta {
			z := (v - centre[i]) / width[i]
			ll -= z * z / 2
			o.grad[i] -= z / width[i]
		}
	}
	o.value = -ll / o.data.n
	for i, v := range theta {
		beyond := v - clamp(v)
		o.value += beyond * beyond
		o.grad[i] = -o.grad[i]/o.data.n + 2*beyond
	}
	if math.IsNaN(o.value) {
		o.value = math.Inf(1)
	}
}

func (o *objective) f(theta []float64) float64 {
	o.evaluate(theta)
	return o.value
}

func (o *objective) slope(grad, theta []float64) {
	o.evaluate(theta)
	copy(grad, o.grad)
}

// flat is the slope, per customer, that counts as none; rough that from which
// Newton's steps find the top sooner than a search does.
const flat, rough = 1e-7, 1e-4

// search runs BFGS from a point until the slope is so small; it ends at the
// best point it saw.
func (o *objective) search(from []float64, slope float64) []float64 {
	problem := optimize.Problem{Func: o.f, Grad: o.slope}
	settings := &optimize.Settings{GradientThreshold: slope, MajorIterations: 200,
		Converger: &optimize.FunctionConverge{Absolute: 1e-13, Iterations: 5}}
	result, err := optimize.Minimize(problem, from, settings, &optimize.BFGS{})
	if result == nil || err != nil && result.X == nil {
		return from
	}
	// A line search that finds nothing better says so in an error and has
	// still arrived; whether it did, the slope tells.
	return result.X
}

// firstLook is the number of rows from which the starts are tried on a part.
const firstLook = 1000

// Find fits a model: by maximum likelihood, or with the weak priors to the
// mode of the posterior. It needs at least one customer with time behind
// him; the error-free answer to bad data is a fit that is not Inner.
func Find(m Model, d *Data, prior bool) Fit {
	thin := newObjective(m, d.thinned(firstLook), prior)
	var best []float64
	for _, start := range m.starts() {
		if end := thin.search(start, flat); best == nil || thin.f(end) < thin.f(best) {
			best = end
		}
	}
	o := newObjective(m, d, prior)
	if thin.data != d {
		best = o.search(best, rough)
	}
	fit := Fit{Model: m, scale: d.scale, n: d.n}
	best, fit.Inner = o.polish(best, &fit.chol)
	fit.theta, fit.P = best, m.natural(best)
	o.evaluate(best)
	fit.Converged = !math.IsInf(o.value, 0) && norm(o.grad) < 1e-5
	fit.Inner = fit.Inner && fit.Converged && !atBound(best)
	fit.LogLik = d.inWeeks(o.like(d, fit.P, make([]float64, len(best))))
	fit.P = inWeeks(m, fit.P, d.scale)
	return fit
}

// inWeeks turns the parameters that are times into weeks.
func inWeeks(m Model, p []float64, scale float64) []float64 {
	p[1] *= scale
	if m == Pareto {
		p[3] *= scale
	}
	return p
}

// polish takes Newton's steps to the very top and leaves the curvature there.
func (o *objective) polish(theta []float64, chol *mat.Cholesky) (best []float64, inner bool) {
	best = slices.Clone(theta)
	for range 3 {
		if inner = chol.Factorize(o.curvature(best)); !inner {
			return best, false
		}
		o.evaluate(best)
		value, slope := o.value, norm(o.grad)
		step := mat.NewVecDense(len(best), nil)
		if slope < 1e-9 || chol.SolveVecTo(step, mat.NewVecDense(len(best), slices.Clone(o.grad))) != nil {
			return best, inner
		}
		next := slices.Clone(best)
		for i := range next {
			next[i] -= step.AtVec(i)
		}
		if o.f(next) > value+1e-12 || norm(o.grad) >= slope {
			return best, inner
		}
		best = next
	}
	return best, inner
}

// curvature is the second derivative of the sum (not the mean) over customers,
// divided by their number, from differences of the gradient.
func (o *objective) curvature(theta []float64) *mat.SymDense {
	const h = 1e-4
	k := len(theta)
	rows := make([][]float64, k)
	for i := range k {
		at := slices.Clone(theta)
		at[i] += h
		o.evaluate(at)
		rows[i] = slices.Clone(o.grad)
		at[i] -= 2 * h
		o.evaluate(at)
		for j := range k {
			rows[i][j] = (rows[i][j] - o.grad[j]) / (2 * h)
		}
	}
	out := mat.NewSymDense(k, nil)
	for i := range k {
		for j := i; j < k; j++ {
			out.SetSym(i, j, (rows[i][j]+rows[j][i])/2)
		}
	}
	return out
}

func norm(v []float64) float64 {
	out := 0.0
	for _, x := range v {
		out = max(out, math.Abs(x))
	}
	return out
}

// Gain is by how much a model with dropout must be more likely than the NBD,
// in logarithms, for dropout to be identified: half the 95 % quantile of
// chi-square with two degrees of freedom.
const Gain = 2.996

// DropoutIdentified reports whether the data tell leaving from resting: the
// model explains them better than steady rates do, at parameters the data
// determine. Both fits are by maximum likelihood.
func DropoutIdentified(model, nbd Fit) bool {
	return model.Inner && model.LogLik > nbd.LogLik+Gain
}
