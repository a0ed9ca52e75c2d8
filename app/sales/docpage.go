package sales

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// docPage shows one document and what can be done with it.
type docPage struct {
	env  screen.Env
	root *fyne.Container
	slot ui.Slot
	step func(int)

	id   crm.ID
	data *docView
	till *till // the payment being written down, nil when none is
}

func newDocPage(env screen.Env, step func(int)) *docPage {
	return &docPage{env: env, root: container.NewStack(), step: step}
}

// show brings another document to the page.
func (p *docPage) show(id crm.ID) {
	if id != p.id {
		p.data = nil
		p.closeTill()
	}
	p.id = id
	p.load()
}

func (p *docPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	id := p.id
	ui.Ask(p.env.Runner, &p.slot, func(ctx context.Context, _ func(float64)) (*docView, error) {
		return loadDocView(ctx, p.env, id)
	}, func(data *docView, err error) {
		switch {
		case book.CodeOf(err) == book.CodeNotFound:
			p.put(ui.EmptyState(theme.DocumentIcon(), t("gone_title"), t("gone_text"), t("to_list"), p.toList))
		case err != nil:
			p.put(ui.ErrorState(err, p.load))
		default:
			p.data = data
			p.render()
		}
	})
}

func (p *docPage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

func (p *docPage) toList() { p.env.Go(screen.Route{Screen: screen.Sales}) }

// render draws the page from its data.
func (p *docPage) render() {
	if p.data == nil {
		return
	}
	head := ui.Stack(ui.SpaceS, p.titleRow(), p.about(), p.actions())
	if p.till != nil {
		head.Add(p.till.panel())
	}
	head.Add(p.stats())
	grid := ui.NewRecordTable(p.env.Runner, nil, p.lineColumns()...)
	grid.OnOpen = func(r *lineRow) {
		if !r.Product.IsZero() {
			p.env.Go(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: r.Product})
		}
	}
	grid.SetRows(p.data.lineRows())
	foot := ui.Spaced(p.foot(), ui.SpaceS, 0)
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceS), foot, nil, nil, flushCard(grid)))
}

// titleRow is the way back, the name, the state, and the neighbours.
func (p *docPage) titleRow() fyne.CanvasObject {
	d := p.data.doc
	back := ui.Quiet("", theme.NavigateBackIcon(), p.toList)
	before := ui.Quiet("", theme.MoveUpIcon(), func() { p.step(-1) })
	after := ui.Quiet("", theme.MoveDownIcon(), func() { p.step(1) })
	name := ui.Title(docName(d.DocType, d.Number))
	badge := ui.Badge(statusName(d.Status), statusTone(d.Status))
	if d.Deleted() {
		badge = ui.Badge(t("in_trash"), ui.Bad)
	}
	return container.NewBorder(nil, nil, ui.Row(ui.SpaceS, back, name, badge), ui.Row(ui.SpaceXS, before, after))
}

// about says who bought, when and how, with links to what belongs to it.
func (p *docPage) about() fyne.CanvasObject {
	d := p.data.doc
	var objects []fyne.CanvasObject
	switch {
	case d.Party.IsZero():
		objects = append(objects, ui.NewText(t("walk_in")))
	default:
		objects = append(objects, ui.NewLink(cmp.Or(p.data.customer, t("customer_gone")), func() {
			p.env.Go(screen.Route{Screen: screen.Customers, ID: d.Party})
		}))
	}
	day := i18n.Join(" ", i18n.Date(d.Date), d.Time.String())
	objects = append(objects, ui.Muted(i18n.Join(" · ", day, p.data.site, channelName(d.Channel), methodName(d.PaymentMethod), i18n.Country(d.Country))))
	for _, m := range p.linked() {
		objects = append(objects, ui.NewLink(docName(m.DocType, m.Number), func() {
			p.env.Go(screen.Route{Screen: screen.Sales, ID: m.ID})
		}), ui.Badge(statusName(m.Status), statusTone(m.Status)))
	}
	return ui.Flow(ui.SpaceM, objects...)
}

// linked are the relatives of the document.
func (p *docPage) linked() []*crm.SalesDocument {
	var out []*crm.SalesDocument
	for _, m := range p.data.members {
		if m.ID != p.id {
			out = append(out, m)
		}
	}
	return out
}

// stats are the totals.
func (p *docPage) stats() fyne.CanvasObject {
	d, f := p.data.doc, p.data.family
	s := sumsOf(d.Lines, d.Currency)
	margin, hint := "–", t("margin_unknown")
	if s.known > 0 {
		margin, hint = i18n.Amount(s.margin(), d.Currency), marginHint(s)
	}
	cards := []fyne.CanvasObject{
		ui.Stat(t("net"), i18n.Amount(d.Net, d.Currency), i18n.N("sales.line_count", len(d.Lines))),
		ui.Stat(t("margin_money"), margin, hint),
	}
	if f.counts(d) || d.SourceDoc == (crm.ID{}) && d.Status.Counted() || len(f.kin()) > 1 {
		cards = append(cards, ui.Stat(t("paid"), i18n.Amount(f.paid(), d.Currency), p.paidHint()), p.openTile(f.open()))
	}
	return ui.Tiles(150, cards...)
}

// marginHint is "41.2% margin"; the foot of the page says it in full.
func marginHint(s sums) string {
	share, ok := s.marginShare()
	if !ok {
		return ""
	}
	return t("margin_short", i18n.Args{"Share": i18n.Percent(share, 1)})
}

func (p *docPage) paidHint() string {
	if credited := p.data.credited(); credited != 0 && p.data.doc.DocType != crm.CreditNote {
		return t("credited", i18n.Args{"Amount": i18n.Amount(credited, p.data.doc.Currency)})
	}
	last := crm.Date(0)
	for _, m := range p.data.kin() {
		for _, pay := range m.Payments {
			last = max(last, pay.Date)
		}
	}
	if last > 0 {
		return t("paid_on", i18n.Args{"Date": i18n.Date(last)})
	}
	return ""
}

func (p *docPage) openTile(open crm.Amount) fyne.CanvasObject {
	d := p.data.doc
	hint := ""
	switch {
	case open < 0:
		return ui.Stat(t("to_give_back"), i18n.Amount(-open, d.Currency), "")
	case open > 0 && d.Due > 0:
		hint = t("due_on", i18n.Args{"Date": i18n.Date(d.Due)})
	}
	return ui.Stat(t("open"), i18n.Amount(open, d.Currency), hint)
}

func (p *docPage) lineColumns() []ui.Column[*lineRow] {
	right, currency := fyne.TextAlignTrailing, p.data.doc.Currency
	columns := []ui.Column[*lineRow]{
		{ID: "product", Title: t("product"), Width: 240, MinWidth: 120, Grow: true, Text: func(r *lineRow) string { return r.name }},
		{ID: "quantity", Title: t("quantity"), Width: 90, MinWidth: 60, Align: right, Text: func(r *lineRow) string { return i18n.Quantity(r.Quantity) },
			Compare: func(a, b *lineRow) int { return cmp.Compare(a.Quantity, b.Quantity) }},
		{ID: "price", Title: t("price"), Width: 110, MinWidth: 80, Align: right, Text: func(r *lineRow) string { return i18n.Price(r.Price, currency) },
			Compare: func(a, b *lineRow) int { return cmp.Compare(a.Price, b.Price) }},
		{ID: "discount", Title: t("discount"), Width: 100, MinWidth: 76, Align: right, Text: func(r *lineRow) string { return orDash(r.Discount, currency) },
			Compare: func(a, b *lineRow) int { return cmp.Compare(a.Discount, b.Discount) }},
		{ID: "net", Title: t("net"), Width: 110, MinWidth: 88, Align: right, Text: func(r *lineRow) string { return i18n.Amount(r.Net, currency) },
			Compare: func(a, b *lineRow) int { return cmp.Compare(a.Net, b.Net) }},
		{ID: "cost", Title: t("unit_cost"), Width: 100, Hidden: true, Align: right, Text: func(r *lineRow) string { return costText(r.Line, currency) }},
		{ID: "margin", Title: t("margin"), Width: 90, MinWidth: 70, Align: right, Text: func(r *lineRow) string { return r.sums.shareText() },
			Compare: func(a, b *lineRow) int { return cmp.Compare(a.sums.margin(), b.sums.margin()) }},
	}
	return columns
}

func orDash(a crm.Amount, currency string) string {
	if a == 0 {
		return "–"
	}
	return i18n.Amount(a, currency)
}

func costText(l crm.Line, currency string) string {
	if !l.CostKnown {
		return "–"
	}
	return i18n.Price(l.UnitCost, currency)
}

// foot holds what the margin rests on, the payments and the note.
func (p *docPage) foot() fyne.CanvasObject {
	d := p.data.doc
	var lines []fyne.CanvasObject
	if s := sumsOf(d.Lines, d.Currency); s.known > 0 {
		lines = append(lines, ui.Shrinking(ui.Muted(s.explained(d.Currency))))
	}
	for _, pay := range d.Payments {
		lines = append(lines, ui.Shrinking(ui.Muted(i18n.Join(" · ", t("payment_line", i18n.Args{
			"Amount": i18n.Amount(pay.Amount, d.Currency), "Date": i18n.Date(pay.Date)}), methodName(pay.Method), pay.Reference))))
	}
	if d.Note != "" {
		first, _, _ := strings.Cut(d.Note, "\n")
		lines = append(lines, ui.Shrinking(ui.NewText(t("note_line", i18n.Args{"Note": first}))))
	}
	return ui.Stack(2, lines...)
}

// actions are what can be done next.
func (p *docPage) actions() fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i, s := range stepsOf(p.data.family) {
		b := ui.NewButton(t("step_"+string(s)), nil, func() { p.do(s) })
		switch {
		case s == stepCancel || s == stepLose:
			b.Importance = widget.LowImportance
		case i == 0 && s != stepCredit && s != stepEdit:
			b.Importance = widget.HighImportance
		}
		objects = append(objects, b)
	}
	if !p.data.doc.Deleted() {
		objects = append(objects,
			ui.Quiet(t("repeat"), theme.ViewRefreshIcon(), func() { p.begin(fromRepeat) }),
			ui.Quiet(t("duplicate"), theme.ContentCopyIcon(), func() { p.begin(fromCopy) }))
	}
	return ui.Flow(ui.SpaceS, objects...)
}

// begin opens the form with something made of this document.
func (p *docPage) begin(from origin) {
	p.env.Go(screen.Route{Screen: screen.Sales, New: true, Query: from.query(p.id)})
}

func (p *docPage) close() {
	p.closeTill()
	p.slot.Cancel()
}
