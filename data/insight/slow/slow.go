// Package slow lists the goods nobody has bought for a while, with the money
// that lies in them.
package slow

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_slow"

// NeedStock counts slow goods whose stock nobody has counted.
const NeedStock = "need_slow_stock"

// Days is the usual time without a sale.
const Days = 90

// Options of the question; the zero value is a good one but for Products.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	Days int      // without a sale; zero: [Days]
	// Products are those to look at; services, capacity, bundles, inactive
	// ones and those launched within the days are passed over.
	Products []*crm.Product
}

// Row is a product without a sale.
type Row struct {
	ID   crm.ID   `json:"id"`
	Name string   `json:"name"`
	SKU  string   `json:"sku"`
	Last crm.Date `json:"last,omitzero"` // sale; zero: never sold
	// Stock is what was counted less what was sold since, never below zero;
	// read only where Counted is not zero.
	Stock   crm.Quantity `json:"stock"`
	Counted crm.Date     `json:"counted,omitzero"`
	// Value is the stock at today's cost, Margin what it would leave as the
	// goods sold so far did, in minor units; null where not known.
	Value  *crm.Amount `json:"value_minor"`
	Margin *crm.Amount `json:"margin_minor"`
}

// Result is the answer: the most money first. N counts the goods looked at.
type Result struct {
	insight.Answer[Row]
	Days   int        `json:"days"`
	Value  crm.Amount `json:"value_minor"` // of the rows where it is known
	Margin crm.Amount `json:"margin_minor"`
}

// sold is what is known of a product's sales.
type sold struct {
	last         crm.Date
	units, since crm.Quantity // of known cost; after the count of the stock
	contribution crm.Amount
	counted      crm.Date
}

// Ask lists the slow goods. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o.AsOf, o.Days = insight.AsOf(s, o.AsOf), cmp.Or(o.Days, Days)
	if o.Days < 0 {
		return nil, insight.ErrOptions
	}
	r := &Result{Answer: insight.New[Row]("slow", Method, s.Currency, o.AsOf), Days: o.Days}
	sales := gather(s, o)
	known := 0
	for _, p := range o.Products {
		if p.Deleted() || p.Inactive || p.ProductKind != crm.Good || p.Launched > o.AsOf-crm.Date(o.Days) {
			continue
		}
		r.N++
		x := sales[p.ID]
		if x == nil || x.last > o.AsOf-crm.Date(o.Days) {
			continue
		}
		row := x.row(p, o.AsOf, s.Exp())
		if row.Value != nil {
			known++
			r.Value += *row.Value
		}
		if row.Margin != nil {
			r.Margin += *row.Margin
		}
		r.Rows = append(r.Rows, row)
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(amount(b.Value), amount(a.Value)), cmp.Compare(a.Last, b.Last), bytes.Compare(a.ID[:], b.ID[:]))
	})
	r.Coverage = insight.Ratio(known, len(r.Rows))
	r.Need(NeedStock, len(r.Rows)-known)
	return r, nil
}

// amount orders what is not known last.
func amount(a *crm.Amount) crm.Amount {
	if a == nil {
		return math.MinInt64
	}
	return *a
}

func gather(s *facts.Snapshot, o Options) map[crm.ID]*sold {
	sales := make(map[crm.ID]*sold, len(o.Products))
	for _, p := range o.Products {
		sales[p.ID] = &sold{counted: p.StockOn}
	}
	at := make([]*sold, len(s.Product.ID))
	for i, id := range s.Product.ID {
		at[i] = sales[id]
	}
	for doc := range s.Doc.ID {
		if !insight.Counted(s, doc, 0, o.AsOf) {
			continue
		}
		for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
			if p := s.Line.Product[l]; p != facts.None && at[p] != nil && s.Sale(doc, l) {
				at[p].add(s, l, s.Doc.Date[doc])
			}
		}
	}
	return sales
}

func (x *sold) add(s *facts.Snapshot, l int32, day crm.Date) {
	x.last = max(x.last, day)
	if day > x.counted {
		x.since += s.Line.Quantity[l]
	}
	if s.Line.CostKnown[l] {
		x.units += s.Line.Quantity[l]
		x.contribution += s.Line.Net[l] - s.Line.Cost[l]
	}
}

func (x *sold) row(p *crm.Product, asOf crm.Date, exp int) Row {
	row := Row{ID: p.ID, Name: cmp.Or(p.Name, p.SKU), SKU: p.SKU, Last: x.last}
	if p.StockOn == 0 || p.StockOn > asOf {
		return row
	}
	row.Counted, row.Stock = p.StockOn, max(0, p.Stock-x.since)
	if cost, ok := p.CostOn(asOf); ok {
		if value, err := crm.LineNet(row.Stock, cost, exp); err == nil {
			row.Value = &value
		}
	}
	if x.units > 0 {
		margin := crm.Amount(math.Round(float64(x.contribution) * float64(row.Stock) / float64(x.units)))
		row.Margin = &margin
	}
	return row
}
