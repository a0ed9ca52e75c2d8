package slow_test

import (
	"errors"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/slow"
)

// 002-09: no sale in N days, with stock value and margin tied up.
func TestAsk_002_09_ByHand(t *testing.T) {
	var shop insighttest.Shop
	var products []*crm.Product
	add := func(p crm.Product) {
		p.ID, p.Name = insighttest.ProductID(len(products)+1), "product"
		if p.ProductKind == "" {
			p.ProductKind = crm.Good
		}
		products = append(products, &p)
		shop.Records = append(shop.Records, &p)
	}
	cost := []crm.DatedPrice{{Price: 6 * crm.PriceScale}}
	add(crm.Product{Costs: cost, Stock: 10 * crm.QuantityScale, StockOn: insighttest.Day(5)}) // sold two of them since
	add(crm.Product{Costs: cost, Stock: 10 * crm.QuantityScale, StockOn: insighttest.Day(5)}) // sold yesterday
	add(crm.Product{})                                                                        // never sold, not counted
	add(crm.Product{ProductKind: crm.Service})
	add(crm.Product{Inactive: true})
	add(crm.Product{Launched: insighttest.Day(150)})
	sell := func(g, day int) {
		shop.Buy(0, insighttest.Day(day), 2000).Lines[0] = crm.Line{Product: insighttest.ProductID(g), Quantity: 2 * crm.QuantityScale, Net: 2000, UnitCost: 6 * crm.PriceScale, CostKnown: true}
	}
	sell(1, 2)
	sell(1, 20)
	sell(2, 199)
	r, err := slow.Ask(shop.Snapshot(), slow.Options{AsOf: insighttest.Day(200), Products: products})
	if err != nil || r.N != 3 || len(r.Rows) != 2 || r.Coverage != .5 || len(r.Needs) != 1 || r.Needs[0] != (insight.Need{Code: slow.NeedStock, Count: 1}) {
		t.Fatalf("%+v %v", r, err)
	}
	// Eight at 6.00 lie there; each would leave 4.00.
	first := r.Rows[0]
	if first.ID != products[0].ID || first.Last != insighttest.Day(20) || first.Stock != 8*crm.QuantityScale || *first.Value != 4800 || *first.Margin != 3200 || r.Value != 4800 || r.Margin != 3200 {
		t.Errorf("%+v", first)
	}
	if never := r.Rows[1]; never.Last != 0 || never.Value != nil || never.Margin != nil {
		t.Errorf("%+v", never)
	}
	for days, want := range map[int]int{180: 2, 181: 1} {
		if r, _ = slow.Ask(shop.Snapshot(), slow.Options{AsOf: insighttest.Day(200), Days: days, Products: products}); len(r.Rows) != want {
			t.Errorf("%d days: %d goods", days, len(r.Rows))
		}
	}
	if _, err := slow.Ask(shop.Snapshot(), slow.Options{Days: -1}); !errors.Is(err, insight.ErrOptions) {
		t.Error(err)
	}
}
