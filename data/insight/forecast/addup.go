package forecast

import (
	"cmp"
	"math"
	"slices"
)

// AddUp lets the forecasts of segments add up to that of their total, step by
// step: the difference is shared out by how unsure each one is, the total
// taking its part (weighted least squares with the variances of the forecasts;
// Wickramasuriya, Athanasopoulos & Hyndman 2019). Where that would push a
// segment below zero the segments keep their shares instead. Intervals move
// with their means. The sum of the segments' means, added in their order, is
// exactly the total's mean. All must have the same steps.
func AddUp(total []Point, parts [][]Point) ([]Point, [][]Point) {
	total = slices.Clone(total)
	out := make([][]Point, len(parts))
	for i, p := range parts {
		out[i] = slices.Clone(p)
	}
	if len(parts) == 0 {
		return total, out
	}
	at := make([]*Point, len(parts))
	for step := range total {
		for i := range out {
			at[i] = &out[i][step]
		}
		level(&total[step], at)
	}
	return total, out
}

// level shares out the difference of one step.
func level(total *Point, parts []*Point) {
	sum, spread := 0.0, 0.0
	for _, p := range parts {
		sum += p.Mean
		spread += p.variance()
	}
	gap := total.Mean - sum
	if all := spread + total.variance(); all > 0 {
		gap *= spread / all
	}
	if spread == 0 || !share(parts, gap, spread) {
		scaleTo(parts, sum, gap)
	}
	whole := 0.0
	for _, p := range parts {
		whole += p.Mean
	}
	total.move(whole)
}

// variance of the step's error, but for a constant.
func (p Point) variance() float64 { d := p.Hi80 - p.Lo80; return d * d }

// share moves each part by its share of the variance, unless one would fall
// below zero that is not there yet.
func share(parts []*Point, gap, spread float64) bool {
	moved := make([]float64, len(parts))
	for i, p := range parts {
		moved[i] = p.Mean + gap*(p.variance()/spread)
		if moved[i] < min(p.Mean, 0) {
			return false
		}
	}
	for i, p := range parts {
		p.move(moved[i])
	}
	return true
}

// scaleTo lets each part keep its share of the sum, or, where shares mean
// nothing, gives all the same.
func scaleTo(parts []*Point, sum, gap float64) {
	shares := sum > 0 && !slices.ContainsFunc(parts, func(p *Point) bool { return p.Mean < 0 })
	for _, p := range parts {
		if shares {
			p.move(p.Mean * (1 + gap/sum))
		} else {
			p.move(p.Mean + gap/float64(len(parts)))
		}
	}
}

// move puts the mean where it is told and the intervals as far beside it as
// before; ends that were not below zero stay so.
func (p *Point) move(mean float64) {
	for _, v := range []*float64{&p.Lo95, &p.Lo80, &p.Hi80, &p.Hi95} {
		end := mean + (*v - p.Mean)
		if *v >= 0 && mean >= 0 {
			end = max(end, 0)
		}
		*v = end
	}
	p.Mean = mean
}

// Whole rounds parts to whole numbers that add up to their rounded sum: all
// are cut down, then those that lost most get one more, of equals the first.
func Whole(parts []float64) []int64 {
	out, order, sum := make([]int64, len(parts)), make([]int, len(parts)), 0.0
	for i, v := range parts {
		sum += v
		out[i], order[i] = int64(math.Floor(v)), i
	}
	left := int64(math.Floor(sum + 0.5 + 1e-9)) // the same however the sum was split
	for _, v := range out {
		left -= v
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(parts[b]-math.Floor(parts[b]), parts[a]-math.Floor(parts[a]))
	})
	for _, i := range order[:max(0, min(int(left), len(order)))] {
		out[i]++
	}
	return out
}
