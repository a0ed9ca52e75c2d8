package demand

import (
	"fmt"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cause"
	"regulars/data/insight/period"
	"regulars/data/insight/priceband"
	"regulars/data/insight/shares"
)

// Bucket is one stretch of time.
type Bucket struct {
	// Code is the hour 00 to 23, the ISO weekday 1 (Monday) to 7, or the
	// label of the period: 2020-W53, 2021-01, 2021-Q1, 2021.
	Code string
	// From and To are its days; zero for hours and weekdays.
	From, To crm.Date
	// Days is the number of different days with a purchase in it, to
	// compare buckets fairly: shops close, months differ.
	Days int
	// Partial says that the asked days begin or end inside it.
	Partial bool
}

// Table is the answer: Cells[bucket][group].
type Table struct {
	Options  Options
	Buckets  []Bucket
	Groups   []GroupHead
	Cells    [][]Cell
	Totals   []Cell // by bucket
	Total    Cell   // of everything, Timeless included
	Timeless Cell   // lines without a bucket: no time of day
	Coverage float64
	Needs    []insight.Need
	Currency string

	s       *facts.Snapshot
	sieve   *sieve
	group   grouping
	axis    period.Axis
	groupOf []int32 // by key
}

// Ask answers the question. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Table, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	t := &Table{Options: o, Currency: s.Currency, Needs: []insight.Need{}, s: s, sieve: newSieve(s, o), group: newGrouping(s, o)}
	t.layBuckets()
	t.chooseGroups()
	t.fill()
	t.judge()
	return t, nil
}

// layBuckets makes the empty buckets.
func (t *Table) layBuckets() {
	switch t.Options.By {
	case Hour:
		for h := range 24 {
			t.Buckets = append(t.Buckets, Bucket{Code: fmt.Sprintf("%02d", h)})
		}
	case Weekday:
		for d := range 7 {
			t.Buckets = append(t.Buckets, Bucket{Code: fmt.Sprint(d + 1)})
		}
	default:
		unit := period.Unit(t.Options.By)
		t.axis = period.NewAxis(unit, t.dates())
		for _, start := range t.axis.Starts {
			end := unit.Next(start) - 1
			t.Buckets = append(t.Buckets, Bucket{Code: unit.Label(start), From: start, To: end,
				Partial: end > t.Options.Filter.To || start < t.Options.Filter.From})
		}
	}
}

func (t *Table) dates() []crm.Date {
	var days []crm.Date
	for i, d := range t.s.Doc.Date {
		if t.sieve.document(i) && t.anyLine(i) {
			days = append(days, d)
		}
	}
	return days
}

func (t *Table) anyLine(doc int) bool {
	first := t.s.Doc.First[doc]
	for l := first; l < first+t.s.Doc.Lines[doc]; l++ {
		if t.sieve.line(doc, l) {
			return true
		}
	}
	return false
}

// bucketOf is the bucket of a document; -1 without time of day.
func (t *Table) bucketOf(doc int) int {
	switch t.Options.By {
	case Hour:
		return t.s.Doc.Time[doc].Hour()
	case Weekday:
		return weekdayOf(t.s.Doc.Date[doc])
	}
	return t.axis.At(t.s.Doc.Date[doc])
}

// visit calls each passing line with its key and its part of the sums; the
// order of a document goes to its largest passing sale, the first of equals.
func (t *Table) visit(doc int, each func(line, key int32, part Cell)) {
	first := t.s.Doc.First[doc]
	end := first + t.s.Doc.Lines[doc]
	main := int32(-1)
	for l := first; l < end; l++ {
		if t.sieve.line(doc, l) && t.s.Sale(doc, l) && (main < 0 || t.s.Line.Net[l] > t.s.Line.Net[main]) {
			main = l
		}
	}
	for l := first; l < end; l++ {
		if !t.sieve.line(doc, l) {
			continue
		}
		part := Cell{Lines: 1, Units: t.s.Line.Quantity[l], Net: t.Options.Line(t.s, l)}
		if l == main {
			part.Orders = 1
		}
		each(l, t.group.key(doc, l), part)
	}
}

// chooseGroups ranks the groups and maps every key to one of them.
func (t *Table) chooseGroups() {
	totals := make([]Cell, len(t.group.heads))
	for i := range t.s.Doc.ID {
		if t.sieve.document(i) {
			t.visit(i, func(_, key int32, part Cell) { totals[key].add(part) })
		}
	}
	t.groupOf = make([]int32, len(totals))
	ranked := t.group.rank(totals, t.Options.Rank)
	top := t.Options.Top
	if top < 0 || top > len(ranked) {
		top = len(ranked)
	}
	for i, key := range ranked {
		t.Total.add(totals[key])
		t.groupOf[key] = int32(min(i, top))
		if i < top {
			t.Groups = append(t.Groups, t.group.heads[key])
		}
	}
	if top < len(ranked) {
		t.Groups = append(t.Groups, GroupHead{Code: Other})
	}
}

// fill sums up the cells.
func (t *Table) fill() {
	t.Cells = make([][]Cell, len(t.Buckets))
	t.Totals = make([]Cell, len(t.Buckets))
	for b := range t.Cells {
		t.Cells[b] = make([]Cell, len(t.Groups))
	}
	days := make([][]crm.Date, len(t.Buckets))
	for i, d := range t.s.Doc.Date {
		if !t.sieve.document(i) {
			continue
		}
		b := t.bucketOf(i)
		orders := 0
		t.visit(i, func(_, key int32, part Cell) {
			if b < 0 {
				t.Timeless.add(part)
				return
			}
			orders += part.Orders
			t.Cells[b][t.groupOf[key]].add(part)
			t.Totals[b].add(part)
		})
		if orders > 0 {
			days[b] = append(days[b], d)
		}
	}
	for b := range days {
		slices.Sort(days[b])
		t.Buckets[b].Days = len(slices.Compact(days[b]))
	}
}

// judge finds the coverage: the share of sales with a bucket and, for
// margins, with a known cost.
func (t *Table) judge() {
	var all, covered crm.Amount
	timeless, uncosted := 0, 0
	for i := range t.s.Doc.ID {
		if !t.sieve.document(i) || !t.anyLine(i) {
			continue
		}
		sum := t.sums(i)
		all += sum.Sold
		if t.Options.Basis == insight.Margin && sum.Costed < sum.Sold {
			uncosted++
		}
		if t.bucketOf(i) < 0 {
			timeless++
			continue
		}
		covered += t.Options.Covered(sum)
	}
	t.Coverage = insight.Ratio(covered, all)
	for _, need := range []insight.Need{{Code: insight.NeedTimes, Count: timeless}, {Code: insight.NeedCosts, Count: uncosted}} {
		if need.Count > 0 {
			t.Needs = append(t.Needs, need)
		}
	}
	switch {
	case t.Total.Orders == 0:
		t.Needs = append(t.Needs, insight.Need{Code: insight.NeedSales, Count: 1})
	case t.Options.Split == Weather && !t.grouped(func(h GroupHead) bool { return h.Code != Unknown && h.Code != Noted }):
		t.Needs = append(t.Needs, insight.Need{Code: NeedWeather, Count: 1})
	case t.Options.Split == Event && t.Options.Holidays == "":
		t.Needs = append(t.Needs, insight.Need{Code: cause.NeedCountry, Count: 1})
	case t.Options.Split == Band && !t.grouped(func(h GroupHead) bool { return h.Code != Unknown }):
		t.Needs = append(t.Needs, insight.Need{Code: priceband.NeedPrices, Count: 1})
	}
}

// grouped reports whether there is such a group.
func (t *Table) grouped(is func(GroupHead) bool) bool { return slices.ContainsFunc(t.Groups, is) }

// sums reads the passing lines of a document.
func (t *Table) sums(doc int) (sum insight.Sums) {
	first := t.s.Doc.First[doc]
	for l := first; l < first+t.s.Doc.Lines[doc]; l++ {
		if t.sieve.line(doc, l) && t.s.Sale(doc, l) {
			sum.Sold += t.s.Line.Net[l]
			if t.s.Line.CostKnown[l] {
				sum.Costed += t.s.Line.Net[l]
			}
		}
	}
	return sum
}

// Records returns the documents with a line in the cell, in the order of the
// columns; a negative bucket asks for the documents without time of day, a
// negative group for all groups.
func (t *Table) Records(bucket, group int) []int32 {
	var docs []int32
	for i := range t.s.Doc.ID {
		if !t.sieve.document(i) || max(t.bucketOf(i), -1) != max(bucket, -1) {
			continue
		}
		found := false
		t.visit(i, func(_, key int32, _ Cell) { found = found || group < 0 || int(t.groupOf[key]) == group })
		if found {
			docs = append(docs, int32(i))
		}
	}
	return docs
}

// Row is one cell of the table with its heads.
type Row struct {
	Bucket string   `json:"bucket"`
	From   crm.Date `json:"from,omitempty"`
	To     crm.Date `json:"to,omitempty"`
	GroupHead
	Cell
	Days    int  `json:"days"`
	Partial bool `json:"partial"`
	// Share is the part of the orders of the bucket, PerDay the orders of a
	// day with sales; nil for one group. See package shares.
	Share  *shares.Estimate `json:"share"`
	PerDay *shares.Estimate `json:"per_day"`
}

// Answer is the table row by row, bucket after bucket, with the days of each
// bucket and how each group buys; n counts the orders.
func (t *Table) Answer() Answer {
	a := Answer{Answer: insight.New[Row]("demand", Method, t.Currency, t.Options.AsOf), Buckets: t.States(), Groups: t.Profiles()}
	known := t.Shares()
	if known != nil {
		a.Sure = &known.Sure
	}
	a.N, a.Coverage = t.Total.Orders, t.Coverage
	a.Needs = append(a.Needs, t.Needs...)
	for b, bucket := range t.Buckets {
		for g, head := range t.Groups {
			row := Row{Bucket: bucket.Code, From: bucket.From, To: bucket.To, GroupHead: head, Cell: t.Cells[b][g], Days: bucket.Days, Partial: bucket.Partial}
			if known != nil {
				of := known.Row(b, GroupName(g))
				row.Share, row.PerDay = &of.Share, &of.PerDay
			}
			a.Rows = append(a.Rows, row)
		}
	}
	return a
}
