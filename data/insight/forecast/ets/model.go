// Package ets is exponential smoothing as a state space model with one source
// of error (Hyndman, Koehler, Ord, Snyder 2008, "Forecasting with Exponential
// Smoothing", table 2.2 and 2.3): an additive or multiplicative error, no, an
// additive or a damped trend, no, an additive or a multiplicative season. The
// likelihood is full, constants included, so that it compares with that of
// any other model of the same values.
package ets

import (
	"fmt"
	"math"
)

// Kind is how a component enters a model.
type Kind byte

// The kinds. An error is Additive or Multiplicative, a trend None, Additive
// or Damped, a season None, Additive or Multiplicative.
const (
	None Kind = iota
	Additive
	Damped
	Multiplicative
)

func (k Kind) String() string { return [...]string{"N", "A", "Ad", "M"}[k] }

// Model names the components.
type Model struct {
	Error, Trend, Season Kind
}

// String writes a model as ETS(M,Ad,M).
func (m Model) String() string { return fmt.Sprintf("ETS(%v,%v,%v)", m.Error, m.Trend, m.Season) }

// Valid reports whether the components may stand where they do.
func (m Model) Valid() bool {
	return (m.Error == Additive || m.Error == Multiplicative) && m.Trend <= Damped &&
		(m.Season == None || m.Season == Additive || m.Season == Multiplicative)
}

// NeedsPositive reports whether the model makes sense for positive values only.
func (m Model) NeedsPositive() bool { return m.Error == Multiplicative || m.Season == Multiplicative }

// Parameters counts what is estimated for a season of period steps: the
// smoothing weights, the first states (a season's add up, so one is given)
// and the variance.
func (m Model) Parameters(period int) int {
	n := 3 // alpha, level, variance
	switch m.Trend {
	case Additive:
		n += 2
	case Damped:
		n += 3
	}
	if m.Season != None {
		n += period
	}
	return n
}

// Weights are the smoothing parameters, with 0 < Beta < Alpha < 1,
// 0 < Gamma < 1-Alpha, 0.8 <= Phi <= 0.98; those a model does not have are
// zero, Phi is 1 without damping.
type Weights struct {
	Alpha, Beta, Gamma, Phi float64
}

// State is where a series stands after a step: Seasons[0] belongs to the
// step that follows.
type State struct {
	Level, Trend float64
	Seasons      []float64
}

// Fit is a model estimated from a series.
type Fit struct {
	Model
	Weights
	Period int
	N      int // values used
	First  State
	Last   State
	// Sigma2 is the mean squared error, relative for a multiplicative error.
	Sigma2 float64
	LogLik float64 // full Gaussian log-likelihood
	AICc   float64 // +Inf when there are too few values to say
}

// Forecast returns the expected value of each of the next h steps.
func (f *Fit) Forecast(h int) []float64 {
	out := make([]float64, h)
	level, trend := f.Last.Level, f.Last.Trend
	for i := range out {
		trend *= f.Phi
		level += trend
		out[i] = f.observe(level, i)
	}
	return out
}

func (f *Fit) observe(level float64, step int) float64 {
	switch f.Season {
	case Additive:
		return level + f.Last.Seasons[step%f.Period]
	case Multiplicative:
		return level * f.Last.Seasons[step%f.Period]
	}
	return level
}

// Spread returns the standard deviation of the error of each of the next h
// steps. It follows an error through the states to first order, which is
// exact for additive components (Hyndman et al. 2008, chapter 6.2).
func (f *Fit) Spread(h int) []float64 {
	mean := f.Forecast(h)
	variance := make([]float64, h)
	for i := range mean {
		f.follow(i, mean, variance)
	}
	for i, v := range variance {
		variance[i] = math.Sqrt(v)
	}
	return variance
}

// follow adds the variance that the error of step i brings to it and to the
// steps after.
func (f *Fit) follow(i int, mean, variance []float64) {
	sd := math.Sqrt(f.Sigma2)
	if f.Error == Multiplicative {
		sd *= math.Abs(mean[i])
	}
	variance[i] += sd * sd
	season, level := 1.0, 1.0
	if f.Season == Multiplicative {
		season = f.Last.Seasons[i%f.Period]
		level = mean[i] / season
	}
	rise, trend, turn := f.Alpha*sd/season, f.Beta*sd/season, f.Gamma*sd/level
	for j := i + 1; j < len(mean); j++ {
		trend *= f.Phi
		rise += trend
		effect := rise
		if f.Season == Multiplicative {
			effect *= f.Last.Seasons[j%f.Period]
		}
		if f.Season != None && (j-i)%f.Period == 0 {
			effect += turn * levelAt(f, mean, j)
		}
		variance[j] += effect * effect
	}
}

// levelAt is what a unit of season is worth at step j.
func levelAt(f *Fit, mean []float64, j int) float64 {
	if f.Season == Additive {
		return 1
	}
	return mean[j] / f.Last.Seasons[j%f.Period]
}
