package insight

import (
	"fyne.io/fyne/v2"

	"regulars/app/ui"
)

// withSide gives a panel the right part of the page, or, where the page is
// narrow, all of it.
type withSide struct{ from, share, gap float32 }

func (w withSide) MinSize(objects []fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 200) }

func (w withSide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	main, side := objects[0], objects[1]
	open, wide := side.Visible(), size.Width >= w.from
	setVisible(main, !open || wide)
	left := size.Width
	if open && wide {
		left = float32(int(size.Width * w.share))
		side.Move(fyne.NewPos(left+w.gap, 0))
		side.Resize(fyne.NewSize(size.Width-left-w.gap, size.Height))
	} else if open {
		side.Move(fyne.NewPos(0, 0))
		side.Resize(size)
	}
	main.Move(fyne.NewPos(0, 0))
	main.Resize(fyne.NewSize(left, size.Height))
}

func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}

// beside puts two things of one height next to each other, or under each
// other where the page is narrower than from.
type beside struct {
	from, share, gap float32
	width            float32 // of the last layout
}

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	one, two := objects[0].MinSize(), objects[1].MinSize()
	if b.width >= b.from {
		return fyne.NewSize(200, max(one.Height, two.Height))
	}
	return fyne.NewSize(200, one.Height+b.gap+two.Height)
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	one, two := objects[0], objects[1]
	one.Move(fyne.NewPos(0, 0))
	if size.Width < b.from {
		h := one.MinSize().Height
		one.Resize(fyne.NewSize(size.Width, h))
		two.Move(fyne.NewPos(0, h+b.gap))
		two.Resize(fyne.NewSize(size.Width, two.MinSize().Height))
		return
	}
	left := float32(int(size.Width * b.share))
	one.Resize(fyne.NewSize(left, size.Height))
	two.Move(fyne.NewPos(left+b.gap, 0))
	two.Resize(fyne.NewSize(size.Width-left-b.gap, size.Height))
}

// sized asks for a least size, the content's own where that is zero.
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

func (s sized) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// headline is the answer in a sentence, in letters between title and text.
func headline(text string) fyne.CanvasObject { return ui.Headline(text) }

// small is text that wraps in small, quiet letters.
func small(text string, c fyne.ThemeColorName) fyne.CanvasObject { return ui.Small(text, c) }
