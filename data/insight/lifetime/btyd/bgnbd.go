package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// bgLogLik is the log-likelihood of the BG/NBD (Fader, Hardie, Lee 2005,
// eq. 6), of the MBG/NBD (Batislam et al. 2007) and of the MBG/CNBD-k
// (Reutterer, Platzer, Schroeder 2021), p = (r, alpha, a, b). With m = r + kx
// and j the chances to leave that a customer with x repeat orders has
// survived, x in the first and x+1 in the others,
//
//	L = G(m) alpha^r / (G(r) B(a,b)) C {
//	      B(a, b+j) S (alpha+T)^-m  +  [j > 0] B(a+1, b+j-1) (alpha+tx)^-m }
//
// The first term is being alive, the second having left at tx. S sums over
// the stages passed since tx, see [since]; it is 1 where k is. C is the
// product of gap^(k-1)/G(k) over the gaps.
func bgLogLik(first float64, k int) likelihood {
	stages := float64(k)
	return func(d *Data, p, grad []float64) float64 {
		r, alpha, a, b := p[0], p[1], p[2], p[3]
		ll := rateTerms(d, r, alpha, stages, grad) + (stages-1)*d.lnGaps - d.orders*lgamma(stages)
		left, dll := survival(d, a, b, first, grad)
		ll += dll
		logs := d.logs(alpha)
		for _, c := range d.rows {
			x, tx, t := d.xs[c.x], d.times[c.tx], d.times[c.t]
			m := r + stages*x
			at, atLast := logs[c.t], logs[c.tx]
			in := since(m, alpha, tx, t, k)
			odds := left[c.x] + m*(at-atLast) - in.log // of having left, in logs
			gone, plus := logistic(odds)
			ll += c.n * (in.log + plus - m*at)
			grad[0] -= c.n * (at - in.perShape + gone*(atLast-at+in.perShape))
			grad[1] -= c.n * ((1-gone)*(m/(alpha+t)-in.perRate) + gone*m/(alpha+tx))
			if gone > 0 {
				grad[2] += c.n * gone / a
				grad[3] -= c.n * gone / (b + x + first - 1)
			}
		}
		return ll
	}
}

// stage sums what may have happened since the last order.
type stage struct {
	log               float64 // of the sum S
	perShape, perRate float64 // its derivatives by m and alpha
	weights           [4]float64
}

// since is S = sum over j = 0..k-1 of G(m+j)/(G(m) j!) z^j with
// z = (T-tx)/(alpha+T): j stages have passed since tx and no order has come.
// The weights are the chances of each j, given being alive.
func since(m, alpha, tx, t float64, k int) (s stage) {
	if k == 1 {
		s.weights[0] = 1
		return s
	}
	z := (t - tx) / (alpha + t)
	term, sum, slope := 1.0, 0.0, 0.0
	for j := range k {
		n := float64(j)
		if j > 0 {
			slope += 1 / (m + n - 1)
			term *= (m + n - 1) / n * z
		}
		sum += term
		s.weights[j] = term
		s.perShape += term * slope
		s.perRate -= term * n / (alpha + t)
	}
	for j := range k {
		s.weights[j] /= sum
	}
	s.log, s.perShape, s.perRate = math.Log(sum), s.perShape/sum, s.perRate/sum
	return s
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

// logistic is 1/(1+exp(-v)) and ln(1+exp(v)).
func logistic(v float64) (share, plus float64) {
	e := math.Exp(-math.Abs(v))
	if v < 0 {
		return e / (1 + e), math.Log(1 + e)
	}
	return 1 / (1 + e), v + math.Log(1+e)
}

// sigmoid is 1/(1+exp(-v)).
func sigmoid(v float64) float64 {
	share, _ := logistic(v)
	return share
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
		term *= (d + k) * (e + k) * z / ((c + k) * (k + 1))
		sum += term
		if math.Abs(term) > 1e-10*math.Abs(sum) {
			continue
		}
		// The rest is at most a geometric series of this ratio, which falls
		// towards z.
		if rise := (e + k) / (k + 1) * z; rise < 1 && math.Abs(term)*rise <= 1e-13*math.Abs(sum)*(1-rise) {
			break
		}
	}
	return sum
}
