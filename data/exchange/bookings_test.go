package exchange

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
	"regulars/data/insight/occupancy"
)

const hotel = "analytics/hotel_resort.csv.gz"

// The published figures of the resort hotel come out of its own file, whose
// columns are recognised, and the file read again brings nothing.
func TestBookings_ResortHotel_000_24(t *testing.T) {
	path := sharedFile(t, hotel)
	b := newBook(t)
	r := take(t, b, path)
	expect(t, "as", r.Files[0].As, table.AsBookings)
	expect(t, "rows", r.Rows, 40060)
	expect(t, "bookings", r.Created["booking"], 40060)
	expect(t, "resources", r.Created["resource"], 1)
	s, err := b.Facts()
	must(t, err)
	rooms := &s.Tables.Resources[0]
	expect(t, "name", rooms.Name, "Resort Hotel")
	expect(t, "rooms", rooms.Units, 187)
	offered, sold := 0, 0
	var net crm.Amount
	for _, d := range occupancy.Days(s, rooms, crm.NewDate(2015, 7, 15), crm.NewDate(2017, 8, 15), occupancy.Filter{}) {
		offered, sold, net = offered+d.Offered, sold+d.Sold, net+d.Net
	}
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"occupancy", float64(sold) / float64(offered), .803036},
		{"average rate", float64(net) / 100 / float64(sold), 93.855840},
		{"revenue per available room", float64(net) / 100 / float64(offered), 75.369632},
	} {
		if math.Abs(c.got-c.want) > 2e-5*c.want {
			t.Errorf("%s %.6f, want %.6f", c.name, c.got, c.want)
		}
	}
	again := take(t, b, path)
	expect(t, "skipped", again.Skipped, 40060)
	expect(t, "created again", len(again.Created), 0)
	expect(t, "bookings in all", b.Count(crm.KindBooking), 40060)
}

func allBookings(t *testing.T, b *book.Book) []*crm.Booking {
	t.Helper()
	list, err := book.List[crm.Booking](b)
	must(t, err)
	return list
}

// A small house's own list: guests become customers, equal lines stay two
// bookings, a total is for the whole stay.
func TestBookings_SmallHouse(t *testing.T) {
	b := newBook(t)
	path := write(t, "stays.csv", "Arrival,Departure,Guest,Rooms,Guests,Total,Status,Booked on,Segment\n"+
		"2026-05-01,2026-05-04,Lan Tran,1,2,270.00,confirmed,2026-04-01,Leisure\n"+
		"2026-05-01,2026-05-03,,1,1,100.00,Checked-Out,2026-04-01,Business\n"+
		"2026-05-01,2026-05-03,,1,1,100.00,Checked-Out,2026-04-01,Business\n"+
		"2026-06-01,2026-06-02,Lan Tran,2,3,180.00,No-Show,2026-05-20,Leisure\n"+
		"2026-06-05,2026-06-01,Bad,1,1,1.00,confirmed,2026-05-20,Leisure\n"+
		"2026-06-05,2026-06-06,Odd,1,1,1.00,floating,2026-05-20,Leisure\n")
	r := take(t, b, path)
	expect(t, "bookings", r.Created["booking"], 4)
	expect(t, "customers", r.Created["party"], 1)
	expect(t, "rejected", r.Rejected, 2)
	expect(t, "counted once", r.CreatedRows+r.UpdatedRows+r.Skipped+r.Rejected, r.Rows)
	expect(t, "net", r.Net, 65000)
	list := allBookings(t, b)
	got := list[0]
	if got.Net != 27000 || got.PartySize != 2 || got.Nights() != 3 || got.BookedOn != crm.NewDate(2026, 4, 1) || got.Segment != "Leisure" || got.Party.IsZero() {
		t.Errorf("%+v", got)
	}
	resources, err := book.List[crm.Resource](b)
	must(t, err)
	expect(t, "units", resources[0].Units, 3)
	expect(t, "name", resources[0].Name, "stays")
	again := take(t, b, path)
	expect(t, "skipped", again.Skipped, 4)
	more := take(t, b, write(t, "stays-3.csv", "Arrival,Departure,Guest,Rooms,Guests,Total,Status,Booked on,Segment,Hotel\n"+
		strings.Repeat("2026-05-01,2026-05-03,,1,1,100.00,Cancelled,2026-04-01,Business,stays\n", 3)))
	expect(t, "a third equal booking", more.Created["booking"], 1)
	expect(t, "of three, known", more.Skipped, 2)
}

// A booking with a number is what the newest file says of it; what the file
// does not say stays.
func TestBookings_NumbersAreBroughtUpToDate(t *testing.T) {
	b := newBook(t)
	line := func(status string) string {
		return write(t, status+".csv", "Reservation ID,Check-in,Nights,Price per night,Status\nR1,01/05/2026,2,80.00,"+status+"\nR2,31/05/2026,1,80.00,confirmed\n")
	}
	take(t, b, line("confirmed"))
	rated := allBookings(t, b)[0]
	rated.Rating = 5
	_, err := b.Update("Rate", func(tx *book.Tx) error { return tx.Put(rated) })
	must(t, err)
	r := take(t, b, line("cancelled"))
	expect(t, "updated", r.Updated["booking"], 1)
	expect(t, "skipped", r.Skipped, 1)
	got := allBookings(t, b)[0]
	if got.Status != crm.BookingCancelled || got.Rating != 5 || got.Net != 16000 || got.ExternalID != "R1" {
		t.Errorf("%+v", got)
	}
}

// Tables are booked by the hour.
func TestBookings_BySlot(t *testing.T) {
	b := newBook(t)
	take(t, b, write(t, "tables.csv", "Table,Reservation date,Start time,End time,Party size,Guest\nWindow,2026-05-31,18:00,20:00,2,Ann\nWindow,2026-05-31,20:00,22:00,4,Bea\n"))
	resources, err := book.List[crm.Resource](b)
	must(t, err)
	if len(resources) != 1 || resources[0].SlotMinutes != 120 || resources[0].Units != 1 || resources[0].Name != "Window" {
		t.Fatalf("%+v", resources)
	}
	got := allBookings(t, b)[0]
	if got.StartTime != crm.NewClock(18, 0) || got.End != got.Start || got.PartySize != 2 {
		t.Errorf("%+v", got)
	}
}

// An import cannot fill a house beyond its rooms either: nothing is saved.
func TestBookings_ImportIsChecked_Relation5(t *testing.T) {
	b := newBook(t)
	_, err := b.Update("Rooms", func(tx *book.Tx) error { return tx.Put(&crm.Resource{Name: "Rooms", ResourceKind: "room", Units: 1}) })
	must(t, err)
	path := write(t, "two.csv", "Arrival,Nights,Room,Status\n2026-05-31,1,Rooms,confirmed\n2026-05-31,1,Rooms,confirmed\n")
	src, err := Read(path, table.Options{})
	must(t, err)
	for _, dry := range []bool{true, false} {
		_, err := Import(context.Background(), b, []*Source{src}, Options{DryRun: dry})
		var refused *Refused
		if !errors.As(err, &refused) || refused.Problems[0].Code != table.CodeNoRoom || refused.Problems[0].Value != "2026-05-31" {
			t.Errorf("imported (dry run %t): %v", dry, err)
		}
	}
	expect(t, "bookings", b.Count(crm.KindBooking), 0)
}

// Sales with a delivery date are sales still, and bookings are bookings.
func TestRecognise_BookingsOrSales(t *testing.T) {
	for heads, want := range map[string]table.As{
		"Order ID,Order Date,Ship Date,Customer,Product,Quantity,Sales": table.AsSales,
		"Date,Total,Customer":                   table.AsSales,
		"Name,Email,Phone,Group":                table.AsCustomers,
		"Check-in,Check-out,Guest,Room,Price":   table.AsBookings,
		"Arrival,Nights,Status":                 table.AsBookings,
		"Date,Start time,End time,Guest,Covers": table.AsBookings,
		"Ngày đến,Ngày đi,Khách,Giá,Trạng thái": table.AsBookings,
		"到店日,离店日,客人,价格,状态":                      table.AsBookings,
		"hotel,lead_time,arrival_date_year,arrival_date_month,arrival_date_day_of_month,stays_in_week_nights,adr": table.AsBookings,
	} {
		got := table.Recognise(strings.Split(heads, ","), nil)
		if got.As != want {
			t.Errorf("%s: %q, want %q (missing %v)", heads, got.As, want, got.Missing)
		}
	}
}

// Exported, taken into an empty book and exported again: the same bytes.
func TestBookings_ExportImportExport_Relation9(t *testing.T) {
	b := newBook(t)
	take(t, b, write(t, "stays.csv", "Booking ID,Room,Arrival,Departure,Guest,Rooms,Guests,Total,Rate name,Status,Booked on,Segment,Channel,Group\n"+
		"R1,House,2026-05-01,2026-05-04,Lan Tran,1,2,270.00,Flexible,confirmed,2026-04-01,Leisure,web,\n"+
		",House,2026-05-01,2026-05-03,,1,,100.00,,seated,2026-04-01,Business,,\n"+
		",House,2026-05-01,2026-05-03,,1,,100.00,,cancelled,2026-04-01,Business,,Choir\n"))
	first := exported(t, b, "bookings")
	other := newBook(t)
	take(t, other, write(t, "again.csv", first))
	expect(t, "bookings", other.Count(crm.KindBooking), 3)
	if second := exported(t, other, "bookings"); second != first {
		t.Errorf("first\n%s\nsecond\n%s", first, second)
	}
}
