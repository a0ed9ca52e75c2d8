// Package facts turns records into compact columns for analysis: sales by
// party, product and time, and contacts. A [Builder] follows the records; a
// [Snapshot] is what questions read, and never changes.
//
// Columns only grow: a changed document is marked dead and written again, so
// a snapshot shares them with the builder and costs almost nothing.
package facts

import "regulars/data/crm"

// None is the index of "nobody" and "nothing": a walk-in sale, a line
// without product, a product without category.
const None = -1

// Snapshot holds columns of equal length for each kind of fact. All amounts
// are in minor units of Currency. It is safe for concurrent reading.
type Snapshot struct {
	Currency string
	// Seq is the number of the last log entry the snapshot contains.
	Seq      uint64
	Party    PartyCols
	Product  ProductCols
	Category CategoryCols
	Doc      DocCols
	Line     LineCols
	Contact  ContactCols
	Referral ReferralCols
	Booking  BookingCols
	Tables   Tables
	words    []string
}

// Word returns a text of the dictionary (countries, channels, groups); "" for 0.
func (s *Snapshot) Word(i uint32) string { return s.words[i] }

// Exp is the number of decimals of the currency.
func (s *Snapshot) Exp() int { return crm.Exponent(s.Currency) }

// PartyCols has one entry a party.
type PartyCols struct {
	ID      []crm.ID
	Name    []string
	Country []uint32 // word
	Group   []uint32 // word: the business's own segment
	Live    []bool   // false in the trash
	// Acquired is the word for where the customer came from; Since the day
	// the owner says it began, zero when not told.
	Acquired []uint32
	Since    []crm.Date
	// WonFor is the acquisition cost; read only where WonKnown.
	WonFor   []crm.Amount
	WonKnown []bool
}

// ProductCols has one entry a product.
type ProductCols struct {
	ID       []crm.ID
	Name     []string
	SKU      []string
	Category []int32 // index into CategoryCols, None
	Live     []bool
}

// CategoryCols has one entry a category.
type CategoryCols struct {
	ID     []crm.ID
	Name   []string
	Parent []int32
}

// DocCols has one entry a version of a sales document, earlier ones with the
// zero id; skip those that do not count.
type DocCols struct {
	ID      []crm.ID
	Party   []int32 // index into PartyCols; None for a walk-in sale
	Date    []crm.Date
	Time    []crm.Clock
	Type    []DocType
	Counts  []bool // live, in a counted state, no quote, not invoiced from a counted order
	Country []uint32
	Channel []uint32
	First   []int32 // its lines are First to First+Lines-1 in LineCols
	Lines   []int32
	Lost    []bool   // a live quote that was lost
	Reason  []uint32 // word: the id of the reason given, "" for none
	Site    []uint32 // word: the id of the site
}

// DocType is a small form of crm.DocType.
type DocType uint8

// The types.
const (
	Quote DocType = iota
	Order
	Invoice
	CreditNote
)

// LineCols has one entry a line of a sales document.
type LineCols struct {
	Product   []int32
	Quantity  []crm.Quantity
	Net       []crm.Amount // base currency
	Cost      []crm.Amount // base currency; read only where CostKnown
	CostKnown []bool
	Discount  []crm.Amount // base currency: already taken off Net
}

// ContactCols has one entry a party and interaction; those of one
// interaction stand together.
type ContactCols struct {
	ID      []crm.ID // the interaction
	Party   []int32
	Date    []crm.Date
	Channel []uint32
	Live    []bool
	Kind    []uint32 // word
	Minutes []int32  // of the whole interaction, travel included
	Km      []int32  // of travel
	Parties []int32  // how many share the interaction
}

// ReferralCols has one entry a version of a referral; skip those that are
// not live.
type ReferralCols struct {
	ID       []crm.ID
	Referrer []int32
	Referred []int32
	Date     []crm.Date
	Reward   []crm.Amount // what the reward cost
	Won      []bool       // converted
	Live     []bool
}

// Sale reports whether a line is a sale rather than a return or a gift:
// quantity and net are positive and the document is no credit note.
func (s *Snapshot) Sale(doc int, line int32) bool {
	return s.Doc.Type[doc] != CreditNote && s.Line.Quantity[line] > 0 && s.Line.Net[line] > 0
}
