package cycle

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight/period"
)

// partOf is the part of the month of a day, 0 to 5.
func partOf(d crm.Date) int { return min(5, (d.Time().Day()-1)/5) }

// monthParts measures six parts of the month, from the first whole month on.
func (x *Series) monthParts(days []float64) Row {
	g := grid{slots: 6, period: 6}
	first, last := x.wholeMonths()
	var of [6][]float64
	for d := first; d <= last; d++ {
		at := partOf(d)
		if v := days[d-x.Days[0].Date]; !math.IsNaN(v) {
			of[at] = append(of[at], v)
		}
		if (d + 1).MonthStart() != d+1 {
			continue
		}
		for s := range of {
			g.value, g.slot = append(g.value, mean(of[s], 1)), append(g.slot, s)
			of[s] = of[s][:0]
		}
	}
	return x.row(Row{Cycle: MonthPart, Period: 6, Unit: "month_part"}, g, 5*x.perStep(), 3, func(s int) int { return 5*s + 1 })
}

// mean is that of at least so many values; NaN otherwise.
func mean(values []float64, least int) float64 {
	if len(values) < least {
		return math.NaN()
	}
	return average(values)
}

// wholeMonths is the span of months that the days hold from first to last
// day; last is before first where there is none.
func (x *Series) wholeMonths() (first, last crm.Date) {
	from, to := x.Days[0].Date, x.Days[len(x.Days)-1].Date
	first = from
	if from.MonthStart() != from {
		first = period.Month.Next(from)
	}
	return first, (to + 1).MonthStart() - 1
}

// leastOfMonth is the share of a month's days that must be known for it to count.
const leastOfMonth = 0.4

// monthly is the mean of the open days of each whole month.
func (x *Series) monthly(days []float64) (starts []crm.Date, values []float64) {
	first, last := x.wholeMonths()
	for m := first; m <= last; m = period.Month.Next(m) {
		var open []float64
		trading := 0
		for d := m; d < period.Month.Next(m); d++ {
			if v := days[d-x.Days[0].Date]; !math.IsNaN(v) {
				open = append(open, v)
			}
			trading += b2i(x.Days[d-x.Days[0].Date].State != Closed)
		}
		starts = append(starts, m)
		values = append(values, mean(open, max(2, int(leastOfMonth*float64(trading)))))
	}
	return starts, values
}

// months measures the months of the year.
func (x *Series) months(days []float64) Row {
	g := grid{slots: 12, period: 12}
	starts, values := x.monthly(days)
	for i, m := range starts {
		g.value, g.slot = append(g.value, values[i]), append(g.slot, int(m.Time().Month())-1)
	}
	return x.row(Row{Cycle: Month, Period: 12, Unit: "month"}, g, 0, 1, func(s int) int { return s + 1 })
}

// quarters measures the quarters of the year.
func (x *Series) quarters(days []float64) Row {
	g := grid{slots: 4, period: 4}
	starts, values := x.monthly(days)
	for i := range starts {
		if m := int(starts[i].Time().Month()) - 1; m%3 == 0 && i+2 < len(starts) {
			g.value, g.slot = append(g.value, (values[i]+values[i+1]+values[i+2])/3), append(g.slot, m/3)
		}
	}
	return x.row(Row{Cycle: Quarter, Period: 4, Unit: "quarter"}, g, 0, 1, func(s int) int { return s + 1 })
}
