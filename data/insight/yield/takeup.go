package yield

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
)

// TakeUp is which rate class a kind of guest took, and when. Units are those
// of bookings that begin in the days asked about; all their nights count to
// the part in which they begin.
type TakeUp struct {
	Segment string      `json:"segment"` // "" for no known kind
	Class   string      `json:"class"`   // name of the rate class; "" for none
	Part    crm.DayPart `json:"part"`
	Sold    int         `json:"sold"`
	Refused int         `json:"refused"`
	Net     crm.Amount  `json:"net_minor"`
	Rate    *crm.Amount `json:"rate_minor"` // nil when none was sold
}

// takeUp adds up bookings by kind of guest, rate class and part.
func takeUp(s *facts.Snapshot, r *crm.Resource, o Options) []TakeUp {
	out := []TakeUp{}
	for b := range s.Booking.ID {
		start := s.Booking.Start[b]
		st := s.StatusOf(b)
		sold := st == crm.BookingConfirmed || st == crm.BookingSeated
		if !occupancy.Of(s, b, r) || start < o.From || start > o.To || s.Booking.BookedOn[b] > o.AsOf || !sold && st != crm.BookingRefused {
			continue
		}
		one := TakeUp{Segment: occupancy.SegmentOf(s, b), Class: className(s, b), Part: crm.DayPartOf(r, start, s.Booking.From[b])}
		units := int(s.Booking.Units[b]) * occupancy.Slots(s, b, r) * occupancy.Nights(s, b, r)
		at := slices.IndexFunc(out, func(t TakeUp) bool { return t.Segment == one.Segment && t.Class == one.Class && t.Part == one.Part })
		if at < 0 {
			at = len(out)
			out = append(out, one)
		}
		if sold {
			out[at].Sold, out[at].Net = out[at].Sold+units, out[at].Net+s.Booking.Net[b]
		} else {
			out[at].Refused += units
		}
	}
	for i := range out {
		if out[i].Sold > 0 {
			out[i].Rate = new(crm.Share(out[i].Net, 1, int64(out[i].Sold)))
		}
	}
	slices.SortFunc(out, func(a, b TakeUp) int {
		return cmp.Or(cmp.Compare(b.Sold, a.Sold), cmp.Compare(a.Segment, b.Segment), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Part, b.Part))
	})
	return out
}

func className(s *facts.Snapshot, b int) string {
	id, err := crm.ParseID(s.Word(s.Booking.Class[b]))
	if err != nil {
		return ""
	}
	if c := facts.ByID[crm.RateClass](s.Tables.Classes, id); c != nil {
		return c.Name
	}
	return ""
}
