// Package cause tells what moves demand on some days: public holidays and
// their eves, calendars of the owner's own, events of the diary, and weather
// that was measured. It also lists the days that nothing explains.
//
// Days of a cause are compared with the days around them of the same weekday:
// the expected demand of a day is the level of its nearest comparable days
// times the index of its weekday, so that neither season nor weekday can pass
// for a cause. The chance p is that of flags thrown at random onto days of the
// same weekday, and is corrected for the number of causes looked at (Benjamini
// and Hochberg, 1995).
package cause

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cycle"
)

// Method is the method of the answers.
const Method = "model_comparable_days"

// The limits of what is shown and what counts.
const (
	LeastFlagged  = 4
	LeastMeasured = 10
	MostChance    = 0.05 // of the corrected p
	Unusual       = 3    // scaled median deviations
	LeastUsual    = 28   // days before any of them can be called unusual
)

// Wet names the cause of the days with 1 mm of rain or more, compared with
// days measured dry.
const Wet = "wet"

// NeedCountry asks for the country of the public holidays.
const NeedCountry = "need_holiday_country"

// Kind says where a cause comes from.
type Kind string

// The kinds.
const (
	Holiday  Kind = "holiday"
	Eve      Kind = "eve"      // the day before a public holiday
	Bridge   Kind = "bridge"   // one working day between a holiday and a weekend
	Calendar Kind = "calendar" // of the owner's own
	Event    Kind = "event"    // of the diary, by type
	Measured Kind = "measured" // weather: a correlation, and Wet
)

// Reason says why a cause is not shown.
type Reason string

// The reasons.
const (
	Few        Reason = "few"           // seen on less than four days with demand
	Incomparab Reason = "no_comparable" // no other days of the same weekday around
)

// Row is one cause.
type Row struct {
	Kind Kind   `json:"kind"`
	ID   crm.ID `json:"id,omitzero"` // of the calendar
	// Name is that of the calendar, the type of events, what was measured or
	// Wet; empty for public holidays.
	Name   string `json:"name"`
	N      int    `json:"n"` // days of it, or with a measurement, that were open
	Of     int    `json:"of"`
	Shown  bool   `json:"shown"`
	Reason Reason `json:"reason,omitempty"`
	// Difference is the demand of its days over that of comparable ones, less
	// one; Low and High its 95 % interval. Null when not shown, and for
	// measurements but Wet.
	Difference *float64 `json:"difference"`
	// Correlation is of the measurement with demand, both against what is
	// usual around the day, -1 to 1; null but for measurements, and for Wet.
	Correlation *float64 `json:"correlation"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	P           *float64 `json:"p"`
	Q           *float64 `json:"q"`    // p corrected for the number of causes
	Real        bool     `json:"real"` // q is at most 0.05 and the interval without 0
}

// Day is a day far from what was expected.
type Day struct {
	Date     crm.Date `json:"date"`
	Value    float64  `json:"value"` // in the measure; money in minor units
	Expected float64  `json:"expected"`
	Times    float64  `json:"times"` // value over expected
	Off      float64  `json:"off"`   // in scaled median deviations; negative: less than expected
	// Why is the title of the event that explains the day, or the public
	// holiday; empty for the unexplained.
	Why   string `json:"why,omitempty"`
	Event crm.ID `json:"event,omitzero"`
}

// Options of the question; the zero value asks for the orders of the shop.
type Options = cycle.Source

// Result is the answer: one row a cause, real ones first.
type Result struct {
	insight.Answer[Row]
	From    crm.Date      `json:"from"`
	To      crm.Date      `json:"to"`
	Measure cycle.Measure `json:"measure"`
	Country string        `json:"holiday_country"`
	// Unexplained are the days more than three deviations off that nothing
	// explains, Explained those that an event or holiday does; the newest first.
	Unexplained []Day      `json:"unexplained"`
	Explained   []Day      `json:"explained"`
	Responses   []Response `json:"responses"`

	days *days
}

// Days tells which days belong to the cause of a row.
func (r *Result) Days(row int) func(crm.Date) bool {
	want := r.Rows[row]
	for _, f := range r.days.flags() {
		if f.row.Kind == want.Kind && f.row.ID == want.ID && f.row.Name == want.Name {
			return func(at crm.Date) bool { i := int(at - r.From); return i >= 0 && i < len(f.on) && f.on[i] }
		}
	}
	return func(at crm.Date) bool {
		return slices.ContainsFunc(r.days.events, func(e crm.DemandEvent) bool { return e.Measure == want.Name && e.Measure != "" && covers(e, at) })
	}
}

// Ask answers the question. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	cycles, err := cycle.Ask(s, o)
	if err != nil {
		return nil, err
	}
	o.AsOf = cycles.AsOf
	r := &Result{Answer: insight.New[Row]("causes", Method, s.Currency, o.AsOf), From: cycles.From, To: cycles.To, Measure: cycles.Measure, Country: o.Country,
		Unexplained: []Day{}, Explained: []Day{}, Responses: []Response{}}
	r.N, r.Coverage, r.Needs = cycles.N, cycles.Coverage, slices.DeleteFunc(cycles.Needs, func(n insight.Need) bool { return n.Code == insight.NeedTimes || n.Code == cycle.NeedRuleOut })
	if cycles.N == 0 {
		return r, nil
	}
	r.Need(NeedCountry, b2i(o.Country == ""))
	d := newDays(s, cycles, o)
	r.days = d
	for i, f := range d.flags() {
		r.Rows = append(r.Rows, d.effect(f, uint64(i)))
	}
	r.Rows = append(r.Rows, d.measured()...)
	correct(r.Rows)
	if !slices.ContainsFunc(r.Rows, func(x Row) bool { return x.Real }) {
		r.Need(cycle.NeedRuleOut, cycle.RuleOut(r.From, r.To, r.N))
	}
	slices.SortStableFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(order(a.Q), order(b.Q)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	r.Unexplained, r.Explained = d.unusual()
	r.Responses = d.responses(s, o)
	return r, nil
}

// rank puts real causes first, then those without an effect, then the rest.
func rank(r Row) int { return 2*b2i(!r.Shown) + b2i(!r.Real) }

func order(q *float64) float64 {
	if q == nil {
		return 2
	}
	return *q
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// correct turns the chances of all causes shown into those corrected for
// their number.
func correct(rows []Row) {
	var shown []*Row
	for i := range rows {
		if rows[i].P != nil {
			shown = append(shown, &rows[i])
		}
	}
	slices.SortStableFunc(shown, func(a, b *Row) int { return cmp.Compare(*b.P, *a.P) })
	least := 1.0
	for i, r := range shown {
		least = min(least, *r.P*float64(len(shown))/float64(len(shown)-i))
		q := least
		r.Q, r.Real = &q, q <= MostChance && (*r.Low > 0 || *r.High < 0)
	}
}

// finite is a number to be told; nil where it is none.
func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
