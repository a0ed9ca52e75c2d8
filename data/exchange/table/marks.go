package table

import (
	"errors"
	"strings"
)

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
