package elasticity

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight/breakeven"
)

// WhatIf is what a new price would do, if the association held for it.
type WhatIf struct {
	Price crm.Price
	// Units and Left are shares of what they are now: 0.9 is a tenth less.
	// Left, the contribution, is nil where a unit leaves nothing today.
	Units Estimate
	Left  *Estimate
	Seen  bool // the price lies among those tried
}

// Try works out a new price for a product with an association: from the price
// now, of which variable is the cost of a unit. ok is false without an
// association or for prices not above zero.
func (p *Product) Try(now, price, variable crm.Price) (w WhatIf, ok bool) {
	if p.State != Association || now <= 0 || price <= 0 {
		return w, false
	}
	step := math.Log(float64(price) / float64(now))
	w = WhatIf{Price: price, Seen: price >= p.PriceLow && price <= p.PriceHigh}
	w.Units = Estimate{Value: math.Exp(p.Shown.Value * step), Low: math.Exp(p.Shown.Low * step), High: math.Exp(p.Shown.High * step)}
	w.Units = w.Units.upright()
	if !(w.Units.High < math.MaxInt32) {
		return w, false // a price so far from those tried that no number says anything
	}
	if now > variable {
		f := float64(price-variable) / float64(now-variable)
		left := Estimate{Value: f * w.Units.Value, Low: f * w.Units.Low, High: f * w.Units.High}.upright()
		w.Left = &left
	}
	return w, true
}

// upright puts the ends in order.
func (e Estimate) upright() Estimate {
	return Estimate{e.Value, min(e.Low, e.High), max(e.Low, e.High)}
}

// Best is the price that leaves most, with the range that belongs to the
// interval; ok is false unless all of the interval is below -1, for else a
// higher price would always seem better.
func (p *Product) Best(variable crm.Price) (best, low, high crm.Price, ok bool) {
	if p.State != Association {
		return 0, 0, 0, false
	}
	best, ok1 := breakeven.BestPrice(variable, p.Shown.Value)
	low, ok2 := breakeven.BestPrice(variable, p.Shown.Low)
	high, ok3 := breakeven.BestPrice(variable, p.Shown.High)
	if !ok1 || !ok2 || !ok3 {
		return 0, 0, 0, false
	}
	return best, low, high, true
}
