package ets

import "math"

// tiny is, relative to the mean size of the values, below what a level,
// season or expectation that must be positive may not fall.
const tiny = 1e-6

// series is what is estimated from: values divided by their mean size, with
// room for the states of every step.
type series struct {
	model  Model
	period int
	y      []float64
	n      int // values that are not missing
	// For every step: the level plus trend before it, the trend before it,
	// its season, its expectation and its error.
	level, trend, season, mean, miss []float64
	seasons                          []float64 // initial, then rolled on
	back                             []float64 // adjoints of seasons
	last                             State
}

func newSeries(model Model, period int, y []float64) *series {
	n := len(y)
	room := make([]float64, 5*n)
	s := &series{model: model, period: period, y: y, seasons: make([]float64, n+period), back: make([]float64, n+period)}
	s.level, s.trend, s.season = room[:n], room[n:2*n], room[2*n:3*n]
	s.mean, s.miss = room[3*n:4*n], room[4*n:]
	for _, v := range y {
		if !math.IsNaN(v) {
			s.n++
		}
	}
	return s
}

// run goes through the values once from the first state. The recursions are
// those of table 2.2; with an error relative to the expectation those of
// table 2.3 are the same. It returns half of the deviance, n/2 ln(SSE) plus
// the sum of ln(mean) for a multiplicative error, and the sum of squares; ok is
// false where a state that must be positive is not.
func (s *series) run(w Weights, level, trend float64) (half, sse float64, ok bool) {
	// A logarithm costs as much as the rest of a step, so that of products is taken.
	logs, product := 0.0, 1.0
	for t, y := range s.y {
		drift := w.Phi * trend
		base := level + drift
		mean, season := base, 1.0
		switch s.model.Season {
		case Additive:
			season = s.seasons[t]
			mean += season
		case Multiplicative:
			season = s.seasons[t]
			mean *= season
			if season < tiny || base < tiny {
				return 0, 0, false
			}
		}
		e := y - mean
		if s.model.Error == Multiplicative {
			if mean < tiny {
				return 0, 0, false
			}
		}
		if e != e { // a missing value teaches nothing
			e = 0
		} else if s.model.Error == Multiplicative {
			sse += e / mean * e / mean
			if product *= mean; product > 1e100 || product < 1e-100 {
				logs, product = logs+math.Log(product), 1
			}
		} else {
			sse += e * e
		}
		s.level[t], s.trend[t], s.season[t], s.mean[t], s.miss[t] = base, trend, season, mean, e
		switch s.model.Season {
		case Additive:
			s.seasons[t+s.period] = season + w.Gamma*e
		case Multiplicative:
			s.seasons[t+s.period] = season + w.Gamma*e/base
			e /= season
		}
		level, trend = base+w.Alpha*e, drift+w.Beta*e
	}
	s.last = State{Level: level, Trend: trend, Seasons: s.seasons[len(s.y):]}
	// A perfect fit would have an infinite likelihood; no series is known that well.
	sse = max(sse, float64(s.n)*tiny*tiny)
	return float64(s.n)/2*math.Log(sse) + logs + math.Log(product), sse, true
}

// slope is the gradient of half the deviance after a run: by weight and by
// first level and trend; that by the first seasons is back[:period].
func (s *series) slope(w Weights, sse float64) (by Weights, level, trend float64) {
	n := len(s.y)
	clear(s.back)
	for t := n - 1; t >= 0; t-- {
		base, season, e := s.level[t], s.season[t], s.miss[t]
		mean := s.push(t, sse)
		if s.y[t] != s.y[t] { // missing
			e, mean = 0, 0
		}
		var err, q float64
		turn := s.back[t+s.period]
		ofSeason := turn
		switch s.model.Season {
		case Multiplicative:
			step := (level*w.Alpha + trend*w.Beta) / season
			err = step + turn*w.Gamma/base
			ofSeason -= step * e / season
			q = level - turn*w.Gamma*e/(base*base)
			by.Alpha += level * e / season
			by.Beta += trend * e / season
			by.Gamma += turn * e / base
		case Additive:
			err = level*w.Alpha + trend*w.Beta + turn*w.Gamma
			q = level
			by.Alpha += level * e
			by.Beta += trend * e
			by.Gamma += turn * e
		default:
			err = level*w.Alpha + trend*w.Beta
			q = level
			by.Alpha += level * e
			by.Beta += trend * e
		}
		if s.y[t] != s.y[t] {
			err = 0
		}
		mean -= err
		switch s.model.Season {
		case Multiplicative:
			q += mean * season
			s.back[t] = ofSeason + mean*base
		case Additive:
			q += mean
			s.back[t] = ofSeason + mean
		default:
			q += mean
		}
		by.Phi += (trend + q) * s.trend[t]
		level, trend = q, w.Phi*(trend+q)
	}
	return by, level, trend
}

// push is how half the deviance moves with the expectation of step t.
func (s *series) push(t int, sse float64) float64 {
	n, e, mean := float64(s.n), s.miss[t], s.mean[t]
	if s.model.Error == Additive {
		return -n * e / sse
	}
	r := e / mean
	return -n*r/sse*(r+1)/mean + 1/mean
}
