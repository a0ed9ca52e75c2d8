package whatif_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
	"regulars/data/insight/whatif"
)

func ask(t testing.TB, s *facts.Snapshot, o whatif.Options) *whatif.Result {
	t.Helper()
	r, err := whatif.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// shop sells to 25 customers, two years in a row, ten units of a cheap soap
// (10.00, cost 8.00) a year each and one of a dear cream (50.00, cost 20.00);
// five more came in the first year only. Two creams came back.
func shop() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(30)
	for g := 1; g <= 2; g++ {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: "product"})
	}
	sell := func(party, day int, back crm.Amount) {
		d := shop.Buy(party, insighttest.Day(day), 0)
		d.Lines = []crm.Line{
			{Product: insighttest.ProductID(1), Quantity: 10 * crm.QuantityScale, Net: 10000, UnitCost: 8 * crm.PriceScale, CostKnown: true},
			{Product: insighttest.ProductID(2), Quantity: crm.QuantityScale, Net: 5000, UnitCost: 20 * crm.PriceScale, CostKnown: true}}
		if back > 0 {
			d.Lines = []crm.Line{{Product: insighttest.ProductID(2), Quantity: -crm.QuantityScale, Net: -back, UnitCost: 20 * crm.PriceScale, CostKnown: true}}
		}
	}
	for i := 1; i <= 30; i++ {
		sell(i, 100, 0)
		if i <= 25 {
			sell(i, 600, 0)
		}
	}
	sell(1, 610, 5000)
	sell(2, 620, 5000)
	return &shop
}

// 002-16: moving units changes the contribution by what a unit brings more.
func TestAsk_002_16_ByHand(t *testing.T) {
	s := shop().Snapshot()
	r := ask(t, s, whatif.Options{AsOf: insighttest.Day(700), Move: 20, From: whatif.Item{Product: insighttest.ProductID(1)}, To: whatif.Item{Product: insighttest.ProductID(2)},
		Keep: 5, Returns: 50})
	if r.Contribution != 25*(2000+3000)-2*3000 || r.Net != 25*15000-2*5000 || r.Coverage != 1 || len(r.Rows) != 3 || r.N != 27 {
		t.Fatalf("%+v", r)
	}
	mix, keep, back := r.Rows[0], r.Rows[1], r.Rows[2]
	// 50 of 250 soaps become creams, which bring 30.00 instead of 2.00.
	if mix.Units != 50*crm.QuantityScale || mix.FromEach != 200 || mix.ToEach != 3000 || mix.Change.Value != 50*2800 || mix.Change.High-mix.Change.Value != 54880 {
		t.Errorf("%+v %+v", mix, mix.Change) // 1.96 x 28.00 x .2 x sqrt(25 x 100)
	}
	// 25 of 30 were kept; 5 points of 25 are 1.25 customers with 47.60 each.
	if keep.Kept != 25 || keep.Had != 30 || keep.Active != 25 || keep.More != 1.25 || keep.Each != 4760 || keep.Change.Value != 5950 || keep.Change.Low >= 5950 {
		t.Errorf("%+v %+v", keep, keep.Change)
	}
	if back.Lines != 2 || back.Lost != 6000 || back.Change.Value != 3000 || back.Change.High != 7158 { // 1.96 x .5 x sqrt(2) x 3000
		t.Errorf("%+v %+v", back, back.Change)
	}
	if r.Total != 50*2800+5950+3000 {
		t.Error(r.Total)
	}
}

// Without known costs, or too few customers, nothing is promised.
func TestAsk_WithholdsWhatItCannotKnow(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Buy(1, insighttest.Day(1), 500)
	r := ask(t, shop.Snapshot(), whatif.Options{Move: 10, From: whatif.Item{Product: insighttest.ProductID(1)}, To: whatif.Item{Category: insighttest.CategoryID(2)}, Keep: 1, Returns: 1})
	for i, need := range []string{whatif.NeedSold, whatif.NeedKept, whatif.NeedReturns} {
		if row := r.Rows[i]; row.Change != nil || len(row.Needs) != 1 || row.Needs[0].Code != need {
			t.Errorf("%+v", row)
		}
	}
	if r.Total != 0 || r.Coverage != 0 {
		t.Errorf("%+v", r)
	}
	item := whatif.Item{Product: insighttest.ProductID(1)}
	for _, o := range []whatif.Options{{Move: -1}, {Move: 101, From: item, To: item}, {Move: 10}, {Move: 10, From: item, To: item}, {Keep: 101}, {Returns: -1}} {
		if _, err := whatif.Ask(context.Background(), shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// The year is that of the profit statement; there and back again is nothing;
// twice as much is twice the change; the order of records is of no account.
func TestAsk_Reconciles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		a, b := whatif.Item{Product: insighttest.ProductID(1)}, whatif.Item{Category: insighttest.CategoryID(2)}
		o := whatif.Options{AsOf: insighttest.Day(rapid.IntRange(1, 700).Draw(t, "day")), Move: 20, From: a, To: b, Keep: 1, Returns: 40}
		text := func(s *facts.Snapshot, o whatif.Options) (*whatif.Result, string) {
			r, err := whatif.Ask(context.Background(), s, o)
			if err != nil {
				t.Fatal(err)
			}
			j, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			return r, string(j)
		}
		r, one := text(s, o)
		if _, other := text(shop.Shuffled(t), o); one != other {
			t.Fatalf("\n%s\n%s", one, other)
		}
		p, err := profit.Ask(context.Background(), s, profit.Options{AsOf: o.AsOf, From: r.From, By: profit.All})
		if err != nil || p.Total.Contribution != r.Contribution || p.Total.Net != r.Net {
			t.Fatalf("contribution %d of %d, the statement has %d of %d (%v)", r.Contribution, r.Net, p.Total.Contribution, p.Total.Net, err)
		}
		more := o
		more.Move, more.Returns = 40, 80
		twice, _ := text(s, more)
		for i, row := range r.Rows {
			if row.Coverage < 0 || row.Coverage > 1 {
				t.Fatalf("%+v", row)
			}
			if c := row.Change; c != nil {
				if c.Low > c.Value || c.High < c.Value {
					t.Fatalf("%+v", c)
				}
				if d := twice.Rows[i].Change.Value - 2*c.Value; row.Lever != whatif.Retention && (d > 1 || d < -1) {
					t.Fatalf("twice %d is %d", c.Value, twice.Rows[i].Change.Value)
				}
			}
		}
	})
}

func BenchmarkWhatIf(b *testing.B) {
	s := insighttest.Big()
	o := whatif.Options{Move: 10, From: whatif.Item{Category: insighttest.CategoryID(1)}, To: whatif.Item{Category: insighttest.CategoryID(2)}, Keep: 5, Returns: 5}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := whatif.Ask(context.Background(), s, o); err != nil {
			b.Fatal(err)
		}
	}
}

// A category holds what stands below it; the dear cream is two levels down.
func TestAsk_CategoriesHoldThoseBelow(t *testing.T) {
	shop := shop()
	for c := 1; c <= 3; c++ {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(c)}, Name: "category", Parent: insighttest.CategoryID(max(1, c-1))})
	}
	shop.Records[30].(*crm.Product).Category = insighttest.CategoryID(2)
	shop.Records[31].(*crm.Product).Category = insighttest.CategoryID(3)
	move := func(from int) crm.Quantity {
		r := ask(t, shop.Snapshot(), whatif.Options{AsOf: insighttest.Day(700), Move: 100, From: whatif.Item{Category: insighttest.CategoryID(from)},
			To: whatif.Item{Product: insighttest.ProductID(1)}})
		return r.Rows[0].Units / crm.QuantityScale
	}
	if a, b, c := move(1), move(2), move(3); a != 275 || b != 275 || c != 25 {
		t.Errorf("%d, %d, %d units", a, b, c)
	}
}

func TestInputs_ComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0, 100)
		o := whatif.Options{Move: share.Draw(t, "move"), Keep: share.Draw(t, "keep"), Returns: share.Draw(t, "returns"),
			From: whatif.Item{Product: insighttest.ProductID(rapid.IntRange(1, 9).Draw(t, "from"))}, To: whatif.Item{Category: insighttest.CategoryID(1)}}
		if back, err := whatif.ReadInputs(o.Inputs()); err != nil || back != o {
			t.Fatalf("%+v came back as %+v (%v)", o, back, err)
		}
	})
	for _, in := range []map[string]string{{"move": "x"}, {"from": "product:x"}, {"keep": "101"}, {"keep": "NaN"}} {
		if _, err := whatif.ReadInputs(in); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%v: %v", in, err)
		}
	}
}

func TestRecords_BehindEachLever(t *testing.T) {
	s := shop().Snapshot()
	o := whatif.Options{AsOf: insighttest.Day(700), From: whatif.Item{Product: insighttest.ProductID(1)}}
	for lever, want := range map[whatif.Lever]int{whatif.Mix: 25, whatif.Retention: 25, whatif.Fewer: 2} {
		if docs := whatif.Records(s, o, lever); len(docs) != want {
			t.Errorf("%s: %d documents, want %d", lever, len(docs), want)
		}
	}
}
