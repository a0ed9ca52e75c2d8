// Package priority asks whom to look after first: it ranks customers on three
// axes and weighs the ranks.
//
//	priority = w1 rank(profit so far) + w2 rank(profit expected in 12 months) + w3 rank(referral value)
//
// A rank lies between 0, the least, and 1, the most; customers with equal
// amounts share the middle of their ranks. The weights sum to 1. An axis of
// which the book can say nothing leaves its weight to the others, in
// proportion to theirs. Profit is that of package profit, the year ahead that
// of package lifetime, the referral value that of package referral. Where no
// cost is known at all, revenue stands in for profit on every axis.
package priority

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/profit"
	"regulars/data/insight/referral"
)

// Method is the method of the answers.
const Method = "rule_ranks"

// Axis is what customers are ranked by.
type Axis string

// The axes: profit so far, expected in the next twelve months, and by
// bringing others.
const (
	Now    Axis = "profit"
	Ahead  Axis = "expected"
	Others Axis = "referrals"
)

// Axes lists the axes in the order of the weights.
func Axes() [3]Axis { return [3]Axis{Now, Ahead, Others} }

// Weights are in per cent, none negative, and sum to 100.
type Weights [3]int

// DefaultWeights are those nobody has changed.
func DefaultWeights() Weights { return Weights{50, 35, 15} }

// Saved are the weights of a book's settings, else the default ones.
func Saved(s crm.Settings) Weights {
	if len(s.PriorityWeights) == 3 {
		if w := Weights(s.PriorityWeights); w.Check() == nil {
			return w
		}
	}
	return DefaultWeights()
}

// Check returns [insight.ErrOptions] for a negative weight or another sum.
func (w Weights) Check() error {
	if w[0] < 0 || w[1] < 0 || w[2] < 0 || w[0]+w[1]+w[2] != 100 {
		return insight.ErrOptions
	}
	return nil
}

// Move sets one weight, 0 to 100, and scales the others so that the sum
// stays 100; others that are all zero share alike.
func (w Weights) Move(axis, percent int) Weights {
	percent = max(0, min(percent, 100))
	a, b := (axis+1)%3, (axis+2)%3
	rest, had := 100-percent, w[a]+w[b]
	if had > 0 {
		w[a] = (2*rest*w[a] + had) / (2 * had) // rounded
	} else {
		w[a] = rest / 2
	}
	w[axis], w[b] = percent, rest-w[a]
	return w
}

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Basis is margin unless it says revenue.
	insight.Reading
	// Progress hears how much is done, 0 to 1; nil for nobody.
	Progress func(done float64)
}

// Part is one axis of a customer.
type Part struct {
	Value crm.Amount `json:"value_minor"`
	Rank  float64    `json:"rank"` // 0 to 1
}

// Row is one customer. Score is the sum of shares times ranks, 0 to 1;
// customers with equal scores share the better place.
type Row struct {
	Party int32   `json:"-"` // index into the party columns
	ID    crm.ID  `json:"id"`
	Name  string  `json:"name"`
	Place int     `json:"place"`
	Score float64 `json:"score"`
	Parts [3]Part `json:"axes"` // in the order of Axes
	*Made         // nil where revenue stands in for profit
}

// Made is what the profit is made of, in minor units: the contribution of the
// goods less the rest.
type Made struct {
	Contribution crm.Amount `json:"contribution_minor"`
	Serve        crm.Amount `json:"serve_minor"`
	Acquisition  crm.Amount `json:"acquisition_minor"`
	Rewards      crm.Amount `json:"rewards_minor"`
}

// Weighed is an axis with its weight.
type Weighed struct {
	Axis      Axis `json:"axis"`
	Available bool `json:"available"`
	Weight    int  `json:"weight"` // as asked, per cent
	// Share, 0 to 1, is what the weight comes to once those of axes that are
	// not available are spread.
	Share float64 `json:"share"`
}

// Result is the answer; its rows are the customers, the first first.
type Result struct {
	insight.Answer[Row]
	Basis insight.Basis `json:"basis"` // revenue where no cost is known
	Axes  [3]Weighed    `json:"axes"`
}

// Measures are what customers are ranked by, whatever the weights.
type Measures struct {
	head      insight.Answer[Row]
	Basis     insight.Basis // margin, or revenue where asked for or no cost is known
	Available [3]bool
	customers []customer
	span      int64 // a rank of 1
}

// customer is a row before weighing: ranks are whole numbers from 0 to span.
type customer struct {
	party  int32
	id     crm.ID
	name   string
	values [3]crm.Amount
	ranks  [3]int64
	made   *Made
}

// Ask answers the question for weights. The error is [insight.ErrOptions] or
// the context's.
func Ask(ctx context.Context, s *facts.Snapshot, o Options, w Weights) (*Result, error) {
	m, err := Measure(ctx, s, o)
	if err != nil {
		return nil, err
	}
	return m.Weigh(w)
}

// Measure gathers what does not depend on the weights.
func Measure(ctx context.Context, s *facts.Snapshot, o Options) (*Measures, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Margin), cmp.Or(o.Returns, insight.Net)
	if o.Check() != nil {
		return nil, insight.ErrOptions
	}
	m := &Measures{head: insight.New[Row]("priority", Method, s.Currency, o.AsOf), Basis: o.Basis}
	if err := m.now(ctx, s, o); err != nil {
		return nil, err
	}
	if m.head.N == 0 {
		m.head.Needs = []insight.Need{{Code: insight.NeedSales, Count: 1}}
		return m, nil
	}
	o.Basis = m.Basis
	if err := m.ahead(ctx, s, o); err != nil {
		return nil, err
	}
	if err := m.others(s, o); err != nil {
		return nil, err
	}
	// Their order must be that of the ids, whatever order records came in.
	slices.SortFunc(m.customers, func(a, b customer) int { return bytes.Compare(a.id[:], b.id[:]) })
	m.rank()
	return m, ctx.Err()
}

// now lists the customers with what each brought so far.
func (m *Measures) now(ctx context.Context, s *facts.Snapshot, o Options) error {
	p, err := profit.Ask(ctx, s, profit.Options{AsOf: o.AsOf, Reading: o.Reading, Progress: o.step(0, 0.3)})
	if err != nil {
		return err
	}
	costed := false
	for _, row := range p.Rows {
		costed = costed || row.Kind == profit.Named && row.Costed != 0
	}
	if !costed {
		m.Basis = insight.Revenue
	}
	for _, row := range p.Rows {
		if row.Kind != profit.Named {
			continue
		}
		c := customer{party: row.Index, id: row.ID, name: row.Name, values: [3]crm.Amount{row.Net}}
		if m.Basis == insight.Margin {
			c.values[0] = row.Profit
			c.made = &Made{Contribution: row.Contribution, Serve: row.Serve, Acquisition: row.Acquisition, Rewards: row.Rewards}
		}
		m.customers = append(m.customers, c)
	}
	m.head.N, m.Available[0], m.head.Coverage = len(m.customers), len(m.customers) > 0, 1
	if m.Basis == insight.Margin {
		m.head.Coverage = p.Coverage
		m.head.Needs = append(m.head.Needs, p.Needs...)
	} else if o.Basis == insight.Margin {
		m.head.Need(insight.NeedCosts, m.head.N)
	}
	return nil
}

// ahead fills in what each customer is expected to bring in a year.
func (m *Measures) ahead(ctx context.Context, s *facts.Snapshot, o Options) error {
	f, err := lifetime.Ask(ctx, s, lifetime.Options{AsOf: o.AsOf, Horizon: lifetime.Year, Reading: o.Reading, Progress: o.step(0.3, 0.95)})
	if err != nil {
		return err
	}
	worth := make([]crm.Amount, len(s.Party.ID))
	for _, r := range f.Rows {
		switch {
		case r.Chance == nil:
		case m.Basis == insight.Revenue:
			worth[r.Party], m.Available[1] = r.Worth, true
		case r.Year.Margin != nil:
			worth[r.Party], m.Available[1] = r.Year.Margin.Expected, true
		}
	}
	for _, need := range f.Needs {
		if !m.Available[1] && (need.Code == lifetime.NeedRepeaters || need.Code == lifetime.NeedWeeks) {
			m.head.Need(need.Code, need.Count)
		}
	}
	for i, c := range m.customers {
		m.customers[i].values[1] = worth[c.party]
	}
	return nil
}

// step is the progress of a part of the work, from one share of it to another.
func (o Options) step(from, to float64) func(float64) {
	if o.Progress == nil {
		return nil
	}
	return func(done float64) { o.Progress(from + (to-from)*done) }
}

// others fills in what each customer brought by bringing others.
func (m *Measures) others(s *facts.Snapshot, o Options) error {
	x, err := referral.Ask(s, referral.Options{AsOf: o.AsOf, Reading: o.Reading})
	if err != nil {
		return err
	}
	if x.Brought.Customers == 0 {
		m.head.Need(referral.NeedReferrals, 1)
		return nil
	}
	m.Available[2] = true
	for i, c := range m.customers {
		m.customers[i].values[2] = x.ValueOf(c.party)
	}
	return nil
}
