// Package repurchase is the repurchase clock: when each customer needs what
// again, and whom to remind as of a day.
//
// A gap is the days from one day of purchase of an item to the customer's
// next one; the gap after the last purchase is still open on the as-of day.
// How long customers take is told by Kaplan and Meier, who count the open
// gaps in: the completed ones alone are badly optimistic, as everybody who
// never came back is missing.
//
// Where larger purchases last longer, gaps are counted a unit: two tins last
// twice as long as one. A customer's own n gaps and those of everybody are
// mixed as (n x own + 3 x everybody's) / (n + 3). A purchase starts the clock
// anew, so whoever has bought in time is not reminded.
package repurchase

import (
	"cmp"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "pooled_clock"

// Needs of this question.
const (
	NeedGaps = "need_gaps" // more repeated purchases of one item before any clock runs
)

// Shrinkage is k: everybody's gap weighs as much as this many own ones.
const Shrinkage = 3

// LeastGaps is the number of completed gaps of an item from which its clock
// runs.
const LeastGaps = 3

// MostLate is the days after the day due for which somebody is still listed:
// later, a reminder is no reminder.
const MostLate = 28

// NoLead as Options.Lead reminds on the day due.
const NoLead = -1

// longest bounds a clock, in days: nobody is reminded after a century.
const longest = 36500

// By says what is bought again.
type By string

// The items of clocks.
const (
	Product  By = "product" // the default
	Category By = "category"
	Shop     By = "shop" // anything
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	By   By
	// Lead is the days from the reminder to the day due, up to 365; zero: 4.
	Lead int
	// Ahead includes those due up to this many days after the as-of day;
	// zero: those to be reminded by then; at most 365.
	Ahead int
	// Within asks for the chance to buy again within so many days after the
	// as-of day, 1 to 365; zero: no chance.
	Within int
	insight.Reading
}

// Item is how soon a product, a category or anything is bought again.
// Lengths are in days; -1 where so many have not come back.
type Item struct {
	Index     int32  `json:"-"` // into its columns; None for the shop
	ID        crm.ID `json:"id,omitzero"`
	Name      string `json:"name"`
	SKU       string `json:"sku,omitempty"`
	Customers int    `json:"customers"`
	Gaps      int    `json:"gaps"` // completed
	Open      int    `json:"open"` // gaps still open
	// Completed is the median of the completed gaps alone, for comparison.
	Completed  float64 `json:"completed_median"`
	MeanGap    float64 `json:"completed_mean"`
	Median     float64 `json:"median"`
	MedianLow  float64 `json:"median_low"` // 95 % interval
	MedianHigh float64 `json:"median_high"`
	Quartile1  float64 `json:"quartile1"`
	Quartile3  float64 `json:"quartile3"`
	// Again is the share who bought again within so many days.
	Again []Within `json:"again"`
	// ByQuantity says that larger purchases last longer; PerUnit is then the
	// median in days a unit, else Median.
	ByQuantity bool    `json:"by_quantity"`
	PerUnit    float64 `json:"per_unit"`
}

// Within is the share, 0 to 1, that has bought again after some days.
type Within struct {
	Days  int     `json:"days"`
	Share float64 `json:"share"`
}

// State is where a clock stands.
type State string

// The states, in the order of time.
const (
	Waiting State = "waiting" // before the reminder
	Remind  State = "remind"  // from the reminder to the day due, that day included
	Late    State = "late"    // after it, by at most MostLate days and no more than the clock takes once more
	Lapsed  State = "lapsed"  // silent for longer; no reminder
)

// Clock is one customer's clock for one item.
type Clock struct {
	Party    int32        `json:"-"` // index into the party columns
	ID       crm.ID       `json:"customer"`
	Name     string       `json:"name"`
	Item     int32        `json:"-"` // index into the columns of items
	ItemID   crm.ID       `json:"item,omitzero"`
	ItemName string       `json:"item_name"`
	Last     crm.Date     `json:"last"`
	Quantity crm.Quantity `json:"quantity"` // bought on that day
	Days     int          `json:"days"`     // days with a purchase of it
	// Gaps and Own are the customer's completed gaps and their median, and
	// Everybody the median of all, in days or, if ByQuantity, days a unit.
	Gaps       int     `json:"gaps"`
	Own        float64 `json:"own"`
	Everybody  float64 `json:"everybody"`
	ByQuantity bool    `json:"by_quantity"`
	// Interval is the days that the last purchase lasts.
	Interval int      `json:"interval"`
	Remind   crm.Date `json:"remind"`
	Due      crm.Date `json:"due"`
	State    State    `json:"state"`
	// Usual is what the item came to on an average day of purchase.
	Usual crm.Amount `json:"usual_minor"`
	// Chance is the share, 0 to 1, of the ChanceN gaps that lasted as long
	// already, measured by the clock's own interval, which then ended within
	// Options.Within days. Both are 0 where too few lasted as long.
	Chance  float64 `json:"chance,omitempty"`
	ChanceN int     `json:"chance_n,omitempty"`
}

// LeastLasted is the number of gaps from which a chance is told.
const LeastLasted = 10

// Result is the answer: its rows are the clocks that are due.
type Result struct {
	insight.Answer[Clock]
	Lead  int    `json:"lead_days"`
	Shop  Item   `json:"shop"`  // anything bought again
	Items []Item `json:"items"` // with at least one completed gap, most gaps first
	// Running counts all clocks, Waiting, Lapsed and those shown.
	Running int `json:"running"`
	Waiting int `json:"waiting"`
	Lapsed  int `json:"lapsed"`
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Product)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.Lead == 0 {
		o.Lead = 4
	}
	if o.Lead == NoLead {
		o.Lead = 0
	}
	if o.By != Product && o.By != Category && o.By != Shop || o.Lead < 0 || o.Lead > 365 || o.Ahead < 0 || o.Ahead > 365 || o.Within < 0 || o.Within > 365 || o.Check() != nil {
		return o, insight.ErrOptions
	}
	return o, nil
}
