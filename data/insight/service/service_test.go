package service_test

import (
	"math"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/service"
)

// days has one day with one, two, ... ten of ten chairs taken, again and again;
// rate tells the rating of each booking.
func days(count int, rate func(used int) int) *facts.Snapshot {
	b := facts.NewBuilder("EUR")
	b.Put(&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Units: 10})
	for i := range count {
		day := insighttest.Day(i)
		used := 1 + i%10
		b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(i)}}, Resource: crm.ID{1}, Start: day, End: day + 1, Units: used,
			Status: crm.BookingSeated, BookedOn: day, Rating: rate(used), WaitMin: used})
	}
	return b.Snapshot(1)
}

func TestSatisfactionAgainstUse_000_28(t *testing.T) {
	a := service.Ask(days(40, func(used int) int { return 5 - used/3 }), service.Options{})
	x, y := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, []float64{5, 5, 4, 4, 4, 3, 3, 3, 2, 2}
	var sx, sy, xx, yy, xy float64
	for i := range x {
		sx, sy, xx, yy, xy = sx+x[i], sy+y[i], xx+x[i]*x[i], yy+y[i]*y[i], xy+x[i]*y[i]
	}
	want := (10*xy - sx*sy) / math.Sqrt((10*xx-sx*sx)*(10*yy-sy*sy))
	if a.R == nil || math.Abs(*a.R-want) > 1e-6 || a.N != 40 {
		t.Fatalf("%v of %d, want %v", a.R, a.N, want)
	}
	if z := math.Atanh(want); math.Abs(*a.Low-math.Tanh(z-1.96/math.Sqrt(37))) > 1e-6 || math.Abs(*a.High-math.Tanh(z+1.96/math.Sqrt(37))) > 1e-6 {
		t.Errorf("%v to %v", *a.Low, *a.High)
	}
	n := 0
	for _, r := range a.Rows {
		n += r.N
	}
	if n != 40 || a.Rows[0].N != 16 || a.Rows[0].Rating != 4.5 || *a.Rows[0].Wait != 2.5 {
		t.Errorf("%+v", a.Rows)
	}
}

func TestSatisfactionWithheld_000_28(t *testing.T) {
	few := service.Ask(days(29, func(used int) int { return 5 - used/3 }), service.Options{})
	if few.R != nil || len(few.Rows) > 0 || few.Needs[0].Code != service.NeedRatings || few.Needs[0].Count != 1 {
		t.Errorf("%+v", few)
	}
	same := service.Ask(days(40, func(int) int { return 4 }), service.Options{})
	if same.R != nil || same.Needs[0].Code != service.NeedSpread {
		t.Errorf("%+v", same)
	}
	if none := service.Ask(facts.NewBuilder("EUR").Snapshot(1), service.Options{}); len(none.Needs) == 0 {
		t.Error("nothing to look at, and nothing is said")
	}
}
