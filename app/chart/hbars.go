package chart

import (
	"math"

	gochart "github.com/wcharczuk/go-chart/v2"
)

// horizontalBars draws one bar per category from top to bottom, its name to
// the left and its value at its end.
func (sk *sketch) horizontalBars() {
	area := sk.body
	lh := RoleCategory.lineHeight()
	area = sk.axisName(area, gap)
	area.H = max(0, area.H)
	shown := sk.shown(area.H)
	values := sk.spec.Series[0].Values
	names := min(sk.widestName(shown), area.W*0.38) + gap
	written := area.H/float32(max(1, len(shown))) >= lh
	room := sk.widestValue(shown)
	if room > area.W*0.3 {
		written = false
	}
	lo, hi := sk.extent()
	sc := newScale(lo, hi, int((area.W-names)/90), true, sk.spec.tickLabel)
	if written {
		// The bars may fill the plot: their values are written at their ends.
		sc.min, sc.max = math.Min(lo, 0), math.Max(hi, 0)
		if sc.min == sc.max {
			sc.max = 1
		}
		area.W -= room + 6
		if lo < 0 {
			names += room + 6
		}
	} else {
		area.H -= lh + 6
	}
	area.X, area.W = area.X+names, area.W-names
	layers := []gochart.Series{}
	if !written {
		layers = append(layers, sk.uprightGrid(sc))
	}
	layers = append(layers, sk.barRows(shown, values, written), sk.rowNames(shown, names))
	sk.render(area, sc.min, sc.max, 0, float64(max(1, len(shown))), layers...)
}

func (sk *sketch) widestName(shown []int) float32 {
	w := float32(0)
	for _, i := range thinned(shown, 400) {
		w = max(w, RoleCategory.width(sk.spec.Categories[i]))
	}
	return w
}

func (sk *sketch) widestValue(shown []int) float32 {
	w := float32(0)
	for _, i := range thinned(shown, 400) {
		w = max(w, RoleValue.width(sk.spec.valueLabel(sk.spec.Series[0].Values[i])))
	}
	return w
}

// barRows draws the bars from a line at zero.
func (sk *sketch) barRows(shown []int, values []float64, written bool) layer {
	lh := RoleValue.lineHeight()
	return func(box gochart.Box, xr, _ gochart.Range) {
		zero := box.Left + xr.Translate(0)
		for slot, i := range shown {
			v := values[i]
			if math.IsNaN(v) {
				continue
			}
			t, b := sk.rowSpan(slot, len(shown), box)
			end := box.Left + xr.Translate(v)
			bar := gochart.Box{Left: min(zero, end), Right: max(zero, end), Top: t, Bottom: b}
			sk.hits = append(sk.hits, Hit{0, i, sk.units(bar)})
			sk.box(bar, sk.pal.series(0))
			if !written {
				continue
			}
			label, u := sk.spec.valueLabel(v), sk.units(bar)
			x := u.X + u.W + 6
			if v < 0 {
				x = u.X - 6 - RoleValue.width(label)
			}
			sk.write(RoleValue, label, x, u.Y+(u.H-lh)/2)
		}
		w := int(sk.thick(1))
		sk.box(gochart.Box{Left: zero, Right: zero + w, Top: box.Top, Bottom: box.Bottom}, sk.pal.Axis)
	}
}

// rowSpan returns top and bottom pixel of a horizontal bar.
func (sk *sketch) rowSpan(slot, slots int, box gochart.Box) (top, bottom int) {
	height := float64(box.Height()) / float64(slots)
	bar := math.Max(1, math.Min(height*0.68, float64(30*sk.k)))
	middle := float64(box.Top) + (float64(slot)+0.5)*height
	top = int(math.Round(middle - bar/2))
	return top, max(top+1, int(math.Round(middle+bar/2)))
}

// rowNames writes the names left of the bars; where rows are lower than a
// line of text, one in so many.
func (sk *sketch) rowNames(shown []int, gutter float32) layer {
	lh := RoleCategory.lineHeight()
	return func(box gochart.Box, _, _ gochart.Range) {
		height := float32(box.Height()) / sk.k / float32(max(1, len(shown)))
		every := max(1, int(math.Ceil(float64(lh/height))))
		right := float32(box.Left)/sk.k - gap
		for k := 0; k < len(shown); k += every {
			name := RoleCategory.ellipsis(sk.spec.Categories[shown[k]], min(gutter, right)-gap)
			y := float32(box.Top)/sk.k + (float32(k)+0.5)*height - lh/2
			x := sk.body.X + min(sk.widestName(shown), sk.body.W*0.38) - RoleCategory.width(name)
			sk.write(RoleCategory, name, x, y)
		}
	}
}

// uprightGrid draws grid lines and numbers of a level value axis.
func (sk *sketch) uprightGrid(sc scale) layer {
	st := gochart.Style{StrokeColor: ink(sk.pal.Grid), StrokeWidth: sk.thick(1)}
	return func(box gochart.Box, xr, _ gochart.Range) {
		y := float32(box.Bottom)/sk.k + 6
		for _, t := range sc.ticks {
			gochart.GridLine{Value: t.value}.Render(sk.r, box, xr, true, st)
			x := float32(box.Left+xr.Translate(t.value)) / sk.k
			w := RoleTick.width(t.label)
			sk.write(RoleTick, t.label, min(x-w/2, sk.size.Width-w-1), y)
		}
	}
}
