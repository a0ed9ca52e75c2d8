package today

import (
	"image/color"
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
)

// handle lies under a row: it takes the keyboard and hears of the mouse.
type handle struct {
	ui.Pressable
	typed  func(rune)
	opened func() // with the keyboard or a press
	left   func() // by the keyboard
	near   func() // the mouse
	step   func(delta int)
}

func (h *handle) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

func (h *handle) FocusGained()                   { h.Pressable.FocusGained(); h.opened() }
func (h *handle) FocusLost()                     { h.Pressable.FocusLost(); h.left() }
func (h *handle) MouseIn(ev *desktop.MouseEvent) { h.Pressable.MouseIn(ev); h.near() }
func (h *handle) TypedRune(r rune)               { h.typed(r) }

// TypedKey walks to the next row and back; all else is as for anything pressed.
func (h *handle) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		h.step(1)
	case fyne.KeyUp:
		h.step(-1)
	default:
		h.Pressable.TypedKey(ev)
	}
}

// actionRow is one suggestion.
type actionRow struct {
	handle  *handle
	panel   *ui.Panel
	buttons *fyne.Container
	detail  *fyne.Container
}

// actionCard is the ranked list.
func (p *page) actionCard() fyne.CanvasObject {
	shown := p.state.todo
	if !p.allActions {
		shown = shown[:min(firstActions, len(shown))]
	}
	p.at = max(0, min(p.at, len(shown)-1))
	var rows []fyne.CanvasObject
	for i, x := range shown {
		rows = append(rows, p.actionRow(i, x))
	}
	switch {
	case len(shown) > 0:
	case !p.state.rhythms:
		rows = append(rows, ui.Paragraph(i18n.T("today.no_rhythms"), ui.ColorMuted))
	case p.state.rests > 0:
		rows = append(rows, ui.Paragraph(i18n.N("today.all_rest", p.state.rests), ui.ColorMuted))
	default:
		rows = append(rows, ui.Paragraph(i18n.T("today.no_ideas"), ui.ColorMuted))
	}
	var below []fyne.CanvasObject
	if more := len(p.state.todo) - len(shown); more > 0 {
		below = append(below, p.more(i18n.N("today.more", more), func() { p.allActions = true }))
	}
	if len(shown) > 0 {
		below = append(below, ui.Quiet(i18n.T("today.track"), nil, func() { p.env.Go(screen.Route{Screen: screen.Insight, Part: "track-record"}) }))
		rows = append(rows, ui.Flow(ui.SpaceS, below...))
	}
	return ui.Section(i18n.T("today.ideas_title"), ui.Stack(2, rows...))
}

func (p *page) actionRow(i int, x suggestion) fyne.CanvasObject {
	r := &actionRow{handle: &handle{}}
	r.handle.ExtendBaseWidget(r.handle)
	p.rows = append(p.rows, r)
	name := plainLink(x.title, func() { p.env.Go(screen.Route{Screen: screen.Customers, ID: x.ID}) })
	r.buttons = ui.Row(0,
		ui.Quiet(i18n.T("today.act_done"), nil, func() { p.finish(x) }), ui.Quiet(i18n.T("today.act_later"), nil, func() { p.putOff(x) }),
		ui.Quiet(i18n.T("today.act_skip"), nil, func() { p.skip(x) }))
	lines := ui.Stack(0, name, ui.Shrinking(ui.Caption(x.why)))
	var more []fyne.CanvasObject
	for _, text := range x.more {
		more = append(more, ui.Small(text, ui.ColorMuted))
	}
	task := ui.NewLink(i18n.T("today.act_task"), func() { p.plan(x) })
	more = append(more, container.NewBorder(nil, nil, task, nil, container.New(lowered{}, ui.Shrinking(ui.Caption(i18n.T("today.keys"))))))
	r.detail = ui.Stack(3, more...)
	top := container.NewBorder(nil, nil, nil, ui.Row(ui.SpaceS, r.buttons, ui.Number(x.value)), lines)
	r.panel = ui.NewPanel(ui.ColorSurface, ui.Stack(ui.SpaceXS, top, r.detail))
	r.panel.Radius, r.panel.PadX, r.panel.PadY = 6, ui.SpaceS, ui.SpaceXS
	r.show(i == p.at, i == p.at, false)
	h := r.handle
	h.opened = func() { p.open(i) }
	h.OnTapped = func() { p.env.Canvas().Focus(h) }
	h.left, h.near = func() { p.near(i) }, func() { p.near(i) }
	h.step = func(delta int) {
		if to := i + delta; to >= 0 && to < len(p.rows) {
			p.env.Canvas().Focus(p.rows[to].handle)
		}
	}
	h.typed = func(key rune) {
		switch unicode.ToLower(key) {
		case 'd':
			p.finish(x)
		case 'l':
			p.putOff(x)
		case 's':
			p.skip(x)
		case 't':
			p.plan(x)
		}
	}
	return container.NewStack(h, r.panel)
}

// show draws a row: open with its arithmetic, near with its buttons, and with
// a frame while it has the keyboard.
func (r *actionRow) show(open, near, focused bool) {
	r.panel.Fill, r.panel.Border = ui.ColorSurface, ""
	shown(r.detail, open)
	shown(r.buttons, near)
	if open || near {
		r.panel.Fill = ui.ColorTintNeutral
	}
	if focused {
		r.panel.Border = ui.ColorAccent
	}
	r.panel.Refresh()
}

func shown(o fyne.CanvasObject, is bool) {
	if is {
		o.Show()
		return
	}
	o.Hide()
}

// open shows the arithmetic of a row instead of another's.
func (p *page) open(i int) {
	p.at = i
	p.near(i)
	ui.Settle(p.box)
}

// near shows the buttons of a row instead of another's.
func (p *page) near(i int) {
	for n, r := range p.rows {
		r.show(n == p.at, n == i, r.handle.Focused)
	}
}

// holds reports whether a row has the keyboard.
func (p *page) holds() bool {
	return slices.ContainsFunc(p.rows, func(r *actionRow) bool { return r.handle.Focused })
}

// hold gives the keyboard to the row that took the place of one answered.
func (p *page) hold() {
	if p.held && len(p.rows) > 0 {
		p.env.Canvas().Focus(p.rows[p.at].handle)
	}
	p.held = false
}
