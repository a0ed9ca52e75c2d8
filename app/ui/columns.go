package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Columns tells how things share the width of a line.
type Columns struct {
	Parts []float32 // of the width, by any measure; nil: all the same
	Gap   float32   // 0: SpaceM
	// TwoBelow is the width below which only two stand beside each other.
	TwoBelow float32
	// Middle aligns the middles instead of the tops.
	Middle bool
	// MinWidth is the least width asked for; 0: 200.
	MinWidth float32
}

// With lays objects out in these columns.
func (c Columns) With(objects ...fyne.CanvasObject) *fyne.Container {
	if c.Gap == 0 {
		c.Gap = SpaceM
	}
	if c.MinWidth == 0 {
		c.MinWidth = 200
	}
	return container.New(&columns{Columns: c}, objects...)
}

// Equal puts objects beside each other in columns of one width, tops aligned.
func Equal(objects ...fyne.CanvasObject) *fyne.Container { return Columns{}.With(objects...) }

type columns struct {
	Columns
	width float32 // of the last layout; decides the height asked for
}

func (c *columns) perLine(n int) int {
	if c.width > 0 && c.width < c.TwoBelow {
		return min(2, n)
	}
	return n
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := -c.Gap
	for from, per := 0, c.perLine(len(objects)); from < len(objects); from += per {
		height += tallest(objects[from:min(from+per, len(objects))]) + c.Gap
	}
	return fyne.NewSize(c.MinWidth, max(0, height))
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	var y float32
	for from, per := 0, c.perLine(len(objects)); from < len(objects); from += per {
		line := objects[from:min(from+per, len(objects))]
		height := tallest(line)
		if per == len(objects) {
			height = size.Height
		}
		c.line(line, from, fyne.NewPos(0, y), fyne.NewSize(size.Width, height))
		y += height + c.Gap
	}
}

// line lays out the objects of one line; first is the place of its first
// among all.
func (c *columns) line(objects []fyne.CanvasObject, first int, at fyne.Position, size fyne.Size) {
	var sum float32
	for i := range objects {
		sum += c.part(first + i)
	}
	room := size.Width - c.Gap*float32(len(objects)-1)
	for i, o := range objects {
		w, h := room*c.part(first+i)/sum, o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(at)
		if c.Middle {
			o.Move(at.AddXY(0, (size.Height-h)/2))
		}
		at.X += w + c.Gap
	}
}

func (c *columns) part(i int) float32 {
	if c.Parts == nil {
		return 1
	}
	return c.Parts[i]
}

func tallest(objects []fyne.CanvasObject) (h float32) {
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return h
}

// Sized asks for a width and a height, the content's own where one is zero.
func Sized(o fyne.CanvasObject, width, height float32) *fyne.Container {
	return container.New(sized{width, height}, o)
}

type sized struct{ width, height float32 }

func (s sized) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	if s.width > 0 {
		least.Width = s.width
	}
	if s.height > 0 {
		least.Height = s.height
	}
	return least
}

func (s sized) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// AtMost keeps a content no wider than width, at the left: lines short enough
// to read.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atMost{width}, o)
}

type atMost struct{ width float32 }

func (a atMost) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (a atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, a.width), size.Height))
}
