// Package desk is what the desk of a house needs on a day: who comes, stays
// and leaves, what is free, when there is room again, which rates a guest may
// have, and whom to call to fill what is empty.
package desk

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
)

// Role is what a booking does on a day.
type Role string

// The roles, in the order of the sheet.
const (
	Arriving Role = "arriving"
	Coming   Role = "coming" // for a slot
	Staying  Role = "staying"
	Leaving  Role = "leaving"
)

// Entry is one booking on the sheet of a day.
type Entry struct {
	Booking int // index into the columns of bookings
	Role    Role
}

// Sheet lists the bookings of a resource that matter on a day: those that
// take units, leave, or were to come and did not, and requests still to be
// answered; not what was cancelled or refused. By role, then hour.
func Sheet(s *facts.Snapshot, r *crm.Resource, day crm.Date) []Entry {
	var out []Entry
	for b := range s.Booking.ID {
		if !occupancy.Of(s, b, r) {
			continue
		}
		if role, ok := roleOn(s, b, r, day); ok {
			out = append(out, Entry{b, role})
		}
	}
	order := []Role{Arriving, Coming, Staying, Leaving}
	slices.SortFunc(out, func(x, y Entry) int {
		c := &s.Booking
		return cmp.Or(cmp.Compare(slices.Index(order, x.Role), slices.Index(order, y.Role)), cmp.Compare(c.From[x.Booking], c.From[y.Booking]),
			bytes.Compare(c.ID[x.Booking][:], c.ID[y.Booking][:]))
	})
	return out
}

func roleOn(s *facts.Snapshot, b int, r *crm.Resource, day crm.Date) (Role, bool) {
	status, start, end := s.StatusOf(b), s.Booking.Start[b], s.Booking.End[b]
	switch {
	case status == crm.BookingCancelled || status == crm.BookingRefused:
		return "", false
	case !r.Nightly():
		return Coming, start == day
	case start == day:
		return Arriving, true
	case !status.Takes():
		return "", false
	case start < day && day < end:
		return Staying, true
	}
	return Leaving, end == day
}

// Taken counts what is taken of a resource on the days from first to last.
func Taken(s *facts.Snapshot, r *crm.Resource, first, last crm.Date, without crm.ID) *crm.Taken {
	t := crm.NewTaken(r)
	for b, id := range s.Booking.ID {
		if id == without || s.Booking.Start[b] > last || s.Booking.End[b] < first {
			continue
		}
		if occupancy.Of(s, b, r) && s.StatusOf(b).Takes() {
			t.Add(s.Stay(b))
		}
	}
	return t
}

// Free is how many units a resource has left for a stay on every one of its
// days, overbooking included; the booking without, if any, does not count.
func Free(s *facts.Snapshot, r *crm.Resource, stay crm.Stay, without crm.ID) int {
	return Taken(s, r, stay.Start, max(stay.Start, stay.End), without).Free(stay, s.Tables.Capacity)
}

// Open lists the days nearest to a day, at most n within a fortnight after
// and, from today on, before it, on which a resource has a unit left: what to
// offer to who must be turned away.
func Open(s *facts.Snapshot, r *crm.Resource, day, today crm.Date, n int) []crm.Date {
	const reach = 14
	t := Taken(s, r, day-reach, day+reach, crm.ID{})
	var out []crm.Date
	for by := crm.Date(1); by <= reach && len(out) < n; by++ {
		for _, d := range []crm.Date{day + by, day - by} {
			if d >= today && t.Free(crm.Stay{Start: d, End: d + 1}, s.Tables.Capacity) > 0 && len(out) < n {
				out = append(out, d)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Crowded lists the days from a day on, on which more is booked of a resource
// than it would offer with these calendars, overbooking included.
func Crowded(s *facts.Snapshot, r *crm.Resource, calendars []crm.CapacityCalendar, from crm.Date) (days []crm.Date) {
	_, last, _ := occupancy.Span(s, r)
	t := Taken(s, r, from, last, crm.ID{})
	for d := from; d <= last; d++ {
		if t.Most(d, 0, 0) > r.Limit(d, calendars) {
			days = append(days, d)
		}
	}
	return days
}
