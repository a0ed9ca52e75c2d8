package sales

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// lineLayout is the grid's columns: product takes what is left; the margin
// goes where there is no room.
type lineLayout struct{}

func newLineLayout(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(lineLayout{}, objects...)
}

const (
	lineGap      float32 = 8
	marginColumn         = 5
	marginFrom   float32 = 700
)

// lineWidths are those of quantity, price, discount, net, margin and remove.
func lineWidths(roomy bool) [6]float32 {
	if roomy {
		return [...]float32{76, 104, 84, 104, 68, 36}
	}
	return [...]float32{62, 84, 68, 92, 0, 32}
}

func (lineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects[:marginColumn+1] {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(480, height)
}

func (lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	withMargin := size.Width >= marginFrom
	show(objects[marginColumn], withMargin)
	widths := lineWidths(withMargin)
	fixed := float32(0)
	for i, w := range widths {
		if i+1 != marginColumn || withMargin {
			fixed += w + lineGap
		}
	}
	x := float32(0)
	for i, o := range objects {
		w := size.Width - fixed
		if i > 0 {
			w = widths[i-1]
		}
		if i == marginColumn && !withMargin {
			continue
		}
		h := min(o.MinSize().Height, size.Height)
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		x += w + lineGap
	}
}
