// Package plan puts the next week or month on one sheet: what is expected of
// each product, each segment of customers and each resource with capacity, and
// beside it what was expected of the last one and what happened.
package plan

import (
	"context"
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/outlook"
	"regulars/data/insight/rfm"
)

// Of is what a row is of.
type Of string

// The rows, in their order.
const (
	Total    Of = "total"
	Product  Of = "product"
	Segment  Of = "segment"
	Capacity Of = "capacity"
)

// Row is what is expected of one thing in the step planned. Numbers are in the
// measure of the plan, of capacity in units sold: nights or slots.
type Row struct {
	Of       Of      `json:"of"`
	Code     string  `json:"code"`
	Name     string  `json:"name"`
	Known    bool    `json:"known"` // false: too little history, and the numbers are zero
	Expected float64 `json:"expected"`
	Lo80     float64 `json:"lo80"`
	Hi80     float64 `json:"hi80"`
	Method   string  `json:"method,omitempty"`
	Last     *Last   `json:"last"` // null where it was not forecast
	Room     *Room   `json:"room,omitempty"`
}

// Last is the newest whole step: as it was forecast from the one before, and
// as it became.
type Last struct {
	Expected float64 `json:"expected"`
	Lo80     float64 `json:"lo80"`
	Hi80     float64 `json:"hi80"`
	Actual   float64 `json:"actual"`
}

// Room is what a resource offers in the step.
type Room struct {
	Offered int `json:"offered"`
	Booked  int `json:"booked"` // confirmed already
	// Occupancy is expected over offered, 0 to 1 unless overbooked; null where
	// nothing is offered or expected.
	Occupancy *float64 `json:"occupancy"`
	// Hours are those the expected units are in use, which is work for a chair
	// or a person; null for nights.
	Hours *float64 `json:"hours"`
}

// Plan is the sheet.
type Plan struct {
	insight.Answer[Row]
	Unit    string          `json:"unit"`
	Measure outlook.Measure `json:"measure"`
	From    crm.Date        `json:"from"` // the step planned
	To      crm.Date        `json:"to"`
	// LastFrom is the first day of the newest whole step; zero without one.
	LastFrom crm.Date `json:"last_from,omitzero"`
	// Conditions are what is supposed of sales; capacity is as usual.
	Conditions []outlook.Supposed `json:"conditions"`

	Products *outlook.Outlook `json:"-"`
}

// Ask makes the plan for the first step ahead of the options, whose split and
// labels are not read: over the same horizon it has the numbers of a forecast,
// since intervals come from errors over that horizon. The error is [insight.ErrOptions] or that
// of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o outlook.Options) (*Plan, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	if o.Unit == outlook.Auto {
		o.Unit = outlook.UnitFor(s, o.AsOf)
	}
	tell := o.Progress
	half := func(from float64) func(float64) {
		return func(done float64) {
			if tell != nil {
				tell(from + done*0.45)
			}
		}
	}
	o.By, o.Progress = demand.Product, half(0)
	products, err := outlook.Ask(ctx, s, o)
	if err != nil {
		return nil, err
	}
	scored, err := rfm.Score(s, rfm.Options{AsOf: o.AsOf, Reading: o.Reading})
	if err != nil {
		return nil, err
	}
	o.By, o.Labels, o.Progress = demand.Segment, scored.Labels(len(s.Party.ID)), half(0.45)
	segments, err := outlook.Ask(ctx, s, o)
	if err != nil {
		return nil, err
	}
	rooms, err := outlook.Rooms(ctx, s, o.AsOf, o.Unit)
	if err != nil {
		return nil, err
	}
	p := &Plan{Answer: insight.New[Row]("plan", products.Method, s.Currency, o.AsOf), Unit: string(o.Unit), Measure: products.Measure,
		From: products.Ahead[0].From, To: products.Ahead[0].To, Conditions: products.Conditions, Products: products}
	p.N, p.Coverage = products.N, products.Coverage
	if n := len(products.Steps); n > 0 {
		p.LastFrom = products.Steps[n-1].From
	}
	for _, n := range append(products.Needs, segments.Needs...) {
		p.once(n)
	}
	p.series(Total, &products.Total)
	for i := range products.Parts {
		p.series(Product, &products.Parts[i])
	}
	for i := range segments.Parts {
		p.series(Segment, &segments.Parts[i])
	}
	for _, r := range rooms {
		p.room(r)
	}
	return p, nil
}

// once adds a need that is not there yet.
func (p *Plan) once(n insight.Need) {
	for _, have := range p.Needs {
		if have.Code == n.Code {
			return
		}
	}
	p.Need(n.Code, n.Count)
}

func (p *Plan) series(of Of, s *outlook.Series) {
	row := Row{Of: of, Code: s.Code, Name: s.Name, Last: lastOf(s.Last)}
	if len(s.Points) > 0 {
		row.fill(s.Points[0], float64(s.Whole[0]), s.Shown())
	}
	p.Rows = append(p.Rows, row)
}

// fill shows a forecast by a whole number, which its interval holds: few
// pieces of a total may round to one that their own mean would not.
func (r *Row) fill(p forecast.Point, whole float64, method string) {
	r.Known, r.Expected, r.Lo80, r.Hi80, r.Method = true, whole, min(p.Lo80, whole), max(p.Hi80, whole), method
}

func lastOf(c outlook.Check) *Last {
	if !c.Known {
		return nil
	}
	return &Last{c.Expected.Mean, c.Expected.Lo80, c.Expected.Hi80, c.Actual}
}

func (p *Plan) room(r outlook.Room) {
	row := Row{Of: Capacity, Code: r.ID.String(), Name: r.Name, Last: lastOf(r.Last), Room: &Room{Offered: r.Offered, Booked: r.Booked}}
	if r.Known {
		row.fill(r.Expected, math.Round(r.Expected.Mean), r.Method)
		if r.Offered > 0 {
			row.Room.Occupancy = new(row.Expected / float64(r.Offered))
		}
		if r.SlotMinutes > 0 {
			row.Room.Hours = new(row.Expected * float64(r.SlotMinutes) / 60)
		}
	}
	p.Rows = append(p.Rows, row)
}
