package movement_test

import (
	"context"
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/movement"
)

func BenchmarkMovement(b *testing.B) {
	s := insighttest.Big()
	for _, of := range []movement.Of{movement.Segments, movement.Value, movement.Stages} {
		b.Run(string(of), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := movement.Ask(context.Background(), s, movement.Options{From: insighttest.Day(600), Of: of})
				if err != nil || r.N < 50_000 {
					b.Fatal(err)
				}
			}
		})
	}
}
