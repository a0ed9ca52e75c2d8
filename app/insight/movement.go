package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/movement"
	"regulars/data/insight/segment"
)

// PartMovement is who moved between two days; its query may name a saved group.
const PartMovement = "movement"

// movedOf is what customers move between: segments, value classes, stages, or
// in and out of a saved group.
type movedOf struct {
	of    movement.Of
	group crm.ID // with movement.Group
}

// movedFrom is the day compared with: three months ago unless chosen.
func (q question) movedFrom() crm.Date {
	if q.moveFrom > 0 {
		return q.moveFrom
	}
	return q.day().AddMonths(-3)
}

func (k *asker) movement() (*answer, error) {
	o := movement.Options{From: k.q.movedFrom(), To: k.q.day(), Of: k.q.moveOf.of, Reading: k.q.reading(), Factor10: k.settings.QuietFactor10}
	if len(k.settings.ValueShares) == 2 {
		o.HighShare, o.OrdinaryShare = k.settings.ValueShares[0], k.settings.ValueShares[1]
	}
	if o.From >= o.To {
		return &answer{headline: gt("wrong_days"), spec: chart.Spec{Kind: chart.HeatMap, Empty: gt("wrong_days")}}, nil
	}
	past, err := k.inGroup(&o)
	if err != nil {
		return nil, err
	}
	r, err := movement.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	r.Need(segment.NeedPast, past)
	movedHeadline(a, r)
	movedChart(a, r)
	a.sheet = k.movedSheet(r)
	a.about = k.about(basis{n: n("customers", r.N), method: r.Method, rules: []string{gt("rule_money", i18n.Args{"Date": i18n.Date(r.From),
		"Cells": k.amount(r.Total - r.Rest), "Total": k.amount(r.Total)}), k.returnsRule()}, coverage: r.Coverage, rest: k.uncovered(), needs: r.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.movedCustomers(r, key), nil }
	return a, nil
}

// inGroup works out who was and is in the chosen group, and counts its
// conditions without a past. A group that is gone counts as segments.
func (k *asker) inGroup(o *movement.Options) (past int, err error) {
	if o.Of != movement.Group {
		return 0, nil
	}
	all, err := screen.Groups(k.book)
	at := slices.IndexFunc(all, func(g *crm.Segment) bool { return g.ID == k.q.moveOf.group })
	if err != nil || at < 0 {
		o.Of = movement.Segments
		return 0, err
	}
	in, err := screen.GroupInput(k.book, k.facts, segment.LooksAtPage(all[at].Rule))
	if err != nil {
		return 0, err
	}
	was, err := segment.Ask(k.ctx, in, all[at].Rule, o.From)
	if err != nil {
		return 0, err
	}
	is, err := segment.Ask(k.ctx, in, all[at].Rule, o.To)
	if err != nil {
		return 0, err
	}
	o.Was, o.Is = was.In, is.In
	for _, need := range was.Needs {
		if need.Code == segment.NeedPast {
			past = need.Count
		}
	}
	return past, nil
}

// cellKey names the customers of a cell.
func cellKey(from, to movement.State) string { return keyOf("from", string(from), "to", string(to)) }

// movedHeadline tells the largest step down and up, and who is new.
func movedHeadline(a *answer, r *movement.Result) {
	args := func(c *movement.Cell) i18n.Args {
		return i18n.Args{"Date": i18n.Date(r.From), "From": screen.StateName(r.Of, c.From), "To": screen.StateName(r.Of, c.To)}
	}
	bad, good := "moved_bad", "moved_good"
	lead, second := r.Bad, r.Good
	if r.Of == movement.Group {
		bad, good = "moved_joined", "moved_left"
		lead, second = r.Good, r.Bad
	}
	said := []string{}
	if lead != nil {
		said = append(said, gn(bad, lead.Customers, args(lead)))
	}
	if second != nil {
		said = append(said, gn(good, second.Customers, args(second)))
	}
	arrived := 0
	for _, c := range r.Rows {
		if c.Kind == movement.Arrived {
			arrived += c.Customers
		}
	}
	since := i18n.Args{"Date": i18n.Date(r.From)}
	switch {
	case arrived > 0 && len(said) == 0:
		said = append(said, gn("moved_new_since", arrived, since))
	case arrived > 0:
		said = append(said, gn("moved_new", arrived))
	case len(said) == 0:
		said = append(said, gt("moved_none", since))
	}
	a.headline = sentences(said...)
	if c := cmp.Or(lead, second); c != nil {
		a.action, a.actionKey = t("show_customers"), cellKey(c.From, c.To)
	}
}

func movedChart(a *answer, r *movement.Result) {
	a.spec = chart.Spec{Kind: chart.HeatMap, N: r.N, Format: whole, XLabel: gt("axis_to"), YLabel: t("customers_head") + " · " + gt("axis_from"), Cells: screen.MovementCells(r)}
	for _, from := range r.States {
		name := screen.StateName(r.Of, from)
		a.spec.RowLabels, a.spec.ColLabels = append(a.spec.RowLabels, name), append(a.spec.ColLabels, name)
		keys := make([]string, len(r.States))
		for i, to := range r.States {
			keys[i] = cellKey(from, to)
		}
		a.spec.CellKeys = append(a.spec.CellKeys, keys)
	}
}

// movedSheet lists the moves, those of most customers first, who stayed last.
func (k *asker) movedSheet(r *movement.Result) *sheet {
	s := &sheet{title: gt("moved_title"), wide: true, columns: []column{{title: gt("step"), width: 300},
		{title: t("customers_head"), width: 80, right: true, byValue: true}, {title: gt("before"), right: true, byValue: true}, {title: gt("between"), right: true, byValue: true}}}
	rows := slices.Clone(r.Rows)
	stays := func(c movement.Cell) int {
		if c.Kind == movement.Same {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rows, func(a, b movement.Cell) int {
		return cmp.Or(cmp.Compare(stays(a), stays(b)), cmp.Compare(b.Customers, a.Customers))
	})
	tones := map[movement.Kind]ui.Tone{movement.Better: ui.Good, movement.Worse: ui.Bad, movement.Arrived: ui.Accent}
	exp := k.facts.Exp()
	money := func(a crm.Amount) cell {
		return cell{text: k.amount(a), plain: crm.FormatDecimal(int64(a), exp), value: float64(a)}
	}
	for _, c := range rows {
		name := gt("move", i18n.Args{"From": screen.StateName(r.Of, c.From), "To": screen.StateName(r.Of, c.To)})
		s.rows = append(s.rows, sheetRow{key: cellKey(c.From, c.To), cells: []cell{{text: name, tone: tones[c.Kind]},
			{text: i18n.Integer(int64(c.Customers)), value: float64(c.Customers)}, money(c.Before), money(c.Between)}})
	}
	return s
}

// movedCustomers lists the customers of a cell.
func (k *asker) movedCustomers(r *movement.Result, key url.Values) *listing {
	from, to := movement.State(key.Get("from")), movement.State(key.Get("to"))
	if !slices.Contains(r.States, from) || !slices.Contains(r.States, to) {
		return nil
	}
	l := &listing{currency: r.Currency, title: gt("move", i18n.Args{"From": screen.StateName(r.Of, from), "To": screen.StateName(r.Of, to)})}
	s := k.facts
	last, orders := make([]crm.Date, len(s.Party.ID)), make([]int, len(s.Party.ID))
	for doc, p := range s.Doc.Party {
		if p != facts.None && insight.Counted(s, doc, 0, r.AsOf) && k.q.reading().Of(s, doc).Purchase {
			orders[p]++
			last[p] = max(last[p], s.Doc.Date[doc])
		}
	}
	for _, m := range r.Moves {
		if m.From != from || m.To != to {
			continue
		}
		why := gt("why_move", i18n.Args{"Name": m.Name, "From": screen.StateName(r.Of, from), "To": screen.StateName(r.Of, to), "Before": k.amount(m.Before), "Between": k.amount(m.Between)})
		l.customers = append(l.customers, customerRow{id: m.ID, name: m.Name, last: last[m.Party], orders: orders[m.Party], net: m.Between, why: why}.written(r.Currency))
	}
	return l
}

func movementControls(p *page) []fyne.CanvasObject {
	from := ui.NewDateField(p.env.Today())
	from.SetDate(p.question.dayFor(p).AddMonths(-3))
	if p.question.moveFrom > 0 {
		from.SetDate(p.question.moveFrom)
	}
	from.OnChanged = func() {
		if d, ok := from.Date(); ok && d > 0 {
			p.ask(func(q *question) { q.moveFrom = d })
		}
	}
	all := []movedOf{{of: movement.Segments}, {of: movement.Value}, {of: movement.Stages}}
	names := map[movedOf]string{all[0]: capital(gt("of_segments")), all[1]: capital(gt("of_value")), all[2]: capital(gt("of_stages"))}
	saved, err := screen.Groups(p.env.Book)
	if err == nil {
		for _, g := range saved {
			one := movedOf{movement.Group, g.ID}
			all, names[one] = append(all, one), capital(gt("of_group", i18n.Args{"Name": g.Name}))
		}
	}
	of := ui.SelectOf(all, func(m movedOf) string { return names[m] }, p.question.moveOf, func(m movedOf) { p.ask(func(q *question) { q.moveOf = m }) })
	return []fyne.CanvasObject{ui.FormRow(gt("control_from"), container.New(sized{width: 140}, from), ""),
		ui.FormRow(gt("control_of"), container.New(sized{width: 220}, of), ""), p.basisField(), p.returnsField()}
}
