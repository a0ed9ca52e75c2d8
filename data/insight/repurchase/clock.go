package repurchase

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/survival"
)

// Ask reads all clocks as of a day and lists those that are due: to be
// reminded by now or late, the soonest due first. The error is
// [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Clock]("repurchase", Method, s.Currency, o.AsOf), Lead: o.Lead, Items: []Item{}}
	docs, all := documents(s, o.AsOf)
	b := visits(s, docs, o.By, o.Reading)
	r.Coverage = insight.Ratio(b.known, all)
	r.Shop = shopItem(visits(s, docs, Shop, o.Reading).of(0), o.AsOf)
	r.N = r.Shop.Customers
	for i := range len(b.starts) - 1 {
		r.read(s, o, int32(i), b.of(i))
	}
	slices.SortFunc(r.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(b.Gaps, a.Gaps), bytes.Compare(a.ID[:], b.ID[:]))
	})
	slices.SortFunc(r.Rows, func(a, b Clock) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), bytes.Compare(a.ID[:], b.ID[:]), bytes.Compare(a.ItemID[:], b.ItemID[:]))
	})
	switch {
	case r.N == 0:
		r.Need(insight.NeedSales, 1)
	case r.Running == 0:
		r.Need(NeedGaps, r.missing())
	}
	return r, nil
}

// missing is how many gaps more start the first clock.
func (r *Result) missing() int {
	most := 0
	if len(r.Items) > 0 {
		most = r.Items[0].Gaps
	}
	return max(1, LeastGaps-most)
}

func shopItem(visits []visit, asOf crm.Date) Item {
	gaps, customers := gapsOf(visits, asOf)
	it, _ := measure(gaps, customers, false)
	it.Index = facts.None
	return it
}

// read measures an item and reads the clocks of its customers.
func (r *Result) read(s *facts.Snapshot, o Options, index int32, own []visit) {
	gaps, customers := gapsOf(own, o.AsOf)
	if customers == len(own) {
		return // nobody has bought it twice
	}
	it, curve := measure(gaps, customers, o.By != Shop)
	it.Index = index
	switch o.By {
	case Product:
		it.ID, it.SKU = s.Product.ID[index], s.Product.SKU[index]
		it.Name = cmp.Or(s.Product.Name[index], it.SKU)
	case Category:
		it.ID, it.Name = s.Category.ID[index], s.Category.Name[index]
	}
	r.Items = append(r.Items, it)
	if it.Gaps < LeastGaps || it.PerUnit <= 0 {
		return
	}
	for from := 0; from < len(own); {
		to := from + 1
		for to < len(own) && own[to].party == own[from].party {
			to++
		}
		if p := own[from].party; s.Party.Live[p] {
			c := it.clock(own[from:to], gaps[from:to])
			c.Party, c.ID, c.Name = p, s.Party.ID[p], s.Party.Name[p]
			r.count(o, c, curve)
		}
		from = to
	}
}

// clock is when a customer with these visits and gaps is due.
func (it *Item) clock(visits []visit, gaps []gap) Clock {
	last := visits[len(visits)-1]
	c := Clock{Item: it.Index, ItemID: it.ID, ItemName: it.Name, Last: last.date, Quantity: last.quantity, Days: len(visits),
		Gaps: len(gaps) - 1, Everybody: it.PerUnit, ByQuantity: it.ByQuantity}
	own := make([]float64, 0, c.Gaps)
	for _, g := range gaps[:c.Gaps] {
		own = append(own, g.length(it.ByQuantity))
	}
	slices.Sort(own)
	if n := len(own); n > 0 {
		c.Own = (own[(n-1)/2] + own[n/2]) / 2
	}
	length := Shrunk(c.Gaps, c.Own, c.Everybody)
	if it.ByQuantity {
		length *= gaps[c.Gaps].units
	}
	c.Interval = int(min(longest, max(1, math.Round(length))))
	c.Due = last.date + crm.Date(c.Interval)
	sum := crm.Amount(0)
	for _, v := range visits {
		sum += v.value
	}
	c.Usual = sum / crm.Amount(len(visits))
	return c
}

// Shrunk mixes a customer's own median of n gaps with everybody's.
func Shrunk(n int, own, everybody float64) float64 {
	return (float64(n)*own + Shrinkage*everybody) / float64(n+Shrinkage)
}

func (r *Result) count(o Options, c Clock, curve survival.Curve) {
	r.Running++
	c.Remind = c.Due - crm.Date(min(o.Lead, c.Interval))
	switch {
	case o.AsOf > c.Due+crm.Date(min(c.Interval, MostLate)):
		c.State = Lapsed
		r.Lapsed++
		return
	case o.AsOf > c.Due:
		c.State = Late
	case o.AsOf >= c.Remind:
		c.State = Remind
	default:
		c.State = Waiting
		r.Waiting++
		if c.Due > o.AsOf+crm.Date(o.Ahead) {
			return
		}
	}
	if o.Within > 0 {
		unit := c.Everybody / float64(c.Interval) // everybody's days for one of this clock
		c.Chance, c.ChanceN = curve.Within(float64(o.AsOf-c.Last)*unit, float64(o.Within)*unit, LeastLasted)
	}
	r.Rows = append(r.Rows, c)
}
