package forecast_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight/forecast"
)

func drawPoints(t *rapid.T, steps int) (out []forecast.Point) {
	for i := range steps {
		mean, width := rapid.Float64Range(0, 1000).Draw(t, "mean"), rapid.Float64Range(0, 300).Draw(t, "width")
		out = append(out, forecast.Point{Step: i + 1, Mean: mean, Lo80: max(0, mean-width), Hi80: mean + width, Lo95: max(0, mean-2*width), Hi95: mean + 2*width})
	}
	return out
}

func TestAddUp_SegmentsAreTheTotalExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.IntRange(0, 4).Draw(t, "steps")
		total := drawPoints(t, steps)
		parts := make([][]forecast.Point, rapid.IntRange(1, 6).Draw(t, "parts"))
		for i := range parts {
			parts[i] = drawPoints(t, steps)
		}
		before := slices.Clone(parts[0])
		whole, segments := forecast.AddUp(total, parts)
		if !slices.Equal(before, parts[0]) {
			t.Fatal("the forecasts given were changed")
		}
		for step, w := range whole {
			sum := 0.0
			var means []float64
			for _, s := range segments {
				p := s[step]
				sum, means = sum+p.Mean, append(means, p.Mean)
				if p.Mean < 0 || p.Lo95 < 0 || p.Lo95 > p.Lo80 || p.Lo80 > p.Mean || p.Mean > p.Hi80 || p.Hi80 > p.Hi95 {
					t.Fatalf("%+v", p)
				}
			}
			if sum != w.Mean {
				t.Fatalf("segments %v, total %v", sum, w.Mean)
			}
			checkWhole(t, means)
		}
	})
}

func checkWhole(t *rapid.T, means []float64) {
	sum, all := 0.0, int64(0)
	for _, v := range means {
		sum += v
	}
	for i, v := range forecast.Whole(means) {
		all += v
		if math.Abs(float64(v)-means[i]) > 1 {
			t.Fatalf("%g became %d", means[i], v)
		}
	}
	if all != int64(math.Round(sum)) {
		t.Fatalf("whole parts %d, total %g", all, sum)
	}
}

// Two segments of 40 and 60 with standard deviations as 1 to 2 and a total of
// 112 as unsure as 2: 12 are shared out 1:4:4, so that the total gives 4/9 back.
func TestAddUp_ByHand(t *testing.T) {
	point := func(mean, width float64) []forecast.Point {
		return []forecast.Point{{Step: 1, Mean: mean, Lo80: mean - width, Hi80: mean + width, Lo95: mean - 2*width, Hi95: mean + 2*width}}
	}
	total, parts := forecast.AddUp(point(112, 2), [][]forecast.Point{point(40, 1), point(60, 2)})
	for _, c := range []struct{ got, want float64 }{
		{parts[0][0].Mean, 40 + 12.0/9}, {parts[1][0].Mean, 60 + 48.0/9}, {total[0].Mean, 112 - 48.0/9},
		{parts[0][0].Hi80, 41 + 12.0/9}, {total[0].Lo95, 108 - 48.0/9},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%g, want %g", c.got, c.want)
		}
	}
	if got := forecast.Whole([]float64{1.5, 1.5, 2.2, -0.2}); !slices.Equal(got, []int64{2, 1, 2, 0}) {
		t.Errorf("%v", got)
	}
}
