package insight

import (
	"context"
	"net/url"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/whatif"
)

// PartWhatIf is what a year would bring if something were different.
const PartWhatIf = "what-if"

func wt(key string, args ...i18n.Args) string { return i18n.T("insightwhatif."+key, args...) }
func wn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightwhatif."+key, count, args...)
}

// whatIfOptions are the levers as asked: without both goods nothing moves.
func (q question) whatIfOptions() whatif.Options {
	o := q.whatIf
	o.AsOf = q.day()
	if o.From == (whatif.Item{}) || o.To == (whatif.Item{}) || o.From == o.To {
		o.Move = 0
	}
	return o
}

func (k *asker) whatIf() (*answer, error) {
	o := k.q.whatIfOptions()
	r, err := whatif.Ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	k.whatIfHeadline(a, r)
	k.whatIfChart(a, r)
	if len(r.Rows) > 0 {
		a.sheet = k.whatIfSheet(r)
	}
	rules := []string{wt("rule_year", i18n.Args{"Contribution": k.amount(r.Contribution)}), wt("rule_range")}
	for _, row := range r.Rows {
		rules = append(rules, wt("assume_"+string(row.Lever)))
	}
	a.about = k.about(basis{n: n("sales", r.N), method: whatif.Method, rules: rules, coverage: r.Coverage, rest: "coverage_profit", needs: r.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.behindLever(ctx, r, o, key) }
	return a, nil
}

func (k *asker) whatIfHeadline(a *answer, r *whatif.Result) {
	told := 0
	for _, row := range r.Rows {
		told += truth(row.Change != nil)
	}
	switch {
	case len(r.Rows) == 0:
		a.headline = wt("headline_nothing")
	case told == 0:
		a.headline = wt("headline_none")
	case r.Total < 0:
		a.headline = wt("headline_less", i18n.Args{"Amount": k.roughly(-r.Total)})
	default:
		a.headline = wt("headline_more", i18n.Args{"Amount": k.roughly(r.Total)})
	}
}

func leverKey(row whatif.Row) string { return keyOf("lever", string(row.Lever)) }

func (k *asker) whatIfChart(a *answer, r *whatif.Result) {
	one := chart.Series{Name: wt("col_change")}
	for _, row := range r.Rows {
		if row.Change != nil {
			a.spec.Categories = append(a.spec.Categories, wt("lever_"+string(row.Lever)))
			one.Values, one.Keys = append(one.Values, k.scale.of(row.Change.Value)), append(one.Keys, leverKey(row))
		}
	}
	a.spec.Kind, a.spec.Series, a.spec.N, a.spec.Title = chart.HBar, []chart.Series{one}, r.N, wt("chart_title")
	a.spec.YLabel, a.spec.Format, a.spec.TickFormat = k.facts.Currency, k.scale.write, k.scale.writeShort
	if len(one.Values) == 0 {
		a.spec.Empty = a.headline
	}
}

func (k *asker) whatIfSheet(r *whatif.Result) *sheet {
	s := &sheet{title: wt("sheet_title"), wide: true, columns: []column{{title: wt("col_lever"), width: 170}, {title: wt("col_change"), right: true, byValue: true},
		{title: wt("col_range"), right: true, byValue: true, muted: true}, {title: wt("col_how"), width: 460, muted: true}}}
	for _, row := range r.Rows {
		cells := []cell{{text: wt("lever_" + string(row.Lever))}, {text: wt("not_told")}, {}, {text: k.leverText(row)}}
		if c := row.Change; c != nil {
			cells[1], cells[2] = k.moneyCell(c.Value), cell{text: k.roughly(c.Low) + " – " + k.roughly(c.High), value: float64(c.Low)}
		}
		s.rows = append(s.rows, sheetRow{key: leverKey(row), cells: cells})
	}
	return s
}

// leverText is the arithmetic of a change, or what is missing for it.
func (k *asker) leverText(row whatif.Row) string {
	if row.Change == nil {
		return i18n.N("insight."+row.Needs[0].Code, row.Needs[0].Count)
	}
	text := ""
	switch row.Lever {
	case whatif.Mix:
		text = wt("how_mix", i18n.Args{"Units": i18n.Number(float64(row.Units)/crm.QuantityScale, 0), "From": k.amount(row.FromEach), "To": k.amount(row.ToEach)})
	case whatif.Retention:
		text = wn("how_retention", row.Had, i18n.Args{"Kept": i18n.Integer(int64(row.Kept)), "More": i18n.Number(row.More, 1), "Each": k.amount(row.Each)})
	default:
		text = wn("how_returns", row.Lines, i18n.Args{"Lost": k.amount(row.Lost)})
	}
	if row.Coverage < 0.9995 {
		text = sentences(text, wt("how_costs", i18n.Args{"Share": coverageText(row.Coverage)}))
	}
	return text
}

func (k *asker) behindLever(ctx context.Context, r *whatif.Result, o whatif.Options, key url.Values) (*listing, error) {
	for _, row := range r.Rows {
		if string(row.Lever) != key.Get("lever") {
			continue
		}
		l, err := k.salesList(ctx, whatif.Records(k.facts, o, row.Lever))
		if err != nil {
			return nil, err
		}
		l.title, l.text = wt("lever_"+string(row.Lever)), k.leverText(row)
		return l, nil
	}
	return nil, nil
}

// scenarios are those saved for this question, by name as kept.
func scenarios(b *book.Book) (all []*crm.Scenario, err error) {
	err = b.View(func(tx *book.Tx) error {
		return book.Each(tx, func(x *crm.Scenario) bool {
			if x.Question == whatif.Question && !x.Deleted() {
				all = append(all, x)
			}
			return true
		})
	})
	return all, err
}

func whatIfScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-what-if-mix", Route: at(PartWhatIf, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		f, err := p.env.Book.Facts()
		if err != nil || len(f.Category.ID) < 2 {
			return
		}
		changed(func(q *question) {
			q.whatIf.From, q.whatIf.To = whatif.Item{Category: f.Category.ID[0]}, whatif.Item{Category: f.Category.ID[1]}
		})(s)
	}}}
}
