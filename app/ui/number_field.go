package ui

import (
	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// numberField is the common part of the fields for numbers. It shows the
// number in the language's form once the field is left.
type numberField struct {
	field
	parse   func(string) (int64, error)
	format  func(int64) string
	changed func()
	value   int64
	ok      bool // the text is a number
	empty   bool
}

func (n *numberField) init(self fyne.Widget, exp int, format func(int64) string) {
	n.format, n.ok, n.empty = format, true, true
	n.parse = func(text string) (int64, error) { return ParseNumber(text, exp) }
	n.entry = NewEntry()
	n.entry.OnChanged = n.read
	n.entry.OnLeave = n.leave
	n.entry.Whole = func() bool { return n.ok }
	n.build(n.entry, self)
}

func (n *numberField) read(text string) {
	v, err := n.parse(text)
	n.empty = text == ""
	n.value, n.ok = v, err == nil || n.empty
	if n.ok {
		n.SetError("")
	}
	if n.changed != nil {
		n.changed()
	}
}

func (n *numberField) leave() {
	if !n.ok {
		n.SetError(FieldErrorText(ErrNumber))
		return
	}
	if !n.empty {
		n.show(n.value)
	}
}

func (n *numberField) show(v int64) {
	if text := n.format(v); text != n.entry.Text {
		n.entry.SetText(text)
	}
}

// SetHint says what an empty field stands for.
func (n *numberField) SetHint(text string) { n.entry.SetPlaceHolder(text) }

// Clear empties the field.
func (n *numberField) Clear() { n.entry.SetText("") }

// MoneyField takes an amount of one currency.
type MoneyField struct {
	numberField
	OnChanged func()
}

// NewMoneyField returns an empty field for amounts in a currency.
func NewMoneyField(currency string) *MoneyField {
	m := &MoneyField{}
	m.init(m, crm.Exponent(currency), func(v int64) string { return i18n.Amount(crm.Amount(v), currency) })
	m.entry.SetPlaceHolder(i18n.Amount(0, currency))
	m.changed = func() { call(m.OnChanged) }
	return m
}

// SetAmount shows an amount.
func (m *MoneyField) SetAmount(a crm.Amount) { m.show(int64(a)) }

// Amount returns what the field holds: set is false when it is empty, ok when
// its text is not an amount.
func (m *MoneyField) Amount() (a crm.Amount, set, ok bool) {
	return crm.Amount(m.value), !m.empty && m.ok, m.ok
}

// PriceField takes a price per unit with up to four decimals.
type PriceField struct {
	numberField
	OnChanged func()
}

// NewPriceField returns an empty field for prices in a currency.
func NewPriceField(currency string) *PriceField {
	p := &PriceField{}
	p.init(p, 4, func(v int64) string { return priceText(crm.Price(v), currency) })
	p.parse = func(text string) (int64, error) {
		v, err := ParsePrice(text, currency)
		return int64(v), err
	}
	p.entry.SetPlaceHolder(i18n.Price(0, currency))
	p.changed = func() { call(p.OnChanged) }
	return p
}

// priceText is a price as a field shows it, in a form that is read back as
// the same price.
func priceText(p crm.Price, currency string) string {
	if crm.Exponent(currency) == 0 && p%crm.PriceScale != 0 {
		return PlainPrice(p, currency)
	}
	return i18n.Price(p, currency)
}

// SetPrice shows a price.
func (p *PriceField) SetPrice(v crm.Price) { p.show(int64(v)) }

// Price returns what the field holds, as [MoneyField.Amount] does.
func (p *PriceField) Price() (v crm.Price, set, ok bool) {
	return crm.Price(p.value), !p.empty && p.ok, p.ok
}

func call(f func()) {
	if f != nil {
		f()
	}
}
