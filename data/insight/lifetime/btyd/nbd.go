package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// nbdLogLik is the log-likelihood of rates that differ as a gamma
// distribution with shape r and rate alpha, p = (r, alpha), and its gradient.
//
//	L = G(r+x) alpha^r / (G(r) (alpha+T)^(r+x))
//
// as the limit of the other models without dropout (Ehrenberg 1959).
func nbdLogLik(d *Data, p, grad []float64) float64 {
	r, alpha := p[0], p[1]
	ll := rateTerms(d, r, alpha, 1, grad)
	logs := d.logs(alpha)
	for _, c := range d.rows {
		x := d.xs[c.x]
		at := logs[c.t]
		ll -= c.n * (r + x) * at
		grad[0] -= c.n * at
		grad[1] -= c.n * (r + x) / (alpha + d.times[c.t])
	}
	return ll
}

// rateTerms are what all models share, with k stages to an order: the sum of
// ln G(r+kx) - ln G(r) + r ln alpha.
func rateTerms(d *Data, r, alpha, stages float64, grad []float64) float64 {
	lnAlpha := math.Log(alpha)
	ll, slope := 0.0, 0.0
	for i, x := range d.xs {
		n := d.counts[i]
		ll += n * (lgamma(r+stages*x) - lgamma(r))
		slope += n * (mathext.Digamma(r+stages*x) - mathext.Digamma(r))
	}
	grad[0] = slope + d.n*lnAlpha
	grad[1] = d.n * r / alpha
	return ll + d.n*r*lnAlpha
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
