package lifetime

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
)

// bigShop has 100,000 customers and a million orders over three years, some
// customers ordering far more often than others.
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
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 1)}
	for i := range documents {
		doc.ID = crm.ID{1, 12: byte(i >> 24), 13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}
		party := 1 + next(1+next(customers))
		doc.Party = insighttest.PartyID(party)
		// Each customer is here for a while: from a day of his own on.
		doc.Date = insighttest.Day(party%700 + next(1+party%395))
		doc.Lines[0] = crm.Line{Quantity: crm.QuantityScale, Net: crm.Amount(1 + next(10_000))}
		b.Put(&doc)
	}
	return b.Snapshot(1)
}

func BenchmarkAsk100k(b *testing.B) {
	s := bigShop()
	b.ResetTimer()
	for b.Loop() {
		f, err := Ask(b.Context(), s, Options{})
		if err != nil || f.Customers < 50_000 || f.Chosen == "" {
			b.Fatal(err, f.Customers)
		}
	}
}
