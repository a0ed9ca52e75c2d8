package repurchase_test

import (
	"testing"

	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/repurchase"
)

func BenchmarkRepurchase(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := repurchase.Ask(s, repurchase.Options{}); err != nil || r.Running == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkRules(b *testing.B) {
	s := insighttest.Big()
	b.ReportAllocs()
	for b.Loop() {
		if r, err := basket.Ask(s, basket.Options{Support: 1e-5, MaxLen: 2}); err != nil || r.RuleCount == 0 {
			b.Fatal(err, r.RuleCount)
		}
	}
}
