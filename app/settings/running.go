package settings

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// runningList is what the business costs besides its goods: by the month
// whatever is sold, or with each sale. What an item concerns (a product, a
// category, a resource) stays as it is.
type runningList struct {
	editor
	driver             string // chosen in the form
	called             *ui.Entry
	amount, from, till *ui.Entry
}

func newRunningList(s *Screen) *runningList { return &runningList{editor: newEditor(s, "cost")} }

func (l *runningList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.running_why"), ui.ColorMuted), l.box)
}

// sortCosts puts the fixed ones first, each by name and the newest first.
func sortCosts(costs []*crm.CostItem) {
	slices.SortStableFunc(costs, func(a, b *crm.CostItem) int {
		return cmp.Or(cmp.Compare(a.CostKind, b.CostKind), strings.Compare(search.Fold(a.Name), search.Fold(b.Name)), cmp.Compare(b.From, a.From))
	})
}

func (l *runningList) draw() {
	var rows []fyne.CanvasObject
	for _, c := range l.s.have.costs {
		if l.open && l.id == c.ID {
			rows = append(rows, l.costForm(c))
			continue
		}
		rows = append(rows, l.costLine(c))
	}
	if l.open && l.id.IsZero() {
		rows = append(rows, l.costForm(&crm.CostItem{}))
	}
	if len(rows) == 0 {
		rows = append(rows, ui.Paragraph(i18n.T("settings.running_none"), ui.ColorMuted))
	}
	body := ui.Stack(ui.SpaceM, lines(rows))
	if !l.open {
		body.Add(l.addButton(func() { l.edit(&crm.CostItem{Driver: "month"}) }))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func driverName(driver string) string { return i18n.T("settings.driver_" + driver) }

func (l *runningList) costLine(c *crm.CostItem) fyne.CanvasObject {
	detail := i18n.T("settings.cost_a", i18n.Args{"Price": i18n.Price(c.Amount, l.s.have.settings.BaseCurrency), "Driver": driverName(c.Driver)})
	if c.Driver == "percent" {
		detail = i18n.T("settings.cost_percent", i18n.Args{"Share": i18n.Percent(float64(c.Amount)/crm.PriceScale/100, 1)})
	}
	since, until := "", ""
	if c.From > 0 {
		since = i18n.T("settings.rate_since", i18n.Args{"Date": i18n.Date(c.From)})
	}
	if c.To > 0 {
		until = i18n.T("settings.cost_until", i18n.Args{"Date": i18n.Date(c.To)})
	}
	name := ui.Shrinking(ui.NewText(i18n.Join(", ", c.Name, since, until)))
	name.Style.Bold = true
	return l.line(c.ID, nil, name, detail, func() { l.edit(c) }, nil, nil, func() { l.remove(c) })
}

// edit opens the form of a cost.
func (l *runningList) edit(c *crm.CostItem) {
	l.driver, l.called = c.Driver, nil
	l.begin(c.ID, l.redraw)
}

func (l *runningList) redraw() {
	l.draw()
	l.s.root.Refresh()
}

// costForm is the form of the cost being changed; what was typed stays when
// it is drawn again.
func (l *runningList) costForm(c *crm.CostItem) fyne.CanvasObject {
	save := func() { l.save(*c) }
	name, amount, from, till := c.Name, "", dayText(c.From), dayText(c.To)
	if c.Amount > 0 {
		amount = ui.PlainPrice(c.Amount, l.s.have.settings.BaseCurrency)
	}
	if l.called != nil {
		name, amount, from, till = l.called.Text, l.amount.Text, l.from.Text, l.till.Text
	}
	var drivers []option
	for _, d := range append([]string{"month"}, slices.DeleteFunc(crm.CostDrivers(), func(d string) bool { return d == "month" })...) {
		drivers = append(drivers, option{d, driverName(d)})
	}
	list := widget.NewSelect(texts(drivers), nil)
	list.SetSelectedIndex(indexOf(drivers, l.driver))
	list.OnChanged = func(string) { l.driver = drivers[list.SelectedIndex()].id }
	l.called = l.name(name, i18n.T("settings.cost_name_hint"), save)
	l.amount, l.from, l.till = entry(amount, "0", save), entry(from, i18n.T("settings.rate_from_hint"), save), entry(till, i18n.T("settings.cost_to_hint"), save)
	row := func(key, label string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings."+label), field, l.problem[key])
	}
	return l.form(ui.Stack(ui.SpaceS, row("name", "cost_name", l.called),
		ui.Columns{Gap: ui.SpaceS}.With(row("amount", "cost_amount", l.amount), row("driver", "cost_driver", list)),
		ui.Columns{Gap: ui.SpaceS}.With(row("from", "rate_from", l.from), row("to", "cost_to", l.till))), save, func() { l.end(l.redraw) })
}

// read takes the form into a cost; ok is false where something is not clear.
func (l *runningList) read(c *crm.CostItem) bool {
	l.problem = map[string]string{}
	c.Name, c.Driver, c.CostKind = strings.TrimSpace(l.called.Text), l.driver, crm.VariableCost
	if c.Driver == "month" {
		c.CostKind = crm.FixedCost
	}
	c.From, c.To = l.day("from", l.from), l.day("to", l.till)
	p, err := ui.ParsePrice(strings.TrimSuffix(strings.TrimSpace(l.amount.Text), "%"), l.s.have.settings.BaseCurrency)
	switch {
	case err != nil:
		l.problem["amount"] = ui.FieldErrorText(crm.ErrFormat)
	case p <= 0 || p > mostRate || c.Driver == "percent" && p > 100*crm.PriceScale:
		l.problem["amount"] = ui.FieldErrorText(crm.ErrRange)
	}
	c.Amount = p
	return len(l.problem) == 0
}

func (l *runningList) save(c crm.CostItem) {
	if !l.read(&c) {
		l.redraw()
		return
	}
	title := "did_change_cost"
	if c.ID.IsZero() {
		title = "did_add_cost"
	}
	err := l.s.change(title, i18n.Args{"Name": c.Name}, func(tx *book.Tx) error { return tx.Put(&c) })
	if err != nil {
		l.fails(err, l.redraw)
		return
	}
	l.end(l.s.load)
}

func (l *runningList) remove(c *crm.CostItem) {
	l.s.focus = "cost_add"
	_ = l.s.change("did_remove_cost", i18n.Args{"Name": c.Name}, func(tx *book.Tx) error { return tx.Delete(crm.KindCostItem, c.ID) })
}
