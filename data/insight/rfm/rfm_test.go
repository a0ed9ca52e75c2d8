package rfm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/rfm"
)

func score(t testing.TB, s *facts.Snapshot, o rfm.Options) *rfm.Result {
	t.Helper()
	x, err := rfm.Score(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var retailOptions = rfm.Options{AsOf: crm.NewDate(2011, 12, 10), Reading: insight.Reading{Returns: insight.Ignore}}

// The published figures of the UCI Online Retail sales, with ties shared.
func TestScore_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	x := score(t, s, retailOptions)
	orders, net := 0, crm.Amount(0)
	byID := map[crm.ID]rfm.Customer{}
	for _, c := range x.Customers {
		orders += c.Orders
		net += c.Net
		byID[c.ID] = c
	}
	if len(x.Customers) != 4338 || orders != 18532 || net != 891140790 {
		t.Errorf("%d customers, %d documents, %d net, want 4338, 18532, 891140790", len(x.Customers), orders, net)
	}
	want := map[rfm.Segment]int{rfm.Champions: 577, rfm.Loyal: 708, rfm.PotentialLoyalists: 474, rfm.New: 63, rfm.Promising: 167,
		rfm.NeedAttention: 116, rfm.AboutToSleep: 475, rfm.AtRisk: 372, rfm.CantLose: 37, rfm.Hibernating: 1349}
	for _, row := range x.Segments().Rows {
		if row.Customers != want[row.Segment] {
			t.Errorf("%s: %d customers, want %d", row.Segment, row.Customers, want[row.Segment])
		}
	}
	for _, c := range []struct {
		number, days, orders int
		net                  crm.Amount
	}{{12347, 3, 7, 431000}, {12346, 326, 1, 7718360}, {17850, 373, 34, 539121}} {
		if got := byID[insighttest.RetailPartyID(c.number)]; got.Days != c.days || got.Orders != c.orders || got.Net != c.net {
			t.Errorf("customer %d: %+v, want %+v", c.number, got, c)
		}
	}
	if docs := x.Documents(s)[insighttest.PartyIndex(s, insighttest.RetailPartyID(12347))]; len(docs) != 7 {
		t.Errorf("%d documents behind customer 12347, want 7", len(docs))
	}
	again := score(t, insighttest.OnlineRetail(t, true), retailOptions)
	if !slices.Equal(again.Ranked().Rows, zeroParty(x.Ranked().Rows, again.Ranked().Rows)) {
		t.Error("reading the records backwards changes the answer")
	}
}

// zeroParty takes over the column index, the one thing that may differ.
func zeroParty(rows, from []rfm.Customer) []rfm.Customer {
	for i := range rows {
		rows[i].Party = from[i].Party
	}
	return rows
}

func drawOptions(t *rapid.T) rfm.Options {
	return rfm.Options{AsOf: insighttest.Day(rapid.IntRange(-5, 800).Draw(t, "as of")), Window: rapid.SampledFrom([]int{0, 0, 90, 365}).Draw(t, "window"),
		Bins: rapid.IntRange(3, 10).Draw(t, "bins"), Bounds: rapid.SampledFrom([]rfm.Bounds{rfm.Auto, rfm.Quantile}).Draw(t, "bounds"),
		Reading: insight.Reading{Basis: rapid.SampledFrom([]insight.Basis{insight.Revenue, insight.Margin}).Draw(t, "basis"),
			Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
}

func TestScore_OrderOfRecordsIsOfNoAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop, o := insighttest.Draw(t), drawOptions(t)
		x, err := rfm.Score(shop.Snapshot(), o)
		y, err2 := rfm.Score(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		a, _ := json.Marshal(x.Ranked())
		b, _ := json.Marshal(y.Ranked())
		if string(a) != string(b) {
			t.Fatalf("\n%s\n%s", a, b)
		}
	})
}

// naiveScore is the formula of the package comment, counted one by one.
func naiveScore[T any](all []T, v T, worse func(a, b T) bool, bins int) int8 {
	n := 0
	for _, o := range all {
		if worse(o, v) {
			n++
		}
	}
	return int8(1 + bins*n/len(all))
}

func TestScore_QuantilesFollowTheFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOptions(t)
		o.Bounds = rfm.Quantile
		x, err := rfm.Score(insighttest.Draw(t).Snapshot(), o)
		if err != nil {
			t.Fatal(err)
		}
		days := distinct(x.Customers, func(c rfm.Customer) int { return c.Days })
		orders := distinct(x.Customers, func(c rfm.Customer) int { return c.Orders })
		amounts := distinct(x.Customers, func(c rfm.Customer) int { return int(c.Net) })
		for _, c := range x.Customers {
			r := naiveScore(x.Customers, c, func(a, b rfm.Customer) bool { return a.Days > b.Days }, o.Bins)
			f := naiveScore(x.Customers, c, func(a, b rfm.Customer) bool { return a.Orders < b.Orders }, o.Bins)
			m := naiveScore(x.Customers, c, func(a, b rfm.Customer) bool { return a.Net < b.Net }, o.Bins)
			if days > 1 && r != c.R || orders > 1 && f != c.F || amounts > 1 && m != c.M {
				t.Fatalf("%+v, want %d %d %d", c, r, f, m)
			}
		}
	})
}

func distinct(customers []rfm.Customer, of func(rfm.Customer) int) int {
	values := map[int]bool{}
	for _, c := range customers {
		values[of(c)] = true
	}
	return len(values)
}

// Whatever the shop: scores in range, sums that add up, the limits explain
// the scores, and the documents behind a customer explain the amount.
func TestScore_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o := insighttest.Draw(t).Snapshot(), drawOptions(t)
		x, err := rfm.Score(s, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(x.Segments()); err != nil {
			t.Fatal(err)
		}
		if x.Coverage < 0 || x.Coverage > 1 {
			t.Fatalf("coverage %v", x.Coverage)
		}
		customers, net, inMatrix := 0, crm.Amount(0), 0
		for _, row := range x.Segments().Rows {
			customers, net = customers+row.Customers, net+row.Net
		}
		for _, row := range x.Matrix() {
			for _, cell := range row {
				inMatrix += cell.Customers
			}
		}
		if customers != len(x.Customers) || inMatrix != customers {
			t.Fatalf("segments hold %d, the matrix %d of %d", customers, inMatrix, len(x.Customers))
		}
		for _, c := range x.Customers {
			net -= c.Net
			checkCustomer(t, s, x, c)
		}
		if net != 0 {
			t.Fatalf("segments and customers differ by %d", net)
		}
		fixed := x.Options
		fixed.Bounds, fixed.Limits = rfm.Fixed, x.Limits
		y, err := rfm.Score(s, fixed)
		if err != nil || !slices.Equal(y.Customers, x.Customers) {
			t.Fatalf("the limits used do not give the same scores (%v)", err)
		}
	})
}

func checkCustomer(t *rapid.T, s *facts.Snapshot, x *rfm.Result, c rfm.Customer) {
	docs := x.Documents(s)[c.Party]
	orders, last, net := 0, crm.Date(0), crm.Amount(0)
	for _, d := range docs {
		sum := x.Options.Of(s, int(d))
		net += sum.Value
		if sum.Purchase {
			orders++
			last = s.Doc.Date[d]
		}
	}
	if orders != c.Orders || net != c.Net || int(x.Options.AsOf-last) != c.Days || c.Days < 0 {
		t.Fatalf("%+v, its documents give %d orders, %d net, last %v", c, orders, net, last)
	}
	for _, v := range []int8{c.R, c.F, c.M} {
		if v < 1 || int(v) > x.Options.Bins {
			t.Fatalf("score out of range: %+v", c)
		}
	}
}

func TestRules_NameEveryCellOnce(t *testing.T) {
	named := map[rfm.Segment]int{}
	for r := 1; r <= 5; r++ {
		for f := 1; f <= 5; f++ {
			matches := 0
			for _, rule := range rfm.Rules() {
				if r >= rule.RFrom && r <= rule.RTo && f >= rule.FFrom && f <= rule.FTo {
					matches++
				}
			}
			if matches != 1 {
				t.Errorf("R %d F %d: %d rules match", r, f, matches)
			}
			for m := 1; m <= 5; m++ {
				named[rfm.RuleOf(rfm.Cell{R: r, F: f, M: m}).Segment]++
			}
		}
	}
	want := map[rfm.Segment]int{rfm.Champions: 10, rfm.Loyal: 20, rfm.PotentialLoyalists: 20, rfm.New: 5, rfm.Promising: 5,
		rfm.NeedAttention: 5, rfm.AboutToSleep: 10, rfm.CantLose: 10, rfm.AtRisk: 20, rfm.Hibernating: 20}
	if !maps.Equal(named, want) {
		t.Errorf("cells of each segment %v, want %v", named, want)
	}
	if r := rfm.RuleOf(rfm.Cell{R: 3, F: 5}); r.RFrom != 3 || r.RTo != 4 || r.FFrom != 4 || r.FTo != 5 {
		t.Errorf("3 and 5 are named by %+v", r)
	}
}

func TestLevel(t *testing.T) {
	for bins, want := range map[int]string{3: "[1 3 5]", 4: "[1 2 4 5]", 5: "[1 2 3 4 5]", 10: "[1 1 2 2 3 3 4 4 5 5]"} {
		var got []int
		for s := 1; s <= bins; s++ {
			got = append(got, rfm.Level(s, bins))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%d bins: %v, want %s", bins, got, want)
		}
	}
}

// Three customers with purchases every 10 days: limits in steps of 10 days
// and of the median purchase, 200.
func TestScore_FewCustomersFollowTheShopsRhythm(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(3)
	for _, day := range []int{0, 10, 20} {
		shop.Buy(1, insighttest.Day(day), 200)
	}
	shop.Buy(2, insighttest.Day(0), 500)
	shop.Buy(3, insighttest.Day(20), 100)
	x := score(t, shop.Snapshot(), rfm.Options{AsOf: insighttest.Day(25)})
	if x.Method != rfm.MethodRhythm || x.Needs[0] != (insight.Need{Code: insight.NeedCustomers, Count: 22}) {
		t.Errorf("method %s, needs %v", x.Method, x.Needs)
	}
	want := []string{"5 3 3", "3 1 2", "5 1 1"}
	for i, c := range x.Customers {
		if got := fmt.Sprint(c.R, c.F, c.M); got != want[i] {
			t.Errorf("customer %d: %s, want %s (limits %+v)", i+1, got, want[i], x.Limits)
		}
	}
}

func TestScore_EdgeShops(t *testing.T) {
	var empty, oneDay, returnsOnly insighttest.Shop
	oneDay.Customers(30)
	for i := 1; i <= 30; i++ {
		oneDay.Buy(i, insighttest.Day(0), 100)
	}
	returnsOnly.Customers(1)
	returnsOnly.Buy(1, insighttest.Day(0), -100)
	for name, c := range map[string]struct {
		shop insighttest.Shop
		n    int
		need string
	}{"no customer": {empty, 0, insight.NeedSales}, "all on one day": {oneDay, 30, insight.NeedPeriods}, "only returns": {returnsOnly, 0, insight.NeedSales}} {
		a := score(t, c.shop.Snapshot(), rfm.Options{}).Segments()
		if _, err := json.Marshal(a); err != nil || a.N != c.n || a.Needs[0].Code != c.need {
			t.Errorf("%s: n %d, needs %v, %v", name, a.N, a.Needs, err)
		}
		for _, row := range a.Rows {
			if row.Customers > 0 && row.Segment != rfm.New {
				t.Errorf("%s: %d customers are %s", name, row.Customers, row.Segment)
			}
		}
	}
}

func TestScore_RefusesBadOptions(t *testing.T) {
	var shop insighttest.Shop
	for _, o := range []rfm.Options{{Bins: 2}, {Bins: 11}, {Window: -1}, {Bounds: "magic"}, {Bounds: rfm.Fixed}, {Reading: insight.Reading{Basis: "gold"}}} {
		if _, err := rfm.Score(shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
