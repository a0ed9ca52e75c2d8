package insight

import (
	"context"
	"net/url"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/newreturning"
	"regulars/data/insight/period"
)

// groupCodes name the groups in keys.
func groupCodes() [3]string {
	return [...]string{newreturning.New: "new", newreturning.Returning: "returning", newreturning.WalkIn: "walk_in"}
}

func (k *asker) newReturning() (*answer, error) {
	o := newreturning.Options{AsOf: k.q.day(), Unit: k.q.unit, From: k.q.from(k.q.history), Reading: k.q.reading()}
	x, err := newreturning.Count(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if len(x.Rows) == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.newReturningHeadline(a, x.Rows)
	k.newReturningChart(a, x)
	orders := 0
	for i := range k.facts.Doc.ID {
		if insight.Counted(k.facts, i, o.From, o.AsOf) && o.Of(k.facts, i).Purchase {
			orders++
		}
	}
	rules := []string{k.returnsRule()}
	if k.q.people != byCustomers {
		rules = append(rules, t("rule_money_by_purchase"))
	}
	a.about = k.about(basis{n: customersAndOrders(x.N, orders), method: x.Method, rules: rules,
		coverage: x.Coverage, rest: k.uncovered(), needs: x.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) {
		return k.newReturningRecords(ctx, o, x.Rows, key)
	}
	return a, nil
}

// newReturningHeadline speaks of the last period that is whole, else of the last.
func (k *asker) newReturningHeadline(a *answer, rows []newreturning.Row) {
	at := len(rows) - 1
	for i := at; i >= 0; i-- {
		if !rows[i].Partial && !rows[i].First {
			at = i
			break
		}
	}
	r := rows[at]
	all := r.NewNet + r.ReturningNet + r.WalkInNet
	args := i18n.Args{"Period": k.periodLong(r.From), "New": i18n.Integer(int64(r.New)), "All": n("customers", r.New+r.Returning),
		"Share": percent(int64(r.ReturningNet), int64(all)), "Of": k.ofMoney()}
	switch {
	case r.First:
		a.headline = n("headline_first_period", r.New, args)
	case r.Partial:
		a.headline = n("headline_so_far", r.New, args)
	default:
		a.headline = n("headline_new", r.New, args)
	}
	a.action, a.actionKey = t("show_customers"), k.periodKey(r.From, newreturning.New)
}

func (k *asker) periodKey(start crm.Date, g newreturning.Group) string {
	return keyOf("from", start.String(), "group", groupCodes()[g])
}

func (k *asker) newReturningChart(a *answer, x insight.Answer[newreturning.Row]) {
	people := k.q.people == byCustomers
	series := []chart.Series{{Name: t("series_new")}, {Name: t("series_returning")}}
	if !people {
		series = append(series, chart.Series{Name: i18n.T("insight.group_walk_in")})
	}
	partial := false
	for _, r := range x.Rows {
		partial = partial || r.Partial
		a.spec.Categories = append(a.spec.Categories, marked(k.periodShort(r.From), r.Partial))
		values := []float64{float64(r.New), float64(r.Returning)}
		if !people {
			values = []float64{k.scale.of(r.NewNet), k.scale.of(r.ReturningNet), k.scale.of(r.WalkInNet)}
		}
		for i := range series {
			series[i].Values = append(series[i].Values, values[i])
			series[i].Keys = append(series[i].Keys, k.periodKey(r.From, newreturning.Group(i)))
		}
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.StackedBar, series, x.N
	a.spec.XLabel, a.spec.YLabel = t("unit_"+string(k.q.unit)), t("measure_"+string(k.q.people))
	a.spec.Format, a.spec.TickFormat = k.formats(k.q.people)
	if partial {
		a.spec.Note = t("partial_note")
	}
}

// formats write the values of a measure, at length and for axes.
func (k *asker) formats(m measure) (value, tick func(float64) string) {
	switch m {
	case byCustomers, byOrders:
		return whole, nil
	case byUnits:
		return quantity, nil
	}
	return k.scale.write, k.scale.writeShort
}

// marked marks the name of a period that is not whole.
func marked(name string, partial bool) string {
	if partial {
		return name + "*"
	}
	return name
}

// newReturningRecords lists the customers of a group in a period, or its sales.
func (k *asker) newReturningRecords(ctx context.Context, o newreturning.Options, rows []newreturning.Row, key url.Values) (*listing, error) {
	start, err := crm.ParseDate(key.Get("from"))
	g, known := groupOf(key.Get("group"))
	if err != nil || !known || !hasPeriod(rows, start) {
		return nil, nil
	}
	docs, err := newreturning.Records(k.facts, o, start, g)
	if err != nil {
		return nil, err
	}
	title := capital(t("title_of", i18n.Args{"What": k.groupTitle(g), "When": k.periodLong(start)}))
	if k.q.people != byCustomers || g == newreturning.WalkIn {
		l, err := k.salesList(ctx, docs)
		if err == nil {
			l.title = title
		}
		return l, err
	}
	first := insight.FirstPurchases(k.facts, o.AsOf)
	l := &listing{title: title, currency: k.facts.Currency}
	l.customers = k.buyers(docs, func(p int32) string {
		return t("why_first", i18n.Args{"Name": k.facts.Party.Name[p], "Date": i18n.DateLong(first[p])})
	})
	return l, nil
}

func groupOf(code string) (newreturning.Group, bool) {
	for g, c := range groupCodes() {
		if c == code {
			return newreturning.Group(g), true
		}
	}
	return 0, false
}

func hasPeriod(rows []newreturning.Row, start crm.Date) bool {
	for _, r := range rows {
		if r.From == start {
			return true
		}
	}
	return false
}

func (k *asker) groupTitle(g newreturning.Group) string {
	switch g {
	case newreturning.New:
		return t("series_new")
	case newreturning.Returning:
		return t("series_returning")
	}
	return i18n.T("insight.group_walk_in")
}

func (k *asker) periodLong(start crm.Date) string  { return periodLong(k.q.unit, start) }
func (k *asker) periodShort(start crm.Date) string { return periodShort(k.q.unit, start) }

// periodLong names a period in a sentence.
func periodLong(u period.Unit, start crm.Date) string {
	if u == period.Month {
		return i18n.Month(start)
	}
	return periodShort(u, start)
}

// periodShort names a period on an axis.
func periodShort(u period.Unit, start crm.Date) string {
	y, m, _ := start.Time().Date()
	switch u {
	case period.Week:
		_, w := start.Time().ISOWeek()
		return t("week_of", i18n.Args{"Week": w, "Date": i18n.DayMonth(start)})
	case period.Quarter:
		return t("quarter_of", i18n.Args{"Quarter": (int(m) + 2) / 3, "Year": y})
	case period.Year:
		return start.Time().Format("2006")
	}
	return i18n.MonthShort(start)
}
