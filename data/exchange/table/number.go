package table

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

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

// CurrencyCode returns the ISO 4217 code that a sign or code beside a number
// means, "" when it means none. A bare "$" is USD, "¥" JPY, "kr" SEK: a file
// that means other dollars needs its currency chosen.
func CurrencyCode(sign string) string {
	up := strings.ToUpper(strings.TrimSpace(sign))
	if len(up) == 3 && crm.ValidCurrency(up) {
		return up
	}
	switch strings.TrimRight(up, ".") {
	case "$", "US$":
		return "USD"
	case "€", "EURO":
		return "EUR"
	case "£":
		return "GBP"
	case "¥", "円", "JP¥":
		return "JPY"
	case "元", "CN¥", "RMB", "人民币":
		return "CNY"
	case "₫", "Đ", "VNĐ", "ĐỒNG":
		return "VND"
	case "₼", "MAN", "MANAT":
		return "AZN"
	case "₺", "TL":
		return "TRY"
	case "₽", "РУБ", "Р":
		return "RUB"
	case "₴", "ГРН":
		return "UAH"
	case "₹", "RS":
		return "INR"
	case "₩", "원":
		return "KRW"
	case "฿":
		return "THB"
	case "₱":
		return "PHP"
	case "₪":
		return "ILS"
	case "₸":
		return "KZT"
	case "₾":
		return "GEL"
	case "ZŁ":
		return "PLN"
	case "KČ":
		return "CZK"
	case "FT":
		return "HUF"
	case "LEI":
		return "RON"
	case "KR":
		return "SEK"
	case "FR", "SFR":
		return "CHF"
	case "R$":
		return "BRL"
	case "C$", "CA$":
		return "CAD"
	case "A$", "AU$":
		return "AUD"
	case "NZ$":
		return "NZD"
	case "HK$":
		return "HKD"
	case "NT$":
		return "TWD"
	case "S$":
		return "SGD"
	case "MX$":
		return "MXN"
	}
	return ""
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

// decimalVote says what one cell tells about a column's decimal mark.
type decimalVote int8

const (
	voteNone decimalVote = iota // no mark, or no number
	voteOpen                    // 1.234: either
	votePoint
	voteComma
)

// voteDecimal looks at the marks of a cell that is a number (ok).
func voteDecimal(text string) (vote decimalVote, sign string, ok bool) {
	points, commas, digits, simple := 0, 0, 0, true
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case c == ',':
			commas++
		case c == '-' && i == 0:
		default:
			simple = false
		}
	}
	if digits == 0 {
		return voteNone, "", false
	}
	if simple && points == 0 && commas == 0 {
		return voteNone, "", true
	}
	vote = judgeMarks(text, points, commas)
	if simple && points <= 1 && commas == 0 && vote != voteComma || simple && commas <= 1 && points == 0 && vote != votePoint {
		return vote, "", true
	}
	f := NumberFormat{Decimal: '.'}
	if vote == voteComma {
		f.Decimal = ','
	}
	n, err := ParseNumber(text, f, 4)
	return vote, n.Sign, err == nil || errors.Is(err, ErrNumberRange)
}

func judgeMarks(s string, points, commas int) decimalVote {
	switch {
	case points == 0 && commas == 0:
		return voteNone
	case points > 0 && commas > 0:
		if strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ',') {
			return votePoint
		}
		return voteComma
	case points > 1:
		return voteComma // 1.234.567: points group
	case commas > 1:
		return votePoint
	}
	mark, is := byte('.'), votePoint
	if commas == 1 {
		mark, is = ',', voteComma
	}
	i := strings.IndexByte(s, mark)
	after, before := digitsAfter(s[i+1:]), digitsBefore(s[:i])
	if after == 0 && before > 0 && strings.TrimLeft(s[i+1:], "- ") != "" {
		return voteNone // "12 руб."
	}
	if after != 3 || before == 0 || before > 3 || before == 1 && s[i-1] == '0' {
		return is
	}
	return voteOpen
}

func digitsAfter(s string) (n int) {
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func digitsBefore(s string) (n int) {
	for n < len(s) && s[len(s)-1-n] >= '0' && s[len(s)-1-n] <= '9' {
		n++
	}
	return n
}

// firstRune is the first letter of s, for quick refusals.
func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
