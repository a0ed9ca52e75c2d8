package chart

import (
	"math"

	gochart "github.com/wcharczuk/go-chart/v2"
)

// upright draws the kinds that have categories along the bottom and values up
// the side.
func (sk *sketch) upright() {
	lo, hi := sk.extent()
	area := sk.body
	lh := RoleTick.lineHeight()
	area = sk.axisName(area, 4)
	if sk.spec.XLabel != "" {
		area.H -= lh + 2
	}
	// Half a line above the plot for the top number, a whole one for values.
	head := lh/2 + 2
	if sk.spec.Kind != Line {
		head = lh + 4
	}
	area.Y, area.H = area.Y+head, area.H-head
	count := int((area.H - lh - 6) / 34)
	sc := newScale(lo, hi, count, sk.spec.Kind != Line, sk.spec.tickLabel)
	left := min(widestTick(sc)+gap, area.W/3)
	gutter := sk.nameGutter()
	area.X, area.W = area.X+left, area.W-left-gutter

	shown := sk.shown(area.W)
	labels, below := sk.planCategories(shown, area.W)
	area.H -= below + underPlot()
	if lo < 0 && sk.spec.Kind != Line && area.H > 0 {
		// The value under the lowest bar stands above the names.
		sc.min = min(sc.min, lo-(sc.max-sc.min)*float64((lh+2)/area.H))
	}
	layers := []gochart.Series{sk.gridLayer(sc)}
	switch sk.spec.Kind {
	case Line:
		layers = append(layers, sk.lineLayers(shown, area.W)...)
	case GroupedBar:
		layers = append(layers, sk.groupedLayer(shown))
	default:
		layers = append(layers, sk.stackedLayer(shown))
	}
	layers = append(layers, sk.zeroLayer(sc), sk.tickLayer(sc), sk.categoryLayer(labels))
	if sk.direct {
		layers = append(layers, sk.nameLayer(shown, gutter))
	}
	sk.render(area, 0, float64(max(1, len(shown))), sc.min, sc.max, layers...)
	if sk.spec.XLabel != "" {
		name := RoleAxis.ellipsis(sk.spec.XLabel, area.W)
		sk.write(RoleAxis, name, area.X+(area.W-RoleAxis.width(name))/2, area.Y+area.H+below+underPlot()+2)
	}
}

// axisName writes what the values are above the plot, and returns what is
// left of the area.
func (sk *sketch) axisName(area Rect, space float32) Rect {
	top := area.Y
	if sk.spec.YLabel != "" {
		sk.write(RoleAxis, RoleAxis.ellipsis(sk.spec.YLabel, sk.headWidth(area.W, top)), area.X, top)
		top += RoleAxis.lineHeight() + space
	}
	top = sk.below(top)
	area.Y, area.H = top, area.H-(top-area.Y)
	return area
}

// extent is the smallest and largest value that must be visible.
func (sk *sketch) extent() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	see := func(v float64) {
		if !math.IsNaN(v) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	if sk.spec.Kind == StackedBar {
		for i := range sk.spec.Categories {
			minus, plus := sk.stackEnds(i)
			see(minus)
			see(plus)
		}
		return lo, hi
	}
	for _, s := range sk.spec.Series {
		for _, list := range [][]float64{s.Values, s.Low, s.High} {
			for _, v := range list {
				see(v)
			}
		}
	}
	return lo, hi
}

// stackEnds is how far the stack of category i reaches below and above zero.
func (sk *sketch) stackEnds(i int) (minus, plus float64) {
	for _, s := range sk.spec.Series {
		switch v := s.Values[i]; {
		case v > 0:
			plus += v
		case v < 0:
			minus += v
		}
	}
	return minus, plus
}

// shown picks the categories to draw: all of them, or, where there are more
// than the width can hold, the largest of each stretch, so that no peak is lost.
func (sk *sketch) shown(width float32) []int {
	n := len(sk.spec.Categories)
	limit := max(1, int(width/1.5))
	if sk.spec.Kind == GroupedBar {
		limit = max(1, limit/max(1, len(sk.spec.Series)))
	}
	if n <= limit {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all
	}
	sk.dropped = n - limit
	out := make([]int, 0, limit)
	for b := range limit {
		best, size := b*n/limit, -1.0
		for i := b * n / limit; i < (b+1)*n/limit; i++ {
			if s := sk.weight(i); s > size {
				best, size = i, s
			}
		}
		out = append(out, best)
	}
	return out
}

func (sk *sketch) weight(i int) float64 {
	sum := 0.0
	for _, s := range sk.spec.Series {
		if v := s.Values[i]; !math.IsNaN(v) {
			sum += math.Abs(v)
		}
	}
	return sum
}

// lineStyle is how series i is drawn as a line. Dashes tell lines apart
// without colour where their names do not stand beside them.
func (sk *sketch) lineStyle(i int) gochart.Style {
	st := gochart.Style{StrokeColor: ink(sk.pal.series(i)), StrokeWidth: math.Max(1, float64(2*sk.k))}
	if !sk.direct && i%3 > 0 {
		long := float64(sk.k) * []float64{0, 7, 2}[i%3]
		st.StrokeDashArray = []float64{long, float64(4 * sk.k)}
	}
	return st
}
