package sales

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// productList is the list of products.
type productList struct {
	list[*productRow]
	data *productListing
	wish productWish
}

func newProductList(env screen.Env) *productList {
	l := &productList{list: newList(env, productRowID, "net")}
	l.build()
	return l
}

// build makes everything anew in the present language.
func (l *productList) build() {
	l.begin(t("search_products"), l.wish.query, l.typed, l.productColumns(), func(r *productRow) {
		l.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: r.ID})
	})
	l.table.Empty = ui.EmptyState(theme.SearchIcon(), t("no_products_title"), t("none_text"), t("show_all"), func() { l.ask(productWish{shelf: allGoods}) })
	l.drawHead()
	top := ui.Stack(ui.SpaceS, l.head, tabs(l.env, PartProducts), l.filters)
	l.root.Objects = []fyne.CanvasObject{ui.Page(container.NewBorder(ui.Spaced(top, 0, ui.SpaceS), nil, nil, nil, l.body))}
	l.root.Refresh()
	if l.data != nil {
		l.drawFilters()
		l.refilter()
	}
}

func (l *productList) currency() string {
	if l.data == nil {
		return ""
	}
	return l.data.settings.BaseCurrency
}

func (l *productList) productColumns() []ui.Column[*productRow] {
	right := fyne.TextAlignTrailing
	return []ui.Column[*productRow]{
		{ID: "sku", Title: t("sku"), Width: 84, MinWidth: 70, Muted: true, Text: func(r *productRow) string { return r.SKU }},
		{ID: "name", Title: t("product"), Width: 210, MinWidth: 160, Grow: true, Text: func(r *productRow) string { return productName(r.Product) }},
		{ID: "category", Title: t("category"), Width: 130, MinWidth: 116, Text: func(r *productRow) string { return r.category }},
		{ID: "price", Title: t("price"), Width: 92, MinWidth: 72, Align: right, Text: func(r *productRow) string { return l.money(r.price, r.hasPrice) },
			Compare: func(a, b *productRow) int { return cmp.Compare(a.price, b.price) }},
		{ID: "cost", Title: t("cost"), Width: 92, MinWidth: 72, Align: right, Text: func(r *productRow) string { return l.money(r.cost, r.hasCost) },
			Compare: func(a, b *productRow) int { return cmp.Compare(a.cost, b.cost) }},
		{ID: "margin", Title: t("margin"), Width: 84, MinWidth: 60, Align: right, Text: func(r *productRow) string { return shareOrDash(r.margin()) }, Compare: byProductMargin},
		{ID: "units", Title: t("units_year"), Width: 96, MinWidth: 60, Align: right, Text: func(r *productRow) string { return i18n.Quantity(r.sales.units) },
			Compare: func(a, b *productRow) int { return cmp.Compare(a.sales.units, b.sales.units) }},
		{ID: "net", Title: t("net_year"), Width: 112, MinWidth: 84, Align: right, Text: func(r *productRow) string { return i18n.Amount(r.sales.year.net, l.currency()) },
			Compare: func(a, b *productRow) int { return cmp.Compare(a.sales.year.net, b.sales.year.net) }},
		{ID: "last", Title: t("last_sold"), Width: 112, MinWidth: 90, Text: func(r *productRow) string { return lastSoldText(r.sales.last) },
			Compare: func(a, b *productRow) int { return cmp.Compare(a.sales.last, b.sales.last) }},
		{ID: "active", Title: t("on_sale"), Width: 92, Hidden: true, Badge: activeBadge},
	}
}

func activeBadge(r *productRow) (string, ui.Tone) {
	if r.Inactive {
		return t("inactive"), ui.Neutral
	}
	return t("active"), ui.Good
}

func lastSoldText(d crm.Date) string {
	if d.IsZero() {
		return t("never")
	}
	return i18n.Date(d)
}

func (l *productList) money(p crm.Price, known bool) string {
	if !known {
		return "–"
	}
	return i18n.Price(p, l.currency())
}

func shareOrDash(share float64, ok bool) string {
	if !ok {
		return "–"
	}
	return i18n.Percent(share, 1)
}

func byProductMargin(a, b *productRow) int {
	x, okX := a.margin()
	y, okY := b.margin()
	return unknownBelow(x, okX, y, okY)
}

func (l *productList) load() {
	if l.data == nil {
		l.put(ui.Loading(t("loading"), nil))
	}
	ui.Ask(l.env.Runner, &l.slot, func(ctx context.Context, _ func(float64)) (*productListing, error) {
		return loadProducts(ctx, l.env)
	}, func(data *productListing, err error) {
		if err != nil {
			l.put(ui.ErrorState(err, l.load))
			return
		}
		l.data = data
		l.drawFilters()
		l.refilter()
	})
}

func (l *productList) refilter() {
	data, wish := l.data, l.wish
	if data == nil {
		return
	}
	l.find(func() ([]*productRow, error) {
		found, err := findGoods(l.env.Book, wish.query)
		return data.narrow(wish, found), err
	}, l.draw, l.refilter)
}

func (l *productList) draw() {
	l.table.SetRows(l.shown)
	l.drawHead()
	show(l.filters, len(l.data.rows) > 0)
	if len(l.data.rows) == 0 {
		l.put(ui.EmptyState(theme.StorageIcon(), t("products_empty_title"), t("products_empty_text"), t("new_product"), l.newProduct))
		return
	}
	l.put(flushCard(l.table))
}

func (l *productList) drawHead() {
	count := ui.Muted("")
	if l.data != nil {
		count.Text = countOf(len(l.shown), len(l.data.rows), "sales.product_count")
	}
	l.head.Objects = []fyne.CanvasObject{ui.Row(ui.SpaceM, ui.Title(t("title")), count, layout.NewSpacer(), ui.Primary(t("new_product"), theme.ContentAddIcon(), l.newProduct))}
	l.head.Refresh()
}

func (l *productList) drawFilters() {
	ids := []crm.ID{{}}
	names := map[crm.ID]string{{}: t("all_categories")}
	for _, c := range l.data.categories {
		ids = append(ids, c.ID)
		names[c.ID] = c.Name
	}
	category := ui.SelectOf(ids, func(id crm.ID) string { return names[id] }, l.wish.category, func(id crm.ID) {
		l.wish.category = id
		l.refilter()
	})
	on := ui.SelectOf(shelves(), shelf.name, l.wish.shelf, func(s shelf) {
		l.wish.shelf = s
		l.refilter()
	})
	l.filters.Objects = []fyne.CanvasObject{ui.Flow(ui.SpaceS, searchBox(l.entry, t("search_products")), category.Snug(260), on.Snug(260))}
	l.filters.Refresh()
}

func (l *productList) ask(w productWish) {
	l.wish = w
	l.entry.SetText(w.query)
	if l.data != nil {
		l.drawFilters()
	}
	l.refilter()
}

// narrowTo shows what a route asks for; an empty query leaves the list as it is.
func (l *productList) narrowTo(query string) {
	if query != "" {
		l.ask(productWish{query: query, shelf: allGoods})
	}
}

func (l *productList) typed(text string) {
	if text != l.wish.query {
		l.wish.query = text
		l.refilter()
	}
}

func (l *productList) newProduct() {
	l.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts, New: true})
}
