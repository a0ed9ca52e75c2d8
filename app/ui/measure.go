package ui

import (
	"strings"

	"fyne.io/fyne/v2"
)

// ruler knows the widths of letters in one size and style. Adding up letters
// ignores kerning, which only ever makes text narrower in the fonts used, so
// what fits by the ruler fits on the screen, and a line costs no shaping.
type ruler struct {
	size  float32
	style fyne.TextStyle
	known map[rune]float32
}

func newRuler(size float32, style fyne.TextStyle) *ruler {
	return &ruler{size: size, style: style, known: map[rune]float32{}}
}

func (r *ruler) letter(c rune) float32 {
	w, ok := r.known[c]
	if !ok {
		w = fyne.MeasureText(string(c), r.size, r.style).Width
		r.known[c] = w
	}
	return w
}

func (r *ruler) width(s string) (w float32) {
	for _, c := range s {
		w += r.letter(c)
	}
	return w
}

// fit returns s, cut with "…" where it is wider than width.
func (r *ruler) fit(s string, width float32) string {
	room := width - r.letter('…')
	var w float32
	cut := 0
	for i, c := range s {
		if w <= room {
			cut = i
		}
		w += r.letter(c)
		if w > width {
			return strings.TrimRight(s[:cut], " \u00a0,.;:–-") + "…"
		}
	}
	return s
}

// fit is for single texts; tables keep a ruler.
func fit(s string, width, size float32, style fyne.TextStyle) string {
	if fyne.MeasureText(s, size, style).Width <= width {
		return s
	}
	return newRuler(size, style).fit(s, width)
}
