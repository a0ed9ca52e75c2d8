package sales

import (
	"math"
	"math/big"

	"regulars/data/crm"
)

// lastPrice is what a customer paid for a unit the last time.
type lastPrice struct {
	price    crm.Price
	quantity crm.Quantity
	date     crm.Date
}

// proposal is the price a line begins with and what it was chosen from.
type proposal struct {
	price crm.Price
	known bool
	list  crm.Price // today's list price
	// hasList is set when the product has a list price on the day.
	hasList bool
	last    *lastPrice   // nil: never bought
	by      string       // the price list that sets the price; "": none
	least   crm.Quantity // from which on that price holds
}

// propose picks the price of a product on a day. Whoever paid the list price
// last time pays today's; whoever had a price of their own keeps it.
func propose(p *crm.Product, day crm.Date, last *lastPrice) proposal {
	out := proposal{last: last}
	out.list, out.hasList = p.PriceOn(day)
	if last == nil {
		out.price, out.known = out.list, out.hasList
		return out
	}
	then, had := p.PriceOn(last.date)
	if out.hasList && had && then == last.price {
		out.price, out.known = out.list, true
		return out
	}
	out.price, out.known = last.price, true
	return out
}

// apply takes the price of the list that applies to a buyer for a quantity: it
// is agreed, so it goes before what was paid last. A nil buyer is a walk-in.
func (o *proposal) apply(lists []crm.PriceList, b *buyer, p *crm.Product, day crm.Date, q crm.Quantity) {
	var party *crm.Party
	if b != nil {
		party = b.party
	}
	if price, _, by, ok := crm.ResolvePrice(lists, party, p, day, q); ok && by != nil {
		o.price, o.known, o.by, o.least = price, true, by.Name, by.EntryFor(p.ID, day, q).MinQty
	}
}

// conversion is how a document's currency relates to the book's. The rate is
// that of the document: base minor units for one minor unit, "" for the same
// currency.
type conversion struct{ rate, currency, base string }

// fromBase turns a price in the base currency into the document's; ok is
// false when the rate cannot be read. Prices count major units, rates minor
// ones, so the currencies' decimals come in.
func (c conversion) fromBase(p crm.Price) (crm.Price, bool) {
	if c.rate == "" {
		return p, true
	}
	r, ok := new(big.Rat).SetString(c.rate)
	if !ok || r.Sign() <= 0 {
		return 0, false
	}
	minor := func(currency string) *big.Rat {
		return new(big.Rat).SetInt64(int64(math.Pow10(crm.Exponent(currency))))
	}
	q := new(big.Rat).SetInt64(int64(p))
	q.Mul(q, minor(c.base)).Quo(q, minor(c.currency)).Quo(q, r)
	n, ok := new(big.Int).SetString(q.FloatString(0), 10)
	if !ok || !n.IsInt64() {
		return 0, false
	}
	return crm.Price(n.Int64()), true
}

// freeze sets the unit costs of the lines that have none yet to what the
// products cost on the document's day. A cost set once is never touched.
func freeze(d *crm.SalesDocument, base string, product func(crm.ID) *crm.Product) {
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.CostKnown || l.Product.IsZero() {
			continue
		}
		if p := product(l.Product); p != nil {
			l.UnitCost, l.CostKnown = costOn(p, d.Date, conversion{d.FxRate, d.Currency, base})
		}
	}
}

func costOn(p *crm.Product, day crm.Date, c conversion) (crm.Price, bool) {
	cost, ok := p.CostOn(day)
	if !ok {
		return 0, false
	}
	return c.fromBase(cost)
}
