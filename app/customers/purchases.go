package customers

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"regulars/data/crm"
	"regulars/data/insight"
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
	lines  []purchaseLine // newest first
	orders int            // documents that are purchases
	net    crm.Amount     // sum of the documents' base nets
	// meanGap, in tenths of a day, and medianGap in days lie between
	// neighbouring days of purchase; zero without two such days.
	meanGap10, medianGap int
	top                  []productSum // by net, at most topProducts
	habit                habit
}

const topProducts = 5

// newPurchases adds up documents given oldest first.
func newPurchases(docs []countedDoc, today crm.Date, name func(crm.ID) string) purchases {
	var p purchases
	var bought []countedDoc
	for _, d := range docs {
		if !d.counts || d.Date > today {
			continue
		}
		p.net += d.BaseNet
		if isPurchase(d) {
			bought = append(bought, d)
		}
		for _, l := range d.Lines {
			p.lines = append(p.lines, purchaseLine{doc: d.ID, number: d.Number, date: d.Date, product: l.Product,
				name: cmp.Or(l.Description, name(l.Product)), quantity: l.Quantity, price: l.Price, net: l.Net, currency: d.Currency,
				base: crm.Share(d.BaseNet, int64(l.Net), int64(d.Net))})
		}
	}
	slices.Reverse(p.lines)
	p.orders = len(bought)
	p.gaps(bought)
	p.top = topOf(p.lines)
	p.habit = habitOf(bought, p.medianGap, name)
	return p
}

// isPurchase follows the facts: a line with positive quantity and net on
// anything but a credit note.
func isPurchase(d countedDoc) bool {
	return d.DocType != crm.CreditNote && slices.ContainsFunc(d.Lines, func(l crm.Line) bool { return l.Quantity > 0 && l.Net > 0 })
}

func (p *purchases) gaps(bought []countedDoc) {
	var days []crm.Date
	for _, d := range bought {
		days = append(days, d.Date)
	}
	days = slices.Compact(days)
	gaps := gapsOf(days)
	if len(gaps) == 0 {
		return
	}
	span := int(days[len(days)-1] - days[0])
	p.meanGap10 = (span*10 + len(gaps)/2) / len(gaps)
	slices.Sort(gaps)
	p.medianGap = insight.Median(gaps)
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

// habit sums up how somebody usually buys. It is known from habitOrders
// orders on.
type habit struct {
	known    bool
	product  string // on most orders
	quantity crm.Quantity
	gap      int          // days; 0 when there is no rhythm yet
	weekday  time.Weekday // meaningful with onWeekday
	// onWeekday is set when at least two orders in five fall on weekday.
	onWeekday bool
	low, high crm.Price // nine in ten prices paid for the product lie between
	currency  string
}

const habitOrders = 3

// habitOf reads the habit from purchases given oldest first.
func habitOf(bought []countedDoc, gap int, name func(crm.ID) string) habit {
	if len(bought) < habitOrders {
		return habit{}
	}
	product := favourite(bought)
	h := habit{known: !product.IsZero(), gap: gap, product: name(product)}
	var quantities []crm.Quantity
	var prices []crm.Price
	var days [7]int
	for _, d := range bought {
		days[d.Date.Weekday()]++
		for _, l := range d.Lines {
			if l.Product == product && l.Quantity > 0 {
				quantities, prices = append(quantities, l.Quantity), append(prices, l.Price)
				h.currency = d.Currency
			}
		}
	}
	slices.Sort(quantities)
	slices.Sort(prices)
	h.quantity = insight.Median(quantities)
	h.low, h.high = insight.Quantile(prices, 1, 20), insight.Quantile(prices, 19, 20)
	for wd, n := range days {
		if n > days[h.weekday] {
			h.weekday = time.Weekday(wd)
		}
	}
	h.onWeekday = days[h.weekday]*5 >= len(bought)*2
	return h
}

// favourite is the product on most orders; the one bought last wins a tie.
func favourite(bought []countedDoc) (best crm.ID) {
	orders := map[crm.ID]int{}
	for _, d := range bought {
		seen := map[crm.ID]bool{{}: true} // lines without product name none
		for _, l := range d.Lines {
			if l.Quantity <= 0 || seen[l.Product] {
				continue
			}
			seen[l.Product] = true
			if orders[l.Product]++; orders[l.Product] >= orders[best] {
				best = l.Product
			}
		}
	}
	return best
}
