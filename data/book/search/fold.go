package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form of s in which texts are compared: lower case, without
// accents, half width, hiragana for katakana, single spaces, no control
// characters. Folding twice changes nothing.
func Fold(s string) string { return string(appendFold(nil, s, nil)) }

// letters are those that Unicode does not decompose but people type plain.
var letters = map[rune]string{
	'đ': "d", 'ð': "d", 'ø': "o", 'ł': "l", 'ß': "ss", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ə': "e", 'þ': "th", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ς': "σ",
	'ґ': "г", 'ә': "е", 'ɑ': "a", 'ƒ': "f",
	'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '´': "'", '`': "'", '′': "'",
	'“': `"`, '”': `"`, '„': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '⁄': "/",
}

// tableSize covers the alphabets from Latin to Vietnamese, so that only rarer
// characters are decomposed one by one.
const tableSize = 0x2000

var table = func() (t [tableSize]string) {
	for r := range t {
		t[r] = foldRune(rune(r))
	}
	return t
}()

// foldRune returns what r becomes; "" drops it, " " is a gap.
func foldRune(r rune) string {
	if s, ok := letters[unicode.ToLower(r)]; ok {
		return s
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return " "
	}
	if unicode.Is(unicode.Cf, r) {
		return ""
	}
	out := make([]rune, 0, 4)
	for _, d := range norm.NFKD.String(string(r)) {
		out = appendLower(out, d)
	}
	return string(out)
}

// appendLower appends one decomposed rune. Marks that belong to the script
// itself (Thai and Indic vowels) stay; accents and points go.
func appendLower(out []rune, r rune) []rune {
	if unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew) {
		return out
	}
	r = unicode.ToLower(r)
	if s, ok := letters[r]; ok {
		return append(out, []rune(s)...)
	}
	switch {
	case unicode.IsSpace(r):
		return append(out, ' ')
	case r >= 'ァ' && r <= 'ヶ' || r == 'ヽ' || r == 'ヾ':
		return append(out, r-'ァ'+'ぁ')
	}
	return append(out, r)
}

// appendFold appends the folded s to dst, trimmed. When at is not nil it
// receives, for each appended byte, the byte of s it comes from.
func appendFold(dst []byte, s string, at *[]int) []byte {
	start, gap := len(dst), false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		from := len(dst)
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			dst = appendGap(dst, &gap, start)
			dst = append(dst, byte(r))
		case 'A' <= r && r <= 'Z':
			dst = appendGap(dst, &gap, start)
			dst = append(dst, byte(r)+'a'-'A')
		default:
			dst = appendText(dst, foldOf(r), &gap, start)
		}
		if at != nil {
			for ; from < len(dst); from++ {
				*at = append(*at, i)
			}
		}
		i += size
	}
	return dst
}

func foldOf(r rune) string {
	switch {
	case r < tableSize:
		return table[r]
	case r >= 0x4E00 && r <= 0x9FFF: // Chinese characters stand for themselves
		return string(r)
	}
	return foldRune(r)
}

func appendText(dst []byte, s string, gap *bool, start int) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			*gap = true
			continue
		}
		dst = appendGap(dst, gap, start)
		dst = append(dst, s[i])
	}
	return dst
}

func appendGap(dst []byte, gap *bool, start int) []byte {
	if *gap && len(dst) > start {
		dst = append(dst, ' ')
	}
	*gap = false
	return dst
}

// wordStart reports whether a match at pos begins a word of text. Chinese and
// Japanese write no gaps, so each of their characters begins one.
func wordStart(text []byte, pos int) bool {
	if pos == 0 {
		return true
	}
	if c := text[pos-1]; c < utf8.RuneSelf {
		if !isWordByte(c) {
			return true
		}
	} else if r, _ := utf8.DecodeLastRune(text[:pos]); !isWordRune(r) {
		return true
	}
	if text[pos] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRune(text[pos:])
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
