package facts

import (
	"encoding/binary"
	"errors"

	"regulars/data/crm"
)

// codecVersion changes whenever the layout does; an older checkpoint is then
// simply rebuilt from the records.
const codecVersion = 4

// ErrCodec is returned for bytes that AppendBinary of this version did not write.
var ErrCodec = errors.New("facts: not a checkpoint of this version")

// AppendBinary appends the state of the builder but for its [Tables].
func (b *Builder) AppendBinary(dst []byte) []byte {
	dst = append(dst, codecVersion)
	dst = appendText(dst, b.s.Currency)
	dst = appendColumn(dst, b.s.words, appendText)
	dst = appendIDs(dst, b.s.Party.ID)
	dst = appendColumn(dst, b.s.Party.Name, appendText)
	dst = appendInts(dst, b.s.Party.Country)
	dst = appendInts(dst, b.s.Party.Group)
	dst = appendColumn(dst, b.s.Party.Live, appendBool)
	dst = appendInts(dst, b.s.Party.Acquired)
	dst = appendInts(dst, b.s.Party.Since)
	dst = appendInts(dst, b.s.Party.WonFor)
	dst = appendColumn(dst, b.s.Party.WonKnown, appendBool)
	dst = appendIDs(dst, b.s.Product.ID)
	dst = appendColumn(dst, b.s.Product.Name, appendText)
	dst = appendColumn(dst, b.s.Product.SKU, appendText)
	dst = appendInts(dst, b.s.Product.Category)
	dst = appendColumn(dst, b.s.Product.Live, appendBool)
	dst = appendIDs(dst, b.s.Category.ID)
	dst = appendColumn(dst, b.s.Category.Name, appendText)
	dst = appendInts(dst, b.s.Category.Parent)
	dst = b.appendDocs(dst)
	dst = appendIDs(dst, b.s.Contact.ID)
	dst = appendInts(dst, b.s.Contact.Party)
	dst = appendInts(dst, b.s.Contact.Date)
	dst = appendInts(dst, b.s.Contact.Channel)
	dst = appendColumn(dst, b.s.Contact.Live, appendBool)
	dst = appendInts(dst, b.s.Contact.Kind)
	dst = appendInts(dst, b.s.Contact.Minutes)
	dst = appendInts(dst, b.s.Contact.Km)
	dst = appendInts(dst, b.s.Contact.Parties)
	dst = b.appendReferrals(dst)
	return b.s.Booking.appendTo(dst)
}

func (b *Builder) appendReferrals(dst []byte) []byte {
	r := &b.s.Referral
	dst = appendIDs(dst, r.ID)
	dst = appendInts(dst, r.Referrer)
	dst = appendInts(dst, r.Referred)
	dst = appendInts(dst, r.Date)
	dst = appendInts(dst, r.Reward)
	dst = appendColumn(dst, r.Won, appendBool)
	return appendColumn(dst, r.Live, appendBool)
}

func (b *Builder) loadReferrals(r *reader) {
	c := &b.s.Referral
	c.ID, c.Referrer, c.Referred, c.Date = column(r, (*reader).id), ints[int32](r), ints[int32](r), ints[crm.Date](r)
	c.Reward, c.Won, c.Live = ints[crm.Amount](r), column(r, (*reader).bool), column(r, (*reader).bool)
}

func (b *Builder) appendDocs(dst []byte) []byte {
	d, l := &b.s.Doc, &b.s.Line
	dst = appendIDs(dst, d.ID)
	dst = appendInts(dst, d.Party)
	dst = appendInts(dst, d.Date)
	dst = appendInts(dst, d.Time)
	dst = appendInts(dst, d.Type)
	dst = appendColumn(dst, d.Counts, appendBool)
	dst = appendInts(dst, d.Country)
	dst = appendInts(dst, d.Channel)
	dst = appendInts(dst, d.First)
	dst = appendInts(dst, d.Lines)
	dst = appendColumn(dst, d.Lost, appendBool)
	dst = appendInts(dst, d.Reason)
	dst = appendInts(dst, d.Site)
	dst = appendInts(dst, l.Product)
	dst = appendInts(dst, l.Quantity)
	dst = appendInts(dst, l.Net)
	dst = appendInts(dst, l.Cost)
	dst = appendColumn(dst, l.CostKnown, appendBool)
	dst = appendInts(dst, l.Discount)
	dst = binary.AppendUvarint(dst, uint64(len(b.fromOrder)))
	for i := range d.ID { // in order, so that equal states give equal bytes
		if src, ok := b.fromOrder[int32(i)]; ok {
			dst = binary.AppendUvarint(dst, uint64(i))
			dst = append(dst, src[:]...)
		}
	}
	return dst
}

// Load reads what AppendBinary wrote; any other bytes give ErrCodec.
func Load(data []byte) (*Builder, error) {
	r := &reader{data: data}
	if r.byte() != codecVersion {
		return nil, ErrCodec
	}
	b := &Builder{fromOrder: map[int32]crm.ID{}}
	b.s.Currency = r.text()
	b.s.words = column(r, (*reader).text)
	p, g, c := &b.s.Party, &b.s.Product, &b.s.Category
	p.ID, p.Name, p.Country, p.Group, p.Live = column(r, (*reader).id), column(r, (*reader).text), ints[uint32](r), ints[uint32](r), column(r, (*reader).bool)
	p.Acquired, p.Since, p.WonFor, p.WonKnown = ints[uint32](r), ints[crm.Date](r), ints[crm.Amount](r), column(r, (*reader).bool)
	g.ID, g.Name, g.SKU, g.Category, g.Live = column(r, (*reader).id), column(r, (*reader).text), column(r, (*reader).text), ints[int32](r), column(r, (*reader).bool)
	c.ID, c.Name, c.Parent = column(r, (*reader).id), column(r, (*reader).text), ints[int32](r)
	b.loadDocs(r)
	k := &b.s.Contact
	k.ID, k.Party, k.Date, k.Channel, k.Live = column(r, (*reader).id), ints[int32](r), ints[crm.Date](r), ints[uint32](r), column(r, (*reader).bool)
	k.Kind, k.Minutes, k.Km, k.Parties = ints[uint32](r), ints[int32](r), ints[int32](r), ints[int32](r)
	b.loadReferrals(r)
	b.s.Booking.load(r)
	if r.bad || len(r.data) != 0 || !b.consistent() {
		return nil, ErrCodec
	}
	b.index()
	return b, nil
}

func (b *Builder) loadDocs(r *reader) {
	d, l := &b.s.Doc, &b.s.Line
	d.ID, d.Party, d.Date, d.Time, d.Type = column(r, (*reader).id), ints[int32](r), ints[crm.Date](r), ints[crm.Clock](r), ints[DocType](r)
	d.Counts, d.Country, d.Channel, d.First, d.Lines = column(r, (*reader).bool), ints[uint32](r), ints[uint32](r), ints[int32](r), ints[int32](r)
	d.Lost, d.Reason, d.Site = column(r, (*reader).bool), ints[uint32](r), ints[uint32](r)
	l.Product, l.Quantity, l.Net, l.Cost = ints[int32](r), ints[crm.Quantity](r), ints[crm.Amount](r), ints[crm.Amount](r)
	l.CostKnown, l.Discount = column(r, (*reader).bool), ints[crm.Amount](r)
	for n := r.uvarint(); n > 0 && !r.bad; n-- {
		i := r.uvarint()
		r.bad = r.bad || i >= uint64(len(d.ID))
		b.fromOrder[int32(i)] = r.id()
	}
}

// consistent checks lengths and indices, so that no later loop can leave a column.
func (b *Builder) consistent() bool {
	s := &b.s
	words, parties, products, categories, lines := len(s.words), len(s.Party.ID), len(s.Product.ID), len(s.Category.ID), len(s.Line.Net)
	ok := words > 0 && s.words[0] == "" &&
		equal(parties, len(s.Party.Name), len(s.Party.Country), len(s.Party.Group), len(s.Party.Live),
			len(s.Party.Acquired), len(s.Party.Since), len(s.Party.WonFor), len(s.Party.WonKnown)) &&
		equal(products, len(s.Product.Name), len(s.Product.SKU), len(s.Product.Category), len(s.Product.Live)) &&
		equal(categories, len(s.Category.Name), len(s.Category.Parent)) &&
		equal(len(s.Doc.ID), len(s.Doc.Party), len(s.Doc.Date), len(s.Doc.Time), len(s.Doc.Type), len(s.Doc.Counts),
			len(s.Doc.Country), len(s.Doc.Channel), len(s.Doc.First), len(s.Doc.Lines), len(s.Doc.Lost), len(s.Doc.Reason), len(s.Doc.Site)) &&
		equal(lines, len(s.Line.Product), len(s.Line.Quantity), len(s.Line.Cost), len(s.Line.CostKnown), len(s.Line.Discount)) &&
		equal(len(s.Contact.ID), len(s.Contact.Party), len(s.Contact.Date), len(s.Contact.Channel), len(s.Contact.Live),
			len(s.Contact.Kind), len(s.Contact.Minutes), len(s.Contact.Km), len(s.Contact.Parties)) &&
		equal(len(s.Referral.ID), len(s.Referral.Referrer), len(s.Referral.Referred), len(s.Referral.Date), len(s.Referral.Reward), len(s.Referral.Won), len(s.Referral.Live))
	ok = ok && within(s.Party.Country, 0, words) && within(s.Party.Group, 0, words) &&
		within(s.Product.Category, None, categories) && within(s.Category.Parent, None, categories) &&
		within(s.Doc.Party, None, parties) && within(s.Doc.Country, 0, words) && within(s.Doc.Channel, 0, words) &&
		within(s.Line.Product, None, products) && within(s.Contact.Party, None, parties) && within(s.Contact.Channel, 0, words) &&
		within(s.Party.Acquired, 0, words) && within(s.Doc.Reason, 0, words) && within(s.Doc.Site, 0, words) && within(s.Contact.Kind, 0, words) &&
		within(s.Referral.Referrer, None, parties) && within(s.Referral.Referred, None, parties) && s.Booking.consistent(words, parties)
	for i := 0; ok && i < len(s.Doc.ID); i++ {
		f, n := int(s.Doc.First[i]), int(s.Doc.Lines[i])
		ok = f >= 0 && n >= 0 && f+n <= lines &&
			s.Doc.Time[i] >= 0 && s.Doc.Time[i] <= crm.NewClock(23, 59) && s.Doc.Type[i] <= CreditNote
	}
	for i := range b.fromOrder {
		ok = ok && s.Doc.Type[i] == Invoice
	}
	return ok
}

func equal(n int, others ...int) bool {
	for _, o := range others {
		if o != n {
			return false
		}
	}
	return true
}

func within[T int32 | uint32](col []T, low, end int) bool {
	for _, v := range col {
		if int(v) < low || int(v) >= end {
			return false
		}
	}
	return true
}

type integer interface {
	~uint8 | ~int16 | ~int32 | ~uint32 | ~int64
}

func appendColumn[T any](dst []byte, col []T, put func([]byte, T) []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(col)))
	for _, v := range col {
		dst = put(dst, v)
	}
	return dst
}

func appendInts[T integer](dst []byte, col []T) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(col)))
	for _, v := range col {
		dst = binary.AppendVarint(dst, int64(v))
	}
	return dst
}

func appendIDs(dst []byte, ids []crm.ID) []byte {
	return appendColumn(dst, ids, func(d []byte, id crm.ID) []byte { return append(d, id[:]...) })
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, 1)
	}
	return append(dst, 0)
}

// reader takes values off a byte slice; after the first fault it only
// returns zeros and is bad.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n uint64) []byte {
	if r.bad || n > uint64(len(r.data)) {
		r.bad = true
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) bool() bool { return r.byte() == 1 }

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) text() string { return string(r.take(r.uvarint())) }

func (r *reader) id() (id crm.ID) {
	copy(id[:], r.take(16))
	return id
}

func column[T any](r *reader, get func(*reader) T) []T {
	n := r.uvarint()
	if r.bad || n > uint64(len(r.data)) { // every value takes at least a byte
		r.bad = true
		return nil
	}
	col := make([]T, n, n+n/8)
	for i := range col {
		col[i] = get(r)
	}
	return col
}

func ints[T integer](r *reader) []T {
	n := r.uvarint()
	if r.bad || n > uint64(len(r.data)) {
		r.bad = true
		return nil
	}
	col := make([]T, n, n+n/8)
	data := r.data
	for i := range col {
		v, w := binary.Varint(data)
		if w <= 0 || int64(T(v)) != v {
			r.bad = true
			return nil
		}
		col[i], data = T(v), data[w:]
	}
	r.data = data
	return col
}
