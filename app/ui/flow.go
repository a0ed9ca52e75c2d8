package ui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// flow lays things out in lines like words, so that a row of buttons or chips
// never runs out of the window.
type flow struct {
	gap   float32
	width float32 // of the last layout; decides the height asked for
}

// Flow puts things beside each other and starts a new line where one is full.
// A layout spacer pushes what follows it on the line to the right. How high it
// is shows only once its width is known, as with wrapped text: see [Settle].
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap}, Objects: objects}
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, o.MinSize().Width)
		}
	}
	width := f.width
	if width == 0 {
		width = math.MaxFloat32 // not laid out yet: most rows fit on one line
	}
	return fyne.NewSize(widest, f.place(objects, max(width, widest), false))
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, true)
}

// place walks the lines and returns their height.
func (f *flow) place(objects []fyne.CanvasObject, width float32, move bool) float32 {
	var x, y float32
	for start := 0; start < len(objects); {
		end, height := f.line(objects, start, width)
		x = 0
		for _, o := range objects[start:end] {
			if !o.Visible() {
				continue
			}
			if isSpacer(o) {
				x += max(0, width-f.lineWidth(objects[start:end]))
				continue
			}
			s := o.MinSize()
			if move {
				o.Resize(fyne.NewSize(min(s.Width, width), s.Height))
				o.Move(fyne.NewPos(x, y+(height-s.Height)/2))
			}
			x += s.Width + f.gap
		}
		if height > 0 {
			y += height + f.gap
		}
		start = end
	}
	return max(0, y-f.gap)
}

// line returns the end of the line that begins at start, and its height.
func (f *flow) line(objects []fyne.CanvasObject, start int, width float32) (end int, height float32) {
	var x float32
	for end = start; end < len(objects); end++ {
		if !objects[end].Visible() || isSpacer(objects[end]) {
			continue
		}
		s := objects[end].MinSize()
		if x > 0 && x+s.Width > width {
			return end, height
		}
		x += s.Width + f.gap
		height = max(height, s.Height)
	}
	return end, height
}

func (f *flow) lineWidth(objects []fyne.CanvasObject) (w float32) {
	for _, o := range objects {
		if o.Visible() && !isSpacer(o) {
			w += o.MinSize().Width + f.gap
		}
	}
	return w - f.gap
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}
