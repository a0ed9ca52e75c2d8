package sales

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

// picker chooses a record by typing part of it, or makes a new one of the
// text. It differs from [ui.PickField] in what Enter means: it always goes on,
// also from an empty field. entry and list stand where the form wants them.
type picker struct {
	entry *cell
	list  *ui.Panel

	find     func(text string) []ui.Choice
	newLabel func(text string) string // "New product …"; nil: nothing new here
	onPick   func(c ui.Choice)        // the zero Choice when the field was emptied
	onNew    func(text string)
	onGo     func()         // Enter with nothing left to decide
	onEmpty  func()         // Enter in an empty field
	onTyped  func(s string) // after every letter
	onKey    func(fyne.KeyName) bool

	box    *fyne.Container
	items  []ui.Choice
	fresh  bool // the last item makes a new record
	marked int
	chosen string // title of what is chosen
}

// pickLimit keeps the list short enough to read at a glance.
const pickLimit = 6

func newPicker(hint string, save func(), find func(string) []ui.Choice) *picker {
	p := &picker{find: find, box: ui.Stack(0)}
	p.list = ui.NewPanel(theme.ColorNameMenuBackground, p.box)
	p.list.Border, p.list.PadX, p.list.PadY = ui.ColorBorder, 4, 4
	p.list.Hide()
	p.entry = newCell("", hint, save)
	p.entry.OnChanged = p.typed
	p.entry.OnKey = p.key
	p.entry.OnLeave = p.leave
	return p
}

// show puts a title into the field without telling anybody.
func (p *picker) show(title string) {
	p.chosen = title
	p.entry.SetText(title)
	p.entry.CursorColumn = 0 // a long name shows its beginning
	p.close()
}

func (p *picker) close() { p.offer(nil, false) }

func (p *picker) offer(items []ui.Choice, fresh bool) {
	p.items, p.fresh, p.marked = items, fresh, 0
	p.draw()
}

func (p *picker) draw() {
	p.box.Objects = nil
	for i, item := range p.items {
		p.box.Add(newPickRow(item, i == p.marked, func() { p.take(i) }))
	}
	if len(p.items) == 0 {
		p.list.Hide()
	} else {
		p.list.Show()
	}
	p.list.Refresh()
}

func (p *picker) typed(text string) {
	if text == p.chosen {
		return
	}
	text = strings.TrimSpace(text)
	if p.onTyped != nil {
		p.onTyped(text)
	}
	if text == "" {
		p.close()
		return
	}
	items := p.find(text)
	items = items[:min(len(items), pickLimit)]
	fresh := p.newLabel != nil && !hasTitle(items, text)
	if fresh {
		items = append(items, ui.Choice{Title: p.newLabel(text)})
	}
	p.offer(items, fresh)
}

func hasTitle(items []ui.Choice, text string) bool {
	for _, c := range items {
		if strings.EqualFold(c.Title, text) {
			return true
		}
	}
	return false
}

func (p *picker) key(name fyne.KeyName) bool {
	switch {
	case isEnter(name):
		p.enter()
	case len(p.items) > 0 && name == fyne.KeyDown:
		p.move(1)
	case len(p.items) > 0 && name == fyne.KeyUp:
		p.move(-1)
	case len(p.items) > 0 && name == fyne.KeyEscape:
		p.show(p.chosen)
	default:
		return p.onKey != nil && p.onKey(name)
	}
	return true
}

func (p *picker) move(step int) {
	p.marked = max(0, min(p.marked+step, len(p.items)-1))
	p.draw()
}

func (p *picker) enter() {
	switch {
	case len(p.items) > 0:
		p.take(p.marked)
	case strings.TrimSpace(p.entry.Text) == "":
		p.empty()
		p.onEmpty()
	default:
		p.onGo()
	}
}

// take chooses an item, or makes a new record of what was typed.
func (p *picker) take(i int) {
	if p.fresh && i == len(p.items)-1 {
		text := strings.TrimSpace(p.entry.Text)
		p.show(text)
		p.onNew(text)
		return
	}
	c := p.items[i]
	p.show(c.Title)
	p.onPick(c)
}

func (p *picker) empty() {
	if p.chosen != "" {
		p.chosen = ""
		p.onPick(ui.Choice{})
	}
}

// leave empties the choice with the text and otherwise shows it again.
func (p *picker) leave() {
	switch {
	case strings.TrimSpace(p.entry.Text) == "":
		p.empty()
		p.close()
	case p.chosen != "":
		p.show(p.chosen)
	default:
		p.close()
	}
}

// pickRow is one line to click: title left, hint right.
type pickRow struct {
	widget.BaseWidget
	marked  bool
	take    func()
	back    *canvas.Rectangle
	content fyne.CanvasObject
}

var _ desktop.Mouseable = (*pickRow)(nil)

func newPickRow(c ui.Choice, marked bool, take func()) *pickRow {
	title := ui.Shrinking(ui.NewText(c.Title))
	if c.ID.IsZero() {
		title.ColorName = ui.ColorAccent
	}
	r := &pickRow{marked: marked, take: take, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	line := container.NewBorder(nil, nil, nil, ui.Row(0, ui.Caption(c.Hint)), title)
	r.content = container.NewStack(r.back, container.New(layout.NewCustomPaddedLayout(5, 5, 8, 8), line))
	r.ExtendBaseWidget(r)
	return r
}

// MouseDown takes at once: by the time of a tap the field has lost the
// keyboard and closed the list.
func (r *pickRow) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary {
		r.take()
	}
}

// MouseUp implements desktop.Mouseable.
func (r *pickRow) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer implements fyne.Widget.
func (r *pickRow) CreateRenderer() fyne.WidgetRenderer {
	if r.marked {
		r.back.FillColor = theme.ColorForWidget(theme.ColorNameSelection, r)
	}
	return widget.NewSimpleRenderer(r.content)
}
