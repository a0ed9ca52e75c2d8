// Package occupancy lays bookings out on the days of a resource: what was
// offered, sold and refused on each, and what it brought. It is what yield,
// pace and the group question stand on.
//
// A unit of a resource sold by the night is one night of one unit; of a
// resource with slots it is one slot of one unit, and a booking takes as many
// slots as its time touches.
package occupancy

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
)

// Day is one day of a resource. Units are unit-nights or unit-slots, amounts
// minor units of the base currency.
type Day struct {
	Date    crm.Date
	Offered int
	Sold    int // confirmed and seated
	Held    int // on hold, not yet confirmed
	Refused int // refused bookings and logged turn-aways
	Net     crm.Amount
	Extra   crm.Amount
	Closed  bool // nothing was offered
}

// SoldOut reports whether every unit offered was sold.
func (d Day) SoldOut() bool { return d.Offered > 0 && d.Sold >= d.Offered }

// Filter chooses bookings; the zero value takes all.
type Filter struct {
	// Segment is the word of [SegmentOf]; nil for all.
	Segment *string
	// Known leaves out what was not known at the end of that day: bookings
	// made later, and calls-off that came later. Zero: all is known.
	Known crm.Date
}

// Days lays out the days from first to last, both included.
func Days(s *facts.Snapshot, r *crm.Resource, first, last crm.Date, f Filter) []Day {
	if last < first {
		return nil
	}
	days := make([]Day, int(last-first)+1)
	offer := newOffer(s, r)
	for i := range days {
		d := &days[i]
		d.Date = first + crm.Date(i)
		d.Offered = offer.on(d.Date)
		d.Closed = d.Offered == 0
	}
	for b := range s.Booking.ID {
		if Of(s, b, r) && f.takes(s, b) {
			lay(days, s, b, r, f)
		}
	}
	if f.Segment == nil {
		refuse(days, s, r, f)
	}
	return days
}

// Of reports whether a live booking is of the resource.
func Of(s *facts.Snapshot, booking int, r *crm.Resource) bool {
	return s.Booking.Live[booking] && s.Word(s.Booking.Resource[booking]) == r.ID.String()
}

// SegmentOf is the business's own word for the kind of guest: the booking's,
// else that of its party, else "".
func SegmentOf(s *facts.Snapshot, booking int) string {
	if w := s.Booking.Segment[booking]; w != 0 {
		return s.Word(w)
	}
	if p := s.Booking.Party[booking]; p != facts.None {
		return s.Word(s.Party.Group[p])
	}
	return ""
}

func (f Filter) takes(s *facts.Snapshot, b int) bool {
	if f.Segment != nil && SegmentOf(s, b) != *f.Segment {
		return false
	}
	return f.Known == 0 || s.Booking.BookedOn[b] <= f.Known
}

// status is the state of a booking as known at the filter's day: one called
// off later still stood.
func (f Filter) status(s *facts.Snapshot, b int) crm.BookingStatus {
	st := s.StatusOf(b)
	if f.Known != 0 && st == crm.BookingCancelled && s.Booking.EndedOn[b] > f.Known {
		return crm.BookingConfirmed
	}
	return st
}

// Slots is how many slots or nights one unit of a booking takes on a day.
func Slots(s *facts.Snapshot, booking int, r *crm.Resource) int {
	from, to := s.Booking.From[booking], s.Booking.To[booking]
	if r.Nightly() || !from.Known() || !to.Known() || to <= from {
		return 1
	}
	return (int(to-from) + r.SlotMinutes - 1) / r.SlotMinutes
}

// Nights is how many days of a resource a booking covers: the nights, none
// for a guest who leaves on the day, or the one day of a slot.
func Nights(s *facts.Snapshot, booking int, r *crm.Resource) int {
	if r.Nightly() {
		return int(s.Booking.End[booking] - s.Booking.Start[booking])
	}
	return 1
}

// lay adds one booking to the days it covers. Its money is split evenly, so
// that the days add up to it whatever part of them is looked at.
func lay(days []Day, s *facts.Snapshot, b int, r *crm.Resource, f Filter) {
	start, nights := s.Booking.Start[b], Nights(s, b, r)
	status := f.status(s, b)
	units := int(s.Booking.Units[b]) * Slots(s, b, r)
	from := max(0, int(days[0].Date-start))
	for n := from; n < nights; n++ {
		at := int(start-days[0].Date) + n
		if at >= len(days) {
			break
		}
		d := &days[at]
		switch status {
		case crm.BookingConfirmed, crm.BookingSeated:
			d.Sold += units
			d.Net += Part(s.Booking.Net[b], n, nights)
			d.Extra += Part(s.Booking.Extra[b], n, nights)
		case crm.BookingHeld:
			d.Held += units
		case crm.BookingRefused:
			d.Refused += units
		}
	}
}

// Part is the n-th, from 0, of equal parts of an amount that add up to it.
func Part(a crm.Amount, n, parts int) crm.Amount {
	up := func(n int) crm.Amount { return crm.Share(a, int64(n), int64(parts)) }
	return up(n+1) - up(n)
}

func refuse(days []Day, s *facts.Snapshot, r *crm.Resource, f Filter) {
	for _, t := range s.Tables.TurnAways {
		if t.Resource != r.ID || f.Known != 0 && t.AskedOn > f.Known {
			continue
		}
		for n := range max(1, t.Nights) {
			if at := int(t.Day-days[0].Date) + n; at >= 0 && at < len(days) {
				days[at].Refused += t.Units
			}
		}
	}
}

// offer knows how many units a resource offers on a day.
type offer struct {
	r        *crm.Resource
	slots    int
	calendar []crm.CapacityCalendar
}

func newOffer(s *facts.Snapshot, r *crm.Resource) offer {
	o := offer{r: r, slots: r.SlotsADay()}
	for _, c := range s.Tables.Capacity {
		if c.Resource == r.ID {
			o.calendar = append(o.calendar, c)
		}
	}
	return o
}

// on is the units offered on a day, in all its slots.
func (o offer) on(d crm.Date) int { return o.r.UnitsOn(d, o.calendar) * o.slots }

// Offered is the units a resource offers on a day.
func Offered(s *facts.Snapshot, r *crm.Resource, d crm.Date) int { return newOffer(s, r).on(d) }

// Span is the first and last day with a booking of the resource that takes
// its units; ok is false when there is none.
func Span(s *facts.Snapshot, r *crm.Resource) (first, last crm.Date, ok bool) {
	for b := range s.Booking.ID {
		if !Of(s, b, r) || !s.StatusOf(b).Takes() {
			continue
		}
		end := s.Booking.Start[b] + crm.Date(max(1, Nights(s, b, r))) - 1
		if !ok || s.Booking.Start[b] < first {
			first = s.Booking.Start[b]
		}
		if !ok || end > last {
			last = end
		}
		ok = true
	}
	return first, last, ok
}

// Segments lists the words of [SegmentOf] among the bookings of a resource,
// in order.
func Segments(s *facts.Snapshot, r *crm.Resource) []string {
	var names []string
	for b := range s.Booking.ID {
		if Of(s, b, r) {
			names = append(names, SegmentOf(s, b))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
