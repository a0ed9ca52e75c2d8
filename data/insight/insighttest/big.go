package insighttest

import (
	"regulars/data/crm"
	"regulars/data/facts"
)

// The numbers of what [Big] holds.
const (
	BigCustomers = 100_000
	BigDocuments = 1_000_000
	bigProducts  = 2_000
	bigGroups    = 50
	bigContacts  = 200_000
)

// chance is a linear congruential generator: the same numbers every time.
type chance uint64

// next is a number from 0 to n-1.
func (c *chance) next(n int) int {
	*c = *c*6364136223846793005 + 1442695040888963407
	return int(*c>>33) % n
}

// Big has 100,000 customers and a million sales of two lines over three years,
// of 2,000 products in 50 categories, nine in ten lines with known cost. Some
// customers buy far more often than others, each for a while and three
// products next to each other; every third was brought by another, and there
// are 200,000 contacts with rates. It is the same shop every time, for
// benchmarks.
func Big() *facts.Snapshot {
	b := facts.NewBuilder("EUR")
	var shop Shop
	shop.Customers(BigCustomers)
	for i := range bigGroups {
		shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: CategoryID(i + 1)}, Name: "category"})
	}
	for i := range bigProducts {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: ProductID(i + 1)}, Name: "product", Category: CategoryID(1 + i%bigGroups)})
	}
	for i, kind := range crm.InteractionKinds() {
		shop.Records = append(shop.Records, &crm.ActivityRate{Meta: crm.Meta{ID: numbered('a', i)}, Activity: kind, PerMinute: 3000, PerContact: 1000, PerKm: 4000})
	}
	for _, r := range shop.Records {
		b.Put(r)
	}
	c := chance(1)
	c.sales(b)
	c.contacts(b)
	c.referrals(b)
	return b.Snapshot(1)
}

func (c *chance) sales(b *facts.Builder) {
	doc := crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Currency: "EUR", Lines: make([]crm.Line, 2)}
	for i := range BigDocuments {
		party := 1 + c.next(1+c.next(BigCustomers))
		doc.ID, doc.Party, doc.Date = numbered(1, i), PartyID(party), Day(party%700+c.next(1+party%395))
		for l := range doc.Lines {
			net := crm.Amount(1 + c.next(10_000))
			doc.Lines[l] = crm.Line{Product: ProductID(1 + (party+c.next(3))%bigProducts), Quantity: crm.QuantityScale, Net: net,
				UnitCost: crm.Price(net) * crm.PriceScale / 200, CostKnown: c.next(10) > 0}
		}
		b.Put(&doc)
	}
}

func (c *chance) contacts(b *facts.Builder) {
	kinds := crm.InteractionKinds()
	in := crm.Interaction{Parties: make([]crm.ID, 1)}
	for i := range bigContacts {
		in.ID, in.Parties[0], in.Date = numbered(2, i), PartyID(1+c.next(BigCustomers)), Day(c.next(3*365))
		in.InteractionKind, in.DurationMin = kinds[c.next(len(kinds))], c.next(60)
		b.Put(&in)
	}
}

func (c *chance) referrals(b *facts.Builder) {
	for party := 3; party <= BigCustomers; party += 3 {
		b.Put(&crm.Referral{Meta: crm.Meta{ID: numbered('r', party)}, Referrer: PartyID(1 + c.next(party-1)), Referred: PartyID(party),
			Status: crm.ReferralConverted, Date: Day(party % 700), RewardCost: 500})
	}
}
