package customers

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
)

var (
	_ fyne.Tappable     = (*tapRow)(nil)
	_ fyne.Focusable    = (*tapRow)(nil)
	_ desktop.Hoverable = (*tapRow)(nil)
)

// tapRow makes any content into something that can be tapped, or reached by
// Tab and opened by Enter.
type tapRow struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
	back    *canvas.Rectangle
	hover   bool
	focus   bool
}

func newTapRow(content fyne.CanvasObject, tapped func()) *tapRow {
	r := &tapRow{content: content, tapped: tapped, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	r.ExtendBaseWidget(r)
	return r
}

// Tapped implements fyne.Tappable.
func (r *tapRow) Tapped(*fyne.PointEvent) { r.tapped() }

// FocusGained implements fyne.Focusable.
func (r *tapRow) FocusGained() { r.focus = true; r.paint() }

// FocusLost implements fyne.Focusable.
func (r *tapRow) FocusLost() { r.focus = false; r.paint() }

// TypedRune implements fyne.Focusable.
func (r *tapRow) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (r *tapRow) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.tapped()
	case fyne.KeyEscape:
		ui.Escape.Press()
	}
}

// MouseIn implements desktop.Hoverable.
func (r *tapRow) MouseIn(*desktop.MouseEvent) { r.hover = true; r.paint() }

// MouseMoved implements desktop.Hoverable.
func (r *tapRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *tapRow) MouseOut() { r.hover = false; r.paint() }

func (r *tapRow) paint() {
	r.back.FillColor, r.back.StrokeWidth = color.Transparent, 0
	if r.hover {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameHover, r)
	}
	if r.focus {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, r), 2
	}
	canvas.Refresh(r.back)
}

// CreateRenderer implements fyne.Widget.
func (r *tapRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{r.back, r.content}})
}

// fill gives every object all the room.
type fill struct{}

func (fill) MinSize(objects []fyne.CanvasObject) (s fyne.Size) {
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

func (fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// newEventRow is one line of the timeline: day, what, gist, badge, amount.
func newEventRow(e event, open func()) *tapRow {
	day := ui.Muted(i18n.Date(e.date))
	what := ui.NewText(e.what)
	what.Style.Bold = true
	gist := ui.Shrinking(ui.NewText(e.text))
	right := ui.Number(e.right)
	parts := []fyne.CanvasObject{day, ui.Shrinking(what), gist, right}
	if e.badge != "" {
		parts = append(parts, ui.Badge(e.badge, e.tone))
	}
	return newTapRow(&fyne.Container{Layout: eventLine{}, Objects: parts}, open)
}

// eventLine places the five parts of an event in columns that stand under
// each other.
type eventLine struct{}

const (
	eventDay   float32 = 96
	eventWhat  float32 = 150
	eventGap   float32 = 10
	eventPad   float32 = 6
	eventLower float32 = 520 // narrower rows give less room to what happened
)

func (eventLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var h float32
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(eventDay+eventWhat+60, h+10)
}

func (eventLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place := func(o fyne.CanvasObject, x, w float32) {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	what := eventWhat
	if size.Width < eventLower {
		what = 120
	}
	end := size.Width - eventPad
	amount := objects[3].MinSize().Width
	place(objects[3], end-amount, amount)
	if amount > 0 {
		end -= amount + eventGap
	}
	if len(objects) > 4 {
		w := objects[4].MinSize().Width
		place(objects[4], end-w, w)
		end -= w + eventGap
	}
	place(objects[0], eventPad, eventDay)
	place(objects[1], eventPad+eventDay, what)
	x := eventPad + eventDay + what + eventGap
	place(objects[2], x, max(0, end-x))
}
