package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
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
	return n("matrix_cell", c.customers, i18n.Args{"Segment": screen.SegmentName(c.segment), "Ago": w.m.agos[p.row], "Orders": w.m.counts[p.col], "Money": c.money})
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
		left = max(left, captionWidth(row)+10)
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

func captionWidth(s string) float32 {
	return fyne.MeasureText(s, theme.CaptionTextSize(), fyne.TextStyle{}).Width
}
