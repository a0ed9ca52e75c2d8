package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable     = (*quietButton)(nil)
	_ fyne.Focusable    = (*quietButton)(nil)
	_ desktop.Hoverable = (*quietButton)(nil)
)

// quietButton is a small word that can be pressed; a chart's tools should not
// be louder than its title.
type quietButton struct {
	widget.BaseWidget
	text     string
	onTapped func()
	hovered  bool
	focused  bool
}

func newQuietButton(onTapped func()) *quietButton {
	b := &quietButton{onTapped: onTapped}
	b.ExtendBaseWidget(b)
	return b
}

func (b *quietButton) setText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// Tapped runs the action.
func (b *quietButton) Tapped(*fyne.PointEvent) { b.onTapped() }

// FocusGained shows the focus.
func (b *quietButton) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost hides the focus.
func (b *quietButton) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune does nothing.
func (b *quietButton) TypedRune(rune) {}

// TypedKey runs the action on Space and Enter.
func (b *quietButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.onTapped()
	}
}

// MouseIn shows that the word can be pressed.
func (b *quietButton) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *quietButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (b *quietButton) MouseOut() { b.hovered = false; b.Refresh() }

// CreateRenderer implements fyne.Widget.
func (b *quietButton) CreateRenderer() fyne.WidgetRenderer {
	r := &quietRenderer{b: b, ground: canvas.NewRectangle(nil), label: canvas.NewText("", nil)}
	r.ground.CornerRadius = 4
	r.Refresh()
	return r
}

const (
	quietPadX = 7
	quietPadY = 4
)

type quietRenderer struct {
	b      *quietButton
	ground *canvas.Rectangle
	label  *canvas.Text
}

// Destroy implements fyne.WidgetRenderer.
func (r *quietRenderer) Destroy() {}

// Layout implements fyne.WidgetRenderer.
func (r *quietRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.label.Move(fyne.NewPos(quietPadX, quietPadY))
	r.label.Resize(size.SubtractWidthHeight(2*quietPadX, 2*quietPadY))
}

// MinSize implements fyne.WidgetRenderer.
func (r *quietRenderer) MinSize() fyne.Size {
	return measure(r.b.text, RoleLegend.size(), RoleLegend).AddWidthHeight(2*quietPadX, 2*quietPadY)
}

// Objects implements fyne.WidgetRenderer.
func (r *quietRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.label}
}

// Refresh implements fyne.WidgetRenderer.
func (r *quietRenderer) Refresh() {
	th, v := r.b.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	pal := themePalette(th, v)
	r.label.Text, r.label.TextSize, r.label.Color = r.b.text, RoleLegend.size(), pal.Muted
	r.ground.FillColor, r.ground.StrokeWidth = nil, 0
	if r.b.hovered {
		r.ground.FillColor, r.label.Color = pal.Grid, pal.Foreground
	}
	if r.b.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = th.Color(theme.ColorNamePrimary, v), 2
		r.label.Color = pal.Foreground
	}
	r.ground.Refresh()
	r.label.Refresh()
}
