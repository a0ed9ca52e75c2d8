// Package period cuts the calendar into weeks, months, quarters and years.
// Weeks are those of ISO 8601: they begin on Monday and belong to the year
// that holds their Thursday, so 2021-01-01 lies in 2020-W53.
package period

import (
	"fmt"
	"slices"
	"time"

	"regulars/data/crm"
)

// Unit is a length of calendar time.
type Unit string

// The units.
const (
	Week    Unit = "week"
	Month   Unit = "month"
	Quarter Unit = "quarter"
	Year    Unit = "year"
)

// Valid reports whether the unit is one of the four.
func (u Unit) Valid() bool { return u == Week || u == Month || u == Quarter || u == Year }

// Start returns the first day of the period that holds d.
func (u Unit) Start(d crm.Date) crm.Date {
	y, m, _ := d.Time().Date()
	switch u {
	case Week:
		return d - crm.Date((d.Weekday()+6)%7)
	case Quarter:
		return crm.NewDate(y, m-(m-1)%3, 1)
	case Year:
		return crm.NewDate(y, time.January, 1)
	}
	return crm.NewDate(y, m, 1)
}

// Next returns the first day of the period after the one that holds d.
func (u Unit) Next(d crm.Date) crm.Date {
	d = u.Start(d)
	switch u {
	case Week:
		return d + 7
	case Quarter:
		return d.AddMonths(3)
	case Year:
		return d.AddMonths(12)
	}
	return d.AddMonths(1)
}

// Label names the period that holds d: 2020-W53, 2021-01, 2021-Q1, 2021.
func (u Unit) Label(d crm.Date) string {
	t := d.Time()
	switch u {
	case Week:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", t.Year(), (t.Month()+2)/3)
	case Year:
		return fmt.Sprintf("%04d", t.Year())
	}
	return fmt.Sprintf("%04d-%02d", t.Year(), t.Month())
}

// Max is the number of periods up to which the empty ones between are
// listed too; a single misdated sale must not make a million rows.
const Max = 2000

// Starts returns the first days, in order, of all periods from the one with
// first to the one with last, both included; ok is false when they are more
// than Max.
func (u Unit) Starts(first, last crm.Date) (starts []crm.Date, ok bool) {
	for d := u.Start(first); d <= last; d = u.Next(d) {
		if len(starts) == Max {
			return nil, false
		}
		starts = append(starts, d)
	}
	return starts, true
}

// Axis is a row of periods of one unit, in order.
type Axis struct {
	Unit   Unit
	Starts []crm.Date
	ends   []crm.Date // the first day after each
}

// NewAxis covers the given days, in any order: every period from the first
// to the last, or, when these are more than Max, those that hold a day.
func NewAxis(u Unit, days []crm.Date) Axis {
	if len(days) == 0 {
		return Axis{Unit: u}
	}
	starts, ok := u.Starts(slices.Min(days), slices.Max(days))
	if !ok {
		for _, d := range days {
			starts = append(starts, u.Start(d))
		}
		slices.Sort(starts)
		starts = slices.Compact(starts)
	}
	a := Axis{Unit: u, Starts: starts}
	for _, start := range starts {
		a.ends = append(a.ends, u.Next(start))
	}
	return a
}

// At returns the position of the period that holds d, -1 when it is not on
// the axis.
func (a Axis) At(d crm.Date) int {
	i, found := slices.BinarySearch(a.Starts, d)
	if !found {
		i--
	}
	if i < 0 || d >= a.ends[i] {
		return -1
	}
	return i
}
