package restock

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/forecast"
)

// sale is what was sold of a product on a day; a return is below zero.
type sale struct {
	day      crm.Date
	quantity crm.Quantity
}

// sales are those of all products, in order of their days.
type sales struct {
	of   map[crm.ID][]sale
	days []crm.Date // with any purchase, in order
}

func readSales(s *facts.Snapshot, asOf crm.Date) *sales {
	out := &sales{of: map[crm.ID][]sale{}}
	for i, d := range s.Doc.Date {
		if !insight.Counted(s, i, 0, asOf) {
			continue
		}
		out.days = append(out.days, d)
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			if p := s.Line.Product[l]; p != facts.None {
				id := s.Product.ID[p]
				out.of[id] = append(out.of[id], sale{d, s.Line.Quantity[l]})
			}
		}
	}
	slices.Sort(out.days)
	out.days = slices.Compact(out.days)
	for _, list := range out.of {
		slices.SortFunc(list, func(a, b sale) int {
			return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.quantity, b.quantity))
		})
	}
	return out
}

// look tells what is known of a product. State Order stands for all that is
// worth a forecast of the series.
func (s *sales) look(p *crm.Product, asOf crm.Date) (Row, forecast.Series) {
	list := s.of[p.ID]
	r := Row{ID: p.ID, Name: cmp.Or(p.Name, p.SKU), SKU: p.SKU, Supplier: p.Supplier, Counted: p.StockOn, LeadDays: p.LeadDays, DaysLeft: -1, Method: forecast.Nothing, State: Order}
	if p.StockOn > asOf {
		r.Counted = 0
	}
	if r.Counted > 0 {
		r.Stock = p.Stock
		for _, x := range list {
			if x.day > r.Counted {
				r.Stock -= x.quantity
			}
		}
	}
	switch {
	case len(list) == 0:
		r.State = TooNew
	case list[len(list)-1].day <= asOf-silence:
		r.State = Quiet
	case r.Counted == 0:
		r.State = NoStock
	case p.LeadDays <= 0:
		r.State = NoLead
	case r.Stock < 0:
		r.State = Negative
	default:
		one := s.blocks(list, asOf, blockDays(p.LeadDays))
		r.Blocks = len(one.Values)
		return r, one
	}
	return r, forecast.Series{}
}

// blockDays is a delivery time in days of whole weeks, so that each block
// holds every weekday equally often.
func blockDays(lead int) int { return (lead + 6) / 7 * 7 }

// blocks cuts the sales of a product into blocks that end on the as-of day,
// from the first whole one after its first sale. A block in which the whole
// shop sold nothing is not known. A season of the year is looked for where
// two years and three blocks are there.
func (s *sales) blocks(list []sale, asOf crm.Date, days int) forecast.Series {
	n := min(int(asOf-list[0].day+1)/days, mostWeeks*7/days)
	out := forecast.Series{Values: make([]float64, n), Freq: 1}
	for _, x := range list {
		if at := n - 1 - int(asOf-x.day)/days; at >= 0 {
			out.Values[at] += float64(x.quantity) / crm.QuantityScale
		}
	}
	for i := range out.Values {
		to := asOf - crm.Date((n-1-i)*days)
		at, _ := slices.BinarySearch(s.days, to-crm.Date(days)+1)
		if at == len(s.days) || s.days[at] > to {
			out.Values[i] = math.NaN()
		}
	}
	if year := (365 + days/2) / days; year > 1 && n >= 2*year+3 {
		out.Freq = year
	}
	return out
}
