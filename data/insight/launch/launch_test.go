package launch_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/launch"
)

// launches is a shop with ten customers who buy product 1 at 5.00 every ten
// days, and products 2 to 5, launched a hundred days after each other, which
// 1, 2, 3 and 4 of them buy twice in the first 90 days.
func launches() *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(10)
	for p := 1; p <= 5; p++ {
		category := 1 + p/5
		s.Records = append(s.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(p)}, Name: string(rune('A' + p - 1)), Category: insighttest.CategoryID(category)})
	}
	for c := 1; c <= 2; c++ {
		s.Records = append(s.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(c)}, Name: "c"})
	}
	for day := 0; day <= 600; day += 10 {
		for who := 1; who <= 10; who++ {
			buy(s, who, day, 1, 500)
		}
	}
	for p := 2; p <= 5; p++ {
		for who := 1; who < p; who++ {
			buy(s, who, p*100, p, 800)
			buy(s, who, p*100+89, p, 800)
			buy(s, who, p*100+90, p, 800) // the 91st day
		}
	}
	return s
}

func buy(s *insighttest.Shop, who, day, product int, net crm.Amount) {
	s.Buy(who, insighttest.Day(day), net).Lines[0].Product = insighttest.ProductID(product)
}

func ask(t interface {
	Helper()
	Fatal(...any)
}, s *facts.Snapshot, o launch.Options) *launch.Estimate {
	t.Helper()
	x, err := launch.Ask(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAsk_ByHand_004_15(t *testing.T) {
	s := launches().Snapshot()
	x := ask(t, s, launch.Options{AsOf: insighttest.Day(600)})
	if !x.Known || x.Launches != 4 || x.Low != 2 || x.Mid != 5 || x.High != 8 || math.Abs(x.Between-.6) > 1e-12 {
		t.Errorf("%+v", x)
	}
	if g := x.Groups[0]; len(x.Groups) != 1 || g.Code != "_none" || g.Reach != 10 || math.Abs(g.Adoption-.25) > 1e-12 || math.Abs(g.Units-5) > 1e-12 {
		t.Errorf("%+v", x.Groups)
	}
	// E, of another category, is too far to count fully; A was there from the beginning.
	x = ask(t, s, launch.Options{AsOf: insighttest.Day(600), Category: insighttest.CategoryID(1), Low: 500, High: 1000})
	if x.N != 4 || x.Rows[3].Name != "E" || x.Rows[3].Distance != 2 || x.Rows[0].Price != 800 || x.Rows[0].Units != 6*crm.QuantityScale {
		t.Errorf("%+v", x.Rows)
	}
	if want := (2 + 4 + 6 + 8*.25) / 3.25; math.Abs(x.Mid-want) > 1e-12 {
		t.Errorf("%g, want %g", x.Mid, want)
	}
	x = ask(t, s, launch.Options{AsOf: insighttest.Day(600), Category: insighttest.CategoryID(1), High: 700})
	if x.N != 3 || !x.Known || math.Abs(x.Rows[0].Distance-math.Log2(8./7)) > 1e-12 {
		t.Errorf("%+v", x.Rows)
	}
	if low, high := launch.Thirds(s, insighttest.Day(600)); low != 800 || high != 800 {
		t.Errorf("thirds %d and %d", low, high)
	}
}

// Twice the customers today: twice the units.
func TestAsk_FollowsTheReach(t *testing.T) {
	s := launches()
	for who := 11; who <= 20; who++ {
		s.Records = append(s.Records, &crm.Party{Meta: crm.Meta{ID: insighttest.PartyID(who)}, PartyKind: crm.Person, DisplayName: "late"})
		buy(s, who, 595, 1, 500)
	}
	if x := ask(t, s.Snapshot(), launch.Options{AsOf: insighttest.Day(600)}); math.Abs(x.Mid-10) > 1e-9 || x.Groups[0].Reach != 20 {
		t.Errorf("%+v", x)
	}
}

func TestAsk_WithheldWithFewerThanThree(t *testing.T) {
	x := ask(t, launches().Snapshot(), launch.Options{AsOf: insighttest.Day(400)})
	if x.Known || x.N != 2 || x.Needs[0] != (insight.Need{Code: launch.NeedLaunches, Count: 1}) {
		t.Errorf("%+v", x)
	}
	if _, err := launch.Ask(launches().Snapshot(), launch.Options{Low: 5, High: 3}); !errors.Is(err, insight.ErrOptions) {
		t.Error(err)
	}
}

func TestAsk_RandomBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := launch.Options{AsOf: insighttest.Day(rapid.IntRange(0, 800).Draw(t, "as of")), Category: insighttest.CategoryID(rapid.IntRange(1, 3).Draw(t, "category")), Low: 100, High: 900}
		x := ask(t, shop.Snapshot(), o)
		sum := 0.0
		for _, g := range x.Groups {
			sum += g.Units
			if !(g.Adoption >= 0 && g.Adoption <= 1) || g.Reach < 1 {
				t.Fatalf("%+v", g)
			}
		}
		mean, all := 0.0, 0.0
		for _, r := range x.Rows {
			mean, all = mean+r.Estimate*math.Exp2(-r.Distance), all+math.Exp2(-r.Distance)
		}
		mean /= max(all, 1e-9)
		if math.Abs(sum-mean) > 1e-9*(1+mean) || x.Known && math.Abs(x.Mid-sum) > 1e-9*(1+sum) || x.Low > x.Mid || x.Mid > x.High || x.Known != (len(x.Rows) >= launch.Fewest) {
			t.Fatalf("groups %g, analogues %g, %+v", sum, mean, x)
		}
		a, _ := json.Marshal(x)
		if b, _ := json.Marshal(ask(t, shop.Shuffled(t), o)); string(a) != string(b) {
			t.Fatal("another order of records changed the answer")
		}
	})
}
