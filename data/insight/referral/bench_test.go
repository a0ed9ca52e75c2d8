package referral_test

import (
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/referral"
)

func BenchmarkReferrals(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if x := ask(b, s, referral.Options{}); x.Brought.Customers < 30_000 {
			b.Fatal(x.Brought)
		}
	}
}
