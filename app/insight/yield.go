package insight

import (
	"math"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/pace"
	"regulars/data/insight/period"
	"regulars/data/insight/service"
	"regulars/data/insight/yield"
)

func yieldControls(p *page) []fyne.CanvasObject {
	q := &p.question.room
	return append(resourceField(p), p.monthsField(&q.months),
		pick(p, "by", &q.unit, func(u period.Unit) string { return t("unit_" + string(u)) }, period.Week, period.Month, period.Quarter, period.Year))
}

// yield answers how well a resource is used.
func (k *asker) yield() (*answer, error) {
	c := k.q.room
	o := yield.Options{AsOf: k.q.day(), Resource: c.of, Unit: c.unit, From: k.q.from(c.months), To: k.q.day()}
	if first := k.firstBooked(c.of); o.From == 0 || first > o.From {
		o.From = min(first, o.To)
	}
	r, err := yield.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{headline: kt("headline_no_bookings")}
	sold := service.Ask(k.facts, service.Options{AsOf: o.AsOf, Resource: r.Resource, From: o.From})
	if len(r.Rows) > 0 {
		a.headline = k.yieldHeadline(r)
		a.action, a.actionRoute = kt("show_pace"), at(PartPace, "")
		a.advised = k.shiftAdvice(r)
		k.yieldChart(a, r)
		a.sheet = k.yieldSheet(r)
		a.more = []*sheet{k.takeUpSheet(r)}
		if sold.R != nil {
			a.more = append(a.more, serviceSheet(sold))
		}
	}
	a.about = append(k.askedFor(r), k.about(basis{n: kn(perUnit(r.Nightly)+"s_sold", r.N), method: r.Method, rules: []string{kt("rule_yield")}, coverage: 1, needs: r.Needs})...)
	a.about = append(a.about, serviceText(sold)...)
	return a, nil
}

// firstBooked is the first day of any booking of a resource.
func (k *asker) firstBooked(of crm.ID) crm.Date {
	first := k.q.day()
	r := yield.Resource(k.facts, of)
	for b, live := range k.facts.Booking.Live {
		if live && r != nil && k.facts.Word(k.facts.Booking.Resource[b]) == r.ID.String() {
			first = min(first, k.facts.Booking.Start[b])
		}
	}
	return first
}

// yieldHeadline speaks of the last whole period, or of the last.
func (k *asker) yieldHeadline(r *yield.Answer) string {
	row := r.Rows[len(r.Rows)-1]
	for i := len(r.Rows) - 1; i >= 0; i-- {
		if !r.Rows[i].Partial {
			row = r.Rows[i]
			break
		}
	}
	args := i18n.Args{"Period": periodLong(k.q.room.unit, row.From), "Offered": i18n.Integer(int64(row.Offered))}
	switch {
	case row.Occupancy == nil:
		return kt("headline_closed", args)
	case row.Rate == nil:
		return kt("headline_none_sold", args)
	}
	args["Share"], args["Rate"], args["Yield"] = i18n.Percent(*row.Occupancy, 0), k.amount(*row.Rate), kt("not_defined")
	if row.Yield != nil {
		args["Yield"] = i18n.Percent(*row.Yield, 0)
	}
	return kt("headline_yield_"+perUnit(r.Nightly), args)
}

func (k *asker) yieldChart(a *answer, r *yield.Answer) {
	taken, full := chart.Series{Name: kt("occupancy")}, chart.Series{Name: kt("yield")}
	for _, row := range r.Rows {
		a.spec.Categories = append(a.spec.Categories, periodShort(k.q.room.unit, row.From))
		taken.Values, full.Values = append(taken.Values, definedOr(row.Occupancy)), append(full.Values, definedOr(row.Yield))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Line, []chart.Series{taken}, r.N
	if r.Total.Yield != nil {
		a.spec.Series = append(a.spec.Series, full)
	}
	a.spec.YLabel, a.spec.Format = kt("share"), func(v float64) string { return i18n.Percent(v, 0) }
}

// definedOr is a number for a chart, missing where it is not defined.
func definedOr(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

func (k *asker) yieldSheet(r *yield.Answer) *sheet {
	s := &sheet{title: kt("list_yield"), wide: true, columns: append([]column{{title: kt("period"), width: 130, byValue: true}},
		numberColumns(kt("occupancy"), kt("rate"), kt("per_available"), kt("yield"), kt("sold"), kt("offered"), kt("refused"), kt("demand"), kt("full_days"))...)}
	for i := len(r.Rows) - 1; i >= 0; i-- {
		row := r.Rows[i]
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: periodLong(k.q.room.unit, row.From), plain: row.Period, value: float64(row.From)},
			usedCell(row.Occupancy), k.amountCell(row.Rate), k.amountCell(row.PerAvailable), usedCell(row.Yield), countCell(row.Sold), countCell(row.Offered),
			countCell(row.Refused), countCell(row.Demand), countCell(row.SoldOutDays)}})
	}
	return s
}

func (k *asker) takeUpSheet(r *yield.Answer) *sheet {
	s := &sheet{title: kt("kinds_title"), wide: true, columns: append([]column{{title: kt("guest"), width: 150}, {title: kt("class"), width: 200}, {title: kt("part"), width: 170}},
		numberColumns(kt("sold"), kt("rate"), kt("refused"))...)}
	or := func(name, none string) string {
		if name == "" {
			return kt(none)
		}
		return name
	}
	for _, row := range r.TakeUp {
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: or(row.Segment, "no_kind")}, {text: or(row.Class, "no_class")}, {text: kt("part_" + string(row.Part))},
			countCell(row.Sold), k.amountCell(row.Rate), countCell(row.Refused)}})
	}
	return s
}

func serviceSheet(a *service.Answer) *sheet {
	s := &sheet{title: kt("service_title"), wide: true, columns: append([]column{{title: kt("use"), width: 150, byValue: true}},
		numberColumns(kt("ratings"), kt("mean_rating"), kt("wait"))...)}
	for _, row := range a.Rows {
		rating, wait := notKnown, notKnown
		if row.N > 0 {
			rating = cell{text: i18n.Number(row.Rating, 2), value: row.Rating}
		}
		if row.Wait != nil {
			wait = cell{text: i18n.Number(*row.Wait, 1), value: *row.Wait}
		}
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: kt("range", i18n.Args{"Low": i18n.Percent(row.From, 0), "High": i18n.Percent(row.To, 0)}), value: row.From},
			countCell(row.N), rating, wait}})
	}
	return s
}

// serviceText says how ratings go with the use, or what is missing.
func serviceText(a *service.Answer) (lines []string) {
	if a.R == nil {
		for _, need := range a.Needs {
			lines = append(lines, i18n.N("insight."+need.Code, need.Count))
		}
		return lines
	}
	key := "service_flat"
	switch {
	case *a.High < 0:
		key = "service_lower"
	case *a.Low > 0:
		key = "service_higher"
	}
	two := func(v *float64) string { return i18n.Number(*v, 2) }
	return []string{kt(key, i18n.Args{"N": i18n.Integer(int64(a.N)), "R": two(a.R), "Low": two(a.Low), "High": two(a.High)})}
}

// askedFor is the demand with those refused.
func (k *asker) askedFor(r *yield.Answer) []string {
	if len(r.Rows) == 0 {
		return nil
	}
	whole := func(n int) string { return i18n.Integer(int64(n)) }
	return []string{kt("asked_in_all", i18n.Args{"Demand": whole(r.Total.Demand), "Sold": whole(r.Total.Sold), "Held": whole(r.Total.Held),
		"Refused": whole(r.Total.Refused), "Days": kn("days", r.Total.SoldOutDays)})}
}

func paceControls(p *page) []fyne.CanvasObject {
	return append(resourceField(p), pick(p, "cap_ahead", &p.question.room.ahead, func(n int) string { return kn("weeks", n) }, 4, 8, 12, 26, 52))
}

// pace answers what is booked ahead, against last year.
func (k *asker) pace() (*answer, error) {
	days := 7 * k.q.room.ahead
	r, err := pace.Ask(k.ctx, k.facts, pace.Options{AsOf: k.q.day(), Resource: k.q.room.of, Ahead: days})
	if err != nil {
		return nil, err
	}
	a := &answer{headline: kt("headline_no_bookings")}
	unit := perUnit(r.Nightly) + "s"
	if len(r.Rows) > 0 {
		a.headline = paceHeadline(r, unit, k.q.room.ahead)
		a.action, a.actionRoute = kt("show_protect"), at(PartProtect, "")
		paceChart(a, r)
		a.sheet = paceSheet(r)
	}
	if r.Total.Final != nil {
		a.about = []string{kt("came_to", i18n.Args{"Final": kn(unit, *r.Total.Final)})}
	}
	a.about = append(a.about, k.about(basis{n: kn(unit, r.N), method: r.Method, coverage: 1, needs: r.Needs})...)
	return a, nil
}

func paceHeadline(r *pace.Answer, unit string, weeks int) string {
	args := i18n.Args{"Units": kn(unit, r.Total.Now), "Days": kn("weeks", weeks)}
	if r.Total.Then == nil {
		return kt("headline_alone", args)
	}
	difference := r.Total.Now - *r.Total.Then
	args["Difference"] = i18n.Integer(int64(max(difference, -difference)))
	switch {
	case difference > 0:
		return kt("headline_more", args)
	case difference < 0:
		return kt("headline_less", args)
	}
	return kt("headline_same", args)
}

func paceChart(a *answer, r *pace.Answer) {
	all := []chart.Series{{Name: kt("then")}, {Name: kt("now")}, {Name: kt("final")}}
	for _, row := range r.Rows {
		a.spec.Categories = append(a.spec.Categories, i18n.DayMonth(row.From))
		all[1].Values = append(all[1].Values, float64(row.Now))
		if row.Then != nil {
			all[0].Values, all[2].Values = append(all[0].Values, float64(*row.Then)), append(all[2].Values, float64(*row.Final))
		}
	}
	if r.Total.Then == nil {
		all = all[1:2]
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.GroupedBar, all, r.N
	a.spec.YLabel, a.spec.XLabel, a.spec.Format = kt("units"), kt("week_of"), whole
}

func paceSheet(r *pace.Answer) *sheet {
	s := &sheet{title: kt("list_pace"), wide: true, columns: append([]column{{title: kt("week_of"), width: 130, byValue: true}}, numberColumns(kt("now"), kt("then"), kt("final"), kt("offered"))...)}
	for _, row := range r.Rows {
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: i18n.Date(row.From), plain: row.From.String(), value: float64(row.From)},
			countCell(row.Now), countOr(row.Then), countOr(row.Final), countCell(row.Offered)}})
	}
	return s
}

func yieldScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-yield-table-seats", Route: at(PartYield, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		f, err := p.env.Book.Facts()
		if err == nil && len(f.Tables.Resources) > 1 {
			changed(func(q *question) { q.room.of, q.room.unit, q.room.months = f.Tables.Resources[1].ID, period.Week, 3 })(s)
		}
	}}}
}
