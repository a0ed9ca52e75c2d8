package reasons_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
	"regulars/data/insight/reasons"
)

var gift, passing, dear = crm.ID{0: 1}, crm.ID{0: 2}, crm.ID{0: 3}

func ask(t testing.TB, s *facts.Snapshot, o reasons.Options) *reasons.Result {
	t.Helper()
	r, err := reasons.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func cost(d *crm.SalesDocument, cents crm.Amount) *crm.SalesDocument {
	d.Lines[0].UnitCost, d.Lines[0].CostKnown = crm.Price(cents)*crm.PriceScale/100, true
	return d
}

// 002-01: the coverage, the ranking by contribution and by group, and what
// was lost, by hand.
func TestAsk_002_01_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(2)
	shop.Records[0].(*crm.Party).Group = "Cafe"
	cost(shop.Buy(1, insighttest.Day(1), 1000), 900).Reason = gift // leaves 100
	cost(shop.Buy(2, insighttest.Day(2), 500), 100).Reason = passing
	cost(shop.Buy(2, insighttest.Day(3), 300), 200).Reason = passing // both 500
	cost(shop.Buy(0, insighttest.Day(4), 50), 0)
	shop.Buy(1, insighttest.Day(5), -100)
	for i, why := range []crm.ID{dear, dear, {}} {
		q := shop.Buy(2, insighttest.Day(6+i), 700)
		q.DocType, q.Status, q.Reason = crm.Quote, crm.Lost, why
	}
	s := shop.Snapshot()
	r := ask(t, s, reasons.Options{By: reasons.Group, AsOf: insighttest.Day(20)})
	if r.N != 3 || r.Coverage != 0.75 || r.ByNet || len(r.Rows) != 3 || r.Total.Net != 1850 || r.Total.Sales != 4 || r.Total.Customers != 2 || r.Rest.Net != -100 {
		t.Fatalf("%+v", r)
	}
	first, second := r.Rows[0], r.Rows[1]
	if first.Reason != passing.String() || first.Contribution != 500 || first.Net != 800 || first.Sales != 2 || first.Customers != 1 || first.Share != 2./3 ||
		len(first.Parts) != 1 || first.Parts[0].Group != "" || first.Parts[0].Share != 1 {
		t.Errorf("%+v", first)
	}
	if second.Reason != gift.String() || second.Contribution != 100 || second.Parts[0].Group != "Cafe" {
		t.Errorf("%+v", second)
	}
	if rest := r.Rows[2]; rest.Reason != "" || rest.Net != 50 || rest.Share != 0 || rest.Parts[0].Group != reasons.WalkIn {
		t.Errorf("%+v", rest)
	}
	if len(r.Lost) != 2 || r.Lost[0] != (reasons.Lost{Reason: dear.String(), Quotes: 2, Net: 1400, Share: 1400. / 2100}) || r.LostQuotes != 3 || r.LostNoted != 2./3 {
		t.Errorf("%+v", r.Lost)
	}
	if len(r.Needs) != 2 || r.Needs[0] != (insight.Need{Code: reasons.NeedReasons, Count: 1}) || r.Needs[1] != (insight.Need{Code: reasons.NeedLost, Count: 1}) {
		t.Errorf("%+v", r.Needs)
	}
}

// Without costs the ranking is by net, and says so.
func TestAsk_RanksByNetWithoutCosts(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Buy(1, insighttest.Day(1), 10000).Reason = gift
	cost(shop.Buy(1, insighttest.Day(2), 500), 100).Reason = passing
	if r := ask(t, shop.Snapshot(), reasons.Options{}); !r.ByNet || r.Rows[0].Reason != gift.String() {
		t.Errorf("%+v", r)
	}
}

func TestAsk_ThinAndWrong(t *testing.T) {
	r := ask(t, (&insighttest.Shop{}).Snapshot(), reasons.Options{})
	if len(r.Rows) != 0 || len(r.Needs) != 1 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("%+v", r)
	}
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Buy(1, insighttest.Day(1), 100)
	if r := ask(t, shop.Snapshot(), reasons.Options{}); r.N != 0 || r.Coverage != 0 || r.Needs[0].Code != reasons.NeedReasons {
		t.Errorf("%+v", r)
	}
	for _, o := range []reasons.Options{{Window: -1}, {By: "size"}, {Reading: insight.Reading{Returns: "no"}}} {
		if _, err := reasons.Ask(context.Background(), shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := reasons.Ask(ctx, shop.Snapshot(), reasons.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// draw gives the sales of a random shop reasons, and loses some quotes.
func draw(t *rapid.T) *insighttest.Shop {
	shop := insighttest.Draw(t)
	for _, r := range shop.Records {
		if d, ok := r.(*crm.SalesDocument); ok {
			d.Reason = rapid.SampledFrom([]crm.ID{{}, gift, passing, dear}).Draw(t, "reason")
			if d.DocType == crm.Quote && rapid.Bool().Draw(t, "lost") {
				d.Status = crm.Lost
			}
		}
	}
	return shop
}

// Must show 5: groups sum up to reasons, reasons to all purchases, and these
// with the rest to the profit statement; the order of records is of no account.
func TestAsk_AddsUpToProfit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := draw(t)
		o := reasons.Options{AsOf: insighttest.Day(rapid.IntRange(0, 700).Draw(t, "as of")), Window: rapid.SampledFrom([]int{0, 90, 365}).Draw(t, "window"),
			By:      rapid.SampledFrom([]reasons.By{reasons.Segment, reasons.Group}).Draw(t, "by"),
			Reading: insight.Reading{Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
		s := shop.Snapshot()
		r, err := reasons.Ask(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		var sum reasons.Sums
		noted := 0
		for _, row := range r.Rows {
			var parts reasons.Sums
			for _, p := range row.Parts {
				plus(&parts, p.Sums)
			}
			if parts.Sales != row.Sales || parts.Customers != row.Customers || parts.Net != row.Net || parts.Contribution != row.Contribution {
				t.Fatalf("parts %+v of %+v", parts, row)
			}
			plus(&sum, row.Sums)
			if row.Reason != "" {
				noted += row.Sales
			}
			docs, err := reasons.Records(s, o, row.Reason, false)
			if err != nil || len(docs) != row.Sales {
				t.Fatal(len(docs), err, row)
			}
		}
		if sum.Sales != r.Total.Sales || sum.Net != r.Total.Net || sum.Contribution != r.Total.Contribution || noted != r.N {
			t.Fatalf("%+v, total %+v", sum, r.Total)
		}
		whole := profit.Options{AsOf: o.AsOf, By: profit.All, Reading: o.Reading}
		if o.Window > 0 {
			whole.From = o.AsOf - crm.Date(o.Window) + 1
		}
		p, err := profit.Ask(context.Background(), s, whole)
		if err != nil {
			t.Fatal(err)
		}
		if p.Total.Net != r.Total.Net+r.Rest.Net || p.Total.Contribution != r.Total.Contribution+r.Rest.Contribution || p.Total.Sales != r.Total.Sales {
			t.Fatalf("profit %+v, here %+v and %+v", p.Total, r.Total, r.Rest)
		}
		quotes := 0
		for _, l := range r.Lost {
			docs, err := reasons.Records(s, o, l.Reason, true)
			if quotes += l.Quotes; err != nil || len(docs) != l.Quotes {
				t.Fatal(len(docs), err, l)
			}
		}
		if quotes != r.LostQuotes {
			t.Fatal(quotes, r.LostQuotes)
		}
		other, err := reasons.Ask(context.Background(), shop.Shuffled(t), o)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := text(t, r), text(t, other); a != b {
			t.Fatalf("another order of records:\n%s\n%s", a, b)
		}
	})
}

func plus(sum *reasons.Sums, x reasons.Sums) {
	sum.Sales += x.Sales
	sum.Customers += x.Customers
	sum.Net += x.Net
	sum.Contribution += x.Contribution
}

func text(t *rapid.T, r *reasons.Result) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
