package restock_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/restock"
)

func product(n int, stock, lead int) *crm.Product {
	return &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(n)}, Name: string(rune('A' + n)), ProductKind: crm.Good,
		Stock: crm.Quantity(stock * crm.QuantityScale), StockOn: insighttest.Day(699), LeadDays: lead}
}

// shop sells a piece of each product on the days of its step.
func shop(products []*crm.Product, every ...int) *insighttest.Shop {
	s := &insighttest.Shop{}
	for i, p := range products {
		s.Records = append(s.Records, p)
		for day := 0; day < 700; day++ {
			if every[i] > 0 && day%every[i] == 0 {
				s.Buy(0, insighttest.Day(day), 100).Lines[0].Product = p.ID
			}
		}
	}
	return s
}

func ask(t *testing.T, s *insighttest.Shop, o restock.Options) *restock.Result {
	t.Helper()
	r, err := restock.Ask(context.Background(), s.Snapshot(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func row(t *testing.T, r *restock.Result, p *crm.Product) restock.Row {
	t.Helper()
	i := slices.IndexFunc(r.Rows, func(row restock.Row) bool { return row.ID == p.ID })
	if i < 0 {
		t.Fatalf("no row for %s", p.Name)
	}
	return r.Rows[i]
}

// One piece a day, ten days of delivery: ten are expected, nothing is ever
// more, four are there, so six are to be ordered.
func TestAsk_ByHand_002_05(t *testing.T) {
	a, b := product(1, 4, 10), product(2, 15, 10)
	r := ask(t, shop([]*crm.Product{a, b}, 1, 1), restock.Options{AsOf: insighttest.Day(699), Products: []*crm.Product{b, a}})
	got := row(t, r, a)
	if got.State != restock.Order || got.Expected != 10*crm.QuantityScale || got.Safety != 0 || got.Order != 6*crm.QuantityScale || got.DaysLeft != 4 || got.Blocks != 50 {
		t.Errorf("%+v", got)
	}
	if got = row(t, r, b); got.State != restock.Enough || got.Order != 0 || got.DaysLeft != 15 {
		t.Errorf("%+v", got)
	}
	if r.Rows[0].ID != a.ID || r.Coverage != 1 || r.N != 2 {
		t.Errorf("%+v", r.Answer)
	}
}

// What was sold since the count is gone.
func TestAsk_StockIsLessWhatWasSoldSince(t *testing.T) {
	a := product(1, 20, 7)
	a.StockOn = insighttest.Day(689)
	r := ask(t, shop([]*crm.Product{a}, 1), restock.Options{AsOf: insighttest.Day(699), Products: []*crm.Product{a}})
	if got := row(t, r, a); got.Stock != 10*crm.QuantityScale || got.State != restock.Enough {
		t.Errorf("%+v", got)
	}
	a.Stock = 5 * crm.QuantityScale
	r = ask(t, shop([]*crm.Product{a}, 1), restock.Options{AsOf: insighttest.Day(699), Products: []*crm.Product{a}})
	if got := row(t, r, a); got.Stock != -5*crm.QuantityScale || got.State != restock.Negative || got.Order != 0 || r.Needs[0].Code != restock.NeedCount {
		t.Errorf("%+v, %v", got, r.Needs)
	}
}

func TestAsk_WhatIsNotKnownIsStated(t *testing.T) {
	uncounted, leadless, fresh, quiet, later := product(1, 3, 7), product(2, 3, 0), product(3, 3, 7), product(4, 3, 7), product(5, 3, 7)
	uncounted.StockOn, later.StockOn = 0, insighttest.Day(800)
	service, gone := product(6, 3, 7), product(7, 3, 7)
	service.ProductKind, gone.Inactive = crm.Service, true
	all := []*crm.Product{uncounted, leadless, fresh, quiet, later, service, gone}
	s := shop(all, 1, 1, 0, 0, 1, 1, 1)
	for day := range 300 {
		s.Buy(0, insighttest.Day(day), 100).Lines[0].Product = quiet.ID
	}
	s.Buy(0, insighttest.Day(695), 100).Lines[0].Product = fresh.ID
	r := ask(t, s, restock.Options{AsOf: insighttest.Day(699), Products: all})
	for p, want := range map[*crm.Product]restock.State{uncounted: restock.NoStock, leadless: restock.NoLead, fresh: restock.TooNew, quiet: restock.Quiet, later: restock.NoStock} {
		if got := row(t, r, p); got.State != want || got.Order != 0 || got.Expected != 0 {
			t.Errorf("want %s: %+v", want, got)
		}
	}
	if len(r.Rows) != 5 || r.Coverage != 0 {
		t.Errorf("%d rows, coverage %g", len(r.Rows), r.Coverage)
	}
	if _, err := restock.Ask(context.Background(), s.Snapshot(), restock.Options{Service: 100}); !errors.Is(err, insight.ErrOptions) {
		t.Error(err)
	}
}

// With Poisson demand the stock advised is enough about as often as asked.
func TestAsk_ServiceIsKept(t *testing.T) {
	insighttest.Long(t)
	for _, service := range []int{80, 90, 95} {
		enough, tries := 0, 0
		for seed := range uint64(300) {
			r := rand.New(rand.NewPCG(seed, 9))
			rate := 0.3 + 2*r.Float64()
			draw := distuv.Poisson{Lambda: rate, Src: r}
			a := product(1, 0, 14)
			s := &insighttest.Shop{Records: []crm.Record{a}}
			for day := range 350 {
				d := s.Buy(0, insighttest.Day(day), 100)
				d.Lines[0].Product, d.Lines[0].Quantity = a.ID, crm.Quantity(draw.Rand())*crm.QuantityScale
			}
			a.StockOn = insighttest.Day(349)
			got := row(t, ask(t, s, restock.Options{AsOf: insighttest.Day(349), Service: service, Products: []*crm.Product{a}}), a)
			tries++
			if need := (distuv.Poisson{Lambda: 14 * rate, Src: r}).Rand(); need <= float64(got.Order)/crm.QuantityScale {
				enough++
			}
		}
		if share := 100 * float64(enough) / float64(tries); math.Abs(share-float64(service)) > 7 {
			t.Errorf("%d %%: enough in %.1f", service, share)
		}
	}
}

// Whatever the book: more service never orders less, and order of records means nothing.
func TestAsk_RandomBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		var products []*crm.Product
		for n := 1; n <= 5; n++ {
			p := product(n, rapid.IntRange(-5, 30).Draw(t, "stock"), rapid.IntRange(0, 60).Draw(t, "lead"))
			p.StockOn = insighttest.Day(rapid.IntRange(0, 700).Draw(t, "counted"))
			products = append(products, p)
		}
		o := restock.Options{AsOf: insighttest.Day(rapid.IntRange(0, 760).Draw(t, "as of")), Service: 60, Products: products}
		low, err := restock.Ask(context.Background(), shop.Snapshot(), o)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(products)
		again, err := restock.Ask(context.Background(), shop.Shuffled(t), o)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(low)
		if b, _ := json.Marshal(again); string(a) != string(b) {
			t.Fatal("another order of records changed the answer")
		}
		o.Service = 98
		high, err := restock.Ask(context.Background(), shop.Snapshot(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range low.Rows {
			i := slices.IndexFunc(high.Rows, func(h restock.Row) bool { return h.ID == r.ID })
			if h := high.Rows[i]; h.Order < r.Order || r.Order < 0 || r.Order > 0 && r.Order < r.Expected+r.Safety-r.Stock {
				t.Fatalf("%+v\n%+v", r, h)
			}
		}
	})
}
