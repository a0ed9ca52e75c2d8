package insight

import (
	"context"
	"net/url"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/basket"
	"regulars/data/insight/offer"
	"regulars/data/insight/rfm"
)

// visit says what is bought together: on one sale, or on one day.
type visit string

const (
	oneSale visit = "sale"
	oneDay  visit = "day"
)

// behind says what a pair opens.
type behind string

const (
	bothSales behind = "sales"  // the sales with both
	offerTo   behind = "offers" // customers who know only the first
)

// shownPairs is how many pairs the chart holds.
const shownPairs = 12

// bt and bn are the texts of the pages about baskets and repurchase.
func bt(key string, args ...i18n.Args) string { return i18n.T("insightbasket."+key, args...) }

func bn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightbasket."+key, count, args...)
}

func (k *asker) rules() (*answer, error) {
	r, err := basket.Ask(k.facts, k.q.basketOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 && k.whyEmpty(k.q.windowStart()) == noneChosen {
		a.empty = noneChosen
		return a, nil
	}
	pairs := tellingPairs(r)
	k.rulesHeadline(a, r, pairs)
	k.rulesChart(a, r, pairs)
	a.about = k.about(basis{n: bn("baskets", r.N, i18n.Args{"Mixed": i18n.Integer(int64(r.Mixed))}), method: basket.Method,
		rules:    []string{bt("rule_telling", i18n.Args{"Count": i18n.Integer(int64(r.MinCount))}), bt("rule_rank"), k.windowRule()},
		coverage: r.Coverage, rest: "coverage_goods", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) {
		for _, row := range r.Rows {
			if len(row.If) != 1 || row.If[0].ID.String() != key.Get("if") || row.Then.ID.String() != key.Get("then") {
				continue
			}
			if k.q.behind == offerTo {
				return k.pairOffers(ctx, r, row)
			}
			return k.pairSales(ctx, r, row)
		}
		return nil, nil
	}
	return a, nil
}

func (q question) basketOptions() basket.Options {
	return basket.Options{AsOf: q.day(), Window: q.window, By: q.goods, SameDay: q.visit == oneDay, MaxLen: 2}
}

// tellingPairs keeps the better way round of each pair, the best first.
func tellingPairs(r *basket.Result) (rows []basket.Row) {
	type pair [2]crm.ID
	seen := map[pair]bool{}
	for _, row := range r.Rows {
		if !row.Telling || seen[pair{row.Then.ID, row.If[0].ID}] {
			continue
		}
		seen[pair{row.If[0].ID, row.Then.ID}] = true
		if rows = append(rows, row); len(rows) == shownPairs {
			break
		}
	}
	return rows
}

func pairKey(row basket.Row) string {
	return keyOf("if", row.If[0].ID.String(), "then", row.Then.ID.String())
}

func pairArgs(row basket.Row) i18n.Args {
	return i18n.Args{"If": row.If[0].Name, "Then": row.Then.Name, "Times": i18n.Number(row.Lift, 1)}
}

func (k *asker) rulesHeadline(a *answer, r *basket.Result, pairs []basket.Row) {
	switch {
	case len(pairs) > 0:
		a.headline = bn("headline_rule_"+string(k.q.visit), pairs[0].Count, pairArgs(pairs[0]))
		a.action, a.actionKey = t("show_sales"), pairKey(pairs[0])
		if k.q.behind == offerTo {
			a.action = bt("show_offers")
		}
	case r.N == 0:
		a.headline = bt("headline_no_goods_" + string(k.q.goods))
	case r.Mixed < basket.LeastMixed:
		a.headline = bn("headline_few_mixed", r.Mixed, i18n.Args{"All": n("sales", r.N)})
	default:
		a.headline = bt("rules_none")
	}
}

func (k *asker) rulesChart(a *answer, r *basket.Result, pairs []basket.Row) {
	one := chart.Series{Name: bt("times_short")}
	for _, row := range pairs {
		a.spec.Categories = append(a.spec.Categories, bt("pair", pairArgs(row)))
		one.Values, one.Keys = append(one.Values, row.Lift), append(one.Keys, pairKey(row))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{one}, r.N
	a.spec.YLabel = bt("times_as_often")
	a.spec.Format = func(v float64) string { return bt("times", i18n.Args{"Times": i18n.Number(v, 1)}) }
	a.spec.TickFormat = func(v float64) string { return i18n.Number(v, 0) }
	if len(pairs) == 0 {
		a.spec.Empty = a.headline
	}
}

// pairSales lists the sales with both sides of a rule.
func (k *asker) pairSales(ctx context.Context, r *basket.Result, row basket.Row) (*listing, error) {
	l, err := k.salesList(ctx, r.Records(row))
	if err != nil {
		return nil, err
	}
	args := pairArgs(row)
	args["Share"], args["Usual"] = i18n.Percent(row.Confidence, 0), i18n.Percent(float64(row.ThenCount)/float64(r.N), 0)
	args["Ifs"] = i18n.Integer(int64(row.IfCount))
	l.title, l.text, l.hint = bt("pair_title", args), bn("pair_text_"+string(k.q.visit), row.Count, args), k.pairHint(row)
	return l, nil
}

// pairHint says what the second side brings and what to do.
func (k *asker) pairHint(row basket.Row) string {
	args := pairArgs(row)
	args["Worth"] = k.amount(row.Worth)
	if row.WorthKnown {
		return bt("pair_hint_margin", args)
	}
	return bt("pair_hint_revenue", args)
}

// pairOffers lists the customers who bought the first but never the second,
// with what their sales of the first came to.
func (k *asker) pairOffers(ctx context.Context, r *basket.Result, row basket.Row) (*listing, error) {
	o := k.q.basketOptions()
	offers, err := offer.Ask(ctx, k.facts, offer.Options{AsOf: o.AsOf, Window: o.Window, By: o.By, Rules: []basket.Row{row}, Item: row.Then.ID, New: true})
	if err != nil {
		return nil, err
	}
	l := &listing{title: bt("offers_title", pairArgs(row)), text: bn("offers_text", len(offers.Rows), pairArgs(row)), hint: k.pairHint(row), currency: k.facts.Currency}
	for _, need := range offers.Needs {
		l.text = i18n.N("insight."+need.Code, need.Count)
	}
	bought := map[crm.ID]customerRow{}
	for _, c := range k.buyers(r.Records(basket.Row{If: row.If, Then: row.If[0]}), func(int32) string { return "" }) {
		bought[c.id] = c
	}
	for _, o := range offers.Rows {
		c := bought[o.ID]
		args := pairArgs(row)
		args["Name"], args["Share"], args["Segment"] = o.Name, i18n.Percent(o.Likelihood, 0), screen.SegmentName(rfm.Segment(o.Segment))
		c.why = bn("why_offer", o.N, args)
		l.customers = append(l.customers, c)
	}
	return l, nil
}

func rulesControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return []fyne.CanvasObject{p.windowField(),
		pick(p, "goods", &q.goods, func(b basket.By) string { return bt("goods_" + string(b)) }, basket.Product, basket.Category),
		pick(p, "visit", &q.visit, func(v visit) string { return bt("visit_" + string(v)) }, oneSale, oneDay),
		pick(p, "behind", &q.behind, func(b behind) string { return bt("behind_" + string(b)) }, bothSales, offerTo)}
}
