package insight

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/benefit"
)

// PartBenefit is what became better or worse since a day.
const PartBenefit = "benefit"

// sinceDay is what the owner chooses of before and now.
type sinceDay struct {
	baseline crm.Date // zero: as many months ago
	months   int
}

func (q question) benefitOptions() benefit.Options {
	return benefit.Options{AsOf: q.day(), Baseline: q.since.from(q.day()), Months: q.since.months}
}

// from is the first day of the new time.
func (d sinceDay) from(day crm.Date) crm.Date {
	if d.baseline > 0 {
		return min(d.baseline, day)
	}
	return (day + 1).AddMonths(-d.months)
}

func benefitControls(p *page) []fyne.CanvasObject {
	from := ui.NewDateField(p.env.Today())
	from.SetDate(p.question.since.from(p.question.dayFor(p)))
	from.OnChanged = func() {
		if d, ok := from.Date(); ok && d > 0 {
			p.ask(func(q *question) { q.since.baseline = d })
		}
	}
	return []fyne.CanvasObject{named("benefit_from", container.New(sized{width: 140}, from)),
		pick(p, "benefit_months", &p.question.since.months, func(m int) string { return reasonn("months", m) }, 6, 12)}
}

// benefit compares the months before a day with the last ones.
func (k *asker) benefit() (*answer, error) {
	r, err := benefit.Ask(k.ctx, k.facts, k.q.benefitOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if len(r.Rows) == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.benefitHeadline(a, r)
	benefitChart(a, r)
	a.sheet = k.benefitSheet(r)
	spans := reasont("rule_spans", i18n.Args{"From": i18n.Date(r.Before.From), "To": i18n.Date(r.Before.To), "NowFrom": i18n.Date(r.Now.From), "NowTo": i18n.Date(r.Now.To)})
	a.about = append(k.about(basis{n: n("orders", r.N), method: r.Method, rules: []string{spans, reasont("rule_luck")},
		coverage: r.Coverage, rest: "coverage_costs", needs: r.Needs}), reasont("not_measured"))
	return a, nil
}

func measureName(m benefit.Measure) string { return reasont("measure_" + string(m)) }

// benefitHeadline names the greatest change that is more than luck.
func (k *asker) benefitHeadline(a *answer, r *benefit.Result) {
	best, told, since := 0.0, false, i18n.Args{"Date": i18n.Date(r.Baseline)}
	for _, row := range r.Rows {
		share, ok := row.Relative()
		if told = told || ok; ok && row.Change.Telling && math.Abs(share) > math.Abs(best) {
			best = share
			a.headline = reasont("benefit_headline", since, i18n.Args{"Measure": measureName(row.Measure), "Change": signed(share)})
		}
	}
	switch {
	case !told:
		a.headline = reasont("benefit_none")
	case a.headline == "":
		a.headline = reasont("benefit_luck", since)
	}
}

// benefitChart has a bar a measure: its change as a share of before.
func benefitChart(a *answer, r *benefit.Result) {
	a.spec.Kind, a.spec.N, a.spec.Title, a.spec.YLabel, a.spec.Format = chart.HBar, r.N, reasont("benefit_chart"), reasont("benefit_y"), signed
	bars := chart.Series{Name: reasont("benefit_y")}
	for _, row := range r.Rows {
		if share, ok := row.Relative(); ok {
			a.spec.Categories, bars.Values = append(a.spec.Categories, measureName(row.Measure)), append(bars.Values, share)
		}
	}
	if len(bars.Values) == 0 {
		a.spec.Empty = reasont("benefit_none")
		return
	}
	a.spec.Series = []chart.Series{bars}
}

func (k *asker) benefitSheet(r *benefit.Result) *sheet {
	s := &sheet{title: reasont("benefit_sheet"), wide: true, columns: []column{{title: reasont("col_measure"), width: 170},
		{title: reasont("col_before"), right: true}, {title: reasont("col_now"), right: true}, {title: reasont("col_sure"), width: 120},
		{title: reasont("col_change"), right: true}, {title: reasont("col_range"), right: true, muted: true}, {title: reasont("col_n"), width: 190, muted: true}}}
	for _, row := range r.Rows {
		change, between, sure := cell{text: reasont("unknown")}, cell{}, cell{text: reasont("sure_cannot"), tone: ui.Neutral}
		if c := row.Change; c != nil {
			change, between = k.benefitCell(row, c.Value), cell{text: k.benefitCell(row, c.Low).text + " – " + k.benefitCell(row, c.High).text}
			if sure.text = reasont("sure_maybe"); c.Telling {
				sure = cell{text: reasont("sure_yes"), tone: ui.Good}
			}
		}
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: measureName(row.Measure)}, k.sideCell(row, row.Before), k.sideCell(row, row.Now), sure, change, between,
			{text: reasont("of_"+row.Of, i18n.Args{"Before": i18n.Integer(int64(row.Before.N)), "Now": i18n.Integer(int64(row.Now.N))})}}})
	}
	return s
}

func (k *asker) sideCell(row benefit.Row, x benefit.Side) cell {
	if x.Value == nil {
		return cell{text: reasont("unknown")}
	}
	return k.benefitCell(row, *x.Value)
}

// benefitCell writes a value in the unit of its measure.
func (k *asker) benefitCell(row benefit.Row, v int64) cell {
	switch {
	case row.Unit == benefit.Minor:
		c := k.moneyCell(crm.Amount(v))
		c.tone = ui.Neutral
		return c
	case row.Measure == benefit.Retention:
		return cell{text: i18n.Percent(float64(v)/10000, 0), plain: strconv.FormatFloat(float64(v)/10000, 'f', 4, 64)}
	}
	return cell{text: i18n.Number(float64(v)/10000, 2), plain: strconv.FormatFloat(float64(v)/10000, 'f', 4, 64)}
}

func benefitScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-benefit-early", Route: at(PartBenefit, ""), Act: func(s screen.Screen) {
		day := s.(*page).env.Today()
		changed(func(q *question) { q.since.baseline = day - 30 })(s)
	}}}
}
