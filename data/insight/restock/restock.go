// Package restock says what to order: the demand expected until a delivery
// would be here, a safety for the times it is more, less the stock.
//
// The past of a product is cut into blocks of whole weeks, just longer than
// its delivery takes, and the next block is forecast: so that the error seen
// on the past is the error of what is asked (temporal aggregation;
// Nikolopoulos et al. 2011). Sales are not demand where the shelf was empty:
// what was sold out is forecast too low.
package restock

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/forecast"
)

// State is what can be said of a product.
type State string

// The states, the most urgent first.
const (
	Order    State = "order"    // the stock is not enough
	Enough   State = "enough"   // it is
	Negative State = "negative" // more was sold than was counted: count again
	NoStock  State = "no_stock" // never counted up to the day
	NoLead   State = "no_lead"  // nobody told how long a delivery takes
	TooNew   State = "too_new"  // sold for less than two blocks
	Quiet    State = "quiet"    // not sold for half a year
)

// DefaultService is how often, in per cent, the stock shall be enough.
const DefaultService = 90

// Limits.
const (
	silence   = 182 // days until a product is quiet
	mostWeeks = 260 // of history looked at
)

// Options of the question.
type Options struct {
	AsOf    crm.Date // zero: the day of the last counted document
	Service int      // per cent, 50 to 99; 0: DefaultService
	// Products are those to look at; services, capacity and bundles, inactive
	// ones and those in the trash are passed over.
	Products []*crm.Product
	Progress func(float64) // 0 to 1; may be nil
}

// Row is the hint for one product. Quantities are in ten-thousandths.
type Row struct {
	ID       crm.ID       `json:"id"`
	Name     string       `json:"name"`
	SKU      string       `json:"sku"`
	Supplier crm.ID       `json:"supplier,omitzero"`
	State    State        `json:"state"`
	Order    crm.Quantity `json:"order"`     // whole units, rounded up
	Stock    crm.Quantity `json:"stock"`     // counted, less what was sold since; read unless NoStock
	Counted  crm.Date     `json:"counted"`   // the day it was counted, zero: never
	LeadDays int          `json:"lead_days"` // 0: not told
	// Expected is the mean demand until the delivery, Safety what is added for
	// the service level; zero where the state allows no number.
	Expected crm.Quantity `json:"expected"`
	Safety   crm.Quantity `json:"safety"`
	// DaysLeft is how long the stock lasts at the expected demand, -1 where
	// that cannot be said.
	DaysLeft   int    `json:"days_left"`
	Method     string `json:"method"`
	BeatsNaive bool   `json:"beats_naive"`
	Blocks     int    `json:"blocks"` // of the history
}

// Result is the answer: the most urgent products first.
type Result struct {
	insight.Answer[Row]
	Service int `json:"service"`
}

// The codes of needs.
const (
	NeedStock = "need_stock" // products never counted
	NeedLead  = "need_lead"  // products without the days of delivery
	NeedCount = "need_count" // products with less than nothing in stock
)

// Method is the method of the answer.
const Method = "model_restock"

// Ask answers the question. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o.AsOf, o.Service = insight.AsOf(s, o.AsOf), cmp.Or(o.Service, DefaultService)
	if o.Service < 50 || o.Service > 99 {
		return nil, insight.ErrOptions
	}
	r := &Result{Answer: insight.New[Row]("restock", Method, s.Currency, o.AsOf), Service: o.Service}
	sold := readSales(s, o.AsOf)
	var asked []int // rows to forecast
	var series []forecast.Series
	for _, p := range o.Products {
		if p.Deleted() || p.Inactive || p.ProductKind != crm.Good {
			continue
		}
		row, one := sold.look(p, o.AsOf)
		if row.State == Order {
			asked, series = append(asked, len(r.Rows)), append(series, one)
		}
		r.Rows = append(r.Rows, row)
	}
	results, err := forecast.Many(ctx, series, forecast.Options{Horizon: 1}, func(done, of int) {
		if o.Progress != nil {
			o.Progress(float64(done) / float64(of))
		}
	})
	if err != nil {
		return nil, err
	}
	for i, at := range asked {
		r.Rows[at].fill(results[i], o.Service)
	}
	r.judge()
	return r, nil
}

// fill puts the forecast of the next block into a row.
func (r *Row) fill(f forecast.Result, service int) {
	if len(f.Points) == 0 {
		r.State = TooNew
		return
	}
	p := f.Points[0]
	r.Method, r.BeatsNaive = f.Method, f.BeatsNaive
	if !f.BeatsNaive && len(f.Naive) > 0 {
		p, r.Method = f.Naive[0], forecast.Naive
	}
	share := float64(r.LeadDays) / float64(blockDays(r.LeadDays))
	mean := max(0, p.Mean*share)
	safety := max(0, quantile(p, service)-p.Mean) * math.Sqrt(share)
	r.Expected, r.Safety = pieces(mean), pieces(safety)
	if mean > 0 {
		r.DaysLeft = int(min(float64(r.Stock)/crm.QuantityScale/mean*float64(r.LeadDays), 9999))
	}
	r.State = Enough
	if short := r.Expected + r.Safety - r.Stock; short > 0 {
		r.State = Order
		r.Order = (short + crm.QuantityScale - 1) / crm.QuantityScale * crm.QuantityScale
	}
}

func pieces(v float64) crm.Quantity {
	return crm.Quantity(min(math.Round(v*crm.QuantityScale), math.MaxInt64/4))
}

// quantile is what demand stays under in so many of a hundred cases: through
// the mean and the upper ends of the two intervals, the 90 and 97.5 %, as a
// line over the quantiles of the normal distribution.
func quantile(p forecast.Point, percent int) float64 {
	at, z90, z975 := distuv.UnitNormal.Quantile(float64(percent)/100), distuv.UnitNormal.Quantile(0.9), distuv.UnitNormal.Quantile(0.975)
	if at <= z90 {
		return p.Mean + (p.Hi80-p.Mean)*at/z90
	}
	return p.Hi80 + (p.Hi95-p.Hi80)*(at-z90)/(z975-z90)
}

// judge puts the rows in order and counts what they lack.
func (r *Result) judge() {
	states := []State{Order, Enough, Negative, NoStock, NoLead, TooNew, Quiet}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)), cmp.Compare(a.slack(), b.slack()), cmp.Compare(a.Name, b.Name), bytes.Compare(a.ID[:], b.ID[:]))
	})
	count := map[State]int{}
	for _, row := range r.Rows {
		count[row.State]++
	}
	r.N = len(r.Rows)
	r.Coverage = insight.Ratio(count[Order]+count[Enough], len(r.Rows))
	r.Need(NeedCount, count[Negative])
	r.Need(NeedStock, count[NoStock])
	r.Need(NeedLead, count[NoLead])
}

// slack is how many days the stock lasts beyond the delivery.
func (r Row) slack() int {
	if r.DaysLeft < 0 {
		return 0
	}
	return r.DaysLeft - r.LeadDays
}
