package period_test

import (
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight/period"
)

func TestLabel_YearEdges(t *testing.T) {
	for _, c := range []struct {
		day        string
		unit       period.Unit
		label      string
		start, end string
	}{
		{"2021-01-01", period.Week, "2020-W53", "2020-12-28", "2021-01-03"},
		{"2019-12-30", period.Week, "2020-W01", "2019-12-30", "2020-01-05"},
		{"2024-12-31", period.Week, "2025-W01", "2024-12-30", "2025-01-05"},
		{"2023-01-01", period.Week, "2022-W52", "2022-12-26", "2023-01-01"},
		{"2024-02-29", period.Month, "2024-02", "2024-02-01", "2024-02-29"},
		{"2024-12-31", period.Quarter, "2024-Q4", "2024-10-01", "2024-12-31"},
		{"2024-03-31", period.Quarter, "2024-Q1", "2024-01-01", "2024-03-31"},
		{"2024-06-15", period.Year, "2024", "2024-01-01", "2024-12-31"},
	} {
		d, err := crm.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		start, end := c.unit.Start(d).String(), (c.unit.Next(d) - 1).String()
		if c.unit.Label(d) != c.label || start != c.start || end != c.end {
			t.Errorf("%s of %s: %s from %s to %s, want %s from %s to %s", c.unit, c.day, c.unit.Label(d), start, end, c.label, c.start, c.end)
		}
	}
}

// Periods follow each other without gap, each day lies in exactly one, and
// the axis finds it.
func TestAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom([]period.Unit{period.Week, period.Month, period.Quarter, period.Year}).Draw(t, "unit")
		days := rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 740000), func(n int) crm.Date { return crm.Date(n) }), 1, 20).Draw(t, "days")
		axis := period.NewAxis(u, days)
		for i, start := range axis.Starts {
			if u.Start(start) != start || i > 0 && start < u.Next(axis.Starts[i-1]) {
				t.Fatalf("%v begins no period of its own", start)
			}
		}
		for _, d := range days {
			i := axis.At(d)
			if i < 0 || d < axis.Starts[i] || d >= u.Next(axis.Starts[i]) || u.Label(d) != u.Label(axis.Starts[i]) {
				t.Fatalf("%v is at %d", d, i)
			}
		}
		if last := axis.Starts[len(axis.Starts)-1]; axis.At(u.Next(last)) != -1 || axis.At(axis.Starts[0]-1) != -1 {
			t.Fatal("days off the axis are found on it")
		}
	})
}

func TestAxis_OneMisdatedSaleDoesNotMakeAMillionRows(t *testing.T) {
	axis := period.NewAxis(period.Week, []crm.Date{crm.NewDate(1, 1, 1), crm.NewDate(2024, 1, 1)})
	if len(axis.Starts) != 2 {
		t.Errorf("%d weeks", len(axis.Starts))
	}
}
