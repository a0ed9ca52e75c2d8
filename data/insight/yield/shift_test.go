package yield_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/yield"
)

// By hand: four rooms. Two full days next to each other turn five and three
// away; within three days of them four rooms are free in all, two of which
// are on a day near both. A refusal on a day with room, and one more than
// three days from any room, move nobody. Before the first booking there was no
// room to give.
func TestShiftOf_000_22(t *testing.T) {
	b := facts.NewBuilder("EUR")
	b.Put(&crm.Resource{Meta: crm.Meta{ID: crm.ID{1}}, Units: 4, VariableCost: 20 * crm.PriceScale, CostKnown: true})
	day := insighttest.Day(0)
	sold := []int{4, 4, 2, 4, 4, 2, 4, 4, 4, 4, 4}
	for i, units := range sold {
		b.Put(&crm.Booking{Meta: crm.Meta{ID: crm.ID{2, byte(i)}}, Resource: crm.ID{1}, Start: day + crm.Date(i), End: day + crm.Date(i+1), Units: units, Net: crm.Amount(10000 * units), Status: crm.BookingSeated, BookedOn: day})
	}
	away := func(id byte, at, units int) {
		b.Put(&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3, id}}, Day: day + crm.Date(at), Resource: crm.ID{1}, Units: units, AskedOn: day, Why: "full"})
	}
	away(1, 3, 5)
	away(2, 4, 3)
	away(3, 2, 1)
	away(4, 10, 2)
	away(5, 0, 3)
	s := b.Snapshot(1)
	a, err := yield.Ask(t.Context(), s, yield.Options{AsOf: day + 10})
	if err != nil {
		t.Fatal(err)
	}
	if x := yield.ShiftOf(s, a); x != (yield.Shift{Refused: 13, Free: 4, Each: 8000, Costed: true, Most: 32000}) {
		t.Errorf("%+v", x)
	}
	// Of the fourth day alone: the days near are looked at, too.
	if a, err = yield.Ask(t.Context(), s, yield.Options{AsOf: day + 10, From: day + 3, To: day + 3}); err != nil {
		t.Fatal(err)
	}
	if x := yield.ShiftOf(s, a); x.Refused != 5 || x.Free != 4 {
		t.Errorf("of one day: %+v", x)
	}
	if x := yield.ShiftOf(s, &yield.Answer{}); x != (yield.Shift{}) {
		t.Errorf("of nothing: %+v", x)
	}
}
