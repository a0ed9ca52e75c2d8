package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// column centres one object in a column of at most width.
type column struct{ width float32 }

func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize()
	return fyne.NewSize(min(s.Width, c.width), s.Height)
}

func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(c.width, size.Width)
	objects[0].Resize(fyne.NewSize(w, objects[0].MinSize().Height))
	h := objects[0].MinSize().Height // wrapped text knows its height only now
	objects[0].Resize(fyne.NewSize(w, h))
	// A little above the middle looks like the middle.
	objects[0].Move(fyne.NewPos((size.Width-w)/2, max(0, (size.Height-h)*0.42)))
}

// tiles lays objects out in equal columns, as many as fit without leaving the
// last row much shorter than the others: four that do not fit make two rows of two.
type tiles struct {
	minWidth, gap float32
	width         float32 // of the last layout; decides the height asked for
}

func (t *tiles) columns(width float32, n int) int {
	fit := max(1, min(int((width+t.gap)/(t.minWidth+t.gap)), n))
	rows := (n + fit - 1) / fit
	return max(1, (n+rows-1)/max(1, rows))
}

func (t *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var cell fyne.Size
	for _, o := range objects {
		cell = cell.Max(o.MinSize())
	}
	rows := (len(objects) + t.columns(t.width, len(objects)) - 1) / t.columns(t.width, max(1, len(objects)))
	return fyne.NewSize(min(cell.Width, t.minWidth), float32(rows)*(cell.Height+t.gap)-t.gap)
}

func (t *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	columns := t.columns(size.Width, len(objects))
	w := (size.Width - float32(columns-1)*t.gap) / float32(columns)
	var h float32
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(float32(i%columns)*(w+t.gap), float32(i/columns)*(h+t.gap)))
	}
}

// Settle lays a content out until heights that follow from widths, of wrapped
// text and flows, have reached their parents. A window does this between
// frames; pictures and tests, which have no frames, call it.
func Settle(content fyne.CanvasObject) {
	for range 3 {
		content.Refresh()
		Relayout(content)
	}
}

// Relayout lays a tree of containers and cards out once more, from above.
func Relayout(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		for _, child := range o.Objects {
			Relayout(child)
		}
	case *Panel:
		o.Refresh()
		Relayout(o.Content)
	case *container.Scroll:
		o.Refresh()
		Relayout(o.Content)
	}
}

// flush takes away the padding that rich text keeps around itself, so that
// paragraphs stand in line with everything else.
type flush struct{}

func (flush) pad() float32 { return theme.InnerPadding() }

func (f flush) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize().SubtractWidthHeight(2*f.pad(), 2*f.pad())
	return s.Max(fyne.Size{})
}

func (f flush) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-f.pad(), -f.pad()))
	objects[0].Resize(size.AddWidthHeight(2*f.pad(), 2*f.pad()))
}
