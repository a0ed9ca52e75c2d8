package book

import (
	"bytes"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
)

// enoughRoom refuses a change after which more units of a resource would be
// held, confirmed or seated on a day than may be, or still more than before
// on a day that is overfull already: a closure made later does not keep
// guests from being seated. Only the days of the bookings touched are
// counted, in the readings in memory, so that it costs the same for a book of
// any age.
func (b *Book) enoughRoom(tx *Tx) error {
	now, err := tx.bookingsTouched()
	if err != nil || len(now) == 0 {
		return err
	}
	ledgers, err := tx.ledgers(now)
	if err != nil || len(ledgers) == 0 {
		return err
	}
	s, err := b.Facts()
	if err != nil {
		return err
	}
	countBookings(s, ledgers, tx.touched)
	for _, r := range now {
		if l := ledgers[r.Resource.String()]; l != nil && takes(r) {
			l.after.Add(r.Stay())
		}
	}
	for _, r := range now {
		if l := ledgers[r.Resource.String()]; l != nil && takes(r) {
			if day, full := l.overfull(r.Stay()); full {
				return &Error{Code: CodeFull, Err: crm.FieldErrors{{Field: "units", Code: crm.ErrFull, Value: day.String()}}}
			}
		}
	}
	return nil
}

func takes(r *crm.Booking) bool { return !r.Deleted() && r.Status.Takes() }

// bookingsTouched are the bookings of a change as they will be, in the order
// of their ids; those that are gone are left out.
func (tx *Tx) bookingsTouched() ([]*crm.Booking, error) {
	var out []*crm.Booking
	for ref := range tx.touched {
		if ref.Kind != crm.KindBooking {
			continue
		}
		rec, err := tx.find(ref)
		switch {
		case err == nil:
			out = append(out, rec.(*crm.Booking))
		case CodeOf(err) != CodeNotFound:
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b *crm.Booking) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return out, nil
}

// ledger counts what is taken of a resource on some days, before and after a
// change.
type ledger struct {
	resource      *crm.Resource
	calendars     []crm.CapacityCalendar
	first, last   crm.Date
	before, after *crm.Taken
}

// ledgers returns an empty count by resource id for the days of the bookings
// that will take units.
func (tx *Tx) ledgers(bookings []*crm.Booking) (map[string]*ledger, error) {
	out := map[string]*ledger{}
	var calendars []crm.CapacityCalendar
	for _, k := range bookings {
		if !takes(k) {
			continue
		}
		key := k.Resource.String()
		l := out[key]
		if l == nil {
			r, err := Get[crm.Resource](tx, k.Resource)
			if CodeOf(err) == CodeNotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
			if calendars == nil {
				if calendars, err = tx.calendars(); err != nil {
					return nil, err
				}
			}
			l = &ledger{resource: r, calendars: calendars, first: k.Start, last: k.Start, before: crm.NewTaken(r), after: crm.NewTaken(r)}
			out[key] = l
		}
		first, last := k.Stay().Days(l.resource)
		l.first, l.last = min(l.first, first), max(l.last, last)
	}
	return out, nil
}

func (tx *Tx) calendars() ([]crm.CapacityCalendar, error) {
	all := []crm.CapacityCalendar{}
	err := Each(tx, func(c *crm.CapacityCalendar) bool {
		if !c.Deleted() {
			all = append(all, *c)
		}
		return true
	})
	return all, err
}

// countBookings adds the bookings as they are before the change; those it
// touches do not count for after.
func countBookings(s *facts.Snapshot, ledgers map[string]*ledger, touched map[Ref]bool) {
	of := map[uint32]*ledger{}
	for i, id := range s.Booking.ID {
		if !s.Booking.Live[i] || !s.StatusOf(i).Takes() {
			continue
		}
		word := s.Booking.Resource[i]
		l, known := of[word]
		if !known {
			l = ledgers[s.Word(word)]
			of[word] = l
		}
		if l == nil || s.Booking.Start[i] > l.last || s.Booking.End[i] < l.first {
			continue
		}
		stay := s.Stay(i)
		l.before.Add(stay)
		if !touched[Ref{crm.KindBooking, id}] {
			l.after.Add(stay)
		}
	}
}

// overfull returns the first day of a stay that the change fills beyond its
// limit.
func (l *ledger) overfull(s crm.Stay) (crm.Date, bool) {
	first, last := s.Days(l.resource)
	for d := first; d <= last; d++ {
		after := l.after.Most(d, s.From, s.To)
		if after > l.resource.Limit(d, l.calendars) && after > l.before.Most(d, s.From, s.To) {
			return d, true
		}
	}
	return 0, false
}
