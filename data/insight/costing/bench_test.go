package costing_test

import (
	"testing"

	"regulars/data/insight/costing"
	"regulars/data/insight/insighttest"
)

func BenchmarkCosts(b *testing.B) {
	s := insighttest.Big()
	for _, by := range []costing.By{costing.Product, costing.Segment} {
		b.Run(string(by), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := costing.Ask(s, costing.Options{By: by, From: insighttest.Day(0)}); err != nil || r.N != insighttest.BigDocuments {
					b.Fatal(r.N, err)
				}
			}
		})
	}
}
