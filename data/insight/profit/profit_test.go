package profit_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
)

func ask(t interface{ Fatal(...any) }, s *facts.Snapshot, o profit.Options) *profit.Result {
	r, err := profit.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// money are the amounts of a row that must add up.
type money struct {
	Net, Costed, Cost, Contribution, Serve, Acquisition, Rewards, Profit crm.Amount
}

func moneyOf(r profit.Row) money {
	m := money{Net: r.Net, Costed: r.Costed, Cost: r.Cost, Contribution: r.Contribution}
	if r.Effort != nil {
		m.Serve, m.Acquisition, m.Rewards, m.Profit = r.Serve, r.Acquisition, r.Rewards, r.Profit
	}
	return m
}

func (m money) plus(o money) money {
	return money{m.Net + o.Net, m.Costed + o.Costed, m.Cost + o.Cost, m.Contribution + o.Contribution,
		m.Serve + o.Serve, m.Acquisition + o.Acquisition, m.Rewards + o.Rewards, m.Profit + o.Profit}
}

func sum(rows []profit.Row) (all money) {
	for _, r := range rows {
		all = all.plus(moneyOf(r))
	}
	return all
}

func drawRange(t *rapid.T) (from, to crm.Date) {
	a, b := rapid.IntRange(0, 720).Draw(t, "from"), rapid.IntRange(0, 720).Draw(t, "to")
	if rapid.IntRange(0, 3).Draw(t, "since ever") == 0 {
		return 0, insighttest.Day(b)
	}
	return insighttest.Day(min(a, b)), insighttest.Day(max(a, b))
}

// TestEverythingReconciles_000_04: customers, segments, groups, sources and
// countries add up to the total in every line, products, categories and
// channels in the contribution, for any range of days.
func TestEverythingReconciles_000_04(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		from, to := drawRange(t)
		o := profit.Options{From: from, AsOf: to, Reading: insight.Reading{Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
		want := moneyOf(ask(t, s, o).Total)
		goods := money{Net: want.Net, Costed: want.Costed, Cost: want.Cost, Contribution: want.Contribution}
		for by, want := range map[profit.By]money{profit.All: want, profit.Customer: want, profit.Segment: want, profit.Group: want, profit.Source: want,
			profit.Country: want, profit.Product: goods, profit.Category: goods, profit.Channel: goods} {
			o.By = by
			r := ask(t, s, o)
			if got := sum(r.Rows); got != want {
				t.Fatalf("by %s: rows add up to %+v, total %+v", by, got, want)
			}
			if moneyOf(r.Total) != moneyOf(ask(t, s, o).Total) {
				t.Fatalf("by %s: another total", by)
			}
		}
		if want.Profit != want.Contribution-want.Serve-want.Acquisition-want.Rewards || want.Contribution != want.Costed-want.Cost {
			t.Fatalf("%+v", want)
		}
	})
}

// TestRangesAddUp_000_04: two ranges that follow each other add up to the whole.
func TestRangesAddUp_000_04(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		from, to := drawRange(t)
		middle := max(from, to-crm.Date(rapid.IntRange(1, 400).Draw(t, "cut")))
		if middle >= to {
			return
		}
		total := func(from, to crm.Date) money {
			return moneyOf(ask(t, s, profit.Options{From: from, AsOf: to, By: profit.All}).Total)
		}
		if first, second, whole := total(from, middle), total(middle+1, to), total(from, to); first.plus(second) != whole {
			t.Fatalf("%+v\n%+v\n%+v", first, second, whole)
		}
	})
}

// TestSameBytes: the order of records and asking again change nothing.
func TestSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		from, to := drawRange(t)
		o := profit.Options{From: from, AsOf: to, By: rapid.SampledFrom([]profit.By{profit.Customer, profit.Segment, profit.Group, profit.Product, profit.Category, profit.Channel}).Draw(t, "by")}
		text := func(s *facts.Snapshot) string {
			out, err := json.Marshal(ask(t, s, o)) // fails on NaN
			if err != nil {
				t.Fatal(err)
			}
			return string(out)
		}
		one, other := shop.Snapshot(), shop.Shuffled(t)
		if a, b, c := text(one), text(one), text(other); a != b || a != c {
			t.Fatalf("%s\n%s\n%s", a, b, c)
		}
	})
}

// TestEveryNumberCanBeRecomputed_000_13: the orders, contacts and rewards
// behind a customer give the row again, each contact by its own arithmetic.
func TestEveryNumberCanBeRecomputed_000_13(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		from, to := drawRange(t)
		o := profit.Options{From: from, AsOf: to}
		for _, row := range ask(t, s, o).Rows {
			if row.Kind != profit.Named {
				continue
			}
			trail, err := profit.Behind(s, o, row.Index)
			if err != nil {
				t.Fatal(err)
			}
			got := money{Acquisition: trail.Acquisition}
			for _, x := range trail.Sales {
				got.Net, got.Costed, got.Cost, got.Contribution = got.Net+x.Net, got.Costed+x.Costed, got.Cost+x.Cost, got.Contribution+x.Costed-x.Cost
			}
			for _, x := range trail.Contacts {
				got.Serve += x.Cost
				whole := int64(x.PerMinute)*int64(x.Minutes) + int64(x.PerContact) + int64(x.PerKm)*int64(x.Km) // hundredths of a cent
				if off := whole - 100*int64(x.Whole); off < -50 || off > 50 || !x.Priced && x.Whole != 0 {
					t.Fatalf("%+v comes to %d", x, whole)
				}
				if part := x.Whole / crm.Amount(x.Parties); x.Cost < part || x.Cost > part+1 {
					t.Fatalf("%+v: not an even share", x)
				}
			}
			for _, x := range trail.Rewards {
				got.Rewards += x.Cost
			}
			got.Profit = got.Contribution - got.Serve - got.Acquisition - got.Rewards
			one, ok, err := profit.One(context.Background(), s, o, row.Index)
			if row.Share, row.Cumulative, row.Loyalty = 0, 0, nil; err != nil || !ok || !reflect.DeepEqual(one, row) {
				t.Fatalf("alone %+v, among all %+v, %v", one, row, err)
			}
			if got != moneyOf(row) {
				t.Fatalf("by hand %+v, row %+v", got, moneyOf(row))
			}
		}
	})
}

// TestReasonsAreTrue_000_11: with few enough reasons to see them all, those that
// are parts of the profit add up to it.
func TestReasonsAreTrue_000_11(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := ask(t, insighttest.Draw(t).Snapshot(), profit.Options{})
		counted := 0
		for _, row := range r.Rows {
			if row.Kind != profit.Named {
				continue
			}
			var all crm.Amount
			for i, x := range row.Reasons {
				if x.Code != profit.Discounts {
					all += x.Amount
				}
				if row.Profit < 0 && x.Amount > 0 {
					t.Fatalf("%s costs more than it brings because of %+v", row.Name, x)
				}
				if i > 0 && row.Reasons[i-1].Code != profit.LowCoverage && abs(x.Amount) > abs(row.Reasons[i-1].Amount) {
					t.Fatalf("reasons out of order: %+v", row.Reasons)
				}
			}
			if row.Profit >= 0 && len(row.Reasons) < 3 && all != row.Profit {
				t.Fatalf("%+v add up to %d, profit %d", row.Reasons, all, row.Profit)
			}
			if row.Profit < 0 && row.Verdict != profit.CannotSay {
				counted++
			}
		}
		if worst := r.Worst(); counted != r.Drains || len(worst) != counted || !slices.IsSortedFunc(worst, func(a, b profit.Row) int { return int(a.Profit - b.Profit) }) {
			t.Fatalf("%d lose, %d said, %d listed", counted, r.Drains, len(worst))
		}
	})
}

func abs(a crm.Amount) crm.Amount { return max(a, -a) }

// lossShop has one customer of each verdict, worked out by hand.
//
//	1  sold 10.00 for a cost of 6.00, 12 % off one more of 8.80, cost 4.00:
//	   contribution 4.00 + 4.80 = 8.80; a call of 10 minutes at 0.20: 2.00;
//	   won for 1.00; profit 5.80 of 18.80
//	2  sold 20.00 for 12.00 and 5.00 for 9.00: contribution 8.00 - 4.00;
//	   two visits of 30 minutes at 0.20 and 5 km at 0.40: 8.00 each, the
//	   second at the new price of 0.50 a minute: 17.00; a reward of 2.00;
//	   profit 4.00 - 25.00 - 2.00 = -23.00
//	3  sold 10.00 for 9.70: profit 0.30, 3 % of net
//	4  sold 10.00 of unknown cost and 1.00 for 0.10
func lossShop() *insighttest.Shop {
	shop := &insighttest.Shop{}
	shop.Customers(5)
	won := shop.Records[0].(*crm.Party)
	won.AcquisitionCost, won.AcquisitionKnown = 100, true
	sell := func(party int, day int, net, cost crm.Amount) *crm.SalesDocument {
		d := shop.Buy(party, insighttest.Day(day), net)
		d.Lines[0].CostKnown, d.Lines[0].UnitCost = cost > 0, crm.AmountToPrice(cost, 2)
		return d
	}
	sell(1, 0, 1000, 600)
	sell(1, 30, 880, 400).Lines[0].Discount = 120
	sell(2, 10, 2000, 1200)
	sell(2, 20, 500, 900)
	sell(3, 10, 1000, 970)
	sell(4, 10, 1000, 0)
	sell(4, 10, 100, 10)
	rate := func(n byte, kind crm.InteractionKind, from int, minute crm.Price) {
		shop.Records = append(shop.Records, &crm.ActivityRate{Meta: crm.Meta{ID: crm.ID{'a', n}}, Activity: kind, From: insighttest.Day(from), PerMinute: minute, PerKm: 4000})
	}
	rate(1, crm.Visit, 50, 5000) // out of order: the day counts
	rate(2, crm.Visit, 0, 2000)
	rate(3, crm.Call, 0, 2000)
	talk := func(n byte, kind crm.InteractionKind, day, minutes, km int, with ...int) {
		in := &crm.Interaction{Meta: crm.Meta{ID: crm.ID{'i', n}}, InteractionKind: kind, Date: insighttest.Day(day), DurationMin: minutes, TravelKm: km}
		for _, p := range with {
			in.Parties = append(in.Parties, insighttest.PartyID(p))
		}
		shop.Records = append(shop.Records, in)
	}
	talk(1, crm.Call, 5, 10, 0, 1)
	talk(2, crm.Visit, 40, 30, 5, 2)
	talk(3, crm.Visit, 60, 30, 5, 2)
	talk(4, crm.Mail, 60, 30, 0, 3) // no cost set
	shop.Records = append(shop.Records, &crm.Referral{Meta: crm.Meta{ID: crm.ID{'r', 1}}, Referrer: insighttest.PartyID(2), Referred: insighttest.PartyID(3),
		Date: insighttest.Day(9), Status: crm.ReferralConverted, RewardCost: 200},
		&crm.Referral{Meta: crm.Meta{ID: crm.ID{'r', 2}}, Referrer: insighttest.PartyID(1), Referred: insighttest.PartyID(4),
			Date: insighttest.Day(9), Status: crm.ReferralNamed, RewardCost: 900})
	return shop
}

func rowOf(t *testing.T, r *profit.Result, party int) profit.Row {
	t.Helper()
	at := slices.IndexFunc(r.Rows, func(row profit.Row) bool { return row.ID == insighttest.PartyID(party) })
	if at < 0 {
		t.Fatalf("customer %d has no row", party)
	}
	return r.Rows[at]
}

func TestStatementByHand_000_08(t *testing.T) {
	r := ask(t, lossShop().Snapshot(), profit.Options{AsOf: insighttest.Day(90)})
	for party, want := range map[int]money{
		1: {Net: 1880, Costed: 1880, Cost: 1000, Contribution: 880, Serve: 200, Acquisition: 100, Profit: 580},
		2: {Net: 2500, Costed: 2500, Cost: 2100, Contribution: 400, Serve: 2500, Rewards: 200, Profit: -2300},
		3: {Net: 1000, Costed: 1000, Cost: 970, Contribution: 30, Profit: 30},
		4: {Net: 1100, Costed: 100, Cost: 10, Contribution: 90, Profit: 90},
	} {
		if got := moneyOf(rowOf(t, r, party)); got != want {
			t.Errorf("customer %d: %+v, want %+v", party, got, want)
		}
	}
	for party, want := range map[int]profit.Verdict{1: profit.Create, 2: profit.Drain, 3: profit.BreakEven, 4: profit.CannotSay} {
		if got := rowOf(t, r, party).Verdict; got != want || r.Count(want) != 1 {
			t.Errorf("customer %d: %s, want %s", party, got, want)
		}
	}
	two := rowOf(t, r, 2).Reasons
	if len(two) != 3 || two[0].Code != profit.Served || two[0].Count != 2 || two[0].Minutes != 60 || two[0].Km != 10 || two[0].Amount != -2500 ||
		two[1] != (profit.Reason{Code: profit.BelowCost, Count: 1, Amount: -400}) || two[2] != (profit.Reason{Code: profit.Rewarded, Count: 1, Amount: -200}) {
		t.Errorf("reasons %+v", two)
	}
	if one := rowOf(t, r, 1).Reasons; one[0].Code != profit.ByGoods || one[0].Amount != 880 || one[2].Code != profit.Discounts || one[2].Share != .12 {
		t.Errorf("reasons %+v", one)
	}
	if four := rowOf(t, r, 4); four.Reasons[0].Code != profit.LowCoverage || four.Coverage > .1 {
		t.Errorf("reasons %+v", four.Reasons)
	}
	if r.Drains != 1 || r.Lost != 2300 || r.Total.Profit != 580-2300+30+90 || r.Total.Customers != 4 || r.N != 4 {
		t.Errorf("%d drains of %d, total %+v", r.Drains, r.Lost, moneyOf(r.Total))
	}
	wants := []insight.Need{{Code: insight.NeedCosts, Count: 1}, {Code: profit.NeedRates, Count: 1}, {Code: profit.NeedAcquisition, Count: 3}}
	if !slices.Equal(r.Needs, wants) {
		t.Errorf("needs %v, want %v", r.Needs, wants)
	}
}

// TestRatesUnsetAreNoZero_000_09: without a rate a contact is counted and not
// priced; a rate of nothing is a price; changing one changes everything.
func TestRatesUnsetAreNoZero_000_09(t *testing.T) {
	shop := lossShop()
	three := rowOf(t, ask(t, shop.Snapshot(), profit.Options{AsOf: insighttest.Day(90)}), 3)
	if len(three.Served) != 1 || three.Unpriced != 1 || three.Served[0].Minutes != 30 || three.Serve != 0 {
		t.Errorf("%+v", three.Served)
	}
	shop.Records = append(shop.Records, &crm.ActivityRate{Meta: crm.Meta{ID: crm.ID{'a', 9}}, PerContact: 5000})
	r := ask(t, shop.Snapshot(), profit.Options{AsOf: insighttest.Day(90)})
	if three = rowOf(t, r, 3); three.Unpriced != 0 || three.Serve != 50 || three.Profit != -20 || three.Verdict != profit.Drain {
		t.Errorf("%+v, profit %d", three.Served, three.Profit)
	}
	if two := rowOf(t, r, 2); two.Serve != 2500 {
		t.Errorf("the rate for all kinds took the place of that of visits: %d", two.Serve)
	}
}

func TestLimitsAreTheOwners_000_11(t *testing.T) {
	s := lossShop().Snapshot()
	for _, c := range []struct {
		limits []int
		want   profit.Verdict
	}{{nil, profit.BreakEven}, {[]int{0, 3}, profit.Create}, {[]int{4, 10}, profit.Drain}, {[]int{-5, 4}, profit.BreakEven}} {
		if got := rowOf(t, ask(t, s, profit.Options{AsOf: insighttest.Day(90), Limits: c.limits}), 3).Verdict; got != c.want {
			t.Errorf("limits %v: %s, want %s", c.limits, got, c.want)
		}
	}
	for _, o := range []profit.Options{{Limits: []int{5, 0}}, {Limits: []int{1}}, {By: "moon"}, {From: insighttest.Day(99), AsOf: insighttest.Day(1)}} {
		if _, err := profit.Ask(context.Background(), s, o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestMarginAndMarkup_002_14: margin is by the price, markup by the cost, and
// shares run up to one.
func TestMarginAndMarkup_002_14(t *testing.T) {
	shop := &insighttest.Shop{}
	for i, c := range [][2]crm.Amount{{1000, 600}, {300, 250}, {0, 0}} {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(i + 1)}, Name: "p"})
		d := shop.Buy(0, insighttest.Day(1), c[0])
		d.Lines[0].Product, d.Lines[0].CostKnown, d.Lines[0].UnitCost = insighttest.ProductID(i+1), true, crm.AmountToPrice(c[1], 2)
	}
	r := ask(t, shop.Snapshot(), profit.Options{By: profit.Product})
	best, second, last := r.Rows[0], r.Rows[1], r.Rows[2]
	if best.Margin != (profit.Rate{Value: .4, Known: true}) || best.Markup.Value != 400.0/600 || last.Margin.Known || last.Markup.Known {
		t.Errorf("margin %v, markup %v; of nothing %v", best.Margin, best.Markup, last.Margin)
	}
	if best.Share != 400.0/450 || best.Cumulative != best.Share || second.Cumulative != 1 || best.Effort != nil {
		t.Errorf("shares %f %f %f", best.Share, second.Share, second.Cumulative)
	}
}

// TestSharedContactsAddUp: a contact of 1.00 among three is 34, 33 and 33.
func TestSharedContactsAddUp(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(3)
	in := &crm.Interaction{Meta: crm.Meta{ID: crm.ID{'i'}}, InteractionKind: crm.Meeting, Date: insighttest.Day(1)}
	for p := 1; p <= 3; p++ {
		shop.Buy(p, insighttest.Day(0), 100)
		in.Parties = append(in.Parties, insighttest.PartyID(p))
	}
	shop.Records = append(shop.Records, in, in, &crm.ActivityRate{Meta: crm.Meta{ID: crm.ID{'a'}}, PerContact: crm.PriceScale})
	r := ask(t, shop.Snapshot(), profit.Options{AsOf: insighttest.Day(2)})
	if a, b, c := rowOf(t, r, 1).Serve, rowOf(t, r, 2).Serve, rowOf(t, r, 3).Serve; a != 34 || b != 33 || c != 33 {
		t.Errorf("%d %d %d", a, b, c)
	}
}

// TestLoyalty_000_09: gaps of 10, 20 and 30 days vary by half of their mean.
func TestLoyalty_000_09(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(2)
	shop.Records[0].(*crm.Party).FirstSeen = insighttest.Day(0) - 40
	for _, day := range []int{0, 10, 30, 60, 60} {
		shop.Buy(1, insighttest.Day(day), 100)
	}
	shop.Buy(2, insighttest.Day(5), 500)
	r := ask(t, shop.Snapshot(), profit.Options{AsOf: insighttest.Day(100), From: insighttest.Day(50)})
	l := rowOf(t, r, 1).Loyalty
	if l.Tenure != 140 || l.Purchase != 4 || l.Regularity != (profit.Rate{Value: .5, Known: true}) || l.Revenue != 1 {
		t.Errorf("%+v", l)
	}
	if len(r.Rows) != 1 {
		t.Errorf("who bought nothing in the range is listed: %+v", r.Rows)
	}
}

// TestThinAndBad: nothing, one customer, only returns, all on one day.
func TestThinAndBad(t *testing.T) {
	empty := ask(t, (&insighttest.Shop{}).Snapshot(), profit.Options{})
	if empty.Rows == nil || empty.Needs[0].Code != insight.NeedSales || empty.Total.Profit != 0 || empty.Total.Margin.Known {
		t.Errorf("%+v", empty)
	}
	shop := &insighttest.Shop{}
	shop.Customers(2)
	shop.Buy(1, insighttest.Day(0), 100)
	shop.Buy(1, insighttest.Day(0), -900)
	shop.Buy(2, insighttest.Day(0), -100)
	r := ask(t, shop.Snapshot(), profit.Options{})
	one := rowOf(t, r, 1)
	if one.Net != -800 || one.Verdict != profit.CannotSay || one.Loyalty.Regularity.Known || one.Share != 0 {
		t.Errorf("%+v", one)
	}
	if other := r.Rows[slices.IndexFunc(r.Rows, func(x profit.Row) bool { return x.Kind == profit.NotYet })]; other.Net != -100 {
		t.Errorf("who has only brought back: %+v", other)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := profit.Ask(ctx, lossShop().Snapshot(), profit.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestOnlineRetail: a real shop without any cost gives no confident number.
func TestOnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r := ask(t, s, profit.Options{AsOf: crm.NewDate(2011, 12, 9)})
	if n := r.Count(profit.CannotSay); n != r.Total.Customers || r.Coverage != 0 || r.Total.Contribution != 0 || r.Total.Net == 0 {
		t.Errorf("%d of %d customers without verdict, coverage %f, %+v", n, r.Total.Customers, r.Coverage, moneyOf(r.Total))
	}
	if got := sum(r.Rows); got != moneyOf(r.Total) {
		t.Errorf("%+v, total %+v", got, moneyOf(r.Total))
	}
}
