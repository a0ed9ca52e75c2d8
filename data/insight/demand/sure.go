package demand

import (
	"strconv"

	"regulars/data/insight"
	"regulars/data/insight/shares"
)

// Answer is the table row by row, with how sure its shares are, the days of
// each bucket and how each group buys; Sure is nil for one group.
type Answer struct {
	insight.Answer[Row]
	Sure    *shares.Sure `json:"sure"`
	Buckets []State      `json:"buckets"`
	Groups  []Profile    `json:"groups"`
}

// Shares says how sure the share of each group in the orders of each bucket
// is, and whether the buckets differ; groups are named by their numbers,
// [GroupName]. It is nil for one group.
func (t *Table) Shares() *shares.Table {
	if len(t.Groups) < 2 {
		return nil
	}
	tally := &shares.Tally{}
	type opened struct{ bucket, day int }
	open := map[opened]bool{}
	for i, d := range t.s.Doc.Date {
		b := t.bucketOf(i)
		if b < 0 || !t.sieve.document(i) {
			continue
		}
		t.visit(i, func(_, key int32, part Cell) {
			if part.Orders == 0 {
				return
			}
			tally.Add(b, d, GroupName(int(t.groupOf[key])), 1, 1, part.Net)
			if at := (opened{b, int(d)}); t.Options.By != Hour && !open[at] {
				open[at] = true
				tally.Open(b, d)
			}
			if day := (opened{-1, int(d)}); t.Options.By == Hour && !open[day] {
				open[day] = true
				for h := range t.Buckets {
					tally.Open(h, d)
				}
			}
		})
	}
	return tally.Table()
}

// GroupName is how the group of a number is called in Shares.
func GroupName(group int) string { return strconv.Itoa(group) }
