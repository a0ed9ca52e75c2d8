// Package holiday knows the public holidays of countries by their rules (those
// of rickar/cal, which leaves out what is a Sunday anyway, such as Easter),
// without a network.
package holiday

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rickar/cal/v2"

	"regulars/data/crm"
)

// Day is a public holiday.
type Day struct {
	Date crm.Date
	Name string // in the language of the country
}

// Countries lists the codes with known rules: countries ("IT") and regions
// with holidays of their own ("DE-BY"), in the order of the alphabet.
func Countries() (codes []string) {
	for _, c := range countries() {
		codes = append(codes, c.code)
	}
	slices.Sort(codes)
	return codes
}

// In returns the days off from first to last, both included, in their order:
// the holidays and the days on which they are made up for. It returns nil
// for a code whose rules are not known.
func In(code string, first, last crm.Date) (days []Day) {
	for _, h := range rules(code) {
		if h.Type == cal.ObservanceOther || h.Type == cal.ObservanceReligious {
			continue // a working day
		}
		// A day made up for may lie in the next year or in the one before.
		for year := first.Time().Year() - 1; year <= last.Time().Year()+1; year++ {
			actual, observed := h.Calc(year)
			for _, at := range []crm.Date{crm.DateOf(actual), crm.DateOf(observed)} {
				if at > 0 && first <= at && at <= last {
					days = append(days, Day{at, h.Name})
				}
			}
		}
	}
	slices.SortFunc(days, func(a, b Day) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Name, b.Name)) })
	return slices.CompactFunc(days, func(a, b Day) bool { return a.Date == b.Date })
}

// rules are those of a region, else of its country.
func rules(code string) []*cal.Holiday {
	all := countries()
	land, _, _ := strings.Cut(code, "-")
	for _, want := range []string{code, land} {
		if i := slices.IndexFunc(all, func(c country) bool { return c.code == want }); i >= 0 {
			return all[i].days
		}
	}
	return nil
}
