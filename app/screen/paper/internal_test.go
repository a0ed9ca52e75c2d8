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
