package forecast

import "context"

// The ratios of errors from which on another model is taken in the place of
// the preferred one, and the naive in the place of any: a few origins tell
// only large differences. Any ratio from .4 to .7 does about as well on the
// series of the M3 competition, higher ones do worse.
const (
	much = 0.6
	far  = 0.5
)

// regular forecasts by the method that did best on the past.
func (w *work) regular(ctx context.Context, r *Result) error {
	r.need(NeedSeasons, w.seasons)
	all := views(w.y, w.freq, w.horizon)
	trials, ahead, err := w.try(ctx, all)
	if err != nil {
		return err
	}
	naive := all[len(all)-1]
	best := choose(all, trials)
	w.judge(r, trials[best.method], trials[naive.method], ahead)
	r.Method, r.Model = best.method, best.model
	r.Points = best.points(stretched(trials[best.method]))
	r.Naive = naive.points(stretched(trials[naive.method]))
	return nil
}

// choose returns the first view unless the past speaks clearly for another:
// a model with a much smaller error, or the naive, the last, when its error
// was smaller by far.
func choose(all []view, trials map[string][]trial) view {
	best, naive := all[0], all[len(all)-1]
	for _, v := range all[:len(all)-1] {
		a, b := trials[v.method], trials[best.method]
		if len(a) > 0 && len(b) > 0 && scaled(a) < much*scaled(b) {
			best = v
		}
	}
	a, b := trials[naive.method], trials[best.method]
	if len(a) > 0 && len(b) > 0 && scaled(a) < far*scaled(b) {
		return naive
	}
	return best
}

func (w *work) judge(r *Result, of, naive []trial, ahead int) {
	r.need(NeedBacktest, w.horizon-ahead)
	r.Origins, r.Horizon, r.Relative = len(of), ahead, 1
	if len(of) == 0 {
		return
	}
	r.MASE = scaled(of)
	r.Cover80, r.Cover95 = coverage(of)
	if base := scaled(naive); base > 0 {
		r.Relative = r.MASE / base
	}
	r.BeatsNaive = r.Relative < 1
	if !r.BeatsNaive {
		r.need(NeedBetter, 1)
	}
}
