package forecast

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// short forecasts fewer values than a model needs: by the last one or by the
// mean, whichever would have been nearer so far.
func (w *work) short(r *Result) {
	r.need(NeedValues, fewest-len(w.y))
	r.need(NeedSeasons, w.seasons)
	y, n := w.y, len(w.y)
	var byLast, byMean, change, sum float64
	for t, v := range y {
		if t > 0 {
			byLast += math.Abs(v - y[t-1])
			byMean += math.Abs(v - sum/float64(t))
			change += (v - y[t-1]) * (v - y[t-1]) / float64(n-1)
		}
		sum += v
	}
	wide := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}
	far80, far95 := wide.Quantile(0.9), wide.Quantile(0.975)
	middle, r2 := sum/float64(n), 0.0
	for _, v := range y {
		r2 += (v - middle) * (v - middle) / float64(n-1)
	}
	v := view{mean: make([]float64, w.horizon), sd: make([]float64, w.horizon)}
	r.Method = Mean
	if byLast < byMean {
		r.Method = Naive
	}
	for i := range v.mean {
		v.mean[i], v.sd[i] = middle, math.Sqrt(r2*(1+1/float64(n)))
		if r.Method == Naive {
			v.mean[i], v.sd[i] = y[n-1], math.Sqrt(change*float64(i+1))
		}
		m, s := v.mean[i], v.sd[i]
		r.Points = append(r.Points, Point{i + 1, m, m - far80*s, m + far80*s, m - far95*s, m + far95*s})
	}
	r.Relative = 1
}
