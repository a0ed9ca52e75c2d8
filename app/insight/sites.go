package insight

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/sites"
)

// PartSites is what each place sells.
const PartSites = "sites"

// shownSites is how many places the chart holds at most.
const shownSites = 12

func sitet(key string, args ...i18n.Args) string { return i18n.T("insightsites."+key, args...) }

func sitesControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{pick(p, "window", &p.question.sitesDays, windowName, 91, 182, 364, 0), p.returnsField()}
}

// sites answers what each place sells, and what differs by more than chance.
func (k *asker) sites() (*answer, error) {
	o := sites.Options{AsOf: k.q.day(), Window: k.q.sitesDays, Reading: k.q.reading()}
	r, err := sites.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.Total.Orders == 0 && r.Total.Net == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.sitesHeadline(a, r)
	k.sitesChart(a, r)
	a.sheet = k.sitesSheet(r)
	a.more = k.sitesMore(r)
	a.about = k.about(basis{n: customersAndOrders(r.Total.Customers, r.Total.Orders), method: r.Method,
		rules:    append(k.sitesRules(r), k.returnsRule()),
		coverage: r.Total.Coverage, rest: "coverage_costs", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.siteSales(ctx, r, o, key) }
	return a, nil
}

// sitesRules say what the numbers stand on, and when a difference is told.
func (k *asker) sitesRules(r *sites.Result) []string {
	rules := []string{sitet("rule", i18n.Args{"From": i18n.Date(r.From)})}
	if r.Shared > 0 {
		rules = append(rules, i18n.N("insightsites.shared", r.Shared))
	}
	if r.Places > 1 {
		rules = append(rules, sitet("rule_chance"))
	}
	return rules
}

// siteName is what people call a row.
func siteName(row sites.Row) string {
	switch row.Name {
	case "":
		return i18n.T("sites.none")
	case row.Site:
		return i18n.T("sites.gone")
	}
	return row.Name
}

// everySite is the key of the total.
const everySite = "all"

func siteKey(site string, before bool) string {
	return keyOf("site", "-"+site, "before", strconv.FormatBool(before))
}

// sitesHeadline names the strongest place and what differs, or tells a
// business with a single place how to add another.
func (k *asker) sitesHeadline(a *answer, r *sites.Result) {
	first := r.Rows[0]
	if r.Places < 2 || r.N == 0 {
		switch {
		case r.Places == 0:
			a.headline = sitet("headline_no_place")
		case r.Places == 1:
			a.headline = sitet("headline_one_place", i18n.Args{"Place": siteName(first)})
		default:
			a.headline = sitet("headline_none_noted")
		}
		a.action, a.actionRoute = sitet("add"), screen.Route{Screen: screen.Settings, Part: "sites"}
		return
	}
	a.headline = sentences(sitet("headline", i18n.Args{"Place": siteName(first), "Share": i18n.Percent(first.Share, 0)}), k.difference(r))
	a.action, a.actionKey = t("show_sales"), siteKey(first.Site, false)
}

// difference is the first order that is more than chance, or else the first
// such change; the strongest place, named already, comes last for its orders.
func (k *asker) difference(r *sites.Result) string {
	for _, row := range append(r.Rows[1:len(r.Rows):len(r.Rows)], r.Rows[0]) {
		if row.Against != "" {
			return sitet("order_"+string(row.Against), i18n.Args{"Place": siteName(row), "Order": k.amount(*row.AverageOrder)})
		}
	}
	for _, row := range r.Rows {
		if row.Change != "" && row.Site != "" {
			return sitet("change_"+string(row.Change), i18n.Args{"Place": siteName(row), "Before": k.amount(row.Before.Net), "Now": k.amount(row.Net)})
		}
	}
	if r.Compared() {
		return sitet("no_difference")
	}
	return sitet("too_early")
}

// sellers are the rows that sold something, and all places.
func sellers(r *sites.Result) (rows []sites.Row) {
	for _, row := range r.Rows {
		if row.Site != "" || row.Net != 0 || row.Orders > 0 || row.Before != nil && (row.Before.Net != 0 || row.Before.Orders > 0) {
			rows = append(rows, row)
		}
	}
	return rows
}

// sitesChart has the net of each place, beside that of as many days before.
func (k *asker) sitesChart(a *answer, r *sites.Result) {
	now, before := chart.Series{Name: sitet("now")}, chart.Series{Name: sitet("before")}
	rows := sellers(r)
	for _, row := range rows[:min(len(rows), shownSites)] {
		a.spec.Categories = append(a.spec.Categories, siteName(row))
		now.Values, now.Keys = append(now.Values, k.scale.of(row.Net)), append(now.Keys, siteKey(row.Site, false))
		if row.Before != nil {
			before.Values, before.Keys = append(before.Values, k.scale.of(row.Before.Net)), append(before.Keys, siteKey(row.Site, true))
		}
	}
	a.spec.Kind, a.spec.N, a.spec.YLabel, a.spec.Series = chart.GroupedBar, r.Total.Orders, sitet("net"), []chart.Series{now}
	if r.Total.Before != nil {
		a.spec.Series = []chart.Series{before, now}
	}
	a.spec.Format, a.spec.TickFormat = k.scale.write, k.scale.writeShort
}

// siteRows makes the rows of a sheet: one a place, and the total.
func siteRows(r *sites.Result, cells func(sites.Row) []cell) (rows []sheetRow) {
	for _, row := range sellers(r) {
		rows = append(rows, sheetRow{key: siteKey(row.Site, false), cells: append([]cell{{text: siteName(row)}}, cells(row)...)})
	}
	return append(rows, sheetRow{key: siteKey(everySite, false), cells: append([]cell{{text: sitet("total")}}, cells(r.Total)...)})
}

func (k *asker) sitesSheet(r *sites.Result) *sheet {
	return &sheet{title: sitet("sheet_sold"), wide: true, columns: append([]column{{title: i18n.T("sites.place"), width: 200}},
		numberColumns(t("orders_head"), t("customers_head"), sitet("units"), sitet("net"), sitet("left"), sitet("costs_known"), sitet("share"))...),
		rows: siteRows(r, func(row sites.Row) []cell {
			left, known := notKnown, row.Coverage
			if known > 0 {
				left = k.moneyCell(row.Contribution)
			}
			return []cell{countCell(row.Orders), countCell(row.Customers), {text: i18n.Quantity(row.Units), plain: row.Units.String(), value: float64(row.Units)},
				k.moneyCell(row.Net), left, {text: coverageText(known), value: known}, usedCell(&row.Share)}
		})}
}

// sitesMore are what differs, and how rooms and chairs are used.
func (k *asker) sitesMore(r *sites.Result) []*sheet {
	var more []*sheet
	if r.Places > 1 {
		more = append(more, &sheet{title: sitet("sheet_differs"), wide: true, rows: siteRows(r, k.differsCells), columns: []column{{title: i18n.T("sites.place"), width: 170},
			{title: sitet("order"), right: true, byValue: true}, {title: sitet("against"), right: true}, {title: sitet("change"), right: true},
			{title: sitet("busiest"), right: true}, {title: sitet("between"), right: true}, {title: sitet("before"), right: true, byValue: true}}})
	}
	if slices.ContainsFunc(r.Rows, func(row sites.Row) bool { return row.Site != "" && row.Nights.Resources+row.Slots.Resources > 0 }) {
		more = append(more, k.useSheet(r))
	}
	return more
}

func (k *asker) differsCells(row sites.Row) []cell {
	between, before := cell{text: sitet("too_few")}, notKnown
	if row.Low != nil {
		between.text = sitet("range", i18n.Args{"Low": k.amount(*row.Low), "High": k.amount(*row.High)})
	}
	if row.Before != nil {
		before = k.moneyCell(row.Before.Net)
	}
	busiest := sitet("no_day")
	if row.Busy {
		busiest = sitet("day", i18n.Args{"Day": i18n.Weekday(time.Weekday(row.Weekday % 7)), "Share": i18n.Percent(row.BusyShare, 0)})
	}
	return []cell{k.amountCell(row.AverageOrder), calledCell(row.Against, "called_"), k.changeCell(row), {text: busiest}, between, before}
}

// calledCell is a difference in a word.
func calledCell(c sites.Called, key string) cell {
	tones := map[sites.Called]ui.Tone{sites.Higher: ui.Good, sites.Lower: ui.Warn}
	if c == "" {
		return cell{text: "–"}
	}
	return cell{text: sitet(key + string(c)), tone: tones[c]}
}

// changeCell says what changed, where that is more than chance.
func (k *asker) changeCell(row sites.Row) cell {
	switch {
	case row.Before == nil:
		return cell{text: "–"}
	case row.Change == "":
		return cell{text: sitet("chance")}
	case row.Before.Net <= 0:
		return calledCell(row.Change, "called_")
	}
	c := calledCell(row.Change, "changed_")
	difference := row.Net - row.Before.Net
	c.text = sitet("changed_"+string(row.Change), i18n.Args{"Share": percent(int64(max(difference, -difference)), int64(row.Before.Net))})
	return c
}

// useSheet is how rooms and chairs of each place are used.
func (k *asker) useSheet(r *sites.Result) *sheet {
	s := &sheet{title: sitet("sheet_use"), wide: true, columns: append([]column{{title: i18n.T("sites.place"), width: 200}, {title: sitet("sold_by"), width: 150}},
		numberColumns(kt("offered"), kt("sold"), kt("occupancy"), kt("rate"), sitet("net"))...)}
	add := func(name string, u sites.Use, by string) {
		if u.Resources > 0 {
			s.rows = append(s.rows, sheetRow{cells: []cell{{text: name}, {text: sitet(by)}, countCell(u.Offered), countCell(u.Sold), usedCell(u.Occupancy), k.amountCell(u.Rate), k.moneyCell(u.Net)}})
		}
	}
	for _, row := range r.Rows {
		add(siteName(row), row.Nights, "nights")
		add(siteName(row), row.Slots, "slots")
	}
	add(sitet("total"), r.Total.Nights, "nights")
	add(sitet("total"), r.Total.Slots, "slots")
	return s
}

// siteSales lists the sales of a row.
func (k *asker) siteSales(ctx context.Context, r *sites.Result, o sites.Options, key url.Values) (*listing, error) {
	site, before := key.Get("site"), key.Get("before") == "true"
	title, docs := "", []int32(nil)
	for _, row := range r.Rows {
		if site == "-"+everySite || site == "-"+row.Site {
			title = siteName(row)
			docs = append(docs, sites.Records(k.facts, o, row.Site, before)...)
		}
	}
	if len(docs) == 0 {
		return nil, nil
	}
	if site == "-"+everySite {
		title = sitet("total")
	}
	l, err := k.salesList(ctx, docs)
	if err != nil {
		return nil, err
	}
	l.title = title
	if before {
		l.title = i18n.List(title, sitet("before"))
	}
	return l, nil
}

// sitesScenes are a business with one place, and one whose rooms and seats
// stand at its two places.
func sitesScenes() []screen.Scene {
	write := func(fn func(*book.Tx, *page) error) func(screen.Screen) {
		return func(s screen.Screen) {
			p := s.(*page)
			if _, err := p.env.Book.Update("", func(tx *book.Tx) error { return fn(tx, p) }); err != nil {
				p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
			}
			changed(func(q *question) { q.sitesDays = 182 })(s)
		}
	}
	return []screen.Scene{
		{Name: "insight-sites-single", Empty: true, Route: at(PartSites, ""), Act: write(oneSite)},
		{Name: "insight-sites-rooms", Route: at(PartSites, ""), Act: func(s screen.Screen) {
			write(roomsAtSites)(s)
			below(s)
		}},
	}
}

// oneSite is a young shop with a single place.
func oneSite(tx *book.Tx, p *page) error {
	shop := &crm.Site{Name: "Bridge Street"}
	if err := tx.Put(shop); err != nil {
		return err
	}
	for day := range crm.Date(40) {
		d := &crm.SalesDocument{DocType: crm.Order, Status: crm.Paid, Date: p.env.Today() - day, Currency: "EUR", Site: shop.ID,
			Lines: []crm.Line{{Description: "Roses", Quantity: crm.QuantityScale, Price: 12 * crm.PriceScale, Net: 1200}}}
		if err := d.Sum(); err != nil {
			return err
		}
		if err := tx.Put(d); err != nil {
			return err
		}
	}
	return nil
}

// roomsAtSites puts what can be booked at the places in turn.
func roomsAtSites(tx *book.Tx, _ *page) error {
	places, err := book.List[crm.Site](tx)
	if err != nil || len(places) == 0 {
		return err
	}
	resources, err := book.List[crm.Resource](tx)
	for i, r := range resources {
		r.Site = places[i%len(places)].ID
		if err := tx.Put(r); err != nil {
			return err
		}
	}
	return err
}
