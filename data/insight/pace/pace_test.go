package pace_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/pace"
	"regulars/data/insight/period"
)

// Two rooms were booked a year and a week ago, one of them called off later,
// and a third came late; now three are booked, one of them after the day asked.
func TestAsk(t *testing.T) {
	b := facts.NewBuilder("EUR")
	b.Put(&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Units: 4})
	today := insighttest.Day(400)
	stay := today + 10
	id := byte(0)
	book := func(start, booked crm.Date, status crm.BookingStatus, ended crm.Date) {
		id++
		b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, id}}, Resource: crm.ID{1}, Start: start, End: start + 1, Units: 1, Net: 100, Status: status, BookedOn: booked, EndedOn: ended})
	}
	book(stay-364, today-364-5, crm.BookingSeated, 0)
	book(stay-364, today-364-5, crm.BookingCancelled, today-364+2)
	book(stay-364, today-364+3, crm.BookingSeated, 0)
	book(today-380, today-400, crm.BookingSeated, 0)
	book(stay, today-1, crm.BookingConfirmed, 0)
	book(stay, today-1, crm.BookingHeld, 0)
	book(stay, today+1, crm.BookingConfirmed, 0)
	a, err := pace.Ask(t.Context(), b.Snapshot(1), pace.Options{AsOf: today, Unit: period.Year})
	if err != nil {
		t.Fatal(err)
	}
	if r := a.Total; r.Now != 2 || r.NowNet != 100 || *r.Then != 2 || *r.Final != 2 || *r.ThenNet != 200 || r.Offered != 4*84 {
		t.Errorf("%+v, then %d, final %d", r, *r.Then, *r.Final)
	}
	early, err := pace.Ask(t.Context(), b.Snapshot(1), pace.Options{AsOf: today - 360})
	if err != nil || early.Total.Then != nil || len(early.Needs) != 1 || early.Needs[0].Code != pace.NeedLastYear {
		t.Errorf("without a year before: %+v %v", early.Needs, err)
	}
}

func TestAsk_RowsAddUpOnTheHotel(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	a, err := pace.Ask(t.Context(), s, pace.Options{AsOf: crm.NewDate(2017, 5, 1)})
	if err != nil {
		t.Fatal(err)
	}
	now, then := 0, 0
	for _, r := range a.Rows {
		now, then = now+r.Now, then+*r.Then
	}
	if now != a.Total.Now || then != *a.Total.Then || now == 0 || then == 0 || *a.Total.Final <= then {
		t.Errorf("now %d of %d, then %d of %d, final %d", now, a.Total.Now, then, *a.Total.Then, *a.Total.Final)
	}
}

func TestAsk_RefusesOptions(t *testing.T) {
	for _, o := range []pace.Options{{Ahead: -1}, {Ahead: 731}, {Unit: "day"}} {
		if _, err := pace.Ask(t.Context(), facts.NewBuilder("EUR").Snapshot(1), o); err != insight.ErrOptions {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
