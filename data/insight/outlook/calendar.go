package outlook

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/holiday"
)

// longSilence is after how many days without a sale what was before no longer
// belongs to the history: a single misdated sale, or another business.
const longSilence = 548

// saleDays are the days with a purchase up to the as-of day, in order, each
// once, from the last long silence on.
func saleDays(s *facts.Snapshot, asOf crm.Date) (days []crm.Date) {
	for i, d := range s.Doc.Date {
		if insight.Counted(s, i, 0, asOf) && (insight.Reading{}).Of(s, i).Purchase {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	for i := len(days) - 1; i > 0; i-- {
		if days[i]-days[i-1] > longSilence {
			return days[i:]
		}
	}
	return days
}

// calendar tells open days from closed ones.
type calendar struct {
	// daily says that the business sells on most of its days; of another one
	// the days without a sale tell nothing and all days are open.
	daily   bool
	open    [7]bool // from Sunday
	outages []crm.DateSpan
	off     map[crm.Date]bool // public holidays and days with nothing on offer that are closed
}

// newCalendar reads the rhythm from the days with a sale. A weekday is closed
// when it has less than a twentieth of the sale days of the usual weekday.
// Days off are learnt up to the last day.
func newCalendar(s *facts.Snapshot, days []crm.Date, o Options, last crm.Date) calendar {
	c := calendar{open: [7]bool{true, true, true, true, true, true, true}, off: map[crm.Date]bool{}}
	for _, e := range s.Tables.Events {
		if e.Type == "outage" && e.Product.IsZero() && e.Site.IsZero() {
			c.outages = append(c.outages, crm.DateSpan{From: e.From, To: max(e.From, e.To)})
		}
	}
	if len(days) == 0 {
		return c
	}
	var counts [7]int
	for _, d := range days {
		counts[d.Weekday()]++
	}
	sorted := slices.Sorted(slices.Values(counts[:]))
	usual := insight.Median(sorted)
	weeks := int(o.AsOf-days[0])/7 + 1
	if c.daily = 2*usual > weeks; !c.daily {
		return c
	}
	for w, n := range counts {
		c.open[w] = 20*n >= usual
	}
	c.learn(days, o.AsOf, append(holiday.In(o.Country, days[0], last), nothingOffered(s, days[0], last)...))
	return c
}

// nothingOffered are the days on which a calendar of capacity closes each
// resource of the business, under one name.
func nothingOffered(s *facts.Snapshot, first, last crm.Date) (days []holiday.Day) {
	var offered []crm.Resource
	for _, r := range s.Tables.Resources {
		if !r.Inactive && r.Units > 0 {
			offered = append(offered, r)
		}
	}
	if len(offered) == 0 {
		return nil
	}
	closes := func(c crm.CapacityCalendar) bool { return c.Units == 0 && c.From <= last && first <= c.To }
	for _, c := range s.Tables.Capacity {
		if !closes(c) || c.Resource != offered[0].ID {
			continue
		}
		for d := max(first, c.From); d <= min(last, c.To); d++ {
			if !slices.ContainsFunc(offered, func(r crm.Resource) bool { return r.UnitsOn(d, s.Tables.Capacity) > 0 }) {
				days = append(days, holiday.Day{Date: d})
			}
		}
	}
	return days
}

// seen counts days off of one name that were else open, and those with a sale.
type seen struct{ days, sold int }

// learn closes the days off of names on which the business sold less than
// half as often as on its other days; of a name never met, all names together
// tell, and a day with nothing on offer is closed. A day that did sell was
// open, whatever its name.
func (c *calendar) learn(days []crm.Date, asOf crm.Date, off []holiday.Day) {
	sold := func(d crm.Date) bool { _, ok := slices.BinarySearch(days, d); return ok }
	names, all := map[string]seen{}, seen{}
	for _, h := range off {
		if h.Date <= asOf && c.opens(h.Date) {
			of := names[h.Name]
			of.days, all.days = of.days+1, all.days+1
			if sold(h.Date) {
				of.sold, all.sold = of.sold+1, all.sold+1
			}
			names[h.Name] = of
		}
	}
	open := 0
	for d := days[0]; d <= asOf; d++ {
		if c.opens(d) {
			open++
		}
	}
	usual := float64(len(days)) / float64(max(1, open))
	together := usual // with none ever met, they are days like others
	if all.days > 0 {
		together = float64(all.sold) / float64(all.days)
	}
	for _, h := range off {
		of, before := names[h.Name], together
		if h.Name == "" {
			before = 0 // the owner said so
		}
		if (float64(of.sold)+before)/float64(of.days+1) < usual/2 && !sold(h.Date) {
			c.off[h.Date] = true
		}
	}
}

// days counts the open days from one day to another, both included.
func (c *calendar) days(from, to crm.Date) (n int) {
	for d := from; d <= to; d++ {
		if c.opens(d) && !c.off[d] {
			n++
		}
	}
	return n
}

// opens reports whether a day would be open if it were none off.
func (c *calendar) opens(d crm.Date) bool {
	return c.open[d.Weekday()] && !slices.ContainsFunc(c.outages, func(s crm.DateSpan) bool { return s.From <= d && d <= s.To })
}
