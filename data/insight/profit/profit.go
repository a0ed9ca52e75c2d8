// Package profit answers what customers bring and what they cost: the profit
// statement of each customer, group and segment and of the whole business,
// and the contribution of products and categories.
//
//	contribution  = net - frozen cost, over the lines whose cost is known
//	cost to serve = for each contact, the rates in force on its day x
//	                (minutes, the contact itself, kilometres), rounded once
//	profit        = contribution - cost to serve - acquisition - rewards
//
// What is not known is never read as zero: lines without cost count in net
// and coverage but not in the contribution, contacts without a rate and
// customers whose acquisition cost nobody told are counted as such. A contact
// with several parties is shared evenly, the first take the odd units, so the
// shares add up. An acquisition cost falls on the day the owner says the
// customer began, or on the first purchase when that is earlier; a reward
// falls on the day of the referral and is charged to the referrer, for
// converted referrals only.
//
// Customers are those who have bought by the as-of day and are not in the
// trash. Walk-in sales, customers in the trash, and people who have not
// bought yet are rows of their own, so that any set of rows adds up to the
// total to the minor unit. Products, categories and channels carry the
// contribution alone: the rest belongs to people and is not allocated.
//
// Sources: activity-based customer profitability after Kaplan and Narayanan,
// Measuring and Managing Customer Profitability (2001); margin and markup as
// in any textbook: one is by the price, the other by the cost.
package profit

import (
	"cmp"
	"context"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_statement"

// Needs of this question.
const (
	NeedRates       = "need_rates"       // contacts without a rate: no cost set
	NeedAcquisition = "need_acquisition" // customers of whom nobody told what they cost to win
)

// LeastCoverage is the share of a customer's sales whose cost must be known
// before the customer is judged.
const LeastCoverage = 0.8

// The usual limits, in per cent of net: a profit below the first drains, one
// from the second on creates value.
const (
	DrainBelow = 0
	CreateFrom = 5
)

// By says what the rows are.
type By string

// The rows. Product, Category and Channel carry the contribution alone.
const (
	Customer By = "customer" // the default
	Segment  By = "segment"  // by recency, frequency and money
	Group    By = "group"    // the business's own
	Source   By = "source"   // where the customer came from
	Country  By = "country"  // of the customer
	Product  By = "product"
	Category By = "category"
	Channel  By = "channel" // of the sale
	All      By = "all"
)

// Options of the question; the zero value is a good one. Only Returns of the
// reading is looked at.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	From crm.Date // first day of the range; zero: since ever
	By   By
	insight.Reading
	// Limits are Settings.ProfitLimits: two rising percentages of net;
	// nil means DrainBelow and CreateFrom.
	Limits []int
	// Progress is told the share done, 0 to 1; may be nil.
	Progress func(done float64)
}

// Rate is a ratio that may not exist: null in JSON.
type Rate struct {
	Value float64
	Known bool
}

// Goods is what was sold, in minor units.
type Goods struct {
	Net          crm.Amount `json:"net_minor"`
	Costed       crm.Amount `json:"costed_minor"` // the part of Net whose cost is known
	Cost         crm.Amount `json:"cost_minor"`   // frozen on the lines
	Contribution crm.Amount `json:"contribution_minor"`
	// Coverage is the share, 0 to 1, of what was sold whose cost is known.
	Coverage float64 `json:"coverage"`
	// Margin is contribution / costed net, Markup contribution / cost; both
	// are null where that is not above zero.
	Margin Rate `json:"margin"`
	Markup Rate `json:"markup"`

	sold, soldCosted crm.Amount
}

// Effort is what customers cost beside the goods, in minor units.
type Effort struct {
	Serve    crm.Amount `json:"serve_minor"`
	Served   []Activity `json:"served"` // by kind, those that occur
	Unpriced int        `json:"unpriced_contacts"`
	// Acquisition is read only where AcquisitionKnown customers are not zero.
	Acquisition        crm.Amount `json:"acquisition_minor"`
	AcquisitionKnown   int        `json:"acquisition_known"`
	AcquisitionUnknown int        `json:"acquisition_unknown"`
	Rewards            crm.Amount `json:"rewards_minor"`
	Rewarded           int        `json:"rewarded"` // referrals with a reward
	Profit             crm.Amount `json:"profit_minor"`
}

// Activity sums up contacts of one kind. Minutes and Km count a contact with
// several parties wholly for each.
type Activity struct {
	Kind     crm.InteractionKind `json:"kind"`
	Contacts int                 `json:"contacts"`
	Minutes  int                 `json:"minutes"`
	Km       int                 `json:"km"`
	Unpriced int                 `json:"unpriced"` // contacts without a rate
	Cost     crm.Amount          `json:"cost_minor"`
}

// Kind tells the rows apart that have no name of their own.
type Kind string

// The kinds of rows.
const (
	Named  Kind = "named"
	Nobody Kind = "none"       // without group, segment, product …
	WalkIn Kind = "walk_in"    // sales to people nobody knows
	Gone   Kind = "gone"       // customers in the trash
	NotYet Kind = "not_bought" // people who have not bought yet
)

// Row is one customer, group, product …
type Row struct {
	Kind  Kind   `json:"kind"`
	ID    crm.ID `json:"id,omitzero"`
	Code  string `json:"code,omitempty"` // of a segment, country or channel
	Name  string `json:"name,omitempty"`
	Index int32  `json:"-"` // into its columns, None
	// Customers have bought by the as-of day; sales counts documents.
	Customers int `json:"customers"`
	Sales     int `json:"sales"`
	Goods
	// Effort is nil where it is not allocated: products, categories, channels.
	*Effort
	// Share is the share of all positive contributions, 0 to 1, and
	// Cumulative that of this row and those before it.
	Share      float64 `json:"share"`
	Cumulative float64 `json:"cumulative"`
	// Verdict, Reasons and Loyalty are of customers only.
	Verdict Verdict  `json:"verdict,omitempty"`
	Reasons []Reason `json:"reasons,omitempty"`
	Loyalty *Loyalty `json:"loyalty,omitempty"`
}

// Result is the answer: its rows go from the greatest contribution down, and
// Total is the whole business.
type Result struct {
	insight.Answer[Row]
	From  crm.Date `json:"from,omitzero"`
	By    By       `json:"by"`
	Total Row      `json:"total"`
	// Drains counts the customers who are known to cost more than they
	// bring; it and Lost are filled in by customer only.
	Drains int        `json:"drains"`
	Lost   crm.Amount `json:"lost_minor"` // what these cost more than they bring
	limits [2]int
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Customer)
	o.Returns = cmp.Or(o.Returns, insight.Net)
	if len(o.Limits) == 0 {
		o.Limits = []int{DrainBelow, CreateFrom}
	}
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	switch o.By {
	case Customer, Segment, Group, Source, Country, Product, Category, Channel, All:
	default:
		return o, insight.ErrOptions
	}
	if o.Check() != nil || o.From > o.AsOf || len(o.Limits) != 2 || o.Limits[0] > o.Limits[1] || o.Limits[0] < -100 || o.Limits[1] > 100 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers what the rows bring and cost from Options.From to AsOf. The
// error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	w := &work{s: s, Options: o, only: facts.None}
	if err := w.gather(ctx); err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("profit", Method, s.Currency, o.AsOf), From: o.From, By: o.By, limits: [2]int(o.Limits)}
	r.Total = w.total()
	if err := w.rows(ctx, r); err != nil {
		return nil, err
	}
	r.N, r.Coverage = r.Total.Customers, r.Total.Coverage
	if r.Total.Sales == 0 {
		r.Need(insight.NeedSales, 1)
	}
	r.Need(insight.NeedCosts, w.uncosted)
	r.Need(NeedRates, r.Total.Unpriced)
	r.Need(NeedAcquisition, r.Total.AcquisitionUnknown)
	o.Progress(1)
	return r, nil
}

// One answers for one party alone what [Ask] by customer does, without share
// and loyalty; ok is false for a party that is no customer or has nothing in
// the range. The error is [insight.ErrOptions] or that of ctx.
func One(ctx context.Context, s *facts.Snapshot, o Options, party int32) (row Row, ok bool, err error) {
	o, err = o.normal(s)
	if err != nil || party < 0 || int(party) >= len(s.Party.ID) {
		return row, false, insight.ErrOptions
	}
	w := &work{s: s, Options: o, only: party}
	if err := w.gather(ctx); err != nil {
		return row, false, err
	}
	if !w.tallies[party].something || w.kindOf(int(party)) != Named {
		return row, false, nil
	}
	row = w.customer(int(party), &Effort{})
	row.finish()
	row.Verdict = verdict(&row, [2]int(o.Limits))
	row.Reasons = w.reasons(&row)
	return row, true, nil
}
