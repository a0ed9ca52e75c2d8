package sales

import (
	"cmp"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// t is the text of a key of this screen.
func t(key string, args ...i18n.Args) string { return i18n.T("sales."+key, args...) }

func typeName(d crm.DocType) string     { return i18n.Coded("sales.doc_", string(d)) }
func statusName(s crm.DocStatus) string { return i18n.Coded("sales.status_", string(s)) }
func channelName(c crm.Channel) string  { return i18n.Coded("sales.channel_", string(c)) }
func methodName(m string) string        { return i18n.Coded("sales.method_", m) }
func unitName(u string) string          { return i18n.Coded("sales.unit_", u) }

// docTypes lists the types in the order of a sale.
func docTypes() []crm.DocType {
	return []crm.DocType{crm.Quote, crm.Order, crm.Invoice, crm.CreditNote}
}

// payMethods lists the ways to pay that have a name.
func payMethods() []string { return []string{"cash", "card", "transfer", "mobile", "voucher"} }

// units lists the units offered: piece, kilogram, gram, litre, metre, hour, day.
func units() []string { return []string{"C62", "KGM", "GRM", "LTR", "MTR", "HUR", "DAY"} }

func typeTone(d crm.DocType) ui.Tone {
	switch d {
	case crm.Order, crm.Invoice:
		return ui.Accent
	case crm.CreditNote:
		return ui.Warn
	}
	return ui.Neutral
}

func statusTone(s crm.DocStatus) ui.Tone {
	switch s {
	case crm.Paid:
		return ui.Good
	case crm.Confirmed, crm.Fulfilled, crm.Invoiced:
		return ui.Accent
	case crm.Cancelled, crm.Lost:
		return ui.Bad
	}
	return ui.Neutral
}

// docName is what people call a document: "Order S26-00012".
func docName(kind crm.DocType, number string) string {
	if number == "" {
		return typeName(kind)
	}
	return t("doc_name", i18n.Args{"Type": typeName(kind), "Number": number})
}

// productName is the name, or the number of a product without one.
func productName(p *crm.Product) string { return cmp.Or(p.Name, p.SKU) }
