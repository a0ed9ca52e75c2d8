package exchange

import (
	"cmp"
	"slices"
	"strings"

	"regulars/data/crm"
)

// sales gathers the lines of one file into documents.
type sales struct {
	base     string // the book's currency
	docs     map[string]*saleDoc
	parties  map[string]*saleParty
	products map[string]*saleProduct
	texts    interner
}

func newSales(base string) *sales {
	return &sales{base: base, docs: map[string]*saleDoc{}, parties: map[string]*saleParty{}, products: map[string]*saleProduct{}, texts: interner{}}
}

// saleParty gathers what all rows say of one customer.
type saleParty struct {
	head    partyHead
	name    votes
	group   votes
	country votes
	address map[crm.Date]crm.Address // by day of the document; the newest is kept
	id      crm.ID
	used    bool // by a document that is imported
}

// saleProduct gathers what all rows say of one product.
type saleProduct struct {
	sku   string
	title string // in the book
	name  votes
	path  votes // category and sub-category, joined
	price map[crm.Price]int
	id    crm.ID
	used  bool
}

// saleDoc is a document in the making.
type saleDoc struct {
	head  docHead
	party *saleParty
	whole wholeOrder
	rows  []int32
	lines []docLine
	mixed bool // rows in two currencies: their sum would mean nothing
}

type docLine struct {
	lineAmounts
	product *saleProduct
	name    string
}

const unitSeparator = "\x1f"

// docKey tells documents apart: by type and number, or where the file has no
// number by customer and moment.
func docKey(h docHead) string {
	if h.number != "" {
		return string(h.docType) + unitSeparator + h.number
	}
	return strings.Join([]string{string(h.docType), "", partyKey(h.party), h.date.String(), h.time.String()}, unitSeparator)
}

func productKey(p productHead) string {
	if p.sku != "" {
		return "sku:" + p.sku
	}
	if p.name != "" {
		return "name:" + fold(p.name)
	}
	return ""
}

// add takes one line in.
func (s *sales) add(l saleLine) {
	d := s.doc(l.document)
	d.mixed = d.mixed || d.head.currency != l.document.currency
	if l.fromOrder && d.head.number != "" && d.hasNet(l.amounts.net) {
		l.amounts.net, l.amounts.price = 0, 0 // the total of the order, repeated on each of its rows
	}
	if n := len(d.rows); n == 0 || d.rows[n-1] != int32(l.row) {
		d.rows = append(d.rows, int32(l.row))
	}
	d.head.merge(l.document)
	d.whole.merge(l.whole)
	product := s.product(l.product)
	d.lines = append(d.lines, docLine{l.amounts, product, s.texts.of(l.product.name)})
	if product != nil && l.amounts.price > 0 && l.document.currency == s.base {
		product.price[l.amounts.price]++
	}
}

func (d *saleDoc) hasNet(net crm.Amount) bool {
	return slices.ContainsFunc(d.lines, func(l docLine) bool { return l.net == net })
}

func (s *sales) doc(h docHead) *saleDoc {
	key := docKey(h)
	if d, ok := s.docs[key]; ok {
		s.party(d, h)
		return d
	}
	s.texts.all(&h.number, &h.country, &h.site, &h.payment, &h.currency)
	d := &saleDoc{head: h}
	s.docs[s.texts.of(key)] = d
	s.party(d, h)
	return d
}

// party ties a document to its customer and lets the row vote.
func (s *sales) party(d *saleDoc, h docHead) {
	key := partyKey(h.party)
	if key == "" {
		return
	}
	p := s.parties[key]
	if p == nil {
		head := h.party
		s.texts.all(&head.ref, &head.name, &head.email, &head.phone, &head.group, &head.phoneKey, &head.given, &head.family, &head.company, &head.badEmail)
		p = &saleParty{head: head, address: map[crm.Date]crm.Address{}}
		s.parties[s.texts.of(key)] = p
	}
	if d.party == nil {
		d.party = p
	}
	p.head.fill(h.party)
	p.name.add(s.texts.of(h.party.name))
	p.group.add(s.texts.of(h.party.group))
	p.country.add(s.texts.of(h.country))
	p.lives(h, s.texts)
}

// lives notes the address of a document; of two on one day the first by alphabet.
func (p *saleParty) lives(h docHead, texts interner) {
	a := h.party.address
	if a.IsZero() {
		return
	}
	if old, ok := p.address[h.date]; ok && addressText(old) <= addressText(a) {
		return
	}
	texts.all(&a.Locality, &a.Region, &a.PostalCode, &a.Country)
	p.address[h.date] = a
}

func addressText(a crm.Address) string {
	return strings.Join(append([]string{a.Locality, a.Region, a.PostalCode, a.Country}, a.Lines...), unitSeparator)
}

func (s *sales) product(h productHead) *saleProduct {
	key := productKey(h)
	if key == "" {
		return nil
	}
	p := s.products[key]
	if p == nil {
		p = &saleProduct{sku: s.texts.of(h.sku), price: map[crm.Price]int{}}
		s.products[s.texts.of(key)] = p
	}
	p.name.add(s.texts.of(h.name))
	if h.category != "" || h.sub != "" {
		p.path.add(s.texts.of(h.category + unitSeparator + h.sub))
	}
	return p
}

// merge makes the head independent of the order of rows: the earliest
// moment, the first text by alphabet.
func (h *docHead) merge(o docHead) {
	if o.date < h.date || o.date == h.date && o.time < h.time {
		h.date, h.time = o.date, o.time
	}
	h.status = crm.DocStatus(firstText(string(h.status), string(o.status)))
	h.channel = crm.Channel(firstText(string(h.channel), string(o.channel)))
	h.site, h.country, h.payment, h.note = firstText(h.site, o.site), firstText(h.country, o.country), firstText(h.payment, o.payment), firstText(h.note, o.note)
}

// merge keeps what any row says: files repeat such amounts on every row or
// give them on the first.
func (w *wholeOrder) merge(o wholeOrder) {
	if o.netKnown {
		w.net, w.netKnown = max(w.net, o.net), true
	}
	w.discount, w.refunded = max(w.discount, o.discount), max(w.refunded, o.refunded)
}

// settle spreads what comes off the whole document over its lines, and adds
// what was given back as a line of its own.
func (d *saleDoc) settle() {
	var sum crm.Amount
	priced := true
	for _, l := range d.lines {
		sum += l.net
		priced = priced && l.priced
	}
	if w := d.whole; priced && w.discount > 0 && w.discount <= sum && (!w.netKnown || sum-w.discount == w.net) {
		d.takeOff(w.discount, sum)
		sum -= w.discount
	}
	if back := min(d.whole.refunded, sum); back > 0 {
		price := crm.AmountToPrice(back, crm.Exponent(d.head.currency))
		d.lines = append(d.lines, docLine{lineAmounts: lineAmounts{quantity: -crm.QuantityScale, price: price, net: -back}})
	}
}

// takeOff spreads a discount over the lines by their nets, exactly.
func (d *saleDoc) takeOff(discount, sum crm.Amount) {
	var reached, given crm.Amount
	for i := range d.lines {
		l := &d.lines[i]
		reached += l.net
		part := crm.Share(discount, int64(reached), int64(sum)) - given
		given += part
		l.discount += part
		l.net -= part
	}
}

// sorted returns the documents, oldest first.
func (s *sales) sorted() []*saleDoc {
	out := make([]*saleDoc, 0, len(s.docs))
	for _, d := range s.docs {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *saleDoc) int {
		return cmp.Or(cmp.Compare(a.head.date, b.head.date), cmp.Compare(a.head.time, b.head.time),
			cmp.Compare(a.head.number, b.head.number), cmp.Compare(a.rows[0], b.rows[0]))
	})
	return out
}

// usualPrice is the price seen most often; of several the lowest.
func (p *saleProduct) usualPrice() (price crm.Price, ok bool) {
	most := 0
	for v, n := range p.price {
		if n > most || n == most && v < price {
			price, most = v, n
		}
	}
	return price, most > 0
}

func (p *saleParty) latestAddress() crm.Address {
	var day crm.Date
	var out crm.Address
	for d, a := range p.address {
		if out.IsZero() || d > day {
			day, out = d, a
		}
	}
	if out.Country == "" {
		out.Country = p.country.winner()
	}
	return out
}
