package sales

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// productView is everything the page of a product shows.
type productView struct {
	*productRow
	supplier   string
	categories []*crm.Category
	settings   crm.Settings
}

func loadProductView(env screen.Env, id crm.ID) (*productView, error) {
	v := &productView{}
	var product *crm.Product
	category := ""
	err := env.Book.View(func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		v.settings = *settings
		if v.categories, err = categoriesByName(tx); err != nil {
			return err
		}
		if id.IsZero() {
			product = &crm.Product{ProductKind: crm.Good, Unit: "C62"}
			return nil
		}
		if product, err = book.Get[crm.Product](tx, id); err != nil {
			return err
		}
		for _, c := range v.categories {
			if c.ID == product.Category {
				category = c.Name
			}
		}
		v.supplier, err = screen.PartyName(tx, product.Supplier)
		return err
	})
	if err != nil {
		return nil, err
	}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	v.productRow = newProductRow(product, category, salesByProduct(snapshot, env.Today())[id], env.Today())
	return v, nil
}

// productPage shows a product, its form, and its prices and costs.
type productPage struct {
	env  screen.Env
	root *fyne.Container
	slot ui.Slot
	step func(int)

	id   crm.ID // zero: a new one
	data *productView
	form *productForm // the open form, nil when none is
	tag  *priceTag    // the price or cost being set, nil when none is
}

func newProductPage(env screen.Env, step func(int)) *productPage {
	return &productPage{env: env, root: container.NewStack(), step: step}
}

// show brings another product, or the form of a new one, to the page.
func (p *productPage) show(r screen.Route) {
	if r.ID != p.id || r.New {
		p.data = nil
		p.closeForms()
	}
	p.id = r.ID
	p.load()
}

func (p *productPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	id := p.id
	ui.Ask(p.env.Runner, &p.slot, func(context.Context, func(float64)) (*productView, error) {
		return loadProductView(p.env, id)
	}, func(data *productView, err error) {
		switch {
		case book.CodeOf(err) == book.CodeNotFound:
			p.put(ui.EmptyState(theme.StorageIcon(), t("product_gone_title"), t("gone_text"), t("to_products"), p.toList))
		case err != nil:
			p.put(ui.ErrorState(err, p.load))
		default:
			p.data = data
			if id.IsZero() && p.form == nil {
				p.openForm()
				return
			}
			p.render()
		}
	})
}

func (p *productPage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

func (p *productPage) toList() {
	p.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts})
}

func (p *productPage) render() {
	if p.data == nil {
		return
	}
	if p.form != nil {
		p.put(p.form.page())
		return
	}
	currency := p.data.settings.BaseCurrency
	s := p.data.sales
	margin, hint := shareOrDash(p.data.margin()), t("margin_of_price")
	if p.data.cost > 0 && p.data.hasPrice && p.data.hasCost {
		hint = t("markup_short", i18n.Args{"Markup": i18n.Percent(float64(p.data.price-p.data.cost)/float64(p.data.cost), 1)})
	}
	tiles := ui.Tiles(140,
		ui.Stat(t("price_now"), moneyOrDash(p.data.price, p.data.hasPrice, currency), unitHint(p.data.Unit)),
		ui.Stat(t("margin_now"), margin, hint),
		ui.Stat(t("units_year"), i18n.Quantity(s.units), i18n.Amount(s.year.net, currency)),
		ui.Stat(t("last_sold"), lastAgo(s.last, p.env.Today()), lastSoldText(s.last)))
	cards := ui.Tiles(320, p.priceCard(false), p.priceCard(true))
	sections := []fyne.CanvasObject{tiles}
	if s.last.IsZero() {
		sections = append(sections, ui.Muted(t("never_sold")))
	}
	sections = append(sections, cards, p.details())
	head := ui.Stack(ui.SpaceS, p.titleRow(), p.actions())
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceM), nil, nil, nil, ui.NewScroll(ui.Stack(ui.SpaceM, sections...)).Frame))
}

func unitHint(unit string) string {
	if unit == "" {
		return ""
	}
	return t("per_unit", i18n.Args{"Unit": unitName(unit)})
}

func lastAgo(last, today crm.Date) string {
	if last.IsZero() {
		return "–"
	}
	return i18n.Ago(int(today - last))
}

func moneyOrDash(p crm.Price, known bool, currency string) string {
	if !known {
		return "–"
	}
	return i18n.Price(p, currency)
}

func (p *productPage) titleRow() fyne.CanvasObject {
	back := ui.Quiet("", theme.NavigateBackIcon(), p.toList)
	before := ui.Quiet("", theme.MoveUpIcon(), func() { p.step(-1) })
	after := ui.Quiet("", theme.MoveDownIcon(), func() { p.step(1) })
	right := ui.Row(ui.SpaceXS, before, after)
	if text, tone := activeBadge(p.data.productRow); p.data.Inactive {
		right = ui.Row(ui.SpaceXS, ui.Badge(text, tone), before, after)
	}
	return container.NewBorder(nil, nil, ui.Row(0, back), right, ui.Shrinking(ui.Title(productName(p.data.Product))))
}

func (p *productPage) actions() fyne.CanvasObject {
	onShelf := t("take_off")
	if p.data.Inactive {
		onShelf = t("put_on")
	}
	price := ui.Primary(t("set_price"), nil, func() { p.openTag(false) })
	return ui.Flow(ui.SpaceS, price, ui.NewButton(t("set_cost"), nil, func() { p.openTag(true) }), ui.NewButton(t("edit"), nil, p.openForm),
		ui.Quiet(onShelf, nil, p.toggleShelf))
}

// details are the facts that seldom change.
func (p *productPage) details() fyne.CanvasObject {
	supplier := fyne.CanvasObject(ui.NewText(cmp.Or(p.data.supplier, "–")))
	if id := p.data.Supplier; p.data.supplier != "" {
		supplier = ui.NewLink(p.data.supplier, func() { p.env.Go(screen.Route{Screen: screen.Customers, ID: id}) })
	}
	fields := ui.Columns{Parts: []float32{1, 1, 1, 1.4}, TwoBelow: 560}.With(figure(t("sku"), cmp.Or(p.data.SKU, "–")), figure(t("category"), cmp.Or(p.data.category, "–")), figure(t("unit"), cmp.Or(unitName(p.data.Unit), "–")), ui.Stack(2, ui.Caption(t("supplier")), supplier))
	if p.data.Note == "" {
		return ui.Card(fields)
	}
	return ui.Card(ui.Stack(ui.SpaceS, fields, ui.Paragraph(p.data.Note, ui.ColorText)))
}

// change changes the product, read again inside the transaction.
func (p *productPage) change(title string, fn func(*crm.Product)) error {
	id := p.id
	return p.env.Change(title, func(tx *book.Tx) error {
		product, err := book.Get[crm.Product](tx, id)
		if err != nil {
			return err
		}
		fn(product)
		return tx.Put(product)
	})
}

func (p *productPage) toggleShelf() {
	key := "did_take_off"
	if p.data.Inactive {
		key = "did_put_on"
	}
	_ = p.change(t(key, i18n.Args{"Name": productName(p.data.Product)}), func(g *crm.Product) { g.Inactive = !g.Inactive })
}

func (p *productPage) closeForms() {
	if p.form != nil {
		p.form.leave()
		p.form = nil
	}
	p.closeTag()
}

// rebuild draws an open form anew, with what was typed.
func (p *productPage) rebuild() {
	if p.form != nil {
		p.render()
	}
}

func (p *productPage) close() {
	p.closeForms()
	p.slot.Cancel()
}
