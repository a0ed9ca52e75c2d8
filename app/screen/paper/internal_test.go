package paper

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// No character is lost or added but spaces, and no line is wider than asked
// unless it is a single character.
func TestWrap(t *testing.T) {
	letters := []rune("ab WM,Əğ ễ中文字，。 ")
	chars := map[rune]int{}
	for _, r := range letters {
		chars[r]++
	}
	face, missing, err := newTypeface(chars, false)
	if err != nil {
		t.Fatal(err)
	}
	if missing > 5 { // the Chinese ones, where no font has them: they have no width then
		t.Fatalf("%d characters missing", missing)
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
		width := rapid.Float64Range(1, 200).Draw(t, "width")
		all := ""
		for _, l := range wrap([2]*typeface{face, face}, line{text: text, size: 10}, width) {
			if l.text == "" || face.width(l.text)*10 > width && len([]rune(l.text)) > 1 {
				t.Fatalf("line %q at %g", l.text, width)
			}
			all += l.text
		}
		if bare(all) != bare(text) {
			t.Fatalf("%q became %q", text, all)
		}
	})
}

func TestQuadratic_StaysWithinAUnitOfTheCubicCurve(t *testing.T) {
	a, b, c, d := point{0, 0, true}, point{0, 276, true}, point{224, 500, true}, point{500, 500, true} // a quarter of a circle
	curve := quadratic(a, b, c, d)
	from := a
	for i := 0; i < len(curve); i += 2 {
		for _, at := range []float64{.1, .25, .5, .75, .9} {
			u := 1 - at
			x := u*u*from.x + 2*u*at*curve[i].x + at*at*curve[i+1].x
			y := u*u*from.y + 2*u*at*curve[i].y + at*at*curve[i+1].y
			want := cubic(a, b, c, d, (float64(i/2)+at)/pieces)
			if far := math.Hypot(x-want.x, y-want.y); far > 1 {
				t.Errorf("%g of a unit away at piece %d, %g", far, i/2, at)
			}
		}
		from = curve[i+1]
	}
	if from != d {
		t.Errorf("ends at %+v", from)
	}
}

// Whatever a table holds, nothing of it lies beyond the margins.
func TestTable_StaysOnThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide := rapid.IntRange(1, 14).Draw(t, "columns")
		text := rapid.StringMatching("[a-z 0-9]{0,18}")
		table := Table{Title: "t", Head: rapid.SliceOfN(text, wide, wide).Draw(t, "head")}
		for range rapid.IntRange(0, 80).Draw(t, "rows") {
			table.Rows = append(table.Rows, rapid.SliceOfN(text, wide, wide).Draw(t, "row"))
		}
		fonts, _, err := newFonts(Sheet{Tables: []Table{table}})
		if err != nil {
			t.Fatal(err)
		}
		pages, _ := layTables([]Table{table}, fonts, page{}, 300, 700)
		for _, p := range pages {
			for _, r := range p.runs {
				if r.x < margin-1e-6 || r.x+fonts[index(r.bold)].width(r.text)*r.size > pageWidth-margin+1e-6 || r.y > 700+r.size*leading*2 {
					t.Fatalf("%+v of %v", r, table.Head)
				}
			}
		}
	})
}
