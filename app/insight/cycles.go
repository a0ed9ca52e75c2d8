package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/cycle"
)

// PartCycles shows whether demand follows hours, days, months or another period.
const PartCycles = "cycles"

func yt(key string, args ...i18n.Args) string { return i18n.T("insightcycle."+key, args...) }

// demandOf is the demand that cycles and causes are of.
type demandOf struct {
	measure  cycle.Measure
	resource crm.ID // zero: the sales of the shop
	months   int    // looked at, 0: all
	split    cycle.Split
}

func cyclesControls(p *page) []fyne.CanvasObject {
	q := &p.question
	fields := []fyne.CanvasObject{p.monthsField(&q.cycleOf.months)}
	if of := resourceIDs(p); len(of) > 1 {
		name := func(id crm.ID) string { return resourceName(p, id) }
		fields = append(fields, pick(p, "cycle_of", &q.cycleOf.resource, name, of...))
	}
	return append(fields, pick(p, "cycle_measure", &q.cycleOf.measure, func(m cycle.Measure) string { return yt("measure_" + string(m)) }, cycle.Orders, cycle.Money, cycle.Units))
}

// resourceIDs are what can be booked, after the shop itself.
func resourceIDs(p *page) []crm.ID {
	ids := []crm.ID{{}}
	if s, err := p.env.Book.Facts(); err == nil {
		for _, r := range s.Tables.Resources {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func resourceName(p *page, id crm.ID) string {
	if s, err := p.env.Book.Facts(); err == nil {
		for _, r := range s.Tables.Resources {
			if r.ID == id {
				return r.Name
			}
		}
	}
	return yt("shop")
}

// source is the demand asked for.
func (k *asker) source() cycle.Source {
	return cycle.Source{AsOf: k.q.day(), From: k.q.from(k.q.cycleOf.months), Measure: k.q.cycleOf.measure, Resource: k.q.cycleOf.resource,
		Reading: insight.Reading{Basis: insight.Revenue, Returns: k.q.returns}, Country: k.settings.HolidayCountry}
}

// cycles answers whether demand goes round.
func (k *asker) cycles() (*answer, error) {
	o, err := k.kindsSource()
	if err != nil {
		return nil, err
	}
	r, err := cycle.Ask(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if len(r.Rows) == 0 {
		a.empty = noneChosen
		return a, nil
	}
	a.cycles = slices.Clone(r.Rows)
	slices.SortStableFunc(a.cycles, func(x, y cycle.Row) int {
		return cmp.Or(cmp.Compare(found(y), found(x)), cmp.Compare(y.Strength*float64(found(y)), x.Strength*float64(found(x))))
	})
	best := a.cycles[0]
	switch {
	case best.Found:
		a.headline = screen.CycleSentence(best)
		if _, high, ok := best.Ends(); ok && k.q.cycleOf.resource.IsZero() {
			a.action, a.actionKey = yt("show_sales"), screen.CycleKey(best, high.Slot)
		}
	case !slices.ContainsFunc(r.Rows, func(x cycle.Row) bool { return x.Reason != cycle.Short && x.Reason != cycle.Untimed }):
		a.headline = yt("headline_early")
	case lacks(r.Needs, cycle.NeedRuleOut):
		a.headline = yt("headline_thin", i18n.Args{"Days": nn("days", r.N)})
	default:
		a.headline = yt("headline_none")
	}
	a.spec, a.sheet = screen.CycleChart(best), cyclesSheet(a.cycles)
	days := r.Days
	a.about = append([]string{yt("days", i18n.Args{"Traded": days.Traded, "Zero": days.Zero, "Closed": days.Closed, "Missing": days.Missing, "SoldOut": days.SoldOut, "Explained": days.Explained})},
		k.about(basis{n: nn("days", r.N), method: cycle.Method, rules: []string{k.timeRule(k.q.cycleOf.months), yt("interval_note")}, coverage: 1, needs: r.Needs})...)
	if days.SoldOut > 0 {
		a.about = append(a.about, yt("sold_out_rule"))
	}
	if r.Split != cycle.Whole {
		kindsHeadline(a, r)
		a.sheet = kindsSheet(r)
		a.about = append(a.about, kindsRule())
	}
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.cycleSales(ctx, r, o, key) }
	return a, nil
}

// lacks reports whether something is missing.
func lacks(needs []insight.Need, code string) bool {
	return slices.ContainsFunc(needs, func(n insight.Need) bool { return n.Code == code })
}

func found(r cycle.Row) int {
	if r.Found {
		return 1
	}
	return 0
}

// cyclesSheet are all indices, for files.
func cyclesSheet(rows []cycle.Row) *sheet {
	s := &sheet{title: yt("sheet_title"), wide: true, columns: []column{{title: yt("cycle"), width: 160}, {title: yt("slot"), width: 90},
		{title: yt("index"), right: true, byValue: true}, {title: yt("low"), right: true, byValue: true}, {title: yt("high"), right: true, byValue: true}, {title: yt("values"), right: true, byValue: true}}}
	part := func(v *float64) cell {
		if v == nil {
			return notKnown
		}
		return cell{text: i18n.Number(*v, 2), plain: strconv.FormatFloat(*v, 'f', 4, 64), value: *v}
	}
	for _, r := range rows {
		for _, i := range r.Indices {
			if r.Found {
				s.rows = append(s.rows, sheetRow{key: screen.CycleKey(r, i.Slot), cells: []cell{{text: screen.CycleName(r)}, {text: screen.CycleSlot(r, i.Slot)},
					part(i.Index), part(i.Low), part(i.High), {text: i18n.Integer(int64(i.N)), value: float64(i.N)}}})
			}
		}
	}
	return s
}

// cycleSales lists the sales that a bar stands on, those of one kind of
// customers in a slot of its cycle, or all of that kind.
func (k *asker) cycleSales(ctx context.Context, r *cycle.Result, o cycle.Source, key url.Values) (*listing, error) {
	rows, first, of, name := r.Rows, r.From, func(int) bool { return true }, ""
	if code := key.Get("group"); code != "" {
		at := slices.IndexFunc(r.Groups, func(g cycle.Group) bool { return g.Code == code })
		if at < 0 {
			return nil, nil
		}
		g, kind := r.Groups[at], cycle.KindOf(k.facts, o)
		rows, first, name = g.Cycles, g.From, kindName(r.Split, g)
		of = func(doc int) bool { return kind(doc) == code }
	}
	slot, err := strconv.Atoi(key.Get("slot"))
	at := slices.IndexFunc(rows, func(x cycle.Row) bool { return string(x.Cycle) == key.Get("cycle") })
	whole := name != "" && key.Get("cycle") == "" && key.Get("slot") == ""
	if !k.q.cycleOf.resource.IsZero() || !whole && (err != nil || at < 0 || !slices.ContainsFunc(rows[at].Indices, func(i cycle.Index) bool { return i.Slot == slot })) {
		return nil, nil
	}
	l, err := k.salesOn(ctx, func(doc int) bool {
		d := r.Series.On(k.facts.Doc.Date[doc])
		return of(doc) && (whole || d != nil && d.Usual() && rows[at].SlotOf(first, d.Date, k.facts.Doc.Time[doc]) == slot)
	})
	if err != nil {
		return nil, err
	}
	switch {
	case whole:
		l.title = name
	case name != "":
		l.title = t("title_of", i18n.Args{"What": name, "When": screen.CycleWhen(rows[at], slot)})
	default:
		l.title = capital(screen.CycleWhen(rows[at], slot))
	}
	return l, nil
}

// salesOn lists the counted purchases that pass.
func (k *asker) salesOn(ctx context.Context, pass func(doc int) bool) (*listing, error) {
	var docs []int32
	for i := range k.facts.Doc.ID {
		if insight.Counted(k.facts, i, k.q.from(k.q.cycleOf.months), k.q.day()) && pass(i) {
			docs = append(docs, int32(i))
		}
	}
	return k.salesList(ctx, docs)
}

// cyclesBody is one card a cycle, those that hold first.
type cyclesBody struct {
	p      *page
	all    *fyne.Container
	charts []*chart.Widget
	shown  []cycle.Row
}

// cycleHeight is that of the bars of one cycle.
const cycleHeight float32 = 290

func newCyclesBody(p *page) body {
	b := &cyclesBody{p: p, all: ui.Stack(ui.SpaceM)}
	for i := range 6 {
		w := chart.New(chart.Spec{})
		w.OnOpen = func(series, index int) {
			if i < len(b.shown) {
				p.open(screen.CycleChart(b.shown[i]).Key(series, index))
			}
		}
		b.charts = append(b.charts, w)
	}
	return b
}

func (b *cyclesBody) root() fyne.CanvasObject { return b.all }

// show brings in an answer.
func (b *cyclesBody) show(a *answer) {
	b.shown = a.cycles
	var cards []fyne.CanvasObject
	var rest []fyne.CanvasObject
	for i, r := range a.cycles {
		if r.Found {
			cards = append(cards, b.card(i, r))
			continue
		}
		name := ui.Shrinking(ui.NewText(screen.CycleName(r)))
		rest = append(rest, ui.Stack(0, name, small(screen.CycleSentence(r), ui.ColorMuted)))
	}
	b.all.Objects = nil
	if b.p.question.cycleOf.split != cycle.Whole && a.sheet != nil {
		b.p.frame.sheet.show(a, a.sheet.height())
		b.all.Add(b.p.frame.sheet.root)
	}
	for len(cards) > 0 {
		two := min(2, len(cards))
		b.all.Add(container.New(&beside{from: narrow, share: 0.5, gap: ui.SpaceM}, pairOf(cards[:two])...))
		cards = cards[two:]
	}
	if len(rest) > 0 {
		b.all.Add(ui.Section(yt("none"), ui.Stack(ui.SpaceS, rest...)))
	}
	b.all.Refresh()
}

// pairOf fills up a line of two.
func pairOf(cards []fyne.CanvasObject) []fyne.CanvasObject {
	if len(cards) == 1 {
		return append(cards, container.NewWithoutLayout())
	}
	return cards
}

// card is one cycle: what it comes to, its bars, and what that stands on.
func (b *cyclesBody) card(i int, r cycle.Row) fyne.CanvasObject {
	spec := screen.CycleChart(r)
	spec.XLabel, spec.N = "", 0
	b.charts[i].SetSpec(spec)
	basis := yt("basis", i18n.Args{"Strength": i18n.Percent(r.Strength, 0), "Rounds": i18n.Integer(int64(r.Repetitions)), "N": i18n.Integer(int64(r.N))})
	if r.Together > 1 {
		basis = sentences(basis, yt("together", i18n.Args{"N": r.Together}))
	}
	return ui.Section(screen.CycleName(r), ui.Stack(ui.SpaceS, small(capital(screen.CycleSentence(r)), ui.ColorText),
		container.New(sized{height: cycleHeight}, b.charts[i]), small(basis, ui.ColorMuted)))
}

func cyclesScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-cycles-money", Route: at(PartCycles, ""), Act: changed(func(q *question) { q.cycleOf.measure = cycle.Money })},
		{Name: "insight-cycles-segment", Route: at(PartCycles, ""), Act: changed(func(q *question) { q.cycleOf.split = cycle.Segment })},
		{Name: "insight-cycles-segment-records", Route: at(PartCycles, ""), Act: func(s screen.Screen) {
			changed(func(q *question) { q.cycleOf.split = cycle.Segment })(s)
			p := s.(*page)
			p.Show(at(PartCycles, p.answer.sheet.rows[0].key))
		}},
		{Name: "insight-cycles-segment-thin", Route: at(PartCycles, ""), Act: func(s screen.Screen) {
			early(20)(s)
			changed(func(q *question) { q.cycleOf.split = cycle.Segment })(s)
		}}}
}
