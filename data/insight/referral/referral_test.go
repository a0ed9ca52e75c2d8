package referral_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/referral"
)

func ask(t interface{ Fatal(...any) }, s *facts.Snapshot, o referral.Options) *referral.Result {
	x, err := referral.Ask(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// refer adds a referral between two numbered customers.
func refer(s *insighttest.Shop, from, to int, status crm.ReferralStatus, reward crm.Amount) {
	s.Records = append(s.Records, &crm.Referral{Meta: crm.Meta{ID: crm.ID{0: 'r', 1: byte(len(s.Records) + 1)}}, Referrer: insighttest.PartyID(from), Referred: insighttest.PartyID(to),
		Status: status, Date: insighttest.Day(1), RewardCost: reward})
}

// costs makes a sale's cost known.
func costs(d *crm.SalesDocument, cost crm.Amount) {
	d.Lines[0].CostKnown, d.Lines[0].UnitCost = true, crm.Price(cost)*crm.PriceScale/100
}

// 1 brought 2 and 3, 2 brought 4, 3 only named 5; 6 bought and brought nobody.
func family() *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(6)
	for i, net := range []crm.Amount{5000, 10000, 2000, 7000, 9000, 30000} {
		costs(s.Buy(i+1, insighttest.Day(10+i), net), net/2)
	}
	refer(s, 1, 2, crm.ReferralConverted, 500)
	refer(s, 1, 3, crm.ReferralConverted, 0)
	refer(s, 2, 4, crm.ReferralConverted, 300)
	refer(s, 3, 5, crm.ReferralNamed, 100)
	return s
}

func TestReferrals_000_10_B14(t *testing.T) {
	x := ask(t, family().Snapshot(), referral.Options{})
	var got []string
	for _, r := range x.Rows {
		got = append(got, fmt.Sprintf("%d: %d of %d, %d+%d open, %d/%d less %d = %d %s", r.ID[15], r.Direct.Customers, r.All.Customers, r.Direct.Revenue, r.All.Revenue-r.Direct.Revenue,
			r.Open, r.All.Profit, r.All.Rewards, r.Value, r.Square))
	}
	// Spending: the lower median of 2000 5000 7000 9000 10000 30000 is 7000;
	// value: of 3200 and 8700 it is 3200.
	want := []string{"1: 2 of 3, 12000+7000 open, 0/9500 less 800 = 8700 advocates", "2: 1 of 1, 7000+0 open, 0/3500 less 300 = 3200 champions", "3: 0 of 0, 0+0 open, 1/0 less 0 = 0 misers"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if x.Limits != (referral.Limits{Spend: 7000, Value: 3200}) {
		t.Errorf("limits %+v", x.Limits)
	}
	if x.Brought != (referral.Brought{Customers: 3, Revenue: 19000, Profit: 9500, Rewards: 800}) || x.Open != 1 || x.Coverage != 1 {
		t.Errorf("all: %+v, %d open, coverage %v", x.Brought, x.Open, x.Coverage)
	}
	counts := ""
	for _, c := range x.Cells {
		counts += fmt.Sprintf("%s %d %d %d; ", c.Square, c.Customers, c.Spend, c.Value)
	}
	if counts != "champions 1 10000 3200; affluents 3 46000 0; advocates 1 5000 8700; misers 1 2000 0; " {
		t.Errorf("square %s", counts)
	}
}

func TestTree_B14(t *testing.T) {
	s := family().Snapshot()
	x := ask(t, s, referral.Options{})
	got := ""
	for _, n := range x.Tree {
		got += fmt.Sprintf("%s%d %d open %t\n", strings.Repeat(" ", n.Depth), n.ID[15], n.Brought, n.Open)
	}
	if got != "1 3 open false\n 2 1 open false\n  4 0 open false\n 3 0 open false\n  5 0 open true\n" {
		t.Errorf("tree\n%s", got)
	}
	first := x.Rows[0]
	sum := crm.Amount(0)
	for _, doc := range x.Documents(s, first.Party) {
		sum += (insight.Reading{}).Of(s, int(doc)).Value
	}
	if sum != first.All.Revenue {
		t.Errorf("the documents behind come to %d, not %d", sum, first.All.Revenue)
	}
}

func TestOwnLimits_B14(t *testing.T) {
	x := ask(t, family().Snapshot(), referral.Options{SpendFrom: 10001, ValueFrom: 8700})
	if x.Limits != (referral.Limits{Spend: 10001, Value: 8700, OwnSpend: true, OwnValue: true}) || x.Rows[1].Square != referral.Misers || x.Rows[0].Square != referral.Advocates {
		t.Errorf("%+v %+v", x.Limits, x.Rows)
	}
	if _, err := referral.Ask(family().Snapshot(), referral.Options{SpendFrom: -1}); err == nil {
		t.Error("a negative limit is taken")
	}
}

// A book refuses circles and second referrers; facts of a broken one must
// neither hang the answer nor count anybody twice.
func TestBrokenBook(t *testing.T) {
	var s insighttest.Shop
	s.Customers(6)
	s.Buy(2, insighttest.Day(1), 100)
	s.Buy(4, insighttest.Day(1), 700)
	for _, link := range [][2]int{{1, 2}, {2, 1}, {3, 4}, {5, 4}, {6, 6}} {
		refer(&s, link[0], link[1], crm.ReferralConverted, 0)
	}
	x := ask(t, s.Snapshot(), referral.Options{})
	if x.Brought.Customers != 1 || len(x.Rows) != 1 || x.Rows[0].ID != insighttest.PartyID(3) || x.Rows[0].All.Revenue != 700 || len(x.Tree) != 2 {
		t.Errorf("%+v", x)
	}
}

func TestThinData(t *testing.T) {
	var empty insighttest.Shop
	x := ask(t, empty.Snapshot(), referral.Options{})
	if len(x.Needs) != 2 || x.Rows == nil || x.Tree == nil || x.N != 0 {
		t.Errorf("an empty book: %+v", x)
	}
	var plain insighttest.Shop
	plain.Customers(2)
	plain.Buy(1, insighttest.Day(1), 100)
	plain.Buy(2, insighttest.Day(2), 300)
	refer(&plain, 2, 1, crm.ReferralConverted, 30)
	x = ask(t, plain.Snapshot(), referral.Options{})
	if x.Value != insight.Revenue || x.Rows[0].Value != 70 || x.Needs[0] != (insight.Need{Code: insight.NeedCosts, Count: 1}) {
		t.Errorf("no cost is known: %+v", x)
	}
	if x = ask(t, plain.Snapshot(), referral.Options{AsOf: insighttest.Day(0)}); x.N != 0 || len(x.Rows) != 0 {
		t.Errorf("before the referral: %+v", x)
	}
}

// Compared with asking each customer who brought him, all the way up.
func TestAgainstClimbing_B14(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := referral.Options{AsOf: insighttest.Day(rapid.IntRange(0, 720).Draw(t, "as of"))}
		x := ask(t, s, o)
		up := map[crm.ID]*crm.Referral{}
		for _, r := range shop.Records {
			if r, ok := r.(*crm.Referral); ok && r.Date <= o.AsOf {
				up[r.Referred] = r
			}
		}
		revenue, live := map[crm.ID]crm.Amount{}, map[crm.ID]bool{}
		for p, id := range s.Party.ID {
			live[id] = s.Party.Live[p]
		}
		for i, p := range s.Doc.Party {
			if p >= 0 && insight.Counted(s, i, 0, o.AsOf) {
				revenue[s.Party.ID[p]] += (insight.Reading{}).Of(s, i).Value
			}
		}
		wantAll, wantCount, rewards := map[crm.ID]crm.Amount{}, map[crm.ID]int{}, map[crm.ID]crm.Amount{}
		for at, r := range up {
			for cost := r.RewardCost; r != nil && r.Status == crm.ReferralConverted; r = up[r.Referrer] {
				rewards[r.Referrer] += cost
			}
			for r := up[at]; live[at] && r != nil && r.Status == crm.ReferralConverted; r = up[r.Referrer] {
				wantAll[r.Referrer] += revenue[at]
				wantCount[r.Referrer]++
			}
		}
		for _, row := range x.Rows {
			if row.All.Revenue != wantAll[row.ID] || row.All.Customers != wantCount[row.ID] || row.All.Rewards != rewards[row.ID] {
				t.Fatalf("%+v, want %d of %d customers, rewards %d", row, wantAll[row.ID], wantCount[row.ID], rewards[row.ID])
			}
		}
		if len(x.Tree) > 0 && len(x.Tree) < len(x.Rows) {
			t.Fatalf("%d lines of tree for %d referrers", len(x.Tree), len(x.Rows))
		}
		first, _ := json.Marshal(x)
		if again, _ := json.Marshal(ask(t, shop.Shuffled(t), o)); string(first) != string(again) {
			t.Fatalf("the order of records changes the answer:\n%s\n%s", first, again)
		}
	})
}

// Everybody in the square is there once, and its money is all spending.
func TestSquareAddsUp_B14(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		x := ask(t, s, referral.Options{Reading: insight.Reading{Basis: rapid.SampledFrom([]insight.Basis{insight.Revenue, insight.Margin}).Draw(t, "basis")}})
		customers := 0
		for _, c := range x.Cells {
			members := x.Members(s, c.Square)
			spend := crm.Amount(0)
			for _, m := range members {
				spend += m.Spend
			}
			if len(members) != c.Customers || spend != c.Spend {
				t.Fatalf("%s: %d members with %d, not %d with %d", c.Square, len(members), spend, c.Customers, c.Spend)
			}
			customers += c.Customers
		}
		if customers != x.N {
			t.Fatalf("%d in the square, n %d", customers, x.N)
		}
	})
}
