package sales

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// productForm writes a product down. What stands in its fields is kept in
// state, so that it can be drawn anew in another language.
type productForm struct {
	p        *productPage
	leave    func()
	state    productDraft
	problems map[string]string

	name *cell
}

// productDraft is a product while it is being written.
type productDraft struct {
	name, sku, note string
	category        crm.ID
	categoryName    string
	newCategory     string
	supplier        crm.ID
	supplierName    string
	unit            string
	service         bool
	price, cost     string // of a new product
	stock, lead     string // counted, and days until a delivery; empty: not told
}

func (p *productPage) openForm() {
	p.closeForms()
	d := p.data
	f := &productForm{p: p, problems: map[string]string{}, state: productDraft{
		name: d.Name, sku: d.SKU, note: d.Note, category: d.Category, categoryName: d.category, supplier: d.Supplier, supplierName: d.supplier,
		unit: d.Unit, service: d.ProductKind == crm.Service, stock: stockText(d.Product), lead: leadText(d.Product),
	}}
	f.leave = ui.Escape.Push(f.cancel)
	p.form = f
	p.render()
	if c := p.env.Canvas(); c != nil {
		c.Focus(f.name)
	}
}

func (f *productForm) cancel() {
	f.p.closeForms()
	if f.p.id.IsZero() {
		f.p.toList()
		return
	}
	f.p.render()
}

// text is a line that is kept in the state; Enter saves.
func (f *productForm) text(into *string, hint string) *cell {
	c := newCell(*into, hint, f.save)
	c.OnChanged = func(s string) { *into = s }
	c.OnKey = func(name fyne.KeyName) bool {
		if isEnter(name) {
			f.save()
		}
		return isEnter(name)
	}
	return c
}

func (f *productForm) row(name, label string, field ...fyne.CanvasObject) fyne.CanvasObject {
	code := f.problems[name]
	text := ""
	if code != "" {
		text = problemText(name, code)
	}
	return ui.FormRow(label, ui.Stack(2, field...), text)
}

func (f *productForm) page() fyne.CanvasObject {
	isNew := f.p.id.IsZero()
	title := t("new_product")
	if !isNew {
		title = t("edit_title", i18n.Args{"Name": productName(f.p.data.Product)})
	}
	f.name = f.text(&f.state.name, "")
	category, supplier := f.categoryPicker(), f.supplierPicker()
	kinds := ui.SelectOf([]bool{false, true}, func(service bool) string {
		if service {
			return t("kind_service")
		}
		return t("kind_good")
	}, f.state.service, func(s bool) { f.state.service = s })
	unitCodes := units()
	if u := f.state.unit; unitName(u) == u { // none, or one we have no word for
		unitCodes = append([]string{u}, unitCodes...)
	}
	unit := ui.SelectOf(unitCodes, unitName, f.state.unit, func(u string) { f.state.unit = u })
	fields := []fyne.CanvasObject{
		ui.Columns{Parts: []float32{2, 1}, TwoBelow: 420}.With(f.row("name", t("name"), f.name), f.row("sku", t("sku"), f.text(&f.state.sku, ""))),
		ui.Columns{TwoBelow: 420}.With(f.row("category", t("category"), category.entry, category.list), f.row("supplier", t("supplier"), supplier.entry, supplier.list)),
		ui.Equal(f.row("kind", t("kind"), kinds), f.row("unit", t("unit"), unit)),
	}
	if isNew {
		zero := ui.PlainPrice(0, f.p.data.settings.BaseCurrency)
		fields = append(fields, ui.Equal(f.row("price", t("price"), f.text(&f.state.price, zero)), f.row("cost", t("cost"), f.text(&f.state.cost, zero))))
	}
	if !f.state.service {
		fields = append(fields, ui.Equal(f.row("stock", t("stock"), f.text(&f.state.stock, "")), f.row("lead_days", t("lead_days"), f.text(&f.state.lead, ""))))
	}
	note := newNote(f.state.note, "", f.save)
	note.OnChanged = func(s string) { f.state.note = s }
	fields = append(fields, f.row("note", t("note"), note))
	save := ui.Primary(t("save"), theme.ConfirmIcon(), f.save)
	buttons := ui.Row(ui.SpaceS, save, ui.NewButton(i18n.T("ui.cancel"), nil, f.cancel))
	body := ui.NewScroll(ui.AtMost(760, ui.Stack(0, ui.Card(ui.Stack(ui.SpaceM, fields...))))).Frame
	return container.NewBorder(ui.Spaced(ui.Shrinking(ui.Title(title)), 0, ui.SpaceM), ui.Spaced(buttons, ui.SpaceM, 0), nil, nil, body)
}

func (f *productForm) categoryPicker() *picker {
	p := newPicker(t("category_hint"), f.save, func(text string) []ui.Choice {
		var out []ui.Choice
		for _, c := range f.p.data.categories {
			if strings.Contains(strings.ToLower(c.Name), strings.ToLower(text)) {
				out = append(out, ui.Choice{ID: c.ID, Title: c.Name})
			}
		}
		return out
	})
	p.show(f.state.categoryName)
	if f.state.newCategory != "" {
		p.show(f.state.newCategory)
	}
	p.newLabel = func(text string) string { return t("new_category", i18n.Args{"Name": text}) }
	p.onPick = func(c ui.Choice) {
		f.state.category, f.state.categoryName, f.state.newCategory = c.ID, c.Title, ""
	}
	p.onNew = func(text string) { f.state.category, f.state.categoryName, f.state.newCategory = crm.ID{}, "", text }
	p.onEmpty, p.onGo = f.save, f.save
	return p
}

func (f *productForm) supplierPicker() *picker {
	p := newPicker(t("supplier_hint"), f.save, func(text string) []ui.Choice { return findParties(f.p.env.Book, screen.Standings{}, text) })
	p.show(f.state.supplierName)
	p.onPick = func(c ui.Choice) { f.state.supplier, f.state.supplierName = c.ID, c.Title }
	p.onEmpty, p.onGo = f.save, f.save
	return p
}

// check lists what is wrong, an error code by field.
func (f *productForm) check() map[string]string {
	out := map[string]string{}
	d := f.state
	if strings.TrimSpace(d.name) == "" && strings.TrimSpace(d.sku) == "" {
		out["name"] = crm.ErrRequired
	}
	for name, text := range map[string]string{"price": d.price, "cost": d.cost} {
		if v, err := ui.ParsePrice(text, f.p.data.settings.BaseCurrency); strings.TrimSpace(text) != "" && err != nil {
			out[name] = ui.ErrNumber
		} else if v < 0 {
			out[name] = crm.ErrRange
		}
	}
	if _, err := ui.ParseNumber(d.stock, 4); strings.TrimSpace(d.stock) != "" && err != nil {
		out["stock"] = ui.ErrNumber
	}
	if days, err := ui.ParseNumber(d.lead, 0); strings.TrimSpace(d.lead) != "" && (err != nil || days < 0) {
		out["lead_days"] = ui.ErrNumber
	}
	return out
}

// stockText and leadText are what stands in the fields; empty for what is not told.
func stockText(g *crm.Product) string {
	if g.StockOn.IsZero() {
		return ""
	}
	return i18n.Decimal(g.Stock.String())
}

func leadText(g *crm.Product) string {
	if g.LeadDays == 0 {
		return ""
	}
	return strconv.Itoa(g.LeadDays)
}

// keepStock sets what was counted, today when it is another number than
// before, and the days until a delivery.
func (d *productDraft) keepStock(g *crm.Product, today crm.Date) {
	if strings.TrimSpace(d.stock) == "" {
		g.Stock, g.StockOn = 0, 0
	} else if d.stock != stockText(g) {
		v, _ := ui.ParseNumber(d.stock, 4) // checked before
		g.Stock, g.StockOn = crm.Quantity(v), today
	}
	days, _ := ui.ParseNumber(d.lead, 0)
	g.LeadDays = int(days)
}

// save stores the product, or says under its fields what is wrong.
func (f *productForm) save() {
	if f.problems = f.check(); len(f.problems) > 0 {
		f.p.render()
		return
	}
	id := f.p.id
	title := t("did_change", i18n.Args{"Name": strings.TrimSpace(f.state.name)})
	if id.IsZero() {
		title = t("did_add_product", i18n.Args{"Name": strings.TrimSpace(f.state.name)})
	}
	saved := id
	err := f.p.env.Change(title, func(tx *book.Tx) error {
		var err error
		saved, err = f.put(tx, id)
		return err
	})
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		for _, e := range fields {
			f.problems[e.Field] = e.Code
		}
	}
	if err != nil {
		f.p.render()
		return
	}
	f.p.closeForms()
	if id.IsZero() {
		f.p.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: saved})
		return
	}
	f.p.render()
}

func (f *productForm) put(tx *book.Tx, id crm.ID) (crm.ID, error) {
	d := f.state
	g := &crm.Product{}
	if !id.IsZero() {
		old, err := book.Get[crm.Product](tx, id)
		if err != nil {
			return id, err
		}
		g = old
	}
	category := d.category
	if d.newCategory != "" {
		c := &crm.Category{Name: d.newCategory}
		if err := tx.Put(c); err != nil {
			return id, err
		}
		category = c.ID
	}
	g.Name, g.SKU, g.Note = strings.TrimSpace(d.name), strings.TrimSpace(d.sku), strings.TrimSpace(d.note)
	g.Category, g.Supplier, g.Unit = category, d.supplier, d.unit
	d.keepStock(g, f.p.env.Today())
	if isService := g.ProductKind == crm.Service; id.IsZero() || isService != d.service {
		g.ProductKind = crm.Good
		if d.service {
			g.ProductKind = crm.Service
		}
	}
	if id.IsZero() {
		currency := f.p.data.settings.BaseCurrency
		g.Prices, g.Costs = firstPrice(d.price, currency), firstPrice(d.cost, currency)
	}
	err := tx.Put(g)
	return g.ID, err
}

// firstPrice holds since ever; an empty text is no price.
func firstPrice(text, currency string) []crm.DatedPrice {
	v, err := ui.ParsePrice(text, currency)
	if err != nil {
		return nil
	}
	return []crm.DatedPrice{{Price: v}}
}
