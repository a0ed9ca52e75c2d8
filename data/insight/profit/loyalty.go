package profit

import (
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Loyalty is how long and how evenly a customer has been buying, over the
// whole history up to the as-of day.
type Loyalty struct {
	First    crm.Date `json:"first"`       // first purchase, or the earlier day the owner tells
	Tenure   int      `json:"tenure_days"` // from First to the as-of day
	Purchase int      `json:"purchase_days"`
	// Regularity is the coefficient of variation of the gaps between days of
	// purchase: their standard deviation by their mean, 0 for a clockwork,
	// about 1 for chance; null below LeastGaps gaps.
	Regularity Rate `json:"gap_variation"`
	// Revenue is the share of the net of the range, 0 to 1.
	Revenue float64 `json:"revenue_share"`
}

// LeastGaps is the number of gaps from which there is a regularity.
const LeastGaps = 3

// loyalty fills in the loyalty of the customers.
func (w *work) loyalty(ctx context.Context, r *Result) error {
	days, first := w.purchases()
	if err := ctx.Err(); err != nil {
		return err
	}
	all := make([]Loyalty, len(r.Rows))
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Kind != Named {
			continue
		}
		p := row.Index
		l := &all[i]
		own := days[first[p]:first[p+1]]
		slices.Sort(own)
		own = slices.Compact(own)
		l.First = own[0]
		if since := w.s.Party.Since[p]; since != 0 && since < l.First {
			l.First = since
		}
		l.Tenure, l.Purchase, l.Regularity = int(w.AsOf-l.First), len(own), variation(own)
		l.Revenue = insight.Ratio(row.Net, r.Total.Net)
		row.Loyalty = l
	}
	return nil
}

// purchases gathers the days of purchase by the as-of day, those of party p
// being days[first[p]:first[p+1]], unsorted.
func (w *work) purchases() (days []crm.Date, first []int32) {
	first = make([]int32, len(w.s.Party.ID)+2)
	eachPurchase(w.s, w.AsOf, func(p int32, _ crm.Date) { first[p+2]++ })
	for p := 2; p < len(first); p++ {
		first[p] += first[p-1]
	}
	days = make([]crm.Date, first[len(first)-1])
	eachPurchase(w.s, w.AsOf, func(p int32, d crm.Date) {
		days[first[p+1]] = d
		first[p+1]++
	})
	return days, first
}

func eachPurchase(s *facts.Snapshot, asOf crm.Date, visit func(party int32, day crm.Date)) {
	for i, p := range s.Doc.Party {
		if p == facts.None || !insight.Counted(s, i, 0, asOf) {
			continue
		}
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			if s.Sale(i, l) {
				visit(p, s.Doc.Date[i])
				break
			}
		}
	}
}

// variation is the coefficient of variation of the gaps between rising days.
func variation(days []crm.Date) Rate {
	n := len(days) - 1
	if n < LeastGaps {
		return Rate{}
	}
	mean := float64(days[n]-days[0]) / float64(n)
	sum := 0.0
	for i := range n {
		off := float64(days[i+1]-days[i]) - mean
		sum += off * off
	}
	return Rate{math.Sqrt(sum/float64(n-1)) / mean, true}
}
