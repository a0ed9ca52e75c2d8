package costing

import (
	"regulars/data/crm"
	"regulars/data/facts"
)

// whole is how finely one order or customer is shared among its lines.
const whole = 1_000_000

// charge is what a variable item came to and whom it concerns: lines by
// weight, a resource, or nobody.
type charge struct {
	amount   crm.Amount
	weights  []int64 // one a line; nil: none
	resource crm.ID
}

// charge works the variable items out.
func (w *work) charge(r *Result) error {
	for i := range w.s.Tables.Costs {
		it := &w.s.Tables.Costs[i]
		if it.CostKind != crm.VariableCost {
			continue
		}
		c, err := w.chargeOf(it)
		if err != nil {
			return err
		}
		w.charges = append(w.charges, c)
		r.Items = append(r.Items, Item{it.ID, it.Name, it.CostKind, it.Driver, c.amount})
	}
	return nil
}

func (w *work) chargeOf(it *crm.CostItem) (c charge, err error) {
	count := int64(0) // in steps of a quantity
	switch it.Driver {
	case "unit":
		c.weights, count = w.weigh(it, func(e entry) int64 {
			if e.sale {
				return int64(w.s.Line.Quantity[e.line])
			}
			return 0
		})
	case "percent":
		var net int64
		c.weights, net = w.weigh(it, func(e entry) int64 { return int64(w.s.Line.Net[e.line]) })
		c.amount = crm.Share(crm.Amount(net), int64(it.Amount), 100*crm.PriceScale)
		return c, nil
	case "order":
		c.weights, count = w.spread(it, func(e entry) int64 { return int64(e.doc) })
	case "customer":
		c.weights, count = w.spread(it, func(e entry) int64 {
			if p := w.s.Doc.Party[e.doc]; p != facts.None {
				return int64(p)
			}
			return -1 - int64(e.doc) // each walk-in sale is somebody
		})
	case "slot":
		c.resource, count = it.Resource, w.booked(it, w.slots)*crm.QuantityScale
	case "hour":
		c.resource, count = it.Resource, (w.booked(it, w.minutes)+w.contacts(it, w.s.Contact.Minutes))*crm.QuantityScale/60
	case "km":
		count = w.contacts(it, w.s.Contact.Km) * crm.QuantityScale
	}
	c.amount, err = crm.LineNet(crm.Quantity(count), it.Amount, w.exp)
	return c, err
}

// weigh gives each line that an item concerns its weight, and their sum.
func (w *work) weigh(it *crm.CostItem, of func(entry) int64) (weights []int64, sum int64) {
	weights = make([]int64, len(w.entries))
	for i, e := range w.entries {
		if w.concerns(it, e) {
			weights[i] = of(e)
			sum += weights[i]
		}
	}
	return weights, sum
}

// spread counts orders or customers with a sale, and shares each among its
// sales by their net; the count is in steps of a quantity.
func (w *work) spread(it *crm.CostItem, of func(entry) int64) (weights []int64, count int64) {
	weights = make([]int64, len(w.entries))
	net := map[int64]crm.Amount{}
	for _, e := range w.entries {
		if e.sale && w.concerns(it, e) {
			net[of(e)] += w.s.Line.Net[e.line]
		}
	}
	for i, e := range w.entries {
		if e.sale && w.concerns(it, e) {
			weights[i] = int64(crm.Share(whole, int64(w.s.Line.Net[e.line]), int64(net[of(e)])))
		}
	}
	return weights, int64(len(net)) * crm.QuantityScale
}

func (w *work) booked(it *crm.CostItem, of func(int) int64) (sum int64) {
	if !it.Product.IsZero() || !it.Category.IsZero() {
		return 0
	}
	for _, b := range w.stays {
		if it.Holds(w.s.Booking.Start[b]) && (it.Resource.IsZero() || it.Resource == w.resourceID(b)) {
			sum += of(b)
		}
	}
	return sum
}

// contacts adds up minutes or kilometres, each contact once.
func (w *work) contacts(it *crm.CostItem, values []int32) (sum int64) {
	if !it.Product.IsZero() || !it.Category.IsZero() || !it.Resource.IsZero() {
		return 0
	}
	k, last := &w.s.Contact, crm.ID{}
	for i, id := range k.ID {
		if !k.Live[i] || id == last {
			continue
		}
		last = id
		if d := k.Date[i]; d >= w.Options.From && d <= w.AsOf && d != 0 && it.Holds(d) {
			sum += int64(values[i])
		}
	}
	return sum
}

// share splits a charge among so many keys by the key of each line; the shares
// add up. What concerns no line has no share.
func (w *work) share(c charge, keys int, key []int32) []crm.Amount {
	weights := make([]int64, keys)
	for i, weight := range c.weights {
		weights[key[i]] += weight
	}
	return apportion(c.amount, weights)
}
