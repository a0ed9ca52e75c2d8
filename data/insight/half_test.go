package insight_test

import (
	"testing"
	"time"

	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/priority"
	"regulars/data/insight/profit"
	"regulars/data/insight/repurchase"
)

// The whole customer half, one question after the other, is to take 5 s at
// most on two processors. Each question's share is reported in milliseconds.
func BenchmarkCustomerHalf(b *testing.B) {
	s := insighttest.Big()
	parts := []struct {
		name string
		ask  func() (rows int, err error)
	}{
		{"profit", func() (int, error) {
			r, err := profit.Ask(b.Context(), s, profit.Options{})
			return r.N, err
		}},
		{"lifecycle", func() (int, error) {
			r, err := lifecycle.Ask(b.Context(), s, lifecycle.Options{})
			return r.N, err
		}},
		{"next", func() (int, error) {
			r, err := lifetime.Ask(b.Context(), s, lifetime.Options{})
			return r.InYear.Days, err
		}},
		{"repurchase", func() (int, error) {
			r, err := repurchase.Ask(s, repurchase.Options{})
			return r.Running, err
		}},
		{"rules", func() (int, error) {
			r, err := basket.Ask(s, basket.Options{Support: 1e-4})
			return r.RuleCount, err
		}},
		{"priority", func() (int, error) {
			r, err := priority.Ask(b.Context(), s, priority.Options{}, priority.DefaultWeights())
			return len(r.Rows), err
		}},
	}
	took := make([]time.Duration, len(parts))
	b.ReportAllocs()
	for b.Loop() {
		for i, part := range parts {
			start := time.Now()
			if n, err := part.ask(); err != nil || n == 0 {
				b.Fatal(part.name, n, err)
			}
			took[i] += time.Since(start)
		}
	}
	for i, part := range parts {
		b.ReportMetric(float64(took[i].Milliseconds())/float64(b.N), part.name+"-ms")
	}
}
