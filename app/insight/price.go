package insight

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/basket"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/pricing"
)

// PartPrice is how units went with the price.
const PartPrice = "price"

// priceChoice is what the owner can choose.
type priceChoice struct {
	months  int
	product crm.ID // drawn; zero: the one that says most
	step    int    // per cent of a price change tried
}

func priceControls(p *page) []fyne.CanvasObject {
	q := &p.question.price
	var items []ui.Choice
	if s, err := p.env.Book.Facts(); err == nil {
		items = itemsOf(s, basket.Product)
	}
	item := itemField("price_item", items, q.product, func(id crm.ID) { p.ask(func(q *question) { q.price.product = id }) })
	step := func(percent int) string { return signedPercent(float64(percent) / 100) }
	return []fyne.CanvasObject{p.monthsField(&q.months), item, pick(p, "price_step", &q.step, step, -20, -10, -5, 5, 10, 20)}
}

// price answers how units went with the price.
func (k *asker) price() (*answer, error) {
	r, err := pricing.Ask(k.ctx, k.facts, pricing.Options{AsOf: k.q.day(), From: k.q.from(k.q.price.months), Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	a.about = k.about(basis{n: ct("weeks_counted", i18n.Args{"N": i18n.Integer(int64(r.N))}), method: r.Method, rules: []string{ct("rule_price"), ct("rule_association")}, coverage: 1, needs: nil})
	if len(r.Rows) == 0 {
		a.headline, a.spec.Empty = ct("headline_no_weeks"), ct("headline_no_weeks")
		return a, nil
	}
	drawn := &r.Rows[max(0, slices.IndexFunc(r.Rows, func(p pricing.Product) bool { return p.ID == k.q.price.product }))]
	k.priceHeadline(a, drawn)
	a.advised = k.priceAdvice(drawn)
	k.priceLevels(a, drawn)
	a.sheet = k.priceSheet(r)
	a.action, a.actionKey = ct("show_memory"), keyOf("row", drawn.ID.String())
	a.find = func(ctx context.Context, key url.Values) (*listing, error) {
		at := slices.IndexFunc(r.Rows, func(p pricing.Product) bool { return key.Has("row") && p.ID.String() == key.Get("row") })
		if at < 0 {
			return nil, nil
		}
		return k.priceMemory(ctx, &r.Rows[at])
	}
	return a, nil
}

func (k *asker) priceText(p crm.Price) string { return i18n.Price(p, k.facts.Currency) }

func (k *asker) priceHeadline(a *answer, p *pricing.Product) {
	if e := p.Shown; p.State == elasticity.Association {
		a.headline = ct("headline_association", i18n.Args{"Name": p.Name, "Units": i18n.Number(-e.Value, 1), "Low": i18n.Number(-e.High, 1), "High": i18n.Number(-e.Low, 1)})
		return
	}
	if len(p.Changes) == 0 {
		a.headline = ct("headline_unchanged", i18n.Args{"Name": p.Name})
		return
	}
	c := p.Changes[len(p.Changes)-1]
	a.headline = sentences(ct("headline_change", i18n.Args{"Name": p.Name, "Before": k.priceText(c.Before), "After": k.priceText(c.After),
		"Was": i18n.Number(c.Was.Units, 1), "Is": i18n.Number(c.Is.Units, 1), "WeeksBefore": i18n.N("bookings.weeks", c.Was.Weeks), "WeeksAfter": i18n.N("bookings.weeks", c.Is.Weeks)}), k.priceVerdict(p, c))
}

// priceVerdict says in short whether the change of price did something.
func (k *asker) priceVerdict(p *pricing.Product, c pricing.Change) string {
	switch {
	case p.State == elasticity.NotIdentified || p.State == elasticity.NoEffect:
		return k.priceLack(p)
	case c.Effect == nil:
		return ct("effect_short")
	case c.Effect.Low < 0 && c.Effect.High > 0:
		return ct("effect_chance")
	}
	return ""
}

// changeText tells a change with the units before and after.
func (k *asker) changeText(c pricing.Change) string {
	return ct("memory", i18n.Args{"Date": i18n.Date(c.Week), "Before": k.priceText(c.Before), "After": k.priceText(c.After),
		"Was": meanText(c.Was), "Is": meanText(c.Is)})
}

// effectText is what a change of price went with, and over how many weeks.
func effectText(c pricing.Change) string {
	if c.Effect == nil {
		return ct("effect_short")
	}
	return ct("effect", i18n.Args{"Change": screen.MoreOrLess(c.Effect.Value), "Low": withSign(c.Effect.Low), "High": withSign(c.Effect.High),
		"Before": i18n.Integer(int64(c.Was.Weeks)), "After": i18n.Integer(int64(c.Is.Weeks))})
}

// meanText is units a week with their range.
func meanText(m pricing.Mean) string {
	if m.Low == nil {
		return i18n.Number(m.Units, 1)
	}
	return ct("range", i18n.Args{"Value": i18n.Number(m.Units, 1), "Low": i18n.Number(*m.Low, 1), "High": i18n.Number(*m.High, 1)})
}

// priceLack says exactly what is missing, or that nothing can be told.
func (k *asker) priceLack(p *pricing.Product) string {
	if p.State == elasticity.NotIdentified || p.State == elasticity.NoEffect {
		return ct("state_" + string(p.State))
	}
	var lacks []string
	for _, need := range p.Needs {
		lacks = append(lacks, i18n.N("insight."+need.Code, need.Count))
	}
	return sentences(lacks...)
}

// priceLevels draws units a week by price.
func (k *asker) priceLevels(a *answer, p *pricing.Product) {
	one := chart.Series{Name: ct("units_a_week")}
	for _, l := range p.Levels() {
		a.spec.Categories = append(a.spec.Categories, k.priceText(l.Price))
		low, high := math.NaN(), math.NaN()
		if l.Low != nil {
			low, high = *l.Low, *l.High
		}
		one.Values, one.Low, one.High = append(one.Values, l.Units), append(one.Low, low), append(one.High, high)
		one.Keys = append(one.Keys, keyOf("row", p.ID.String()))
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Bar, []chart.Series{one}, len(p.Weeks)
	a.spec.Title, a.spec.XLabel, a.spec.YLabel = ct("chart_price", i18n.Args{"Name": p.Name}), ct("col_price"), one.Name
	a.spec.Format = func(v float64) string { return i18n.Number(v, 1) }
	a.spec.TickFormat = whole
}

func (k *asker) priceSheet(r *pricing.Result) *sheet {
	num := func(title string) column { return column{title: title, right: true, byValue: true} }
	s := &sheet{title: ct("sheet_price"), wide: true, columns: []column{{title: pt("by_product"), width: 170}, num(ct("col_now")), num(ct("col_changes")), num(ct("col_was")), num(ct("col_is")), num(ct("col_effect")),
		num(ct("col_elasticity")), num(ct("col_whatif", i18n.Args{"Step": signedPercent(float64(k.q.price.step) / 100)})), num(ct("col_best")), {title: ct("col_why"), width: 260, muted: true}}}
	for i := range r.Rows {
		p := &r.Rows[i]
		s.rows = append(s.rows, sheetRow{cells: k.priceCells(p), key: keyOf("row", p.ID.String())})
	}
	return s
}

func (k *asker) priceCells(p *pricing.Product) []cell {
	cells := []cell{{text: p.Name}, k.priceCell(p.PriceNow), {text: i18n.Integer(int64(len(p.Changes))), value: float64(len(p.Changes))}, {}, {}, {}, {}, {}, {}, {text: k.priceLack(p)}}
	if n := len(p.Changes); n > 0 {
		c := p.Changes[n-1]
		for i, m := range []pricing.Mean{c.Was, c.Is} {
			cells[3+i] = cell{text: i18n.Number(m.Units, 1), value: m.Units}
		}
		if e := c.Effect; e != nil {
			cells[5] = percentCell(*e)
		}
	}
	if e := p.Shown; e != nil {
		cells[6] = cell{text: i18n.Number(e.Value, 1), value: e.Value}
	}
	if w, ok := p.Try(p.PriceNow, p.PriceNow+p.PriceNow*crm.Price(k.q.price.step)/100, p.Variable); ok {
		cells[7] = percentCell(elasticity.Estimate{Value: w.Units.Value - 1, Low: w.Units.Low - 1, High: w.Units.High - 1})
	}
	if best, _, _, why := p.Best(); why == "" {
		cells[8] = k.priceCell(best)
	}
	return cells
}

// percentCell is a relative change with its range.
func percentCell(e elasticity.Estimate) cell {
	return cell{text: ct("range", i18n.Args{"Value": signedPercent(e.Value), "Low": signedPercent(e.Low), "High": signedPercent(e.High)}), value: e.Value}
}

// priceMemory lists the sales of a product with every change of its price.
func (k *asker) priceMemory(ctx context.Context, p *pricing.Product) (*listing, error) {
	var lines []string
	for i := len(p.Changes) - 1; i >= 0; i-- {
		lines = append(lines, sentences(k.changeText(p.Changes[i]), effectText(p.Changes[i])))
	}
	if len(lines) == 0 {
		lines = append(lines, ct("headline_unchanged", i18n.Args{"Name": p.Name}))
	}
	if best, low, high, why := p.Best(); why == "" {
		lines = append(lines, ct("best", i18n.Args{"Price": k.priceText(best), "Low": k.priceText(min(low, high)), "High": k.priceText(max(low, high))}))
	} else {
		lines = append(lines, ct("no_best_"+string(why)), k.priceLack(p))
	}
	l, err := k.salesWhere(ctx, k.q.from(k.q.price.months), k.q.day(), func(line int32) bool {
		g := k.facts.Line.Product[line]
		return g != facts.None && k.facts.Product.ID[g] == p.ID
	})
	if l != nil {
		l.title, l.text = p.Name, strings.TrimSpace(strings.Join(lines, "\n"))
	}
	return l, err
}

func priceScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-price-product", Route: at(PartPrice, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		rows := p.answer.sheet.rows
		p.Show(at(PartPrice, rows[len(rows)/2].key))
	}}}
}
