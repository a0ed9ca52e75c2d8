package action

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Tally is how actions of a kind have fared.
type Tally struct {
	Kind Kind `json:"action"`
	// Worked of Tried actions that were done, and Came of Skipped ones that
	// were not, ended in a purchase; those whose time is not up do not count.
	Worked  int `json:"worked"`
	Tried   int `json:"tried"`
	Came    int `json:"came"`
	Skipped int `json:"skipped"`
	Pending int `json:"pending"`
	// Uplift is nil until there are LeastUplift on either side.
	Uplift *Uplift `json:"uplift,omitempty"`
}

// Uplift is how much more often done actions end in a purchase than skipped
// ones, -1 to 1, with a 95 % interval.
type Uplift struct {
	Difference float64 `json:"difference"`
	Low        float64 `json:"low"`
	High       float64 `json:"high"`
}

// Tallies counts suggestions by kind, in the order of Kinds.
func Tallies(earlier []crm.Suggestion) []Tally {
	all := make([]Tally, len(Kinds()))
	for i, k := range Kinds() {
		all[i].Kind = k
		for _, x := range earlier {
			if x.Action == string(k) {
				all[i].count(x)
			}
		}
		all[i].compare()
	}
	return all
}

// Total is all kinds together.
func Total(all []Tally) Tally {
	var sum Tally
	for _, t := range all {
		sum.Worked += t.Worked
		sum.Tried += t.Tried
		sum.Came += t.Came
		sum.Skipped += t.Skipped
		sum.Pending += t.Pending
	}
	sum.compare()
	return sum
}

func (t *Tally) count(x crm.Suggestion) {
	worked := 0
	if x.Outcome == crm.OutcomeWorked {
		worked = 1
	}
	switch {
	case x.State != crm.SuggestionDone && x.State != crm.SuggestionSkipped:
	case x.Outcome == crm.OutcomePending:
		t.Pending++
	case x.State == crm.SuggestionDone:
		t.Tried, t.Worked = t.Tried+1, t.Worked+worked
	default:
		t.Skipped, t.Came = t.Skipped+1, t.Came+worked
	}
}

func (t *Tally) compare() {
	if t.Tried >= LeastUplift && t.Skipped >= LeastUplift {
		u := difference(t.Worked, t.Tried, t.Came, t.Skipped)
		t.Uplift = &u
	}
}

// difference of two shares with the interval made of the two Wilson intervals:
// method 10 of Newcombe, Statistics in Medicine 17, 1998.
func difference(x1, n1, x2, n2 int) Uplift {
	p1, p2 := float64(x1)/float64(n1), float64(x2)/float64(n2)
	l1, u1 := insight.Wilson(p1, float64(n1), insight.Z975)
	l2, u2 := insight.Wilson(p2, float64(n2), insight.Z975)
	d := p1 - p2
	return Uplift{d, d - math.Hypot(p1-l1, u2-p2), d + math.Hypot(u1-p1, p2-l2)}
}

// restUntil is the first day on which each party may be suggested again.
func restUntil(earlier []crm.Suggestion) map[crm.ID]crm.Date {
	until := map[crm.ID]crm.Date{}
	for _, x := range earlier {
		until[x.Party] = max(until[x.Party], x.Until, x.Day+1)
	}
	return until
}

// Outcome is what came of a suggestion.
type Outcome struct {
	ID       crm.ID
	Outcome  crm.SuggestionOutcome
	Document crm.ID // the first purchase; zero without one
	// OfferTaken: the product offered was bought within the time as well.
	OfferTaken bool
}

// Outcomes tells of the suggestions that wait for one, as of a day, in their
// own order: worked as soon as the customer has bought (for a repurchase: the
// product) after the day of the suggestion, nothing once the time is up.
func Outcomes(s *facts.Snapshot, earlier []crm.Suggestion, asOf crm.Date) []Outcome {
	waiting := slices.DeleteFunc(slices.Clone(earlier), func(x crm.Suggestion) bool {
		return x.Outcome != crm.OutcomePending || x.CheckOn.IsZero() || x.State != crm.SuggestionDone && x.State != crm.SuggestionSkipped
	})
	if len(waiting) == 0 {
		return nil
	}
	slices.SortFunc(waiting, func(a, b crm.Suggestion) int { return cmp.Or(cmp.Compare(a.Day, b.Day), compareIDs(a.ID, b.ID)) })
	bought := purchases(s, waiting, asOf)
	var out []Outcome
	for _, x := range waiting {
		o := Outcome{ID: x.ID, Outcome: crm.OutcomeNothing}
		for _, doc := range bought[x.Party] {
			if d := s.Doc.Date[doc]; d <= x.Day || d > x.CheckOn {
				continue
			}
			if o.Document.IsZero() && (x.Product.IsZero() || holds(s, doc, x.Product)) {
				o.Outcome, o.Document = crm.OutcomeWorked, s.Doc.ID[doc]
			}
			o.OfferTaken = o.OfferTaken || !x.Offered.IsZero() && holds(s, doc, x.Offered)
		}
		if o.Outcome == crm.OutcomeWorked && (o.OfferTaken || x.Offered.IsZero()) || asOf > x.CheckOn {
			out = append(out, o)
		}
	}
	return out
}

// purchases are the documents of the parties of suggestions, by day.
func purchases(s *facts.Snapshot, of []crm.Suggestion, asOf crm.Date) map[crm.ID][]int {
	bought, first := map[crm.ID][]int{}, of[0].Day
	for _, x := range of {
		bought[x.Party] = nil
	}
	for doc, p := range s.Doc.Party {
		if p == facts.None || !insight.Counted(s, doc, first+1, asOf) {
			continue
		}
		id := s.Party.ID[p]
		if _, wanted := bought[id]; wanted && (insight.Reading{}).Of(s, doc).Purchase {
			bought[id] = append(bought[id], doc)
		}
	}
	for _, docs := range bought {
		slices.SortFunc(docs, func(a, b int) int {
			return cmp.Or(cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]), compareIDs(s.Doc.ID[a], s.Doc.ID[b]))
		})
	}
	return bought
}

func holds(s *facts.Snapshot, doc int, product crm.ID) bool {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if g := s.Line.Product[l]; g != facts.None && s.Sale(doc, l) && s.Product.ID[g] == product {
			return true
		}
	}
	return false
}
