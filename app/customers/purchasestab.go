package customers

import (
	"cmp"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// purchaseRow is a purchase line with its texts written.
type purchaseRow struct {
	purchaseLine
	day, quantityText, priceText, netText string
}

func (p *partyPage) purchasesTab() fyne.CanvasObject {
	d := p.data.purchases
	if len(d.lines) == 0 {
		return ui.EmptyState(theme.DocumentIcon(), t("purchases_none_title"), t("purchases_none_text"), t("order_add"), func() {
			p.env.Go(screen.Route{Screen: screen.Sales, ID: p.id, New: true})
		})
	}
	rows := make([]*purchaseRow, len(d.lines))
	for i, l := range d.lines {
		rows[i] = &purchaseRow{l, i18n.Date(l.date), i18n.Quantity(l.quantity), i18n.Price(l.price, l.currency), i18n.Amount(l.net, l.currency)}
	}
	grid := ui.NewRecordTable(p.env.Runner, nil, purchaseColumns()...)
	grid.OnOpen = func(r *purchaseRow) { p.env.Go(screen.Route{Screen: screen.Sales, ID: r.doc}) }
	grid.SetRows(rows)
	card := ui.Card(container.NewBorder(nil, p.totalLine(), nil, nil, grid))
	card.PadX, card.PadY = ui.SpaceXS, ui.SpaceXS
	return container.NewBorder(ui.Spaced(p.purchaseStats(), 0, ui.SpaceS), nil, nil, nil, card)
}

func purchaseColumns() []ui.Column[*purchaseRow] {
	return []ui.Column[*purchaseRow]{
		{ID: "date", Title: t("column_date"), Width: 120, MinWidth: 100, Text: func(r *purchaseRow) string { return r.day },
			Compare: func(a, b *purchaseRow) int { return cmp.Compare(a.date, b.date) }},
		{ID: "number", Title: t("column_number"), Width: 120, MinWidth: 95, Muted: true, Text: func(r *purchaseRow) string { return r.number }},
		{ID: "product", Title: t("column_product"), Width: 260, MinWidth: 120, Grow: true, Text: func(r *purchaseRow) string { return r.name }},
		{ID: "quantity", Title: t("column_quantity"), Width: 80, MinWidth: 60, Align: fyne.TextAlignTrailing, Text: func(r *purchaseRow) string { return r.quantityText },
			Compare: func(a, b *purchaseRow) int { return cmp.Compare(a.quantity, b.quantity) }},
		{ID: "price", Title: t("column_price"), Width: 110, MinWidth: 80, Align: fyne.TextAlignTrailing, Text: func(r *purchaseRow) string { return r.priceText },
			Compare: func(a, b *purchaseRow) int { return cmp.Compare(a.price, b.price) }},
		{ID: "net", Title: t("column_net"), Width: 120, MinWidth: 90, Align: fyne.TextAlignTrailing, Text: func(r *purchaseRow) string { return r.netText },
			Compare: func(a, b *purchaseRow) int { return cmp.Compare(a.base, b.base) }},
	}
}

// totalLine sums the grid; it is the sum of the documents.
func (p *partyPage) totalLine() fyne.CanvasObject {
	h := p.data.habits
	label := ui.Muted(i18n.Join(" · ", i18n.N("customers.orders", h.Orders), i18n.N("customers.lines", len(p.data.purchases.lines))))
	total := ui.NewText(t("total", i18n.Args{"Net": i18n.Amount(h.Net, p.data.currency)}))
	total.Style.Bold = true
	return ui.Padded(container.NewBorder(nil, nil, label, total), ui.SpaceS)
}

func (p *partyPage) purchaseStats() fyne.CanvasObject {
	h := p.data.habits
	median, mean := "–", t("gap_unknown")
	if h.MedianGap > 0 {
		median = i18n.Days(int(math.Round(h.MedianGap)))
		mean = t("gap_mean", i18n.Args{"Days": i18n.Number(h.MeanGap, 1)})
	}
	average := crm.Amount(0)
	if h.Orders > 0 {
		average = crm.Share(h.Net, 1, int64(h.Orders))
	}
	top, hint := "–", ""
	if first := p.data.purchases.top; len(first) > 0 {
		top, hint = first[0].name, i18n.N("customers.orders", first[0].orders)
	}
	return ui.Card(ui.Equal(
		smallStat(t("total_net"), i18n.Amount(h.Net, p.data.currency), i18n.N("customers.orders", h.Orders)),
		smallStat(t("average"), i18n.Amount(average, p.data.currency), ""),
		smallStat(t("gap_median"), median, mean),
		smallStat(t("top_product"), top, hint)))
}

// smallStat is a number that leaves room for the grid below.
func smallStat(label, value, hint string) fyne.CanvasObject {
	lines := []fyne.CanvasObject{ui.Shrinking(ui.Muted(label)), ui.Shrinking(ui.Heading(value))}
	if hint != "" {
		lines = append(lines, ui.Shrinking(ui.Caption(hint)))
	}
	return ui.Stack(2, lines...)
}
