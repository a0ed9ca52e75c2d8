package benefit

import (
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
	"regulars/data/insight/rhythm"
)

// side is what one time sums up to.
type side struct {
	orders, uncosted         int
	sold, costed, named      crm.Amount // of lines that are sales: all, of known cost, with a product and customer
	ofCustomers              crm.Amount // sold to living customers
	contacts, unpriced       int
	served                   bool // a contact of a customer has a cost
	products                 []uint64
	revenue, contribution    []crm.Amount // by party
	walkRevenue, walkContrib []crm.Amount // of each walk-in sale
}

// work is a question on its way.
type work struct {
	s      *facts.Snapshot
	months int
	spans  [2]Span
	sides  [2]side
	effort [2][]profit.Row // of customers
	days   *rhythm.Calendar
}

func gather(ctx context.Context, s *facts.Snapshot, r *Result) (*work, error) {
	const often = 1 << 16
	w := &work{s: s, months: r.Months, spans: [2]Span{r.Before, r.Now}, days: rhythm.PurchaseDays(s, r.AsOf)}
	for i := range w.sides {
		w.sides[i].revenue, w.sides[i].contribution = make([]crm.Amount, len(s.Party.ID)), make([]crm.Amount, len(s.Party.ID))
	}
	for doc := range s.Doc.ID {
		if doc%often == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i, span := range w.spans {
			if insight.Counted(s, doc, span.From, span.To) {
				w.sides[i].add(s, doc)
			}
		}
	}
	for i, span := range w.spans {
		if err := w.serving(ctx, i, span); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// add counts one document.
func (x *side) add(s *facts.Snapshot, doc int) {
	net, margin := insight.Reading{}.Of(s, doc), insight.Reading{Basis: insight.Margin}.Of(s, doc)
	p := s.Doc.Party[doc]
	if p == facts.None {
		x.walkRevenue, x.walkContrib = append(x.walkRevenue, net.Value), append(x.walkContrib, margin.Value)
	} else {
		x.revenue[p] += net.Value
		x.contribution[p] += margin.Value
	}
	x.sold += net.Sold
	x.costed += net.Costed
	if net.Costed != net.Sold {
		x.uncosted++
	}
	if !net.Purchase {
		return
	}
	x.orders++
	if p == facts.None || !s.Party.Live[p] {
		return
	}
	x.ofCustomers += net.Sold
	for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
		if g := s.Line.Product[l]; g != facts.None && s.Sale(doc, l) {
			x.named += s.Line.Net[l]
			x.products = append(x.products, uint64(p)<<32|uint64(g))
		}
	}
}

// serving asks the profit statement what customers cost to serve.
func (w *work) serving(ctx context.Context, i int, span Span) error {
	x := &w.sides[i]
	if !w.contactIn(span) || span.To <= 0 {
		return nil
	}
	p, err := profit.Ask(ctx, w.s, profit.Options{AsOf: span.To, From: max(0, span.From)})
	if err != nil {
		return err
	}
	for _, row := range p.Rows {
		if row.Kind != profit.Named {
			continue
		}
		w.effort[i] = append(w.effort[i], row)
		x.unpriced += row.Unpriced
		for _, a := range row.Served {
			x.contacts += a.Contacts
		}
	}
	x.served = x.contacts > x.unpriced
	return nil
}

func (w *work) contactIn(span Span) bool {
	for i, d := range w.s.Contact.Date {
		if w.s.Contact.Live[i] && span.has(d) {
			return true
		}
	}
	return false
}

// products are the different products of each customer.
func (w *work) products(sound bool) Row {
	pairs := make([]pair, len(w.s.Party.ID))
	row := Row{Measure: Products, Unit: TenThousandth, Of: "customers"}
	for i := range w.sides {
		x := &w.sides[i]
		slices.Sort(x.products)
		for _, code := range slices.Compact(x.products) {
			p := &pairs[code>>32]
			p.top[i]++
			p.bottom[i] = 1
		}
	}
	row.Before.Coverage = insight.Ratio(w.sides[0].named, w.sides[0].sold)
	row.Now.Coverage = insight.Ratio(w.sides[1].named, w.sides[1].sold)
	return ratio(row, pairs, 10000, sound)
}

// money gathers an amount by party, and each walk-in sale for itself.
func (w *work) money(of func(*side) (parties, walkIns []crm.Amount)) []pair {
	pairs := make([]pair, len(w.s.Party.ID))
	for i := range w.sides {
		parties, walkIns := of(&w.sides[i])
		for p, a := range parties {
			pairs[p].top[i] = int64(a)
		}
		for _, a := range walkIns {
			x := pair{}
			x.top[i] = int64(a)
			pairs = append(pairs, x)
		}
	}
	return pairs
}

func (w *work) orders() [2]int { return [2]int{w.sides[0].orders, w.sides[1].orders} }

func (w *work) revenue(sound bool) Row {
	row := Row{Measure: Revenue, Unit: Minor, Of: "orders", Before: Side{Coverage: 1}, Now: Side{Coverage: 1}}
	return sum(row, w.money(func(x *side) (a, b []crm.Amount) { return x.revenue, x.walkRevenue }), w.orders(), sound)
}

// contribution is told of a time only where some cost is known in it.
func (w *work) contribution(sound bool) Row {
	row := Row{Measure: Contribution, Unit: Minor, Of: "orders"}
	known := w.sides[0].costed > 0 && w.sides[1].costed > 0
	row = sum(row, w.money(func(x *side) (a, b []crm.Amount) { return x.contribution, x.walkContrib }), w.orders(), sound && known)
	for i, to := range []*Side{&row.Before, &row.Now} {
		to.Coverage = insight.Ratio(w.sides[i].costed, w.sides[i].sold)
		if w.sides[i].costed == 0 {
			to.Value = nil
		}
	}
	return row
}

// serve is told only where contacts with a cost are noted.
func (w *work) serve(sound bool) Row {
	pairs := make([]pair, len(w.s.Party.ID))
	for i, rows := range w.effort {
		for _, r := range rows {
			pairs[r.Index].top[i], pairs[r.Index].bottom[i] = int64(r.Serve), int64(r.Sales)
		}
	}
	row := ratio(Row{Measure: Serve, Unit: Minor, Of: "orders"}, pairs, 1, sound && w.sides[0].served && w.sides[1].served)
	for i, to := range []*Side{&row.Before, &row.Now} {
		x := &w.sides[i]
		to.Coverage = insight.Ratio(x.contacts-x.unpriced, x.contacts)
		if !x.served {
			to.Value = nil
		}
	}
	return row
}

// retention counts who bought in the time before and again in the time.
func (w *work) retention(sound bool) Row {
	pairs := make([]pair, len(w.s.Party.ID))
	for i, span := range w.spans {
		earlier := span.back(w.months)
		for p := range pairs {
			if !w.s.Party.Live[p] || !bought(w.days.Of(p), earlier) {
				continue
			}
			pairs[p].bottom[i] = 1
			if bought(w.days.Of(p), span) {
				pairs[p].top[i] = 1
			}
		}
	}
	row := Row{Measure: Retention, Unit: TenThousandth, Of: "customers"}
	row.Before.Coverage = insight.Ratio(w.sides[0].ofCustomers, w.sides[0].sold)
	row.Now.Coverage = insight.Ratio(w.sides[1].ofCustomers, w.sides[1].sold)
	return ratio(row, pairs, 10000, sound)
}

// bought reports whether one of the days, in order, lies in the span.
func bought(days []crm.Date, span Span) bool {
	at, _ := slices.BinarySearch(days, span.From)
	return at < len(days) && days[at] <= span.To
}
