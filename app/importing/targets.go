package importing

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/exchange/table"
)

// targetGroup is a heading with the fields under it.
type targetGroup struct {
	name   string // translation key after importing.group_
	fields []table.Field
}

// groupsFor arranges everything a column can mean, but for own fields and
// leaving it out.
func groupsFor(as table.As) []targetGroup {
	if as == table.AsSales {
		return []targetGroup{
			{"document", []table.Field{table.DocNumber, table.DocType, table.Status, table.SaleDate, table.SaleTime, table.Channel, table.Site, table.PaymentMethod, table.SaleNote}},
			{"customer", []table.Field{table.PartyName, table.PartyGiven, table.PartyFamily, table.PartyCompany, table.PartyEmail, table.PartyPhone, table.PartyRef, table.PartyGroup}},
			{"product", []table.Field{table.ProductName, table.ProductSKU, table.Category, table.Subcategory, table.LineItem}},
			{"line", []table.Field{table.Quantity, table.UnitPrice, table.LineNet, table.Discount, table.DiscountRate, table.UnitCost, table.LineCost, table.Profit}},
			{"whole", []table.Field{table.OrderNet, table.OrderTotal, table.OrderDiscount, table.Shipping, table.Tax, table.Refunded, table.Currency}},
			{"place", []table.Field{table.Street, table.City, table.Region, table.PostalCode, table.Country}},
		}
	}
	if as == table.AsBookings {
		return []targetGroup{
			{"stay", []table.Field{table.BookStart, table.BookEnd, table.Nights, table.BookFrom, table.BookTo, table.StartYear, table.StartMonth, table.StartDay, table.BookResource, table.BookUnits, table.People}},
			{"booking", []table.Field{table.Status, table.BookRate, table.BookTotal, table.RateName, table.BookedOn, table.LeadDays, table.EndedOn, table.Channel, table.BookGroup, table.DocNumber, table.SaleNote}},
			{"customer", []table.Field{table.PartyName, table.PartyGiven, table.PartyFamily, table.PartyEmail, table.PartyPhone, table.PartyRef, table.PartyGroup}},
		}
	}
	if as == table.AsWeather {
		return []targetGroup{{"weather", table.WeatherFields()}}
	}
	return []targetGroup{
		{"name", []table.Field{table.DisplayName, table.Given, table.Middle, table.Family, table.Prefix, table.Suffix, table.Nickname, table.Phonetic}},
		{"company", []table.Field{table.Company, table.JobTitle, table.Industry, table.TaxID}},
		{"reach", []table.Field{table.Email, table.EmailType, table.Phone, table.PhoneType, table.URL, table.URLType, table.Messenger}},
		{"address", []table.Field{table.AddressStreet, table.AddressExtra, table.AddressBox, table.AddressCity, table.AddressRegion, table.AddressPostalCode, table.AddressCountry, table.AddressFull, table.AddressType}},
		{"about", []table.Field{table.BirthDate, table.BirthYear, table.BirthMonth, table.BirthDay, table.Language, table.Group, table.Tags, table.Labels, table.Note, table.ExternalID, table.ReferredBy}},
	}
}

func fieldName(f table.Field) string {
	if f == "" {
		return i18n.T("importing.leave_out")
	}
	return i18n.T("importing.field_" + string(f))
}

// targetName is the field with what tells it from others of its kind.
func targetName(t table.Target) string {
	name := fieldName(t.Field)
	if t.Slot > 1 {
		name += " " + strconv.Itoa(t.Slot)
	}
	return name
}

// targetFor makes a target of a field for a column: with the first free place
// where several columns may have the field.
func targetFor(m table.Mapping, column int, f table.Field, heading string) table.Target {
	t := table.Target{Field: f}
	switch {
	case f == table.Custom:
		t.Type = heading
	case f.Repeats() && f != table.Tags && f != table.Note && f != table.LineItem:
		for t.Slot = 1; taken(m, column, t); t.Slot++ {
		}
	}
	return t
}

func taken(m table.Mapping, column int, t table.Target) bool {
	for i, o := range m.Columns {
		if i != column && o.Field == t.Field && o.Slot == t.Slot {
			return true
		}
	}
	return false
}

// assign sends a column to a field. A field that only one column may have
// leaves the column that had it.
func (s *Screen) assign(column int, f table.Field) {
	heading := s.heading(column)
	t := targetFor(s.source.Mapping, column, f, heading)
	if f != "" && !f.Repeats() {
		for i, o := range s.source.Mapping.Columns {
			if i != column && o.Field == f {
				s.source.SetTarget(i, table.Target{})
				s.showTarget(i)
			}
		}
	}
	s.source.SetTarget(column, t)
	s.source.Saved = ""
	s.showTarget(column)
	s.remap()
}

// heading is what a column is called, a letter where it has no heading.
func (s *Screen) heading(column int) string {
	if h := s.source.Table.Header[column]; h != "" {
		return h
	}
	return i18n.T("importing.column_letter", i18n.Args{"Letter": letters(column)})
}

// letters names a column as spreadsheets do.
func letters(i int) string {
	out := ""
	for i++; i > 0; i = (i - 1) / 26 {
		out = string(rune('A'+(i-1)%26)) + out
	}
	return out
}

var _ fyne.Widget = (*targetSelect)(nil)

// targetSelect looks like a list of choices and opens a menu of groups.
type targetSelect struct {
	ui.Select
	open func()
}

func newTargetSelect(open func()) *targetSelect {
	t := &targetSelect{open: open}
	t.PlaceHolder = i18n.T("importing.leave_out")
	t.ExtendBaseWidget(t)
	return t
}

// Tapped opens the menu.
func (t *targetSelect) Tapped(*fyne.PointEvent) { t.open() }

// TypedKey opens the menu.
func (t *targetSelect) TypedKey(ev *fyne.KeyEvent) {
	if slices.Contains([]fyne.KeyName{fyne.KeySpace, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEnter}, ev.Name) {
		t.open()
	}
}

func (t *targetSelect) show(target table.Target) {
	t.Selected = ""
	if target.Field != "" {
		t.Selected = targetName(target)
	}
	t.Refresh()
}

// openTargets offers what a column can mean.
func (s *Screen) openTargets(column int) {
	c := s.env.Canvas()
	if c == nil {
		return
	}
	now := s.source.Mapping.Columns[column].Field
	pick := func(f table.Field) *fyne.MenuItem {
		item := fyne.NewMenuItem(fieldName(f), func() {
			s.assign(column, f)
			c.Focus(s.targets[column])
		})
		item.Checked = f == now
		return item
	}
	var items []*fyne.MenuItem
	for _, g := range groupsFor(s.source.Mapping.As) {
		group := fyne.NewMenuItem(i18n.T("importing.group_"+g.name), nil)
		group.ChildMenu = fyne.NewMenu("")
		for _, f := range g.fields {
			group.ChildMenu.Items = append(group.ChildMenu.Items, pick(f))
		}
		group.Checked = slices.Contains(g.fields, now)
		items = append(items, group)
	}
	if s.source.Mapping.As == table.AsCustomers {
		items = append(items, fyne.NewMenuItemSeparator(), pick(table.Custom))
	}
	items = append(items, fyne.NewMenuItemSeparator(), pick(""))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.targets[column])
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	menu.ShowAtPosition(at.AddXY(0, s.targets[column].Size().Height+2))
	c.Focus(menu)
}
