// Package shares says how sure the mix of a business is: the share, the
// demand and the worth of each kind of customer in each part of the week or
// the year, with intervals, and whether the parts differ by more than chance.
//
// Weeks are the sample: what one week asked for in one part of time is one
// observation, since guests of one party, or of one busy week, are no
// independent ones. How much weeks vary more than chance alone would let them
// (quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 1989,
// chapter 4 and 9) is estimated for each kind from all parts together, and
// widens its intervals.
package shares

import (
	"cmp"
	"maps"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
)

const (
	// LeastWeeks is how many weeks it takes to tell anything.
	LeastWeeks = 8
	// nominal is how sure all the intervals of an answer together would be
	// were the laws exact; so made they held together in 95 of 100 simulated
	// years (package mix, TestMix_000_14_KnownMixIsRecovered), which is said.
	nominal = 0.98
	// Chance is below which chance the parts of time are said to differ.
	Chance = 0.01
)

// Estimate is a number with the interval it lies in; the ends are nil where
// there is too little to tell.
type Estimate struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// Known reports whether there is an interval.
func (e Estimate) Known() bool { return e.Low != nil && e.High != nil }

// Sure says how sure an answer is. All its intervals hold together, in 95 of
// 100 such histories.
type Sure struct {
	Weeks int `json:"weeks"` // with any open day
	// P is the chance that parts of time that are all alike differ so much,
	// of the F test on weeks; nil where there is nothing to compare.
	P       *float64 `json:"p"`
	Differs bool     `json:"differs"` // P is below Chance
}

// observation is one week of one bucket.
type observation struct {
	bucket     int
	week       crm.Date
	open       float64 // days
	total      float64 // units asked for, of all kinds
	cells      map[string]*cell
	asked      []float64 // by kind, once all are known
	took, left []float64
}

// cell is what one kind asked for and took, and what that left.
type cell struct{ asked, took, left float64 }

// Tally collects what was asked for. The zero value is empty.
type Tally struct{ at map[[2]int]*observation }

// Open counts a day on which a bucket was open.
func (t *Tally) Open(bucket int, day crm.Date) { t.observe(bucket, day).open++ }

// Add counts units of a kind asked for, of them taken, and what those left,
// in minor units. The day must be open.
func (t *Tally) Add(bucket int, day crm.Date, kind string, asked, taken int, left crm.Amount) {
	o := t.observe(bucket, day)
	if o.cells[kind] == nil {
		o.cells[kind] = &cell{}
	}
	c := o.cells[kind]
	o.total += float64(asked)
	c.asked, c.took, c.left = c.asked+float64(asked), c.took+float64(taken), c.left+float64(left)
}

func (t *Tally) observe(bucket int, day crm.Date) *observation {
	if t.at == nil {
		t.at = map[[2]int]*observation{}
	}
	week := day - (crm.Date(day.Weekday())+6)%7
	key := [2]int{bucket, int(week)}
	if t.at[key] == nil {
		t.at[key] = &observation{bucket: bucket, week: week, cells: map[string]*cell{}}
	}
	return t.at[key]
}

// Row is what is known of one kind in one bucket.
type Row struct {
	Share  Estimate // of the units asked for in the bucket
	PerDay Estimate // units asked for on an open day
	Each   Estimate // contribution of a unit taken, in minor units
}

// Table is a tally read.
type Table struct {
	Sure Sure

	kinds []string      // sorted
	rows  map[int][]Row // by bucket and kind
}

// Row is what is known of a kind in a bucket.
func (t *Table) Row(bucket int, kind string) (r Row) {
	if k, ok := slices.BinarySearch(t.kinds, kind); ok && t.rows[bucket] != nil {
		r = t.rows[bucket][k]
	}
	return r
}

// sorted lists the observations by bucket and week.
func (t *Tally) sorted() []*observation {
	return slices.SortedFunc(maps.Values(t.at), func(a, b *observation) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.week, b.week))
	})
}

// lay puts the cells of an observation into the order of kinds.
func (o *observation) lay(kinds []string) {
	o.asked, o.took, o.left = make([]float64, len(kinds)), make([]float64, len(kinds)), make([]float64, len(kinds))
	for k, kind := range kinds {
		if c := o.cells[kind]; c != nil {
			o.asked[k], o.took[k], o.left[k] = c.asked, c.took, c.left
		}
	}
}

// Table works out the intervals.
func (t *Tally) Table() *Table {
	all := t.sorted()
	x := &Table{rows: map[int][]Row{}}
	for _, o := range all {
		x.kinds = slices.AppendSeq(x.kinds, maps.Keys(o.cells))
	}
	slices.Sort(x.kinds)
	x.kinds = slices.Compact(x.kinds)
	weeks := map[crm.Date]bool{}
	for _, o := range all {
		weeks[o.week] = true
		x.rows[o.bucket] = make([]Row, len(x.kinds))
		o.lay(x.kinds)
	}
	x.Sure.Weeks = len(weeks)
	tail := (1 - nominal) / 2 / float64(max(1, 3*len(x.rows)*len(x.kinds)))
	for k := range len(x.kinds) {
		share := newRatio(all, func(o *observation) (y, of float64) { return o.asked[k], o.total })
		day := newRatio(all, func(o *observation) (y, of float64) { return o.asked[k], o.open })
		each := newRatio(all, func(o *observation) (y, of float64) { return o.left[k], o.took[k] })
		for bucket, rows := range x.rows {
			rows[k] = Row{share.part(bucket, tail), day.rate(bucket, tail), each.mean(bucket, tail)}
			if x.Sure.Weeks < LeastWeeks {
				rows[k] = Row{Share: Estimate{Value: rows[k].Share.Value}, PerDay: Estimate{Value: rows[k].PerDay.Value}, Each: Estimate{Value: rows[k].Each.Value}}
			}
		}
	}
	if x.Sure.Weeks >= LeastWeeks {
		x.Sure.compare(all, len(x.kinds))
	}
	return x
}

// compare tests whether each kind has the same share in every bucket: the
// chi-square between buckets by the one of weeks within buckets, each by its
// degrees of freedom, against F; the chance is that of the kind that differs
// most among so many.
func (s *Sure) compare(all []*observation, kinds int) {
	least, tests := 1.0, 0
	for k := range kinds {
		if p, ok := differ(all, func(o *observation) (y, of float64) { return o.asked[k], o.total }); ok {
			least = min(least, p)
			tests++
		}
	}
	if tests > 0 {
		p := min(1, least*float64(tests))
		s.P, s.Differs = &p, p < Chance
	}
}

// differ is the chance that shares that are the same in all buckets differ so
// much between them; ok is false where there is nothing to compare.
func differ(all []*observation, read func(*observation) (y, of float64)) (p float64, ok bool) {
	r := newRatio(all, read)
	var whole sum
	for _, o := range all {
		y, of := read(o)
		whole.y, whole.of = whole.y+y, whole.of+of
	}
	d, share := float64(len(r.sums)-1), whole.y/whole.of
	if d < 1 || r.free < LeastWeeks || share <= 0 || share >= 1 {
		return 0, false
	}
	between := 0.0
	for _, b := range slices.Sorted(maps.Keys(r.sums)) {
		off := r.sums[b].y - share*r.sums[b].of
		between += off * off / r.sums[b].of / (share * (1 - share))
	}
	return distuv.F{D1: d, D2: r.free}.Survival(between / d / r.answers), true
}
