package repurchase

import (
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/survival"
)

// horizons are the days of Item.Again.
func horizons() []int { return []int{7, 14, 30, 60, 90, 180} }

// gap is the days after a purchase and the units bought with it.
type gap struct {
	days  float64
	units float64
	open  bool
}

func (g gap) length(byQuantity bool) float64 {
	if byQuantity {
		return g.days / g.units
	}
	return g.days
}

// gapsOf lists the gaps of visits of one item, and counts its customers.
func gapsOf(visits []visit, asOf crm.Date) (gaps []gap, customers int) {
	gaps = make([]gap, len(visits))
	for i, v := range visits {
		g := gap{days: float64(asOf - v.date), units: float64(v.quantity) / crm.QuantityScale, open: true}
		if i+1 < len(visits) && visits[i+1].party == v.party {
			g.days, g.open = float64(visits[i+1].date-v.date), false
		} else {
			customers++
		}
		gaps[i] = g
	}
	return gaps, customers
}

// measure tells how soon an item is bought again; byQuantity allows for
// purchases that last longer the larger they are. The curve is that of the
// lengths of Item.PerUnit.
func measure(gaps []gap, customers int, byQuantity bool) (Item, survival.Curve) {
	it := Item{Customers: customers}
	completed := make([]float64, 0, len(gaps))
	for _, g := range gaps {
		if !g.open {
			completed = append(completed, g.days)
		}
	}
	slices.Sort(completed)
	it.Gaps, it.Open = len(completed), len(gaps)-len(completed)
	it.Completed = insight.Median(completed)
	for _, d := range completed {
		it.MeanGap += d / float64(len(completed))
	}
	c := survival.Estimate(spans(gaps, false))
	it.Median, it.Quartile1, it.Quartile3 = quantile(c, .5), quantile(c, .25), quantile(c, .75)
	it.MedianLow, it.MedianHigh = -1, -1
	if low, high, ok := c.MedianRange(); ok {
		it.MedianLow = low
		if !math.IsInf(high, 1) {
			it.MedianHigh = high
		}
	}
	for _, days := range horizons() {
		it.Again = append(it.Again, Within{days, c.At(float64(days))})
	}
	it.PerUnit = it.Median
	if byQuantity && lastsByQuantity(gaps) {
		c = survival.Estimate(spans(gaps, true))
		it.ByQuantity, it.PerUnit = true, quantile(c, .5)
	}
	return it, c
}

func quantile(c survival.Curve, p float64) float64 {
	if q, ok := c.Quantile(p); ok {
		return q
	}
	return -1
}

func spans(gaps []gap, byQuantity bool) []survival.Span {
	all := make([]survival.Span, len(gaps))
	for i, g := range gaps {
		all[i] = survival.Span{Length: g.length(byQuantity), Ended: !g.open}
	}
	return all
}

// lastsByQuantity asks the data whether two tins last twice as long as one:
// then gaps counted a unit are less apart than gaps in days. Without any
// difference in quantity it is taken for granted.
func lastsByQuantity(gaps []gap) bool {
	return scatter(gaps, true) <= scatter(gaps, false)+1e-9
}

// scatter is the mean distance of completed gaps from their median, on a
// scale of logarithms, which does not care for the unit.
func scatter(gaps []gap, byQuantity bool) float64 {
	var logs []float64
	for _, g := range gaps {
		if !g.open {
			logs = append(logs, math.Log(g.length(byQuantity)))
		}
	}
	slices.Sort(logs)
	middle, sum := insight.Median(logs), 0.0
	for _, l := range logs {
		sum += math.Abs(l - middle)
	}
	return sum / float64(max(1, len(logs)))
}
