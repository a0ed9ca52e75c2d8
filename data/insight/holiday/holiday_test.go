package holiday

import (
	"slices"
	"testing"

	"regulars/data/crm"
)

func dates(code string, year int) (out []string) {
	for _, d := range In(code, crm.NewDate(year, 1, 1), crm.NewDate(year, 12, 31)) {
		out = append(out, d.Date.String())
	}
	return out
}

func TestHolidays_000_17_KnownYears(t *testing.T) {
	for _, c := range []struct {
		code string
		year int
		want []string
	}{
		{"IT", 2026, []string{"2026-01-01", "2026-01-06", "2026-04-06", "2026-04-25", "2026-05-01", "2026-06-02", "2026-08-15", "2026-11-01", "2026-12-08", "2026-12-25", "2026-12-26"}},
		{"GB", 2027, []string{"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28"}},
	} {
		if got := dates(c.code, c.year); !slices.Equal(got, c.want) {
			t.Errorf("%s %d: %v, want %v", c.code, c.year, got, c.want)
		}
	}
}

func TestHolidays_000_17_Regions(t *testing.T) {
	if !slices.Contains(dates("DE-BY", 2026), "2026-01-06") || slices.Contains(dates("DE", 2026), "2026-01-06") {
		t.Error("Epiphany is off in Bavaria and not in all of Germany")
	}
	if !slices.Equal(dates("IT-RM", 2026), dates("IT", 2026)) {
		t.Error("a region without rules of its own has those of the country")
	}
	if In("ZZ", 1, 2) != nil || In("", 1, 2) != nil {
		t.Error("an unknown country has holidays")
	}
	if codes := Countries(); !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Error("codes out of order or twice")
	}
	for _, code := range Countries() {
		if n := len(dates(code, 2026)); n < 5 || n > 25 {
			t.Errorf("%s has %d holidays", code, n)
		}
	}
}
