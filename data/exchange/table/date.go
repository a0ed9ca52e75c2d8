package table

import (
	"strings"
	"time"

	"regulars/data/crm"
)

// DateOrder is the order of day, month and year in dates of numbers.
type DateOrder string

// The orders. Dates that begin with a four-digit year, or name their month,
// read the same in every order.
const (
	DMY DateOrder = "dmy"
	MDY DateOrder = "mdy"
	YMD DateOrder = "ymd"
)

// Moment is a date as a cell wrote it, with the time and zone where given.
type Moment struct {
	Date   crm.Date
	Clock  crm.Clock // the time on the wall where it was written
	Second int
	// Zoned is set when the cell names its offset from UTC; Offset is in seconds.
	Zoned  bool
	Offset int
}

// Instant is the moment in UTC: by the offset of the cell, else by loc.
func (m Moment) Instant(loc *time.Location) crm.Instant {
	y, mo, d := m.Date.Time().Date()
	if m.Zoned {
		loc = time.FixedZone("", m.Offset)
	}
	return crm.InstantOf(time.Date(y, mo, d, max(m.Clock.Hour(), 0), max(m.Clock.Minute(), 0), m.Second, 0, loc))
}

// In is the date and time of day that a clock in loc shows. Only a moment
// written in UTC moves: another offset is the shop's own clock already, and
// so is a time without one. A nil loc leaves everything as written.
func (m Moment) In(loc *time.Location) (crm.Date, crm.Clock) {
	if !m.Zoned || m.Offset != 0 || loc == nil || !m.Clock.Known() {
		return m.Date, m.Clock
	}
	return m.Instant(time.UTC).In(loc)
}

// ParseDate reads a date with or without a time: 2026-03-01, 1.3.2026,
// 3/1/26 8:26 PM, 1 marzo 2026, 2026年3月1日, 2026-03-01T10:00:00+02:00.
// Two-digit years up to 68 are 20xx. order decides dates of numbers that do
// not begin with a four-digit year.
func ParseDate(text string, order DateOrder) (Moment, bool) {
	s := strings.TrimSpace(text)
	if m, ok := isoDate(s); ok {
		return m, true
	}
	day, rest, ok := calendarDay(narrow(s), order)
	if !ok {
		return Moment{}, false
	}
	return withTime(day, rest)
}

// isoDate is the fast way for 2006-01-02 and 2006-01-02 15:04[:05].
func isoDate(s string) (Moment, bool) {
	if len(s) != 10 && len(s) != 16 && len(s) != 19 || s[4] != '-' || s[7] != '-' {
		return Moment{}, false
	}
	day, ok := newDay(digits(s[:4]), digits(s[5:7]), digits(s[8:10]))
	if !ok || len(s) == 10 {
		return Moment{Date: day}, ok
	}
	if s[10] != ' ' && s[10] != 'T' || s[13] != ':' {
		return Moment{}, false
	}
	h, m, sec := digits(s[11:13]), digits(s[14:16]), 0
	if len(s) == 19 {
		if sec = digits(s[17:19]); s[16] != ':' {
			return Moment{}, false
		}
	}
	if h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60 {
		return Moment{}, false
	}
	return Moment{Date: day, Clock: crm.NewClock(h, m), Second: sec}, true
}

// digits reads 1 to 4 plain digits; -1 for anything else.
func digits(s string) int {
	if len(s) == 0 || len(s) > 4 {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// newDay checks that the day exists.
func newDay(y, m, d int) (crm.Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	day := crm.NewDate(y, time.Month(m), d)
	if day.Time().Day() != d {
		return 0, false
	}
	return day, true
}

// calendarDay reads the date at the start of s.
func calendarDay(s string, order DateOrder) (day crm.Date, rest string, ok bool) {
	if p, rest, ok := numericDate(s); ok {
		y, m, d := p.arrange(order)
		day, ok := newDay(y, m, d)
		return day, rest, ok
	}
	return namedDate(s)
}

// parts is a date of three numbers as written.
type parts struct {
	n      [3]int
	digits [3]int // how many digits each number has
	sep    byte
}

// numericDate reads three numbers with the same sign between them, or eight
// digits in one.
func numericDate(s string) (p parts, rest string, ok bool) {
	if n := digitsAfter(s); n == 8 {
		p = parts{[3]int{digits(s[:4]), digits(s[4:6]), digits(s[6:8])}, [3]int{4, 2, 2}, 0}
		return p, s[8:], p.n[0] >= 1900 && p.n[0] <= 2100
	}
	for i := range 3 {
		n := digitsAfter(s)
		if n == 0 || n > 4 || n == 3 {
			return p, "", false
		}
		p.n[i], p.digits[i] = digits(s[:n]), n
		s = s[n:]
		if i == 2 {
			break
		}
		if s == "" || !strings.ContainsRune("-/. ", rune(s[0])) || i == 1 && s[0] != p.sep {
			return p, "", false
		}
		p.sep = s[0]
		s = s[1:]
		if p.sep != ' ' {
			s = strings.TrimLeft(s, " ") // "1. 3. 2026"
		}
	}
	// A point after the year ("1.3.2026." in some languages) belongs to it.
	if p.sep == '.' && strings.HasPrefix(s, ".") {
		s = s[1:]
	}
	d := p.digits
	return p, s, d[1] <= 2 && (d[0] == 4 && d[2] <= 2 || d[0] <= 2 && (d[2] == 4 || d[2] == 2))
}

func (p parts) yearFirst() bool { return p.digits[0] == 4 }

func (p parts) arrange(order DateOrder) (y, m, d int) {
	if p.yearFirst() {
		return p.n[0], p.n[1], p.n[2]
	}
	switch order {
	case MDY:
		y, m, d = p.n[2], p.n[0], p.n[1]
	case YMD:
		if p.digits[2] == 4 { // the year is plainly last
			return p.n[2], p.n[1], p.n[0]
		}
		return fullYear(p.n[0], p.digits[0]), p.n[1], p.n[2]
	default:
		y, m, d = p.n[2], p.n[1], p.n[0]
	}
	return fullYear(y, p.digits[2]), m, d
}

// fullYear completes a two-digit year; 68 is the last of the 2000s.
func fullYear(y, digits int) int {
	switch {
	case digits > 2:
		return y
	case y <= 68:
		return 2000 + y
	}
	return 1900 + y
}

// voteDate says which orders a date of numbers allows.
func voteDate(s string) (dmy, mdy, ymd, ok bool) {
	p, _, ok := numericDate(s)
	if !ok {
		return false, false, false, false
	}
	if p.yearFirst() {
		_, fine := newDay(p.n[0], p.n[1], p.n[2])
		return fine, fine, fine, fine
	}
	try := func(o DateOrder) bool {
		_, fine := newDay(p.arrange(o))
		return fine
	}
	dmy, mdy = try(DMY), try(MDY)
	ymd = p.digits[2] != 4 && try(YMD)
	return dmy, mdy, ymd, dmy || mdy || ymd
}

// namedDate reads dates that name their month, in any order of the parts.
func namedDate(s string) (day crm.Date, rest string, ok bool) {
	if day, rest, ok = hanDate(s); ok {
		return day, rest, ok
	}
	var nums []int
	var widths []int
	month := 0
	for month == 0 || len(nums) < 2 {
		s = strings.TrimLeft(s, " ,.-/'")
		n := digitsAfter(s)
		if n > 0 {
			if n > 4 || len(nums) == 2 {
				return 0, "", false
			}
			nums, widths, s = append(nums, digits(s[:n])), append(widths, n), trimOrdinal(s[n:])
			continue
		}
		word, after := cutWord(s)
		if word == "" {
			return 0, "", false
		}
		s = after
		m, used := monthOf(word, s)
		if m == 0 && !dateFiller(word) {
			return 0, "", false
		}
		if m != 0 {
			if month != 0 {
				return 0, "", false
			}
			month, s = m, s[used:]
		}
	}
	d, y, w := nums[0], nums[1], widths[1]
	if widths[0] == 4 || d > 31 {
		d, y, w = nums[1], nums[0], widths[0]
	}
	if w == 1 || w == 3 {
		return 0, "", false
	}
	day, ok = newDay(fullYear(y, w), month, d)
	return day, s, ok
}

// hanDate reads 2026年3月1日.
func hanDate(s string) (crm.Date, string, bool) {
	y, s1, ok1 := strings.Cut(s, "年")
	m, s2, ok2 := strings.Cut(s1, "月")
	d, s3, ok3 := strings.Cut(s2, "日")
	if !ok3 {
		d, s3, ok3 = strings.Cut(s2, "号")
	}
	if !ok1 || !ok2 || !ok3 {
		return 0, "", false
	}
	y, m, d = strings.TrimSpace(y), strings.TrimSpace(m), strings.TrimSpace(d)
	day, ok := newDay(fullYear(digits(y), len(y)), digits(m), digits(d))
	return day, s3, ok
}

func trimOrdinal(s string) string {
	for _, o := range []string{"st", "nd", "rd", "th", "er", "º", "ª", "°"} {
		if strings.HasPrefix(s, o) && (len(s) == len(o) || strings.ContainsRune(" ,.", firstRune(s[len(o):]))) {
			return s[len(o):]
		}
	}
	return s
}
