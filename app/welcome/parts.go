package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/ui"
)

// narrow centres one object in a column of at most width.
type narrow struct{ width float32 }

func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize()
	return fyne.NewSize(min(s.Width, n.width), s.Height)
}

func (n narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(n.width, size.Width)
	objects[0].Resize(fyne.NewSize(w, size.Height))
	h := objects[0].MinSize().Height // wrapped text knows its height only now
	objects[0].Resize(fyne.NewSize(w, h))
	objects[0].Move(fyne.NewPos((size.Width-w)/2, max(0, (size.Height-h)*0.35)))
}

// page puts things under each other in the middle of the window.
func page(width float32, lines ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(narrow{width}, ui.Padded(ui.Stack(ui.SpaceM, lines...), ui.SpaceL))
}

func centred(t *ui.Text) *ui.Text {
	t.Align = fyne.TextAlignCenter
	return t
}
