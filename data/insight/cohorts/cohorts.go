// Package cohorts groups customers by how they began - the month of the first
// purchase, the first product or category, or where they came from - and
// follows each group month by month: who still buys, and what it spends.
//
// Month 0 is the calendar month of a customer's first purchase. A customer is
// active in a month with at least one purchase in it. The first product is
// the one with the most revenue on the first day of purchase.
//
// Who first bought before the day from which the book knows first purchases,
// or was a customer before it began (left truncation), looks new and is not:
// those cohorts are marked Early and are in no average.
package cohorts

import (
	"cmp"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rhythm"
)

// Method is the method of the answer.
const Method = "rule_cohort"

// Needs of this question.
const (
	NeedProducts   = "need_products"       // customers whose first product is not known
	NeedCategories = "need_first_category" // the same for categories
	NeedSources    = "need_sources"        // customers of whom it is not known where they came from
)

// By says what makes a cohort.
type By string

// The ways to begin.
const (
	Month    By = "month" // the default
	Product  By = "product"
	Category By = "category"
	Source   By = "source"
)

// The keys of cohorts that are no month, product, category or source.
const (
	Before  = "before" // customers from before the book
	Unknown = ""       // without product, category or source
)

// DefaultMonths is how many months after the first one are followed.
const DefaultMonths = 24

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	By     By
	Months int // followed after month 0, 1 to 600; zero: DefaultMonths
	insight.Reading
}

// Cell is one month of a cohort.
type Cell struct {
	Month  int        `json:"month"`  // after the first
	Active int        `json:"active"` // customers who bought in it
	Of     int        `json:"of"`     // customers whose month it has been
	Net    crm.Amount `json:"net_minor"`
	// Partial says that the month is not over on the as-of day.
	Partial bool `json:"partial"`
}

// Share is Active of Of, 0 to 1; not ok without anybody.
func (c Cell) Share() (share float64, ok bool) {
	return insight.Ratio(c.Active, c.Of), c.Of > 0
}

// Row is one cohort.
type Row struct {
	Key       string     `json:"key"`  // 2026-10, an id, the source; Before, Unknown
	Name      string     `json:"name"` // of the product or category, else the key
	From      crm.Date   `json:"from"` // first day of the month, zero for other cohorts
	Customers int        `json:"customers"`
	Net       crm.Amount `json:"net_minor"` // all they ever brought
	Early     bool       `json:"early"`
	Cells     []Cell     `json:"cells"`
}

// Result is the answer; its rows are by month, or the largest cohort first.
type Result struct {
	insight.Answer[Row]
	By By `json:"by"`
	// Average adds up the cells of all cohorts that are not early, months
	// that are not over left out.
	Average []Cell `json:"average"`
	// Early customers are in no average; FullFrom is the day from which first
	// purchases are known to be first, zero for the beginning of the book.
	Early    int      `json:"early"`
	FullFrom crm.Date `json:"full_from"`
	// WalkInNet and OtherNet, of customers in the trash or without purchase,
	// make the Net of rows up to all.
	WalkInNet crm.Amount `json:"walk_in_minor"`
	OtherNet  crm.Amount `json:"other_minor"`

	days   *rhythm.Calendar
	cohort []int32 // of each party, position in Rows; facts.None
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By, o.Months = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Month), cmp.Or(o.Months, DefaultMonths)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	known := o.By == Month || o.By == Product || o.By == Category || o.By == Source
	if o.Check() != nil || !known || o.Months < 1 || o.Months > 600 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Behind lists the parties of a cohort who bought in a month after their
// first one, all of them for a negative month. The cohort is a position in Rows.
func (r *Result) Behind(cohort, month int) []int32 {
	var parties []int32
	for p, at := range r.cohort {
		if int(at) == cohort && (month < 0 || r.bought(p, month)) {
			parties = append(parties, int32(p))
		}
	}
	return parties
}

func (r *Result) bought(party, month int) bool {
	days := r.days.Of(party)
	for _, d := range days {
		if monthOf(d) == monthOf(days[0])+month {
			return true
		}
	}
	return false
}

// First is a party's first day of purchase, zero without any.
func (r *Result) First(party int32) crm.Date {
	if days := r.days.Of(int(party)); len(days) > 0 {
		return days[0]
	}
	return 0
}

// monthOf counts the months since year 0.
func monthOf(d crm.Date) int {
	y, m, _ := d.Time().Date()
	return 12*y + int(m) - 1
}
