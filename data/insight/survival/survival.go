// Package survival estimates how long something takes when it has not yet
// happened to everybody: the product-limit estimate of Kaplan and Meier
// (Journal of the American Statistical Association 53, 1958). Leaving out
// those still waiting would make every wait look short.
package survival

import (
	"cmp"
	"math"
	"slices"
)

// Span is one wait. Ended says that it ended after Length; otherwise it
// lasted at least that long and goes on, which is called censored.
type Span struct {
	Length float64
	Ended  bool
}

// Step is a length at which waits ended.
type Step struct {
	Length float64
	// AtRisk counts the waits that lasted at least Length, Ended those that
	// ended at it. A wait censored at Length was still at risk.
	AtRisk, Ended int
	// Surviving is the share, 0 to 1, of waits longer than Length.
	Surviving float64
	// spread is the sum of Greenwood's formula up to this length.
	spread float64
}

// Curve is an estimate: steps by rising length.
type Curve struct {
	N     int // waits
	Ended int // of them ended
	Steps []Step
	spans []Span // by length
}

// Estimate sorts spans in place and keeps them. Lengths that are negative or no number are
// left out.
func Estimate(spans []Span) Curve {
	spans = slices.DeleteFunc(spans, func(s Span) bool { return !(s.Length >= 0) || math.IsInf(s.Length, 1) })
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Length, b.Length) })
	c := Curve{N: len(spans), spans: spans}
	surviving, spread := 1.0, 0.0
	for from := 0; from < len(spans); {
		to, ended := from, 0
		for ; to < len(spans) && spans[to].Length == spans[from].Length; to++ {
			if spans[to].Ended {
				ended++
			}
		}
		if ended > 0 {
			risk := len(spans) - from
			surviving *= float64(risk-ended) / float64(risk)
			if risk > ended {
				spread += float64(ended) / (float64(risk) * float64(risk-ended))
			}
			c.Ended += ended
			c.Steps = append(c.Steps, Step{spans[from].Length, risk, ended, surviving, spread})
		}
		from = to
	}
	return c
}

// rounding forgives what products of fractions lose.
const rounding = 1e-12

// Quantile is the shortest length by which at least the share p, above 0 and
// up to 1, has ended; not ok when so many never have.
func (c Curve) Quantile(p float64) (length float64, ok bool) {
	return c.first(func(s Step) bool { return s.Surviving <= 1-p+rounding })
}

// Median is the quantile of one half.
func (c Curve) Median() (length float64, ok bool) { return c.Quantile(0.5) }

// MedianRange is the 95 % interval of the median after Brookmeyer and Crowley
// (Biometrics 38, 1982): where the lower and the upper bound of the survival
// pass one half. The high end is infinite where the waits do not bound it;
// not ok without a median.
func (c Curve) MedianRange() (low, high float64, ok bool) {
	if _, ok := c.Median(); !ok {
		return 0, 0, false
	}
	low, _ = c.first(func(s Step) bool { return s.bound(-1) <= 0.5 })
	high, ok = c.first(func(s Step) bool { return s.bound(+1) <= 0.5 })
	if !ok {
		high = math.Inf(1)
	}
	return low, high, true
}

// bound is an end of the 95 % interval of Surviving, the lower one for sign
// -1, normal on the scale of log(-log), which keeps it within 0 and 1.
func (s Step) bound(sign float64) float64 {
	if s.Surviving < rounding { // nobody is left to tell how sure that is
		return max(0, sign)
	}
	const z = 1.959963984540054
	logS := math.Log(s.Surviving)
	return math.Exp(logS * math.Exp(sign*z*math.Sqrt(s.spread)/logS))
}

// At is the share, 0 to 1, that has ended by a length, itself included.
func (c Curve) At(length float64) float64 { return 1 - c.step(length).Surviving }

// Range is the 95 % interval of the share, 0 to 1, that lasts longer than a
// length: Greenwood's variance on the scale of log(-log) (Kalbfleisch and
// Prentice, The Statistical Analysis of Failure Time Data, 1980). Before the
// first end, where that variance is nothing, the lower end is the exact one of
// none out of those at risk (Clopper and Pearson, Biometrika 26, 1934); at
// length 0 nobody can have ended.
func (c Curve) Range(length float64) (low, high float64) {
	s := c.step(length)
	switch {
	case s.Ended > 0:
		return s.bound(-1), s.bound(+1)
	case length <= 0:
		return 1, 1
	}
	return math.Pow(0.025, 1/float64(c.AtRisk(length))), 1
}

// AtRisk counts the waits that lasted at least a length.
func (c Curve) AtRisk(length float64) int {
	at, _ := slices.BinarySearchFunc(c.spans, length, func(s Span, l float64) int { return cmp.Compare(s.Length, l) })
	return len(c.spans) - at
}

// step is the last one up to a length; before the first everything survives.
func (c Curve) step(length float64) Step {
	at, found := slices.BinarySearchFunc(c.Steps, length, func(s Step, l float64) int { return cmp.Compare(s.Length, l) })
	if !found {
		at--
	}
	if at < 0 {
		return Step{Surviving: 1}
	}
	return c.Steps[at]
}

func (c Curve) first(is func(Step) bool) (float64, bool) {
	for _, s := range c.Steps {
		if is(s) {
			return s.Length, true
		}
	}
	return 0, false
}
