package referral

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
)

// link is one referral.
type link struct {
	id       crm.ID
	from, to int32
	date     crm.Date
	reward   crm.Amount
	won      bool
}

// links are the referrals as of a day, a forest, in the order of the
// referrer's index. Circles and second referrers, which a book refuses, are
// left out.
type links struct {
	all []link
	// first and last bound the links of a referrer in all; by party.
	first, last []int32
	// order holds the parties with links so that whoever was brought stands
	// after the one who brought him.
	order []int32
	// parent is the place in all, plus one, of the link that brought a party.
	parent []int32
}

func readLinks(s *facts.Snapshot, asOf crm.Date) links {
	c, n := s.Referral, len(s.Party.ID)
	x := links{first: make([]int32, n), last: make([]int32, n), parent: make([]int32, n)}
	for i, id := range c.ID {
		if c.Live[i] && c.Date[i] <= asOf && c.Referrer[i] >= 0 && c.Referred[i] >= 0 && c.Referrer[i] != c.Referred[i] {
			x.all = append(x.all, link{id, c.Referrer[i], c.Referred[i], c.Date[i], c.Reward[i], c.Won[i]})
		}
	}
	x.dropSeconds()
	x.index()
	x.walk()
	return x
}

// dropSeconds leaves one link to each party: that of the least id.
func (x *links) dropSeconds() {
	slices.SortFunc(x.all, func(a, b link) int { return cmp.Or(cmp.Compare(a.to, b.to), bytes.Compare(a.id[:], b.id[:])) })
	x.all = slices.CompactFunc(x.all, func(a, b link) bool { return a.to == b.to })
}

func (x *links) index() {
	slices.SortFunc(x.all, func(a, b link) int { return cmp.Or(cmp.Compare(a.from, b.from), bytes.Compare(a.id[:], b.id[:])) })
	for i, l := range x.all {
		if i == 0 || x.all[i-1].from != l.from {
			x.first[l.from] = int32(i)
		}
		x.last[l.from] = int32(i + 1)
		x.parent[l.to] = int32(i + 1)
	}
}

// walk goes down from whoever was brought by nobody; what it does not reach
// is a circle and is dropped.
func (x *links) walk() {
	for _, l := range x.all {
		if x.parent[l.from] == 0 && (len(x.order) == 0 || x.order[len(x.order)-1] != l.from) {
			x.order = append(x.order, l.from)
		}
	}
	for at := 0; at < len(x.order); at++ {
		for _, l := range x.below(x.order[at]) {
			x.order = append(x.order, l.to)
		}
	}
	reached := make([]bool, len(x.parent))
	for _, p := range x.order {
		reached[p] = true
	}
	sound := slices.DeleteFunc(slices.Clone(x.all), func(l link) bool { return !reached[l.to] })
	if len(sound) == len(x.all) {
		return
	}
	x.all = sound
	clear(x.first)
	clear(x.last)
	clear(x.parent)
	x.index()
}

// below are the links to whom a party referred.
func (x *links) below(party int32) []link { return x.all[x.first[party]:x.last[party]] }

// tally is what a party did by referring.
type tally struct {
	direct, all Brought
	open        int
}

// tallies adds up what each party brought, from the ends of the lines back.
func (x *links) tallies(s *facts.Snapshot, spends []spending) []tally {
	out := make([]tally, len(x.parent))
	for i := len(x.order) - 1; i >= 0; i-- {
		t := &out[x.order[i]]
		for _, l := range x.below(x.order[i]) {
			if !l.won {
				t.open++
				continue
			}
			t.direct.Rewards += l.reward
			t.all.Rewards += l.reward
			if s.Party.Live[l.to] {
				t.direct.add(spends[l.to].brought())
				t.all.add(spends[l.to].brought())
			}
			t.all.add(out[l.to].all)
		}
	}
	return out
}
