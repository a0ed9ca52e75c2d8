// Package group answers the question of a group: take so many units at a
// lower rate now, or keep them for those who may come later and pay more?
//
// A group takes a whole lump of units, so the limit for the next single
// booking does not answer it. For each night the units it would push out are
// E[min(D, free)] - E[min(D, free - group)] for the demand D still to come at
// the ordinary rate; what those would have left is set against what the group
// leaves (displacement analysis). The group's own loss counts for both, in its
// two parts: it may call off altogether, and some units of one that comes fall
// away. A guest pushed out on one night loses other nights as well, see
// [Night.Others]. Means are exact; in the ranges the demand of neighbouring
// nights moves together as far as Correlation says.
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
	// MostCorrelation of the demand of neighbouring nights.
	MostCorrelation = 0.99
)

// Night is one night, day or hour the group asks for.
type Night struct {
	Date     crm.Date // 0 when it does not matter
	Capacity int
	OnHand   int            // units booked already
	Demand   protect.Demand // still to come at the ordinary rate, unconstrained
	Margin   crm.Amount     // what an ordinary unit leaves: rate + extras - variable cost
	// Others is how many nights beside this one a unit pushed out takes along,
	// because its guest would have stayed longer; nights on which it is counted
	// as pushed out too are left out. 0 to MostNights.
	Others float64
}

// Question is what the group asks. Money is per unit and night, in minor units.
type Question struct {
	Units     int
	Rate      crm.Amount
	Ancillary crm.Amount // what the group leaves besides: meals, drinks, extras
	Variable  crm.Amount // variable cost of a unit
	// Gone is the chance, 0 to below 1, that the whole group calls off, Wash the
	// share of the units of one that comes, each by itself, that will fall away.
	// Unless LateWash is set either happens early enough for the units to be
	// sold again; then they push nobody out.
	Gone     float64
	Wash     float64
	LateWash bool
	// Correlation of the demand of a night with that of the night before, 0 to
	// MostCorrelation, on the scale of normal deviates. It widens the ranges and
	// leaves the means alone.
	Correlation float64
	Nights      []Night
}

// Range is a mean and where the number lies in at least 8 of 10 cases; one of
// money holds its mean.
type Range[T any] struct{ Mean, Low, High T }

// NightAnswer is what happens on one night.
type NightAnswer struct {
	Date      crm.Date
	Free      int            // units not booked
	Displaced Range[float64] // units pushed out
	Cost      crm.Amount     // what they would have left that night, on average
	Others    crm.Amount     // and in their other nights
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
	Others crm.Amount        // of Cost, what is for their other nights
	Net    Range[crm.Amount] // Group - Cost
	// Lowest is the rate at which the group leaves as much as those it pushes
	// out, its ends for a group that comes; without extras LowestBare.
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
	case !(q.Wash >= 0 && q.Wash < 1) || !(q.Gone >= 0 && q.Gone < 1):
		return fmt.Errorf("%w: wash %v and chance to call off %v, want 0 or more and below 1", insight.ErrOptions, q.Wash, q.Gone)
	case !(q.Correlation >= 0 && q.Correlation <= MostCorrelation):
		return fmt.Errorf("%w: correlation %v, want 0 to %v", insight.ErrOptions, q.Correlation, MostCorrelation)
	case len(q.Nights) > MostNights:
		return fmt.Errorf("%w: %d nights, want at most %d", insight.ErrOptions, len(q.Nights), MostNights)
	}
	for i, n := range q.Nights {
		if n.Capacity < 0 || n.Capacity > MostUnits || n.OnHand < 0 || !money(n.Margin) || !(n.Others >= 0 && n.Others <= MostNights) || n.Demand.Check() != nil {
			return fmt.Errorf("%w: night %d has an impossible capacity, booking, demand, stay or margin", insight.ErrOptions, i+1)
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

// Displaced is the expected number of units pushed out on each night.
func Displaced(q Question) ([]float64, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	return newPlan(q).exact(), nil
}

func (n Night) free() int { return max(0, n.Capacity-n.OnHand) }

// weigh fills in the money.
func (r *Result) weigh(q Question, p *plan) {
	exact := p.exact()
	d := p.draw()
	cost, others := 0.0, 0.0
	for i, n := range q.Nights {
		c := exact[i] * float64(n.Margin)
		cost, others = cost+c, others+c*n.Others
		r.Nights = append(r.Nights, NightAnswer{Date: n.Date, Free: n.free(), Displaced: spread(exact[i], d.displaced[i]), Cost: amount(c), Others: amount(c * n.Others)})
	}
	cost += others
	r.Others = amount(others)
	r.Kept = float64(q.Units*len(q.Nights)) * (1 - q.Wash) * (1 - q.Gone)
	margin := float64(q.Rate + q.Ancillary - q.Variable)
	r.Group, r.Cost = amount(r.Kept*margin), money(spread(cost, d.cost), amount)
	r.Net = money(spread(r.Kept*margin-cost, d.net), amount)
	r.Net = holding(r.Group-r.Cost.Mean, r.Net.Low, r.Net.High) // so that the lines add up
	r.Accept = r.Fits && r.Net.Mean > 0
	r.Regret = d.regret
	lowest := func(unit float64) crm.Amount { return rate(unit + float64(q.Variable-q.Ancillary)) }
	r.Lowest = money(spread(cost/r.Kept, d.unit), lowest)
	r.LowestBare = rate(cost/r.Kept + float64(q.Variable))
}

func money(v Range[float64], as func(float64) crm.Amount) Range[crm.Amount] {
	return holding(as(v.Mean), as(v.Low), as(v.High))
}

// holding widens a range to its mean: rare large losses lift that out of where
// most cases lie.
func holding(mean, low, high crm.Amount) Range[crm.Amount] {
	return Range[crm.Amount]{mean, min(mean, low), max(mean, high)}
}

func amount(v float64) crm.Amount { return crm.Amount(math.Round(v)) }

// rate is not negative: nobody is paid to come.
func rate(v float64) crm.Amount { return amount(max(0, v)) }
