package segment_test

import (
	"context"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/segment"
)

// bigShop has 100,000 customers and 1,000,000 documents of two lines of 100
// products in ten categories, over three years.
func bigShop() *facts.Snapshot {
	const customers, documents = 100_000, 1_000_000
	b := facts.NewBuilder("EUR")
	var shop insighttest.Shop
	shop.Customers(customers)
	for c := 1; c <= 10; c++ {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(c)}, Name: "category"})
	}
	for g := 1; g <= 100; g++ {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(g)}, Name: "product", Category: insighttest.CategoryID(1 + g%10)})
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
		doc.Party = insighttest.PartyID(1 + next(1+next(customers)))
		doc.Date = insighttest.Day(next(3 * 365))
		for l := range doc.Lines {
			doc.Lines[l] = crm.Line{Product: insighttest.ProductID(1 + next(100)), Quantity: crm.QuantityScale, Net: crm.Amount(1 + next(10_000))}
		}
		b.Put(&doc)
	}
	return b.Snapshot(1)
}

func BenchmarkSegment(b *testing.B) {
	s := bigShop()
	in := segment.Input{Facts: s, Profiles: make([]segment.Profile, len(s.Party.ID))}
	w, err := segment.Parse("r >= 3 and bought(category=" + insighttest.CategoryID(3).String() + ", days=365) and consent=email and revenue(days=365) >= 100")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := segment.Ask(context.Background(), in, w.Rule, 0)
		if err != nil || len(r.Rows) < 1000 {
			b.Fatal(err)
		}
	}
}
