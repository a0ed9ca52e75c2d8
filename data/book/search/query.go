package search

import (
	"slices"
	"strings"
)

// word is one thing a record must contain; digits are looked for in phone
// fields only.
type word struct {
	text      []byte
	phoneOnly bool
}

// reading is one way to understand a query: a record is a hit when it
// contains every word of at least one reading.
type reading struct {
	words  []word
	phrase []byte // the words as typed; nil when phone digits are meant
}

// readings understands a query as words and, where it looks like a phone
// number, as digits with everything between them left out.
func readings(query string) []reading {
	folded := Fold(query)
	if folded == "" {
		return nil
	}
	texts := strings.Fields(folded)
	out := []reading{{words: plainWords(texts), phrase: []byte(folded)}}
	if isPhoneLike(folded) {
		for _, d := range phoneVariants(folded) {
			if d != folded {
				out = append(out, reading{words: []word{{[]byte(d), true}}})
			}
		}
		return out
	}
	if mixed, ok := phoneWords(texts); ok {
		out = append(out, reading{words: mixed})
	}
	return out
}

func plainWords(texts []string) []word {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	var out []word
	for _, t := range slices.Compact(texts) {
		out = append(out, word{text: []byte(t)})
	}
	return out
}

// phoneWords reads the words that are a dressed-up number ("+33628") as
// phone digits and leaves the others; ok is false when there is none.
func phoneWords(texts []string) (out []word, ok bool) {
	for _, t := range texts {
		w := word{text: []byte(t)}
		if isPhoneLike(t) && digits(t) != t {
			w, ok = word{[]byte(phoneVariants(t)[0]), true}, true
		}
		out = append(out, w)
	}
	return out, ok
}

func isPhoneLike(s string) bool {
	return strings.Trim(s, "0123456789 +()-./") == "" && strings.ContainsAny(s, "0123456789")
}

// phoneVariants returns the digit strings a typed number may stand for:
// "+33 (0)6" is dialled 336, "0033" is +33.
func phoneVariants(s string) []string {
	abroad := strings.HasPrefix(s, "+") || strings.HasPrefix(s, "00")
	if abroad {
		s = strings.Replace(s, "(0)", "", 1)
	}
	d := digits(s)
	if rest := strings.TrimPrefix(d, "00"); rest != d && rest != "" {
		return []string{rest, d}
	}
	if d == "" {
		return []string{"0"}
	}
	return []string{d}
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
