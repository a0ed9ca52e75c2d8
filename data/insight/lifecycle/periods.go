package lifecycle

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
)

// periods follows the customers from period to period.
func (r *reader) periods(s *facts.Snapshot, parties []int32) {
	axis := r.axis(s, parties)
	rows := make([]Period, len(axis.Starts))
	for i, start := range axis.Starts {
		end := r.o.Unit.Next(start) - 1
		rows[i] = Period{Period: r.o.Unit.Label(start), From: start, To: end, Partial: end > r.o.AsOf}
	}
	for _, p := range parties {
		before := -2
		for i, d := range r.days.Of(int(p)) {
			at := before
			if before < 0 || d > rows[before].To {
				at = axis.At(d)
			}
			if at == before {
				continue
			}
			rows[at].Active++
			switch {
			case i == 0:
				rows[at].New++
			case before == at-1 && rows[at].From == rows[before].To+1:
				rows[at].Kept++
			default:
				rows[at].Back++
			}
			before = at
		}
	}
	for i, p := range s.Doc.Party {
		if p == facts.None || !s.Party.Live[p] || !insight.Counted(s, i, 0, r.o.AsOf) {
			continue
		}
		if at := axis.At(s.Doc.Date[i]); at >= 0 {
			rows[at].Net += r.o.Of(s, i).Value
		}
	}
	for i := range rows {
		rows[i].against(rows[:i])
	}
	r.Periods = append(r.Periods, rows...)
}

// axis holds every period from the first purchase to the as-of day.
func (r *reader) axis(s *facts.Snapshot, parties []int32) period.Axis {
	var days []crm.Date
	for _, p := range parties {
		days = append(days, r.days.Of(int(p))...)
	}
	if len(days) > 0 {
		days = append(days, r.o.AsOf)
	}
	return period.NewAxis(r.o.Unit, days)
}

// against compares with the period before, if that is the neighbour.
func (p *Period) against(earlier []Period) {
	if len(earlier) == 0 || earlier[len(earlier)-1].To+1 != p.From {
		p.Retention = share(0, 0)
		return
	}
	last := earlier[len(earlier)-1]
	p.Retention = share(p.Kept, last.Active)
	if last.Net > 0 {
		growth := float64(p.Net)/float64(last.Net) - 1
		p.Growth = &growth
	}
}

// share is part of whole with its interval.
func share(part, of int) Share {
	x := Share{Part: part, Of: of}
	if of == 0 {
		return x
	}
	p := float64(part) / float64(of)
	low, high := insight.Wilson(p, float64(of), insight.Z975)
	x.Rate, x.Low, x.High = &p, &low, &high
	return x
}
