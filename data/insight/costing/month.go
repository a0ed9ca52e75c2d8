package costing

import (
	"slices"

	"regulars/data/crm"
)

// next is the first day of the month after the one of d.
func next(d crm.Date) crm.Date { return d.MonthStart().AddMonths(1) }

// fixed adds up the fixed items: those of a part of a month by the day.
func (w *work) fixed(r *Result) {
	for m := r.From.MonthStart(); m <= w.AsOf; m = next(m) {
		r.Months = append(r.Months, Month{Start: m})
	}
	for i := range w.s.Tables.Costs {
		it := &w.s.Tables.Costs[i]
		if it.CostKind != crm.FixedCost {
			continue
		}
		item := Item{ID: it.ID, Name: it.Name, Kind: it.CostKind, Driver: it.Driver}
		for m := range r.Months {
			month := &r.Months[m]
			from, to := max(month.Start, r.From, it.From), min(next(month.Start)-1, w.AsOf)
			if it.To != 0 {
				to = min(to, it.To)
			}
			if to < from {
				continue
			}
			part := crm.Share(crm.PriceToAmount(it.Amount, w.exp), int64(to-from)+1, int64(next(month.Start)-month.Start))
			month.Fixed, item.Amount = month.Fixed+part, item.Amount+part
		}
		r.Fixed += item.Amount
		r.Items = append(r.Items, item)
	}
}

// months adds up what each month leaves; items that concern no line or stay
// are spread by the days.
func (w *work) months(r *Result) {
	starts := make([]crm.Date, len(r.Months))
	for i, m := range r.Months {
		starts[i] = m.Start
	}
	at := func(d crm.Date) int {
		i, _ := slices.BinarySearch(starts, d.MonthStart())
		return i
	}
	revenue, left := w.byTime(r.Rows, len(r.Months), at)
	spread := w.looseBy(r)
	for i := range r.Months {
		m := &r.Months[i]
		m.Revenue, m.Contribution = revenue[i], left[i]-spread[i]
		m.Left = m.Contribution - m.Fixed
	}
}

// looseBy is what the items without time come to in each month, by its days.
func (w *work) looseBy(r *Result) []crm.Amount {
	days := make([]int64, len(r.Months))
	for i, m := range r.Months {
		days[i] = int64(min(next(m.Start)-1, w.AsOf)-max(m.Start, r.From)) + 1
	}
	return apportion(w.loose(r), days)
}

// loose is what items come to that belong to no line and no time of their own.
func (w *work) loose(r *Result) crm.Amount {
	timed := crm.Amount(0)
	for _, c := range w.charges {
		if c.weights != nil {
			timed += c.amount
		}
	}
	return r.Total.Items - timed
}

// apportion splits an amount by weights; the parts add up.
func apportion(a crm.Amount, weights []int64) []crm.Amount {
	all, so, given := int64(0), int64(0), crm.Amount(0)
	for _, v := range weights {
		all += v
	}
	out := make([]crm.Amount, len(weights))
	for i, v := range weights {
		so += v
		out[i] = crm.Share(a, so, all) - given
		given += out[i]
	}
	return out
}

// byTime adds up net, and what is left of it before the items without time,
// by a key of the day.
func (w *work) byTime(rows []Row, keys int, key func(crm.Date) int) (revenue, left []crm.Amount) {
	revenue, left = make([]crm.Amount, keys), make([]crm.Amount, keys)
	days := make([]int32, max(0, w.AsOf-w.Options.From+1)) // a day is asked for once
	for i := range days {
		days[i] = int32(key(w.Options.From + crm.Date(i)))
	}
	at := make([]int32, len(w.entries))
	for i, e := range w.entries {
		k, net := days[w.day(e)-w.Options.From], w.s.Line.Net[e.line]
		at[i] = k
		revenue[k] += net
		if w.s.Line.CostKnown[e.line] {
			left[k] += net - w.s.Line.Cost[e.line]
		}
	}
	for _, c := range w.charges {
		for k, part := range w.share(c, keys, at) {
			left[k] -= part
		}
	}
	for _, row := range rows {
		if !row.Resource {
			continue
		}
		slots := make([]int64, keys)
		for _, b := range w.stays {
			if w.resourceID(b) != row.ID {
				continue
			}
			k, net := key(w.s.Booking.Start[b]), w.s.Booking.Net[b]+w.s.Booking.Extra[b]
			slots[k], revenue[k] = slots[k]+w.slots(b), revenue[k]+net
			if row.Unknown == 0 {
				left[k] += net
			}
		}
		for k, part := range apportion(row.Goods, slots) {
			left[k] -= part
		}
	}
	return revenue, left
}

// evenDay finds the day of the month on which the whole months together have
// covered their fixed cost.
func (r *Result) evenDay(w *work) {
	var fixed, loose crm.Amount
	inside := map[crm.Date]bool{}
	for i, part := range w.looseBy(r) {
		if m := r.Months[i]; m.Start >= r.From && next(m.Start)-1 <= w.AsOf {
			inside[m.Start], fixed, loose = true, fixed+m.Fixed, loose+part
		}
	}
	if r.Whole = len(inside); r.Whole == 0 || fixed == 0 {
		return
	}
	const most = 31
	_, left := w.byTime(r.Rows, most+1, func(d crm.Date) int {
		if !inside[d.MonthStart()] {
			return 0 // a day that is not looked at
		}
		return int(d-d.MonthStart()) + 1
	})
	so := crm.Amount(0)
	for day := 1; day <= most; day++ {
		if so += left[day]; so-crm.Share(loose, int64(day), most) >= fixed {
			r.EvenDay = day
			return
		}
	}
}
