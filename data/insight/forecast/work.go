package forecast

import (
	"math"
	"slices"

	"regulars/data/insight"
	"regulars/data/insight/forecast/intermittent"
	"regulars/data/insight/forecast/season"
)

// fewest values for a model; below it only the last value or the mean.
const fewest = 8

// work is a series made ready: without gaps, from its first to its last known
// step, of size about one.
type work struct {
	y        []float64
	freq     int // 1 where two seasons are not known
	seasons  int // steps missing to two seasons
	horizon  int // from the last known step on
	late     int // steps at the end that are not known
	gaps     int
	odd      int
	size     float64   // a power of two that the values were divided by
	open     []float64 // of each step of the horizon asked, relative to the mean; nil
	positive bool      // never below zero
}

func prepare(s Series, o Options) *work {
	w := &work{freq: s.Freq}
	y := w.perDay(s)
	first, last := slices.IndexFunc(y, known), len(y)
	for last > 0 && !known(y[last-1]) {
		last--
	}
	if first < 0 {
		first = last
	}
	w.late = len(y) - last
	w.horizon = o.Horizon + w.late
	y = y[first:last]
	w.scale(y)
	if w.freq > 1 && len(y) < 2*w.freq {
		w.seasons, w.freq = 2*w.freq-len(y), 1
	}
	w.y, w.gaps = fill(y, w.freq)
	if len(w.y) >= fewest && !w.rare() {
		w.odd = setAside(w.y, w.freq)
	}
	return w
}

func known(v float64) bool { return v == v }

// perDay puts all steps on the mean number of open days. A step not open
// tells nothing of demand.
func (w *work) perDay(s Series) []float64 {
	y := slices.Clone(s.Values)
	if s.Open == nil {
		return y
	}
	sum, n := 0.0, 0.0
	for _, days := range s.Open[:len(y)] {
		if days > 0 {
			sum, n = sum+days, n+1
		}
	}
	if n == 0 {
		return y
	}
	for t := range y {
		if s.Open[t] == 0 {
			y[t] = math.NaN()
		} else {
			y[t] *= sum / n / s.Open[t]
		}
	}
	for _, days := range s.Open[len(y):] {
		w.open = append(w.open, days*n/sum)
	}
	return y
}

// scale divides by a power of two, which loses nothing.
func (w *work) scale(y []float64) {
	largest := 0.0
	w.positive = true
	for _, v := range y {
		largest = max(largest, math.Abs(zeroed(v)))
		w.positive = w.positive && !(v < 0)
	}
	_, exp := math.Frexp(largest)
	w.size = math.Ldexp(1, min(exp, 1023))
	for i := range y {
		y[i] /= w.size
	}
}

func zeroed(v float64) float64 {
	if known(v) {
		return v
	}
	return 0
}

// fill puts into each gap the mean of the same place of the seasons beside
// it, or else a line from the known step before to the one after.
func fill(y []float64, freq int) (full []float64, gaps int) {
	full = slices.Clone(y)
	for t := range y {
		if known(y[t]) {
			continue
		}
		gaps++
		sum, n := 0.0, 0.0
		for _, at := range []int{t - freq, t + freq} {
			if freq > 1 && at >= 0 && at < len(y) && known(y[at]) {
				sum, n = sum+y[at], n+1
			}
		}
		if n == 0 {
			sum, n = onLine(y, full, t), 1
		}
		full[t] = sum / n
	}
	return full, gaps
}

// onLine is the height at step t of the line from the step before to the next
// known one; of whichever there is at an end.
func onLine(y, full []float64, t int) float64 {
	ahead := slices.IndexFunc(y[t:], known)
	switch {
	case ahead < 0:
		return full[t-1]
	case t == 0:
		return y[ahead]
	}
	return full[t-1] + (y[t+ahead]-full[t-1])/float64(ahead+1)
}

// setAside replaces the values that are far from all beside them and from the
// same place of the seasons beside them, such as one giant order or the month
// of a fire: no model has a place for such a step, and one at the end would
// be taken for the new level. Far is ten times a usual change and twice a
// usual value. It returns how many.
func setAside(y []float64, freq int) (odd int) {
	far := max(10*typical(changes(y)), 2*typical(y))
	holes := slices.Clone(y)
	for t, v := range y {
		nearest := math.Inf(1)
		for _, lag := range []int{1, 2, freq, 2 * freq} {
			for _, at := range []int{t - lag, t + lag} {
				if at >= 0 && at < len(y) {
					nearest = min(nearest, math.Abs(y[at]-v))
				}
			}
		}
		if nearest > far {
			holes[t] = math.NaN()
			odd++
		}
	}
	full, _ := fill(holes, freq)
	copy(y, full)
	return odd
}

func changes(y []float64) []float64 {
	out := make([]float64, len(y)-1)
	for i := range out {
		out[i] = y[i+1] - y[i]
	}
	return out
}

// typical is the median size.
func typical(y []float64) float64 {
	sizes := make([]float64, len(y))
	for i, v := range y {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	return insight.Median(sizes)
}

// rare reports whether the series is mostly zeros, and not because of its season.
func (w *work) rare() bool {
	return w.positive && intermittent.Classify(w.y).Rare() && !season.Strong(w.y, w.freq)
}

// finish puts the points on the scale of the values.
func (w *work) finish(r *Result) {
	r.Points, r.Naive = w.restored(r.Points), w.restored(r.Naive)
}

// restored cuts the steps that are past already, puts the open days and the
// size back and ends everything at zero where the values did.
func (w *work) restored(points []Point) []Point {
	points = points[min(w.late, len(points)):]
	for i := range points {
		p := &points[i]
		p.Step = i + 1
		by := w.size
		if w.open != nil {
			by *= w.open[i]
		}
		for _, v := range []*float64{&p.Mean, &p.Lo80, &p.Hi80, &p.Lo95, &p.Hi95} {
			if w.positive {
				*v = max(*v, 0)
			}
			*v = min(max(*v*by, -math.MaxFloat64), math.MaxFloat64)
		}
	}
	return points
}
