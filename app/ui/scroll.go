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

// Scrolled scrolls a content vertically, with the bar beside it. The content
// stands where it would stand without the scroll. place holds how far it was
// scrolled when it was last drawn, and is kept up to date; it may be nil.
func Scrolled(content fyne.CanvasObject, place *float32) *fyne.Container {
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(strokeRoom, strokeRoom, strokeRoom, scrollBarRoom), content))
	if place != nil {
		scroll.Offset.Y = *place
		scroll.OnScrolled = func(at fyne.Position) { *place = at.Y }
	}
	return container.New(layout.NewCustomPaddedLayout(-strokeRoom, 0, -strokeRoom, 0), scroll)
}
