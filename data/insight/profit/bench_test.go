package profit_test

import (
	"context"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
)

// bigShop has 100,000 customers, 1,000,000 documents of two lines over three
// years, some customers buying far more often than others, and 200,000
// contacts.
func bigShop() *facts.Snapshot {
	const customers, documents, contacts = 100_000, 1_000_000, 200_000
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
	id := func(kind byte, i int) crm.ID {
		return crm.ID{kind, 12: byte(i >> 24), 13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}
	}
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 2)}
	for i := range documents {
		doc.ID, doc.Party, doc.Date = id(1, i), insighttest.PartyID(1+next(1+next(customers))), insighttest.Day(next(3*365))
		for l := range doc.Lines {
			doc.Lines[l] = crm.Line{Product: insighttest.ProductID(1 + next(500)), Quantity: crm.QuantityScale, Net: crm.Amount(1 + next(10_000)),
				UnitCost: crm.Price(next(500_000)), CostKnown: next(10) > 0}
		}
		b.Put(&doc)
	}
	kinds := crm.InteractionKinds()
	for i, kind := range kinds {
		b.Put(&crm.ActivityRate{Meta: crm.Meta{ID: id('a', i)}, Activity: kind, PerMinute: 3000, PerContact: 1000, PerKm: 4000})
	}
	in := crm.Interaction{Parties: make([]crm.ID, 1)}
	for i := range contacts {
		in.ID, in.Parties[0], in.Date = id(2, i), insighttest.PartyID(1+next(customers)), insighttest.Day(next(3*365))
		in.InteractionKind, in.DurationMin = kinds[next(len(kinds))], next(60)
		b.Put(&in)
	}
	return b.Snapshot(1)
}

func BenchmarkProfit(b *testing.B) {
	s := bigShop()
	for _, by := range []profit.By{profit.Customer, profit.Segment, profit.Product} {
		b.Run(string(by), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := profit.Ask(context.Background(), s, profit.Options{By: by}); err != nil || r.Total.Sales != 1_000_000 {
					b.Fatal(err)
				}
			}
		})
	}
}
