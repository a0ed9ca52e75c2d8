package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// rowSource is what the body draws from; it frees the drawing from the type
// of the records.
type rowSource interface {
	rowEvents
	count() int
	// cells formats the row for the shown columns.
	cells(pos int, into []cell)
	state(pos int) rowState
}

// tableBody shows the rows in sight and no others: it holds a screenful of row
// widgets and moves them under the scroll position.
type tableBody struct {
	widget.BaseWidget
	source rowSource
	pens   *pens
	slots  []slot // of the shown columns

	scroll *container.Scroll
	area   *rowArea
	pool   []*tableRow
	buffer []cell
}

func newTableBody(source rowSource) *tableBody {
	b := &tableBody{source: source}
	b.area = &rowArea{body: b}
	b.area.ExtendBaseWidget(b.area)
	b.scroll = container.NewVScroll(b.area)
	b.scroll.OnScrolled = func(fyne.Position) { b.follow(false) }
	b.ExtendBaseWidget(b)
	return b
}

// rowArea is as high as all rows together and holds those in sight.
type rowArea struct {
	widget.BaseWidget
	body    *tableBody
	objects []fyne.CanvasObject
}

func (a *rowArea) CreateRenderer() fyne.WidgetRenderer { return &areaRenderer{a} }

type areaRenderer struct{ a *rowArea }

func (r *areaRenderer) Layout(fyne.Size) {}
func (r *areaRenderer) MinSize() fyne.Size {
	b := r.a.body
	if b.pens == nil {
		return fyne.Size{}
	}
	return fyne.NewSize(0, float32(b.source.count())*b.pens.rowHeight())
}
func (r *areaRenderer) Refresh()                     { canvas.Refresh(r.a) }
func (r *areaRenderer) Objects() []fyne.CanvasObject { return r.a.objects }
func (r *areaRenderer) Destroy()                     {}

// setSlots takes the columns as laid out.
func (b *tableBody) setSlots(slots []slot) { b.slots = slots }

// refill formats every row in sight anew.
func (b *tableBody) refill() {
	b.area.Resize(b.area.MinSize().Max(fyne.NewSize(b.scroll.Size().Width, 0)))
	b.scroll.Refresh()
	b.follow(true)
}

// follow brings the rows in sight under the scroll position. Rows that were
// in sight already stay as they are unless all is set.
func (b *tableBody) follow(all bool) {
	if b.pens == nil || b.slots == nil {
		return
	}
	h, n := b.pens.rowHeight(), b.source.count()
	first := max(0, int(b.scroll.Offset.Y/h))
	last := min(n, first+int(b.scroll.Size().Height/h)+2)
	b.keepPool(int(b.scroll.Size().Height/h) + 3)
	b.area.objects = b.area.objects[:0]
	for pos := first; pos < last; pos++ {
		row := b.pool[pos%len(b.pool)]
		if all || row.pos != pos {
			b.fill(row, pos, h)
		}
		b.area.objects = append(b.area.objects, row)
	}
	for _, row := range b.pool {
		if row.pos < first || row.pos >= last {
			row.pos = -1
		}
	}
	canvas.Refresh(b.area)
}

func (b *tableBody) keepPool(n int) {
	if len(b.pool) >= n {
		return
	}
	for len(b.pool) < n {
		b.pool = append(b.pool, newTableRow(b.source))
	}
	for _, row := range b.pool {
		row.pos = -1 // places in the pool have changed
	}
}

func (b *tableBody) fill(row *tableRow, pos int, h float32) {
	b.buffer = slices.Grow(b.buffer[:0], len(b.slots))[:len(b.slots)]
	b.source.cells(pos, b.buffer)
	row.hovered = row.hovered && row.pos == pos
	row.show(pos, b.slots, b.buffer, b.source.state(pos), b.pens)
	row.Resize(fyne.NewSize(b.scroll.Size().Width, h))
	row.Move(fyne.NewPos(0, float32(pos)*h))
	canvas.Refresh(row)
}

// restate draws selection and cursor anew without formatting any text.
func (b *tableBody) restate() {
	for _, row := range b.pool {
		if row.pos < 0 || row.pos >= b.source.count() {
			continue
		}
		if s := b.source.state(row.pos); s != row.state {
			row.state = s
			row.paint(b.pens)
			canvas.Refresh(row)
		}
	}
}

// reveal scrolls as little as needed to show pos.
func (b *tableBody) reveal(pos int) {
	if b.pens == nil {
		return
	}
	h := b.pens.rowHeight()
	view := max(h, b.scroll.Size().Height) // a table that is not laid out yet shows a row
	top := float32(pos) * h
	y := b.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case top+h > y+view:
		y = top + h - view
	default:
		return
	}
	b.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	b.follow(false)
}

// page is how many rows are fully in sight.
func (b *tableBody) page() int {
	if b.pens == nil {
		return 1
	}
	return max(1, int(b.scroll.Size().Height/b.pens.rowHeight()))
}

// CreateRenderer implements fyne.Widget.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{b} }

type bodyRenderer struct{ b *tableBody }

// Layout leaves the rows to the table, which lays out the columns first.
func (r *bodyRenderer) Layout(s fyne.Size) { r.b.scroll.Resize(s) }

func (r *bodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 80) }
func (r *bodyRenderer) Refresh()                     { canvas.Refresh(r.b) }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.b.scroll} }
func (r *bodyRenderer) Destroy()                     {}
