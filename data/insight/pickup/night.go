package pickup

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/protect"
)

// Night is what a night looks like before it comes.
type Night struct {
	Date     crm.Date
	Capacity int
	Booked   int // on hand: confirmed and held
	// Stay is how many of those booked are expected to come, after the share
	// that fell away from such nights once they had been booked so early.
	Stay int
	Fall float64 // that share, 0 to 1
	// Demand is still to come from ordinary guests; Mean its mean.
	Demand protect.Demand
	Mean   float64
	Margin crm.Amount // what one of them leaves, after the variable cost
	Days   int        // comparable nights it stands on
	OfYear bool       // they are of the same time of other years
	Needs  []insight.Need

	alike []crm.Date
	asked []protect.Day // of ordinary guests, from so long before, by night alike
	stays []pattern     // of those guests; only where a group asks
}

// Night looks at one night; cost is the variable cost of a unit. With fewer
// than LeastDays comparable nights no demand is told: it is zero, and Needs
// says what is missing.
func (d *Curve) Night(day crm.Date, cost crm.Amount) Night {
	n := Night{Date: day, Capacity: d.Offered(day), Demand: protect.Demand{Law: protect.Poisson}, Needs: []insight.Need{}}
	for _, a := range d.on(day) {
		if a.standing(d.AsOf) {
			n.Booked += a.units
		}
	}
	n.Stay, n.Margin = n.Booked, max(0, crm.PriceToAmount(d.Resource.FullPrice, d.s.Exp())-cost)
	alike, ofYear := d.Alike(day)
	n.Days, n.OfYear, n.alike = len(alike), ofYear, alike
	if len(alike) < LeastDays {
		n.Needs = append(n.Needs, insight.Need{Code: protect.NeedSoldDays, Count: LeastDays - len(alike)})
		return n
	}
	h := d.before(alike, max(0, day-d.AsOf))
	n.Fall = 1 - h.kept
	n.Stay = int(math.Round(float64(n.Booked) * h.kept))
	n.Demand, n.Needs = demandOf(h.asked)
	n.asked = h.asked
	n.Mean = meanOf(n.Demand)
	if h.left != nil {
		n.Margin = max(0, *h.left-cost)
	}
	return n
}

// meanOf is the mean of a demand, to a thousandth.
func meanOf(d protect.Demand) float64 {
	mean := d.Mean
	if d.Law == protect.Empirical {
		sum := 0
		for _, n := range d.Sample {
			sum += n
		}
		mean = float64(sum) / float64(len(d.Sample))
	}
	return math.Round(mean*1000) / 1000
}

// history is how such nights filled from so long before.
type history struct {
	asked []protect.Day // ordinary demand that came later, by night
	kept  float64       // share of the units standing then that came
	left  *crm.Amount   // of a late ordinary unit; nil for none
}

func (d *Curve) before(nights []crm.Date, lead crm.Date) history {
	h := history{kept: 1}
	standing, came := 0, 0
	late, all := sum{}, sum{}
	for _, night := range nights {
		then, asked := night-lead, 0
		for _, a := range d.on(night) {
			if a.standing(then) {
				standing += a.units
				if a.fate == kept {
					came += a.units
				}
			}
			if a.group || a.fate == lost {
				continue
			}
			if a.fate == kept {
				all.add(a)
			}
			if a.booked > then {
				asked += a.units
				if a.fate == kept {
					late.add(a)
				}
			}
		}
		h.asked = append(h.asked, protect.Day{Booked: asked, Full: d.full(night)})
	}
	if standing > 0 {
		h.kept = float64(came) / float64(standing)
	}
	if late.units < leastUnits {
		late = all
	}
	h.left = late.mean()
	return h
}

// sum is units and what they left.
type sum struct {
	units int
	left  crm.Amount
}

func (s *sum) add(a stay) {
	s.units += a.units
	s.left += a.left * crm.Amount(a.units)
}

func (s sum) mean() *crm.Amount {
	if s.units == 0 {
		return nil
	}
	return new(crm.Share(s.left, 1, int64(s.units)))
}
