package outlook_test

import (
	"context"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
)

// 200 products over three years, week by week.
func BenchmarkAsk_200Products(b *testing.B) {
	s := &insighttest.Shop{}
	s.Customers(3)
	for p := 1; p <= 200; p++ {
		s.Records = append(s.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(p)}, Name: "product"})
		for day := 0; day < 365*3; day += 2 + p%5 {
			sell(s, 1+p%3, insighttest.Day(day+p%3), p)
		}
	}
	facts := s.Snapshot()
	for b.Loop() {
		x, err := outlook.Ask(context.Background(), facts, outlook.Options{By: demand.Product, Measure: outlook.Units, Unit: period.Week, Top: 200})
		if err != nil || len(x.Parts) != 200 {
			b.Fatal(err, len(x.Parts))
		}
	}
}
