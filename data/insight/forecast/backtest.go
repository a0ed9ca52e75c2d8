package forecast

import (
	"context"
	"math"
)

// trial is one method's errors from one origin.
type trial struct {
	miss   []float64 // actual less mean, step by step
	within []float64 // the same over the standard deviation claimed
	scale  float64   // of the values known at the origin, for MASE
}

// origins returns where to stand in a series of n values to look horizon
// steps ahead, the last first, and how far can be looked: six times where
// there is room, the whole horizon unless three origins need it shorter.
func origins(n, fewest, horizon int) (at []int, ahead int) {
	ahead = min(horizon, n-fewest-2)
	if ahead < 1 {
		return nil, 0
	}
	room := n - ahead - fewest
	step := max(1, min(room/11, (ahead+5)/6))
	for o := n - ahead; o >= fewest && len(at) < 12; o -= step {
		at = append(at, o)
	}
	return at, ahead
}

// try looks ahead from every origin with every method; nil where a method
// does not answer from all of them.
func (w *work) try(ctx context.Context, methods []view) (trials map[string][]trial, ahead int, err error) {
	least := fewest
	if w.freq > 1 {
		least = max(least, 2*w.freq)
	}
	at, ahead := origins(len(w.y), least, w.horizon)
	trials = map[string][]trial{}
	for _, o := range at {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		past := w.y[:o]
		scale := naiveError(past, w.freq)
		for _, v := range views(past, w.freq, ahead) {
			trials[v.method] = append(trials[v.method], v.against(w.y[o:o+ahead], scale))
		}
	}
	for _, v := range methods {
		if len(trials[v.method]) < len(at) {
			delete(trials, v.method)
		}
	}
	return trials, ahead, nil
}

func (v view) against(actual []float64, scale float64) trial {
	t := trial{make([]float64, len(actual)), make([]float64, len(actual)), scale}
	for i, a := range actual {
		t.miss[i] = a - v.mean[i]
		t.within[i] = t.miss[i] / max(v.sd[i], scale*1e-3)
	}
	return t
}

// naiveError is the mean absolute change of y over a season, or, where there
// is none, over a step; never zero unless all values are alike.
func naiveError(y []float64, freq int) float64 {
	for _, lag := range []int{freq, 1} {
		sum := 0.0
		for t := lag; t < len(y); t++ {
			sum += math.Abs(y[t]-y[t-lag]) / float64(len(y)-lag)
		}
		if sum > 0 {
			return sum
		}
	}
	return 1
}

// scaled is the mean absolute error over all trials, each on its scale.
func scaled(trials []trial) float64 {
	sum, n := 0.0, 0.0
	for _, t := range trials {
		for _, e := range t.miss {
			sum += math.Abs(e) / t.scale
			n++
		}
	}
	return sum / n
}
