package sites

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
)

// mean is the mean of n numbers with the sum of their squared deviations.
type mean struct {
	n        int
	mean, ss float64
}

// meanOf takes at least one amount.
func meanOf(amounts []crm.Amount) mean {
	m := mean{n: len(amounts)}
	for _, a := range amounts {
		m.mean += float64(a) / float64(m.n)
	}
	for _, a := range amounts {
		d := float64(a) - m.mean
		m.ss += d * d
	}
	return m
}

// with is the mean of the numbers of both.
func (m mean) with(o mean) mean {
	n := m.n + o.n
	if n == 0 {
		return m
	}
	d := o.mean - m.mean
	return mean{n, m.mean + d*float64(o.n)/float64(n), m.ss + o.ss + d*d*float64(m.n)*float64(o.n)/float64(n)}
}

// variance is that of the mean.
func (m mean) variance() float64 { return m.ss / float64(m.n-1) / float64(m.n) }

// reach is half of the 95 % interval of the mean of two numbers or more.
func (m mean) reach() float64 {
	return distuv.StudentsT{Sigma: 1, Nu: float64(m.n - 1)}.Quantile(.975) * math.Sqrt(m.variance())
}

// against calls a mean higher or lower than another where their difference is
// more than chance, 95 % sure of so many comparisons together. Both need two
// numbers or more.
func (m mean) against(o mean, comparisons int) Called {
	va, vb := m.variance(), o.variance()
	difference := m.mean - o.mean
	reach := 0.0
	if va+vb > 0 {
		df := (va + vb) * (va + vb) / (va*va/float64(m.n-1) + vb*vb/float64(o.n-1))
		reach = distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(1-.025/float64(comparisons)) * math.Sqrt(va+vb)
	}
	switch {
	case difference > reach:
		return Higher
	case difference < -reach:
		return Lower
	}
	return ""
}

// compare calls the differences of the places: their average orders with
// those of the other places, their weeks with the weeks before.
func (r *Result) compare(now, before *span) {
	averages := make([]mean, len(r.Rows))
	for i, row := range r.Rows {
		if u := now.at(row.Site); row.Site != "" && u.Orders > 0 {
			averages[i] = meanOf(u.orders)
		}
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		row.Against = againstOthers(averages, i, r.Places)
		if before.told {
			row.Change = change(now.at(row.Site), before.at(row.Site), len(r.Rows)+1)
		}
	}
	if before.told {
		r.weeks = len(now.total.weeks)
		r.Total.Change = change(now.total, before.total, len(r.Rows)+1)
	}
}

// Compared reports whether anything could be called a difference: two places
// with enough orders, or a time before with enough weeks.
func (r *Result) Compared() bool {
	enough := 0
	for _, row := range r.Rows {
		if row.Site != "" && row.Orders >= LeastOrders {
			enough++
		}
	}
	return enough > 1 || r.weeks >= LeastWeeks
}

// againstOthers compares one average order with those of all other places.
func againstOthers(averages []mean, at, places int) Called {
	others := mean{}
	for i, m := range averages {
		if i != at {
			others = others.with(m)
		}
	}
	if averages[at].n < LeastOrders || others.n < LeastOrders {
		return ""
	}
	return averages[at].against(others, places)
}

// change compares the net of the weeks of a place with the weeks before.
func change(now, before *tally, comparisons int) Called {
	if len(now.weeks) < LeastWeeks {
		return ""
	}
	return meanOf(now.weeks).against(meanOf(before.weeks), comparisons)
}
