// Package whatif works out what the contribution of a year would have been
// under a change: other goods sold in the place of some, more customers kept,
// fewer goods returned. It only reads.
//
// Everything is measured on the year that ends at the as-of day. The range of
// a change is the luck of such a year, 19 years of 20, taking each line or
// customer as one draw; that the change happens at all is an assumption.
package whatif

import (
	"context"
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_whatif"

// Needs of this question.
const (
	NeedSold    = "need_goods_sold"     // units sold with known cost, of one or both goods
	NeedKept    = "need_kept_customers" // more customers who bought in both years
	NeedReturns = "need_returned_goods" // returns with known cost
)

// LeastKept is the number of customers kept from which a year of one more is told.
const LeastKept = 20

// Year is the days looked at.
const Year = 365

// Item is a product or a category; both zero: nothing.
type Item struct{ Product, Category crm.ID }

func (i Item) none() bool { return i == Item{} }

// Options of the question: a lever at zero is not moved.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Move is the per cent, 0 to 100, of the units of From that go to To.
	Move     float64
	From, To Item
	// Keep is the percentage points, 0 to 100, more of the customers kept.
	Keep float64
	// Returns is the per cent, 0 to 100, of the returns that do not happen.
	Returns float64
}

// Lever names a row.
type Lever string

// The levers.
const (
	Mix       Lever = "mix"
	Retention Lever = "retention"
	Fewer     Lever = "returns"
)

// Row is what moving one lever would change in a year.
type Row struct {
	Lever Lever `json:"lever"`
	// Change is that of the contribution, Low to High its range; all three
	// are null where Needs say what is missing.
	Change *Change        `json:"change"`
	Needs  []insight.Need `json:"needs"`
	// Coverage is the share, 0 to 1, of the revenue looked at with known cost.
	Coverage float64 `json:"coverage"`

	// Units are those moved, in ten-thousandths; FromEach and ToEach what a
	// unit contributes. Of the mix only.
	Units    crm.Quantity `json:"units,omitempty"`
	FromEach crm.Amount   `json:"from_each_minor,omitempty"`
	ToEach   crm.Amount   `json:"to_each_minor,omitempty"`
	// Kept of the Had customers of the year before bought in this one. More
	// is how many would be kept beside, out of Active this year, each
	// bringing Each. Of retention only.
	Kept   int        `json:"kept,omitempty"`
	Had    int        `json:"had,omitempty"`
	Active int        `json:"active,omitempty"`
	More   float64    `json:"more,omitempty"`
	Each   crm.Amount `json:"each_minor,omitempty"`
	// Lines are the returns, Lost what they took off the contribution.
	Lines int        `json:"lines,omitempty"`
	Lost  crm.Amount `json:"lost_minor,omitempty"`
}

// Change is money in minor units with its range.
type Change struct {
	Value crm.Amount `json:"value_minor"`
	Low   crm.Amount `json:"low_minor"`
	High  crm.Amount `json:"high_minor"`
}

// Result is the answer: a row for each lever that is moved.
type Result struct {
	insight.Answer[Row]
	From crm.Date `json:"from"` // first day of the year
	// Contribution is that of the year, over the lines with known cost, and
	// Net all that was sold, returns taken off.
	Contribution crm.Amount `json:"contribution_minor"`
	Net          crm.Amount `json:"net_minor"`
	// Total is the sum of the changes that could be told.
	Total crm.Amount `json:"total_minor"`
}

func (o Options) check() error {
	share := func(v float64) bool { return v >= 0 && v <= 100 }
	if !share(o.Move) || !share(o.Keep) || !share(o.Returns) || o.Move > 0 && (o.From.none() || o.To.none() || o.From == o.To) {
		return insight.ErrOptions
	}
	return nil
}

// Ask answers what would change. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o.AsOf = insight.AsOf(s, o.AsOf)
	y := newYear(s, o)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("whatif", Method, s.Currency, o.AsOf), From: y.from, Contribution: y.contribution, Net: y.net}
	if o.Move > 0 {
		r.Rows = append(r.Rows, y.mix(o.Move/100))
	}
	if o.Keep > 0 {
		r.Rows = append(r.Rows, y.retention(o.Keep/100))
	}
	if o.Returns > 0 {
		r.Rows = append(r.Rows, y.fewer(o.Returns/100))
	}
	for _, row := range r.Rows {
		if row.Change != nil {
			r.Total += row.Change.Value
		}
	}
	r.N, r.Coverage = y.documents, insight.Ratio(y.soldCosted, y.sold)
	if y.sold == 0 {
		r.Need(insight.NeedSales, 1)
	}
	r.Need(insight.NeedCosts, y.uncosted)
	return r, nil
}

// around is a change and its range, from the sum of the squares of its parts.
func around(value, squares float64) *Change {
	half := 1.96 * math.Sqrt(max(0, squares))
	return &Change{round(value), round(value - half), round(value + half)}
}

func round(v float64) crm.Amount { return crm.Amount(math.Round(v)) }
