// Package offer finds the product a customer is likeliest to want next.
//
// Candidates come from the rules of what goes with what: she bought all that
// a rule begins with, and what it ends in she has never bought, or not for
// longer than she usually takes between two purchases of it. The likelihood
// is counted, not modelled: of the N customers of her segment who bought the
// beginning, the share who bought the end as well. Fewer than LeastSimilar
// such customers say nothing, and the offer is withheld.
//
// What is offered first goes by lift x likelihood x margin: what is bought
// together by more than habit, by people like her, and is worth the while.
package offer

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/rfm"
)

// Method is the method of the answers.
const Method = "pooled_similar"

// NeedSimilar asks for more customers of a kind who bought the first.
const NeedSimilar = "need_similar"

// LeastSimilar is the number of similar customers from which a likelihood is
// told: fewer say nothing.
const LeastSimilar = 20

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf    crm.Date  // zero: the day of the last counted document
	Window  int       // days; zero: the whole history
	By      basket.By // what is offered
	SameDay bool      // what a customer buys on one day is one basket
	// Rules are those to offer by; nil: all that are worth telling, of two
	// items each, and end in something not sold at a loss.
	Rules []basket.Row
	// Segments are by party; nil: by recency, frequency and money.
	Segments []string
	// Item asks for the customers likeliest to want this product or
	// category; zero: the best offer for each customer.
	Item crm.ID
	// New offers only what the customer has never bought.
	New bool
	// Progress is told the share done, 0 to 1; may be nil.
	Progress func(done float64)
}

// Offer is what to offer one customer.
type Offer struct {
	Party   int32         `json:"-"` // index into the party columns
	ID      crm.ID        `json:"customer"`
	Name    string        `json:"name"`
	Because []basket.Item `json:"because"` // bought before
	Then    basket.Item   `json:"then"`    // to be offered
	Segment string        `json:"segment"`
	Last    crm.Date      `json:"last"`               // the last purchase of any of Because
	Before  crm.Date      `json:"bought_on,omitzero"` // the last purchase of Then; zero: never
	// Bought of the N similar customers, those of the segment who bought
	// Because, bought Then as well; Likelihood is the share, 0 to 1.
	Bought     int     `json:"bought"`
	N          int     `json:"n"`
	Likelihood float64 `json:"likelihood"`
	Lift       float64 `json:"lift"`
	// Expected is the likelihood x what Then brings in a basket, see
	// [basket.Row.Worth]; WorthKnown says that its costs are known.
	Expected   crm.Amount `json:"expected_minor"`
	WorthKnown bool       `json:"worth_known"`
}

// Wanted sums up the offers of one product or category.
type Wanted struct {
	basket.Item
	Customers int        `json:"customers"`
	Expected  crm.Amount `json:"expected_minor"`
}

// Result is the answer: one row a customer, the most worth while first, or
// with Options.Item the likeliest first.
type Result struct {
	insight.Answer[Offer]
	Items []Wanted `json:"items"` // what is offered, to the most customers first
	// Withheld counts the customers for whom there is only something that too
	// few customers like them have bought.
	Withheld int `json:"withheld"`
}

func (o Options) normal(s *facts.Snapshot) Options {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, basket.Product)
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	return o
}

func (o Options) basket() basket.Options {
	return basket.Options{AsOf: o.AsOf, Window: o.Window, By: o.By, SameDay: o.SameDay, MaxLen: 2}
}

// Ask answers what to offer whom. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o = o.normal(s)
	r := &Result{Answer: insight.New[Offer]("offer", Method, s.Currency, o.AsOf), Items: []Wanted{}}
	if err := o.fill(s, r); err != nil {
		return nil, err
	}
	o.Progress(0.4)
	w, err := newWork(ctx, s, o)
	if err != nil {
		return nil, err
	}
	o.Progress(0.7)
	if err := w.count(ctx); err != nil {
		return nil, err
	}
	if err := w.offers(ctx, r); err != nil {
		return nil, err
	}
	r.N, r.Coverage = w.customers, insight.Ratio(w.known, w.all)
	if len(r.Rows) == 0 && r.Withheld > 0 {
		r.Need(NeedSimilar, LeastSimilar-w.most)
	}
	r.sort(o.Item.IsZero())
	o.Progress(1)
	return r, nil
}

// fill finds the rules and segments that were not given.
func (o *Options) fill(s *facts.Snapshot, r *Result) error {
	if o.Rules == nil {
		found, err := basket.Ask(s, o.basket())
		if err != nil {
			return err
		}
		r.Needs = append(r.Needs, found.Needs...)
		o.Rules = slices.DeleteFunc(found.Rows, func(row basket.Row) bool { return !row.Telling || row.WorthKnown && row.Worth < 0 })
	}
	if !o.Item.IsZero() {
		o.Rules = slices.DeleteFunc(slices.Clone(o.Rules), func(row basket.Row) bool { return row.Then.ID != o.Item })
	}
	if o.Segments == nil {
		x, err := rfm.Score(s, rfm.Options{AsOf: o.AsOf})
		if err != nil {
			return err
		}
		o.Segments = x.Labels(len(s.Party.ID))
	}
	if o.Window < 0 || o.By != basket.Product && o.By != basket.Category || len(o.Segments) != len(s.Party.ID) {
		return insight.ErrOptions
	}
	return nil
}

func (r *Result) sort(byWorth bool) {
	slices.SortFunc(r.Rows, func(x, y Offer) int {
		worth := 0
		if byWorth {
			worth = cmp.Compare(y.Expected, x.Expected)
		}
		return cmp.Or(worth, cmp.Compare(y.Likelihood, x.Likelihood), cmp.Compare(y.Last, x.Last), bytes.Compare(x.ID[:], y.ID[:]))
	})
	at := map[int32]int{}
	for _, row := range r.Rows {
		i, known := at[row.Then.Index]
		if !known {
			i = len(r.Items)
			at[row.Then.Index] = i
			r.Items = append(r.Items, Wanted{Item: row.Then})
		}
		r.Items[i].Customers++
		r.Items[i].Expected += row.Expected
	}
	slices.SortFunc(r.Items, func(x, y Wanted) int {
		return cmp.Or(cmp.Compare(y.Customers, x.Customers), cmp.Compare(y.Expected, x.Expected), bytes.Compare(x.ID[:], y.ID[:]))
	})
}
