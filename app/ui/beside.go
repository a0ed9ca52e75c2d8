package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside tells how a side thing stands next to a main one, SpaceM apart.
type Beside struct {
	From float32 // narrower than this, they stand under each other; 0: never
	// Main is the main thing's share of the room, unless the side has a
	// width of its own.
	Main, Side float32
	// SideFirst puts the side above the main thing where it is narrow.
	SideFirst bool
	// Fill gives both the whole height while they stand beside each other.
	Fill bool
}

// With lays the two things out.
func (b Beside) With(main, side fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{Beside: b}, main, side)
}

type beside struct {
	Beside
	width float32 // of the last layout; decides the height asked for
}

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	main, side := objects[0].MinSize(), objects[1].MinSize()
	if b.width >= b.From {
		return fyne.NewSize(200, max(main.Height, side.Height))
	}
	return fyne.NewSize(200, main.Height+SpaceM+side.Height)
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	if size.Width < b.From {
		b.stack(objects, size.Width)
		return
	}
	left := float32(int((size.Width - SpaceM) * b.Main))
	if b.Side > 0 {
		left = size.Width - b.Side - SpaceM
	}
	b.put(objects[0], fyne.NewPos(0, 0), fyne.NewSize(left, size.Height))
	b.put(objects[1], fyne.NewPos(left+SpaceM, 0), fyne.NewSize(size.Width-left-SpaceM, size.Height))
}

func (b *beside) stack(objects []fyne.CanvasObject, width float32) {
	first, second := objects[0], objects[1]
	if b.SideFirst {
		first, second = second, first
	}
	tall(first, width)
	first.Move(fyne.NewPos(0, 0))
	tall(second, width)
	second.Move(fyne.NewPos(0, first.Size().Height+SpaceM))
}

func (b *beside) put(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	if b.Fill {
		o.Resize(size)
		return
	}
	tall(o, size.Width)
}

// tall gives an object a width and the height it asks for then: wrapped text
// knows its height once it knows its width.
func tall(o fyne.CanvasObject, width float32) {
	for range 2 {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
	}
}
