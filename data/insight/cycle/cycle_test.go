package cycle

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
)

// daily is a shop with one sale a day of the value that of tells; 0: none.
func daily(days int, of func(n int) crm.Amount) *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(1)
	for n := range days {
		if v := of(n); v != 0 {
			s.Buy(1, insighttest.Day(n), v)
		}
	}
	return s
}

// wobble is a value without a cycle that a person can work out.
func wobble(n int) crm.Amount { return crm.Amount(900 + (n*7919)%211) }

func TestCycles_000_16_ByHand(t *testing.T) {
	// Day 0 is a Monday. Saturdays bring twice as much as any other day: the
	// mean week is 8/7, so Saturdays are 14/8 and the others 7/8 of a usual day.
	s := daily(70, func(n int) crm.Amount {
		if n%7 == 5 {
			return 2000
		}
		return 1000
	}).Snapshot()
	r, err := Ask(s, Options{Measure: Money})
	if err != nil {
		t.Fatal(err)
	}
	week := find(r.Rows, Weekday)
	if !week.Found || week.N != 35 || week.Together != 2 || week.Repetitions != 10 || math.Abs(week.Strength-1) > 1e-9 {
		t.Fatalf("%+v", week)
	}
	for d := 1; d <= 7; d++ {
		want := 0.875
		if d == 6 {
			want = 1.75
		}
		if math.Abs(week.Of(d)-want) > 1e-6 {
			t.Errorf("day %d: %v, want %v", d, week.Of(d), want)
		}
	}
	if low, high, ok := week.Ends(); !ok || high.Slot != 6 || low.Slot == 6 {
		t.Errorf("ends %v %v", low, high)
	}
}

func TestDays_000_16_FourKindsOfNothing(t *testing.T) {
	s := daily(140, func(n int) crm.Amount {
		if n%7 == 0 || n == 40 || n >= 60 && n < 75 || n == 90 { // Mondays; a day without sale; a gap; shut
			return 0
		}
		return wobble(n)
	})
	s.Records = append(s.Records, &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{1}}, Type: "outage", From: insighttest.Day(90), Title: "no power"},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{2}}, Type: "local_event", From: insighttest.Day(100), To: insighttest.Day(101), Title: "market"},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{3}}, Type: "local_event", From: insighttest.Day(0), To: insighttest.Day(139), Title: "road works"})
	x := Build(s.Snapshot(), Source{})
	state := func(n int) State { return x.On(insighttest.Day(n)).State }
	for n, want := range map[int]State{7: Closed, 40: Zero, 60: Missing, 74: Missing, 63: Closed, 90: Closed, 100: Traded, 139: Traded} {
		if got := state(n); got != want {
			t.Errorf("day %d is %s, want %s", n, got, want)
		}
	}
	c := x.Counts()
	if sum := c.Traded + c.Zero + c.Closed + c.Missing + c.SoldOut; sum != len(x.Days) || c.Zero != 1 || c.Missing != 13 || c.Explained != 2 {
		t.Errorf("%+v of %d", c, len(x.Days))
	}
	if week := find(x.Cycles(), Weekday); week.Found || week.Indices[0].Index != nil {
		t.Errorf("Mondays have an index, or a cycle: %+v", week)
	}
}

func TestCycles_000_16_SoldOutDaysCountWhoWasTurnedAway(t *testing.T) {
	s := &insighttest.Shop{}
	room := &crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Name: "Rooms", ResourceKind: "room", Units: 2}
	s.Records = append(s.Records, room, &crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{2}}, Resource: room.ID, From: insighttest.Day(1), To: insighttest.Day(1)},
		&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3}}, Day: insighttest.Day(3), Units: 3, Resource: room.ID, Why: "full"})
	for n, units := range []int{1, 0, 0, 2} {
		if units > 0 {
			s.Records = append(s.Records, &crm.Booking{Meta: crm.Meta{ID: crm.ID{9, byte(n)}}, Resource: room.ID, Start: insighttest.Day(n), End: insighttest.Day(n + 1), Units: units, Status: crm.BookingConfirmed})
		}
	}
	x := Build(s.Snapshot(), Source{Resource: room.ID, AsOf: insighttest.Day(9)})
	var got []string
	for _, d := range x.Days {
		got = append(got, fmt.Sprintf("%s %v", d.State, d.Value))
	}
	if want := []string{"traded 1", "closed 0", "zero 0", "sold_out 5"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestCycles_B11_BadHistoriesHaveAReasonedAnswer(t *testing.T) {
	leap := crm.NewDate(2024, 2, 29)
	for name, s := range map[string]*insighttest.Shop{
		"nothing":         daily(0, wobble),
		"one sale":        daily(1, wobble),
		"two weeks":       daily(14, wobble),
		"all returns":     daily(60, func(int) crm.Amount { return -100 }),
		"one giant order": daily(300, func(n int) crm.Amount { return wobble(n) + crm.Amount(b2i(n == 150)*9e7) }),
		"a gap of a year": daily(800, func(n int) crm.Amount { return wobble(n) * crm.Amount(b2i(n < 200 || n > 565)) }),
		"half a month":    daily(46, wobble),
		"week 53":         daily(2200, wobble),
		"Mondays shut":    daily(200, func(n int) crm.Amount { return wobble(n) * crm.Amount(b2i(n%7 != 0)) }),
		"now and then":    daily(700, func(n int) crm.Amount { return wobble(n) * crm.Amount(b2i(n%83 == 0)) }),
	} {
		for _, m := range []Measure{Orders, Units, Money} {
			r, err := Ask(s.Snapshot(), Options{Measure: m, Country: "IT"})
			if err != nil {
				t.Fatal(name, err)
			}
			if _, err := json.Marshal(r); err != nil {
				t.Error(name, err)
			}
			if len(r.Rows) == 0 && len(r.Needs) == 0 {
				t.Errorf("%s: neither answer nor need", name)
			}
			for _, row := range r.Rows {
				if row.Found {
					t.Errorf("%s: %s found by %s: %+v", name, row.Cycle, m, row)
				}
				if row.Reason == "" {
					t.Errorf("%s: %s without a reason", name, row.Cycle)
				}
			}
		}
	}
	if x := Build(daily(30, wobble).Snapshot(), Source{}); x.On(leap) == nil || x.On(leap).State != Traded {
		t.Error("the leap day is lost")
	}
}

func TestCycles_000_16_AGiantOrderHidesNoCycle(t *testing.T) {
	s := daily(210, func(n int) crm.Amount {
		v := wobble(n)
		if n%7 == 5 {
			v *= 2
		}
		return v + crm.Amount(b2i(n == 100)*9e6)
	})
	r, _ := Ask(s.Snapshot(), Options{Measure: Money})
	if week := find(r.Rows, Weekday); !week.Found || math.Abs(week.Of(6)-1.75) > 0.05 {
		t.Errorf("%+v", week)
	}
}

func TestCycles_OrderOfRecordsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := Options{Measure: rapid.SampledFrom([]Measure{Orders, Units, Money}).Draw(t, "measure")}
		a, errA := Ask(shop.Snapshot(), o)
		b, errB := Ask(shop.Shuffled(t), o)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		x, errA := json.Marshal(a)
		y, errB := json.Marshal(b)
		if errA != nil || errB != nil || !slices.Equal(x, y) {
			t.Fatalf("%v %v\n%s\n%s", errA, errB, x, y)
		}
	})
}

func TestCycles_000_16_ResortHotel(t *testing.T) {
	s, _ := insighttest.ResortHotel(t)
	r, err := Ask(s, Options{Resource: insighttest.Hotel, AsOf: crm.NewDate(2017, 8, 31)})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		t.Logf("%s found %v %s strength %.2f p %.4f n %d reps %d period %.2f", row.Cycle, row.Found, row.Reason, row.Strength, row.P, row.N, row.Repetitions, row.Period)
	}
	if month := find(r.Rows, Month); month.Repetitions != 2 || month.Of(8) < month.Of(1) {
		t.Errorf("August is not above January: %+v", month)
	}
}

func TestCycles_000_16_UCIRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r, err := Ask(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		t.Logf("%s found %v %s strength %.2f p %.4f n %d reps %d period %.2f", row.Cycle, row.Found, row.Reason, row.Strength, row.P, row.N, row.Repetitions, row.Period)
	}
	t.Logf("%+v", r.Days)
	if week := find(r.Rows, Weekday); week.Indices[5].Index != nil {
		t.Error("this shop never trades on Saturdays")
	}
	if find(r.Rows, Month).Reason != Short {
		t.Error("a year and nine days show no yearly cycle")
	}
}

func TestCyclesRefuseWhatIsOutOfRange(t *testing.T) {
	for _, o := range []Options{{Measure: "x"}, {Reading: insight.Reading{Basis: "x"}}, {Resource: crm.ID{1}, Product: crm.ID{1}}} {
		if _, err := Ask(daily(3, wobble).Snapshot(), o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
}
