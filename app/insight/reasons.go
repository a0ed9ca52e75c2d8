package insight

import (
	"cmp"
	"context"
	"net/url"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/insight/reasons"
	"regulars/data/insight/rfm"
)

// PartReasons is why they bought and why quotes were lost.
const PartReasons = "reasons"

// shownReasons is how many reasons the chart holds at most.
const shownReasons = 12

func reasont(key string, args ...i18n.Args) string { return i18n.T("insightreason."+key, args...) }
func reasonn(key string, count int) string         { return i18n.N("insightreason."+key, count) }

func reasonsControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{p.windowField(),
		pick(p, "reasons_by", &p.question.reasonsBy, func(b reasons.By) string { return reasont("by_" + string(b)) }, reasons.Segment, reasons.Group), p.returnsField()}
}

// reasons answers why they bought and why quotes were lost.
func (k *asker) reasons() (*answer, error) {
	o := reasons.Options{AsOf: k.q.day(), Window: k.q.window, By: k.q.reasonsBy, Reading: k.q.reading()}
	r, err := reasons.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	labels, err := screen.ReasonLabels(k.book)
	if err != nil {
		return nil, err
	}
	r.Name(labels)
	a := &answer{}
	if r.Total.Sales == 0 && r.LostQuotes == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.reasonsHeadline(a, r)
	k.reasonsChart(a, r)
	if r.Noted() {
		a.sheet = k.reasonsSheet(r)
	}
	rules := []string{reasont("rule_left"), k.windowRule(), k.returnsRule()}
	if r.ByNet {
		rules = append(rules, reasont("rule_net"))
	}
	a.about = append(k.lostLine(r), k.about(basis{n: t("and", i18n.Args{"A": n("customers", r.Total.Customers), "B": reasonn("sales", r.Total.Sales)}),
		method: r.Method, rules: rules, coverage: r.Total.Coverage, rest: "coverage_costs", needs: r.Needs})...)
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.reasonSales(ctx, r, o, key) }
	return a, nil
}

// reasonName is what people call a reason.
func reasonName(id, label string) string {
	if id == "" {
		return reasont("none")
	}
	return cmp.Or(label, reasont("gone"))
}

// whoName is what people call a group of customers.
func (k *asker) whoName(code string) string {
	switch {
	case code == "":
		return i18n.T("insight.group_none")
	case code == reasons.WalkIn:
		return i18n.T("insight.group_walk_in")
	case code == reasons.Gone:
		return reasont("group_gone")
	case k.q.reasonsBy == reasons.Segment:
		return screen.SegmentName(rfm.Segment(code))
	}
	return code
}

func reasonKey(id string, lost bool) string {
	return keyOf("why", "-"+id, "lost", strconv.FormatBool(lost))
}

func (k *asker) reasonsHeadline(a *answer, r *reasons.Result) {
	if r.N == 0 {
		a.headline = reasont("none_noted")
		return
	}
	best, key := r.Rows[0], "headline_left"
	if r.ByNet {
		key = "headline_net"
	}
	a.headline = sentences(reasont(key, i18n.Args{"Reason": reasonName(best.Reason, best.Label), "Sales": reasonn("sales", best.Sales), "Value": k.amount(best.Worth(r.ByNet))}),
		reasont("noted", i18n.Args{"Share": coverageText(r.Coverage)}))
	a.action, a.actionKey = t("show_sales"), reasonKey(best.Reason, false)
}

// lostLine says what was lost, and what for.
func (k *asker) lostLine(r *reasons.Result) []string {
	if r.LostQuotes == 0 {
		return []string{reasont("lost_none")}
	}
	all, most := r.Lost[0].Net, r.Lost[0]
	for _, l := range r.Lost[1:] {
		all += l.Net
	}
	return []string{reasont("lost_line", i18n.Args{"Quotes": reasonn("quotes", r.LostQuotes), "Value": k.amount(all),
		"Reason": reasonName(most.Reason, most.Label), "Money": k.amount(most.Net)})}
}

// reasonsChart has a bar a reason.
func (k *asker) reasonsChart(a *answer, r *reasons.Result) {
	a.spec.Kind, a.spec.N, a.spec.Title, a.spec.YLabel = chart.HBar, r.N, reasont("chart_title"), reasont("chart_y_left")
	a.spec.Format, a.spec.TickFormat = k.scale.write, k.scale.writeShort
	if r.ByNet {
		a.spec.YLabel = reasont("chart_y_net")
	}
	if r.N == 0 {
		a.spec.Empty = reasont("none_noted")
		return
	}
	bars := chart.Series{Name: a.spec.YLabel}
	rows := r.Bought()
	for _, row := range rows[:min(len(rows), shownReasons)] {
		a.spec.Categories = append(a.spec.Categories, reasonName(row.Reason, row.Label))
		bars.Values, bars.Keys = append(bars.Values, k.scale.of(row.Worth(r.ByNet))), append(bars.Keys, reasonKey(row.Reason, false))
	}
	a.spec.Series = []chart.Series{bars}
}

// reasonsSheet has each reason for everybody and for each group, then what
// was lost.
func (k *asker) reasonsSheet(r *reasons.Result) *sheet {
	s := &sheet{title: reasont("sheet_title"), wide: true, columns: []column{{title: reasont("col_reason"), width: 200}, {title: reasont("col_who"), width: 150},
		{title: reasont("col_sales"), right: true, byValue: true}, {title: reasont("col_share"), right: true, byValue: true},
		{title: reasont("col_net"), right: true, byValue: true}, {title: reasont("col_left"), right: true, byValue: true}}}
	for _, row := range r.Rows {
		key, name := reasonKey(row.Reason, false), cell{text: reasonName(row.Reason, row.Label)}
		s.rows = append(s.rows, sheetRow{key: key, cells: k.reasonCells(name, reasont("everybody"), row.Sums, row.Share)})
		for _, p := range row.Parts {
			s.rows = append(s.rows, sheetRow{key: key, cells: k.reasonCells(name, k.whoName(p.Group), p.Sums, p.Share)})
		}
	}
	for _, l := range r.Lost {
		s.rows = append(s.rows, sheetRow{key: reasonKey(l.Reason, true), cells: []cell{{text: reasonName(l.Reason, l.Label)}, {text: reasont("lost_quotes")},
			countCell(l.Quotes), {text: i18n.Percent(l.Share, 0), value: l.Share}, k.moneyCell(l.Net), {}}})
	}
	return s
}

// reasonCells leave open what is left where no cost is known.
func (k *asker) reasonCells(name cell, who string, u reasons.Sums, share float64) []cell {
	left := cell{}
	if u.Coverage > 0 {
		left = k.moneyCell(u.Contribution)
	}
	return []cell{name, {text: who}, countCell(u.Sales), {text: i18n.Percent(share, 0), value: share}, k.moneyCell(u.Net), left}
}

// reasonSales lists the sales or the lost quotes of a reason.
func (k *asker) reasonSales(ctx context.Context, r *reasons.Result, o reasons.Options, key url.Values) (*listing, error) {
	why, lost := key.Get("why"), key.Get("lost") == "true"
	if why == "" {
		return nil, nil
	}
	docs, err := reasons.Records(k.facts, o, why[1:], lost)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	l, err := k.salesList(ctx, docs)
	if err != nil {
		return nil, err
	}
	l.title, l.text = reasonName(why[1:], labelOf(r, why[1:])), reasonn("sales", len(docs))
	if lost {
		l.text = reasonn("quotes", len(docs))
	}
	return l, nil
}

func labelOf(r *reasons.Result, id string) string {
	for _, row := range r.Rows {
		if row.Reason == id {
			return row.Label
		}
	}
	for _, l := range r.Lost {
		if l.Reason == id {
			return l.Label
		}
	}
	return ""
}
