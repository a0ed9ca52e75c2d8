package insighttest

import (
	"regulars/data/crm"
	"regulars/data/facts"
)

// Big has 100,000 customers and a million sales with known cost over three
// years, some customers buying far more often than others, each for a while,
// and every third customer brought by another: the same shop every time, for
// benchmarks.
func Big() *facts.Snapshot {
	const customers, documents = 100_000, 1_000_000
	b := facts.NewBuilder("EUR")
	var shop Shop
	shop.Customers(customers)
	for _, r := range shop.Records {
		b.Put(r)
	}
	state := uint64(1)
	next := func(n int) int { // a linear congruential generator
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 1)}
	for i := range documents {
		doc.ID = numbered(1, i)
		party := 1 + next(1+next(customers))
		doc.Party = PartyID(party)
		doc.Date = Day(party%700 + next(1+party%395))
		net := crm.Amount(1 + next(10_000))
		doc.Lines[0] = crm.Line{Quantity: crm.QuantityScale, Net: net, UnitCost: crm.Price(net) * crm.PriceScale / 200, CostKnown: true}
		b.Put(&doc)
	}
	for party := 3; party <= customers; party += 3 {
		b.Put(&crm.Referral{Meta: crm.Meta{ID: numbered('r', party)}, Referrer: PartyID(1 + next(party-1)), Referred: PartyID(party),
			Status: crm.ReferralConverted, Date: Day(party % 700), RewardCost: 500})
	}
	return b.Snapshot(1)
}

// BigGoods has 100,000 customers and 1,000,000 documents of two lines, of
// 2,000 products in 50 categories with known cost, over three years; each
// customer keeps to three products next to each other. The same shop every
// time, for benchmarks.
func BigGoods() *facts.Snapshot {
	const customers, documents, products, categories = 100_000, 1_000_000, 2_000, 50
	b := facts.NewBuilder("EUR")
	var shop Shop
	shop.Customers(customers)
	for i := range categories {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: CategoryID(i + 1)}, Name: "category"})
	}
	for i := range products {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: ProductID(i + 1)}, Name: "product", Category: CategoryID(1 + i%categories)})
	}
	for _, r := range shop.Records {
		b.Put(r)
	}
	state := uint64(1)
	next := func(n int) int { // a linear congruential generator
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 2)}
	for i := range documents {
		doc.ID = numbered(1, i)
		party := 1 + next(1+next(customers))
		doc.Party = PartyID(party)
		doc.Date = Day(next(3 * 365))
		for l := range doc.Lines {
			net := crm.Amount(1 + next(10_000))
			doc.Lines[l] = crm.Line{Product: ProductID(1 + (party+next(3))%products), Quantity: crm.QuantityScale, Net: net,
				UnitCost: crm.Price(net) * crm.PriceScale / 200, CostKnown: true}
		}
		b.Put(&doc)
	}
	return b.Snapshot(1)
}
