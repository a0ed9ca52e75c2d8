package lifetime

import (
	"math"
	"slices"

	"regulars/data/insight/lifetime/btyd"
)

// Blend is the name of several models at work together. Customers are not all
// of one kind: some leave for good, others rest for long and come back, and a
// back-test tells how much of each there is.
const Blend btyd.Model = "blend"

// trial is a back-test customer by customer.
type trial struct {
	models   []btyd.Model
	chances  [][]float64 // of buying, by model
	expected [][]float64 // orders, by model
	happened []int
}

func (t *trial) bought(i int) float64 { return float64(min(t.happened[i], 1)) }

// pull is how hard the usual model holds the weights: as the back-test of so
// many customers of whom the models say opposite things. Outcomes vary by
// about .15 and the weights of shops by about .4^2.
const pull = 1.0

// weights are those that would have made the mean square of chance less
// outcome least over the customers asked for, drawn to the usual model; they
// are 0 or more and sum to 1.
func (t *trial) weights(usual btyd.Model, of func(customer int) bool) []float64 {
	k := len(t.models)
	products, targets := make([][]float64, k), make([]float64, k)
	for m := range k {
		products[m] = make([]float64, k)
	}
	for i := range t.happened {
		if !of(i) {
			continue
		}
		for m := range k {
			targets[m] += t.chances[m][i] * t.bought(i)
			for n := range k {
				products[m][n] += t.chances[m][i] * t.chances[n][i]
			}
		}
	}
	w := make([]float64, k)
	start := slices.Index(t.models, usual)
	w[start] = 1
	targets[start] += pull
	for m := range k {
		products[m][m] += pull
	}
	descend(w, products, targets)
	return w
}

// descend finds the least of w'Aw - 2b'w over weights that sum to 1, by moving
// weight between two at a time.
func descend(w []float64, a [][]float64, b []float64) {
	slope := func(m int) float64 {
		sum := -b[m]
		for n := range w {
			sum += a[m][n] * w[n]
		}
		return sum
	}
	for range 500 {
		moved := 0.0
		for m := range w {
			for n := range m {
				bend := a[m][m] + a[n][n] - 2*a[m][n]
				if bend <= 0 {
					continue
				}
				step := max(-w[m], min((slope(n)-slope(m))/bend, w[n]))
				w[m] += step
				w[n] -= step
				moved = max(moved, math.Abs(step))
			}
		}
		if moved < 1e-9 {
			return
		}
	}
}

func all(int) bool { return true }

// blended is how a blend would have done on customers whose outcome it was
// not made of: the weights for every second customer come from the others.
func (t *trial) blended(usual btyd.Model) Score {
	folds := [2][]float64{}
	for half := range folds {
		folds[half] = t.weights(usual, func(i int) bool { return i%2 != half })
	}
	chances, expected := make([]float64, len(t.happened)), make([]float64, len(t.happened))
	for i := range t.happened {
		for m, w := range folds[i%2] {
			chances[i] += w * t.chances[m][i]
			expected[i] += w * t.expected[m][i]
		}
	}
	return scoreOf(Blend, chances, expected, t.happened)
}

// leastWeight is the smallest weight worth the work.
const leastWeight = 0.01

// mixture turns weights into a mixture, without models of hardly any weight
// and without those whose search came to nothing on the whole history.
func (t *trial) mixture(w []float64, x fits) (mix btyd.Mix) {
	sum := 0.0
	for m, v := range w {
		if fit := x.weak[t.models[m]]; v >= leastWeight && fit.Converged {
			mix = append(mix, btyd.Part{Fit: fit, Weight: v})
			sum += v
		}
	}
	for i := range mix {
		mix[i].Weight /= sum
	}
	return mix
}
