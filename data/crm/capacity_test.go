package crm_test

import (
	"testing"

	"regulars/data/crm"
)

func goodBooking() *crm.Booking {
	return &crm.Booking{Resource: crm.ID{1}, Status: crm.BookingConfirmed, Start: crm.NewDate(2026, 5, 1), End: crm.NewDate(2026, 5, 4), Units: 2}
}

func TestCapacityRecordsNameTheFault(t *testing.T) {
	room := func(change func(*crm.Resource)) *crm.Resource {
		return with(&crm.Resource{Name: "Rooms", ResourceKind: "room", Units: 8}, change)
	}
	for name, c := range map[string]struct {
		rec  crm.Record
		want string // "" for a valid record
	}{
		"room":            {room(func(*crm.Resource) {}), ""},
		"no units":        {room(func(r *crm.Resource) { r.Units = 0 }), ""},
		"negative":        {room(func(r *crm.Resource) { r.Units = -1 }), `units: range ("-1")`},
		"hours":           {room(func(r *crm.Resource) { r.OpenFrom, r.OpenTo = crm.NewClock(18, 0), crm.NewClock(9, 0) }), `open_to: order ("09:00")`},
		"booking":         {goodBooking(), ""},
		"slot":            {with(goodBooking(), func(b *crm.Booking) { b.End = b.Start }), ""},
		"leaves before":   {with(goodBooking(), func(b *crm.Booking) { b.End = b.Start - 1 }), `end: order ("2026-04-30")`},
		"no unit":         {with(goodBooking(), func(b *crm.Booking) { b.Units = 0 }), `units: range ("0")`},
		"fixed":           {&crm.CostItem{Name: "Rent", CostKind: crm.FixedCost, Driver: "month"}, ""},
		"fixed by unit":   {&crm.CostItem{Name: "Rent", CostKind: crm.FixedCost, Driver: "unit"}, `driver: unknown ("unit")`},
		"two prices":      {&crm.PriceList{Name: "Trade", Entries: []crm.PriceEntry{{Product: crm.ID{1}, Price: 1, Percent: 5}}}, "entries.0: range"},
		"per cent of all": {&crm.PriceList{Name: "Trade", Entries: []crm.PriceEntry{{Percent: 5}}}, ""},
		"turned away":     {&crm.TurnAway{Day: 1, Resource: crm.ID{1}, Units: 2, Why: "full"}, ""},
		"of nothing":      {&crm.TurnAway{Day: 1, Units: 2, Why: "full"}, "resource: required"},
		"day 32":          {&crm.Calendar{Name: "Pay", CalendarKind: "pay_day", MonthDays: []int{32}}, "month_days.0: range"},
	} {
		got := ""
		if err := c.rec.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if n := goodBooking().Nights(); n != 3 {
		t.Errorf("three nights are %d", n)
	}
}

func TestCalendar_Has(t *testing.T) {
	day := crm.NewDate
	for _, c := range []struct {
		calendar crm.Calendar
		day      crm.Date
		want     bool
	}{
		{crm.Calendar{MonthDays: []int{15}}, day(2024, 2, 15), true},
		{crm.Calendar{MonthDays: []int{31}}, day(2024, 4, 30), false},
		{crm.Calendar{MonthDays: []int{-1}}, day(2024, 2, 29), true},
		{crm.Calendar{MonthDays: []int{-2}}, day(2024, 3, 29), true}, // the month ends on a Sunday
		{crm.Calendar{MonthDays: []int{-2}}, day(2024, 3, 31), false},
		{crm.Calendar{Spans: []crm.DateSpan{{From: day(2024, 7, 1), To: day(2024, 8, 31)}}}, day(2024, 8, 31), true},
		{crm.Calendar{Spans: []crm.DateSpan{{From: day(2024, 7, 1), To: day(2024, 8, 31)}}}, day(2024, 9, 1), false},
		{crm.Calendar{Days: 1 << 6}, day(2024, 3, 2), true}, // a Saturday
		{crm.Calendar{}, day(2024, 3, 2), false},
	} {
		if got := c.calendar.Has(c.day); got != c.want {
			t.Errorf("%+v on %v: %v", c.calendar, c.day, got)
		}
	}
}
