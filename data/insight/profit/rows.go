package profit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rfm"
)

// MarshalJSON writes null for a ratio that does not exist.
func (r Rate) MarshalJSON() ([]byte, error) {
	if !r.Known {
		return []byte("null"), nil
	}
	return json.Marshal(r.Value)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rate) UnmarshalJSON(text []byte) error {
	r.Known = string(text) != "null"
	return json.Unmarshal(text, &r.Value)
}

func rate(part, whole crm.Amount) Rate {
	if whole <= 0 {
		return Rate{}
	}
	return Rate{float64(part) / float64(whole), true}
}

// plus adds the sums; the ratios are worked out by finish.
func (g *Goods) plus(o Goods) {
	g.Net, g.Costed, g.Cost = g.Net+o.Net, g.Costed+o.Costed, g.Cost+o.Cost
	g.sold, g.soldCosted = g.sold+o.sold, g.soldCosted+o.soldCosted
}

func (g *Goods) finish() {
	g.Contribution = g.Costed - g.Cost
	g.Coverage = insight.Ratio(g.soldCosted, g.sold)
	g.Margin, g.Markup = rate(g.Contribution, g.Costed), rate(g.Contribution, g.Cost)
}

// addParty puts a party's tally into a row.
func (w *work) addParty(r *Row, party int) {
	t := &w.tallies[party]
	r.addTally(t)
	r.Served = addActivities(r.Served, w.activities(party))
	if w.kindOf(party) == Named {
		r.Customers++
	}
}

func (r *Row) addTally(t *tally) {
	r.plus(t.Goods)
	r.Sales += int(t.sales)
	e := r.Effort
	e.Serve, e.Acquisition, e.Rewards = e.Serve+t.serve, e.Acquisition+t.won, e.Rewards+t.rewards
	e.Rewarded += int(t.rewarded)
	if t.wonKnown {
		e.AcquisitionKnown++
	}
	if t.wonAsked {
		e.AcquisitionUnknown++
	}
}

func (r *Row) finish() {
	r.Goods.finish()
	if r.Effort == nil {
		return
	}
	for _, a := range r.Served {
		r.Unpriced += a.Unpriced
	}
	slices.SortFunc(r.Served, func(a, b Activity) int { return cmp.Compare(a.Kind, b.Kind) })
	r.Profit = r.Contribution - r.Serve - r.Acquisition - r.Rewards
}

func blank(kind Kind) Row {
	return Row{Kind: kind, Index: facts.None, Effort: &Effort{Served: []Activity{}}}
}

func (w *work) total() Row {
	r := blank(Named)
	r.addTally(&w.walkIn)
	for p := range w.tallies {
		if w.tallies[p].something {
			w.addParty(&r, p)
		}
	}
	r.finish()
	r.Share, r.Cumulative = 1, 1
	return r
}

func (w *work) rows(ctx context.Context, r *Result) error {
	switch w.By {
	case All:
		r.Rows = append(r.Rows, r.Total)
		return nil
	case Product, Category, Channel:
		r.Rows = append(r.Rows, w.goods()...)
	case Customer:
		w.customers(r)
	default:
		r.Rows = append(r.Rows, w.parties()...)
	}
	w.Progress(0.8)
	for i := range r.Rows {
		r.Rows[i].finish()
	}
	rank(r.Rows)
	if w.By == Customer {
		w.judge(r)
		return w.loyalty(ctx, r)
	}
	return nil
}

// customers makes a row of every customer with anything in the range, and
// one of each other kind.
func (w *work) customers(r *Result) {
	others := map[Kind]*Row{}
	r.Rows = make([]Row, 0, len(w.tallies)+3)
	efforts := make([]Effort, len(w.tallies)) // one piece of memory for all
	for p := range w.tallies {
		if !w.tallies[p].something {
			continue
		}
		kind := w.kindOf(p)
		if kind == Named {
			r.Rows = append(r.Rows, w.customer(p, &efforts[p]))
			continue
		}
		row := others[kind]
		if row == nil {
			made := blank(kind)
			row, others[kind] = &made, &made
		}
		w.addParty(row, p)
	}
	r.Rows = append(r.Rows, w.rest(others)...)
}

// customer makes the row of a party, not yet finished.
func (w *work) customer(party int, e *Effort) Row {
	e.Served = []Activity{}
	r := Row{Kind: Named, ID: w.s.Party.ID[party], Name: w.s.Party.Name[party], Index: int32(party), Effort: e}
	w.addParty(&r, party)
	return r
}

// rest lists the rows that have no name, the walk-in sales among them.
func (w *work) rest(others map[Kind]*Row) (out []Row) {
	if w.walkIn.something {
		row := blank(WalkIn)
		row.addTally(&w.walkIn)
		out = append(out, row)
	}
	for _, kind := range []Kind{Nobody, Gone, NotYet} {
		if row := others[kind]; row != nil {
			out = append(out, *row)
		}
	}
	return out
}

// parties groups the customers by a word of theirs.
func (w *work) parties() []Row {
	of := w.grouping()
	named, others := map[string]*Row{}, map[Kind]*Row{}
	var order []string
	for p := range w.tallies {
		if !w.tallies[p].something {
			continue
		}
		kind, code := w.kindOf(p), of(p)
		if kind == Named && code == "" {
			kind = Nobody
		}
		row := others[kind]
		if kind == Named {
			row = named[code]
		}
		if row == nil {
			made := blank(kind)
			row = &made
			if kind == Named {
				made.Code, named[code] = code, row
				order = append(order, code)
			} else {
				others[kind] = row
			}
		}
		w.addParty(row, p)
	}
	out := make([]Row, 0, len(order)+4)
	for _, code := range order {
		out = append(out, *named[code])
	}
	return append(out, w.rest(others)...)
}

// Codes returns the code of the group of each party, "" for those without,
// for rows by segment, group, source and country. The error is
// [insight.ErrOptions].
func Codes(s *facts.Snapshot, o Options) ([]string, error) {
	o, err := o.normal(s)
	if err != nil || o.By != Segment && o.By != Group && o.By != Source && o.By != Country {
		return nil, insight.ErrOptions
	}
	of := (&work{s: s, Options: o}).grouping()
	codes := make([]string, len(s.Party.ID))
	for p := range codes {
		codes[p] = of(p)
	}
	return codes, nil
}

// grouping returns the code of a party's group.
func (w *work) grouping() func(party int) string {
	p := &w.s.Party
	switch w.By {
	case Group:
		return func(i int) string { return w.s.Word(p.Group[i]) }
	case Source:
		return func(i int) string { return w.s.Word(p.Acquired[i]) }
	case Country:
		return func(i int) string { return w.s.Word(p.Country[i]) }
	}
	labels := make([]string, len(p.ID))
	if x, err := rfm.Score(w.s, rfm.Options{AsOf: w.AsOf, Reading: insight.Reading{Returns: w.Returns}}); err == nil {
		labels = x.Labels(len(labels))
	}
	return func(i int) string { return labels[i] }
}

// goods makes a row of every product, category or channel sold in the range.
func (w *work) goods() (out []Row) {
	size := map[By]int{Product: len(w.s.Product.ID), Category: len(w.s.Category.ID)}[w.By]
	slots := make([]*Row, size+1) // the last is for those without
	words := map[uint32]int{}
	slot := func(doc int, line int32) int {
		product := w.s.Line.Product[line]
		switch {
		case w.By == Channel:
			word := w.s.Doc.Channel[doc]
			at, known := words[word]
			if !known {
				at = len(slots)
				slots, words[word] = append(slots, nil), at
			}
			return at
		case product == facts.None:
			return size
		case w.By == Product:
			return int(product)
		case w.s.Product.Category[product] == facts.None:
			return size
		}
		return int(w.s.Product.Category[product])
	}
	for i := range w.s.Doc.ID {
		if insight.Counted(w.s, i, w.From, w.AsOf) {
			w.goodsOf(i, slot, &slots)
		}
	}
	for at, row := range slots {
		if row != nil {
			w.nameGoods(row, at, size)
			out = append(out, *row)
		}
	}
	return out
}

func (w *work) goodsOf(doc int, slot func(int, int32) int, slots *[]*Row) {
	first := w.s.Doc.First[doc]
	for l := first; l < first+w.s.Doc.Lines[doc]; l++ {
		sale := w.s.Sale(doc, l)
		if !sale && w.Returns == insight.Ignore {
			continue
		}
		at := slot(doc, l)
		row := (*slots)[at]
		if row == nil {
			row = &Row{Kind: Named, Index: facts.None}
			if w.By == Channel {
				row.Code = w.s.Word(w.s.Doc.Channel[doc])
			}
			(*slots)[at] = row
		}
		row.add(w.s, l, sale)
		if sale {
			row.Sales++
		}
	}
}

func (w *work) nameGoods(row *Row, at, size int) {
	switch {
	case w.By == Channel:
		if row.Code == "" {
			row.Kind = Nobody
		}
	case at == size:
		row.Kind = Nobody
	case w.By == Product:
		row.ID, row.Name, row.Index = w.s.Product.ID[at], cmp.Or(w.s.Product.Name[at], w.s.Product.SKU[at]), int32(at)
	default:
		row.ID, row.Name, row.Index = w.s.Category.ID[at], w.s.Category.Name[at], int32(at)
	}
}

// rank orders the rows by contribution and fills in the shares of the sum of
// the positive ones.
func rank(rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Contribution, a.Contribution), cmp.Compare(b.Net, a.Net), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Code, b.Code), bytes.Compare(a.ID[:], b.ID[:]))
	})
	var all, above crm.Amount
	for _, r := range rows {
		all += max(r.Contribution, 0)
	}
	for i := range rows {
		above += max(rows[i].Contribution, 0)
		rows[i].Share, rows[i].Cumulative = insight.Ratio(rows[i].Contribution, all), insight.Ratio(above, all)
	}
}
