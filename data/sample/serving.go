package sample

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// wageRise is the day from which an hour of work costs more.
var wageRise = crm.NewDate(2026, 1, 1)

// activityRates are pence for a minute, a contact and a kilometre. Messages
// have none: the owner has not thought about them yet. A note costs nothing.
var activityRates = []struct {
	kind                crm.InteractionKind
	minute, contact, km int
}{
	{crm.Call, 28, 10, 0}, {crm.Visit, 28, 0, 45}, {crm.Meeting, 28, 0, 45}, {crm.Mail, 0, 90, 0},
	{crm.Case, 28, 150, 45}, {crm.FreeFix, 32, 300, 45}, {crm.Note, 0, 0, 0},
}

// costs says what contacts cost, gives them their minutes, and adds the
// trouble that some customers make.
func (g *maker) costs() {
	for _, from := range []crm.Date{0, wageRise} {
		for _, r := range activityRates {
			minute := r.minute
			if from > 0 {
				if minute == 0 {
					continue
				}
				minute += 3
			}
			g.Rates = append(g.Rates, crm.ActivityRate{
				Meta: g.meta(max(from, firstDay), 0), Activity: r.kind, From: from,
				PerMinute: pence(minute), PerContact: pence(r.contact), PerKm: pence(r.km),
			})
		}
	}
	g.minutes()
	g.trouble()
	slices.SortStableFunc(g.Interactions, func(a, b crm.Interaction) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time))
	})
}

// minutes writes down how long visits took and how far the way was, for most.
func (g *maker) minutes() {
	for i := range g.Interactions {
		in := &g.Interactions[i]
		out := in.Direction == crm.Outbound
		switch {
		case in.InteractionKind != crm.Visit && in.InteractionKind != crm.Meeting || in.Channel == crm.ChannelEvent || g.chance(20):
		case out:
			in.DurationMin, in.TravelMin, in.TravelKm = g.between(3, 8)*5, g.between(2, 6)*5, g.between(2, 14)
		default:
			in.DurationMin = g.between(3, 15)
		}
	}
}

var troubles = []talk{
	{crm.Case, crm.ChannelPhone, crm.Inbound, "A bag had split in the post", "Sent another the same day.", "solved"},
	{crm.Case, crm.ChannelInPerson, crm.Inbound, "The espresso tastes burnt at home", "Went through machine, water and grind together.", "solved"},
	{crm.Case, crm.ChannelEmail, crm.Inbound, "The invoice names the wrong company", "", "solved"},
	{crm.FreeFix, crm.ChannelInPerson, crm.Outbound, "Set their grinder anew, free of charge", "Burrs are worn; told them so.", "solved"},
	{crm.FreeFix, crm.ChannelInPerson, crm.Outbound, "Descaled the machine while delivering", "", "solved"},
}

var demanding = []talk{
	{crm.Visit, crm.ChannelInPerson, crm.Outbound, "Wants everything tasted again before ordering", "An hour, one bag.", "interested"},
	{crm.Visit, crm.ChannelInPerson, crm.Outbound, "Asked us to come and look at the machine", "It was not plugged in.", "solved"},
	{crm.Visit, crm.ChannelInPerson, crm.Outbound, "Brought one bag over, as always", "Stayed for the story of the machine.", "reached"},
	{crm.Call, crm.ChannelPhone, crm.Inbound, "Rings about the price again", "", "declined"},
}

// heavy is how many customers take far more time than they bring.
const heavy = 7

// trouble adds cases and free repairs here and there, a few customers who
// need somebody all the time, and one company that buys below cost.
func (g *maker) trouble() {
	known := make([]int, 0, len(g.Documents))
	net := map[crm.ID]crm.Amount{}
	for i, d := range g.Documents {
		if !d.Party.IsZero() && d.DocType != crm.Quote {
			known = append(known, i)
			net[d.Party] += d.Net
		}
	}
	for range 45 {
		d := &g.Documents[pick(g, known)]
		of := troubles[:3]
		if d.DocType == crm.Invoice {
			of = troubles
		}
		g.effort(pick(g, of), d.Party, d.Date, 10, 30)
	}
	left, below := heavy, true
	for i := range g.regular {
		c := &g.regular[i]
		id := g.Parties[c.party].ID
		if below && c.name == "office" && net[id] > 200_000 {
			below = false
			g.halfPrice(id)
			continue
		}
		if left == 0 || c.habit.gap < 30 || c.name == "once" || c.to != lastDay || net[id] < 4_000 || net[id] > 55_000 || !g.chance(40) {
			continue
		}
		left--
		for range g.between(12, 20) {
			g.effort(pick(g, demanding), id, c.from+crm.Date(g.rng.IntN(int(lastDay-c.from))), 45, 75)
		}
		for range g.between(1, 4) {
			g.effort(pick(g, troubles), id, c.from+crm.Date(g.rng.IntN(int(lastDay-c.from))), 15, 45)
		}
	}
}

// effort adds a contact of from lo to hi minutes, with the way there when we went.
func (g *maker) effort(t talk, who crm.ID, day crm.Date, lo, hi int) {
	in := g.interaction(t, &crm.SalesDocument{Party: who, Date: min(day, lastDay), Time: g.clock(g.between(9, 16))})
	in.DurationMin = g.between(lo, hi)
	if t.kind == crm.Call {
		in.DurationMin /= 2
	}
	if t.direction == crm.Outbound && t.channel == crm.ChannelInPerson {
		in.TravelMin, in.TravelKm = g.between(2, 6)*5, g.between(2, 14)
	}
	g.Interactions = append(g.Interactions, in)
}

// halfPrice lets a party have everything at half the price, an old promise
// that nobody has looked at since the beans became dearer.
func (g *maker) halfPrice(who crm.ID) {
	for i := range g.Documents {
		d := &g.Documents[i]
		if d.Party != who {
			continue
		}
		for k := range d.Lines {
			l := &d.Lines[k]
			full := l.Net + l.Discount
			l.Discount = full / 2
			l.Net = full - l.Discount
		}
		g.total(d)
		if len(d.Payments) > 0 {
			d.Payments[0].Amount = d.Net
		}
	}
}
