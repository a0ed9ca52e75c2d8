package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// bgLogLik is the log-likelihood of the BG/NBD (Fader, Hardie, Lee 2005,
// eq. 6) and of the MBG/NBD (Batislam et al. 2007), p = (r, alpha, a, b).
// The two differ in the chances to leave that a customer with x repeat
// orders has survived: j = x in the former and j = x+1 in the latter.
//
//	L = G(r+x) alpha^r / (G(r) B(a,b)) {
//	      B(a, b+j) (alpha+T)^-(r+x)  +  [j > 0] B(a+1, b+j-1) (alpha+tx)^-(r+x) }
//
// The first term is being alive, the second having left at tx.
func bgLogLik(first int) likelihood {
	return func(d *Data, p, grad []float64) float64 {
		r, alpha, a, b := p[0], p[1], p[2], p[3]
		ll := rateTerms(d, r, alpha, grad)
		left, dll := survival(d, a, b, float64(first), grad)
		ll += dll
		for _, c := range d.rows {
			x := d.xs[c.x]
			at, atLast := math.Log(alpha+c.t), math.Log(alpha+c.tx)
			odds := left[c.x] + (r+x)*(at-atLast) // of having left, in logs
			gone := sigmoid(odds)
			ll += c.n * (softplus(odds) - (r+x)*at)
			grad[0] -= c.n * (at + gone*(atLast-at))
			grad[1] -= c.n * (r + x) * ((1-gone)/(alpha+c.t) + gone/(alpha+c.tx))
			if gone > 0 {
				grad[2] += c.n * gone / a
				grad[3] -= c.n * gone / (b + x + float64(first) - 1)
			}
		}
		return ll
	}
}

// survival sums ln B(a,b+j) - ln B(a,b) with its gradient, and returns for
// each number of orders the logarithm of B(a+1,b+j-1) / B(a,b+j) = a/(b+j-1).
func survival(d *Data, a, b, first float64, grad []float64) (left []float64, ll float64) {
	left = make([]float64, len(d.xs))
	grad[2], grad[3] = 0, 0
	atB, atAB := mathext.Digamma(b), mathext.Digamma(a+b)
	for i, x := range d.xs {
		j, n := x+first, d.counts[i]
		left[i] = math.Inf(-1)
		if j == 0 {
			continue
		}
		left[i] = math.Log(a) - math.Log(b+j-1)
		ll += n * (lgamma(b+j) - lgamma(b) - lgamma(a+b+j) + lgamma(a+b))
		ab := mathext.Digamma(a+b+j) - atAB
		grad[2] -= n * ab
		grad[3] += n * (mathext.Digamma(b+j) - atB - ab)
	}
	return left, ll
}

// sigmoid is 1/(1+exp(-v)).
func sigmoid(v float64) float64 {
	if v < 0 {
		e := math.Exp(v)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-v))
}

// softplus is ln(1+exp(v)).
func softplus(v float64) float64 {
	if v > 0 {
		return v + math.Log1p(math.Exp(-v))
	}
	return math.Log1p(math.Exp(v))
}

// bgExpected is the number of orders in z's time to come of a customer who
// is alive with rate ~ gamma(shape, rate) and chance to leave at each order
// ~ beta(a, .), the sum of whose parameters is c+1:
//
//	c/(a-1) [1 - (1-z)^shape 2F1(shape, c+1-a; c; z)],  z = t/(rate+t)
//
// (Fader, Hardie, Lee 2005, eq. 10). By Euler's transformation the bracket is
// 1 - (1-z)^(a-1) 2F1(c-shape, a-1; c; z): no power grows with the number of
// orders, and the first term of the series cancels the zero of a-1.
func bgExpected(shape, a, c, z float64) float64 {
	e, ln := a-1, math.Log1p(-z)
	head := -ln
	if e != 0 {
		head = -math.Expm1(e*ln) / e
	}
	return c*head - math.Exp(e*ln)*euler(c-shape, e, c, z)
}

// euler is c/e (2F1(d, e; c; z) - 1), a sum that is regular at e = 0 and c = 0.
func euler(d, e, c, z float64) float64 {
	const most = 200_000
	if z <= 0 {
		return 0
	}
	term := d * z
	sum := term
	for k := 1.0; k < most; k++ {
		rise := (e + k) / (k + 1) * z // falls towards z
		term *= (d + k) / (c + k) * rise
		sum += term
		// The rest is at most a geometric series of this ratio.
		if rise < 1 && math.Abs(term)*rise <= 1e-13*math.Abs(sum)*(1-rise) {
			break
		}
	}
	return sum
}
