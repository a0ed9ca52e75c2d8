package costing_test

import (
	"context"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/costing"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
)

func item(n byte, kind crm.CostKind, driver string, amount crm.Price) *crm.CostItem {
	return &crm.CostItem{Meta: crm.Meta{ID: crm.ID{'k', n}}, Name: driver, CostKind: kind, Driver: driver, Amount: amount}
}

// sell adds a paid sale of so many units at a price, both whole, each of which
// cost 4.
func sell(s *insighttest.Shop, day int, units, price int64) *crm.SalesDocument {
	d := s.Buy(1, insighttest.Day(day), crm.Amount(units*price*100))
	d.Lines[0].Quantity, d.Lines[0].Product = crm.Quantity(units*crm.QuantityScale), insighttest.ProductID(1)
	d.Lines[0].UnitCost, d.Lines[0].CostKnown = 4*crm.PriceScale, true
	return d
}

// TestCosts_000_21 is worked out by hand: March 2024, 30 units at 10 in 3
// sales by one customer, goods 4 each, 2 % fees, .50 an order, .10 a unit;
// rent 62 a month.
func TestCosts_000_21(t *testing.T) {
	s := &insighttest.Shop{}
	s.Customers(1)
	s.Records = append(s.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"},
		item(1, crm.FixedCost, "month", 62*crm.PriceScale), item(2, crm.VariableCost, "percent", 2*crm.PriceScale),
		item(3, crm.VariableCost, "order", crm.PriceScale/2), item(4, crm.VariableCost, "unit", crm.PriceScale/10),
		item(5, crm.VariableCost, "customer", crm.PriceScale))
	for _, day := range []int{4, 13, 23} { // 1, 10 and 20 March
		sell(s, day, 10, 10)
	}
	r, err := costing.Ask(s.Snapshot(), costing.Options{AsOf: crm.NewDate(2024, 3, 31)})
	if err != nil || len(r.Rows) != 1 {
		t.Fatal(r, err)
	}
	// 300 - 120 - 6 - 1.50 - 3 - 1 = 168.50
	if c := r.Total; c.Net != 30000 || c.Goods != 12000 || c.Items != 1150 || c.Contribution != 16850 || r.Fixed != 6200 || r.Profit != 10650 {
		t.Errorf("%+v fixed %d profit %d", c, r.Fixed, r.Profit)
	}
	row := r.Rows[0]
	if row.Price != 10*crm.PriceScale || row.Variable != 43833 || row.Left != 56167 || !row.Known {
		t.Errorf("%+v", row)
	}
	// 56.17 by the 1st, 112.33 by the 10th: covered on the 10th.
	if r.EvenDay != 10 || r.Whole != 1 || *r.EvenRevenue != 11039 || r.Coverage != 1 || len(r.Needs) != 0 {
		t.Errorf("day %d, whole %d, revenue %d, coverage %f, needs %v", r.EvenDay, r.Whole, *r.EvenRevenue, r.Coverage, r.Needs)
	}
	near(t, "safety", *r.Safety, 1-62/168.5)
	near(t, "leverage", *r.Leverage, 168.5/106.5)
	near(t, "units", *r.EvenUnits, 30*62/168.5)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if d := got - want; d > 1e-9 || d < -1e-9 {
		t.Errorf("%s %v, want %v", what, got, want)
	}
}

// A month that has half passed bears half its rent, and a rent that ended none.
func TestFixedByTheDay(t *testing.T) {
	s := &insighttest.Shop{}
	s.Customers(1)
	ended := item(2, crm.FixedCost, "month", 300*crm.PriceScale)
	ended.To = crm.NewDate(2024, 4, 10)
	s.Records = append(s.Records, item(1, crm.FixedCost, "month", 60*crm.PriceScale), ended)
	sell(s, 4, 1, 10)
	r, err := costing.Ask(s.Snapshot(), costing.Options{AsOf: crm.NewDate(2024, 4, 15)})
	if err != nil || len(r.Months) != 2 || r.Fixed != 6000+3000+30000+10000 || r.Months[1].Fixed != 13000 {
		t.Errorf("%d %+v %v", r.Fixed, r.Months, err)
	}
}

// TestCoverage_000_21: from more than one unit in twenty of unknown cost on it is said.
func TestCoverage_000_21(t *testing.T) {
	for unknown, want := range map[int64]bool{0: true, 5: true, 6: false, 95: false} {
		s := &insighttest.Shop{}
		s.Customers(1)
		sell(s, 4, 100-unknown, 10)
		if unknown > 0 {
			sell(s, 5, unknown, 10).Lines[0].CostKnown = false
		}
		r, err := costing.Ask(s.Snapshot(), costing.Options{})
		if err != nil || r.Covered() != want || want == has(r, insight.NeedCosts) {
			t.Errorf("%d unknown: %f %v %v", unknown, r.Coverage, r.Needs, err)
		}
	}
}

func has(r *costing.Result, code string) bool {
	for _, n := range r.Needs {
		if n.Code == code {
			return true
		}
	}
	return false
}

// Costs of one product, category or resource stay there.
func TestScopes(t *testing.T) {
	s := &insighttest.Shop{}
	s.Customers(1)
	child := &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(2)}, Name: "Green", Parent: insighttest.CategoryID(1)}
	s.Records = append(s.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(1)}, Name: "Tea"}, child,
		&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Sencha", Category: child.ID},
		&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(2)}, Name: "Cup"})
	of, under, room := item(1, crm.VariableCost, "unit", crm.PriceScale), item(2, crm.VariableCost, "unit", crm.PriceScale), item(3, crm.VariableCost, "slot", 7*crm.PriceScale)
	res := &crm.Resource{Meta: crm.Meta{ID: crm.ID{'r'}}, Name: "Room", ResourceKind: "room", Units: 2}
	of.Product, under.Category, room.Resource = insighttest.ProductID(2), insighttest.CategoryID(1), res.ID
	s.Records = append(s.Records, of, under, room, res, &crm.Booking{Meta: crm.Meta{ID: crm.ID{'b'}}, Resource: res.ID, Start: insighttest.Day(5), End: insighttest.Day(8),
		Units: 2, Net: 60000, Status: crm.BookingSeated})
	sell(s, 4, 3, 10)
	sell(s, 4, 5, 10).Lines[0].Product = insighttest.ProductID(2)
	r, err := costing.Ask(s.Snapshot(), costing.Options{AsOf: insighttest.Day(10)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]crm.Amount{}
	for _, row := range r.Rows {
		got[row.Name] = row.Items
	}
	if want := map[string]crm.Amount{"Sencha": 300, "Cup": 500, "Room": 4200}; !reflect.DeepEqual(got, want) || r.Unallocated != 0 {
		t.Errorf("%v, want %v; %d unallocated", got, want, r.Unallocated)
	}
	if r.Total.Contribution != 1800-300+3000-500+60000-4200 {
		t.Error(r.Total.Contribution)
	}
}

// TestReconciles: the rows and months add up to the total, and the total is
// the contribution of package profit less the items, to the minor unit; the
// order of records is of no account.
func TestReconciles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t)
		for n, driver := range []string{"unit", "order", "customer", "hour", "km", "percent"} {
			it := item(byte(n), crm.VariableCost, driver, crm.Price(rapid.IntRange(0, 70000).Draw(t, driver)))
			switch rapid.IntRange(0, 2).Draw(t, "scope") {
			case 1:
				it.Product = insighttest.ProductID(2)
			case 2:
				it.Category = insighttest.CategoryID(1)
			}
			s.Records = append(s.Records, it)
		}
		s.Records = append(s.Records, item(9, crm.FixedCost, "month", crm.Price(rapid.IntRange(0, 9_000_000).Draw(t, "rent"))))
		o := costing.Options{AsOf: insighttest.Day(rapid.IntRange(0, 800).Draw(t, "as of")), Bands: rapid.Bool().Draw(t, "bands"),
			By:      rapid.SampledFrom([]costing.By{costing.Product, costing.Category, costing.Segment, costing.Group, costing.Channel}).Draw(t, "by"),
			Reading: insight.Reading{Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
		facts := s.Snapshot()
		r, err := costing.Ask(facts, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Rows) == 0 {
			return
		}
		p, err := profit.Ask(context.Background(), facts, profit.Options{AsOf: o.AsOf, From: r.From, By: profit.All, Reading: o.Reading})
		if err != nil {
			t.Fatal(err)
		}
		var items, rows, months, revenue, fixed crm.Amount
		for _, it := range r.Items {
			if it.Kind == crm.VariableCost {
				items += it.Amount
			}
		}
		for _, row := range r.Rows {
			rows += row.Contribution
		}
		for _, m := range r.Months {
			months, revenue, fixed = months+m.Contribution, revenue+m.Revenue, fixed+m.Fixed
		}
		if c := r.Total.Contribution; c != p.Total.Contribution-items || c != rows-r.Unallocated || c != months || r.Total.Net != p.Total.Net || revenue != r.Total.Net || fixed != r.Fixed {
			t.Fatalf("contribution %d: profit %d less %d, rows %d less %d, months %d; net %d and %d; fixed %d and %d", c, p.Total.Contribution, items, rows, r.Unallocated, months,
				r.Total.Net, p.Total.Net, fixed, r.Fixed)
		}
		again, err := costing.Ask(s.Shuffled(t), o)
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Fatalf("another order, another answer: %+v\n%+v", r, again)
		}
	})
}

func TestBadAndThin(t *testing.T) {
	none := &insighttest.Shop{}
	if r, err := costing.Ask(none.Snapshot(), costing.Options{}); err != nil || !has(r, insight.NeedSales) || len(r.Rows) != 0 {
		t.Error(r, err)
	}
	if _, err := costing.Ask(none.Snapshot(), costing.Options{By: "weather"}); err == nil {
		t.Error("unknown rows")
	}
	gift := &insighttest.Shop{}
	gift.Customers(1)
	sell(gift, 2, 3, 0)
	sell(gift, 3, 1, 1).Lines[0].UnitCost = 5 * crm.PriceScale
	r, err := costing.Ask(gift.Snapshot(), costing.Options{})
	if err != nil || r.EvenRevenue != nil || r.Safety != nil || !has(r, costing.NeedContribution) || !has(r, costing.NeedCostItems) || !has(r, costing.NeedWholeMonth) {
		t.Error(r, err)
	}
}

// Of a house without a sale the day is that of its last guest.
func TestBookingsAlone_000_21(t *testing.T) {
	s := &insighttest.Shop{}
	res := &crm.Resource{Meta: crm.Meta{ID: crm.ID{'r'}}, Name: "Room", ResourceKind: "room", Units: 2}
	s.Records = append(s.Records, res, &crm.Booking{Meta: crm.Meta{ID: crm.ID{'b'}}, Resource: res.ID, Start: insighttest.Day(5), End: insighttest.Day(6),
		Units: 2, Net: 60000, BookedOn: insighttest.Day(1), Status: crm.BookingSeated})
	r, err := costing.Ask(s.Snapshot(), costing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.AsOf != insighttest.Day(5) || r.Total.Net != 60000 {
		t.Errorf("as of %s: %d", r.AsOf, r.Total.Net)
	}
}
