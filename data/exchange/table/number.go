package table

import (
	"errors"
	"strings"
	"unicode"

	"regulars/data/crm"
)

// NumberFormat says how a column writes numbers. Spaces of every width and
// apostrophes always group digits; of point and comma, one is the decimal
// mark and the other groups.
type NumberFormat struct {
	Decimal byte // '.' or ','
}

// Number is a number as a cell wrote it.
type Number struct {
	Value   int64  // in steps of 10^-scale
	Sign    string // the currency sign or code beside it, as written, "" for none
	Percent bool   // written with %; Value is the number before the sign
}

// Errors of ParseNumber.
var (
	ErrNotNumber   = errors.New("not a number")
	ErrNumberRange = errors.New("number too large")
)

// ParseNumber reads a number exactly, rounding half to even at 10^-scale.
// It knows (1.00), 1.00-, -1.00, currency signs and codes on either side,
// percent signs, full-width digits, and digits grouped in the ways of the
// world; it refuses exponents, grouping that is not grouping, and anything else.
func ParseNumber(text string, f NumberFormat, scale int) (Number, error) {
	if v, ok := plainNumber(text, f, scale); ok {
		return Number{Value: v}, nil
	}
	var n Number
	core, negative, err := n.peel(narrow(text))
	if err != nil {
		return Number{}, err
	}
	plain, err := ungroup(core, f)
	if err != nil {
		return Number{}, err
	}
	n.Value, err = crm.ParseDecimal(plain, scale)
	if errors.Is(err, crm.ErrOverflow) {
		return Number{}, ErrNumberRange
	} else if err != nil {
		return Number{}, ErrNotNumber
	}
	if negative {
		n.Value = -n.Value
	}
	return n, nil
}

// plainNumber is the fast way for "12", "-3.50": most cells of most files.
func plainNumber(s string, f NumberFormat, scale int) (int64, bool) {
	if len(s) == 0 || len(s) > 15 || scale > 6 {
		return 0, false
	}
	neg := s[0] == '-'
	i := 0
	if neg {
		i = 1
	}
	v, decimals, point, digits := int64(0), 0, false, 0
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if v, digits = v*10+int64(c-'0'), digits+1; point {
				decimals++
			}
		case c == f.Decimal && !point && digits > 0:
			point = true
		default:
			return 0, false
		}
	}
	if digits == 0 || decimals > scale || point && decimals == 0 || digits+scale-decimals > 18 {
		return 0, false
	}
	for ; decimals < scale; decimals++ {
		v *= 10
	}
	if neg {
		v = -v
	}
	return v, true
}

// narrow turns full-width forms, exotic spaces and minus signs into plain ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '−', r == '–', r == '‐', r == '‑', r == '﹣':
			return '-'
		case r == '’', r == '‘', r == 'ʼ', r == '′':
			return '\''
		case r == '٫':
			return ','
		case unicode.Is(unicode.Zs, r), r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x200E, r == 0x200F:
			return ' '
		}
		return r
	}, s)
}

// peel takes sign, brackets, currency and percent off the digits.
func (n *Number) peel(s string) (core string, negative bool, err error) {
	for range 6 { // each kind of wrapping at most once or twice
		s = strings.TrimSpace(s)
		switch {
		case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && !negative:
			s, negative = s[1:len(s)-1], true
		case strings.HasPrefix(s, "-") && !negative:
			s, negative = s[1:], true
		case strings.HasSuffix(s, "-") && !negative:
			s, negative = s[:len(s)-1], true
		case strings.HasPrefix(s, "+") && !negative:
			s = s[1:]
		case strings.HasSuffix(s, "%") && !n.Percent:
			s, n.Percent = s[:len(s)-1], true
		default:
			rest, sign := peelSign(s)
			if sign == "" {
				return s, negative, nil
			}
			if n.Sign != "" && n.Sign != sign {
				return "", false, ErrNotNumber
			}
			s, n.Sign = rest, sign
		}
	}
	return "", false, ErrNotNumber
}

// peelSign takes a currency sign or word off one end.
func peelSign(s string) (rest, sign string) {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	first := strings.IndexFunc(s, isDigit)
	if first < 0 {
		return s, ""
	}
	last := strings.LastIndexFunc(s, isDigit) + 1
	front, back := strings.TrimSpace(strings.TrimRight(s[:first], ".,-(+ ")), strings.TrimSpace(s[last:])
	if front != "" && CurrencyCode(front) != "" {
		return s[strings.Index(s, front)+len(front):], front
	}
	// "руб." and "kr." keep their point; "5.-" is five.
	word := strings.TrimSuffix(strings.TrimPrefix(back, ".-"), ")")
	if word = strings.TrimSpace(strings.TrimRight(word, "-%")); word != "" && CurrencyCode(word) != "" {
		i := last + strings.Index(s[last:], word)
		return s[:i] + s[i+len(word):], word
	}
	return s, ""
}

// ungroup removes grouping marks and writes the decimal mark as a point.
func ungroup(s string, f NumberFormat) (string, error) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, ".-"), ",-") // "5.-" as in Switzerland
	decimal, other := byte('.'), byte(',')
	if f.Decimal == ',' {
		decimal, other = ',', '.'
	}
	whole, frac := s, ""
	if i := strings.LastIndexByte(s, decimal); i >= 0 {
		if strings.Count(s, string(decimal)) > 1 {
			return "", ErrNotNumber
		}
		whole, frac = s[:i], s[i+1:]
	}
	for _, c := range []byte(frac) {
		if c < '0' || c > '9' {
			return "", ErrNotNumber
		}
	}
	whole, err := joinGroups(whole, other)
	if err != nil || whole == "" && frac == "" {
		return "", ErrNotNumber
	}
	if frac == "" {
		return whole, nil
	}
	return whole + "." + frac, nil
}

// joinGroups checks that marks between digits group them: three digits in
// the last group, two to four (India, China) before it, one kind of mark.
func joinGroups(s string, other byte) (string, error) {
	var digits strings.Builder
	mark, run, groups := byte(0), 0, 0
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			digits.WriteByte(c)
			run++
			continue
		}
		if c != other && c != ' ' && c != '\'' || mark != 0 && c != mark || run == 0 || groups > 0 && (run < 2 || run > 4) || run > 4 {
			return "", ErrNotNumber
		}
		mark, run, groups = c, 0, groups+1
	}
	if groups > 0 && run != 3 && run != 4 {
		return "", ErrNotNumber
	}
	return digits.String(), nil
}
