package pickup

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/protect"
)

// By is what a class of guests is.
type By string

// The two ways to tell guests apart.
const (
	ByRate    By = "rate"
	BySegment By = "segment"
)

// NoteNoMargin counts classes that leave nothing after the variable cost.
const NoteNoMargin = "note_class_without_margin"

// Class is a class of guests on one kind of day.
type Class struct {
	Name   string // of the rate class or kind of guest; "" for none
	Value  crm.Amount
	Demand protect.Demand // of a day, unconstrained
	Mean   float64
	Units  int // kept on the days looked at
}

// Classes are those who ask on some past days, the one that leaves most
// first. With fewer than LeastDays days there are none, and the needs say so.
func (d *Curve) Classes(days []crm.Date, by By) ([]Class, []insight.Need) {
	needs := []insight.Need{}
	if len(days) < LeastDays {
		return nil, append(needs, insight.Need{Code: protect.NeedSoldDays, Count: LeastDays - len(days)})
	}
	var names []string
	for _, day := range days {
		for _, a := range d.on(day) {
			if a.fate != lost {
				names = append(names, a.of(by))
			}
		}
	}
	slices.Sort(names)
	var out []Class
	empty := 0
	for _, name := range slices.Compact(names) {
		c, need := d.class(days, by, name)
		if c.Value <= 0 {
			empty++
			continue
		}
		needs = merge(needs, need)
		out = append(out, c)
	}
	if empty > 0 {
		needs = append(needs, insight.Need{Code: NoteNoMargin, Count: empty})
	}
	slices.SortStableFunc(out, func(a, b Class) int { return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Name, b.Name)) })
	return out, needs
}

// merge keeps the largest count of each need.
func merge(all, more []insight.Need) []insight.Need {
	for _, m := range more {
		if at := slices.IndexFunc(all, func(n insight.Need) bool { return n.Code == m.Code }); at >= 0 {
			all[at].Count = max(all[at].Count, m.Count)
			continue
		}
		all = append(all, m)
	}
	return all
}

func (a stay) of(by By) string {
	if by == BySegment {
		return a.segment
	}
	return a.class
}

func (d *Curve) class(days []crm.Date, by By, name string) (Class, []insight.Need) {
	c := Class{Name: name}
	var asked []protect.Day
	all := sum{}
	for _, day := range days {
		one := protect.Day{Full: d.full(day)}
		for _, a := range d.on(day) {
			if a.fate == lost || a.of(by) != name {
				continue
			}
			one.Booked += a.units
			if a.fate == kept {
				all.add(a)
			}
		}
		asked = append(asked, one)
	}
	c.Units = all.units
	var needs []insight.Need
	c.Demand, needs = demandOf(asked)
	c.Mean = meanOf(c.Demand)
	price := d.Resource.FullPrice
	if by == ByRate {
		if id, err := crm.ParseID(name); err == nil {
			c.Name = ""
			if class := facts.ByID[crm.RateClass](d.s.Tables.Classes, id); class != nil {
				c.Name, price = class.Name, class.Price
			}
		}
	}
	c.Value = crm.PriceToAmount(price, d.s.Exp()) - d.cost()
	if left := all.mean(); left != nil {
		c.Value = *left - d.cost()
	}
	return c, needs
}

// Protect works out how many units to keep for whom.
func Protect(capacity int, classes []Class) (*protect.Result, error) {
	all := make([]protect.Class, len(classes))
	for i, c := range classes {
		all[i] = protect.Class{Name: c.Name, Value: c.Value, Demand: c.Demand}
	}
	return protect.Ask(capacity, all)
}

// Overbook is how far to book beyond a capacity so that somebody is turned
// away in at most one of twenty such days; nil with fewer than LeastDue
// bookings due, or when all came.
func (d *Curve) Overbook(capacity int) *protect.Overbooking {
	if !d.NoShow.Known(LeastDue) || d.NoShow.Share <= 0 {
		return nil
	}
	o, err := protect.OverbookByRisk(capacity, 1-d.NoShow.Share, .05)
	if err != nil {
		return nil
	}
	return &o
}
