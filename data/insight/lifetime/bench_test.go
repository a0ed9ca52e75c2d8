package lifetime_test

import (
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifetime"
)

func BenchmarkAsk100k(b *testing.B) {
	s := insighttest.Big()
	b.ResetTimer()
	for b.Loop() {
		f, err := lifetime.Ask(b.Context(), s, lifetime.Options{})
		if err != nil || f.Customers < insighttest.BigCustomers/2 || f.Chosen == "" {
			b.Fatal(err, f.Customers)
		}
	}
}
