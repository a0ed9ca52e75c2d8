package value_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/value"
)

// The published concentration of the UCI Online Retail sales.
func TestPareto_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	x, err := value.Classify(s, value.Options{Reading: insight.Reading{Returns: insight.Ignore}})
	if err != nil {
		t.Fatal(err)
	}
	p := x.Pareto()
	for _, c := range []struct {
		name      string
		got, want float64
	}{{"top 20 %", p.Top20, .74617}, {"top 1 %", p.Top1, .31999}, {"Gini", p.Gini, .71514}, {"customers", float64(p.N), 4338}} {
		if math.Abs(c.got-c.want) > 5e-6 {
			t.Errorf("%s: %.5f, want %.5f", c.name, c.got, c.want)
		}
	}
}

func classes(t testing.TB, o value.Options, nets ...crm.Amount) (string, *value.Result) {
	t.Helper()
	var shop insighttest.Shop
	shop.Customers(len(nets))
	for i, net := range nets {
		shop.Buy(i+1, insighttest.Day(0), max(net, 1))
		if net < 1 {
			shop.Buy(i+1, insighttest.Day(1), net-1)
		}
	}
	s := shop.Snapshot()
	x, err := value.Classify(s, o)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, label := range x.Labels(len(nets)) {
		out += label[:1]
	}
	return out, x
}

func TestClassify_ByHand(t *testing.T) {
	for _, c := range []struct {
		why  string
		nets []crm.Amount
		want string
	}{
		{"one customer brings it all", []crm.Amount{100}, "h"},
		{"half, then up to nine tenths", []crm.Amount{50, 30, 10, 10}, "hooo"},
		{"the one who crosses the half is still high", []crm.Amount{40, 30, 20, 6, 4}, "hholl"},
		{"equals share", []crm.Amount{30, 30, 30, 5, 5}, "hhhll"},
		{"nothing and less than nothing is low", []crm.Amount{10, 0, -50}, "hll"},
		{"nobody brought anything", []crm.Amount{0, -5}, "ll"},
	} {
		if got, x := classes(t, value.Options{}, c.nets...); got != c.want {
			t.Errorf("%s: %v is %s, want %s (%+v)", c.why, c.nets, got, c.want, x.Answer().Rows)
		}
	}
}

func TestPareto_ByHand(t *testing.T) {
	_, x := classes(t, value.Options{}, 10, 10, 10, 10)
	if p := x.Pareto(); p.Gini != 0 || p.Top20 != .25 {
		t.Errorf("four equals: %+v", p)
	}
	_, x = classes(t, value.Options{}, 6, 2, 2) // 2(1*2+2*2+3*6)/(3*10) - 4/3
	if p := x.Pareto(); math.Abs(p.Gini-(48.0/30-4.0/3)) > 1e-12 {
		t.Errorf("Gini %v", p.Gini)
	}
}

func TestClassify_AddsUpInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		high := rapid.IntRange(1, 100).Draw(t, "high")
		o := value.Options{HighShare: high, OrdinaryShare: rapid.IntRange(high, 100).Draw(t, "ordinary"), Window: rapid.SampledFrom([]int{0, 365}).Draw(t, "window")}
		x, err := value.Classify(shop.Snapshot(), o)
		y, err2 := value.Classify(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		a, errA := json.Marshal([]any{x.Answer(), x.Pareto(), x.Customers})
		b, _ := json.Marshal([]any{y.Answer(), y.Pareto(), y.Customers})
		if errA != nil || string(a) != string(b) {
			t.Fatalf("%v\n%s\n%s", errA, a, b)
		}
		n, net := 0, crm.Amount(0)
		for _, row := range x.Answer().Rows {
			n, net = n+row.Customers, net+row.Net
		}
		for i, c := range x.Customers {
			net -= c.Net
			if i > 0 && c.Net == x.Customers[i-1].Net && c.Class != x.Customers[i-1].Class {
				t.Fatalf("equals in two classes: %+v", c)
			}
		}
		if n != len(x.Customers) || net != 0 {
			t.Fatalf("classes hold %d of %d customers, off by %d", n, len(x.Customers), net)
		}
	})
}

func TestMoves(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(3)
	shop.Buy(1, insighttest.Day(0), 100)
	shop.Buy(2, insighttest.Day(0), 1)
	shop.Buy(2, insighttest.Day(10), 5000)
	shop.Buy(3, insighttest.Day(10), 1)
	moves, err := value.Moves(shop.Snapshot(), value.Options{}, insighttest.Day(5))
	if err != nil {
		t.Fatal(err)
	}
	want := []value.Move{{insighttest.PartyID(1), "customer", value.High, value.Low},
		{insighttest.PartyID(2), "customer", value.Low, value.High}, {insighttest.PartyID(3), "customer", value.None, value.Low}}
	for i, m := range moves {
		if len(moves) != len(want) || m != want[i] {
			t.Fatalf("moves %+v, want %+v", moves, want)
		}
	}
}

func TestClassify_RefusesBadOptions(t *testing.T) {
	var shop insighttest.Shop
	for _, o := range []value.Options{{HighShare: 90, OrdinaryShare: 50}, {HighShare: 50}, {HighShare: 10, OrdinaryShare: 101}, {Window: -1}} {
		if _, err := value.Classify(shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
