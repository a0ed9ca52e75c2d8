package lifecycle

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/repurchase"
	"regulars/data/insight/rhythm"
	"regulars/data/insight/survival"
)

// pool is the rhythm of the whole shop.
type pool struct {
	gaps, usual, long int
	factor10          int
}

// poolOf measures the gaps of the parties up to a day.
func poolOf(days *rhythm.Calendar, parties []int32, asOf crm.Date, factor10 int) pool {
	var spans []survival.Span
	var completed []int
	for _, p := range parties {
		own := days.Of(int(p))
		for i, d := range own {
			if i+1 < len(own) {
				completed = append(completed, int(own[i+1]-d))
				spans = append(spans, survival.Span{Length: float64(own[i+1] - d), Ended: true})
			} else {
				spans = append(spans, survival.Span{Length: float64(asOf - d)})
			}
		}
	}
	slices.Sort(completed)
	l := pool{gaps: len(completed), long: insight.Quantile(completed, 19, 20), factor10: factor10}
	l.usual = l.long
	if median, ok := survival.Estimate(spans).Median(); ok {
		l.usual = min(int(median), l.long)
	}
	return l
}

// known reports whether silence tells anything.
func (l pool) known() bool { return l.gaps >= LeastGaps }

// gap is the usual one of a customer with n own gaps of that median.
func (l pool) gap(n int, own float64) float64 {
	return repurchase.Shrunk(n, own, float64(l.usual))
}

// limits are the longest silences of who does not lapse, and is not lost.
func (l pool) limits(gap float64) (lapsing, lost crm.Date) {
	silence := float64(l.factor10) * gap / 10
	lapsing = max(rhythm.LeastSilence-1, crm.Date(silence))
	return lapsing, max(2*lapsing, crm.Date(l.long))
}

// gaps are a customer's own, kept in order as they come.
type gaps []int

func (g gaps) with(gap int) gaps {
	at, _ := slices.BinarySearch(g, gap)
	return slices.Insert(g, at, gap)
}

func (g gaps) median() float64 {
	if len(g) == 0 {
		return 0
	}
	return float64(g[(len(g)-1)/2]+g[len(g)/2]) / 2
}
