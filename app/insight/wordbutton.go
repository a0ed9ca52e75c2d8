package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"regulars/app/ui"
)

var _ fyne.Widget = (*wordButton)(nil)

// wordButton is a small word to press, as quiet as those of a chart.
type wordButton struct {
	ui.Pressable
	word *ui.Text
}

func newWordButton(word string, press func()) *wordButton {
	b := &wordButton{word: ui.Caption(word)}
	b.OnTapped = press
	b.ExtendBaseWidget(b)
	return b
}

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
	if r.b.Hovered {
		r.back.FillColor, r.b.word.ColorName = theme.ColorForWidget(theme.ColorNameHover, r.b), ui.ColorText
	}
	if r.b.Focused {
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
