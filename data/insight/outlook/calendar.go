package outlook

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
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
}

// newCalendar reads the rhythm from the days with a sale. A weekday is closed
// when it has less than a twentieth of the sale days of the usual weekday.
func newCalendar(days []crm.Date, asOf crm.Date, events []crm.DemandEvent) calendar {
	c := calendar{open: [7]bool{true, true, true, true, true, true, true}}
	for _, e := range events {
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
	weeks := int(asOf-days[0])/7 + 1
	if c.daily = 2*usual > weeks; !c.daily {
		return c
	}
	for w, n := range counts {
		c.open[w] = 20*n >= usual
	}
	return c
}

// days counts the open days from one day to another, both included.
func (c *calendar) days(from, to crm.Date) (n int) {
	for d := from; d <= to; d++ {
		if c.open[d.Weekday()] && !c.out(d) {
			n++
		}
	}
	return n
}

func (c *calendar) out(d crm.Date) bool {
	return slices.ContainsFunc(c.outages, func(s crm.DateSpan) bool { return s.From <= d && d <= s.To })
}
