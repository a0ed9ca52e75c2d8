package insight

import (
	"cmp"
	"slices"

	"regulars/data/facts"
)

// ByParty puts documents in the order of their parties, those of each by
// date, and leaves out those of nobody. Documents of one day keep their order.
func ByParty(s *facts.Snapshot, docs []int32) []int32 {
	starts := make([]int32, len(s.Party.ID)+1)
	for _, doc := range docs {
		if p := s.Doc.Party[doc]; p != facts.None {
			starts[p+1]++
		}
	}
	for p := range s.Party.ID {
		starts[p+1] += starts[p]
	}
	out, ends := make([]int32, starts[len(s.Party.ID)]), slices.Clone(starts)
	for _, doc := range docs {
		if p := s.Doc.Party[doc]; p != facts.None {
			out[ends[p]] = doc
			ends[p]++
		}
	}
	for p := range s.Party.ID { // a few of each: far cheaper than one big sort
		slices.SortStableFunc(out[starts[p]:ends[p]], func(a, b int32) int { return cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]) })
	}
	return out
}
