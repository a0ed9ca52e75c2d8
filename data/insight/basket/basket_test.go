package basket_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
)

// sell adds a sale of one piece of each product at 10.00, cost 4.00 for
// product 1 and 7.00 for the others.
func sell(shop *insighttest.Shop, party, day int, products ...int) *crm.SalesDocument {
	d := shop.Buy(party, insighttest.Day(day), 1000)
	d.Lines = nil
	for _, p := range products {
		cost := crm.Price(7 * crm.PriceScale)
		if p == 1 {
			cost = 4 * crm.PriceScale
		}
		d.Lines = append(d.Lines, crm.Line{Product: insighttest.ProductID(p), Quantity: crm.QuantityScale, Net: 1000, UnitCost: cost, CostKnown: true})
	}
	return d
}

func products(shop *insighttest.Shop, names ...string) {
	for i, name := range names {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(i + 1)}, Name: name})
	}
}

// 100 baskets: 30 of beans and biscotti, 10 of beans, 10 of biscotti, 50 of tea.
func coffeeShop() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(1)
	products(&shop, "Beans", "Biscotti", "Tea")
	for i := range 100 {
		switch {
		case i < 30:
			sell(&shop, 0, i, 1, 2)
		case i < 40:
			sell(&shop, 0, i, 1)
		case i < 50:
			sell(&shop, 0, i, 2)
		default:
			sell(&shop, 0, i, 3)
		}
	}
	return &shop
}

func ask(t testing.TB, s *facts.Snapshot, o basket.Options) *basket.Result {
	t.Helper()
	r, err := basket.Ask(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAsk_ByHand(t *testing.T) {
	shop := coffeeShop()
	back := shop.Buy(0, insighttest.Day(3), -1000) // a return is no basket
	back.Lines[0].Product = insighttest.ProductID(3)
	r := ask(t, shop.Snapshot(), basket.Options{})
	if r.N != 100 || r.Items != 3 || r.Mixed != 30 || r.MinCount != 10 || r.Itemsets != 4 || r.RuleCount != 2 || r.Telling != 2 || len(r.Needs) != 0 {
		t.Fatalf("%+v", r)
	}
	// Both rules have count 30, confidence .75, lift .75/.4 = 1.875; beans
	// earn 6.00 and biscotti 3.00, so taking beans along is worth more.
	first := r.Rows[0]
	if first.Then.Name != "Beans" || first.If[0].Name != "Biscotti" || first.Count != 30 || first.Confidence != .75 || first.Lift != 1.875 || first.Worth != 600 || !first.WorthKnown || first.Score != 1125 {
		t.Errorf("%+v", first)
	}
	if r.Rows[1].Worth != 300 || r.Rows[1].P != first.P || first.Q != first.P {
		t.Errorf("%+v", r.Rows[1])
	}
	docs := r.Records(first)
	if len(docs) != 30 {
		t.Errorf("%d records of a rule with 30 baskets", len(docs))
	}
	if r := ask(t, shop.Snapshot(), basket.Options{Window: 70, AsOf: insighttest.Day(99)}); r.N != 70 || len(r.Rows) != 0 {
		t.Errorf("the last 70 days hold no pair: %+v", r)
	}
}

// On one day a customer buys beans, and biscotti on another paper.
func TestAsk_SameDay(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(2)
	products(&shop, "Beans", "Biscotti")
	for day := range 40 {
		sell(&shop, 1, day, 1)
		sell(&shop, 2, day, 2)
		sell(&shop, 1, day, 2, 2)
		sell(&shop, 0, day, 1)
		sell(&shop, 0, day, 2)
	}
	apart, joined := ask(t, shop.Snapshot(), basket.Options{}), ask(t, shop.Snapshot(), basket.Options{SameDay: true})
	if apart.N != 200 || apart.Mixed != 0 || len(apart.Rows) != 0 {
		t.Errorf("by document: %+v", apart.Rows)
	}
	if joined.N != 160 || joined.Mixed != 40 || len(joined.Rows) != 2 || joined.Rows[0].Count != 40 || len(joined.Records(joined.Rows[0])) != 80 {
		t.Errorf("by day: %d baskets, %+v", joined.N, joined.Rows)
	}
}

func TestAsk_Categories(t *testing.T) {
	var shop insighttest.Shop
	products(&shop, "Beans", "Biscotti", "Tea")
	shop.Records[0].(*crm.Product).Category = insighttest.CategoryID(1)
	shop.Records[2].(*crm.Product).Category = insighttest.CategoryID(1)
	shop.Records[1].(*crm.Product).Category = insighttest.CategoryID(2)
	for i := range 2 {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(i + 1)}, Name: []string{"Drinks", "Sweets"}[i]})
	}
	for day := range 20 {
		sell(&shop, 0, day, 1, 2)
		sell(&shop, 0, day, 3, 2)
		sell(&shop, 0, day, 1, 3)
	}
	r := ask(t, shop.Snapshot(), basket.Options{By: basket.Category})
	if r.N != 60 || r.Items != 2 || len(r.Rows) != 2 || r.Rows[0].Count != 40 || r.Telling != 0 {
		t.Errorf("%+v", r)
	}
}

func TestAsk_ThinBooks(t *testing.T) {
	var one, once, priceless insighttest.Shop
	one.Customers(1)
	products(&one, "Beans", "Biscotti")
	sell(&one, 1, 0, 1, 2)
	products(&once, "Beans", "Biscotti")
	for range 15 {
		sell(&once, 0, 0, 1, 2)
	}
	products(&priceless, "Beans", "Biscotti")
	for range 15 {
		d := sell(&priceless, 0, 0, 1, 2)
		d.Lines[0].CostKnown, d.Lines[1].CostKnown = false, false
	}
	for name, c := range map[string]struct {
		shop *insighttest.Shop
		need string
		rows int
	}{"empty": {&insighttest.Shop{}, insight.NeedSales, 0}, "one sale": {&one, basket.NeedBaskets, 0}, "all on one day": {&once, basket.NeedBaskets, 2}, "no costs": {&priceless, basket.NeedBaskets, 2}} {
		r := ask(t, c.shop.Snapshot(), basket.Options{})
		if len(r.Needs) == 0 || r.Needs[0].Code != c.need || len(r.Rows) != c.rows || r.Telling != 0 {
			t.Errorf("%s: %+v", name, r)
		}
		finite(t, r)
	}
	if r := ask(t, priceless.Snapshot(), basket.Options{}); r.Rows[0].Worth != 1000 || r.Rows[0].WorthKnown || r.Needs[1] != (insight.Need{Code: insight.NeedCosts, Count: 2}) {
		t.Errorf("without costs: %+v", r)
	}
}

func finite(t testing.TB, r *basket.Result) {
	t.Helper()
	for _, row := range r.Rows {
		for _, v := range []float64{row.Support, row.Confidence, row.Lift, row.P, row.Q, row.Score} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%+v", row)
			}
		}
	}
	if _, err := json.Marshal(r); err != nil {
		t.Fatal(err)
	}
}

// Wholesale baskets of everything: 2^25 sets would fit the support asked for.
func TestAsk_TooMuchTogether(t *testing.T) {
	var shop insighttest.Shop
	names := make([]string, 25)
	all := make([]int, 25)
	for i := range all {
		all[i] = i + 1
	}
	products(&shop, names...)
	for day := range 12 {
		sell(&shop, 0, day, all...)
	}
	r := ask(t, shop.Snapshot(), basket.Options{Support: .01})
	if len(r.Rows) != 0 || r.Needs[0].Code != basket.NeedSupport || r.MinCount <= 12 {
		t.Errorf("%d rules, least count %d, %v", len(r.Rows), r.MinCount, r.Needs)
	}
}

func TestAsk_OrderOfRecordsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := basket.Options{By: rapid.SampledFrom([]basket.By{basket.Product, basket.Category}).Draw(t, "by"), Support: .03, SameDay: rapid.Bool().Draw(t, "same day")}
		a, err := basket.Ask(shop.Snapshot(), o)
		b, err2 := basket.Ask(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		x, err := json.Marshal(a)
		y, _ := json.Marshal(b)
		if err != nil || string(x) != string(y) {
			t.Fatalf("%v\n%s\n%s", err, x, y)
		}
		for _, row := range a.Rows {
			if docs := a.Records(row); len(docs) < row.Count || !o.SameDay && len(docs) != row.Count {
				t.Fatalf("%d records, %+v", len(docs), row)
			}
		}
	})
}

func TestAsk_Options(t *testing.T) {
	for _, o := range []basket.Options{{By: "size"}, {Window: -1}, {Support: -.1}, {Support: 1.1}, {Confidence: 2}, {Support: math.NaN()}, {MaxLen: 1}, {MaxLen: -1}} {
		if _, err := basket.Ask(coffeeShop().Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
