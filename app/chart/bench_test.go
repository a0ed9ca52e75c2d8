package chart

import "testing"

func BenchmarkDrawHeatMap(b *testing.B) {
	s := heatSpec()
	for b.Loop() {
		Draw(s, options(900, 420))
	}
}

func BenchmarkDrawStacked(b *testing.B) {
	s := stackedSpec()
	for b.Loop() {
		Draw(s, options(900, 420))
	}
}

func BenchmarkDrawLines(b *testing.B) {
	s := lineSpec()
	for b.Loop() {
		Draw(s, options(900, 420))
	}
}
