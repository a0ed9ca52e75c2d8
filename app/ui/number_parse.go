package ui

import (
	"errors"
	"strings"
	"unicode"

	"regulars/app/i18n"
	"regulars/data/crm"
)

var errNumber = errors.New("not a number")

// ParseNumber reads a number as people type it, with comma or point, grouping
// and a currency sign, into steps of 10^-exp. One mark with three digits after
// it is grouping where decimals cannot be that many or where the language in
// use groups with it.
func ParseNumber(text string, exp int) (int64, error) {
	s, negative := bareNumber(text)
	if s == "" || strings.Trim(s, "0123456789.,") != "" || strings.Trim(s, ".,") == "" {
		return 0, errNumber
	}
	whole, frac := splitNumber(s, exp)
	whole = strings.NewReplacer(",", "", ".", "").Replace(whole)
	if strings.ContainsAny(frac, ".,") {
		return 0, errNumber
	}
	v, err := crm.ParseDecimal("0"+whole+"."+frac, exp)
	if negative {
		v = -v
	}
	return v, err
}

// bareNumber takes off sign, spaces, apostrophes and currency signs or codes.
func bareNumber(text string) (s string, negative bool) {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c), c == '\'', c == '’', unicode.Is(unicode.Sc, c):
			return -1
		case c == '−':
			return '-'
		case c == '，':
			return ','
		case c == '。':
			return '.'
		}
		return c
	}, text)
	s = strings.TrimFunc(s, unicode.IsLetter)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		return s[1 : len(s)-1], true
	}
	if strings.HasPrefix(s, "-") {
		return strings.TrimFunc(s[1:], unicode.IsLetter), true
	}
	return strings.TrimPrefix(s, "+"), false
}

// splitNumber finds the decimal mark: the last mark, unless it groups.
func splitNumber(s string, exp int) (whole, frac string) {
	at := strings.LastIndexAny(s, ".,")
	if at < 0 {
		return s, ""
	}
	mark := s[at : at+1]
	others := strings.ContainsAny(s[:at], ".,") && !strings.Contains(s[:at], mark)
	_, group := i18n.DecimalMarks()
	threeAfter := len(s)-at-1 == 3 && at > 0 && s[:at] != "0"
	switch {
	case others: // "1.234,50": two kinds, the last one is decimal
		return s[:at], s[at+1:]
	case strings.Count(s, mark) > 1:
		return s, ""
	case threeAfter && (exp < 3 || mark == group):
		return s, ""
	}
	return s[:at], s[at+1:]
}
