package offer_test

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
	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/offer"
)

const (
	beans = iota + 1
	biscotti
	tea
)

func sell(shop *insighttest.Shop, party, day int, products ...int) {
	d := shop.Buy(party, insighttest.Day(day), 1000)
	d.Lines = nil
	for _, p := range products {
		d.Lines = append(d.Lines, crm.Line{Product: insighttest.ProductID(p), Quantity: crm.QuantityScale, Net: 1000,
			UnitCost: 7 * crm.PriceScale, CostKnown: p != tea})
	}
}

// 30 customers buy beans. Of the 20 regulars among them 15 have bought
// biscotti as well, of the 10 others none. Walk-ins buy tea.
func shop() (*insighttest.Shop, []string) {
	var shop insighttest.Shop
	shop.Customers(31)
	for i, name := range []string{"Beans", "Biscotti", "Tea"} {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(i + 1)}, Name: name})
	}
	segments := make([]string, 31)
	for i := 1; i <= 30; i++ {
		sell(&shop, i, i, beans)
		if i <= 15 {
			sell(&shop, i, 40+i, beans, biscotti)
		}
		if i <= 20 {
			segments[i-1] = "regular"
		}
	}
	for day := range 40 {
		sell(&shop, 0, day, beans, biscotti)
		sell(&shop, 0, day, tea)
		sell(&shop, 0, day, tea)
	}
	return &shop, segments
}

func ask(t testing.TB, s *facts.Snapshot, o offer.Options) *offer.Result {
	t.Helper()
	r, err := offer.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// 001-05: the share of similar customers who bought it, with n, and nothing below 20.
func TestAsk_001_05_ByHand(t *testing.T) {
	shop, segments := shop()
	s := shop.Snapshot()
	r := ask(t, s, offer.Options{Segments: segments})
	if r.N != 30 || len(r.Rows) != 5 || r.Withheld != 10 {
		t.Fatalf("n %d, %d rows, %d withheld", r.N, len(r.Rows), r.Withheld)
	}
	// Customer 20 bought last of the five regulars without biscotti.
	top := r.Rows[0]
	if top.ID != insighttest.PartyID(20) || top.Then.Name != "Biscotti" || top.Because[0].Name != "Beans" || top.Bought != 15 || top.N != 20 || top.Likelihood != .75 ||
		top.Segment != "regular" || top.Last != insighttest.Day(20) || top.Before != 0 {
		t.Errorf("%+v", top)
	}
	if !top.WorthKnown || top.Expected != 225 { // three of four times a margin of 3.00
		t.Errorf("expected %d", top.Expected)
	}
	if len(r.Items) != 1 || r.Items[0].Customers != 5 || r.Items[0].Expected != 5*225 || r.Items[0].Name != "Biscotti" {
		t.Errorf("%+v", r.Items)
	}
	if r = ask(t, s, offer.Options{Segments: make([]string, 31), Item: insighttest.ProductID(biscotti)}); len(r.Rows) != 15 || r.Rows[0].Likelihood != .5 || r.Rows[0].N != 30 {
		t.Errorf("all alike: %+v", r)
	}
	if r = ask(t, s, offer.Options{Item: insighttest.ProductID(tea)}); len(r.Rows) != 0 {
		t.Errorf("tea goes with nothing: %+v", r.Rows)
	}
}

// Biscotti are bought every ten days: who has none for longer may be offered
// some again, unless only what is new is asked for.
func TestAsk_OffersAgainAfterTheUsualTime(t *testing.T) {
	shop, _ := shop()
	for i := 1; i <= 15; i++ {
		sell(shop, i, 50+i, biscotti)
	}
	s := shop.Snapshot()
	again := func(day int, onlyNew bool) (n int) {
		r := ask(t, s, offer.Options{AsOf: insighttest.Day(day), Segments: make([]string, 31), New: onlyNew, Item: insighttest.ProductID(biscotti)})
		for _, row := range r.Rows {
			if row.Before != 0 {
				n++
			}
		}
		return n
	}
	if a, b, c := again(66, false), again(76, false), again(76, true); a != 5 || b != 15 || c != 0 {
		t.Errorf("%d, %d, %d customers again; want those of day 55 and before, all, none", a, b, c)
	}
}

func TestAsk_ThinAndWrong(t *testing.T) {
	r := ask(t, (&insighttest.Shop{}).Snapshot(), offer.Options{})
	if len(r.Rows) != 0 || !slices.Contains(r.Needs, insight.Need{Code: insight.NeedSales, Count: 1}) {
		t.Errorf("%+v", r)
	}
	shop, segments := shop()
	s := shop.Snapshot()
	r = ask(t, s, offer.Options{AsOf: insighttest.Day(12), Segments: segments, Rules: ask2(t, s)})
	if len(r.Rows) != 0 || r.Withheld != 12 || len(r.Needs) != 1 || r.Needs[0] != (insight.Need{Code: offer.NeedSimilar, Count: 8}) {
		t.Errorf("early: %+v", r)
	}
	for _, o := range []offer.Options{{Window: -1}, {By: "size"}, {Segments: []string{"x"}}} {
		if _, err := offer.Ask(context.Background(), s, o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := offer.Ask(stopped, s, offer.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// ask2 are the rules of today.
func ask2(t testing.TB, s *facts.Snapshot) []basket.Row {
	r, err := basket.Ask(s, basket.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Rows
}

// A plain count, customer by customer, finds the same shares; the order of
// records is of no account; nobody in the trash is offered anything.
func TestAsk_AgreesWithPlainCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		by := rapid.SampledFrom([]basket.By{basket.Product, basket.Category}).Draw(t, "by")
		pick := rapid.IntRange(0, 20).Draw(t, "rule")
		answer := func(s *facts.Snapshot) (*offer.Result, string) {
			r, err := basket.Ask(s, basket.Options{By: by, Support: .01})
			if err != nil {
				t.Fatal(err)
			}
			o := offer.Options{By: by, Rules: r.Rows, Segments: make([]string, len(s.Party.ID))}
			if len(r.Rows) > 0 && pick > 3 {
				o.Item = r.Rows[pick%len(r.Rows)].Then.ID
			}
			a, err := offer.Ask(context.Background(), s, o)
			if err != nil {
				t.Fatal(err)
			}
			j, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			return a, string(j)
		}
		s := shop.Snapshot()
		a, text := answer(s)
		if _, other := answer(shop.Shuffled(t)); other != text {
			t.Fatalf("\n%s\n%s", text, other)
		}
		for _, row := range a.Rows {
			n, bought := plainly(s, by, a.AsOf, row)
			if row.N != n || row.Bought != bought || n < offer.LeastSimilar || !s.Party.Live[row.Party] || row.Before > a.AsOf {
				t.Fatalf("%+v; counted %d of %d", row, bought, n)
			}
		}
	})
}

func plainly(s *facts.Snapshot, by basket.By, asOf crm.Date, row offer.Offer) (n, bought int) {
	of, _ := by.Of(s)
	for p := range s.Party.ID {
		has := map[int32]bool{}
		for doc := range s.Doc.ID {
			if int(s.Doc.Party[doc]) != p || !insight.Counted(s, doc, 0, asOf) || !s.Party.Live[p] {
				continue
			}
			for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
				if s.Sale(doc, l) && s.Line.Product[l] != facts.None {
					has[of(s.Line.Product[l])] = true
				}
			}
		}
		if slices.ContainsFunc(row.Because, func(x basket.Item) bool { return !has[x.Index] }) {
			continue
		}
		n++
		if has[row.Then.Index] {
			bought++
		}
	}
	return n, bought
}

// The wholesale shop of the reference data: every share is one of similar
// customers, and nobody is offered what was bought within the usual time.
func TestAsk_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r := ask(t, s, offer.Options{})
	if len(r.Rows) < 1000 || r.N < 4000 {
		t.Fatalf("%d rows, n %d", len(r.Rows), r.N)
	}
	for _, row := range r.Rows {
		if row.N < offer.LeastSimilar || row.Likelihood <= 0 || row.Likelihood > 1 {
			t.Fatalf("%+v", row)
		}
	}
	t.Logf("%d of %d customers, %d withheld, %d products; first %+v", len(r.Rows), r.N, r.Withheld, len(r.Items), r.Rows[0])
}

func BenchmarkOffer(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		rules, err := basket.Ask(s, basket.Options{Support: 1e-5, MaxLen: 2})
		if err != nil {
			b.Fatal(err)
		}
		r, err := offer.Ask(context.Background(), s, offer.Options{Rules: rules.Rows})
		if err != nil || r.N == 0 || len(r.Rows)+r.Withheld == 0 {
			b.Fatal(err, r.N, len(rules.Rows), r.Withheld)
		}
	}
}
