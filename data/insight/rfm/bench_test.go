package rfm_test

import (
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/rfm"
)

func BenchmarkRFM(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		x, err := rfm.Score(s, rfm.Options{})
		if err != nil || len(x.Customers) < 50_000 {
			b.Fatal(err, len(x.Customers))
		}
		x.Segments()
	}
}
