package sales

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

var (
	_ fyne.Focusable     = (*link)(nil)
	_ desktop.Cursorable = (*link)(nil)
)

// link is a word that leads somewhere, by mouse, Enter or space.
type link struct {
	widget.BaseWidget
	text   *ui.Text
	line   *canvas.Rectangle
	follow func()
}

func newLink(text string, follow func()) *link {
	l := &link{text: ui.NewText(text), follow: follow, line: canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))}
	l.text.ColorName = ui.ColorAccent
	l.line.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// Tapped follows the link.
func (l *link) Tapped(*fyne.PointEvent) { l.follow() }

// Cursor is a pointing hand.
func (l *link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained underlines the word.
func (l *link) FocusGained() { l.underline(true) }

// FocusLost takes the line away.
func (l *link) FocusLost() { l.underline(false) }

func (l *link) underline(on bool) {
	if on {
		l.line.FillColor = theme.Color(theme.ColorNamePrimary)
		l.line.Show()
	} else {
		l.line.Hide()
	}
	l.Refresh()
}

// TypedRune implements fyne.Focusable.
func (l *link) TypedRune(rune) {}

// TypedKey follows the link with Enter or space.
func (l *link) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.follow()
	case fyne.KeyEscape:
		ui.Escape.Press()
	}
}

// CreateRenderer implements fyne.Widget.
func (l *link) CreateRenderer() fyne.WidgetRenderer { return &linkRenderer{l} }

type linkRenderer struct{ l *link }

func (r *linkRenderer) Layout(s fyne.Size) {
	r.l.text.Resize(s)
	r.l.line.Move(fyne.NewPos(0, s.Height-1))
	r.l.line.Resize(fyne.NewSize(s.Width, 1.5))
}

func (r *linkRenderer) MinSize() fyne.Size           { return r.l.text.MinSize() }
func (r *linkRenderer) Refresh()                     { canvas.Refresh(r.l) }
func (r *linkRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.l.text, r.l.line} }
func (r *linkRenderer) Destroy()                     {}
