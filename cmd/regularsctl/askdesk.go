package main

import (
	"encoding/json"
	"slices"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/group"
	"regulars/data/insight/pickup"
	"regulars/data/insight/protect"
	"regulars/data/insight/yield"
)

// groupNight is what the book knows of a night of a group.
type groupNight struct {
	Capacity int         `json:"capacity"`
	Booked   int         `json:"on_hand"`
	Stay     int         `json:"on_hand_expected"` // after those who usually call off
	ToCome   float64     `json:"to_come"`          // mean of the ordinary demand still to come
	Leaves   json.Number `json:"contribution"`     // of one ordinary unit
	Days     int         `json:"comparable_nights"`
}

// askBook asks about a group's nights.
func (f *groupFlags) askBook(s *facts.Snapshot, a *askFlags) (reply, error) {
	d, err := openDesk(s, f.resource, a.day)
	if err != nil {
		return reply{}, err
	}
	if d == nil {
		r := &group.Result{Needs: noResource()}
		return groupAnswer(r, newGroupReply(r, coinsOf(s.Currency)), coinsOf(s.Currency)), nil
	}
	g := d.Prefilled()
	if g.Arrive, err = parseDay(f.arrive, 0); err != nil {
		return reply{}, err
	}
	var q group.Question
	m := coinsOf(s.Currency)
	switch err := f.own(m.decimals, &q); {
	case err != nil:
		return reply{}, err
	case f.arrive == "" || f.rate == "" || f.nights < 1:
		return reply{}, usagef("--arrive, --nights, --units and --rate are needed to ask the book")
	}
	g.Nights, g.Units, g.Rate, g.Extras, g.LateWash = f.nights, q.Units, q.Rate, q.Ancillary, q.LateWash
	if f.cost != "" {
		g.Cost = q.Variable
	}
	if f.wash != "" || f.cancel != "" {
		g.Wash, g.Gone = q.Wash, q.Gone
	}
	nights := d.Nights(g)
	link := pickup.Together(nights)
	if g.Correlation = link.Correlation; f.correlation != "" {
		g.Correlation = q.Correlation
	}
	r, err := pickup.Ask(g, nights)
	if err != nil {
		return reply{}, usageError{err}
	}
	out := newGroupReply(r, m)
	out.AsOf, out.Resource = d.AsOf, d.Resource.Name
	out.groupUsed = &groupUsed{g.Gone, g.Wash, d.Wash.N, g.Correlation, link.Pairs, pickup.StayLength(nights)}
	if pickup.Unknown(nights) {
		out.Decision, out.groupWeighed = "unknown", nil
	}
	for i, n := range nights {
		out.Rows[i].groupNight = &groupNight{n.Capacity, n.Booked, n.Stay, n.Mean, m.write(n.Margin), n.Days}
	}
	out.Needs = append(out.Needs, d.Needs(nights)...)
	return groupAnswer(r, out, m), nil
}

func noResource() []insight.Need { return []insight.Need{{Code: yield.NeedResource, Count: 1}} }

// openDesk reads the bookings of a resource by its name; nil when the book
// has none.
func openDesk(s *facts.Snapshot, name string, day crm.Date) (*pickup.Curve, error) {
	id, err := resourceNamed(s, name)
	if err != nil {
		return nil, err
	}
	return pickup.Open(s, id, day), nil
}

// askBook asks about a kind of day.
func (f *protectFlags) askBook(s *facts.Snapshot, a *askFlags) (reply, error) {
	d, err := openDesk(s, f.resource, a.day)
	if err != nil {
		return reply{}, err
	}
	if d == nil {
		r := &protect.Result{Needs: noResource()}
		return protectSaid(r, newProtectReply(r, 0, coinsOf(s.Currency))), nil
	}
	by, err := option("by", f.by, pickup.ByRate, pickup.BySegment)
	if err != nil {
		return reply{}, err
	}
	days, capacity, err := f.days(d)
	if err != nil {
		return reply{}, err
	}
	classes, needs := d.Classes(days, by)
	r, err := pickup.Protect(capacity, classes)
	if err != nil {
		return reply{}, usageError{err}
	}
	out := newProtectReply(r, len(days), coinsOf(s.Currency))
	out.AsOf, out.Resource, out.Needs = d.AsOf, d.Resource.Name, append(needs, out.Needs...)
	if o := d.Overbook(capacity); o != nil {
		out.Overbooking = &overbookingReply{o.Limit, o.Turned, o.Risk}
	}
	return protectSaid(r, out), nil
}

// days are those asked about, and how many units they have.
func (f *protectFlags) days(d *pickup.Curve) ([]crm.Date, int, error) {
	on, err := parseDay(f.on, 0)
	if err != nil {
		return nil, 0, err
	}
	if on != 0 {
		days, _ := d.Alike(on)
		return days, f.units(d.Offered(on)), nil
	}
	weekday := slices.Index([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, strings.ToLower(f.weekday))
	if weekday < 0 {
		return nil, 0, usagef("--weekday %q: want one of mon, tue, wed, thu, fri, sat, sun; or a day with --on", f.weekday)
	}
	days := d.Weekday(weekday, pickup.Weeks)
	return days, f.units(d.Usual(days)), nil
}

// units is the capacity asked about; that of the book unless given.
func (f *protectFlags) units(own int) int {
	if f.capacity >= 0 {
		return min(f.capacity, protect.Most)
	}
	return own
}
