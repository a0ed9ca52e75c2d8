package elasticity

import "math"

// leastShrunk is how many products a category needs before its mean says
// anything about them.
const leastShrunk = 3

// Pool is what products of one category have in common.
type Pool struct {
	Category string
	N        int
	Mu, SE   float64 // mean elasticity and its standard error
	Tau      float64 // standard deviation of the true elasticities around Mu
}

// Combine finds the mean and spread of estimates with these standard errors,
// by the moments of DerSimonian and Laird (1986). The standard errors are
// above zero.
func Combine(estimates, se []float64) Pool {
	p := Pool{N: len(estimates)}
	var w, w2, wb float64
	for i, b := range estimates {
		v := 1 / (se[i] * se[i])
		w, w2, wb = w+v, w2+v*v, wb+v*b
	}
	if p.N == 0 {
		return p
	}
	q := 0.0
	for i, b := range estimates {
		q += (b - wb/w) * (b - wb/w) / (se[i] * se[i])
	}
	tau2 := 0.0
	if scale := w - w2/w; p.N > 1 && scale > 0 {
		tau2 = max(0, (q-float64(p.N-1))/scale)
	}
	w, wb = 0, 0
	for i, b := range estimates {
		v := 1 / (se[i]*se[i] + tau2)
		w, wb = w+v, wb+v*b
	}
	p.Mu, p.SE, p.Tau = wb/w, math.Sqrt(1/w), math.Sqrt(tau2)
	return p
}

// Shrink draws one estimate towards the mean of its category, the more the
// less sure it is (empirical Bayes), and returns it with its new standard
// error, which allows for mean and spread being estimates too (Morris 1983).
func (p Pool) Shrink(estimate, se float64) (shrunk, newSE float64) {
	if p.N < leastShrunk {
		return estimate, se
	}
	b := se * se / (se*se + p.Tau*p.Tau)
	variance := (1-b)*se*se + b*b*p.SE*p.SE
	if p.N > 3 {
		variance += 2 / float64(p.N-3) * b * b * (estimate - p.Mu) * (estimate - p.Mu)
	}
	return b*p.Mu + (1-b)*estimate, math.Sqrt(min(variance, se*se))
}
