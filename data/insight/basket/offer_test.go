package basket_test

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
)

// 30 customers buy beans. Of the 20 regulars among them 15 have bought
// biscotti as well, of the 10 others none.
func offerShop() (*insighttest.Shop, []string) {
	var shop insighttest.Shop
	shop.Customers(31)
	products(&shop, "Beans", "Biscotti", "Tea")
	segments := make([]string, 31)
	for i := 1; i <= 30; i++ {
		sell(&shop, i, i, 1)
		if i <= 15 {
			sell(&shop, i, 40+i, 1, 2)
		}
		if i <= 20 {
			segments[i-1] = "regular"
		}
	}
	for day := range 40 {
		sell(&shop, 31, day, 2, 3)
	}
	return &shop, segments
}

func TestOffers_ByHand(t *testing.T) {
	shop, segments := offerShop()
	s := shop.Snapshot()
	r := ask(t, s, basket.Options{})
	var rule basket.Row
	for _, row := range r.Rows {
		if row.Then.Name == "Biscotti" && row.If[0].Name == "Beans" {
			rule = row
		}
	}
	a, err := basket.Offers(s, basket.Options{}, []basket.Row{rule}, segments)
	if err != nil || len(a.Rows) != 5 || a.N != 5 {
		t.Fatalf("%+v %v", a, err)
	}
	// Customer 20 bought last of the five regulars without biscotti; the ten others are too few to tell.
	if top := a.Rows[0]; top.ID != insighttest.PartyID(20) || top.Likelihood != .75 || top.N != 20 || top.Segment != "regular" || top.Last != insighttest.Day(20) {
		t.Errorf("%+v", top)
	}
	if a, _ = basket.Offers(s, basket.Options{}, []basket.Row{rule}, nil); len(a.Rows) != 15 || a.Rows[0].Likelihood != .5 || a.Rows[0].N != 30 {
		t.Errorf("all alike: %+v", a)
	}
	if a, _ = basket.Offers(s, basket.Options{AsOf: insighttest.Day(12)}, []basket.Row{rule}, nil); len(a.Rows) != 0 || len(a.Needs) != 1 || a.Needs[0] != (insight.Need{Code: basket.NeedSimilar, Count: 8}) {
		t.Errorf("early: %+v", a)
	}
}

func TestOffers_Options(t *testing.T) {
	shop, _ := offerShop()
	s := shop.Snapshot()
	rows := ask(t, s, basket.Options{}).Rows
	if _, err := basket.Offers(s, basket.Options{}, rows, nil); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("rules with different ends: %v", err)
	}
	if a, err := basket.Offers(s, basket.Options{}, nil, nil); err != nil || len(a.Rows) != 0 {
		t.Errorf("no rules: %+v %v", a, err)
	}
}

func TestOffers_OrderOfRecordsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		at := rapid.IntRange(0, 20).Draw(t, "rule")
		text := func(shop *insighttest.Shop, shuffle bool) string {
			s := shop.Snapshot()
			if shuffle {
				s = shop.Shuffled(t)
			}
			r, err := basket.Ask(s, basket.Options{Support: .01})
			if err != nil || len(r.Rows) == 0 {
				return ""
			}
			first := r.Rows[at%len(r.Rows)]
			var rules []basket.Row
			for _, row := range r.Rows {
				if row.Then.ID == first.Then.ID {
					rules = append(rules, row)
				}
			}
			a, err := basket.Offers(s, basket.Options{}, rules, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range a.Rows {
				if o.Likelihood < 0 || o.Likelihood > 1 || o.N < basket.LeastSimilar || !s.Party.Live[o.Party] {
					t.Fatalf("%+v", o)
				}
			}
			j, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			return string(j)
		}
		if a, b := text(shop, false), text(shop, true); a != b {
			t.Fatalf("\n%s\n%s", a, b)
		}
	})
}
