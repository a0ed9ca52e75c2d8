package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/cause"
	"regulars/data/insight/cycle"
)

// PartCauses shows what moves demand on some days, and asks about the days
// that nothing explains.
const PartCauses = "causes"

func cet(key string, args ...i18n.Args) string { return i18n.T("insightcause."+key, args...) }
func cen(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightcause."+key, count, args...)
}

// causes answers what moves demand.
func (k *asker) causes() (*answer, error) {
	r, err := cause.Ask(k.facts, k.source())
	if err != nil {
		return nil, err
	}
	a := &answer{causes: r}
	if r.N == 0 {
		a.empty = noneChosen
		return a, nil
	}
	a.headline = cet("headline_none")
	if lacks(r.Needs, cycle.NeedRuleOut) {
		a.headline = cet("headline_thin", i18n.Args{"Days": nn("days", r.N)})
	}
	if i := slices.IndexFunc(r.Rows, func(x cause.Row) bool { return x.Real && x.Difference != nil }); i >= 0 {
		a.headline = cet("headline_real", i18n.Args{"Cause": screen.CauseName(r.Rows[i]), "Change": screen.MoreOrLess(*r.Rows[i].Difference)})
		if k.q.cycleOf.resource.IsZero() {
			a.action, a.actionKey = yt("show_sales"), screen.CauseKey(r.Rows[i])
		}
	}
	if len(r.Unexplained) > 0 {
		a.headline = sentences(a.headline, cen("headline_asks", len(r.Unexplained)))
	}
	if a.spec = screen.CausesChart(r); a.spec.Empty != "" {
		a.spec.Empty = a.headline
	}
	if len(r.Rows) > 0 {
		a.sheet = causesSheet(r)
	}
	a.about = append([]string{cet("rule")}, k.about(basis{n: nn("days", r.N), method: cause.Method, rules: []string{k.timeRule(k.q.cycleOf.months)}, coverage: 1, needs: r.Needs})...)
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.causeSales(ctx, r, key) }
	return a, nil
}

// causesSheet lists every cause looked at, with its verdict.
func causesSheet(r *cause.Result) *sheet {
	s := &sheet{title: cet("sheet_title"), columns: []column{{title: cet("cause"), width: 150}, {title: cet("difference"), right: true, byValue: true},
		{title: cet("verdict"), width: 190}, {title: cet("range"), right: true, byValue: true, muted: true}, {title: cet("days"), right: true, byValue: true, muted: true}}}
	for _, row := range r.Rows {
		difference, between, verdict := notKnown, notKnown, cell{text: cet("verdict_none")}
		switch {
		case row.Reason == cause.Few:
			verdict.text = cen("few", row.N)
		case !row.Shown:
			verdict.text = cet(string(row.Reason))
		case row.Correlation != nil:
			difference = cell{text: cet("correlation", i18n.Args{"R": i18n.Number(*row.Correlation, 2)}), value: *row.Correlation}
			between = cell{text: cet("between", i18n.Args{"Low": i18n.Number(*row.Low, 2), "High": i18n.Number(*row.High, 2)}), value: *row.Low}
		default:
			difference = cell{text: withSign(*row.Difference), value: *row.Difference}
			between = cell{text: cet("between", i18n.Args{"Low": withSign(*row.Low), "High": withSign(*row.High)}), value: *row.Low}
		}
		if row.Real {
			verdict = cell{text: cet("verdict_real"), tone: ui.Good}
		}
		s.rows = append(s.rows, sheetRow{key: screen.CauseKey(row), cells: []cell{{text: screen.CauseName(row)}, difference, verdict, between, {text: i18n.Integer(int64(row.N)), value: float64(row.N)}}})
	}
	return s
}

// withSign writes a difference with its sign.
func withSign(v float64) string {
	if v > 0 {
		return "+" + i18n.Percent(v, 0)
	}
	return i18n.Percent(v, 0)
}

// causeSales lists the sales of the days of a cause, or of one unexplained day.
func (k *asker) causeSales(ctx context.Context, r *cause.Result, key url.Values) (*listing, error) {
	if !k.q.cycleOf.resource.IsZero() {
		return nil, nil
	}
	title, pass := "", func(crm.Date) bool { return false }
	for i := range r.Rows {
		if screen.CauseKey(r.Rows[i]) == key.Encode() {
			has := r.Days(i)
			title, pass = screen.CauseName(r.Rows[i]), has
		}
	}
	for _, d := range r.Unexplained {
		if key.Get("day") == d.Date.String() {
			title, pass = cet("show_day_key", i18n.Args{"Date": i18n.DateLong(d.Date)}), func(at crm.Date) bool { return at == d.Date }
		}
	}
	if title == "" {
		return nil, nil
	}
	l, err := k.salesOn(ctx, func(doc int) bool { return pass(k.facts.Doc.Date[doc]) })
	if err == nil {
		l.title = title
	}
	return l, err
}

// causesBody is the question about a day above the causes, and the responses
// to promotions and prices below.
type causesBody struct {
	p     *page
	all   *fyne.Container
	asked crm.Date // the day in question; zero for none
}

func newCausesBody(p *page) body { return &causesBody{p: p, all: ui.Stack(ui.SpaceM)} }

func (b *causesBody) root() fyne.CanvasObject { return b.all }

// show brings in an answer.
func (b *causesBody) show(a *answer) {
	f := b.p.frame
	f.showChart(a)
	b.all.Objects = []fyne.CanvasObject{b.question(a.causes), f.chartBox}
	if a.sheet != nil {
		f.sheet.show(a, f.height)
		b.all.Objects[1] = container.New(&beside{from: narrow, share: 0.5, gap: ui.SpaceM}, f.chartBox, f.sheet.root)
	}
	if len(a.causes.Responses) > 0 {
		b.all.Add(b.responses(a.causes))
	}
	b.all.Refresh()
}

// dayAnswer is what may have happened on a day: a type of event and its key.
type dayAnswer struct {
	kind string
	key  fyne.KeyName
}

// answers ends with the one for what nobody knows, which passes on to the next
// day.
func answers() []dayAnswer {
	return []dayAnswer{{"weather", fyne.KeyW}, {"holiday", fyne.KeyH}, {"incident", fyne.KeyI}, {"local_event", fyne.KeyE},
		{"competitor", fyne.KeyC}, {"own_promo", fyne.KeyP}, {"outage", fyne.KeyO}, {"other", fyne.KeyS}}
}

func (a dayAnswer) name() string {
	if a.kind == "other" {
		return cet("unknown")
	}
	return cet("type_" + a.kind)
}

// key answers the question with one key.
func (b *causesBody) key(name fyne.KeyName) bool {
	i := slices.IndexFunc(answers(), func(a dayAnswer) bool { return a.key == name })
	if i < 0 || b.asked == 0 {
		return false
	}
	b.explain(answers()[i])
	return true
}

// question asks about the newest day that nothing explains.
func (b *causesBody) question(r *cause.Result) fyne.CanvasObject {
	b.asked = 0
	if r.N < cause.LeastUsual {
		return ui.Card(small(cet("ask_early"), ui.ColorMuted))
	}
	if len(r.Unexplained) == 0 {
		return ui.Card(small(cet("ask_none"), ui.ColorMuted))
	}
	d := r.Unexplained[0]
	b.asked = d.Date
	text := cet("ask_more", i18n.Args{"Times": i18n.Number(d.Times, 1)})
	switch {
	case d.Value <= 0:
		text = cet("ask_nothing")
	case d.Times < 1:
		text = cet("ask_less", i18n.Args{"Share": i18n.Percent(d.Times, 0)})
	}
	var buttons []fyne.CanvasObject
	for _, x := range answers() {
		buttons = append(buttons, ui.NewButton(x.name()+" ("+string(x.key)+")", nil, func() { b.explain(x) }))
	}
	if b.p.question.cycleOf.resource.IsZero() && d.Value > 0 {
		buttons = append(buttons, ui.Quiet(cet("show_day"), nil, func() { b.p.open(keyOf("day", d.Date.String())) }))
	}
	lines := []fyne.CanvasObject{small(text, ui.ColorText), ui.Flow(ui.SpaceS, buttons...)}
	if left := len(r.Unexplained) - 1; left > 0 {
		lines = append(lines, small(cen("ask_left", left), ui.ColorMuted))
	}
	return ui.Section(cet("ask", i18n.Args{"Date": i18n.DateLong(d.Date)}), ui.Stack(ui.SpaceS, lines...))
}

// explain writes what happened into the diary, which explains the day. The
// keyboard is then free for the answer about the next one.
func (b *causesBody) explain(x dayAnswer) {
	day, title := b.asked, x.name()
	if day == 0 {
		return // answered already
	}
	if x.kind == "other" {
		title = cet("title_unknown")
	}
	b.p.env.Canvas().Unfocus()
	b.asked = 0
	err := b.p.env.Change(cet("did_explain", i18n.Args{"Date": i18n.Date(day), "What": x.name()}), func(tx *book.Tx) error {
		return tx.Put(&crm.DemandEvent{Type: x.kind, From: day, Title: title})
	})
	if err != nil {
		b.asked = day
	}
}

// responses says what followed promotions and changes of price.
func (b *causesBody) responses(r *cause.Result) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, x := range r.Responses[:min(10, len(r.Responses))] {
		result := cet("response_short")
		if x.Change != nil {
			result = cet("response_change", i18n.Args{"Change": screen.MoreOrLess(*x.Change), "Low": withSign(*x.Low), "High": withSign(*x.High)})
			since := x.N[1]
			if x.During == nil {
				since = x.N[2]
			}
			result = i18n.Join(" · ", result, cet("response_days", i18n.Args{"Before": i18n.Integer(int64(x.N[0])), "Since": i18n.Integer(int64(since))}))
		}
		lines = append(lines, small(cet("response_item", i18n.Args{"Title": cmp.Or(x.Title, cet("type_"+x.Type)), "Date": i18n.Date(x.From), "Result": result}), ui.ColorText))
	}
	return ui.Section(cet("response_title"), ui.Stack(ui.SpaceS, append(lines, small(cet("response_note"), ui.ColorMuted))...))
}
