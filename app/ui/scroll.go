package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

const (
	scrollBarRoom float32 = 14
	// strokeRoom keeps the borders of cards off the edge of a scroll: Fyne's
	// software painter shifts what a clip cuts on the left or above.
	strokeRoom float32 = 4
)

// Scroll scrolls a content vertically, with the bar beside it. The content
// stands where it would stand without the scroll.
type Scroll struct {
	*container.Scroll
	// Frame is what to put on the page.
	Frame *fyne.Container
}

// NewScroll returns a scroll at its top.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(strokeRoom, strokeRoom, strokeRoom, scrollBarRoom), content))
	return &Scroll{s, container.New(layout.NewCustomPaddedLayout(-strokeRoom, 0, -strokeRoom, 0), s)}
}

// Scrolled is the frame of a scroll that begins at place, how far it was
// scrolled when it was last drawn, and keeps place up to date.
func Scrolled(content fyne.CanvasObject, place *float32) *fyne.Container {
	return NewScrollAt(content, place).Frame
}

// NewScrollAt is the scroll of [Scrolled].
func NewScrollAt(content fyne.CanvasObject, place *float32) *Scroll {
	s := NewScroll(content)
	s.Offset.Y = *place
	s.OnScrolled = func(at fyne.Position) { *place = at.Y }
	return s
}

// Reveal scrolls as little as needed to show a strip of an object inside, from
// top on and so high.
func (s *Scroll) Reveal(inside fyne.CanvasObject, top, height float32) {
	d := fyne.CurrentApp().Driver()
	if d.CanvasForObject(inside) == nil || d.CanvasForObject(s.Content) == nil {
		return // not painted yet, its place is not known
	}
	top += d.AbsolutePositionForObject(inside).Y - d.AbsolutePositionForObject(s.Content).Y
	y := min(top, max(s.Offset.Y, top+height-s.Size().Height))
	if y == s.Offset.Y {
		return
	}
	s.ScrollToOffset(fyne.NewPos(0, y))
	if s.OnScrolled != nil {
		s.OnScrolled(s.Offset)
	}
}

// BesideScroll keeps what stands above or below a scroll off its bar, too, so
// that everything on a page ends at the same edge.
func BesideScroll(content fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, scrollBarRoom), content)
}
