package sales

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

const pageMargin float32 = 24

// quiet is a button without a frame.
func quiet(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.LowImportance
	return b
}

// primary is the one button of a page that it is about.
func primary(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.HighImportance
	return b
}

// selectOf is a choice among codes shown by their names; the code chosen at
// first must be among them.
func selectOf[T comparable](codes []T, name func(T) string, chosen T, changed func(T)) *widget.Select {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = name(c)
	}
	s := widget.NewSelect(names, nil)
	for i, c := range codes {
		if c == chosen {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) {
		if i := s.SelectedIndex(); i >= 0 {
			changed(codes[i])
		}
	}
	return s
}

// flushCard is a card for a table, which has its own padding.
func flushCard(o fyne.CanvasObject) *ui.Panel {
	card := ui.Card(o)
	card.PadX, card.PadY = ui.SpaceXS, ui.SpaceXS
	return card
}

// bold makes a line strong.
func bold(x *ui.Text) *ui.Text {
	x.Style.Bold = true
	return x
}

// figure is a label with a number under it, for a row of key figures.
func figure(label, value string) fyne.CanvasObject {
	return ui.Stack(2, ui.Caption(label), bold(ui.NewText(value)))
}

// fixedWidth gives a field a width of its own.
type fixedWidth struct{ width float32 }

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.width, objects[0].MinSize().Height)
}

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func sized(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return container.New(&fixedWidth{width}, o)
}

// rightMargin keeps the scroll bar off the content.
type rightMargin struct{ space float32 }

func (r *rightMargin) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(r.space, 0)
}

func (r *rightMargin) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(r.space, 0))
}

func scrolled(o fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(container.New(&rightMargin{14}, o))
}

// narrow keeps lines of a form short enough to read.
type narrow struct{ width float32 }

func (n *narrow) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (n *narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, n.width), size.Height))
}

// filter is a choice wide enough for every option; Fyne's own cuts them.
func filter(s *widget.Select) fyne.CanvasObject {
	var width float32
	for _, o := range s.Options {
		width = max(width, ui.NewText(o).MinSize().Width)
	}
	return sized(s, min(width+2*theme.InnerPadding()+theme.IconInlineSize()+ui.SpaceS, 260))
}

// searchBox makes a search field wide enough for its hint.
func searchBox(s *ui.SearchField, hint string) fyne.CanvasObject {
	return sized(s, ui.NewText(hint).MinSize().Width+84)
}

// columns puts fields beside each other in shares of the width, tops aligned,
// and in lines of two where there is no room for all.
type columns struct {
	shares []float32
	gap    float32
	least  float32 // narrower than this, two by two
	width  float32 // of the last layout
}

func (c *columns) perLine(n int) int {
	if c.width > 0 && c.width < c.least {
		return min(2, n)
	}
	return n
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	per := c.perLine(len(objects))
	var height float32
	for from := 0; from < len(objects); from += per {
		if from > 0 {
			height += c.gap
		}
		height += tallest(objects[from:min(from+per, len(objects))])
	}
	return fyne.NewSize(200, height)
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	per := c.perLine(len(objects))
	var y float32
	for from := 0; from < len(objects); from += per {
		line := objects[from:min(from+per, len(objects))]
		c.line(line, c.shares[from:], y, size.Width)
		y += tallest(line) + c.gap
	}
}

func (c *columns) line(objects []fyne.CanvasObject, shares []float32, y, width float32) {
	var sum, x float32
	for i := range objects {
		sum += shares[i]
	}
	room := width - c.gap*float32(len(objects)-1)
	for i, o := range objects {
		w := room * shares[i] / sum
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Move(fyne.NewPos(x, y))
		x += w + c.gap
	}
}

func tallest(objects []fyne.CanvasObject) (h float32) {
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return h
}

// sideBySide lays fields out in shares of the width.
func sideBySide(least float32, shares []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{shares: shares, gap: ui.SpaceM, least: least}, objects...)
}
