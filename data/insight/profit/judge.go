package profit

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// Verdict is what a customer is to the business; its name is the text
// insight.verdict_<code>.
type Verdict string

// The verdicts, the best first.
const (
	Create    Verdict = "create"
	BreakEven Verdict = "break_even"
	Drain     Verdict = "drain"
	// CannotSay: the cost of too little of what was sold is known.
	CannotSay Verdict = "cannot_say"
)

// ReasonCode says what moves a profit; its text is insight.reason_<code>.
type ReasonCode string

// The reasons. All but discounts and coverage are parts of the profit and
// add up to it; discounts are already in the price of the goods.
const (
	ByGoods     ReasonCode = "goods"      // sold above cost
	BelowCost   ReasonCode = "below_cost" // sold below cost
	Returned    ReasonCode = "returned"   // returns and gifts
	Discounts   ReasonCode = "discounts"
	Served      ReasonCode = "served" // contacts of one kind
	Acquired    ReasonCode = "acquired"
	Rewarded    ReasonCode = "rewarded"
	LowCoverage ReasonCode = "coverage" // what keeps from a verdict
)

// Reason is one thing that moves a customer's profit.
type Reason struct {
	Code ReasonCode `json:"code"`
	// Kind, Minutes and Km are of contacts; Count counts contacts, lines or
	// referrals.
	Kind    crm.InteractionKind `json:"kind,omitempty"`
	Count   int                 `json:"count,omitempty"`
	Minutes int                 `json:"minutes,omitempty"`
	Km      int                 `json:"km,omitempty"`
	// Share, 0 to 1, is the discount of the full price, or the coverage.
	Share float64 `json:"share,omitempty"`
	// Amount is what it does to the profit.
	Amount crm.Amount `json:"amount_minor"`
}

// shownReasons is how many reasons a customer has at most.
const shownReasons = 3

// judge fills in verdicts and reasons of customers.
func (w *work) judge(r *Result) {
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Kind != Named {
			continue
		}
		row.Verdict = verdict(row, r.limits)
		row.Reasons = w.reasons(row)
		if row.Loses() {
			r.Drains++
			r.Lost -= row.Profit
		}
	}
}

func verdict(r *Row, limits [2]int) Verdict {
	switch net := max(r.Net, 0); {
	case r.sold > 0 && r.Coverage < LeastCoverage:
		return CannotSay
	case r.Profit < percent(net, limits[0]):
		return Drain
	case r.Profit < percent(net, limits[1]) || r.Profit <= 0:
		return BreakEven
	}
	return Create
}

// percent is p per cent of an amount, toward zero to the minor unit.
func percent(a crm.Amount, p int) crm.Amount {
	return a/100*crm.Amount(p) + a%100*crm.Amount(p)/100
}

// reasons are the biggest: of a customer who costs more than he brings only
// what costs.
func (w *work) reasons(r *Row) []Reason {
	all := w.parts(r)
	if b := w.tallies[r.Index].why; b.discounts > 0 {
		all = append(all, Reason{Code: Discounts, Share: float64(b.discounts) / float64(b.discountedFullNet), Amount: -b.discounts})
	}
	size := func(x Reason) crm.Amount {
		if r.Profit < 0 {
			return -x.Amount
		}
		return max(x.Amount, -x.Amount)
	}
	all = slices.DeleteFunc(all, func(x Reason) bool { return size(x) <= 0 })
	slices.SortStableFunc(all, func(a, b Reason) int { return cmp.Compare(size(b), size(a)) })
	if r.Verdict == CannotSay {
		all = slices.Insert(all, 0, Reason{Code: LowCoverage, Share: r.Coverage})
	}
	return slices.Clone(all[:min(shownReasons, len(all))])
}

// parts takes the profit of a customer apart; the amounts add up to it.
func (w *work) parts(r *Row) []Reason {
	b := &w.tallies[r.Index].why
	out := append(make([]Reason, 0, 8),
		Reason{Code: ByGoods, Amount: b.goods},
		Reason{Code: BelowCost, Count: int(b.belowLines), Amount: b.below},
		Reason{Code: Returned, Count: int(b.returnedLines), Amount: b.returned})
	for _, a := range r.Served {
		out = append(out, Reason{Code: Served, Kind: a.Kind, Count: a.Contacts, Minutes: a.Minutes, Km: a.Km, Amount: -a.Cost})
	}
	return append(out, Reason{Code: Acquired, Amount: -r.Acquisition}, Reason{Code: Rewarded, Count: r.Rewarded, Amount: -r.Rewards})
}

// Loses reports whether a customer is known to cost more than he brings:
// with too little cost known a profit below zero says nothing.
func (r *Row) Loses() bool {
	return r.Kind == Named && r.Effort != nil && r.Profit < 0 && r.Verdict != CannotSay
}

// Worst lists the customers who lose, the worst first.
func (r *Result) Worst() (out []Row) {
	for _, row := range r.Rows {
		if row.Loses() {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b Row) int { return cmp.Compare(a.Profit, b.Profit) })
	return out
}

// Count says how many customers have a verdict.
func (r *Result) Count(v Verdict) (n int) {
	for i := range r.Rows {
		if r.Rows[i].Verdict == v {
			n++
		}
	}
	return n
}
