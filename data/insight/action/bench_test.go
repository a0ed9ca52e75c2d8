package action_test

import (
	"testing"

	"regulars/data/insight/action"
	"regulars/data/insight/insighttest"
)

func BenchmarkRank(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := action.Rank(s, action.Options{}); err != nil || len(r.Rows) == 0 {
			b.Fatal(err)
		}
	}
}
