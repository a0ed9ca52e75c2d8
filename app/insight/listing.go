package insight

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// listing is the records behind a number: customers or sales.
type listing struct {
	title, text string
	hint        string // what to do about them
	currency    string
	open        crm.ID // the customer all of it is of; zero for none
	byScore     bool   // customers have scores
	// sales tells which of the two lists is shown.
	sales     bool
	customers []customerRow
	documents []documentRow
}

// count says how many there are and what they sum up to.
func (l *listing) count() string {
	sum := crm.Amount(0)
	for _, c := range l.customers {
		sum += c.net
	}
	for _, d := range l.documents {
		sum += d.net
	}
	what := n("customers", len(l.customers))
	if l.sales {
		what = n("sales", len(l.documents))
	}
	return what + " · " + i18n.Amount(sum, l.currency)
}

type customerRow struct {
	id     crm.ID
	name   string
	last   crm.Date
	orders int
	net    crm.Amount
	score  string // "5 · 4 · 5"
	rank   int    // orders scores
	why    string

	lastText, ordersText, netText string
}

func (c customerRow) written(currency string) customerRow {
	c.lastText, c.ordersText, c.netText = i18n.Date(c.last), i18n.Integer(int64(c.orders)), i18n.Amount(c.net, currency)
	return c
}

type documentRow struct {
	id       crm.ID
	number   string
	date     crm.Date
	clock    crm.Clock
	customer string
	net      crm.Amount

	when, netText string
}

// cells are what lists are copied and exported as.
func (l *listing) cells() (head []string, rows [][]string) {
	exp := crm.Exponent(l.currency)
	plain := func(a crm.Amount) string { return crm.FormatDecimal(int64(a), exp) }
	if l.sales {
		head = []string{t("date"), t("time"), t("number"), t("customer"), t("net")}
		for _, d := range l.documents {
			rows = append(rows, []string{d.date.String(), d.clock.String(), d.number, d.customer, plain(d.net)})
		}
		return head, rows
	}
	head = []string{t("customer"), t("last_purchase"), t("orders_head"), t("net"), t("why")}
	for _, c := range l.customers {
		rows = append(rows, []string{c.name, c.last.String(), i18n.Integer(int64(c.orders)), plain(c.net), c.why})
	}
	return head, rows
}

// tsv is the list for the clipboard.
func (l *listing) tsv() string {
	head, rows := l.cells()
	return tsv(append([][]string{head}, rows...))
}

// tsv writes lines for the clipboard.
func tsv(lines [][]string) string {
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", "")
	var b strings.Builder
	for _, line := range lines {
		for i, cell := range line {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(cell))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// salesList lists documents with what each is worth by the reading.
func (k *asker) salesList(ctx context.Context, docs []int32) (*listing, error) {
	l := &listing{sales: true, currency: k.facts.Currency}
	s, reading := k.facts, k.q.reading()
	for _, doc := range docs {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d := documentRow{id: s.Doc.ID[doc], date: s.Doc.Date[doc], clock: s.Doc.Time[doc], net: reading.Of(s, int(doc)).Value, customer: t("walk_in")}
		if p := s.Doc.Party[doc]; p != facts.None {
			d.customer = s.Party.Name[p]
		}
		number, err := k.number(d.id)
		if err != nil {
			return nil, err
		}
		d.number, d.when, d.netText = number, i18n.Date(d.date), i18n.Amount(d.net, l.currency)
		if d.clock.Known() {
			d.when += " " + d.clock.String()
		}
		l.documents = append(l.documents, d)
	}
	slices.SortStableFunc(l.documents, func(a, b documentRow) int {
		return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(b.clock, a.clock))
	})
	return l, nil
}

// number is what is printed on a document; it may be gone by now.
func (k *asker) number(id crm.ID) (string, error) {
	d, err := book.Get[crm.SalesDocument](k.book, id)
	if book.CodeOf(err) == book.CodeNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return d.Number, nil
}

// buyers lists the customers with a purchase among documents, with what they
// bought in them, the best first.
func (k *asker) buyers(docs []int32, why func(party int32) string) []customerRow {
	s, reading := k.facts, k.q.reading()
	byParty := map[int32]*customerRow{}
	var order []int32
	for _, doc := range docs {
		p, sum := s.Doc.Party[doc], reading.Of(s, int(doc))
		if p == facts.None {
			continue
		}
		row := byParty[p]
		if row == nil {
			row = &customerRow{id: s.Party.ID[p], name: s.Party.Name[p], why: why(p)}
			byParty[p] = row
			order = append(order, p)
		}
		row.net += sum.Value
		if sum.Purchase {
			row.orders++
			row.last = max(row.last, s.Doc.Date[doc])
		}
	}
	out := make([]customerRow, 0, len(order))
	for _, p := range order {
		if byParty[p].orders > 0 {
			out = append(out, byParty[p].written(s.Currency))
		}
	}
	slices.SortStableFunc(out, func(a, b customerRow) int { return cmp.Compare(b.net, a.net) })
	return out
}
