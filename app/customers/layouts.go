package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// mainAndSide puts a narrow column beside a wide one, or, where the page is
// narrower than from, above it.
type mainAndSide struct {
	side, from, gap float32
	width           float32 // of the last layout
}

func (m *mainAndSide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if m.width >= m.from {
		return fyne.NewSize(200, max(a.Height, b.Height))
	}
	return fyne.NewSize(200, a.Height+m.gap+b.Height)
}

func (m *mainAndSide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m.width = size.Width
	main, side := objects[0], objects[1]
	if size.Width < m.from {
		main.Resize(fyne.NewSize(size.Width, main.MinSize().Height))
		side.Resize(fyne.NewSize(size.Width, side.MinSize().Height))
		side.Resize(fyne.NewSize(size.Width, side.MinSize().Height))
		side.Move(fyne.NewPos(0, 0))
		main.Move(fyne.NewPos(0, side.MinSize().Height+m.gap))
		main.Resize(fyne.NewSize(size.Width, main.MinSize().Height))
		return
	}
	wide := size.Width - m.side - m.gap
	for _, o := range objects { // wrapped text knows its height once it knows its width
		o.Resize(fyne.NewSize(o.Size().Width, o.MinSize().Height))
	}
	main.Move(fyne.NewPos(0, 0))
	main.Resize(fyne.NewSize(wide, main.MinSize().Height))
	main.Resize(fyne.NewSize(wide, main.MinSize().Height))
	side.Move(fyne.NewPos(wide+m.gap, 0))
	side.Resize(fyne.NewSize(m.side, side.MinSize().Height))
	side.Resize(fyne.NewSize(m.side, side.MinSize().Height))
}

const (
	scrollBarRoom float32 = 14
	// strokeRoom keeps the borders of cards off the edge of a scroll: Fyne's
	// software painter shifts what a clip cuts on the left or above.
	strokeRoom float32 = 4
)

// scrolled scrolls a content vertically, with the bar beside it. The content
// stands where it would stand without the scroll. place holds how far the
// page was scrolled when it was last drawn, and is kept up to date.
func scrolled(content fyne.CanvasObject, place *float32) fyne.CanvasObject {
	inside := container.New(layout.NewCustomPaddedLayout(strokeRoom, strokeRoom, strokeRoom, scrollBarRoom), content)
	scroll := container.NewVScroll(inside)
	scroll.Offset.Y = *place
	scroll.OnScrolled = func(at fyne.Position) { *place = at.Y }
	return container.New(layout.NewCustomPaddedLayout(-strokeRoom, 0, -strokeRoom, 0), scroll)
}

// leftColumn keeps lines of a form short enough to read.
type leftColumn struct{ width float32 }

func (l *leftColumn) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l *leftColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, l.width), size.Height))
}

// equal puts fields beside each other in columns of one width, tops aligned.
type equal struct{ gap float32 }

func (e equal) MinSize(objects []fyne.CanvasObject) (s fyne.Size) {
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return fyne.NewSize(120*float32(len(objects)), s.Height)
}

func (e equal) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - e.gap*float32(len(objects)-1)) / float32(len(objects))
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Move(fyne.NewPos(float32(i)*(w+e.gap), 0))
	}
}
