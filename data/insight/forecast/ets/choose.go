package ets

import "math"

// Choose returns the damped model of the lowest AICc; ErrUnfit when none can
// be estimated. Additive errors never meet a multiplicative season, models
// that need values above zero are tried only on such, seasons only where the
// series has two of them. The trend is always damped: one that goes on for
// ever is dangerous far ahead, and damping to nothing costs little.
func Choose(y []float64, period int) (best *Fit, err error) {
	lowest := math.Inf(1)
	for _, model := range damped() {
		if f, err := Estimate(y, period, model); err == nil && f.AICc < lowest {
			best, lowest = f, f.AICc
		}
	}
	if best == nil {
		return nil, ErrUnfit
	}
	return best, nil
}

func damped() []Model {
	return []Model{{Additive, Damped, None}, {Multiplicative, Damped, None}, {Additive, Damped, Additive},
		{Multiplicative, Damped, Additive}, {Multiplicative, Damped, Multiplicative}}
}
