package desktop

import (
	"strings"
	"unicode/utf8"

	"regulars/data/book/search"
)

// fuzzy says how well the letters typed fit a text, 0 for not at all: they
// must all occur in it in their order. Letters that begin words, and letters
// that follow each other, count more; so does a short text.
func fuzzy(typed, text string) int {
	typed = strings.ReplaceAll(search.Fold(typed), " ", "")
	folded := search.Fold(text)
	if typed == "" {
		return 1
	}
	score, run, start := 0, 0, true
	rest := typed
	for _, c := range folded {
		want, size := utf8.DecodeRuneInString(rest)
		if rest == "" {
			break
		}
		switch {
		case c == want:
			rest = rest[size:]
			run++
			score += 10 + 5*run
			if start {
				score += 30
			}
		default:
			run = 0
		}
		start = c == ' ' || c == '-'
	}
	if rest != "" {
		return 0
	}
	return max(1, 10*score-len(folded))
}
