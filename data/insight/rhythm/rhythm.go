// Package rhythm knows how often each customer buys, and who has gone quiet
// against that own rhythm.
//
// The rhythm of a customer with at least three days of purchase is the
// median gap in days between one day of purchase and the next; several
// documents of a day are one. The silence is the days from the last purchase
// to the as-of day. A customer is quiet when
//
//	silence > factor x median gap, and silence >= minimum days
//
// "twice the usual gap without an order", a sentence the owner can argue
// with. Ranking by such simple recency holds up against customer-base models
// (Wübben and von Wangenheim, Journal of Marketing 72, 2008).
package rhythm

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// MinDays is the number of days of purchase from which there is a rhythm.
const MinDays = 3

// Method is the method of the answers.
const Method = "rule_own_gap"

// LeastSilence is the silence in days below which nobody is missed.
const LeastSilence = 14

// Year is the number of days up to the last purchase whose money is at stake.
const Year = 365

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Factor10 is the factor in tenths, at least 10; zero means 20, twice the gap.
	Factor10 int
	// MinSilence is the least silence in days, so that a daily customer is
	// not missed after a weekend; zero means LeastSilence, negative none.
	MinSilence int
	// MaxSilence leaves out who has been silent for more days; zero: nobody.
	MaxSilence int
	insight.Reading
}

// Quiet is one customer who has gone quiet.
type Quiet struct {
	Party     int32    `json:"-"` // index into the party columns
	ID        crm.ID   `json:"id"`
	Name      string   `json:"name"`
	Last      crm.Date `json:"last"`
	Purchases int      `json:"purchases"` // days of purchase
	// MedianGap is in days; half days occur.
	MedianGap float64 `json:"median_gap"`
	Silence   int     `json:"silence"`
	// Factor is silence by median gap.
	Factor float64 `json:"factor"`
	// AtStake is the sum over the year up to the last purchase.
	AtStake crm.Amount `json:"at_stake_minor"`
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Factor10 = cmp.Or(o.Factor10, 20)
	o.MinSilence = cmp.Or(o.MinSilence, LeastSilence)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.Check() != nil || o.Factor10 < 10 || o.MaxSilence < 0 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// GoneQuiet lists the living customers who are quiet, most at stake first;
// n counts the customers with a rhythm. The error is [insight.ErrOptions].
func GoneQuiet(s *facts.Snapshot, o Options) (insight.Answer[Quiet], error) {
	o, err := o.normal(s)
	if err != nil {
		return insight.Answer[Quiet]{}, err
	}
	a := insight.New[Quiet]("quiet", Method, s.Currency, o.AsOf)
	days := PurchaseDays(s, o.AsOf)
	buyers := 0
	for p := range s.Party.ID {
		own := days.Of(p)
		if len(own) == 0 || !s.Party.Live[p] {
			continue
		}
		buyers++
		if len(own) < MinDays {
			continue
		}
		a.N++
		if q := measure(own, o.AsOf); o.quiet(q) {
			q.Party, q.ID, q.Name = int32(p), s.Party.ID[p], s.Party.Name[p]
			a.Rows = append(a.Rows, q)
		}
	}
	a.Coverage = insight.Ratio(a.N, buyers)
	switch {
	case buyers == 0:
		a.Need(insight.NeedSales, 1)
	case a.N == 0:
		a.Need(insight.NeedRepeat, 1)
	}
	addStakes(s, o, a.Rows)
	slices.SortFunc(a.Rows, func(a, b Quiet) int {
		return cmp.Or(cmp.Compare(b.AtStake, a.AtStake), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return a, nil
}

// UsualGap is the median gap in days between at least two rising days.
func UsualGap(days []crm.Date) float64 { return float64(twiceMedian(gapsOf(days))) / 2 }

// measure expects at least two days.
func measure(days []crm.Date, asOf crm.Date) Quiet {
	last := days[len(days)-1]
	q := Quiet{Last: last, Purchases: len(days), MedianGap: UsualGap(days), Silence: int(asOf - last)}
	q.Factor = float64(q.Silence) / q.MedianGap // gaps between different days are at least 1
	return q
}

// quiet compares in whole numbers: silence > factor x gap.
func (o Options) quiet(q Quiet) bool {
	return 20*q.Silence > o.Factor10*int(2*q.MedianGap) && q.Silence >= o.MinSilence &&
		(o.MaxSilence == 0 || q.Silence <= o.MaxSilence)
}

// addStakes sums up each quiet customer's last year.
func addStakes(s *facts.Snapshot, o Options, rows []Quiet) {
	at := make([]int32, len(s.Party.ID)) // position in rows + 1
	for i, q := range rows {
		at[q.Party] = int32(i + 1)
	}
	for i, p := range s.Doc.Party {
		if p == facts.None || at[p] == 0 {
			continue
		}
		if q := &rows[at[p]-1]; insight.Counted(s, i, q.Last-Year+1, q.Last) {
			q.AtStake += o.Of(s, i).Value
		}
	}
}

// gapsOf returns the sorted gaps between consecutive days.
func gapsOf(days []crm.Date) []int {
	gaps := make([]int, 0, len(days))
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, int(days[i]-days[i-1]))
	}
	slices.Sort(gaps)
	return gaps
}

// twiceMedian is twice the median of sorted values, a whole number.
func twiceMedian(sorted []int) int {
	n := len(sorted)
	return sorted[(n-1)/2] + sorted[n/2]
}

// Calendar holds the days of purchase of all parties.
type Calendar struct {
	days       []crm.Date
	start, end []int
}

// Of returns the distinct days on which a party bought, rising; they are not
// to be changed.
func (c *Calendar) Of(party int) []crm.Date { return c.days[c.start[party]:c.end[party]] }

// PurchaseDays reads the calendar up to a day. It counts, then lays out the
// days party after party: no map, and two passes over the documents whatever
// their number.
func PurchaseDays(s *facts.Snapshot, asOf crm.Date) *Calendar {
	c := &Calendar{start: make([]int, len(s.Party.ID)), end: make([]int, len(s.Party.ID))}
	bought := make([]bool, len(s.Doc.ID))
	for i, p := range s.Doc.Party {
		if p != facts.None && insight.Counted(s, i, 0, asOf) && (insight.Reading{}).Of(s, i).Purchase {
			bought[i] = true
			c.end[p]++
		}
	}
	total := 0
	for p, n := range c.end {
		c.start[p], c.end[p] = total, total
		total += n
	}
	c.days = make([]crm.Date, total)
	for i, p := range s.Doc.Party {
		if bought[i] {
			c.days[c.end[p]] = s.Doc.Date[i]
			c.end[p]++
		}
	}
	for p := range c.end {
		own := c.Of(p)
		slices.Sort(own)
		c.end[p] = c.start[p] + len(slices.Compact(own))
	}
	return c
}
