package sales

import (
	"slices"

	"regulars/data/book"
	"regulars/data/crm"
)

// family is a document with everything made from it and what it was made
// from: order, invoice, credit notes. What is open is a matter of the family:
// an invoice may be paid for the order, and a credit note settles what was not
// paid.
type family struct {
	doc     *crm.SalesDocument
	members []*crm.SalesDocument // with doc, in the order they were made; live ones
}

// loadFamily reads a document and its relatives. heads are those of the whole
// book.
func loadFamily(r book.Reader, id crm.ID, heads []*docHead) (*family, error) {
	doc, err := book.Get[crm.SalesDocument](r, id)
	if err != nil {
		return nil, err
	}
	f := &family{doc: doc}
	for _, member := range relatives(id, heads) {
		if member == id {
			f.members = append(f.members, doc)
			continue
		}
		d, err := book.Get[crm.SalesDocument](r, member)
		if err != nil {
			return nil, err
		}
		f.members = append(f.members, d)
	}
	if len(f.members) == 0 { // in the trash
		f.members = []*crm.SalesDocument{doc}
	}
	return f, nil
}

// relatives lists the documents linked to one by what they were made from.
func relatives(id crm.ID, heads []*docHead) []crm.ID {
	source := map[crm.ID]crm.ID{}
	made := map[crm.ID][]crm.ID{}
	alive := map[crm.ID]bool{}
	for _, h := range heads {
		alive[h.ID] = true
		if !h.SourceDoc.IsZero() {
			source[h.ID] = h.SourceDoc
			made[h.SourceDoc] = append(made[h.SourceDoc], h.ID)
		}
	}
	root := id
	for seen := map[crm.ID]bool{}; alive[source[root]] && !seen[root]; root = source[root] {
		seen[root] = true
	}
	var out []crm.ID
	seen := map[crm.ID]bool{}
	var walk func(crm.ID)
	walk = func(at crm.ID) {
		if seen[at] || !alive[at] {
			return
		}
		seen[at] = true
		out = append(out, at)
		for _, child := range made[at] {
			walk(child)
		}
	}
	walk(root)
	slices.SortFunc(out, func(a, b crm.ID) int { return slices.Compare(a[:], b[:]) })
	return out
}

func (f *family) member(id crm.ID) *crm.SalesDocument {
	for _, m := range f.members {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// source is the document this one was made from, nil when there is none.
func (f *family) source() *crm.SalesDocument { return f.member(f.doc.SourceDoc) }

// followers are the documents made from this one that still hold.
func (f *family) followers() []*crm.SalesDocument {
	var out []*crm.SalesDocument
	for _, m := range f.members {
		if m.SourceDoc == f.doc.ID && m.Status != crm.Cancelled && m.Status != crm.Lost {
			out = append(out, m)
		}
	}
	return out
}

// invoice is the invoice made from this order, nil when there is none.
func (f *family) invoice() *crm.SalesDocument {
	for _, m := range f.followers() {
		if m.DocType == crm.Invoice {
			return m
		}
	}
	return nil
}

// counts reports whether a member's net is owed: as in the facts, an invoice
// made from an order that counts does not count again.
func (f *family) counts(d *crm.SalesDocument) bool {
	if !d.Status.Counted() || d.DocType == crm.Quote || d.Deleted() {
		return false
	}
	if d.DocType != crm.Invoice {
		return true
	}
	order := f.member(d.SourceDoc)
	return order == nil || order.DocType != crm.Order || !f.counts(order)
}

// kin are the members that settle with the document: those in its currency,
// and, for a quote's several orders, only the branch it stands on.
func (f *family) kin() []*crm.SalesDocument {
	root := f.trunk(f.doc)
	var out []*crm.SalesDocument
	for _, m := range f.members {
		if m.DocType != crm.Quote && m.Currency == f.doc.Currency && f.trunk(m) == root {
			out = append(out, m)
		}
	}
	return out
}

// trunk is the first order or invoice a document goes back to.
func (f *family) trunk(d *crm.SalesDocument) crm.ID {
	for range f.members {
		s := f.member(d.SourceDoc)
		if s == nil || s.DocType == crm.Quote {
			break
		}
		d = s
	}
	return d.ID
}

// paid is what was received less what was given back.
func (f *family) paid() (sum crm.Amount) {
	kin := f.kin()
	for _, m := range kin {
		sum += m.Paid()
	}
	if trunk := f.member(f.trunk(f.doc)); trunk != nil && f.paidUnseen(trunk, kin) {
		sum += trunk.Net
	}
	return sum
}

// paidUnseen reports whether a document is marked paid though no payment is
// written down, as with imported ones: it was paid in full.
func (f *family) paidUnseen(trunk *crm.SalesDocument, kin []*crm.SalesDocument) bool {
	if trunk.Status != crm.Paid || !f.counts(trunk) {
		return false
	}
	return !slices.ContainsFunc(kin, func(m *crm.SalesDocument) bool { return f.paysSale(m) })
}

// paysSale reports whether a member holds payments for the sale itself, not
// for what came back.
func (f *family) paysSale(m *crm.SalesDocument) bool {
	return len(m.Payments) > 0 && (m.DocType != crm.CreditNote || m.ID == f.trunk(f.doc))
}

// credited is the sum of the credit notes, zero or negative.
func (f *family) credited() (sum crm.Amount) {
	for _, m := range f.kin() {
		if m.DocType == crm.CreditNote && f.counts(m) {
			sum += m.Net
		}
	}
	return sum
}

// owed is what was sold less what was credited.
func (f *family) owed() (sum crm.Amount) {
	for _, m := range f.kin() {
		if f.counts(m) {
			sum += m.Net
		}
	}
	return sum
}

// open is what the customer still owes; negative is to be given back.
func (f *family) open() crm.Amount { return f.owed() - f.paid() }
