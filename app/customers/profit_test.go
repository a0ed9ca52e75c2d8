package customers

import (
	"testing"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/profit"
)

// What it took to win a customer is told on the form, and nothing told is not
// nothing: the page says which.
func TestProfitCard_000_08(t *testing.T) {
	p := plainParty("Ada Brook")
	p.ID = crm.NewID()
	sale := &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Party: p.ID, Date: crm.NewDate(2026, 1, 5), Currency: "EUR", Net: 500, BaseNet: 500,
		Lines: []crm.Line{{Quantity: crm.QuantityScale, Price: 50000, Net: 500, UnitCost: 20000, CostKnown: true}}}
	call := &crm.Interaction{InteractionKind: crm.Call, Parties: []crm.ID{p.ID}, Date: sale.Date, DurationMin: 10}
	s := newShop(t, crm.DefaultSettings(), p, sale, call)
	show := func() *profit.Row {
		s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
		return s.screen.page.data.profit
	}
	r := show()
	if r == nil || r.Profit != 300 || r.Verdict != profit.Create || s.screen.page.profitCard() == nil {
		t.Fatalf("profit %+v", r)
	}
	money := func(a crm.Amount) string { return "x" }
	if serveText(r, money) == "x" || wonText(r, money) == "x" {
		t.Error("what has no price is shown as one")
	}
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID, Part: PartEdit})
	s.screen.form.state.acquired, s.screen.form.state.won, s.screen.form.state.wonKnown = " Fair ", 400, true
	s.screen.form.save()
	saved, err := book.Get[crm.Party](s.env.Book, p.ID)
	if err != nil || saved.Acquired != "Fair" || saved.AcquisitionCost != 400 || !saved.AcquisitionKnown {
		t.Errorf("saved %+v, %v", saved, err)
	}
	if r := show(); r.Profit != -100 || r.Verdict != profit.Drain || wonText(r, money) != "x" {
		t.Errorf("profit %+v", r)
	}
}
