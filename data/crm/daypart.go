package crm

import "slices"

// DayPart is a part of the week or, with slots, of the day.
type DayPart string

// The parts. The nights of Friday and Saturday are the weekend.
const (
	PartWeek      DayPart = "week"
	PartWeekend   DayPart = "weekend"
	PartMorning   DayPart = "morning"   // from midnight
	PartAfternoon DayPart = "afternoon" // from noon
	PartEvening   DayPart = "evening"   // from five
)

// DayParts lists all parts in the order shown to people.
func DayParts() []DayPart {
	return []DayPart{PartWeek, PartWeekend, PartMorning, PartAfternoon, PartEvening}
}

// partOfWeek is the part a day is in.
func partOfWeek(day Date) DayPart {
	if w := day.Weekday(); w == 5 || w == 6 {
		return PartWeekend
	}
	return PartWeek
}

// partOfDay is the part a known hour is in.
func partOfDay(at Clock) DayPart {
	switch {
	case at < NewClock(12, 0):
		return PartMorning
	case at < NewClock(17, 0):
		return PartAfternoon
	}
	return PartEvening
}

// DayPartOf is the part in which a stay begins: of the day where its hour
// matters and is known, else of the week.
func DayPartOf(r *Resource, day Date, from Clock) DayPart {
	if !r.Nightly() && from.Known() {
		return partOfDay(from)
	}
	return partOfWeek(day)
}

// CanCome reports whether a resource on a day is of use to the party, by the
// parts it cannot come in: at an hour, or with an unknown one at some hour the
// resource is open.
func (p *Party) CanCome(r *Resource, day Date, from Clock) bool {
	if slices.Contains(p.CannotCome, partOfWeek(day)) {
		return false
	}
	if r.Nightly() {
		return true
	}
	hours := []Clock{from}
	if !from.Known() {
		hours = r.openingParts()
	}
	return slices.ContainsFunc(hours, func(h Clock) bool { return !slices.Contains(p.CannotCome, partOfDay(h)) })
}

// openingParts is an hour in each part of the day a resource is open in.
func (r *Resource) openingParts() []Clock {
	opens, closes := NewClock(0, 0), NewClock(24, 0)
	if r.OpenFrom.Known() && r.OpenTo.Known() {
		opens, closes = r.OpenFrom, r.OpenTo
	}
	hours := []Clock{opens}
	for _, h := range []Clock{NewClock(12, 0), NewClock(17, 0)} {
		if h > opens && h < closes {
			hours = append(hours, h)
		}
	}
	return hours
}
