package chart

import (
	"cmp"
	"math"
	"slices"

	gochart "github.com/wcharczuk/go-chart/v2"
)

func widestTick(sc scale) float32 {
	w := float32(0)
	for _, t := range sc.ticks {
		w = max(w, RoleTick.width(t.label))
	}
	return w
}

// gridLayer draws a thin line for each number of the value axis.
func (sk *sketch) gridLayer(sc scale) layer {
	st := gochart.Style{StrokeColor: ink(sk.pal.Grid), StrokeWidth: sk.thick(1)}
	return func(box gochart.Box, xr, yr gochart.Range) {
		for _, t := range sc.ticks {
			gochart.GridLine{Value: t.value}.Render(sk.r, box, yr, false, st)
		}
	}
}

// zeroLayer draws the line that bars stand on.
func (sk *sketch) zeroLayer(sc scale) layer {
	st := gochart.Style{StrokeColor: ink(sk.pal.Axis), StrokeWidth: sk.thick(1)}
	return func(box gochart.Box, _, yr gochart.Range) {
		if sc.min <= 0 && sc.max >= 0 {
			gochart.GridLine{Value: 0}.Render(sk.r, box, yr, false, st)
		}
	}
}

// tickLayer writes the numbers left of the plot, right-aligned.
func (sk *sketch) tickLayer(sc scale) layer {
	lh := RoleTick.lineHeight()
	return func(box gochart.Box, _, yr gochart.Range) {
		right := float32(box.Left)/sk.k - gap
		for _, t := range sc.ticks {
			label := RoleTick.ellipsis(t.label, right-sk.body.X+1)
			y := float32(box.Bottom-yr.Translate(t.value)) / sk.k
			sk.write(RoleTick, label, right-RoleTick.width(label), y-lh/2)
		}
	}
}

// categoryLabel is the text under one category; slot counts drawn categories.
type categoryLabel struct {
	slot  int
	lines []string
}

// planCategories decides what is written under the plot: every name on one or
// two lines, or, where there is too little room, one name in so many. It
// returns the height the labels need.
func (sk *sketch) planCategories(shown []int, width float32) ([]categoryLabel, float32) {
	if len(shown) == 0 || width <= 0 {
		return nil, 0
	}
	slot := width / float32(len(shown))
	widest := float32(0)
	for _, i := range thinned(shown, 400) {
		widest = max(widest, RoleCategory.width(sk.spec.Categories[i]))
	}
	lh := RoleCategory.lineHeight()
	lines, every, room := 1, 1, slot-6
	switch {
	case widest <= room:
	case slot >= 58 || len(shown) <= 2:
		lines = 2
	default:
		room = min(widest, 84)
		every = max(1, int(math.Ceil(float64((room+10)/slot))))
		room = float32(every)*slot - 8
	}
	var out []categoryLabel
	deepest := 0
	for at := 0; at < len(shown); at += every {
		text := RoleCategory.wrap(sk.spec.Categories[shown[at]], room, lines)
		deepest = max(deepest, len(text))
		out = append(out, categoryLabel{at, text})
	}
	return out, float32(deepest) * lh
}

// thinned takes at most n evenly spread elements.
func thinned(list []int, n int) []int {
	if len(list) <= n {
		return list
	}
	out := make([]int, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}

// underPlot is the distance from the plot to the names below it: the number
// at the lower end of the value axis needs half a line.
func underPlot() float32 { return RoleTick.lineHeight()/2 + 1 }

func (sk *sketch) categoryLayer(labels []categoryLabel) layer {
	lh := RoleCategory.lineHeight()
	return func(box gochart.Box, xr, _ gochart.Range) {
		y := float32(box.Bottom)/sk.k + underPlot()
		for _, l := range labels {
			x := float32(box.Left+xr.Translate(float64(l.slot)+0.5)) / sk.k
			for i, line := range l.lines {
				w := RoleCategory.width(line)
				from := min(max(x-w/2, 0), sk.size.Width-w-1)
				sk.writeIn(RoleCategory, line, from, y+float32(i)*lh, sk.pal.Muted)
			}
		}
	}
}

// nameLayer writes the names of the series beside their last values, moved
// apart where they would touch, each tied to its place by a short line.
func (sk *sketch) nameLayer(shown []int, gutter float32) layer {
	return func(box gochart.Box, _, yr gochart.Range) {
		type name struct {
			series   int
			from, to float32
		}
		lh := RoleSeries.lineHeight()
		var names []name
		for i := range sk.spec.Series {
			if y, ok := sk.anchor(i, shown, box, yr); ok {
				names = append(names, name{i, y, y})
			}
		}
		slices.SortStableFunc(names, func(a, b name) int { return cmp.Compare(a.from, b.from) })
		wanted := make([]float32, len(names))
		for i, n := range names {
			wanted[i] = n.from
		}
		top, bottom := float32(box.Top)/sk.k, float32(box.Bottom)/sk.k
		x := float32(box.Right) / sk.k
		for i, y := range spread(wanted, lh, top, bottom) {
			sk.leader(names[i].series, x+2, names[i].from, x+12, y)
			text := RoleSeries.ellipsis(sk.spec.Series[names[i].series].Name, gutter-26)
			sk.write(RoleSeries, text, x+25, y-lh/2)
		}
	}
}

// leader ties a name to its value with a thin line that ends in the sign of
// the series.
func (sk *sketch) leader(series int, x0, y0, x1, y1 float32) {
	gochart.Style{StrokeColor: ink(sk.pal.Axis), StrokeWidth: sk.thick(1)}.WriteToRenderer(sk.r)
	if math.Abs(float64(y0-y1)) > 1 {
		sk.r.MoveTo(sk.px(x0), sk.px(y0))
		sk.r.LineTo(sk.px(x1), sk.px(y1))
		sk.r.Stroke()
	}
	half := float32(4)
	if sk.spec.Kind == Line {
		half = 1.5
	}
	sk.box(gochart.Box{
		Left: sk.px(x1), Top: sk.px(y1 - half), Right: sk.px(x1 + 8), Bottom: sk.px(y1 + half),
	}, sk.pal.series(series))
}

// anchor is the height of the last value of a series: of its line, or of the
// middle of its piece of the last stack.
func (sk *sketch) anchor(series int, shown []int, box gochart.Box, yr gochart.Range) (float32, bool) {
	for k := len(shown) - 1; k >= 0; k-- {
		i := shown[k]
		v := sk.spec.Series[series].Values[i]
		if math.IsNaN(v) {
			continue
		}
		if sk.spec.Kind == StackedBar {
			if k < len(shown)-1 {
				// Nothing here: the name stays on the side of zero it was on.
				i = shown[len(shown)-1]
				v = math.Copysign(tiniest, v)
			}
			v = sk.stackBelow(series, i, v) + v/2
		}
		return float32(box.Bottom-yr.Translate(v)) / sk.k, true
	}
	return 0, false
}

// stackBelow is the value at which the piece of a series begins; pieces below
// zero hang from it.
func (sk *sketch) stackBelow(series, category int, v float64) float64 {
	sum := 0.0
	for _, s := range sk.spec.Series[:series] {
		if w := s.Values[category]; !math.IsNaN(w) && (w < 0) == (v < 0) {
			sum += w
		}
	}
	return sum
}

// spread moves ascending positions at least step apart within lo and hi, each
// as little as need be.
func spread(wanted []float32, step, lo, hi float32) []float32 {
	out := slices.Clone(wanted)
	for i := range out {
		out[i] = max(out[i], lo+float32(i)*step)
		if i > 0 {
			out[i] = max(out[i], out[i-1]+step)
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		limit := hi
		if i < len(out)-1 {
			limit = out[i+1] - step
		}
		out[i] = min(out[i], limit)
	}
	return out
}
