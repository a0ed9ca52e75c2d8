package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

var (
	_ fyne.Tappable      = (*wordButton)(nil)
	_ fyne.Focusable     = (*wordButton)(nil)
	_ desktop.Hoverable  = (*wordButton)(nil)
	_ desktop.Cursorable = (*wordButton)(nil)
)

// wordButton is a small word to press, as quiet as those of a chart.
type wordButton struct {
	widget.BaseWidget
	word             *ui.Text
	press            func()
	hovered, focused bool
}

func newWordButton(word string, press func()) *wordButton {
	b := &wordButton{word: ui.Caption(word), press: press}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped presses the word.
func (b *wordButton) Tapped(*fyne.PointEvent) { b.press() }

// FocusGained implements fyne.Focusable.
func (b *wordButton) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *wordButton) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *wordButton) TypedRune(rune) {}

// TypedKey presses the word with Enter and Space.
func (b *wordButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.press()
	}
}

// MouseIn implements desktop.Hoverable.
func (b *wordButton) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *wordButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *wordButton) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *wordButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *wordButton) CreateRenderer() fyne.WidgetRenderer {
	r := &wordRenderer{b: b, back: canvas.NewRectangle(nil)}
	r.apply()
	return r
}

type wordRenderer struct {
	b    *wordButton
	back *canvas.Rectangle
}

const wordPadX, wordPadY float32 = 7, 4

func (r *wordRenderer) apply() {
	r.back.CornerRadius, r.back.FillColor, r.back.StrokeWidth = 4, nil, 0
	r.b.word.ColorName = ui.ColorMuted
	if r.b.hovered {
		r.back.FillColor, r.b.word.ColorName = theme.ColorForWidget(theme.ColorNameHover, r.b), ui.ColorText
	}
	if r.b.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(ui.ColorAccent, r.b), 2
	}
}

func (r *wordRenderer) Destroy() {}

func (r *wordRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.b.word.Move(fyne.NewPos(wordPadX, wordPadY))
	r.b.word.Resize(s.SubtractWidthHeight(2*wordPadX, 2*wordPadY))
}

func (r *wordRenderer) MinSize() fyne.Size {
	return r.b.word.MinSize().AddWidthHeight(2*wordPadX, 2*wordPadY)
}

func (r *wordRenderer) Refresh() {
	r.apply()
	r.b.word.Refresh()
	canvas.Refresh(r.b)
}

func (r *wordRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.b.word}
}
