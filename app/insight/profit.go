package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/profit"
)

// PartProfit is what customers bring and what they cost.
const PartProfit = "profit"

func pt(key string, args ...i18n.Args) string { return i18n.T("insightprofit."+key, args...) }
func pn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightprofit."+key, count, args...)
}

// shownProfit is how many bars there are at most.
const shownProfit = 12

func profitControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return []fyne.CanvasObject{p.monthsField(&q.profitMonths),
		pick(p, "row", &q.profitBy, func(b profit.By) string { return pt("by_" + string(b)) }, profit.Customer, profit.Segment, profit.Group, profit.Source, profit.Country,
			profit.Product, profit.Category, profit.Channel), p.returnsField()}
}

func (k *asker) profitOptions(by profit.By) profit.Options {
	return profit.Options{AsOf: k.q.day(), From: k.q.from(k.q.profitMonths), By: by, Reading: k.q.reading(), Limits: k.settings.ProfitLimits, Progress: k.progress}
}

// profit answers what the rows bring and cost.
func (k *asker) profit() (*answer, error) {
	r, err := profit.Ask(k.ctx, k.facts, k.profitOptions(k.q.profitBy))
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.Total.Sales == 0 {
		a.empty = noneChosen
		return a, nil
	}
	switch {
	case r.Coverage == 0:
		a.headline = pt("headline_no_costs")
		a.spec.Empty = a.headline
	case r.By == profit.Customer:
		k.drainsHeadline(a, r)
		k.statementChart(a, r.Total)
	default:
		k.bestHeadline(a, r)
		k.profitBars(a, r)
	}
	a.spec.N, a.spec.Title = r.N, pt("chart_"+string(r.By))
	a.spec.YLabel, a.spec.Format, a.spec.TickFormat = k.facts.Currency, k.scale.write, k.scale.writeShort
	a.sheet = k.profitSheet(r)
	a.about = k.about(basis{n: customersAndOrders(r.Total.Customers, r.Total.Sales), method: profit.Method, rules: k.profitRules(r), coverage: r.Coverage, rest: "coverage_profit", needs: r.Needs})
	if carriesEffort(r) {
		a.about = k.reconciled(a.about, soldToKnown(r), r.Total.Net)
	}
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.behindProfit(ctx, r, key) }
	return a, nil
}

// soldToKnown is what people who bought and whom the book knows were sold.
func soldToKnown(r *profit.Result) crm.Amount {
	known := r.Total.Net
	for _, row := range r.Rows {
		if row.Kind == profit.WalkIn || row.Kind == profit.Gone || row.Kind == profit.NotYet {
			known -= row.Net
		}
	}
	return known
}

// carriesEffort reports whether the rows carry more than the goods.
func carriesEffort(r *profit.Result) bool { return len(r.Rows) > 0 && r.Rows[0].Effort != nil }

func (k *asker) profitRules(r *profit.Result) []string {
	if !carriesEffort(r) {
		return []string{pt("rule_goods"), k.returnsRule()}
	}
	rules := []string{pt("rule_people"), k.returnsRule()}
	if r.By == profit.Customer {
		drain, create := profitLimits(k.settings)
		rules = append(rules, pt("rule_limits", i18n.Args{"Drain": i18n.Percent(float64(drain)/100, 0), "Create": i18n.Percent(float64(create)/100, 0)}))
	}
	return rules
}

func profitLimits(s crm.Settings) (drain, create int) {
	if len(s.ProfitLimits) != 2 {
		return profit.DrainBelow, profit.CreateFrom
	}
	return s.ProfitLimits[0], s.ProfitLimits[1]
}

func (k *asker) drainsHeadline(a *answer, r *profit.Result) {
	if r.Drains == 0 {
		a.headline = pt("headline_fine", i18n.Args{"Amount": k.amount(r.Total.Profit)})
		a.action, a.actionKey = t("show_customers"), keyOf("line", "profit")
		return
	}
	a.headline = pn("headline_drains", r.Drains, i18n.Args{"Amount": k.amount(r.Lost), "Name": r.Worst()[0].Name})
	a.action, a.actionKey = pt("show_drains"), keyOf("drains", "")
}

func (k *asker) bestHeadline(a *answer, r *profit.Result) {
	all := r.Total.Contribution
	if carriesEffort(r) {
		all = r.Total.Profit
	}
	for _, row := range byEarned(r.Rows) {
		if row.Kind != profit.Named {
			continue
		}
		a.headline = pt("headline_best", i18n.Args{"Name": profitRowName(&row), "Amount": k.amount(earned(&row)), "All": k.amount(all)})
		if a.actionKey = profitRowKey(&row); a.actionKey != "" {
			a.action = pt("show_best")
		}
		return
	}
	a.headline = pt("headline_none", i18n.Args{"All": k.amount(all)})
}

// earned is what a bar shows: the profit, or the contribution of goods.
func earned(r *profit.Row) crm.Amount {
	if r.Effort != nil {
		return r.Profit
	}
	return r.Contribution
}

// byEarned puts the rows into the order of the bars, the most first.
func byEarned(rows []profit.Row) []profit.Row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b profit.Row) int { return cmp.Compare(earned(&b), earned(&a)) })
	return rows
}

// statementLine is a bar of the way from sales to profit.
type statementLine struct {
	code   string
	amount crm.Amount // as drawn: what costs is below zero
}

func statement(r profit.Row) []statementLine {
	lines := []statementLine{{"net", r.Net}}
	if r.Costed != r.Net {
		lines = append(lines, statementLine{"uncosted", r.Costed - r.Net})
	}
	lines = append(lines, statementLine{"cost", -r.Cost})
	if r.Effort == nil {
		return lines
	}
	return append(lines, statementLine{"serve", -r.Serve}, statementLine{"acquisition", -r.Acquisition}, statementLine{"rewards", -r.Rewards}, statementLine{"profit", r.Profit})
}

// statementChart draws what is left of the sales, step by step.
func (k *asker) statementChart(a *answer, total profit.Row) {
	one := chart.Series{Name: k.facts.Currency}
	for _, l := range statement(total) {
		a.spec.Categories = append(a.spec.Categories, pt("line_"+l.code))
		one.Values, one.Keys = append(one.Values, k.scale.of(l.amount)), append(one.Keys, keyOf("line", l.code))
	}
	a.spec.Kind, a.spec.Series = chart.Bar, []chart.Series{one}
}

func (k *asker) profitBars(a *answer, r *profit.Result) {
	one := chart.Series{Name: pt("line_contribution")}
	if carriesEffort(r) {
		one.Name = pt("line_profit")
	}
	for _, row := range byEarned(r.Rows)[:min(shownProfit, len(r.Rows))] {
		a.spec.Categories = append(a.spec.Categories, profitRowName(&row))
		one.Values, one.Keys = append(one.Values, k.scale.of(earned(&row))), append(one.Keys, profitRowKey(&row))
	}
	a.spec.Kind, a.spec.Series = chart.HBar, []chart.Series{one}
}

// profitRowName is what people call a row.
func profitRowName(r *profit.Row) string {
	if r.Kind != profit.Named {
		return pt("row_" + string(r.Kind))
	}
	for _, key := range []string{"insight.segment_" + r.Code, "insightui.channel_" + r.Code} {
		if r.Code != "" && i18n.Has(key) {
			return i18n.T(key)
		}
	}
	return cmp.Or(r.Name, r.Code)
}

// profitRowKey names a row; "" for one without records to open.
func profitRowKey(r *profit.Row) string {
	switch {
	case !r.ID.IsZero():
		return keyOf("row", r.ID.String())
	case r.Effort != nil && (r.Kind == profit.Named || r.Kind == profit.Nobody):
		return keyOf("code", r.Code)
	}
	return ""
}
