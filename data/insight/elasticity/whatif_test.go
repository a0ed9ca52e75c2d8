package elasticity_test

import (
	"math"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/elasticity"
)

func TestTry(t *testing.T) {
	p := elasticity.Product{State: elasticity.Association, Shown: &elasticity.Estimate{Value: -2, Low: -3, High: -1.5}, PriceLow: 90_000, PriceHigh: 120_000}
	w, ok := p.Try(100_000, 200_000, 50_000)
	if !ok || w.Seen {
		t.Fatalf("%+v %v", w, ok)
	}
	near(t, "units", w.Units.Value, .25, 1e-12)
	near(t, "units, low", w.Units.Low, .125, 1e-12)
	near(t, "left", w.Left.Value, .75, 1e-12)
	near(t, "left, low", w.Left.Low, .375, 1e-12)
	if w, ok = p.Try(100_000, 95_000, 50_000); !ok || !w.Seen || !(w.Units.Low < w.Units.Value && w.Units.Value < w.Units.High) || w.Units.Low <= 1 {
		t.Errorf("%+v %v", w, ok)
	}
	if w, ok = p.Try(100_000, 110_000, 100_000); !ok || w.Left != nil {
		t.Errorf("%+v %v", w, ok)
	}
	if _, ok = p.Try(100_000, 1, 0); ok {
		t.Error("a price of nothing was taken for a price")
	}
	best, low, high, ok := p.Best(60_000)
	if !ok || best != 120_000 || low != 90_000 || high != 180_000 {
		t.Error(best, low, high, ok)
	}
	p.Shown.High = -.9
	if _, _, _, ok = p.Best(60_000); ok {
		t.Error("best price though the interval holds -1")
	}
	p.State = elasticity.NoEffect
	if _, ok = p.Try(100_000, crm.Price(90_000), 0); ok {
		t.Error("what if without an association")
	}
}

// One store and one brand asked as an owner would: weeks, prices, units.
func TestAsk_OneStoreOneBrand(t *testing.T) {
	f := reference(t, "oj_brands_1_5_10.csv.gz")
	f = f.where(func(i int) bool { return f.text(i, "store") == "2" && f.text(i, "brand") == "1" })
	units, price, _ := juice(f)
	var obs []elasticity.Obs
	for i := range f.rows {
		obs = append(obs, elasticity.Obs{Period: int(f.number(i, "week")), Product: "tropicana", Price: crm.Price(math.Exp(price[i]) * crm.PriceScale),
			Quantity: crm.Quantity(math.Exp(units[i]) * crm.QuantityScale), Controls: []float64{f.number(i, "deal"), f.number(i, "feat")}})
	}
	p := ask(t, obs).Products[0]
	if p.State != elasticity.Association || p.Rows != 110 || p.Shown.Value > -1 || p.Shown.Value < -2.6 {
		t.Errorf("%+v %+v", p, p.Shown)
	}
}
