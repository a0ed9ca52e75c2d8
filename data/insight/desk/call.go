package desk

import (
	"cmp"
	"slices"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/occupancy"
)

// Caller is a guest who might fill what is free on a day.
type Caller struct {
	Party int // index into the columns of parties
	// Visits to the resource; Alike of them on the same kind of day: the same
	// day of the week, or within three weeks of it in another year.
	Visits, Alike int
	Last          crm.Date // of the visits
	Segment       string
}

// Rest is how many days somebody is left alone after a contact.
const Rest = 30

// season is how many days apart two days of different years are of one season.
const season = 21

// Callers lists guests of a resource to call for a day, those who came most
// often at such times first: who has no booking within a fortnight of the day
// and was not spoken to in the last [Rest] days. Whether they may be called at
// all is in their record, which the facts do not hold.
func Callers(s *facts.Snapshot, r *crm.Resource, day, today crm.Date) []Caller {
	byParty := map[int32]*Caller{}
	busy := spokenTo(s, today)
	for b, p := range s.Booking.Party {
		if p == facts.None || !s.Party.Live[p] || !occupancy.Of(s, b, r) || !s.StatusOf(b).Takes() {
			continue
		}
		start := s.Booking.Start[b]
		if start >= day-14 && start <= day+14 {
			busy[p] = true
		}
		if start >= today {
			continue
		}
		c := byParty[p]
		if c == nil {
			c = &Caller{Party: int(p)}
			byParty[p] = c
		}
		c.see(s, b, day)
	}
	var out []Caller
	for p, c := range byParty {
		if !busy[p] && c.Alike > 0 {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b Caller) int {
		return cmp.Or(cmp.Compare(b.Alike, a.Alike), cmp.Compare(b.Visits, a.Visits), cmp.Compare(b.Last, a.Last),
			strings.Compare(s.Party.Name[a.Party], s.Party.Name[b.Party]), cmp.Compare(a.Party, b.Party))
	})
	return out
}

// see counts a visit.
func (c *Caller) see(s *facts.Snapshot, b int, day crm.Date) {
	start := s.Booking.Start[b]
	c.Visits++
	if start.Weekday() == day.Weekday() || sameSeason(start, day) {
		c.Alike++
	}
	if start >= c.Last {
		c.Last, c.Segment = start, occupancy.SegmentOf(s, b)
	}
}

// sameSeason reports whether two days at least half a year apart are within
// three weeks of each other but for the year.
func sameSeason(a, b crm.Date) bool {
	apart := max(a-b, b-a)
	years := (apart + 182) / 365
	off := apart - years*365
	return years > 0 && max(off, -off) <= season
}

func spokenTo(s *facts.Snapshot, today crm.Date) map[int32]bool {
	out := map[int32]bool{}
	for i, p := range s.Contact.Party {
		if s.Contact.Live[i] && p != facts.None && s.Contact.Date[i] > today-Rest && s.Contact.Date[i] <= today {
			out[p] = true
		}
	}
	return out
}
