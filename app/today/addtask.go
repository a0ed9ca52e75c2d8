package today

import (
	"strings"
	"unicode"

	"regulars/app/ui"
	"regulars/data/crm"
)

// readTask takes a day off the end of what was typed: "Send the offer
// tomorrow", "Call Lan +3d". A bare number at the end stays in the title, as
// in "Order boxes 15".
func readTask(typed string, today crm.Date) (title string, due crm.Date) {
	words := strings.Fields(typed)
	for n := min(4, len(words)-1); n >= 1; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		if bareNumber(tail) {
			continue
		}
		if d, ok := ui.ParseDate(tail, today); ok {
			return strings.Join(words[:len(words)-n], " "), d
		}
	}
	return readGlued(strings.TrimSpace(typed), today)
}

// readGlued looks for the day in a text without spaces, as Chinese is written.
func readGlued(typed string, today crm.Date) (string, crm.Date) {
	letters := []rune(typed)
	for n := min(5, len(letters)-1); n >= 2; n-- {
		head, tail := letters[:len(letters)-n], letters[len(letters)-n:]
		if !unicode.Is(unicode.Han, tail[0]) || !unicode.Is(unicode.Han, tail[len(tail)-1]) {
			continue
		}
		if d, ok := ui.ParseDate(string(tail), today); ok {
			return strings.TrimSpace(string(head)), d
		}
	}
	return typed, 0
}

func bareNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }
