package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// tooltip is a small card that names a value.
type tooltip struct {
	root   *fyne.Container
	ground *canvas.Rectangle
	head   *canvas.Text
	body   *canvas.Text
}

func newTooltip() *tooltip {
	t := &tooltip{ground: canvas.NewRectangle(nil), head: canvas.NewText("", nil), body: canvas.NewText("", nil)}
	t.ground.CornerRadius, t.ground.StrokeWidth = 5, 1
	t.body.TextStyle.Bold = true
	t.root = container.NewWithoutLayout(t.ground, t.head, t.body)
	t.root.Hide()
	return t
}

const tipPad = 9

// show places the card above the mark, or below or beside it where the chart ends.
func (t *tooltip) show(head, body string, mark Rect, within fyne.Size, pal Palette, ground color.Color) {
	size := RoleCategory.size()
	limit := max(60, within.Width-4*tipPad)
	t.head.Text, t.head.TextSize, t.head.Color = RoleCategory.ellipsis(head, limit), size, pal.Muted
	t.body.Text, t.body.TextSize, t.body.Color = RoleCategory.ellipsis(body, limit*0.9), size, pal.Foreground
	t.ground.FillColor, t.ground.StrokeColor = ground, pal.Axis
	lh := RoleCategory.lineHeight()
	lines := float32(1)
	if head != "" {
		lines = 2
	}
	w := max(t.head.MinSize().Width, t.body.MinSize().Width) + 2*tipPad
	h := lines*lh + 2*tipPad - 4
	at := fyne.NewPos(mark.X+mark.W/2-w/2, mark.Y-h-8)
	if at.Y < 2 {
		at.Y = min(mark.Y+mark.H+8, within.Height-h-2)
	}
	at.X = max(2, min(at.X, within.Width-w-2))
	t.ground.Resize(fyne.NewSize(w, h))
	t.head.Move(fyne.NewPos(tipPad, tipPad-2))
	t.body.Move(fyne.NewPos(tipPad, tipPad-2+(lines-1)*lh))
	t.root.Move(at)
	t.root.Resize(fyne.NewSize(w, h))
	t.root.Refresh()
}
