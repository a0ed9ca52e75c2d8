package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

const (
	columnGap  = 18
	widestName = 240 // units of the column of names
)

// tableView shows the numbers behind a chart. Only the rows in sight exist.
type tableView struct {
	root   fyne.CanvasObject
	list   *widget.List
	widths []float32
}

func newTableView(s Spec, pal Palette) *tableView {
	t := newTable(s)
	v := &tableView{widths: columnWidths(t, s)}
	cell := func(row, col int) string {
		if col == 0 {
			return RoleCategory.ellipsis(at(t.names, row), v.widths[0])
		}
		return s.valueLabel(t.values(row, col-1))
	}
	v.list = widget.NewList(
		func() int { return t.rows },
		func() fyne.CanvasObject { return v.row(pal.Foreground) },
		func(row widget.ListItemID, o fyne.CanvasObject) {
			v.fill(o, func(col int) string { return cell(row, col) })
		})
	v.list.HideSeparators = false
	head := v.row(pal.Muted)
	v.fill(head, func(col int) string { return RoleCategory.ellipsis(t.head[col], v.widths[col]) })
	rule := canvas.NewRectangle(pal.Axis)
	rule.SetMinSize(fyne.NewSize(1, 1))
	body := container.NewBorder(container.NewVBox(head, rule), nil, nil, nil, v.list)
	v.root = container.NewHScroll(body)
	return v
}

// columnWidths measures the head and a sample of the rows.
func columnWidths(t table, s Spec) []float32 {
	out := make([]float32, len(t.head))
	every := max(1, t.rows/200)
	for col, name := range t.head {
		out[col] = min(RoleCategory.width(name), 140)
		for row := 0; row < t.rows; row += every {
			if col == 0 {
				out[0] = max(out[0], min(RoleCategory.width(at(t.names, row)), widestName))
				continue
			}
			out[col] = max(out[col], RoleCategory.width(s.valueLabel(t.values(row, col-1))))
		}
	}
	return out
}

// row makes the texts of one row: the name to the left, numbers to the right.
func (v *tableView) row(c colour) fyne.CanvasObject {
	texts := make([]fyne.CanvasObject, len(v.widths))
	for i := range texts {
		t := canvas.NewText("", c)
		t.TextSize = RoleCategory.size()
		if i > 0 {
			t.Alignment = fyne.TextAlignTrailing
		}
		texts[i] = t
	}
	return container.New(columns(v.widths), texts...)
}

func (v *tableView) fill(row fyne.CanvasObject, cell func(col int) string) {
	for col, o := range row.(*fyne.Container).Objects {
		t := o.(*canvas.Text)
		t.Text = cell(col)
		t.Refresh()
	}
}

// scroll moves the rows by some lines.
func (v *tableView) scroll(lines int) {
	step := RoleCategory.lineHeight() + 6
	v.list.ScrollToOffset(max(0, v.list.GetScrollOffset()+float32(lines)*step))
}

// columns lays texts side by side at fixed widths.
type columns []float32

// Layout implements fyne.Layout.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(c[i], size.Height))
		x += c[i] + columnGap
	}
}

// MinSize implements fyne.Layout.
func (c columns) MinSize([]fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, one := range c {
		w += one + columnGap
	}
	return fyne.NewSize(w, RoleCategory.lineHeight()+6)
}
