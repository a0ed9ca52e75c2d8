package profit_test

import (
	"context"
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/profit"
)

func BenchmarkProfit(b *testing.B) {
	s := insighttest.Big()
	for _, by := range []profit.By{profit.Customer, profit.Segment, profit.Product} {
		b.Run(string(by), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := profit.Ask(context.Background(), s, profit.Options{By: by}); err != nil || r.Total.Sales != insighttest.BigDocuments {
					b.Fatal(err)
				}
			}
		})
	}
}
