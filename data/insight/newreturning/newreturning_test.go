package newreturning_test

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/newreturning"
	"regulars/data/insight/period"
)

// The cohort table of the UCI Online Retail sales: 885 customers in the
// first month, 324 of them and 417 new ones in the second.
func TestCount_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	a, err := newreturning.Count(s, newreturning.Options{AsOf: crm.NewDate(2011, 12, 9), Reading: insight.Reading{Returns: insight.Ignore}})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Rows) != 13 || a.N != 4338 {
		t.Fatalf("%d months, %d customers, want 13, 4338", len(a.Rows), a.N)
	}
	dec, jan, last := a.Rows[0], a.Rows[1], a.Rows[12]
	if dec.New != 885 || dec.Returning != 0 || !dec.First || dec.Partial {
		t.Errorf("first month %+v", dec)
	}
	if jan.New != 417 || jan.Returning != 324 || jan.First {
		t.Errorf("second month %+v", jan)
	}
	if !last.Partial || last.Period != "2011-12" {
		t.Errorf("last month %+v", last)
	}
	if a.Needs[0] != (insight.Need{Code: insight.NeedEarlierHistory, Count: 1}) {
		t.Errorf("needs %v", a.Needs)
	}
}

// One customer with three invoices in a month is one new customer.
func TestCount_PeopleNotInvoices(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(2)
	for range 3 {
		shop.Buy(1, crm.NewDate(2024, 3, 5), 100)
	}
	shop.Buy(1, crm.NewDate(2024, 4, 30), 10)
	shop.Buy(1, crm.NewDate(2024, 4, 30), 10)
	shop.Buy(2, crm.NewDate(2024, 4, 1), 7)
	shop.Buy(2, crm.NewDate(2024, 4, 2), -2)
	shop.Buy(0, crm.NewDate(2024, 4, 3), 5)
	shop.Buy(2, crm.NewDate(2024, 6, 1), 1)
	a, err := newreturning.Count(shop.Snapshot(), newreturning.Options{AsOf: crm.NewDate(2024, 5, 31)})
	if err != nil {
		t.Fatal(err)
	}
	want := []newreturning.Row{
		{Period: "2024-03", From: crm.NewDate(2024, 3, 1), To: crm.NewDate(2024, 3, 31), New: 1, NewNet: 300, First: true},
		{Period: "2024-04", From: crm.NewDate(2024, 4, 1), To: crm.NewDate(2024, 4, 30), New: 1, Returning: 1, NewNet: 5, ReturningNet: 20, WalkInNet: 5, WalkIns: 1},
	}
	if len(a.Rows) != 2 || a.Rows[0] != want[0] || a.Rows[1] != want[1] || a.N != 2 {
		t.Errorf("%+v", a)
	}
}

func TestCount_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := newreturning.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 800).Draw(t, "as of")),
			Unit:    rapid.SampledFrom([]period.Unit{period.Week, period.Month, period.Quarter, period.Year}).Draw(t, "unit"),
			Reading: insight.Reading{Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
		a, err := newreturning.Count(s, o)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := newreturning.Count(shop.Shuffled(t), o)
		one, err := json.Marshal(a)
		two, _ := json.Marshal(b)
		if err != nil || string(one) != string(two) {
			t.Fatalf("%v\n%s\n%s", err, one, two)
		}
		total, newcomers, rows := crm.Amount(0), 0, crm.Amount(0)
		for i := range s.Doc.ID {
			if insight.Counted(s, i, 0, o.AsOf) {
				total += o.Of(s, i).Value
			}
		}
		for _, r := range a.Rows {
			rows += r.NewNet + r.ReturningNet + r.WalkInNet
			newcomers += r.New
			checkRecords(t, s, o, r)
		}
		if rows != total || newcomers != a.N {
			t.Fatalf("rows hold %d of %d; %d times new of %d customers", rows, total, newcomers, a.N)
		}
	})
}

func checkRecords(t *rapid.T, s *facts.Snapshot, o newreturning.Options, r newreturning.Row) {
	for group, want := range []crm.Amount{r.NewNet, r.ReturningNet, r.WalkInNet} {
		docs, err := newreturning.Records(s, o, r.To, newreturning.Group(group))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			want -= o.Of(s, int(d)).Value
		}
		if want != 0 {
			t.Fatalf("records of group %d in %s are off by %d", group, r.Period, want)
		}
	}
}

func TestCount_EdgeShops(t *testing.T) {
	var empty, one insighttest.Shop
	one.Customers(1)
	one.Buy(1, insighttest.Day(0), 100)
	a, err := newreturning.Count(empty.Snapshot(), newreturning.Options{})
	if err != nil || len(a.Rows) != 0 || a.Needs[0].Code != insight.NeedSales {
		t.Errorf("empty: %+v, %v", a, err)
	}
	a, err = newreturning.Count(one.Snapshot(), newreturning.Options{})
	if err != nil || a.N != 1 || !a.Rows[0].First || !a.Rows[0].Partial || len(a.Needs) != 2 {
		t.Errorf("one sale: %+v, %v", a, err)
	}
	if _, err = newreturning.Count(one.Snapshot(), newreturning.Options{Unit: "decade"}); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("decade: %v", err)
	}
}
