package insight

import (
	"context"
	"net/url"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/priority"
)

func ft(key string, args ...i18n.Args) string { return i18n.T("insightprio."+key, args...) }
func fn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightprio."+key, count, args...)
}

// shownFirst is how many customers the chart of priorities shows.
const shownFirst = 10

// mostPlaces is how many customers the list shows: more could not be written
// anew at every step of a slider.
const mostPlaces = 2000

// ranking is what the page of priorities needs beside its answer, so that
// moving a weight asks nothing anew.
type ranking struct {
	saved     priority.Weights
	weights   priority.Weights // the list is in their order
	available [3]bool
	basis     insight.Basis
	// weigh puts the answer in the order of other weights.
	weigh func(priority.Weights)
}

func priorityControls(p *page) []fyne.CanvasObject { return []fyne.CanvasObject{p.returnsField()} }

// priorityMeasure: priorities are of profit, whatever else is looked at.
func priorityMeasure(q question) measure { return q.priority }

// priority answers whom to look after first.
func (k *asker) priority() (*answer, error) {
	m, err := priority.Measure(k.ctx, k.facts, priority.Options{AsOf: k.q.day(), Reading: k.q.reading(), Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if m.Basis == insight.Revenue {
		own := *k // the owner's question stays
		k = &own
		k.q.priority = byRevenue // what sales are listed by
	}
	saved := priority.Saved(k.settings)
	a.ranking = &ranking{saved: saved, available: m.Available, basis: m.Basis}
	a.ranking.weigh = func(w priority.Weights) {
		if r, err := m.Weigh(w); err == nil {
			a.ranking.weights = w
			k.rank(a, r)
		}
	}
	w := k.q.weights
	if w == (priority.Weights{}) {
		w = saved
	}
	a.ranking.weigh(w)
	if len(a.sheet.rows) == 0 {
		a.empty = k.whyEmpty(0)
	}
	return a, nil
}

// rank writes an order of the customers.
func (k *asker) rank(a *answer, r *priority.Result) {
	a.sheet, a.about = k.prioritySheet(r), k.priorityAbout(r)
	a.spec = chart.Spec{}
	if len(r.Rows) == 0 {
		return
	}
	a.headline = capital(k.priorityHeadline(r))
	a.action, a.actionKey = ft("why_first"), whyKey(r.Rows[0])
	one := chart.Series{Name: ft("score")}
	for _, row := range r.Rows[:min(shownFirst, len(r.Rows))] {
		a.spec.Categories = append(a.spec.Categories, row.Name)
		one.Values, one.Keys = append(one.Values, row.Score), append(one.Keys, whyKey(row))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{one}, r.N
	a.spec.YLabel, a.spec.Format = ft("score_axis"), points
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.whyPlace(ctx, r, key) }
}

// points writes a score or a rank as 0 to 100.
func points(v float64) string { return i18n.Number(100*v, 1) }

func whyKey(r priority.Row) string { return keyOf("why", r.ID.String()) }

func (k *asker) priorityHeadline(r *priority.Result) string {
	names := make([]string, 0, 3)
	for _, row := range r.Rows[:min(3, len(r.Rows))] {
		names = append(names, row.Name)
	}
	args := i18n.Args{"Names": listed(names), "Customers": n("customers", r.N)}
	if r.N < leastFollowed || lacks(r.Needs, lifetime.NeedWeeks) {
		return ft("headline_early", args)
	}
	return fn("headline", len(names), args)
}

func (k *asker) priorityAbout(r *priority.Result) []string {
	rules := []string{ft("rule")}
	if r.Basis == insight.Revenue {
		rules = append(rules, ft("rule_revenue"))
	}
	return k.about(basis{n: n("customers", r.N), method: priority.Method, rules: rules, coverage: r.Coverage, rest: "coverage_margin", needs: r.Needs})
}

// axisName is what an axis is called, by what it is of.
func axisName(axis priority.Axis, of insight.Basis) string {
	if axis == priority.Now && of == insight.Revenue {
		return ft("axis_revenue")
	}
	return ft("axis_" + string(axis))
}

func (k *asker) prioritySheet(r *priority.Result) *sheet {
	s := &sheet{title: ft("list_title"), columns: []column{{title: ft("place"), width: 170, byValue: true}, {title: ft("score"), right: true, byValue: true}}}
	for _, axis := range r.Axes {
		if axis.Available {
			s.columns = append(s.columns, column{title: axisName(axis.Axis, r.Basis), right: true, byValue: true, muted: true})
		}
	}
	rows := r.Rows[:min(mostPlaces, len(r.Rows))]
	if len(rows) < len(r.Rows) {
		s.title = ft("list_first", i18n.Args{"N": i18n.Integer(mostPlaces), "All": i18n.Integer(int64(len(r.Rows)))})
	}
	for _, row := range rows {
		cells := []cell{{text: i18n.Integer(int64(row.Place)) + ". " + row.Name, value: float64(row.Place)}, {text: points(row.Score), value: row.Score}}
		for i, axis := range r.Axes {
			if axis.Available {
				cells = append(cells, k.moneyCell(row.Parts[i].Value))
			}
		}
		s.rows = append(s.rows, sheetRow{cells: cells, key: whyKey(row)})
	}
	return s
}

// whyPlace explains a place: the ranks with what is behind them, and the sales.
func (k *asker) whyPlace(ctx context.Context, r *priority.Result, key url.Values) (*listing, error) {
	for _, row := range r.Rows {
		if whyKey(row) != key.Encode() {
			continue
		}
		one := make([]bool, len(k.facts.Party.ID))
		one[row.Party] = true
		l, err := k.salesList(ctx, k.salesOf(one))
		if err != nil {
			return nil, err
		}
		l.title, l.open = row.Name, row.ID
		l.text = k.whyText(r, row)
		return l, nil
	}
	return nil, nil
}

// whyMade says what a profit is made of, as far as there is anything of it.
func (k *asker) whyMade(m *priority.Made) []string {
	lines := []string{ft("why_made", i18n.Args{"Amount": k.amount(m.Contribution)})}
	for _, cost := range []struct {
		key    string
		amount crm.Amount
	}{{"why_serve", m.Serve}, {"why_win", m.Acquisition}, {"why_thanks", m.Rewards}} {
		if cost.amount != 0 {
			lines = append(lines, ft(cost.key, i18n.Args{"Amount": k.amount(cost.amount)}))
		}
	}
	return lines
}

// whyText is the arithmetic of a place: what each axis adds to the score.
func (k *asker) whyText(r *priority.Result, row priority.Row) string {
	lines := []string{ft("why", i18n.Args{"Place": i18n.Integer(int64(row.Place)), "All": i18n.Integer(int64(r.N)), "Score": points(row.Score)})}
	if row.Made != nil {
		lines = append(lines, k.whyMade(row.Made)...)
	}
	for i, axis := range r.Axes {
		if !axis.Available {
			continue
		}
		part := row.Parts[i]
		lines = append(lines, ft("why_axis", i18n.Args{"Axis": axisName(axis.Axis, r.Basis), "Value": k.amount(part.Value),
			"Rank": points(part.Rank), "Share": i18n.Percent(axis.Share, 0), "Adds": points(axis.Share * part.Rank)}))
	}
	return sentences(lines...)
}
