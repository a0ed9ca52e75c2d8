package sample

import (
	"cmp"
	"slices"
	"time"

	"regulars/data/crm"
)

// visit is one coming sale: when, and by whom; walk-in when who is nil.
type visit struct {
	date crm.Date
	time crm.Clock
	who  *customer
}

// visits lets every customer come as their habit says, adds people nobody
// knows, and returns all in the order of time.
func (g *maker) visits() []visit {
	var out []visit
	for i := range g.regular {
		out = g.visitsOf(out, &g.regular[i])
	}
	for d := firstDay; d <= lastDay; d++ {
		for range g.walkIns(d) {
			out = append(out, visit{d, g.clock(pick(g, []int{8, 9, 9, 10, 11, 12, 12, 13, 14, 15, 15, 16, 17})), nil})
		}
	}
	slices.SortStableFunc(out, func(a, b visit) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.time, b.time))
	})
	return out
}

func (g *maker) visitsOf(out []visit, c *customer) []visit {
	limit := int(lastDay)
	if c.name == "once" {
		limit = int(c.from) + 40
	}
	for d := c.from; d <= c.to && int(d) <= limit; d += crm.Date(g.step(c, d)) {
		day := g.openDay(c, d)
		if day > c.to || !g.comes(c, day) {
			continue
		}
		out = append(out, visit{day, g.clock(c.hour + g.between(-1, 1)), c})
	}
	return out
}

// step is the number of days to the next visit: about the usual gap, a
// quarter less before Christmas, rarely a long pause.
func (g *maker) step(c *customer, d crm.Date) int {
	n := g.around(c.gap)
	if season(d) == christmas {
		n = n * 3 / 4
	}
	if g.chance(3) {
		n *= 2
	}
	return max(1, n)
}

// openDay moves a visit to the customer's own weekday when it is near, and
// away from days on which the shop is shut.
func (g *maker) openDay(c *customer, d crm.Date) crm.Date {
	if c.habit.gap > 4 && g.chance(65) {
		for i := crm.Date(0); i < 4; i++ {
			if (d + i).Weekday() == c.weekday {
				d += i
				break
			}
		}
	}
	for !g.open(d) {
		d++
	}
	return d
}

// open reports whether the shop is open: never on Mondays, at Christmas and
// New Year, or when something happened.
func (g *maker) open(d crm.Date) bool {
	_, m, day := d.Time().Date()
	holiday := m == time.December && (day == 25 || day == 26) || m == time.January && day == 1
	return d.Weekday() != time.Monday && !holiday && !g.events[d]
}

type seasonName int

const (
	ordinary seasonName = iota
	christmas
	summer
)

func season(d crm.Date) seasonName {
	switch _, m, day := d.Time().Date(); {
	case m == time.December && day <= 24, m == time.November && day >= 22:
		return christmas
	case m == time.August, m == time.July && day >= 12:
		return summer
	}
	return ordinary
}

// comes is false for the visits that holidays swallow.
func (g *maker) comes(c *customer, d crm.Date) bool {
	return season(d) != summer || !g.chance(42)
}

// walkIns is the number of sales of a day to people nobody knows.
func (g *maker) walkIns(d crm.Date) int {
	if !g.open(d) {
		return 0
	}
	usual := 165 // in hundredths
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		usual = 310
	}
	switch season(d) {
	case christmas:
		usual = usual * 16 / 10
	case summer:
		usual = usual * 7 / 10
	}
	for _, e := range g.DemandEvents {
		if e.Type == "local_event" && e.From <= d && d <= e.To {
			usual *= 3
		}
	}
	return (g.between(usual/2, usual*3/2) + 50) / 100
}

func (g *maker) clock(hour int) crm.Clock {
	return crm.NewClock(min(max(hour, 8), 17), g.rng.IntN(60))
}
