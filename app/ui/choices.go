package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/data/crm"
)

// Choice is one answer of a type-ahead.
type Choice struct {
	ID    crm.ID
	Title string
	Hint  string // what tells it from others of its name: town, SKU, phone
	New   bool   // no record yet: taking it makes one
}

// MaxChoices keeps the list below a field short enough to read at a glance.
const MaxChoices = 6

// ChoiceList is the list below a field while typing. It never takes the
// keyboard: the field keeps it and moves the mark.
type ChoiceList struct {
	// Panel is what to show under the field; hidden while there are no choices.
	Panel *Panel

	box    *fyne.Container
	items  []Choice
	marked int // -1: none
	onPick func(Choice)
}

// NewChoiceList returns an empty list; onPick hears of clicks.
func NewChoiceList(onPick func(Choice)) *ChoiceList {
	l := &ChoiceList{box: Stack(0), marked: -1, onPick: onPick}
	l.Panel = NewPanel(theme.ColorNameMenuBackground, l.box)
	l.Panel.Border, l.Panel.PadX, l.Panel.PadY = ColorBorder, 4, 4
	l.Panel.Hide()
	return l
}

// Set offers other choices with the given one marked, -1 for none.
func (l *ChoiceList) Set(items []Choice, marked int) {
	l.items = items
	l.marked = min(marked, len(l.items)-1)
	l.box.Objects = nil
	for i, item := range l.items {
		l.box.Add(newChoiceRow(item, i == l.marked, func() { l.onPick(item) }))
	}
	show(l.Panel, len(l.items) > 0)
	l.box.Refresh()
}

// Close takes the list away.
func (l *ChoiceList) Close() { l.Set(nil, -1) }

// Len is the number of choices offered.
func (l *ChoiceList) Len() int { return len(l.items) }

// Move moves the mark, staying inside the list.
func (l *ChoiceList) Move(step int) {
	if len(l.items) > 0 {
		l.Set(l.items, max(0, min(l.marked+step, len(l.items)-1)))
	}
}

// Current is the marked choice; false when none is.
func (l *ChoiceList) Current() (Choice, bool) {
	if l.marked < 0 || l.marked >= len(l.items) {
		return Choice{}, false
	}
	return l.items[l.marked], true
}

// firstChoices are as many as a list shows.
func firstChoices(items []Choice) []Choice { return items[:min(len(items), MaxChoices)] }

// choiceRow is one line to click: title left, hint right.
type choiceRow struct {
	widget.BaseWidget
	marked  bool
	tapped  func()
	back    *canvas.Rectangle
	content fyne.CanvasObject
}

var (
	_ desktop.Mouseable = (*choiceRow)(nil)
	_ desktop.Hoverable = (*choiceRow)(nil)
)

func newChoiceRow(c Choice, marked bool, tapped func()) *choiceRow {
	title, hint := Shrinking(NewText(c.Title)), Caption(c.Hint)
	if c.New {
		title.ColorName = ColorAccent
	}
	r := &choiceRow{marked: marked, tapped: tapped, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	line := container.NewBorder(nil, nil, nil, container.New(middle{}, hint), container.New(middle{}, title))
	r.content = container.NewStack(r.back, container.New(layout.NewCustomPaddedLayout(5, 5, 8, 8), line))
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown picks at once: by the time of a tap the field has lost the keyboard
// and closed the list.
func (r *choiceRow) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		r.tapped()
	}
}

// MouseUp implements desktop.Mouseable.
func (r *choiceRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the row up.
func (r *choiceRow) MouseIn(*desktop.MouseEvent) { r.paint(theme.ColorNameHover) }

// MouseMoved implements desktop.Hoverable.
func (r *choiceRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *choiceRow) MouseOut() { r.paint("") }

func (r *choiceRow) paint(fill fyne.ThemeColorName) {
	if r.marked {
		fill = theme.ColorNameSelection
	}
	r.back.FillColor = color.Transparent
	if fill != "" {
		r.back.FillColor = colorOf(r, fill)
	}
	canvas.Refresh(r.back)
}

// CreateRenderer implements fyne.Widget.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer {
	r.paint("")
	return widget.NewSimpleRenderer(r.content)
}
