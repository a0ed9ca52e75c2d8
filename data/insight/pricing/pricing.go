// Package pricing reads from the sales of a book how units went with the
// price: the elasticity of each product where the shop has earned one, and
// the memory of prices, every change with the weeks before and after it.
//
// The price of a week is the middle one of its units, before the discounts of
// single customers, so that a week with more of these is no price change.
// Weeks are whole, from the one after a product's first sale on. A week in
// which the shop sold nothing at all was closed and is left out; one in which
// only the product was not sold counts as nothing sold.
package pricing

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/costing"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/period"
)

// Method is the method of the answers.
const Method = "pooled_loglog"

const (
	twoYears = 104     // weeks that make a season worth allowing for
	manyDocs = 1 << 16 // between two looks whether anybody waits still
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	From crm.Date // zero: since ever
	// Progress is told the share done, 0 to 1; may be nil.
	Progress func(done float64)
}

// Product is what is known of a product.
type Product struct {
	ID   crm.ID
	Name string
	elasticity.Product
	Weeks    []Week
	Changes  []Change // the oldest first
	Variable crm.Price
	Costed   bool // Variable, of one unit in the last twelve months, is known
}

// Week is what was sold of a product in a week.
type Week struct {
	Start crm.Date
	Price crm.Price // zero in a week without a sale
	Units crm.Quantity
}

// Result is the answer; Rows are the products by name, those with an
// association first.
type Result struct {
	insight.Answer[Product]
	Pools []elasticity.Pool
}

// Ask measures all products. The error is [insight.ErrOptions],
// [crm.ErrOverflow] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	if o.AsOf = insight.AsOf(s, o.AsOf); o.From > o.AsOf {
		return nil, insight.ErrOptions
	}
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	r := &Result{Answer: insight.New[Product]("price", Method, s.Currency, o.AsOf), Pools: []elasticity.Pool{}}
	goods, err := gather(ctx, s, o)
	if err != nil {
		return nil, err
	}
	if len(goods) == 0 {
		r.Need(insight.NeedSales, 1)
		return r, nil
	}
	o.Progress(0.7)
	measured, err := elasticity.Ask(observations(s, goods))
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	o.Progress(0.9)
	r.Pools, r.N, r.Coverage, r.Needs = measured.Pools, measured.Rows, measured.Coverage, measured.Needs
	costs, err := costing.Ask(s, costing.Options{AsOf: o.AsOf})
	if err != nil {
		return nil, err
	}
	known := map[crm.ID]*costing.Row{}
	for i := range costs.Rows {
		known[costs.Rows[i].ID] = &costs.Rows[i]
	}
	byID := map[string]*Product{}
	for i := range goods {
		byID[goods[i].ID.String()] = &goods[i]
	}
	for _, p := range measured.Products {
		g := byID[p.Product]
		g.Product, g.Changes = p, changes(g.Weeks)
		if row := known[g.ID]; row != nil && row.Known {
			g.Variable, g.Costed = row.Variable, true
		}
		r.Rows = append(r.Rows, *g)
	}
	slices.SortStableFunc(r.Rows, func(a, b Product) int {
		return cmp.Or(cmp.Compare(rank(a.State), rank(b.State)), cmp.Compare(len(b.Changes), len(a.Changes)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Product.Product, b.Product.Product))
	})
	return r, nil
}

func rank(s elasticity.State) int {
	return slices.Index([]elasticity.State{elasticity.Association, elasticity.NoEffect, elasticity.NotIdentified, elasticity.Withheld}, s)
}

// paid is a sale of a product.
type paid struct {
	week  crm.Date
	price crm.Price
	units crm.Quantity
}

// gather fills the weeks of the products that were sold for one at least.
func gather(ctx context.Context, s *facts.Snapshot, o Options) (goods []Product, err error) {
	open := map[crm.Date]bool{}
	sold := make([][]paid, len(s.Product.ID))
	lines := make([]int, len(s.Product.ID))
	for _, p := range s.Line.Product {
		if p != facts.None {
			lines[p]++
		}
	}
	for i := range s.Doc.ID {
		if i%manyDocs == 0 {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			o.Progress(0.4 * float64(i) / float64(len(s.Doc.ID)))
		}
		if !insight.Counted(s, i, o.From, o.AsOf) {
			continue
		}
		week, bought := period.Week.Start(s.Doc.Date[i]), false
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			if !s.Sale(i, l) {
				continue
			}
			bought = true
			p := s.Line.Product[l]
			price, err := crm.PriceFor(s.Line.Net[l]+s.Line.Discount[l], s.Line.Quantity[l], s.Exp())
			if err == nil && p != facts.None {
				if sold[p] == nil {
					sold[p] = make([]paid, 0, lines[p])
				}
				sold[p] = append(sold[p], paid{week, price, s.Line.Quantity[l]})
			}
		}
		if bought {
			open[week] = true
		}
	}
	last := period.Week.Start(o.AsOf + 1) // the first week that is not whole
	for p, list := range sold {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(list) == 0 {
			continue
		}
		g := Product{ID: s.Product.ID[p], Name: s.Product.Name[p], Weeks: weeks(list, last, open), Changes: []Change{}}
		if len(g.Weeks) > 0 {
			goods = append(goods, g)
		}
	}
	return goods, nil
}

// weeks are the whole weeks after that of the first sale and before the last
// one in which the shop was open, with the middle price of their units.
func weeks(list []paid, last crm.Date, open map[crm.Date]bool) []Week {
	slices.SortFunc(list, func(a, b paid) int { return cmp.Or(cmp.Compare(a.week, b.week), cmp.Compare(a.price, b.price)) })
	out := []Week{}
	at := 0
	for w := list[0].week; w < last; w += 7 {
		from := at
		week := Week{Start: w}
		for ; at < len(list) && list[at].week == w; at++ {
			week.Units += list[at].units
		}
		if w == list[0].week || !open[w] {
			continue
		}
		so := crm.Quantity(0)
		for _, x := range list[from:at] {
			if so += x.units; 2*so >= week.Units {
				week.Price = x.price
				break
			}
		}
		out = append(out, week)
	}
	return out
}

// observations are the weeks as the elasticity is measured from, with the
// share of each that the owner's promotions took, so that what those sold is
// not put down to the price.
func observations(s *facts.Snapshot, goods []Product) (obs []elasticity.Obs) {
	category := map[crm.ID]string{}
	for p, c := range s.Product.Category {
		if c != facts.None {
			category[s.Product.ID[p]] = s.Category.Name[c]
		}
	}
	promos, weeks := promotions(s), 0
	for _, g := range goods {
		weeks += len(g.Weeks)
	}
	obs = make([]elasticity.Obs, 0, weeks)
	for _, g := range goods {
		first, last := g.Weeks[0].Start, g.Weeks[len(g.Weeks)-1].Start
		name, seasonal := g.ID.String(), int(last-first)/7 >= twoYears-1
		for _, w := range g.Weeks {
			o := elasticity.Obs{Period: int(w.Start-first) / 7, Product: name, Category: category[g.ID], Price: w.Price, Quantity: w.Units}
			if seasonal {
				o.Season = w.Start.String()[5:7]
			}
			if len(promos) > 0 {
				o.Controls = []float64{promoted(promos, g.ID, w.Start)}
			}
			obs = append(obs, o)
		}
	}
	return obs
}

// promotions are those of the whole shop, of a product or of everything.
func promotions(s *facts.Snapshot) (promos []crm.DemandEvent) {
	for _, e := range s.Tables.Events {
		if e.Type == "own_promo" && e.Site.IsZero() {
			promos = append(promos, e)
		}
	}
	return promos
}

// promoted is the share of the days of a week on which one of the promotions
// ran for a product, 0 to 1.
func promoted(promos []crm.DemandEvent, product crm.ID, week crm.Date) float64 {
	days := 0
	for d := week; d < week+7; d++ {
		if slices.ContainsFunc(promos, func(e crm.DemandEvent) bool {
			return (e.Product.IsZero() || e.Product == product) && e.From <= d && d <= max(e.From, e.To)
		}) {
			days++
		}
	}
	return float64(days) / 7
}

// WhyNoBest says why no best price can be named; "" when one can.
type WhyNoBest string

// The reasons.
const (
	NotEarned   WhyNoBest = "not_earned"   // there is no elasticity
	NotSure     WhyNoBest = "not_sure"     // it may as well have no effect
	NotElastic  WhyNoBest = "not_elastic"  // the interval is not all below -1
	CostUnknown WhyNoBest = "cost_unknown" // nobody told what a unit costs
	TooFar      WhyNoBest = "too_far"      // it would lie absurdly far from all prices tried
)

// Best is the price that leaves most with its range, or why there is none.
func (p *Product) Best() (best, low, high crm.Price, why WhyNoBest) {
	switch {
	case p.State == elasticity.Withheld:
		return 0, 0, 0, NotEarned
	case p.State != elasticity.Association:
		return 0, 0, 0, NotSure
	case p.Shown.High >= -1:
		return 0, 0, 0, NotElastic
	case !p.Costed || p.Variable <= 0:
		return 0, 0, 0, CostUnknown
	}
	best, low, high, ok := p.Product.Best(p.Variable)
	if !ok {
		return 0, 0, 0, TooFar
	}
	return best, low, high, ""
}
