package lifetime

import (
	"bytes"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifetime/btyd"
)

// history is what the models need of a book as of a day.
type history struct {
	asOf      crm.Date
	first     crm.Date // of all orders
	sold      crm.Amount
	margin    bool         // money is margin
	worths    []crm.Amount // of the orders of customers
	customers []customer
}

// customer is one living customer with at least one day of purchase.
type customer struct {
	party int32
	days  []crm.Date // distinct, rising
	later crm.Amount // worth of everything after the first day, returns netted
	// covered is the part of the sales that the reading can value.
	covered crm.Amount
	// left is the margin of everything after the first day whose cost is known;
	// sold and costed are all sales, and those of known cost.
	left, sold, costed crm.Amount
}

// visit is an order of a party.
type visit struct {
	party int32
	date  crm.Date
}

// ordered reports whether a document is an order that the customer made: goods
// went out and nothing was paid back. One that cost nothing counts: a voucher
// paid it, and the customer was there.
func ordered(s *facts.Snapshot, doc int) bool {
	if s.Doc.Type[doc] == facts.CreditNote {
		return false
	}
	first, out, net := s.Doc.First[doc], false, crm.Amount(0)
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		out = out || s.Line.Quantity[l] > 0
		net += s.Line.Net[l]
	}
	return out && net >= 0
}

// read gathers the history up to a day; orders of one day are one.
func read(s *facts.Snapshot, asOf crm.Date, reading insight.Reading) *history {
	h := &history{asOf: asOf, margin: reading.Basis == insight.Margin}
	var orders []int32
	for i, p := range s.Doc.Party {
		if p != facts.None && s.Party.Live[p] && insight.Counted(s, i, 0, asOf) && ordered(s, i) {
			orders = append(orders, int32(i))
		}
	}
	orders = insight.ByParty(s, orders)
	visits := make([]visit, len(orders))
	for i, doc := range orders {
		visits[i] = visit{s.Doc.Party[doc], s.Doc.Date[doc]}
	}
	visits = slices.Compact(visits)
	days := make([]crm.Date, len(visits))
	at := make([]int32, len(s.Party.ID)) // position in customers + 1
	for i, v := range visits {
		days[i] = v.date
		if h.first == 0 || v.date < h.first {
			h.first = v.date
		}
		if at[v.party] == 0 {
			h.customers = append(h.customers, customer{party: v.party})
			at[v.party] = int32(len(h.customers))
		}
		c := &h.customers[len(h.customers)-1]
		c.days = days[i-len(c.days) : i+1]
	}
	margin := insight.Reading{Basis: insight.Margin, Returns: reading.Returns}
	for i, p := range s.Doc.Party {
		if !insight.Counted(s, i, 0, asOf) {
			continue
		}
		sum := reading.Of(s, i)
		h.sold += sum.Sold
		if p == facts.None || at[p] == 0 {
			continue
		}
		h.worths = append(h.worths, sum.Value)
		c := &h.customers[at[p]-1]
		c.covered += reading.Covered(sum)
		c.sold += sum.Sold
		c.costed += sum.Costed
		if s.Doc.Date[i] > c.days[0] {
			c.later += sum.Value
			c.left += margin.Of(s, i).Value
		}
	}
	// Sums of floating point depend on their order, and simulations on the
	// sums: the order is that of the ids, whatever order records came in.
	slices.SortFunc(h.customers, func(a, b customer) int { return bytes.Compare(s.Party.ID[a.party][:], s.Party.ID[b.party][:]) })
	return h
}

// until is the same history as it was on an earlier day, without money.
func (h *history) until(day crm.Date) *history {
	out := &history{asOf: day, first: h.first}
	for _, c := range h.customers {
		n, found := slices.BinarySearch(c.days, day)
		if found {
			n++
		}
		if n > 0 {
			out.customers = append(out.customers, customer{party: c.party, days: c.days[:n]})
		}
	}
	return out
}

// weeks between two days.
func weeks(from, to crm.Date) float64 { return float64(to-from) / 7 }

func (c customer) summary(asOf crm.Date) btyd.Customer {
	last, lnGaps := len(c.days)-1, 0.0
	for i := range last {
		lnGaps += math.Log(weeks(c.days[i], c.days[i+1]))
	}
	return btyd.Customer{X: last, Tx: weeks(c.days[0], c.days[last]), T: weeks(c.days[0], asOf), LnGaps: lnGaps}
}

func (h *history) summaries() []btyd.Customer {
	out := make([]btyd.Customer, len(h.customers))
	for i, c := range h.customers {
		out[i] = c.summary(h.asOf)
	}
	return out
}

// standstill is the longest time, in days, in which nobody bought, where it
// is long beside the usual ones: the shop was shut, or nothing written down.
func (h *history) standstill() int {
	const least, times = 60, 10
	var days []crm.Date
	for _, c := range h.customers {
		days = append(days, c.days...)
	}
	slices.Sort(days)
	gaps := gapsOf(slices.Compact(days))
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	if longest := gaps[len(gaps)-1]; longest > least && longest > times*insight.Median(gaps) {
		return longest - 1
	}
	return 0
}

// repeaters counts the customers with at least two days of purchase.
func (h *history) repeaters() (n int) {
	for _, c := range h.customers {
		if len(c.days) > 1 {
			n++
		}
	}
	return n
}

// medianGap is the median of all days between two orders of one customer,
// zero without any.
func (h *history) medianGap() int {
	var gaps []int
	for _, c := range h.customers {
		gaps = append(gaps, gapsOf(c.days)...)
	}
	slices.Sort(gaps)
	return insight.Median(gaps)
}

func gapsOf(days []crm.Date) (gaps []int) {
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, int(days[i]-days[i-1]))
	}
	return gaps
}

// usualGap is the median gap of a customer's own with three days of purchase
// or more, else 0.
func (c customer) usualGap() int {
	if len(c.days) < 3 {
		return 0
	}
	gaps := gapsOf(c.days)
	slices.Sort(gaps)
	return insight.Median(gaps)
}

// truncated reports whether the first four weeks of the book hold more than
// twice as many first orders as the next ones usually do: customers from
// before the records begin look new there (left truncation).
func (h *history) truncated() bool {
	const block, compared = 28, 3
	var counts [1 + compared]int
	if len(h.customers) < 20 || int(h.asOf-h.first) < block*len(counts) {
		return false
	}
	for _, c := range h.customers {
		if at := int(c.days[0]-h.first) / block; at < len(counts) {
			counts[at]++
		}
	}
	later := counts[1:]
	slices.Sort(later)
	usual := insight.Median(later)
	return usual > 0 && counts[0] > 2*usual
}
