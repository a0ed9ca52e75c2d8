// Package costing tells what sales leave over a period once everything they
// cause is paid, and whether that covers what comes anyway.
//
//	contribution = net - cost of goods - variable cost items + what bookings leave
//	profit       = contribution - fixed cost
//
// over the lines whose cost is known; the rest counts in no sum but Uncosted.
// A variable item costs its amount for each of its driver, rounded once, and
// the rows get shares that add up to it. Fixed cost is by the month, a part of
// a month by the day, and belongs to no row: a row only tells how many of its
// units would cover all of it.
package costing

import (
	"cmp"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_margin"

// The needs of this question; each has a text insight.<code>.
const (
	NeedCostItems    = "need_cost_items"   // no cost of the business is entered
	NeedFixed        = "need_fixed_costs"  // no fixed cost is entered
	NeedContribution = "need_contribution" // what is sold leaves nothing
	NeedWholeMonth   = "need_whole_month"  // whole months, for the day of break-even
)

// LeastCoverage is the share of the units whose cost must be known before the
// answer goes without a warning.
const LeastCoverage = 0.95

// By says what the rows are.
type By string

// The rows.
const (
	Product  By = "product" // the default
	Category By = "category"
	Segment  By = "segment" // by recency, frequency and money
	Group    By = "group"   // the business's own
	Channel  By = "channel"
)

// Options of the question; the zero value is a good one. Only Returns of the
// reading is looked at.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	From crm.Date // zero: the twelve months that end with the one of AsOf
	By   By
	// Bands splits each row by the price paid for a unit.
	Bands bool
	insight.Reading
}

// Sums is what was sold and what it caused, in minor units.
type Sums struct {
	Units   crm.Quantity // sold
	Unknown crm.Quantity // of these without known cost
	Net     crm.Amount
	Costed  crm.Amount // the part of Net whose cost is known
	Goods   crm.Amount // cost of the goods
	Items   crm.Amount // variable cost items
	// Contribution is Costed - Goods - Items.
	Contribution crm.Amount
}

// Row is a product, category, segment, group, channel, or a resource that is
// booked, whose units are booked nights or slots.
type Row struct {
	Code     string
	ID       crm.ID // of a product, category or resource
	Name     string
	Resource bool
	Band     int // index into Result.Bands; 0 without
	Sums
	// Price, Variable and Left are of one unit: what is paid for it, what it
	// causes, returns included, and the difference. Known is false where no
	// cost is known.
	Price, Variable, Left crm.Price
	Known                 bool
	// EvenUnits alone would cover the fixed cost; nil when a unit leaves nothing.
	EvenUnits *float64
}

// Item is a cost item of the business with what it came to.
type Item struct {
	ID     crm.ID
	Name   string
	Kind   crm.CostKind
	Driver string
	Amount crm.Amount
}

// Month is one month, or its part within the period.
type Month struct {
	Start                              crm.Date
	Revenue, Contribution, Fixed, Left crm.Amount
}

// Result is the answer. A number that is not defined is nil.
type Result struct {
	insight.Answer[Row] // Coverage is the share of the units
	From                crm.Date
	Total               Sums
	Fixed, Profit       crm.Amount
	Unallocated         crm.Amount // items that concern no row, in Total.Items
	Ratio               *float64   // contribution / costed net
	EvenUnits           *float64
	EvenRevenue         *crm.Amount
	Safety              *float64 // share of the sales that may be lost
	Leverage            *float64 // contribution / profit
	// EvenDay is the day of an average whole month on which its contribution
	// has covered its fixed cost; 0 when it never does or months are missing.
	EvenDay int
	Whole   int // whole months
	Items   []Item
	Months  []Month
	Bands   []crm.Price // the least price of each band; empty without bands
}

// Covered reports whether enough of the cost is known.
func (r *Result) Covered() bool { return r.Coverage >= LeastCoverage }

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By, o.Returns = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Product), cmp.Or(o.Returns, insight.Net)
	if o.From == 0 && o.AsOf != 0 {
		o.From = o.AsOf.MonthStart().AddMonths(-11)
	}
	switch o.By {
	case Product, Category, Segment, Group, Channel:
	default:
		return o, insight.ErrOptions
	}
	if o.Check() != nil || o.From > o.AsOf {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers for the days from From, or the first sale where that is later,
// to AsOf. The error is [insight.ErrOptions] or [crm.ErrOverflow].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("costs", Method, s.Currency, o.AsOf), Items: []Item{}, Months: []Month{}}
	w := &work{s: s, Options: o, exp: s.Exp()}
	w.gather()
	if w.Options.From = max(o.From, w.first); w.first == 0 {
		r.From, r.Needs = o.From, append(r.Needs, insight.Need{Code: insight.NeedSales, Count: 1})
		return r, nil
	}
	r.From, r.N = w.Options.From, w.orders
	if err := w.charge(r); err != nil {
		return nil, err
	}
	if err := w.rows(r); err != nil {
		return nil, err
	}
	r.total()
	w.fixed(r)
	w.months(r)
	r.even()
	r.evenDay(w)
	w.needs(r)
	return r, nil
}

// even fills in what follows from contribution and fixed cost; without fixed
// cost there is nothing to cover.
func (r *Result) even() {
	t := &r.Total
	r.Profit = t.Contribution - r.Fixed
	if t.Costed > 0 {
		r.Ratio = new(float64(t.Contribution) / float64(t.Costed))
	}
	if r.Fixed == 0 {
		return
	}
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Known && row.Left > 0 {
			row.EvenUnits = new(float64(crm.AmountToPrice(r.Fixed, crm.Exponent(r.Currency))) / float64(row.Left))
		}
	}
	if t.Contribution <= 0 || t.Costed <= 0 {
		return
	}
	share := float64(r.Fixed) / float64(t.Contribution)
	r.EvenRevenue = new(crm.Share(r.Fixed, int64(t.Costed), int64(t.Contribution)))
	r.EvenUnits = new(share * float64(t.Units-t.Unknown) / crm.QuantityScale)
	r.Safety = new(1 - share)
	if r.Profit > 0 {
		r.Leverage = new(float64(t.Contribution) / float64(r.Profit))
	}
}

func (w *work) needs(r *Result) {
	r.Coverage = insight.Ratio(r.Total.Units-r.Total.Unknown, r.Total.Units)
	unknown := 0
	for _, row := range r.Rows {
		if row.Unknown > 0 {
			unknown++
		}
	}
	if !r.Covered() {
		r.Need(insight.NeedCosts, unknown)
	}
	if r.Total.Units == 0 {
		r.Need(insight.NeedSales, 1)
	}
	switch {
	case len(w.s.Tables.Costs) == 0:
		r.Need(NeedCostItems, 1)
	case r.Fixed == 0:
		r.Need(NeedFixed, 1)
	}
	if r.Total.Contribution <= 0 && r.Total.Costed > 0 {
		r.Need(NeedContribution, 1)
	}
	if r.Whole == 0 {
		r.Need(NeedWholeMonth, 1)
	}
}

// Line is a step of the way from revenue to profit; costs are below zero and
// all before a contribution or profit add up to it.
type Line struct {
	Code   string
	Amount crm.Amount
}

// Statement is the way from revenue to profit.
func (r *Result) Statement() []Line {
	t := r.Total
	lines := []Line{{"revenue", t.Net}}
	if t.Net != t.Costed {
		lines = append(lines, Line{"uncosted", t.Costed - t.Net})
	}
	return append(lines, Line{"goods", -t.Goods}, Line{"items", -t.Items}, Line{"contribution", t.Contribution}, Line{"fixed", -r.Fixed}, Line{"profit", r.Profit})
}
