// Package track holds what was foretold against what happened.
//
// What the window shows about the future is kept as a [crm.Prediction]; once
// its last day is over it is checked. A book that has kept none yet is asked
// what it would have been told on earlier days, each far enough from the next
// that no order counts twice, with nothing known then but what was entered
// for the time up to it.
//
// Beside the intervals it holds the chances of single customers against the
// owner's rule, "who has been silent for more than twice the usual gap does
// not come", and against saying the same of everybody: shares of customers of
// whom each was right.
package track

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifetime"
)

// Method is the method of the answers.
const Method = "rule_promised_and_kept"

// NeedTime asks for more history before anything can be checked.
const NeedTime = "need_time"

// Questions and series of predictions. Until is the last day of each.
const (
	Next       = "next"       // the look ahead for all customers
	Orders     = "orders"     // Next: orders of the customers known on the day
	Customers  = "customers"  // Next: how many of them come at least once
	Repurchase = "repurchase" // reminders
	Due        = "due"        // Repurchase: how many are followed by the purchase
)

// mostCuts is the most earlier days of a replay.
const mostCuts = 6

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf    crm.Date // zero: the day of the last counted document
	Horizon int      // days ahead of the replay, 1 to 365; 0: 90
	// Kept are the predictions of the book, in any order.
	Kept []crm.Prediction
	// Progress hears from 0 to 1 how far the answer is; may be nil.
	Progress func(done float64)
}

// Check is one prediction and what became of it.
type Check struct {
	Question string   `json:"question"`
	Series   string   `json:"series"`
	Day      crm.Date `json:"day"`   // it was told on
	Until    crm.Date `json:"until"` // the last day it speaks of
	Method   string   `json:"method"`
	Unit     string   `json:"unit"`
	Expected float64  `json:"expected"`
	Low      float64  `json:"low"`
	High     float64  `json:"high"`
	Level    int      `json:"level"` // per cent of truths to lie between Low and High
	// Replayed: nobody was told; it would have been said.
	Replayed bool `json:"replayed"`
	// Over: the time is up, and Actual, Inside and Off hold.
	Over   bool    `json:"over"`
	Actual float64 `json:"actual"`
	Inside bool    `json:"inside"` // between Low and High, both included
	Off    float64 `json:"off"`    // Expected less Actual
}

// Right counts the customers of whom a way of foretelling was right.
type Right struct {
	N      int `json:"n"`      // customers, counted once for each day looked at
	Model  int `json:"model"`  // a chance of at least one half means an order, less means none
	Rule   int `json:"rule"`   // twice the usual gap
	Nobody int `json:"nobody"` // saying of nobody that they come
	Days   int `json:"days"`   // looked at
}

// BandCheck is what became of the customers of a band of chances.
type BandCheck struct {
	Band     lifetime.Band `json:"band"`
	N        int           `json:"n"`
	Expected float64       `json:"expected"` // the sum of their chances
	Came     int           `json:"came"`
}

// Result is the answer: checks by day, the newest first. N counts those that
// are over.
type Result struct {
	insight.Answer[Check]
	Horizon int `json:"horizon_days"`
	Inside  int `json:"inside"` // of the N
	// Replayed: no kept prediction is over yet, so N are replayed ones.
	Replayed bool        `json:"replayed"`
	Right    Right       `json:"right"`
	Bands    []BandCheck `json:"bands"` // likely, possible, unlikely; none without chances
	// Chosen and BackTest say how the model now in use was chosen.
	Chosen   string             `json:"chosen"`
	BackTest *lifetime.BackTest `json:"back_test,omitempty"`
}

// Ask answers the question. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o.AsOf, o.Horizon = insight.AsOf(s, o.AsOf), cmp.Or(o.Horizon, lifetime.DefaultHorizon)
	if o.Horizon < 1 || o.Horizon > 365 {
		return nil, insight.ErrOptions
	}
	r := &Result{Answer: insight.New[Check]("track-record", Method, s.Currency, o.AsOf), Horizon: o.Horizon, Bands: []BandCheck{}}
	r.Coverage = 1
	f, err := lifetime.Ask(ctx, s, lifetime.Options{AsOf: o.AsOf, Horizon: o.Horizon})
	if err != nil {
		return nil, err
	}
	r.Chosen, r.BackTest = string(f.Chosen), f.BackTest
	replayed, err := r.replay(ctx, s, o)
	if err != nil {
		return nil, err
	}
	r.Rows = append(r.Rows, kept(s, o)...)
	if !slices.ContainsFunc(r.Rows, func(c Check) bool { return c.Over }) {
		r.Replayed = true
		r.Rows = append(r.Rows, replayed...)
	}
	slices.SortFunc(r.Rows, compare)
	for _, c := range r.Rows {
		if c.Over {
			r.N++
		}
		if c.Inside {
			r.Inside++
		}
	}
	switch {
	case f.Customers == 0:
		r.Need(insight.NeedSales, 1)
	case r.N == 0:
		r.Need(NeedTime, 1)
	}
	return r, nil
}

func compare(a, b Check) int {
	return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Question, b.Question), cmp.Compare(b.Series, a.Series), cmp.Compare(a.Until, b.Until))
}

// kept checks the predictions of the book: one of several with the same key.
func kept(s *facts.Snapshot, o Options) (checks []Check) {
	all := slices.DeleteFunc(slices.Clone(o.Kept), func(p crm.Prediction) bool { return p.AsOf >= o.AsOf || !known(p) })
	slices.SortFunc(all, func(a, b crm.Prediction) int {
		return cmp.Or(cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Until, b.Until), cmp.Compare(a.Question, b.Question), cmp.Compare(a.Series, b.Series), bytes.Compare(a.ID[:], b.ID[:]))
	})
	all = slices.CompactFunc(all, Same)
	w := &world{s: s}
	for _, p := range all {
		checks = append(checks, w.check(p, o.AsOf))
	}
	return checks
}

// Same reports whether two predictions answer the same question on the same
// day for the same time.
func Same(a, b crm.Prediction) bool {
	return a.Question == b.Question && a.Series == b.Series && a.AsOf == b.AsOf && a.Until == b.Until
}

func known(p crm.Prediction) bool {
	return p.Question == Next && (p.Series == Orders || p.Series == Customers) || p.Question == Repurchase && p.Series == Due
}

// replay says what would have been told on earlier days, and counts of whom
// it would have been right.
func (r *Result) replay(ctx context.Context, s *facts.Snapshot, o Options) (checks []Check, err error) {
	bands := map[lifetime.Band]*BandCheck{}
	for i := range mostCuts {
		if o.Progress != nil {
			o.Progress(float64(i+1) / (mostCuts + 1))
		}
		day := o.AsOf - crm.Date((i+1)*o.Horizon)
		f, err := lifetime.Ask(ctx, s, lifetime.Options{AsOf: day, Horizon: o.Horizon})
		if err != nil {
			return nil, err
		}
		if f.Next == nil {
			break // too little was known; before that even less
		}
		w := &world{s: s}
		for _, p := range append(LookAhead(f), Reminders(s, day)...) {
			c := w.check(p, o.AsOf)
			c.Replayed = true
			checks = append(checks, c)
		}
		r.judge(f, w.orders(day, day+crm.Date(o.Horizon)), bands)
	}
	for _, b := range []lifetime.Band{lifetime.Likely, lifetime.Possible, lifetime.Unlikely} {
		if c := bands[b]; c != nil {
			r.Bands = append(r.Bands, *c)
		}
	}
	return checks, nil
}

// judge counts of whom the model and the rule were right.
func (r *Result) judge(f *lifetime.Forecast, orders []int, bands map[lifetime.Band]*BandCheck) {
	if f.Gate == lifetime.Counts {
		return
	}
	r.Right.Days++
	for _, row := range f.Rows {
		came := orders[row.Party] > 0
		gap := cmp.Or(row.Gap, f.MedianGap, 1)
		r.Right.N++
		r.Right.Model += one((row.Buy >= 0.5) == came)
		r.Right.Rule += one((row.Silence <= 2*gap) == came)
		r.Right.Nobody += one(!came)
		b := bands[row.Band]
		if b == nil {
			b = &BandCheck{Band: row.Band}
			bands[row.Band] = b
		}
		b.N, b.Expected, b.Came = b.N+1, b.Expected+row.Buy, b.Came+one(came)
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
