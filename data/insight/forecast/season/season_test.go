package season_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight/forecast/season"
	"regulars/data/insight/insighttest"
)

// The classical decomposition of AirPassengers is printed in every textbook
// (R's decompose, multiplicative).
func TestIndices_AirPassengers(t *testing.T) {
	want := []float64{.9102304, .8836253, 1.0073663, .9759060, .9813780, 1.1127758, 1.2265555, 1.2199110, 1.0604919, .9217572, .8011781, .8988244}
	got, ok := season.Indices(insighttest.Classic(t, "AirPassengers"), 12, true)
	if !ok {
		t.Fatal("no season")
	}
	for i, v := range got {
		if math.Abs(v-want[i]) > 1e-6 {
			t.Errorf("%d: %.7f, want %.7f", i, v, want[i])
		}
	}
}

// A line with an exact season gives the season back.
func TestIndices_Exact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		period := rapid.IntRange(2, 12).Draw(t, "period")
		index := rapid.SliceOfN(rapid.Float64Range(-10, 10), period, period).Draw(t, "index")
		mean := 0.0
		for _, v := range index {
			mean += v / float64(period)
		}
		y := make([]float64, period*3+1)
		for i := range y {
			y[i] = 5 + 2*float64(i) + index[i%period]
		}
		got, ok := season.Indices(y, period, false)
		if !ok {
			t.Fatal("no season")
		}
		for i, v := range got {
			if math.Abs(v-(index[i]-mean)) > 1e-9 {
				t.Fatalf("%v, want %v less %g", got, index, mean)
			}
		}
		back := season.Adjust(y, got, false)
		season.Restore(back, got, 0, false)
		for i, v := range back {
			if math.Abs(v-y[i]) > 1e-9 {
				t.Fatalf("%v, want %v", back, y)
			}
		}
	})
}

func TestSeasonal(t *testing.T) {
	if !season.Seasonal(insighttest.Classic(t, "USAccDeaths"), 12) {
		t.Error("accidents have a season")
	}
	noise, seed := make([]float64, 60), uint32(1)
	for i := range noise {
		seed = seed*1664525 + 1013904223
		noise[i] = float64(seed >> 16)
	}
	if season.Seasonal(noise, 12) || season.Seasonal(make([]float64, 60), 12) || season.Seasonal(noise[:35], 12) {
		t.Error("noise, a constant and three short years have none")
	}
	if _, ok := season.Indices(noise[:23], 12, false); ok {
		t.Error("less than two seasons tell nothing")
	}
	if _, ok := season.Indices([]float64{1, 2, 0, 4}, 2, true); ok {
		t.Error("a zero has no factor")
	}
}

// What is sold in summer only has a season; two chance sales a year apart do not.
func TestStrong(t *testing.T) {
	summer, chance := make([]float64, 48), make([]float64, 48)
	for i := range summer {
		if m := i % 12; m >= 5 && m <= 7 {
			summer[i] = float64(2 + i%3)
		}
	}
	chance[20], chance[32] = 5, 5
	if !season.Strong(summer, 12) {
		t.Error("four summers have a season")
	}
	if !season.Seasonal(chance, 12) || season.Strong(chance, 12) {
		t.Error("two sales look seasonal and are none")
	}
}
