package track_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/track"
)

func ask(t testing.TB, s *facts.Snapshot, o track.Options) *track.Result {
	t.Helper()
	r, err := track.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil { // JSON knows neither NaN nor infinity
		t.Fatal(err)
	}
	return r
}

// "Last quarter I said 41 customers would return; 38 did."
func TestAsk_PromisedAndKept_B2(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(45)
	for party := 1; party <= 45; party++ {
		shop.Buy(party, insighttest.Day(0), 1000)
		if party <= 38 {
			shop.Buy(party, insighttest.Day(30+party), 1000)
		}
		if party <= 2 {
			shop.Buy(party, insighttest.Day(50+party), 1000)
		}
		shop.Buy(party, insighttest.Day(91), 1000) // the day after
	}
	promise := func(series string, expected, low, high int64) crm.Prediction {
		return crm.Prediction{Question: track.Next, Series: series, AsOf: insighttest.Day(0), Until: insighttest.Day(90), Method: "model_mbg_nbd", Unit: series,
			Expected: expected * 1000, Low: low * 1000, High: high * 1000, Level: 80}
	}
	kept := []crm.Prediction{promise(track.Customers, 41, 36, 44), promise(track.Orders, 60, 50, 70), promise(track.Orders, 60, 50, 70)}
	later := promise(track.Orders, 9, 5, 12)
	later.AsOf, later.Until = insighttest.Day(10), insighttest.Day(100)
	unknown := promise("moons", 1, 1, 1)
	r := ask(t, shop.Snapshot(), track.Options{AsOf: insighttest.Day(95), Kept: append(kept, later, unknown)})
	if r.N != 2 || r.Inside != 1 || r.Replayed || len(r.Rows) != 3 {
		t.Fatalf("%+v", r)
	}
	if c := r.Rows[0]; c.Over || c.Actual != 0 || c.Inside {
		t.Errorf("not over yet: %+v", c)
	}
	if c := r.Rows[1]; c.Series != track.Orders || c.Actual != 40 || c.Inside || c.Off != 20 {
		t.Errorf("orders: %+v", c)
	}
	if c := r.Rows[2]; c.Series != track.Customers || c.Actual != 38 || !c.Inside || c.Off != 3 {
		t.Errorf("customers: %+v", c)
	}
}

// A real shop, of which nothing was kept: what it would have been told.
func TestAsk_OnlineRetailReplayed_B2_B3(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r := ask(t, s, track.Options{Horizon: 60})
	for _, c := range r.Rows {
		t.Logf("%s %s/%s: %.0f (%.0f to %.0f), %.0f happened, inside %v", c.Day, c.Question, c.Series, c.Expected, c.Low, c.High, c.Actual, c.Inside)
	}
	t.Logf("%d of %d inside; right %+v; bands %+v", r.Inside, r.N, r.Right, r.Bands)
	if !r.Replayed || r.N < 12 || float64(r.Inside) < 0.5*float64(r.N) {
		t.Errorf("%d of %d inside", r.Inside, r.N)
	}
	if x := r.Right; x.Days < 4 || x.Model*100 < 55*x.N || x.Rule*100 < 50*x.N {
		t.Errorf("%+v", x)
	}
	for i := 1; i < len(r.Bands); i++ { // the likely come more often than the unlikely
		a, b := r.Bands[i-1], r.Bands[i]
		if a.Came*b.N <= b.Came*a.N {
			t.Errorf("%+v", r.Bands)
		}
	}
	for _, p := range track.Reminders(s, crm.NewDate(2011, 9, 30)) {
		if p.Validate() != nil || p.Expected < p.Low || p.Expected > p.High || p.Level != 80 {
			t.Errorf("%+v", p)
		}
	}
}

func TestAsk_ThinBooks(t *testing.T) {
	if r := ask(t, (&insighttest.Shop{}).Snapshot(), track.Options{}); r.N != 0 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("empty: %+v", r)
	}
	once := &insighttest.Shop{}
	once.Customers(15)
	for party := 1; party <= 15; party++ {
		once.Buy(party, insighttest.Day(0), 1000)
	}
	if r := ask(t, once.Snapshot(), track.Options{AsOf: insighttest.Day(7000)}); r.N != 0 || r.Right.N != 0 || r.Needs[0].Code != track.NeedTime {
		t.Errorf("once: %+v", r)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := track.Ask(ctx, once.Snapshot(), track.Options{}); err == nil {
		t.Log("nothing to cancel")
	}
}

// Whatever the order of records, the same bytes; counts that add up.
func TestAsk_Properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := track.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of")), Horizon: rapid.IntRange(1, 120).Draw(t, "horizon")}
		a, err := track.Ask(context.Background(), shop.Snapshot(), o)
		b, err2 := track.Ask(context.Background(), shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		x, err := json.Marshal(a)
		y, _ := json.Marshal(b)
		if err != nil || string(x) != string(y) {
			t.Fatalf("%v\n%s\n%s", err, x, y)
		}
		n := 0
		for _, b := range a.Bands {
			n += b.N
		}
		if n != a.Right.N || a.Inside > a.N {
			t.Fatalf("%+v", a)
		}
		for _, c := range a.Rows {
			if c.Low > c.Expected || c.Expected > c.High || math.Abs(c.Off-(c.Expected-c.Actual)) > 1e-9 {
				t.Fatalf("%+v", c)
			}
		}
	})
}
