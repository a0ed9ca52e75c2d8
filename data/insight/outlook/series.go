package outlook

import (
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/period"
)

// work makes an outlook.
type work struct {
	s        *facts.Snapshot
	o        Options
	x        *Outlook
	days     []crm.Date
	calendar calendar
	open     []float64 // days open, of the steps and of those ahead
	shut     []bool    // by step
	counted  [][]int   // customers by bucket and group
}

func newWork(s *facts.Snapshot, o Options, x *Outlook, days []crm.Date) *work {
	x.calendar = newCalendar(s, days, o, o.AsOf+crm.Date(31*(o.Horizon+1)))
	return &work{s: s, o: o, x: x, days: days, calendar: x.calendar}
}

// lay makes the steps and fills the series.
func (w *work) lay() {
	w.laySteps()
	x := w.x
	x.Total = Series{GroupHead: demand.GroupHead{Code: demand.All}, Group: -1}
	if w.o.By == demand.Whole {
		x.Total.Values = w.values(0)
		w.close()
		return
	}
	x.Total.Values = make([]float64, len(x.Steps))
	for g, head := range x.Table.Groups {
		p := Series{GroupHead: head, Group: g, Values: w.values(g)}
		for i, v := range p.Values {
			x.Total.Values[i] += v
		}
		if start(p.Values) < len(p.Values) {
			x.Parts = append(x.Parts, p)
		}
	}
	w.close()
}

// laySteps lists the whole steps of the history and those ahead. The first
// is whole when no open day of it lies before the first sale.
func (w *work) laySteps() {
	x, unit := w.x, w.x.Unit
	next := ahead(unit, w.o.AsOf)
	if len(w.days) > 0 {
		from := unit.Start(w.days[0])
		if w.calendar.days(from, w.days[0]-1) > 0 {
			from = unit.Next(from)
		}
		for ; from < next; from = unit.Next(from) {
			x.Steps = append(x.Steps, w.step(from))
		}
	}
	for range w.o.Horizon {
		x.Ahead = append(x.Ahead, w.step(next))
		next = unit.Next(next)
	}
}

func (w *work) step(from crm.Date) Step {
	to := w.x.Unit.Next(from) - 1
	s := Step{from, to, w.calendar.days(from, to)}
	w.open = append(w.open, float64(s.Open))
	return s
}

// values are those of a group, step by step.
func (w *work) values(group int) []float64 {
	out := make([]float64, len(w.x.Steps))
	if len(out) == 0 || group >= len(w.x.Table.Groups) {
		return out
	}
	var people [][]int
	if w.o.Measure == Customers {
		people = w.people()
	}
	at := 0
	for b, bucket := range w.x.Table.Buckets {
		for at < len(out) && w.x.Steps[at].From < bucket.From {
			at++
		}
		if at == len(out) || w.x.Steps[at].From != bucket.From {
			continue
		}
		cell := w.x.Table.Cells[b][group]
		switch w.o.Measure {
		case Orders:
			out[at] = float64(cell.Orders)
		case Units:
			out[at] = float64(cell.Units) / crm.QuantityScale
		case Net:
			out[at] = float64(cell.Net)
		case Customers:
			out[at] = float64(people[b][group])
		}
	}
	return out
}

// close takes the steps without any sale, of a business that sells daily, for
// shut: nothing is known of them. What follows the last sale stays, once it
// is long: then nothing is sold any more.
func (w *work) close() {
	x := w.x
	w.shut = make([]bool, len(x.Steps))
	if !w.calendar.daily || ended(x.Total.Values, halfYear(x.Unit)) {
		return
	}
	at := 0
	for i, s := range x.Steps {
		for at < len(w.days) && w.days[at] < s.From {
			at++
		}
		w.shut[i] = at == len(w.days) || w.days[at] > s.To
	}
}

// start is the first step to be looked at: that of the first sale, or the
// next one, as something begun in the middle of the history hardly began on
// the first day of a step.
func start(values []float64) int {
	for i, v := range values {
		if v == 0 {
			continue
		}
		if i > 0 && len(values)-i >= 4 {
			return i + 1
		}
		return i
	}
	return len(values)
}

// ended reports whether the zeros at the end are more than half a year, and
// more than twice as many as ever before between two sales.
func ended(values []float64, half int) bool {
	run, longest, seen := 0, 0, false
	for _, v := range values {
		if v == 0 {
			run++
			continue
		}
		if seen {
			longest = max(longest, run)
		}
		run, seen = 0, true
	}
	return seen && run >= half && run > 2*longest
}

// season is the steps of a year where they can be told and tried out from n
// values, else 1, with how many are missing to that.
func season(u period.Unit, n int) (freq, missing int) {
	year := 2 * halfYear(u)
	if n < 2*year+3 {
		return 1, 2*year + 3 - n
	}
	return year, 0
}

// input is a series up to a step, ready to be forecast so many steps ahead.
func (w *work) input(values []float64, until, horizon int) forecast.Series {
	from := start(values[:until])
	in := forecast.Series{Values: make([]float64, until-from)}
	for i := range in.Values {
		in.Values[i] = values[from+i]
		if w.shut[from+i] {
			in.Values[i] = math.NaN()
		}
	}
	in.Freq, _ = season(w.x.Unit, len(in.Values))
	if w.calendar.daily {
		in.Open = w.open[from : until+horizon]
	}
	return in
}
