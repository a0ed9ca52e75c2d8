// Package launch estimates what a new product will sell in its first 90 days
// from the launches seen in the book.
//
// The analogues are the products first sold within the history, nearest in
// category and price; each step farther off halves what one counts. Of each,
// what the customers of a group bought in its first 90 days, over how many they
// were, says what as many as there are today would buy: units = sum over groups
// of reach x units a head. The lowest and the highest of n analogues hold a
// further one between them in (n-1)/(n+1) of cases, when it is one of their
// kind.
package launch

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Days are those looked at after the first sale.
const Days = 90

// Limits.
const (
	Fewest   = 3  // analogues for an estimate
	most     = 7  // analogues used
	farthest = 2  // distance of an analogue
	settled  = 30 // days of history before a first sale is taken for a launch
	window   = 365
)

// Options of the question.
type Options struct {
	AsOf     crm.Date // zero: the day of the last counted document
	Category crm.ID   // zero: any
	// Low and High are the band of the price of a unit, in minor units; both
	// zero: any. High zero: no upper end.
	Low, High crm.Amount
}

// Analogue is a launch seen.
type Analogue struct {
	ID       crm.ID       `json:"id"`
	Name     string       `json:"name"`
	Category string       `json:"category"`
	Price    crm.Amount   `json:"price_minor"` // of a unit in its first 90 days
	First    crm.Date     `json:"first"`
	Units    crm.Quantity `json:"units"`    // sold in its first 90 days
	Estimate float64      `json:"estimate"` // units it would sell to today's customers
	// Distance is 0 for a price in the band and the category asked for, 1 for
	// each doubling of the price outside of it, and 1 for another category
	// below the same one, 2 for any other.
	Distance float64 `json:"distance"`
}

// Group is what the analogues sold to a group of customers.
type Group struct {
	Code string `json:"group"` // the business's own grouping; "_walk_in", "_none"
	// Reach counts its customers of the last year; of walk-ins, their sales.
	Reach int `json:"reach"`
	// Adoption is the share of them that bought an analogue in its first 90
	// days, the weighed mean over the analogues.
	Adoption float64 `json:"adoption"`
	Units    float64 `json:"units"` // expected of them, the weighed mean over the analogues
}

// Estimate is the answer; its rows are the analogues, the nearest first.
type Estimate struct {
	insight.Answer[Analogue]
	// Low, Mid and High are units in the first 90 days: the least, the
	// weighed mean and the most of the analogues' estimates. Mid is the sum
	// over the groups. Read them only where Known.
	Known    bool    `json:"known"`
	Low      float64 `json:"low"`
	Mid      float64 `json:"mid"`
	High     float64 `json:"high"`
	Between  float64 `json:"between"` // share of cases from Low to High
	Groups   []Group `json:"groups"`
	Launches int     `json:"launches"` // seen in the book, near or not
}

// NeedLaunches counts the analogues missing to an estimate.
const NeedLaunches = "need_launches"

// Method is the method of the answer.
const Method = "pooled_analogues"

// Ask answers the question. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Estimate, error) {
	if o.Low < 0 || o.High < 0 || o.High != 0 && o.High < o.Low {
		return nil, insight.ErrOptions
	}
	o.AsOf = insight.AsOf(s, o.AsOf)
	x := &Estimate{Answer: insight.New[Analogue]("launch", Method, s.Currency, o.AsOf), Groups: []Group{}}
	b := read(s, o.AsOf)
	var near []*debut
	for _, d := range b.debuts() {
		x.Launches++
		if d.row.Distance = b.distance(d, o); d.row.Distance <= farthest {
			near = append(near, d)
		}
	}
	slices.SortFunc(near, func(p, q *debut) int {
		return cmp.Or(cmp.Compare(p.row.Distance, q.row.Distance), cmp.Compare(q.row.First, p.row.First), bytes.Compare(p.row.ID[:], q.row.ID[:]))
	})
	near = near[:min(most, len(near))]
	x.N, x.Coverage = len(near), insight.Ratio(len(near), x.Launches)
	x.Need(NeedLaunches, Fewest-len(near))
	b.sumUp(x, near)
	for _, d := range near {
		x.Rows = append(x.Rows, d.row)
	}
	if x.Known = len(near) >= Fewest; x.Known {
		all := make([]float64, len(near))
		for i, d := range near {
			all[i] = d.row.Estimate
		}
		slices.Sort(all)
		n := len(all)
		x.Low, x.High = all[0], all[n-1]
		for _, g := range x.Groups {
			x.Mid += g.Units
		}
		x.Mid = min(max(x.Mid, x.Low), x.High) // rounding could put it a hair outside
		x.Between = float64(n-1) / float64(n+1)
	}
	return x, nil
}

// distance of a launch from what is asked.
func (b *book) distance(d *debut, o Options) (far float64) {
	s := b.s
	if !o.Category.IsZero() {
		asked := slices.Index(s.Category.ID, o.Category)
		switch own := s.Product.Category[d.product]; {
		case asked >= 0 && b.within(own, int32(asked)):
		case asked >= 0 && own != facts.None && s.Category.Parent[own] != facts.None && s.Category.Parent[own] == s.Category.Parent[asked]:
			far++
		default:
			far += 2
		}
	}
	price := float64(max(1, d.row.Price))
	if o.Low > 0 && price < float64(o.Low) {
		far += math.Log2(float64(o.Low) / price)
	}
	if o.High > 0 && price > float64(o.High) {
		far += math.Log2(price / float64(o.High))
	}
	return far
}

// within reports whether a category is another or lies below it; a ring of
// parents, made by mistake, ends the way.
func (b *book) within(c, top int32) bool {
	for range b.s.Category.ID {
		if c == top || c == facts.None {
			break
		}
		c = b.s.Category.Parent[c]
	}
	return c == top && c != facts.None
}
