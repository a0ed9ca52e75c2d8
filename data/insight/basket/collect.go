package basket

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// collection is the baskets of a shop and what each item earned.
type collection struct {
	baskets    [][]int32
	basketOf   []int32 // by document
	worth      []worth // by item
	known, all crm.Amount
}

// worth sums up what an item earned.
type worth struct {
	baskets, costed     int // baskets with it, lines with known cost
	net, costedNet, won crm.Amount
}

func collect(s *facts.Snapshot, o Options) *collection {
	of, items := o.By.Of(s)
	c := &collection{basketOf: make([]int32, len(s.Doc.ID)), worth: make([]worth, items)}
	from := crm.Date(0)
	if o.Window > 0 {
		from = o.AsOf - crm.Date(o.Window) + 1
	}
	var docs []int32
	for i := range s.Doc.ID {
		c.basketOf[i] = facts.None
		if insight.Counted(s, i, from, o.AsOf) {
			docs = append(docs, int32(i))
		}
	}
	if o.SameDay {
		slices.SortStableFunc(docs, func(a, b int32) int {
			return cmp.Or(cmp.Compare(s.Doc.Party[a], s.Doc.Party[b]), cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]))
		})
	}
	for at := 0; at < len(docs); {
		to := at + 1
		for o.SameDay && to < len(docs) && sameVisit(s, docs[at], docs[to]) {
			to++
		}
		c.add(s, docs[at:to], of)
		at = to
	}
	return c
}

// Of tells the item of a product, facts.None without one, and how many there are.
func (by By) Of(s *facts.Snapshot) (of func(product int32) int32, items int) {
	if by == Category {
		return func(p int32) int32 { return s.Product.Category[p] }, len(s.Category.ID)
	}
	return func(p int32) int32 { return p }, len(s.Product.ID)
}

func sameVisit(s *facts.Snapshot, a, b int32) bool {
	return s.Doc.Party[a] != facts.None && s.Doc.Party[a] == s.Doc.Party[b] && s.Doc.Date[a] == s.Doc.Date[b]
}

// add makes one basket of documents.
func (c *collection) add(s *facts.Snapshot, docs []int32, of func(product int32) int32) {
	var basket []int32
	for _, doc := range docs {
		first := s.Doc.First[doc]
		for l := first; l < first+s.Doc.Lines[doc]; l++ {
			if !s.Sale(int(doc), l) {
				continue
			}
			net := s.Line.Net[l]
			c.all += net
			if s.Line.Product[l] == facts.None || of(s.Line.Product[l]) == facts.None {
				continue
			}
			item := of(s.Line.Product[l])
			basket = append(basket, item)
			c.known += net
			w := &c.worth[item]
			w.net += net
			if s.Line.CostKnown[l] {
				w.costed++
				w.costedNet += net
				w.won += net - s.Line.Cost[l]
			}
		}
	}
	if len(basket) == 0 {
		return
	}
	slices.Sort(basket)
	basket = slices.Compact(basket)
	for _, item := range basket {
		c.worth[item].baskets++
	}
	for _, doc := range docs {
		c.basketOf[doc] = int32(len(c.baskets))
	}
	c.baskets = append(c.baskets, basket)
}

// value is what an item brings in a basket; blank says that nothing of it
// was sold for money.
type value struct {
	each         crm.Amount
	known, blank bool
}

// values scales the margin of the lines with known cost to all lines of an
// item; an item without any takes the margin rate of all goods, and without
// any cost in the shop its revenue.
func (c *collection) values() []value {
	var net, won crm.Amount
	for _, w := range c.worth {
		net, won = net+w.costedNet, won+w.won
	}
	rate := 1.0
	if net > 0 {
		rate = float64(won) / float64(net)
	}
	out := make([]value, len(c.worth))
	for i, w := range c.worth {
		own := rate
		if w.costedNet > 0 {
			own = float64(w.won) / float64(w.costedNet)
		}
		out[i] = value{known: w.costedNet > 0, blank: w.net == 0}
		if w.baskets > 0 {
			out[i].each = crm.Amount(own * float64(w.net) / float64(w.baskets))
		}
	}
	return out
}
