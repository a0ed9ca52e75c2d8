// Package priceband tells who prefers the dear and who the cheap: for each
// group of customers the lift of low, middle and high prices.
//
// A product's price is what it sold for on average. Within its category the
// products are put in the order of price, and the one whose sales stand in
// the lowest third of the category's is low, in the highest third high; equal
// prices share a band. Categories with a single price offer no choice and are
// left out.
//
//	lift = P(band | group) / P(band)
//
// both shares of lines sold. Its 95 % interval is that of the logarithm,
// linearised over customers, since the purchases of one customer are no
// independent witnesses; with one purchase a customer it follows from that of
// the group against the others by Katz and others, Biometrics 34 (1978).
package priceband

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rfm"
)

// Method is the method of the answers.
const Method = "pooled_bands"

// NeedPrices asks for categories with products of different prices.
const NeedPrices = "need_prices"

// Least is the number of customers from which a lift may tell something.
const Least = 20

// Band is a third of the prices of a category.
type Band int

// The bands.
const (
	Low Band = iota
	Middle
	High
)

// String is the code of a band.
func (b Band) String() string { return [...]string{"low", "middle", "high"}[b] }

// MarshalText writes the code.
func (b Band) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// Bands lists the bands from the cheapest up.
func Bands() []Band { return []Band{Low, Middle, High} }

// By says what groups of customers are.
type By string

// The groups.
const (
	Segment By = "segment" // by recency, frequency and money; the default
	Group   By = "group"   // the business's own
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	Window int      // days; zero: the whole history
	By     By
}

// Row is a group and a band.
type Row struct {
	Group     string  `json:"group"` // "" for customers without one
	Band      Band    `json:"band"`
	Lines     int     `json:"lines"`       // of the group in the band
	Of        int     `json:"of"`          // of the group
	Customers int     `json:"customers"`   // of the group
	Share     float64 `json:"share"`       // Lines / Of
	Usual     float64 `json:"usual_share"` // of everybody
	// Lift is Share / Usual, Low to High its 95 % interval; all three are
	// null where nobody buys in the band.
	Lift *Lift `json:"lift"`
	// Telling: at least [Least] customers, and the interval excludes 1.
	Telling bool `json:"telling"`
}

// Lift is how many times as often as usual, with its 95 % interval.
type Lift struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Result is the answer: its rows go group by group, the largest first, and
// band by band. N counts the customers.
type Result struct {
	insight.Answer[Row]
	By    By     `json:"by"`
	Lines [3]int `json:"lines"` // of everybody, by band
	// Categories counts those with a choice of prices.
	Categories int `json:"categories"`

	bandOf []int8 // by product, -1: none
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Segment)
	if o.Window < 0 || o.By != Segment && o.By != Group {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers which group prefers which prices. The error is
// [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("bands", Method, s.Currency, o.AsOf), By: o.By}
	r.bandOf, r.Categories = bands(s, o)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := r.count(s, o)
	labels, err := o.labels(s)
	if err != nil {
		return nil, err
	}
	r.write(t, labels)
	switch {
	case t.all == 0:
		r.Need(insight.NeedSales, 1)
	case r.Categories == 0:
		r.Need(NeedPrices, 1)
	}
	return r, ctx.Err()
}

func (o Options) labels(s *facts.Snapshot) ([]string, error) {
	if o.By == Segment {
		x, err := rfm.Score(s, rfm.Options{AsOf: o.AsOf})
		if err != nil {
			return nil, err
		}
		return x.Labels(len(s.Party.ID)), nil
	}
	labels := make([]string, len(s.Party.ID))
	for p, word := range s.Party.Group {
		labels[p] = s.Word(word)
	}
	return labels, nil
}

func (o Options) from() crm.Date {
	if o.Window == 0 {
		return 0
	}
	return o.AsOf - crm.Date(o.Window) + 1
}

// each tells the lines sold of products with a category.
func (o Options) each(s *facts.Snapshot, take func(party, line, product int32)) (all crm.Amount) {
	for doc, party := range s.Doc.Party {
		if !insight.Counted(s, doc, o.from(), o.AsOf) {
			continue
		}
		first := s.Doc.First[doc]
		for l := first; l < first+s.Doc.Lines[doc]; l++ {
			if !s.Sale(doc, l) {
				continue
			}
			all += s.Line.Net[l]
			if p := s.Line.Product[l]; p != facts.None && s.Product.Category[p] != facts.None {
				take(party, l, p)
			}
		}
	}
	return all
}

// OfProducts returns the band of each product by its index, from all that was
// sold up to a day; -1 for a product that never sold or whose category offers
// no choice of prices.
func OfProducts(s *facts.Snapshot, asOf crm.Date) []int8 {
	of, _ := bands(s, Options{AsOf: insight.AsOf(s, asOf)})
	return of
}

// sold is what a product sold for.
type sold struct {
	product, category int32
	lines             int
	net               crm.Amount
	quantity          crm.Quantity
}

// compare orders by average price without rounding.
func (a sold) compare(b sold) int {
	return cmp.Compare(float64(a.net)*float64(b.quantity), float64(b.net)*float64(a.quantity))
}

// bands puts each product into a band of its category, -1 for none, and
// counts the categories with a choice.
func bands(s *facts.Snapshot, o Options) (bandOf []int8, choices int) {
	products := make([]sold, len(s.Product.ID))
	o.each(s, func(_, l, p int32) {
		x := &products[p]
		x.product, x.category = p, s.Product.Category[p]
		x.lines++
		x.net += s.Line.Net[l]
		x.quantity += s.Line.Quantity[l]
	})
	products = slices.DeleteFunc(products, func(x sold) bool { return x.lines == 0 })
	slices.SortFunc(products, func(a, b sold) int {
		return cmp.Or(cmp.Compare(a.category, b.category), a.compare(b), bytes.Compare(s.Product.ID[a.product][:], s.Product.ID[b.product][:]))
	})
	bandOf = make([]int8, len(s.Product.ID))
	for p := range bandOf {
		bandOf[p] = -1
	}
	for from := 0; from < len(products); {
		to := from + 1
		for to < len(products) && products[to].category == products[from].category {
			to++
		}
		if own := products[from:to]; own[0].compare(own[len(own)-1]) != 0 {
			third(own, bandOf)
			choices++
		}
		from = to
	}
	return bandOf, choices
}

// third puts the products of a category, the cheapest first, into bands by
// the middle of where their lines stand among all of them.
func third(own []sold, bandOf []int8) {
	all := 0
	for _, x := range own {
		all += x.lines
	}
	before := 0
	for from := 0; from < len(own); {
		to, lines := from, 0
		for to < len(own) && own[to].compare(own[from]) == 0 {
			lines += own[to].lines
			to++
		}
		band := min(int(High), 3*(2*before+lines)/(2*all))
		for _, x := range own[from:to] {
			bandOf[x.product] = int8(band)
		}
		before += lines
		from = to
	}
}

// tally counts lines by party and band.
type tally struct {
	of         [][3]int32
	known, all crm.Amount
}

func (r *Result) count(s *facts.Snapshot, o Options) tally {
	t := tally{of: make([][3]int32, len(s.Party.ID))}
	t.all = o.each(s, func(party, l, p int32) {
		if band := r.bandOf[p]; band >= 0 && party != facts.None && s.Party.Live[party] {
			t.of[party][band]++
			t.known += s.Line.Net[l]
		}
	})
	r.Coverage = insight.Ratio(t.known, t.all)
	return t
}

func (r *Result) write(t tally, labels []string) {
	at := map[string]int{}
	var crowds []crowd
	var all crowd
	for p, own := range t.of {
		if own == [3]int32{} {
			continue
		}
		i, known := at[labels[p]]
		if !known {
			i = len(crowds)
			at[labels[p]] = i
			crowds = append(crowds, crowd{name: labels[p]})
		}
		crowds[i].add(own)
		all.add(own)
	}
	r.N = all.customers
	slices.SortFunc(crowds, func(a, b crowd) int {
		return cmp.Or(cmp.Compare(b.customers, a.customers), cmp.Compare(a.name, b.name))
	})
	for _, band := range Bands() {
		r.Lines[band] = all.bands[band].lines
	}
	for i := range crowds {
		for _, band := range Bands() {
			r.Rows = append(r.Rows, lift(&crowds[i], &all, band))
		}
	}
}

// lift is one group's of a band. The variance of its logarithm is the sum
// over customers of the square of what each adds to it, those of the group
// and the others each about their own share.
func lift(c, all *crowd, band Band) Row {
	s, u := c.share(band), all.share(band)
	row := Row{Group: c.name, Band: band, Lines: c.bands[band].lines, Of: c.lines, Customers: c.customers, Share: s, Usual: u}
	if row.Lines == 0 {
		return row
	}
	rest := all.without(c)
	own, whole := 1/float64(c.bands[band].lines), 1/float64(all.bands[band].lines)
	half := 1.96 * math.Sqrt(max(0, (own-whole)*(own-whole)*c.scatter(band)+whole*whole*rest.scatter(band)))
	row.Lift = &Lift{s / u, s / u * math.Exp(-half), s / u * math.Exp(half)}
	row.Telling = row.Customers >= Least && half > 0 && (row.Lift.Low > 1 || row.Lift.High < 1)
	return row
}

// Strongest is the telling row of the greatest lift; ok is false without any.
func (r *Result) Strongest() (best Row, ok bool) {
	for _, row := range r.Rows {
		if row.Telling && row.Group != "" && (!ok || row.Lift.Value > best.Lift.Value) {
			best, ok = row, true
		}
	}
	return best, ok
}

// Records returns the documents with a line of a group and band, for the
// labels of parties that the answer was made with.
func (r *Result) Records(s *facts.Snapshot, o Options, group string, band Band) (docs []int32, err error) {
	if o, err = o.normal(s); err != nil {
		return nil, err
	}
	labels, err := o.labels(s)
	if err != nil {
		return nil, err
	}
	for doc, party := range s.Doc.Party {
		if party == facts.None || !s.Party.Live[party] || labels[party] != group || !insight.Counted(s, doc, o.from(), o.AsOf) {
			continue
		}
		for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
			if p := s.Line.Product[l]; s.Sale(doc, l) && p != facts.None && r.bandOf[p] == int8(band) {
				docs = append(docs, int32(doc))
				break
			}
		}
	}
	return docs, nil
}
