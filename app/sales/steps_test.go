package sales

import (
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

func (s *shop) open(id crm.ID) *docPage {
	s.t.Helper()
	s.screen.Show(screen.Route{Screen: screen.Sales, ID: id})
	if s.screen.doc.data == nil {
		s.t.Fatal("the document does not open")
	}
	return s.screen.doc
}

func (s *shop) document(id crm.ID) *crm.SalesDocument {
	s.t.Helper()
	d, err := book.Get[crm.SalesDocument](s.env.Book, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

// Confirming freezes what the goods cost on the document's day.
func TestDocument_ConfirmFreezesCosts(t *testing.T) {
	coffee, _ := goods()
	coffee.Costs = append(coffee.Costs, crm.DatedPrice{From: crm.NewDate(2026, 10, 15), Price: 45000})
	d := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 2, 89000))
	d.Status = crm.Draft
	s := newShop(t, coffee, d)
	s.open(d.ID).do(stepConfirm)
	got := s.document(d.ID)
	if got.Status != crm.Confirmed || !got.Lines[0].CostKnown || got.Lines[0].UnitCost != 38500 {
		t.Errorf("confirmed %+v", got)
	}
}

// A new price or cost changes nothing that was written before.
func TestProduct_PriceChangeLeavesOldDocumentsAlone(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 2, 89000))
	d.Lines[0].UnitCost, d.Lines[0].CostKnown = 38500, true
	s := newShop(t, coffee, d)
	before := *s.document(d.ID)
	s.screen.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: coffee.ID})
	for _, cost := range []bool{false, true} {
		s.screen.product.openTag(cost)
		s.screen.product.tag.price.SetPrice(99000)
		s.screen.product.tag.from.SetDate(crm.NewDate(2026, 9, 1)) // even from before the sale
		s.screen.product.savePrice()
	}
	p, err := book.Get[crm.Product](s.env.Book, coffee.ID)
	if err != nil {
		t.Fatal(err)
	}
	if price, _ := p.PriceOn(today); price != 99000 || len(p.Prices) != 2 || len(p.Costs) != 2 {
		t.Errorf("prices %+v costs %+v", p.Prices, p.Costs)
	}
	if after := s.document(d.ID); after.Net != before.Net || after.Lines[0] != before.Lines[0] {
		t.Errorf("the old document changed: %+v", after)
	}
}

// An invoice made from an order is the same sale: it counts once, and paying
// it pays the order.
func TestDocument_InvoiceFromOrderCountsOnce(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 2, 89000))
	s := newShop(t, coffee, d)
	s.open(d.ID).do(stepInvoice)
	page := s.screen.doc
	inv := page.data.doc
	if inv.DocType != crm.Invoice || inv.SourceDoc != d.ID || inv.Number != "R2026-0001" || inv.Date != today {
		t.Fatalf("invoice %+v", inv)
	}
	if net, docs := s.counted(); net != 1780 || docs != 1 {
		t.Errorf("%d documents count %d, want one 1780", docs, net)
	}
	if open := page.data.open(); open != 1780 {
		t.Errorf("open %d, want 1780", open)
	}
	page.do(stepPay)
	page.takePayment()
	if a, b := s.document(d.ID).Status, s.document(inv.ID).Status; a != crm.Paid || b != crm.Paid {
		t.Errorf("order is %s, invoice %s, want both paid", a, b)
	}
	if open := s.open(d.ID).data.open(); open != 0 {
		t.Errorf("open %d after paying", open)
	}
	if net, docs := s.counted(); net != 1780 || docs != 1 {
		t.Errorf("after paying %d documents count %d", docs, net)
	}
}

func TestDocument_PartPaymentStaysOpen(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 1, 89000))
	s := newShop(t, coffee, d)
	p := s.open(d.ID)
	p.do(stepPay)
	p.till.amount.SetAmount(500)
	p.takePayment()
	if got := s.document(d.ID); got.Status != crm.Confirmed || s.screen.doc.data.open() != 390 {
		t.Errorf("%s, open %d, want 390", got.Status, s.screen.doc.data.open())
	}
	p.do(stepPay)
	p.till.amount.SetAmount(0)
	p.takePayment()
	if p.till == nil || len(s.document(d.ID).Payments) != 1 {
		t.Error("a payment of nothing was taken")
	}
}

// A credit note takes the goods back at their old cost and settles what is open.
func TestDocument_CreditNote(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 3, 89000))
	d.Lines[0].UnitCost, d.Lines[0].CostKnown = 30000, true
	s := newShop(t, coffee, d)
	s.open(d.ID).do(stepCredit)
	f := s.screen.form
	f.rows[0].quantity.SetText("1")
	f.save()
	docs := s.documents()
	c := docs[len(docs)-1]
	if c.DocType != crm.CreditNote || c.Net != -890 || c.Lines[0].Quantity != -10000 || c.Lines[0].UnitCost != 30000 || c.SourceDoc != d.ID {
		t.Fatalf("credit note %+v", c)
	}
	if net, _ := s.counted(); net != 1780 {
		t.Errorf("counted %d, want 1780", net)
	}
	if open := s.open(d.ID).data.open(); open != 1780 {
		t.Errorf("open %d, want 1780", open)
	}
}

// Cancelling the invoice leaves the order waiting for another one.
func TestDocument_CancelInvoice(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 1, 89000))
	s := newShop(t, coffee, d)
	s.open(d.ID).do(stepInvoice)
	inv := s.screen.doc.id
	s.screen.doc.do(stepCancel)
	if a, b := s.document(inv).Status, s.document(d.ID).Status; a != crm.Cancelled || b != crm.Fulfilled {
		t.Errorf("invoice %s, order %s", a, b)
	}
	if net, docs := s.counted(); net != 890 || docs != 1 {
		t.Errorf("%d documents count %d", docs, net)
	}
}

func TestDocument_QuoteBecomesAnOrder(t *testing.T) {
	coffee, _ := goods()
	q := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 1, 89000))
	q.DocType, q.Status = crm.Quote, crm.Sent
	s := newShop(t, coffee, q)
	s.open(q.ID).do(stepOrder)
	s.pressSave()
	docs := s.documents()
	if len(docs) != 2 || docs[1].DocType != crm.Order || docs[1].SourceDoc != q.ID || s.document(q.ID).Status != crm.Confirmed {
		t.Errorf("documents %+v", docs)
	}
	if net, n := s.counted(); n != 1 || net != 890 {
		t.Errorf("%d documents count %d", n, net)
	}
}

// Whatever is done in whatever order, the page agrees with the facts about
// what the family sold, and a payment of what is open leaves nothing open.
func TestFamily_AgreesWithTheFacts(t *testing.T) {
	coffee, _ := goods()
	rapid.Check(t, func(rt *rapid.T) {
		s := newShop(t, coffee)
		d := sale(crm.ID{}, crm.NewDate(2026, 10, 1), line(coffee, 3, 89000))
		d.Status = crm.Draft
		if _, err := s.env.Book.Update("", func(tx *book.Tx) error { return tx.Put(d) }); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			docs := s.documents()
			p := s.open(rapid.SampledFrom(docs).Draw(rt, "document").ID)
			steps := stepsOf(p.data.family)
			if len(steps) == 0 {
				continue
			}
			switch next := rapid.SampledFrom(steps).Draw(rt, "step"); next {
			case stepPay:
				p.do(next)
				p.takePayment()
				if open := s.screen.doc.data.open(); open != 0 {
					rt.Fatalf("open %d after paying it all", open)
				}
			case stepCredit, stepEdit:
				p.do(next)
				s.screen.form.save()
			default:
				p.do(next)
			}
		}
		want, _ := s.counted()
		f := s.open(d.ID).data
		var got crm.Amount
		for _, m := range f.members {
			if f.counts(m) {
				got += m.Net
			}
		}
		if got != want {
			rt.Fatalf("the family sold %d, the facts say %d", got, want)
		}
	})
}

func TestDocument_EnterOpensFromTheList(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 1, 89000))
	s := newShop(t, coffee, d)
	s.screen.docs.focusTable()
	s.press(fyne.KeyReturn)
	if s.screen.doc.id != d.ID {
		t.Error("Enter does not open the document")
	}
}

// A sale that was credited twice by mistake: giving the money back settles the
// family and does not make the sale look paid.
func TestDocument_CreditedTooMuch(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 3, 89000))
	notes := make([]crm.Record, 2)
	for i := range notes {
		c := sale(crm.ID{}, today, line(coffee, -3, 89000))
		c.DocType, c.SourceDoc = crm.CreditNote, d.ID
		notes[i] = c
	}
	s := newShop(t, append(notes, coffee, d)...)
	p := s.open(notes[1].Base().ID)
	p.do(stepPay)
	p.takePayment()
	if open := s.screen.doc.data.open(); open != 0 {
		t.Errorf("open %d after giving back", open)
	}
	if got := s.document(d.ID).Status; got != crm.Confirmed {
		t.Errorf("the sale is %s", got)
	}
}

// An imported sale marked paid, with no payment written down, owes nothing,
// and nothing either once a line of it came back and was refunded.
func TestDocument_PaidWithoutPayments(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 3, 89000))
	d.Status = crm.Paid
	s := newShop(t, coffee, d)
	if open := s.open(d.ID).data.open(); open != 0 {
		t.Errorf("open %d, want 0", open)
	}
	s.screen.doc.do(stepCredit)
	s.screen.form.rows[0].quantity.SetText("1")
	s.screen.form.save()
	p := s.screen.doc
	if open := p.data.open(); open != -890 {
		t.Errorf("open %d, want 890 to give back", open)
	}
	p.do(stepPay)
	p.takePayment()
	if open := p.data.open(); open != 0 {
		t.Errorf("open %d after the refund", open)
	}
}
