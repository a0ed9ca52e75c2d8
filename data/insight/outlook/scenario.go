package outlook

import (
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/cause"
	"regulars/data/insight/forecast"
)

// Kind is what a condition is of.
type Kind string

// The kinds of conditions; without any all goes on as usual.
const (
	Flat   Kind = "flat"   // so many per cent more or less of everything
	Price  Kind = "price"  // another price, by the elasticity the shop has earned
	Closed Kind = "closed" // days closed that would be open
	Event  Kind = "event"  // a cause of demand comes on some days, and does what it did
)

// Condition is one thing supposed to be different. The zero value of a field
// it does not need is ignored; two equal conditions do the same.
type Condition struct {
	Kind Kind `json:"kind"`
	// Percent is the change: of everything, -100 to 1000, or of a price, -90
	// to 200. 10 is a tenth more.
	Percent float64 `json:"percent,omitempty"`
	// Product or Category, with all below it, has the price; none of them: all.
	Product  crm.ID `json:"product,omitzero"`
	Category crm.ID `json:"category,omitzero"`
	// From and To are the days closed, or those of the event. Days closes so
	// many open days of the first step ahead instead, 1 to 31.
	From crm.Date `json:"from,omitzero"`
	To   crm.Date `json:"to,omitzero"`
	Days int      `json:"days,omitempty"`
	// Cause, CauseID and CauseName are those of a [cause.Row].
	Cause     cause.Kind `json:"cause,omitempty"`
	CauseID   crm.ID     `json:"cause_id,omitzero"`
	CauseName string     `json:"cause_name,omitempty"`
}

// check returns [insight.ErrOptions] for what makes no sense.
func (c Condition) check() error {
	ok := false
	switch c.Kind {
	case Flat:
		ok = c.Percent >= -100 && c.Percent <= 1000
	case Price:
		ok = c.Percent >= -90 && c.Percent <= 200 && (c.Product.IsZero() || c.Category.IsZero())
	case Closed:
		ok = c.Days >= 0 && c.Days <= 31 && c.From <= c.To && (c.Days > 0 || c.From > 0)
	case Event:
		ok = c.Cause != "" && c.From > 0 && c.From <= c.To
	}
	if !ok {
		return insight.ErrOptions
	}
	return nil
}

// Effect is what the usual is multiplied by in a step, with its 95 % interval.
type Effect struct {
	Times float64 `json:"times"` // 0 and up; 1 changes nothing
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// Days of the Open ones are concerned, of conditions that have days.
	Days int `json:"days,omitempty"`
	Open int `json:"open_days,omitempty"`
}

// Supposed is a condition with its arithmetic.
type Supposed struct {
	Condition
	// Told is false where nothing can be said of the effect, and the
	// forecast leaves the condition out; Needs says why, or what is left out.
	Told  bool           `json:"told"`
	Needs []insight.Need `json:"needs"`
	Steps []Effect       `json:"steps"` // on the total, by step ahead; of one told
	// Difference is what the cause did on its days, of an event told.
	Difference *Effect `json:"difference,omitempty"`
	// Priced are the products whose price changes, Kept those whose price
	// stays, since nothing is known of what another one would do; of a price.
	Priced []Priced `json:"priced,omitempty"`
	Kept   int      `json:"kept,omitempty"`
}

func (c *Supposed) need(code string, count int) {
	if count > 0 {
		c.Needs = append(c.Needs, insight.Need{Code: code, Count: count})
	}
}

// The needs of conditions.
const (
	NeedPieces   = "need_pieces"        // 1: a price tells of units and money only
	NeedEarned   = "need_earned"        // products without an elasticity
	NeedAhead    = "need_days_ahead"    // 1: none of the days is an open one ahead
	NeedSeen     = "need_cause_seen"    // open days of the cause more
	NeedRealness = "need_cause_real"    // 1: what the cause did may be chance
	NeedNear     = "need_price_farther" // products never sold at such a price
)

// same changes nothing.
func same() Effect { return Effect{Times: 1, Low: 1, High: 1} }

// flat is a factor that is known.
func flat(times float64) Effect { return Effect{Times: times, Low: times, High: times} }

// and joins two effects that know nothing of each other.
func (e Effect) and(f Effect) Effect {
	times := e.Times * f.Times
	low := math.Hypot(f.Times*(e.Times-e.Low), e.Times*(f.Times-f.Low))
	high := math.Hypot(f.Times*(e.High-e.Times), e.Times*(f.High-f.Times))
	return Effect{Times: times, Low: max(0, times-low), High: times + high}
}

// ofShare is the effect on the whole when only a share of it, 0 to 1, is concerned.
func (e Effect) ofShare(share float64) Effect {
	part := func(v float64) float64 { return max(0, 1+share*(v-1)) }
	return Effect{Times: part(e.Times), Low: part(e.Low), High: part(e.High)}
}

// effects are those on each series, by step ahead, the total first.
type effects [][]Effect

// everywhere has the same effects on all series.
func (w *work) everywhere(steps []Effect) effects {
	out := effects{}
	for range w.x.all() {
		out = append(out, steps)
	}
	return out
}

// suppose works out the conditions and changes the forecast: each part by its
// own factor, and the total becomes the sum of them.
func (w *work) suppose(ctx context.Context) error {
	all := w.x.all()
	for _, s := range all {
		for _, p := range s.Points {
			s.Usual = append(s.Usual, p.Mean)
		}
	}
	if w.x.Conditions = []Supposed{}; len(w.o.Scenario) == 0 {
		return nil
	}
	steps := len(w.x.Total.Points)
	together := w.everywhere(slices.Repeat([]Effect{same()}, steps))
	for i := range together {
		together[i] = slices.Clone(together[i])
	}
	for _, c := range w.o.Scenario {
		out := Supposed{Condition: c, Needs: []insight.Need{}, Steps: []Effect{}}
		each, err := w.effects(ctx, &out)
		if err != nil {
			return err
		}
		if out.Told = each != nil && steps > 0; out.Told {
			w.total(each)
			out.Steps = each[0]
			for i := range together {
				for t := range together[i] {
					together[i][t] = together[i][t].and(each[i][t])
				}
			}
		}
		w.x.Conditions = append(w.x.Conditions, out)
	}
	w.total(together)
	for i, s := range all {
		for t := range s.Points {
			change(&s.Points[t], together[i][t])
		}
	}
	w.sum()
	return nil
}

// effects of one condition; nil where nothing can be told.
func (w *work) effects(ctx context.Context, c *Supposed) (effects, error) {
	switch c.Kind {
	case Price:
		return w.priced(ctx, c)
	case Closed:
		return w.closed(c), nil
	case Event:
		return w.event(c)
	}
	return w.everywhere(slices.Repeat([]Effect{flat(1 + c.Percent/100)}, len(w.x.Ahead))), nil
}

// total makes the effect on the total the mean of those on the parts, weighed
// by what is expected of them. The parts are taken to err together.
func (w *work) total(each effects) {
	if len(w.x.Parts) == 0 || len(w.x.Total.Points) == 0 {
		return
	}
	each[0] = slices.Clone(each[0])
	for t := range each[0] {
		sum, weight := Effect{}, 0.0
		for i := range w.x.Parts {
			usual, e := max(0, w.x.Parts[i].Usual[t]), each[i+1][t]
			sum.Times, sum.Low, sum.High, weight = sum.Times+usual*e.Times, sum.Low+usual*e.Low, sum.High+usual*e.High, weight+usual
		}
		if weight > 0 {
			e := &each[0][t]
			e.Times, e.Low, e.High = sum.Times/weight, sum.Low/weight, sum.High/weight
		}
	}
}

// sum makes the total of the means exactly that of the parts.
func (w *work) sum() {
	if len(w.x.Parts) == 0 {
		return
	}
	for t := range w.x.Total.Points {
		p, mean := &w.x.Total.Points[t], 0.0
		for i := range w.x.Parts {
			mean += w.x.Parts[i].Points[t].Mean
		}
		off := mean - p.Mean
		p.Mean = mean
		for _, end := range ends(p) {
			moved := *end + off
			if *end >= 0 && mean >= 0 {
				moved = max(0, moved)
			}
			*end = moved
		}
	}
}

// closed takes off what the days would have brought.
func (w *work) closed(c *Supposed) effects {
	steps, any := make([]Effect, len(w.x.Ahead)), false
	for i, s := range w.x.Ahead {
		days := 0
		if c.Days > 0 && i == 0 {
			days = min(c.Days, s.Open)
		} else if c.Days == 0 {
			days = w.calendar.days(max(c.From, s.From), min(c.To, s.To))
		}
		steps[i] = same()
		if days > 0 {
			steps[i], any = flat(1-float64(days)/float64(s.Open)), true
		}
		steps[i].Days, steps[i].Open = days, s.Open
	}
	if !any {
		c.need(NeedAhead, 1)
		return nil
	}
	return w.everywhere(steps)
}

// normal80 is the width of a normal 80 % interval over that of a 95 % one.
const normal80 = 1.281552 / 1.959964

// change multiplies a point and widens its ends by how unsure the factor is.
func change(p *forecast.Point, e Effect) {
	mean := e.Times * p.Mean
	size := math.Abs(p.Mean)
	reach := func(end, factor float64) float64 {
		a, b := e.Times*end, size*factor
		if a < 0 { // the end lies beyond the mean, as of rare demand
			return 2*a + math.Hypot(a, b)
		}
		return math.Hypot(a, b)
	}
	down, up := e.Times-e.Low, e.High-e.Times
	moved := [4]float64{mean - reach(p.Mean-p.Lo95, down), mean - reach(p.Mean-p.Lo80, down*normal80),
		mean + reach(p.Hi80-p.Mean, up*normal80), mean + reach(p.Hi95-p.Mean, up)}
	for i, end := range ends(p) {
		if *end >= 0 {
			moved[i] = max(0, moved[i])
		}
		*end = moved[i]
	}
	p.Mean = mean
}

// ends are the four ends of the intervals, in the order of their size.
func ends(p *forecast.Point) [4]*float64 {
	return [4]*float64{&p.Lo95, &p.Lo80, &p.Hi80, &p.Hi95}
}
