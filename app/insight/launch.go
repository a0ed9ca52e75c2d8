package insight

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/launch"
)

// PartLaunch is what a new product will sell.
const PartLaunch = "launch"

// band is a third of the prices in the book.
type band string

const (
	anyPrice    band = "any"
	lowPrice    band = "low"
	middlePrice band = "middle"
	highPrice   band = "high"
)

// launching is what the owner chooses of a new product.
type launching struct {
	category crm.ID // zero: any
	price    band
}

func launcht(key string, args ...i18n.Args) string { return i18n.T("insightlaunch."+key, args...) }

func launchControls(p *page) []fyne.CanvasObject {
	of := &p.question.launching
	ids, names := []crm.ID{{}}, map[crm.ID]string{{}: launcht("any_category")}
	if s, err := p.env.Book.Facts(); err == nil {
		for i, id := range s.Category.ID {
			ids, names[id] = append(ids, id), s.Category.Name[i]
		}
	}
	slices.SortStableFunc(ids[1:], func(a, b crm.ID) int { return strings.Compare(names[a], names[b]) })
	return []fyne.CanvasObject{pick(p, "launch_category", &of.category, func(id crm.ID) string { return names[id] }, ids...),
		pick(p, "launch_price", &of.price, func(b band) string { return launcht("price_" + string(b)) }, anyPrice, lowPrice, middlePrice, highPrice)}
}

func (k *asker) launchOptions() launch.Options {
	o := launch.Options{AsOf: k.q.day(), Category: k.q.launching.category}
	low, high := launch.Thirds(k.facts, o.AsOf)
	switch k.q.launching.price {
	case lowPrice:
		o.High = low
	case middlePrice:
		o.Low, o.High = low, high
	case highPrice:
		o.Low = high
	}
	return o
}

// launch answers what a new product will sell.
func (k *asker) launch() (*answer, error) {
	x, err := launch.Ask(k.facts, k.launchOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if x.Launches == 0 {
		x.Coverage = 1 // nothing is left out
	}
	rules := []string{launcht("rule_near")}
	if x.Known {
		a.headline = launcht("headline", i18n.Args{"Mid": whole(x.Mid), "Low": whole(x.Low), "High": whole(x.High), "Name": x.Rows[0].Name})
		a.action, a.actionKey = t("show_sales"), launchKey(x.Rows[0].ID)
		rules = append(rules, launcht("rule", i18n.Args{"Share": i18n.Percent(x.Between, 0)}))
		k.launchChart(a, x)
	} else {
		if a.headline = launcht("headline_none"); x.N > 0 {
			a.headline = i18n.N("insightlaunch.headline_few", x.N)
		}
		a.spec.Empty = a.headline
	}
	if len(x.Rows) > 0 {
		a.sheet = k.launchSheet(x)
	}
	a.about = k.about(basis{n: i18n.N("insightlaunch.launches", x.N), method: launch.Method, rules: rules, coverage: x.Coverage, rest: "coverage_launch", needs: x.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.firstSales(ctx, x, key) }
	return a, nil
}

func launchKey(id crm.ID) string { return keyOf("launch", id.String()) }

func (k *asker) launchChart(a *answer, x *launch.Estimate) {
	one := chart.Series{Name: launcht("chart_y")}
	for _, g := range x.Groups {
		a.spec.Categories = append(a.spec.Categories, screen.GroupName(demand.Group, demand.GroupHead{Code: g.Code}))
		one.Values = append(one.Values, math.Round(g.Units*10)/10)
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{one}, x.N
	a.spec.Title, a.spec.XLabel, a.spec.YLabel, a.spec.Format = launcht("chart"), launcht("chart_x"), launcht("chart_y"), func(v float64) string { return i18n.Number(v, 1) }
}

func (k *asker) launchSheet(x *launch.Estimate) *sheet {
	s := &sheet{title: launcht("sheet"), columns: []column{{title: launcht("col_product"), width: 180}, right(launcht("col_estimate")), right(launcht("col_units")),
		right(launcht("col_price")), {title: launcht("col_first"), width: 110, byValue: true}, {title: launcht("col_category"), width: 140, muted: true}}}
	for _, r := range x.Rows {
		s.rows = append(s.rows, sheetRow{key: launchKey(r.ID), cells: []cell{{text: r.Name}, {text: i18n.Number(r.Estimate, 0), value: r.Estimate},
			{text: i18n.Quantity(r.Units), plain: r.Units.String(), value: float64(r.Units)}, k.moneyCell(r.Price),
			{text: i18n.Date(r.First), plain: r.First.String(), value: float64(r.First)}, {text: r.Category}}})
	}
	return s
}

// firstSales lists the sales of an analogue in its first 90 days.
func (k *asker) firstSales(ctx context.Context, x *launch.Estimate, key url.Values) (*listing, error) {
	at := slices.IndexFunc(x.Rows, func(r launch.Analogue) bool { return launchKey(r.ID) == key.Encode() })
	if at < 0 {
		return nil, nil
	}
	r := x.Rows[at]
	l, err := k.salesList(ctx, k.salesWith(r.ID, r.First, min(r.First+launch.Days-1, k.q.day())))
	if err != nil {
		return nil, err
	}
	l.title, l.text = r.Name, t("whole_sales")
	return l, nil
}

// salesWith are the documents with a product from one day to another.
func (k *asker) salesWith(id crm.ID, from, to crm.Date) (docs []int32) {
	s := k.facts
	for i := range s.Doc.ID {
		if !insight.Counted(s, i, from, to) {
			continue
		}
		lines := s.Line.Product[s.Doc.First[i] : s.Doc.First[i]+s.Doc.Lines[i]]
		if slices.ContainsFunc(lines, func(p int32) bool { return p >= 0 && s.Product.ID[p] == id }) {
			docs = append(docs, int32(i))
		}
	}
	return docs
}

func launchScenes() []screen.Scene {
	filled := func(name string, act func(screen.Screen)) screen.Scene {
		return screen.Scene{Name: "insight-launch-filled" + name, Empty: true, Route: at(PartLaunch, ""), Act: func(s screen.Screen) {
			openBakery(s)
			act(s)
		}}
	}
	return []screen.Scene{filled("", func(screen.Screen) {}),
		filled("-table", func(s screen.Screen) { s.(*page).frame.chart.ShowTable(true) }),
		filled("-price", changed(func(q *question) { q.launching.price = lowPrice })),
		filled("-records", func(s screen.Screen) {
			p := s.(*page)
			p.Show(at(PartLaunch, p.answer.actionKey))
		})}
}
