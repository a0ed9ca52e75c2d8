package insighttest

import (
	"math/rand/v2"
	"time"

	"regulars/data/crm"
)

// BadShop is a café with rooms to let, of a kind that leads analysis astray.
// The zero values of what a test leaves alone are those of an ordinary one.
type BadShop struct {
	Name     string
	From     crm.Date
	Days     int
	Products int  // the first changes its price now and then; 0: three
	Free     bool // all prices are zero
	Closed   func(crm.Date) bool
	Rooms    int
	Fares    []crm.Price // of two rate classes
	Stock    crm.Quantity
	More     func(*BadShop) // sells what only this one sells

	rng     *rand.Rand
	records []crm.Record
}

// BadID names the n-th record of a kind: p party, g product, r resource, f fare.
func BadID(kind byte, n int) crm.ID { return numbered(kind, n+1) }

// Last is the last day.
func (s *BadShop) Last() crm.Date { return s.From + crm.Date(s.Days) - 1 }

// Records draws the records: on each open day some sales and two requests for
// a room. It is for one call.
func (s *BadShop) Records() []crm.Record {
	s.usual()
	s.rng = rand.New(rand.NewPCG(7, 4))
	for i := range 12 {
		s.records = append(s.records, &crm.Party{Meta: crm.Meta{ID: BadID('p', i)}, PartyKind: crm.Person, DisplayName: "Guest", Group: []string{"Local", "Traveller"}[i%2]})
	}
	for i := range s.Products {
		s.records = append(s.records, &crm.Product{Meta: crm.Meta{ID: BadID('g', i)}, Name: []string{"tea", "cake", "soup"}[i], ProductKind: crm.Good,
			Prices: []crm.DatedPrice{{Price: s.price(i, s.Last())}}, Stock: s.Stock, StockOn: s.Last() - 3, LeadDays: 7})
	}
	s.records = append(s.records, &crm.Resource{Meta: crm.Meta{ID: BadID('r', 0)}, Name: "Rooms", ResourceKind: "room", Units: s.Rooms, FullPrice: 90 * crm.PriceScale, VariableCost: 10 * crm.PriceScale, CostKnown: true})
	for i, fare := range s.Fares {
		s.records = append(s.records, &crm.RateClass{Meta: crm.Meta{ID: BadID('f', i)}, Name: []string{"Early", "Late"}[i], Resource: BadID('r', 0), Price: fare})
	}
	for d := s.From; d <= s.Last(); d++ {
		if s.Closed == nil || !s.Closed(d) {
			s.trade(d)
		}
	}
	if s.More != nil {
		s.More(s)
	}
	return s.records
}

// usual fills in what is left alone.
func (s *BadShop) usual() {
	if s.Products == 0 {
		s.Products = 3
	}
	if s.From == 0 {
		s.From = crm.NewDate(2024, time.September, 1)
	}
	if s.Days == 0 {
		s.Days = 395
	}
	if s.Fares == nil {
		s.Fares = []crm.Price{60 * crm.PriceScale, 90 * crm.PriceScale}
	}
	if s.Stock == 0 {
		s.Stock = 20 * crm.QuantityScale
	}
}

// trade sells on one day; of the first product fewer where it is dear.
func (s *BadShop) trade(d crm.Date) {
	for range 3 + s.rng.IntN(3) {
		product := s.rng.IntN(s.Products)
		if product > 0 || s.rng.IntN(8) >= s.step(d) {
			s.Sell(d, s.rng.IntN(12), product, 1, crm.NewClock(9+s.rng.IntN(8), 10))
		}
	}
	for fare := range 2 {
		s.book(d, fare)
	}
}

// step is how dear the first product is on a day, from 0 to 3.
func (s *BadShop) step(d crm.Date) int { return int(d-s.From) / 45 % 4 }

func (s *BadShop) price(product int, d crm.Date) crm.Price {
	p := crm.Price(3+product) * crm.PriceScale
	switch {
	case s.Free:
		return 0
	case product == 0:
		p += crm.Price(s.step(d)) * crm.PriceScale / 2
	}
	return p
}

// Sell adds a sale of one product.
func (s *BadShop) Sell(d crm.Date, party, product, units int, at crm.Clock) {
	price := s.price(product, d)
	s.records = append(s.records, &crm.SalesDocument{Meta: crm.Meta{ID: numbered('d', len(s.records)+1)}, DocType: crm.Invoice, Status: crm.Paid, Date: d, Time: at, Currency: "EUR", Party: BadID('p', party),
		Lines: []crm.Line{{Product: BadID('g', product), Quantity: crm.Quantity(units) * crm.QuantityScale, Price: price, Net: crm.Amount(int(price) / (crm.PriceScale / 100) * units), UnitCost: crm.PriceScale, CostKnown: true}}})
}

func (s *BadShop) book(d crm.Date, fare int) {
	b := &crm.Booking{Meta: crm.Meta{ID: numbered('b', len(s.records)+1)}, Resource: BadID('r', 0), Start: d, End: d + 1, Units: 1, Party: BadID('p', s.rng.IntN(12)), BookedOn: d - crm.Date(s.rng.IntN(30)),
		Net: crm.Amount(7000 + s.rng.IntN(2000)), Status: crm.BookingSeated, RateClass: BadID('f', fare)}
	if s.rng.IntN(5) == 0 || s.Rooms == 0 {
		b.Status = crm.BookingRefused
	}
	if s.Free {
		b.Net = 0
	}
	s.records = append(s.records, b)
}

// BadShops are the histories that lead analysis astray.
func BadShops() []*BadShop {
	return []*BadShop{
		{Name: "two weeks", Days: 14, Rooms: 3},
		{Name: "one product", Products: 1, Rooms: 3},
		{Name: "all zeros", Free: true, Rooms: 3},
		{Name: "a giant order", Rooms: 3, More: func(s *BadShop) { s.Sell(s.Last()-60, 1, 0, 5000, crm.NewClock(11, 0)) }},
		{Name: "a gap of a year", Rooms: 3, Days: 1100, Closed: func(d crm.Date) bool {
			return d >= crm.NewDate(2025, time.September, 1) && d < crm.NewDate(2026, time.September, 1)
		}},
		{Name: "capacity zero"},
		{Name: "equal fares", Rooms: 3, Fares: []crm.Price{70 * crm.PriceScale, 70 * crm.PriceScale}},
		{Name: "reversed fares", Rooms: 3, Fares: []crm.Price{90 * crm.PriceScale, 60 * crm.PriceScale}},
		{Name: "negative stock", Rooms: 3, Stock: -5 * crm.QuantityScale},
		{Name: "clock change", Rooms: 3, Days: 420, More: func(s *BadShop) {
			for _, d := range []crm.Date{crm.NewDate(2025, time.March, 30), crm.NewDate(2024, time.October, 27)} {
				s.Sell(d, 0, 0, 1, crm.NewClock(2, 30)) // in Europe missing in March, there twice in October
			}
		}},
		{Name: "leap day", From: crm.NewDate(2023, time.March, 1), Days: 800, Rooms: 3},
		{Name: "week 53", From: crm.NewDate(2020, time.July, 1), Days: 400, Rooms: 3},
		{Name: "closed on Mondays", Rooms: 3, Closed: func(d crm.Date) bool { return d.Weekday() == time.Monday }},
		{Name: "half a month", From: crm.NewDate(2023, time.September, 1), Days: 775, Rooms: 3},
	}
}
