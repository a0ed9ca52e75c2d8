package insight

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/insight/rfm"
)

// CreateRenderer implements fyne.Widget.
func (w *segmentMap) CreateRenderer() fyne.WidgetRenderer { return &mapRenderer{w: w} }

type mapRenderer struct {
	w       *segmentMap
	objects []fyne.CanvasObject
}

func (r *mapRenderer) Destroy()                     {}
func (r *mapRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *mapRenderer) MinSize() fyne.Size           { return fyne.NewSize(300, 260) }
func (r *mapRenderer) Layout(fyne.Size)             { r.draw() }

// Refresh implements fyne.WidgetRenderer.
func (r *mapRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.w)
}

func (r *mapRenderer) color(name fyne.ThemeColorName) color.Color {
	return theme.ColorForWidget(name, r.w)
}

func (r *mapRenderer) draw() {
	r.objects = nil
	if r.w.m == nil || r.w.Size().Width < 60 {
		return
	}
	g := r.w.grid()
	most := 1
	for _, row := range r.w.m.cells {
		for _, c := range row {
			most = max(most, c.customers)
		}
	}
	for row := range r.w.m.cells {
		for col := range r.w.m.cells[row] {
			r.cell(g, place{row, col}, most)
		}
	}
	r.names(g)
	r.axes(g)
	if r.w.focused && r.w.walking {
		r.frame(g, r.w.cursor, ui.ColorAccent)
	}
}

// same reports whether two places belong to one segment; off the map is none.
func (w *segmentMap) same(a, b place) bool {
	if b.row < 0 || b.col < 0 || b.row >= len(w.m.rows) || b.col >= len(w.m.cols) {
		return false
	}
	return w.cell(a).segment == w.cell(b).segment
}

// inside is the area of a cell: close to its own segment, apart from others.
func (r *mapRenderer) inside(g grid, p place) (fyne.Position, fyne.Size) {
	pos, size := g.cell(p)
	gap := func(other place) float32 {
		if r.w.same(p, other) {
			return 0.5
		}
		return 2.5
	}
	left, top := gap(place{p.row, p.col - 1}), gap(place{p.row - 1, p.col})
	right, bottom := gap(place{p.row, p.col + 1}), gap(place{p.row + 1, p.col})
	return pos.AddXY(left, top), size.SubtractWidthHeight(left+right, top+bottom)
}

func (r *mapRenderer) cell(g grid, p place, most int) {
	c := r.w.cell(p)
	pos, size := r.inside(g, p)
	tone := screen.SegmentTone(c.segment).Color()
	if screen.SegmentTone(c.segment) == ui.Neutral {
		tone = ui.ColorMuted
	}
	share := float32(c.customers) / float32(most)
	box := canvas.NewRectangle(faded(r.color(tone), 0.09+0.36*share))
	box.CornerRadius = 3
	if r.w.hovered != nil && *r.w.hovered == p {
		box.StrokeColor, box.StrokeWidth = r.color(ui.ColorMuted), 1
	}
	if r.w.marked[c.key] || r.w.segments[c.segment] {
		box.StrokeColor, box.StrokeWidth = r.color(ui.ColorText), 2
	}
	box.Move(pos)
	box.Resize(size)
	r.objects = append(r.objects, box)
	count := r.text(i18n.Integer(int64(c.customers)), theme.TextSize(), true, ui.ColorText)
	if c.customers == 0 {
		count.Color = r.color(ui.ColorMuted)
		count.TextStyle.Bold = false
	}
	m := count.MinSize()
	count.Move(fyne.NewPos(pos.X+size.Width-m.Width-6, pos.Y+size.Height-m.Height-3))
}

// frame draws a line around a cell.
func (r *mapRenderer) frame(g grid, p place, name fyne.ThemeColorName) {
	pos, size := r.inside(g, p)
	box := canvas.NewRectangle(color.Transparent)
	box.StrokeColor, box.StrokeWidth, box.CornerRadius = r.color(name), 3, 3
	box.Move(pos)
	box.Resize(size)
	r.objects = append(r.objects, box)
}

// names writes each segment's name into its first cell.
func (r *mapRenderer) names(g grid) {
	done := map[rfm.Segment]bool{}
	for row := range r.w.m.cells {
		for col, c := range r.w.m.cells[row] {
			if done[c.segment] {
				continue
			}
			done[c.segment] = true
			pos, size := r.inside(g, place{row, col})
			width := size.Width
			for next := col + 1; r.w.same(place{row, col}, place{row, next}); next++ {
				_, more := r.inside(g, place{row, next})
				width += more.Width + 1
			}
			lines := int((size.Height - 8) / textHeight())
			if width < size.Width+2 {
				lines = int((size.Height - 22) / textHeight()) // the number stands below
			}
			letters := nameSize(screen.SegmentName(c.segment), width-8)
			for i, line := range wrapName(screen.SegmentName(c.segment), width-8, letters, max(1, min(lines, 2))) {
				name := r.text(line, letters, true, ui.ColorText)
				name.Move(fyne.NewPos(pos.X+5, pos.Y+5+float32(i)*(textHeight()-2)))
			}
		}
	}
}

// nameSize is the size of letters in which the longest word of a name fits.
func nameSize(name string, width float32) float32 {
	size := theme.CaptionTextSize()
	for ; size > 9.5; size -= 0.5 {
		fits := true
		for _, word := range strings.Fields(name) {
			fits = fits && nameWidth(word, size) <= width
		}
		if fits {
			break
		}
	}
	return size
}

func nameWidth(s string, size float32) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{Bold: true}).Width
}

// axes writes the ranges beside and below the cells.
func (r *mapRenderer) axes(g grid) {
	size := theme.CaptionTextSize()
	for row, label := range r.w.m.rows {
		pos, cell := g.cell(place{row, 0})
		text := r.text(label, size, false, ui.ColorMuted)
		text.Move(fyne.NewPos(g.x-text.MinSize().Width-8, pos.Y+(cell.Height-text.MinSize().Height)/2))
	}
	for col, label := range r.w.m.cols {
		pos, cell := g.cell(place{0, col})
		text := r.text(label, size, false, ui.ColorMuted)
		text.Move(fyne.NewPos(pos.X+(cell.Width-text.MinSize().Width)/2, g.height+2))
	}
	axis := r.text(t("axis_orders"), size, false, ui.ColorMuted)
	axis.Move(fyne.NewPos(g.x+(g.width-axis.MinSize().Width)/2, g.height+2+textHeight()))
}

func (r *mapRenderer) text(s string, size float32, bold bool, name fyne.ThemeColorName) *canvas.Text {
	text := canvas.NewText(s, r.color(name))
	text.TextSize, text.TextStyle.Bold = size, bold
	text.Resize(text.MinSize())
	r.objects = append(r.objects, text)
	return text
}

// faded is a colour with less of itself, 0 to 1.
func faded(c color.Color, share float32) color.Color {
	red, green, blue, _ := c.RGBA()
	return color.NRGBA{R: uint8(red >> 8), G: uint8(green >> 8), B: uint8(blue >> 8), A: uint8(255 * min(share, 1))}
}

// wrapName breaks a name between words into at most so many lines; what does
// not fit ends in "…".
func wrapName(name string, width, size float32, lines int) []string {
	var out []string
	words := strings.Fields(name)
	for len(words) > 0 && len(out) < lines {
		last := len(out) == lines-1
		line := words[0]
		words = words[1:]
		for len(words) > 0 && (last || nameWidth(line+" "+words[0], size) <= width) {
			line += " " + words[0]
			words = words[1:]
		}
		out = append(out, cut(line, width, size))
	}
	return out
}

func cut(s string, width, size float32) string {
	if nameWidth(s, size) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && nameWidth(string(r)+"…", size) > width {
		r = r[:len(r)-1]
	}
	return strings.TrimSpace(string(r)) + "…"
}
