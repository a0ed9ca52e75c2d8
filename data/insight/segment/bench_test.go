package segment_test

import (
	"context"
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/segment"
)

func BenchmarkSegment(b *testing.B) {
	s := insighttest.Big()
	in := segment.Input{Facts: s, Profiles: make([]segment.Profile, len(s.Party.ID))}
	w, err := segment.Parse("r >= 3 and bought(category=" + insighttest.CategoryID(3).String() + ", days=730) and consent=email and revenue(days=365) >= 100")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := segment.Ask(context.Background(), in, w.Rule, 0)
		if err != nil || len(r.Rows) < 500 {
			b.Fatal(err, len(r.Rows))
		}
	}
}
