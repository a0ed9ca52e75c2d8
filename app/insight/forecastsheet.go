package insight

import (
	"math"
	"slices"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/cause"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/outlook"
)

// aheadSheet is the planning sheet: of all, step by step; of parts, each with
// its next step and its last forecast beside what happened.
func (k *asker) aheadSheet(a *answer, x *outlook.Outlook) {
	switch {
	case len(x.Total.Points) == 0:
	case len(x.Parts) > 0:
		a.sheet = k.partsSheet(x)
	default:
		a.sheet = k.stepsSheet(x)
	}
}

// figure is a number of the measure in a sheet.
func (k *asker) figure(x *outlook.Outlook, v float64) cell {
	if math.IsNaN(v) {
		return notKnown
	}
	if x.Measure == outlook.Net {
		a := crm.Amount(math.Round(v))
		return cell{text: k.roughly(a), plain: crm.FormatDecimal(int64(a), k.facts.Exp()), value: v}
	}
	return cell{text: whole(v), plain: i18n.Number(v, 0), value: v}
}

func right(title string) column { return column{title: title, right: true, byValue: true} }

func (k *asker) stepsSheet(x *outlook.Outlook) *sheet {
	s := &sheet{title: aheadt("sheet_steps"), wide: true, columns: []column{{title: aheadt("col_when"), width: 150, byValue: true}, right(aheadt("col_expected")), right(aheadt("col_from")), right(aheadt("col_to")),
		right(aheadt("col_happened")), right(aheadt("col_sure_from")), right(aheadt("col_sure_to"))}}
	if last := x.Total.Last; last.Known {
		step := x.Steps[len(x.Steps)-1]
		row := k.stepRow(x, step, last.Expected, last.Expected.Mean, last.Actual)
		row.key = stepKey(step.From, nil)
		s.rows = append(s.rows, row)
	}
	for i, p := range x.Total.Points {
		s.rows = append(s.rows, k.stepRow(x, x.Ahead[i], p, float64(x.Total.Whole[i]), math.NaN()))
	}
	if anyTold(x) {
		k.addUsual(x, s)
	}
	return s
}

// addUsual puts what would be expected as usual beside what is expected.
func (k *asker) addUsual(x *outlook.Outlook, s *sheet) {
	s.columns = slices.Insert(s.columns, 2, right(aheadt("col_usual")))
	first := len(s.rows) - len(x.Total.Points) // after the one that happened
	for i := range s.rows {
		usual := math.NaN()
		if i >= first {
			usual = x.Total.Usual[i-first]
		}
		s.rows[i].cells = slices.Insert(s.rows[i].cells, 2, k.figure(x, usual))
	}
}

func (k *asker) stepRow(x *outlook.Outlook, step outlook.Step, p forecast.Point, mean, happened float64) sheetRow {
	return sheetRow{cells: []cell{{text: periodShort(x.Unit, step.From), plain: x.Unit.Label(step.From), value: float64(step.From)}, k.figure(x, mean),
		k.figure(x, p.Lo80), k.figure(x, p.Hi80), happenedCell(k.figure(x, happened), p, happened), k.figure(x, p.Lo95), k.figure(x, p.Hi95)}}
}

// happenedCell warns where what happened lay outside of the likely range.
func happenedCell(c cell, p forecast.Point, v float64) cell {
	if v < p.Lo80 || v > p.Hi80 {
		c.tone = ui.Warn
	}
	return c
}

func (k *asker) partsSheet(x *outlook.Outlook) *sheet {
	next := periodShort(x.Unit, x.Ahead[0].From)
	s := &sheet{title: aheadt("sheet_series"), wide: true, columns: []column{{title: aheadt("col_what"), width: 170}, right(next), right(aheadt("col_from")), right(aheadt("col_to"))}}
	checked := x.Total.Last.Known
	if checked {
		last := periodShort(x.Unit, x.Steps[len(x.Steps)-1].From)
		s.columns = append(s.columns, right(aheadt("col_last", i18n.Args{"Period": last})), right(aheadt("col_happened")))
	}
	s.columns = append(s.columns, column{title: aheadt("col_how"), width: 160, muted: true}, right(aheadt("col_tried")))
	for _, one := range slices.Concat([]outlook.Series{x.Total}, x.Parts) {
		s.rows = append(s.rows, k.partRow(x, &one, checked))
	}
	return s
}

func (k *asker) partRow(x *outlook.Outlook, s *outlook.Series, checked bool) sheetRow {
	name := screen.GroupName(x.By, s.GroupHead)
	if s.Group < 0 {
		name = i18n.T("insight.group" + demand.All)
	}
	p := s.Points[0]
	row := sheetRow{cells: []cell{{text: name}, k.figure(x, float64(s.Whole[0])), k.figure(x, p.Lo80), k.figure(x, p.Hi80)}}
	if n := len(x.Steps); n > 0 {
		row.key = stepKey(x.Steps[n-1].From, s)
	}
	if checked {
		expected, actual := math.NaN(), s.Values[len(s.Values)-1]
		if s.Last.Known {
			expected, actual = s.Last.Expected.Mean, s.Last.Actual
		}
		row.cells = append(row.cells, k.figure(x, expected), happenedCell(k.figure(x, actual), s.Last.Expected, actual))
	}
	return sheetRow{key: row.key, cells: append(row.cells, cell{text: aheadt("how_" + how(s))}, triedCell(s))}
}

// how names the method shown in a word.
func how(s *outlook.Series) string {
	if s.Ended != 0 {
		return "ended"
	}
	switch s.Shown() {
	case forecast.Rare:
		return "rare"
	case forecast.SeasonalNaive:
		return "year"
	case forecast.Naive:
		return "last"
	case forecast.Mean:
		return "mean"
	case forecast.Nothing:
		return "none"
	}
	return "pattern"
}

// triedCell is how much larger or smaller the errors were than those of
// repeating the last season; nothing where it could not be tried.
func triedCell(s *outlook.Series) cell {
	if s.Origins == 0 {
		return cell{text: "–", value: math.Inf(1)}
	}
	c := cell{text: signedPercent(s.Relative - 1), value: s.Relative}
	if s.BeatsNaive {
		c.tone = ui.Good
	}
	return c
}

func signedPercent(v float64) string {
	if v > 0 {
		return "+" + i18n.Percent(v, 0)
	}
	return i18n.Percent(v, 0)
}

func forecastScenes() []screen.Scene {
	as := func(name string, change func(*ahead)) screen.Scene {
		return screen.Scene{Name: "insight-forecast-" + name, Route: at(PartForecast, ""), Act: changed(func(q *question) { change(&q.ahead) })}
	}
	return []screen.Scene{
		as("categories", func(a *ahead) { a.by = demand.Category }),
		as("segments", func(a *ahead) { a.by, a.measure = demand.Segment, byRevenue }),
		as("supposed", func(a *ahead) { a.supposed.kind = outlook.Flat }),
		as("price", func(a *ahead) { a.supposed.kind, a.measure = outlook.Price, byRevenue }),
		as("closed", func(a *ahead) { a.supposed.kind = outlook.Closed }),
		as("event", func(a *ahead) {
			a.supposed.kind, a.supposed.event = outlook.Event, outlook.Condition{Kind: outlook.Event, Cause: cause.Holiday}
		}),
		{Name: "insight-forecast-price-told", Empty: true, Route: at(PartForecast, ""), Act: func(s screen.Screen) {
			openBakery(s)
			changed(func(q *question) { q.ahead.supposed.kind, q.ahead.measure = outlook.Price, byRevenue })(s)
		}},
		as("plan", func(a *ahead) { a.view = planAhead }),
		as("people", func(a *ahead) { a.view = peopleAhead }),
	}
}
