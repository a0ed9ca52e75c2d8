package plan_test

import (
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
	"regulars/data/insight/plan"
)

func of(p *plan.Plan, of plan.Of) (rows []plan.Row) {
	for _, r := range p.Rows {
		if r.Of == of {
			rows = append(rows, r)
		}
	}
	return rows
}

// house has three rooms of which two are sold every night, and a chair whose
// four half hours a day are sold but for Sundays; tea is sold twice a day.
func house() *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(2)
	room := &crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Room", ResourceKind: "room", Units: 3}
	chair := &crm.Resource{Meta: crm.Meta{ID: crm.ID{2}}, Name: "Chair", ResourceKind: "chair", Units: 1, SlotMinutes: 30, OpenFrom: crm.NewClock(9, 0), OpenTo: crm.NewClock(11, 0), Open: 0b1111110}
	s.Records = append(s.Records, room, chair, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "tea"},
		&crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{3}}, Resource: room.ID, From: crm.NewDate(2025, 7, 1), To: crm.NewDate(2025, 7, 21), Units: 0})
	for day := range 491 { // to 30 June 2025
		d := insighttest.Day(day)
		s.Buy(1+day%2, d, 400).Lines[0].Product = insighttest.ProductID(1)
		s.Buy(2, d, 400).Lines[0].Product = insighttest.ProductID(1)
		s.Records = append(s.Records, &crm.Booking{Meta: crm.Meta{ID: crm.ID{4, byte(day), byte(day >> 8)}}, Resource: room.ID, Start: d, End: d + 1, Units: 2, Status: crm.BookingSeated, BookedOn: d - 9})
		if d.Weekday() != 0 {
			s.Records = append(s.Records, &crm.Booking{Meta: crm.Meta{ID: crm.ID{5, byte(day), byte(day >> 8)}}, Resource: chair.ID, Start: d, End: d, StartTime: crm.NewClock(9, 0), EndTime: crm.NewClock(11, 0), Units: 1, Status: crm.BookingSeated, BookedOn: d})
		}
	}
	s.Records = append(s.Records, &crm.Booking{Meta: crm.Meta{ID: crm.ID{6}}, Resource: room.ID, Start: crm.NewDate(2025, 7, 22), End: crm.NewDate(2025, 8, 1), Units: 3, Status: crm.BookingConfirmed, BookedOn: crm.NewDate(2025, 6, 1)})
	return s
}

// July has 31 days, of which the rooms are closed on 21: of the 30 nights left
// all are booked. The chair has 27 weekdays with four half hours each.
func TestAsk_Capacity_004_06(t *testing.T) {
	p, err := plan.Ask(t.Context(), house().Snapshot(), outlook.Options{AsOf: crm.NewDate(2025, 6, 30), Unit: period.Month})
	if err != nil {
		t.Fatal(err)
	}
	rooms := of(p, plan.Capacity)
	if len(rooms) != 2 || p.From != crm.NewDate(2025, 7, 1) || p.LastFrom != crm.NewDate(2025, 6, 1) {
		t.Fatalf("%+v", p)
	}
	chair, room := rooms[0], rooms[1]
	if !chair.Known || chair.Expected != 108 || chair.Room.Offered != 108 || *chair.Room.Hours != 54 || *chair.Room.Occupancy != 1 {
		t.Errorf("%+v, %+v", chair, chair.Room)
	}
	if !room.Known || room.Expected != 30 || room.Room.Offered != 30 || room.Room.Booked != 30 || room.Room.Hours != nil || room.Lo80 != 30 || room.Hi80 != 30 {
		t.Errorf("%+v, %+v", room, room.Room)
	}
	// As of the end of May June is ahead, all open, with two of three sold.
	p, _ = plan.Ask(t.Context(), house().Snapshot(), outlook.Options{AsOf: crm.NewDate(2025, 5, 31), Unit: period.Month})
	if room = of(p, plan.Capacity)[1]; room.Room.Offered != 90 || math.Abs(room.Expected-60) > 1 || room.Last == nil || room.Last.Actual != 62 || math.Abs(room.Last.Expected-62) > 1 {
		t.Errorf("%+v, %+v, %+v", room, room.Room, room.Last)
	}
}

// Products and segments add up to the same total, and the last step stands
// beside what happened.
func TestAsk_AddsUp_004_06(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := outlook.Options{AsOf: insighttest.Day(rapid.IntRange(0, 760).Draw(t, "as of")), Measure: outlook.Units}
		p, err := plan.Ask(t.Context(), shop.Snapshot(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			if r.Expected < r.Lo80 || r.Expected > r.Hi80 {
				t.Fatalf("%g is not from %g to %g", r.Expected, r.Lo80, r.Hi80)
			}
		}
		total := of(p, plan.Total)[0]
		for _, by := range []plan.Of{plan.Product, plan.Segment} {
			sum, rows := 0.0, of(p, by)
			for _, r := range rows {
				sum += r.Expected
			}
			if len(rows) > 0 && sum != total.Expected {
				t.Fatalf("%s add up to %g of %g", by, sum, total.Expected)
			}
		}
		text, err := json.Marshal(p)
		again, _ := plan.Ask(t.Context(), shop.Shuffled(t), o)
		other, err2 := json.Marshal(again)
		if err != nil || err2 != nil || string(text) != string(other) {
			t.Fatalf("%v %v: another order of records changed the plan", err, err2)
		}
	})
}

// The sheet and the forecast stand on one page: they tell the same numbers.
func TestAsk_AgreesWithTheForecast(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(2)
	for day := range 730 {
		for range 1 + day*day%7 + (day/30)*(day/30)%11 {
			shop.Buy(1, insighttest.Day(day), 400)
		}
	}
	o, s := outlook.Options{AsOf: insighttest.Day(729), Unit: period.Month}, shop.Snapshot()
	p, err := plan.Ask(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	x, err := outlook.Ask(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	total, first := p.Rows[0], x.Total.Points[0]
	if math.Abs(total.Lo80-first.Lo80) > 0.5 || math.Abs(total.Hi80-first.Hi80) > 0.5 || math.Abs(total.Expected-first.Mean) > 0.5 {
		t.Errorf("plan %+v, forecast %+v", total, first)
	}
}
