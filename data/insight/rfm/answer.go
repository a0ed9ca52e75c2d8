package rfm

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
)

// SegmentRow sums up a segment.
type SegmentRow struct {
	Segment   Segment    `json:"segment"`
	Customers int        `json:"customers"`
	Net       crm.Amount `json:"net_minor"`
	// R, F and M are the lower medians of its customers' days, orders and
	// amounts (minor units); zero where the segment is empty.
	R int        `json:"r"`
	F int        `json:"f"`
	M crm.Amount `json:"m"`
}

// Segments answers how many customers and how much money each segment holds:
// all ten rows from the best down, or none without customers.
func (x *Result) Segments() insight.Answer[SegmentRow] {
	a := answer[SegmentRow](x, "segments")
	if len(x.Customers) == 0 {
		return a
	}
	bySegment := map[Segment][]Customer{}
	for _, c := range x.Customers {
		bySegment[c.Segment] = append(bySegment[c.Segment], c)
	}
	for _, segment := range Segments() {
		a.Rows = append(a.Rows, sumUp(segment, bySegment[segment]))
	}
	return a
}

func sumUp(segment Segment, customers []Customer) SegmentRow {
	row := SegmentRow{Segment: segment, Customers: len(customers)}
	for _, c := range customers {
		row.Net += c.Net
	}
	row.R = median(customers, func(c Customer) int { return c.Days })
	row.F = median(customers, func(c Customer) int { return c.Orders })
	row.M = median(customers, func(c Customer) crm.Amount { return c.Net })
	return row
}

func median[T cmp.Ordered](customers []Customer, of func(Customer) T) T {
	values := make([]T, len(customers))
	for i, c := range customers {
		values[i] = of(c)
	}
	slices.Sort(values)
	return insight.Median(values)
}

// Ranked answers who the customers are, by amount from the top down.
func (x *Result) Ranked() insight.Answer[Customer] {
	a := answer[Customer](x, "customers")
	a.Rows = append(a.Rows, x.Customers...)
	slices.SortFunc(a.Rows, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(b.Net, a.Net), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return a
}

// MatrixCell sums up the customers of one score of R and one of F.
type MatrixCell struct {
	Customers int        `json:"customers"`
	Net       crm.Amount `json:"net_minor"`
	Segment   Segment    `json:"segment"`
}

// Matrix returns the cells by score: Matrix()[r-1][f-1].
func (x *Result) Matrix() [][]MatrixCell {
	bins := x.Options.Bins
	names := segmentTable(bins)
	m := make([][]MatrixCell, bins)
	for r := range m {
		m[r] = make([]MatrixCell, bins)
		for f := range m[r] {
			m[r][f].Segment = names[r+1][f+1]
		}
	}
	for _, c := range x.Customers {
		cell := &m[c.R-1][c.F-1]
		cell.Customers++
		cell.Net += c.Net
	}
	return m
}

// Labels returns the segment of each party, "" for parties without score:
// what a demand question splits by.
func (x *Result) Labels(parties int) []string {
	labels := make([]string, parties)
	for _, c := range x.Customers {
		if int(c.Party) < parties {
			labels[c.Party] = string(c.Segment)
		}
	}
	return labels
}

func answer[R any](x *Result, question string) insight.Answer[R] {
	a := insight.New[R](question, x.Method, x.Currency, x.Options.AsOf)
	a.N, a.Coverage = len(x.Customers), x.Coverage
	a.Needs = append(a.Needs, x.Needs...)
	return a
}
