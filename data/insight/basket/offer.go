package basket

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// MethodOffers is the method of the lists of whom to offer something.
const MethodOffers = "pooled_similar"

// NeedSimilar asks for more customers of a kind who bought the first.
const NeedSimilar = "need_similar"

// LeastSimilar is the number of similar customers from which a likelihood is
// told: fewer say nothing.
const LeastSimilar = 20

// Offer is a customer who bought what a rule begins with, but never what it
// ends in.
type Offer struct {
	Party   int32    `json:"-"` // index into the party columns
	ID      crm.ID   `json:"customer"`
	Name    string   `json:"name"`
	Because []Item   `json:"because"` // the If of the rule
	Then    Item     `json:"then"`
	Segment string   `json:"segment"`
	Last    crm.Date `json:"last"` // the last purchase of any of Because
	// Likelihood is the share, 0 to 1, of the N similar customers, those of
	// the segment who bought Because, who bought Then as well.
	Likelihood float64 `json:"likelihood"`
	N          int     `json:"n"`
}

// Offers lists whom to offer the end of rules that all end in the same item,
// the likeliest first: for each customer by the best of the rules. Segments
// are by party; nil puts all customers into one. Customers with fewer than
// LeastSimilar similar ones are left out. The error is [insight.ErrOptions].
func Offers(s *facts.Snapshot, o Options, rules []Row, segments []string) (insight.Answer[Offer], error) {
	o, err := o.normal(s)
	if err != nil || slices.ContainsFunc(rules, func(r Row) bool { return r.Then.Index != rules[0].Then.Index }) {
		return insight.Answer[Offer]{}, insight.ErrOptions
	}
	a := insight.New[Offer]("offers", MethodOffers, s.Currency, o.AsOf)
	if len(rules) == 0 {
		return a, nil
	}
	best := map[int32]Offer{}
	most := 0
	for _, rule := range rules {
		b := boughtBy(s, o, rule)
		kinds := b.kinds(segments)
		for p, last := range b.last {
			if last == 0 {
				continue
			}
			k := kinds[segmentOf(segments, p)]
			most = max(most, k.n)
			if b.then[p] || !s.Party.Live[p] || k.n < LeastSimilar {
				continue
			}
			offer := Offer{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p], Because: rule.If, Then: rule.Then,
				Segment: segmentOf(segments, p), Last: last, Likelihood: float64(k.bought) / float64(k.n), N: k.n}
			if old, known := best[offer.Party]; !known || offer.Likelihood > old.Likelihood {
				best[offer.Party] = offer
			}
		}
	}
	for _, offer := range best {
		a.Rows = append(a.Rows, offer)
	}
	slices.SortFunc(a.Rows, func(x, y Offer) int {
		return cmp.Or(cmp.Compare(y.Likelihood, x.Likelihood), cmp.Compare(y.Last, x.Last), bytes.Compare(x.ID[:], y.ID[:]))
	})
	a.N, a.Coverage = len(a.Rows), 1
	if len(a.Rows) == 0 {
		a.Need(NeedSimilar, max(0, LeastSimilar-most))
	}
	return a, nil
}

// bought is who bought the two sides of a rule, by party.
type bought struct {
	last []crm.Date // of the last purchase of anything in If; zero without all of it
	then []bool
}

func boughtBy(s *facts.Snapshot, o Options, rule Row) bought {
	b := bought{last: make([]crm.Date, len(s.Party.ID)), then: make([]bool, len(s.Party.ID))}
	from := crm.Date(0)
	if o.Window > 0 {
		from = o.AsOf - crm.Date(o.Window) + 1
	}
	has := make([]uint64, len(s.Party.ID)) // a bit for each item of If
	of, _ := itemOf(s, o.By)
	for doc, p := range s.Doc.Party {
		if p == facts.None || !insight.Counted(s, doc, from, o.AsOf) {
			continue
		}
		first := s.Doc.First[doc]
		for l := first; l < first+s.Doc.Lines[doc]; l++ {
			if s.Line.Product[l] == facts.None || !s.Sale(doc, l) {
				continue
			}
			item := of(s.Line.Product[l])
			b.then[p] = b.then[p] || item == rule.Then.Index
			if i := slices.IndexFunc(rule.If, func(x Item) bool { return x.Index == item }); i >= 0 {
				has[p] |= 1 << min(i, 63)
				b.last[p] = max(b.last[p], s.Doc.Date[doc])
			}
		}
	}
	for p, bits := range has {
		if bits != 1<<min(len(rule.If), 63)-1 {
			b.last[p] = 0
		}
	}
	return b
}

// kind counts the customers of a segment who bought the first side of a rule.
type kind struct{ n, bought int }

func (b bought) kinds(segments []string) map[string]kind {
	kinds := map[string]kind{}
	for p, last := range b.last {
		if last == 0 {
			continue
		}
		k := kinds[segmentOf(segments, p)]
		k.n++
		if b.then[p] {
			k.bought++
		}
		kinds[segmentOf(segments, p)] = k
	}
	return kinds
}

func segmentOf(segments []string, party int) string {
	if party < len(segments) {
		return segments[party]
	}
	return ""
}
