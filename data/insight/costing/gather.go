package costing

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// entry is a line that counts.
type entry struct {
	doc, line int32
	sale      bool
}

// work is a question on its way.
type work struct {
	s *facts.Snapshot
	Options
	exp     int
	entries []entry
	stays   []int    // bookings that bring money
	first   crm.Date // of all counted documents and bookings, also before From
	orders  int      // documents with a sale
	charges []charge
}

// gather collects the lines and bookings of the period.
func (w *work) gather() {
	seen := func(day crm.Date) {
		if w.first == 0 || day < w.first {
			w.first = day
		}
	}
	for i := range w.s.Doc.ID {
		if !insight.Counted(w.s, i, 0, w.AsOf) {
			continue
		}
		sold, inside := false, w.s.Doc.Date[i] >= w.Options.From
		for l := w.s.Doc.First[i]; l < w.s.Doc.First[i]+w.s.Doc.Lines[i]; l++ {
			sale := w.s.Sale(i, l)
			sold = sold || sale
			if inside && (sale || w.Returns != insight.Ignore) {
				w.entries = append(w.entries, entry{int32(i), l, sale})
			}
		}
		if w.s.Doc.Lines[i] > 0 {
			seen(w.s.Doc.Date[i])
		}
		if sold && inside {
			w.orders++
		}
	}
	for i, live := range w.s.Booking.Live {
		status, day := w.s.StatusOf(i), w.s.Booking.Start[i]
		if !live || status != crm.BookingConfirmed && status != crm.BookingSeated || day == 0 || day > w.AsOf {
			continue
		}
		seen(day)
		if day >= w.Options.From {
			w.stays = append(w.stays, i)
		}
	}
}

func (w *work) day(e entry) crm.Date { return w.s.Doc.Date[e.doc] }

// slots is how many nights or slots of how many units a booking takes.
func (w *work) slots(booking int) int64 {
	b := &w.s.Booking
	return int64(max(1, b.End[booking]-b.Start[booking])) * int64(max(1, b.Units[booking]))
}

// minutes is how long a booking takes, all units together; whole days have none.
func (w *work) minutes(booking int) int64 {
	b := &w.s.Booking
	return w.slots(booking) * max(0, int64(b.To[booking])-int64(b.From[booking]))
}

func (w *work) resourceID(booking int) crm.ID {
	id, err := crm.ParseID(w.s.Word(w.s.Booking.Resource[booking]))
	if err != nil {
		return crm.ID{}
	}
	return id
}

// concerns reports whether an item is about a line.
func (w *work) concerns(it *crm.CostItem, e entry) bool {
	if !it.Holds(w.day(e)) || !it.Resource.IsZero() {
		return false
	}
	p := w.s.Line.Product[e.line]
	if !it.Product.IsZero() && (p == facts.None || w.s.Product.ID[p] != it.Product) {
		return false
	}
	return it.Category.IsZero() || p != facts.None && w.under(w.s.Product.Category[p], it.Category)
}

// under reports whether a category is another or lies below it.
func (w *work) under(c int32, of crm.ID) bool {
	for range len(w.s.Category.ID) {
		if c == facts.None {
			return false
		}
		if w.s.Category.ID[c] == of {
			return true
		}
		c = w.s.Category.Parent[c]
	}
	return false
}
