package insight

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/cause"
	"regulars/data/insight/outlook"
	"regulars/data/insight/whatif"
)

// supposed is what the owner supposes will be different: one condition at a
// time. The choices of the other kinds stay for when they are chosen again.
type supposed struct {
	kind     outlook.Kind // empty: all goes on as usual
	more     int          // per cent of everything
	price    int          // per cent of prices
	goods    whatif.Item  // with the other price; zero: all
	event    outlook.Condition
	from, to crm.Date // closed, or of the event; zero: the week after the as-of day
}

// days are those of the condition.
func (s supposed) days(asOf crm.Date) (from, to crm.Date) {
	if from, to = s.from, s.to; from == 0 {
		from = asOf + 1
	}
	if to == 0 {
		to = from + 6
	}
	return from, max(from, to)
}

// conditions are what is supposed, as the outlook asks it.
func (s supposed) conditions(asOf crm.Date) []outlook.Condition {
	c := outlook.Condition{Kind: s.kind}
	switch s.kind {
	case outlook.Flat:
		c.Percent = float64(s.more)
	case outlook.Price:
		c.Percent, c.Product, c.Category = float64(s.price), s.goods.Product, s.goods.Category
	case outlook.Closed:
		c.From, c.To = s.days(asOf)
	case outlook.Event:
		if c = s.event; c.Cause == "" {
			return nil
		}
		c.From, c.To = s.days(asOf)
	default:
		return nil
	}
	return []outlook.Condition{c}
}

// supposedFields choose a condition and the little it needs.
func (p *page) supposedFields() []fyne.CanvasObject {
	of := &p.question.ahead.supposed
	causes := p.causesAgain()
	kinds := []outlook.Kind{"", outlook.Flat, outlook.Price, outlook.Closed}
	if len(causes) > 0 {
		kinds = append(kinds, outlook.Event)
	}
	name := func(k outlook.Kind) string {
		if k == "" {
			return aheadt("suppose_as_is")
		}
		return aheadt("suppose_" + string(k))
	}
	fields := []fyne.CanvasObject{choose("supposed", of.kind, name, func(k outlook.Kind) {
		p.ask(func(q *question) {
			of.kind = k
			if m := &q.ahead.measure; k == outlook.Price && *m != byUnits {
				*m = byRevenue // a price tells nothing of orders
			}
			if k == outlook.Event && of.event.Cause == "" {
				of.event = causes[0]
			}
		})
		p.build() // each has its own fields
	}, kinds...)}
	switch of.kind {
	case outlook.Flat:
		fields = append(fields, pick(p, "supposed_more", &of.more, changeName, 10, 25, 50, -10, -25, -50))
	case outlook.Price:
		fields = append(fields, pick(p, "supposed_price", &of.price, func(v int) string { return signedPercent(float64(v) / 100) }, 5, 10, 20, -5, -10, -20),
			p.goodsField("supposed_goods", &of.goods))
	case outlook.Closed:
		fields = append(fields, p.supposedDays()...)
	case outlook.Event:
		fields = append(append(fields, pick(p, "supposed_cause", &of.event, eventName, causes...)), p.supposedDays()...)
	}
	return fields
}

// causesAgain are the causes of demand that can be supposed to come again.
func (p *page) causesAgain() []outlook.Condition {
	s, err := p.env.Book.Facts()
	if err != nil {
		return nil
	}
	settings, err := p.env.Book.Settings()
	if err != nil {
		return nil
	}
	return outlook.Causes(s, settings.HolidayCountry)
}

// supposedDays ask for the first and the last day.
func (p *page) supposedDays() []fyne.CanvasObject {
	of := &p.question.ahead.supposed
	from, to := of.days(p.question.dayFor(p))
	field := func(name string, day crm.Date, into *crm.Date) fyne.CanvasObject {
		f := ui.NewDateField(p.env.Today())
		f.SetDate(day)
		f.OnChanged = func() {
			if d, ok := f.Date(); ok && d > 0 {
				p.ask(func(*question) { *into = d })
			}
		}
		return named(name, container.New(sized{width: 140}, f))
	}
	return []fyne.CanvasObject{field("supposed_from", from, &of.from), field("supposed_to", to, &of.to)}
}

func eventName(c outlook.Condition) string {
	return screen.CauseName(cause.Row{Kind: c.Cause, ID: c.CauseID, Name: c.CauseName})
}

// supposedName says a condition in words, to stand within a sentence.
func (k *asker) supposedName(c outlook.Condition) string {
	days := i18n.Args{"From": i18n.DayMonth(c.From), "To": i18n.DayMonth(c.To), "What": eventName(c)}
	switch c.Kind {
	case outlook.Price:
		change := i18n.Args{"Change": signedPercent(c.Percent / 100)}
		if name := k.goodsName(c); name != "" {
			return aheadt("what_price", change, i18n.Args{"What": name})
		}
		return aheadt("what_price_all", change)
	case outlook.Closed:
		return aheadt("what_closed", days)
	case outlook.Event:
		return aheadt("what_event", days)
	}
	return changeName(int(c.Percent))
}

// goodsName is the product or category with another price; empty for all.
func (k *asker) goodsName(c outlook.Condition) string {
	for i, id := range k.facts.Product.ID {
		if id == c.Product {
			return k.facts.Product.Name[i]
		}
	}
	for i, id := range k.facts.Category.ID {
		if id == c.Category {
			return k.facts.Category.Name[i]
		}
	}
	return ""
}

// supposedHeadline puts what is supposed before a headline, and what would be
// as usual behind it.
func (k *asker) supposedHeadline(x *outlook.Outlook, headline string) string {
	for _, c := range x.Conditions {
		if !c.Told {
			return sentences(aheadt("headline_not_yet"), capital(headline))
		}
		headline = sentences(aheadt("headline_supposed", i18n.Args{"What": k.supposedName(c.Condition)}), capital(headline), aheadt("headline_usual", i18n.Args{"Value": k.unitNumber(x, x.Total.Usual[0])}))
	}
	return headline
}

func needsText(c outlook.Supposed) string {
	var lines []string
	for _, n := range c.Needs {
		lines = append(lines, i18n.N("insight."+n.Code, n.Count))
	}
	return sentences(lines...)
}

// shownPriced is of how many products the arithmetic is written out.
const shownPriced = 3

// supposedArithmetic tells how each condition that is told was worked out, and
// what is lacking for the others.
func (k *asker) supposedArithmetic(x *outlook.Outlook) (lines []string) {
	for _, c := range x.Conditions {
		if !c.Told {
			lines = append(lines, sentences(aheadt("headline_untold", i18n.Args{"What": k.supposedName(c.Condition)}), needsText(c)))
			continue
		}
		var parts []string
		switch c.Kind {
		case outlook.Flat:
			parts = append(parts, aheadt("arith_flat", i18n.Args{"Times": factor(c.Steps[0].Times)}))
		case outlook.Price:
			parts = k.priceArithmetic(x, c)
		case outlook.Event:
			d := c.Difference
			parts = append(parts, aheadt("arith_event", i18n.Args{"Change": signedPercent(d.Times - 1), "Low": signedPercent(d.Low - 1), "High": signedPercent(d.High - 1)}))
		}
		parts = append(parts, daysArithmetic(x, c)...)
		if c.Kind != outlook.Flat {
			parts = append(parts, aheadt("rule_"+string(c.Kind)))
		}
		lines = append(lines, sentences(append(parts, needsText(c))...))
	}
	return lines
}

func (k *asker) priceArithmetic(x *outlook.Outlook, c outlook.Supposed) (parts []string) {
	for _, p := range c.Priced[:min(shownPriced, len(c.Priced))] {
		parts = append(parts, aheadt("arith_price", i18n.Args{"Name": p.Name, "Now": k.priceText(p.Now), "Price": k.priceText(p.Price), "Value": i18n.Number(p.Elasticity.Value, 2),
			"Low": i18n.Number(p.Elasticity.Low, 2), "High": i18n.Number(p.Elasticity.High, 2), "Times": factor(p.Units.Value),
			"TimesLow": factor(p.Units.Low), "TimesHigh": factor(p.Units.High), "Share": i18n.Percent(p.Share, 0)}))
	}
	if more := len(c.Priced) - shownPriced; more > 0 {
		parts = append(parts, aheadn("arith_price_more", more))
	}
	e := c.Steps[0]
	return append(parts, aheadt("arith_total", i18n.Args{"Measure": aheadt("measure_" + string(x.Measure)), "Times": factor(e.Times), "Low": factor(e.Low), "High": factor(e.High)}))
}

// daysArithmetic tells the periods with days concerned.
func daysArithmetic(x *outlook.Outlook, c outlook.Supposed) (parts []string) {
	for i, e := range c.Steps {
		if e.Days > 0 {
			parts = append(parts, capital(aheadn("arith_days", e.Days, i18n.Args{"Period": periodLong(x.Unit, x.Ahead[i].From), "Open": i18n.Integer(int64(e.Open)), "Times": factor(e.Times)})))
		}
	}
	return parts
}

// factor writes what something is multiplied by.
func factor(v float64) string {
	if v > 0 && v < 0.005 {
		v = 0.01
	}
	return i18n.Number(math.Round(v*100)/100, 2)
}

// anyTold reports whether the forecast differs from the usual.
func anyTold(x *outlook.Outlook) bool {
	for _, c := range x.Conditions {
		if c.Told {
			return true
		}
	}
	return false
}
