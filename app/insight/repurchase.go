package insight

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/repurchase"
	"regulars/data/insight/track"
)

// clockView is what the chart of the repurchase clock shows.
type clockView string

const (
	whoIsDue  clockView = "due"   // customers by week
	howSoon   clockView = "items" // goods by the time until they are bought again
	dueWeeks            = 4       // looked ahead, this one included
	shownWhy            = 3       // goods named in why a customer is due
	lateWeek            = -1
	shownSoon           = 12
)

func (k *asker) repurchase() (*answer, error) {
	r, err := repurchase.Ask(k.facts, repurchase.Options{AsOf: k.q.day(), By: k.q.clocks, Lead: k.q.lead, Ahead: 7*dueWeeks - 1, Reading: k.q.reading()})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	if k.keeps() {
		a.promises = track.Reminders(k.facts, k.q.day())
	}
	if k.q.clockView == howSoon {
		k.howSoonChart(a, r)
	} else {
		k.repurchaseHeadline(a, r)
		k.dueChart(a, r)
	}
	a.about = k.about(basis{n: t("and", i18n.Args{"A": n("customers", r.N), "B": bn("gaps", r.Shop.Gaps)}), method: repurchase.Method,
		rules: []string{bt("rule_shrunk"), bt("rule_lead", i18n.Args{"Days": days(r.Lead)})}, coverage: r.Coverage, rest: "coverage_clocks", needs: r.Needs})
	if r.Shop.Median >= 0 && r.Shop.Gaps > 0 {
		a.about = append(a.about, bn("half_back", int(r.Shop.Median), i18n.Args{"Completed": i18n.Integer(int64(r.Shop.Completed))}))
	}
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.dueCustomers(r, key), nil }
	return a, nil
}

// weekOf is the week from the as-of day, 0 for the first, in which a clock is due.
func weekOf(r *repurchase.Result, c repurchase.Clock) int {
	if c.Due < r.AsOf {
		return lateWeek
	}
	return int(c.Due-r.AsOf) / 7
}

// itemKey names a product, a category, or nothing for the whole shop.
func itemKey(it repurchase.Item) string {
	if it.ID.IsZero() {
		return keyOf("item", "")
	}
	return keyOf("item", it.ID.String())
}

func weekKey(week int) string { return keyOf("week", strconv.Itoa(week)) }

func weekName(week int) string {
	if week == lateWeek {
		return bt("week_late")
	}
	return bt("week_" + strconv.Itoa(week))
}

func days(count int) string { return i18n.N("format.span_days", count) }

// dueIn lists the clocks due in a week, and how many customers they are of.
func dueIn(r *repurchase.Result, week int) (clocks []repurchase.Clock, customers int) {
	seen := map[crm.ID]bool{}
	for _, c := range r.Rows {
		if weekOf(r, c) == week {
			clocks = append(clocks, c)
			seen[c.ID] = true
		}
	}
	return clocks, len(seen)
}

func (k *asker) repurchaseHeadline(a *answer, r *repurchase.Result) {
	if r.Running == 0 {
		a.headline = bt("headline_no_clock")
		return
	}
	for _, week := range []int{0, lateWeek, 1, 2, 3} {
		clocks, customers := dueIn(r, week)
		if customers == 0 {
			continue
		}
		key, c := "headline_due_later", clocks[0]
		switch week {
		case 0:
			key = "headline_due"
		case lateWeek:
			key, c = "headline_late", clocks[len(clocks)-1] // the one just missed
		}
		a.headline = bn(key, customers, i18n.Args{"Name": c.Name, "Item": k.itemName(c.ItemName), "Date": i18n.Date(c.Due)})
		a.action, a.actionKey = t("show_customers"), weekKey(week)
		return
	}
	a.headline = bn("headline_none_due", r.Running)
}

// itemName is what is bought again: a name, or anything at all.
func (k *asker) itemName(name string) string {
	if k.q.clocks == repurchase.Shop {
		return bt("anything")
	}
	return name
}

func (k *asker) dueChart(a *answer, r *repurchase.Result) {
	one := chart.Series{Name: t("customers_head")}
	for week := lateWeek; week < dueWeeks; week++ {
		_, customers := dueIn(r, week)
		a.spec.Categories = append(a.spec.Categories, weekName(week))
		one.Values, one.Keys = append(one.Values, float64(customers)), append(one.Keys, weekKey(week))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Bar, []chart.Series{one}, r.N
	a.spec.XLabel, a.spec.YLabel, a.spec.Format = bt("due"), t("customers_head"), whole
	if r.Running == 0 {
		a.spec.Empty = bt("headline_no_clock")
	}
}

func (k *asker) howSoonChart(a *answer, r *repurchase.Result) {
	half := chart.Series{Name: bt("half_by")}
	for _, it := range r.Items {
		if it.Median <= 0 || it.Gaps < repurchase.LeastGaps || len(half.Values) == shownSoon {
			continue
		}
		a.spec.Categories = append(a.spec.Categories, k.itemName(it.Name))
		half.Values, half.Keys = append(half.Values, it.Median), append(half.Keys, itemKey(it))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{half}, r.N
	a.spec.YLabel = bt("half_by")
	a.spec.Format = func(v float64) string { return days(int(v)) }
	a.spec.TickFormat = whole
	if len(half.Values) == 0 {
		a.headline = bt("headline_no_clock")
		a.spec.Empty = a.headline
		return
	}
	if k.q.clocks == repurchase.Shop {
		a.headline = bn("half_back", int(r.Shop.Median), i18n.Args{"Completed": i18n.Integer(int64(r.Shop.Completed))})
		return
	}
	soonest := slices.Index(half.Values, slices.Min(half.Values))
	a.headline = bt("headline_soon", i18n.Args{"Item": a.spec.Categories[soonest], "Days": days(int(half.Values[soonest]))})
	a.action, a.actionKey = t("show_customers"), half.Keys[soonest]
}

// dueCustomers lists those due in a week, or for an item.
func (k *asker) dueCustomers(r *repurchase.Result, key url.Values) *listing {
	l := &listing{currency: r.Currency}
	var clocks []repurchase.Clock
	if key.Has("item") {
		at := slices.IndexFunc(r.Items, func(it repurchase.Item) bool { return itemKey(it) == key.Encode() })
		if at < 0 {
			return nil
		}
		it := r.Items[at]
		for _, c := range r.Rows {
			if c.ItemID == it.ID {
				clocks = append(clocks, c)
			}
		}
		l.title = bt("title_item", i18n.Args{"Item": k.itemName(it.Name)})
		l.text = bn("item_text", it.Gaps, i18n.Args{"Days": days(int(it.Median)), "Customers": n("customers", it.Customers)})
	} else {
		week, err := strconv.Atoi(key.Get("week"))
		if err != nil || week < lateWeek || week >= dueWeeks {
			return nil
		}
		clocks, _ = dueIn(r, week)
		l.title, l.hint = weekName(week), bt("hint_due")
		if week == lateWeek {
			l.hint = bt("hint_late")
		}
	}
	l.customers = k.dueRows(clocks, r.Currency)
	return l
}

// dueRows makes one row of the clocks of a customer; their order stays.
func (k *asker) dueRows(clocks []repurchase.Clock, currency string) []customerRow {
	var rows []customerRow
	at, named := map[crm.ID]int{}, map[crm.ID]int{}
	for _, c := range clocks {
		i, known := at[c.ID]
		if !known {
			i = len(rows)
			at[c.ID] = i
			rows = append(rows, customerRow{id: c.ID, name: c.Name})
		}
		row := &rows[i]
		row.last, row.orders, row.net = max(row.last, c.Last), max(row.orders, c.Days), row.net+c.Usual
		if named[c.ID]++; named[c.ID] <= shownWhy {
			row.why = sentences(row.why, k.whyDue(c))
		}
	}
	for i, row := range rows {
		rows[i] = row.written(currency)
	}
	return rows
}

// whyDue is the arithmetic of a clock in words.
func (k *asker) whyDue(c repurchase.Clock) string {
	args := i18n.Args{"Item": k.itemName(c.ItemName), "Last": i18n.Date(c.Last), "Interval": days(c.Interval), "Due": i18n.Date(c.Due), "Remind": i18n.Date(c.Remind)}
	if c.Gaps > 0 {
		return bn("why_own", c.Gaps, args)
	}
	return bt("why_everybody", args)
}

func repurchaseControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return []fyne.CanvasObject{pick(p, "clock_view", &q.clockView, func(v clockView) string { return bt("view_" + string(v)) }, whoIsDue, howSoon),
		pick(p, "goods", &q.clocks, func(b repurchase.By) string { return bt("goods_" + string(b)) }, repurchase.Product, repurchase.Category, repurchase.Shop),
		pick(p, "lead", &q.lead, func(days int) string { return bn("lead", days) }, 2, 4, 7, 14)}
}
