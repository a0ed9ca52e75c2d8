package chart

import (
	"math"

	gochart "github.com/wcharczuk/go-chart/v2"
)

// heatMap draws the cells with their scale above, row names to the left and
// column names below.
func (sk *sketch) heatMap() {
	area := sk.body
	lh := RoleCategory.lineHeight()
	lo, hi := sk.cellExtent()
	used := sk.heatScale(area, lo, hi)
	area.Y, area.H = area.Y+used, area.H-used
	if sk.spec.XLabel != "" {
		area.H -= lh + 2
	}
	names := float32(0)
	for _, name := range sk.spec.RowLabels {
		names = max(names, RoleCategory.width(name))
	}
	names = min(names, area.W*0.3) + gap
	area.X, area.W = area.X+names, area.W-names
	cols := make([]int, len(sk.spec.ColLabels))
	for i := range cols {
		cols[i] = i
	}
	labels, below := sk.planColumns(cols, area.W)
	area.H -= below + underPlot()
	rows := len(sk.spec.Cells)
	sk.render(area, 0, float64(max(1, len(cols))), 0, float64(max(1, rows)),
		sk.cellLayer(lo, hi), sk.heatRows(names), sk.categoryLayer(labels))
	if sk.spec.XLabel != "" {
		name := RoleAxis.ellipsis(sk.spec.XLabel, area.W)
		sk.write(RoleAxis, name, area.X+(area.W-RoleAxis.width(name))/2, area.Y+area.H+below+underPlot()+2)
	}
}

// planColumns is planCategories for the columns of a heat map.
func (sk *sketch) planColumns(cols []int, width float32) ([]categoryLabel, float32) {
	sk.spec.Categories = sk.spec.ColLabels
	return sk.planCategories(cols, width)
}

func (sk *sketch) cellExtent() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, row := range sk.spec.Cells {
		for _, v := range row {
			if !math.IsNaN(v) {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	return lo, hi
}

// shade places v on the colour scale: from the smallest to the largest value,
// or, when there are negative ones, evenly to both sides of zero.
func shade(v, lo, hi float64) float64 {
	if lo < 0 {
		return v / math.Max(-lo, math.Max(hi, 0))
	}
	if hi == lo {
		return 0.5
	}
	return (v - lo) / (hi - lo)
}

// heatScale draws the name of the measure and its colour scale; it returns
// the height it took.
func (sk *sketch) heatScale(area Rect, lo, hi float64) float32 {
	lh := RoleScale.lineHeight()
	if area.W < 140 || area.H < 4*lh {
		return 0
	}
	const length = 112
	width := sk.headWidth(area.W, area.Y)
	x := area.X
	if sk.spec.YLabel != "" {
		name := RoleAxis.ellipsis(sk.spec.YLabel, width*0.5)
		sk.write(RoleAxis, name, x, area.Y)
		x += RoleAxis.width(name) + 2*gap
	}
	low := RoleScale.ellipsis(sk.spec.valueLabel(lo), width/5)
	high := RoleScale.ellipsis(sk.spec.valueLabel(hi), width/5)
	sk.write(RoleScale, low, x, area.Y)
	x += RoleScale.width(low) + 6
	room := min(length, area.X+width-x-RoleScale.width(high)-6)
	if room < 20 {
		return lh + gap
	}
	steps := sk.px(room)
	left, top, bottom := sk.px(x), sk.px(area.Y+lh/2-5), sk.px(area.Y+lh/2+5)
	for i := range steps {
		t := shade(lo+(hi-lo)*float64(i)/float64(steps), lo, hi)
		sk.box(gochart.Box{Left: left + i, Right: left + i + 1, Top: top, Bottom: bottom}, sk.pal.heat(t))
	}
	sk.write(RoleScale, high, x+room+6, area.Y)
	return lh + gap
}

// cellBox is a cell in pixels; row 0 is at the top.
func (sk *sketch) cellBox(row, col int, box gochart.Box) gochart.Box {
	rows, cols := len(sk.spec.Cells), max(1, len(sk.spec.ColLabels))
	return gochart.Box{
		Left: box.Left + box.Width()*col/cols, Right: box.Left + box.Width()*(col+1)/cols,
		Top: box.Top + box.Height()*row/rows, Bottom: box.Top + box.Height()*(row+1)/rows,
	}
}

func (sk *sketch) cellLayer(lo, hi float64) layer {
	return func(box gochart.Box, _, _ gochart.Range) {
		labels := sk.cellLabels(box)
		for i, row := range sk.spec.Cells {
			for j, v := range row {
				b := sk.cellBox(i, j, box)
				u := sk.units(b)
				if g := int(sk.thick(2)); b.Width() > 4*g && b.Height() > 4*g {
					b.Right, b.Bottom = b.Right-g, b.Bottom-g
				}
				if math.IsNaN(v) {
					sk.noCell(b)
					continue
				}
				c := sk.pal.heat(shade(v, lo, hi))
				sk.hits = append(sk.hits, Hit{i, j, u})
				sk.box(b, c)
				if labels != nil {
					role := sk.cellRole(i, j)
					u, lh := sk.units(b), role.lineHeight()
					w := role.width(labels[i][j])
					sk.writeIn(role, labels[i][j], u.X+(u.W-w)/2, u.Y+(u.H-lh)/2, inkOn(c))
				}
			}
		}
	}
}

// noCell marks a cell without data: a slash, not a colour.
func (sk *sketch) noCell(b gochart.Box) {
	if b.Width() < 6 || b.Height() < 6 {
		return
	}
	m := min(b.Width(), b.Height()) / 5
	x, y := (b.Left+b.Right)/2, (b.Top+b.Bottom)/2
	gochart.Style{StrokeColor: ink(sk.pal.Axis), StrokeWidth: sk.thick(1)}.WriteToRenderer(sk.r)
	sk.r.MoveTo(x-m, y+m)
	sk.r.LineTo(x+m, y-m)
	sk.r.Stroke()
}

func (sk *sketch) cellRole(row, col int) Role {
	if row < len(sk.spec.Strong) && col < len(sk.spec.Strong[row]) && sk.spec.Strong[row][col] {
		return RoleStrong
	}
	return RoleValue
}

// cellLabels returns the written values, or nil when one does not fit its cell.
func (sk *sketch) cellLabels(box gochart.Box) [][]string {
	rows, cols := len(sk.spec.Cells), len(sk.spec.ColLabels)
	w := float32(box.Width()) / sk.k / float32(max(1, cols))
	h := float32(box.Height()) / sk.k / float32(max(1, rows))
	if h < RoleValue.lineHeight()+3 || w < 14 {
		return nil
	}
	out := make([][]string, rows)
	for i, row := range sk.spec.Cells {
		out[i] = make([]string, len(row))
		for j, v := range row {
			out[i][j] = sk.spec.valueLabel(v)
			if sk.cellRole(i, j).width(out[i][j]) > w-5 {
				return nil
			}
		}
	}
	return out
}

func (sk *sketch) heatRows(gutter float32) layer {
	lh := RoleCategory.lineHeight()
	return func(box gochart.Box, _, _ gochart.Range) {
		rows := len(sk.spec.RowLabels)
		height := float32(box.Height()) / sk.k / float32(max(1, rows))
		every := max(1, int(math.Ceil(float64(lh/height))))
		for i := 0; i < rows; i += every {
			name := RoleCategory.ellipsis(sk.spec.RowLabels[i], gutter-gap)
			x := float32(box.Left)/sk.k - gap - RoleCategory.width(name)
			y := float32(box.Top)/sk.k + (float32(i)+0.5)*height - lh/2 - 1
			sk.writeIn(RoleCategory, name, x, y, sk.pal.Muted)
		}
	}
}
