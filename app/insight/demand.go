package insight

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"slices"
	"time"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/period"
	"regulars/data/insight/rfm"
)

func (k *asker) demand() (*answer, error) {
	o := k.q.demandOptions()
	if o.Split == demand.Segment {
		scored, err := rfm.Score(k.facts, rfm.Options{AsOf: o.AsOf, Reading: o.Reading})
		if err != nil {
			return nil, err
		}
		o.Labels = scored.Labels(len(k.facts.Party.ID))
	}
	var err error
	if o.Reasons, err = screen.ReasonLabels(k.book); err != nil {
		return nil, err
	}
	o.Holidays = k.settings.HolidayCountry
	x, err := demand.Ask(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if x.Total.Lines == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.demandHeadline(a, x)
	states := x.States()
	k.demandChart(a, x, states)
	a.sheet = k.profilesSheet(x)
	if o.By != demand.Hour {
		a.more = []*sheet{k.statesSheet(x, states)}
	}
	a.about = append(k.about(basis{n: n("orders", x.Total.Orders), method: demand.Method,
		rules:    []string{k.timeRule(k.q.months), k.returnsRule(), splitRule(o.Split), dt("each_rule")},
		coverage: x.Coverage, rest: k.demandRest(x.Timeless), needs: x.Needs}), stateLines(states)...)
	if known := x.Shares(); known != nil && slices.Contains([]demand.Split{demand.Segment, demand.Group}, o.Split) {
		a.about = append(sureText(&known.Sure), a.about...)
	}
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.demandSales(ctx, x, key) }
	return a, nil
}

// demandRest is the key of what a demand answer leaves out.
func (k *asker) demandRest(timeless demand.Cell) string {
	switch {
	case timeless.Lines > 0 && k.q.measure() == byMargin:
		return "coverage_times_costs"
	case timeless.Lines > 0:
		return "coverage_times"
	}
	return "coverage_costs"
}

// timeRule says which months are counted.
func (k *asker) timeRule(months int) string {
	if months == 0 {
		return t("rule_window_all")
	}
	return t("rule_since", i18n.Args{"Date": i18n.Date(k.q.from(months))})
}

// valueOf is one cell in the chart's measure.
func (k *asker) valueOf(c demand.Cell) float64 {
	switch k.q.measure() {
	case byOrders:
		return float64(c.Orders)
	case byUnits:
		return float64(c.Units) / crm.QuantityScale
	}
	return k.scale.of(c.Net)
}

// inWords is one cell with its unit: "€1,204", "12 orders".
func (k *asker) inWords(c demand.Cell) string {
	switch k.q.measure() {
	case byOrders:
		return n("orders", c.Orders)
	case byUnits:
		return t("pieces", i18n.Args{"N": i18n.Quantity(c.Units)})
	}
	return k.amount(c.Net)
}

// share is a cell's part of another in the measure.
func (k *asker) share(part, all demand.Cell) string {
	m := rankOf(k.q.measure())
	return percent(part.Of(m), all.Of(m))
}

// demandHeadline tells the newest whole period against the one before it, or
// the strongest hour or day of the week, and the largest group.
func (k *asker) demandHeadline(a *answer, x *demand.Table) {
	peak := k.strongest(x)
	a.action, a.actionKey = t("show_sales"), bucketKey(x.Buckets[peak].Code, "")
	last := lastWhole(x.Buckets)
	periodic := period.Unit(x.Options.By).Valid()
	args := i18n.Args{"Bucket": k.bucketLong(x.Buckets[peak]), "Value": k.inWords(x.Totals[peak]), "Share": k.share(x.Totals[peak], x.Total)}
	switch {
	case periodic && last > 0 && !x.Buckets[last-1].Partial:
		a.headline = k.change(x, last)
		a.actionKey = bucketKey(x.Buckets[last].Code, "")
	case len(x.Buckets) == 1:
		a.headline = t("headline_one", args)
	case periodic:
		a.headline = t("headline_peak", args)
	default:
		a.headline = t("headline_usual_"+string(x.Options.By), args)
	}
	if slices.ContainsFunc(x.Needs, func(n insight.Need) bool { return n.Code == demand.NeedWeather }) {
		a.headline = sentences(a.headline, i18n.T("insightdemand.headline_no_weather"))
	}
	if lead := k.leader(x); lead >= 0 {
		a.headline = sentences(a.headline, t("headline_leader", i18n.Args{
			"Group": screen.GroupName(x.Options.Split, x.Groups[lead]), "Share": k.share(k.groupTotal(x, lead), x.Total)}))
	}
}

// change compares a bucket with the one before.
func (k *asker) change(x *demand.Table, at int) string {
	m := rankOf(k.q.measure())
	now, before := x.Totals[at].Of(m), x.Totals[at-1].Of(m)
	args := i18n.Args{"Bucket": k.bucketLong(x.Buckets[at]), "Before": k.bucketLong(x.Buckets[at-1]), "Value": k.inWords(x.Totals[at])}
	switch {
	case before <= 0 || now == before:
		return t("headline_level", args)
	case now > before:
		args["Share"] = percent(now-before, before)
		return t("headline_more", args)
	}
	args["Share"] = percent(before-now, before)
	return t("headline_less", args)
}

func lastWhole(buckets []demand.Bucket) int {
	for i := len(buckets) - 1; i >= 0; i-- {
		if !buckets[i].Partial {
			return i
		}
	}
	return -1
}

func (k *asker) strongest(x *demand.Table) int {
	best, m := 0, rankOf(k.q.measure())
	for i := range x.Totals {
		if x.Totals[i].Of(m) > x.Totals[best].Of(m) {
			best = i
		}
	}
	return best
}

func (k *asker) groupTotal(x *demand.Table, g int) (sum demand.Cell) {
	for b := range x.Cells {
		c := x.Cells[b][g]
		sum.Orders, sum.Lines, sum.Units, sum.Net = sum.Orders+c.Orders, sum.Lines+c.Lines, sum.Units+c.Units, sum.Net+c.Net
	}
	return sum
}

// leader is the largest group, -1 when there is nothing to choose from or more
// has no name.
func (k *asker) leader(x *demand.Table) int {
	best, most, nameless, m := -1, int64(0), int64(0), rankOf(k.q.measure())
	for g, head := range x.Groups {
		v := k.groupTotal(x, g).Of(m)
		switch {
		case head.Code == demand.Unknown || head.Code == demand.NoEvent:
			nameless = v
		case head.Code != demand.Other && (best < 0 || v > most):
			best, most = g, v
		}
	}
	if len(x.Groups) < 2 || most < nameless {
		return -1
	}
	return best
}

func bucketKey(bucket, group string) string {
	if group == "" {
		return keyOf("bucket", bucket)
	}
	return keyOf("bucket", bucket, "group", group)
}

func (k *asker) demandChart(a *answer, x *demand.Table, states []demand.State) {
	partial := false
	for _, b := range x.Buckets {
		partial = partial || b.Partial
		a.spec.Categories = append(a.spec.Categories, marked(k.bucketShort(b), b.Partial))
	}
	for g, head := range x.Groups {
		s := chart.Series{Name: screen.GroupName(x.Options.Split, head)}
		for b := range x.Buckets {
			value := k.valueOf(x.Cells[b][g])
			if states[b].Blank(x.Totals[b]) {
				value = math.NaN()
			}
			s.Values = append(s.Values, value)
			s.Keys = append(s.Keys, bucketKey(x.Buckets[b].Code, head.Code))
		}
		a.spec.Series = append(a.spec.Series, s)
	}
	a.spec.Kind, a.spec.N = chart.StackedBar, x.Total.Orders
	a.spec.XLabel, a.spec.YLabel = t("unit_"+string(x.Options.By)), t("measure_"+string(k.q.measure()))
	a.spec.Format, a.spec.TickFormat = k.formats(k.q.measure())
	if partial {
		a.spec.Note = t("partial_note")
	}
	a.spec.Note = sentences(append([]string{a.spec.Note}, k.blankNotes(x, states)...)...)
}

// bucketShort names a bucket on an axis, bucketLong in a sentence.
func (k *asker) bucketShort(b demand.Bucket) string {
	switch k.q.by {
	case demand.Hour:
		return b.Code
	case demand.Weekday:
		return i18n.WeekdayShort(weekday(b.Code))
	}
	return periodShort(period.Unit(k.q.by), b.From)
}

func (k *asker) bucketLong(b demand.Bucket) string {
	switch k.q.by {
	case demand.Hour:
		return hourText(b.Code)
	case demand.Weekday:
		return i18n.Weekday(weekday(b.Code))
	}
	return periodLong(period.Unit(k.q.by), b.From)
}

// weekday reads the ISO number of a day of the week.
func weekday(code string) time.Weekday {
	var d int
	_, _ = fmt.Sscan(code, &d)
	return time.Weekday(d % 7)
}

// hourText is "09:00–10:00".
func hourText(code string) string {
	var h int
	_, _ = fmt.Sscan(code, &h)
	return fmt.Sprintf("%02d:00–%02d:00", h, h+1)
}

func (k *asker) demandSales(ctx context.Context, x *demand.Table, key url.Values) (*listing, error) {
	b, g := -1, -1
	for i := range x.Buckets {
		if x.Buckets[i].Code == key.Get("bucket") {
			b = i
		}
	}
	for i := range x.Groups {
		if x.Groups[i].Code == key.Get("group") {
			g = i
		}
	}
	if g < 0 && key.Get("group") != "" {
		return nil, nil
	}
	if b < 0 && g >= 0 && key.Get("bucket") == "" {
		return k.groupSales(ctx, x, g, key)
	}
	if b < 0 {
		return nil, nil
	}
	l, err := k.salesList(ctx, x.Records(b, g))
	if err != nil {
		return nil, err
	}
	cell := x.Totals[b]
	l.title = k.bucketLong(x.Buckets[b])
	if g >= 0 {
		cell = x.Cells[b][g]
		if len(x.Groups) > 1 {
			l.title = t("title_of", i18n.Args{"What": screen.GroupName(x.Options.Split, x.Groups[g]), "When": l.title})
		}
	}
	l.title = capital(l.title)
	l.text = t("cell_value", i18n.Args{"Value": k.inWords(cell)})
	if g >= 0 && byLine(k.q.split) {
		l.text = sentences(l.text, t("whole_sales"))
	}
	return l, nil
}

// byLine reports whether the lines of one sale can lie in several groups.
func byLine(split demand.Split) bool {
	return slices.Contains([]demand.Split{demand.Product, demand.Category, demand.Band, demand.Event}, split)
}
