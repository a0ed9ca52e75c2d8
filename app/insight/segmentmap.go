package insight

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/insight/rfm"
)

var (
	_ fyne.Focusable    = (*segmentMap)(nil)
	_ fyne.Tappable     = (*segmentMap)(nil)
	_ desktop.Hoverable = (*segmentMap)(nil)
)

// place is a cell: row from the best recency down, column from the lowest
// frequency up.
type place struct{ row, col int }

// segmentMap draws the matrix: cells of one segment stand together under its
// name, each with its number of customers, darker where there are more.
type segmentMap struct {
	widget.BaseWidget
	onOpen   func(key string)
	onStatus func(string)
	onTable  func()

	m        *matrix
	marked   map[string]bool // keys of cells, segments whose records are shown
	cursor   place
	walking  bool // the cursor is shown
	focused  bool
	hovered  *place
	segments map[rfm.Segment]bool
}

func newSegmentMap(onOpen func(string)) *segmentMap {
	w := &segmentMap{onOpen: onOpen}
	w.ExtendBaseWidget(w)
	return w
}

func (w *segmentMap) set(m *matrix) {
	w.m, w.hovered = m, nil
	w.Refresh()
}

// mark frames the cells whose customers are listed.
func (w *segmentMap) mark(query string) {
	key := readKey(query)
	w.marked, w.segments = map[string]bool{query: query != ""}, map[rfm.Segment]bool{}
	for _, s := range segmentsOf(key.Get("segment")) {
		w.segments[s] = true
	}
	w.Refresh()
}

func (w *segmentMap) cell(p place) matrixCell { return w.m.cells[p.row][p.col] }

// tell is the cell pointed at in words, or what can be done.
func (w *segmentMap) tell() string {
	p := w.cursor
	switch {
	case w.m == nil:
		return ""
	case w.hovered != nil:
		p = *w.hovered
	case !w.focused || !w.walking:
		return t("matrix_hint")
	}
	c := w.cell(p)
	return n("matrix_cell", c.customers, i18n.Args{"Segment": segmentName(c.segment), "Days": w.m.rows[p.row], "Orders": w.m.cols[p.col], "Money": c.money})
}

func (w *segmentMap) changed() {
	w.onStatus(w.tell())
	w.Refresh()
}

// FocusGained implements fyne.Focusable.
func (w *segmentMap) FocusGained() { w.focused = true; w.changed() }

// FocusLost implements fyne.Focusable.
func (w *segmentMap) FocusLost() { w.focused, w.walking = false, false; w.changed() }

// TypedRune shows the table on T.
func (w *segmentMap) TypedRune(r rune) {
	if r == 't' || r == 'T' {
		w.onTable()
	}
}

// TypedKey walks with the arrow keys and opens with Enter.
func (w *segmentMap) TypedKey(e *fyne.KeyEvent) {
	if w.m == nil {
		return
	}
	step := map[fyne.KeyName]place{fyne.KeyUp: {-1, 0}, fyne.KeyDown: {1, 0}, fyne.KeyLeft: {0, -1}, fyne.KeyRight: {0, 1}}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		w.onOpen(w.cell(w.cursor).key)
	case fyne.KeyEscape:
		ui.Escape.Press()
	default:
		if d, ok := step[e.Name]; ok {
			if w.walking {
				w.cursor.row = max(0, min(w.cursor.row+d.row, len(w.m.rows)-1))
				w.cursor.col = max(0, min(w.cursor.col+d.col, len(w.m.cols)-1))
			}
			w.walking = true
			w.changed()
		}
	}
}

// Tapped opens the customers of a cell.
func (w *segmentMap) Tapped(e *fyne.PointEvent) {
	focus(w)
	if p, ok := w.at(e.Position); ok {
		w.cursor = p
		w.onOpen(w.cell(p).key)
	}
}

// MouseIn implements desktop.Hoverable.
func (w *segmentMap) MouseIn(e *desktop.MouseEvent) { w.MouseMoved(e) }

// MouseMoved tells the cell under the pointer.
func (w *segmentMap) MouseMoved(e *desktop.MouseEvent) {
	p, ok := w.at(e.Position)
	if !ok {
		w.MouseOut()
		return
	}
	if w.hovered == nil || *w.hovered != p {
		w.hovered = &p
		w.changed()
	}
}

// MouseOut implements desktop.Hoverable.
func (w *segmentMap) MouseOut() {
	if w.hovered != nil {
		w.hovered = nil
		w.changed()
	}
}

// Cursor is a hand over the cells.
func (w *segmentMap) Cursor() desktop.Cursor {
	if w.hovered != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// grid is where the cells are.
type grid struct {
	x, y, width, height float32 // of all cells
	rows, cols          int
}

func (w *segmentMap) grid() grid {
	size := w.Size()
	left, line := float32(0), textHeight()
	for _, row := range w.m.rows {
		left = max(left, captionWidth(row, false)+10)
	}
	return grid{x: left, width: size.Width - left, height: size.Height - 2*line - 8, rows: len(w.m.rows), cols: len(w.m.cols)}
}

func (g grid) cell(p place) (pos fyne.Position, size fyne.Size) {
	width, height := g.width/float32(g.cols), g.height/float32(g.rows)
	return fyne.NewPos(g.x+float32(p.col)*width, g.y+float32(p.row)*height), fyne.NewSize(width, height)
}

func (w *segmentMap) at(pos fyne.Position) (place, bool) {
	if w.m == nil {
		return place{}, false
	}
	g := w.grid()
	x, y := pos.X-g.x, pos.Y-g.y
	if x < 0 || y < 0 || x >= g.width || y >= g.height {
		return place{}, false
	}
	return place{int(y / g.height * float32(g.rows)), int(x / g.width * float32(g.cols))}, true
}

func textHeight() float32 {
	return fyne.MeasureText("0", theme.CaptionTextSize(), fyne.TextStyle{}).Height
}

func captionWidth(s string, bold bool) float32 {
	return fyne.MeasureText(s, theme.CaptionTextSize(), fyne.TextStyle{Bold: bold}).Width
}

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
	tone := segmentTone(c.segment).Color()
	if segmentTone(c.segment) == ui.Neutral {
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
			for i, line := range wrapName(segmentName(c.segment), width-8, max(1, min(lines, 2))) {
				name := r.text(line, theme.CaptionTextSize(), true, ui.ColorText)
				name.Move(fyne.NewPos(pos.X+5, pos.Y+5+float32(i)*(textHeight()-2)))
			}
		}
	}
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
func wrapName(name string, width float32, lines int) []string {
	var out []string
	words := strings.Fields(name)
	for len(words) > 0 && len(out) < lines {
		last := len(out) == lines-1
		line := words[0]
		words = words[1:]
		for len(words) > 0 && (last || captionWidth(line+" "+words[0], true) <= width) {
			line += " " + words[0]
			words = words[1:]
		}
		out = append(out, cut(line, width))
	}
	return out
}

func cut(s string, width float32) string {
	if captionWidth(s, true) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && captionWidth(string(r)+"…", true) > width {
		r = r[:len(r)-1]
	}
	return strings.TrimSpace(string(r)) + "…"
}
