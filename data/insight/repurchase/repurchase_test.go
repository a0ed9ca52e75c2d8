package repurchase_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/repurchase"
)

func ask(t testing.TB, s *facts.Snapshot, o repurchase.Options) *repurchase.Result {
	t.Helper()
	r, err := repurchase.Ask(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Reference numbers worked out with other programs from the same file.
func TestAsk_OnlineRetail(t *testing.T) {
	r := ask(t, insighttest.OnlineRetail(t, false), repurchase.Options{})
	shop := r.Shop
	if r.N != 4338 || shop.Completed != 28 || math.Abs(shop.MeanGap-45.66) > .005 || shop.Median != 40 || shop.MedianLow != 39 || shop.MedianHigh != 41 || shop.Quartile1 != 15 || shop.Quartile3 != 103 {
		t.Errorf("whole shop: %+v", shop)
	}
	for i, want := range []float64{.1306, .2397, .4197, .6240, .7215, .8485} {
		if math.Abs(shop.Again[i].Share-want) > 5e-5 {
			t.Errorf("within %d days %.4f, want %.4f", shop.Again[i].Days, shop.Again[i].Share, want)
		}
	}
	want := map[string][2]float64{"85123A": {48, 104}, "22423": {51, 136}, "22720": {50, 188}}
	for _, it := range r.Items {
		if w, ok := want[it.SKU]; ok {
			delete(want, it.SKU)
			if it.Completed != w[0] || it.Median != w[1] {
				t.Errorf("%s: %v and %v, want %v", it.SKU, it.Completed, it.Median, w)
			}
		}
	}
	if len(want) != 0 {
		t.Errorf("not found: %v", want)
	}
}

// tins sells tins of formula (product 1) to a customer.
func tins(shop *insighttest.Shop, party int, day crm.Date, count int) *crm.SalesDocument {
	d := shop.Buy(party, day, crm.Amount(2000*count))
	d.Lines[0].Product, d.Lines[0].Quantity = insighttest.ProductID(1), crm.Quantity(count*crm.QuantityScale)
	return d
}

// formulaShop has four customers who buy a tin every 21 days, and a fifth.
func formulaShop() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(5)
	shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Formula", SKU: "F1"})
	for party := 1; party <= 4; party++ {
		for visit := range 5 {
			tins(&shop, party, crm.NewDate(2026, 3, 10)-crm.Date(21*visit+party), 1)
		}
	}
	return &shop
}

// One tin on 1 March, median 21 days, lead 4: reminder 18 March, due 22
// March. Two tins: due 12 April.
func TestAsk_OneTinAndTwo(t *testing.T) {
	for _, c := range []struct {
		tins               int
		asOf, remind, due  crm.Date
		state              repurchase.State
		wantIn, cancelling bool
	}{
		{1, crm.NewDate(2026, 3, 18), crm.NewDate(2026, 3, 18), crm.NewDate(2026, 3, 22), repurchase.Remind, true, false},
		{1, crm.NewDate(2026, 3, 22), crm.NewDate(2026, 3, 18), crm.NewDate(2026, 3, 22), repurchase.Remind, true, false},
		{1, crm.NewDate(2026, 3, 23), crm.NewDate(2026, 3, 18), crm.NewDate(2026, 3, 22), repurchase.Late, true, false},
		{1, crm.NewDate(2026, 3, 17), 0, 0, "", false, false},
		{1, crm.NewDate(2026, 3, 18), 0, 0, "", false, true},
		{1, crm.NewDate(2026, 4, 13), 0, 0, "", false, false}, // silent for twice the time
		{2, crm.NewDate(2026, 3, 18), 0, 0, "", false, false},
		{2, crm.NewDate(2026, 4, 8), crm.NewDate(2026, 4, 8), crm.NewDate(2026, 4, 12), repurchase.Remind, true, false},
	} {
		shop := formulaShop()
		tins(shop, 5, crm.NewDate(2026, time.March, 1), c.tins)
		if c.cancelling {
			tins(shop, 5, crm.NewDate(2026, 3, 16), 1)
		}
		r := ask(t, shop.Snapshot(), repurchase.Options{AsOf: c.asOf})
		at := slices.IndexFunc(r.Rows, func(k repurchase.Clock) bool { return k.ID == insighttest.PartyID(5) })
		if (at >= 0) != c.wantIn {
			t.Errorf("%+v: in the list %v", c, at >= 0)
		} else if at >= 0 {
			if k := r.Rows[at]; k.Remind != c.remind || k.Due != c.due || k.State != c.state || k.Everybody != 21 || k.Usual != crm.Amount(2000*c.tins) {
				t.Errorf("%+v\n%+v", c, k)
			}
		}
	}
}

// Two own gaps of 30 days and 21 of everybody: (2 x 30 + 3 x 21) / 5 = 24.6.
func TestAsk_OwnGapsWeighIn(t *testing.T) {
	shop := formulaShop()
	for visit := range 3 {
		tins(shop, 5, crm.NewDate(2026, 3, 1)-crm.Date(30*visit), 1)
	}
	r := ask(t, shop.Snapshot(), repurchase.Options{AsOf: crm.NewDate(2026, 3, 10), Ahead: 30})
	at := slices.IndexFunc(r.Rows, func(k repurchase.Clock) bool { return k.ID == insighttest.PartyID(5) })
	if k := r.Rows[at]; k.Gaps != 2 || k.Own != 30 || k.Interval != 25 || k.State != repurchase.Waiting || k.Due != crm.NewDate(2026, 3, 26) {
		t.Errorf("%+v", k)
	}
	if got := repurchase.Shrunk(2, 30, 21); math.Abs(got-24.6) > 1e-12 {
		t.Errorf("shrunk to %v", got)
	}
}

// Drinks at the counter: four cups for friends do not last four days.
func TestAsk_QuantityCountsOnlyWhereItLasts(t *testing.T) {
	var drinks, flour insighttest.Shop
	for _, shop := range []*insighttest.Shop{&drinks, &flour} {
		shop.Customers(1)
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "It"})
	}
	day := insighttest.Day(0)
	for i := range 12 {
		tins(&drinks, 1, insighttest.Day(7*i), 1+3*(i%2))
		tins(&flour, 1, day, 1+3*(i%2))
		day += crm.Date(7 * (1 + 3*(i%2)))
	}
	d, f := ask(t, drinks.Snapshot(), repurchase.Options{Ahead: 30}), ask(t, flour.Snapshot(), repurchase.Options{Ahead: 30})
	if it := d.Items[0]; it.ByQuantity || it.PerUnit != 7 || d.Rows[0].Interval != 7 {
		t.Errorf("drinks: %+v", it)
	}
	if it := f.Items[0]; !it.ByQuantity || it.PerUnit != 7 || f.Rows[0].Interval != 28 {
		t.Errorf("flour: %+v, %+v", it, f.Rows)
	}
}

func TestAsk_ThinBooks(t *testing.T) {
	one, once, day, decades := &insighttest.Shop{}, &insighttest.Shop{}, &insighttest.Shop{}, &insighttest.Shop{}
	one.Customers(1)
	tins(one, 1, insighttest.Day(0), 1)
	tins(one, 1, insighttest.Day(9), 1)
	once.Customers(15)
	day.Customers(15)
	decades.Customers(4)
	for i := 1; i <= 15; i++ {
		tins(once, i, insighttest.Day(i), 1)
		tins(day, i, insighttest.Day(0), 1)
		tins(day, i, insighttest.Day(0), 2)
	}
	for i := 1; i <= 4; i++ {
		tins(decades, i, insighttest.Day(i), 1_000_000)
		tins(decades, i, insighttest.Day(i+7305), 1_000_000)
	}
	for name, c := range map[string]struct {
		shop *insighttest.Shop
		need insight.Need
	}{"empty": {&insighttest.Shop{}, insight.Need{Code: insight.NeedSales, Count: 1}}, "one customer": {one, insight.Need{Code: repurchase.NeedGaps, Count: 2}},
		"once": {once, insight.Need{Code: repurchase.NeedGaps, Count: 3}}, "one day": {day, insight.Need{Code: repurchase.NeedGaps, Count: 3}}} {
		r := ask(t, c.shop.Snapshot(), repurchase.Options{})
		if len(r.Rows) != 0 || r.Running != 0 || len(r.Needs) != 1 || r.Needs[0] != c.need {
			t.Errorf("%s: %+v", name, r)
		}
		finite(t, r)
	}
	r := ask(t, decades.Snapshot(), repurchase.Options{AsOf: insighttest.Day(2*7305 + 2)})
	if r.Items[0].Median != 7305 || len(r.Rows) != 4 || r.Rows[0].Interval != 7305 {
		t.Errorf("20 years: %+v", r)
	}
	finite(t, r)
}

func finite(t testing.TB, r *repurchase.Result) {
	t.Helper()
	if _, err := json.Marshal(r); err != nil { // JSON knows neither NaN nor infinity
		t.Fatal(err)
	}
}

// Every clock, read once more from the documents, one customer at a time.
func TestAsk_AgreesWithReadingSimply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := repurchase.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of")), By: rapid.SampledFrom([]repurchase.By{repurchase.Product, repurchase.Category, repurchase.Shop}).Draw(t, "by"), Ahead: 365}
		a, err := repurchase.Ask(s, o)
		b, err2 := repurchase.Ask(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		x, err := json.Marshal(a)
		y, _ := json.Marshal(b)
		if err != nil || string(x) != string(y) {
			t.Fatalf("%v\n%s\n%s", err, x, y)
		}
		if a.Waiting+a.Lapsed > a.Running || !slices.IsSortedFunc(a.Rows, func(a, b repurchase.Clock) int { return int(a.Due - b.Due) }) {
			t.Fatalf("%+v", a)
		}
		for _, k := range a.Rows {
			checkClock(t, s, o, k)
		}
	})
}

func checkClock(t *rapid.T, s *facts.Snapshot, o repurchase.Options, k repurchase.Clock) {
	bought := map[crm.Date]crm.Quantity{}
	for i := range s.Doc.ID {
		if s.Doc.Party[i] != k.Party || !insight.Counted(s, i, 0, o.AsOf) {
			continue
		}
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			p := s.Line.Product[l]
			is := o.By == repurchase.Shop || p != facts.None && (o.By == repurchase.Product && p == k.Item || o.By == repurchase.Category && s.Product.Category[p] == k.Item)
			if is && s.Sale(i, l) {
				bought[s.Doc.Date[i]] += s.Line.Quantity[l]
			}
		}
	}
	last := crm.Date(0)
	for d := range bought {
		last = max(last, d)
	}
	if k.Last != last || k.Days != len(bought) || k.Quantity != bought[last] || k.Gaps != len(bought)-1 || !s.Party.Live[k.Party] {
		t.Fatalf("%+v, want %v on %s, %d days", k, bought[last], last, len(bought))
	}
	if k.Due != last+crm.Date(k.Interval) || k.Interval < 1 || k.Due-k.Remind > 4 || k.State == repurchase.Lapsed || o.AsOf-k.Due > crm.Date(k.Interval) {
		t.Fatalf("%+v as of %s", k, o.AsOf)
	}
}

func TestAsk_Options(t *testing.T) {
	for _, o := range []repurchase.Options{{By: "size"}, {Lead: 366}, {Lead: -2}, {Ahead: -1}, {Ahead: 400}, {Reading: insight.Reading{Basis: "x"}}} {
		if _, err := repurchase.Ask(formulaShop().Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
