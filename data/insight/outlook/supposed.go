package outlook

import (
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/cause"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/pricing"
)

// Priced is a product at another price.
type Priced struct {
	ID         crm.ID              `json:"id"`
	Name       string              `json:"name"`
	Now        crm.Price           `json:"now"`
	Price      crm.Price           `json:"price"`
	Elasticity elasticity.Estimate `json:"elasticity"` // drawn towards that of its category
	Units      elasticity.Estimate `json:"units"`      // of those at the price of now: 0.9 is a tenth less
	Share      float64             `json:"share"`      // of all sold in the last year, in the measure
}

// lastYear is over how many days the shares of products are taken.
const lastYear = 364

// priced is the effect of another price by the elasticity of each product
// that has one, on the share it has in each series.
func (w *work) priced(ctx context.Context, c *Supposed) (effects, error) {
	if w.o.Measure != Units && w.o.Measure != Net {
		c.need(NeedPieces, 1)
		return nil, nil
	}
	prices, err := pricing.Ask(ctx, w.s, pricing.Options{AsOf: w.o.AsOf})
	if err != nil {
		return nil, err
	}
	all, err := w.sold(nil)
	if err != nil {
		return nil, err
	}
	series := slices.Repeat([]Effect{same()}, len(w.x.Parts)+1)
	unseen := 0
	for i := range prices.Rows {
		p := &prices.Rows[i]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !w.concerns(c.Condition, p.ID) {
			continue
		}
		price := p.PriceNow + crm.Price(math.Round(float64(p.PriceNow)*c.Percent/100))
		try, ok := p.Try(p.PriceNow, price, p.Variable)
		if !ok {
			c.Kept++
			if c.Product == p.ID {
				c.Needs = append(c.Needs, p.Needs...)
			}
			continue
		}
		if !try.Seen {
			unseen++
		}
		e := Effect{Times: try.Units.Value, Low: try.Units.Low, High: try.Units.High}
		if w.o.Measure == Net {
			e = flat(1 + c.Percent/100).and(e)
		}
		own, err := w.sold([]int32{int32(slices.Index(w.s.Product.ID, p.ID))})
		if err != nil {
			return nil, err
		}
		for at := range series {
			series[at] = series[at].plus(e.ofShare(share(own[at], all[at])))
		}
		c.Priced = append(c.Priced, Priced{ID: p.ID, Name: p.Name, Now: p.PriceNow, Price: price, Elasticity: *p.Shown, Units: try.Units, Share: share(own[0], all[0])})
	}
	c.need(NeedEarned, c.Kept)
	c.need(NeedNear, unseen)
	if len(c.Priced) == 0 {
		c.need(NeedEarned, truth(c.Kept == 0)) // it was never sold
		return nil, nil
	}
	out := effects{}
	for _, e := range series {
		out = append(out, slices.Repeat([]Effect{e}, len(w.x.Ahead)))
	}
	return out, nil
}

// plus adds the effect on another share of the same whole.
func (e Effect) plus(f Effect) Effect {
	return Effect{Times: max(0, e.Times+f.Times-1), Low: max(0, e.Low+f.Low-1), High: max(0, e.High+f.High-1)}
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, max(0, part/whole))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// concerns reports whether a product has the price of a condition.
func (w *work) concerns(c Condition, id crm.ID) bool {
	if c.Category.IsZero() {
		return c.Product.IsZero() || c.Product == id
	}
	s := w.s
	at := s.Product.Category[slices.Index(s.Product.ID, id)]
	for range s.Category.ID { // a ring of parents, made by mistake, ends
		if at == facts.None || s.Category.ID[at] == c.Category {
			break
		}
		at = s.Category.Parent[at]
	}
	return at != facts.None && s.Category.ID[at] == c.Category
}

// sold is what was sold in the last year of some products, or of all, in each
// of the series, the total first.
func (w *work) sold(products []int32) ([]float64, error) {
	o := w.o.table(w.days)
	o.Top, o.Filter.Products, o.Filter.From = -1, products, w.o.AsOf-lastYear+1
	table, err := demand.Ask(w.s, o)
	if err != nil {
		return nil, err
	}
	out, rest := make([]float64, len(w.x.Parts)+1), -1
	at := map[string]int{}
	for i, p := range w.x.Parts {
		at[p.Code] = i + 1
		if p.Code == demand.Other {
			rest = i + 1
		}
	}
	for g, head := range table.Groups {
		sum := 0.0
		for b := range table.Buckets {
			if cell := table.Cells[b][g]; w.o.Measure == Units {
				sum += float64(cell.Units)
			} else {
				sum += float64(cell.Net)
			}
		}
		out[0] += sum
		if i, ok := at[head.Code]; ok {
			out[i] += sum
		} else if rest > 0 {
			out[rest] += sum
		}
	}
	return out, nil
}

// event is the effect of a cause on its days, as it was measured on those of
// the past: of the whole shop, so that every part moves alike. Each day counts
// as an average one of its step.
func (w *work) event(c *Supposed) (effects, error) {
	o := cause.Options{AsOf: w.o.AsOf, Reading: w.o.Reading, Country: w.o.Country}
	switch w.o.Measure {
	case Units:
		o.Measure = cycle.Units
	case Net:
		o.Measure = cycle.Money
	}
	causes, err := cause.Ask(w.s, o)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(causes.Rows, func(r cause.Row) bool {
		return r.Kind == c.Cause && r.ID == c.CauseID && (r.Name == c.CauseName || !r.ID.IsZero())
	})
	switch {
	case i < 0:
		c.need(NeedSeen, cause.LeastFlagged)
		return nil, nil
	case causes.Rows[i].Difference == nil:
		c.need(NeedSeen, max(1, cause.LeastFlagged-causes.Rows[i].N))
		return nil, nil
	case !causes.Rows[i].Real:
		c.need(NeedRealness, 1)
		return nil, nil
	}
	row := causes.Rows[i]
	e := Effect{Times: 1 + *row.Difference, Low: 1 + *row.Low, High: 1 + *row.High}
	steps, any := make([]Effect, len(w.x.Ahead)), false
	for t, s := range w.x.Ahead {
		days := w.calendar.days(max(c.From, s.From), min(c.To, s.To))
		steps[t] = same()
		if days > 0 {
			steps[t], any = e.ofShare(float64(days)/float64(s.Open)), true
		}
		steps[t].Days, steps[t].Open = days, s.Open
	}
	if c.Difference = &e; !any {
		c.Difference = nil
		c.need(NeedAhead, 1)
		return nil, nil
	}
	return w.everywhere(steps), nil
}

// Causes are the causes of demand that can be supposed again: public
// holidays, the calendars of the owner's own and the kinds of events noted.
func Causes(s *facts.Snapshot, country string) (all []Condition) {
	if country != "" {
		for _, k := range []cause.Kind{cause.Holiday, cause.Eve, cause.Bridge} {
			all = append(all, Condition{Kind: Event, Cause: k})
		}
	}
	for _, k := range s.Tables.Calendars {
		if !k.Inactive {
			all = append(all, Condition{Kind: Event, Cause: cause.Calendar, CauseID: k.ID, CauseName: k.Name})
		}
	}
	for _, name := range crm.DemandEventTypes() {
		if name != "outage" && slices.ContainsFunc(s.Tables.Events, func(e crm.DemandEvent) bool { return e.Type == name && e.Measure == "" && e.Site.IsZero() }) {
			all = append(all, Condition{Kind: Event, Cause: cause.Event, CauseName: name})
		}
	}
	return all
}
