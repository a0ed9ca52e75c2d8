package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cell is the formatted content of one place of the table.
type cell struct {
	text  string
	tone  Tone
	badge bool
}

// rowState is how a row stands out.
type rowState struct{ chosen, cursor, focused bool }

// pens are the table's colours and letter widths, read from the theme once for
// all cells.
type pens struct {
	muted, accent, border, hover, chosen color.Color
	tones, tints                         [Bad + 1]color.Color
	size, small, height                  float32
	body, badge                          *ruler
}

func newPens(w fyne.Widget) *pens {
	p := &pens{
		muted: colorOf(w, ColorMuted), accent: colorOf(w, ColorAccent),
		border: colorOf(w, ColorBorder), hover: colorOf(w, theme.ColorNameHover), chosen: colorOf(w, theme.ColorNameSelection),
		size: sizeOf(w, theme.SizeNameText), small: sizeOf(w, theme.SizeNameCaptionText),
	}
	for t := Neutral; t <= Bad; t++ {
		p.tones[t], p.tints[t] = colorOf(w, t.Color()), colorOf(w, t.Tint())
	}
	p.body, p.badge = newRuler(p.size, fyne.TextStyle{}), newRuler(p.small, fyne.TextStyle{})
	p.height = fyne.MeasureText("Ạg", p.size, fyne.TextStyle{}).Height
	return p
}

func (p *pens) rowHeight() float32 { return float32(int(p.height)) + 16 }

// rowEvents is what a row tells its table.
type rowEvents interface {
	rowPressed(pos int, ev *desktop.MouseEvent)
	rowOpened(pos int)
	rowMenu(pos int, at fyne.Position)
}

var (
	_ desktop.Mouseable      = (*tableRow)(nil)
	_ desktop.Hoverable      = (*tableRow)(nil)
	_ fyne.DoubleTappable    = (*tableRow)(nil)
	_ fyne.SecondaryTappable = (*tableRow)(nil)
)

// tableRow draws one row with bare canvas texts: a label costs a hundred times more.
type tableRow struct {
	widget.BaseWidget
	events  rowEvents
	pos     int // -1: not in use
	hovered bool
	state   rowState

	back, ring, line *canvas.Rectangle
	texts            []*canvas.Text
	pills            []*canvas.Rectangle
	objects          []fyne.CanvasObject
}

func newTableRow(events rowEvents) *tableRow {
	r := &tableRow{events: events, pos: -1}
	r.back, r.ring, r.line = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	r.back.CornerRadius, r.ring.CornerRadius = 6, 6
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row. Slots and cells have one length.
func (r *tableRow) show(pos int, slots []slot, cells []cell, state rowState, p *pens) {
	r.pos, r.state = pos, state
	r.need(len(slots))
	h := p.rowHeight()
	for i, s := range slots {
		r.place(i, s, cells[i], p, h)
	}
	r.paint(p)
}

// need makes exactly n cells ready.
func (r *tableRow) need(n int) {
	if len(r.texts) == n && r.objects != nil {
		return
	}
	for len(r.texts) < n {
		r.texts = append(r.texts, canvas.NewText("", color.Transparent))
		pill := canvas.NewRectangle(color.Transparent)
		pill.CornerRadius = 11
		r.pills = append(r.pills, pill)
	}
	r.texts, r.pills = r.texts[:n], r.pills[:n]
	r.objects = []fyne.CanvasObject{r.line, r.back, r.ring}
	for i := range r.texts {
		r.objects = append(r.objects, r.pills[i], r.texts[i])
	}
}

func (r *tableRow) place(i int, s slot, c cell, p *pens, h float32) {
	text, pill := r.texts[i], r.pills[i]
	room := s.width - 2*cellPad
	text.Alignment, text.TextSize, text.Color = s.align, p.size, p.tones[c.tone]
	if s.muted && c.tone == Neutral {
		text.Color = p.muted
	}
	if !c.badge || c.text == "" {
		pill.Hide()
		text.Text = p.body.fit(c.text, room)
		text.Move(fyne.NewPos(s.x+cellPad, (h-p.height)/2))
		text.Resize(fyne.NewSize(room, p.height))
		return
	}
	text.Alignment, text.TextSize = fyne.TextAlignCenter, p.small
	text.Text = p.badge.fit(c.text, room-16)
	w := p.badge.width(text.Text) + 16
	pill.FillColor = p.tints[c.tone]
	pill.Show()
	pill.Move(fyne.NewPos(s.x+cellPad, (h-22)/2))
	pill.Resize(fyne.NewSize(w, 22))
	text.Move(fyne.NewPos(s.x+cellPad, (h-p.height)/2))
	text.Resize(fyne.NewSize(w, p.height))
}

// paint sets the row's own colours.
func (r *tableRow) paint(p *pens) {
	r.back.FillColor, r.ring.StrokeWidth = color.Transparent, 0
	switch {
	case r.state.chosen:
		r.back.FillColor = p.chosen
	case r.hovered:
		r.back.FillColor = p.hover
	}
	if r.state.cursor && r.state.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = p.accent, 2
	}
	r.line.FillColor = p.border
}

// MouseDown selects at once: waiting for a double tap would feel slow.
func (r *tableRow) MouseDown(ev *desktop.MouseEvent) { r.events.rowPressed(r.pos, ev) }

// MouseUp implements desktop.Mouseable.
func (r *tableRow) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens the record.
func (r *tableRow) DoubleTapped(*fyne.PointEvent) { r.events.rowOpened(r.pos) }

// TappedSecondary asks for the context menu.
func (r *tableRow) TappedSecondary(ev *fyne.PointEvent) {
	r.events.rowMenu(r.pos, ev.AbsolutePosition)
}

// MouseIn lights the row up.
func (r *tableRow) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (r *tableRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *tableRow) MouseOut() { r.hover(false) }

func (r *tableRow) hover(on bool) {
	r.hovered = on
	if r.state.chosen {
		return
	}
	r.back.FillColor = color.Transparent
	if on {
		r.back.FillColor = colorOf(r, theme.ColorNameHover)
	}
	canvas.Refresh(r.back)
}

// CreateRenderer implements fyne.Widget.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{r} }

type rowRenderer struct{ r *tableRow }

func (v *rowRenderer) Layout(s fyne.Size) {
	inset := fyne.NewSize(s.Width-4, s.Height-3)
	v.r.back.Move(fyne.NewPos(2, 1))
	v.r.back.Resize(inset)
	v.r.ring.Move(fyne.NewPos(3, 2)) // a stroke is drawn half outside
	v.r.ring.Resize(inset.SubtractWidthHeight(2, 2))
	v.r.line.Move(fyne.NewPos(cellPad, s.Height-1))
	v.r.line.Resize(fyne.NewSize(s.Width-2*cellPad, 1))
}

func (v *rowRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (v *rowRenderer) Refresh()                     { canvas.Refresh(v.r) }
func (v *rowRenderer) Objects() []fyne.CanvasObject { return v.r.objects }
func (v *rowRenderer) Destroy()                     {}
