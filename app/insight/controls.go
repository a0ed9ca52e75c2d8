package insight

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/ui"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/period"
	"regulars/data/insight/rfm"
)

// controls is the row of choices of a part.
func (p *page) controls(of part) fyne.CanvasObject {
	row := []fyne.CanvasObject{p.asOfField()}
	if of.controls != nil {
		row = append(row, of.controls(p)...)
	}
	return ui.Flow(12, row...)
}

func segmentsControls(p *page) []fyne.CanvasObject { return append(valueControls(p), p.boundsField()) }

func valueControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{p.windowField(), p.basisField(), p.returnsField()}
}

func newReturningControls(p *page) []fyne.CanvasObject {
	q := &p.question
	unit := func(u period.Unit) string { return t("unit_" + string(u)) }
	return []fyne.CanvasObject{p.monthsField(&q.history), pick(p, "by", &q.unit, unit, period.Week, period.Month, period.Quarter, period.Year),
		p.measureField(&q.people, byCustomers, byRevenue, byMargin), p.returnsField()}
}

func demandControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return []fyne.CanvasObject{p.monthsField(&q.months),
		pick(p, "by", &q.by, func(b demand.By) string { return t("unit_" + string(b)) }, demand.Hour, demand.Weekday, demand.Week, demand.Month, demand.Quarter, demand.Year),
		pick(p, "split", &q.split, splitName, demand.Category, demand.Product, demand.Band, demand.Segment, demand.Newness, demand.Purpose, demand.Channel, demand.Site, demand.Country, demand.Weather, demand.Event, demand.Whole),
		p.measureField(&q.demand, byRevenue, byMargin, byUnits, byOrders), p.returnsField()}
}

func heatControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{p.monthsField(&p.question.months), p.measureField(&p.question.heat, byOrders, byRevenue, byMargin, byUnits), p.returnsField()}
}

// windowField asks for the days looked at, up to the as-of day.
func (p *page) windowField() fyne.CanvasObject {
	return pick(p, "window", &p.question.window, windowName, 0, 365)
}

// basisField chooses between revenue and margin.
func (p *page) basisField() fyne.CanvasObject {
	return pick(p, "basis", &p.question.basis, func(b insight.Basis) string { return t("measure_" + string(b)) }, insight.Revenue, insight.Margin)
}

// returnsField chooses whether returns are taken off.
func (p *page) returnsField() fyne.CanvasObject {
	return pick(p, "returns", &p.question.returns, func(r insight.Returns) string { return t("returns_" + string(r)) }, insight.Net, insight.Ignore)
}

// measureField chooses what is counted.
func (p *page) measureField(of *measure, all ...measure) fyne.CanvasObject {
	return pick(p, "measure", of, func(m measure) string { return t("measure_" + string(m)) }, all...)
}

// monthsField asks for the whole months looked at, up to the as-of day.
func (p *page) monthsField(of *int) fyne.CanvasObject {
	return pick(p, "period", of, monthsName, 3, 12, 24, 0)
}

func monthsName(m int) string {
	if m == 0 {
		return t("window_all")
	}
	return n("last_months", m)
}

func windowName(days int) string {
	if days == 0 {
		return t("window_all")
	}
	return n("last_days", days)
}

func splitName(s demand.Split) string {
	if s == demand.Whole {
		return t("split_none")
	}
	return t("split_" + string(s))
}

// pick is a choice among values of a place in the question, under its name.
func pick[T comparable](p *page, name string, of *T, text func(T) string, values ...T) fyne.CanvasObject {
	return choose(name, *of, text, func(v T) { p.ask(func(*question) { *of = v }) }, values...)
}

func choose[T comparable](name string, now T, text func(T) string, chosen func(T), values ...T) fyne.CanvasObject {
	options := make([]string, len(values))
	widest := float32(0)
	for i, v := range values {
		options[i] = text(v)
		widest = max(widest, fyne.MeasureText(options[i], theme.TextSize(), fyne.TextStyle{}).Width)
	}
	list := ui.NewSelect(options, nil)
	list.SetSelectedIndex(slices.Index(values, now))
	list.OnChanged = func(string) {
		if i := list.SelectedIndex(); i >= 0 {
			chosen(values[i])
		}
	}
	return named(name, container.New(sized{width: widest + 44}, list))
}

// named puts the name of a choice above it.
func named(name string, field fyne.CanvasObject) fyne.CanvasObject {
	return ui.FormRow(t("control_"+name), field, "")
}

// asOfField asks for the day that the answer looks back from.
func (p *page) asOfField() fyne.CanvasObject {
	field := ui.NewDateField(p.env.Today())
	day := p.question.asOf
	if day == 0 {
		day = p.env.Today()
	}
	field.SetDate(day)
	field.OnChanged = func() {
		if d, ok := field.Date(); ok {
			p.ask(func(q *question) {
				q.asOf = d
				if d == p.env.Today() {
					q.asOf = 0
				}
			})
		}
	}
	return named("as_of", container.New(sized{width: 140}, field))
}

// boundsField chooses where the limits between scores come from. Limits of
// one's own begin as those in use.
func (p *page) boundsField() fyne.CanvasObject {
	text := func(b rfm.Bounds) string {
		if b == rfm.Auto {
			return t("bounds_auto")
		}
		return t("bounds_" + string(b))
	}
	return choose("bounds", p.question.bounds, text, func(b rfm.Bounds) {
		p.ask(func(q *question) {
			q.bounds = b
			if b == rfm.Fixed && p.answer != nil {
				q.own = ownFrom(p.answer.limits)
			}
		})
	}, rfm.Auto, rfm.Quantile, rfm.Fixed)
}

// wholeHistory takes away every limit of time.
func (p *page) wholeHistory() {
	p.question.window, p.question.months, p.question.history, p.question.profitMonths, p.question.cycleOf.months, p.question.asOf = 0, 0, 0, 0, 0, 0
	p.answer = nil
	p.build()
	p.load()
}

// exportTitle is what files are called.
func (p *page) exportTitle() string { return p.frame.part.title() }
