package book_test

import (
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
)

// hotel is a book with three rooms by the night, one more if overbooked.
func hotel(t *testing.T, overbook int) (*book.Book, *crm.Resource) {
	t.Helper()
	b := mustCreate(t)
	r := &crm.Resource{Name: "Rooms", ResourceKind: "room", Units: 3, Overbook: overbook}
	if _, err := b.Update("Rooms", func(tx *book.Tx) error { return tx.Put(r) }); err != nil {
		t.Fatal(err)
	}
	return b, r
}

func stay(r *crm.Resource, day, nights, units int, status crm.BookingStatus) *crm.Booking {
	start := crm.NewDate(2026, 5, 1) + crm.Date(day)
	return &crm.Booking{Resource: r.ID, Start: start, End: start + crm.Date(nights), Units: units, Status: status}
}

func keep(b *book.Book, records ...crm.Record) (crm.ID, error) {
	return b.Update("Put", func(tx *book.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Whatever is booked, changed, thrown away, restored and undone in whatever
// order: no night is ever sold beyond the rooms and the overbooking limit,
// and what fits is never refused.
func TestRoom_Relation5(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b, r := hotel(t, rapid.IntRange(0, 1).Draw(rt, "overbook"))
		var made []*crm.Booking
		var sets []crm.ID
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			before := nightsOf(rt, b)
			var set crm.ID
			var err error
			switch step := rapid.IntRange(0, 4).Draw(rt, "step"); {
			case step == 0 && len(sets) > 0:
				_, _, err = b.Undo(rapid.SampledFrom(sets).Draw(rt, "set"), "Undo", true)
				if book.CodeOf(err) == book.CodeUndone {
					continue
				}
			case step == 1 && len(made) > 0:
				k := rapid.SampledFrom(made).Draw(rt, "booking")
				away := rapid.Bool().Draw(rt, "away")
				set, err = b.Update("Trash", func(tx *book.Tx) error {
					if away {
						return tx.Delete(crm.KindBooking, k.ID)
					}
					return tx.Restore(crm.KindBooking, k.ID)
				})
				if book.CodeOf(err) == book.CodeNotFound {
					continue
				}
			default:
				k := stay(r, rapid.IntRange(0, 3).Draw(rt, "day"), rapid.IntRange(0, 3).Draw(rt, "nights"), rapid.IntRange(1, 2).Draw(rt, "units"),
					rapid.SampledFrom(crm.BookingStatuses()).Draw(rt, "status"))
				if len(made) > 0 && step == 2 {
					k.ID = rapid.SampledFrom(made).Draw(rt, "changed").ID
				}
				set, err = keep(b, k)
				made = append(made, k)
				if err != nil && fits(before, k, r) {
					rt.Fatalf("refused though it fits: %+v, %v", k, err)
				}
			}
			if err != nil && book.CodeOf(err) != book.CodeFull {
				rt.Fatal(err)
			}
			if !set.IsZero() {
				sets = append(sets, set)
			}
			for d, n := range nightsOf(rt, b) {
				if n > r.Units+r.Overbook {
					rt.Fatalf("%v: %d rooms of %d", d, n, r.Units+r.Overbook)
				}
			}
		}
	})
}

// nightsOf counts the rooms taken on each night, straight from the records.
func nightsOf(t *rapid.T, b *book.Book) map[crm.Date]int {
	all, err := book.List[crm.Booking](b)
	if err != nil {
		t.Fatal(err)
	}
	out := map[crm.Date]int{}
	for _, k := range all {
		if !k.Deleted() && k.Status.Takes() {
			for d := k.Start; d < k.End; d++ {
				out[d] += k.Units
			}
		}
	}
	return out
}

func fits(taken map[crm.Date]int, k *crm.Booking, r *crm.Resource) bool {
	for d := k.Start; d < k.End && k.Status.Takes(); d++ {
		if taken[d]+k.Units > r.Units+r.Overbook {
			return false
		}
	}
	return true
}

// Undoing a cancellation is refused when somebody else has the room by now.
func TestRoom_UndoNeedsRoomToo(t *testing.T) {
	b, r := hotel(t, 0)
	first := stay(r, 0, 2, 3, crm.BookingConfirmed)
	if _, err := keep(b, first); err != nil {
		t.Fatal(err)
	}
	first.Status = crm.BookingCancelled
	cancelled, err := keep(b, first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keep(b, stay(r, 1, 1, 1, crm.BookingHeld)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Undo(cancelled, "Undo", false); book.CodeOf(err) != book.CodeFull {
		t.Errorf("undone into a full house: %v", err)
	}
}

// A closure may come after the bookings: they can still be seated, but no
// more are taken; a day without any units takes none, overbooking or not.
func TestRoom_ClosuresComeLater(t *testing.T) {
	b, r := hotel(t, 1)
	k := stay(r, 0, 1, 2, crm.BookingConfirmed)
	if _, err := keep(b, k); err != nil {
		t.Fatal(err)
	}
	if _, err := keep(b, &crm.CapacityCalendar{Resource: r.ID, From: k.Start, To: k.Start}); err != nil {
		t.Fatal(err)
	}
	k.Status = crm.BookingSeated
	if _, err := keep(b, k); err != nil {
		t.Errorf("seating: %v", err)
	}
	if _, err := keep(b, stay(r, 0, 1, 1, crm.BookingConfirmed)); book.CodeOf(err) != book.CodeFull {
		t.Errorf("booked on a closed day: %v", err)
	}
	if _, err := keep(b, &crm.CapacityCalendar{Resource: r.ID, From: k.Start + 5, To: k.Start + 5}); err != nil {
		t.Fatal(err)
	}
	if _, err := keep(b, stay(r, 5, 1, 1, crm.BookingConfirmed)); book.CodeOf(err) != book.CodeFull {
		t.Errorf("overbooked a closed day: %v", err)
	}
	if _, err := keep(b, stay(r, 0, 1, 1, crm.BookingRefused)); err != nil {
		t.Errorf("a refusal takes nothing: %v", err)
	}
}

// Seats are counted hour by hour.
func TestRoom_Slots(t *testing.T) {
	b := mustCreate(t)
	r := &crm.Resource{Name: "Chair", ResourceKind: "chair", Units: 1, SlotMinutes: 30, OpenFrom: crm.NewClock(9, 0), OpenTo: crm.NewClock(11, 0)}
	if _, err := keep(b, r); err != nil {
		t.Fatal(err)
	}
	at := func(from, to crm.Clock) error {
		k := stay(r, 0, 0, 1, crm.BookingConfirmed)
		k.StartTime, k.EndTime = from, to
		_, err := keep(b, k)
		return err
	}
	if err := at(crm.NewClock(9, 0), crm.NewClock(9, 30)); err != nil {
		t.Error(err)
	}
	if err := at(crm.NewClock(9, 30), crm.NewClock(10, 30)); err != nil {
		t.Errorf("one after the other: %v", err)
	}
	if err := at(crm.NewClock(10, 0), crm.NewClock(11, 0)); book.CodeOf(err) != book.CodeFull {
		t.Errorf("two at once: %v", err)
	}
}

// BenchmarkRoom is one booking more in a book of 40,000.
func BenchmarkRoom(b *testing.B) {
	bk := mustCreate(b)
	r := &crm.Resource{Name: "Rooms", ResourceKind: "room", Units: 100000}
	if _, err := keep(bk, r); err != nil {
		b.Fatal(err)
	}
	records := make([]crm.Record, 40000)
	for i := range records {
		records[i] = stay(r, i%700, 3, 1, crm.BookingConfirmed)
	}
	if _, err := keep(bk, records...); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := keep(bk, stay(r, 350, 3, 1, crm.BookingConfirmed)); err != nil {
			b.Fatal(err)
		}
	}
}
