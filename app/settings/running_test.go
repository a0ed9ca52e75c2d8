package settings

import (
	"testing"

	"regulars/data/crm"
)

// A cost is entered, refused when unclear, ended, and taken away; what it
// concerns stays.
func TestRunningCosts_000_21(t *testing.T) {
	s := newShop(t)
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
	product := crm.NewID()
	l.save(crm.CostItem{Product: product})
	if len(s.have.costs) != 2 || s.have.costs[1].CostKind != crm.VariableCost || s.have.costs[1].Amount != 14000 || s.have.costs[1].Product != product {
		t.Fatalf("%+v, %v", s.have.costs, l.problem)
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
