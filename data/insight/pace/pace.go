// Package pace compares what is booked for the days ahead with what was
// booked, equally long before, for the same days of the year before. Days
// are matched 364 days apart, so that Fridays meet Fridays.
package pace

import (
	"context"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/period"
	"regulars/data/insight/yield"
)

// Method is the method of the answer.
const Method = "rule_same_days_last_year"

// year keeps the days of the week.
const year crm.Date = 364

// DefaultAhead is how many days are looked ahead when none are asked for.
const DefaultAhead = 84

// NeedLastYear is missing where the book does not reach back a year.
const NeedLastYear = "need_last_year"

// Options choose the question.
type Options struct {
	AsOf     crm.Date // zero: the last day anything is known of
	Resource crm.ID   // zero: the one with the most bookings
	Ahead    int      // days, 1 to 730; zero: DefaultAhead
	Unit     period.Unit
}

// Row is one period ahead, of the days in it that lie ahead. Units are
// unit-nights or unit-slots, amounts minor units.
type Row struct {
	Period  string     `json:"period"`
	From    crm.Date   `json:"from"`
	To      crm.Date   `json:"to"`
	Offered int        `json:"offered"`
	Now     int        `json:"now"` // confirmed and held
	NowNet  crm.Amount `json:"now_minor"`
	// Then is what was booked equally long before, Final what it came to;
	// nil where the book does not reach back.
	Then     *int        `json:"then"`
	ThenNet  *crm.Amount `json:"then_minor"`
	Final    *int        `json:"final"`
	FinalNet *crm.Amount `json:"final_minor"`
}

// Answer is the rows and their sums.
type Answer struct {
	insight.Answer[Row]
	Resource crm.ID `json:"resource,omitzero"`
	Name     string `json:"name"`
	Nightly  bool   `json:"nightly"`
	Total    Row    `json:"total"`
}

// Ask answers for one resource. An empty unit is the week. It returns
// insight.ErrOptions for a look ahead out of range or an unknown unit.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Answer, error) {
	if o.Ahead == 0 {
		o.Ahead = DefaultAhead
	}
	if o.Unit == "" {
		o.Unit = period.Week
	}
	if o.Ahead < 1 || o.Ahead > 730 || !o.Unit.Valid() {
		return nil, insight.ErrOptions
	}
	o.AsOf = yield.AsOf(s, o.AsOf)
	a := &Answer{Answer: insight.New[Row]("pace", Method, s.Currency, o.AsOf)}
	r := yield.Resource(s, o.Resource)
	if r == nil {
		a.Need(yield.NeedResource, 1)
		return a, nil
	}
	a.Resource, a.Name, a.Nightly = r.ID, r.Name, r.Nightly()
	first, _, ok := occupancy.Span(s, r)
	if !ok {
		a.Need(yield.NeedBookings, 1)
		return a, nil
	}
	from, to := o.AsOf+1, o.AsOf+crm.Date(o.Ahead)
	now := occupancy.Days(s, r, from, to, occupancy.Filter{Known: o.AsOf})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var then, final []occupancy.Day
	if first <= from-year {
		then = occupancy.Days(s, r, from-year, to-year, occupancy.Filter{Known: o.AsOf - year})
		final = occupancy.Days(s, r, from-year, to-year, occupancy.Filter{Known: o.AsOf})
	} else {
		a.Need(NeedLastYear, int(first-(from-year)))
	}
	for at := 0; at < len(now); {
		start := o.Unit.Start(now[at].Date)
		end := min(len(now), at+int(o.Unit.Next(start)-now[at].Date))
		a.Rows = append(a.Rows, row(o.Unit.Label(start), now, then, final, at, end))
		at = end
	}
	a.Total = row("", now, then, final, 0, len(now))
	a.N, a.Coverage = a.Total.Now, 1
	return a, nil
}

// row sums the days from at to end, end not included.
func row(label string, now, then, final []occupancy.Day, at, end int) Row {
	r := Row{Period: label, From: now[at].Date, To: now[end-1].Date}
	for _, d := range now[at:end] {
		r.Offered, r.Now, r.NowNet = r.Offered+d.Offered, r.Now+d.Sold+d.Held, r.NowNet+d.Net
	}
	if then != nil {
		r.Then, r.ThenNet = booked(then[at:end])
		r.Final, r.FinalNet = booked(final[at:end])
	}
	return r
}

func booked(days []occupancy.Day) (*int, *crm.Amount) {
	units, net := 0, crm.Amount(0)
	for _, d := range days {
		units, net = units+d.Sold+d.Held, net+d.Net
	}
	return &units, &net
}
