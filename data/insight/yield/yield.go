// Package yield says how well a resource is used: occupancy, average rate,
// revenue per available unit, and yield, the revenue as a share of what all
// units offered would bring at full price (Lovelock, Services Marketing).
package yield

import (
	"context"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/period"
	"regulars/data/insight/protect"
)

// Method is the method of the answer: sums of the bookings themselves.
const Method = "rule_yield"

// The codes of needs.
const (
	NeedResource  = "need_resource"   // a resource to sell units of
	NeedBookings  = "need_bookings"   // bookings in the days asked about
	NeedFullPrice = "need_full_price" // the full price of the resource
	NeedUnitCost  = "need_unit_cost"  // what one unit sold costs
)

// Options choose the question.
type Options struct {
	// AsOf is what was known at the end of that day; zero is the last day
	// with a booking made or used.
	AsOf     crm.Date
	Resource crm.ID   // zero: the one with the most bookings
	From, To crm.Date // zero: the first booked day; the as-of day
	Unit     period.Unit
}

// Figures are the sums of some days. Shares and rates are nil where they are
// not defined: nothing offered, nothing sold, no full price.
type Figures struct {
	Offered int `json:"offered"` // unit-nights or unit-slots
	Sold    int `json:"sold"`
	Held    int `json:"held"`
	Refused int `json:"refused"`
	// Demand is what was asked for: sold, held and refused.
	Demand       int         `json:"demand"`
	SoldOutDays  int         `json:"sold_out_days"`
	Net          crm.Amount  `json:"net_minor"`
	Contribution *crm.Amount `json:"contribution_minor"` // net and extra less variable cost; nil without known cost
	Occupancy    *float64    `json:"occupancy"`          // sold by offered
	Rate         *crm.Amount `json:"rate_minor"`         // net by unit sold
	PerAvailable *crm.Amount `json:"per_available_minor"`
	Yield        *float64    `json:"yield"`         // net by offered at full price
	RateAchieved *float64    `json:"rate_achieved"` // rate by full price; yield is occupancy times this
}

// Row is one period.
type Row struct {
	Period string   `json:"period"`
	From   crm.Date `json:"from"`
	To     crm.Date `json:"to"`
	// Partial marks a period not wholly within the days asked about.
	Partial bool `json:"partial"`
	Figures
}

// Answer is the answer with the sums of all periods.
type Answer struct {
	insight.Answer[Row]
	Resource crm.ID  `json:"resource,omitzero"`
	Name     string  `json:"name"`
	Nightly  bool    `json:"nightly"`
	Total    Figures `json:"total"`
	// Segments are the same sums by kind of guest; offered and refused units
	// belong to no segment and are zero there.
	Segments []Segment `json:"segments"`
	TakeUp   []TakeUp  `json:"take_up"` // the most sold first

	from, to crm.Date // the days asked about; zero without bookings
}

// Segment is the part of one kind of guest.
type Segment struct {
	Name string `json:"name"` // "" for guests of no known kind
	Figures
}

// Ask answers for one resource. An empty unit is the month. It returns
// insight.ErrOptions for days in the wrong order or an unknown unit.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Answer, error) {
	if o.Unit == "" {
		o.Unit = period.Month
	}
	o.AsOf = AsOf(s, o.AsOf)
	a := &Answer{Answer: insight.New[Row]("yield", Method, s.Currency, o.AsOf), Segments: []Segment{}, TakeUp: []TakeUp{}}
	r := Resource(s, o.Resource)
	if r == nil {
		a.Need(NeedResource, 1)
		return a, nil
	}
	a.Resource, a.Name, a.Nightly = r.ID, r.Name, r.Nightly()
	first, last, ok := occupancy.Span(s, r)
	if !o.Unit.Valid() || o.From != 0 && o.To != 0 && o.To < o.From {
		return nil, insight.ErrOptions
	}
	if o.From == 0 {
		o.From = first
	}
	if o.To == 0 {
		o.To = min(last, o.AsOf)
	}
	if !ok || o.To < o.From {
		a.Need(NeedBookings, 1)
		return a, nil
	}
	a.from, a.to = o.From, o.To
	known := occupancy.Filter{Known: o.AsOf}
	days := occupancy.Days(s, r, o.From, o.To, known)
	a.periods(days, o.Unit, r, s.Exp())
	a.Total = sum(days, r, s.Exp())
	a.N, a.Coverage = a.Total.Sold, 1
	for _, name := range occupancy.Segments(s, r) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		of := known
		of.Segment = &name
		part := occupancy.Days(s, r, o.From, o.To, of)
		for i := range part {
			part[i].Offered = 0
		}
		f := sum(part, r, s.Exp())
		if f.Sold > 0 { // nothing is offered to a segment alone, but it has its rate
			f.Rate = new(crm.Share(f.Net, 1, int64(f.Sold)))
		}
		a.Segments = append(a.Segments, Segment{name, f})
	}
	a.TakeUp = takeUp(s, r, o)
	if a.N == 0 {
		a.Need(NeedBookings, 1)
	}
	if r.FullPrice == 0 {
		a.Need(NeedFullPrice, 1)
	}
	if !r.CostKnown {
		a.Need(NeedUnitCost, 1)
	}
	return a, nil
}

// AsOf is the day given, or the last one on which anything is known of bookings.
func AsOf(s *facts.Snapshot, day crm.Date) crm.Date {
	if day != 0 {
		return day
	}
	return insight.LastBooked(s)
}

// Resource is the resource with an id, or with the zero id the one with the
// most bookings, of equals the older; nil without any.
func Resource(s *facts.Snapshot, id crm.ID) *crm.Resource {
	if !id.IsZero() {
		return facts.ByID[crm.Resource](s.Tables.Resources, id)
	}
	var best *crm.Resource
	most := -1
	for i := range s.Tables.Resources {
		n := 0
		for b := range s.Booking.ID {
			if occupancy.Of(s, b, &s.Tables.Resources[i]) {
				n++
			}
		}
		if n > most {
			best, most = &s.Tables.Resources[i], n
		}
	}
	return best
}

func (a *Answer) periods(days []occupancy.Day, unit period.Unit, r *crm.Resource, exp int) {
	for from := 0; from < len(days); {
		start := unit.Start(days[from].Date)
		next := unit.Next(start)
		to := min(len(days), from+int(next-days[from].Date))
		a.Rows = append(a.Rows, Row{Period: unit.Label(start), From: start, To: next - 1,
			Partial: days[from].Date != start || days[to-1].Date != next-1, Figures: sum(days[from:to], r, exp)})
		from = to
	}
}

// sum adds up days and works out the rates.
func sum(days []occupancy.Day, r *crm.Resource, exp int) (f Figures) {
	var extra crm.Amount
	for _, d := range days {
		f.Offered, f.Sold, f.Held, f.Refused = f.Offered+d.Offered, f.Sold+d.Sold, f.Held+d.Held, f.Refused+d.Refused
		f.Net, extra = f.Net+d.Net, extra+d.Extra
		if d.SoldOut() {
			f.SoldOutDays++
		}
	}
	f.Demand = f.Sold + f.Held + f.Refused
	if r.CostKnown {
		c := f.Net + extra - times(r.VariableCost, f.Sold, exp)
		f.Contribution = &c
	}
	y := protect.Achieved(int64(f.Sold), int64(f.Offered), f.Net, times(r.FullPrice, f.Offered, exp))
	f.Occupancy, f.Rate, f.PerAvailable, f.Yield, f.RateAchieved = y.Occupancy, y.Average, y.PerUnit, y.Yield, y.Rate
	return f
}

// times is what so many units come to at a price.
func times(p crm.Price, units, exp int) crm.Amount {
	a, err := crm.LineNet(crm.Quantity(units)*crm.QuantityScale, p, exp)
	if err != nil {
		return 0
	}
	return a
}
