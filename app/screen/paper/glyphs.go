package paper

import (
	"bytes"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"

	"regulars/app/ui"
)

// em is the units of the fonts in the file.
const em = 1000

// glyph is one character: its outline as closed curves, and how far the next
// one stands, in units of em.
type glyph struct {
	char     rune
	advance  int
	contours [][]point
}

// point lies on the curve or draws a quadratic curve to itself.
type point struct {
	x, y float64
	on   bool
}

// typeface holds the glyphs of the characters of one text; the first is empty.
type typeface struct {
	bold            bool
	glyphs          []glyph
	at              map[rune]int
	ascent, descent int
}

// newTypeface finds the characters, and counts how often those occur that no
// font has.
func newTypeface(chars map[rune]int, bold bool) (*typeface, int, error) {
	base, err := font.ParseTTF(bytes.NewReader(ui.Theme{}.Font(fyne.TextStyle{Bold: bold}).Content()))
	if err != nil {
		return nil, 0, err
	}
	t := &typeface{bold: bold, glyphs: []glyph{{advance: em / 2}}, at: map[rune]int{}}
	if e, ok := base.FontHExtents(); ok {
		scale := em / float32(base.Upem())
		t.ascent, t.descent = int(e.Ascender*scale), int(e.Descender*scale)
	}
	sorted := make([]rune, 0, len(chars))
	for r := range chars {
		sorted = append(sorted, r)
	}
	slices.Sort(sorted)
	var more *fontscan.FontMap
	missing := 0
	for _, r := range sorted {
		face := base
		if _, ok := base.NominalGlyph(r); !ok {
			if more == nil {
				more = installed(bold)
			}
			face = other(more, r)
		}
		g, ok := outline(face, r)
		if !ok {
			missing += chars[r]
			continue
		}
		t.at[r] = len(t.glyphs)
		t.glyphs = append(t.glyphs, g)
	}
	return t, missing, nil
}

type silence struct{}

func (silence) Printf(string, ...any) {}

// installed are the fonts of the computer, found as the window finds them; nil
// without any.
func installed(bold bool) *fontscan.FontMap {
	m := fontscan.NewFontMap(silence{})
	if m.UseSystemFonts("") != nil {
		return nil
	}
	aspect := font.Aspect{Style: font.StyleNormal}
	if bold {
		aspect.Weight = font.WeightBold
	}
	m.SetQuery(fontscan.Query{Families: []string{theme.DefaultTextFont().Name(), fontscan.SansSerif}, Aspect: aspect})
	return m
}

// other is an installed font with the character; nil without one.
func other(m *fontscan.FontMap, r rune) *font.Face {
	if m == nil {
		return nil
	}
	m.SetScript(language.LookupScript(r))
	return m.ResolveFace(r)
}

// outline reads a glyph; not ok where the font has only a picture of it, or nothing.
func outline(face *font.Face, r rune) (glyph, bool) {
	if face == nil {
		return glyph{}, false
	}
	id, ok := face.NominalGlyph(r)
	if !ok {
		return glyph{}, false
	}
	shape, ok := face.GlyphData(id).(font.GlyphOutline)
	if !ok {
		return glyph{}, false
	}
	scale := em / float64(face.Upem())
	return glyph{r, int(math.Round(float64(face.HorizontalAdvance(id)) * scale)), contours(shape.Segments, scale)}, true
}

// contours are closed curves of quadratic pieces.
func contours(segments []opentype.Segment, scale float64) (all [][]point) {
	var last point
	add := func(p point) {
		at := len(all) - 1
		all[at] = append(all[at], p)
		last = p
	}
	for _, s := range segments {
		var to [3]point
		for i, p := range s.Args {
			to[i] = point{float64(p.X) * scale, float64(p.Y) * scale, true}
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			all = append(all, nil)
			add(to[0])
		case opentype.SegmentOpLineTo:
			add(to[0])
		case opentype.SegmentOpQuadTo:
			to[0].on = false
			add(to[0])
			add(to[1])
		case opentype.SegmentOpCubeTo:
			for _, p := range quadratic(last, to[0], to[1], to[2]) {
				add(p)
			}
		}
	}
	return all
}

// pieces is how many quadratic curves stand for a cubic one: enough that
// nobody sees the difference in print.
const pieces = 4

// quadratic replaces a cubic curve from a to d.
func quadratic(a, b, c, d point) (out []point) {
	for i := range pieces {
		t0, t1 := float64(i)/pieces, float64(i+1)/pieces
		from, to := cubic(a, b, c, d, t0), cubic(a, b, c, d, t1)
		middle := cubic(a, b, c, d, (t0+t1)/2)
		// The curve through from, middle and to.
		out = append(out, point{2*middle.x - (from.x+to.x)/2, 2*middle.y - (from.y+to.y)/2, false}, to)
	}
	return out
}

// cubic is the point of a cubic curve at t, 0 to 1.
func cubic(a, b, c, d point, t float64) point {
	u := 1 - t
	wa, wb, wc, wd := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return point{wa*a.x + wb*b.x + wc*c.x + wd*d.x, wa*a.y + wb*b.y + wc*c.y + wd*d.y, true}
}

// width of a text at size 1.
func (t *typeface) width(text string) float64 {
	sum := 0
	for _, r := range text {
		if at, ok := t.at[r]; ok {
			sum += t.glyphs[at].advance
		}
	}
	return float64(sum) / em
}
