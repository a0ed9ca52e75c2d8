package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

// button is a button that Enter presses too.
type button struct{ widget.Button }

func newButton(text string, i widget.Importance, tapped func()) *button {
	b := &button{}
	b.Text, b.Importance, b.OnTapped = text, i, tapped
	b.ExtendBaseWidget(b)
	return b
}

func newIconButton(icon fyne.Resource, tapped func()) *button {
	b := newButton("", widget.LowImportance, tapped)
	b.Icon = icon
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

var (
	_ fyne.Tappable      = (*link)(nil)
	_ fyne.Focusable     = (*link)(nil)
	_ desktop.Cursorable = (*link)(nil)
)

// link is a text that leads somewhere and gives way where space is short.
type link struct {
	widget.BaseWidget
	text   *ui.Text
	tapped func()
}

func newLink(text string, tapped func()) *link {
	l := &link{text: ui.Shrinking(ui.NewText(text)), tapped: tapped}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *link) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.text) }

// Tapped implements fyne.Tappable.
func (l *link) Tapped(*fyne.PointEvent) { l.tapped() }

// Cursor implements desktop.Cursorable.
func (l *link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (l *link) FocusGained() { l.look(true) }

// FocusLost implements fyne.Focusable.
func (l *link) FocusLost() { l.look(false) }

// TypedRune implements fyne.Focusable.
func (l *link) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (l *link) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.tapped()
	case fyne.KeyEscape:
		ui.Escape.Press()
	}
}

func (l *link) look(focused bool) {
	l.text.ColorName, l.text.Style.Underline = ui.ColorText, focused
	if focused {
		l.text.ColorName = ui.ColorAccent
	}
	l.text.Refresh()
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

// halves puts two things beside each other where each gets at least the width
// least, otherwise under each other.
type halves struct {
	gap, least float32
	width      float32 // of the last layout; decides the height asked for
}

func (h *halves) beside() bool { return h.width >= 2*h.least+h.gap }

func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if h.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+h.gap+b.Height)
}

func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	a, b := objects[0], objects[1]
	if h.beside() {
		w := (size.Width - h.gap) / 2
		a.Resize(fyne.NewSize(w, a.MinSize().Height))
		b.Resize(fyne.NewSize(w, b.MinSize().Height))
		a.Move(fyne.NewPos(0, 0))
		b.Move(fyne.NewPos(w+h.gap, 0))
		return
	}
	height := a.MinSize().Height
	a.Resize(fyne.NewSize(size.Width, height))
	b.Resize(fyne.NewSize(size.Width, b.MinSize().Height))
	a.Move(fyne.NewPos(0, 0))
	b.Move(fyne.NewPos(0, height+h.gap))
}
