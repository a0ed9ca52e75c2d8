package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

// button is a button that Enter presses too, as everybody expects.
type button struct{ widget.Button }

func newButton(text string, i widget.Importance, tapped func()) *button {
	b := &button{}
	b.Text, b.Importance, b.OnTapped = text, i, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeyEscape:
		ui.Escape.Press()
	default:
		b.Button.TypedKey(ev)
	}
}

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
