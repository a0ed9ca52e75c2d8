package insight

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/ui"
)

// groupList is the rows beside a chart: what a group is called, what to do
// about it, and its numbers in columns. A row opens its customers.
type groupList struct {
	root *ui.Panel
	rows *fyne.Container
	more *fyne.Container // below the rows
	open func(key string)
	// onRune takes the letters typed on a row: T belongs to the chart beside.
	onRune func(rune)
	all    []*groupRow
}

func newGroupList(open func(string), onRune func(rune)) *groupList {
	l := &groupList{rows: ui.Stack(0), more: container.NewStack(), open: open, onRune: onRune}
	l.root = ui.Card(ui.Stack(ui.SpaceS, l.rows, l.more))
	l.root.PadX, l.root.PadY = ui.SpaceXS, ui.SpaceS
	return l
}

func (l *groupList) show(a *answer, query string) {
	head := group{name: a.groupsTitle, customers: t("customers_head"), money: t("measure_" + string(a.question.basis)), shares: t("share")}
	if a.groupsHead.name != "" {
		head = a.groupsHead
	}
	widths := columnWidths(append([]group{head}, a.groups...))
	l.all = nil
	l.rows.Objects = []fyne.CanvasObject{newGroupRow(head, widths, nil)}
	for _, g := range a.groups {
		row := newGroupRow(g, widths, func() { l.open(g.key) })
		row.onRune = l.onRune
		l.all = append(l.all, row)
		l.rows.Add(row)
	}
	l.mark(query)
	l.rows.Refresh()
}

// below puts something under the rows.
func (l *groupList) below(o fyne.CanvasObject) {
	l.more.Objects = []fyne.CanvasObject{o}
	l.more.Refresh()
}

// mark shows which rows' customers are listed.
func (l *groupList) mark(query string) {
	listed := readKey(query)
	for _, row := range l.all {
		own := readKey(row.group.key)
		row.setChosen(own.Get("class") != "" && own.Get("class") == listed.Get("class") ||
			own.Get("segment") != "" && contains(listed.Get("segment"), own.Get("segment")))
	}
}

func contains(list, one string) bool { return strings.Contains(","+list+",", ","+one+",") }

// columnWidths are the widths of customers, money and share.
func columnWidths(rows []group) (w [3]float32) {
	for _, g := range rows {
		for i, s := range []string{g.customers, g.money, g.shares} {
			w[i] = max(w[i], fyne.MeasureText(s, theme.TextSize(), fyne.TextStyle{}).Width)
		}
	}
	return w
}

var _ fyne.Widget = (*groupRow)(nil)

// groupRow is one line; without onOpen it is the head of the columns.
type groupRow struct {
	ui.Pressable
	group  group
	widths [3]float32
	chosen bool
	onRune func(rune)
}

func newGroupRow(g group, widths [3]float32, onOpen func()) *groupRow {
	r := &groupRow{group: g, widths: widths}
	r.OnTapped = onOpen
	r.ExtendBaseWidget(r)
	return r
}

// TypedRune implements fyne.Focusable.
func (r *groupRow) TypedRune(c rune) {
	if r.onRune != nil {
		r.onRune(c)
	}
}

func (r *groupRow) setChosen(on bool) {
	if r.chosen != on {
		r.chosen = on
		r.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (r *groupRow) CreateRenderer() fyne.WidgetRenderer {
	x := &groupRenderer{r: r, back: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	x.name, x.hint = ui.Shrinking(ui.NewText(r.group.name)), ui.Shrinking(ui.Caption(r.group.hint))
	x.name.Style.Bold = r.OnTapped != nil
	for i, s := range []string{r.group.customers, r.group.money, r.group.shares} {
		x.numbers[i] = ui.Number(s)
	}
	if r.OnTapped == nil {
		for _, text := range append(x.numbers[:], x.name) {
			text.ColorName, text.SizeName = ui.ColorMuted, theme.SizeNameCaptionText
		}
	}
	x.apply()
	return x
}

type groupRenderer struct {
	r               *groupRow
	back, bar, ring *canvas.Rectangle
	name, hint      *ui.Text
	numbers         [3]*ui.Text
}

func (x *groupRenderer) Destroy() {}

func (x *groupRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.back, x.bar, x.name, x.hint, x.numbers[0], x.numbers[1], x.numbers[2], x.ring}
}

func (x *groupRenderer) apply() {
	r := x.r
	paint := func(box *canvas.Rectangle, name fyne.ThemeColorName, on bool) {
		box.FillColor = nil
		if on {
			box.FillColor = theme.ColorForWidget(name, r)
		}
	}
	paint(x.back, theme.ColorNameSelection, r.chosen)
	if !r.chosen {
		paint(x.back, theme.ColorNameHover, r.Hovered && r.OnTapped != nil)
	}
	tone := r.group.tone.Color()
	if r.group.tone == ui.Neutral {
		tone = ui.ColorMuted
	}
	paint(x.bar, tone, r.OnTapped != nil)
	x.back.CornerRadius, x.bar.CornerRadius, x.ring.CornerRadius = 6, 2, 6
	x.ring.StrokeWidth = 0
	if r.Focused {
		x.ring.StrokeColor, x.ring.StrokeWidth = theme.ColorForWidget(ui.ColorAccent, r), 2
	}
}

const (
	groupPad float32 = 8
	rowPad   float32 = 2
	groupGap float32 = 14
)

func (x *groupRenderer) Layout(s fyne.Size) {
	x.back.Resize(s)
	x.ring.Resize(s)
	top, line := rowPad, x.name.MinSize().Height
	x.bar.Move(fyne.NewPos(groupPad, top+2))
	x.bar.Resize(fyne.NewSize(4, s.Height-2*top-4))
	right := s.Width - groupPad
	for i := 2; i >= 0; i-- {
		right -= x.r.widths[i]
		x.numbers[i].Move(fyne.NewPos(right, top))
		x.numbers[i].Resize(fyne.NewSize(x.r.widths[i], line))
		right -= groupGap
	}
	left := groupPad + 14
	x.name.Move(fyne.NewPos(left, top))
	x.name.Resize(fyne.NewSize(right-left, line))
	x.hint.Move(fyne.NewPos(left, top+line))
	x.hint.Resize(fyne.NewSize(s.Width-left-groupPad, x.hint.MinSize().Height))
}

func (x *groupRenderer) MinSize() fyne.Size {
	width := float32(120) + 2*groupPad + 3*groupGap
	for _, w := range x.r.widths {
		width += w
	}
	h := x.name.MinSize().Height
	if x.r.group.hint != "" {
		h += x.hint.MinSize().Height
	}
	return fyne.NewSize(width, h+2*rowPad)
}

func (x *groupRenderer) Refresh() {
	x.apply()
	canvas.Refresh(x.r)
}
