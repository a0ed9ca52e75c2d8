package btyd

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// simulated draws customers in continuous time: each begins at a moment of
// the first third of the time, orders at a rate of their own, and leaves as
// the model says. Nothing is rounded.
func simulated(m Model, p []float64, n int, span float64, seed uint64) []Customer {
	customers, _ := lived(m, p, n, span, 0, seed)
	return customers
}

// lived also plays on and counts the orders of the time after.
func lived(m Model, p []float64, n int, span, ahead float64, seed uint64) ([]Customer, []int) {
	src := rand.NewPCG(seed, 99)
	rng := rand.New(src)
	out, later := make([]Customer, n), make([]int, n)
	for i := range out {
		c := Customer{T: span * (1 - rng.Float64()/3)}
		rate := distuv.Gamma{Alpha: p[0], Beta: p[1], Src: src}.Rand()
		leaves := func() bool { return false }
		until := c.T + ahead
		switch m {
		case BG, MBG, MBG2, MBG3, MBG4:
			chance := distuv.Beta{Alpha: p[2], Beta: p[3], Src: src}.Rand()
			leaves = func() bool { return rng.Float64() < chance }
		case Pareto:
			until = min(until, rng.ExpFloat64()/distuv.Gamma{Alpha: p[2], Beta: p[3], Src: src}.Rand())
		}
		gap := func() (sum float64) {
			for range m.stages() {
				sum += rng.ExpFloat64() / rate
			}
			return sum
		}
		gone := m.first() == 1 && leaves()
		for at := gap(); !gone && at <= until; at += gap() {
			if at <= c.T {
				c.LnGaps += math.Log(at - c.Tx)
				c.X, c.Tx = c.X+1, at
			} else {
				later[i]++
			}
			gone = leaves()
		}
		out[i] = c
	}
	return out, later
}

// errorsOf are the standard errors of the free parameters.
func errorsOf(f Fit) []float64 {
	var inverse mat.SymDense
	if f.chol.InverseTo(&inverse) != nil {
		return nil
	}
	out := make([]float64, len(f.theta))
	for i := range out {
		out[i] = math.Sqrt(inverse.At(i, i) / f.n)
	}
	return out
}

// free writes natural parameters in weeks as the search has them.
func free(f Fit, p []float64) []float64 {
	q := append([]float64(nil), p...)
	q[1] /= f.scale
	if f.Model == Pareto {
		q[3] /= f.scale
	}
	theta := make([]float64, len(q))
	for i, v := range q {
		theta[i] = math.Log(v)
	}
	if f.Model.leaves() {
		theta[2], theta[3] = math.Log(q[2]/q[3]), math.Log(q[2]+q[3])
	}
	return theta
}

func TestParametersAreRecovered(t *testing.T) {
	seeds := 100
	if testing.Short() {
		seeds = 3
	}
	for m, truth := range map[Model][]float64{NBD: {.7, 9.4}, BG: {.243, 4.414, .793, 2.426}, MBG: {.525, 6.183, .891, 1.614}, Pareto: {.553, 10.578, .606, 11.669}, MBG3: {.525, 2.1, .891, 1.614}} {
		within := 0
		for seed := range seeds {
			f := Find(m, Collapse(simulated(m, truth, 4000, 78, uint64(seed))), false)
			se, want := errorsOf(f), free(f, truth)
			good := f.Converged && f.Inner
			for i := range se {
				good = good && math.Abs(f.theta[i]-want[i]) <= 3*se[i]
			}
			if good {
				within++
			}
		}
		t.Logf("%s: %d of %d seeds within three standard errors", m, within, seeds)
		if 100*within < 95*seeds {
			t.Errorf("%s: only %d of %d", m, within, seeds)
		}
	}
}

// Means, chances, ranges and futures played out, against the lives of
// simulated customers after the day they are looked at.
func TestForecastsAgainstSimulatedLives(t *testing.T) {
	const n, span, ahead = 40_000, 40.0, 30.0
	for m, p := range map[Model][]float64{NBD: {.7, 9.4}, BG: {.9, 6, .8, 2.4}, MBG: {.9, 6, .8, 2.4}, Pareto: {.9, 6, .7, 12}, MBG2: {.9, 3, .8, 2.4}, MBG4: {.9, 1.5, .8, 4}} {
		f := Fit{Model: m, P: p}
		var expected, buys, orders, buyers, played, inside, asked float64
		src := rand.NewPCG(5, 6)
		rng := rand.New(src)
		customers, later := lived(m, p, n, span, ahead, 7)
		for i, c := range customers {
			expected += f.Expected(c, ahead)
			buys += f.Buys(c, ahead)
			played += float64(f.future(c, ahead, src, rng))
			orders += float64(later[i])
			buyers += float64(min(later[i], 1))
			if i%20 == 0 {
				look := Mix{{f, 1}}.Outlook(c, ahead)
				asked++
				if later[i] >= look.Low && later[i] <= look.High {
					inside++
				}
			}
		}
		if math.Abs(orders/expected-1) > .03 || math.Abs(buyers/buys-1) > .03 || math.Abs(played/expected-1) > .03 {
			t.Errorf("%s: %.0f orders, %.0f expected, %.0f played; %.0f buyers, %.0f expected", m, orders, expected, played, buyers, buys)
		}
		if inside < .8*asked {
			t.Errorf("%s: %.0f of %.0f in their ranges", m, inside, asked)
		}
	}
}

// Gradients against differences, at several points, ends of the range included.
func TestGradients(t *testing.T) {
	d := Collapse(simulated(MBG, []float64{.525, 6.183, .891, 1.614}, 300, 78, 1))
	for _, m := range append(Models(), MBG2, MBG4) {
		o := newObjective(m, d, true)
		for _, shift := range []float64{-3, -1, 0, 1, 3} {
			theta := append([]float64(nil), m.starts()[0]...)
			for i := range theta {
				theta[i] += shift
			}
			o.evaluate(theta)
			grad := append([]float64(nil), o.grad...)
			for i := range theta {
				const h = 1e-5
				theta[i] += h
				up := o.f(theta)
				theta[i] -= 2 * h
				down := o.f(theta)
				theta[i] += h
				near(t, string(m), grad[i], (up-down)/(2*h), 1e-5*(1+math.Abs(grad[i])))
			}
		}
	}
}

// Extreme customers: thousands of orders, a to 1, nothing ever NaN.
func TestPredictionsAreNumbers(t *testing.T) {
	for _, c := range []Customer{{}, {T: 1e-9}, {T: 5000}, {X: 1}, {X: 4000, Tx: 1000, T: 1000}, {X: 4000, Tx: 1, T: 1000}, {X: 1, Tx: 1e-9, T: 2000}} {
		for _, m := range append(Models(), MBG2, MBG4) {
			for _, p := range [][]float64{{.5, 6, 1, 1.6}, {.5, 6, 1 + 1e-9, .2}, {1e-6, 1e-6, 1e-6, 1e-6}, {1e4, 1e4, 1e4, 1e4}, {.7, 9, 1e-9, .01}, {.7, 9, .01, 9000}} {
				f := Fit{Model: m, P: p[:len(m.Names())]}
				for _, weeks := range []float64{.1, 13, 520} {
					alive, e, buys := f.Alive(c), f.Expected(c, weeks), f.Buys(c, weeks)
					if !(alive >= 0 && alive <= 1) || !(e >= 0) || math.IsInf(e, 0) || !(buys >= 0 && buys <= 1) || math.IsNaN(f.ExpectedNew(weeks)) {
						t.Errorf("%s %v %v %v weeks: alive %v, expected %v, buys %v, new %v", m, p, c, weeks, alive, e, buys, f.ExpectedNew(weeks))
					}
				}
			}
		}
	}
	i := Mix{{Fit{Model: MBG, P: []float64{.5, 6, 1, 1.6}}, 1}}.Total(nil, 13, 0, .2)
	if _, err := json.Marshal(i); err != nil || i != (Interval{}) {
		t.Errorf("nobody: %+v, %v", i, err)
	}
}

func BenchmarkFit100k(b *testing.B) {
	customers := simulated(MBG, []float64{.525, 6.183, .891, 1.614}, 100_000, 78, 1)
	b.ResetTimer()
	for b.Loop() {
		if f := Find(MBG, Collapse(customers), false); !f.Converged {
			b.Fatal(f)
		}
	}
}

// With one stage the formulas of MBG/CNBD-k are those of MBG/NBD; and they are
// right for more, by the likelihood of a life written out stage by stage.
func TestRegularModels(t *testing.T) {
	customers := simulated(MBG3, []float64{.9, 2, .8, 2.4}, 200, 50, 3)
	d := Collapse(customers)
	p := []float64{.7, .11, .9, 1.6} // in units of scale
	for k := 1; k <= 4; k++ {
		grad := make([]float64, 4)
		want := 0.0
		for _, c := range customers {
			want += lifeLogLik(c, []float64{p[0], p[1] * d.scale, p[2], p[3]}, k)
		}
		near(t, "log-likelihood", d.inWeeks(bgLogLik(1, k)(d, p, grad)), want, 1e-9*math.Abs(want))
	}
	two := Customer{X: 2, Tx: 30.43, T: 38.86}
	f := Fit{Model: MBG, P: []float64{.525, 6.183, .891, 1.614}}
	near(t, "sum of the tails", f.summed(two, 39), f.Expected(two, 39), 1e-9)
	near(t, "first tail", f.tails(two, 39)(), f.Buys(two, 39), 1e-12)
	near(t, "new", f.summed(Customer{}, 39), f.ExpectedNew(39), 1e-9)
}

// lifeLogLik integrates the rate numerically: gaps of k stages at a rate, then
// fewer than k stages until T or leaving at tx.
func lifeLogLik(c Customer, p []float64, k int) float64 {
	stages, x := float64(k), float64(c.X)
	beta := func(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }
	stay, leave := math.Exp(beta(p[2], p[3]+x+1)-beta(p[2], p[3])), math.Exp(beta(p[2]+1, p[3]+x)-beta(p[2], p[3]))
	sum := 0.0
	const steps, from, to = 4000, -40.0, 6.0
	for i := range steps {
		u := from + (to-from)*(float64(i)+.5)/steps // logarithm of the rate
		rate := math.Exp(u)
		quiet, term := 0.0, 1.0
		for j := range k {
			if j > 0 {
				term *= rate * (c.T - c.Tx) / float64(j)
			}
			quiet += term
		}
		weight := p[0]*math.Log(p[1]) - lgamma(p[0]) + p[0]*u - p[1]*rate
		weight += x*stages*u + (stages-1)*c.LnGaps - x*lgamma(stages) - rate*c.Tx
		sum += math.Exp(weight) * (stay*quiet*math.Exp(-rate*(c.T-c.Tx)) + leave) * (to - from) / steps
	}
	return math.Log(sum)
}
