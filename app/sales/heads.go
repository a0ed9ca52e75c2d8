package sales

import (
	"regulars/data/crm"
)

// docHead is a sales document without its lines. It has the field numbers of
// [crm.SalesDocument], so the book reads it from the same rows; leaving the
// lines out keeps a list of 25,900 documents with 541,909 lines small. It is
// only ever read.
type docHead struct {
	crm.Meta
	DocType       crm.DocType   `cbor:"10,keyasint,omitempty"`
	Number        string        `cbor:"11,keyasint,omitempty"`
	Status        crm.DocStatus `cbor:"12,keyasint,omitempty"`
	Party         crm.ID        `cbor:"13,keyasint,omitzero"`
	Date          crm.Date      `cbor:"14,keyasint,omitempty"`
	Time          crm.Clock     `cbor:"15,keyasint,omitempty"`
	Currency      string        `cbor:"16,keyasint,omitempty"`
	Net           crm.Amount    `cbor:"19,keyasint,omitempty"`
	BaseNet       crm.Amount    `cbor:"20,keyasint,omitempty"`
	Channel       crm.Channel   `cbor:"21,keyasint,omitempty"`
	PaymentMethod string        `cbor:"22,keyasint,omitempty"`
	SourceDoc     crm.ID        `cbor:"24,keyasint,omitzero"`
	Country       string        `cbor:"26,keyasint,omitempty"`
	Due           crm.Date      `cbor:"29,keyasint,omitempty"`
}

// Kind is the kind of the documents it reads.
func (*docHead) Kind() crm.Kind { return crm.KindDocument }

// Validate accepts everything: heads are never written.
func (*docHead) Validate() error { return nil }
