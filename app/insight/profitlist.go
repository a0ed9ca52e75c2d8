package insight

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
)

// shownContacts is how many contacts are reckoned up in words.
const shownContacts = 10

// behindProfit lists the records behind a bar or a row.
func (k *asker) behindProfit(ctx context.Context, r *profit.Result, key url.Values) (*listing, error) {
	switch {
	case key.Has("row"):
		return k.profitRow(ctx, r, key.Get("row"))
	case key.Has("code"):
		return k.profitGroup(ctx, r, key.Get("code"))
	case key.Has("drains"):
		l := k.profitCustomers(r.Worst(), func(row *profit.Row) string { return pt("profit_is", i18n.Args{"Amount": k.amount(row.Profit)}) })
		l.title, l.hint = pt("title_drains"), pt("hint_drains")
		return l, nil
	}
	if code := key.Get("line"); slices.ContainsFunc(statement(r.Total), func(l statementLine) bool { return l.code == code }) && r.By == profit.Customer {
		return k.profitLine(r, code), nil
	}
	return nil, nil
}

// profitRow opens a product, a category or, whatever the rows are, a customer.
func (k *asker) profitRow(ctx context.Context, r *profit.Result, id string) (*listing, error) {
	if at := slices.IndexFunc(r.Rows, func(row profit.Row) bool { return row.ID.String() == id }); at >= 0 && !carriesEffort(r) {
		return k.salesOfGoods(ctx, r.Rows[at])
	}
	party := slices.IndexFunc(k.facts.Party.ID, func(have crm.ID) bool { return have.String() == id })
	if party < 0 {
		return nil, nil
	}
	row, ok, err := profit.One(ctx, k.facts, k.profitOptions(profit.Customer), int32(party))
	if err != nil || !ok {
		return nil, err
	}
	return k.whyProfit(ctx, row)
}

// profitLine lists the customers by a line of the statement, the most first.
func (k *asker) profitLine(r *profit.Result, code string) *listing {
	of := func(row *profit.Row) crm.Amount {
		for _, l := range statement(*row) {
			if l.code == code {
				return max(l.amount, -l.amount)
			}
		}
		return 0
	}
	var rows []profit.Row
	for _, row := range r.Rows {
		if row.Kind == profit.Named && of(&row) != 0 {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b profit.Row) int { return cmp.Compare(of(&b), of(&a)) })
	l := k.profitCustomers(rows, func(row *profit.Row) string {
		return pt("line_is", i18n.Args{"Line": pt("line_" + code), "Amount": k.amount(of(row))})
	})
	l.title = pt("title_line", i18n.Args{"Line": pt("line_" + code)})
	return l
}

// profitGroup lists the customers of a segment, group, source or country.
func (k *asker) profitGroup(ctx context.Context, r *profit.Result, code string) (*listing, error) {
	at := slices.IndexFunc(r.Rows, func(row profit.Row) bool {
		return row.Code == code && (row.Kind == profit.Named || row.Kind == profit.Nobody)
	})
	if at < 0 {
		return nil, nil
	}
	codes, err := profit.Codes(k.facts, k.profitOptions(r.By))
	if err != nil {
		return nil, err
	}
	each, err := profit.Ask(ctx, k.facts, k.profitOptions(profit.Customer))
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(each.Rows, func(row profit.Row) bool { return row.Kind != profit.Named || codes[row.Index] != code })
	l := k.profitCustomers(rows, func(row *profit.Row) string { return pt("profit_is", i18n.Args{"Amount": k.amount(row.Profit)}) })
	l.title, l.text = profitRowName(&r.Rows[at]), k.arithmetic(r.Rows[at])
	return l, nil
}

// profitCustomers lists customers with what their profit comes from.
func (k *asker) profitCustomers(rows []profit.Row, first func(*profit.Row) string) *listing {
	last := k.lastPurchases()
	l := &listing{currency: k.facts.Currency}
	for i := range rows {
		row := &rows[i]
		why := []string{first(row)}
		for _, reason := range row.Reasons {
			why = append(why, capital(screen.ProfitReason(reason, k.facts.Currency))+".")
		}
		l.customers = append(l.customers, customerRow{id: row.ID, name: row.Name, last: last[row.Index], orders: row.Sales, net: row.Net, why: sentences(why...)}.written(k.facts.Currency))
	}
	return l
}

func (k *asker) lastPurchases() []crm.Date {
	last := make([]crm.Date, len(k.facts.Party.ID))
	for i, p := range k.facts.Doc.Party {
		if p != facts.None && k.facts.Doc.Date[i] > last[p] && insight.Counted(k.facts, i, 0, k.q.day()) && (insight.Reading{}).Of(k.facts, i).Purchase {
			last[p] = k.facts.Doc.Date[i]
		}
	}
	return last
}

// arithmetic is a profit in one line.
func (k *asker) arithmetic(r profit.Row) string {
	return pt("arithmetic", i18n.Args{"Contribution": k.amount(r.Contribution), "Serve": k.amount(r.Serve), "Acquisition": k.amount(r.Acquisition),
		"Rewards": k.amount(r.Rewards), "Profit": k.amount(r.Profit)})
}

func (k *asker) goodsArithmetic(g profit.Goods) string {
	return pt("goods_arithmetic", i18n.Args{"Contribution": k.amount(g.Contribution), "Costed": k.amount(g.Costed), "Cost": k.amount(g.Cost)})
}

// whyProfit opens a customer's profit: the sales below, the contacts in words.
func (k *asker) whyProfit(ctx context.Context, row profit.Row) (*listing, error) {
	trail, err := profit.Behind(k.facts, k.profitOptions(profit.Customer), row.Index)
	if err != nil {
		return nil, err
	}
	docs := make([]int32, len(trail.Sales))
	for i, sale := range trail.Sales {
		docs[i] = int32(sale.Doc)
	}
	l, err := k.salesList(ctx, docs)
	if err != nil {
		return nil, err
	}
	l.title = row.Name
	lines := []string{k.arithmetic(row), k.goodsArithmetic(row.Goods)}
	slices.SortStableFunc(trail.Contacts, func(a, b profit.Visit) int { return cmp.Compare(b.Cost, a.Cost) })
	for _, c := range trail.Contacts[:min(shownContacts, len(trail.Contacts))] {
		lines = append(lines, k.contactLine(c))
	}
	if more := len(trail.Contacts) - shownContacts; more > 0 {
		lines = append(lines, pn("contacts_more", more))
	}
	l.text = strings.Join(lines, "\n")
	return l, nil
}

// contactLine is the arithmetic of one contact.
func (k *asker) contactLine(c profit.Visit) string {
	kind := pt("kind_" + string(c.Kind))
	if !c.Priced {
		return pt("contact_unpriced", i18n.Args{"Date": i18n.Date(c.Date), "Kind": kind})
	}
	price := func(p crm.Price) string { return i18n.Price(p, k.facts.Currency) }
	line := pt("contact_line", i18n.Args{"Date": i18n.Date(c.Date), "Kind": kind, "Minutes": i18n.Integer(int64(c.Minutes)), "Km": i18n.Integer(int64(c.Km)),
		"PerMinute": price(c.PerMinute), "PerContact": price(c.PerContact), "PerKm": price(c.PerKm), "Cost": k.amount(c.Whole)})
	if c.Parties > 1 {
		line = i18n.List(line, pn("contact_shared", c.Parties, i18n.Args{"Cost": k.amount(c.Cost)}))
	}
	return line
}

// salesOfGoods lists the sales in which a product or category stands.
func (k *asker) salesOfGoods(ctx context.Context, row profit.Row) (*listing, error) {
	s, by := k.facts, k.q.profitBy
	var docs []int32
	for i := range s.Doc.ID {
		if !insight.Counted(s, i, k.q.from(k.q.profitMonths), k.q.day()) {
			continue
		}
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			g := s.Line.Product[l]
			if g != facts.None && by == profit.Category {
				g = s.Product.Category[g]
			}
			if g == row.Index {
				docs = append(docs, int32(i))
				break
			}
		}
	}
	l, err := k.salesList(ctx, docs)
	if err != nil {
		return nil, err
	}
	l.title, l.text = row.Name, k.goodsArithmetic(row.Goods)
	return l, nil
}
