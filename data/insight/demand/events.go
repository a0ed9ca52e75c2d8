package demand

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/holiday"
)

// docDays are the first and last day with a counted document; last is before
// first without any.
func docDays(s *facts.Snapshot) (first, last crm.Date) {
	last = -1
	for i, d := range s.Doc.Date {
		if s.Doc.Counts[i] && d > 0 {
			if last < 0 || d < first {
				first = d
			}
			last = max(last, d)
		}
	}
	return first, last
}

// eventDay is what tells the lines of one day apart.
type eventDay struct {
	events []int32 // the most particular first
	key    int32   // of a line that none of them is about
}

// eventGrouping gives each line the event of its day. Of several the shortest
// counts, then the one that began last: a market within a season. An event at
// one place or about one product counts for what was sold there or of it.
// Weather that was measured is no event: it has a split of its own.
func eventGrouping(s *facts.Snapshot, o Options) grouping {
	g := grouping{heads: []GroupHead{{Code: NoEvent}}}
	keys := map[string]int32{}
	keyOf := func(code string) int32 {
		k, ok := keys[code]
		if !ok {
			k = int32(len(g.heads))
			keys[code] = k
			g.heads = append(g.heads, GroupHead{Code: code})
		}
		return k
	}
	first, last := docDays(s)
	days := make([]eventDay, max(0, int(last-first)+1))
	for i := range s.Tables.Calendars {
		if c := &s.Tables.Calendars[i]; !c.Inactive {
			for d := range days {
				if days[d].key == 0 && c.Has(first+crm.Date(d)) {
					days[d].key = keyOf(c.Name)
				}
			}
		}
	}
	if o.Holidays != "" && len(days) > 0 {
		for _, h := range holiday.In(o.Holidays, first, last) {
			days[h.Date-first].key = keyOf(Holiday)
		}
	}
	events := particular(s.Tables.Events)
	own := make([]int32, len(events))
	for i, e := range events {
		own[i] = keyOf(e.Title)
		for d := max(first, e.From); d <= min(last, cmp.Or(e.To, e.From)); d++ {
			days[d-first].events = append(days[d-first].events, int32(i))
		}
	}
	g.key = func(doc int, line int32) int32 {
		day := &days[s.Doc.Date[doc]-first]
		for _, i := range day.events {
			if about(s, &events[i], doc, line) {
				return own[i]
			}
		}
		return day.key
	}
	return g
}

// particular are the events without measurement, the shortest first.
func particular(all []crm.DemandEvent) (events []crm.DemandEvent) {
	for _, e := range all {
		if e.Measure == "" {
			events = append(events, e)
		}
	}
	length := func(e crm.DemandEvent) crm.Date { return max(e.To, e.From) - e.From }
	slices.SortStableFunc(events, func(a, b crm.DemandEvent) int { // the table goes by id
		return cmp.Or(cmp.Compare(length(a), length(b)), cmp.Compare(b.From, a.From), cmp.Compare(a.Title, b.Title))
	})
	return events
}

// about reports whether an event of the day concerns a line.
func about(s *facts.Snapshot, e *crm.DemandEvent, doc int, line int32) bool {
	if !e.Site.IsZero() && s.Word(s.Doc.Site[doc]) != e.Site.String() {
		return false
	}
	p := s.Line.Product[line]
	return e.Product.IsZero() || p != facts.None && s.Product.ID[p] == e.Product
}
