package settings

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// runningList is what the business costs besides its goods: by the month
// whatever is sold, or with each sale; of everything, or of one product,
// category or what is booked.
type runningList struct {
	editor
	driver             string // chosen in the form
	scope              crm.ID // of what; zero: of everything
	called             *ui.Entry
	amount, from, till *ui.Entry
}

func newRunningList(s *Screen) *runningList {
	l := &runningList{editor: newEditor(s, "cost")}
	l.draw = l.show
	return l
}

func (l *runningList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.running_why"), ui.ColorMuted), l.box)
}

// sortCosts puts the fixed ones first, each by name and the newest first.
func sortCosts(costs []*crm.CostItem) {
	slices.SortStableFunc(costs, func(a, b *crm.CostItem) int {
		return cmp.Or(cmp.Compare(a.CostKind, b.CostKind), strings.Compare(search.Fold(a.Name), search.Fold(b.Name)), cmp.Compare(b.From, a.From))
	})
}

func (l *runningList) show() {
	list, fresh := rows(&l.editor, l.s.have.costs, l.costLine, l.costForm, "running_none")
	l.fill(list, fresh, func() { l.edit(&crm.CostItem{Driver: "month"}) })
}

func driverName(driver string) string { return i18n.T("settings.driver_" + driver) }

func (l *runningList) costLine(c *crm.CostItem) fyne.CanvasObject {
	detail := i18n.T("settings.cost_a", i18n.Args{"Price": i18n.Price(c.Amount, l.s.have.settings.BaseCurrency), "Driver": driverName(c.Driver)})
	if c.Driver == "percent" {
		detail = i18n.T("settings.cost_percent", i18n.Args{"Share": i18n.Percent(float64(c.Amount)/crm.PriceScale/100, 1)})
	}
	of, since, until := l.s.have.goods.name(scopeOf(c)), "", ""
	if c.From > 0 {
		since = i18n.T("settings.rate_since", i18n.Args{"Date": i18n.Date(c.From)})
	}
	if c.To > 0 {
		until = i18n.T("settings.cost_until", i18n.Args{"Date": i18n.Date(c.To)})
	}
	return l.line(c.ID, nil, bold(i18n.List(c.Name, since, until)), i18n.List(detail, of), func() { l.edit(c) }, nil, nil, func() { l.remove(c) })
}

// edit opens the form of a cost.
func (l *runningList) edit(c *crm.CostItem) {
	l.driver, l.scope, l.called = c.Driver, scopeOf(c), nil
	l.begin(c.ID)
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
	list := pick(drivers, &l.driver)
	l.called = l.name(name, i18n.T("settings.cost_name_hint"), save)
	l.amount, l.from, l.till = entry(amount, "0", save), entry(from, i18n.T("settings.rate_from_hint"), save), entry(till, i18n.T("settings.cost_to_hint"), save)
	row := func(key, label string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings."+label), field, l.problem[key])
	}
	return l.form(ui.Stack(ui.SpaceS, row("name", "cost_name", l.called),
		ui.Columns{Gap: ui.SpaceS}.With(row("amount", "cost_amount", l.amount), row("driver", "cost_driver", list)),
		row("scope", "cost_scope", l.s.have.goods.field(i18n.T("settings.cost_scope_hint"), &l.scope)),
		ui.Columns{Gap: ui.SpaceS}.With(row("from", "rate_from", l.from), row("to", "cost_to", l.till))), save)
}

// read takes the form into a cost; ok is false where something is not clear.
func (l *runningList) read(c *crm.CostItem) bool {
	l.problem = map[string]string{}
	c.Name, c.Driver, c.CostKind = strings.TrimSpace(l.called.Text), l.driver, crm.VariableCost
	if c.Driver == "month" {
		c.CostKind = crm.FixedCost
	}
	c.From, c.To = l.day("from", l.from.Text), l.day("to", l.till.Text)
	l.s.have.goods.limit(c, l.scope)
	if wrong := scopeProblem(c); wrong != "" {
		l.problem["scope"] = i18n.T("settings." + wrong)
	}
	p, err := ui.ParsePrice(strings.TrimSuffix(strings.TrimSpace(l.amount.Text), "%"), l.s.have.settings.BaseCurrency)
	switch {
	case err != nil:
		l.problem["amount"] = ui.FieldErrorText(ui.ErrNumber)
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
	l.store(c.ID, c.Name, func(tx *book.Tx) error { return tx.Put(&c) })
}

func (l *runningList) remove(c *crm.CostItem) {
	l.discard(crm.KindCostItem, c.ID, c.Name)
}

// scopeOf is what a cost is of; zero: of everything.
func scopeOf(c *crm.CostItem) crm.ID {
	for _, id := range []crm.ID{c.Product, c.Category, c.Resource} {
		if !id.IsZero() {
			return id
		}
	}
	return crm.ID{}
}

// scopeProblem is the text that says why a cost cannot be of what was chosen,
// "" when it can: what is booked costs by the slot or hour, goods by the sale,
// and a month is paid for the whole business.
func scopeProblem(c *crm.CostItem) string {
	booked, sold := !c.Resource.IsZero(), !c.Product.IsZero() || !c.Category.IsZero()
	byTime := c.Driver == "slot" || c.Driver == "hour"
	switch {
	case c.Driver == "month" && (booked || sold):
		return "cost_scope_month"
	case booked && !byTime:
		return "cost_scope_booked"
	case sold && (byTime || c.Driver == "km"):
		return "cost_scope_sold"
	}
	return ""
}
