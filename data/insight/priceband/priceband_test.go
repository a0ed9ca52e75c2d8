package priceband_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/priceband"
)

func ask(t testing.TB, s *facts.Snapshot, o priceband.Options) *priceband.Result {
	t.Helper()
	r, err := priceband.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Three creams at 10, 30 and 90, sold equally often; 30 spa guests who take
// the dear one 24 times of 30, and 60 walkers who share the rest.
func skincare(dear int) *facts.Snapshot {
	var shop insighttest.Shop
	shop.Customers(90)
	shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(1)}, Name: "Cream"})
	for g := 1; g <= 3; g++ {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: fmt.Sprint("Cream ", g), Category: insighttest.CategoryID(1)})
	}
	left := [3]int{30, 30, 30}
	for i := 1; i <= 90; i++ {
		shop.Records[i-1].(*crm.Party).Group = "walker"
		g := 0
		if i <= 30 {
			shop.Records[i-1].(*crm.Party).Group = "spa"
			if i <= dear {
				g = 2
			}
		}
		for left[g] == 0 {
			g++
		}
		left[g]--
		shop.Buy(i, insighttest.Day(i), []crm.Amount{1000, 3000, 9000}[g]).Lines[0].Product = insighttest.ProductID(g + 1)
	}
	return shop.Snapshot()
}

// 002-15: lift = P(band given segment) / P(band), bold from 20 customers on
// and if the interval excludes 1.
func TestAsk_002_15_ByHand(t *testing.T) {
	r := ask(t, skincare(24), priceband.Options{By: priceband.Group})
	if r.N != 90 || r.Lines != [3]int{30, 30, 30} || r.Categories != 1 || len(r.Rows) != 6 || r.Coverage != 1 {
		t.Fatalf("%+v", r)
	}
	best, ok := r.Strongest()
	if !ok || best.Group != "spa" || best.Band != priceband.High || best.Lines != 24 || best.Of != 30 || best.Customers != 30 || math.Abs(best.Lift.Value-2.4) > 1e-12 {
		t.Fatalf("%+v", best)
	}
	// Worked by hand: the squares about the own share sum up to 4.8 for the
	// 30 guests (24 of 30) and to 5.4 for the 60 others (6 of 60).
	half := 1.96 * math.Sqrt(4.8*(1./24-1./30)*(1./24-1./30)+5.4/900)
	if math.Abs(best.Lift.Low-2.4*math.Exp(-half)) > 1e-9 || math.Abs(best.Lift.High-2.4*math.Exp(half)) > 1e-9 {
		t.Errorf("%+v, want %f", best.Lift, half)
	}
	docs, err := r.Records(skincare(24), priceband.Options{By: priceband.Group}, "spa", priceband.High)
	if err != nil || len(docs) != 24 {
		t.Error(docs, err)
	}
	// With a third of the dear ones nobody prefers anything.
	if best, ok := ask(t, skincare(10), priceband.Options{By: priceband.Group}).Strongest(); ok && best.Band == priceband.High {
		t.Errorf("%+v", best)
	}
}

// With one purchase each, group against the rest is the interval of Katz.
func TestAsk_IntervalIsThatOfKatz(t *testing.T) {
	r := ask(t, skincare(24), priceband.Options{By: priceband.Group})
	var spa, rest priceband.Row
	for _, row := range r.Rows {
		if row.Band == priceband.High && row.Group == "spa" {
			spa = row
		} else if row.Band == priceband.High {
			rest = row
		}
	}
	// The lift against everybody is f x ratio against the rest; its log has
	// the slope (share of the rest's dear lines) in that of the ratio.
	katz := math.Sqrt(1./24 - 1./30 + 1./float64(rest.Lines) - 1./float64(rest.Of))
	slope := float64(rest.Lines) / float64(rest.Lines+spa.Lines)
	half := math.Log(spa.Lift.High / spa.Lift.Value)
	if math.Abs(half-1.96*katz*slope) > 1e-9 {
		t.Errorf("%f, Katz %f", half, 1.96*katz*slope)
	}
}

func TestAsk_ThinAndWrong(t *testing.T) {
	r := ask(t, (&insighttest.Shop{}).Snapshot(), priceband.Options{})
	if len(r.Rows) != 0 || len(r.Needs) != 1 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("%+v", r)
	}
	var shop insighttest.Shop
	shop.Customers(2)
	shop.Buy(1, insighttest.Day(1), 500)
	if r = ask(t, shop.Snapshot(), priceband.Options{}); len(r.Rows) != 0 || r.Needs[0].Code != priceband.NeedPrices {
		t.Errorf("%+v", r)
	}
	for _, o := range []priceband.Options{{By: "size"}, {Window: -1}} {
		if _, err := priceband.Ask(context.Background(), shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// Lines add up over the groups, a lift averages to one over them, nothing is
// ever NaN, and the order of records is of no account.
func TestAsk_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := priceband.Options{By: rapid.SampledFrom([]priceband.By{priceband.Segment, priceband.Group}).Draw(t, "by")}
		text := func(s *facts.Snapshot) (*priceband.Result, string) {
			r, err := priceband.Ask(context.Background(), s, o)
			if err != nil {
				t.Fatal(err)
			}
			j, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			return r, string(j)
		}
		s := shop.Snapshot()
		r, a := text(s)
		if _, b := text(shop.Shuffled(t)); a != b {
			t.Fatalf("\n%s\n%s", a, b)
		}
		var lines [3]int
		var mean [3]float64
		for _, row := range r.Rows {
			lines[row.Band] += row.Lines
			if row.Lift == nil {
				continue
			}
			mean[row.Band] += row.Lift.Value * float64(row.Of) / float64(r.Lines[0]+r.Lines[1]+r.Lines[2])
			if row.Lift.Low > row.Lift.Value || row.Lift.High < row.Lift.Value || row.Telling && row.Customers < priceband.Least {
				t.Fatalf("%+v", row)
			}
			docs, err := r.Records(s, o, row.Group, row.Band)
			if err != nil || len(docs) == 0 || len(docs) > row.Lines {
				t.Fatalf("%+v: %d documents, %v", row, len(docs), err)
			}
		}
		if lines != r.Lines {
			t.Fatalf("%v, want %v", lines, r.Lines)
		}
		for band, n := range lines {
			if n > 0 && math.Abs(mean[band]-1) > 1e-9 {
				t.Fatalf("mean lift %f", mean[band])
			}
		}
	})
}

func BenchmarkBands(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := priceband.Ask(context.Background(), s, priceband.Options{}); err != nil || len(r.Rows) == 0 {
			b.Fatal(err)
		}
	}
}
