package table

import (
	"strings"

	"regulars/data/crm"
)

// ParseClock reads a time of day: 8:26, 20:26:10, 8.26, 8h26, 8:26 PM, 下午8:26.
func ParseClock(text string) (crm.Clock, bool) {
	c, _, rest, ok := timeOfDay(narrow(strings.TrimSpace(text)))
	if !ok || strings.TrimSpace(rest) != "" {
		return 0, false
	}
	return c, true
}

// withTime reads what follows a day: nothing, a time, a zone.
func withTime(day crm.Date, rest string) (Moment, bool) {
	m := Moment{Date: day}
	rest = strings.TrimLeft(rest, " ,")
	for _, joint := range []string{"T", "t", "at ", "um ", "alle ", "ore ", "à ", "a las ", "- "} {
		if cut, ok := strings.CutPrefix(rest, joint); ok {
			rest = strings.TrimLeft(cut, " ")
			break
		}
	}
	if rest == "" {
		return m, true
	}
	c, sec, rest, ok := timeOfDay(rest)
	if !ok {
		return Moment{}, false
	}
	m.Clock, m.Second = c, sec
	m.Zoned, m.Offset, ok = zone(strings.TrimSpace(rest))
	return m, ok
}

// timeOfDay reads hours, minutes, seconds (with fraction) and am or pm.
func timeOfDay(s string) (c crm.Clock, second int, rest string, ok bool) {
	half, s := halfDay(s)
	var n [3]int
	i := 0
	for i < 3 {
		w := digitsAfter(s)
		if w == 0 || w > 2 || i > 0 && w != 2 {
			return 0, 0, "", false
		}
		n[i], s = digits(s[:w]), s[w:]
		i++
		if i == 3 || s == "" || !strings.ContainsRune(":.h時时点", firstRune(s)) {
			break
		}
		if next := s[len(string(firstRune(s))):]; digitsAfter(next) == 0 {
			break
		}
		s = s[len(string(firstRune(s))):]
	}
	if frac := digitsAfter(strings.TrimLeft(s, ".,")); i == 3 && frac > 0 && s[0] != '+' && s[0] != '-' && (s[0] == '.' || s[0] == ',') {
		s = s[1+frac:]
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "分"), "h")
	if half == "" {
		half, s = halfDay(strings.TrimLeft(s, " "))
	}
	if i < 2 && half == "" {
		return 0, 0, "", false // a lone number is no time
	}
	return clockOf(n, half, s)
}

func clockOf(n [3]int, half, rest string) (crm.Clock, int, string, bool) {
	h := n[0]
	if half != "" {
		if h < 1 || h > 12 {
			return 0, 0, "", false
		}
		if h %= 12; half == "pm" {
			h += 12
		}
	}
	if h == 24 && n[1] == 0 && n[2] == 0 {
		h = 0
	}
	if h > 23 || n[1] > 59 || n[2] > 60 {
		return 0, 0, "", false
	}
	return crm.NewClock(h, n[1]), n[2], rest, true
}

// halfDay takes am or pm off the start.
func halfDay(s string) (half, rest string) {
	words := []struct{ word, half string }{
		{"am", "am"}, {"a.m.", "am"}, {"pm", "pm"}, {"p.m.", "pm"}, {"上午", "am"}, {"下午", "pm"},
		{"sa", "am"}, {"ch", "pm"}, {"a", "am"}, {"p", "pm"},
	}
	low := strings.ToLower(s[:min(len(s), 8)])
	for _, w := range words {
		if strings.HasPrefix(low, w.word) {
			after := s[len(w.word):]
			if len(w.word) > 2 || after == "" || strings.ContainsRune(" ,+-", firstRune(after)) {
				return w.half, strings.TrimLeft(after, " ")
			}
		}
	}
	return "", s
}

// zone reads Z, UTC, +0200, -08:00, GMT+4 and Z-0300; ok is false for other text.
// Letters of other zones (CEST) are accepted and ignored: they name the shop's own clock.
func zone(s string) (zoned bool, offset int, ok bool) {
	up := strings.ToUpper(s)
	named := false
	for _, name := range []string{"UTC", "GMT", "Z"} {
		if cut, found := strings.CutPrefix(up, name); found {
			up, named = strings.TrimSpace(cut), true
			break
		}
	}
	if up == "" {
		return named, 0, true
	}
	if up[0] != '+' && up[0] != '-' {
		word, rest := cutWord(up)
		return false, 0, !named && len(word) >= 2 && len(word) <= 5 && rest == ""
	}
	hours, minutes := up[1:], "0"
	if h, m, colon := strings.Cut(hours, ":"); colon {
		hours, minutes = h, m
	} else if len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	}
	h, m := digits(hours), digits(minutes)
	if h < 0 || h > 14 || m < 0 || m > 59 {
		return false, 0, false
	}
	if offset = h*3600 + m*60; up[0] == '-' {
		offset = -offset
	}
	return true, offset, true
}
