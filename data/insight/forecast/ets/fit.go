package ets

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"regulars/data/insight/forecast/season"
)

// ErrUnfit is returned when a model cannot be estimated from a series: too
// few values, or values not above zero for a model that needs them.
var ErrUnfit = errors.New("ets: model does not suit the series")

// Estimate fits a model by maximum likelihood. A NaN among the values is a missing one.
// A season needs two of its length and at least two steps.
func Estimate(y []float64, period int, model Model) (*Fit, error) {
	if !suits(y, period, model) {
		return nil, ErrUnfit
	}
	scale := meanSize(y)
	if scale == 0 {
		scale = 1
	}
	scaled := make([]float64, len(y))
	for i, v := range y {
		scaled[i] = v / scale
	}
	s := newSeries(model, period, scaled)
	o := &search{series: s}
	best := math.Inf(1)
	var at []float64
	for _, from := range o.starts() {
		if x, f := o.improve(from); f < best {
			best, at = f, x
		}
	}
	if at == nil {
		return nil, ErrUnfit
	}
	return o.fit(at, scale), nil
}

func suits(y []float64, period int, model Model) bool {
	if !model.Valid() || model.Season != None && (period < 2 || len(y) < 2*period) {
		return false
	}
	known := 0
	for _, v := range y {
		if v != v {
			continue
		}
		known++
		if math.IsInf(v, 0) || v <= 0 && model.NeedsPositive() {
			return false
		}
	}
	return known >= 3
}

func meanSize(y []float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range y {
		if v == v {
			sum += math.Abs(v)
			n++
		}
	}
	return sum / n
}

// search walks the parameters. Weights are squared sines of free angles, so
// that an optimum at an end of their range is an ordinary flat point.
type search struct {
	series *series
	w      Weights
	level  float64
	trend  float64

	// The last parameters run through and what came of them: a slope is asked
	// for where a value just was.
	at  []float64
	sse float64
	ok  bool
}

const phiLow, phiHigh = 0.8, 0.98

// read takes the parameters from x: angles, level, trend, seasons.
func (o *search) read(x []float64) {
	m := o.series.model
	o.w, o.level, o.trend = Weights{Alpha: share(x[0]), Phi: 1}, 0, 0
	x = x[1:]
	if m.Trend != None {
		o.w.Beta = o.w.Alpha * share(x[0])
		x = x[1:]
	}
	if m.Trend == Damped {
		o.w.Phi = phiLow + (phiHigh-phiLow)*share(x[0])
		x = x[1:]
	}
	if m.Season != None {
		o.w.Gamma = (1 - o.w.Alpha) * share(x[0])
		x = x[1:]
	}
	o.level = x[0]
	x = x[1:]
	if m.Trend != None {
		o.trend = x[0]
		x = x[1:]
	}
	copy(o.series.seasons, x)
}

func share(angle float64) float64 { s := math.Sin(angle); return s * s }

// turn is the slope of share.
func turn(angle float64) float64 { return math.Sin(2 * angle) }

func angle(share float64) float64 { return math.Asin(math.Sqrt(share)) }

func (o *search) value(x []float64) float64 {
	o.read(x)
	var half float64
	half, o.sse, o.ok = o.series.run(o.w, o.level, o.trend)
	o.ok = o.ok && !math.IsNaN(half)
	o.at = append(o.at[:0], x...)
	if !o.ok {
		return math.Inf(1)
	}
	return half
}

func (o *search) grad(g, x []float64) {
	if !slices.Equal(o.at, x) {
		o.value(x)
	}
	if !o.ok {
		clear(g)
		return
	}
	by, level, trend := o.series.slope(o.w, o.sse)
	m, i := o.series.model, 1
	a := share(x[0])
	ofAlpha := by.Alpha
	if m.Trend != None {
		ofAlpha += by.Beta * share(x[i])
		g[i] = by.Beta * a * turn(x[i])
		i++
	}
	if m.Trend == Damped {
		g[i] = by.Phi * (phiHigh - phiLow) * turn(x[i])
		i++
	}
	if m.Season != None {
		ofAlpha -= by.Gamma * share(x[i])
		g[i] = by.Gamma * (1 - a) * turn(x[i])
		i++
	}
	g[0] = ofAlpha * turn(x[0])
	g[i] = level
	i++
	if m.Trend != None {
		g[i] = trend
		i++
	}
	copy(g[i:], o.series.back[:len(x)-i])
}

// starts are the best of a few weights among those that trust the first trend
// and season and among those that learn them fast: the likelihood often has a
// summit in each.
func (o *search) starts() (best [][]float64) {
	states := o.firstStates()
	for _, ratio := range []float64{0.03, 0.9} {
		var at []float64
		lowest := math.Inf(1)
		for _, alpha := range []float64{0.05, 0.25, 0.7} {
			x := append(o.angles(alpha, ratio), states...)
			if f := o.value(x); f < lowest {
				at, lowest = x, f
			}
		}
		if at != nil && (len(best) == 0 || o.series.model.Trend != None || o.series.model.Season != None) {
			best = append(best, at)
		}
	}
	return best
}

// angles are the weights where a trend follows by ratio/4 of alpha and a
// season by ratio of what alpha leaves.
func (o *search) angles(alpha, ratio float64) []float64 {
	x := []float64{angle(alpha)}
	if o.series.model.Trend != None {
		x = append(x, angle(ratio/4))
	}
	if o.series.model.Trend == Damped {
		x = append(x, angle(0.8))
	}
	if o.series.model.Season != None {
		x = append(x, angle(ratio))
	}
	return x
}

// firstStates reads level, trend and seasons off the beginning: the season by
// decomposition of the whole, a line through the first steps without it.
func (o *search) firstStates() []float64 {
	m, y, period := o.series.model, filled(o.series.y), o.series.period
	var seasons []float64
	if m.Season != None {
		multiplicative := m.Season == Multiplicative
		var ok bool
		if seasons, ok = season.Indices(y, period, multiplicative); !ok {
			seasons = make([]float64, period)
		}
		for i := range seasons {
			if multiplicative {
				seasons[i] = max(seasons[i], 0.01)
			}
		}
		y = season.Adjust(y, seasons, multiplicative)
	}
	level, slope := line(y[:min(len(y), max(10, period))])
	if m.Trend == None {
		return append([]float64{mean(y[:min(len(y), max(5, period))])}, seasons...)
	}
	if m.NeedsPositive() {
		level = max(level, 0.05*mean(y))
	}
	return append([]float64{level, slope}, seasons...)
}

// filled replaces a missing value by the last one before it.
func filled(y []float64) []float64 {
	out := slices.Clone(y)
	last := mean(y)
	for i, v := range out {
		if v == v {
			last = v
		}
		out[i] = last
	}
	return out
}

func mean(y []float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range y {
		if v == v {
			sum += v
			n++
		}
	}
	return sum / n
}

// line is the least-squares line through y: its height one step before the
// first value and its rise a step.
func line(y []float64) (start, slope float64) {
	n := float64(len(y))
	middle, mean, square := (n+1)/2, mean(y), 0.0
	for i, v := range y {
		d := float64(i+1) - middle
		slope += d * (v - mean)
		square += d * d
	}
	if square > 0 {
		slope /= square
	}
	return mean - slope*middle, slope
}

// improve walks downhill from x. A walk that ends early has still come lower
// than where it began, so its error says nothing.
func (o *search) improve(x []float64) ([]float64, float64) {
	problem := optimize.Problem{Func: o.value, Grad: o.grad}
	settings := &optimize.Settings{GradientThreshold: 1e-5, MajorIterations: 300,
		Converger: &optimize.FunctionConverge{Absolute: 1e-7, Relative: 1e-10, Iterations: 8}}
	result, _ := optimize.Minimize(problem, x, settings, &optimize.BFGS{})
	if result == nil || math.IsNaN(result.F) || floats.HasNaN(result.X) {
		return x, o.value(x)
	}
	return result.X, result.F
}

// fit reads the model off the best parameters, back on the scale of the values.
func (o *search) fit(x []float64, scale float64) *Fit {
	half := o.value(x)
	s, first := o.series, slices.Clone(o.series.seasons[:o.series.period])
	n := float64(s.n)
	f := &Fit{Model: s.model, Weights: o.w, Period: s.period, N: s.n,
		First:  State{Level: o.level, Trend: o.trend, Seasons: first},
		Last:   State{Level: s.last.Level, Trend: s.last.Trend, Seasons: slices.Clone(s.last.Seasons)},
		Sigma2: o.sse / n,
		LogLik: -half - n/2*(1+math.Log(2*math.Pi/n)) - n*math.Log(scale)}
	f.rescale(scale)
	k := float64(s.model.Parameters(s.period))
	f.AICc = math.Inf(1)
	if n > k+1 {
		f.AICc = -2*f.LogLik + 2*k + 2*k*(k+1)/(n-k-1)
	}
	return f
}

// rescale undoes the division by scale and lets additive seasons add up to
// zero and multiplicative ones to their number.
func (f *Fit) rescale(scale float64) {
	if f.Error == Additive {
		f.Sigma2 *= scale * scale
	}
	for _, s := range []*State{&f.First, &f.Last} {
		middle := 0.0
		for _, v := range s.Seasons {
			middle += v / float64(len(s.Seasons))
		}
		switch f.Season {
		case None:
			s.Seasons = nil
		case Additive:
			s.Level += middle
			for i := range s.Seasons {
				s.Seasons[i] = (s.Seasons[i] - middle) * scale
			}
		case Multiplicative:
			s.Level, s.Trend = s.Level*middle, s.Trend*middle
			for i := range s.Seasons {
				s.Seasons[i] /= middle
			}
		}
		s.Level, s.Trend = s.Level*scale, s.Trend*scale
	}
}
