package cohorts_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cohorts"
	"regulars/data/insight/insighttest"
)

func ask(t interface{ Fatal(...any) }, s *facts.Snapshot, o cohorts.Options) *cohorts.Result {
	r, err := cohorts.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func active(row cohorts.Row) (n []int) {
	for _, c := range row.Cells {
		n = append(n, c.Active)
	}
	return n
}

// The published cohorts of the UCI Online Retail sales.
func TestCohorts_OnlineRetail(t *testing.T) {
	r := ask(t, insighttest.OnlineRetail(t, true), cohorts.Options{})
	if r.N != 4338 || len(r.Rows) != 13 || r.Early != 885 || r.FullFrom != crm.NewDate(2011, 1, 1) {
		t.Fatalf("n %d, %d rows, %d early until %s", r.N, len(r.Rows), r.Early, r.FullFrom)
	}
	for i, want := range [][]int{{885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235}, {417, 92, 111, 96, 134, 120, 103, 101, 125, 136, 152, 49}} {
		if got := active(r.Rows[i]); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", r.Rows[i].Key, got, want)
		}
	}
	if !r.Rows[0].Early || r.Rows[1].Early {
		t.Error("December 2010 holds the customers of before, January 2011 does not")
	}
	for _, row := range r.Rows {
		for m, c := range row.Cells {
			if c.Partial != (m == len(row.Cells)-1) { // nine days of December 2011
				t.Errorf("%s, month %d: %+v", row.Key, m, c)
			}
		}
	}
	// Month 1 of the cohorts from January to October 2011, counted once more elsewhere.
	if got := r.Average[1]; got.Active != 616 || got.Of != 3089 {
		t.Errorf("%+v", got)
	}
}

// begun has four customers: 1 and 2 begin in March, 3 in April, and 4 was a
// customer before the first sale of the book.
func begun() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(4)
	shop.Records[0].(*crm.Party).Acquired = "street"
	shop.Records[1].(*crm.Party).Acquired = "web"
	shop.Records[2].(*crm.Party).Acquired = "web"
	shop.Records[3].(*crm.Party).FirstSeen = crm.NewDate(2023, 5, 1)
	for g := 1; g <= 2; g++ {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(g)}, Name: "category"},
			&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: "product", Category: insighttest.CategoryID(g)})
	}
	buy := func(party, product int, m, day int, net crm.Amount) {
		shop.Buy(party, crm.NewDate(2024, 3, day).AddMonths(m), net).Lines[0].Product = insighttest.ProductID(product)
	}
	buy(1, 1, 0, 5, 100)
	buy(1, 2, 0, 5, 300) // more of product 2 on the first day
	buy(1, 1, 1, 1, 50)
	buy(1, 1, 1, 20, 50)
	buy(1, 1, 1, 21, -20)
	buy(2, 1, 0, 31, 100)
	buy(2, 2, 2, 10, 900)
	buy(3, 1, 1, 30, 70)
	buy(3, 1, 2, 1, 70)
	buy(4, 1, 0, 2, 5)
	buy(0, 1, 0, 2, 11)
	return &shop
}

func TestCohorts_ByHand(t *testing.T) {
	r := ask(t, begun().Snapshot(), cohorts.Options{AsOf: crm.NewDate(2024, 5, 15)})
	want := []cohorts.Row{
		{Key: cohorts.Before, Name: cohorts.Before, Customers: 1, Net: 5, Early: true, Cells: []cohorts.Cell{{0, 1, 1, 5, false}, {1, 0, 1, 0, false}}},
		{Key: "2024-03", Name: "2024-03", From: crm.NewDate(2024, 3, 1), Customers: 2, Net: 1480,
			Cells: []cohorts.Cell{{0, 2, 2, 500, false}, {1, 1, 2, 80, false}, {2, 1, 2, 900, true}}},
		{Key: "2024-04", Name: "2024-04", From: crm.NewDate(2024, 4, 1), Customers: 1, Net: 140, Cells: []cohorts.Cell{{0, 1, 1, 70, false}, {1, 1, 1, 70, true}}},
	}
	if got, _ := json.Marshal(r.Rows); string(got) != marshal(want) {
		t.Errorf("\n%s\n%s", got, marshal(want))
	}
	if got := marshal(r.Average); got != marshal([]cohorts.Cell{{0, 3, 3, 570, false}, {1, 1, 2, 80, false}}) {
		t.Errorf("average %s", got)
	}
	if got := r.Behind(1, 1); len(got) != 1 || r.First(got[0]) != crm.NewDate(2024, 3, 5) || len(r.Behind(1, -1)) != 2 {
		t.Errorf("behind %v", got)
	}
	if r.WalkInNet != 11 || r.Early != 1 {
		t.Errorf("walk-ins %d, early %d", r.WalkInNet, r.Early)
	}
}

func marshal(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestCohorts_ByProductCategoryAndSource(t *testing.T) {
	s := begun().Snapshot()
	for by, want := range map[cohorts.By][]string{
		cohorts.Product:  {insighttest.ProductID(1).String(), insighttest.ProductID(2).String(), cohorts.Before},
		cohorts.Category: {insighttest.CategoryID(1).String(), insighttest.CategoryID(2).String(), cohorts.Before},
		cohorts.Source:   {"web", "street", cohorts.Before},
	} {
		r := ask(t, s, cohorts.Options{AsOf: crm.NewDate(2024, 5, 31), By: by})
		var keys []string
		for _, row := range r.Rows {
			keys = append(keys, row.Key)
		}
		if !slices.Equal(keys, want) {
			t.Errorf("%s: %v, want %v", by, keys, want)
		}
		// Customers 2 and 3: in month 2 only customer 2 can be seen.
		if c := r.Rows[0].Cells; len(c) != 3 || c[1].Active != 1 || c[1].Of != 2 || c[2].Active != 1 || c[2].Of != 1 {
			t.Errorf("%s: %+v", by, c)
		}
	}
	r := ask(t, s, cohorts.Options{AsOf: crm.NewDate(2024, 5, 30), By: cohorts.Source})
	if c := r.Rows[0].Cells; len(c) != 2 || c[1].Of != 1 {
		t.Errorf("a month that is not over counts: %+v", c)
	}
}

func TestCohorts_AddUpInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := cohorts.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of")), Months: rapid.SampledFrom([]int{1, 3, 600}).Draw(t, "months"),
			By: rapid.SampledFrom([]cohorts.By{cohorts.Month, cohorts.Product, cohorts.Category, cohorts.Source}).Draw(t, "by")}
		r := ask(t, s, o)
		if a, b := marshal(r), marshal(ask(t, shop.Shuffled(t), o)); a != b || a == "" {
			t.Fatalf("\n%s\n%s", a, b)
		}
		customers, net := 0, r.WalkInNet+r.OtherNet
		for at, row := range r.Rows {
			customers, net = customers+row.Customers, net+row.Net
			if len(r.Behind(at, -1)) != row.Customers {
				t.Fatalf("%s: %d behind %d customers", row.Key, len(r.Behind(at, -1)), row.Customers)
			}
			var shown crm.Amount
			for m, c := range row.Cells {
				shown += c.Net
				if c.Active > c.Of || c.Of > row.Customers || row.From != 0 && len(r.Behind(at, m)) != c.Active || m == 0 && c.Active != c.Of {
					t.Fatalf("%s: %+v", row.Key, c)
				}
			}
			if row.From != 0 && o.Months == 600 && shown != row.Net {
				t.Fatalf("%s: cells hold %d of %d", row.Key, shown, row.Net)
			}
		}
		for i := range s.Doc.ID {
			if insight.Counted(s, i, 0, o.AsOf) {
				net -= insight.Reading{}.Of(s, i).Value
			}
		}
		if customers != r.N || net != 0 {
			t.Fatalf("cohorts hold %d of %d customers, off by %d", customers, r.N, net)
		}
	})
}

func TestCohorts_ThinBooks(t *testing.T) {
	var empty, one insighttest.Shop
	one.Customers(1)
	one.Buy(1, insighttest.Day(0), 100)
	one.Buy(1, insighttest.Day(9000), 100) // after 24 years
	for need, shop := range map[string]insighttest.Shop{insight.NeedSales: empty, cohorts.NeedSources: one} {
		r := ask(t, shop.Snapshot(), cohorts.Options{By: cohorts.Source})
		if !slices.ContainsFunc(r.Needs, func(n insight.Need) bool { return n.Code == need }) {
			t.Errorf("%v, want %s", r.Needs, need)
		}
	}
	for _, o := range []cohorts.Options{{By: "moon"}, {Months: -1}, {Months: 601}} {
		if _, err := cohorts.Ask(context.Background(), empty.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func BenchmarkCohorts(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := cohorts.Ask(context.Background(), s, cohorts.Options{}); err != nil || r.N == 0 {
			b.Fatal(err)
		}
	}
}
