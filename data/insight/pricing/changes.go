package pricing

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
	"regulars/data/insight/cause"
	"regulars/data/insight/elasticity"
)

const (
	same       = 1.01 // prices within 1 % are one
	around     = 13   // weeks looked at before and after a change
	lasting    = 2    // sold weeks a price must hold to be one
	leastWeeks = 4    // on either side of a change before its effect is told
)

// Mean is units a week with its 95 % interval; the interval is nil with fewer
// than two weeks.
type Mean struct {
	Weeks     int
	Units     float64
	Low, High *float64
}

// Change is a price that followed another and held.
type Change struct {
	Week          crm.Date // the Monday of its first week
	Before, After crm.Price
	Was, Is       Mean
	// Effect is the units a week after over those before, less one, with its
	// 95 % interval; nil with fewer than four weeks on either side, or nothing
	// sold before.
	Effect *elasticity.Estimate
}

// Lately is what was sold in the last thirteen weeks at the price of now, or
// as many as it held.
func (p *Product) Lately() Mean {
	from := len(p.Weeks) - around
	if n := len(p.Changes); n > 0 {
		from = max(from, slices.IndexFunc(p.Weeks, func(w Week) bool { return w.Start == p.Changes[n-1].Week }))
	}
	return mean(p.Weeks[max(0, from):])
}

// Level is a price with the weeks it held.
type Level struct {
	Price crm.Price
	Mean
}

// Levels are the prices of a product, the lowest first; prices within 1 % of
// the lowest of a level are one.
func (p *Product) Levels() (levels []Level) {
	weeks := slices.DeleteFunc(slices.Clone(p.Weeks), func(w Week) bool { return w.Price == 0 })
	slices.SortStableFunc(weeks, func(a, b Week) int { return cmp.Compare(a.Price, b.Price) })
	for len(weeks) > 0 {
		n := 1
		for n < len(weeks) && near(weeks[0].Price, weeks[n].Price) {
			n++
		}
		levels, weeks = append(levels, Level{weeks[0].Price, mean(weeks[:n])}), weeks[n:]
	}
	return levels
}

func near(a, b crm.Price) bool {
	return float64(max(a, b)) <= same*float64(min(a, b))
}

// changes finds where another price began that held.
func changes(weeks []Week) []Change {
	out := []Change{}
	var before [][]Week
	now, since := crm.Price(0), 0 // of the level
	for i := range weeks {
		p := weeks[i].Price
		if p == 0 || now != 0 && near(p, now) || !holds(weeks[i:]) {
			continue
		}
		if now != 0 {
			before = append(before, weeks[max(since, i-around):i])
			out = append(out, Change{Week: weeks[i].Start, Before: now, After: p})
		}
		now, since = p, i
	}
	for i := range out {
		at := slices.IndexFunc(weeks, func(w Week) bool { return w.Start == out[i].Week })
		to := min(len(weeks), at+around)
		if i+1 < len(out) {
			to = min(to, slices.IndexFunc(weeks, func(w Week) bool { return w.Start == out[i+1].Week }))
		}
		out[i].Was, out[i].Is, out[i].Effect = mean(before[i]), mean(weeks[at:to]), effect(before[i], weeks[at:to])
	}
	return out
}

// holds reports whether the price of the first week is that of the next sold
// ones too.
func holds(weeks []Week) bool {
	seen := 0
	for _, w := range weeks {
		if w.Price == 0 {
			continue
		}
		if !near(w.Price, weeks[0].Price) {
			return false
		}
		if seen++; seen == lasting {
			return true
		}
	}
	return false
}

// effect is what changed in units a week; nil where too little is known.
func effect(before, since []Week) *elasticity.Estimate {
	was := unitsOf(before)
	if len(before) < leastWeeks || len(since) < leastWeeks || stat.Mean(was, nil) <= 0 {
		return nil
	}
	value, low, high := cause.Relative(unitsOf(since), was)
	if value == nil || low == nil || high == nil {
		return nil
	}
	return &elasticity.Estimate{Value: *value, Low: *low, High: *high}
}

func unitsOf(weeks []Week) []float64 {
	units := make([]float64, len(weeks))
	for i, w := range weeks {
		units[i] = float64(w.Units) / crm.QuantityScale
	}
	return units
}

// mean is the units of a week, with Student's interval floored at nothing.
func mean(weeks []Week) Mean {
	units := unitsOf(weeks)
	m := Mean{Weeks: len(weeks)}
	if len(units) == 0 {
		return m
	}
	m.Units = stat.Mean(units, nil)
	if len(units) < 2 {
		return m
	}
	reach := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(len(units) - 1)}.Quantile(.975) * stat.StdDev(units, nil) / math.Sqrt(float64(len(units)))
	m.Low, m.High = new(max(0, m.Units-reach)), new(m.Units+reach)
	return m
}
