package crm

import (
	"bytes"
	"cmp"
	"slices"
)

// PriceRule says whose price list set a price.
type PriceRule string

// The rules, the first that applies goes before the later ones.
const (
	PriceOfParty   PriceRule = "party"
	PriceOfTag     PriceRule = "tag"
	PriceOfGroup   PriceRule = "group"
	PriceOfAll     PriceRule = "all"
	PriceOfProduct PriceRule = "product" // the product's own: no list applies
)

// RuleFor says by what a list applies to a customer; ok is false when it does
// not. A nil party is a walk-in sale, for which only lists for all apply. A
// list that names several applies by the first it names.
func (l *PriceList) RuleFor(p *Party) (rule PriceRule, ok bool) {
	switch {
	case l.Inactive || l.Deleted():
		return "", false
	case !l.Party.IsZero():
		return PriceOfParty, p != nil && p.ID == l.Party
	case !l.Tag.IsZero():
		return PriceOfTag, p != nil && slices.Contains(p.Tags, l.Tag)
	case l.Group != "":
		return PriceOfGroup, p != nil && p.Group == l.Group
	}
	return PriceOfAll, true
}

// EntryFor returns the entry of a list that holds for a quantity of a product
// on a day: one for the product before one for all, the largest MinQty reached
// first, then the latest From. It is nil when none holds.
func (l *PriceList) EntryFor(product ID, day Date, q Quantity) (best *PriceEntry) {
	for i := range l.Entries {
		e := &l.Entries[i]
		if !e.Product.IsZero() && e.Product != product || q < e.MinQty || day < e.From || e.To != 0 && day > e.To {
			continue
		}
		if best == nil || e.before(best) {
			best = e
		}
	}
	return best
}

// PriceOf returns what a list says of a product by its EntryFor; ok is false
// when there is none, or it takes per cent off a price that does not exist.
func (l *PriceList) PriceOf(g *Product, day Date, q Quantity) (price Price, ok bool) {
	best := l.EntryFor(g.ID, day, q)
	switch {
	case best == nil:
		return 0, false
	case best.Price > 0:
		return best.Price, true
	}
	own, ok := g.PriceOn(day)
	return Price(Share(Amount(own), int64(100-best.Percent), 100)), ok
}

func (e *PriceEntry) before(o *PriceEntry) bool {
	if own := !e.Product.IsZero(); own != !o.Product.IsZero() {
		return own
	}
	return cmp.Or(cmp.Compare(e.MinQty, o.MinQty), cmp.Compare(e.From, o.From)) > 0
}

// ResolvePrice finds what a customer pays for a quantity of a product on a
// day: the price of the first list that applies and says one, in the order of
// the rules, of equals that of the higher Priority, then of the older id; else
// the product's own. The list is nil for the product's own price, and ok false
// when there is none.
func ResolvePrice(lists []PriceList, p *Party, g *Product, day Date, q Quantity) (price Price, rule PriceRule, by *PriceList, ok bool) {
	order := []PriceRule{PriceOfParty, PriceOfTag, PriceOfGroup, PriceOfAll}
	for i := range lists {
		l := &lists[i]
		r, applies := l.RuleFor(p)
		if !applies {
			continue
		}
		v, says := l.PriceOf(g, day, q)
		if !says {
			continue
		}
		if by == nil || cmp.Or(cmp.Compare(slices.Index(order, r), slices.Index(order, rule)), cmp.Compare(by.Priority, l.Priority), bytes.Compare(l.ID[:], by.ID[:])) < 0 {
			price, rule, by = v, r, l
		}
	}
	if by != nil {
		return price, rule, by, true
	}
	price, ok = g.PriceOn(day)
	return price, PriceOfProduct, nil, ok
}
