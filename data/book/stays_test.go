package book_test

import (
	"slices"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// Stays are found by guest, resource, both, and their own note; a name that
// changes is found at once, and what is deleted is not found.
func TestSearchFindsStays_000_25_000_26(t *testing.T) {
	b := mustCreate(t)
	lan, minh := party("Lan Phạm"), party("Minh Trần")
	room := &crm.Resource{Name: "Garden room", ResourceKind: "room", Units: 3}
	put(t, b, "a house", lan, minh, room)
	day := crm.NewDate(2026, 5, 1)
	stay := func(p *crm.Party, d crm.Date, note string) *crm.Booking {
		return &crm.Booking{Resource: room.ID, Party: p.ID, Start: d, End: d + 1, Units: 1, Status: crm.BookingConfirmed, BookedOn: d - 9, Note: note}
	}
	first, second, other := stay(lan, day, "late arrival"), stay(lan, day+9, ""), stay(minh, day+2, "")
	away := &crm.TurnAway{Day: day, Nights: 1, Resource: room.ID, Units: 2, Party: minh.ID, Why: "full", Note: "asked for a balcony"}
	put(t, b, "stays", first, second, other, away)
	found := func(query string, limit int, kinds ...crm.Kind) []crm.ID {
		hits, err := b.Search(query, limit, kinds...)
		if err != nil {
			t.Fatal(err)
		}
		var out []crm.ID
		for _, h := range hits {
			out = append(out, h.ID)
		}
		return out
	}
	check := func(query string, limit int, kind crm.Kind, want ...crm.ID) {
		t.Helper()
		if got := found(query, limit, kind); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
	check("pham lan", 9, crm.KindBooking, second.ID, first.ID)
	check("lan", 1, crm.KindBooking, second.ID)
	check("minh garden", 9, crm.KindBooking, other.ID)
	check("gard", 9, crm.KindBooking, second.ID, other.ID, first.ID)
	check("late", 9, crm.KindBooking, first.ID)
	check("den", 9, crm.KindBooking)
	check("balcony", 9, crm.KindTurnAway, away.ID)
	check("minh", 9, crm.KindTurnAway, away.ID)
	if got := found("minh", 9); len(got) != 3 || got[0] != minh.ID {
		t.Errorf("without a kind: %v", got)
	}
	check("minh", 9, crm.KindParty, minh.ID)
	minh.DisplayName = "Minh Hoàng"
	put(t, b, "a new name", minh)
	check("hoang", 9, crm.KindBooking, other.ID)
	if _, err := b.Update("gone", func(tx *book.Tx) error { return tx.Delete(crm.KindBooking, other.ID) }); err != nil {
		t.Fatal(err)
	}
	check("hoang", 9, crm.KindBooking)
}
