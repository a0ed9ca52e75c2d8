package sales

import (
	"strings"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// origin says what a new document is made from; it stands in Route.Query
// before an equals sign and the document's id.
type origin string

const (
	fromCopy   origin = "copy"   // the same again, prices as they were
	fromRepeat origin = "repeat" // the same goods at today's prices
	fromQuote  origin = "quote"  // the order that a quote led to
	fromCredit origin = "credit" // goods given back
)

func (o origin) query(id crm.ID) string { return string(o) + "=" + id.String() }

func parseOrigin(query string) (o origin, id crm.ID) {
	name, text, _ := strings.Cut(query, "=")
	id, err := crm.ParseID(text)
	if err != nil {
		return "", crm.ID{}
	}
	return origin(name), id
}

// newDraft is an empty document of a type, dated today.
func newDraft(kind crm.DocType, d *desk, today crm.Date) *draft {
	return &draft{
		lists: d.lists,
		kind:  kind, status: firstState(kind), number: nextNumber(d.heads, kind, today), date: today, dateOK: true,
		currency: d.settings.BaseCurrency, base: d.settings.BaseCurrency, lines: []*draftLine{{}}, channel: crm.ChannelInPerson, site: d.usualSite,
	}
}

// setKind changes the type of a new document with all that follows from it.
func (d *draft) setKind(kind crm.DocType, heads []*docHead, today crm.Date) {
	d.kind, d.status, d.reason = kind, firstState(kind), crm.ID{}
	if !d.typed {
		d.number = nextNumber(heads, kind, today)
	}
}

// take fills the draft from a document.
func (d *draft) take(doc *crm.SalesDocument, desk *desk) {
	d.party, d.country, d.currency, d.rate = doc.Party, doc.Country, doc.Currency, doc.FxRate
	d.channel, d.method = doc.Channel, doc.PaymentMethod
	if !doc.Site.IsZero() {
		d.site = doc.Site
	}
	d.lines = nil
	for _, l := range doc.Lines {
		d.lines = append(d.lines, d.lineFrom(l, desk))
	}
}

func (d *draft) lineFrom(l crm.Line, desk *desk) *draftLine {
	out := &draftLine{
		product: desk.products[l.Product], text: l.Description, quantity: ui.PlainQuantity(max(l.Quantity, -l.Quantity)),
		price: ui.PlainPrice(l.Price, d.currency), unit: l.Unit, frozen: l.UnitCost, hasFrozen: l.CostKnown,
		tax: l.Tax, taxed: l.Net, own: true,
	}
	if l.Quantity < 0 && d.kind != crm.CreditNote {
		out.quantity = ui.PlainQuantity(l.Quantity)
	}
	if l.Discount != 0 {
		out.discount = plainAmount(max(l.Discount, -l.Discount), d.currency)
	}
	if out.product != nil {
		out.text = ""
	}
	return out
}

// plainAmount writes an amount as it is typed.
func plainAmount(a crm.Amount, currency string) string {
	return ui.PlainPrice(crm.AmountToPrice(a, crm.Exponent(currency)), currency)
}

// thaw takes the frozen costs out: goods sold now cost what they cost now.
func (d *draft) thaw() {
	for _, l := range d.lines {
		l.frozen, l.hasFrozen = 0, false
	}
}

// reprice gives every line the price proposed now.
func (d *draft) reprice(b *buyer) {
	for _, l := range d.lines {
		l.own = false
		d.proposePrice(l, b)
	}
}

// proposePrice works out what the buyer pays for a line now, and fills it in
// unless the price is the owner's own. Goods given back keep theirs.
func (d *draft) proposePrice(l *draftLine, b *buyer) {
	if l.product == nil || !d.dateOK || d.kind == crm.CreditNote {
		return
	}
	q, err := ui.ParseNumber(l.quantity, 4)
	if err != nil || q <= 0 {
		q = crm.QuantityScale
	}
	l.offer = propose(l.product, d.date, b.last(l.product.ID))
	l.offer.apply(d.lists, b, l.product, d.date, crm.Quantity(q))
	if price, ok := d.offered(l); ok && !l.own {
		l.price = ui.PlainPrice(price, d.currency)
	}
}

// offered is the price proposed for a line, in the document's currency; ok is
// false when there is none.
func (d *draft) offered(l *draftLine) (price crm.Price, ok bool) {
	if !l.offer.known {
		return 0, false
	}
	return d.conversion().fromBase(l.offer.price)
}

// differs reports whether the owner's own price of a line is another than the
// one proposed.
func (d *draft) differs(l *draftLine) bool {
	price, ok := d.offered(l)
	own, err := ui.ParsePrice(l.price, d.currency)
	return l.own && ok && (err != nil || own != price)
}

// draftFor makes the draft a route asks for, and reads its customer.
func draftFor(env screen.Env, r screen.Route, desk *desk, buyerOf func(crm.ID) (*buyer, error)) (*draft, *buyer, error) {
	today := env.Today()
	d := newDraft(crm.Order, desk, today)
	if !r.New {
		return editDraft(env, r.ID, desk, buyerOf)
	}
	from, id := parseOrigin(r.Query)
	if id.IsZero() {
		d.party = r.ID
		b, err := buyerFor(d, buyerOf)
		return d, b, err
	}
	doc, err := book.Get[crm.SalesDocument](env.Book, id)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case from == fromCredit:
		d.setKind(crm.CreditNote, desk.heads, today)
		d.source = doc.ID
	case from == fromQuote:
		d.source = doc.ID
	case doc.DocType != crm.Order:
		d.setKind(doc.DocType, desk.heads, today)
	}
	d.take(doc, desk)
	b, err := buyerFor(d, buyerOf)
	if from != fromCredit {
		d.thaw()
	}
	if from == fromRepeat {
		d.reprice(b)
	}
	return d, b, err
}

// editDraft is the draft of a document that exists.
func editDraft(env screen.Env, id crm.ID, desk *desk, buyerOf func(crm.ID) (*buyer, error)) (*draft, *buyer, error) {
	doc, err := book.Get[crm.SalesDocument](env.Book, id)
	if err != nil {
		return nil, nil, err
	}
	d := newDraft(doc.DocType, desk, env.Today())
	d.take(doc, desk)
	d.was, d.number, d.typed, d.status = doc, doc.Number, true, doc.Status
	d.date, d.note, d.source, d.reason, d.site = doc.Date, doc.Note, doc.SourceDoc, doc.Reason, doc.Site
	b, err := buyerFor(d, buyerOf)
	return d, b, err
}

// buyerFor reads the draft's customer; one who is gone for good is none.
func buyerFor(d *draft, buyerOf func(crm.ID) (*buyer, error)) (*buyer, error) {
	if d.party.IsZero() {
		return nil, nil
	}
	b, err := buyerOf(d.party)
	if book.CodeOf(err) == book.CodeNotFound {
		d.party = crm.ID{}
		return nil, nil
	}
	if err == nil {
		d.who = b.party.DisplayName
		if d.was == nil && d.source.IsZero() {
			d.country = b.party.Country()
		}
	}
	return b, err
}
