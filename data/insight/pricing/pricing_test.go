package pricing_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/pricing"
)

// shop sells one product every week at prices in turn, units a week.
func shop(weeks int, of func(week int) (price crm.Amount, units int64)) *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(1)
	s.Records = append(s.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"})
	for w := range weeks {
		price, units := of(w)
		d := s.Buy(1, insighttest.Day(7*w+2), price*crm.Amount(units))
		d.Lines[0].Quantity, d.Lines[0].Product = crm.Quantity(units*crm.QuantityScale), insighttest.ProductID(1)
		d.Lines[0].UnitCost, d.Lines[0].CostKnown = 4*crm.PriceScale, true
	}
	return s
}

// TestPriceMemory_B12: each price that held is there with the weeks before
// and after, worked out by hand; a week's bargain is none.
func TestPriceMemory_B12(t *testing.T) {
	s := shop(21, func(w int) (crm.Amount, int64) {
		switch {
		case w == 5:
			return 800, 30 // a bargain
		case w < 11:
			return 1000, 10 + 2*int64(w%2)
		}
		return 1200, 8
	})
	r, err := pricing.Ask(context.Background(), s.Snapshot(), pricing.Options{AsOf: insighttest.Day(7*21 - 1)})
	if err != nil || len(r.Rows) != 1 || len(r.Rows[0].Changes) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	c := r.Rows[0].Changes[0]
	if c.Week != insighttest.Day(77) || c.Before != 10*crm.PriceScale || c.After != 12*crm.PriceScale || c.Was.Weeks != 10 || c.Is.Weeks != 10 || c.Is.Units != 8 || *c.Is.Low != 8 {
		t.Errorf("%+v", c)
	}
	if c.Was.Units != 12.8 || *c.Was.Low >= 12.8 || *c.Was.High <= 12.8 { // (12+10+12+10+30+10+12+10+12+10)/10
		t.Errorf("%+v", c.Was)
	}
	// 8 / 12.8 - 1; the weeks since do not vary, so the interval is that of the
	// weeks before: t(9) 2.2622 * .625 * 6.12463 / sqrt(10) / 12.8.
	if e := c.Effect; e == nil || math.Abs(e.Value+.375) > 1e-12 || math.Abs(e.High-e.Value-.213931) > 1e-5 || math.Abs(e.Value-e.Low-.213931) > 1e-5 {
		t.Errorf("%+v", e)
	}
	if m := r.Rows[0].Lately(); m.Weeks != 10 || m.Units != 8 {
		t.Errorf("lately %+v", m)
	}
	levels := r.Rows[0].Levels()
	if len(levels) != 3 || levels[0].Units != 30 || levels[0].Low != nil || levels[2].Price != 12*crm.PriceScale || levels[2].Weeks != 10 {
		t.Errorf("%+v", levels)
	}
	// Nothing is claimed before three prices, two of them for eight weeks.
	if p := r.Rows[0]; p.State != elasticity.Withheld || len(p.Needs) == 0 {
		t.Errorf("%s %v", p.State, p.Needs)
	}
	if _, _, _, why := r.Rows[0].Best(); why != pricing.NotEarned {
		t.Error(why)
	}
}

// TestKnownElasticity_B12: the truth lies within the interval for at least 90
// of 100 seeds, among those that are shown at all.
func TestKnownElasticity_B12(t *testing.T) {
	const truth = -2.0
	held, shown := 0, 0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 7))
		price := crm.Amount(1000)
		s := shop(78, func(w int) (crm.Amount, int64) {
			if w%6 == 0 {
				price = []crm.Amount{850, 1000, 1150, 1300}[rng.IntN(4)]
			}
			return price, max(1, int64(math.Round(200*math.Pow(float64(price)/1000, truth)*math.Exp(.12*rng.NormFloat64()))))
		})
		r, err := pricing.Ask(context.Background(), s.Snapshot(), pricing.Options{AsOf: insighttest.Day(7*78 - 1)})
		if err != nil {
			t.Fatal(err)
		}
		if e := r.Rows[0].Shown; e != nil {
			shown++
			if e.Low <= truth && truth <= e.High {
				held++
			}
			if best, low, high, why := r.Rows[0].Best(); why == "" && (best < low && best < high || best <= 4*crm.PriceScale) {
				t.Errorf("best %d, %d to %d", best, low, high)
			}
		}
	}
	if shown < 90 || float64(held) < .9*float64(shown) {
		t.Errorf("%d shown, %d hold the truth", shown, held)
	}
}

// TestPromotions_000_20: what a promotion sold is not put down to the price
// it was sold at, where the diary tells of it.
func TestPromotions_000_20(t *testing.T) {
	const truth = -1.5
	rng := rand.New(rand.NewPCG(3, 5))
	promo := func(w int) bool { return w%9 == 4 }
	s := shop(90, func(w int) (crm.Amount, int64) {
		price := []crm.Amount{1000, 1100, 1250}[w/6%3]
		mean := 200 * math.Pow(float64(price)/1000, truth)
		if promo(w) {
			price = 800
			mean = 3 * 200 * math.Pow(.8, truth)
		}
		return price, int64(math.Round(mean * math.Exp(.05*rng.NormFloat64())))
	})
	asked := func() *elasticity.Estimate {
		r, err := pricing.Ask(context.Background(), s.Snapshot(), pricing.Options{AsOf: insighttest.Day(7*90 - 1)})
		if err != nil || r.Rows[0].Own == nil {
			t.Fatal(r, err)
		}
		return r.Rows[0].Own
	}
	if e := asked(); e.High >= truth {
		t.Errorf("without the diary %+v", e)
	}
	for w := range 90 {
		if promo(w) {
			s.Records = append(s.Records, &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{'e', byte(w)}}, Type: "own_promo", Title: "Sale", From: insighttest.Day(7 * w), To: insighttest.Day(7*w + 6)})
		}
	}
	if e := asked(); e.Low > truth || e.High < truth {
		t.Errorf("with the diary %+v", e)
	}
}

// A gap of a year, nothing, one sale: no claim, no error, the same answer in
// any order.
func TestThinAndBad(t *testing.T) {
	if r, err := pricing.Ask(context.Background(), (&insighttest.Shop{}).Snapshot(), pricing.Options{}); err != nil || len(r.Rows) != 0 || r.Needs[0].Code != insight.NeedSales {
		t.Error(r, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t)
		o := pricing.Options{AsOf: insighttest.Day(rapid.IntRange(0, 800).Draw(t, "as of"))}
		a, err := pricing.Ask(context.Background(), s.Snapshot(), o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := pricing.Ask(context.Background(), s.Shuffled(t), o)
		if err != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\n%+v", a, b)
		}
	})
}

// An answer that nobody waits for is given up, one that is told goes up to
// its end.
func TestCancelAndProgress(t *testing.T) {
	s := shop(40, func(w int) (crm.Amount, int64) { return 1000, 3 }).Snapshot()
	ctx, cancel := context.WithCancel(context.Background())
	told := []float64{}
	if _, err := pricing.Ask(ctx, s, pricing.Options{Progress: func(done float64) { told = append(told, done) }}); err != nil || !slices.IsSorted(told) || len(told) < 3 || told[len(told)-1] > 1 {
		t.Errorf("told %v, %v", told, err)
	}
	cancel()
	if r, err := pricing.Ask(ctx, s, pricing.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(r, err)
	}
}
