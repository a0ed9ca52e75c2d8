package insight

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/cohorts"
	"regulars/data/insight/lifecycle"
)

// cohortView is what the chart of the cohorts shows.
type cohortView string

const (
	asTable cohortView = "table" // cohorts by months
	asStay  cohortView = "stay"  // how long customers stay
)

// cohortMeasure is what a cell holds.
type cohortMeasure string

const (
	cohortShare     cohortMeasure = "share"
	cohortCustomers cohortMeasure = "customers"
	cohortNet       cohortMeasure = "net"
)

// As many cohorts and months after the first one as can be read.
const (
	shownCohorts = 9
	shownMonths  = 12
)

func cohortsControls(p *page) []fyne.CanvasObject {
	q := &p.question
	view := pick(p, "life_view", &q.cohortView, func(v cohortView) string { return lt("view_" + string(v)) }, asTable, asStay)
	if q.cohortView == asStay {
		return []fyne.CanvasObject{view}
	}
	return []fyne.CanvasObject{view,
		pick(p, "begun", &q.cohortBy, func(b cohorts.By) string { return lt("by_" + string(b)) }, cohorts.Month, cohorts.Product, cohorts.Category, cohorts.Source),
		pick(p, "measure", &q.cohort, func(m cohortMeasure) string { return lt("measure_" + string(m)) }, cohortShare, cohortCustomers, cohortNet), p.returnsField()}
}

// cohorts answers how customers who began alike come back.
func (k *asker) cohorts() (*answer, error) {
	if k.q.cohortView == asStay {
		return k.stay()
	}
	r, err := cohorts.Ask(k.ctx, k.facts, cohorts.Options{AsOf: k.q.day(), By: k.q.cohortBy, Reading: k.q.reading()})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	k.cohortsHeadline(a, r)
	k.cohortsChart(a, r)
	a.sheet = k.cohortsSheet(r)
	a.about = k.about(basis{n: n("customers", r.N), method: r.Method, rules: []string{lt("rule_first_month"), k.returnsRule()}, coverage: r.Coverage, rest: k.uncovered(), needs: r.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.cohortCustomers(r, key), nil }
	return a, nil
}

func (k *asker) cohortsHeadline(a *answer, r *cohorts.Result) {
	later := 0
	for m, c := range r.Average {
		if c.Of > 0 && m <= 3 {
			later = m
		}
	}
	if later == 0 {
		a.headline = lt("headline_cohorts_soon")
	} else {
		c := r.Average[later]
		share, _ := c.Share()
		key := "headline_cohorts"
		if c.Of < leastFollowed {
			key = "headline_cohorts_few"
		}
		a.headline = ln(key, later, i18n.Args{"Active": i18n.Integer(int64(c.Active)), "Of": n("customers", c.Of), "Share": i18n.Percent(share, 0)})
	}
	at := 0
	for i, row := range r.Rows {
		if !row.Early && (r.Rows[at].Early || row.Customers > r.Rows[at].Customers) {
			at = i
		}
	}
	a.action, a.actionKey = lt("show_largest"), cohortKey(r.Rows[at], -1)
}

// cohortKey names the customers of a cohort, those of a month or all.
func cohortKey(row cohorts.Row, month int) string {
	return keyOf("cohort", row.Key, "month", strconv.Itoa(month))
}

// cohortName is what a cohort is called, with a mark if it is in no average.
func (k *asker) cohortName(r *cohorts.Result, row cohorts.Row) string {
	switch {
	case row.Key == cohorts.Before:
		return marked(lt("before"), true)
	case row.Key == cohorts.Unknown:
		return lt("unknown_" + string(r.By))
	case row.From != 0:
		return marked(i18n.MonthShort(row.From), row.Early)
	}
	return row.Name
}

// chartCohorts are the latest months, or the largest cohorts.
func chartCohorts(r *cohorts.Result) []cohorts.Row {
	if r.By == cohorts.Month {
		rows := slices.DeleteFunc(slices.Clone(r.Rows), func(row cohorts.Row) bool { return len(row.Cells) < 2 || row.Cells[1].Partial })
		return rows[max(0, len(rows)-shownCohorts):]
	}
	return r.Rows[:min(shownCohorts, len(r.Rows))]
}

func (k *asker) cohortsChart(a *answer, r *cohorts.Result) {
	rows := chartCohorts(r)
	months := 0
	for _, row := range rows {
		months = max(months, len(row.Cells))
	}
	first := 0
	if k.q.cohort == cohortShare {
		first = 1 // in the month of the first purchase everybody buys
	}
	for m := first; m < min(months, shownMonths+1); m++ {
		a.spec.ColLabels = append(a.spec.ColLabels, i18n.Integer(int64(m)))
	}
	for _, row := range rows {
		values, keys := make([]float64, len(a.spec.ColLabels)), make([]string, len(a.spec.ColLabels))
		for i := range values {
			values[i] = math.NaN()
			if m := first + i; m < len(row.Cells) && !row.Cells[m].Partial {
				values[i], keys[i] = k.cellValue(row.Cells[m]), cohortKey(row, m)
			}
		}
		a.spec.RowLabels = append(a.spec.RowLabels, lt("with_size", i18n.Args{"Name": k.cohortName(r, row), "Customers": i18n.Integer(int64(row.Customers))}))
		a.spec.Cells, a.spec.CellKeys = append(a.spec.Cells, values), append(a.spec.CellKeys, keys)
	}
	a.spec.Kind, a.spec.N = chart.HeatMap, r.N
	a.spec.XLabel, a.spec.YLabel = lt("months_after"), lt("measure_"+string(k.q.cohort))
	a.spec.Format = map[cohortMeasure]func(float64) string{cohortShare: func(v float64) string { return i18n.Percent(v, 0) },
		cohortCustomers: whole, cohortNet: k.scale.writeShort}[k.q.cohort]
	if len(r.Average) < 2 && first > 0 {
		a.spec.Empty = a.headline
	}
	if r.Early > 0 {
		a.spec.Note = ln("early_note", r.Early)
	}
}

func (k *asker) cellValue(c cohorts.Cell) float64 {
	switch k.q.cohort {
	case cohortCustomers:
		return float64(c.Active)
	case cohortNet:
		return k.scale.of(c.Net)
	}
	share, ok := c.Share()
	if !ok {
		return math.NaN()
	}
	return share
}

// sheetMonths are the months after the first one in the sheet.
func sheetMonths() []int { return []int{1, 3, 6, 12} }

// cohortsSheet lists every cohort with its size, and the average of those
// that count.
func (k *asker) cohortsSheet(r *cohorts.Result) *sheet {
	s := &sheet{title: lt("cohorts_title"), wide: true, columns: []column{{title: lt("by_" + string(r.By)), width: 170}, {title: t("customers_head"), right: true, byValue: true},
		{title: t("net"), right: true, byValue: true}}}
	for _, m := range sheetMonths() {
		s.columns = append(s.columns, column{title: ln("after_months", m), right: true, byValue: true})
	}
	row := func(name, plain string, customers int, net crm.Amount, cells []cohorts.Cell, key string) {
		line := sheetRow{key: key, cells: []cell{{text: name, plain: plain}, {text: i18n.Integer(int64(customers)), value: float64(customers)}, {text: k.amount(net), value: k.scale.of(net)}}}
		for _, m := range sheetMonths() {
			line.cells = append(line.cells, shareCell(cells, m))
		}
		s.rows = append(s.rows, line)
	}
	all := cohorts.Row{}
	for _, c := range r.Rows {
		if !c.Early {
			all.Customers, all.Net = all.Customers+c.Customers, all.Net+c.Net
		}
	}
	if all.Customers > 0 {
		row(lt("all_cohorts"), "", all.Customers, all.Net, r.Average, "")
	}
	rows := slices.Clone(r.Rows)
	if r.By == cohorts.Month {
		slices.Reverse(rows)
	}
	for _, c := range rows {
		row(k.cohortName(r, c), "", c.Customers, c.Net, c.Cells, cohortKey(c, -1))
	}
	return s
}

// shareCell is the share that bought in a month, with its counts; empty where
// it has not been that month yet.
func shareCell(cells []cohorts.Cell, month int) cell {
	if month >= len(cells) || cells[month].Partial {
		return notKnown
	}
	share, ok := cells[month].Share()
	if !ok {
		return notKnown
	}
	return cell{text: lt("share_of", i18n.Args{"Share": i18n.Percent(share, 0), "Part": i18n.Integer(int64(cells[month].Active)), "Of": i18n.Integer(int64(cells[month].Of))}), value: share}
}

// cohortCustomers lists a cohort, or who of it bought in a month.
func (k *asker) cohortCustomers(r *cohorts.Result, key url.Values) *listing {
	at := slices.IndexFunc(r.Rows, func(row cohorts.Row) bool { return key.Has("cohort") && row.Key == key.Get("cohort") })
	month, err := strconv.Atoi(key.Get("month"))
	if at < 0 || err != nil || month >= len(r.Rows[at].Cells) {
		return nil
	}
	row := r.Rows[at]
	l := &listing{title: k.cohortName(r, row), currency: r.Currency}
	l.text = lt("cohort_text_" + string(r.By))
	if row.Early {
		l.text = lt("early_text")
	}
	if month >= 0 {
		c := row.Cells[month]
		l.title = ln("cohort_month", month, i18n.Args{"Cohort": l.title})
		l.text = sentences(l.text, ln("cohort_cell", c.Active, i18n.Args{"Of": n("customers", c.Of), "Net": k.amount(c.Net)}))
	}
	parties := r.Behind(at, month)
	behind := make([]bool, len(k.facts.Party.ID))
	for _, p := range parties {
		behind[p] = true
	}
	l.customers = k.buyers(k.salesOf(behind), func(p int32) string {
		return lt("why_cohort_"+string(r.By), i18n.Args{"Name": k.facts.Party.Name[p], "Date": i18n.DateLong(r.First(p)), "Cohort": k.cohortName(r, row)})
	})
	return byMoney(l)
}

// salesOf are the counted documents of some parties up to the as-of day.
func (k *asker) salesOf(of []bool) (docs []int32) {
	for i, p := range k.facts.Doc.Party {
		if p >= 0 && of[p] && insight.Counted(k.facts, i, 0, k.q.day()) {
			docs = append(docs, int32(i))
		}
	}
	return docs
}

// stay draws how many customers still buy some months after the first purchase.
func (k *asker) stay() (*answer, error) {
	r, err := lifecycle.Ask(k.ctx, k.facts, k.lifecycleOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	k.stayChart(a, r)
	rules := []string{lt("rule_stay"), lt("rule_silence", factorArgs(r), i18n.Args{"Usual": days(r.UsualGap), "Long": days(r.LongGap)})}
	a.about = k.about(basis{n: n("customers", r.N), method: r.Method, rules: rules, coverage: 1, needs: r.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.lifeCustomers(r, key), nil }
	return a, nil
}

func (k *asker) stayChart(a *answer, r *lifecycle.Result) {
	line := chart.Series{Name: lt("still_buy")}
	a.sheet = &sheet{title: lt("stay_title"), columns: []column{{title: lt("months_head"), width: 90}, {title: lt("still_buy"), right: true, byValue: true},
		{title: lt("between"), right: true}, {title: lt("followed"), right: true, byValue: true}}}
	at := 0
	for i, s := range r.Stays {
		if s.AtRisk < leastFollowed {
			break
		}
		if s.Months <= 12 {
			at = i
		}
		a.spec.Categories = append(a.spec.Categories, i18n.Integer(int64(s.Months)))
		line.Values, line.Low, line.High = append(line.Values, s.Share), append(line.Low, s.Low), append(line.High, s.High)
		line.Keys = append(line.Keys, goneKey(s.Months))
		a.sheet.rows = append(a.sheet.rows, sheetRow{key: goneKey(s.Months), cells: []cell{{text: i18n.Integer(int64(s.Months))}, {text: i18n.Percent(s.Share, 0), value: s.Share},
			{text: i18n.Percent(s.Low, 0) + " – " + i18n.Percent(s.High, 0)}, {text: i18n.Integer(int64(s.AtRisk)), value: float64(s.AtRisk)}}})
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Line, []chart.Series{line}, r.N-r.Early
	a.spec.XLabel, a.spec.YLabel, a.spec.Note = lt("months_after"), lt("still_buy"), lt("stay_note")
	a.spec.Format = func(v float64) string { return i18n.Percent(v, 0) }
	if at == 0 {
		a.headline = lt("headline_no_stay")
		a.spec.Empty, a.spec.Series, a.sheet = a.headline, nil, nil
		return
	}
	s := r.Stays[at]
	a.headline = ln("headline_stay", s.Months, i18n.Args{"Share": whole(100 * s.Share), "Low": whole(100 * s.Low), "High": whole(100 * s.High)})
	a.action, a.actionKey = lt("show_gone_by"), goneKey(s.Months)
}

// goneKey names who bought for the last time before so many months.
func goneKey(months int) string { return keyOf("gone", strconv.Itoa(months)) }

// leastFollowed is how many customers must be followed for so long: fewer say
// nothing about all.
const leastFollowed = 10
