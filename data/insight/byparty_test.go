package insight_test

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
)

func TestByParty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		var docs, want []int32
		for i, p := range s.Doc.Party {
			docs = append(docs, int32(i))
			if p != facts.None {
				want = append(want, int32(i))
			}
		}
		slices.SortStableFunc(want, func(a, b int32) int {
			return cmp.Or(cmp.Compare(s.Doc.Party[a], s.Doc.Party[b]), cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]))
		})
		if got := insight.ByParty(s, docs); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
