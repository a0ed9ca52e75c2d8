package rhythm

import (
	"cmp"
	"slices"
	"time"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Habits are the purchase habits of one customer, for a sentence like "buys
// two of product X about every 21 days, mostly on Fridays, pays 18 to 22".
type Habits struct {
	AsOf     crm.Date `json:"as_of"`
	Orders   int      `json:"orders"` // documents that are purchases
	Days     int      `json:"days"`   // different days of purchase
	First    crm.Date `json:"first"`  // zero without purchase
	Last     crm.Date `json:"last"`
	Silence  int      `json:"silence"`  // days since Last
	Coverage float64  `json:"coverage"` // share of the sales with a product
	Currency string   `json:"currency"`
	// Gaps in days; zero with fewer than two days of purchase.
	MeanGap   float64 `json:"mean_gap"`
	MedianGap float64 `json:"median_gap"`
	// Factor is silence by median gap; zero with fewer than MinDays days,
	// as there is no rhythm yet.
	Factor float64 `json:"factor"`
	// Weekday is the most frequent day of the week, the first from Monday of
	// equals, and WeekdayShare its share of the days of purchase, 0 to 1.
	Weekday      time.Weekday `json:"weekday"`
	WeekdayShare float64      `json:"weekday_share"`
	// Quartiles of what a purchase comes to, each an amount that occurred.
	SpendLow    crm.Amount `json:"spend_low_minor"`
	SpendMedian crm.Amount `json:"spend_median_minor"`
	SpendHigh   crm.Amount `json:"spend_high_minor"`
	// Net is the sum of everything, returns netted.
	Net crm.Amount `json:"net_minor"`
	// Product is the one in most purchases, of equals the one with the
	// greater revenue; facts.None without any. Quantity is its usual
	// (median) quantity a purchase, ProductOrders how many hold it.
	Product       int32        `json:"-"`
	ProductID     crm.ID       `json:"product,omitzero"`
	ProductName   string       `json:"product_name,omitempty"`
	ProductOrders int          `json:"product_orders"`
	Quantity      crm.Quantity `json:"quantity"`
	// Quartiles of the unit prices paid for it, discounts taken off, each a
	// price that occurred: in ten-thousandths of Currency.
	PriceLow  crm.Price      `json:"price_low"`
	PriceHigh crm.Price      `json:"price_high"`
	Needs     []insight.Need `json:"needs"`
}

// MostlyFrom is the share of the days of purchase from which it is said that
// somebody mostly comes on a weekday.
const MostlyFrom = 0.5

// Mostly reports whether the days of purchase mostly fall on Weekday.
func (h *Habits) Mostly() bool { return h.Days >= MinDays && h.WeekdayShare >= MostlyFrom }

// sold is one product in one purchase.
type sold struct {
	product  int32
	doc      int32
	quantity crm.Quantity
	net      crm.Amount
}

// HabitsOf measures the habits of a party by its column index as of a day
// (zero: the day of the last counted document). A party out of range has none.
func HabitsOf(s *facts.Snapshot, asOf crm.Date, party int32) Habits {
	h := Habits{AsOf: insight.AsOf(s, asOf), Product: facts.None, Currency: s.Currency, Needs: []insight.Need{}}
	var days []crm.Date
	var spends []crm.Amount
	var items []sold
	reading := insight.Reading{}
	for i, p := range s.Doc.Party {
		if p != party || p == facts.None || !insight.Counted(s, i, 0, h.AsOf) {
			continue
		}
		sum := reading.Of(s, i)
		h.Net += sum.Value
		if sum.Purchase {
			days = append(days, s.Doc.Date[i])
			spends = append(spends, sum.Sold)
			items = appendItems(items, s, i)
		}
	}
	h.Orders = len(days)
	if h.Orders == 0 {
		h.Needs = append(h.Needs, insight.Need{Code: insight.NeedSales, Count: 1})
		return h
	}
	slices.Sort(days)
	h.when(slices.Compact(days))
	slices.Sort(spends)
	h.SpendLow, h.SpendMedian, h.SpendHigh = insight.Quantile(spends, 1, 4), insight.Median(spends), insight.Quantile(spends, 3, 4)
	h.what(s, items)
	return h
}

func (h *Habits) when(days []crm.Date) {
	h.Days, h.First, h.Last = len(days), days[0], days[len(days)-1]
	h.Silence = int(h.AsOf - h.Last)
	var byWeekday [7]int // Monday first
	for _, d := range days {
		byWeekday[(d.Weekday()+6)%7]++
	}
	most := 0
	for w, n := range byWeekday {
		if n > byWeekday[most] {
			most = w
		}
	}
	h.Weekday, h.WeekdayShare = time.Weekday((most+1)%7), insight.Ratio(byWeekday[most], len(days))
	if len(days) > 1 {
		h.MeanGap = float64(h.Last-h.First) / float64(len(days)-1)
		h.MedianGap = float64(twiceMedian(gapsOf(days))) / 2
	}
	if len(days) >= MinDays {
		h.Factor = float64(h.Silence) / h.MedianGap
	} else {
		h.Needs = append(h.Needs, insight.Need{Code: insight.NeedPurchases, Count: MinDays - len(days)})
	}
}

func appendItems(items []sold, s *facts.Snapshot, doc int) []sold {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if s.Sale(doc, l) {
			items = append(items, sold{s.Line.Product[l], int32(doc), s.Line.Quantity[l], s.Line.Net[l]})
		}
	}
	return items
}

// what finds the favourite product.
func (h *Habits) what(s *facts.Snapshot, items []sold) {
	slices.SortFunc(items, func(a, b sold) int { return cmp.Or(cmp.Compare(a.product, b.product), cmp.Compare(a.doc, b.doc)) })
	var all, known, best crm.Amount
	for from := 0; from < len(items); {
		to := from
		var net crm.Amount
		var quantities []crm.Quantity // by purchase
		for ; to < len(items) && items[to].product == items[from].product; to++ {
			if to == from || items[to].doc != items[to-1].doc {
				quantities = append(quantities, 0)
			}
			quantities[len(quantities)-1] += items[to].quantity
			net += items[to].net
		}
		same, product := items[from:to], items[from].product
		from = to
		all += net
		if product == facts.None {
			continue
		}
		known += net
		id := s.Product.ID[product]
		order := cmp.Or(cmp.Compare(len(quantities), h.ProductOrders), cmp.Compare(net, best), -cmp.Compare(id.String(), h.ProductID.String()))
		if order > 0 {
			slices.Sort(quantities)
			best, h.Product, h.ProductID, h.ProductName = net, product, id, cmp.Or(s.Product.Name[product], s.Product.SKU[product])
			h.ProductOrders, h.Quantity = len(quantities), insight.Median(quantities)
			h.PriceLow, h.PriceHigh = prices(same, s.Exp())
		}
	}
	h.Coverage = insight.Ratio(known, all)
}

// prices are the quartiles of what a unit cost.
func prices(items []sold, exp int) (low, high crm.Price) {
	var each []crm.Price
	for _, x := range items {
		if p, err := crm.PriceFor(x.net, x.quantity, exp); err == nil {
			each = append(each, p)
		}
	}
	slices.Sort(each)
	return insight.Quantile(each, 1, 4), insight.Quantile(each, 3, 4)
}
