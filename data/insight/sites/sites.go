// Package sites compares the places of a business: what each sold, to whom,
// how large its orders are, when it is busy, how full its rooms or chairs are,
// and what changed against as many days before.
//
//	contribution  = net - frozen cost, over the lines whose cost is known
//	average order = net of the purchases / purchases
//
// A purchase is a counted document with at least one line that is a sale. What
// was sold without a place is a row of its own, so that the rows add up to the
// business in everything that adds up: purchases, units, net, contribution,
// and what was offered and sold of rooms and slots. Customers do not: who
// bought at two places stands in both rows, and once in the total.
//
// A difference is called only where it is more than chance: where the interval
// of the difference of two means (Welch, 1947, Biometrika 34) leaves out zero
// at 95 % for all places together (Bonferroni). Average orders are compared
// with those of the other places, the weeks of a place with its weeks before.
package sites

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answer.
const Method = "rule_places"

// Needs of this question.
const (
	NeedSites   = "need_sites"    // places beside the only one
	NeedPlace   = "need_place"    // documents without a place
	NeedOrders  = "need_orders"   // places with too few purchases to compare
	NeedHistory = "need_days_ago" // days of history missing for the time before
)

// Below these nothing is called a difference.
const (
	LeastOrders = 30 // purchases of a place
	LeastWeeks  = 8  // whole weeks in the window
)

// Options of the question. Only Returns of the reading is looked at.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Window is how many days are looked at, and how many before they are
	// compared with; zero: the whole history, compared with nothing.
	Window int
	insight.Reading
}

// Figures are sums of documents, in minor units.
type Figures struct {
	Orders       int          `json:"orders"`    // purchases
	Customers    int          `json:"customers"` // known ones with a purchase, each once
	Units        crm.Quantity `json:"units"`     // ten-thousandths
	Net          crm.Amount   `json:"net_minor"`
	Contribution crm.Amount   `json:"contribution_minor"` // of lines with known cost
	// Coverage is the share, 0 to 1, of what was sold whose cost is known.
	Coverage float64 `json:"coverage"`
}

// Called is a difference in one word.
type Called string

// The words; "" is a difference that may be chance, or cannot be told.
const (
	Higher Called = "higher"
	Lower  Called = "lower"
)

// Row is one place.
type Row struct {
	// Site is the id of the place as text, "" for what was sold without one.
	Site string `json:"site"`
	Name string `json:"name"` // "" without place, the id of one that is gone
	Figures
	Share float64 `json:"share"` // of the net of the business, 0 to 1
	// AverageOrder is nil without a purchase; Low and High are its 95 %
	// interval, nil below [LeastOrders].
	AverageOrder *crm.Amount `json:"average_order_minor"`
	Low          *crm.Amount `json:"average_low_minor"`
	High         *crm.Amount `json:"average_high_minor"`
	// Against is the average order against that of the other places together.
	Against Called `json:"against_others"`
	// Weekday is the day with the most purchases, ISO 1 to 7; 0 without one.
	// BusyShare is its share of them, 0 to 1; Busy says that it leads the next
	// by more than chance.
	Weekday   int     `json:"weekday"`
	BusyShare float64 `json:"weekday_share"`
	Busy      bool    `json:"weekday_sure"`
	// Before are the sums of as many days before; nil when not told.
	Before *Figures `json:"before"`
	Change Called   `json:"change"` // of the net of a week
	Nights Use      `json:"nights"` // of what is sold by the night
	Slots  Use      `json:"slots"`
}

// Result is the answer: rows go from the greatest net down, what was sold
// without a place last. N counts the purchases with a place, Coverage is
// their share of all.
type Result struct {
	insight.Answer[Row]
	From  crm.Date `json:"from"` // first day looked at
	Total Row      `json:"total"`
	// Shared counts the customers with purchases in two rows or more.
	Shared int `json:"shared_customers"`
	Places int `json:"places"` // rows with a place

	weeks int // compared with as many before
}

// Ask answers as of a day. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	if o.Check() != nil || o.Window < 0 {
		return nil, insight.ErrOptions
	}
	r := &Result{Answer: insight.New[Row]("sites", Method, s.Currency, o.AsOf)}
	first := firstDay(s, o.AsOf)
	r.From = max(first, o.from())
	now := collect(s, o, o.from(), o.AsOf)
	before := newSpan(s)
	missing := o.missing(first)
	if o.Window > 0 && missing == 0 {
		before = collect(s, o, o.before(), o.from()-1)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.rows(s, now, before, useOf(s, o))
	r.compare(now, before)
	r.judge(now, missing)
	return r, ctx.Err()
}

// from is the first day of the window, zero for the whole history; before is
// that of the window before it.
func (o Options) from() crm.Date {
	if o.Window == 0 {
		return 0
	}
	return o.AsOf - crm.Date(o.Window) + 1
}

func (o Options) before() crm.Date { return o.from() - crm.Date(o.Window) }

// missing is how many days the history is too short to compare. A first sale
// in the first week of the time before is early enough.
func (o Options) missing(first crm.Date) int {
	if o.Window == 0 || first == 0 {
		return 0
	}
	return max(0, int(first-o.before())-6)
}

// firstDay is the day of the first counted document; zero without one.
func firstDay(s *facts.Snapshot, asOf crm.Date) (first crm.Date) {
	for i, d := range s.Doc.Date {
		if insight.Counted(s, i, 0, asOf) && (first == 0 || d < first) {
			first = d
		}
	}
	return first
}

// names are the places that are open or have something in one of the spans,
// by their ids; one that is gone is called by its id, none "".
func names(s *facts.Snapshot, now, before *span, used map[string]*uses) map[string]string {
	all, called := map[string]string{}, map[string]string{}
	for _, x := range s.Tables.Sites {
		called[x.ID.String()] = x.Name
		if !x.Inactive {
			all[x.ID.String()] = x.Name
		}
	}
	put := func(id string) { all[id] = cmp.Or(called[id], id) }
	for id := range now.of {
		put(id)
	}
	for id := range before.of {
		put(id)
	}
	for id := range used {
		put(id)
	}
	return all
}

// rows makes a row of every place, and of what was sold without one.
func (r *Result) rows(s *facts.Snapshot, now, before *span, used map[string]*uses) {
	total := &uses{}
	for id, name := range names(s, now, before, used) {
		row := now.at(id).row(before.at(id), before.told)
		row.Site, row.Name = id, name
		if u := used[id]; u != nil {
			total.add(u)
			row.Nights, row.Slots = u.finished()
		}
		r.Rows = append(r.Rows, row)
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(lastly(a), lastly(b)), cmp.Compare(b.Net, a.Net), cmp.Compare(a.Site, b.Site))
	})
	r.Total = now.total.row(before.total, before.told)
	r.Total.Nights, r.Total.Slots = total.finished()
	for i := range r.Rows {
		r.Rows[i].Share = insight.Ratio(r.Rows[i].Net, r.Total.Net)
		if r.Rows[i].Site != "" {
			r.Places++
		}
	}
	r.Total.Share, r.Shared = insight.Ratio(r.Total.Net, r.Total.Net), now.shared()
}

// lastly puts what has no place behind the places.
func lastly(r Row) int {
	if r.Site == "" {
		return 1
	}
	return 0
}

// judge fills n, coverage and what is missing.
func (r *Result) judge(now *span, missing int) {
	few := 0
	for _, row := range r.Rows {
		if row.Site != "" {
			r.N += row.Orders
			if row.Orders < LeastOrders {
				few++
			}
		}
	}
	r.Coverage = insight.Ratio(r.N, r.Total.Orders)
	if r.Total.Orders == 0 {
		r.Need(insight.NeedSales, 1)
	}
	r.Need(NeedSites, max(0, 2-r.Places))
	if r.Places > 0 && now.of[""] != nil {
		r.Need(NeedPlace, now.of[""].documents)
	}
	if r.Places > 1 {
		r.Need(NeedOrders, few)
	}
	r.Need(NeedHistory, missing)
}

// Records returns the documents of a row, in the order of the columns: of the
// days looked at, or of those before.
func Records(s *facts.Snapshot, o Options, site string, before bool) (docs []int32) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	from, to := o.from(), o.AsOf
	if before {
		from, to = o.before(), from-1
	}
	for i, w := range s.Doc.Site {
		if insight.Counted(s, i, from, to) && s.Word(w) == site {
			docs = append(docs, int32(i))
		}
	}
	return docs
}
