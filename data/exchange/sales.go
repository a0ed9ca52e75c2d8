package exchange

import (
	"cmp"
	"slices"
	"strings"

	"regulars/data/crm"
)

// saleLine is one line of a sale as a file gives it, in text and numbers
// but not yet tied to any record.
type saleLine struct {
	source   int // which file
	row      int // in the file, for messages
	document docHead
	product  productHead
	quantity crm.Quantity
	price    crm.Price
	discount crm.Amount
	net      crm.Amount
	cost     crm.Price
	hasCost  bool
	tax      crm.Amount
}

// docHead is what every line of a document repeats.
type docHead struct {
	number   string
	docType  crm.DocType
	status   crm.DocStatus
	date     crm.Date
	time     crm.Clock
	currency string
	country  string
	channel  crm.Channel
	payment  string
	note     string
	party    partyHead
}

// partyHead is what a sales file says of its customer.
type partyHead struct {
	ref, name, email, phone, group string
	phoneKey                       string // the phone in a form equal for all spellings
	given, family, company         string
	address                        crm.Address
}

func (p partyHead) known() bool {
	return p.ref != "" || p.name != "" || p.email != "" || p.phone != ""
}

type productHead struct {
	sku, name, category, sub string
}

// votes counts what rows say about the same thing, so that the result does
// not depend on their order: the most frequent wins, then the first by
// alphabet. Empty texts have no vote.
type votes map[string]int

func (v *votes) add(s string) {
	if s == "" {
		return
	}
	if *v == nil {
		*v = votes{}
	}
	(*v)[s]++
}

func (v votes) winner() string {
	best, most := "", 0
	for s, n := range v {
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best
}

// saleParty gathers what all rows say of one customer.
type saleParty struct {
	head    partyHead // the first row's; ref, name and e-mail are the key
	name    votes
	group   votes
	country votes
	address map[crm.Date]crm.Address // by day of the document; the newest is kept
	id      crm.ID
}

type saleProduct struct {
	sku   string
	name  votes
	path  votes // category and sub-category, joined
	price map[crm.Price]int
	id    crm.ID
}

type saleDoc struct {
	head   docHead
	party  *saleParty
	source int
	rows   []int32
	lines  []docLine
	bad    bool // a row of it was rejected: all are
}

type docLine struct {
	product *saleProduct
	name    string
	line    crm.Line
}

// sales gathers the lines of all files into documents.
type sales struct {
	docs     map[string]*saleDoc
	parties  map[string]*saleParty
	products map[string]*saleProduct
	walkIn   int
	names    map[string]string // one copy of each text
}

func newSales() *sales {
	return &sales{docs: map[string]*saleDoc{}, parties: map[string]*saleParty{}, products: map[string]*saleProduct{}, names: map[string]string{}}
}

// intern keeps one copy of a text that many rows repeat, instead of parts
// of the whole file.
func (s *sales) intern(text string) string {
	if text == "" {
		return ""
	}
	if t, ok := s.names[text]; ok {
		return t
	}
	t := strings.Clone(text)
	s.names[t] = t
	return t
}

const unitSeparator = "\x1f"

// docKey tells documents apart: by number, or where the file has none by
// customer and moment.
func docKey(h docHead) string {
	if h.number != "" {
		return h.number
	}
	return strings.Join([]string{"", partyKey(h.party), h.date.String(), h.time.String()}, unitSeparator)
}

// partyKey tells customers apart: by number, e-mail, phone or name, the
// first that the file has.
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

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

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
	d := s.doc(l.document, l.source)
	if !l.document.party.known() {
		s.walkIn++
	}
	d.rows = append(d.rows, int32(l.row))
	d.head.merge(l.document)
	product := s.product(l.product)
	d.lines = append(d.lines, docLine{product: product, name: s.intern(l.product.name), line: crm.Line{
		Quantity: l.quantity, Price: l.price, Discount: l.discount, Net: l.net, Tax: l.tax, UnitCost: l.cost, CostKnown: l.hasCost,
	}})
	if product != nil && l.price > 0 {
		product.price[l.price]++
	}
}

// reject marks the document of a bad row, so that it is mended and read
// again as a whole: half a document would be a wrong document.
func (s *sales) reject(h docHead, source int) {
	if h.number != "" {
		s.doc(h, source).bad = true
	}
}

func (s *sales) doc(h docHead, source int) *saleDoc {
	key := docKey(h)
	if d, ok := s.docs[key]; ok {
		s.party(d, h)
		return d
	}
	h.number, h.country, h.payment, h.currency = s.intern(h.number), s.intern(h.country), s.intern(h.payment), s.intern(h.currency)
	d := &saleDoc{head: h, source: source}
	s.docs[s.intern(key)] = d
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
		head.ref, head.name, head.email, head.phone, head.group = s.intern(head.ref), s.intern(head.name), s.intern(head.email), s.intern(head.phone), s.intern(head.group)
		head.given, head.family, head.company = s.intern(head.given), s.intern(head.family), s.intern(head.company)
		p = &saleParty{head: head, address: map[crm.Date]crm.Address{}}
		s.parties[s.intern(key)] = p
	}
	if d.party == nil {
		d.party = p
	}
	p.name.add(s.intern(h.party.name))
	p.group.add(s.intern(h.party.group))
	p.country.add(s.intern(h.country))
	if a := h.party.address; !a.IsZero() {
		if _, ok := p.address[h.date]; !ok {
			a.Locality, a.Region, a.PostalCode, a.Country = s.intern(a.Locality), s.intern(a.Region), s.intern(a.PostalCode), s.intern(a.Country)
			p.address[h.date] = a
		}
	}
}

func (s *sales) product(h productHead) *saleProduct {
	key := productKey(h)
	if key == "" {
		return nil
	}
	p := s.products[key]
	if p == nil {
		p = &saleProduct{sku: s.intern(h.sku), price: map[crm.Price]int{}}
		s.products[s.intern(key)] = p
	}
	p.name.add(s.intern(h.name))
	if h.category != "" || h.sub != "" {
		p.path.add(s.intern(h.category + unitSeparator + h.sub))
	}
	return p
}

// merge makes the head independent of the order of rows: the earliest
// moment, the first text by alphabet.
func (h *docHead) merge(o docHead) {
	if o.date < h.date || o.date == h.date && o.time < h.time {
		h.date, h.time = o.date, o.time
	}
	if o.docType == crm.CreditNote {
		h.docType, h.status = o.docType, o.status
	}
	h.country = firstText(h.country, o.country)
	h.payment = firstText(h.payment, o.payment)
	h.note = firstText(h.note, o.note)
}

func firstText(a, b string) string {
	if a == "" || b != "" && b < a {
		return strings.Clone(b)
	}
	return a
}

// good returns the complete documents, oldest first.
func (s *sales) good() []*saleDoc {
	var out []*saleDoc
	for _, d := range s.docs {
		if !d.bad {
			out = append(out, d)
		}
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
