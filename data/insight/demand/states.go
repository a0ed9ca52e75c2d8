package demand

import (
	"regulars/data/crm"
	"regulars/data/insight/cycle"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/period"
)

// Asked is what was asked of all that can be booked, in unit-nights or
// unit-slots. What was sold of a full day is not its demand: those turned
// away wanted it too.
type Asked struct {
	Offered int `json:"offered"`
	Booked  int `json:"booked"`
	Away    int `json:"turned_away"`
	Demand  int `json:"demand"` // booked and turned away
}

// State tells the days of a bucket apart: sold on, open for nothing, closed,
// not in the book, and those on which something that can be booked was full;
// each day is one of them. They are the days of the whole business, whatever
// documents and lines are asked for. Hours have none.
type State struct {
	Bucket string `json:"bucket"`
	cycle.Counts
	Asked
}

// Kind is what to call a bucket as a whole: traded, or why nothing was sold
// in it. It is "" where no day is known of.
func (s State) Kind() cycle.State {
	switch {
	case s.Traded > 0:
		return cycle.Traded
	case s.SoldOut > 0:
		return cycle.SoldOut
	case s.Zero > 0:
		return cycle.Zero
	case s.Missing > 0:
		return cycle.Missing
	case s.Closed > 0:
		return cycle.Closed
	}
	return ""
}

// Blank reports whether nothing at a bucket is no zero: it was closed, or is
// not in the book.
func (s State) Blank(total Cell) bool {
	k := s.Kind()
	return total.Lines == 0 && (k == cycle.Closed || k == cycle.Missing)
}

// States tells the days of each bucket apart.
func (t *Table) States() []State {
	states := make([]State, len(t.Buckets))
	for b := range states {
		states[b].Bucket = t.Buckets[b].Code
	}
	if t.Options.By == Hour {
		return states
	}
	full := map[crm.Date]bool{}
	for i := range t.s.Tables.Resources {
		t.asked(&t.s.Tables.Resources[i], states, full)
	}
	days := cycle.Build(t.s, cycle.Source{AsOf: t.Options.AsOf, Country: t.Options.Holidays})
	for i := range days.Days {
		d := &days.Days[i]
		if full[d.Date] {
			d.State = cycle.SoldOut
			delete(full, d.Date)
		}
		if b := t.bucketOn(d.Date); b >= 0 {
			states[b].Count(d)
		}
	}
	for d := range full { // before the first sale or after the last
		states[t.bucketOn(d)].SoldOut++
	}
	return states
}

// asked adds the days of one resource, and notes those on which it was full.
func (t *Table) asked(r *crm.Resource, states []State, full map[crm.Date]bool) {
	first, last, ok := occupancy.Span(t.s, r)
	if !ok {
		return
	}
	first, last = max(first, t.Options.Filter.From), min(last, t.Options.Filter.To)
	for _, d := range occupancy.Days(t.s, r, first, last, occupancy.Filter{}) {
		b := t.bucketOn(d.Date)
		if b < 0 {
			continue
		}
		a := &states[b].Asked
		a.Offered += d.Offered
		a.Booked += d.Sold
		a.Away += d.Refused
		a.Demand += d.Sold + d.Refused
		if d.SoldOut() {
			full[d.Date] = true
		}
	}
}

// bucketOn is the bucket of a day among those asked for; -1 outside of them.
func (t *Table) bucketOn(d crm.Date) int {
	switch {
	case d < t.Options.Filter.From || d > t.Options.Filter.To:
		return -1
	case period.Unit(t.Options.By).Valid():
		return t.axis.At(d)
	}
	return weekdayOf(d)
}
