package customers

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// facets are the properties with a filter button of their own.
func facets() []string { return []string{"class", "segment", "tags", "country", "group", "role"} }

// drawFilters shows the search field, the filter buttons, the other filters
// as chips, and the views.
func (l *listPage) drawFilters() {
	objects := []fyne.CanvasObject{ui.Sized(l.entry, 240, 0)}
	for _, id := range facets() {
		if p, ok := l.data.find(id); ok && l.offers(p) {
			objects = append(objects, l.facet(p))
		}
	}
	for i, f := range l.wish.filters {
		if !l.onFacet(f) {
			objects = append(objects, l.chip(i, f))
		}
	}
	more := ui.Quiet(t("filter_more"), theme.ContentAddIcon(), l.buildFilter)
	objects = append(objects, more)
	if len(l.wish.filters) > 0 || l.wish.query != "" {
		objects = append(objects, ui.Quiet(t("filter_clear"), theme.ContentClearIcon(), l.clearFilters))
	}
	l.filters.Objects = []fyne.CanvasObject{ui.Flow(ui.SpaceS, objects...)}
	l.filters.Refresh()
	if l.focusAfter != nil {
		l.focus(l.focusAfter)
	}
	l.wanted, l.focusAfter = "", nil
}

// offers reports whether filtering by a property could tell rows apart.
func (l *listPage) offers(p property) bool {
	if l.chosenCode(p.id) != "" {
		return true
	}
	seen := ""
	for _, r := range l.data.rows {
		codes := p.codes(r)
		if len(codes) > 0 && p.id == "tags" {
			return true
		}
		for _, c := range codes {
			if seen != "" && c != seen {
				return true
			}
			seen = c
		}
	}
	return false
}

// onFacet reports whether a filter shows on its own button.
func (l *listPage) onFacet(f crm.Filter) bool {
	return f.Op == opIs && slices.Contains(facets(), f.Column)
}

func (l *listPage) chosenCode(column string) string {
	for _, f := range l.wish.filters {
		if f.Column == column && f.Op == opIs {
			return f.Value
		}
	}
	return ""
}

func (l *listPage) facet(p property) fyne.CanvasObject {
	chosen := l.chosenCode(p.id)
	label := p.title
	if chosen != "" {
		label = p.title + ": " + shorten(p.name(chosen), 24)
	}
	b := dropdown(label, l.env.Canvas, func() []*fyne.MenuItem { return l.facetItems(p, chosen) })
	if chosen != "" {
		b.Importance = widget.HighImportance
	}
	if l.wanted == p.id {
		l.focusAfter = b
	}
	return b
}

func (l *listPage) facetItems(p property, chosen string) []*fyne.MenuItem {
	items := []*fyne.MenuItem{choose(t("filter_any"), chosen == "", func() { l.setFacet(p.id, "") })}
	for _, c := range l.data.choices(p) {
		text := c.name + "  (" + i18n.Integer(int64(c.rows)) + ")"
		items = append(items, choose(text, c.code == chosen, func() { l.setFacet(p.id, c.code) }))
	}
	return items
}

// setFacet replaces the filter of a facet; an empty code takes it off.
func (l *listPage) setFacet(column, code string) {
	l.wish.filters = slices.DeleteFunc(slices.Clone(l.wish.filters), func(f crm.Filter) bool { return f.Column == column && f.Op == opIs })
	if code != "" {
		l.wish.filters = append(l.wish.filters, crm.Filter{Column: column, Op: opIs, Value: code})
	}
	l.wanted = column
	l.refilter()
}

// chip is a filter in words; tapping it takes it off.
func (l *listPage) chip(i int, f crm.Filter) fyne.CanvasObject {
	b := ui.NewButton(l.filterText(f), theme.CancelIcon(), func() {
		l.wish.filters = slices.Delete(slices.Clone(l.wish.filters), i, i+1)
		l.refilter()
	})
	b.IconPlacement = widget.ButtonIconTrailingText
	b.Importance = widget.HighImportance
	return b
}

// filterText says what a filter asks: "Orders at least 3".
func (l *listPage) filterText(f crm.Filter) string {
	p, ok := l.data.find(f.Column)
	if !ok {
		return f.Column
	}
	text := p.title + " " + p.opText(f.Op)
	if f.Op == opEmpty || f.Op == opSet {
		return text
	}
	return text + " " + shorten(p.valueText(f.Value), 24)
}

func (p property) opText(op string) string {
	if p.kind == isDate && (op == opMore || op == opLess) {
		op += "_date"
	}
	return t("op_" + op)
}

// valueText is a filter's value as people write it.
func (p property) valueText(value string) string {
	switch {
	case p.kind == isChoice:
		return p.name(value)
	case p.kind == isDate:
		if d, err := crm.ParseDate(value); err == nil {
			return i18n.Date(d)
		}
	case p.kind == isMoney:
		if v, ok := p.read(value); ok {
			return i18n.Amount(crm.Amount(v), p.currency)
		}
	}
	return value
}

func shorten(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}

func (l *listPage) clearFilters() {
	l.wish.filters, l.wish.query, l.wish.view = nil, "", crm.ID{}
	l.entry.SetText("")
	l.refilter()
}

// buildFilter opens the row in which any filter can be put together.
func (l *listPage) buildFilter() {
	titles := make([]string, len(l.data.properties))
	for i, p := range l.data.properties {
		titles[i] = p.title
	}
	b := &builder{page: l}
	b.property = ui.NewSelect(titles, func(string) { b.propertyChosen() })
	b.op = ui.NewSelect(nil, func(string) { b.opChosen() })
	b.problem = ui.Caption("")
	b.problem.ColorName = ui.ColorBad
	b.value = ui.Flow(0)
	add := ui.Primary(t("filter_add"), nil, b.add)
	b.remove = ui.Escape.Push(b.close)
	p := ui.NewPanel(ui.ColorTintNeutral, ui.Flow(ui.SpaceS, ui.Sized(b.property, 190, 0), ui.Sized(b.op, 170, 0), b.value, add, ui.NewButton(i18n.T("ui.cancel"), nil, b.close), b.problem))
	p.PadX, p.PadY = ui.SpaceS, ui.SpaceXS
	b.property.SetSelectedIndex(0)
	fillBar(l.ask, p)
	l.focus(b.property)
}

// builder is the filter being put together.
type builder struct {
	page     *listPage
	property *ui.Select
	op       *ui.Select
	value    *fyne.Container
	choice   *ui.Select
	text     *ui.Entry
	problem  *ui.Text
	remove   func()
}

func (b *builder) chosen() property {
	return b.page.data.properties[max(0, b.property.SelectedIndex())]
}

func (b *builder) chosenOp() string { return b.chosen().ops()[max(0, b.op.SelectedIndex())] }

func (b *builder) propertyChosen() {
	p := b.chosen()
	names := make([]string, len(p.ops()))
	for i, op := range p.ops() {
		names[i] = p.opText(op)
	}
	b.op.SetOptions(names)
	b.choice, b.text = nil, nil
	var field fyne.CanvasObject
	if p.kind == isChoice {
		var options []string
		for _, c := range b.page.data.choices(p) {
			options = append(options, c.name)
		}
		b.choice = ui.NewSelect(options, nil)
		field = b.choice
	} else {
		hint := ""
		if p.kind == isDate {
			hint = b.page.data.today.String()
		}
		b.text = newInput("", hint)
		b.text.OnSubmitted = func(string) { b.add() }
		field = b.text
	}
	b.value.Objects = []fyne.CanvasObject{ui.Sized(field, 180, 0)}
	b.op.SetSelectedIndex(0)
	b.page.ask.Refresh()
}

func (b *builder) opChosen() {
	if op := b.chosenOp(); op == opEmpty || op == opSet {
		b.value.Hide()
	} else {
		b.value.Show()
	}
	b.page.ask.Refresh()
}

func (b *builder) add() {
	p := b.chosen()
	f := crm.Filter{Column: p.id, Op: b.chosenOp()}
	switch {
	case f.Op == opEmpty, f.Op == opSet:
	case b.choice != nil:
		options := b.page.data.choices(p)
		if at := b.choice.SelectedIndex(); at >= 0 && at < len(options) {
			f.Value = options[at].code
		}
	default:
		f.Value = b.page.plainValue(p, b.text.Text)
	}
	if p.test(f) == nil || f.Value == "" && f.Op != opEmpty && f.Op != opSet {
		b.problem.SetText("! " + t("filter_problem"))
		b.page.ask.Refresh()
		return
	}
	b.close()
	b.page.wish.filters = append(slices.Clone(b.page.wish.filters), f)
	b.page.refilter()
}

func (b *builder) close() {
	b.remove()
	fillBar(b.page.ask)
}

// plainValue turns what was typed into the form filters are stored in.
func (l *listPage) plainValue(p property, text string) string {
	switch p.kind {
	case isMoney:
		exp := crm.Exponent(p.currency)
		if v, err := ui.ParseNumber(text, exp); err == nil {
			return crm.FormatDecimal(v, exp)
		}
	case isDate:
		if d, ok := ui.ParseDate(text, l.data.today); ok {
			return d.String()
		}
	case isNumber:
		if v, err := ui.ParseNumber(text, 0); err == nil {
			return strconv.FormatInt(v, 10)
		}
	}
	return text
}
