package btyd

import (
	"math"
)

// paretoLogLik is the log-likelihood of the Pareto/NBD (Schmittlein et al.
// 1987), p = (r, alpha, s, beta), in its integral form:
//
//	L = G(r+x) alpha^r beta^s / G(r) {
//	      (alpha+T)^-(r+x) (beta+T)^-s
//	    + s INTEGRAL from tx to T of (alpha+u)^-(r+x) (beta+u)^-(s+1) du }
//
// The usual form is the difference of two hypergeometric functions and loses
// every digit where tx is near T or alpha near beta; the integral does not.
func paretoLogLik(d *Data, p, grad []float64) float64 {
	r, alpha, s, beta := p[0], p[1], p[2], p[3]
	ll := rateTerms(d, r, alpha, 1, grad)
	lnBeta, lnS := math.Log(beta), math.Log(s)
	ll += d.n * s * lnBeta
	grad[2], grad[3] = d.n*lnBeta, d.n*s/beta
	logsAlpha, logsBeta := d.logs(alpha), d.logs(beta)
	for _, c := range d.rows {
		x, tx, t := d.xs[c.x], d.times[c.tx], d.times[c.t]
		at, bt := logsAlpha[c.t], logsBeta[c.t]
		alive := -(r+x)*at - s*bt
		in := dying(r+x, s, alpha, beta, tx, t)
		odds := lnS + in.log - alive
		gone, plus := logistic(odds)
		ll += c.n * (alive + plus)
		stay := 1 - gone
		grad[0] -= c.n * (stay*at + gone*in.lnAlpha)
		grad[1] -= c.n * (r + x) * (stay/(alpha+t) + gone*in.perAlpha)
		grad[2] += c.n * (gone*(1/s-in.lnBeta) - stay*bt)
		grad[3] -= c.n * (stay*s/(beta+t) + gone*(s+1)*in.perBeta)
	}
	return ll
}

// integral is the logarithm of the integral over a time of death, and the
// means under it that its gradient is made of.
type integral struct {
	log               float64
	lnAlpha, lnBeta   float64 // means of ln(alpha+u), ln(beta+u)
	perAlpha, perBeta float64 // means of 1/(alpha+u), 1/(beta+u)
}

// dying integrates (alpha+u)^-k (beta+u)^-(s+1) from one time to another by
// Gauss and Legendre over the logarithm of m+u, m the smaller of alpha and
// beta, cut where the integrand has fallen by e^-45. Half the nodes are exact
// where it falls by no more than e^-20.
func dying(k, s, alpha, beta, from, to float64) integral {
	m := min(alpha, beta)
	width := math.Log((m + to) / (m + from))
	fall := k*(m+from)/(alpha+from) + (s+1)*(m+from)/(beta+from) - 1
	if fall > 0 {
		width = min(width, 45/fall)
	}
	if width <= 0 {
		return integral{log: math.Inf(-1)}
	}
	lnFrom := math.Log(m + from)
	top := -k*math.Log(alpha+from) - (s+1)*math.Log(beta+from)
	sum, out := 0.0, integral{}
	points := many
	if (k+s+1)*width <= 20 {
		points = few
	}
	for i, node := range points.nodes {
		mu := (m + from) * math.Exp(width*node)
		u := mu - m
		la, lb := lnFrom+width*node, lnFrom+width*node // of m+u
		if alpha > m {
			la = math.Log(alpha + u)
		}
		if beta > m {
			lb = math.Log(beta + u)
		}
		w := points.weights[i] * mu * math.Exp(-k*la-(s+1)*lb-top)
		sum += w
		out.lnAlpha += w * la
		out.lnBeta += w * lb
		out.perAlpha += w / (alpha + u)
		out.perBeta += w / (beta + u)
	}
	out.log = top + math.Log(sum*width)
	out.lnAlpha, out.lnBeta = out.lnAlpha/sum, out.lnBeta/sum
	out.perAlpha, out.perBeta = out.perAlpha/sum, out.perBeta/sum
	return out
}

// paretoExpected is the number of orders to come in t of a customer who is
// alive with rate ~ gamma(k, alpha) and leaves at rate ~ gamma(s, beta):
// k beta / (alpha (s-1)) [1 - (beta/(beta+t))^(s-1)] (Fader, Hardie, "A note
// on deriving the Pareto/NBD model", 2005).
func paretoExpected(k, alpha, s, beta, t float64) float64 {
	e, ln := s-1, math.Log(beta/(beta+t))
	if e == 0 {
		return k * beta / alpha * -ln
	}
	return k * beta / alpha * -math.Expm1(e*ln) / e
}

// paretoNone is the chance of no order in t of such a customer: none while
// staying, or leaving before the first.
func paretoNone(k, alpha, s, beta, t float64) float64 {
	stay := k*math.Log(alpha/(alpha+t)) + s*math.Log(beta/(beta+t))
	leave := math.Log(s) + k*math.Log(alpha) + s*math.Log(beta) + dying(k, s, alpha, beta, 0, t).log
	return math.Exp(stay) + math.Exp(leave)
}

// rule holds the nodes and weights of Gauss and Legendre on 0 to 1.
type rule struct{ nodes, weights []float64 }

var few, many = legendre(20), legendre(40)

// legendre finds the nodes as the zeros of the Legendre polynomial by Newton.
func legendre(n int) rule {
	nodes, weights := make([]float64, n), make([]float64, n)
	for i := range n {
		z := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		slope := 0.0
		for range 50 {
			now, before := 1.0, 0.0
			for k := range n {
				now, before = ((2*float64(k)+1)*z*now-float64(k)*before)/float64(k+1), now
			}
			slope = float64(n) * (z*now - before) / (z*z - 1)
			z -= now / slope
		}
		nodes[i], weights[i] = (1-z)/2, 1/((1-z*z)*slope*slope)
	}
	return rule{nodes, weights}
}
