package sample

import "regulars/data/crm"

// accounts adds what running the shop costs, prices for some, the days that
// matter, places, and what lies in the store.
func (g *maker) accounts() {
	first := func() crm.Meta { return g.meta(firstDay, 0) }
	for _, c := range []crm.CostItem{
		{Name: "Rent", CostKind: crm.FixedCost, Driver: "month", Amount: pence(115000)},
		{Name: "Wages", CostKind: crm.FixedCost, Driver: "month", Amount: pence(168000)},
		{Name: "Heat, light, insurance", CostKind: crm.FixedCost, Driver: "month", Amount: pence(31000)},
		{Name: "Card fees", CostKind: crm.VariableCost, Driver: "percent", Amount: crm.Price(crm.PriceScale * 14 / 10)},
		{Name: "Bags and ribbon", CostKind: crm.VariableCost, Driver: "order", Amount: pence(18)},
		{Name: "Linen and breakfast", CostKind: crm.VariableCost, Driver: "slot", Amount: pence(2400), Resource: g.Resources[0].ID},
	} {
		c.Meta = first()
		g.Costs = append(g.Costs, c)
	}
	g.PriceLists = []crm.PriceList{{Meta: first(), Name: "Cafés and offices", Group: "Wholesale", Entries: []crm.PriceEntry{{Percent: 12}}}}
	day := crm.NewDate
	g.Calendars = []crm.Calendar{
		{Meta: first(), Name: "Pay day", CalendarKind: "pay_day", MonthDays: []int{-2}},
		{Meta: first(), Name: "School holidays", CalendarKind: "school_term", Spans: []crm.DateSpan{
			{From: day(2024, 12, 21), To: day(2025, 1, 5)}, {From: day(2025, 2, 15), To: day(2025, 2, 23)}, {From: day(2025, 4, 5), To: day(2025, 4, 21)},
			{From: day(2025, 5, 24), To: day(2025, 6, 1)}, {From: day(2025, 7, 23), To: day(2025, 8, 31)}, {From: day(2025, 10, 25), To: day(2025, 11, 2)},
			{From: day(2025, 12, 20), To: day(2026, 1, 4)}, {From: day(2026, 2, 14), To: day(2026, 2, 22)}, {From: day(2026, 3, 28), To: day(2026, 4, 12)},
			{From: day(2026, 5, 23), To: day(2026, 5, 31)}, {From: day(2026, 7, 22), To: day(2026, 8, 31)}, {From: day(2026, 10, 24), To: day(2026, 11, 1)}}},
	}
	g.Sites = []crm.Site{{Meta: first(), Name: "Shop on the quay"}, {Meta: first(), Name: "Saturday market"}}
	for i := range g.Documents {
		d := &g.Documents[i]
		d.Site = g.Sites[0].ID
		if d.Date.Weekday() == 6 && d.Channel == crm.ChannelInPerson && g.chance(25) {
			d.Site = g.Sites[1].ID
		}
	}
	for i := range g.Products {
		if p := &g.Products[i]; p.ProductKind == crm.Good {
			p.Stock, p.StockOn, p.LeadDays = crm.Quantity(g.between(2, 60)*crm.QuantityScale), lastDay-crm.Date(g.between(0, 6)), g.between(4, 21)
		}
	}
	g.Settings.HolidayCountry = "GB"
}
