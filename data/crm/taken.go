package crm

import (
	"cmp"
	"slices"
)

// Stay is units of a resource from the first night to the day of leaving, or
// on the day Start from one hour to another.
type Stay struct {
	Start, End Date
	From, To   Clock
	Units      int
}

// Days are the first and last day on which a stay takes units of a resource;
// last lies before first for a guest who leaves on the day.
func (s Stay) Days(r *Resource) (first, last Date) {
	if r.Nightly() {
		return s.Start, s.End - 1
	}
	return s.Start, s.Start
}

// Taken counts the units of one resource that stays take. The zero value of
// its resource is not useful: see [NewTaken].
type Taken struct {
	r    *Resource
	days map[Date]*takenDay
}

// takenDay holds what is taken on one day: all day long or, beside it, by
// the hour.
type takenDay struct {
	all  int
	some []Stay
}

// NewTaken returns a count of nothing.
func NewTaken(r *Resource) *Taken { return &Taken{r: r, days: map[Date]*takenDay{}} }

// byHour reports whether the hours of a stay matter.
func (t *Taken) byHour(s Stay) bool { return !t.r.Nightly() && s.From.Known() && s.To > s.From }

// Add counts a stay.
func (t *Taken) Add(s Stay) {
	first, last := s.Days(t.r)
	for d := first; d <= last; d++ {
		day := t.days[d]
		if day == nil {
			day = &takenDay{}
			t.days[d] = day
		}
		if t.byHour(s) {
			day.some = append(day.some, s)
		} else {
			day.all += s.Units
		}
	}
}

// Most is how many units are taken at once on a day between two hours; with
// an unknown hour at any time of the day. A stay without hours on a resource
// with slots takes one slot, we do not know which: it is spread over the day,
// rounded up.
func (t *Taken) Most(d Date, from, to Clock) int {
	day := t.days[d]
	if day == nil {
		return 0
	}
	slots := t.r.SlotsADay()
	return most(day.some, from, to) + (day.all+slots-1)/slots
}

// most is the largest number of units in use at once.
func most(stays []Stay, from, to Clock) int {
	type turn struct {
		at Clock
		by int
	}
	var turns []turn
	for _, s := range stays {
		if from.Known() && to > from && (s.To <= from || s.From >= to) {
			continue
		}
		turns = append(turns, turn{max(s.From, from), s.Units}, turn{s.To, -s.Units})
	}
	// Who leaves makes room for who comes at the same minute.
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.by, b.by)) })
	units, top := 0, 0
	for _, x := range turns {
		units += x.by
		top = max(top, units)
	}
	return top
}

// Free is how many more units a stay could have over all its days: the least
// of what is left on each. It can be negative where days are overfull.
func (t *Taken) Free(s Stay, calendars []CapacityCalendar) int {
	free := t.r.Units + t.r.Overbook
	first, last := s.Days(t.r)
	for d := first; d <= last; d++ {
		free = min(free, t.r.Limit(d, calendars)-t.Most(d, s.From, s.To))
	}
	return free
}
