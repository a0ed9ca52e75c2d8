// Package rfm scores customers by recency, frequency and monetary value and
// names the segment each belongs to.
//
// For a customer with counted purchases in the window that ends at the as-of day:
//
//	R  days from the last purchase to the as-of day; fewer is better
//	F  number of documents that are purchases
//	M  sum of net, or of margin, over the window
//
// A score runs from 1 to Bins and the highest is best. With quantile bounds
//
//	score = 1 + floor(Bins x (customers strictly worse) / n)
//
// so equal values always share a score and the order of records is of no
// account. Where all customers are equal there is nothing to rank, and the
// shop's own rhythm sets the limits, as it does for very few customers. A pure return or gift is never a purchase; it lowers M when
// returns are netted. Customers in the trash and walk-in sales have no score.
//
// Source: Hughes, Strategic Database Marketing (1994), with ties shared; the
// segment names follow the widely used map over R and F, see [Rules].
package rfm

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Bounds says where the limits between scores come from.
type Bounds string

// The kinds of bounds. Auto takes quantiles from MinCustomers customers on
// and the shop's own rhythm below, where a fifth of the customers would be a
// handful.
const (
	Auto     Bounds = ""
	Quantile Bounds = "quantile"
	Fixed    Bounds = "fixed"
)

// MinCustomers is the number of customers from which quantiles are used.
const MinCustomers = 25

// The methods of an answer.
const (
	MethodQuantile = "rule_quantile"
	MethodFixed    = "rule_fixed"
	MethodRhythm   = "pooled_rhythm"
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	Window int      // days up to and including AsOf; 0: the whole history
	Bins   int      // 3 to 10; 0: 5
	insight.Reading
	Bounds Bounds
	Limits Limits // read with Fixed only
}

// Limits lie between the scores: Bins-1 of each, from the easiest to the
// hardest for orders and amounts, and from the best down for days.
type Limits struct {
	Days    []int        `json:"days"`      // at most so many days: score Bins, Bins-1 …
	Orders  []int        `json:"orders"`    // at least so many orders: score 2, 3 …
	Amounts []crm.Amount `json:"net_minor"` // at least so much: score 2, 3 …
}

// Customer is one scored customer.
type Customer struct {
	Party   int32      `json:"-"` // index into the party columns
	ID      crm.ID     `json:"id"`
	Name    string     `json:"name"`
	Segment Segment    `json:"segment"`
	Days    int        `json:"days"`
	Orders  int        `json:"orders"`
	Net     crm.Amount `json:"net_minor"`
	R       int8       `json:"r"`
	F       int8       `json:"f"`
	M       int8       `json:"m"`
}

// Result holds the scored customers, in the order of the party columns.
type Result struct {
	Options   Options // as used: no zero values left but Window
	Method    string
	Coverage  float64
	Needs     []insight.Need
	Currency  string
	Limits    Limits // as used, whatever they came from
	Customers []Customer
	// All is the value of every counted sale of the window, walk-ins too, in
	// minor units.
	All crm.Amount
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Bins = cmp.Or(o.Bins, 5)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	known := o.Bounds == Auto || o.Bounds == Quantile || o.Bounds == Fixed
	if o.Check() != nil || !known || o.Window < 0 || o.Bins < 3 || o.Bins > 10 || o.Bounds == Fixed && !o.Limits.fit(o.Bins) {
		return o, insight.ErrOptions
	}
	return o, nil
}

func (l Limits) fit(bins int) bool {
	return len(l.Days) == bins-1 && len(l.Orders) == bins-1 && len(l.Amounts) == bins-1 &&
		slices.IsSorted(l.Days) && slices.IsSorted(l.Orders) && slices.IsSorted(l.Amounts)
}

// from is the first day of the window; zero for the whole history.
func (o Options) from() crm.Date {
	if o.Window == 0 {
		return 0
	}
	return o.AsOf - crm.Date(o.Window) + 1
}

// Score scores every customer who bought in the window. The error is
// [insight.ErrOptions].
func Score(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	x := &Result{Options: o, Currency: s.Currency, Needs: []insight.Need{}}
	x.measure(s)
	x.choose(s)
	x.score()
	return x, nil
}

// tally is what one pass over the documents gathers for a party.
type tally struct {
	last    crm.Date
	orders  int32
	value   crm.Amount
	covered crm.Amount
}

// measure fills in days, orders and amounts, the coverage and the needs.
func (x *Result) measure(s *facts.Snapshot) {
	o := x.Options
	from, all := o.from(), crm.Amount(0)
	tallies := make([]tally, len(s.Party.ID))
	for i, p := range s.Doc.Party {
		if !insight.Counted(s, i, from, o.AsOf) {
			continue
		}
		sum := o.Of(s, i)
		all += sum.Sold
		x.All += sum.Value
		if p == facts.None {
			continue
		}
		t := &tallies[p]
		t.value += sum.Value
		t.covered += o.Covered(sum)
		if sum.Purchase {
			t.orders++
			t.last = max(t.last, s.Doc.Date[i])
		}
	}
	x.collect(s, tallies, all)
}

func (x *Result) collect(s *facts.Snapshot, tallies []tally, all crm.Amount) {
	n := 0
	for p, t := range tallies {
		if t.orders > 0 && s.Party.Live[p] {
			n++
		}
	}
	x.Customers = make([]Customer, 0, n)
	covered, uncosted := crm.Amount(0), 0
	for p, t := range tallies {
		if t.orders == 0 || !s.Party.Live[p] {
			continue
		}
		x.Customers = append(x.Customers, Customer{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p],
			Days: int(x.Options.AsOf - t.last), Orders: int(t.orders), Net: t.value})
		covered += t.covered
		if t.covered == 0 {
			uncosted++
		}
	}
	x.Coverage = insight.Ratio(covered, all)
	if n == 0 {
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedSales, Count: 1})
	}
	if uncosted > 0 {
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedCosts, Count: uncosted})
	}
}

// choose sets the method and the limits.
func (x *Result) choose(s *facts.Snapshot) {
	n := len(x.Customers)
	switch {
	case x.Options.Bounds == Fixed:
		x.Method, x.Limits = MethodFixed, x.Options.Limits
	case n < MinCustomers && x.Options.Bounds == Auto:
		x.Method, x.Limits = MethodRhythm, rhythmLimits(s, x)
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedCustomers, Count: MinCustomers - n})
	default:
		x.Method, x.Limits = MethodQuantile, quantileLimits(x.Customers, x.Options.Bins)
		x.spread(s)
	}
}

// score fills in the scores and segments.
func (x *Result) score() {
	bins := x.Options.Bins
	names := segmentTable(bins)
	for i := range x.Customers {
		c := &x.Customers[i]
		c.R, c.F, c.M = int8(bins), 1, 1
		for k := range bins - 1 {
			if c.Days > x.Limits.Days[k] {
				c.R--
			}
			if c.Orders >= x.Limits.Orders[k] {
				c.F++
			}
			if c.Net >= x.Limits.Amounts[k] {
				c.M++
			}
		}
		c.Segment = names[c.R][c.F]
	}
}

// Documents returns, by party column index, the documents behind each
// customer's numbers, by date: the values of the reading over them add up to
// the customer's Net.
func (x *Result) Documents(s *facts.Snapshot) [][]int32 {
	o := x.Options
	docs := make([][]int32, len(s.Party.ID))
	for i, p := range s.Doc.Party {
		if p != facts.None && insight.Counted(s, i, o.from(), o.AsOf) && (o.Returns == insight.Net || o.Of(s, i).Purchase) {
			docs[p] = append(docs[p], int32(i))
		}
	}
	for _, own := range docs {
		slices.SortStableFunc(own, func(a, b int32) int { return cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]) })
	}
	return docs
}
