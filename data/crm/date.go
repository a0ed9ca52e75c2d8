package crm

import (
	"fmt"
	"time"
)

// Date is a day of the calendar without time zone: a birthday, a due date,
// the date on an order. The zero Date means "not set". It counts days, so
// dates compare and subtract as integers.
type Date int32

// dayZero is one day before 0001-01-01, so that a set date is positive.
var dayZero = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)

var dayZeroUnix = dayZero.Unix() / 86400

// NewDate returns the date of year, month and day; values out of range
// roll over as in [time.Date].
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 - dayZeroUnix)
}

// DateOf returns the calendar day that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// ParseDate reads "2026-03-01".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 { // the day before 0001-01-01 would be "not set"
		return 0, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// Time returns midnight UTC of the date, for calendar arithmetic only.
func (d Date) Time() time.Time {
	return time.Unix((int64(d)+dayZeroUnix)*86400, 0).UTC()
}

// IsZero reports whether the date is not set.
func (d Date) IsZero() bool { return d == 0 }

// String writes YYYY-MM-DD; empty when not set.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// AddMonths moves by whole months; the day is cut to the month's last.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Time().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	if day > last.Day() {
		day = last.Day()
	}
	return NewDate(last.Year(), last.Month(), day)
}

// MonthStart returns the first day of the month.
func (d Date) MonthStart() Date {
	y, m, _ := d.Time().Date()
	return NewDate(y, m, 1)
}

// MarshalText writes the form of [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD or nothing.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d = 0
	if len(b) > 0 {
		*d, err = ParseDate(string(b))
	}
	return err
}

// Clock is a local time of day in minutes after midnight, plus one; zero
// means "not known".
type Clock int16

// NewClock returns the time of day, 0:00 to 23:59.
func NewClock(hour, minute int) Clock { return Clock(hour*60 + minute + 1) }

// Known reports whether a time of day is set.
func (c Clock) Known() bool { return c > 0 }

// Hour is 0 to 23; -1 when not known.
func (c Clock) Hour() int {
	if c <= 0 {
		return -1
	}
	return int(c-1) / 60
}

// Minute is 0 to 59; -1 when not known.
func (c Clock) Minute() int {
	if c <= 0 {
		return -1
	}
	return int(c-1) % 60
}

// String writes HH:MM; empty when not known.
func (c Clock) String() string {
	if c <= 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute())
}

// MarshalText writes the form of [Clock.String].
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Instant is a moment: milliseconds since 1970-01-01 UTC. Zero means "not set".
type Instant int64

// InstantOf returns the moment of t.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time returns the moment in UTC.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// In returns the calendar day and time of day that a clock in loc shows.
func (i Instant) In(loc *time.Location) (Date, Clock) {
	t := i.Time().In(loc)
	return DateOf(t), NewClock(t.Hour(), t.Minute())
}

// String writes RFC 3339 in UTC; empty when not set.
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format("2006-01-02T15:04:05.000Z")
}

// MarshalText writes the form of [Instant.String].
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads RFC 3339 or nothing.
func (i *Instant) UnmarshalText(b []byte) error {
	*i = 0
	if len(b) == 0 {
		return nil
	}
	t, err := time.Parse(time.RFC3339Nano, string(b))
	if err != nil {
		return fmt.Errorf("moment %q: want RFC 3339", b)
	}
	*i = InstantOf(t)
	return nil
}
