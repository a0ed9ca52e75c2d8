// Package breakeven is the arithmetic of prices and costs: what one more unit
// leaves, how many must be sold to cover what does not change with sales, what
// a price change must bring.
//
// Variable cost is all that one unit more causes: goods, payment fees,
// commissions, shipping, returns. Fixed cost is never spread over units; it
// only says how many of them are needed.
package breakeven

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight"
)

// The needs of an answer; each has a text insight.<code>.
const (
	NeedContribution = "need_contribution" // a price above the variable cost
	NeedPrice        = "need_price"        // a price above zero
)

// Most is the largest price and fixed cost, in their smallest steps.
const Most = 1_000_000_000_000_000

// Plan is one product, service or whole shop over one period.
type Plan struct {
	Price    crm.Price
	Variable crm.Price  // variable cost of a unit
	Fixed    crm.Amount // of the period, minor units
	Units    crm.Quantity
	Exponent int // decimals of the currency, 0 to 4: see [crm.Exponent]
}

// Result is what the plan leaves. A number that is not defined is nil.
type Result struct {
	Contribution crm.Price  // of one unit: price - variable cost
	Ratio        *float64   // contribution / price
	Revenue      crm.Amount // of all units
	Total        crm.Amount // contribution of all units
	Profit       crm.Amount // Total - fixed cost
	// Units and Revenue at which the profit is zero; nil when a unit leaves nothing.
	EvenUnits   *float64
	EvenRevenue *crm.Amount
	// Safety is the share of the units that may be lost before there is no
	// profit; below zero when there is none. nil without break-even or units.
	Safety *float64
	// Leverage is by how many per cent the profit changes for one per cent of
	// units: Total / Profit. nil unless there is a profit.
	Leverage *float64
	Needs    []insight.Need
}

// Ask works the plan out. The error is [insight.ErrOptions] for a negative
// number or one beyond Most, [crm.ErrOverflow] for a sum too large.
func Ask(p Plan) (*Result, error) {
	for _, v := range []int64{int64(p.Price), int64(p.Variable), int64(p.Fixed), int64(p.Units)} {
		if v < 0 || v > Most {
			return nil, insight.ErrOptions
		}
	}
	if p.Exponent < 0 || p.Exponent > 4 {
		return nil, insight.ErrOptions
	}
	r := &Result{Contribution: p.Price - p.Variable, Needs: []insight.Need{}}
	if err := r.sums(p); err != nil {
		return nil, err
	}
	if p.Price > 0 {
		r.Ratio = new(float64(r.Contribution) / float64(p.Price))
	} else {
		r.Needs = append(r.Needs, insight.Need{Code: NeedPrice, Count: 1})
	}
	if r.Contribution <= 0 {
		r.Needs = append(r.Needs, insight.Need{Code: NeedContribution, Count: 1})
		return r, nil
	}
	r.even(p)
	return r, nil
}

func (r *Result) sums(p Plan) (err error) {
	if r.Revenue, err = crm.LineNet(p.Units, p.Price, p.Exponent); err != nil {
		return err
	}
	if r.Total, err = crm.LineNet(p.Units, r.Contribution, p.Exponent); err != nil {
		return err
	}
	r.Profit = r.Total - p.Fixed
	return nil
}

// even fills in what needs a contribution above zero.
func (r *Result) even(p Plan) {
	fixed := float64(p.Fixed) * crm.PriceScale / math.Pow10(p.Exponent) // in steps of a price
	units := fixed / float64(r.Contribution)
	r.EvenUnits = &units
	r.EvenRevenue = new(crm.Share(p.Fixed, int64(p.Price), int64(r.Contribution)))
	if p.Units > 0 {
		r.Safety = new(1 - units*crm.QuantityScale/float64(p.Units))
	}
	if r.Profit > 0 {
		r.Leverage = new(float64(r.Total) / float64(r.Profit))
	}
}
