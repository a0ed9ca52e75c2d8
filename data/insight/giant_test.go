package insight_test

import (
	"slices"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight"
)

func TestGiants(t *testing.T) {
	usual := slices.Repeat([]crm.Amount{400}, 50) // 20,000 in all
	for _, c := range []struct {
		name string
		more []crm.Amount
		want int
	}{
		{"none", nil, 0},
		{"twenty times as much", []crm.Amount{8000}, 1},
		{"nineteen times", []crm.Amount{7600}, 0},
		{"two of them", []crm.Amount{90000, 80000}, 2},
		{"given back is none", []crm.Amount{-90000}, 0},
		{"large, but one in a thousand", slices.Concat(slices.Repeat([]crm.Amount{400}, 1000), []crm.Amount{8000}), 0},
	} {
		if got := insight.Giants(append(slices.Clone(usual), c.more...)); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got := insight.Giants([]crm.Amount{1, 1, 1, 90000}); got != 0 {
		t.Errorf("%d among four", got)
	}
}
