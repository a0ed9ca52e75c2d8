package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

var _ fyne.Focusable = (*chips)(nil)

// chips is a choice of one out of a few words, all in sight. The arrows move
// the choice, Enter goes on.
type chips struct {
	widget.BaseWidget
	words   []*chip
	at      int
	flow    *fyne.Container
	ring    *canvas.Rectangle
	chosen  func(int)
	entered func()
}

// newChips shows one chip a value.
func newChips[T comparable](values []T, name func(T) string, now T, chosen func(T), entered func()) *chips {
	c := &chips{entered: entered, chosen: func(i int) { chosen(values[i]) }}
	var objects []fyne.CanvasObject
	for i, v := range values {
		if v == now {
			c.at = i
		}
		w := newChip(name(v), func() { c.set(i) })
		c.words, objects = append(c.words, w), append(objects, w)
	}
	c.words[c.at].setOn(true)
	c.flow = ui.Flow(6, objects...)
	c.ring = canvas.NewRectangle(color.Transparent)
	c.ring.CornerRadius, c.ring.StrokeWidth = 8, 2
	c.ring.Hide()
	c.ExtendBaseWidget(c)
	return c
}

func (c *chips) set(i int) {
	i = (i + len(c.words)) % len(c.words)
	c.words[c.at].setOn(false)
	c.at = i
	c.words[i].setOn(true)
	c.chosen(i)
}

// FocusGained implements fyne.Focusable.
func (c *chips) FocusGained() {
	c.ring.StrokeColor = theme.ColorForWidget(ui.ColorAccent, c)
	c.ring.Show()
}

// FocusLost implements fyne.Focusable.
func (c *chips) FocusLost() { c.ring.Hide() }

// TypedRune implements fyne.Focusable.
func (c *chips) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *chips) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyRight, fyne.KeyDown, fyne.KeySpace:
		c.set(c.at + 1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.set(c.at - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.entered()
	case fyne.KeyEscape:
		ui.Escape.Press()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *chips) CreateRenderer() fyne.WidgetRenderer { return &chipsRenderer{c} }

type chipsRenderer struct{ c *chips }

const chipsRim = 3

func (r *chipsRenderer) Layout(s fyne.Size) {
	r.c.ring.Resize(s)
	r.c.flow.Move(fyne.NewPos(chipsRim, chipsRim))
	r.c.flow.Resize(s.SubtractWidthHeight(2*chipsRim, 2*chipsRim))
}

func (r *chipsRenderer) MinSize() fyne.Size {
	return r.c.flow.MinSize().AddWidthHeight(2*chipsRim, 2*chipsRim)
}

func (r *chipsRenderer) Refresh() {
	r.c.ring.StrokeColor = theme.ColorForWidget(ui.ColorAccent, r.c)
	r.Layout(r.c.Size())
	r.c.flow.Refresh()
}

func (r *chipsRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.flow, r.c.ring}
}
func (r *chipsRenderer) Destroy() {}

// chip is one word of chips; the chosen one has a tick as well as a colour.
type chip struct {
	widget.BaseWidget
	word   string
	text   *ui.Text
	panel  *ui.Panel
	tapped func()
}

func newChip(word string, tapped func()) *chip {
	c := &chip{word: word, text: ui.Caption(word), tapped: tapped}
	c.panel = ui.NewPanel(ui.ColorTintNeutral, c.text)
	c.panel.Radius, c.panel.PadX, c.panel.PadY = 11, 10, 3
	c.ExtendBaseWidget(c)
	c.setOn(false)
	return c
}

func (c *chip) setOn(on bool) {
	c.panel.Fill, c.text.ColorName, c.text.Style.Bold = ui.ColorTintNeutral, ui.ColorText, on
	if on {
		c.panel.Fill, c.text.ColorName = ui.ColorTintAccent, ui.ColorAccent
	}
	c.panel.Border = ""
	if on {
		c.panel.Border = ui.ColorAccent
	}
	c.text.Refresh()
	c.panel.Refresh()
}

// Tapped chooses the word.
func (c *chip) Tapped(*fyne.PointEvent) { c.tapped() }

// MinSize keeps room for bold letters, so that nothing moves on choosing.
func (c *chip) MinSize() fyne.Size {
	bold := fyne.MeasureText(c.word, theme.CaptionTextSize(), fyne.TextStyle{Bold: true})
	return fyne.NewSize(bold.Width+20, bold.Height+6)
}

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.panel) }
