// Package pickup turns the bookings of one resource into what protection levels
// and the group question stand on: how many still come before a night, what
// they leave, and how many of those booked fall away.
//
// Demand is of ordinary guests, without groups, and unconstrained: kept
// bookings and those refused, sold-out days estimated. Units are unit-nights,
// or unit-slots of a resource with slots.
package pickup

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/protect"
	"regulars/data/insight/yield"
)

const (
	// LeastDays is how many comparable days an estimate stands on.
	LeastDays = 8
	// LeastGroups is how many groups must have come or called off for their
	// wash to be taken from the book.
	LeastGroups = 10
	// UsualGone and UsualWash are taken with fewer: about one unit in ten falls
	// away, half of it with whole groups.
	UsualGone = 0.05
	UsualWash = 0.05
	// LeastDue is how many bookings must have been due for a no-show rate.
	LeastDue = 30
	// Weeks is how far back the days of a weekday are looked at.
	Weeks = 52
	// leastUnits is how many late units tell what a late guest leaves.
	leastUnits = 10

	around    = 4 // weeks to each side of the same day of other years
	yearsBack = 3
	recent    = 26 // weeks looked at where other years do not tell
)

// year keeps the days of the week.
const year crm.Date = 364

// fate is what became of a request.
type fate uint8

const (
	kept fate = iota
	lost      // called off, or did not come
	refused
)

// stay is one night of a request. left is net and extras of one unit.
type stay struct {
	booked, ended  crm.Date
	start, end     crm.Date // of all its nights; end is the day of leaving
	units          int
	fate           fate
	group          bool
	class, segment string
	left           crm.Amount
}

// standing reports whether it was booked at the end of a day.
func (a stay) standing(day crm.Date) bool {
	return a.booked <= day && (a.fate == kept || a.fate == lost && a.ended > day)
}

// Curve is the bookings of a resource by night, as known at the end of a day.
type Curve struct {
	Resource crm.Resource
	AsOf     crm.Date
	Wash     Wash
	NoShow   Share

	s     *facts.Snapshot
	first crm.Date
	stays [][]stay // by day from first on
	past  []occupancy.Day
}

// Share is a share, 0 to 1, and of how many.
type Share struct {
	Share float64
	N     int
}

// Known reports whether so many carry the share.
func (s Share) Known(least int) bool { return s.N >= least }

// Wash is the share of the unit-nights of groups that fell away, and its two
// parts: Gone that of groups that called off altogether, Shrink what those
// that came left unused. 1 - Share is (1 - Gone) x (1 - Shrink).
type Wash struct {
	Share
	Gone, Shrink float64
	Own          bool // from the book's own groups; else what is usual
}

// Open reads the bookings of a resource; a zero day is the last anything is
// known of. nil when the book has no such resource.
func Open(s *facts.Snapshot, resource crm.ID, asOf crm.Date) *Curve {
	r := yield.Resource(s, resource)
	if r == nil {
		return nil
	}
	d := &Curve{Resource: *r, AsOf: yield.AsOf(s, asOf), s: s}
	first, last, ok := occupancy.Span(s, r)
	if !ok {
		first, last = d.AsOf+1, d.AsOf
	}
	d.first = first
	d.past = occupancy.Days(s, r, first, d.AsOf, occupancy.Filter{Known: d.AsOf})
	d.stays = make([][]stay, max(0, int(max(last, d.AsOf)-first)+1))
	for b := range s.Booking.ID {
		if occupancy.Of(s, b, r) && s.Booking.BookedOn[b] <= d.AsOf {
			d.read(b)
		}
	}
	d.readTurnAways()
	d.fell()
	return d
}

// read lays one booking on its nights.
func (d *Curve) read(b int) {
	c, r := &d.s.Booking, &d.Resource
	nights, slots := occupancy.Nights(d.s, b, r), occupancy.Slots(d.s, b, r)
	a := stay{booked: c.BookedOn[b], ended: c.EndedOn[b], units: int(c.Units[b]) * slots, class: d.s.Word(c.Class[b]),
		segment: occupancy.SegmentOf(d.s, b), group: d.isGroup(b)}
	switch st := d.s.StatusOf(b); {
	case st.Takes():
		a.fate = kept
	case st == crm.BookingCancelled:
		a.fate = lost
	case st == crm.BookingNoShow:
		a.fate, a.ended = lost, c.Start[b]
	case st == crm.BookingRefused:
		a.fate = refused
	default: // a request asks for nothing yet
		return
	}
	if nights > 0 && a.units > 0 {
		a.left = crm.Share(c.Net[b]+c.Extra[b], 1, int64(nights*a.units))
	}
	d.put(c.Start[b], nights, a)
}

func (d *Curve) put(start crm.Date, nights int, a stay) {
	a.start, a.end = start, start+crm.Date(nights)
	for n := range nights {
		if at := int(start-d.first) + n; at >= 0 && at < len(d.stays) {
			d.stays[at] = append(d.stays[at], a)
		}
	}
}

// readTurnAways adds those turned away. What they were quoted names their
// rate class.
func (d *Curve) readTurnAways() {
	for _, t := range d.s.Tables.TurnAways {
		if t.Resource != d.Resource.ID || t.AskedOn > d.AsOf {
			continue
		}
		a := stay{booked: t.AskedOn, units: t.Units, fate: refused, segment: t.Segment}
		for _, c := range d.s.Tables.Classes {
			if c.Resource == t.Resource && t.Quoted > 0 && c.Price == t.Quoted {
				a.class, a.group = c.ID.String(), c.MinUnits > 1
			}
		}
		if a.segment == "" && !t.Party.IsZero() {
			a.segment = d.segmentOfParty(t.Party)
		}
		d.put(t.Day, max(1, t.Nights), a)
	}
}

func (d *Curve) segmentOfParty(id crm.ID) string {
	for i, p := range d.s.Party.ID {
		if p == id {
			return d.s.Word(d.s.Party.Group[i])
		}
	}
	return ""
}

// isGroup reports whether a booking is of a group: it bears its name, or a
// rate for several units.
func (d *Curve) isGroup(b int) bool {
	if d.s.Booking.Group[b] != 0 && d.s.Word(d.s.Booking.Group[b]) != "" {
		return true
	}
	id, err := crm.ParseID(d.s.Word(d.s.Booking.Class[b]))
	if err != nil {
		return false
	}
	c := facts.ByID[crm.RateClass](d.s.Tables.Classes, id)
	return c != nil && c.MinUnits > 1
}

// party is a group: the bookings of one name for one first day.
type party struct {
	name  string
	start crm.Date
	// booking tells those apart that bear no name.
	booking int
}

// fate of a group: its unit-nights, and those that fell away.
type groupFate struct {
	all, gone int
	over      bool
}

// fell counts what fell away of groups, and who did not come.
func (d *Curve) fell() {
	c := &d.s.Booking
	groups := map[party]*groupFate{}
	due, away, bookings := 0, 0, 0
	for b := range c.ID {
		if !occupancy.Of(d.s, b, &d.Resource) || c.BookedOn[b] > d.AsOf {
			continue
		}
		st, units := d.s.StatusOf(b), int(c.Units[b])
		over := c.Start[b] <= d.AsOf
		called := st == crm.BookingCancelled && c.EndedOn[b] <= d.AsOf
		if d.isGroup(b) && (st.Takes() || st == crm.BookingNoShow || st == crm.BookingCancelled) {
			g := d.fateOf(groups, b)
			room := units * max(1, occupancy.Nights(d.s, b, &d.Resource))
			g.all, g.over = g.all+room, over
			if called || over && st == crm.BookingNoShow {
				g.gone += room
			}
		}
		if over && (st == crm.BookingSeated || st == crm.BookingNoShow) {
			due, bookings = due+units, bookings+1
			if st == crm.BookingNoShow {
				away += units
			}
		}
	}
	d.Wash = washOf(groups)
	d.NoShow = Share{insight.Ratio(away, due), bookings}
}

func (d *Curve) fateOf(groups map[party]*groupFate, b int) *groupFate {
	p := party{d.s.Word(d.s.Booking.Group[b]), d.s.Booking.Start[b], 0}
	if p.name == "" {
		p.booking = b + 1
	}
	if groups[p] == nil {
		groups[p] = &groupFate{}
	}
	return groups[p]
}

// washOf adds up the groups of which it is known what became of them.
func washOf(groups map[party]*groupFate) Wash {
	n, all, off, came, unused := 0, 0, 0, 0, 0
	for _, g := range groups { // sums of whole numbers: the order is all one
		whole := g.gone == g.all
		if !whole && !g.over {
			continue
		}
		n, all = n+1, all+g.all
		if whole {
			off += g.all
		} else {
			came, unused = came+g.all, unused+g.gone
		}
	}
	if n < LeastGroups {
		return Wash{Share: Share{1 - (1-UsualGone)*(1-UsualWash), n}, Gone: UsualGone, Shrink: UsualWash}
	}
	return Wash{Share: Share{insight.Ratio(off+unused, all), n}, Gone: insight.Ratio(off, all), Shrink: insight.Ratio(unused, came), Own: true}
}

// on is the requests of a night.
func (d *Curve) on(day crm.Date) []stay {
	if at := int(day - d.first); at >= 0 && at < len(d.stays) {
		return d.stays[at]
	}
	return nil
}

// open reports whether units were offered on a past day.
func (d *Curve) open(day crm.Date) bool {
	at := int(day - d.first)
	return at >= 0 && at < len(d.past) && d.past[at].Offered > 0
}

func (d *Curve) full(day crm.Date) bool {
	one := d.past[day-d.first]
	return one.Sold+one.Held >= one.Offered
}

// Alike are the past days comparable with one: the same day of the week
// within four weeks of it, in up to three years before; where those are fewer
// than LeastDays, that day of the last 26 weeks, and ofYear is false. They
// are in order of time.
func (d *Curve) Alike(day crm.Date) (days []crm.Date, ofYear bool) {
	for back := yearsBack; back >= 0; back-- {
		for week := -around; week <= around; week++ {
			one := day - crm.Date(back)*year + 7*crm.Date(week)
			if one <= d.AsOf && one != day && d.open(one) {
				days = append(days, one)
			}
		}
	}
	if len(days) >= LeastDays {
		return days, true
	}
	return d.Weekday(int(day.Weekday()), recent), false
}

// Weekday are the open days of a weekday (0 is Sunday) in so many weeks up to
// the as-of day.
func (d *Curve) Weekday(weekday, weeks int) (days []crm.Date) {
	for day := d.AsOf - crm.Date(7*weeks) + 1; day <= d.AsOf; day++ {
		if int(day.Weekday()) == weekday && d.open(day) {
			days = append(days, day)
		}
	}
	return days
}

// Usual is the units offered on the middle one of some days; 0 for none.
func (d *Curve) Usual(days []crm.Date) int {
	offered := make([]int, len(days))
	for i, day := range days {
		offered[i] = d.past[day-d.first].Offered
	}
	slices.Sort(offered)
	return insight.Median(offered)
}

// cost is the variable cost of a unit; zero when it is not known.
func (d *Curve) cost() crm.Amount {
	return crm.PriceToAmount(d.Resource.VariableCost, d.s.Exp())
}

// Offered is the units of a day.
func (d *Curve) Offered(day crm.Date) int { return occupancy.Offered(d.s, &d.Resource, day) }

// demandOf is the demand behind what was asked for on some days.
func demandOf(asked []protect.Day) (protect.Demand, []insight.Need) {
	counts := make([]int, len(asked))
	full := 0
	for i, a := range asked {
		counts[i] = a.Booked
		if a.Full {
			full++
		}
	}
	if full == 0 {
		return protect.FromCounts(counts), nil
	}
	e := protect.Unconstrain(asked)
	if len(e.Needs) > 0 { // so many were sold out that only what was seen is known
		return protect.FromCounts(counts), e.Needs
	}
	if e.Mean < protect.Small {
		return protect.Demand{Law: protect.Poisson, Mean: max(0, e.Mean)}, nil
	}
	return e.Demand(), nil
}
