package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable      = (*tableHeader)(nil)
	_ fyne.Draggable     = (*tableHeader)(nil)
	_ desktop.Cursorable = (*tableHeader)(nil)
	_ desktop.Hoverable  = (*tableHeader)(nil)
)

// tableHeader is the strip of titles: a tap sorts, dragging a border resizes.
type tableHeader struct {
	widget.BaseWidget
	slots    []slot
	sorted   int // shown column that sorts; -1: none
	desc     bool
	onSort   func(column int)
	onResize func(column int, width float32)
	onLetGo  func() // a resized border was let go

	dragging int // column whose right border is held; -1: none
	// Where and how wide the drag began: the column's own place moves while
	// a growing neighbour takes what it gives.
	dragX, dragWidth float32
	overEdge         bool
	objects          []fyne.CanvasObject
}

func newTableHeader() *tableHeader {
	h := &tableHeader{sorted: -1, dragging: -1}
	h.ExtendBaseWidget(h)
	return h
}

// set shows titles as laid out, with the sort mark.
func (h *tableHeader) set(slots []slot, sorted int, desc bool) {
	h.slots, h.sorted, h.desc = slots, sorted, desc
	h.Refresh()
}

// columnAt is the column under x; edgeAt the one whose right border is near x.
func (h *tableHeader) columnAt(x float32) int {
	for i, s := range h.slots {
		if x >= s.x && x < s.x+s.width {
			return i
		}
	}
	return -1
}

const edgeReach float32 = 6

func (h *tableHeader) edgeAt(x float32) int {
	for i, s := range h.slots {
		if edge := s.x + s.width; x >= edge-edgeReach && x <= edge+edgeReach {
			return i
		}
	}
	return -1
}

// Tapped sorts by the column.
func (h *tableHeader) Tapped(ev *fyne.PointEvent) {
	if i := h.columnAt(ev.Position.X); i >= 0 && h.edgeAt(ev.Position.X) < 0 && h.onSort != nil {
		h.onSort(i)
	}
}

// Dragged moves the border that was taken hold of.
func (h *tableHeader) Dragged(ev *fyne.DragEvent) {
	if h.dragging < 0 {
		h.dragX = ev.Position.X - ev.Dragged.DX
		h.dragging = h.edgeAt(h.dragX)
		if h.dragging >= 0 {
			h.dragWidth = h.slots[h.dragging].width
		}
	}
	if h.dragging < 0 || h.onResize == nil {
		return
	}
	wish := h.dragWidth + ev.Position.X - h.dragX
	h.onResize(h.dragging, max(h.slots[h.dragging].min, wish))
}

// DragEnd lets the border go.
func (h *tableHeader) DragEnd() {
	if h.dragging >= 0 && h.onLetGo != nil {
		h.onLetGo()
	}
	h.dragging = -1
}

// MouseIn implements desktop.Hoverable.
func (h *tableHeader) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved notes whether a border is under the mouse.
func (h *tableHeader) MouseMoved(ev *desktop.MouseEvent) {
	h.overEdge = h.edgeAt(ev.Position.X) >= 0
}

// MouseOut implements desktop.Hoverable.
func (h *tableHeader) MouseOut() { h.overEdge = false }

// Cursor shows that a border can be dragged.
func (h *tableHeader) Cursor() desktop.Cursor {
	if h.overEdge || h.dragging >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	r := &headerRenderer{h}
	r.build()
	return r
}

type headerRenderer struct{ h *tableHeader }

func (r *headerRenderer) build() {
	h := r.h
	size := sizeOf(h, theme.SizeNameCaptionText)
	style := fyne.TextStyle{Bold: true}
	letters := newRuler(size, style)
	lineHeight := fyne.MeasureText("Ạg", size, style).Height
	height := h.BaseWidget.Size().Height
	h.objects = h.objects[:0]
	for i, s := range h.slots {
		text := canvas.NewText("", colorOf(h, ColorMuted))
		text.TextSize, text.TextStyle, text.Alignment = size, style, s.align
		room := s.width - 2*cellPad
		if i == h.sorted {
			text.Color = colorOf(h, ColorText)
			room -= sortMark
		}
		text.Text = letters.fit(s.title, room)
		left := s.x + cellPad
		if i == h.sorted && s.align == fyne.TextAlignTrailing {
			left += sortMark
		}
		text.Move(fyne.NewPos(left, (height-lineHeight)/2))
		text.Resize(fyne.NewSize(room, lineHeight))
		h.objects = append(h.objects, text)
		if i == h.sorted {
			h.objects = append(h.objects, h.mark(s, letters.width(text.Text), height))
		}
		edge := canvas.NewRectangle(colorOf(h, ColorBorder))
		edge.Move(fyne.NewPos(s.x+s.width-1, height/4))
		edge.Resize(fyne.NewSize(1, height/2))
		h.objects = append(h.objects, edge)
	}
	line := canvas.NewRectangle(colorOf(h, ColorBorder))
	line.Move(fyne.NewPos(0, height-1))
	line.Resize(fyne.NewSize(h.BaseWidget.Size().Width, 1))
	h.objects = append(h.objects, line)
}

// mark is the arrow beside the title of the sorting column.
func (h *tableHeader) mark(s slot, titleWidth, height float32) fyne.CanvasObject {
	icon := theme.MenuDropUpIcon()
	if h.desc {
		icon = theme.MenuDropDownIcon()
	}
	image := canvas.NewImageFromResource(theme.NewColoredResource(icon, ColorAccent))
	image.FillMode = canvas.ImageFillContain
	x := s.x + cellPad + titleWidth + 1
	if s.align == fyne.TextAlignTrailing {
		x = s.x + s.width - cellPad - titleWidth - sortMark - 1
	}
	image.Move(fyne.NewPos(x, (height-sortMark)/2))
	image.Resize(fyne.NewSquareSize(sortMark))
	return image
}

func (r *headerRenderer) Layout(fyne.Size) { r.build() }
func (r *headerRenderer) MinSize() fyne.Size {
	h := fyne.MeasureText("Ạg", sizeOf(r.h, theme.SizeNameCaptionText), fyne.TextStyle{Bold: true}).Height
	return fyne.NewSize(100, h+16)
}

func (r *headerRenderer) Refresh() {
	r.build()
	canvas.Refresh(r.h)
}
func (r *headerRenderer) Objects() []fyne.CanvasObject { return r.h.objects }
func (r *headerRenderer) Destroy()                     {}
