package segment

import (
	"fmt"
	"strings"
	"unicode"
)

// SyntaxError says where a written rule cannot be read, and what was wanted.
type SyntaxError struct {
	At   int    // runes from the beginning
	Want string // "a value", "one of days, times"
	Got  string // what stands there; "" at the end
}

// Error implements error.
func (e *SyntaxError) Error() string {
	if e.Got == "" {
		return fmt.Sprintf("the rule ends at character %d: want %s", e.At+1, e.Want)
	}
	return fmt.Sprintf("at character %d: want %s, not %q", e.At+1, e.Want, e.Got)
}

// token is a word, a quoted text or a mark.
type token struct {
	text string
	kind tokenKind
	at   int
}

type tokenKind int

const (
	endToken tokenKind = iota
	wordToken
	quotedToken
	markToken
)

// lex cuts a rule into tokens; the last is the end.
func lex(text string) (out []token, err error) {
	all := []rune(text)
	for i := 0; i < len(all); {
		switch c := all[i]; {
		case unicode.IsSpace(c):
			i++
		case c == '"':
			quoted, next, ok := unquote(all, i)
			if !ok {
				return nil, &SyntaxError{At: i, Want: "a closing quotation mark", Got: string(all[i:])}
			}
			out = append(out, token{quoted, quotedToken, i})
			i = next
		case inWord(c):
			from := i
			for i < len(all) && inWord(all[i]) {
				i++
			}
			out = append(out, token{string(all[from:i]), wordToken, from})
		default:
			from := i
			i++
			if i < len(all) && all[i] == '=' && strings.ContainsRune("<>!", c) {
				i++
			}
			out = append(out, token{string(all[from:i]), markToken, from})
		}
	}
	return append(out, token{kind: endToken, at: len(all)}), nil
}

// inWord tells what a word without quotation marks may hold: names, codes,
// numbers and days.
func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) || strings.ContainsRune("_.-:/", c)
}

// unquote reads a text in quotation marks that begins at i; two marks in it
// stand for one.
func unquote(all []rune, i int) (text string, next int, ok bool) {
	var b strings.Builder
	for i++; i < len(all); i++ {
		if all[i] != '"' {
			b.WriteRune(all[i])
			continue
		}
		if i+1 == len(all) || all[i+1] != '"' {
			return b.String(), i + 1, true
		}
		b.WriteRune('"')
		i++
	}
	return "", i, false
}

// quote writes a value so that lex reads it back: in quotation marks unless
// it is one word that is not a word of the language.
func quote(value string) string {
	plain := value != "" && strings.IndexFunc(value, func(c rune) bool { return !inWord(c) }) < 0
	if plain && !reserved(value) {
		return value
	}
	return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
}

func reserved(word string) bool {
	switch strings.ToLower(word) {
	case "and", "or", "not":
		return true
	}
	return false
}
