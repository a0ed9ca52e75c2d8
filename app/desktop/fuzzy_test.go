package desktop

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFuzzyPrefersBeginningsOfWords(t *testing.T) {
	for _, c := range []struct{ typed, better, worse string }{
		{"cu", "Customers", "Back up now"},
		{"nt", "New task", "Keyboard shortcuts and notes"},
		{"log", "Log a contact", "Look for something"},
		{"khach", "Khách hàng", "Không có khách"},
	} {
		if a, b := fuzzy(c.typed, c.better), fuzzy(c.typed, c.worse); a <= b {
			t.Errorf("%q: %q has %d, %q has %d", c.typed, c.better, a, c.worse, b)
		}
	}
}

// Whatever letters are left out of a text, it is found; a letter that is not
// in it finds nothing.
func TestFuzzyFindsSubsequences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z]{1,8}( [a-z]{1,8}){0,3}`).Draw(t, "text")
		var typed []byte
		for i := range len(text) {
			if text[i] != ' ' && rapid.Bool().Draw(t, "keep") {
				typed = append(typed, text[i])
			}
		}
		if fuzzy(string(typed), text) <= 0 {
			t.Fatalf("%q is not found in %q", typed, text)
		}
		if got := fuzzy(string(typed)+"9", text); got != 0 {
			t.Fatalf("%q9 has %d in %q", typed, got, text)
		}
	})
}
