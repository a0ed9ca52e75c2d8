// Package insight holds what every question about a business shares: the
// envelope of an answer and the way sales documents turn into numbers. Each
// question is a small package below it: pure functions from a
// [facts.Snapshot] to an [Answer].
//
// Everything is as of a day: documents dated later do not exist for the
// answer. Equal input gives an equal answer, whatever the order of records.
package insight

import "regulars/data/crm"

// Answer is what a question gives back, with everything needed to judge it.
// Its JSON form is the contract of the terminal. Nothing in it is ever NaN.
type Answer[R any] struct {
	Question string   `json:"question"`
	AsOf     crm.Date `json:"as_of"`
	// Method is rule, pooled or model, an underscore, and what exactly:
	// "rule_quantile". A rule looks at one customer, a pooled number borrows
	// from all of them, a model estimates.
	Method string `json:"method"`
	// N counts the customers or documents the answer stands on.
	N int `json:"n"`
	// Coverage is the share, 0 to 1, of revenue or records the answer stands on.
	Coverage float64 `json:"coverage"`
	// Needs says what is missing for a full answer; empty when nothing is.
	Needs    []Need `json:"needs"`
	Currency string `json:"currency"`
	Rows     []R    `json:"rows"`
}

// Need is one thing missing and how many of it.
type Need struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// The codes of needs; each has a text insight.<code>.
const (
	NeedSales          = "need_sales"           // no counted sale at all
	NeedCustomers      = "need_customers"       // more customers for the usual method
	NeedRepeat         = "need_repeat"          // more customers with three days of purchase
	NeedPurchases      = "need_purchases"       // more days of purchase of this customer
	NeedPeriods        = "need_periods"         // more whole periods of history
	NeedEarlierHistory = "need_earlier_history" // first periods in which everybody looks new
	NeedCosts          = "need_costs"           // customers or documents without known cost
	NeedTimes          = "need_times"           // documents without time of day
)

// New returns an answer whose lists are empty rather than missing, so that
// it marshals to [] and never to null.
func New[R any](question, method, currency string, asOf crm.Date) Answer[R] {
	return Answer[R]{Question: question, AsOf: asOf, Method: method, Currency: currency, Needs: []Need{}, Rows: []R{}}
}

// Need adds a need unless the count is zero.
func (a *Answer[R]) Need(code string, count int) {
	if count > 0 {
		a.Needs = append(a.Needs, Need{code, count})
	}
}

// Ratio is part/whole kept within 0 and 1; 0 when there is no whole.
func Ratio[T ~int | ~int64](part, whole T) float64 {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return min(1, float64(part)/float64(whole))
}

// Median is the lower median of sorted values, so that it is always a value
// that occurs; zero for none.
func Median[T any](sorted []T) T { return Quantile(sorted, 1, 2) }

// Quantile is the smallest of the sorted values that num/den of them do not
// exceed (type 1, the inverse of the distribution); zero for none.
func Quantile[T any](sorted []T, num, den int) (q T) {
	if len(sorted) == 0 {
		return q
	}
	at := (len(sorted)*num + den - 1) / den
	return sorted[max(at, 1)-1]
}
