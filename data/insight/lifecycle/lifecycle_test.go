package lifecycle_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
)

func ask(t interface{ Fatal(...any) }, s *facts.Snapshot, o lifecycle.Options) *lifecycle.Result {
	r, err := lifecycle.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(r *lifecycle.Result, n int) lifecycle.Customer {
	for _, c := range r.Customers {
		if c.ID == insighttest.PartyID(n) {
			return c
		}
	}
	return lifecycle.Customer{}
}

// wayShop has six customers who stand on six places of the way on day 400.
// Customers 1 to 3 buy every 30 days, so everybody's usual gap is 30.
func wayShop() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(7)
	for g := 1; g <= 2; g++ {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(g)}, Name: "category"},
			&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: "product", Category: insighttest.CategoryID(g)})
	}
	buy := func(party, day, product int) {
		shop.Buy(party, insighttest.Day(day), 1000).Lines[0].Product = insighttest.ProductID(product)
	}
	for i := range 10 {
		buy(1, 120+30*i, 1)         // to day 390: repeat
		buy(2, 120+30*i, 1+(i+1)/9) // the second category from day 360: extended
		buy(3, 60+30*i, 1)          // to day 330, silent for 70: lapsing from day 391
	}
	buy(4, 10, 1) // to day 40, silent for 360: lost
	buy(4, 40, 2)
	buy(5, 380, 1)
	buy(5, 380, 2) // both on one day: still new
	buy(6, 10, 1)  // lost, and back on day 395
	buy(6, 395, 1)
	shop.Buy(0, insighttest.Day(5), 250)
	return &shop
}

func TestLifecycle_001_02_ByHand(t *testing.T) {
	r := ask(t, wayShop().Snapshot(), lifecycle.Options{AsOf: insighttest.Day(400), Since: insighttest.Day(350)})
	// 29 gaps: 28 of 30 days and one of 385; open ones of 10, 10, 70, 360, 20 and 5.
	if r.UsualGap != 30 || r.LongGap != 30 || r.Gaps != 29 || len(r.Needs) != 0 {
		t.Fatalf("usual %d, long %d of %d gaps, needs %v", r.UsualGap, r.LongGap, r.Gaps, r.Needs)
	}
	for n, want := range map[int]struct {
		stage   lifecycle.Stage
		entered int
	}{1: {lifecycle.Repeat, 150}, 2: {lifecycle.Extended, 360}, 3: {lifecycle.Lapsing, 391}, 4: {lifecycle.Lost, 40 + 121},
		5: {lifecycle.New, 380}, 6: {lifecycle.Repeat, 395}} {
		if c := find(r, n); c.Stage != want.stage || c.Entered != insighttest.Day(want.entered) {
			t.Errorf("customer %d is %s since day %d, want %s since %d", n, c.Stage, c.Entered-insighttest.Day(0), want.stage, want.entered)
		}
	}
	if c := find(r, 7); c.Stage != lifecycle.Prospect || c.Entered != 0 {
		t.Errorf("%+v", c)
	}
	// One gap of 385 and three of 30: 118.75 days.
	if c := find(r, 6); c.UsualGap != 118.75 || c.LapsingFrom != insighttest.Day(395+237+1) || c.OwnGaps != 1 {
		t.Errorf("%+v", c)
	}
	want := []lifecycle.Row{{lifecycle.Prospect, 1, 0, 2, 0, 1}, {lifecycle.New, 1, 2000, 0, 1, 0}, {lifecycle.Repeat, 2, 12000, 3, 1, 2},
		{lifecycle.Extended, 1, 10000, 0, 1, 0}, {lifecycle.Lapsing, 1, 10000, 0, 1, 0}, {lifecycle.Lost, 1, 2000, 2, 0, 1}}
	for i, w := range want {
		if r.Rows[i] != w {
			t.Errorf("%+v, want %+v", r.Rows[i], w)
		}
	}
	if len(r.Moves) != 4 || r.WalkIns != 1 || r.WalkInNet != 250 || *r.Repeaters.Rate != 5.0/6 {
		t.Errorf("moves %+v, walk-ins %d", r.Moves, r.WalkIns)
	}
}

// The factor of the settings moves the line.
func TestLifecycle_FactorCounts(t *testing.T) {
	r := ask(t, wayShop().Snapshot(), lifecycle.Options{AsOf: insighttest.Day(400), Factor10: 30})
	if c := find(r, 3); c.Stage != lifecycle.Repeat || c.LapsingFrom != insighttest.Day(330+91) || c.LostFrom != insighttest.Day(330+181) {
		t.Errorf("%+v", c)
	}
}

// Lapsing begins on the day after the longest silence, and a purchase on that
// very day comes before it.
func TestLifecycle_DayByDay(t *testing.T) {
	shop := wayShop()
	for day, want := range map[int]lifecycle.Stage{390: lifecycle.Repeat, 391: lifecycle.Lapsing} {
		if c := find(ask(t, shop.Snapshot(), lifecycle.Options{AsOf: insighttest.Day(day)}), 3); c.Stage != want {
			t.Errorf("day %d: %+v", day, c)
		}
	}
	shop.Buy(3, insighttest.Day(391), 100)
	r := ask(t, shop.Snapshot(), lifecycle.Options{AsOf: insighttest.Day(400), Since: insighttest.Day(350)})
	for _, m := range r.Moves {
		if m.ID == insighttest.PartyID(3) {
			t.Errorf("%+v", m)
		}
	}
}

// Half of the customers never come back, so the median waits for the one gap
// of 200 days; nineteen of twenty who came back took 10.
func TestLifecycle_UsualGapOfManyWhoCameOnce(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(21)
	for day := 100; day <= 300; day += 10 {
		shop.Buy(1, insighttest.Day(day), 100)
	}
	shop.Buy(2, insighttest.Day(0), 100)
	shop.Buy(2, insighttest.Day(200), 100)
	for n := 3; n <= 21; n++ {
		shop.Buy(n, insighttest.Day(150), 100)
	}
	r := ask(t, shop.Snapshot(), lifecycle.Options{AsOf: insighttest.Day(300)})
	if r.Gaps != 21 || r.LongGap != 10 || r.UsualGap != 10 {
		t.Errorf("%d gaps, long %d, usual %d", r.Gaps, r.LongGap, r.UsualGap)
	}
}

// Of too many weeks only those with a purchase are listed; they are no neighbours.
func TestRetention_AgesBetween(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	for i := range 8 {
		shop.Buy(1, insighttest.Day(7300*i), 100)
	}
	r := ask(t, shop.Snapshot(), lifecycle.Options{Unit: "week"})
	for i, p := range r.Periods {
		if p.Kept != 0 || p.Retention.Rate != nil || i > 0 && p.Back != 1 {
			t.Errorf("%+v", p)
		}
	}
}

func TestRetention_000_07_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(4)
	month := func(m int) crm.Date { return crm.NewDate(2025, 1, 10).AddMonths(m) }
	for party, months := range map[int][]int{1: {0, 1, 2, 6}, 2: {0, 1}, 3: {0, 2}, 4: {1, 2}} {
		for _, m := range months {
			shop.Buy(party, month(m), 100)
		}
	}
	shop.Buy(1, month(1)+5, 100)
	r := ask(t, shop.Snapshot(), lifecycle.Options{AsOf: month(6)})
	want := []struct{ active, kept, first, back, of int }{{3, 0, 3, 0, 0}, {3, 2, 1, 0, 3}, {3, 2, 0, 1, 3}, {0, 0, 0, 0, 3}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {1, 0, 0, 1, 0}}
	if len(r.Periods) != len(want) {
		t.Fatalf("%d periods", len(r.Periods))
	}
	for i, w := range want {
		p := r.Periods[i]
		if p.Active != w.active || p.Kept != w.kept || p.New != w.first || p.Back != w.back || p.Retention.Of != w.of {
			t.Errorf("%s: %+v, want %+v", p.Period, p, w)
		}
		if (p.Retention.Rate == nil) != (w.of == 0) {
			t.Errorf("%s: a rate of nobody, or none of somebody: %+v", p.Period, p.Retention)
		}
	}
	// Wilson's interval of 2 in 3, by hand.
	if x := r.Periods[1].Retention; math.Abs(*x.Rate-2.0/3) > 1e-12 || math.Abs(*x.Low-.2077) > 1e-4 || math.Abs(*x.High-.9385) > 1e-4 {
		t.Errorf("%v %v %v", *x.Rate, *x.Low, *x.High)
	}
	if g := r.Periods[1].Growth; g == nil || math.Abs(*g-1.0/3) > 1e-12 || r.Periods[0].Growth != nil || r.Periods[4].Growth != nil || *r.Periods[3].Growth != -1 {
		t.Errorf("growth %v", g)
	}
	if r.Periods[5].Partial || !r.Periods[6].Partial {
		t.Error("only the last month is cut")
	}
}

// Five first buy on day 0; two of them are lost early, one late, two stay. A
// sixth came 40 days ago. A seventh was a customer before the book began.
func TestStays_004_04(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(8)
	shop.Records[6].(*crm.Party).FirstSeen = insighttest.Day(-10)
	for party, last := range map[int]int{1: 0, 2: 0, 3: 100, 4: 300, 5: 300, 7: 200} {
		for day := 0; day <= last; day += 10 {
			shop.Buy(party, insighttest.Day(day), 100)
		}
	}
	shop.Buy(6, insighttest.Day(260), 100)
	shop.Buy(8, insighttest.Day(280), 100) // too late to tell anything
	r := ask(t, shop.Snapshot(), lifecycle.Options{AsOf: insighttest.Day(300)})
	// Gap 10: lapsing after 20 days, lost after 40. 1 and 2 are lost on day 41,
	// 3 on day 141, 6 is silent for 40 days and not lost.
	if r.UsualGap != 10 || r.Early != 1 {
		t.Fatalf("usual %d, %d early", r.UsualGap, r.Early)
	}
	// Followed up to day 260. On day 0 two of six buy for the last time, on day
	// 100 one of the three who are left.
	for m, want := range map[int]struct {
		risk, ended int
		share       float64
	}{0: {6, 0, 1}, 1: {3, 2, 2.0 / 3}, 3: {3, 2, 2.0 / 3}, 4: {2, 3, 4.0 / 9}, 8: {2, 3, 4.0 / 9}} {
		if s := r.Stays[m]; s.Months != m || s.AtRisk != want.risk || s.Ended != want.ended || math.Abs(s.Share-want.share) > 1e-12 || s.Low > s.Share || s.High < s.Share {
			t.Errorf("month %d: %+v, want %+v", m, s, want)
		}
	}
	for n, want := range map[int]bool{1: true, 3: true, 4: false, 6: false, 7: false, 8: false} {
		if got := find(r, n); got.Gone(4) != want || got.Followed != (n < 7) {
			t.Errorf("customer %d: %+v", n, got)
		}
	}
	if len(r.Stays) != 9 {
		t.Errorf("%d months, nobody is followed for longer than 8", len(r.Stays))
	}
	if !contains(r.Needs, insight.NeedEarly) {
		t.Error("does not say who came before the book")
	}
}

func contains(needs []insight.Need, code string) bool {
	for _, n := range needs {
		if n.Code == code {
			return true
		}
	}
	return false
}

func TestLifecycle_AddsUpInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		asOf := rapid.IntRange(-1, 900).Draw(t, "as of")
		o := lifecycle.Options{AsOf: insighttest.Day(asOf), Since: insighttest.Day(asOf - rapid.IntRange(0, 900).Draw(t, "days")), Factor10: rapid.SampledFrom([]int{0, 10, 35}).Draw(t, "factor")}
		r := ask(t, s, o)
		a, err := json.Marshal([]any{r, r.Customers, r.Moves})
		q := ask(t, shop.Shuffled(t), o)
		b, _ := json.Marshal([]any{q, q.Customers, q.Moves})
		if err != nil || string(a) != string(b) {
			t.Fatalf("%v\n%s\n%s", err, a, b)
		}
		customers, net, moves := 0, r.WalkInNet+r.OtherNet, 0
		for _, row := range r.Rows {
			if row.Customers != row.Before+row.Came-row.Left {
				t.Fatalf("%+v", row)
			}
			customers, net, moves = customers+row.Customers, net+row.Net, moves+row.Came
		}
		living := 0
		for _, live := range s.Party.Live {
			if live {
				living++
			}
		}
		if customers != living || len(r.Customers) != living || moves != len(r.Moves) {
			t.Fatalf("stages hold %d of %d customers, %d of %d moves", customers, living, moves, len(r.Moves))
		}
		for i := range s.Doc.ID {
			if insight.Counted(s, i, 0, o.AsOf) {
				net -= insight.Reading{}.Of(s, i).Value
			}
		}
		if net != 0 {
			t.Fatalf("off by %d", net)
		}
		checkCustomers(t, r)
		for i, p := range r.Periods {
			if p.Active != p.Kept+p.New+p.Back || i > 0 && p.Retention.Of != r.Periods[i-1].Active {
				t.Fatalf("%+v", p)
			}
		}
		for i, p := range r.Stays {
			if i > 0 && (p.Share > r.Stays[i-1].Share || p.AtRisk > r.Stays[i-1].AtRisk) || p.Low > p.Share+1e-9 || p.High < p.Share-1e-9 {
				t.Fatalf("%+v", r.Stays)
			}
		}
	})
}

// checkCustomers applies the rule once more to what each row says.
func checkCustomers(t *rapid.T, r *lifecycle.Result) {
	for _, s := range r.Stays {
		gone := 0
		for _, c := range r.Customers {
			if c.Gone(s.Months) {
				gone++
			}
		}
		if gone != s.Ended {
			t.Fatalf("%d of %d are gone after %d months", gone, s.Ended, s.Months)
		}
	}
	for _, c := range r.Customers {
		want := lifecycle.New
		switch {
		case c.Days == 0:
			want = lifecycle.Prospect
		case c.LostFrom != 0 && r.AsOf >= c.LostFrom:
			want = lifecycle.Lost
		case c.LapsingFrom != 0 && r.AsOf >= c.LapsingFrom:
			want = lifecycle.Lapsing
		case c.Days > 1 && c.Second != 0 && c.Second <= c.Last:
			want = lifecycle.Extended
		case c.Days > 1:
			want = lifecycle.Repeat
		}
		if c.Stage != want || c.Entered > r.AsOf || c.Days > 0 && c.Entered < c.First {
			t.Fatalf("%+v, want %s", c, want)
		}
	}
}

// 000-07, 004-14: thin and bad books have an answer with its lack.
func TestLifecycle_004_14_ThinBooks(t *testing.T) {
	var empty, prospects, once, oneDay, free, ages insighttest.Shop
	prospects.Customers(15)
	once.Customers(15)
	oneDay.Customers(15)
	free.Customers(2)
	ages.Customers(2)
	for n := 1; n <= 15; n++ {
		once.Buy(n, insighttest.Day(10*n), 100)
		oneDay.Buy(n, insighttest.Day(0), 100)
		oneDay.Buy(n, insighttest.Day(0), 100)
	}
	free.Buy(1, insighttest.Day(0), 0)
	free.Buy(2, insighttest.Day(0), -100)
	for i := range 8 {
		ages.Buy(1, insighttest.Day(7300*i), 100)
	}
	for _, c := range []struct {
		name       string
		shop       insighttest.Shop
		need       string
		newOnes, n int
	}{{"empty", empty, insight.NeedSales, 0, 0}, {"prospects", prospects, insight.NeedSales, 0, 0}, {"once", once, lifecycle.NeedReturns, 15, 15},
		{"one day", oneDay, lifecycle.NeedReturns, 15, 15}, {"nothing spent", free, insight.NeedSales, 0, 0}, {"ages", ages, lifecycle.NeedCategories, 0, 1}} {
		r := ask(t, c.shop.Snapshot(), lifecycle.Options{AsOf: insighttest.Day(60000)})
		if _, err := json.Marshal(r); err != nil || !contains(r.Needs, c.need) || r.N != c.n || len(r.Rows) > 0 && r.Rows[1].Customers != c.newOnes {
			t.Errorf("%s: %+v, %v", c.name, r.Answer, err)
		}
	}
}

func TestLifecycle_RefusesBadOptions(t *testing.T) {
	var shop insighttest.Shop
	for _, o := range []lifecycle.Options{{Factor10: 9}, {AsOf: 100, Since: 101}, {Unit: "day"}} {
		if _, err := lifecycle.Ask(context.Background(), shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := lifecycle.Ask(ctx, wayShop().Snapshot(), lifecycle.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Published: the December 2010 cohort is three times the later ones, and the
// median gap with censoring is 40 days.
func TestLifecycle_OnlineRetail(t *testing.T) {
	r := ask(t, insighttest.OnlineRetail(t, false), lifecycle.Options{})
	if r.N != 4338 || r.UsualGap != 40 || r.FullFrom != crm.NewDate(2011, 1, 1) || r.Early != 885 {
		t.Errorf("n %d, usual %d, full from %s, %d early", r.N, r.UsualGap, r.FullFrom, r.Early)
	}
	if p := r.Periods[1]; p.Period != "2011-01" || p.Kept != 324 || p.New != 417 || p.Retention.Of != 885 {
		t.Errorf("%+v", p)
	}
	if last := r.Periods[len(r.Periods)-1]; !last.Partial {
		t.Errorf("%+v", last)
	}
	total := 0
	for _, row := range r.Rows {
		total += row.Customers
	}
	if total != 4372 { // parties in the file, some with returns alone
		t.Errorf("%d customers", total)
	}
}

func BenchmarkLifecycle(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := lifecycle.Ask(context.Background(), s, lifecycle.Options{}); err != nil || r.N == 0 {
			b.Fatal(err)
		}
	}
}
