package chart

import (
	"math"
	"strconv"
	"testing"
)

// A small count is not written twice on the axis.
func TestWholeNumbersStandOnceOnTheAxis(t *testing.T) {
	whole := func(v, _ float64) string { return strconv.Itoa(int(math.Round(v))) }
	for hi := 1.0; hi < 30; hi++ {
		for count := 2; count < 8; count++ {
			if s := newScale(0, hi, count, true, whole); !distinct(s.ticks) {
				t.Errorf("up to %v in %d steps: %+v", hi, count, s.ticks)
			}
		}
	}
}
