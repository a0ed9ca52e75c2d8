package chart

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	gochart "github.com/wcharczuk/go-chart/v2"
)

// Role says what a text is for.
type Role string

// The roles of texts in a chart.
const (
	RoleTitle    Role = "title"
	RoleSubtitle Role = "subtitle"
	RoleLegend   Role = "legend"
	RoleScale    Role = "scale"    // ends of a heat map's colour scale
	RoleAxis     Role = "axis"     // name of an axis
	RoleTick     Role = "tick"     // number on the value axis
	RoleCategory Role = "category" // name under or beside a category
	RoleValue    Role = "value"    // number written at a bar or in a cell
	RoleStrong   Role = "strong"   // number in a cell that stands out
	RoleSeries   Role = "series"   // name of a series beside its line or stack
	RoleFooter   Role = "footer"   // n and note
	RoleEmpty    Role = "empty"    // reason why there is no chart
)

// Text is one laid-out line of text, in canvas units from the upper left corner.
type Text struct {
	Body  string
	Role  Role
	Pos   fyne.Position
	Box   fyne.Size
	Size  float32
	Color color.NRGBA
}

// Object returns the Fyne object that shows t.
func (t Text) Object() *canvas.Text {
	o := canvas.NewText(t.Body, t.Color)
	o.TextSize, o.TextStyle = t.Size, t.Role.style()
	o.Move(t.Pos)
	o.Resize(t.Box)
	return o
}

func (r Role) style() fyne.TextStyle { return fyne.TextStyle{Bold: r == RoleTitle || r == RoleStrong} }

// size is the text size of a role in canvas units. It follows the theme, which
// carries the reader's choice of text size.
func (r Role) size() float32 {
	switch r {
	case RoleTitle:
		return theme.TextSize() * 1.2
	case RoleSubtitle, RoleEmpty:
		return theme.TextSize() * 0.95
	}
	return max(theme.CaptionTextSize(), theme.TextSize()*0.85)
}

func measure(body string, size float32, r Role) fyne.Size {
	return fyne.MeasureText(body, size, r.style())
}

func (r Role) width(body string) float32 { return measure(body, r.size(), r).Width }

func (r Role) lineHeight() float32 { return measure("Åg", r.size(), r).Height }

// textStyle is a style of the drawing kernel for texts of a role.
func textStyle(r Role, c color.NRGBA) gochart.Style {
	return gochart.Style{ClassName: string(r), FontColor: ink(c), FontSize: float64(r.size())}
}

// ellipsis shortens body until it fits, with "…" at its end; empty when not
// even one letter fits.
func (r Role) ellipsis(body string, width float32) string {
	if width <= 0 || body == "" {
		return ""
	}
	if r.width(body) <= width {
		return body
	}
	runes := []rune(body)
	lo, hi := 0, len(runes)-1 // lo letters fit, hi+1 do not
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if r.width(shortened(runes, mid)) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		return ""
	}
	return shortened(runes, lo)
}

func shortened(runes []rune, n int) string {
	return strings.TrimRight(string(runes[:n]), " ,.;:-") + "…"
}

// wrap breaks body into at most lines lines, between words where it can, and
// shortens the last one.
func (r Role) wrap(body string, width float32, lines int) []string {
	var out []string
	rest := body
	for rest != "" && len(out) < lines {
		if len(out) == lines-1 || r.width(rest) <= width {
			if last := r.ellipsis(rest, width); last != "" {
				out = append(out, last)
			}
			return out
		}
		head, tail := r.split(rest, width)
		if head == "" {
			return out
		}
		out, rest = append(out, head), tail
	}
	return out
}

// split takes as much from the front of body as fits into width.
func (r Role) split(body string, width float32) (head, tail string) {
	runes := []rune(body)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if r.width(string(runes[:mid])) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	cut := lo
	for cut > 0 && cut < len(runes) && !breakable(runes[cut-1], runes[cut]) {
		cut--
	}
	if cut == 0 {
		cut = lo
	}
	return strings.TrimSpace(string(runes[:cut])), strings.TrimSpace(string(runes[cut:]))
}

// breakable reports whether a line may end between a and b: at spaces, after
// hyphens and between the characters of scripts that write without spaces.
func breakable(a, b rune) bool {
	if unicode.IsSpace(a) || unicode.IsSpace(b) || a == '-' || a == '/' {
		return true
	}
	return unicode.In(a, unicode.Han, unicode.Hiragana, unicode.Katakana) && !unicode.IsPunct(b)
}
