package benefit_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/benefit"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/period"
	"regulars/data/insight/profit"
)

func ask(t testing.TB, s *facts.Snapshot, o benefit.Options) *benefit.Result {
	t.Helper()
	r, err := benefit.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func row(t testing.TB, r *benefit.Result, m benefit.Measure) benefit.Row {
	t.Helper()
	for _, x := range r.Rows {
		if x.Measure == m {
			return x
		}
	}
	t.Fatalf("no %s in %+v", m, r)
	return benefit.Row{}
}

// Forty customers buy every quarter from 2022 on, for 10 each; from 2024 on
// half of them for 30, of two products, and ten no more.
func better() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(40)
	for g := 1; g <= 2; g++ {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: "product"})
	}
	for quarter := range 12 {
		for p := 1; p <= 40; p++ {
			day := crm.NewDate(2022, time.Month(1+3*quarter), p%28+1)
			late := quarter >= 8
			if late && p > 30 {
				continue
			}
			net, g := crm.Amount(1000), 1
			if late && p <= 20 {
				net, g = 3000, 1+quarter%2
			}
			d := shop.Buy(p, day, net)
			d.Lines[0].Product, d.Lines[0].UnitCost, d.Lines[0].CostKnown = insighttest.ProductID(g), 5*crm.PriceScale, true
		}
	}
	return &shop
}

// 001-08: baseline against now, each with n, change and interval, by hand.
func TestAsk_001_08_ByHand(t *testing.T) {
	r := ask(t, better().Snapshot(), benefit.Options{AsOf: crm.NewDate(2024, 12, 31), Baseline: crm.NewDate(2024, 1, 1)})
	if r.Before != (benefit.Span{From: crm.NewDate(2023, 1, 1), To: crm.NewDate(2023, 12, 31)}) || r.Now != (benefit.Span{From: crm.NewDate(2024, 1, 1), To: crm.NewDate(2024, 12, 31)}) || len(r.Needs) != 0 || r.N != 280 {
		t.Fatalf("%+v", r)
	}
	// Before: 40 x 4 x 10. Now: 20 x 4 x 30 and 10 x 4 x 10. Twenty customers
	// add 8000, ten take 4000 away.
	revenue := row(t, r, benefit.Revenue)
	half := 1.959963984540054 * math.Sqrt(20*8000*8000+10*4000*4000)
	if *revenue.Before.Value != 160000 || *revenue.Now.Value != 280000 || revenue.Before.N != 160 || revenue.Now.N != 120 ||
		revenue.Change.Value != 120000 || revenue.Change.Low != int64(math.Round(120000-half)) || revenue.Change.High != int64(math.Round(120000+half)) || !revenue.Change.Telling {
		t.Errorf("%+v %+v", revenue, revenue.Change)
	}
	if c := row(t, r, benefit.Contribution); *c.Before.Value != 80000 || *c.Now.Value != 220000 || c.Now.Coverage != 1 {
		t.Errorf("%+v", c)
	}
	// Products: 40 of 40 before; now 20 x 2 + 10 of 30.
	if p := row(t, r, benefit.Products); *p.Before.Value != 10000 || *p.Now.Value != 16667 || p.Now.N != 30 || !p.Change.Telling {
		t.Errorf("%+v", p)
	}
	// Retention: 40 of 40 in 2023, 30 of 40 in 2024: the spread is that of 10
	// times 3/4 and 30 times 1/4, over 40.
	kept := row(t, r, benefit.Retention)
	half = 1.959963984540054 * 10000 * math.Sqrt(10*9./16+30*1./16) / 40
	if *kept.Before.Value != 10000 || *kept.Now.Value != 7500 || kept.Change.Value != -2500 || kept.Change.Low != int64(math.Round(-2500-half)) || !kept.Change.Telling {
		t.Errorf("%+v %+v", kept, kept.Change)
	}
	if serve := row(t, r, benefit.Serve); serve.Before.Value != nil || serve.Now.Value != nil || serve.Change != nil {
		t.Errorf("no contact is noted: %+v", serve)
	}
}

func TestAsk_CostToServe(t *testing.T) {
	shop := better()
	shop.Records = append(shop.Records, &crm.ActivityRate{Meta: crm.Meta{ID: crm.ID{0: 'a'}}, From: crm.NewDate(2020, 1, 1), PerContact: 6 * crm.PriceScale})
	for i, day := range []crm.Date{crm.NewDate(2023, 5, 1), crm.NewDate(2024, 5, 1), crm.NewDate(2024, 6, 1)} {
		shop.Records = append(shop.Records, &crm.Interaction{Meta: crm.Meta{ID: crm.ID{0: 'i', 15: byte(i)}}, InteractionKind: crm.Call, Date: day, Parties: []crm.ID{insighttest.PartyID(1)}})
	}
	r := ask(t, shop.Snapshot(), benefit.Options{AsOf: crm.NewDate(2024, 12, 31), Baseline: crm.NewDate(2024, 1, 1)})
	// 6.00 over 160 orders, 12.00 over 120.
	if serve := row(t, r, benefit.Serve); *serve.Before.Value != 4 || *serve.Now.Value != 10 || serve.Before.N != 160 || serve.Now.N != 120 || serve.Change == nil || serve.Change.Telling {
		t.Errorf("%+v %+v", serve, serve.Change)
	}
}

// Times that cannot be compared give no change, and say why.
func TestAsk_TimesThatCannotBeCompared(t *testing.T) {
	s := better().Snapshot()
	for _, c := range []struct {
		o     benefit.Options
		need  string
		count int
	}{
		{benefit.Options{AsOf: crm.NewDate(2024, 12, 31), Baseline: crm.NewDate(2024, 7, 1)}, benefit.NeedAfter, 182},
		{benefit.Options{AsOf: crm.NewDate(2024, 12, 31), Baseline: crm.NewDate(2022, 7, 1)}, benefit.NeedBefore, 184},
	} {
		r := ask(t, s, c.o)
		if len(r.Needs) != 1 || r.Needs[0].Code != c.need || r.Needs[0].Count != c.count || row(t, r, benefit.Revenue).Change != nil {
			t.Errorf("%+v: %+v", c.o, r)
		}
	}
	r := ask(t, s, benefit.Options{AsOf: crm.NewDate(2024, 12, 31), Baseline: crm.NewDate(2023, 1, 1)})
	if len(r.Needs) != 1 || r.Needs[0].Code != benefit.NeedEven || row(t, r, benefit.Revenue).Change == nil || row(t, r, benefit.Retention).Change != nil {
		t.Errorf("%+v", r)
	}
}

func TestAsk_ThinAndWrong(t *testing.T) {
	r := ask(t, (&insighttest.Shop{}).Snapshot(), benefit.Options{})
	if len(r.Rows) != 0 || len(r.Needs) != 1 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("%+v", r)
	}
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Buy(1, insighttest.Day(1), 100)
	for _, x := range ask(t, shop.Snapshot(), benefit.Options{}).Rows {
		if x.Change != nil && x.Change.Telling {
			t.Errorf("%+v", x)
		}
	}
	for _, o := range []benefit.Options{{Months: -1}, {Months: 37}, {Baseline: insighttest.Day(9), AsOf: insighttest.Day(8)}} {
		if _, err := benefit.Ask(context.Background(), shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := benefit.Ask(ctx, shop.Snapshot(), benefit.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Must show 5: revenue, contribution and orders are those of the profit
// statement, cost to serve too; the order of records is of no account.
func TestAsk_AgreesWithProfit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := benefit.Options{AsOf: insighttest.Day(rapid.IntRange(200, 700).Draw(t, "as of")), Months: rapid.SampledFrom([]int{1, 6, 12}).Draw(t, "months")}
		o.Baseline = o.AsOf - crm.Date(rapid.IntRange(0, 500).Draw(t, "baseline"))
		s := shop.Snapshot()
		r, err := benefit.Ask(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		other, err := benefit.Ask(context.Background(), shop.Shuffled(t), o)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := text(t, r), text(t, other); a != b {
			t.Fatalf("another order of records:\n%s\n%s", a, b)
		}
		if len(r.Rows) == 0 {
			return
		}
		for _, side := range []struct {
			span benefit.Span
			of   func(benefit.Row) benefit.Side
		}{{r.Before, func(x benefit.Row) benefit.Side { return x.Before }}, {r.Now, func(x benefit.Row) benefit.Side { return x.Now }}} {
			p, err := profit.Ask(context.Background(), s, profit.Options{AsOf: side.span.To, From: side.span.From})
			if err != nil {
				t.Fatal(err)
			}
			revenue, contribution, serve := side.of(r.Rows[1]), side.of(r.Rows[2]), side.of(r.Rows[3])
			if *revenue.Value != int64(p.Total.Net) || revenue.N != p.Total.Sales {
				t.Fatalf("revenue %d of %d, profit %+v", *revenue.Value, revenue.N, p.Total)
			}
			if contribution.Value != nil && *contribution.Value != int64(p.Total.Contribution) {
				t.Fatalf("contribution %d, profit %+v", *contribution.Value, p.Total)
			}
			if serve.Value == nil {
				continue
			}
			cost, sales := crm.Amount(0), 0
			for _, x := range p.Rows {
				if x.Kind == profit.Named {
					cost += x.Serve
					sales += x.Sales
				}
			}
			if serve.N != sales || math.Abs(float64(*serve.Value)-float64(cost)/float64(sales)) > 0.5 {
				t.Fatalf("serve %d of %d, profit %d of %d", *serve.Value, serve.N, cost, sales)
			}
		}
	})
}

// Over whole calendar years retention is that of the life cycle.
func TestAsk_RetentionIsThatOfTheLifeCycle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		end := crm.NewDate(2025, 12, 31)
		r, err := benefit.Ask(context.Background(), s, benefit.Options{AsOf: end, Baseline: crm.NewDate(2025, 1, 1)})
		if err != nil {
			t.Fatal(err)
		}
		life, err := lifecycle.Ask(context.Background(), s, lifecycle.Options{AsOf: end, Unit: period.Year})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Rows) == 0 {
			return
		}
		now := r.Rows[4].Now
		for _, p := range life.Periods {
			if p.Period != "2025" || p.Retention.Of == 0 {
				continue
			}
			if now.N != p.Retention.Of || *now.Value != int64(math.Round(10000**p.Retention.Rate)) {
				t.Fatalf("%d of %d, life cycle %+v", *now.Value, now.N, p.Retention)
			}
		}
	})
}

// Half the customers of a shop against the other half is luck: the interval
// holds no change in about 95 of 100 shops that did not change.
func TestAsk_IntervalHoldsLuck(t *testing.T) {
	telling, shops := 0, 400
	state := uint64(7)
	next := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	for range shops {
		var shop insighttest.Shop
		shop.Customers(60)
		for p := 1; p <= 60; p++ {
			for range 12 {
				shop.Buy(p, insighttest.Day(next(730)), crm.Amount(500+next(2000)))
			}
		}
		r := ask(t, shop.Snapshot(), benefit.Options{AsOf: insighttest.Day(729)})
		if row(t, r, benefit.Revenue).Change.Telling {
			telling++
		}
	}
	if telling < shops*2/100 || telling > shops*8/100 {
		t.Errorf("%d of %d shops without change are told to have changed", telling, shops)
	}
}

func text(t *rapid.T, r *benefit.Result) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
