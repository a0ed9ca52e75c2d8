package importing

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// understoodPage says what was understood, each with a way to correct it.
func (s *Screen) understoodPage() fyne.CanvasObject {
	facts := []fyne.CanvasObject{s.kindFact(), s.encodingFact(), s.separatorFact(), s.headerFact()}
	if column, ok := s.columnOf(table.Field.IsDate); ok {
		facts = append(facts, s.dateFact(column))
	}
	if column, ok := s.columnOf(table.Field.IsNumber); ok {
		facts = append(facts, s.decimalFact(column))
	}
	if s.source.Mapping.As == table.AsSales {
		facts = append(facts, s.currencyFact())
	}
	for _, c := range s.foreign {
		facts = append(facts, s.rateFact(c))
	}
	parts := []fyne.CanvasObject{}
	if len(s.missing()) > 0 {
		show := ui.NewButton(i18n.T("importing.step_columns"), nil, func() {
			s.step, s.focus = stepColumns, "step2"
			s.render()
		})
		parts = append(parts, ui.Callout(ui.Bad, s.lackText(), ui.Row(0, show)))
	}
	for _, p := range s.problems {
		tone := ui.Bad
		if p.Warning() {
			tone = ui.Warn
		}
		if p.Code == table.CodeColumnMissing {
			continue // said once for all of them
		}
		parts = append(parts, ui.Callout(tone, textOf(p)))
	}
	if s.source.Saved != "" {
		parts = append(parts, ui.Callout(ui.Good, i18n.T("importing.saved_used", i18n.Args{"Name": s.source.Saved})))
	}
	head := ui.Shrinking(ui.Heading(s.inAWord()))
	parts = append(parts, ui.Card(ui.Stack(ui.SpaceM, head, ui.Tiles(300, facts...))))
	s.scroll = ui.NewScroll(ui.Stack(ui.SpaceS, parts...))
	return s.scroll.Frame
}

// inAWord is the file in one sentence.
func (s *Screen) inAWord() string {
	n := s.source.Sniff.Rows
	columns := i18n.N("importing.n_columns", len(s.source.Table.Header))
	switch s.source.Mapping.As {
	case table.AsCustomers:
		return i18n.N("importing.holds_customers", n, i18n.Args{"Columns": columns})
	case table.AsSales:
		return i18n.N("importing.holds_sales", n, i18n.Args{"Columns": columns})
	case table.AsBookings:
		return i18n.N("importing.holds_bookings", n, i18n.Args{"Columns": columns})
	case table.AsWeather:
		return i18n.N("importing.holds_weather", n, i18n.Args{"Columns": columns})
	}
	return i18n.N("importing.holds_unknown", n, i18n.Args{"Columns": columns})
}

// fact is one thing understood: what it is, the answer, and how one can tell.
func fact(label string, answer fyne.CanvasObject, why string) fyne.CanvasObject {
	return ui.Stack(3, ui.Shrinking(ui.Caption(label)), answer, ui.Small(why, ui.ColorMuted))
}

func (s *Screen) kindFact() fyne.CanvasObject {
	as := s.source.Mapping.As
	var kinds []option
	for _, k := range table.Kinds() {
		kinds = append(kinds, option{string(k), i18n.T("importing.as_" + string(k))})
	}
	list := s.choose("kind", kinds, string(as), func(id string) {
		s.as, s.mapped, s.source.Saved = table.As(id), false, ""
		s.source.SetAs(s.as)
		s.changed()
	})
	return fact(i18n.T("importing.rows_are"), list, i18n.T("importing.as_"+cmp.Or(string(as), "unknown")+"_why"))
}

func (s *Screen) encodingFact() fyne.CanvasObject {
	list := s.choose("encoding", s.encodings(s.source.Table.Candidates), s.source.Table.Encoding, func(id string) {
		s.opts.Encoding = id
		s.read()
	})
	why := i18n.T("importing.encoding_plain")
	if example := s.accented(); example != "" {
		why = i18n.T("importing.encoding_example", i18n.Args{"Example": example})
	}
	return fact(i18n.T("importing.encoding"), list, why)
}

// encodings lists the likely ones first.
func (s *Screen) encodings(likely []string) []option {
	names := slices.Clone(likely)
	for _, e := range table.Encodings() {
		if !slices.Contains(names, e) {
			names = append(names, e)
		}
	}
	out := make([]option, len(names))
	for i, n := range names {
		out[i] = option{n, n}
		if key := "importing.encoding_" + strings.ToLower(strings.NewReplacer("-", "_").Replace(n)); i18n.Has(key) {
			out[i].text = i18n.T(key) + " (" + n + ")"
		}
	}
	return out
}

// accented is a text of the file whose letters show whether the encoding is
// right; "" when all are plain.
func (s *Screen) accented() string {
	rows := append([][]string{s.source.Table.Header}, s.source.Sniff.Sample...)
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsFunc(cell, func(r rune) bool { return r > 0x7F && r != '€' && r != '£' && r != '\u00A0' }) {
				return short(cell, 40)
			}
		}
	}
	return ""
}

func (s *Screen) separatorFact() fyne.CanvasObject {
	list := s.choose("separator", separators(), string(rune(s.source.Table.Separator)), func(id string) {
		s.opts.Separator, s.mapped = id[0], false
		s.read()
	})
	return fact(i18n.T("importing.separator"), list, i18n.N("importing.makes_columns", len(s.source.Table.Header)))
}

func separators() []option {
	return []option{{",", i18n.T("importing.comma")}, {";", i18n.T("importing.semicolon")}, {"\t", i18n.T("importing.tab")}, {"|", i18n.T("importing.bar")}}
}

func (s *Screen) headerFact() fyne.CanvasObject {
	selected := "no"
	if s.source.Table.HasHeader {
		selected = "yes"
	}
	list := s.choose("header", []option{{"yes", i18n.T("importing.header_yes")}, {"no", i18n.T("importing.header_no")}}, selected, func(id string) {
		s.opts.Header, s.mapped = table.HeaderYes, false
		if id == "no" {
			s.opts.Header = table.HeaderNo
		}
		s.read()
	})
	why := i18n.T("importing.header_none")
	if s.source.Table.HasHeader {
		var names []string
		for _, h := range s.source.Table.Header {
			if h != "" && len(names) < 3 {
				names = append(names, short(h, 24))
			}
		}
		why = i18n.T("importing.header_names", i18n.Args{"Names": strings.Join(names, " · ")})
	}
	return fact(i18n.T("importing.first_row"), list, why)
}

// columnOf is the first mapped column of a kind that holds anything.
func (s *Screen) columnOf(kind func(table.Field) bool) (int, bool) {
	for i, t := range s.source.Mapping.Columns {
		if i < len(s.source.Sniff.Columns) && kind(t.Field) && s.source.Sniff.Columns[i].Filled > 0 {
			return i, true
		}
	}
	return 0, false
}

func (s *Screen) dateFact(column int) fyne.CanvasObject {
	orders := []option{{string(table.DMY), i18n.T("importing.day_first")}, {string(table.MDY), i18n.T("importing.month_first")}, {string(table.YMD), i18n.T("importing.year_first")}}
	selected, why := string(s.plan.Order), s.dateExample(column)
	if slices.ContainsFunc(s.problems, func(p table.Problem) bool { return p.Code == table.CodeMixedDates }) {
		selected, why = "", i18n.T("importing.dates_mixed")
	}
	list := s.choose("dates", orders, selected, func(id string) {
		s.source.Env.DateOrder = table.DateOrder(id)
		s.changed()
	})
	return fact(i18n.T("importing.dates"), list, why)
}

// dateExample reads a date of the file both ways.
func (s *Screen) dateExample(column int) string {
	cell := ""
	for _, row := range s.source.Sniff.Sample {
		text := strings.TrimSpace(row[column])
		dmy, okD := table.ParseDate(text, table.DMY)
		mdy, okM := table.ParseDate(text, table.MDY)
		if cell == "" && (okD || okM) {
			cell = text
		}
		if okD && okM && dmy.Date != mdy.Date {
			now, other := dmy.Date, mdy.Date
			if s.plan.Order == table.MDY {
				now, other = other, now
			}
			return i18n.T("importing.date_both", i18n.Args{"Cell": short(text, 24), "Now": i18n.Date(now), "Other": i18n.Date(other)})
		}
	}
	if m, ok := table.ParseDate(cell, s.plan.Order); ok {
		return i18n.T("importing.read_as", i18n.Args{"Cell": short(cell, 24), "Now": i18n.Date(m.Date)})
	}
	if cell != "" {
		return i18n.T("importing.date_not_read", i18n.Args{"Cell": short(cell, 24)})
	}
	return i18n.T("importing.no_example")
}

func (s *Screen) decimalFact(column int) fyne.CanvasObject {
	marks := []option{{".", i18n.T("importing.decimal_point")}, {",", i18n.T("importing.decimal_comma")}}
	list := s.choose("decimal", marks, string(rune(s.plan.Mark)), func(id string) {
		s.source.Env.Decimal = id[0]
		s.changed()
	})
	why := i18n.T("importing.no_example")
	if cell := s.tellingNumber(column); cell != "" {
		if n, err := table.ParseNumber(cell, table.NumberFormat{Decimal: s.plan.Mark}, 4); err == nil {
			why = i18n.T("importing.read_as", i18n.Args{"Cell": short(cell, 24), "Now": i18n.Decimal(crm.FormatDecimal(n.Value/100, 2))})
		}
	}
	return fact(i18n.T("importing.decimals"), list, why)
}

// tellingNumber is a number of the file with a mark in it, from the first
// column of money, else any number.
func (s *Screen) tellingNumber(column int) string {
	if c, ok := s.columnOf(table.Field.IsMoney); ok {
		column = c
	}
	cells := make([]string, 0, len(s.source.Sniff.Sample))
	for _, row := range s.source.Sniff.Sample {
		if text := strings.TrimSpace(row[column]); text != "" {
			cells = append(cells, text)
		}
	}
	if len(cells) == 0 {
		return ""
	}
	return slices.MaxFunc(cells, func(a, b string) int {
		marks := func(t string) int { return strings.Count(t, ",") + strings.Count(t, ".") }
		return cmp.Compare(marks(a), marks(b))
	})
}

func (s *Screen) currencyFact() fyne.CanvasObject {
	var named []string
	for i, t := range s.source.Mapping.Columns {
		if i < len(s.source.Sniff.Columns) && t.Field.IsMoney() {
			for _, c := range s.source.Sniff.Columns[i].Currencies {
				named = append(named, c.Code)
			}
		}
	}
	selected := cmp.Or(s.source.Env.Currency, s.settings.BaseCurrency)
	why := i18n.T("importing.currency_silent")
	if s.source.Mapping.Has(table.Currency) {
		why = i18n.T("importing.currency_column")
	} else if len(named) > 0 {
		slices.Sort(named)
		named = slices.Compact(named)
		why, selected = i18n.T("importing.currency_signs", i18n.Args{"Names": i18n.List(named...)}), named[0]
	}
	list := s.choose("currency", currencies(append(named, selected, s.settings.BaseCurrency)), selected, func(id string) {
		if s.source.Env.Currency = id; id == s.settings.BaseCurrency {
			s.source.Env.Currency = ""
		}
		s.changed()
	})
	answer := fact(i18n.T("importing.currency"), list, why)
	if cents, currency := s.lostCents(); cents != "" {
		warning := i18n.T("importing.currency_no_cents", i18n.Args{"Cell": cents, "Currency": currency})
		return ui.Stack(3, answer, ui.Small("! "+warning, ui.ColorWarn))
	}
	return answer
}

// lostCents is the first amount among the first rows that its currency has no
// decimals for, and that currency; "" when there is none.
func (s *Screen) lostCents() (cents, currency string) {
	rows := 0
	for row, err := range s.plan.Sales() {
		if err != nil || rows == centsRows {
			break
		}
		rows++
		currency = cmp.Or(row.Currency, s.settings.BaseCurrency)
		if crm.Exponent(currency) > 0 {
			continue
		}
		for _, m := range []table.Money{row.LineNet, row.UnitPrice, row.OrderNet, row.OrderTotal} {
			if m.Set && m.Price%crm.PriceScale != 0 {
				return i18n.Decimal(m.Price.String()), currency
			}
		}
	}
	return "", ""
}

// centsRows is how many rows are searched for amounts with cents.
const centsRows = 200

// currencies lists the ones at hand, then those much used in the world.
func currencies(first []string) []option {
	codes := append(slices.Clone(first), "EUR", "USD", "GBP", "CHF", "CNY", "JPY", "VND", "AZN", "TRY", "RUB", "UAH", "PLN", "CZK", "HUF", "RON",
		"SEK", "NOK", "DKK", "INR", "IDR", "THB", "KRW", "SGD", "HKD", "AUD", "NZD", "CAD", "BRL", "MXN", "ZAR", "AED", "ILS")
	var out []option
	for _, c := range codes {
		if !slices.ContainsFunc(out, func(o option) bool { return o.id == c }) && crm.ValidCurrency(c) {
			out = append(out, option{c, c + "  " + strings.TrimPrefix(i18n.Symbol(c), c)})
		}
	}
	return out
}

// rateFact asks what a foreign currency is worth.
func (s *Screen) rateFact(currency string) fyne.CanvasObject {
	entry := ui.NewEntry()
	entry.SetPlaceHolder(i18n.T("importing.rate_hint", i18n.Args{"Base": s.settings.BaseCurrency}))
	entry.SetText(s.rates[currency])
	entry.OnChanged = func(text string) { s.rates[currency] = text }
	count := func() {
		s.focus = "import"
		s.render()
		s.rehearse()
	}
	entry.OnSubmitted = func(string) { count() }
	entry.OnLeave = func() {
		if _, ok := plainRate(s.rates[currency]); ok && s.rehearsal != nil && s.rehearsal.result == nil {
			s.rehearse()
		}
	}
	s.fields["rate_"+currency] = entry
	why := i18n.T("importing.rate_why", i18n.Args{"Base": s.settings.BaseCurrency})
	if text := s.rates[currency]; text != "" {
		if _, ok := plainRate(text); !ok {
			why = "! " + i18n.T("importing.rate_bad")
		}
	}
	return fact(i18n.T("importing.rate", i18n.Args{"Currency": currency}), entry, why)
}

// short keeps an example from the file on its line.
func short(text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return text
}
