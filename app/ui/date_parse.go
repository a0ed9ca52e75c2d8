package ui

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// ParseDate reads a day as people type it, in the language in use or English:
// "2026-03-05", "5/3", "5 March", "tomorrow", "+3d", "in 2 weeks", "Friday",
// "next Friday", "15". A day without its year is the one nearest to today; a
// weekday is the coming one, with "next" that of next week.
func ParseDate(text string, today crm.Date) (d crm.Date, ok bool) {
	s := strings.TrimSpace(fold(text))
	for _, read := range []func(string, crm.Date) (crm.Date, bool){readNumbers, readDayOfMonth} {
		if d, ok := read(s, today); ok {
			return d, true
		}
	}
	s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == ',' || c == '.' || c == '\u00a0' }), " ")
	for _, tag := range []string{i18n.Current(), "en"} {
		if d, ok := newDayWords(tag).read(s, today); ok {
			return d, true
		}
	}
	return 0, false
}

// ParseComing is [ParseDate], but a day without its year is the next one.
func ParseComing(text string, today crm.Date) (d crm.Date, ok bool) {
	d, ok = ParseDate(text, today)
	if !ok || d >= today {
		return d, ok
	}
	// Read a year later, only what has no year moves by just that; what is
	// counted from today moves from day to day.
	next, _ := ParseDate(text, today.AddMonths(12))
	if tomorrow, _ := ParseDate(text, today+1); next == d.AddMonths(12) && tomorrow != d+1 {
		return next, true
	}
	return d, true
}

var (
	numbers    = regexp.MustCompile(`^(\d{1,4})[./\- ](\d{1,2})(?:[./\- ](\d{1,4}))?\.?$`)
	dayOfMonth = regexp.MustCompile(`^\d{1,2}$`)
	shift      = regexp.MustCompile(`^([+-]?) ?(\d{1,4}) ?(.*)$`)
)

// readNumbers reads dates of digits in the language's order; where that gives
// no day but the other order does, the other.
func readNumbers(s string, today crm.Date) (crm.Date, bool) {
	s = strings.TrimSuffix(strings.NewReplacer("年", "-", "月", "-", "日", "", "号", "").Replace(s), "-")
	m := numbers.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	a, b, c := number(m[1]), number(m[2]), number(m[3])
	switch {
	case len(m[1]) == 4 && m[3] != "":
		return day(a, b, c, today)
	case len(m[1]) > 2:
		return 0, false
	case m[3] == "" && !i18n.DayFirst():
		return firstDay(today, [3]int{-1, a, b}, [3]int{-1, b, a})
	case m[3] == "":
		return firstDay(today, [3]int{-1, b, a}, [3]int{-1, a, b})
	}
	if c < 100 {
		c += 2000
	}
	return firstDay(today, [3]int{c, b, a}, [3]int{c, a, b})
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func firstDay(today crm.Date, tries ...[3]int) (crm.Date, bool) {
	for _, t := range tries {
		if d, ok := day(t[0], t[1], t[2], today); ok {
			return d, true
		}
	}
	return 0, false
}

// day checks that the day exists; year -1 is the year nearest to today.
func day(year, month, dom int, today crm.Date) (crm.Date, bool) {
	if year >= 0 {
		d := crm.NewDate(year, time.Month(month), dom)
		y, m, n := d.Time().Date()
		return d, y == year && int(m) == month && n == dom && year > 0
	}
	var best crm.Date
	this := today.Time().Year()
	for y := this - 1; y <= this+1; y++ {
		d, ok := day(y, month, dom, today)
		if ok && (best == 0 || distance(d, today) < distance(best, today)) {
			best = d
		}
	}
	return best, best != 0
}

func distance(a, b crm.Date) crm.Date { return max(a-b, b-a) }

// readDayOfMonth reads "15" as the coming 15th.
func readDayOfMonth(s string, today crm.Date) (crm.Date, bool) {
	if !dayOfMonth.MatchString(s) {
		return 0, false
	}
	for i := range 13 {
		y, m, _ := today.MonthStart().AddMonths(i).Time().Date()
		if d, ok := day(y, int(m), number(s), today); ok && d >= today {
			return d, true
		}
	}
	return 0, false
}

// dayWords are the words of one language, folded.
type dayWords struct {
	today, tomorrow, yesterday, afterTomorrow, next, last, this, in, after, ago, fillers []string
	units                                                                                [4][]string // days, weeks, months, years
	weekdays, months                                                                     [][]string
}

func newDayWords(tag string) dayWords {
	list := func(key string) []string {
		return slices.DeleteFunc(strings.Split(fold(i18n.In(tag, key)), "|"), func(s string) bool { return s == "" })
	}
	w := dayWords{
		today: list("ui.words_today"), tomorrow: list("ui.words_tomorrow"), yesterday: list("ui.words_yesterday"),
		afterTomorrow: list("ui.words_after_tomorrow"), next: list("ui.words_next"), last: list("ui.words_last"),
		this: list("ui.words_this"), in: list("ui.words_in"), after: list("ui.words_after"), ago: list("ui.words_ago"),
		fillers: list("ui.words_fillers"),
		units:   [4][]string{list("ui.words_days"), list("ui.words_weeks"), list("ui.words_months"), list("ui.words_years")},
	}
	pair := func(a, b []string) (out [][]string) {
		for i := range a {
			names := []string{a[i]}
			if i < len(b) {
				names = append(names, strings.ReplaceAll(strings.TrimSuffix(b[i], "."), ".", " "))
			}
			out = append(out, names)
		}
		return out
	}
	w.weekdays = pair(list("format.weekdays"), list("format.weekdays_short"))
	for i, more := range list("ui.words_weekdays") {
		w.weekdays[i%7] = append(w.weekdays[i%7], more)
	}
	w.months = pair(list("format.months"), list("format.months_short"))
	return w
}

func (w dayWords) read(s string, today crm.Date) (crm.Date, bool) {
	switch {
	case slices.Contains(w.today, s):
		return today, true
	case slices.Contains(w.tomorrow, s):
		return today + 1, true
	case slices.Contains(w.yesterday, s):
		return today - 1, true
	case slices.Contains(w.afterTomorrow, s):
		return today + 2, true
	}
	for _, read := range []func(string, crm.Date) (crm.Date, bool){w.readShift, w.readWeekday, w.readMonth} {
		if d, ok := read(s, today); ok {
			return d, true
		}
	}
	return 0, false
}

// readShift reads "+3d", "-2 weeks", "in 3 days", "3 days ago".
func (w dayWords) readShift(s string, today crm.Date) (crm.Date, bool) {
	rest, hasIn := trimAny(s, w.in, strings.CutPrefix)
	rest, hasAgo := trimAny(rest, w.ago, strings.CutSuffix)
	rest, hasAfter := trimAny(rest, w.after, strings.CutSuffix)
	m := shift.FindStringSubmatch(rest)
	if m == nil || m[1] == "" && !hasIn && !hasAgo && !hasAfter {
		return 0, false
	}
	n := number(m[2])
	if hasAgo || m[1] == "-" {
		n = -n
	}
	if m[3] == "" {
		return today + crm.Date(n), m[1] != ""
	}
	for i, names := range w.units {
		if slices.Contains(names, m[3]) {
			return [4]crm.Date{today + crm.Date(n), today + crm.Date(7*n), today.AddMonths(n), today.AddMonths(12 * n)}[i], true
		}
	}
	return 0, false
}

func trimAny(s string, words []string, cut func(string, string) (string, bool)) (rest string, found bool) {
	for _, w := range words {
		if rest, ok := cut(s, w); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// readWeekday reads a weekday with or without "next", "last", "this".
func (w dayWords) readWeekday(s string, today crm.Date) (crm.Date, bool) {
	i, rest := longest(s, w.weekdays)
	if i < 0 {
		return 0, false
	}
	ahead := crm.Date((i - int(today.Weekday()) + 7) % 7)
	monday := today - crm.Date((int(today.Weekday())+6)%7)
	inWeek := crm.Date((i + 6) % 7) // days after Monday
	switch {
	case rest == "" && ahead == 0:
		return today + 7, true
	case rest == "":
		return today + ahead, true
	case slices.Contains(w.this, rest):
		return monday + inWeek, true
	case slices.Contains(w.next, rest):
		return monday + 7 + inWeek, true
	case slices.Contains(w.last, rest) && ahead == 0:
		return today - 7, true
	case slices.Contains(w.last, rest):
		return today + ahead - 7, true
	}
	return 0, false
}

// longest finds the longest name that s contains as words, and what is left.
func longest(s string, names [][]string) (index int, rest string) {
	index, best := -1, ""
	for i, alternatives := range names {
		for _, name := range alternatives {
			if len(name) > len(best) && containsWord(s, name) {
				index, best = i, name
			}
		}
	}
	if index < 0 {
		return -1, s
	}
	before, after, _ := strings.Cut(s, best)
	return index, strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
}

// containsWord asks for word borders where the script has them.
func containsWord(s, name string) bool {
	if name == "" {
		return false
	}
	if name[0] >= 0x80 && name[0] > 0xE0 { // Chinese writes no spaces
		return strings.Contains(s, name)
	}
	return strings.Contains(" "+s+" ", " "+name+" ")
}

// readMonth reads "5 march", "march 5 2026".
func (w dayWords) readMonth(s string, today crm.Date) (crm.Date, bool) {
	i, rest := longest(s, w.months)
	if i < 0 {
		return 0, false
	}
	year, dom := -1, 0
	for _, word := range strings.Fields(rest) {
		word = strings.TrimRight(word, "stndrh°")
		switch n, err := strconv.Atoi(word); {
		case err != nil && slices.Contains(w.fillers, word), word == "":
		case err != nil:
			return 0, false
		case n > 31:
			year = n
		case dom == 0:
			dom = n
		default:
			return 0, false
		}
	}
	if dom == 0 {
		return 0, false
	}
	return day(year, i+1, dom, today)
}
