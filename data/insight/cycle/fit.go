package cycle

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// grid is demand at equal steps, NaN where nothing is known, with the slot of
// the cycle that each step lies in.
type grid struct {
	value  []float64
	slot   []int
	slots  int
	period float64 // steps in one repetition
	window int     // steps of the moving average: whole repetitions
}

// fit is a cycle measured on a grid. Indices are 1 on average over the slots
// that occur; NaN for those that do not.
type fit struct {
	index, low, high []float64
	count            []int
	n                int
	strength         float64 // 0 to 1
	p                float64 // chance of slots so different where there is no cycle
	level            []float64
}

// rounds are enough for indices and level to settle: each is worked out from
// the other.
const rounds = 6

// outlying is how many scaled median deviations from the middle of its slot
// make a value no measure of the usual.
const outlying = 6

// measure finds the indices as ratios to a centred moving average, then once
// more without the values far off.
func measure(g grid) fit {
	keep := make([]bool, len(g.value))
	for i, v := range g.value {
		keep[i] = !math.IsNaN(v)
	}
	f := g.settle(keep)
	if g.drop(f, keep) {
		f = g.settle(keep)
	}
	g.judge(&f, keep)
	return f
}

// settle works out indices and level by turns.
func (g *grid) settle(keep []bool) fit {
	f := fit{index: slices.Repeat([]float64{1}, g.slots)}
	for range rounds {
		f.level = g.levels(f.index, keep)
		f.index = g.indices(f.level, keep)
	}
	return f
}

// levels are the moving average of the values without their season. Near the
// ends the window stays whole and the trend carries the average on.
func (g *grid) levels(index []float64, keep []bool) []float64 {
	n, w := len(g.value), min(g.window, len(g.value))
	out := make([]float64, n)
	centre := make([]float64, n)
	for t := range n {
		from := min(max(0, t-w/2), n-w)
		to := from + w
		even := w%2 == 0 && t-w/2 >= 0 && t+w/2 < n
		if even {
			to++ // both ends count half
		}
		value, weight := 0.0, 0.0
		for i := from; i < to; i++ {
			if !keep[i] {
				continue
			}
			part := 1.0
			if even && (i == from || i == to-1) {
				part = 0.5
			}
			value += part * g.value[i]
			weight += part * index[g.slot[i]]
		}
		out[t], centre[t] = math.NaN(), float64(from+to-1)/2
		if weight > 0 {
			out[t] = value / weight
		}
	}
	slope := g.slope(index, keep)
	for t := range out {
		if at := float64(t) - centre[t]; math.Abs(at) > 0.5 && out[t]+slope*at > 0.2*out[t] {
			out[t] += slope * at
		}
	}
	return out
}

// slope is the step of the straight line through the values without their season.
func (g *grid) slope(index []float64, keep []bool) float64 {
	var n, sx, sy, sxx, sxy float64
	for i, v := range g.value {
		if !keep[i] || index[g.slot[i]] <= 0 {
			continue
		}
		x, y := float64(i), v/index[g.slot[i]]
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if d := n*sxx - sx*sx; d > 0 {
		return (n*sxy - sx*sy) / d
	}
	return 0
}

// indices are the mean ratios to the level, brought to a mean of one.
func (g *grid) indices(level []float64, keep []bool) []float64 {
	sum, count := make([]float64, g.slots), make([]float64, g.slots)
	for i := range g.value {
		if r := g.ratio(i, level, keep); !math.IsNaN(r) {
			sum[g.slot[i]] += r
			count[g.slot[i]]++
		}
	}
	all, seen := 0.0, 0.0
	for s := range sum {
		if count[s] > 0 {
			sum[s] /= count[s]
			all, seen = all+sum[s], seen+1
		}
	}
	for s := range sum {
		if count[s] == 0 || all <= 0 {
			sum[s] = 1
		} else {
			sum[s] *= seen / all
		}
	}
	return sum
}

// ratio is a value over its level; NaN where either is unknown.
func (g *grid) ratio(i int, level []float64, keep []bool) float64 {
	if !keep[i] || !(level[i] > 0) {
		return math.NaN()
	}
	return g.value[i] / level[i]
}

// drop forgets the values far off their slot's middle.
func (g *grid) drop(f fit, keep []bool) (dropped bool) {
	rest := make([]float64, 0, len(keep))
	for i := range keep {
		if r := g.ratio(i, f.level, keep); !math.IsNaN(r) {
			rest = append(rest, r-f.index[g.slot[i]])
		}
	}
	middle, mad := Middle(rest)
	for i := range keep {
		if r := g.ratio(i, f.level, keep); mad > 0 && math.Abs(r-f.index[g.slot[i]]-middle) > outlying*mad {
			keep[i], dropped = false, true
		}
	}
	return dropped
}

// Middle is the median of values and their median absolute deviation from it,
// scaled by 1.4826 to equal the standard deviation of normal values. It sorts
// the values.
func Middle(values []float64) (median, mad float64) {
	if len(values) == 0 {
		return 0, 0
	}
	slices.Sort(values)
	median = half(values)
	off := make([]float64, len(values))
	for i, v := range values {
		off[i] = math.Abs(v - median)
	}
	slices.Sort(off)
	return median, 1.4826 * half(off)
}

func half(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// judge finds strength, chance and intervals. The strength is
// 1 - Var(remainder)/Var(remainder+seasonal), floored at 0, with variances
// that allow for the indices having been fitted, so that it is about 0 on
// noise however short the history; the chance is that of the F test.
func (g *grid) judge(f *fit, keep []bool) {
	bySlot := make([][]float64, g.slots)
	mean := 0.0
	for i := range g.value {
		if r := g.ratio(i, f.level, keep); !math.IsNaN(r) {
			bySlot[g.slot[i]] = append(bySlot[g.slot[i]], r)
			mean += r
			f.n++
		}
	}
	f.p, f.count = 1, make([]int, g.slots)
	if f.n == 0 {
		f.bounds(bySlot, 0, 0)
		return
	}
	mean /= float64(f.n)
	var rest, all, used float64
	for s, ratios := range bySlot {
		f.count[s] = len(ratios)
		if len(ratios) > 0 {
			used++
		}
		own := average(ratios)
		for _, r := range ratios {
			rest += (r - own) * (r - own)
			all += (r - mean) * (r - mean)
		}
	}
	free := float64(f.n) - used - float64(len(g.value))/float64(max(1, g.window)) // the level is fitted too
	if free > 0 && used > 1 && all > 1e-12*float64(f.n) {                         // else they are all alike
		f.strength = max(0, 1-(rest/free)/(all/(free+used-1)))
		f.p = 0
		if rest > 1e-12*all {
			f.p = distuv.F{D1: used - 1, D2: free}.Survival(max(0, all-rest) / (used - 1) / (rest / free))
		}
	}
	f.bounds(bySlot, math.Sqrt(rest/max(1, free)), free)
}

// bounds are 95 % intervals that hold for all slots together (Bonferroni).
// Slots with few values borrow the spread of all.
func (f *fit) bounds(bySlot [][]float64, spread, free float64) {
	f.low, f.high = slices.Clone(f.index), slices.Clone(f.index)
	for s, ratios := range bySlot {
		n := float64(len(ratios))
		if n == 0 {
			f.index[s], f.low[s], f.high[s] = math.NaN(), math.NaN(), math.NaN()
			continue
		}
		sd, df := spread, free
		if n >= 12 {
			sd, df = deviation(ratios), n-1
		}
		if df < 1 {
			f.low[s], f.high[s] = math.NaN(), math.NaN()
			continue
		}
		t := distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(1 - 0.025/float64(len(bySlot)))
		f.low[s], f.high[s] = max(0, f.index[s]-t*sd/math.Sqrt(n)), f.index[s]+t*sd/math.Sqrt(n)
	}
}

func average(values []float64) (mean float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	return mean
}

func deviation(values []float64) float64 {
	mean, sum := average(values), 0.0
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum / max(1, float64(len(values)-1)))
}

// repetitions is how often the cycle is seen whole.
func (g *grid) repetitions() int { return int(float64(len(g.value))/g.period + 1e-9) }

// proven reports whether the seasonal naive forecast, each slot as it was in
// the repetitions before, comes closer than the mean on the last quarter of
// the repetitions, at least the last one. Both know the same level.
func (g *grid) proven() bool {
	held := max(1, g.repetitions()/4)
	cut := len(g.value) - int(math.Round(float64(held)*g.period))
	if cut < 1 {
		return false
	}
	past := *g
	past.value, past.slot, past.window = g.value[:cut], g.slot[:cut], min(g.window, cut)
	f := measure(past)
	level := lastKnown(f.level)
	if !(level > 0) {
		return false
	}
	seasonal, flat := 0.0, 0.0
	for i := cut; i < len(g.value); i++ {
		index := f.index[g.slot[i]]
		if math.IsNaN(g.value[i]) || math.IsNaN(index) {
			continue
		}
		off, offFlat := min(g.value[i]/level, 10)-index, min(g.value[i]/level, 10)-1
		seasonal, flat = seasonal+off*off, flat+offFlat*offFlat
	}
	return seasonal < flat
}

func lastKnown(level []float64) float64 {
	for i := len(level) - 1; i >= 0; i-- {
		if !math.IsNaN(level[i]) {
			return level[i]
		}
	}
	return 0
}

// merge takes r repetitions together as one, so that a step holds enough
// purchases to tell something. The period is a whole number of steps.
func (g *grid) merge(r int) grid {
	period := int(g.period)
	block := period * r
	m := grid{slots: g.slots, period: g.period, window: g.window}
	for from := 0; from+block <= len(g.value); from += block {
		for at := range period {
			sum, n := 0.0, 0
			for i := from + at; i < from+block; i += period {
				if !math.IsNaN(g.value[i]) {
					sum, n = sum+g.value[i], n+1
				}
			}
			value := math.NaN()
			if n > 0 {
				value = sum / float64(n)
			}
			m.value, m.slot = append(m.value, value), append(m.slot, g.slot[from+at])
		}
	}
	return m
}
