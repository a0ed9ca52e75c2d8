package insight

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/period"
)

// NeedEarly counts customers from before the records began; its text is
// insight.need_early.
const NeedEarly = "need_early"

// FullBirths is the first day from which a first purchase in the book can be
// taken for a customer's first one ever. Before it, customers from the time
// before the records began look new as well, which is called left truncation.
//
// A month from the beginning on is such a time when more than twice as many
// customers first bought in it as in the middle one of the later whole
// months; it takes twenty customers and three later months to tell, else the
// day is zero.
func FullBirths(firsts []crm.Date, asOf crm.Date) (day crm.Date) {
	const atLeast, compared, factor = 20, 3, 2
	var days []crm.Date
	for _, d := range firsts {
		if d != 0 {
			days = append(days, d)
		}
	}
	if len(days) < atLeast {
		return 0
	}
	months := period.NewAxis(period.Month, days)
	sizes := make([]int, len(months.Starts))
	for _, d := range days {
		sizes[months.At(d)]++
	}
	if period.Month.Next(slices.Max(days))-1 > asOf {
		sizes = sizes[:len(sizes)-1] // not over yet
	}
	for i := 0; i+compared < len(sizes); i++ {
		later := slices.Sorted(slices.Values(sizes[i+1:]))
		if usual := Median(later); usual == 0 || sizes[i] <= factor*usual {
			break
		}
		day = months.Starts[i+1]
	}
	return day
}

// KnownBefore reports whether a party was a customer before the records
// began, as the owner told.
func KnownBefore(s *facts.Snapshot, party int, beginning crm.Date) bool {
	return s.Party.Since[party] != 0 && s.Party.Since[party] < beginning
}

// Beginning is the day of the first counted document, zero without any.
func Beginning(s *facts.Snapshot) (day crm.Date) {
	for i, d := range s.Doc.Date {
		if s.Doc.Counts[i] && d > 0 && (day == 0 || d < day) {
			day = d
		}
	}
	return day
}
