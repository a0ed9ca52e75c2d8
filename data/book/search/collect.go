package search

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// found is a record that matches.
type found struct {
	rank rank
	seg  *segment
	at   int
	read int // which reading matched
}

func (f found) compare(g found) int {
	return cmp.Or(cmp.Compare(f.rank, g.rank), f.seg.compare(f.at, g.seg, g.at))
}

// query is one reading with what bounds its hits.
type query struct {
	reading
	no    int // of the reading
	kinds kindSet
	limit int
}

// collector keeps the best hits of one scan, which come to it in the
// order of [segment.compare].
type collector struct {
	limit int
	hits  []found
	worst rank // hits of this rank or worse are no longer wanted
}

func newCollector(limit int) *collector { return &collector{limit: limit, worst: rankNone} }

func (c *collector) add(f found) {
	if f.rank >= c.worst {
		return
	}
	c.hits = append(c.hits, f)
	if len(c.hits) == c.limit || len(c.hits) >= 2*c.limit {
		c.trim()
	}
}

// trim keeps the best hits; sorting by rank alone is enough and stable, for
// equal ranks came in order.
func (c *collector) trim() {
	slices.SortStableFunc(c.hits, func(a, b found) int {
		return cmp.Compare(a.rank, b.rank)
	})
	if len(c.hits) >= c.limit {
		c.hits = c.hits[:c.limit]
		c.worst = c.hits[c.limit-1].rank
	}
}

// best returns the hits kept.
func (c *collector) best() []found {
	c.trim()
	return c.hits
}

// settled reports that no hit of rank best or worse can get in any more.
func (c *collector) settled(best rank) bool { return c.worst <= best }

// kindSet is the set of wanted kinds; nil wants all.
type kindSet *[256]bool

func kindsOf(kinds []crm.Kind) kindSet {
	if len(kinds) == 0 {
		return nil
	}
	var set [256]bool
	for _, k := range kinds {
		set[k] = true
	}
	return &set
}

func (s *segment) wanted(i int, kinds kindSet) bool {
	return !s.isDead(i) && (kinds == nil || kinds[s.kinds[i]])
}

// rarestFirst orders words so that the scan looks for the one that fewest
// records should have, and gives up on a record early.
func (s *segment) rarestFirst(words []word) []word {
	if len(words) == 1 {
		return words
	}
	return slices.SortedStableFunc(slices.Values(words), func(a, b word) int {
		return cmp.Compare(s.rarity(a.text), s.rarity(b.text))
	})
}

// inTitles returns the best records whose titles hold all words of q.
func (s *segment) inTitles(q query) []found {
	if q.phrase == nil {
		return nil
	}
	return s.collect(q, s.titles, s.titleAt, 0, rankBest, func(i int) rank { return s.titleRank(i, q.reading) })
}

// inFields returns the best records from lo to hi that hold all words of q,
// not all of them in the title.
func (s *segment) inFields(q query, lo, hi int) []found {
	return s.collect(q, s.fold[:s.recordAt[hi]], s.recordAt, lo, rankBestField, func(i int) rank {
		if r := s.rank(i, q.reading); r >= rankBestField {
			return r
		}
		return rankNone
	})
}

// collect ranks the records in whose part of a text, which begins at offset
// at, the rarest word of q stands, from record lo on, until enough of the best
// rank there can be are found.
func (s *segment) collect(q query, text []byte, at []uint32, lo int, best rank, rankOf func(i int) rank) []found {
	c, lead, i := newCollector(q.limit), newNeedle(q.words[0].text, &s.freq), lo
	for pos := lead.find(text, int(at[lo])); pos >= 0; pos = lead.find(text, int(at[i+1])) {
		i = cover(at, i, pos)
		if !s.wanted(i, q.kinds) {
			continue
		}
		if r := rankOf(i); r != rankNone {
			c.add(found{r, s, i, q.no})
		}
		if c.settled(best) {
			break
		}
	}
	return c.best()
}

// cover returns the last index at or after i whose offset is not beyond pos.
func cover(at []uint32, i, pos int) int {
	lo, step := i, 1
	for lo+step < len(at)-1 && int(at[lo+step]) <= pos {
		lo += step
		step *= 2
	}
	hi := min(lo+step, len(at)-1)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; int(at[mid]) <= pos {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}
