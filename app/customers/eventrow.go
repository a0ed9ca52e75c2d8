package customers

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
)

var _ fyne.Widget = (*tapRow)(nil)

// tapRow makes any content into something to press.
type tapRow struct {
	ui.Pressable
	content fyne.CanvasObject
}

func newTapRow(content fyne.CanvasObject, tapped func()) *tapRow {
	r := &tapRow{content: content}
	r.OnTapped = tapped
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *tapRow) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	back.CornerRadius = 6
	return &tapRenderer{r, back}
}

type tapRenderer struct {
	row  *tapRow
	back *canvas.Rectangle
}

func (t *tapRenderer) Destroy() {}

func (t *tapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.back, t.row.content}
}

func (t *tapRenderer) MinSize() fyne.Size { return t.row.content.MinSize() }

func (t *tapRenderer) Layout(size fyne.Size) {
	t.back.Resize(size)
	t.row.content.Resize(size)
}

func (t *tapRenderer) Refresh() {
	t.back.FillColor, t.back.StrokeWidth = color.Transparent, 0
	if t.row.Hovered {
		t.back.FillColor = theme.ColorForWidget(theme.ColorNameHover, t.row)
	}
	if t.row.Focused {
		t.back.StrokeColor, t.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, t.row), 2
	}
	canvas.Refresh(t.back)
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
