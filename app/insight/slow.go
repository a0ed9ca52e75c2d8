package insight

import (
	"context"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/slow"
)

// PartSlow is the goods nobody has bought for a while.
const PartSlow = "slow"

// shownSlow is how many bars there are at most.
const shownSlow = 12

func slowt(key string, args ...i18n.Args) string { return i18n.T("insightslow."+key, args...) }
func slown(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightslow."+key, count, args...)
}

func slowControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{pick(p, "slow", &p.question.slow, func(days int) string { return nn("days", days) }, 7, 30, slow.Days, 180, 365)}
}

// slowGoods answers what nobody buys and what lies in it.
func (k *asker) slowGoods() (*answer, error) {
	products, err := book.List[crm.Product](k.book)
	if err != nil {
		return nil, err
	}
	r, err := slow.Ask(k.facts, slow.Options{AsOf: k.q.day(), Days: k.q.slow, Products: products})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if first := slices.Min(append([]crm.Date{r.AsOf}, k.facts.Doc.Date...)); r.N > 0 && first > r.AsOf-crm.Date(r.Days) {
		a.headline = slowt("headline_young", i18n.Args{"Date": i18n.Date(first), "Days": nn("days", r.Days)})
		r.Rows, r.Needs = nil, nil // not sold yet is not slow
	} else {
		k.slowHeadline(a, r)
	}
	k.slowChart(a, r)
	if len(r.Rows) > 0 {
		a.sheet = k.slowSheet(r)
	}
	a.about = k.about(basis{n: slown("based", r.N), method: slow.Method, rules: []string{slowt("rule")}, coverage: 1, needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.lastSold(ctx, r, key) }
	return a, nil
}

func (k *asker) slowHeadline(a *answer, r *slow.Result) {
	args := i18n.Args{"Days": nn("days", r.Days), "Value": k.amount(r.Value)}
	switch {
	case r.N == 0:
		a.headline = slowt("headline_no_goods")
	case len(r.Rows) == 0:
		a.headline = slowt("headline_none", args)
	case r.Value == 0:
		a.headline = slown("headline_unknown", len(r.Rows), args)
	default:
		args["Name"] = r.Rows[0].Name
		a.headline = slown("headline", len(r.Rows), args)
	}
}

// slowChart draws the money in the goods, the most first.
func (k *asker) slowChart(a *answer, r *slow.Result) {
	one := chart.Series{Name: slowt("col_value")}
	for _, row := range r.Rows {
		if row.Value != nil && *row.Value > 0 && len(one.Values) < shownSlow {
			a.spec.Categories = append(a.spec.Categories, row.Name)
			one.Values, one.Keys = append(one.Values, k.scale.of(*row.Value)), append(one.Keys, slowKey(row))
		}
	}
	a.spec.Kind, a.spec.Series, a.spec.N, a.spec.Title = chart.HBar, []chart.Series{one}, r.N, i18n.T("insightwhatif.slow_title")
	a.spec.YLabel, a.spec.Format, a.spec.TickFormat = k.facts.Currency, k.scale.write, k.scale.writeShort
	if len(one.Values) == 0 {
		a.spec.Series, a.spec.Empty = nil, a.headline
	}
}

// slowKey names the sales of a row; "" for one never sold.
func slowKey(r slow.Row) string {
	if r.Last == 0 {
		return ""
	}
	return productKey(r.ID)
}

func (k *asker) slowSheet(r *slow.Result) *sheet {
	s := &sheet{title: slowt("sheet"), columns: []column{{title: slowt("col_product"), width: 170}, right(slowt("col_value")), right(slowt("col_stock")),
		{title: slowt("col_last"), width: 100}, {title: slowt("col_margin"), right: true, byValue: true, muted: true},
		{title: slowt("col_counted"), width: 100, muted: true}, {title: slowt("col_sku"), width: 90, muted: true}}}
	for _, row := range r.Rows {
		stock, last, counted := notKnown, cell{text: slowt("never")}, cell{text: "–"}
		if row.Counted != 0 {
			stock = cell{text: i18n.Quantity(row.Stock), plain: row.Stock.String(), value: float64(row.Stock)}
			counted = cell{text: i18n.Date(row.Counted), plain: row.Counted.String()}
		}
		if row.Last != 0 {
			last = cell{text: i18n.Date(row.Last), plain: row.Last.String()}
		}
		s.rows = append(s.rows, sheetRow{key: slowKey(row), cells: []cell{{text: row.Name}, k.amountCell(row.Value), stock, last, k.amountCell(row.Margin), counted, {text: row.SKU}}})
	}
	return s
}

// lastSold lists the sales there were of a slow product.
func (k *asker) lastSold(ctx context.Context, r *slow.Result, key url.Values) (*listing, error) {
	at := slices.IndexFunc(r.Rows, func(row slow.Row) bool { return row.Last != 0 && slowKey(row) == key.Encode() })
	if at < 0 {
		return nil, nil
	}
	l, err := k.salesList(ctx, k.salesWith(r.Rows[at].ID, 0, k.q.day()))
	if err != nil {
		return nil, err
	}
	l.title, l.text = restockt("title", i18n.Args{"Name": r.Rows[at].Name}), t("whole_sales")
	return l, nil
}

func slowScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-slow-week", Route: at(PartSlow, ""), Act: changed(func(q *question) { q.slow = 7 })}}
}
