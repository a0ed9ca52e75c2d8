package chart

import (
	"math"
	"strconv"

	"regulars/app/i18n"
)

// scale is the value axis: its ends and the numbers written on it.
type scale struct {
	min, max float64
	ticks    []tick
}

type tick struct {
	value float64
	label string
}

// newScale covers lo to hi with at most count round steps. With zero, the
// scale reaches to zero, as bars must.
func newScale(lo, hi float64, count int, zero bool, label func(v, step float64) string) scale {
	lo, hi = openUp(lo, hi, zero)
	for count = max(2, min(count, 12)); ; count-- {
		step := niceStep((hi - lo) / float64(count))
		s := scale{min: math.Floor(lo/step+1e-9) * step, max: math.Ceil(hi/step-1e-9) * step}
		for i := 0; i <= 2*count+4; i++ {
			v := s.min + float64(i)*step
			if v > s.max+step/2 {
				break
			}
			if math.Abs(v) < step*1e-6 {
				v = 0
			}
			s.ticks = append(s.ticks, tick{v, label(v, step)})
		}
		if count == 1 || distinct(s.ticks) {
			return s
		}
	}
}

// openUp gives a range a size and decides whether it reaches to zero: always
// for bars and flat lines, and for lines that come near enough to it.
func openUp(lo, hi float64, zero bool) (float64, float64) {
	flat := hi-lo <= math.Max(math.Abs(lo), math.Abs(hi))*1e-9
	if zero || flat || (lo >= 0 && lo < hi*0.7) || (hi <= 0 && hi > lo*0.7) {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	if lo == hi {
		return 0, 1
	}
	return lo, hi
}

// niceStep rounds up to 1, 2, 2.5 or 5 times a power of ten.
func niceStep(raw float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if raw <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}

func distinct(ticks []tick) bool {
	for i := 1; i < len(ticks); i++ {
		if ticks[i].label == ticks[i-1].label {
			return false
		}
	}
	return true
}

// tickLabel writes the numbers of the value axis.
func (s Spec) tickLabel(v, step float64) string {
	switch {
	case s.TickFormat != nil:
		return tidy(s.TickFormat(v), maxRunes)
	case s.Format != nil:
		return tidy(s.Format(v), maxRunes)
	case math.Abs(v) >= 1e4 && step >= 1e3:
		return short(v)
	}
	return number(v, decimals(step))
}

// valueLabel writes one value; a dash where there is none.
func (s Spec) valueLabel(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case s.Format != nil:
		return tidy(s.Format(v), maxRunes)
	}
	digits := 0
	for digits < 2 && math.Abs(v*math.Pow10(digits)-math.Round(v*math.Pow10(digits))) > 1e-9*math.Max(1, math.Abs(v)) {
		digits++
	}
	if v != 0 && math.Abs(v) < 0.01 {
		digits = decimals(v) + 1
	}
	return number(v, digits)
}

// decimals is how many digits after the point a step of this size needs.
func decimals(step float64) int {
	if step == 0 {
		return 0
	}
	digits := int(math.Max(0, -math.Floor(math.Log10(math.Abs(step))+1e-9)))
	if digits < 12 && math.Abs(step*math.Pow10(digits)-math.Round(step*math.Pow10(digits))) > 1e-6 {
		digits++ // a step of 2.5
	}
	return digits
}

func number(v float64, digits int) string {
	if a := math.Abs(v); digits > 8 || a >= 1e15 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return i18n.Number(v, digits)
}

func short(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return i18n.NumberShort(v)
}
