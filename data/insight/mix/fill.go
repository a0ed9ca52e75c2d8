package mix

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/protect"
)

// cell is what one kind of guest asked for on one day.
type cell struct {
	asked, taken      int
	net, contribution crm.Amount // of the units taken
	worth             crm.Amount // of the units asked for
}

// day is one open day with its requests by kind.
type day struct {
	date    crm.Date
	offered int
	cells   map[string]*cell
}

// span lays the requests out on the days of a time; their money is spread
// evenly over their days.
func span(s *facts.Snapshot, r *crm.Resource, all []request, from, to crm.Date) []day {
	days := make([]day, int(to-from)+1)
	for i, d := range occupancy.Days(s, r, from, to, occupancy.Filter{}) {
		days[i] = day{d.Date, d.Offered, map[string]*cell{}}
	}
	for _, q := range all {
		for n := range q.nights {
			at := int(q.start-from) + n
			if at < 0 || at >= len(days) {
				continue
			}
			c := days[at].cells[q.segment]
			if c == nil {
				c = &cell{}
				days[at].cells[q.segment] = c
			}
			worth := occupancy.Part(q.contribution, n, q.nights)
			c.asked, c.worth = c.asked+q.units, c.worth+worth
			if q.taken {
				c.taken, c.net, c.contribution = c.taken+q.units, c.net+occupancy.Part(q.net, n, q.nights), c.contribution+worth
			}
		}
	}
	return days
}

// fill works out rows and buckets.
func (a *Answer) fill(days []day, by By, values map[string]crm.Amount) {
	kinds := ranked(days, values)
	for b := range buckets[by] {
		in := inBucket(days, by, b)
		if len(in) == 0 {
			continue
		}
		bucket := Bucket{Bucket: b, Days: len(in)}
		rows := make([]Row, len(kinds))
		for k, kind := range kinds {
			rows[k] = Row{Bucket: b, Segment: kind, Limit: -1}
		}
		for _, d := range in {
			bucket.Offered += d.offered
			left := d.offered
			for _, kind := range kindsOf(d, kinds) {
				if c := d.cells[kind]; c != nil {
					left -= rows[slices.Index(kinds, kind)].add(c, left)
				}
			}
		}
		limits(rows, in, values)
		for i := range rows {
			row := &rows[i]
			row.PerUnit = crm.Share(row.Contribution, 1, int64(row.Taken))
			bucket.Taken, bucket.Best = bucket.Taken+row.Taken, bucket.Best+row.Best
			a.Earned, a.Best = a.Earned+row.Contribution, a.Best+row.BestContribution
			a.N += row.Taken
			if row.Asked > 0 {
				a.Rows = append(a.Rows, *row)
			}
		}
		a.Buckets = append(a.Buckets, bucket)
	}
	if a.N > 0 {
		a.Coverage = 1
	}
}

// add counts a day's requests of the row's kind and gives them of the units
// left what they ask for; it returns how many.
func (r *Row) add(c *cell, left int) int {
	r.Asked, r.Taken = r.Asked+c.asked, r.Taken+c.taken
	r.Net, r.Contribution = r.Net+c.net, r.Contribution+c.contribution
	if c.worth <= 0 {
		return 0 // a guest who costs more than he leaves is in no best mix
	}
	given := max(0, min(left, c.asked))
	r.Best += given
	r.BestContribution += crm.Share(c.worth, int64(given), int64(c.asked))
	return given
}

// ranked lists the kinds of guests, those that leave most a unit first.
func ranked(days []day, values map[string]crm.Amount) []string {
	seen := map[string]bool{}
	for _, d := range days {
		for kind := range d.cells {
			seen[kind] = true
		}
	}
	kinds := make([]string, 0, len(seen))
	for kind := range seen {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(cmp.Compare(values[b], values[a]), cmp.Compare(a, b)) })
	return kinds
}

// kindsOf are the kinds in the order in which a day's units are given: what
// leaves most a unit on that very day first.
func kindsOf(d day, kinds []string) []string {
	out := slices.Clone(kinds)
	slices.SortStableFunc(out, func(a, b string) int {
		ca, cb := d.cells[a], d.cells[b]
		if ca == nil || cb == nil {
			return 0
		}
		// Compared without dividing: worth a unit.
		return cmp.Compare(int64(cb.worth)*int64(ca.asked), int64(ca.worth)*int64(cb.asked))
	})
	return out
}

func inBucket(days []day, by By, b int) (in []day) {
	for _, d := range days {
		if d.offered > 0 && by.of(d.date) == b {
			in = append(in, d)
		}
	}
	return in
}

// limits sets how many units a day each kind and those below it may book:
// the capacity less what is kept for the kinds above.
func limits(rows []Row, in []day, values map[string]crm.Amount) {
	classes, kinds := classesOf(in, values)
	capacity := insideCapacity(in)
	result, err := protect.Ask(capacity, classes)
	if err != nil || len(result.Needs) > 0 && len(result.Rows) < 2 {
		return
	}
	policy := result.Advice()
	for i, row := range result.Rows {
		for _, asked := range row.Asked {
			at := slices.IndexFunc(rows, func(r Row) bool { return r.Segment == kinds[asked] })
			if at >= 0 && i < len(policy.Limits) {
				rows[at].Limit = policy.Limits[i]
			}
		}
	}
}

// classesOf are the kinds that leave something, with the demand of the days.
func classesOf(in []day, values map[string]crm.Amount) (classes []protect.Class, kinds []string) {
	for _, kind := range ranked(in, values) {
		if values[kind] <= 0 {
			continue
		}
		counts := make([]int, len(in))
		for i, d := range in {
			if c := d.cells[kind]; c != nil {
				counts[i] = c.asked
			}
		}
		classes = append(classes, protect.Class{Name: kind, Value: values[kind], Demand: protect.FromCounts(counts)})
		kinds = append(kinds, kind)
	}
	return classes, kinds
}

// insideCapacity is the usual capacity of a day: the median.
func insideCapacity(in []day) int {
	var offered []int
	for _, d := range in {
		offered = append(offered, d.offered)
	}
	slices.Sort(offered)
	return offered[len(offered)/2]
}
