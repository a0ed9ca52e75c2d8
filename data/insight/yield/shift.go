package yield

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
)

// ShiftReach is how many days before or after a guest may be asked to come.
const ShiftReach = 3

// Shift is what could have been gained by asking those refused on a sold-out
// day to come on one near it.
type Shift struct {
	Refused int        // units refused on sold-out days
	Free    int        // of them, units for which a day near had room; each free unit counts once
	Each    crm.Amount // what a unit left on average: its contribution, or its rate where cost is not known
	Costed  bool       // Each is after the variable cost
	// Most is Free times Each: what all of them would have left.
	Most crm.Amount
}

// ShiftOf looks through the days of an answer that are over; days near them
// count from the first booking on. It is zero where nobody was refused on a
// sold-out day or nothing is known of what a unit leaves.
func ShiftOf(s *facts.Snapshot, a *Answer) (x Shift) {
	r := Resource(s, a.Resource)
	if r == nil || a.Total.Sold == 0 {
		return x
	}
	if a.Total.Contribution != nil {
		x.Each, x.Costed = crm.Share(*a.Total.Contribution, 1, int64(a.Total.Sold)), true
	} else {
		x.Each = crm.Share(a.Total.Net, 1, int64(a.Total.Sold))
	}
	first, _, _ := occupancy.Span(s, r)
	days := occupancy.Days(s, r, max(first, a.from-ShiftReach), min(a.to+ShiftReach, a.AsOf), occupancy.Filter{Known: a.AsOf})
	for i, d := range days {
		if !d.SoldOut() || d.Date < a.from || d.Date > a.to {
			continue
		}
		x.Refused += d.Refused
		left := d.Refused
		for by := 1; by <= ShiftReach; by++ {
			for _, at := range []int{i + by, i - by} {
				if at >= 0 && at < len(days) {
					left -= x.take(&days[at], left)
				}
			}
		}
	}
	x.Most = x.Each * crm.Amount(x.Free)
	return x
}

// take moves up to so many units into the room a day has, and holds it.
func (x *Shift) take(d *occupancy.Day, units int) int {
	n := max(0, min(units, d.Offered-d.Sold-d.Held))
	d.Held += n
	x.Free += n
	return n
}
