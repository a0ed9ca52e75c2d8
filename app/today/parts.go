package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"regulars/app/ui"
)

// plainLink is a link among other texts, in their colour, which gives way
// where space is short.
func plainLink(text string, follow func()) *ui.Link {
	l := ui.NewLink(text, follow)
	l.Text.ColorName, l.Text.Shrink = ui.ColorText, true
	return l
}

// lowered puts a small text on the line of a large one, with a gap before it.
type lowered struct{}

func (lowered) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(ui.SpaceM, 0)
}

func (lowered) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width-ui.SpaceM, h))
	objects[0].Move(fyne.NewPos(ui.SpaceM, size.Height-h-3))
}

// centre keeps the height of an object and puts it in the middle of the row.
func centre(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVBox(layout.NewSpacer(), o, layout.NewSpacer())
}
