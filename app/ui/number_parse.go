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
func ParseNumber(text string, exp int) (int64, error) { return parseNumber(text, exp, exp < 3) }

// ParsePrice reads a price per unit as [ParseNumber] does, with up to four
// decimals. In a currency without decimals three digits after one mark are
// always grouped: "60.000" is sixty thousand; [PlainPrice] writes a fourth
// digit where a price in it has three decimals.
func ParsePrice(text, currency string) (crm.Price, error) {
	v, err := parseNumber(text, 4, crm.Exponent(currency) == 0)
	return crm.Price(v), err
}

// PlainPrice writes a price for a field: with at least the currency's decimals
// and the language's decimal mark, without sign and grouping.
func PlainPrice(p crm.Price, currency string) string {
	exp := min(crm.Exponent(currency), 4)
	s := crm.FormatDecimal(int64(p), 4)
	short := s[:len(s)-4+exp] + strings.TrimRight(s[len(s)-4+exp:], "0")
	if exp == 0 && strings.IndexByte(short, '.') == len(short)-4 {
		short = s // "0.1250": three decimals would read as grouping
	}
	decimal, _ := i18n.DecimalMarks()
	return strings.Replace(strings.TrimSuffix(short, "."), ".", decimal, 1)
}

// PlainQuantity writes a quantity for a field, with the language's decimal
// mark and without grouping, as [ParseNumber] reads it with four decimals.
func PlainQuantity(q crm.Quantity) string {
	decimal, _ := i18n.DecimalMarks()
	return strings.Replace(q.String(), ".", decimal, 1)
}

func parseNumber(text string, exp int, threeGroup bool) (int64, error) {
	s, negative := bareNumber(text)
	if s == "" || strings.Trim(s, "0123456789.,") != "" || strings.Trim(s, ".,") == "" {
		return 0, errNumber
	}
	whole, frac := splitNumber(s, threeGroup)
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

// splitNumber finds the decimal mark: the last mark, unless it groups. With
// threeGroup, a mark before three digits groups in every language.
func splitNumber(s string, threeGroup bool) (whole, frac string) {
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
	case threeAfter && (threeGroup || mark == group):
		return s, ""
	}
	return s[:at], s[at+1:]
}
