package crm

import (
	"errors"
	"math/big"
)

// DocType is the type of a sales document.
type DocType string

// The types of sales documents.
const (
	Quote      DocType = "quote"
	Order      DocType = "order"
	Invoice    DocType = "invoice"
	CreditNote DocType = "credit_note"
)

// DocStatus is the state of a sales document.
type DocStatus string

// The states of a sales document.
const (
	Draft     DocStatus = "draft"
	Sent      DocStatus = "sent"
	Confirmed DocStatus = "confirmed"
	Fulfilled DocStatus = "fulfilled"
	Invoiced  DocStatus = "invoiced"
	Paid      DocStatus = "paid"
	Cancelled DocStatus = "cancelled"
	Lost      DocStatus = "lost"
)

// DocStatuses lists all states.
func DocStatuses() []DocStatus {
	return []DocStatus{Draft, Sent, Confirmed, Fulfilled, Invoiced, Paid, Cancelled, Lost}
}

// Counted reports whether a document in this state is a real sale:
// confirmed, fulfilled, invoiced or paid.
func (s DocStatus) Counted() bool {
	return s == Confirmed || s == Fulfilled || s == Invoiced || s == Paid
}

// SalesDocument is a quote, order, invoice or credit note. A document
// without Party is a walk-in sale. On credit notes quantities and nets are
// negative, as returns are.
type SalesDocument struct {
	Meta
	DocType       DocType   `cbor:"10,keyasint,omitempty" json:"doc_type"`
	Number        string    `cbor:"11,keyasint,omitempty" json:"number,omitempty"`
	Status        DocStatus `cbor:"12,keyasint,omitempty" json:"status"`
	Party         ID        `cbor:"13,keyasint,omitzero" json:"party,omitzero"`
	Date          Date      `cbor:"14,keyasint,omitempty" json:"date"`
	Time          Clock     `cbor:"15,keyasint,omitempty" json:"time,omitempty"`
	Currency      string    `cbor:"16,keyasint,omitempty" json:"currency"`
	FxRate        string    `cbor:"17,keyasint,omitempty" json:"fx_rate,omitempty"` // base minor units for one minor unit (EUR book, JPY at 0.006: "0.6"), decimal; empty means 1
	Lines         []Line    `cbor:"18,keyasint,omitempty" json:"lines"`
	Net           Amount    `cbor:"19,keyasint,omitempty" json:"net"`      // sum of line nets, document currency
	BaseNet       Amount    `cbor:"20,keyasint,omitempty" json:"base_net"` // round(net x fx_rate), base currency
	Channel       Channel   `cbor:"21,keyasint,omitempty" json:"channel,omitempty"`
	PaymentMethod string    `cbor:"22,keyasint,omitempty" json:"payment_method,omitempty"`
	Payments      []Payment `cbor:"23,keyasint,omitempty" json:"payments,omitempty"`
	// Source is the quote or order this document was made from. An invoice
	// made from an order that counts does not count again.
	SourceDoc ID     `cbor:"24,keyasint,omitzero" json:"source_doc,omitzero"`
	Reason    ID     `cbor:"25,keyasint,omitzero" json:"reason,omitzero"` // why they bought, why it was lost
	Country   string `cbor:"26,keyasint,omitempty" json:"country,omitempty"`
	Note      string `cbor:"27,keyasint,omitempty" json:"note,omitempty"`
	Promised  Date   `cbor:"28,keyasint,omitempty" json:"promised,omitempty"`
	Due       Date   `cbor:"29,keyasint,omitempty" json:"due,omitempty"`
	Site      ID     `cbor:"30,keyasint,omitzero" json:"site,omitzero"`
}

// Line is one line of a sales document.
type Line struct {
	Product     ID       `cbor:"1,keyasint,omitzero" json:"product,omitzero"`
	Description string   `cbor:"2,keyasint,omitempty" json:"description,omitempty"` // only where it differs from the product's name
	Quantity    Quantity `cbor:"3,keyasint,omitempty" json:"quantity"`
	Price       Price    `cbor:"4,keyasint,omitempty" json:"price"` // a unit, before discount
	Discount    Amount   `cbor:"5,keyasint,omitempty" json:"discount,omitempty"`
	Net         Amount   `cbor:"6,keyasint,omitempty" json:"net"` // after discount, before tax
	Tax         Amount   `cbor:"7,keyasint,omitempty" json:"tax,omitempty"`
	// UnitCost is frozen when the document is confirmed. Unknown is not zero:
	// read it only when CostKnown.
	UnitCost  Price  `cbor:"8,keyasint,omitempty" json:"unit_cost,omitempty"`
	CostKnown bool   `cbor:"9,keyasint,omitempty" json:"cost_known,omitempty"`
	Unit      string `cbor:"10,keyasint,omitempty" json:"unit,omitempty"`
}

// Payment is money received (or, negative, given back).
type Payment struct {
	Date      Date   `cbor:"1,keyasint,omitempty" json:"date"`
	Amount    Amount `cbor:"2,keyasint,omitempty" json:"amount"`
	Method    string `cbor:"3,keyasint,omitempty" json:"method,omitempty"`
	Reference string `cbor:"4,keyasint,omitempty" json:"reference,omitempty"`
}

// Kind is KindDocument.
func (*SalesDocument) Kind() Kind { return KindDocument }

// Validate requires type, state, date, currency, at least one line, and
// totals that are the sums of their parts.
func (d *SalesDocument) Validate() error {
	var c checks
	oneOf(&c, "doc_type", d.DocType, Quote, Order, Invoice, CreditNote)
	oneOf(&c, "status", d.Status, DocStatuses()...)
	if d.Date.IsZero() {
		c.fail("date", ErrRequired, "")
	}
	if !ValidCurrency(d.Currency) {
		c.fail("currency", ErrCurrency, d.Currency)
	}
	if len(d.Lines) == 0 {
		c.fail("lines", ErrRequired, "")
	}
	var sum Amount
	for _, l := range d.Lines {
		sum += l.Net
	}
	if sum != d.Net {
		c.fail("net", ErrTotal, FormatDecimal(int64(d.Net), Exponent(d.Currency)))
	}
	if base, err := baseAmount(d.Net, d.FxRate); err != nil {
		c.fail("fx_rate", ErrFormat, d.FxRate)
	} else if base != d.BaseNet {
		c.fail("base_net", ErrTotal, d.FxRate)
	}
	return c.err()
}

// Sum sets Net and BaseNet from the lines and the rate.
func (d *SalesDocument) Sum() error {
	d.Net = 0
	for _, l := range d.Lines {
		d.Net += l.Net
	}
	base, err := baseAmount(d.Net, d.FxRate)
	d.BaseNet = base
	return err
}

var errRate = errors.New("exchange rate: want a positive decimal")

// baseAmount multiplies by a decimal rate, rounding half to even once.
func baseAmount(a Amount, rate string) (Amount, error) {
	if rate == "" {
		return a, nil
	}
	if len(rate) > 40 || !plainDecimal(rate) { // Rat reads far more, "1e999999999" too
		return 0, errRate
	}
	r, ok := new(big.Rat).SetString(rate)
	if !ok || r.Sign() <= 0 {
		return 0, errRate
	}
	r.Mul(r, new(big.Rat).SetInt64(int64(a)))
	q := quoHalfEven(r.Num(), r.Denom())
	if !q.IsInt64() {
		return 0, ErrOverflow
	}
	return Amount(q.Int64()), nil
}

// Cost is the line's cost in the currency's minor units; ok is false when
// the unit cost was not known.
func (l Line) Cost(exp int) (cost Amount, ok bool) {
	if !l.CostKnown {
		return 0, false
	}
	cost, err := LineNet(l.Quantity, l.UnitCost, exp)
	return cost, err == nil
}

// Paid is the sum of payments.
func (d *SalesDocument) Paid() Amount {
	var sum Amount
	for _, p := range d.Payments {
		sum += p.Amount
	}
	return sum
}
