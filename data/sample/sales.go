package sample

import (
	"bytes"
	"fmt"
	"slices"

	"regulars/data/crm"
)

// sales turns visits into documents, with the quotes and returns among them.
func (g *maker) sales() {
	for _, v := range g.visits() {
		d := g.document(v)
		if v.who != nil && v.who.company {
			g.quote(v, d)
		}
		d.Meta = g.meta(v.date, v.time)
		g.Documents = append(g.Documents, d)
		if v.who != nil && !v.who.company && g.chance(2) {
			g.giveBack(d)
		}
	}
	slices.SortFunc(g.Documents, func(a, b crm.SalesDocument) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	g.number()
	g.prospects()
}

var prefixes = map[crm.DocType]string{crm.Order: "S", crm.Invoice: "R", crm.Quote: "Q", crm.CreditNote: "C"}

// number counts the documents of each type.
func (g *maker) number() {
	last := map[crm.DocType]int{}
	for i := range g.Documents {
		d := &g.Documents[i]
		last[d.DocType]++
		d.Number = fmt.Sprintf("%s%02d-%05d", prefixes[d.DocType], d.Date.Time().Year()%100, last[d.DocType])
	}
}

// prospects are those who gave their name and never bought.
func (g *maker) prospects() {
	bought := map[crm.ID]bool{}
	for _, d := range g.Documents {
		bought[d.Party] = true
	}
	for i := range g.Parties {
		if p := &g.Parties[i]; p.HasRole(crm.RoleCustomer) && !bought[p.ID] {
			p.Roles = []crm.Role{crm.RoleProspect}
		}
	}
}

func (g *maker) document(v visit) crm.SalesDocument {
	d := crm.SalesDocument{
		DocType: crm.Order, Status: crm.Paid, Date: v.date, Time: v.time, Currency: money, Country: "GB",
		Channel: crm.ChannelInPerson, PaymentMethod: pick(g, []string{"card", "card", "card", "cash"}),
	}
	switch {
	case v.who == nil:
		d.Lines = g.basket([]string{"Drinks", "Drinks", "Cakes", "Espresso beans", "Black tea", "Gifts"}, nil, 2, v.date)
	case v.who.company:
		g.wholesale(&d, v)
	default:
		d.Party = g.Parties[v.who.party].ID
		d.Lines = g.basket(v.who.groups, v.who.favorite, v.who.size, v.date)
		g.byMail(&d, v)
	}
	g.total(&d)
	if d.DocType == crm.Order && d.Status == crm.Paid {
		d.Payments = []crm.Payment{{Date: d.Date, Amount: d.Net, Method: d.PaymentMethod}}
	}
	return d
}

// byMail makes some sales orders from the web shop, the last ones unsent.
func (g *maker) byMail(d *crm.SalesDocument, v visit) {
	if !v.who.online || v.who.groups[0] == "Drinks" {
		return
	}
	d.Channel, d.PaymentMethod = crm.ChannelWeb, "card"
	d.Promised = d.Date + 3
	if d.Date > lastDay-4 {
		d.Status = crm.Confirmed
	}
}

// wholesale makes an invoice with sacks of a kind, a discount and thirty days
// to pay; some pay late.
func (g *maker) wholesale(d *crm.SalesDocument, v visit) {
	d.DocType, d.Party = crm.Invoice, g.Parties[v.who.party].ID
	d.Channel, d.PaymentMethod = pick(g, []crm.Channel{crm.ChannelPhone, crm.ChannelEmail, crm.ChannelInPerson}), "transfer"
	for _, p := range unique(v.who.favorite) {
		d.Lines = append(d.Lines, g.line(p, g.between(3, 12), 10, v.date))
	}
	d.Due, d.Status = d.Date+30, crm.Invoiced
	paid := d.Date + crm.Date(g.between(4, 28))
	if g.chance(8) {
		paid = d.Date + crm.Date(g.between(35, 70))
	}
	if paid <= lastDay {
		g.total(d)
		d.Status = crm.Paid
		d.Payments = []crm.Payment{{Date: paid, Amount: d.Net, Method: "transfer", Reference: d.Date.String()}}
	}
}

func unique(list []int) []int {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// basket picks products: mostly the favourites, presents before Christmas,
// iced coffee in summer.
func (g *maker) basket(groups []string, favorite []int, size int, d crm.Date) []crm.Line {
	var products []int
	for range g.between(1, size+1) {
		if len(favorite) > 0 && g.chance(75) {
			products = append(products, pick(g, favorite))
		} else {
			products = append(products, pick(g, g.goods[pick(g, groups)]))
		}
	}
	if season(d) == christmas && g.chance(35) {
		products = append(products, pick(g, g.goods["Gifts"]))
	}
	var lines []crm.Line
	for _, p := range unique(products) {
		lines = append(lines, g.line(p, 1+g.rng.IntN(5)/3, 0, d))
	}
	return lines
}

// line sells n of product p at the day's price, less a discount in per cent.
func (g *maker) line(p, n, discount int, d crm.Date) crm.Line {
	product := &g.Products[p]
	price, _ := product.PriceOn(d)
	cost, known := product.CostOn(d)
	l := crm.Line{Product: product.ID, Quantity: crm.Quantity(n * crm.QuantityScale), Price: price, UnitCost: cost, CostKnown: known}
	full := crm.PriceToAmount(price, 2) * crm.Amount(n)
	l.Discount = full * crm.Amount(discount) / 100
	l.Net = full - l.Discount
	return l
}

func (g *maker) total(d *crm.SalesDocument) {
	d.Net = 0
	for _, l := range d.Lines {
		d.Net += l.Net
	}
	d.BaseNet = d.Net
}

// quote precedes some invoices, and some come to nothing.
func (g *maker) quote(v visit, d crm.SalesDocument) {
	if !g.chance(7) || v.date-5 < firstDay {
		return
	}
	q := d
	q.DocType, q.Payments, q.Due, q.PaymentMethod = crm.Quote, nil, 0, ""
	q.Date, q.Time = v.date-5, g.clock(11)
	q.Lines = slices.Clone(d.Lines)
	switch {
	case v.date > lastDay-20:
		q.Status = crm.Sent
	case g.chance(60):
		q.Status = crm.Confirmed
	default:
		q.Status, q.Reason = crm.Lost, g.reason(crm.ReasonLoss).ID
	}
	q.Meta = g.meta(q.Date, q.Time)
	g.Documents = append(g.Documents, q)
}

// giveBack returns one line of a sale some days later.
func (g *maker) giveBack(d crm.SalesDocument) {
	day := d.Date + crm.Date(g.between(1, 12))
	for !g.open(day) {
		day++
	}
	l := pick(g, d.Lines)
	if day > lastDay || l.Net < 500 {
		return
	}
	l.Quantity, l.Discount, l.Net = -l.Quantity, -l.Discount, -l.Net
	c := crm.SalesDocument{
		DocType: crm.CreditNote, Status: crm.Paid, Party: d.Party, Date: day, Time: g.clock(g.between(9, 16)),
		Currency: money, Country: "GB", Lines: []crm.Line{l}, Channel: d.Channel, PaymentMethod: d.PaymentMethod,
		SourceDoc: d.ID, Reason: g.reason(crm.ReasonReturn).ID,
	}
	g.total(&c)
	c.Payments = []crm.Payment{{Date: day, Amount: c.Net, Method: c.PaymentMethod}}
	c.Meta = g.meta(c.Date, c.Time)
	g.Documents = append(g.Documents, c)
}
