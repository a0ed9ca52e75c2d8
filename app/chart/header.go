package chart

import (
	"strings"

	gochart "github.com/wcharczuk/go-chart/v2"

	"regulars/app/i18n"
)

const (
	gap      = 8  // between parts of the chart
	swatch   = 10 // side of a legend's colour field
	keyWidth = 20 // length of a legend's line
)

// header writes title, subtitle and legend and takes their room from the body.
func (sk *sketch) header() {
	w := sk.body.W
	y := sk.body.Y
	limit := sk.body.H * 0.45
	lines := 2
	if sk.size.Height < 280 {
		lines = 1
	}
	for _, part := range []struct {
		role Role
		text string
	}{{RoleTitle, sk.spec.Title}, {RoleSubtitle, sk.spec.Subtitle}} {
		lh := part.role.lineHeight()
		for _, line := range part.role.wrap(part.text, sk.headWidth(w, y), lines) {
			if y+lh-sk.body.Y > limit {
				break
			}
			sk.write(part.role, line, sk.body.X, y)
			y += lh
		}
	}
	if y > sk.body.Y {
		y += gap
	}
	if sk.bare {
		y = sk.below(y)
	}
	sk.body.H -= y - sk.body.Y
	sk.body.Y = y
	if sk.spec.Empty == "" && !sk.bare {
		sk.legend()
	}
}

// headWidth is the room for text at height y, left of the free corner.
func (sk *sketch) headWidth(w, y float32) float32 {
	if y < sk.corner.Height {
		return max(0, w-sk.corner.Width-gap)
	}
	return w
}

// below is y, or the end of the free corner where that is lower: what takes
// the whole width begins there. A legend or the name of an axis needs less and
// stands beside the corner.
func (sk *sketch) below(y float32) float32 { return max(y, sk.corner.Height) }

// legend names the series, unless they are named beside their lines.
func (sk *sketch) legend() {
	if sk.spec.Kind == HeatMap || len(sk.spec.Series) < 2 {
		return
	}
	if sk.direct = sk.canNameDirectly(); sk.direct {
		return
	}
	lh := RoleLegend.lineHeight()
	key := sk.keyWidth()
	x, y, rows := sk.body.X, sk.body.Y, 1
	longest := max(140, sk.body.W/float32(len(sk.spec.Series))-key-6-2*gap)
	for i, s := range sk.spec.Series {
		line := sk.headWidth(sk.body.W, y)
		name := RoleLegend.ellipsis(s.Name, min(longest, line-key-6))
		width := key + 6 + RoleLegend.width(name)
		more := i18n.T("chart.more", i18n.Args{"N": i18n.Integer(int64(len(sk.spec.Series) - i))})
		room := sk.body.X + line - x
		if rows == 3 && i < len(sk.spec.Series)-1 {
			room -= RoleLegend.width(more) + 2*gap
		}
		if width > room && rows == 3 {
			sk.write(RoleLegend, more, x, y)
			break
		}
		if width > room && x > sk.body.X {
			x, y, rows = sk.body.X, y+lh+2, rows+1
		}
		if y+lh-sk.body.Y > sk.body.H/3 {
			break
		}
		sk.legendKey(i, x, y+lh/2)
		sk.write(RoleLegend, name, x+key+6, y)
		x += width + 2*gap
	}
	y += lh + gap
	sk.body.H -= y - sk.body.Y
	sk.body.Y = y
}

func (sk *sketch) keyWidth() float32 {
	if sk.spec.Kind == Line {
		return keyWidth
	}
	return swatch
}

// legendKey draws the sign of series i, middle at height y.
func (sk *sketch) legendKey(i int, x, y float32) {
	if sk.spec.Kind != Line {
		b := gochart.Box{Left: sk.px(x), Top: sk.px(y - swatch/2), Right: sk.px(x + swatch), Bottom: sk.px(y + swatch/2)}
		sk.box(b, sk.pal.series(i))
		return
	}
	sk.lineStyle(i).WriteToRenderer(sk.r)
	sk.r.MoveTo(sk.px(x), sk.px(y))
	sk.r.LineTo(sk.px(x+keyWidth), sk.px(y))
	sk.r.Stroke()
}

// canNameDirectly reports whether there is room for the names beside the plot.
func (sk *sketch) canNameDirectly() bool {
	n := len(sk.spec.Series)
	if sk.spec.Kind != Line && sk.spec.Kind != StackedBar {
		return false
	}
	// Axis names, category names and the footer take about five lines.
	lh := RoleSeries.lineHeight()
	return n <= 9 && sk.body.W >= 440 && float32(n+5)*lh <= sk.body.H
}

// nameGutter is the width kept right of the plot for the names of the series.
func (sk *sketch) nameGutter() float32 {
	if !sk.direct {
		return 0
	}
	widest := float32(0)
	for _, s := range sk.spec.Series {
		widest = max(widest, RoleSeries.width(s.Name))
	}
	return 26 + min(widest, max(96, sk.body.W*0.2))
}

// reserveFooter keeps room at the bottom for n and the note. What else the
// footer says is known only after drawing, see [sketch.footer].
func (sk *sketch) reserveFooter() {
	lh := RoleFooter.lineHeight()
	lines := len(RoleFooter.wrap(footerText(sk.spec, 0), sk.body.W, 2))
	if sk.status || len(sk.spec.Categories) > int(sk.body.W/8) {
		lines = max(1, lines)
	}
	if lines == 0 || sk.body.H < 4*lh {
		return
	}
	h := float32(lines) * lh
	sk.foot = Rect{sk.body.X, sk.body.Y + sk.body.H - h, sk.body.W, h}
	sk.body.H -= h + gap
}

// footer writes n, the note and how many values found no room.
func (sk *sketch) footer() {
	lh := RoleFooter.lineHeight()
	for i, line := range RoleFooter.wrap(footerText(sk.spec, sk.dropped), sk.foot.W, int(sk.foot.H/lh+0.5)) {
		sk.write(RoleFooter, line, sk.foot.X, sk.foot.Y+float32(i)*lh)
	}
}

func footerText(s Spec, dropped int) string {
	var parts []string
	if s.N > 0 {
		parts = append(parts, i18n.T("chart.n", i18n.Args{"N": i18n.Integer(int64(s.N))}))
	}
	if s.Note != "" {
		parts = append(parts, s.Note)
	}
	if dropped > 0 {
		parts = append(parts, i18n.N("chart.dropped", dropped))
	}
	return strings.Join(parts, " · ")
}

// emptyState writes the reason in the middle of what is left.
func (sk *sketch) emptyState() {
	lines := RoleEmpty.wrap(sk.spec.Empty, min(420, sk.body.W), 4)
	lh := RoleEmpty.lineHeight()
	y := sk.body.Y + (sk.body.H-float32(len(lines))*lh)/2
	for i, line := range lines {
		x := sk.body.X + (sk.body.W-RoleEmpty.width(line))/2
		sk.write(RoleEmpty, line, x, y+float32(i)*lh)
	}
}
