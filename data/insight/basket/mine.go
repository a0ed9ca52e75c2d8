package basket

import (
	"cmp"
	"slices"
)

// Set is items that are in Count baskets together. Items are sorted.
type Set struct {
	Items []int32
	Count int
}

// end follows the items of each basket.
const end int32 = -1

// Mine returns every set of up to maxLen items (0: any number) that at least
// minCount of the baskets hold, minCount being at least 1, and ok; or nothing
// and not ok as soon as there are more than limit (0: no limit). Baskets are
// distinct items from 0 to items-1. The sets come in order of length, then of
// items.
//
// It grows sets item by item and counts, for each, what else is in its
// baskets (occurrence delivery, as in LCM of Uno, Uchida and Arimura, 2003).
// The work follows the data: no item asks for a bit of every basket, so a
// million small baskets of thousands of products need no more memory than
// themselves.
func Mine(baskets [][]int32, items, minCount, maxLen, limit int) (sets []Set, ok bool) {
	order, rank := frequent(baskets, items, max(minCount, 1))
	m := &miner{order: order, min: int32(max(minCount, 1)), maxLen: maxLen, limit: limit, counts: make([]int32, len(order))}
	var starts []int32
	for _, b := range baskets {
		from := len(m.flat)
		for _, item := range b {
			if r := rank[item]; r >= 0 {
				m.flat = append(m.flat, r)
			}
		}
		if len(m.flat) > from {
			slices.Sort(m.flat[from:])
			starts = append(starts, int32(from))
			m.flat = append(m.flat, end)
		}
	}
	if !m.grow(starts) {
		return nil, false
	}
	slices.SortFunc(m.sets, func(a, b Set) int {
		return cmp.Or(cmp.Compare(len(a.Items), len(b.Items)), slices.Compare(a.Items, b.Items))
	})
	return m.sets, true
}

// frequent ranks the items that are in enough baskets, the rarest first:
// then those with many baskets come late and have little left to try.
func frequent(baskets [][]int32, items, minCount int) (order, rank []int32) {
	counts := make([]int, items)
	for _, b := range baskets {
		for _, item := range b {
			counts[item]++
		}
	}
	for item, n := range counts {
		if n >= minCount {
			order = append(order, int32(item))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b)) })
	rank = make([]int32, items)
	for i := range rank {
		rank[i] = -1
	}
	for r, item := range order {
		rank[item] = int32(r)
	}
	return order, rank
}

// miner works on the ranks of items in place of items.
type miner struct {
	flat   []int32 // the baskets, one after the other, each followed by end
	order  []int32 // the item of a rank
	min    int32
	maxLen int
	limit  int
	counts []int32 // zero between uses
	prefix []int32
	sets   []Set
}

// grow adds each item that follows the prefix in enough baskets, given the
// places in the baskets after the prefix.
func (m *miner) grow(places []int32) bool {
	buckets := m.deliver(places)
	for _, b := range buckets {
		m.prefix = append(m.prefix, b.rank)
		if !m.keep(len(b.places)) {
			return false
		}
		if len(m.prefix) != m.maxLen && !m.grow(b.places) {
			return false
		}
		m.prefix = m.prefix[:len(m.prefix)-1]
	}
	return true
}

// bucket is an item and the places after it.
type bucket struct {
	rank   int32
	places []int32
}

func (m *miner) deliver(places []int32) []bucket {
	var seen []int32
	total := 0
	for _, at := range places {
		for ; m.flat[at] != end; at++ {
			r := m.flat[at]
			if m.counts[r]++; m.counts[r] == 1 {
				seen = append(seen, r)
			}
		}
	}
	var buckets []bucket
	slices.Sort(seen)
	for _, r := range seen {
		if m.counts[r] >= m.min {
			buckets = append(buckets, bucket{rank: r})
			total += int(m.counts[r])
		}
	}
	room := make([]int32, total)
	for i := range buckets {
		b := &buckets[i]
		n := m.counts[b.rank]
		b.places, room = room[:0:n], room[n:]
	}
	for _, r := range seen {
		m.counts[r] = 0
	}
	for i := range buckets {
		m.counts[buckets[i].rank] = int32(i + 1)
	}
	for _, at := range places {
		for ; m.flat[at] != end; at++ {
			if i := m.counts[m.flat[at]]; i > 0 {
				buckets[i-1].places = append(buckets[i-1].places, at+1)
			}
		}
	}
	for i := range buckets {
		m.counts[buckets[i].rank] = 0
	}
	return buckets
}

func (m *miner) keep(count int) bool {
	if m.limit > 0 && len(m.sets) == m.limit {
		return false
	}
	set := Set{Items: make([]int32, len(m.prefix)), Count: count}
	for i, r := range m.prefix {
		set.Items[i] = m.order[r]
	}
	slices.Sort(set.Items)
	m.sets = append(m.sets, set)
	return true
}
