package insight

import (
	"errors"

	"regulars/data/crm"
	"regulars/data/facts"
)

// Basis is what money means in an answer.
type Basis string

// The bases. Margin is net less frozen cost, over the lines whose cost is known.
const (
	Revenue Basis = "revenue" // the default
	Margin  Basis = "margin"
)

// Returns says what happens to returns, gifts and credit notes.
type Returns string

// The ways with returns.
const (
	Net    Returns = "net"    // the default: they lower the sums
	Ignore Returns = "ignore" // only lines that are sales exist
)

// ErrOptions is returned for options out of their documented range.
var ErrOptions = errors.New("insight: option out of range")

// Reading turns sales documents into numbers. The zero value reads revenue
// with returns netted.
type Reading struct {
	Basis   Basis
	Returns Returns
}

// Check returns ErrOptions for an unknown basis or way with returns.
func (r Reading) Check() error {
	if r.Basis != "" && r.Basis != Revenue && r.Basis != Margin || r.Returns != "" && r.Returns != Net && r.Returns != Ignore {
		return ErrOptions
	}
	return nil
}

// Sums are the numbers of one document, in minor units of the base currency.
type Sums struct {
	Value    crm.Amount // revenue or margin, as the reading says
	Sold     crm.Amount // revenue of the lines that are sales
	Costed   crm.Amount // the part of Sold whose cost is known
	Purchase bool       // at least one line is a sale: neither return nor gift
}

// Of reads one document.
func (r Reading) Of(s *facts.Snapshot, doc int) (sum Sums) {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		sale := s.Sale(doc, l)
		if sale {
			sum.Purchase = true
			sum.Sold += s.Line.Net[l]
			if s.Line.CostKnown[l] {
				sum.Costed += s.Line.Net[l]
			}
		}
		if sale || r.Returns != Ignore {
			sum.Value += r.Line(s, l)
		}
	}
	return sum
}

// Line is the value of one line: its net, or its margin, which is zero where
// the cost is not known.
func (r Reading) Line(s *facts.Snapshot, line int32) crm.Amount {
	switch {
	case r.Basis != Margin:
		return s.Line.Net[line]
	case s.Line.CostKnown[line]:
		return s.Line.Net[line] - s.Line.Cost[line]
	}
	return 0
}

// Covered is the part of the sales the reading can value: all of them, or
// those with known cost.
func (r Reading) Covered(sum Sums) crm.Amount {
	if r.Basis == Margin {
		return sum.Costed
	}
	return sum.Sold
}

// Counted reports whether a document counts and is dated from first to last,
// both included; a zero first day means since ever.
func Counted(s *facts.Snapshot, doc int, first, last crm.Date) bool {
	d := s.Doc.Date[doc]
	return s.Doc.Counts[doc] && d > 0 && d >= first && d <= last
}

// AsOf returns day, or the date of the last counted document when day is zero;
// in a book without one, [LastBooked].
func AsOf(s *facts.Snapshot, day crm.Date) crm.Date {
	if day != 0 {
		return day
	}
	for i, d := range s.Doc.Date {
		if s.Doc.Counts[i] {
			day = max(day, d)
		}
	}
	if day == 0 {
		return LastBooked(s)
	}
	return day
}

// LastBooked is the last day on which anything is known of bookings; zero
// without any.
func LastBooked(s *facts.Snapshot) crm.Date {
	var day crm.Date
	for b, live := range s.Booking.Live {
		if live {
			day = max(day, s.Booking.BookedOn[b], s.Booking.EndedOn[b])
			if st := s.StatusOf(b); st == crm.BookingSeated || st == crm.BookingNoShow {
				day = max(day, s.Booking.Start[b])
			}
		}
	}
	return day
}

// FirstPurchases returns the day of each party's first purchase up to asOf;
// zero for parties without one.
func FirstPurchases(s *facts.Snapshot, asOf crm.Date) []crm.Date {
	first := make([]crm.Date, len(s.Party.ID))
	for i, p := range s.Doc.Party {
		if p == facts.None || !Counted(s, i, 0, asOf) || first[p] != 0 && first[p] <= s.Doc.Date[i] {
			continue
		}
		if (Reading{}).Of(s, i).Purchase {
			first[p] = s.Doc.Date[i]
		}
	}
	return first
}
