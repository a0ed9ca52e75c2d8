package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/breakeven"
	"regulars/data/insight/costing"
)

// PartCosts is whether what sales leave covers what the business costs.
const PartCosts = "costs"

func ct(key string, args ...i18n.Args) string { return i18n.T("insightcosts."+key, args...) }

// costsView is what the chart shows.
type costsView string

const (
	costsStatement costsView = "statement" // from sales to profit
	costsMonths    costsView = "months"    // what is left and what it must cover
)

// costsChoice is what the owner can choose.
type costsChoice struct {
	months int
	by     costing.By
	bands  bool
	step   int // per cent of a price change tried
	view   costsView
}

func defaultCosts() costsChoice {
	return costsChoice{months: 12, by: costing.Product, step: -10, view: costsStatement}
}

func costsControls(p *page) []fyne.CanvasObject {
	q := &p.question.costs
	step := func(percent int) string { return signedPercent(float64(percent) / 100) }
	return []fyne.CanvasObject{p.monthsField(&q.months),
		pick(p, "row", &q.by, func(b costing.By) string { return pt("by_" + string(b)) }, costing.Product, costing.Category, costing.Segment, costing.Group, costing.Channel),
		pick(p, "price_bands", &q.bands, func(on bool) string { return ct("bands_" + strconv.FormatBool(on)) }, false, true),
		pick(p, "price_step", &q.step, step, -20, -10, -5, 5, 10, 20),
		pick(p, "costs_view", &q.view, func(v costsView) string { return ct("view_" + string(v)) }, costsStatement, costsMonths)}
}

// costs answers what sales leave and what they must cover.
func (k *asker) costs() (*answer, error) {
	q := k.q.costs
	o := costing.Options{AsOf: k.q.day(), From: k.q.from(q.months), By: q.by, Bands: q.bands, Reading: insight.Reading{Returns: k.q.returns}}
	if q.months == 0 {
		o.From = 1 // since the first sale
	}
	r, err := costing.Ask(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.Total.Units == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.costsHeadline(a, r)
	if r.Total.Units == r.Total.Unknown {
		a.spec.Empty = a.headline
	} else if q.view == costsMonths {
		k.costsByMonth(a, r)
	} else {
		k.costsBars(a, r)
	}
	a.spec.Title, a.spec.N = ct("chart_"+string(q.view)), r.N
	a.spec.YLabel, a.spec.Format, a.spec.TickFormat = k.facts.Currency, k.scale.write, k.scale.writeShort
	a.sheet = k.costsSheet(r)
	rules := []string{ct("rule", i18n.Args{"From": i18n.Date(r.From)}), ct("rule_fixed"), k.returnsRule()}
	a.about = k.about(basis{n: n("orders", r.N), method: r.Method, rules: rules, coverage: r.Coverage, rest: "coverage_profit", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.behindCosts(ctx, r, key) }
	return a, nil
}

func (k *asker) costsHeadline(a *answer, r *costing.Result) {
	args := i18n.Args{"Left": k.amount(r.Total.Contribution), "Revenue": k.amount(r.Total.Net), "Fixed": k.amount(r.Fixed), "Profit": k.amount(r.Profit),
		"Missing": k.amount(-r.Profit), "Day": i18n.Integer(int64(r.EvenDay)), "Share": coverageText(r.Coverage)}
	toSettings := func() { a.action, a.actionRoute = ct("enter"), screen.Route{Screen: screen.Settings, Part: "running"} }
	day := "headline_day"
	if withBookings(r) {
		day = "headline_day_booked"
	}
	switch {
	case r.Total.Units == r.Total.Unknown:
		a.headline = ct("headline_no_costs")
		a.action, a.actionRoute = ct("enter_goods"), screen.Route{Screen: screen.Sales, Part: "products"}
	case r.Fixed == 0:
		a.headline = ct("headline_no_fixed", args)
		toSettings()
	case r.EvenDay > 0:
		a.headline = ct(day, args)
	case r.Profit < 0:
		a.headline = ct("headline_short", args)
	default:
		a.headline = ct("headline_profit", args)
	}
	if !r.Covered() {
		a.alarm = ct("headline_uncovered", args)
	}
	if a.action == "" && len(r.Rows) > 0 {
		if a.actionKey = costsKey(&r.Rows[0]); a.actionKey != "" {
			a.action = ct("show_best")
		}
	}
}

// withBookings reports whether some of the money comes from what was booked.
func withBookings(r *costing.Result) bool {
	return slices.ContainsFunc(r.Rows, func(row costing.Row) bool { return row.Resource && row.Net != 0 })
}

func (k *asker) costsBars(a *answer, r *costing.Result) {
	one := chart.Series{Name: k.facts.Currency}
	for _, l := range r.Statement() {
		name := ct("line_" + l.Code)
		if l.Code == "revenue" && withBookings(r) {
			name = ct("line_booked")
		}
		a.spec.Categories = append(a.spec.Categories, name)
		one.Values = append(one.Values, k.scale.of(l.Amount))
	}
	a.spec.Kind, a.spec.Series = chart.HBar, []chart.Series{one}
}

// costsByMonth draws what is left of each month beside what it must cover.
func (k *asker) costsByMonth(a *answer, r *costing.Result) {
	left, fixed := chart.Series{Name: ct("line_contribution")}, chart.Series{Name: ct("line_fixed")}
	for _, m := range r.Months {
		a.spec.Categories = append(a.spec.Categories, i18n.MonthShort(m.Start))
		left.Values, fixed.Values = append(left.Values, k.scale.of(m.Contribution)), append(fixed.Values, k.scale.of(m.Fixed))
		key := keyOf("month", m.Start.String())
		left.Keys, fixed.Keys = append(left.Keys, key), append(fixed.Keys, key)
	}
	a.spec.Kind, a.spec.Series = chart.Line, []chart.Series{left, fixed}
}

// costsKey names a row; "" for one without sales to open.
func costsKey(row *costing.Row) string {
	if row.ID.IsZero() || row.Resource {
		return ""
	}
	return keyOf("row", row.ID.String())
}

// costsName is what people call a row.
func costsName(r *costing.Result, row *costing.Row) string {
	name := cmp.Or(row.Name, row.Code)
	for _, key := range []string{"insight.segment_" + row.Code, "insightui.channel_" + row.Code} {
		if row.Code != "" && i18n.Has(key) {
			name = i18n.T(key)
		}
	}
	switch {
	case row.Resource:
		name = ct("row_booked", i18n.Args{"Name": row.Name})
	case name == "":
		name = ct("row_none")
	}
	if len(r.Bands) < 2 || row.Resource {
		return name
	}
	return ct("row_from", i18n.Args{"Name": name, "Price": i18n.Price(r.Bands[row.Band], r.Currency)})
}

func (k *asker) costsSheet(r *costing.Result) *sheet {
	num := func(title string, muted bool) column {
		return column{title: title, right: true, byValue: true, muted: muted}
	}
	s := &sheet{title: ct("sheet_title"), wide: true, columns: []column{{title: pt("by_" + string(k.q.costs.by)), width: 200}, num(ct("col_left"), false), num(ct("col_units"), false),
		num(ct("line_contribution"), false), num(ct("col_known"), false), num(ct("col_step", i18n.Args{"Step": signedPercent(float64(k.q.costs.step) / 100)}), false),
		num(ct("col_even"), true), num(ct("col_price"), true), num(ct("col_variable"), true)}}
	s.rows = append(s.rows, sheetRow{cells: k.costsTotal(r)})
	for i := range r.Rows {
		row := &r.Rows[i]
		s.rows = append(s.rows, sheetRow{cells: k.costsCells(r, row), key: costsKey(row)})
	}
	return s
}

// costsTotal is the line of everything: a unit of all has no price.
func (k *asker) costsTotal(r *costing.Result) []cell {
	even := cell{}
	if r.EvenUnits != nil {
		even = unitsCell(*r.EvenUnits)
	}
	return []cell{{text: ct("row_all")}, {}, unitsCell(float64(r.Total.Units) / crm.QuantityScale), k.moneyCell(r.Total.Contribution), knownCell(&r.Total), {}, even, {}, {}}
}

func (k *asker) costsCells(r *costing.Result, row *costing.Row) []cell {
	cells := []cell{{text: costsName(r, row)}, {}, unitsCell(float64(row.Units) / crm.QuantityScale), k.moneyCell(row.Contribution), knownCell(&row.Sums), {}, {}, {}, {}}
	if !row.Known {
		return cells
	}
	cells[1], cells[7], cells[8] = k.priceCell(row.Left), k.priceCell(row.Price), k.priceCell(row.Variable)
	if row.Left < 0 {
		cells[1].tone = ui.Bad
	}
	if v, ok := breakeven.VolumeChange(row.Price, row.Price+row.Price*crm.Price(k.q.costs.step)/100, row.Variable); ok {
		cells[5] = cell{text: signedPercent(v), value: v}
	} else {
		cells[5] = cell{text: ct("never"), value: 1e9}
	}
	if row.EvenUnits != nil {
		cells[6] = unitsCell(*row.EvenUnits)
	}
	return cells
}

func (k *asker) priceCell(p crm.Price) cell {
	return cell{text: i18n.Price(p, k.facts.Currency), plain: p.String(), value: float64(p)}
}

func unitsCell(v float64) cell {
	return cell{text: i18n.Number(v, 0), value: v}
}

// knownCell is the share of the units whose cost is known, in red when too few.
func knownCell(t *costing.Sums) cell {
	v := insight.Ratio(t.Units-t.Unknown, t.Units)
	c := cell{text: coverageText(v), value: v}
	if v < costing.LeastCoverage {
		c.tone = ui.Bad
	}
	return c
}

// behindCosts lists the sales of a product, a category or a month.
func (k *asker) behindCosts(ctx context.Context, r *costing.Result, key url.Values) (*listing, error) {
	if key.Has("month") {
		for _, m := range r.Months {
			if m.Start.String() == key.Get("month") {
				l, err := k.salesWhere(ctx, max(m.Start, r.From), min(m.Start.AddMonths(1)-1, r.AsOf), func(int32) bool { return true })
				if l != nil {
					l.title = i18n.Month(m.Start)
				}
				return l, err
			}
		}
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		if costsKey(row) == "" || !key.Has("row") || row.ID.String() != key.Get("row") {
			continue
		}
		l, err := k.salesWhere(ctx, r.From, r.AsOf, func(line int32) bool { return k.goodsID(line) == row.ID })
		if l != nil {
			l.title = row.Name
		}
		return l, err
	}
	return nil, nil
}

// goodsID is the product or category of a line, as the rows are.
func (k *asker) goodsID(line int32) (id crm.ID) {
	p := k.facts.Line.Product[line]
	if p == facts.None {
		return id
	}
	if k.q.costs.by != costing.Category {
		return k.facts.Product.ID[p]
	}
	if p = k.facts.Product.Category[p]; p == facts.None {
		return id
	}
	return k.facts.Category.ID[p]
}

// salesWhere lists the sales from day to day with a line that fits.
func (k *asker) salesWhere(ctx context.Context, from, to crm.Date, fits func(line int32) bool) (*listing, error) {
	var docs []int32
	s := k.facts
	for i := range s.Doc.ID {
		if !insight.Counted(s, i, from, to) {
			continue
		}
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			if fits(l) {
				docs = append(docs, int32(i))
				break
			}
		}
	}
	return k.salesList(ctx, docs)
}

func costsScenes() []screen.Scene {
	scene := func(name string, change func(*costsChoice)) screen.Scene {
		return screen.Scene{Name: "insight-costs-" + name, Route: at(PartCosts, ""), Act: changed(func(q *question) { change(&q.costs) })}
	}
	none := screen.Scene{Name: "insight-costs-none", Empty: true, Route: at(PartCosts, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		_, _ = p.env.Book.Update("", func(tx *book.Tx) error {
			settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
			if err != nil {
				return err
			}
			return tx.Put(&crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Number: "1", Date: p.env.Today(), Currency: settings.BaseCurrency,
				Lines: []crm.Line{{Description: ct("row_all"), Quantity: 12 * crm.QuantityScale, Price: 5 * crm.PriceScale, Net: 6000}}, Net: 6000, BaseNet: 6000})
		})
		p.Show(at(PartCosts, ""))
	}}
	return []screen.Scene{none, scene("months", func(q *costsChoice) { q.view = costsMonths }), scene("bands", func(q *costsChoice) { q.by, q.bands = costing.Segment, true })}
}
