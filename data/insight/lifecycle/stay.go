package lifecycle

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight/survival"
)

// lives are the days from the first purchase to the last one before the
// customer was first lost.
//
// That a purchase was the last one is known only once the silence is long
// enough. So everybody is followed up to the day from which a silence until
// now would be that long, and customers who first bought after it are not
// followed at all: else only the quick leavers among the new ones would count.
type lives []survival.Span

func (l lives) with(c *Customer, steps []step, asOf crm.Date) lives {
	c.Stayed = int(asOf - (c.LostFrom - c.Last) + 1 - c.First)
	for _, s := range steps {
		if s.stage == Lost {
			c.Stayed, c.Ended = int(s.bought-c.First), true
			break
		}
	}
	if c.Followed = c.Ended || c.Stayed >= 0; !c.Followed {
		c.Stayed = 0
		return l
	}
	return append(l, survival.Span{Length: float64(c.Stayed), Ended: c.Ended})
}

// month is the middle length of a month in days.
const month = 30.4375

// beforeMonth is the length in days that ends before a month after the first
// purchase: who buys on the very day is still there.
func beforeMonth(m int) float64 { return math.Round(float64(m)*month) - .5 }

// mostMonths bounds the list of stays: five years.
const mostMonths = 60

// stays reads the curve month by month, as far as anybody has been followed.
func (l lives) stays() (all []Stay) {
	c := survival.Estimate(l)
	for m := range mostMonths + 1 {
		before := beforeMonth(m)
		risk := c.AtRisk(before)
		if risk == 0 {
			break
		}
		low, high := c.Range(before)
		all = append(all, Stay{m, risk, ended(l[:len(l)-risk]), 1 - c.At(before), low, high})
	}
	return all
}

func ended(spans []survival.Span) (n int) {
	for _, s := range spans {
		if s.Ended {
			n++
		}
	}
	return n
}
