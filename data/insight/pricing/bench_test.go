package pricing_test

import (
	"context"
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/pricing"
)

func BenchmarkPrice(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := pricing.Ask(context.Background(), s, pricing.Options{}); err != nil || len(r.Rows) == 0 {
			b.Fatal(err)
		}
	}
}
