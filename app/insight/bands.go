package insight

import (
	"cmp"
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/insight/priceband"
	"regulars/data/insight/rfm"
)

// PartBands is who prefers which prices.
const PartBands = "bands"

// shownCrowds is how many groups the chart holds at most.
const shownCrowds = 12

func bandsControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{p.windowField(),
		pick(p, "bands_by", &p.question.bandsBy, func(b priceband.By) string { return ot("bands_by_" + string(b)) }, priceband.Segment, priceband.Group)}
}

// bands answers which group of customers prefers which prices.
func (k *asker) bands() (*answer, error) {
	o := priceband.Options{AsOf: k.q.day(), Window: k.q.window, By: k.q.bandsBy}
	r, err := priceband.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		if why := k.whyEmpty(k.q.windowStart()); why == noneChosen {
			a.empty = why
			return a, nil
		}
	}
	k.bandsHeadline(a, r)
	k.bandsChart(a, r)
	if len(r.Rows) > 0 {
		a.sheet = k.bandsSheet(r)
	}
	a.about = k.about(basis{n: t("and", i18n.Args{"A": n("customers", r.N), "B": on("lines", r.Lines[0]+r.Lines[1]+r.Lines[2])}), method: priceband.Method,
		rules: []string{ot("bands_rule"), ot("bands_sure"), k.windowRule()}, coverage: r.Coverage, rest: "coverage_bands", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.bandSales(ctx, r, o, key) }
	return a, nil
}

// crowdName is what people call a group of customers.
func (k *asker) crowdName(code string) string {
	switch {
	case code == "":
		return ot("no_group")
	case k.q.bandsBy == priceband.Segment:
		return screen.SegmentName(rfm.Segment(code))
	}
	return code
}

func bandName(b priceband.Band) string { return ot("band_" + b.String()) }

func bandKey(row priceband.Row) string {
	return keyOf("group", row.Group, "band", strconv.Itoa(int(row.Band)))
}

func (k *asker) bandsHeadline(a *answer, r *priceband.Result) {
	best, ok := r.Strongest()
	switch {
	case ok && best.Lift.Value > 1:
		a.headline = ot("bands_headline_"+best.Band.String(), i18n.Args{"Group": k.crowdName(best.Group), "Times": i18n.Number(best.Lift.Value, 1),
			"Share": i18n.Percent(best.Share, 0), "Usual": i18n.Percent(best.Usual, 0)})
		a.action, a.actionKey = t("show_sales"), bandKey(best)
	case r.Categories == 0:
		a.headline = ot("bands_no_choice")
	case len(r.Rows) <= len(priceband.Bands()): // one group alone is everybody
		a.headline = ot("bands_early")
	default:
		a.headline = ot("bands_none")
	}
}

// bandsChart shows by how much each group takes more or less than usual.
func (k *asker) bandsChart(a *answer, r *priceband.Result) {
	a.spec.Kind, a.spec.N, a.spec.Title, a.spec.YLabel = chart.HeatMap, r.N, ot("bands_chart"), ot("bands_y")
	a.spec.Format = func(v float64) string {
		if v > 0 {
			return "+" + i18n.Percent(v, 0)
		}
		return i18n.Percent(v, 0)
	}
	if len(r.Rows) <= len(priceband.Bands()) {
		a.spec.Empty = a.headline
		return
	}
	for _, b := range priceband.Bands() {
		a.spec.ColLabels = append(a.spec.ColLabels, bandName(b))
	}
	for from := 0; from < min(len(r.Rows), 3*shownCrowds); from += 3 {
		a.spec.RowLabels = append(a.spec.RowLabels, k.crowdName(r.Rows[from].Group))
		values, keys, strong := make([]float64, 3), make([]string, 3), make([]bool, 3)
		for i, row := range r.Rows[from : from+3] {
			values[i], strong[i] = math.NaN(), row.Telling
			if row.Lift != nil {
				values[i], keys[i] = row.Lift.Value-1, bandKey(row)
			}
		}
		a.spec.Cells, a.spec.CellKeys, a.spec.Strong = append(a.spec.Cells, values), append(a.spec.CellKeys, keys), append(a.spec.Strong, strong)
	}
}

func (k *asker) bandsSheet(r *priceband.Result) *sheet {
	s := &sheet{title: ot("bands_sheet"), wide: true, columns: []column{{title: ot("bands_group"), width: 150}, {title: ot("bands_band"), width: 90},
		{title: ot("bands_times"), right: true, byValue: true}, {title: ot("bands_range"), right: true, byValue: true, muted: true},
		{title: ot("bands_share"), right: true, byValue: true}, {title: ot("bands_usual"), right: true, byValue: true, muted: true},
		{title: t("customers_head"), right: true, byValue: true}, {title: ot("bands_certain"), width: 110}}}
	rows := slices.DeleteFunc(slices.Clone(r.Rows), func(row priceband.Row) bool { return row.Lift == nil })
	slices.SortStableFunc(rows, func(a, b priceband.Row) int {
		return cmp.Or(cmp.Compare(truth(b.Telling), truth(a.Telling)), cmp.Compare(b.Lift.Value, a.Lift.Value))
	})
	for _, row := range rows {
		l, sure := row.Lift, cell{text: ot("bands_maybe"), tone: ui.Neutral}
		if row.Telling {
			sure = cell{text: ot("bands_yes"), tone: ui.Good, value: 1}
		}
		s.rows = append(s.rows, sheetRow{key: bandKey(row), cells: []cell{{text: k.crowdName(row.Group)}, {text: bandName(row.Band)},
			{text: i18n.Number(l.Value, 2), value: l.Value}, {text: i18n.Number(l.Low, 2) + " – " + i18n.Number(l.High, 2), value: l.Low},
			{text: i18n.Percent(row.Share, 0), value: row.Share}, {text: i18n.Percent(row.Usual, 0), value: row.Usual},
			{text: i18n.Integer(int64(row.Customers)), value: float64(row.Customers)}, sure}})
	}
	return s
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bandSales lists the sales of a group with something of a band.
func (k *asker) bandSales(ctx context.Context, r *priceband.Result, o priceband.Options, key url.Values) (*listing, error) {
	for _, row := range r.Rows {
		if row.Lift == nil || !key.Has("group") || row.Group != key.Get("group") || strconv.Itoa(int(row.Band)) != key.Get("band") {
			continue
		}
		docs, err := r.Records(k.facts, o, row.Group, row.Band)
		if err != nil {
			return nil, err
		}
		l, err := k.salesList(ctx, docs)
		if err != nil {
			return nil, err
		}
		l.title = t("title_of", i18n.Args{"What": k.crowdName(row.Group), "When": bandName(row.Band)})
		l.text = ot("bands_list", i18n.Args{"Share": i18n.Percent(row.Share, 0), "Usual": i18n.Percent(row.Usual, 0)})
		return l, nil
	}
	return nil, nil
}

func bandsScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-bands-group", Route: at(PartBands, ""), Act: changed(func(q *question) { q.bandsBy = priceband.Group })}}
}
