package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

// choice is one thing to pick in a list under an entry: a record or a command.
type choice struct {
	title, detail string
	icon          fyne.Resource
	do            func()
}

// group is a heading with its choices; the heading may be empty.
type group struct {
	name    string
	choices []choice
}

var (
	_ fyne.Tappable     = (*choiceRow)(nil)
	_ desktop.Hoverable = (*choiceRow)(nil)
)

// choiceRow shows a choice. The entry keeps the focus, so a row only knows
// whether it is the marked one.
type choiceRow struct {
	widget.BaseWidget
	panel  *ui.Panel
	mark   *ui.Text
	marked bool
	tapped func()
	over   func()
}

func newChoiceRow(c choice, tapped, over func()) *choiceRow {
	title, detail := ui.Shrinking(ui.NewText(c.title)), ui.Shrinking(ui.Caption(c.detail))
	detail.Align = fyne.TextAlignTrailing
	icon := canvas.NewImageFromResource(theme.NewColoredResource(c.icon, ui.ColorMuted))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(18))
	r := &choiceRow{mark: ui.NewText("›"), tapped: tapped, over: over}
	r.mark.ColorName, r.mark.Style.Bold = ui.ColorAccent, true
	lead := ui.Row(ui.SpaceS, r.mark, icon)
	line := container.NewBorder(nil, nil, lead, nil, container.New(twoThirds{}, title, detail))
	r.panel = ui.NewPanel(theme.ColorNameOverlayBackground, line)
	r.panel.Radius, r.panel.PadX, r.panel.PadY = 6, ui.SpaceS, 6
	r.ExtendBaseWidget(r)
	r.setMarked(false)
	return r
}

func (r *choiceRow) setMarked(on bool) {
	r.marked = on
	r.panel.Fill, r.mark.Text = theme.ColorNameOverlayBackground, " "
	if on {
		r.panel.Fill, r.mark.Text = ui.ColorTintAccent, "›"
	}
	r.mark.Refresh()
	r.panel.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *choiceRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.panel) }

// Tapped picks the choice.
func (r *choiceRow) Tapped(*fyne.PointEvent) { r.tapped() }

// MouseIn marks the row under the mouse.
func (r *choiceRow) MouseIn(*desktop.MouseEvent) { r.over() }

// MouseMoved implements desktop.Hoverable.
func (r *choiceRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *choiceRow) MouseOut() {}

// twoThirds gives the first of two texts what it needs up to two thirds of the
// width, and the second the rest.
type twoThirds struct{}

func (twoThirds) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+b.Width+ui.SpaceM, max(a.Height, b.Height))
}

func (twoThirds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, detail := objects[0].(*ui.Text), objects[1].(*ui.Text)
	room := size.Width - ui.SpaceM
	want := fyne.MeasureText(detail.Text, theme.CaptionTextSize(), detail.Style).Width
	second := min(want+1, room)
	if need := fyne.MeasureText(title.Text, theme.TextSize(), title.Style).Width + 1; need+second > room {
		second = max(min(second, room/3), room-need)
	}
	for i, o := range objects {
		h := o.MinSize().Height
		w, x := room-second, float32(0)
		if i == 1 {
			w, x = second, size.Width-second
		}
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
	}
}

// choiceList is groups of choices with one of them marked.
type choiceList struct {
	box    *fyne.Container
	scroll *container.Scroll
	all    []choice
	rows   []*choiceRow
	at     int
	picked func(choice)
}

func newChoiceList(picked func(choice)) *choiceList {
	l := &choiceList{box: ui.Stack(2), picked: picked}
	l.scroll = container.NewVScroll(l.box)
	return l
}

// set shows other choices, the first one marked. note stands there when there
// are none.
func (l *choiceList) set(groups []group, note string) {
	l.all, l.rows, l.at = nil, nil, 0
	l.box.Objects = nil
	for _, g := range groups {
		if g.name != "" && len(g.choices) > 0 {
			head := ui.Caption(g.name)
			head.Style.Bold = true
			l.box.Add(container.New(inset{left: ui.SpaceS, top: 6, bottom: 2}, head))
		}
		for _, c := range g.choices {
			l.add(c)
		}
	}
	if len(l.rows) == 0 && note != "" {
		l.box.Add(container.New(inset{left: ui.SpaceS, top: 6, bottom: 6}, ui.Shrinking(ui.Muted(note))))
	}
	l.move(0)
	l.scroll.Offset = fyne.Position{}
	l.box.Refresh()
	l.scroll.Refresh()
}

func (l *choiceList) add(c choice) {
	i := len(l.all)
	row := newChoiceRow(c, func() { l.picked(c) }, func() { l.move(i - l.at) })
	l.all, l.rows = append(l.all, c), append(l.rows, row)
	l.box.Add(row)
}

// move marks the choice delta further down, round the ends.
func (l *choiceList) move(delta int) {
	if len(l.rows) == 0 {
		return
	}
	l.rows[l.at].setMarked(false)
	l.at = ((l.at+delta)%len(l.rows) + len(l.rows)) % len(l.rows)
	row := l.rows[l.at]
	row.setMarked(true)
	top, bottom := row.Position().Y, row.Position().Y+row.Size().Height
	offset := l.scroll.Offset.Y
	if bottom > offset+l.scroll.Size().Height {
		offset = bottom - l.scroll.Size().Height
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, min(offset, top)))
}

// enter picks the marked choice; false when there is none.
func (l *choiceList) enter() bool {
	if len(l.all) == 0 {
		return false
	}
	l.picked(l.all[l.at])
	return true
}

// inset keeps room around one object.
type inset struct{ left, top, right, bottom float32 }

func (p inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(p.left, p.top))
	objects[0].Resize(size.SubtractWidthHeight(p.left+p.right, p.top+p.bottom))
}
