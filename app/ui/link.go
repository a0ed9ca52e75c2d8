package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

var _ fyne.Widget = (*Link)(nil)

// Link is a word that leads somewhere; a line under it shows the keyboard.
type Link struct {
	Pressable
	Text *Text
}

// NewLink returns a link in the accent colour.
func NewLink(text string, follow func()) *Link {
	l := &Link{Text: NewText(text)}
	l.Text.ColorName, l.OnTapped = ColorAccent, follow
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	return &linkRenderer{l, canvas.NewRectangle(colorOf(l, ColorAccent))}
}

type linkRenderer struct {
	l    *Link
	line *canvas.Rectangle
}

func (r *linkRenderer) Layout(s fyne.Size) {
	_, size := r.l.Text.look()
	word := fyne.MeasureText(r.l.Text.Text, size, r.l.Text.Style).Width
	r.l.Text.Resize(s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(min(word, s.Width), 1.5))
}

func (r *linkRenderer) MinSize() fyne.Size { return r.l.Text.MinSize() }

func (r *linkRenderer) Refresh() {
	r.l.Text.Refresh()
	r.line.FillColor = colorOf(r.l, ColorAccent)
	canvas.Refresh(r.l)
}

func (r *linkRenderer) Objects() []fyne.CanvasObject {
	if r.l.Focused {
		return []fyne.CanvasObject{r.l.Text, r.line}
	}
	return []fyne.CanvasObject{r.l.Text}
}

func (r *linkRenderer) Destroy() {}
