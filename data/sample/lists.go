package sample

import "regulars/data/crm"

var tagNames = [][2]string{
	{"Regular", "teal"}, {"Wholesale", "indigo"}, {"Tasting club", "amber"}, {"Gives presents", "rose"},
	{"Decaf only", "slate"}, {"Neighbour", "green"},
}

var reasons = []struct {
	set   crm.ReasonSet
	code  string
	label string
}{
	{crm.ReasonPurchase, "recommended", "A friend recommended us"},
	{crm.ReasonPurchase, "passing", "Walked past and smelled the roast"},
	{crm.ReasonPurchase, "gift", "Looking for a present"},
	{crm.ReasonPurchase, "tasting", "Came to a tasting"},
	{crm.ReasonLoss, "price", "Too dear"},
	{crm.ReasonLoss, "other_roaster", "Stayed with their roaster"},
	{crm.ReasonLoss, "no_answer", "Never answered"},
	{crm.ReasonReturn, "wrong_grind", "Wrong grind"},
	{crm.ReasonReturn, "stale", "Not fresh enough"},
	{crm.ReasonReturn, "damaged", "Damaged on the way"},
	{crm.ReasonChurn, "moved", "Moved away"},
	{crm.ReasonChurn, "machine", "Bought a capsule machine"},
	{crm.ReasonCancel, "changed_mind", "Changed their mind"},
	{crm.ReasonRefuse, "not_now", "Not now"},
}

var customFields = []crm.CustomField{
	{Scope: crm.KindParty, Code: "grind", Label: "Grind", Type: crm.FieldChoice, Options: []string{"whole beans", "espresso", "moka", "filter", "french press"}, Searchable: true},
	{Scope: crm.KindParty, Code: "card", Label: "Stamp card", Type: crm.FieldText, Searchable: true},
	{Scope: crm.KindParty, Code: "machine", Label: "Machine", Type: crm.FieldText, Searchable: true},
	{Scope: crm.KindProduct, Code: "origin", Label: "Origin", Type: crm.FieldText, Searchable: true},
	{Scope: crm.KindDocument, Code: "bag", Label: "Own bag brought", Type: crm.FieldBool},
}

func (g *maker) lists() {
	for _, t := range tagNames {
		g.Tags = append(g.Tags, crm.Tag{Meta: g.meta(firstDay, 0), Name: t[0], Colour: t[1]})
	}
	for i, r := range reasons {
		g.Reasons = append(g.Reasons, crm.Reason{Meta: g.meta(firstDay, 0), Set: r.set, Code: r.code, Label: r.label, Order: i})
	}
	for i, f := range customFields {
		f.Meta, f.Order = g.meta(firstDay, 0), i
		g.CustomFields = append(g.CustomFields, f)
	}
	g.demandEvents()
}

// tag is the ID of the tag called name.
func (g *maker) tag(name string) crm.ID {
	for _, t := range g.Tags {
		if t.Name == name {
			return t.ID
		}
	}
	return crm.ID{}
}

// reason returns any reason of a set.
func (g *maker) reason(set crm.ReasonSet) crm.Reason {
	var of []crm.Reason
	for _, r := range g.Reasons {
		if r.Set == set {
			of = append(of, r)
		}
	}
	return pick(g, of)
}

// outages are the days on which the shop was shut.
func (g *maker) demandEvents() {
	day := crm.NewDate
	g.events = map[crm.Date]bool{day(2025, 9, 18): true, day(2025, 9, 19): true, day(2026, 1, 8): true}
	for _, e := range []crm.DemandEvent{
		{Type: "local_event", From: day(2024, 12, 6), To: day(2024, 12, 8), Title: "Christmas market on the quay"},
		{Type: "local_event", From: day(2025, 6, 14), To: day(2025, 6, 15), Title: "Marlow Quay street festival"},
		{Type: "weather", From: day(2025, 7, 8), To: day(2025, 7, 14), Title: "Heat wave", Note: "Iced coffee sold out twice."},
		{Type: "outage", From: day(2025, 9, 18), To: day(2025, 9, 19), Title: "Burst water main, shop shut"},
		{Type: "local_event", From: day(2025, 12, 5), To: day(2025, 12, 7), Title: "Christmas market on the quay"},
		{Type: "weather", From: day(2026, 1, 8), Title: "Snow, shop shut"},
		{Type: "price_change", From: priceChange, Title: "Beans seven per cent dearer"},
		{Type: "competitor", From: day(2026, 3, 16), Title: "A chain opened at the station"},
		{Type: "own_promo", From: day(2026, 5, 2), To: day(2026, 5, 9), Title: "Stamp cards count double"},
		{Type: "local_event", From: day(2026, 6, 13), To: day(2026, 6, 14), Title: "Marlow Quay street festival"},
	} {
		e.Meta = g.meta(e.From, 0)
		g.DemandEvents = append(g.DemandEvents, e)
	}
}
