package book

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"regulars/data/book/search"
	"regulars/data/crm"
	"regulars/data/facts"
)

// mostGuests is how many customers of a query have their stays found.
const mostGuests = 200

// stayHit is a booking or turn-away found by its guest or its resource.
type stayHit struct {
	search.Hit
	rank int // 0: by its guest, 1: by what it is of
	day  crm.Date
}

// withStays adds bookings and turn-aways found by the name of their guest and
// of what they are of, which are not in their own text: guests before
// resources, the latest days first. They are looked up when asked, so that a
// name changed is found at once.
func (b *Book) withStays(idx *search.Index, hits []search.Hit, query string, limit int, kinds []crm.Kind) ([]search.Hit, error) {
	wanted := func(k crm.Kind) bool { return (len(kinds) == 0 || slices.Contains(kinds, k)) && b.Count(k) > 0 }
	bookings, turned := wanted(crm.KindBooking), wanted(crm.KindTurnAway)
	words := strings.Fields(search.Fold(query))
	if !bookings && !turned || len(words) == 0 || limit > 0 && len(hits) >= limit {
		return hits, nil
	}
	s, err := b.Facts()
	if err != nil {
		return nil, err
	}
	f := stayFinder{s: s, idx: idx, words: words, of: map[string]*guests{}, byRest: map[string]*guests{}}
	if bookings {
		f.bookings()
	}
	if turned {
		f.turnAways()
	}
	slices.SortFunc(f.found, func(a, b stayHit) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.day, a.day), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for _, h := range f.found {
		if limit > 0 && len(hits) == limit {
			break
		}
		if !slices.ContainsFunc(hits, func(have search.Hit) bool { return have.ID == h.ID }) {
			hits = append(hits, h.Hit)
		}
	}
	return hits, nil
}

// guests are who a resource's stays are looked for: by id, or everybody where
// the query names the resource alone.
type guests struct {
	all bool
	ids map[crm.ID]string // with their names
}

// stayFinder looks through the stays of a book for the words of a query.
type stayFinder struct {
	s      *facts.Snapshot
	idx    *search.Index
	words  []string
	of     map[string]*guests // by resource
	byRest map[string]*guests // by the words that do not name the resource
	found  []stayHit
}

// guestsOf are the guests to look for among the stays of a resource.
func (f *stayFinder) guestsOf(resource string) *guests {
	if g := f.of[resource]; g != nil {
		return g
	}
	name := ""
	if id, err := crm.ParseID(resource); err == nil {
		if r := facts.ByID[crm.Resource](f.s.Tables.Resources, id); r != nil {
			name = search.Fold(r.Name)
		}
	}
	rest := strings.Join(slices.DeleteFunc(slices.Clone(f.words), func(w string) bool { return names(name, w) }), " ")
	g := f.byRest[rest]
	if g == nil {
		g = &guests{all: rest == "", ids: map[crm.ID]string{}}
		for _, h := range f.idx.Search(rest, mostGuests, crm.KindParty) {
			g.ids[h.ID] = h.Title
		}
		f.byRest[rest] = g
	}
	f.of[resource] = g
	return g
}

// names reports whether a word of a query names something: it begins a word of
// the name, or, in writing without spaces, stands anywhere in it.
func names(name, word string) bool {
	inside := strings.ContainsFunc(word, func(r rune) bool { return r > 0x2e80 })
	return inside && strings.Contains(name, word) || strings.HasPrefix(name, word) || strings.Contains(name, " "+word)
}

func (f *stayFinder) bookings() {
	c := &f.s.Booking
	for b, live := range c.Live {
		if !live {
			continue
		}
		guest := crm.ID{}
		if p := c.Party[b]; p != facts.None {
			guest = f.s.Party.ID[p]
		}
		f.add(crm.KindBooking, c.ID[b], guest, f.s.Word(c.Resource[b]), c.Start[b])
	}
}

func (f *stayFinder) turnAways() {
	for i := range f.s.Tables.TurnAways {
		t := &f.s.Tables.TurnAways[i]
		f.add(crm.KindTurnAway, t.ID, t.Party, t.Resource.String(), t.Day)
	}
}

func (f *stayFinder) add(kind crm.Kind, id, guest crm.ID, resource string, day crm.Date) {
	g := f.guestsOf(resource)
	name, known := g.ids[guest]
	h := stayHit{Hit: search.Hit{ID: id, Kind: kind, Title: name, Why: "guest"}, day: day}
	if !known {
		h.Why, h.rank = "resource", 1
	}
	if known || g.all {
		f.found = append(f.found, h)
	}
}
