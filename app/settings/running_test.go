package settings

import (
	"testing"

	"regulars/data/crm"
)

// A cost is entered, refused when unclear, ended, and taken away; it is
// limited to goods or to what is booked where its driver fits.
func TestRunningCosts_000_21(t *testing.T) {
	product, room := crm.NewID(), crm.NewID()
	s := newShop(t, &crm.Product{Meta: crm.Meta{ID: product}, Name: "Tea", ProductKind: crm.Good}, &crm.Resource{Meta: crm.Meta{ID: room}, Name: "Loft", ResourceKind: "room", Units: 1})
	s.tap("cost_add")
	l := s.running
	l.amount.SetText("a lot")
	l.save(crm.CostItem{})
	if len(s.have.costs) != 0 || l.problem["amount"] == "" {
		t.Fatalf("%d costs, %v", len(s.have.costs), l.problem)
	}
	l.amount.SetText("950")
	l.save(crm.CostItem{})
	if len(s.have.costs) != 0 || l.problem["name"] == "" {
		t.Fatalf("a cost without a name: %v", l.problem)
	}
	l.called.SetText("Rent")
	l.save(crm.CostItem{})
	if len(s.have.costs) != 1 || s.have.costs[0].CostKind != crm.FixedCost || s.have.costs[0].Amount != 950*crm.PriceScale {
		t.Fatalf("%+v, %v", s.have.costs, l.problem)
	}
	s.tap("cost_add")
	l.called.SetText("Card fees")
	l.amount.SetText("1.4 %")
	l.driver = "percent"
	l.scope = product
	l.save(crm.CostItem{})
	if len(s.have.costs) != 2 || s.have.costs[1].CostKind != crm.VariableCost || s.have.costs[1].Amount != 14000 || s.have.costs[1].Product != product {
		t.Fatalf("%+v, %v", s.have.costs, l.problem)
	}
	fees := *s.have.costs[1]
	for _, c := range []struct {
		of     crm.ID
		driver string
		fits   bool
	}{{room, "percent", false}, {product, "slot", false}, {product, "month", false}, {crm.ID{}, "percent", true}, {room, "slot", true}} {
		l.edit(&fees)
		l.amount.SetText("2")
		l.scope, l.driver = c.of, c.driver
		l.save(fees)
		if got := s.have.costs[1]; c.fits == (l.problem["scope"] != "") || c.fits && (scopeOf(got) != c.of || got.Driver != c.driver) {
			t.Errorf("%+v: %q, saved %+v", c, l.problem["scope"], got)
		}
		l.cancel()
	}
	if got := s.have.costs[1]; got.Resource != room || !got.Product.IsZero() {
		t.Errorf("%+v", got)
	}
	rent := *s.have.costs[0]
	l.edit(&rent)
	l.from.SetText("1 Mar 2026")
	l.till.SetText("1 Feb 2026")
	l.save(rent)
	if l.problem["to"] == "" {
		t.Error("it ends before it begins")
	}
	l.till.SetText("")
	l.save(rent)
	l.remove(s.have.costs[1])
	if len(s.have.costs) != 1 || s.have.costs[0].From != crm.NewDate(2026, 3, 1) {
		t.Errorf("%+v", s.have.costs)
	}
}
