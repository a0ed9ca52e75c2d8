package insight

import (
	"slices"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// A guest house that sells nothing but nights sees its costs and its mix; what
// only sales can tell still asks for them.
func TestBookingsAloneAreEnough_000_21(t *testing.T) {
	day := crm.NewDate(2026, 10, 30)
	rooms := &crm.Resource{Meta: crm.Meta{ID: crm.NewID()}, Name: "Rooms", ResourceKind: "room", Units: 3, FullPrice: 80 * crm.PriceScale}
	night := &crm.Booking{Meta: crm.Meta{ID: crm.NewID()}, Resource: rooms.ID, Start: day, End: day + 1, Units: 1, Net: 8000,
		BookedOn: day, Status: crm.BookingConfirmed}
	s := newShop(t, crm.DefaultSettings(), rooms, night)
	for part, want := range map[string]emptiness{PartCosts: hasRows, PartMix: hasRows, PartDemand: noSales} {
		a := s.show(part, "")
		if a.empty != want {
			t.Errorf("%s: %v, want %v", part, a.empty, want)
		}
		if told := slices.Equal(a.about, []string{i18n.T("insightui.empty_booked")}); told != (want == noSales) {
			t.Errorf("%s: %q about the bookings", part, a.about)
		}
	}
}
