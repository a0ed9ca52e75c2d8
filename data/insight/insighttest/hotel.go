package insighttest

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strconv"
	"testing"
	"time"

	"regulars/data/crm"
	"regulars/data/facts"
)

// Hotel names the resource of ResortHotel.
var Hotel = numbered('h', 1)

// ResortHotel reads the hotel demand file as bookings of one resource with
// the greatest number of rooms ever sold as its units: check-outs as seated,
// no-shows and cancellations as such. Lines that are equal are different
// bookings.
func ResortHotel(t testing.TB) (*facts.Snapshot, []crm.Booking) {
	t.Helper()
	zip, err := gzip.NewReader(dataFile(t, "hotel_resort.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	rows := csv.NewReader(zip)
	head, err := rows.Read()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range head {
		column[name] = i
	}
	var all []crm.Booking
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, hotelBooking(t, len(all)+1, func(name string) string { return row[column[name]] }))
	}
	b := facts.NewBuilder("EUR")
	b.Put(&crm.Resource{Meta: crm.Meta{ID: Hotel}, Name: "Rooms", ResourceKind: "room", Units: 187})
	for i := range all {
		b.Put(&all[i])
	}
	return b.Snapshot(1), all
}

func hotelBooking(t testing.TB, n int, cell func(string) string) crm.Booking {
	t.Helper()
	number := func(name string) int {
		v, err := strconv.Atoi(cell(name))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	month, err := time.Parse("January", cell("arrival_date_month"))
	if err != nil {
		t.Fatal(err)
	}
	rate, err := strconv.ParseFloat(cell("adr"), 64)
	if err != nil {
		t.Fatal(err)
	}
	ended, err := crm.ParseDate(cell("reservation_status_date"))
	if err != nil {
		t.Fatal(err)
	}
	start := crm.NewDate(number("arrival_date_year"), month.Month(), number("arrival_date_day_of_month"))
	nights := number("stays_in_weekend_nights") + number("stays_in_week_nights")
	b := crm.Booking{Meta: crm.Meta{ID: numbered('b', n)}, Resource: Hotel, Start: start, End: start + crm.Date(nights), Units: 1,
		Status: crm.BookingSeated, BookedOn: start - crm.Date(number("lead_time")), Segment: cell("market_segment"),
		Net: crm.Amount(math.Round(rate * 100 * float64(nights)))}
	switch cell("reservation_status") {
	case "Canceled":
		b.Status, b.EndedOn = crm.BookingCancelled, ended
	case "No-Show":
		b.Status = crm.BookingNoShow
	}
	return b
}
