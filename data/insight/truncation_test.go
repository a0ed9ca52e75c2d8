package insight_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/insight"
)

// months draws up first purchases: so many on the tenth of each month of 2025.
func months(sizes ...int) (firsts []crm.Date) {
	for m, n := range sizes {
		for range n {
			firsts = append(firsts, crm.NewDate(2025, 1, 10).AddMonths(m), 0)
		}
	}
	return firsts
}

func TestFullBirths(t *testing.T) {
	for _, c := range []struct {
		why   string
		sizes []int
		asOf  crm.Date
		want  crm.Date
	}{
		{"a heap in the first month", []int{50, 10, 12, 9}, crm.NewDate(2025, 4, 30), crm.NewDate(2025, 2, 1)},
		{"more than twice as many", []int{25, 10, 12, 9}, crm.NewDate(2025, 4, 30), crm.NewDate(2025, 2, 1)},
		{"in the first two", []int{90, 40, 10, 12, 9}, crm.NewDate(2025, 5, 31), crm.NewDate(2025, 3, 1)},
		{"twice as many is not more than twice", []int{20, 10, 12, 9}, crm.NewDate(2025, 4, 30), 0},
		{"the fourth month is not over and tells nothing", []int{50, 10, 12, 9}, crm.NewDate(2025, 4, 29), 0},
		{"a small shop", []int{9, 1, 1, 1}, crm.NewDate(2025, 4, 30), 0},
		{"hardly anybody later", []int{50, 0, 0, 1}, crm.NewDate(2025, 4, 30), 0},
		{"nobody", nil, crm.NewDate(2025, 4, 30), 0},
	} {
		if got := insight.FullBirths(months(c.sizes...), c.asOf); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}
