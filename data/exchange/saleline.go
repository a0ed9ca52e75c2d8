package exchange

import (
	"strings"

	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// saleLine is one line of a sale as a file gives it, in text and numbers
// but not yet tied to any record.
type saleLine struct {
	row      int // in the file
	document docHead
	product  productHead
	amounts  lineAmounts
	whole    wholeOrder
	// fromOrder is set where the net is that of the whole document.
	fromOrder bool
}

// lineAmounts is the small part of a crm.Line that files carry: a large file
// has half a million of them in memory.
type lineAmounts struct {
	quantity  crm.Quantity
	price     crm.Price
	discount  crm.Amount
	net       crm.Amount
	cost      crm.Price
	costKnown bool
	// priced is set where the net is quantity x price and the document's
	// discount is still to come off.
	priced bool
}

// docHead is what every line of a document repeats.
type docHead struct {
	number   string
	docType  crm.DocType
	status   crm.DocStatus // "" when the file does not say
	date     crm.Date
	time     crm.Clock
	currency string
	country  string
	channel  crm.Channel
	site     string // the name of the place, "" for none
	payment  string
	note     string
	party    partyHead
}

// wholeOrder is money that belongs to a document, not to one of its lines.
type wholeOrder struct {
	net      crm.Amount
	netKnown bool
	discount crm.Amount // taken off all lines together, not negative
	refunded crm.Amount // given back later, not negative
}

// partyHead is what a sales file says of its customer.
type partyHead struct {
	ref, name, email, phone, group string
	phoneKey                       string // the phone in a form equal for all spellings
	given, family, company         string
	badEmail                       string // what stood in the place of an e-mail
	address                        crm.Address
}

type productHead struct {
	sku, name, category, sub string
}

// longestName is how many letters a name may have to be stored.
const longestName = 500

// toSaleLine turns a row into a line, with everything that is wrong with it.
func (x *importer) toSaleLine(s *table.SaleRow) (saleLine, []table.Problem) {
	problems := s.Problems
	party, bad := x.partyHead(s)
	problems = append(problems, bad...)
	for _, text := range [...]string{party.name, party.company, party.email, party.phone, s.Product, s.SKU, s.Category, s.Subcategory} {
		if tooLong(text) {
			problems = append(problems, table.Problem{Code: table.CodeTextTooLong, File: x.part.Table.Name, Row: s.Row, Value: shorten(text)})
		}
	}
	l := saleLine{row: s.Row, product: productHead{s.SKU, s.Product, s.Category, s.Subcategory}, document: docHead{
		number: s.Number, docType: s.DocType, status: s.Status, date: s.Date, time: s.Time, currency: firstSet(s.Currency, x.settings.BaseCurrency),
		country: s.Country, channel: channelOf(s.Channel), site: siteName(s.Site), payment: s.PaymentMethod, note: s.Note, party: party,
	}}
	if len(onlyErrors(problems)) > 0 || s.Skip != "" {
		return l, problems
	}
	if !l.workOut(s) {
		problems = append(problems, table.Problem{Code: table.CodeNumberTooLarge, File: x.part.Table.Name, Row: s.Row, Value: s.UnitPrice.Price.String()})
	}
	return l, problems
}

func tooLong(text string) bool {
	return len(text) > longestName && len([]rune(text)) > longestName
}

func shorten(text string) string { return string([]rune(text)[:40]) + "…" }

// workOut finds the money of the line; false when it is too large.
func (l *saleLine) workOut(s *table.SaleRow) bool {
	exp := crm.Exponent(l.document.currency)
	price, discount, net, err := s.Amounts(exp)
	if err != nil || !sumable(net) || !sumable(discount) {
		return false
	}
	if s.LineNet.Set && s.UnitPrice.Set && s.Discount.Set {
		discount = s.Discount.Amount(exp) // the net knows of it already
		if discount < 0 && net > 0 {
			discount = -discount
		}
	}
	cost, known := s.CostOfUnit(net, exp)
	l.amounts = lineAmounts{s.Quantity, price, discount, net, cost, known, s.UnitPrice.Set && !s.LineNet.Set}
	l.fromOrder = !s.LineNet.Set && !s.UnitPrice.Set
	l.whole = wholeOrder{net: s.OrderNet.Amount(exp), netKnown: s.OrderNet.Set,
		discount: magnitude(s.OrderDiscount.Amount(exp)), refunded: magnitude(s.Refunded.Amount(exp))}
	return true
}

// sumable reports whether the amounts of a million such lines still fit.
func sumable(a crm.Amount) bool { return magnitude(a) < 1<<43 }

func magnitude(a crm.Amount) crm.Amount { return max(a, -a) }

// partyHead reads the customer; an e-mail that is none is kept aside.
func (x *importer) partyHead(s *table.SaleRow) (partyHead, []table.Problem) {
	b := s.Buyer
	h := partyHead{ref: b.Ref, name: oneLine(b.Name), email: b.Email, phone: b.Phone, group: b.Group, given: b.Given, family: b.Family, company: b.Company}
	var problems []table.Problem
	if h.email != "" && !validEmail(h.email) {
		problems = []table.Problem{{Code: table.CodeBadEmail, File: x.part.Table.Name, Row: s.Row, Column: "E-mail", Value: h.email}}
		h.badEmail, h.email = h.email, ""
	}
	if b.Phone != "" && b.Ref == "" && h.email == "" {
		h.phoneKey = crm.NewPhone(b.Phone, x.settings.PhoneCountry).Key()
	}
	h.address = crm.Address{Locality: s.City, Region: s.Region, PostalCode: s.PostalCode, Country: s.Country}
	if s.Street != "" {
		h.address.Lines = []string{s.Street}
	}
	return h, problems
}

// validEmail reports whether a record may hold the text as an e-mail.
func validEmail(text string) bool {
	p := crm.Party{PartyKind: crm.Person, DisplayName: "x", Points: []crm.ContactPoint{crm.NewEmail(text)}}
	return p.Validate() == nil
}

// fill takes over what another row of the same customer says and this one
// lacks, so that the result does not depend on the order of rows.
func (p *partyHead) fill(o partyHead) {
	for _, f := range [...]struct {
		to   *string
		text string
	}{{&p.email, o.email}, {&p.phone, o.phone}, {&p.given, o.given}, {&p.family, o.family}, {&p.company, o.company}, {&p.badEmail, o.badEmail}} {
		if *f.to != f.text {
			*f.to = firstText(*f.to, f.text)
		}
	}
}

// partyKey tells customers apart: by number, e-mail, phone or name, the
// first that the file has. It is "" for a walk-in sale.
func partyKey(p partyHead) string {
	switch {
	case p.ref != "":
		return "ref:" + p.ref
	case p.email != "":
		return "email:" + strings.ToLower(p.email)
	case p.phoneKey != "":
		return p.phoneKey
	case p.name != "":
		return "name:" + fold(p.name)
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func fold(s string) string { return strings.ToLower(oneLine(s)) }

// siteName is the name of a place as the book can hold it.
func siteName(text string) string {
	const longest = 200
	text = oneLine(text)
	if letters := []rune(text); len(letters) > longest {
		return string(letters[:longest])
	}
	return text
}

// channelOf knows the channels' own codes and a few common words.
func channelOf(text string) crm.Channel {
	if text == "" {
		return ""
	}
	folded := fold(text)
	for _, c := range crm.Channels() {
		if folded == string(c) || folded == strings.ReplaceAll(string(c), "_", " ") {
			return c
		}
	}
	switch folded {
	case "online", "website", "webshop", "shop online", "ecommerce":
		return crm.ChannelWeb
	case "store", "pos", "in store", "shop", "retail":
		return crm.ChannelInPerson
	}
	return ""
}
