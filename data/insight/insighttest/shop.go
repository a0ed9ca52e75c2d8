package insighttest

import (
	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
)

// base is a Monday before a leap day.
var base = crm.NewDate(2024, 2, 26)

// Day is the n-th day of the test shops; day 0 is Monday, 2024-02-26.
func Day(n int) crm.Date { return base + crm.Date(n) }

// Shop collects records of a small shop.
type Shop struct{ Records []crm.Record }

// PartyID, ProductID and CategoryID name the records of a shop by number, from 1.
func PartyID(n int) crm.ID { return numbered('p', n) }

// ProductID names the n-th product.
func ProductID(n int) crm.ID { return numbered('g', n) }

// CategoryID names the n-th category.
func CategoryID(n int) crm.ID { return numbered('c', n) }

// SiteID names the n-th place of sale.
func SiteID(n int) crm.ID { return numbered('s', n) }

// Customers adds n customers called 1 to n.
func (s *Shop) Customers(n int) {
	for i := 1; i <= n; i++ {
		s.Records = append(s.Records, &crm.Party{Meta: crm.Meta{ID: PartyID(i)}, PartyKind: crm.Person, DisplayName: "customer"})
	}
}

// Buy adds a paid invoice of one line without product and returns it for
// changes; party 0 is a walk-in sale, a negative net a return.
func (s *Shop) Buy(party int, date crm.Date, net crm.Amount) *crm.SalesDocument {
	d := &crm.SalesDocument{Meta: crm.Meta{ID: numbered('d', len(s.Records)+1)}, DocType: crm.Invoice, Status: crm.Paid, Date: date, Currency: "EUR",
		Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: net}}}
	if net < 0 {
		d.Lines[0].Quantity = -crm.QuantityScale
	}
	if party > 0 {
		d.Party = PartyID(party)
	}
	s.Records = append(s.Records, d)
	return d
}

// Snapshot returns the facts of the records in their order.
func (s *Shop) Snapshot() *facts.Snapshot {
	b := facts.NewBuilder("EUR")
	for _, r := range s.Records {
		b.Put(r)
	}
	return b.Snapshot(1)
}

// Shuffled returns the facts of the same records in a random order.
func (s *Shop) Shuffled(t *rapid.T) *facts.Snapshot {
	other := Shop{rapid.Permutation(s.Records).Draw(t, "order of records")}
	return other.Snapshot()
}

// Draw returns a random shop: customers in three countries, some in the
// trash, who brought each other, products in a tree of categories, contacts
// with rates for some kinds, sales, returns, gifts, quotes and walk-ins over
// about two years from Day(0), some without time or cost.
func Draw(t *rapid.T) *Shop {
	s := &Shop{}
	customers := rapid.IntRange(0, 40).Draw(t, "customers")
	s.Customers(customers)
	for _, r := range s.Records {
		p := r.(*crm.Party)
		p.Addresses = []crm.Address{{Country: rapid.SampledFrom([]string{"", "VN", "IT"}).Draw(t, "home")}}
		p.Group = rapid.SampledFrom([]string{"", "Cafe", "Home"}).Draw(t, "group")
		p.Acquired = rapid.SampledFrom([]string{"", "street", "web"}).Draw(t, "acquired")
		if rapid.Bool().Draw(t, "won known") {
			p.AcquisitionCost, p.AcquisitionKnown = crm.Amount(rapid.IntRange(0, 3000).Draw(t, "won for")), true
		}
		if rapid.IntRange(0, 9).Draw(t, "trash") == 9 {
			p.DeletedAt = 1
		}
	}
	s.drawReferrals(t, customers)
	s.drawContacts(t, customers)
	for c := 1; c <= 3; c++ {
		s.Records = append(s.Records, &crm.Category{Meta: crm.Meta{ID: CategoryID(c)}, Name: "category", Parent: CategoryID(rapid.IntRange(1, 3).Draw(t, "parent"))})
	}
	for g := 1; g <= 5; g++ {
		p := &crm.Product{Meta: crm.Meta{ID: ProductID(g)}, Name: "product"}
		if c := rapid.IntRange(0, 3).Draw(t, "category"); c > 0 {
			p.Category = CategoryID(c)
		}
		s.Records = append(s.Records, p)
	}
	for range rapid.IntRange(0, 120).Draw(t, "documents") {
		s.drawDocument(t, customers)
	}
	return s
}

func (s *Shop) drawDocument(t *rapid.T, customers int) {
	d := s.Buy(rapid.IntRange(0, customers).Draw(t, "party"), Day(rapid.IntRange(0, 700).Draw(t, "day")), 0)
	d.DocType = rapid.SampledFrom([]crm.DocType{crm.Invoice, crm.Invoice, crm.Order, crm.CreditNote, crm.Quote}).Draw(t, "type")
	d.Status = rapid.SampledFrom([]crm.DocStatus{crm.Paid, crm.Paid, crm.Confirmed, crm.Draft}).Draw(t, "status")
	d.Time = crm.Clock(rapid.IntRange(0, 1440).Draw(t, "time"))
	d.Country = rapid.SampledFrom([]string{"", "VN", "FR"}).Draw(t, "country")
	d.Channel = crm.Channel(rapid.SampledFrom([]string{"", "shop", "web"}).Draw(t, "channel"))
	if n := rapid.IntRange(0, 2).Draw(t, "site"); n > 0 {
		d.Site = SiteID(n)
	}
	d.Lines = nil
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		l := crm.Line{Quantity: crm.Quantity(rapid.IntRange(-2, 6).Draw(t, "quantity") * crm.QuantityScale),
			UnitCost: crm.Price(rapid.IntRange(0, 100000).Draw(t, "cost")), CostKnown: rapid.Bool().Draw(t, "cost known"),
			Discount: crm.Amount(rapid.IntRange(0, 300).Draw(t, "discount"))}
		l.Net = crm.Amount(int64(l.Quantity) / crm.QuantityScale * int64(rapid.IntRange(0, 2000).Draw(t, "price")))
		if g := rapid.IntRange(0, 5).Draw(t, "product"); g > 0 {
			l.Product = ProductID(g)
		}
		d.Lines = append(d.Lines, l)
	}
}

// drawReferrals lets some customers be brought by one with a lower number.
func (s *Shop) drawReferrals(t *rapid.T, customers int) {
	for referred := 2; referred <= customers; referred++ {
		referrer := rapid.IntRange(0, referred-1).Draw(t, "referrer")
		if referrer == 0 {
			continue
		}
		s.Records = append(s.Records, &crm.Referral{Meta: crm.Meta{ID: numbered('r', referred)}, Referrer: PartyID(referrer), Referred: PartyID(referred),
			Date: Day(rapid.IntRange(0, 700).Draw(t, "day")), RewardCost: crm.Amount(rapid.IntRange(0, 500).Draw(t, "reward")),
			Status: rapid.SampledFrom([]crm.ReferralStatus{crm.ReferralNamed, crm.ReferralConverted}).Draw(t, "status")})
	}
}

// drawContacts adds contacts of one or two customers, and rates.
func (s *Shop) drawContacts(t *rapid.T, customers int) {
	kinds := rapid.SampledFrom([]crm.InteractionKind{crm.Call, crm.Visit, crm.Case, crm.FreeFix})
	for n := range rapid.IntRange(0, 3).Draw(t, "rates") {
		r := &crm.ActivityRate{Meta: crm.Meta{ID: numbered('a', n+1)}, From: Day(rapid.IntRange(0, 300).Draw(t, "day")),
			PerMinute: crm.Price(rapid.IntRange(0, 20000).Draw(t, "minute")), PerContact: crm.Price(rapid.IntRange(0, 50000).Draw(t, "contact")),
			PerKm: crm.Price(rapid.IntRange(0, 9000).Draw(t, "km"))}
		if rapid.Bool().Draw(t, "one kind") {
			r.Activity = kinds.Draw(t, "activity")
		}
		s.Records = append(s.Records, r)
	}
	if customers == 0 {
		return
	}
	for n := range rapid.IntRange(0, 20).Draw(t, "contacts") {
		in := &crm.Interaction{Meta: crm.Meta{ID: numbered('i', n+1)}, InteractionKind: kinds.Draw(t, "kind"), Date: Day(rapid.IntRange(0, 700).Draw(t, "day")),
			DurationMin: rapid.IntRange(0, 90).Draw(t, "minutes"), TravelMin: rapid.IntRange(0, 30).Draw(t, "travel"), TravelKm: rapid.IntRange(0, 40).Draw(t, "km")}
		first := rapid.IntRange(1, customers).Draw(t, "with")
		in.Parties = []crm.ID{PartyID(first)}
		if first < customers && rapid.Bool().Draw(t, "two") {
			in.Parties = append(in.Parties, PartyID(first+1))
		}
		s.Records = append(s.Records, in)
	}
}
