// Package group answers the question of a group: take so many units at a
// lower rate now, or keep them for those who may come later and pay more?
//
// A group takes a whole lump of units, so the limit for the next single
// booking does not answer it. For each night the units it would push out are
// E[min(D, free)] - E[min(D, free - group)] for the demand D still to come at
// the ordinary rate; what those would have left is set against what the group
// leaves (displacement analysis; the group's own loss of units, its wash,
// counts for both). Nights are independent and asked one by one, so a guest
// of several nights who is pushed out on one of them counts as one night.
package group

import (
	"fmt"
	"math"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/protect"
)

// The needs of an answer; each has a text insight.<code>.
const (
	NeedRoom   = "need_room_for_group" // units short on the fullest night
	NeedNights = "need_nights"         // nights asked for
)

// The limits of a question.
const (
	MostUnits  = 5000 // capacity of a night
	MostNights = 366
	// MostMoney is the largest sum of money per unit, in minor units.
	MostMoney = 1_000_000_000_000
)

// Night is one night, day or hour the group asks for.
type Night struct {
	Date     crm.Date // 0 when it does not matter
	Capacity int
	OnHand   int            // units booked already
	Demand   protect.Demand // still to come at the ordinary rate, unconstrained
	Margin   crm.Amount     // what an ordinary unit leaves: rate + extras - variable cost
}

// Question is what the group asks. Money is per unit and night, in minor units.
type Question struct {
	Units     int
	Rate      crm.Amount
	Ancillary crm.Amount // what the group leaves besides: meals, drinks, extras
	Variable  crm.Amount // variable cost of a unit
	// Wash is the share, 0 to 1, of the units that will fall away. Unless
	// LateWash is set they fall away early enough to be sold again; then those
	// units push nobody out.
	Wash     float64
	LateWash bool
	Nights   []Night
}

// Range is a mean and where the number lies in at least 8 of 10 cases.
type Range[T any] struct{ Mean, Low, High T }

// NightAnswer is what happens on one night.
type NightAnswer struct {
	Date      crm.Date
	Free      int            // units not booked
	Displaced Range[float64] // units pushed out
	Cost      crm.Amount     // what they would have left, on average
}

// Result is the answer. Cost, Net and Lowest are ranges over the demand, its
// means exact, its ends from [Draws] draws with a fixed seed.
type Result struct {
	Fits   bool // there is room at all
	Accept bool // it fits, and Net is above zero on average
	Nights []NightAnswer
	Kept   float64           // units times nights the group is expected to use
	Group  crm.Amount        // what the group leaves
	Cost   Range[crm.Amount] // what those pushed out would have left
	Net    Range[crm.Amount] // Group - Cost
	// Lowest is the rate at which the group leaves as much as those it pushes
	// out; without extras LowestBare.
	Lowest     Range[crm.Amount]
	LowestBare crm.Amount
	// Regret is the chance that refusing would have been better.
	Regret float64
	Needs  []insight.Need
}

func (q Question) check() error {
	money := func(a crm.Amount) bool { return a >= 0 && a <= MostMoney }
	switch {
	case q.Units < 1 || q.Units > MostUnits:
		return fmt.Errorf("%w: group of %d units, want 1 to %d", insight.ErrOptions, q.Units, MostUnits)
	case !money(q.Rate) || !money(q.Ancillary) || !money(q.Variable):
		return fmt.Errorf("%w: money of the group below zero or too large", insight.ErrOptions)
	case !(q.Wash >= 0 && q.Wash < 1):
		return fmt.Errorf("%w: wash %v, want 0 or more and below 1", insight.ErrOptions, q.Wash)
	case len(q.Nights) > MostNights:
		return fmt.Errorf("%w: %d nights, want at most %d", insight.ErrOptions, len(q.Nights), MostNights)
	}
	for i, n := range q.Nights {
		if n.Capacity < 0 || n.Capacity > MostUnits || n.OnHand < 0 || !money(n.Margin) || n.Demand.Check() != nil {
			return fmt.Errorf("%w: night %d has an impossible capacity, booking, demand or margin", insight.ErrOptions, i+1)
		}
	}
	return nil
}

// Ask answers. Without nights, or when there is no room, it says so and does
// not accept. The error wraps [insight.ErrOptions] and names what is wrong.
func Ask(q Question) (*Result, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	r := &Result{Needs: []insight.Need{}, Fits: len(q.Nights) > 0}
	if len(q.Nights) == 0 {
		r.Needs = append(r.Needs, insight.Need{Code: NeedNights, Count: 1})
		return r, nil
	}
	short := 0
	for _, n := range q.Nights {
		short = max(short, q.Units-n.free())
	}
	if short > 0 {
		r.Fits = false
		r.Needs = append(r.Needs, insight.Need{Code: NeedRoom, Count: short})
	}
	r.weigh(q, newPlan(q))
	return r, nil
}

func (n Night) free() int { return max(0, n.Capacity-n.OnHand) }

// weigh fills in the money.
func (r *Result) weigh(q Question, p *plan) {
	exact := p.exact()
	d := p.draw()
	cost := 0.0
	for i, n := range q.Nights {
		c := exact[i] * float64(n.Margin)
		cost += c
		r.Nights = append(r.Nights, NightAnswer{Date: n.Date, Free: n.free(), Displaced: spread(exact[i], d.displaced[i]), Cost: amount(c)})
	}
	r.Kept = float64(q.Units*len(q.Nights)) * (1 - q.Wash)
	margin := float64(q.Rate + q.Ancillary - q.Variable)
	r.Group, r.Cost = amount(r.Kept*margin), money(spread(cost, d.cost), amount)
	r.Net = money(spread(r.Kept*margin-cost, d.net), amount)
	r.Net.Mean = r.Group - r.Cost.Mean // so that the lines add up
	r.Accept = r.Fits && r.Net.Mean > 0
	r.Regret = d.regret
	lowest := func(cost float64) crm.Amount { return rate(cost/r.Kept + float64(q.Variable-q.Ancillary)) }
	r.Lowest = money(spread(cost, d.cost), lowest)
	r.LowestBare = rate(cost/r.Kept + float64(q.Variable))
}

func money(v Range[float64], as func(float64) crm.Amount) Range[crm.Amount] {
	return Range[crm.Amount]{as(v.Mean), as(v.Low), as(v.High)}
}

func amount(v float64) crm.Amount { return crm.Amount(math.Round(v)) }

// rate is not negative: nobody is paid to come.
func rate(v float64) crm.Amount { return amount(max(0, v)) }
