package customers

import (
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// valueKind says how a property is compared.
type valueKind uint8

const (
	isText valueKind = iota
	isChoice
	isNumber
	isMoney
	isDate
)

// property is one thing known of a party: a column of the list, something to
// filter by and a column of the export.
type property struct {
	id, title string
	kind      valueKind
	text      func(*row) string         // as shown, for isText
	number    func(*row) (int64, bool)  // for isNumber, isMoney (minor units) and isDate; false: not known
	codes     func(*row) []string       // for isChoice
	name      func(code string) string  // a choice as shown
	tone      func(code string) ui.Tone // shows the choice as a badge

	width, min float32
	grow       bool
	hidden     bool
	muted      bool
	currency   string
}

// write is the property as shown.
func (p property) write(r *row) string {
	switch p.kind {
	case isText:
		return p.text(r)
	case isChoice:
		return p.names(p.codes(r))
	}
	v, ok := p.number(r)
	if !ok {
		return ""
	}
	switch p.kind {
	case isMoney:
		return i18n.Amount(crm.Amount(v), p.currency)
	case isDate:
		return i18n.Date(crm.Date(v))
	}
	return i18n.Integer(v)
}

func (p property) names(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = p.name(c)
	}
	return i18n.List(names...)
}

// numeric reports whether two values of the property can be compared by size.
func (p property) numeric() bool { return p.kind >= isNumber }

// properties lists everything the list can show, in the standard order.
func properties(l lists) []property {
	ps := []property{
		{id: "name", kind: isText, text: func(r *row) string { return r.party.DisplayName }, width: 220, min: 150, grow: true},
		{id: "class", kind: isChoice, codes: func(r *row) []string { return one(string(r.Class)) }, name: classShort, tone: classTone, width: 120, min: 110},
		{id: "stage", kind: isChoice, codes: func(r *row) []string { return one(string(r.Stage)) }, name: stageName, tone: stageTone, width: 140, min: 130},
		{id: "segment", kind: isChoice, codes: func(r *row) []string { return one(string(r.segment)) }, name: segmentName, tone: segmentTone, width: 185, min: 165},
		{id: "net", kind: isMoney, number: func(r *row) (int64, bool) { return int64(r.net), r.orders > 0 || r.net != 0 }, width: 120, min: 95, currency: l.currency},
		{id: "orders", kind: isNumber, number: func(r *row) (int64, bool) { return int64(r.orders), r.orders > 0 }, width: 80, min: 60},
		{id: "last", kind: isDate, number: func(r *row) (int64, bool) { return int64(r.last), r.last > 0 }, width: 120, min: 105},
		{id: "phone", kind: isText, text: func(r *row) string { return r.party.Point(crm.PointPhone).Value }, width: 160, min: 150, muted: true},
		{id: "tags", kind: isChoice, codes: func(r *row) []string { return tagCodes(r.party) }, name: l.tagName, width: 140, min: 80, muted: true},
		{id: "country", kind: isChoice, codes: func(r *row) []string { return one(r.party.Country()) }, name: i18n.Country, width: 120, min: 80, muted: true, hidden: true},
		{id: "company", kind: isText, text: func(r *row) string { return r.party.Company }, width: 160, min: 90, hidden: true},
		{id: "group", kind: isChoice, codes: func(r *row) []string { return one(r.party.Group) }, name: asIs, width: 110, min: 80, hidden: true},
		{id: "email", kind: isText, text: func(r *row) string { return r.party.Point(crm.PointEmail).Value }, width: 200, min: 120, hidden: true},
		{id: "gap", kind: isNumber, number: func(r *row) (int64, bool) { return int64(r.gap), r.gap > 0 }, width: 100, min: 80, hidden: true},
		{id: "contact", kind: isDate, number: func(r *row) (int64, bool) { return int64(r.lastContact), r.lastContact > 0 }, width: 120, min: 105, hidden: true},
		{id: "first", kind: isDate, number: func(r *row) (int64, bool) { return int64(r.first), r.first > 0 }, width: 120, min: 105, hidden: true},
		{id: "year_net", kind: isMoney, number: func(r *row) (int64, bool) { return int64(r.yearNet), r.yearNet != 0 }, width: 120, min: 95, currency: l.currency, hidden: true},
		{id: "role", kind: isChoice, codes: func(r *row) []string { return roleCodes(r.party) }, name: func(c string) string { return roleName(crm.Role(c)) }, width: 110, min: 80, hidden: true},
		{id: "kind", kind: isChoice, codes: func(r *row) []string { return one(string(r.party.PartyKind)) }, name: func(c string) string { return kindName(crm.PartyKind(c)) }, width: 120, min: 90, hidden: true},
		{id: "birthday", kind: isDate, number: func(r *row) (int64, bool) { return int64(r.party.BirthDate), r.party.BirthDate > 0 }, width: 120, min: 105, hidden: true},
		{id: "external", kind: isText, text: func(r *row) string { return r.party.ExternalID }, width: 110, min: 80, hidden: true},
	}
	for i := range ps {
		ps[i].title = t("column_" + ps[i].id)
	}
	for _, f := range l.fields {
		ps = append(ps, customProperty(f, l.currency))
	}
	return ps
}

// customPrefix marks the properties of custom fields in views and filters.
const customPrefix = "custom."

func customProperty(f *crm.CustomField, currency string) property {
	raw := func(r *row) string { return r.party.Custom[f.Code] }
	p := property{id: customPrefix + f.Code, title: f.Label, kind: isText, text: raw, width: 130, min: 80, hidden: true}
	switch f.Type {
	case crm.FieldMoney:
		p.kind, p.currency = isMoney, currency
		p.number = func(r *row) (int64, bool) { return parsed(raw(r), crm.Exponent(currency)) }
	case crm.FieldNumber:
		p.text = func(r *row) string { return i18n.Decimal(raw(r)) }
	case crm.FieldDate:
		p.kind = isDate
		p.number = func(r *row) (int64, bool) {
			d, err := crm.ParseDate(raw(r))
			return int64(d), err == nil
		}
	case crm.FieldBool, crm.FieldChoice:
		p.kind, p.name = isChoice, asIs
		p.codes = func(r *row) []string { return one(raw(r)) }
		if f.Type == crm.FieldBool {
			p.name = func(c string) string { return i18n.Coded("customers.bool_", c) }
		}
	}
	return p
}

func parsed(s string, exp int) (int64, bool) {
	v, err := crm.ParseDecimal(s, exp)
	return v, err == nil
}

func asIs(s string) string { return s }

func one(code string) []string {
	if code == "" {
		return nil
	}
	return []string{code}
}

func (l lists) tagName(code string) string {
	id, err := crm.ParseID(code)
	if err != nil {
		return ""
	}
	return l.tagNames[id]
}

func tagCodes(p *crm.Party) []string {
	codes := make([]string, len(p.Tags))
	for i, id := range p.Tags {
		codes[i] = id.String()
	}
	return codes
}

func roleCodes(p *crm.Party) []string {
	codes := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		codes[i] = string(r)
	}
	return codes
}

// column is the property as a column of the table; at is its place in row.texts.
func (p property) column(at int) ui.Column[*row] {
	c := ui.Column[*row]{ID: p.id, Title: p.title, Width: p.width, MinWidth: p.min, Grow: p.grow, Hidden: p.hidden, Muted: p.muted}
	c.Text = func(r *row) string { return r.texts[at] }
	if p.numeric() {
		if p.kind != isDate {
			c.Align = fyne.TextAlignTrailing
		}
		c.Compare = func(a, b *row) int { return p.order(a, b) }
	}
	if p.tone != nil {
		c.Badge = func(r *row) (string, ui.Tone) {
			codes := p.codes(r)
			if len(codes) == 0 {
				return "", ui.Neutral
			}
			return r.texts[at], p.tone(codes[0])
		}
	}
	return c
}

// order compares two rows; unknown values come first.
func (p property) order(a, b *row) int {
	va, oka := p.number(a)
	vb, okb := p.number(b)
	switch {
	case oka != okb && oka:
		return 1
	case oka != okb:
		return -1
	case va < vb:
		return -1
	case va > vb:
		return 1
	}
	return 0
}

// plain is the property for a file: numbers and dates as other programs read them.
func (p property) plain(r *row, at int) string {
	if !p.numeric() {
		return r.texts[at]
	}
	v, ok := p.number(r)
	switch {
	case !ok:
		return ""
	case p.kind == isMoney:
		return crm.FormatDecimal(v, crm.Exponent(p.currency))
	case p.kind == isDate:
		return crm.Date(v).String()
	}
	return strconv.FormatInt(v, 10)
}
