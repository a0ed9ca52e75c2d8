// Package outlook forecasts what a book sells: all of it and each segment,
// category or product, week by week or month by month.
//
// A step is a whole week or month; the one not over on the as-of day is cut.
// Steps are compared by their open days: weekdays the business never sells on,
// public holidays it kept closed on before, days with nothing on offer and
// those of a noted outage are closed. A step in which a business that
// sells daily sold nothing was shut, which is not the same as no demand. A
// series begins with its first sale, and one silent for long is taken for
// ended. The forecasts of the parts add up to that of the total, which is
// the same however it is split.
package outlook

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/period"
)

// Measure is what is counted.
type Measure string

// The measures. Of orders and customers with sales in several groups see
// [demand.Table]: each counts in one.
const (
	Orders    Measure = "orders" // the default
	Units     Measure = "units"
	Net       Measure = "net" // in minor units
	Customers Measure = "customers"
)

// Auto chooses the unit by the history: months from two years on, else weeks.
const Auto period.Unit = ""

// Limits of the options.
const (
	DefaultTop = 20  // groups with a series of their own; the rest is one
	MostTop    = 500 // series at most
	MaxHorizon = 120 // steps
)

// Options of the question; the zero value asks for the orders of all.
type Options struct {
	AsOf    crm.Date     // zero: the day of the last counted document
	By      demand.Split // Whole, Segment, Group, Category or Product
	Unit    period.Unit  // Auto, Week or Month
	Measure Measure
	Horizon int // steps ahead; 0: half a year
	// Top is how many groups keep a series of their own, 0 means DefaultTop.
	Top int
	// Labels gives the segment of each party by column index, for Segment. It
	// is held fixed over the whole history.
	Labels []string
	insight.Reading
	// Country is whose public holidays may be closed; empty: none.
	Country string
	// Scenario is what the owner supposes will be different, all of it at once.
	Scenario []Condition
	Progress func(float64) // 0 to 1; may be nil
}

// Step is one week or month.
type Step struct {
	From, To crm.Date
	Open     int // open days
}

// Series is what happened and what is expected of the total or of a group.
type Series struct {
	demand.GroupHead
	Group int // index into the groups of Table; -1 for the total
	// Values are those of the Steps, in orders, units, customers or minor
	// units; NaN where not known: before the first sale, or shut.
	Values []float64
	// Result is the forecast as shown: its points are those of the seasonal
	// naive where the method was no better. They add up over the groups.
	forecast.Result
	// Usual are the means without the conditions of the scenario.
	Usual    []float64
	Fallback bool    // the points are those of the naive
	Whole    []int64 // the means in whole numbers that add up, step by step
	Freq     int     // steps of the season looked for, 1 for none
	N        int     // known values
	// Ended is the last day of the step with the last sale of what is not
	// sold any more; zero for the others.
	Ended crm.Date
	// Last is the newest whole step as it was forecast from the step before.
	Last Check
}

// Check is a forecast of one step beside what happened.
type Check struct {
	Known    bool
	Expected forecast.Point
	Actual   float64
}

// Outlook is the answer.
type Outlook struct {
	insight.Answer[Row]
	By      demand.Split `json:"-"`
	Unit    period.Unit  `json:"unit"`
	Measure Measure      `json:"measure"`
	// Conditions are what is supposed, with what each does.
	Conditions []Supposed    `json:"conditions"`
	Steps      []Step        `json:"-"` // that happened, whole ones
	Ahead      []Step        `json:"-"`
	Total      Series        `json:"-"`
	Parts      []Series      `json:"-"` // empty for Whole
	Table      *demand.Table `json:"-"` // of the sums

	calendar calendar
}

// Row is the forecast of one series and step.
type Row struct {
	Series string   `json:"series"`
	Name   string   `json:"name"`
	Step   int      `json:"step"`
	From   crm.Date `json:"from"`
	To     crm.Date `json:"to"`
	Open   int      `json:"open_days"`
	Usual  float64  `json:"usual"` // without the conditions
	Point  float64  `json:"point"`
	Lo80   float64  `json:"lo80"`
	Hi80   float64  `json:"hi80"`
	Lo95   float64  `json:"lo95"`
	Hi95   float64  `json:"hi95"`
	Whole  int64    `json:"whole"`
	Method string   `json:"method"`
}

// The codes of needs beside those of package forecast.
const (
	NeedYear   = "need_year"   // months, or weeks, more until the season of the year can be told and tried out
	NeedShut   = "need_shut"   // steps without any sale, taken for closed
	NeedFixed  = "need_fixed"  // 1: segments are those of today
	NeedMerged = "need_merged" // 1: groups beyond the largest are one
)

// Ask answers the question. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Outlook, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	days := saleDays(s, o.AsOf)
	if o.Unit == Auto {
		o.Unit = unitFor(days, o.AsOf)
	}
	if o.Horizon == 0 {
		o.Horizon = halfYear(o.Unit)
	}
	table, err := demand.Ask(s, o.table(days))
	if err != nil {
		return nil, err
	}
	x := &Outlook{Answer: insight.New[Row]("forecast", forecast.Nothing, s.Currency, o.AsOf), By: o.By, Unit: o.Unit, Measure: o.Measure, Table: table}
	x.N, x.Coverage = table.Total.Orders, table.Coverage
	w := newWork(s, o, x, days)
	w.lay()
	if err := w.foresee(ctx); err != nil {
		return nil, err
	}
	w.judge()
	return x, nil
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Measure, o.Top = cmp.Or(o.Measure, Orders), cmp.Or(o.Top, DefaultTop)
	known := slices.Contains([]demand.Split{demand.Whole, demand.Segment, demand.Group, demand.Category, demand.Product}, o.By) &&
		slices.Contains([]Measure{Orders, Units, Net, Customers}, o.Measure) &&
		slices.Contains([]period.Unit{Auto, period.Week, period.Month}, o.Unit)
	if !known || o.Top < 1 || o.Top > MostTop || o.Horizon < 0 || o.Horizon > MaxHorizon {
		return o, insight.ErrOptions
	}
	for _, c := range o.Scenario {
		if err := c.check(); err != nil {
			return o, err
		}
	}
	return o, nil
}

// table are the options of the sums behind the series.
func (o Options) table(days []crm.Date) demand.Options {
	d := demand.Options{AsOf: o.AsOf, By: demand.By(o.Unit), Split: o.By, Top: o.Top, Labels: o.Labels, Reading: o.Reading, Rank: demand.ByOrders}
	switch o.Measure {
	case Units:
		d.Rank = demand.ByUnits
	case Net:
		d.Rank = demand.ByNet
	}
	if len(days) > 0 {
		d.Filter.From = days[0]
	}
	return d
}

// halfYear is half a year in steps.
func halfYear(u period.Unit) int {
	if u == period.Week {
		return 26
	}
	return 6
}

// UnitFor is the unit that the history up to a day calls for.
func UnitFor(s *facts.Snapshot, asOf crm.Date) period.Unit { return unitFor(saleDays(s, asOf), asOf) }

// unitFor is months for a history of two years and more.
func unitFor(days []crm.Date, asOf crm.Date) period.Unit {
	if len(days) > 0 && days[0].AddMonths(24) <= asOf+1 {
		return period.Month
	}
	return period.Week
}
