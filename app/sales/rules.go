package sales

import (
	"slices"

	"regulars/data/crm"
)

// step is something that can be done with a document next.
type step string

const (
	stepSend    step = "send"
	stepConfirm step = "confirm"
	stepOrder   step = "to_order" // an order from a quote
	stepFulfil  step = "fulfil"
	stepInvoice step = "invoice"
	stepPay     step = "pay"
	stepCredit  step = "credit"
	stepLose    step = "lose"
	stepCancel  step = "cancel"
	stepEdit    step = "edit"
)

// stepsOf lists what can be done with the document of a family, the most
// likely first.
func stepsOf(f *family) []step {
	d := f.doc
	if d.Deleted() {
		return nil
	}
	switch d.DocType {
	case crm.Quote:
		return quoteSteps(f)
	case crm.CreditNote:
		return creditSteps(f)
	}
	var out []step
	switch {
	case d.Status == crm.Draft || d.Status == crm.Sent:
		out = append(out, stepConfirm)
	case d.DocType == crm.Order && d.Status == crm.Confirmed:
		out = append(out, stepFulfil)
	}
	if d.Status.Counted() {
		if f.open() > 0 {
			out = append(out, stepPay)
		}
		if d.DocType == crm.Order && f.invoice() == nil {
			out = append(out, stepInvoice)
		}
		if f.owed() > 0 && (d.DocType == crm.Invoice || f.invoice() == nil) {
			out = append(out, stepCredit)
		}
	}
	return append(out, endings(f, stepCancel)...)
}

func quoteSteps(f *family) []step {
	var out []step
	switch f.doc.Status {
	case crm.Draft:
		out = []step{stepSend, stepOrder}
	case crm.Sent:
		out = []step{stepOrder}
	case crm.Confirmed:
		if len(f.followers()) == 0 {
			out = []step{stepOrder}
		}
		return out
	default:
		return nil
	}
	return append(out, endings(f, stepLose)...)
}

func creditSteps(f *family) []step {
	var out []step
	switch {
	case f.doc.Status == crm.Draft:
		out = []step{stepConfirm}
	case f.doc.Status.Counted() && f.open() < 0:
		out = []step{stepPay}
	}
	return append(out, endings(f, stepCancel)...)
}

// endings are the ways to change or end a document that still can be.
func endings(f *family, end step) []step {
	var out []step
	if editable(f) {
		out = append(out, stepEdit)
	}
	// An order whose invoice stands is the sale itself: the invoice goes first.
	if s := f.doc.Status; s != crm.Cancelled && s != crm.Lost && f.invoice() == nil {
		out = append(out, end)
	}
	return out
}

// editable reports whether the lines may still change: nothing was delivered,
// invoiced or paid yet.
func editable(f *family) bool {
	s := f.doc.Status
	early := s == crm.Draft || s == crm.Sent || s == crm.Confirmed && f.doc.DocType != crm.Quote
	return early && len(f.doc.Payments) == 0 && len(f.followers()) == 0
}

// confirmed is the state in which a document of a type begins to count.
func confirmed(kind crm.DocType) crm.DocStatus {
	if kind == crm.Invoice {
		return crm.Invoiced
	}
	return crm.Confirmed
}

// pay adds a payment to the document and returns the members of the family
// that changed with it: when nothing is open any more, all that count are
// paid. A sale settled by credit notes alone was not paid and is left as it is.
func (f *family) pay(p crm.Payment) []*crm.SalesDocument {
	f.doc.Payments = append(slices.Clone(f.doc.Payments), p)
	changed := []*crm.SalesDocument{f.doc}
	if f.open() != 0 {
		return changed
	}
	kin := f.kin()
	received := slices.ContainsFunc(kin, f.paysSale)
	for _, m := range kin {
		if m.Status.Counted() && m.Status != crm.Paid && (received || m.DocType == crm.CreditNote) {
			m.Status = crm.Paid
			if m != f.doc {
				changed = append(changed, m)
			}
		}
	}
	return changed
}

// cancel ends the document; the order of a cancelled invoice waits for
// another one. It returns the members that changed.
func (f *family) cancel() []*crm.SalesDocument {
	changed := []*crm.SalesDocument{f.doc}
	f.doc.Status = crm.Cancelled
	if order := f.source(); order != nil && f.doc.DocType == crm.Invoice && order.Status == crm.Invoiced {
		order.Status = crm.Fulfilled
		changed = append(changed, order)
	}
	return changed
}

// invoiced returns an invoice with the lines of the order, dated today, and
// marks the order. The order goes on counting, so the invoice does not count
// again.
func (f *family) invoiced(number string, today crm.Date) *crm.SalesDocument {
	inv := copyOf(f.doc)
	inv.DocType, inv.Number, inv.Date, inv.SourceDoc = crm.Invoice, number, today, f.doc.ID
	inv.Status = crm.Invoiced
	if f.doc.Status == crm.Paid || f.open() == 0 {
		inv.Status = crm.Paid
	} else {
		f.doc.Status = crm.Invoiced
	}
	return inv
}

// copyOf returns a new document with the content of another: no number, no
// payments, no date; frozen costs are kept.
func copyOf(d *crm.SalesDocument) *crm.SalesDocument {
	return &crm.SalesDocument{
		DocType: d.DocType, Party: d.Party, Currency: d.Currency, FxRate: d.FxRate, Lines: slices.Clone(d.Lines),
		Net: d.Net, BaseNet: d.BaseNet, Channel: d.Channel, PaymentMethod: d.PaymentMethod, Country: d.Country, Note: d.Note,
	}
}
