package facts

import (
	"math/big"
	"slices"

	"regulars/data/crm"
)

// Builder keeps the columns in step with the records. It is not safe for
// concurrent use; snapshots are.
type Builder struct {
	s         Snapshot
	party     map[crm.ID]int32
	product   map[crm.ID]int32
	category  map[crm.ID]int32
	doc       map[crm.ID]int32   // the living version
	contact   map[crm.ID][]int32 // by interaction
	referral  map[crm.ID]int32
	booking   map[crm.ID]int32
	word      map[string]uint32
	fromOrder map[int32]crm.ID // invoices made from another document
	deadDocs  int
	shared    bool // a snapshot looks at the columns that change in place
}

// NewBuilder returns an empty builder for a base currency.
func NewBuilder(currency string) *Builder {
	b := &Builder{s: Snapshot{Currency: currency}}
	b.index()
	return b
}

// index rebuilds the maps from the columns.
func (b *Builder) index() {
	b.party = positions(b.s.Party.ID)
	b.product = positions(b.s.Product.ID)
	b.category = positions(b.s.Category.ID)
	b.doc = make(map[crm.ID]int32, len(b.s.Doc.ID))
	b.deadDocs = 0
	for i, id := range b.s.Doc.ID {
		if id.IsZero() {
			b.deadDocs++
			continue
		}
		b.doc[id] = int32(i)
	}
	b.contact = map[crm.ID][]int32{}
	for i, id := range b.s.Contact.ID {
		b.contact[id] = append(b.contact[id], int32(i))
	}
	b.referral = positions(b.s.Referral.ID)
	b.booking = positions(b.s.Booking.ID)
	if len(b.s.words) == 0 {
		b.s.words = []string{""}
	}
	b.word = make(map[string]uint32, len(b.s.words))
	for i, w := range b.s.words {
		b.word[w] = uint32(i)
	}
	if b.fromOrder == nil {
		b.fromOrder = map[int32]crm.ID{}
	}
}

func positions(ids []crm.ID) map[crm.ID]int32 {
	m := make(map[crm.ID]int32, len(ids))
	for i, id := range ids {
		m[id] = int32(i)
	}
	return m
}

// Currency is the base currency of the amounts.
func (b *Builder) Currency() string { return b.s.Currency }

// Snapshot returns the facts as they are now, marked with the log position seq.
func (b *Builder) Snapshot(seq uint64) *Snapshot {
	if b.deadDocs > 1000 && b.deadDocs > len(b.s.Doc.ID)/2 {
		b.compact()
	}
	b.shared = true
	s := b.s
	s.Seq = seq
	if len(b.fromOrder) > 0 {
		s.Doc.Counts = slices.Clone(s.Doc.Counts)
		for i, source := range b.fromOrder {
			if at, ok := b.doc[source]; ok && b.s.Doc.Counts[at] && b.s.Doc.Type[at] == Order {
				s.Doc.Counts[i] = false
			}
		}
	}
	return &s
}

// own copies what changes in place, when a snapshot still looks at it.
func (b *Builder) own() {
	if !b.shared {
		return
	}
	b.shared = false
	p, g, c := &b.s.Party, &b.s.Product, &b.s.Category
	p.Name, p.Country, p.Group, p.Live = slices.Clone(p.Name), slices.Clone(p.Country), slices.Clone(p.Group), slices.Clone(p.Live)
	p.Acquired, p.Since, p.WonFor, p.WonKnown = slices.Clone(p.Acquired), slices.Clone(p.Since), slices.Clone(p.WonFor), slices.Clone(p.WonKnown)
	g.Name, g.SKU, g.Category, g.Live = slices.Clone(g.Name), slices.Clone(g.SKU), slices.Clone(g.Category), slices.Clone(g.Live)
	c.Name, c.Parent = slices.Clone(c.Name), slices.Clone(c.Parent)
	b.s.Doc.ID, b.s.Doc.Counts = slices.Clone(b.s.Doc.ID), slices.Clone(b.s.Doc.Counts)
	b.s.Contact.Live = slices.Clone(b.s.Contact.Live)
	r := &b.s.Referral
	r.Referrer, r.Referred, r.Date = slices.Clone(r.Referrer), slices.Clone(r.Referred), slices.Clone(r.Date)
	r.Reward, r.Won, r.Live = slices.Clone(r.Reward), slices.Clone(r.Won), slices.Clone(r.Live)
	b.s.Booking.own()
	b.s.Tables.own()
}

func (b *Builder) wordOf(text string) uint32 {
	if i, ok := b.word[text]; ok {
		return i
	}
	i := uint32(len(b.s.words))
	b.s.words = append(b.s.words, text)
	b.word[text] = i
	return i
}

// Put brings a record of any kind up to date; kinds without facts are ignored.
func (b *Builder) Put(r crm.Record) {
	switch r := r.(type) {
	case *crm.Party:
		b.putParty(r)
	case *crm.Product:
		b.putProduct(r)
	case *crm.Category:
		b.putCategory(r)
	case *crm.SalesDocument:
		b.putDocument(r)
	case *crm.Interaction:
		b.putInteraction(r)
	case *crm.Referral:
		b.putReferral(r)
	case *crm.Booking:
		b.putBooking(r)
	default:
		if k, ok := b.s.Tables.of(r.Kind()); ok {
			b.own()
			k.put(r)
		}
	}
}

// Remove forgets a record that is gone for good.
func (b *Builder) Remove(kind crm.Kind, id crm.ID) {
	b.own()
	switch kind {
	case crm.KindParty:
		if i, ok := b.party[id]; ok {
			b.s.Party.Live[i], b.s.Party.Name[i] = false, ""
		}
	case crm.KindProduct:
		if i, ok := b.product[id]; ok {
			b.s.Product.Live[i] = false
		}
	case crm.KindDocument:
		b.dropDocument(id)
	case crm.KindInteraction:
		b.dropContact(id)
	case crm.KindReferral:
		if i, ok := b.referral[id]; ok {
			b.s.Referral.Live[i] = false
		}
	case crm.KindBooking:
		if i, ok := b.booking[id]; ok {
			b.s.Booking.Live[i] = false
		}
	default:
		if k, ok := b.s.Tables.of(kind); ok {
			k.remove(id)
		}
	}
}

func (b *Builder) partyAt(id crm.ID) int32 {
	if id.IsZero() {
		return None
	}
	i, ok := b.party[id]
	if !ok {
		i = int32(len(b.s.Party.ID))
		b.party[id] = i
		p := &b.s.Party
		p.ID, p.Name, p.Country, p.Group, p.Live = append(p.ID, id), append(p.Name, ""), append(p.Country, 0), append(p.Group, 0), append(p.Live, false)
		p.Acquired, p.Since, p.WonFor, p.WonKnown = append(p.Acquired, 0), append(p.Since, 0), append(p.WonFor, 0), append(p.WonKnown, false)
	}
	return i
}

func (b *Builder) putParty(r *crm.Party) {
	b.own()
	i := b.partyAt(r.ID)
	p := &b.s.Party
	p.Name[i], p.Country[i], p.Group[i], p.Live[i] = r.DisplayName, b.wordOf(r.Country()), b.wordOf(r.Group), !r.Deleted()
	p.Acquired[i], p.Since[i], p.WonFor[i], p.WonKnown[i] = b.wordOf(r.Acquired), r.FirstSeen, r.AcquisitionCost, r.AcquisitionKnown
}

func (b *Builder) productAt(id crm.ID) int32 {
	if id.IsZero() {
		return None
	}
	i, ok := b.product[id]
	if !ok {
		i = int32(len(b.s.Product.ID))
		b.product[id] = i
		g := &b.s.Product
		g.ID, g.Name, g.SKU, g.Category, g.Live = append(g.ID, id), append(g.Name, ""), append(g.SKU, ""), append(g.Category, None), append(g.Live, false)
	}
	return i
}

func (b *Builder) putProduct(r *crm.Product) {
	b.own()
	i := b.productAt(r.ID)
	g := &b.s.Product
	g.Name[i], g.SKU[i], g.Category[i], g.Live[i] = r.Name, r.SKU, b.categoryAt(r.Category), !r.Deleted()
}

func (b *Builder) categoryAt(id crm.ID) int32 {
	if id.IsZero() {
		return None
	}
	i, ok := b.category[id]
	if !ok {
		i = int32(len(b.s.Category.ID))
		b.category[id] = i
		c := &b.s.Category
		c.ID, c.Name, c.Parent = append(c.ID, id), append(c.Name, ""), append(c.Parent, None)
	}
	return i
}

func (b *Builder) putCategory(r *crm.Category) {
	b.own()
	i, parent := b.categoryAt(r.ID), b.categoryAt(r.Parent) // both may move the columns
	b.s.Category.Name[i], b.s.Category.Parent[i] = r.Name, parent
}

func (b *Builder) dropDocument(id crm.ID) {
	if i, ok := b.doc[id]; ok {
		b.own()
		b.s.Doc.ID[i], b.s.Doc.Counts[i] = crm.ID{}, false
		delete(b.doc, id)
		delete(b.fromOrder, i)
		b.deadDocs++
	}
}

var docTypes = map[crm.DocType]DocType{crm.Quote: Quote, crm.Order: Order, crm.Invoice: Invoice, crm.CreditNote: CreditNote}

func (b *Builder) putDocument(r *crm.SalesDocument) {
	b.dropDocument(r.ID)
	d := &b.s.Doc
	i := int32(len(d.ID))
	b.doc[r.ID] = i
	if !r.SourceDoc.IsZero() && r.DocType == crm.Invoice {
		b.fromOrder[i] = r.SourceDoc
	}
	d.ID = append(d.ID, r.ID)
	d.Party = append(d.Party, b.partyAt(r.Party))
	d.Date = append(d.Date, r.Date)
	d.Time = append(d.Time, r.Time)
	d.Type = append(d.Type, docTypes[r.DocType])
	d.Counts = append(d.Counts, !r.Deleted() && r.Status.Counted() && r.DocType != crm.Quote)
	d.Country = append(d.Country, b.wordOf(r.Country))
	d.Channel = append(d.Channel, b.wordOf(string(r.Channel)))
	d.First = append(d.First, int32(len(b.s.Line.Net)))
	d.Lines = append(d.Lines, int32(len(r.Lines)))
	d.Lost = append(d.Lost, !r.Deleted() && r.DocType == crm.Quote && r.Status == crm.Lost)
	d.Reason, d.Site = append(d.Reason, b.idWord(r.Reason)), append(d.Site, b.idWord(r.Site))
	b.putLines(r)
}

func (b *Builder) putLines(r *crm.SalesDocument) {
	toBase := baseConverter(r)
	exp := crm.Exponent(r.Currency)
	l := &b.s.Line
	for _, line := range r.Lines {
		cost, known := line.Cost(exp)
		l.Product = append(l.Product, b.productAt(line.Product))
		l.Quantity = append(l.Quantity, line.Quantity)
		l.Net = append(l.Net, toBase(line.Net))
		l.Cost = append(l.Cost, toBase(cost))
		l.CostKnown = append(l.CostKnown, known)
		l.Discount = append(l.Discount, toBase(line.Discount))
	}
	if n := len(l.Net); r.FxRate != "" && len(r.Lines) > 0 {
		// Rounding line by line may miss the document's own total by a unit
		// or two; the largest line takes the difference.
		var sum crm.Amount
		largest := n - len(r.Lines)
		for i := largest; i < n; i++ {
			sum += l.Net[i]
			if magnitude(l.Net[i]) > magnitude(l.Net[largest]) {
				largest = i
			}
		}
		l.Net[largest] += r.BaseNet - sum
	}
}

func magnitude(a crm.Amount) crm.Amount { return max(a, -a) }

// baseConverter returns the change into the base currency; a missing or
// unreadable rate changes nothing.
func baseConverter(r *crm.SalesDocument) func(crm.Amount) crm.Amount {
	rate, ok := new(big.Rat).SetString(r.FxRate)
	if r.FxRate == "" || !ok {
		return func(a crm.Amount) crm.Amount { return a }
	}
	return func(a crm.Amount) crm.Amount {
		product := new(big.Rat).Mul(rate, new(big.Rat).SetInt64(int64(a)))
		// Rounds half away from zero; putLines settles the sum of the nets
		// against the document's own total.
		rounded, ok := new(big.Int).SetString(product.FloatString(0), 10)
		if !ok || !rounded.IsInt64() {
			return 0
		}
		return crm.Amount(rounded.Int64())
	}
}

func (b *Builder) dropContact(id crm.ID) {
	if len(b.contact[id]) == 0 {
		return
	}
	b.own()
	for _, i := range b.contact[id] {
		b.s.Contact.Live[i] = false
	}
	delete(b.contact, id)
}

func (b *Builder) putInteraction(r *crm.Interaction) {
	b.dropContact(r.ID)
	c := &b.s.Contact
	for _, p := range r.Parties {
		b.contact[r.ID] = append(b.contact[r.ID], int32(len(c.ID)))
		c.ID = append(c.ID, r.ID)
		c.Party = append(c.Party, b.partyAt(p))
		c.Date = append(c.Date, r.Date)
		c.Channel = append(c.Channel, b.wordOf(string(r.Channel)))
		c.Live = append(c.Live, !r.Deleted())
		c.Kind = append(c.Kind, b.wordOf(string(r.InteractionKind)))
		c.Minutes = append(c.Minutes, int32(r.DurationMin+r.TravelMin))
		c.Km = append(c.Km, int32(r.TravelKm))
		c.Parties = append(c.Parties, int32(len(r.Parties)))
	}
}

func (b *Builder) putReferral(r *crm.Referral) {
	b.own()
	c := &b.s.Referral
	i, ok := b.referral[r.ID]
	if !ok {
		i = int32(len(c.ID))
		b.referral[r.ID] = i
		c.ID, c.Referrer, c.Referred, c.Date = append(c.ID, r.ID), append(c.Referrer, None), append(c.Referred, None), append(c.Date, 0)
		c.Reward, c.Won, c.Live = append(c.Reward, 0), append(c.Won, false), append(c.Live, false)
	}
	from, to := b.partyAt(r.Referrer), b.partyAt(r.Referred)
	c.Referrer[i], c.Referred[i], c.Date[i] = from, to, r.Date
	c.Reward[i], c.Won[i], c.Live[i] = r.RewardCost, r.Status == crm.ReferralConverted, !r.Deleted()
}

// compact drops dead versions of documents into fresh columns; snapshots
// keep the old ones.
func (b *Builder) compact() {
	old, lines := b.s.Doc, b.s.Line
	b.s.Doc, b.s.Line = DocCols{}, LineCols{}
	from := map[int32]crm.ID{}
	for i, id := range old.ID {
		if id.IsZero() {
			continue
		}
		d, l := &b.s.Doc, &b.s.Line
		if src, ok := b.fromOrder[int32(i)]; ok {
			from[int32(len(d.ID))] = src
		}
		first, end := old.First[i], old.First[i]+old.Lines[i]
		d.ID, d.Party, d.Date, d.Time = append(d.ID, id), append(d.Party, old.Party[i]), append(d.Date, old.Date[i]), append(d.Time, old.Time[i])
		d.Type, d.Counts = append(d.Type, old.Type[i]), append(d.Counts, old.Counts[i])
		d.Country, d.Channel = append(d.Country, old.Country[i]), append(d.Channel, old.Channel[i])
		d.First, d.Lines = append(d.First, int32(len(l.Net))), append(d.Lines, old.Lines[i])
		d.Lost, d.Reason = append(d.Lost, old.Lost[i]), append(d.Reason, old.Reason[i])
		d.Site = append(d.Site, old.Site[i])
		l.Product = append(l.Product, lines.Product[first:end]...)
		l.Quantity = append(l.Quantity, lines.Quantity[first:end]...)
		l.Net = append(l.Net, lines.Net[first:end]...)
		l.Cost = append(l.Cost, lines.Cost[first:end]...)
		l.CostKnown = append(l.CostKnown, lines.CostKnown[first:end]...)
		l.Discount = append(l.Discount, lines.Discount[first:end]...)
	}
	b.fromOrder = from
	b.index()
}
