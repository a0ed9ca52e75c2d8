package customers

import (
	"cmp"
	"slices"
	"strings"

	"regulars/data/crm"
)

// purchaseLine is one line of a counted document.
type purchaseLine struct {
	doc      crm.ID
	number   string
	date     crm.Date
	product  crm.ID
	name     string
	quantity crm.Quantity
	price    crm.Price
	net      crm.Amount
	base     crm.Amount // its share of the document's base net
	currency string
}

// productSum is what was bought of one product.
type productSum struct {
	name     string
	orders   int // documents it is on
	quantity crm.Quantity
	net      crm.Amount // base currency
}

// purchases are the counted documents of a party up to a day.
type purchases struct {
	lines []purchaseLine // newest first
	top   []productSum   // by net, at most topProducts
}

const topProducts = 5

// newPurchases lists the lines of documents given oldest first.
func newPurchases(docs []countedDoc, today crm.Date, name func(crm.ID) string) purchases {
	var p purchases
	for _, d := range docs {
		if !d.counts || d.Date > today {
			continue
		}
		for _, l := range d.Lines {
			p.lines = append(p.lines, purchaseLine{doc: d.ID, number: d.Number, date: d.Date, product: l.Product,
				name: cmp.Or(l.Description, name(l.Product)), quantity: l.Quantity, price: l.Price, net: l.Net, currency: d.Currency,
				base: crm.Share(d.BaseNet, int64(l.Net), int64(d.Net))})
		}
	}
	slices.Reverse(p.lines)
	p.top = topOf(p.lines)
	return p
}

// topOf sums the lines by product; lines without product go by their text.
func topOf(lines []purchaseLine) []productSum {
	at := map[string]int{}
	seen := map[string]bool{} // product and document
	var sums []productSum
	for _, l := range lines {
		key := cmp.Or(l.product.String(), l.name)
		i, ok := at[key]
		if !ok {
			i = len(sums)
			at[key] = i
			sums = append(sums, productSum{name: l.name})
		}
		sums[i].quantity += l.quantity
		sums[i].net += l.base
		if once := key + l.doc.String(); !seen[once] {
			seen[once] = true
			sums[i].orders++
		}
	}
	slices.SortStableFunc(sums, func(a, b productSum) int {
		return cmp.Or(cmp.Compare(b.net, a.net), strings.Compare(a.name, b.name))
	})
	return sums[:min(len(sums), topProducts)]
}
