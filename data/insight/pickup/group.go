package pickup

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/group"
)

const (
	// LeastPairs is how many pairs of neighbouring nights tell how their demand
	// moves together.
	LeastPairs = 16
	// UsualTogether is taken with fewer: half of the guests of a night stay for
	// the next, as where two nights are usual. Too much only widens a range.
	UsualTogether = 0.5
)

// The needs of a group's question; each has a text insight.<code>.
const (
	NeedGroups = "need_groups" // groups that came or called off
	NeedPairs  = "need_pairs"  // pairs of neighbouring nights
)

// Group is a group's question as it is put at the desk. Money is per unit and
// night, in minor units.
type Group struct {
	Arrive   crm.Date
	Nights   int // 1 to group.MostNights
	Units    int
	Rate     crm.Amount
	Extras   crm.Amount // what they leave besides, after its cost
	Cost     crm.Amount // variable cost of a unit
	Gone     float64    // chance that all call off, 0 to below 1
	Wash     float64    // share of the units of those who come, 0 to below 1
	LateWash bool
	// Correlation of the demand of neighbouring nights; see [Together].
	Correlation float64
}

// Prefilled is a group question with the book's own cost and wash.
func (d *Curve) Prefilled() Group {
	hundredths := func(v float64) float64 { return min(.99, math.Round(v*100)/100) }
	return Group{Nights: 1, Cost: d.cost(), Gone: hundredths(d.Wash.Gone), Wash: hundredths(d.Wash.Shrink)}
}

// Nights looks at the nights of a group.
func (d *Curve) Nights(g Group) []Night {
	out := make([]Night, max(0, min(g.Nights, group.MostNights)))
	for i := range out {
		out[i] = d.Night(g.Arrive+crm.Date(i), g.Cost)
		out[i].stays = d.patterns(out[i], i, len(out))
	}
	return out
}

// Unknown reports whether some night has too few like it to tell what still
// comes: then nothing can be said of the gain.
func Unknown(nights []Night) bool {
	return slices.ContainsFunc(nights, func(n Night) bool { return n.Days < LeastDays })
}

// Link is how the demand of neighbouring nights moves together.
type Link struct {
	Correlation float64 // 0 to group.MostCorrelation
	Pairs       int
	Own         bool // from the book; else UsualTogether
}

// Together is the correlation of what was asked for on neighbouring nights
// like those of a group, each against the mean of its kind, as far as it was
// asked for so late; below zero it counts as none. One night has no
// neighbour.
func Together(nights []Night) Link {
	l := Link{Correlation: UsualTogether}
	means := make([]float64, len(nights))
	for i, n := range nights {
		for _, d := range n.asked {
			means[i] += float64(d.Booked) / float64(len(n.asked))
		}
	}
	var both, first, second float64
	for i := 1; i < len(nights); i++ {
		a, b := nights[i-1], nights[i]
		for x := range a.asked {
			y := slices.Index(b.alike, a.alike[x]+1)
			if y < 0 || y >= len(b.asked) {
				continue
			}
			l.Pairs++
			u, v := float64(a.asked[x].Booked)-means[i-1], float64(b.asked[y].Booked)-means[i]
			both, first, second = both+u*v, first+u*u, second+v*v
		}
	}
	switch {
	case len(nights) < 2:
		return Link{Own: true}
	case l.Pairs < LeastPairs || first == 0 || second == 0:
		return l
	}
	r := math.Round(100*both/math.Sqrt(first*second)) / 100
	l.Correlation, l.Own = min(group.MostCorrelation, max(0, r)), true
	return l
}

// pattern is a kind of stay of ordinary guests who ask as late: the nights of
// the group it covers, from the first up to but without the last, and what is
// counted of it on one of them.
type pattern struct {
	first, last int
	units       float64 // a night
	outside     float64 // units times nights of the stay that are not the group's and were not full
	stays       float64 // units over all nights of their stays: how many stays these are
}

// patterns are the stays that cover the nights like the i-th of n of a group.
func (d *Curve) patterns(night Night, i, n int) []pattern {
	var out []pattern
	lead := max(0, night.Date-d.AsOf)
	for _, day := range night.alike {
		from := day - crm.Date(i)
		until := from + crm.Date(n)
		for _, a := range d.on(day) {
			if a.group || a.fate == lost || a.booked <= day-lead {
				continue
			}
			p := pattern{first: int(max(a.start, from) - from), last: int(min(a.end, until) - from)}
			at := slices.IndexFunc(out, func(o pattern) bool { return o.first == p.first && o.last == p.last })
			if at < 0 {
				at, out = len(out), append(out, p)
			}
			out[at].units += float64(a.units)
			out[at].stays += float64(a.units) / float64(a.end-a.start)
			out[at].outside += float64(a.units * d.freeOutside(a, from, until))
		}
	}
	return out
}

// freeOutside is how many nights of a stay lie outside some days and were not
// sold out: nobody else takes them when the guest does not come.
func (d *Curve) freeOutside(a stay, from, until crm.Date) (nights int) {
	for day := a.start; day < a.end; day++ {
		if day >= from && day < until {
			continue
		}
		if day > d.AsOf || !d.full(day) {
			nights++
		}
	}
	return nights
}

// StayLength is how many nights the guests stay on average who ask as late as
// those the group would push out; zero where there are none.
func StayLength(nights []Night) float64 {
	units, stays := 0.0, 0.0
	for _, n := range nights {
		for _, p := range n.stays {
			units, stays = units+p.units, stays+p.stays
		}
	}
	if stays == 0 {
		return 0
	}
	return math.Round(100*units/stays) / 100
}

// kind is the stays of one pattern over all the nights of a group: the units
// pushed out on each, and the nights outside a unit has.
type kind struct {
	first, last int
	pushed      []float64 // by night from first on
	outside     float64   // weighed with pushed
}

// others is how many nights beside it a unit pushed out on each night takes
// along. Of the stays of a pattern those are lost that are pushed out on the
// night with most: the others of their nights are taken to push out the same
// guests, so that nobody is counted twice.
func others(nights []Night, displaced []float64) []float64 {
	var kinds []kind
	for i, n := range nights {
		all := 0.0
		for _, p := range n.stays {
			all += p.units
		}
		for _, p := range n.stays {
			at := slices.IndexFunc(kinds, func(k kind) bool { return k.first == p.first && k.last == p.last })
			if at < 0 {
				at, kinds = len(kinds), append(kinds, kind{first: p.first, last: p.last, pushed: make([]float64, p.last-p.first)})
			}
			units := displaced[i] * p.units / all
			kinds[at].pushed[i-p.first] = units
			kinds[at].outside += units * p.outside / p.units
		}
	}
	slices.SortFunc(kinds, func(a, b kind) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last)) })
	out := make([]float64, len(nights))
	for _, k := range kinds {
		sum := 0.0
		for _, units := range k.pushed {
			sum += units
		}
		if sum == 0 {
			continue
		}
		most := slices.Max(k.pushed)
		at := k.first + slices.Index(k.pushed, most)
		length := float64(k.last-k.first) + k.outside/sum
		out[at] += max(0, most*length-sum) / displaced[at]
	}
	return out
}

// Ask puts a group's question for nights that were looked at.
func Ask(g Group, nights []Night) (*group.Result, error) {
	q := group.Question{Units: g.Units, Rate: g.Rate, Ancillary: g.Extras, Variable: g.Cost, Gone: g.Gone, Wash: g.Wash, LateWash: g.LateWash, Correlation: g.Correlation}
	for _, n := range nights {
		q.Nights = append(q.Nights, group.Night{Date: n.Date, Capacity: n.Capacity, OnHand: n.Stay, Demand: n.Demand, Margin: n.Margin})
	}
	displaced, err := group.Displaced(q)
	if err != nil {
		return nil, err
	}
	for i, beside := range others(nights, displaced) {
		q.Nights[i].Others = min(beside, group.MostNights)
	}
	return group.Ask(q)
}

// Needs are what is lacking to answer for some nights from the book alone,
// each once, with the largest count.
func (d *Curve) Needs(nights []Night) (needs []insight.Need) {
	for _, n := range nights {
		needs = merge(needs, n.Needs)
	}
	if !d.Wash.Own {
		needs = append(needs, insight.Need{Code: NeedGroups, Count: LeastGroups - d.Wash.N})
	}
	if l := Together(nights); !l.Own {
		needs = append(needs, insight.Need{Code: NeedPairs, Count: max(1, LeastPairs-l.Pairs)})
	}
	return needs
}
