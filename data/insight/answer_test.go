package insight_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/newreturning"
	"regulars/data/insight/rfm"
	"regulars/data/insight/rhythm"
	"regulars/data/insight/value"
)

// The form of an answer is a contract with whoever reads the terminal.
func TestAnswer_JSON(t *testing.T) {
	a := insight.New[int]("segments", "rule_quantile", "EUR", crm.NewDate(2011, 12, 10))
	a.Need(insight.NeedCosts, 0)
	empty, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"question":"segments","as_of":"2011-12-10","method":"rule_quantile","n":0,"coverage":0,"needs":[],"currency":"EUR","rows":[]}`
	if string(empty) != want {
		t.Errorf("got  %s\nwant %s", empty, want)
	}
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Buy(1, insighttest.Day(0), 100)
	x, err := rfm.Score(shop.Snapshot(), rfm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	row, err := json.Marshal(x.Segments().Rows[3])
	if want := `{"segment":"new","customers":1,"net_minor":100,"r":0,"f":1,"m":100}`; err != nil || string(row) != want {
		t.Errorf("got  %s\nwant %s", row, want)
	}
}

// Type 1 of Hyndman and Fan: the least value with at least the share below or at it.
func TestQuantile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 30).Draw(t, "values")
		slices.Sort(values)
		num, den := rapid.IntRange(0, 4).Draw(t, "num"), 4
		want := values[0]
		for _, v := range values {
			atMost := 0
			for _, o := range values {
				if o <= v {
					atMost++
				}
			}
			if atMost*den >= num*len(values) {
				want = v
				break
			}
		}
		if got := insight.Quantile(values, num, den); got != want {
			t.Fatalf("%d/%d of %v: %d, want %d", num, den, values, got, want)
		}
	})
	if insight.Median([]int{}) != 0 || insight.Median([]int{1, 2}) != 1 {
		t.Error("median of none, or of two")
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        float64
	}{{1, 4, .25}, {0, 0, 0}, {5, 0, 0}, {-1, 4, 0}, {5, 4, 1}, {1, -4, 0}} {
		if got := insight.Ratio(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %v, want %v", c.part, c.whole, got, c.want)
		}
	}
}

// A credit note, a return line and a gift are no purchases; unknown cost is
// not zero cost.
func TestReading_Of(t *testing.T) {
	var shop insighttest.Shop
	d := shop.Buy(0, insighttest.Day(0), 1000)
	d.Lines[0].UnitCost, d.Lines[0].CostKnown = 4*crm.PriceScale, true
	d.Lines = append(d.Lines, crm.Line{Quantity: -crm.QuantityScale, Net: -300}, crm.Line{Quantity: crm.QuantityScale})
	shop.Buy(0, insighttest.Day(0), 500).DocType = crm.CreditNote
	s := shop.Snapshot()
	for _, c := range []struct {
		r    insight.Reading
		doc  int
		want insight.Sums
	}{
		{insight.Reading{}, 0, insight.Sums{Value: 700, Sold: 1000, Costed: 1000, Purchase: true}},
		{insight.Reading{Returns: insight.Ignore}, 0, insight.Sums{Value: 1000, Sold: 1000, Costed: 1000, Purchase: true}},
		{insight.Reading{Basis: insight.Margin}, 0, insight.Sums{Value: 600, Sold: 1000, Costed: 1000, Purchase: true}},
		{insight.Reading{}, 1, insight.Sums{Value: 500}},
		{insight.Reading{Returns: insight.Ignore}, 1, insight.Sums{}},
	} {
		if got := c.r.Of(s, c.doc); got != c.want {
			t.Errorf("%+v document %d: %+v, want %+v", c.r, c.doc, got, c.want)
		}
	}
}

// Documents after the as-of day change no answer.
func TestAnswers_IgnoreTheFuture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		asOf := insighttest.Day(rapid.IntRange(0, 700).Draw(t, "as of"))
		past := insighttest.Shop{}
		for _, r := range shop.Records {
			if d, ok := r.(*crm.SalesDocument); !ok || d.Date <= asOf {
				past.Records = append(past.Records, r)
			}
		}
		if all, then := everything(t, shop, asOf), everything(t, &past, asOf); all != then {
			t.Fatalf("with the future\n%s\nwithout\n%s", all, then)
		}
	})
}

func everything(t *rapid.T, shop *insighttest.Shop, asOf crm.Date) string {
	s := shop.Snapshot()
	scores, err1 := rfm.Score(s, rfm.Options{AsOf: asOf})
	classes, err2 := value.Classify(s, value.Options{AsOf: asOf})
	people, err3 := newreturning.Count(s, newreturning.Options{AsOf: asOf})
	quiet, err4 := rhythm.GoneQuiet(s, rhythm.Options{AsOf: asOf})
	table, err5 := demand.Ask(s, demand.Options{AsOf: asOf, Split: demand.Newness})
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := json.Marshal([]any{scores.Segments(), scores.Ranked(), classes.Answer(), people, quiet, table.Answer()})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestEveryCodeHasAText(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "i18n", "insight.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	codes := []string{insight.NeedSales, insight.NeedCustomers, insight.NeedRepeat, insight.NeedPurchases, insight.NeedPeriods,
		insight.NeedEarlierHistory, insight.NeedCosts, insight.NeedTimes}
	for _, m := range []string{rfm.MethodQuantile, rfm.MethodFixed, rfm.MethodRhythm, value.Method, newreturning.Method, demand.Method, rhythm.Method} {
		codes = append(codes, "method_"+m)
	}
	for _, g := range []string{demand.Other, demand.Unknown, demand.WalkIn, demand.All, demand.NewSale, demand.Returning} {
		codes = append(codes, "group"+g)
	}
	for _, c := range value.Classes() {
		codes = append(codes, "class_"+string(c), "class_"+string(c)+"_hint")
	}
	for _, s := range rfm.Segments() {
		codes = append(codes, "segment_"+string(s), "segment_"+string(s)+"_hint")
	}
	for _, c := range codes {
		if texts["insight."+c] == nil {
			t.Errorf("no text for insight.%s", c)
		}
	}
}
