// Package value sorts customers into high, ordinary and low by the share of
// the money they bring, and says how unequal the shares are.
//
// Customers are ranked by amount. A customer is high while those strictly
// better make up less than the first share of the total (half, unless the
// options say otherwise), ordinary while they make up less than the second
// (nine tenths), and low after that. So the top customers who together make
// up half the money are high, equal customers are always in one class, and
// whoever brought nothing, or less, is low. Only positive amounts count
// towards the total.
//
// Source: the ABC classification of inventory (Dickie, 1951) on customers;
// concentration after Lorenz (1905) and Gini (1912).
package value

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Class is the code of a value class; its name is the text insight.class_<code>.
type Class string

// The classes. None is the class of who has not bought yet.
const (
	High     Class = "high"
	Ordinary Class = "ordinary"
	Low      Class = "low"
	None     Class = ""
)

// Classes lists the classes from the top.
func Classes() []Class { return []Class{High, Ordinary, Low} }

// Method is the method of the answers.
const Method = "rule_share"

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	Window int      // days up to and including AsOf; 0: the whole history
	insight.Reading
	// HighShare and OrdinaryShare are the cumulative shares in per cent that
	// end the high and the ordinary class, 0 < HighShare <= OrdinaryShare <=
	// 100; zero means 50 and 90.
	HighShare, OrdinaryShare int
}

// Customer is one customer and its class.
type Customer struct {
	Party int32      `json:"-"` // index into the party columns
	ID    crm.ID     `json:"id"`
	Name  string     `json:"name"`
	Class Class      `json:"class"`
	Net   crm.Amount `json:"net_minor"`
}

// Result holds the customers who bought in the window, from the top down.
type Result struct {
	Options   Options
	Coverage  float64
	Needs     []insight.Need
	Currency  string
	Customers []Customer
	// From which amount on a customer is high, and ordinary; zero where
	// the class is empty.
	HighFrom, OrdinaryFrom crm.Amount
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.HighShare == 0 && o.OrdinaryShare == 0 {
		o.HighShare, o.OrdinaryShare = 50, 90
	}
	if o.Check() != nil || o.Window < 0 || o.HighShare <= 0 || o.OrdinaryShare < o.HighShare || o.OrdinaryShare > 100 {
		return o, insight.ErrOptions
	}
	return o, nil
}

func (o Options) from() crm.Date {
	if o.Window == 0 {
		return 0
	}
	return o.AsOf - crm.Date(o.Window) + 1
}

// Classify puts every living customer with a purchase in the window into a
// class. The error is [insight.ErrOptions].
func Classify(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	x := &Result{Options: o, Currency: s.Currency, Needs: []insight.Need{}}
	x.measure(s)
	slices.SortFunc(x.Customers, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(b.Net, a.Net), bytes.Compare(a.ID[:], b.ID[:]))
	})
	x.classify()
	return x, nil
}

type tally struct {
	bought         bool
	value, covered crm.Amount
}

func (x *Result) measure(s *facts.Snapshot) {
	o, all := x.Options, crm.Amount(0)
	tallies := make([]tally, len(s.Party.ID))
	for i, p := range s.Doc.Party {
		if !insight.Counted(s, i, o.from(), o.AsOf) {
			continue
		}
		sum := o.Of(s, i)
		all += sum.Sold
		if p != facts.None {
			t := &tallies[p]
			t.bought = t.bought || sum.Purchase
			t.value += sum.Value
			t.covered += o.Covered(sum)
		}
	}
	covered, uncosted := crm.Amount(0), 0
	for p, t := range tallies {
		if !t.bought || !s.Party.Live[p] {
			continue
		}
		x.Customers = append(x.Customers, Customer{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p], Net: t.value})
		covered += t.covered
		if t.covered == 0 {
			uncosted++
		}
	}
	x.Coverage = insight.Ratio(covered, all)
	if len(x.Customers) == 0 {
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedSales, Count: 1})
	}
	if uncosted > 0 {
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedCosts, Count: uncosted})
	}
}

// classify expects the customers from the top down.
func (x *Result) classify() {
	total := x.positive(len(x.Customers))
	var above, better crm.Amount // of all before this one; of those strictly better
	for i := range x.Customers {
		c := &x.Customers[i]
		if i == 0 || c.Net < x.Customers[i-1].Net {
			better = above
		}
		above += max(c.Net, 0)
		switch {
		case c.Net > 0 && less(better, total, x.Options.HighShare):
			c.Class, x.HighFrom = High, c.Net
		case c.Net > 0 && less(better, total, x.Options.OrdinaryShare):
			c.Class, x.OrdinaryFrom = Ordinary, c.Net
		default:
			c.Class = Low
		}
	}
}

// positive sums the positive amounts of the first n customers.
func (x *Result) positive(n int) (sum crm.Amount) {
	for _, c := range x.Customers[:n] {
		sum += max(c.Net, 0)
	}
	return sum
}

// less reports whether part is less than percent of total, exactly.
func less(part, total crm.Amount, percent int) bool {
	ph, pl := bits.Mul64(uint64(part), 100)
	th, tl := bits.Mul64(uint64(total), uint64(percent))
	return ph < th || ph == th && pl < tl
}
