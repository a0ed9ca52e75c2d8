package sales

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// entryRow is one line of the order as it is written.
type entryRow struct {
	f        *form
	line     *draftLine
	product  *picker
	quantity *cell
	price    *cell
	discount *cell
	net      *ui.Text
	margin   *ui.Text
	note     *ui.Text
	under    *fyne.Container // note and back
	back     *ui.Button      // brings the price of the list back; hidden where it stands
	box      *fyne.Container
}

// grid is the heading and the lines.
func (f *form) grid() fyne.CanvasObject {
	quantity := t("quantity")
	if f.state.kind == crm.CreditNote {
		quantity = t("quantity_back")
	}
	// Fyne's entries write from the left, so their headings begin there, too.
	head := newLineLayout(ui.Caption(t("product")), ui.Shrinking(ui.Caption(quantity)), ui.Shrinking(ui.Caption(t("price"))),
		ui.Shrinking(ui.Caption(t("discount"))), trailing(t("net")), trailing(t("margin")), ui.Caption(""))
	f.box = ui.Stack(ui.SpaceXS)
	f.rows = nil
	if len(f.state.lines) == 0 {
		f.state.lines = []*draftLine{{}}
	}
	for _, l := range f.state.lines {
		f.addRow(l)
	}
	add := ui.Quiet(t("add_line"), theme.ContentAddIcon(), func() { f.focusLine(f.newLine()) })
	return ui.Stack(ui.SpaceXS, head, f.box, f.note("lines"), ui.Row(0, add))
}

func trailing(text string) *ui.Text {
	x := ui.Shrinking(ui.Caption(text))
	x.Align = fyne.TextAlignTrailing
	return x
}

func (f *form) addRow(l *draftLine) {
	r := &entryRow{f: f, line: l, net: ui.Number(""), margin: ui.Number(""), note: ui.Shrinking(ui.Caption(""))}
	r.margin.ColorName = ui.ColorMuted
	r.product = r.productPicker()
	r.quantity = r.cell(&l.quantity, "1")
	r.price = r.cell(&l.price, ui.PlainPrice(0, f.state.currency))
	r.quantity.OnChanged = func(s string) {
		l.quantity = s
		r.reprice()
		r.changed()
	}
	r.price.OnChanged = func(s string) {
		if s != l.price { // typed, not filled in
			l.price, l.own = s, strings.TrimSpace(s) != ""
		}
		r.changed()
	}
	r.discount = r.cell(&l.discount, "–")
	r.quantity.OnKey = r.keys(func() { f.focus(r.price) }, func(o *entryRow) fyne.Focusable { return o.quantity })
	r.price.OnKey = r.keys(r.next, func(o *entryRow) fyne.Focusable { return o.price })
	r.discount.OnKey = r.keys(r.next, func(o *entryRow) fyne.Focusable { return o.discount })
	remove := ui.Quiet("", theme.CancelIcon(), func() { f.removeLine(r) })
	r.back = ui.Quiet("", theme.HistoryIcon(), r.takeOffer)
	r.under = container.NewBorder(nil, nil, nil, r.back, r.note)
	r.box = ui.Stack(2, newLineLayout(r.product.entry, r.quantity, r.price, r.discount, r.net, r.margin, remove), r.product.list, r.under)
	f.rows = append(f.rows, r)
	f.box.Add(r.box)
	r.say(false)
}

// cell is a number of the line.
func (r *entryRow) cell(text *string, hint string) *cell {
	c := newCell(*text, hint, r.f.save)
	c.Scroll = fyne.ScrollNone // numbers are short, and a scroller a cell is dear
	c.OnChanged = func(s string) {
		*text = s
		r.changed()
	}
	c.onFocus = r.hint
	return c
}

// keys goes on with Enter, up and down with the arrows.
func (r *entryRow) keys(enter func(), same func(*entryRow) fyne.Focusable) func(fyne.KeyName) bool {
	return func(name fyne.KeyName) bool {
		switch {
		case isEnter(name):
			enter()
		case name == fyne.KeyUp, name == fyne.KeyDown:
			at := r.at() - 1
			if name == fyne.KeyDown {
				at += 2
			}
			if at >= 0 && at < len(r.f.rows) {
				r.f.focus(same(r.f.rows[at]))
			}
		default:
			return false
		}
		return true
	}
}

func (r *entryRow) productPicker() *picker {
	f := r.f
	p := newPicker(t("product_hint"), f.save, func(text string) []ui.Choice { return f.desk.findProducts(f.env.Book, text, f.state.date) })
	p.show(r.line.name())
	if r.line.loose != "" {
		p.chosen = ""
	}
	p.newLabel = func(text string) string { return t("new_product_named", i18n.Args{"Name": text}) }
	p.onPick = func(c ui.Choice) { r.choose(f.desk.products[c.ID], "") }
	p.onNew = func(text string) { r.choose(nil, text) }
	p.onTyped = func(text string) {
		r.line.loose = text
		r.settle()
		f.refreshPage()
	}
	p.onGo = func() { f.focus(r.quantity) }
	p.onEmpty = r.done
	p.onKey = r.productKey
	p.entry.onFocus = r.hint
	leave := p.entry.OnLeave
	p.entry.OnLeave = func() {
		leave()
		if p.chosen != "" {
			r.line.loose = ""
		}
		f.refreshPage()
	}
	return p
}

// productKey walks the rows, and takes an empty line away with Backspace.
func (r *entryRow) productKey(name fyne.KeyName) bool {
	at, rows := r.at(), r.f.rows
	switch {
	case name == fyne.KeyUp && at > 0:
		r.f.focus(rows[at-1].product.entry)
	case name == fyne.KeyDown && at < len(rows)-1:
		r.f.focus(rows[at+1].product.entry)
	case name == fyne.KeyBackspace && at > 0 && r.line.blank() && r.product.entry.Text == "":
		r.f.removeLine(r)
		r.f.focus(r.f.rows[at-1].price)
	default:
		return false
	}
	return true
}

// choose takes a product, or the name of a new one, and proposes the price.
// Neither empties the line.
func (r *entryRow) choose(p *crm.Product, newName string) {
	l := r.line
	changed := l.product != p || l.newName != newName
	l.product, l.newName, l.text, l.loose = p, newName, "", ""
	if changed {
		l.frozen, l.hasFrozen, l.tax, l.offer, l.price, l.own = 0, false, 0, proposal{}, "", false
		l.unit = ""
	}
	if p != nil && changed {
		r.f.state.proposePrice(l, r.f.buyer)
		if p.Unit != "C62" {
			l.unit = p.Unit
		}
	}
	if !l.blank() && strings.TrimSpace(l.quantity) == "" {
		l.quantity = "1"
	}
	r.quantity.SetText(l.quantity)
	r.price.SetText(l.price)
	r.settle()
	r.f.recount()
	r.f.drawAgain()
	if !l.blank() {
		r.f.focus(r.quantity)
	}
}

// next goes on to the line below, a new one at the end.
func (r *entryRow) next() {
	at := r.at() + 1
	if at == len(r.f.rows) {
		r.f.newLine()
	}
	r.f.focusLine(at)
}

// done is Enter in an empty product field: the order is complete.
func (r *entryRow) done() {
	r.f.focus(r.f.saver)
}

func (r *entryRow) at() int {
	for i, o := range r.f.rows {
		if o == r {
			return i
		}
	}
	return -1
}

// newLine adds an empty line and returns its place.
func (f *form) newLine() int {
	l := &draftLine{}
	f.state.lines = append(f.state.lines, l)
	f.addRow(l)
	f.refreshPage()
	return len(f.rows) - 1
}

func (f *form) focusLine(at int) {
	f.focus(f.rows[at].product.entry)
	if at == len(f.rows)-1 && at > 0 {
		f.page.ScrollToBottom()
	}
}

func (f *form) removeLine(r *entryRow) {
	at := r.at()
	f.state.lines = append(f.state.lines[:at:at], f.state.lines[at+1:]...)
	f.problems = map[string]string{} // places have shifted
	if len(f.state.lines) == 0 {
		f.state.lines = []*draftLine{{}}
	}
	f.box.Objects, f.rows = nil, nil
	for _, l := range f.state.lines {
		f.addRow(l)
	}
	f.showProblems()
	f.recount()
	f.drawAgain()
}

// changed is called after a number of the line was typed.
func (r *entryRow) changed() {
	r.settle()
	r.f.recount()
}

// reprice brings the price of every line to the customer and the day.
func (f *form) reprice() {
	for _, r := range f.rows {
		r.reprice()
		r.say(false)
	}
	f.recount()
	f.refreshPage()
}

// reprice brings the price to what the line asks for now; one typed by hand
// stays.
func (r *entryRow) reprice() {
	r.f.state.proposePrice(r.line, r.f.buyer)
	if r.price.Text != r.line.price {
		r.price.SetText(r.line.price)
	}
}

// takeOffer gives up the price typed by hand.
func (r *entryRow) takeOffer() {
	r.line.own = false
	r.reprice()
	r.changed()
	r.f.focus(r.price)
}

// recount writes net and margin.
func (r *entryRow) recount() {
	net, margin := "", ""
	if !r.line.blank() {
		if line, problems := r.f.state.line(r.line); len(problems) == 0 {
			net = i18n.Amount(line.Net, r.f.state.currency)
			margin = sumsOf([]crm.Line{line}, r.f.state.currency).shareText()
		}
	}
	r.net.SetText(net)
	r.margin.SetText(margin)
}

// settle takes back what was said about the line.
func (r *entryRow) settle() {
	for _, field := range []string{fieldProduct, fieldQuantity, fieldPrice, fieldDiscount} {
		delete(r.f.problems, lineField(r.at(), field))
	}
	r.f.settle("lines")
	was := r.note.Visible()
	r.say(true)
	if was != r.note.Visible() {
		r.f.refreshPage()
	}
}

// problem is the first thing wrong with the line; "" for nothing.
func (r *entryRow) problem() string {
	for _, field := range []string{fieldProduct, fieldQuantity, fieldPrice, fieldDiscount} {
		if code, bad := r.f.problems[lineField(r.at(), field)]; bad {
			return "! " + problemText(lineField(r.at(), field), code)
		}
	}
	return ""
}

// say tells what is wrong with the line, or else where its price comes from:
// under the line with the keyboard all that is known, under others the list.
func (r *entryRow) say(here bool) {
	l, text := r.line, r.problem()
	r.note.ColorName = ui.ColorBad
	differs := r.f.state.differs(l)
	if text == "" {
		r.note.ColorName = ui.ColorMuted
		own, by, rest := "", offerBy(l.offer), ""
		if differs {
			own = t("price_own")
		}
		if here {
			rest = offerText(l.offer, r.f.desk.settings.BaseCurrency)
		}
		text = i18n.Join(" · ", own, by, rest)
	}
	r.note.SetText(text)
	show(r.note, text != "")
	if price, ok := r.f.state.offered(l); ok {
		r.back.SetText(t("price_back", i18n.Args{"Price": i18n.Price(price, r.f.state.currency)}))
	}
	show(r.back, differs)
	show(r.under, text != "" || differs)
}

// hint tells all of the line with the keyboard, and less of the others.
func (r *entryRow) hint() {
	for _, o := range r.f.rows {
		o.say(o == r)
	}
	r.f.refreshPage()
}

// offerBy is "price list Cafés, from 10 on"; "" without a list.
func offerBy(o proposal) string {
	switch {
	case o.by == "":
		return ""
	case o.least > 0:
		return t("price_by_break", i18n.Args{"Name": o.by, "Quantity": i18n.Quantity(o.least)})
	}
	return t("price_by_list", i18n.Args{"Name": o.by})
}

// offerText is "last time £8.50 on 3 Oct 2026 · list price £8.90".
func offerText(o proposal, currency string) string {
	last, list := "", ""
	if o.last != nil {
		last = t("last_paid", i18n.Args{"Price": i18n.Price(o.last.price, currency), "Date": i18n.Date(o.last.date), "Quantity": i18n.Quantity(o.last.quantity)})
	}
	if o.hasList {
		list = t("list_price", i18n.Args{"Price": i18n.Price(o.list, currency)})
	}
	return i18n.Join(" · ", last, list)
}
