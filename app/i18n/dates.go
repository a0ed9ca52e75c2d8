package i18n

import (
	"strconv"
	"strings"
	"time"

	"regulars/data/crm"
)

// dateWords are a language's names of months and days and its date layouts,
// taken apart once so that writing a date is only joining.
type dateWords struct {
	months, monthsShort, weekdays, weekdaysShort []string
	layouts                                      map[string][]string
}

func newDateWords(c catalog) dateWords {
	list := func(key string) []string { return strings.Split(c[key]["other"], "|") }
	w := dateWords{
		months: list("format.months"), monthsShort: list("format.months_short"),
		weekdays: list("format.weekdays"), weekdaysShort: list("format.weekdays_short"),
		layouts: map[string][]string{},
	}
	for _, key := range []string{"format.date", "format.date_long", "format.day_month", "format.month", "format.month_short"} {
		w.layouts[key] = splitLayout(c[key]["other"])
	}
	return w
}

// splitLayout cuts "{{.Day}}/{{.Year}}" into texts and names by turns.
func splitLayout(s string) []string {
	var out []string
	for {
		before, rest, found := strings.Cut(s, "{{.")
		out = append(out, before)
		if !found {
			return out
		}
		name, after, _ := strings.Cut(rest, "}}")
		out = append(out, name)
		s = after
	}
}

func (w dateWords) write(layout string, d crm.Date) string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Time().Date()
	var b strings.Builder
	for i, part := range w.layouts[layout] {
		if i%2 == 1 {
			part = w.part(part, y, m, day, d.Weekday())
		}
		b.WriteString(part)
	}
	return b.String()
}

func (w dateWords) part(name string, y int, m time.Month, day int, wd time.Weekday) string {
	switch name {
	case "Year":
		return strconv.Itoa(y)
	case "Month":
		return strconv.Itoa(int(m))
	case "Month2":
		return twoDigits(int(m))
	case "MonthName":
		return at(w.months, int(m)-1)
	case "MonthShort":
		return at(w.monthsShort, int(m)-1)
	case "Day":
		return strconv.Itoa(day)
	case "Day2":
		return twoDigits(day)
	case "Weekday":
		return at(w.weekdays, int(wd))
	}
	return ""
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func at(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i]
}

// Date writes a day short and without doubt about day and month; "" when not set.
func Date(d crm.Date) string { return now().dates.write("format.date", d) }

// DateLong writes weekday, day, month and year in words.
func DateLong(d crm.Date) string { return now().dates.write("format.date_long", d) }

// DayMonth writes a day without its year.
func DayMonth(d crm.Date) string { return now().dates.write("format.day_month", d) }

// Month writes the month and year of d.
func Month(d crm.Date) string { return now().dates.write("format.month", d) }

// MonthShort writes the month and year of d in few letters, for axes.
func MonthShort(d crm.Date) string { return now().dates.write("format.month_short", d) }

// Weekday is the name of a day of the week.
func Weekday(d time.Weekday) string { return at(now().dates.weekdays, int(d)) }

// MonthName is the name of a month.
func MonthName(m time.Month) string { return at(now().dates.months, int(m)-1) }

// MonthNameShort is the name of a month in a few letters.
func MonthNameShort(m time.Month) string { return at(now().dates.monthsShort, int(m)-1) }

// WeekdayShort is the name of a day of the week in two or three letters.
func WeekdayShort(d time.Weekday) string { return at(now().dates.weekdaysShort, int(d)) }

// DayFirst reports whether the language writes day, month, year; else it is
// year, month, day.
func DayFirst() bool { return now().plain["format.order"] == "dmy" }

// Ago says how long ago a day was, counted in days; negative is the future.
func Ago(days int) string {
	switch {
	case days == 0:
		return T("format.today")
	case days == 1:
		return T("format.yesterday")
	case days == -1:
		return T("format.tomorrow")
	case days < 0:
		return spanOf("format.in_", -days)
	}
	return spanOf("format.ago_", days)
}

// Days says how long a stretch of days is, in the unit people would use.
func Days(days int) string { return spanOf("format.span_", days) }

func spanOf(prefix string, days int) string {
	switch {
	case days < 14:
		return N(prefix+"days", days)
	case days < 61:
		return N(prefix+"weeks", (days+3)/7)
	case days < 730:
		return N(prefix+"months", (days*12+182)/365)
	}
	return N(prefix+"years", days/365)
}
