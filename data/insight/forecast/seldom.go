package forecast

import (
	"math"

	"regulars/data/insight/forecast/intermittent"
)

// seldom forecasts demand that is mostly zero.
func (w *work) seldom(r *Result) {
	r.Method, r.Model = Rare, string(intermittent.Classify(w.y))
	d := intermittent.Estimate(w.y)
	p := Point{0, d.Mean, d.Quantile(0.1), d.Quantile(0.9), d.Quantile(0.025), d.Quantile(0.975)}
	for i := range w.horizon {
		p.Step = i + 1
		r.Points = append(r.Points, p)
	}
	w.trySeldom(r)
}

// trySeldom looks ahead from earlier origins, by squares: a forecast of
// always zero has the least absolute error and is of no use.
func (w *work) trySeldom(r *Result) {
	at, ahead := origins(len(w.y), fewest, w.horizon)
	r.need(NeedBacktest, w.horizon-ahead)
	r.Origins, r.Horizon, r.Relative = len(at), ahead, 1
	var ours, naive, mase, in80, in95, n float64
	for _, o := range at {
		past := w.y[:o]
		d := intermittent.Estimate(past)
		scale := naiveError(past, 1)
		for _, v := range w.y[o : o+ahead] {
			n++
			ours += (v - d.Mean) * (v - d.Mean)
			naive += (v - past[o-1]) * (v - past[o-1])
			mase += math.Abs(v-d.Mean) / scale
			in80 += inside(v, d.Quantile(0.1), d.Quantile(0.9))
			in95 += inside(v, d.Quantile(0.025), d.Quantile(0.975))
		}
	}
	if n == 0 {
		return
	}
	r.MASE, r.Cover80, r.Cover95 = mase/n, in80/n, in95/n
	if naive > 0 {
		r.Relative = math.Sqrt(ours / naive)
	}
	if r.BeatsNaive = r.Relative < 1; !r.BeatsNaive {
		r.need(NeedBetter, 1)
	}
}

func inside(v, low, high float64) float64 {
	if v >= low && v <= high {
		return 1
	}
	return 0
}
