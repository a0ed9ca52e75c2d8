package insight

import (
	"context"
	"math"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/restock"
)

// PartRestock is what to order.
const PartRestock = "restock"

func restockt(key string, args ...i18n.Args) string { return i18n.T("insightrestock."+key, args...) }
func restockn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightrestock."+key, count, args...)
}

func restockControls(p *page) []fyne.CanvasObject {
	name := func(percent int) string {
		return restockt("service", i18n.Args{"Share": i18n.Percent(float64(percent)/100, 0)})
	}
	return []fyne.CanvasObject{pick(p, "service", &p.question.service, name, 80, 90, 95, 98)}
}

// restock answers what to order.
func (k *asker) restock() (*answer, error) {
	products, err := book.List[crm.Product](k.book)
	if err != nil {
		return nil, err
	}
	r, err := restock.Ask(k.ctx, k.facts, restock.Options{AsOf: k.q.day(), Service: k.q.service, Products: products, Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{sheet: &sheet{title: restockt("sheet"), wide: true, columns: restockColumns()}}
	for _, row := range r.Rows {
		a.sheet.rows = append(a.sheet.rows, restockRow(row))
	}
	restockHeadline(a, r)
	if len(r.Rows) == 0 {
		a.sheet, a.spec.Empty = nil, a.headline
	}
	a.about = k.about(basis{n: restockn("based", r.N), method: restock.Method, rules: []string{restockt("rule")}, coverage: r.Coverage, rest: "coverage_restock", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.soldOf(ctx, r, key) }
	return a, nil
}

func restockHeadline(a *answer, r *restock.Result) {
	count := map[restock.State]int{}
	for _, row := range r.Rows {
		count[row.State]++
	}
	switch {
	case count[restock.Order] > 0:
		first := r.Rows[0]
		a.headline = restockn("headline_order", count[restock.Order], i18n.Args{"Name": first.Name, "Order": i18n.Quantity(first.Order),
			"Stock": i18n.Quantity(first.Stock), "Expected": i18n.Quantity(roundUp(first.Expected))})
		a.action, a.actionKey = restockt("show_sales"), productKey(first.ID)
	case count[restock.Enough] > 0:
		a.headline = restockn("headline_enough", count[restock.Enough])
	default:
		a.headline = restockt("headline_unknown")
	}
}

func productKey(id crm.ID) string { return keyOf("product", id.String()) }

func restockColumns() []column {
	return []column{{title: restockt("col_product"), width: 190}, right(restockt("col_order")), {title: restockt("col_state"), width: 130}, right(restockt("col_stock")),
		right(restockt("col_expected")), right(restockt("col_safety")), right(restockt("col_left")), right(restockt("col_lead")),
		{title: restockt("col_counted"), width: 100, muted: true}, {title: restockt("col_sku"), width: 90, muted: true}}
}

// roundUp is a quantity in whole units.
func roundUp(q crm.Quantity) crm.Quantity {
	return crm.Quantity(math.Ceil(float64(q)/crm.QuantityScale)) * crm.QuantityScale
}

func restockRow(r restock.Row) sheetRow {
	number := func(q crm.Quantity, known bool) cell {
		if !known {
			return notKnown
		}
		return cell{text: i18n.Quantity(q), plain: q.String(), value: float64(q)}
	}
	count := func(n int, known bool) cell {
		return number(crm.Quantity(n)*crm.QuantityScale, known)
	}
	judged := r.State == restock.Order || r.State == restock.Enough
	tone := map[restock.State]ui.Tone{restock.Order: ui.Warn, restock.Enough: ui.Good, restock.Negative: ui.Bad}[r.State]
	counted := cell{text: "–"}
	if r.Counted != 0 {
		counted = cell{text: i18n.Date(r.Counted), plain: r.Counted.String()}
	}
	return sheetRow{key: productKey(r.ID), cells: []cell{{text: r.Name}, number(r.Order, judged), {text: restockt("state_" + string(r.State)), tone: tone}, number(r.Stock, r.Counted != 0),
		number(roundUp(r.Expected), judged), number(roundUp(r.Safety), judged), count(r.DaysLeft, r.DaysLeft >= 0), count(r.LeadDays, r.LeadDays > 0), counted, {text: r.SKU}}}
}

// soldOf lists the sales of a product in the last year.
func (k *asker) soldOf(ctx context.Context, r *restock.Result, key url.Values) (*listing, error) {
	at := slices.IndexFunc(r.Rows, func(row restock.Row) bool { return productKey(row.ID) == key.Encode() })
	if at < 0 {
		return nil, nil
	}
	l, err := k.salesList(ctx, k.salesWith(r.Rows[at].ID, k.q.day()-365, k.q.day()))
	if err != nil {
		return nil, err
	}
	l.title, l.text = restockt("title", i18n.Args{"Name": r.Rows[at].Name}), t("whole_sales")
	return l, nil
}

func restockScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-restock-sure", Route: at(PartRestock, ""), Act: changed(func(q *question) { q.service = 98 })}}
}
