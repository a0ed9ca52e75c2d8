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
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/period"
)

// The sub-pages of the way of a customer.
const (
	PartLifecycle = "lifecycle"
	PartCohorts   = "cohorts"
)

// lifeView is what the chart of the lifecycle shows.
type lifeView string

const (
	byStage     lifeView = "stages"    // where everybody stands, and the moves
	byRetention lifeView = "retention" // who comes back from period to period
)

func lt(key string, args ...i18n.Args) string { return i18n.T("insightlife."+key, args...) }
func ln(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightlife."+key, count, args...)
}

func lifecycleControls(p *page) []fyne.CanvasObject {
	q := &p.question
	view := pick(p, "life_view", &q.lifeView, func(v lifeView) string { return lt("view_" + string(v)) }, byStage, byRetention)
	if q.lifeView == byRetention {
		return []fyne.CanvasObject{view, p.monthsField(&q.history),
			pick(p, "by", &q.unit, func(u period.Unit) string { return t("unit_" + string(u)) }, period.Week, period.Month, period.Quarter, period.Year)}
	}
	return []fyne.CanvasObject{view, pick(p, "moved", &q.moved, windowName, 30, 90, 365), p.returnsField()}
}

func (k *asker) lifecycleOptions() lifecycle.Options {
	return lifecycle.Options{AsOf: k.q.day(), Since: k.q.day() - crm.Date(k.q.moved), Factor10: k.settings.QuietFactor10, Unit: k.q.unit, Reading: k.q.reading()}
}

// lifecycle answers where the customers stand, and how many stay.
func (k *asker) lifecycle() (*answer, error) {
	r, err := lifecycle.Ask(k.ctx, k.facts, k.lifecycleOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	rules := []string{lt("rule_walk_ins", i18n.Args{"Sales": n("sales", r.WalkIns), "Net": k.amount(r.WalkInNet)})}
	if k.q.lifeView == byRetention {
		k.retention(a, r)
		rules = []string{lt("rule_retention")}
	} else {
		k.stages(a, r)
		if r.Gaps >= lifecycle.LeastGaps {
			rules = append([]string{lt("rule_silence", factorArgs(r), i18n.Args{"Usual": days(r.UsualGap), "Long": days(r.LongGap)})}, rules...)
		}
	}
	a.about = k.about(basis{n: n("customers", len(r.Customers)), method: r.Method, rules: rules, coverage: r.Coverage, rest: k.uncovered(), needs: r.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.lifeCustomers(r, key), nil }
	return a, nil
}

// factorArgs write the factor of the settings: "2", "2.5".
func factorArgs(r *lifecycle.Result) i18n.Args {
	return i18n.Args{"Factor": i18n.Number(float64(r.Factor10)/10, min(1, r.Factor10%10))}
}

func stageKey(s lifecycle.Stage) string { return keyOf("stage", string(s)) }

func (k *asker) stages(a *answer, r *lifecycle.Result) {
	one := chart.Series{Name: t("customers_head")}
	count := map[lifecycle.Stage]int{}
	for _, row := range r.Rows {
		count[row.Stage] = row.Customers
		a.spec.Categories = append(a.spec.Categories, screen.StageName(row.Stage))
		one.Values, one.Keys = append(one.Values, float64(row.Customers)), append(one.Keys, stageKey(row.Stage))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{one}, len(r.Customers)
	a.spec.YLabel, a.spec.XLabel, a.spec.Format = t("customers_head"), lt("stage"), whole
	regular := count[lifecycle.Repeat] + count[lifecycle.Extended]
	args := i18n.Args{"All": n("customers", r.N)}
	switch {
	case r.Gaps < lifecycle.LeastGaps:
		a.headline = ln("headline_no_rhythm", r.Repeaters.Part, args)
		a.action, a.actionKey = t("show_customers"), stageKey(lifecycle.New)
	case count[lifecycle.Lapsing] > 0:
		a.headline = sentences(ln("headline_regular", regular, args), ln("headline_lapsing", count[lifecycle.Lapsing]))
		a.action, a.actionKey = t("show_customers"), stageKey(lifecycle.Lapsing)
	default:
		a.headline = sentences(ln("headline_regular", regular, args), lt("headline_none_lapsing"))
		a.action, a.actionKey = t("show_customers"), stageKey(lifecycle.Repeat)
	}
	a.sheet = k.movesSheet(r)
}

func moveKey(f lifecycle.Flow) string {
	return keyOf("from", string(f.From), "to", string(f.To))
}

// movesSheet counts who went from which stage to which.
func (k *asker) movesSheet(r *lifecycle.Result) *sheet {
	s := &sheet{title: lt("moves_title", i18n.Args{"Date": i18n.Date(r.Since)}),
		columns: []column{{title: lt("move"), width: 190}, {title: lt("moves"), right: true, byValue: true}}}
	flows := slices.Clone(r.Flows)
	slices.SortStableFunc(flows, func(a, b lifecycle.Flow) int { return b.Moves - a.Moves })
	for _, f := range flows {
		name := lt("from_to", i18n.Args{"From": screen.StageName(f.From), "To": screen.StageName(f.To)})
		s.rows = append(s.rows, sheetRow{key: moveKey(f), cells: []cell{{text: name, tone: screen.StageTone(f.To)}, {text: i18n.Integer(int64(f.Moves)), value: float64(f.Moves)}}})
	}
	return s
}

// retention draws the share that came back, and lists the periods.
func (k *asker) retention(a *answer, r *lifecycle.Result) {
	line := chart.Series{Name: lt("retention")}
	a.sheet = &sheet{title: lt("periods_title"), wide: true, columns: []column{{title: t("unit_" + string(k.q.unit)), width: 120},
		{title: lt("active"), right: true, byValue: true}, {title: lt("kept"), right: true, byValue: true}, {title: lt("retention"), right: true, byValue: true},
		{title: lt("new"), right: true, byValue: true, muted: true}, {title: lt("back"), right: true, byValue: true, muted: true},
		{title: t("net"), right: true, byValue: true, muted: true}, {title: lt("growth"), right: true, byValue: true, muted: true}}}
	from, last := k.q.from(k.q.history), -1
	for i, p := range r.Periods {
		if p.To < from {
			continue
		}
		a.sheet.rows = append(a.sheet.rows, k.periodRow(p))
		if p.Partial {
			continue // it would look like a fall
		}
		value, low, high := math.NaN(), math.NaN(), math.NaN()
		if p.Retention.Rate != nil {
			value, low, high, last = *p.Retention.Rate, *p.Retention.Low, *p.Retention.High, i
		}
		a.spec.Categories = append(a.spec.Categories, k.periodShort(p.From))
		line.Values, line.Low, line.High = append(line.Values, value), append(line.Low, low), append(line.High, high)
		line.Keys = append(line.Keys, keyOf("period", p.From.String()))
	}
	slices.Reverse(a.sheet.rows)
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Line, []chart.Series{line}, r.N
	a.spec.XLabel, a.spec.YLabel = t("unit_"+string(k.q.unit)), lt("retention_axis")
	a.spec.Format = func(v float64) string { return i18n.Percent(v, 0) }
	a.spec.Note = lt("retention_note")
	if last < 0 {
		a.headline = lt("headline_no_retention")
		a.spec.Empty, a.spec.Series = a.headline, nil
		return
	}
	p := r.Periods[last]
	key := "headline_retention"
	if p.Retention.Of < leastFollowed {
		key = "headline_retention_few"
	}
	a.headline = ln(key, p.Kept, i18n.Args{"Of": i18n.Integer(int64(p.Retention.Of)), "Before": k.periodLong(r.Periods[last-1].From),
		"Period": k.periodLong(p.From), "Share": i18n.Percent(*p.Retention.Rate, 0)})
	a.action, a.actionKey = lt("show_gone"), keyOf("period", p.From.String())
}

func (k *asker) periodRow(p lifecycle.Period) sheetRow {
	rate, growth := cell{text: lt("not_defined"), value: -1}, notKnown
	if p.Retention.Rate != nil {
		rate = cell{text: i18n.Percent(*p.Retention.Rate, 0), value: *p.Retention.Rate}
	}
	if p.Growth != nil && !p.Partial {
		growth = cell{text: i18n.Percent(*p.Growth, 0), value: *p.Growth}
	}
	return sheetRow{key: keyOf("period", p.From.String()), cells: []cell{{text: marked(k.periodShort(p.From), p.Partial), plain: p.Period},
		countCell(p.Active), countCell(p.Kept), rate, countCell(p.New), countCell(p.Back), k.moneyCell(p.Net), growth}}
}

// lifeCustomers lists who stands on a stage, made a move, or did not come back.
func (k *asker) lifeCustomers(r *lifecycle.Result, key url.Values) *listing {
	l := &listing{currency: r.Currency}
	var of []lifecycle.Customer
	switch {
	case key.Has("stage"):
		stage := lifecycle.Stage(key.Get("stage"))
		if !slices.Contains(lifecycle.Stages(), stage) {
			return nil
		}
		l.title, l.text, l.hint = screen.StageName(stage), lt("rule_"+string(stage), factorArgs(r)), lt("hint_"+string(stage))
		of = slices.DeleteFunc(slices.Clone(r.Customers), func(c lifecycle.Customer) bool { return c.Stage != stage })
	case key.Has("from"):
		f := lifecycle.Flow{From: lifecycle.Stage(key.Get("from")), To: lifecycle.Stage(key.Get("to"))}
		if !slices.ContainsFunc(r.Flows, func(g lifecycle.Flow) bool { return g.From == f.From && g.To == f.To }) {
			return nil
		}
		return k.moved(l, r, f)
	case key.Has("period"):
		return k.gone(l, r, key.Get("period"))
	case key.Has("gone"):
		months, err := strconv.Atoi(key.Get("gone"))
		if err != nil || months < 0 || months >= len(r.Stays) {
			return nil
		}
		l.title, l.text = ln("gone_by", months), lt("rule_stay")
		of = slices.DeleteFunc(slices.Clone(r.Customers), func(c lifecycle.Customer) bool { return !c.Gone(months) })
	default:
		return nil
	}
	for _, c := range of {
		l.customers = append(l.customers, k.lifeRow(r, c, k.whyStage(r, c)))
	}
	return byMoney(l)
}

// byMoney puts those who brought most first.
func byMoney(l *listing) *listing {
	slices.SortStableFunc(l.customers, func(a, b customerRow) int { return int(max(-1, min(1, b.net-a.net))) })
	return l
}

func (k *asker) lifeRow(r *lifecycle.Result, c lifecycle.Customer, why string) customerRow {
	return customerRow{id: c.ID, name: c.Name, last: c.Last, orders: c.Orders, net: c.Net, why: why}.written(r.Currency)
}

// whyStage is the rule that put a customer on its stage, with its numbers.
func (k *asker) whyStage(r *lifecycle.Result, c lifecycle.Customer) string {
	args := factorArgs(r)
	args["Name"], args["Date"], args["Silence"], args["First"] = c.Name, i18n.DateLong(c.Entered), days(c.Silence), i18n.DateLong(c.First)
	args["Second"], args["Days"] = i18n.DateLong(c.Second), ln("purchase_days", c.Days)
	args["Lapsing"], args["Lost"] = i18n.DateLong(c.LapsingFrom), i18n.DateLong(c.LostFrom)
	why := lt("why_"+string(c.Stage), args)
	if c.UsualGap == 0 {
		return why
	}
	gap := i18n.Args{"Gap": days(int(math.Round(c.UsualGap))), "Own": days(int(math.Round(c.OwnGap))), "Usual": days(r.UsualGap), "Lapsing": i18n.DateLong(c.LapsingFrom)}
	gapText := lt("gap_shop", gap)
	if c.OwnGaps > 0 {
		gapText = ln("gap_own", c.OwnGaps, gap)
	}
	if c.LapsingFrom > r.AsOf {
		gapText = sentences(gapText, lt("lapsing_from", gap))
	}
	return sentences(why, gapText)
}

func (k *asker) moved(l *listing, r *lifecycle.Result, f lifecycle.Flow) *listing {
	from, to := screen.StageName(f.From), screen.StageName(f.To)
	l.title, l.text = lt("from_to", i18n.Args{"From": from, "To": to}), lt("moved_text", i18n.Args{"Date": i18n.DateLong(r.Since)})
	at := map[int32]int{}
	for i, c := range r.Customers {
		at[c.Party] = i
	}
	seen := map[int32]bool{}
	for i := len(r.Moves) - 1; i >= 0; i-- {
		m := r.Moves[i]
		if m.From != f.From || m.To != f.To || seen[m.Party] {
			continue
		}
		seen[m.Party] = true
		why := lt("why_moved", i18n.Args{"Name": m.Name, "Date": i18n.DateLong(m.Date), "From": from, "To": to})
		l.customers = append(l.customers, k.lifeRow(r, r.Customers[at[m.Party]], why))
	}
	return l
}

// gone lists who bought in the period before and not in this one.
func (k *asker) gone(l *listing, r *lifecycle.Result, day string) *listing {
	at := slices.IndexFunc(r.Periods, func(p lifecycle.Period) bool { return p.From.String() == day })
	if at < 0 {
		return nil
	}
	l.title = lt("gone_title", i18n.Args{"Period": k.periodLong(r.Periods[at].From)})
	if at == 0 {
		l.text = lt("headline_no_retention")
		return l
	}
	before, now := r.Periods[at-1], r.Periods[at]
	l.text = lt("gone_text", i18n.Args{"Before": k.periodLong(before.From), "Period": k.periodLong(now.From)})
	for _, c := range r.Customers {
		if c.Days > 0 && r.Active(c.Party, before) && !r.Active(c.Party, now) {
			l.customers = append(l.customers, k.lifeRow(r, c, k.whyStage(r, c)))
		}
	}
	return byMoney(l)
}
