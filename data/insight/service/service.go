// Package service sets what guests said, and how long they waited, against how
// full it was on their day. What goes together is not proof of a cause.
package service

import (
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/yield"
)

// Method is the method of the answer: a correlation with its interval.
const Method = "rule_correlation"

// Least is how many ratings are set against the use of the day.
const Least = 30

// The codes of needs.
const (
	NeedRatings = "need_ratings"        // more rated bookings
	NeedSpread  = "need_rating_variety" // ratings or days that differ
)

// Options choose the question.
type Options struct {
	AsOf     crm.Date
	Resource crm.ID   // zero: the one with the most bookings
	From, To crm.Date // of the first day of the stay; zero: no limit, the as-of day
}

// Row is the ratings of days used between two shares.
type Row struct {
	From   float64  `json:"from"` // share of the units offered, 0 to 1
	To     float64  `json:"to"`
	N      int      `json:"n"`
	Rating float64  `json:"rating"`   // their mean, 1 to 5
	Waits  int      `json:"waits"`    // bookings with a known wait
	Wait   *float64 `json:"wait_min"` // its mean; nil for none
}

// Answer is the rows and the correlation over all ratings.
type Answer struct {
	insight.Answer[Row]
	// R is Pearson's correlation of rating and use, -1 to 1, with its 95 %
	// interval by Fisher's transformation; nil below Least ratings.
	R    *float64 `json:"correlation"`
	Low  *float64 `json:"correlation_low"`
	High *float64 `json:"correlation_high"`
}

// bands are where rows begin; the last ends at 1.
var bands = [...]float64{0, .5, .7, .85}

// said is one rating on a day used so far.
type said struct {
	use, rating float64
	wait        int
}

// Ask answers for one resource.
func Ask(s *facts.Snapshot, o Options) *Answer {
	o.AsOf = yield.AsOf(s, o.AsOf)
	a := &Answer{Answer: insight.New[Row]("service", Method, s.Currency, o.AsOf)}
	r := yield.Resource(s, o.Resource)
	if r == nil {
		a.Need(yield.NeedResource, 1)
		return a
	}
	all, stays := ratings(s, r, o)
	a.N = len(all)
	a.Coverage = insight.Ratio(a.N, stays)
	if a.N < Least {
		a.Need(NeedRatings, Least-a.N)
		return a
	}
	a.correlate(all)
	for i, from := range bands {
		to := 1.0
		if i+1 < len(bands) {
			to = bands[i+1]
		}
		a.Rows = append(a.Rows, band(all, from, to, i+1 == len(bands)))
	}
	return a
}

// ratings collects them, and counts the stays that could have one.
func ratings(s *facts.Snapshot, r *crm.Resource, o Options) (all []said, stays int) {
	first, _, ok := occupancy.Span(s, r)
	if !ok || first > o.AsOf {
		return nil, 0
	}
	last := o.AsOf
	if o.To != 0 {
		last = min(last, o.To)
	}
	days := occupancy.Days(s, r, first, last, occupancy.Filter{Known: o.AsOf})
	for b := range s.Booking.ID {
		start := s.Booking.Start[b]
		if !occupancy.Of(s, b, r) || s.StatusOf(b) != crm.BookingSeated || start < max(first, o.From) || start > last {
			continue
		}
		stays++
		if d := days[start-first]; s.Booking.Rating[b] > 0 && d.Offered > 0 {
			all = append(all, said{min(1, float64(d.Sold)/float64(d.Offered)), float64(s.Booking.Rating[b]), int(s.Booking.Wait[b])})
		}
	}
	return all, stays
}

func (a *Answer) correlate(all []said) {
	n := float64(len(all))
	var x, y float64
	for _, v := range all {
		x, y = x+v.use/n, y+v.rating/n
	}
	var xx, yy, xy float64
	for _, v := range all {
		dx, dy := v.use-x, v.rating-y
		xx, yy, xy = xx+dx*dx, yy+dy*dy, xy+dx*dy
	}
	if xx < 1e-12 || yy < 1e-12 {
		a.Need(NeedSpread, 1)
		return
	}
	r := max(-1, min(1, xy/math.Sqrt(xx*yy)))
	z, reach := math.Atanh(max(-.999999, min(.999999, r))), 1.96/math.Sqrt(n-3)
	round := func(v float64) *float64 { return new(math.Round(v*1e6) / 1e6) }
	a.R, a.Low, a.High = round(r), round(min(r, math.Tanh(z-reach))), round(max(r, math.Tanh(z+reach)))
}

func band(all []said, from, to float64, last bool) Row {
	row := Row{From: from, To: to}
	wait := 0
	for _, v := range all {
		if v.use < from || v.use >= to && !last {
			continue
		}
		row.N++
		row.Rating += v.rating
		if v.wait > 0 {
			row.Waits, wait = row.Waits+1, wait+v.wait
		}
	}
	if row.N > 0 {
		row.Rating = math.Round(row.Rating/float64(row.N)*1e6) / 1e6
	}
	if row.Waits > 0 {
		row.Wait = new(math.Round(float64(wait)/float64(row.Waits)*1e6) / 1e6)
	}
	return row
}
