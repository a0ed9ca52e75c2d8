package rfm

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// quantileLimits returns the limits that give the shared-ties score: value v
// reaches score k+1 when at least ceil(k*n/bins) customers are strictly
// worse, that is when v beats the customer of that rank.
func quantileLimits(customers []Customer, bins int) Limits {
	n := len(customers)
	l := Limits{make([]int, bins-1), make([]int, bins-1), make([]crm.Amount, bins-1)}
	if n == 0 {
		return l
	}
	days, orders, amounts := make([]int, n), make([]int, n), make([]crm.Amount, n)
	for i, c := range customers {
		days[i], orders[i], amounts[i] = c.Days, c.Orders, c.Net
	}
	slices.Sort(days)
	slices.Sort(orders)
	slices.Sort(amounts)
	for k := 1; k < bins; k++ {
		rank := (k*n + bins - 1) / bins // so many must be worse
		l.Days[bins-1-k] = days[n-rank] - 1
		l.Orders[k-1] = orders[rank-1] + 1
		l.Amounts[k-1] = amounts[rank-1] + 1
	}
	return l
}

// spread replaces limits of a measure in which all customers are equal: a
// young shop whose customers all came today has no hibernating ones.
func (x *Result) spread(s *facts.Snapshot) {
	days, orders, amounts := true, true, true
	for _, c := range x.Customers {
		first := x.Customers[0]
		days = days && c.Days == first.Days
		orders = orders && c.Orders == first.Orders
		amounts = amounts && c.Net == first.Net
	}
	if !days && !orders && !amounts || len(x.Customers) == 0 {
		return
	}
	own := rhythmLimits(s, x)
	if days {
		x.Limits.Days = own.Days
		x.Needs = append(x.Needs, insight.Need{Code: insight.NeedPeriods, Count: 1})
	}
	if orders {
		x.Limits.Orders = own.Orders
	}
	if amounts {
		x.Limits.Amounts = own.Amounts
	}
}

// usualGap stands in for the rhythm of a shop where nobody came back yet.
const usualGap = 30

// rhythmLimits are the fixed limits of a shop with few customers, in steps of
// its own rhythm: the median gap in days between two purchases of the same
// customer, over all customers together, and the median purchase. One step
// of silence costs one score of R; each further order, and each further
// median purchase spent, wins one of F and of M.
func rhythmLimits(s *facts.Snapshot, x *Result) Limits {
	gap, spend := rhythm(s, x)
	bins := x.Options.Bins
	var l Limits
	for k := 1; k < bins; k++ {
		l.Days = append(l.Days, k*gap)
		l.Orders = append(l.Orders, k+1)
		l.Amounts = append(l.Amounts, crm.Amount(k+1)*spend)
	}
	return l
}

type purchase struct {
	party int32
	date  crm.Date
}

func rhythm(s *facts.Snapshot, x *Result) (gap int, spend crm.Amount) {
	o := x.Options
	scored := make([]bool, len(s.Party.ID))
	for _, c := range x.Customers {
		scored[c.Party] = true
	}
	var days []purchase
	var spends []crm.Amount
	for i, p := range s.Doc.Party {
		if p == facts.None || !scored[p] || !insight.Counted(s, i, o.from(), o.AsOf) {
			continue
		}
		if sum := o.Of(s, i); sum.Purchase {
			days = append(days, purchase{p, s.Doc.Date[i]})
			spends = append(spends, sum.Value)
		}
	}
	slices.Sort(spends)
	return cmp.Or(medianGap(days), usualGap), max(insight.Median(spends), 1)
}

// medianGap is the median number of days between distinct days of purchase
// of the same party; zero when nobody bought on two days.
func medianGap(days []purchase) int {
	slices.SortFunc(days, func(a, b purchase) int { return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.date, b.date)) })
	var gaps []int
	for i := 1; i < len(days); i++ {
		if gap := int(days[i].date - days[i-1].date); gap > 0 && days[i].party == days[i-1].party {
			gaps = append(gaps, gap)
		}
	}
	slices.Sort(gaps)
	return insight.Median(gaps)
}
