package repurchase_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/repurchase"
)

// bigShop has 100,000 customers and 1,000,000 documents of two lines, of
// 2,000 products, over three years; each keeps to three products.
func bigShop() *facts.Snapshot {
	const customers, documents, products = 100_000, 1_000_000, 2_000
	b := facts.NewBuilder("EUR")
	var shop insighttest.Shop
	shop.Customers(customers)
	for i := range products {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(i + 1)}, Name: "product"})
	}
	for _, r := range shop.Records {
		b.Put(r)
	}
	state := uint64(1)
	next := func(n int) int { // a linear congruential generator: the same shop every time
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 2)}
	for i := range documents {
		doc.ID = crm.ID{1, 12: byte(i >> 24), 13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}
		party := 1 + next(1+next(customers))
		doc.Party = insighttest.PartyID(party)
		doc.Date = insighttest.Day(next(3 * 365))
		for l := range doc.Lines {
			doc.Lines[l] = crm.Line{Product: insighttest.ProductID(1 + (party+next(3))%products), Quantity: crm.QuantityScale, Net: crm.Amount(1 + next(10_000))}
		}
		b.Put(&doc)
	}
	return b.Snapshot(1)
}

func BenchmarkRepurchase(b *testing.B) {
	s := bigShop()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := repurchase.Ask(s, repurchase.Options{}); err != nil || r.Running == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkRules(b *testing.B) {
	s := bigShop()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := basket.Ask(s, basket.Options{Support: 1e-5, MaxLen: 2}); err != nil || r.RuleCount == 0 {
			b.Fatal(err, r.RuleCount)
		}
	}
}
