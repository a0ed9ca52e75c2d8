package intermittent

import (
	"cmp"
	"slices"
)

// Distribution is what the demand of one step may be.
type Distribution struct {
	Mean   float64
	sizes  []float64 // that came up, rising
	weight []float64 // of each, adding up to 1
	chance float64   // that there is any demand
}

// The weights of Estimate. The past fades with a half-life of eight steps. A
// rare demand says little of its own frequency, so that faith steps in which
// one of twenty has a demand are added, the fewer the more often there is one.
const (
	smoothing = 0.1
	fade      = 0.92
	faith     = 15
	expected  = 0.05
)

// Estimate reads the distribution of the next step off the past: the mean is
// that of TSB, the chance and the sizes those of the past, fading. There must
// be a value.
func Estimate(y []float64) Distribution {
	d := Distribution{Mean: TSB(y, smoothing, smoothing, Mean)}
	type seen struct{ size, weight float64 }
	var all []seen
	steps, demands, weight := 0.0, 0.0, 1.0
	for _, v := range slices.Backward(y) {
		steps += weight
		if v != 0 {
			demands += weight
			all = append(all, seen{v, weight})
		}
		weight *= fade
	}
	if demands == 0 {
		return d
	}
	rare := 1 - demands/steps
	belief := faith * rare * rare
	d.chance = (demands + belief*expected) / (steps + belief)
	slices.SortFunc(all, func(a, b seen) int { return cmp.Compare(a.size, b.size) })
	for _, s := range all {
		d.sizes, d.weight = append(d.sizes, s.size), append(d.weight, s.weight/demands)
	}
	return d
}

// Quantile is the least demand that the step stays at or under with
// probability p, 0 to 1.
func (d Distribution) Quantile(p float64) float64 {
	reached, at := 1-d.chance, 0.0
	for i, size := range d.sizes {
		if reached >= p-1e-12 {
			break
		}
		reached, at = reached+d.chance*d.weight[i], size
	}
	return at
}
