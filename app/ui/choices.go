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
}

// maxChoices keeps the list below a field short enough to read at a glance.
const maxChoices = 6

// choiceList is the list below a field while typing. It never takes the
// keyboard: the field keeps it and moves the mark.
type choiceList struct {
	box    *fyne.Container
	panel  *Panel
	items  []Choice
	marked int // -1: none
	onPick func(Choice)
}

func newChoiceList(onPick func(Choice)) *choiceList {
	l := &choiceList{box: Stack(0), marked: -1, onPick: onPick}
	l.panel = NewPanel(theme.ColorNameMenuBackground, l.box)
	l.panel.Border, l.panel.PadX, l.panel.PadY = ColorBorder, 4, 4
	l.panel.Hide()
	return l
}

// set offers other choices with the given one marked.
func (l *choiceList) set(items []Choice, marked int) {
	l.items = items[:min(len(items), maxChoices)]
	l.marked = min(marked, len(l.items)-1)
	l.box.Objects = nil
	for i, item := range l.items {
		l.box.Add(newChoiceRow(item, i == l.marked, func() { l.onPick(item) }))
	}
	show(l.panel, len(l.items) > 0)
	l.box.Refresh()
}

func (l *choiceList) close() { l.set(nil, -1) }

// move moves the mark, staying inside the list.
func (l *choiceList) move(step int) {
	if len(l.items) > 0 {
		l.set(l.items, max(0, min(l.marked+step, len(l.items)-1)))
	}
}

func (l *choiceList) current() (Choice, bool) {
	if l.marked < 0 || l.marked >= len(l.items) {
		return Choice{}, false
	}
	return l.items[l.marked], true
}

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
