package rfm_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/rfm"
)

// bigShop has 100,000 customers and 1,000,000 documents of two lines, over
// three years, some customers buying far more often than others.
func bigShop() *facts.Snapshot {
	const customers, documents = 100_000, 1_000_000
	b := facts.NewBuilder("EUR")
	var shop insighttest.Shop
	shop.Customers(customers)
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
		doc.Party = insighttest.PartyID(1 + next(1+next(customers)))
		doc.Date = insighttest.Day(next(3 * 365))
		for l := range doc.Lines {
			doc.Lines[l] = crm.Line{Quantity: crm.QuantityScale, Net: crm.Amount(1 + next(10_000))}
		}
		b.Put(&doc)
	}
	return b.Snapshot(1)
}

func BenchmarkRFM(b *testing.B) {
	s := bigShop()
	b.ReportAllocs()
	for b.Loop() {
		x, err := rfm.Score(s, rfm.Options{})
		if err != nil || len(x.Customers) < 50_000 {
			b.Fatal(err, len(x.Customers))
		}
		x.Segments()
	}
}
