package main

import (
	"encoding/json"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/costing"
)

// bookCostsReply is the JSON of what the business of a book costs; the keys of
// [costsReply] mean the same. Money is in the book's currency.
type bookCostsReply struct {
	insight.Answer[bookCostsRow]
	From        crm.Date        `json:"from,omitzero"`
	Units       json.Number     `json:"units"`
	Ratio       *float64        `json:"contribution_ratio"`
	Revenue     json.Number     `json:"revenue"`
	Uncosted    json.Number     `json:"revenue_without_cost"`
	Goods       json.Number     `json:"cost_of_goods"`
	Items       json.Number     `json:"variable_items"`
	Unallocated json.Number     `json:"of_no_row"`
	Total       json.Number     `json:"contribution_total"`
	Fixed       json.Number     `json:"fixed_cost"`
	Profit      json.Number     `json:"profit"`
	EvenUnits   *float64        `json:"break_even_units"`
	EvenRevenue *json.Number    `json:"break_even_revenue"`
	EvenDay     *int            `json:"break_even_day"` // of an average month
	Months      int             `json:"whole_months"`
	Safety      *float64        `json:"margin_of_safety"`
	Leverage    *float64        `json:"operating_leverage"`
	CostItems   []bookCostItem  `json:"cost_items"`
	ByMonth     []bookCostMonth `json:"months"`
	Bands       []json.Number   `json:"price_bands"`
}

type bookCostItem struct {
	ID     crm.ID       `json:"id"`
	Name   string       `json:"name"`
	Kind   crm.CostKind `json:"cost_kind"`
	Driver string       `json:"driver"`
	Cost   json.Number  `json:"cost"`
}

type bookCostMonth struct {
	From    crm.Date    `json:"from"`
	Revenue json.Number `json:"revenue"`
	Total   json.Number `json:"contribution_total"`
	Fixed   json.Number `json:"fixed_cost"`
	Profit  json.Number `json:"profit"`
}

// bookCostsRow is what one more unit leaves; price, variable cost and what
// follows are null where no cost is known.
type bookCostsRow struct {
	Code      string       `json:"code"`
	ID        crm.ID       `json:"id,omitzero"`
	Name      string       `json:"name"`
	Resource  bool         `json:"booked"` // a resource, its units are nights or slots
	Band      *json.Number `json:"price_from"`
	Units     json.Number  `json:"units"`
	Unknown   json.Number  `json:"units_without_cost"`
	Revenue   json.Number  `json:"revenue"`
	Total     json.Number  `json:"contribution_total"`
	Price     *json.Number `json:"price"`
	Variable  *json.Number `json:"variable_cost"`
	Left      *json.Number `json:"contribution"`
	EvenUnits *float64     `json:"break_even_units"`
	Changes   []costsRow   `json:"price_changes"`
}

func (f *costsFlags) askBook(s *facts.Snapshot, a *askFlags) (reply, error) {
	o := costing.Options{AsOf: a.day, Bands: f.bands, Reading: insight.Reading{Returns: a.reading.Returns}}
	var err error
	if o.By, err = option("by", f.by, costing.Product, costing.Category, costing.Segment, costing.Group, costing.Channel); err != nil {
		return reply{}, err
	}
	if o.From, err = parseDay(f.from, 0); err != nil {
		return reply{}, err
	}
	if a.window > 0 && o.From == 0 {
		o.From = insight.AsOf(s, a.day) - crm.Date(a.window) + 1
	}
	r, err := costing.Ask(s, o)
	if err != nil {
		return reply{}, usagef("--from: want a day before --as-of")
	}
	out := newBookCosts(r)
	return reply{json: out, text: func(t *terminal) { bookCostsText(t, out) }, spec: func() chart.Spec { return bookCostsChart(r) }}, nil
}

func newBookCosts(r *costing.Result) bookCostsReply {
	exp := crm.Exponent(r.Currency)
	money := func(a crm.Amount) json.Number { return json.Number(crm.FormatDecimal(int64(a), exp)) }
	t := r.Total
	out := bookCostsReply{Answer: insight.New[bookCostsRow](r.Question, r.Method, r.Currency, r.AsOf), From: r.From, Units: perUnit(crm.Price(t.Units)), Ratio: r.Ratio,
		Revenue: money(t.Net), Uncosted: money(t.Net - t.Costed), Goods: money(t.Goods), Items: money(t.Items), Unallocated: money(r.Unallocated), Total: money(t.Contribution),
		Fixed: money(r.Fixed), Profit: money(r.Profit), EvenUnits: r.EvenUnits, Months: r.Whole, Safety: r.Safety, Leverage: r.Leverage,
		CostItems: []bookCostItem{}, ByMonth: []bookCostMonth{}, Bands: []json.Number{}}
	out.N, out.Coverage, out.Needs = r.N, r.Coverage, r.Needs
	if r.EvenRevenue != nil {
		out.EvenRevenue = new(money(*r.EvenRevenue))
	}
	if r.EvenDay > 0 {
		out.EvenDay = &r.EvenDay
	}
	for _, it := range r.Items {
		out.CostItems = append(out.CostItems, bookCostItem{it.ID, it.Name, it.Kind, it.Driver, money(it.Amount)})
	}
	for _, m := range r.Months {
		out.ByMonth = append(out.ByMonth, bookCostMonth{m.Start, money(m.Revenue), money(m.Contribution), money(m.Fixed), money(m.Left)})
	}
	for _, p := range r.Bands {
		out.Bands = append(out.Bands, perUnit(p))
	}
	for _, row := range r.Rows {
		line := bookCostsRow{Code: row.Code, ID: row.ID, Name: row.Name, Resource: row.Resource, Units: perUnit(crm.Price(row.Units)), Unknown: perUnit(crm.Price(row.Unknown)),
			Revenue: money(row.Net), Total: money(row.Contribution), EvenUnits: row.EvenUnits, Changes: []costsRow{}}
		if len(r.Bands) > 0 && !row.Resource {
			line.Band = &out.Bands[row.Band]
		}
		if row.Known {
			line.Price, line.Variable, line.Left = new(perUnit(row.Price)), new(perUnit(row.Variable)), new(perUnit(row.Left))
			line.Changes = priceChanges(row.Price, row.Variable)
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

func bookCostsText(t *terminal, a bookCostsReply) {
	head(t, a.Answer)
	t.say("from %s: revenue %s, goods %s, variable items %s, contribution %s, fixed %s, profit %s", a.From, a.Revenue, a.Goods, a.Items, a.Total, a.Fixed, a.Profit)
	if a.EvenRevenue != nil {
		t.say("  break-even at %s of revenue, %.1f units", *a.EvenRevenue, *a.EvenUnits)
	}
	if a.EvenDay != nil {
		t.say("  an average month breaks even on day %d", *a.EvenDay)
	}
	if a.Safety != nil {
		t.say("  margin of safety %.1f %%", 100**a.Safety)
	}
	if a.Leverage != nil {
		t.say("  operating leverage %.2f", *a.Leverage)
	}
	for _, it := range a.CostItems {
		t.say("  %-8s %-28s %14s  by the %s", it.Kind, it.Name, it.Cost, it.Driver)
	}
	t.say("%-32s %10s %12s %12s %12s %14s", "", "price from", "units", "price", "leaves each", "leaves")
	for _, r := range a.Rows[:min(shownRows, len(a.Rows))] {
		orDash := func(n *json.Number) string {
			if n == nil {
				return "-"
			}
			return n.String()
		}
		t.say("%-32s %10s %12s %12s %12s %14s", costsName(r.Code, r.Name), orDash(r.Band), r.Units, orDash(r.Price), orDash(r.Left), r.Total)
	}
}

// costsName is what people call a row.
func costsName(code, name string) string {
	for _, key := range []string{"insight.segment_" + code, "insightui.channel_" + code} {
		if code != "" && i18n.Has(key) {
			return i18n.T(key)
		}
	}
	if name == "" && code == "" {
		return i18n.T("insightcosts.row_none")
	}
	return name + code
}

// bookCostsChart shows the way from revenue to profit.
func bookCostsChart(r *costing.Result) chart.Spec {
	lines := r.Statement()
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightcosts.chart_statement"), Subtitle: asOf(r.Answer), N: r.N, Empty: emptyReason(r.N),
		YLabel: i18n.T("ctl.net_in", i18n.Args{"Currency": r.Currency})}
	spec.Categories = column(lines, func(l costing.Line) string { return i18n.T("insightcosts.line_" + l.Code) })
	spec.Series = []chart.Series{{Name: r.Currency, Values: amounts(lines, crm.Exponent(r.Currency), func(l costing.Line) crm.Amount { return l.Amount })}}
	return spec
}
