package importing

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// previewRows is how many rows are shown as they will be read.
const previewRows = 20

// previewRow is one row as it will be read, ready to be shown.
type previewRow struct {
	number int
	cells  map[string]string // by column id
	remark string
	tone   ui.Tone
}

// preview reads the first rows as the import will.
func preview(plan *table.Plan, settings crm.Settings) (out []previewRow) {
	switch plan.As {
	case table.AsCustomers:
		for c, err := range plan.Customers() {
			if err != nil || len(out) == previewRows {
				return out
			}
			out = append(out, customerPreview(&c))
		}
	case table.AsSales:
		for row, err := range plan.Sales() {
			if err != nil || len(out) == previewRows {
				return out
			}
			out = append(out, salePreview(&row, settings.BaseCurrency))
		}
	case table.AsBookings:
		for row, err := range plan.Bookings() {
			if err != nil || len(out) == previewRows {
				return out
			}
			out = append(out, bookingPreview(&row, settings.BaseCurrency))
		}
	case table.AsWeather:
		for row, err := range plan.Weather() {
			if err != nil || len(out) == previewRows {
				return out
			}
			out = append(out, weatherPreview(&row))
		}
	}
	return out
}

func customerPreview(c *table.Customer) previewRow {
	p := &c.Party
	phone := p.Point(crm.PointPhone)
	number := phone.E164
	if number == "" {
		number = phone.Value
	}
	place := ""
	if len(p.Addresses) > 0 {
		a := p.Addresses[0]
		place = strings.TrimSpace(a.PostalCode + " " + a.Locality)
	}
	r := previewRow{number: c.Row, cells: map[string]string{
		"name": p.DisplayName, "company": p.Company, "phone": number, "email": p.Point(crm.PointEmail).Value,
		"place": place, "birthday": i18n.Date(p.BirthDate), "tags": i18n.List(c.Tags...), "number": p.ExternalID,
	}}
	r.judge(c.Problems)
	return r
}

func salePreview(row *table.SaleRow, base string) previewRow {
	currency := row.Currency
	if currency == "" {
		currency = base
	}
	b := row.Buyer
	who := firstOf(b.Name, b.Company, b.Email, b.Phone)
	if who == "" && b.Ref != "" {
		who = "№ " + b.Ref
	}
	if b.IsZero() {
		who = i18n.T("importing.walk_in")
	}
	r := previewRow{number: row.Row, cells: map[string]string{
		"document": row.Number, "date": i18n.Date(row.Date), "who": who, "product": firstOf(row.Product, row.SKU),
		"quantity": i18n.Quantity(row.Quantity),
	}}
	if row.Skip != "" {
		r.cells["product"] = i18n.T("importing.no_sale", i18n.Args{"Kind": row.Skip})
		return r
	}
	if r.judge(row.Problems); r.tone == ui.Bad { // what is wrong matters more than what was sold
		r.cells["product"] = r.remark
	}
	price, _, net, err := row.Amounts(crm.Exponent(currency))
	if err == nil && r.tone != ui.Bad {
		r.cells["price"], r.cells["net"] = i18n.Price(price, currency), i18n.Amount(net, currency)
	}
	return r
}

func bookingPreview(b *table.BookingRow, currency string) previewRow {
	r := previewRow{number: b.Row, cells: map[string]string{
		"resource": b.Resource, "arrival": i18n.Date(b.Start), "who": firstOf(b.Buyer.Name, b.Buyer.Email, b.Group, b.Segment),
		"units": i18n.Integer(int64(b.Units)), "status": i18n.T("bookings.status_" + string(b.Status)), "booked": i18n.Date(b.BookedOn),
	}}
	if b.Start != 0 && b.End >= b.Start {
		r.cells["nights"] = i18n.Integer(int64(b.End - b.Start))
	}
	switch {
	case b.Total.Set:
		r.cells["rate"] = i18n.Price(b.Total.Price, currency)
	case b.Rate.Set:
		r.cells["rate"] = i18n.Price(b.Rate.Price, currency)
	}
	if r.judge(b.Problems); r.tone == ui.Bad { // what is wrong matters more than who comes
		r.cells["who"] = r.remark
	}
	return r
}

func bookingColumns() []ui.Column[previewRow] {
	who := textColumn("who", i18n.T("importing.group_customer"), 130, 84, true)
	who.Tone = func(r previewRow) ui.Tone { return r.tone }
	return []ui.Column[previewRow]{
		textColumn("arrival", i18n.T("bookings.arrival"), 104, 104, false), numberColumn("nights", i18n.T("bookings.nights"), 64), who,
		textColumn("status", i18n.T("bookings.status"), 124, 124, false), numberColumn("rate", i18n.T("importing.price"), 84), numberColumn("units", i18n.T("bookings.units"), 64),
		textColumn("resource", i18n.T("bookings.resource"), 130, 90, false), textColumn("booked", i18n.T("bookings.booked_on"), 104, 104, false),
	}
}

func weatherPreview(w *table.WeatherRow) previewRow {
	r := previewRow{number: w.Row, cells: map[string]string{"date": i18n.Date(w.Date)}}
	for id, m := range map[string]table.Measured{"rain": w.Rain, "temperature": w.Temperature} {
		if m.Set {
			r.cells[id] = i18n.Quantity(m.Value)
		}
	}
	r.judge(w.Problems)
	return r
}

func weatherColumns() []ui.Column[previewRow] {
	return []ui.Column[previewRow]{textColumn("date", fieldName(table.SaleDate), 120, 104, true),
		numberColumn("rain", fieldName(table.Rain), 120), numberColumn("temperature", fieldName(table.Temperature), 150)}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// judge puts the worst problem of a row beside it.
func (r *previewRow) judge(problems []table.Problem) {
	for _, p := range problems {
		r.remark, r.tone = textOf(p), ui.Warn
		if p.Column != "" {
			r.remark = p.Column + ": " + p.Value // the sentence is in the list of problems
		}
		if !p.Warning() {
			r.tone = ui.Bad
			return
		}
	}
}

// previewPage shows the first rows, or the rows with problems.
func (s *Screen) previewPage() fyne.CanvasObject {
	if s.source.Mapping.As == table.AsUnknown {
		return s.columnsPage()
	}
	first := s.viewButton(false, i18n.N("importing.first_rows", len(s.rows)))
	wrong := s.viewButton(true, i18n.N("importing.rows_with_problems", s.rejected()))
	bar := ui.BesideScroll(ui.Flow(ui.SpaceXS, first, wrong))
	if s.faults {
		return container.NewBorder(ui.Spaced(bar, 0, ui.SpaceS), nil, nil, nil, s.faultList())
	}
	t := ui.NewRecordTable(s.env.Runner, nil, s.previewColumns()...)
	t.Empty = ui.EmptyState(theme.DocumentIcon(), i18n.T("importing.no_rows_title"), i18n.T("importing.no_rows_text"), "", nil)
	t.SetRows(s.rows)
	card := ui.Card(t)
	card.PadX, card.PadY = 4, 4
	return container.NewBorder(ui.Spaced(bar, 0, ui.SpaceS), nil, nil, nil, ui.BesideScroll(card))
}

func (s *Screen) rejected() int {
	if s.rehearsal == nil || s.rehearsal.result == nil {
		return 0
	}
	return s.rehearsal.result.Rejected
}

func (s *Screen) viewButton(faults bool, text string) *ui.Button {
	key := fmt.Sprintf("faults_%t", faults)
	b := ui.Quiet(text, nil, func() {
		s.faults, s.focus = faults, key
		s.render()
	})
	if s.faults == faults {
		b.Importance = widget.MediumImportance
	}
	s.fields[key] = b
	return b
}

func (s *Screen) faultList() fyne.CanvasObject {
	var problems []table.Problem
	if s.rehearsal != nil && s.rehearsal.result != nil {
		problems = s.rehearsal.result.Problems
	}
	if len(problems) == 0 {
		return ui.EmptyState(theme.ConfirmIcon(), i18n.T("importing.no_problems_title"), i18n.T("importing.no_problems_text"), "", nil)
	}
	s.scroll = ui.NewScroll(ui.Card(problemList(problems, 100)))
	return s.scroll.Frame
}

// problemList names the first problems, the worst first.
func problemList(problems []table.Problem, limit int) fyne.CanvasObject {
	lines := []fyne.CanvasObject{}
	for _, warning := range []bool{false, true} {
		for _, p := range problems {
			if p.Warning() != warning || len(lines) >= 2*limit {
				continue
			}
			tone := ui.Bad
			if warning {
				tone = ui.Warn
			}
			lines = append(lines, ui.Signed(tone, ui.Paragraph(textOf(p), ui.ColorText)), widget.NewSeparator())
		}
	}
	if more := len(problems) - len(lines)/2; more > 0 {
		lines = append(lines, ui.Muted(i18n.N("importing.more_problems", more)))
	} else if len(lines) > 0 {
		lines = lines[:len(lines)-1]
	}
	return ui.Stack(ui.SpaceS, lines...)
}

// previewColumns are those of the kind of rows that the file fills.
func (s *Screen) previewColumns() []ui.Column[previewRow] {
	row := ui.Column[previewRow]{ID: "row", Title: i18n.T("importing.row"), Width: 56, MinWidth: 40, Align: fyne.TextAlignTrailing, Muted: true,
		Text: func(r previewRow) string { return i18n.Integer(int64(r.number)) }, Compare: func(a, b previewRow) int { return a.number - b.number }}
	list := []ui.Column[previewRow]{row}
	if s.source.Mapping.As == table.AsSales {
		return append(list, saleColumns()...)
	}
	if s.source.Mapping.As == table.AsBookings {
		return append(list, bookingColumns()...)
	}
	if slices.ContainsFunc(s.rows, func(r previewRow) bool { return r.remark != "" }) {
		list = append(list, ui.Column[previewRow]{ID: "remark", Title: i18n.T("importing.remark"), Width: 150, MinWidth: 96,
			Text: func(r previewRow) string { return r.remark }, Tone: func(r previewRow) ui.Tone { return r.tone }})
	}
	if s.source.Mapping.As == table.AsWeather {
		return append(list, weatherColumns()...)
	}
	return append(list, customerColumns(s.source.Mapping)...)
}

func textColumn(id, title string, width, least float32, grow bool) ui.Column[previewRow] {
	return ui.Column[previewRow]{ID: id, Title: title, Width: width, MinWidth: least, Grow: grow, Text: func(r previewRow) string { return r.cells[id] }}
}

func numberColumn(id, title string, width float32) ui.Column[previewRow] {
	c := textColumn(id, title, width, width, false)
	c.Align = fyne.TextAlignTrailing
	return c
}

func saleColumns() []ui.Column[previewRow] {
	product := textColumn("product", i18n.T("importing.group_product"), 180, 110, true)
	product.Tone = func(r previewRow) ui.Tone { return r.tone }
	return []ui.Column[previewRow]{
		textColumn("document", fieldName(table.DocNumber), 72, 52, false), textColumn("date", fieldName(table.SaleDate), 104, 104, false),
		textColumn("who", i18n.T("importing.group_customer"), 130, 84, true), product,
		numberColumn("quantity", fieldName(table.Quantity), 60), numberColumn("net", i18n.T("importing.net_short"), 84), numberColumn("price", i18n.T("importing.price"), 72),
	}
}

func customerColumns(m table.Mapping) []ui.Column[previewRow] {
	list := []ui.Column[previewRow]{textColumn("name", i18n.T("importing.group_name"), 150, 110, true)}
	for _, c := range []struct {
		ui.Column[previewRow]
		shown bool
	}{
		{textColumn("phone", fieldName(table.Phone), 136, 136, false), m.Has(table.Phone)},
		{textColumn("email", fieldName(table.Email), 170, 120, true), m.Has(table.Email)},
		{textColumn("company", fieldName(table.Company), 100, 80, false), m.Has(table.Company)},
		{textColumn("place", i18n.T("importing.place"), 130, 110, false), m.Has(table.AddressCity) || m.Has(table.AddressPostalCode) || m.Has(table.AddressFull)},
		{textColumn("birthday", fieldName(table.BirthDate), 104, 104, false), m.Has(table.BirthDate)},
		{textColumn("tags", fieldName(table.Tags), 96, 80, false), m.Has(table.Tags) || m.Has(table.Labels)},
		{textColumn("number", fieldName(table.ExternalID), 90, 70, false), m.Has(table.ExternalID)},
	} {
		if c.shown {
			list = append(list, c.Column)
		}
	}
	return list
}
