package mix

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
)

// wish is a request of the year before as it touched one of its days: how
// long before, how many units, and what each of them left.
type wish struct {
	lead, units int
	each        crm.Amount
}

// memory is, by bucket, the wishes of each of its open days.
type memory [][][]wish

// remember lays the requests of a time out on its days.
func remember(days []day, all []request, by By) memory {
	m := make(memory, buckets[by])
	from := days[0].date
	wishes := make([][]wish, len(days))
	for _, q := range all {
		each := crm.Share(q.contribution, 1, int64(q.unitNights()))
		for n := range q.nights {
			if at := int(q.start-from) + n; at >= 0 && at < len(days) {
				wishes[at] = append(wishes[at], wish{int(q.start - q.asked), q.units, each})
			}
		}
	}
	for i, d := range days {
		if d.offered > 0 {
			m[by.of(d.date)] = append(m[by.of(d.date)], wishes[i])
		}
	}
	return m
}

// pushedOut is what units taken now are expected to push out on a day of a
// bucket with so many units left: the better-paying units that came later in
// the past and would have found no room, at their mean value.
func (m memory) pushedOut(bucket, left, units, lead int, each crm.Amount) float64 {
	lost, days := 0.0, m[bucket]
	for _, wishes := range days {
		come, worth := 0, crm.Amount(0)
		for _, w := range wishes {
			if w.lead < lead && w.each > each {
				come, worth = come+w.units, worth+crm.Amount(w.units)*w.each
			}
		}
		if turned := max(0, come-left+units) - max(0, come-left); turned > 0 {
			lost += float64(turned) * float64(worth) / float64(come)
		}
	}
	return lost / float64(max(1, len(days)))
}

func newTrial(s *facts.Snapshot, r *crm.Resource, all []request, by By, from, to crm.Date) *Trial {
	past := remember(span(s, r, all, from-year, from-1), all, by)
	days := span(s, r, all, from, to)
	var asked []request
	for _, q := range all {
		if q.start >= from && q.start+crm.Date(q.nights)-1 <= to {
			asked = append(asked, q)
		}
	}
	t := &Trial{From: from, To: to, Requests: len(asked)}
	t.First = live(asked, days, func(request, []int) bool { return true })
	t.Advised = live(asked, days, func(q request, left []int) bool {
		lost := 0.0
		for n, units := range left {
			lost += past.pushedOut(by.of(q.start+crm.Date(n)), units, q.units, int(q.start-q.asked), crm.Share(q.contribution, 1, int64(q.unitNights())))
		}
		return float64(q.contribution) > lost
	})
	t.Best = max(t.First, t.Advised, foreseen(asked, days))
	return t
}

// live takes requests in their order while each of their days has room and
// want says so, which is told the units left on each day.
func live(asked []request, days []day, want func(q request, left []int) bool) (earned crm.Amount) {
	sold := make([]int, len(days))
	for _, q := range asked {
		at := int(q.start - days[0].date)
		left := make([]int, q.nights)
		for n := range left {
			left[n] = days[at+n].offered - sold[at+n]
		}
		if slices.Min(left) < q.units || !want(q, left) {
			continue
		}
		for n := range left {
			sold[at+n] += q.units
		}
		earned += q.contribution
	}
	return earned
}

// foreseen takes whole requests in the order of what they leave a unit.
func foreseen(asked []request, days []day) crm.Amount {
	order := slices.Clone(asked)
	slices.SortStableFunc(order, func(a, b request) int {
		return cmp.Compare(int64(b.contribution)*int64(a.unitNights()), int64(a.contribution)*int64(b.unitNights()))
	})
	return live(order, days, func(q request, _ []int) bool { return q.contribution > 0 })
}
