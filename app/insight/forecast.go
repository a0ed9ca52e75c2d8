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
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
	"regulars/data/insight/rfm"
)

// PartForecast is what will probably be sold.
const PartForecast = "forecast"

// forecastView is what the page shows.
type forecastView string

const (
	salesAhead  forecastView = "sales"
	peopleAhead forecastView = "people" // hands needed by weekday and hour
	planAhead   forecastView = "plan"   // the next period on one sheet
)

// ahead is what the owner chooses of a forecast.
type ahead struct {
	view      forecastView
	by        demand.Split
	measure   measure
	unit      period.Unit // outlook.Auto: by the history
	months    int         // looked ahead
	supposed  supposed
	perPerson int // orders served in an hour
}

// shownLines is how many parts the chart draws; shownPast how many steps of
// the past, by week and by month.
const (
	shownLines     = 5
	shownPastWeeks = 60
	shownPast      = 36
)

func aheadt(key string, args ...i18n.Args) string { return i18n.T("insightoutlook."+key, args...) }
func aheadn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightoutlook."+key, count, args...)
}

func forecastControls(p *page) []fyne.CanvasObject {
	of := &p.question.ahead
	view := choose("forecast_view", of.view, func(v forecastView) string { return aheadt("view_" + string(v)) }, func(v forecastView) {
		p.ask(func(*question) { of.view = v })
		p.build() // each has its own choices
	}, salesAhead, peopleAhead, planAhead)
	unit := pick(p, "step", &of.unit, unitName, outlook.Auto, period.Week, period.Month)
	if of.view == peopleAhead {
		return append([]fyne.CanvasObject{view, unit, pick(p, "per_hour", &of.perPerson, func(n int) string { return aheadn("per_hour", n) }, 2, 4, 8, 12, 20, 30)}, p.supposedFields()...)
	}
	if of.view == planAhead {
		return append(append([]fyne.CanvasObject{view, p.measureField(&of.measure, byOrders, byUnits, byRevenue, byCustomers), unit}, p.supposedFields()...), p.printPlan())
	}
	by := func(s demand.Split) string {
		if s == demand.Group {
			return aheadt("by_group")
		}
		return splitName(s)
	}
	return append([]fyne.CanvasObject{view, pick(p, "split", &of.by, by, demand.Whole, demand.Segment, demand.Group, demand.Category, demand.Product),
		p.measureField(&of.measure, byOrders, byUnits, byRevenue, byCustomers), unit,
		pick(p, "ahead", &of.months, func(n int) string { return aheadn("months_ahead", n) }, 3, 6, 12)}, p.supposedFields()...)
}

func unitName(u period.Unit) string {
	if u == outlook.Auto {
		return aheadt("unit_auto")
	}
	return t("unit_" + string(u))
}

func changeName(change int) string {
	share := i18n.Args{"Share": i18n.Percent(math.Abs(float64(change))/100, 0)}
	if change < 0 {
		return aheadt("suppose_less", share)
	}
	return aheadt("suppose_more", share)
}

// outlookOptions turn the choices into a question.
func (k *asker) outlookOptions() (outlook.Options, error) {
	of := k.q.ahead
	o := outlook.Options{AsOf: k.q.day(), By: of.by, Unit: of.unit, Measure: outlook.Measure(of.measure), Reading: k.q.reading(), Country: k.settings.HolidayCountry, Progress: k.progress}
	o.Scenario = of.supposed.conditions(o.AsOf)
	if of.measure == byRevenue {
		o.Measure = outlook.Net
	}
	if of.view == peopleAhead {
		o.By, o.Measure = demand.Whole, outlook.Orders
	}
	if o.Unit == outlook.Auto {
		o.Unit = outlook.UnitFor(k.facts, o.AsOf)
	}
	o.Horizon = of.months
	if o.Unit == period.Week {
		o.Horizon = of.months * 13 / 3
	}
	if o.By != demand.Segment {
		return o, nil
	}
	scored, err := rfm.Score(k.facts, rfm.Options{AsOf: o.AsOf, Reading: o.Reading})
	if err == nil {
		o.Labels = scored.Labels(len(k.facts.Party.ID))
	}
	return o, err
}

// forecast answers what will probably be sold.
func (k *asker) forecast() (*answer, error) {
	o, err := k.outlookOptions()
	if err != nil {
		return nil, err
	}
	if k.q.ahead.view == planAhead {
		return k.plan(o)
	}
	x, err := outlook.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if k.q.ahead.view == peopleAhead {
		err = k.staff(a, x)
	} else {
		k.aheadHeadline(a, x)
		k.aheadChart(a, x)
		k.aheadSheet(a, x)
	}
	a.about = k.aheadAbout(x)
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.behindStep(ctx, x, key) }
	return a, err
}

// unitNumber writes a number of the measure, with its unit.
func (k *asker) unitNumber(x *outlook.Outlook, v float64) string {
	count := int(math.Round(v))
	switch x.Measure {
	case outlook.Orders:
		return n("orders", count)
	case outlook.Customers:
		return n("customers", count)
	case outlook.Units:
		return t("pieces", i18n.Args{"N": whole(v)})
	}
	return k.roughly(crm.Amount(math.Round(v)))
}

// bareNumber is one without unit, as it stands in a range.
func (k *asker) bareNumber(x *outlook.Outlook, v float64) string {
	if x.Measure == outlook.Net {
		return k.unitNumber(x, v)
	}
	return whole(v)
}

func (k *asker) aheadHeadline(a *answer, x *outlook.Outlook) {
	if n := len(x.Steps); n > 0 {
		a.action, a.actionKey = t("show_sales"), stepKey(x.Steps[n-1].From, nil)
	}
	switch {
	case len(x.Total.Points) == 0:
		a.headline = aheadt("headline_thin")
		return
	case x.Total.Ended != 0:
		a.headline = aheadt("headline_ended", i18n.Args{"Date": i18n.Date(x.Total.Ended)})
		return
	}
	p := x.Total.Points[0]
	a.headline = aheadt("headline", i18n.Args{"Period": periodLong(x.Unit, x.Ahead[0].From), "Value": k.unitNumber(x, p.Mean),
		"Low": k.bareNumber(x, p.Lo80), "High": k.bareNumber(x, p.Hi80)})
	switch {
	case len(x.Conditions) > 0:
		a.headline = k.supposedHeadline(x, a.headline)
	case x.Total.Fallback && x.Total.Freq > 1:
		a.headline = sentences(a.headline, aheadt("headline_same_year"))
	case x.Total.Fallback:
		a.headline = sentences(a.headline, aheadt("headline_same_last"))
	}
}

func stepKey(from crm.Date, part *outlook.Series) string {
	if part == nil || part.Group < 0 {
		return keyOf("step", from.String())
	}
	return keyOf("step", from.String(), "group", part.Code)
}

// chartScale is what numbers of the measure are divided by to be drawn.
func (k *asker) chartScale(x *outlook.Outlook) float64 {
	if x.Measure == outlook.Net {
		return k.scale.unit
	}
	return 1
}

// aheadChart draws the past and what is expected with its likely range: of
// all, or of the largest parts.
func (k *asker) aheadChart(a *answer, x *outlook.Outlook) {
	a.spec.Kind, a.spec.N = chart.Line, x.N
	a.spec.XLabel, a.spec.YLabel = t("unit_"+string(x.Unit)), aheadt("measure_"+string(x.Measure))
	a.spec.Format, a.spec.TickFormat = whole, nil
	if x.Measure == outlook.Net {
		a.spec.Format, a.spec.TickFormat = k.scale.write, k.scale.writeShort
	}
	if len(x.Total.Points) == 0 {
		a.spec.Empty = aheadt("headline_thin")
		return
	}
	past := shownPast
	if x.Unit == period.Week {
		past = shownPastWeeks
	}
	from := max(0, len(x.Steps)-past)
	for _, s := range append(slices.Clone(x.Steps[from:]), x.Ahead...) {
		a.spec.Categories = append(a.spec.Categories, periodShort(x.Unit, s.From))
	}
	if len(x.Parts) == 0 {
		known, next := k.line(x, &x.Total, from, aheadt("known")), k.line(x, &x.Total, from, aheadt("expected"))
		n := len(x.Steps) - from
		for i := range known.Values {
			if i < n {
				next.Values[i] = math.NaN()
			} else {
				known.Values[i], known.Low[i], known.High[i] = math.NaN(), math.NaN(), math.NaN()
			}
		}
		known.Low, known.High = nil, nil
		a.spec.Series, a.spec.Note = []chart.Series{known, next}, aheadt("note")
		return
	}
	for i := range x.Parts[:min(shownLines, len(x.Parts))] {
		one := k.line(x, &x.Parts[i], from, screen.GroupName(x.By, x.Parts[i].GroupHead))
		one.Low, one.High = nil, nil // five ranges on top of each other tell nothing
		a.spec.Series = append(a.spec.Series, one)
	}
}

// line is a series from a step on, with the range of what is expected.
func (k *asker) line(x *outlook.Outlook, s *outlook.Series, from int, name string) chart.Series {
	by := k.chartScale(x)
	one := chart.Series{Name: name}
	add := func(v, low, high float64, key string) {
		one.Values, one.Low, one.High, one.Keys = append(one.Values, v/by), append(one.Low, low/by), append(one.High, high/by), append(one.Keys, key)
	}
	for i, v := range s.Values[from:] {
		add(v, math.NaN(), math.NaN(), stepKey(x.Steps[from+i].From, s))
	}
	for _, p := range s.Points {
		add(p.Mean, p.Lo80, p.Hi80, "")
	}
	return one
}

// aheadAbout says what the forecast stands on and how it did.
func (k *asker) aheadAbout(x *outlook.Outlook) []string {
	rules := []string{aheadt("rule_open")}
	if len(x.Parts) > 0 {
		rules = append(rules, aheadt("rule_adds"))
	}
	lines := k.about(basis{n: n("orders", x.N), method: x.Method, rules: rules, coverage: x.Coverage,
		needs: slices.DeleteFunc(slices.Clone(x.Needs), func(n insight.Need) bool { return n.Code == forecast.NeedBetter })})
	lines = append(k.supposedArithmetic(x), lines...)
	if k.q.ahead.view == peopleAhead {
		return append([]string{aheadt("staff_rule")}, lines...)
	}
	var first []string
	if last := x.Total.Last; last.Known {
		first = append(first, capital(aheadt("last_line", i18n.Args{"Period": periodLong(x.Unit, x.Steps[len(x.Steps)-1].From), "Expected": k.unitNumber(x, last.Expected.Mean),
			"Low": k.bareNumber(x, last.Expected.Lo80), "High": k.bareNumber(x, last.Expected.Hi80), "Actual": k.bareNumber(x, last.Actual)})))
	}
	if x.Total.Origins > 0 {
		first = append(first, triedLine(x.Total))
	}
	if len(first) == 0 {
		return lines
	}
	return append([]string{sentences(first...)}, lines...)
}

func triedLine(s outlook.Series) string {
	args := i18n.Args{"Share": i18n.Percent(math.Abs(1-s.Relative), 0), "Held": i18n.Percent(s.Cover80, 0)}
	if s.BeatsNaive {
		return aheadn("tried_better", s.Origins, args)
	}
	return aheadn("tried_worse", s.Origins, args)
}

// behindStep lists the sales of a step that happened.
func (k *asker) behindStep(ctx context.Context, x *outlook.Outlook, key url.Values) (*listing, error) {
	at := slices.IndexFunc(x.Steps, func(s outlook.Step) bool { return s.From.String() == key.Get("step") })
	part := &x.Total
	if key.Has("group") {
		i := slices.IndexFunc(x.Parts, func(s outlook.Series) bool { return s.Code == key.Get("group") })
		if i < 0 {
			return nil, nil
		}
		part = &x.Parts[i]
	}
	if at < 0 {
		return nil, nil
	}
	l, err := k.salesList(ctx, x.Behind(x.Steps[at].From, part.Group))
	if err != nil {
		return nil, err
	}
	l.title = periodLong(x.Unit, x.Steps[at].From)
	if part.Group >= 0 {
		l.title = t("title_of", i18n.Args{"What": screen.GroupName(x.By, part.GroupHead), "When": l.title})
	}
	l.title, l.text = capital(l.title), ""
	return l, nil
}

// staff fills the heat map of hands needed.
func (k *asker) staff(a *answer, x *outlook.Outlook) error {
	usual := demand.Options{AsOf: k.q.day(), Reading: k.q.reading()}
	usual.Filter.From = k.q.from(12)
	heat, err := demand.AskHeat(k.facts, usual)
	if err != nil {
		return err
	}
	k.aheadHeadline(a, x)
	s, ok := x.Staff(heat, k.q.ahead.perPerson)
	if !ok {
		if len(x.Total.Points) > 0 {
			a.headline = t("headline_no_times")
		}
		a.spec.Kind, a.spec.Empty = chart.HeatMap, a.headline
		return nil
	}
	a.headline = k.busiest(x, s)
	first, last := openHours(heat)
	for h := first; h <= last; h++ {
		a.spec.ColLabels = append(a.spec.ColLabels, strconv.Itoa(h))
	}
	for d := range s.People {
		row := make([]float64, 0, last-first+1)
		for h := first; h <= last; h++ {
			v := math.NaN()
			if s.People[d][h] > 0 {
				v = float64(s.People[d][h])
			}
			row = append(row, v)
		}
		a.spec.RowLabels, a.spec.Cells = append(a.spec.RowLabels, i18n.Weekday(weekdayAt(d))), append(a.spec.Cells, row)
	}
	a.spec.Kind, a.spec.N, a.spec.Format = chart.HeatMap, x.N, whole
	a.spec.XLabel, a.spec.YLabel = t("unit_hour"), aheadt("staff_label")
	return nil
}

func (k *asker) busiest(x *outlook.Outlook, s outlook.Staff) string {
	day, hour := 0, 0
	for d := range s.Orders {
		for h := range s.Orders[d] {
			if s.Orders[d][h] > s.Orders[day][hour] {
				day, hour = d, h
			}
		}
	}
	key := "staff_headline"
	if level(s) {
		key = "staff_level"
	}
	return aheadt(key, i18n.Args{"Period": periodLong(x.Unit, s.Step.From), "Day": i18n.Weekday(weekdayAt(day)), "Hour": hourText(strconv.Itoa(hour)),
		"People": aheadn("people", s.People[day][hour]), "Orders": n("orders", max(1, int(math.Round(s.Orders[day][hour]))))})
}

// level reports whether as many hands are needed at every hour with any.
func level(s outlook.Staff) bool {
	many := 0
	for _, day := range s.People {
		for _, people := range day {
			if people > 0 && many > 0 && people != many {
				return false
			}
			many = max(many, people)
		}
	}
	return true
}
