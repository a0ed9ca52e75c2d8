package sites

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
)

// Use is how rooms, tables or chairs were used, from their first booking on.
// Units are unit-nights or unit-slots, money minor units.
type Use struct {
	Resources int         `json:"resources"`
	Offered   int         `json:"offered"`
	Sold      int         `json:"sold"`
	Net       crm.Amount  `json:"net_minor"`  // of the bookings
	Occupancy *float64    `json:"occupancy"`  // sold by offered; nil when nothing was offered
	Rate      *crm.Amount `json:"rate_minor"` // net by unit sold; nil when none was
}

// uses are those of nights and of slots.
type uses struct{ nights, slots Use }

// useOf adds up the days of the resources of each place, "" for none.
func useOf(s *facts.Snapshot, o Options) map[string]*uses {
	used := map[string]*uses{}
	for i := range s.Tables.Resources {
		x := &s.Tables.Resources[i]
		first, _, booked := occupancy.Span(s, x)
		first = max(first, o.from())
		if !booked || first > o.AsOf {
			continue
		}
		site := ""
		if !x.Site.IsZero() {
			site = x.Site.String()
		}
		if used[site] == nil {
			used[site] = &uses{}
		}
		of := &used[site].slots
		if x.Nightly() {
			of = &used[site].nights
		}
		of.Resources++
		for _, d := range occupancy.Days(s, x, first, o.AsOf, occupancy.Filter{Known: o.AsOf}) {
			of.Offered, of.Sold, of.Net = of.Offered+d.Offered, of.Sold+d.Sold, of.Net+d.Net
		}
	}
	return used
}

func (u *uses) add(o *uses) {
	for _, x := range [...]struct{ to, of *Use }{{&u.nights, &o.nights}, {&u.slots, &o.slots}} {
		x.to.Resources, x.to.Offered, x.to.Sold, x.to.Net = x.to.Resources+x.of.Resources, x.to.Offered+x.of.Offered, x.to.Sold+x.of.Sold, x.to.Net+x.of.Net
	}
}

// finished are both with the ratios of their sums.
func (u *uses) finished() (nights, slots Use) { return u.nights.rated(), u.slots.rated() }

func (u Use) rated() Use {
	if u.Offered > 0 {
		u.Occupancy = new(float64(u.Sold) / float64(u.Offered))
	}
	if u.Sold > 0 {
		u.Rate = new(crm.Share(u.Net, 1, int64(u.Sold)))
	}
	return u
}
