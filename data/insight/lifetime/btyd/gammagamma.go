package btyd

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/optimize"
)

// GammaGamma is the name of the model of what an order comes to.
const GammaGamma Model = "gamma-gamma"

// Spender is what the model of spending knows of a customer: the mean over
// X >= 1 orders, in any unit, positive.
type Spender struct {
	X    int
	Mean float64
}

// Spend is a fitted Gamma-Gamma model: the orders of a customer are gamma
// distributed with shape P around a mean of his own, and 1/scale differs
// between customers as gamma with shape Q and rate V.
type Spend struct {
	P, Q, V   float64
	LogLik    float64
	N         int // customers it stands on
	Converged bool
	// Correlation is that of orders with spending, which the model takes for none.
	Correlation float64
	average     float64 // of all, where the model has no mean
}

// Usable reports whether the model has a mean and was found.
func (s Spend) Usable() bool { return s.Converged && s.Q > 1 && !math.IsNaN(s.LogLik) }

// Mean is what the next orders of a customer come to on average, from the
// mean of x orders so far; x = 0 gives the mean of all customers:
// p (v + m x) / (p x + q - 1) (Fader, Hardie, Lee 2005, eq. 5). Without a
// usable model it is the plain average.
func (s Spend) Mean(x int, m float64) float64 {
	if !s.Usable() {
		return s.average
	}
	n := float64(x)
	return s.P * (s.V + m*n) / (s.P*n + s.Q - 1)
}

// Worth is what the next orders of a customer come to.
type Worth struct {
	Mean     float64 // of one order
	Variance float64 // of the customer's own mean, which is not known for sure
	Noise    float64 // variance of one order about that mean
}

// Ahead is [Spend.Mean] with how sure it is. With Q = px+q and V = v+mx,
// 1/scale is gamma with (Q, V), and so
//
//	Var(own mean) = (pV)^2 / ((Q-1)^2 ),  noise = p V^2 / ((Q-1))
//
// to which comes the error of the parameters: the mean of N customers is known
// to an N-th of its variance. Where Q-2 is below a half, a half is taken.
// Without a usable model the mean alone is known.
func (s Spend) Ahead(c Spender) Worth {
	out := Worth{Mean: s.Mean(c.X, c.Mean)}
	if !s.Usable() {
		return out
	}
	x := float64(c.X)
	q, v := s.P*x+s.Q, s.V+c.Mean*x
	spread := v * v / ((q - 1) * max(q-2, 0.5))
	out.Variance = s.P * s.P * spread / (q - 1) * (1 + 1/float64(max(1, s.N)))
	out.Noise = s.P * spread
	return out
}

// FitSpend fits the model to the customers whose mean is positive; the others
// are left out. With fewer than ten of them there is only an average.
func FitSpend(all []Spender) Spend {
	var kept []Spender
	for _, c := range all {
		if c.X > 0 && c.Mean > 0 && !math.IsInf(c.Mean, 0) {
			kept = append(kept, c)
		}
	}
	out := Spend{N: len(kept)}
	if len(kept) == 0 {
		return out
	}
	slices.SortFunc(kept, func(a, b Spender) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Mean, b.Mean)) })
	scale, orders := 0.0, 0.0
	for _, c := range kept {
		scale += c.Mean * float64(c.X)
		orders += float64(c.X)
	}
	scale /= orders
	out.average, out.Correlation = scale, correlation(kept)
	if len(kept) < 10 {
		return out
	}
	g := &spending{customers: kept, scale: scale, grad: make([]float64, 3)}
	g.find(&out)
	return out
}

// spending is minus the mean log-likelihood over ln p, ln q, ln v.
type spending struct {
	customers []Spender
	scale     float64
	at        []float64
	value     float64
	grad      []float64
}

func (g *spending) find(out *Spend) {
	problem := optimize.Problem{
		Func: func(theta []float64) float64 { g.evaluate(theta); return g.value },
		Grad: func(grad, theta []float64) { g.evaluate(theta); copy(grad, g.grad) },
	}
	settings := &optimize.Settings{GradientThreshold: 1e-8, MajorIterations: 300,
		Converger: &optimize.FunctionConverge{Absolute: 1e-14, Iterations: 8}}
	best := math.Inf(1)
	for _, start := range g.starts() {
		result, _ := optimize.Minimize(problem, start, settings, &optimize.BFGS{})
		if result == nil || !(result.F < best) {
			continue
		}
		g.evaluate(result.X)
		best = result.F
		out.P, out.Q, out.V = math.Exp(clamp(g.at[0])), math.Exp(clamp(g.at[1])), math.Exp(clamp(g.at[2]))*g.scale
		out.Converged = norm(g.grad) < 1e-5 && !atBound(result.X)
		n := float64(len(g.customers))
		// The density of a mean in money is that in units of scale, by scale.
		out.LogLik = -g.value*n - n*math.Log(g.scale)
	}
}

// starts are the points from which the search begins: with many customers the
// best that every so manieth of them gives.
func (g *spending) starts() [][]float64 {
	usual := [][]float64{{math.Log(2), math.Log(3), 0}, {math.Log(6), math.Log(4), math.Log(.5)}, {0, math.Log(10), math.Log(5)}}
	step := len(g.customers) / firstLook
	if step < 2 {
		return usual
	}
	thin := &spending{scale: g.scale, grad: make([]float64, len(g.grad))}
	for i := step / 2; i < len(g.customers); i += step {
		thin.customers = append(thin.customers, g.customers[i])
	}
	var first Spend
	if thin.find(&first); !first.Converged {
		return usual
	}
	return [][]float64{{math.Log(first.P), math.Log(first.Q), math.Log(first.V / g.scale)}}
}

// evaluate sums, with z = m/scale and n orders (Fader, Hardie, Lee 2005, eq. 1b),
//
//	ln G(pn+q) - ln G(pn) - ln G(q) + q ln v + pn ln(nz) - (pn+q) ln(v+nz) - ln z
func (g *spending) evaluate(theta []float64) {
	if slices.Equal(theta, g.at) {
		return
	}
	g.at = append(g.at[:0], theta...)
	p, q, v := math.Exp(clamp(theta[0])), math.Exp(clamp(theta[1])), math.Exp(clamp(theta[2]))
	ll, dp, dq, dv := 0.0, 0.0, 0.0, 0.0
	lnV, lnGq, diQ := math.Log(v), lgamma(q), mathext.Digamma(q)
	var n, gap, slopeSum, slope float64 // depend on the number of orders only
	for i, c := range g.customers {
		if i == 0 || c.X != g.customers[i-1].X {
			n = float64(c.X)
			gap = lgamma(p*n+q) - lgamma(p*n) - lnGq
			slopeSum, slope = mathext.Digamma(p*n+q), mathext.Digamma(p*n)
		}
		z := c.Mean / g.scale
		ln, lnAll := math.Log(n*z), math.Log(v+n*z)
		ll += gap + q*lnV + p*n*ln - (p*n+q)*lnAll - math.Log(z)
		dp += n * (slopeSum - slope + ln - lnAll)
		dq += slopeSum - diQ + lnV - lnAll
		dv += q/v - (p*n+q)/(v+n*z)
	}
	count := float64(len(g.customers))
	g.value = -ll / count
	for i, d := range []float64{dp * p, dq * q, dv * v} {
		beyond := theta[i] - clamp(theta[i])
		g.value += beyond * beyond
		g.grad[i] = -d/count + 2*beyond
		if beyond != 0 {
			g.grad[i] = 2 * beyond
		}
	}
	if math.IsNaN(g.value) {
		g.value = math.Inf(1)
	}
}

// correlation is Pearson's of the number of orders with their mean; 0 where
// one of them does not vary.
func correlation(customers []Spender) float64 {
	var n, sx, sm float64
	for _, c := range customers {
		n, sx, sm = n+1, sx+float64(c.X), sm+c.Mean
	}
	var xx, mm, xm float64
	for _, c := range customers {
		x, m := float64(c.X)-sx/n, c.Mean-sm/n
		xx, mm, xm = xx+x*x, mm+m*m, xm+x*m
	}
	if xx <= 0 || mm <= 0 {
		return 0
	}
	return xm / math.Sqrt(xx*mm)
}
