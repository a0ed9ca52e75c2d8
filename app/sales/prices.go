package sales

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// priceTag is the small form that sets a price, or a cost, from a day on.
// Documents keep the prices and costs they were written with.
type priceTag struct {
	cost   bool
	price  *ui.PriceField
	from   *ui.DateField
	reason *ui.Entry
	leave  func()
}

func (p *productPage) openTag(cost bool) {
	p.closeTag()
	currency := p.data.settings.BaseCurrency
	k := &priceTag{cost: cost, price: ui.NewPriceField(currency), from: ui.NewDateField(p.env.Today()), reason: ui.NewEntry()}
	k.from.SetDate(p.env.Today())
	k.reason.SetPlaceHolder(t("reason_hint"))
	k.reason.OnKey = func(name fyne.KeyName) bool {
		if isEnter(name) {
			p.savePrice()
		}
		return isEnter(name)
	}
	k.leave = ui.Escape.Push(func() {
		p.closeTag()
		p.render()
	})
	p.tag = k
	p.render()
	if p.env.Canvas() != nil {
		k.price.Focus()
	}
}

func (p *productPage) closeTag() {
	if p.tag != nil {
		p.tag.leave()
		p.tag = nil
	}
}

// savePrice sets the price, or says what is wrong with it.
func (p *productPage) savePrice() {
	k := p.tag
	price, set, ok := k.price.Price()
	day, dayOK := k.from.Date()
	good := true
	if !ok || !set || price < 0 {
		k.price.SetError(t("error_amount"))
		good = false
	}
	if !dayOK || day.IsZero() {
		k.from.SetError(ui.FieldErrorText(crm.ErrRequired))
		good = false
	}
	if !good {
		return
	}
	dated := crm.DatedPrice{From: day, Price: price, Reason: strings.TrimSpace(k.reason.Text)}
	key := "did_price"
	if k.cost {
		key = "did_cost"
	}
	p.closeTag()
	args := i18n.Args{"Name": productName(p.data.Product), "Price": i18n.Price(price, p.data.settings.BaseCurrency), "Date": i18n.Date(day)}
	err := p.change(t(key, args), func(g *crm.Product) {
		if k.cost {
			g.Costs = crm.WithPrice(g.Costs, dated)
		} else {
			g.Prices = crm.WithPrice(g.Prices, dated)
		}
	})
	if err != nil {
		p.render()
	}
}

// priceCard lists the prices, or costs, newest first, with the form on top
// when it is open.
func (p *productPage) priceCard(cost bool) fyne.CanvasObject {
	title, list, none := t("prices"), p.data.Prices, t("no_price")
	if cost {
		title, list, none = t("costs"), p.data.Costs, t("no_cost")
	}
	lines := []fyne.CanvasObject{ui.Heading(title)}
	if p.tag != nil && p.tag.cost == cost {
		lines = append(lines, p.tagPanel())
	}
	if len(list) == 0 {
		lines = append(lines, ui.Paragraph(none, ui.ColorMuted))
	}
	today := p.env.Today()
	for i := len(list) - 1; i >= 0; i-- {
		now := list[i].From <= today && (i == len(list)-1 || list[i+1].From > today)
		lines = append(lines, p.priceLine(list[i], now, list[i].From > today, cost))
	}
	if !cost {
		toLists := ui.Quiet(t("price_lists"), theme.NavigateNextIcon(), func() { p.env.Go(screen.Route{Screen: screen.Settings, Part: "prices"}) })
		lines = append(lines, ui.Row(0, toLists))
	}
	return ui.Card(ui.Stack(ui.SpaceS, lines...))
}

// priceLine is the day, the price and why; a price yet to come can be dropped.
func (p *productPage) priceLine(d crm.DatedPrice, now, later, cost bool) fyne.CanvasObject {
	from := t("since_ever")
	if !d.From.IsZero() {
		from = t("from_day", i18n.Args{"Date": i18n.Date(d.From)})
	}
	day := ui.Muted(from)
	amount := ui.Number(i18n.Price(d.Price, p.data.settings.BaseCurrency))
	right := []fyne.CanvasObject{amount}
	switch {
	case now:
		amount.Style.Bold = true
		right = []fyne.CanvasObject{ui.Badge(t("now"), ui.Accent), amount}
	case later:
		right = []fyne.CanvasObject{ui.Quiet("", theme.CancelIcon(), func() { p.dropPrice(d, cost) }), ui.Badge(t("planned"), ui.Neutral), amount}
	}
	line := container.NewBorder(nil, nil, ui.Row(0, day), ui.Row(ui.SpaceS, right...))
	if d.Reason == "" {
		return line
	}
	return ui.Stack(0, line, ui.Shrinking(ui.Caption(d.Reason)))
}

func (p *productPage) dropPrice(d crm.DatedPrice, cost bool) {
	keep := func(list []crm.DatedPrice) []crm.DatedPrice {
		var out []crm.DatedPrice
		for _, o := range list {
			if o.From != d.From {
				out = append(out, o)
			}
		}
		return out
	}
	_ = p.change(t("did_drop_price", i18n.Args{"Name": productName(p.data.Product)}), func(g *crm.Product) {
		if cost {
			g.Costs = keep(g.Costs)
		} else {
			g.Prices = keep(g.Prices)
		}
	})
}

func (p *productPage) tagPanel() fyne.CanvasObject {
	k := p.tag
	label := t("new_price")
	if k.cost {
		label = t("new_cost")
	}
	save := ui.Primary(t("save"), nil, p.savePrice)
	cancel := ui.NewButton(i18n.T("ui.cancel"), nil, func() {
		p.closeTag()
		p.render()
	})
	form := ui.Stack(ui.SpaceS,
		ui.Columns{Parts: []float32{1, 1.2}}.With(ui.FormRow(label, k.price, ""), ui.FormRow(t("valid_from"), k.from, "")),
		ui.FormRow(t("reason"), k.reason, ""),
		ui.Shrinking(ui.Caption(t("old_documents_stay"))),
		ui.Row(ui.SpaceS, save, cancel))
	panel := ui.NewPanel(ui.ColorTintNeutral, form)
	panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceS
	return panel
}
