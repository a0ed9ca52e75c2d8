package outlook

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/forecast"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/period"
)

// Room is what is expected of a resource in the first step ahead. Units are
// unit-nights, or unit-slots of a resource with slots.
type Room struct {
	ID      crm.ID
	Name    string
	Step    Step // its open days are those on which something is offered
	Offered int
	Booked  int // confirmed for the step up to the as-of day
	// Known is false without history enough; Expected then is all zero. Else
	// it is no less than Booked and no more than Offered.
	Known    bool
	Expected forecast.Point
	Method   string
	Last     Check // the newest whole step as it was forecast from the one before
	// SlotMinutes is the length of a slot; 0 sells by the night.
	SlotMinutes int
}

// Rooms foretells the units sold of each resource in use, by name.
func Rooms(ctx context.Context, s *facts.Snapshot, asOf crm.Date, unit period.Unit) ([]Room, error) {
	out := []Room{}
	for i := range s.Tables.Resources {
		r := &s.Tables.Resources[i]
		if r.Inactive {
			continue
		}
		room, err := newRoom(ctx, s, r, asOf, unit)
		if err != nil {
			return nil, err
		}
		out = append(out, room)
	}
	slices.SortFunc(out, func(a, b Room) int { return cmp.Or(cmp.Compare(a.Name, b.Name), bytes.Compare(a.ID[:], b.ID[:])) })
	return out, nil
}

func newRoom(ctx context.Context, s *facts.Snapshot, r *crm.Resource, asOf crm.Date, unit period.Unit) (Room, error) {
	next := ahead(unit, asOf)
	first, _, ok := occupancy.Span(s, r)
	if !ok || first > next {
		first = next
	}
	if first = unit.Start(first); first < next-longSilence*4 {
		first = unit.Start(next - longSilence*4)
	}
	days := occupancy.Days(s, r, first, unit.Next(next)-1, occupancy.Filter{Known: asOf})
	w := &work{o: Options{AsOf: asOf, Horizon: 1}, x: &Outlook{Unit: unit}, calendar: calendar{daily: true}}
	values := []float64{}
	room := Room{ID: r.ID, Name: r.Name, SlotMinutes: r.SlotMinutes}
	for from := first; from <= next; from = unit.Next(from) {
		step, sold, offered := Step{From: from, To: unit.Next(from) - 1}, 0, 0
		for _, d := range days[from-first : step.To-first+1] {
			sold, offered, step.Open = sold+d.Sold, offered+d.Offered, step.Open+truth(!d.Closed)
		}
		w.open = append(w.open, float64(step.Open))
		if from == next {
			room.Step, room.Offered, room.Booked = step, offered, sold
			break
		}
		w.x.Steps, w.shut, values = append(w.x.Steps, step), append(w.shut, step.Open == 0), append(values, float64(sold))
	}
	return room, w.foretell(ctx, &room, values)
}

// ahead is the first day of the first step not over on a day.
func ahead(unit period.Unit, asOf crm.Date) crm.Date {
	next := unit.Start(asOf)
	if unit.Next(next)-1 == asOf {
		next = unit.Next(next)
	}
	return next
}

// foretell forecasts the units of the next step, and those of the last again.
func (w *work) foretell(ctx context.Context, room *Room, values []float64) error {
	n := len(values)
	if start(values) == n {
		return nil
	}
	quiet := func(float64) {}
	one := []*Series{{Values: values}}
	next, err := w.run(ctx, one, n, 1, quiet)
	if err != nil || len(next[0].Points) == 0 {
		return err
	}
	room.Known, room.Expected, room.Method = true, next[0].Points[0], next[0].Shown()
	room.Expected.Mean = room.between(room.Expected.Mean)
	for _, end := range ends(&room.Expected) {
		*end = room.between(*end)
	}
	if start(values[:n-1]) == n-1 || w.shut[n-1] {
		return nil
	}
	before, err := w.run(ctx, one, n-1, 1, quiet)
	if err == nil && len(before[0].Points) > 0 {
		room.Last = Check{true, before[0].Points[0], values[n-1]}
	}
	return err
}

// between keeps a number of units from those booked to those offered.
func (r *Room) between(units float64) float64 {
	return max(float64(r.Booked), min(units, float64(r.Offered)))
}
