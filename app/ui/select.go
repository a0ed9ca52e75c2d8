package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Select is Fyne's choice among options with the border of an entry, so that
// the fields of a form look alike, and it lets Escape through.
type Select struct {
	widget.Select
	focused bool
}

// NewSelect returns a choice with nothing chosen; changed may be nil.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// SelectOf is a choice among codes shown by their names, with chosen chosen at
// first; none is when it is not among them.
func SelectOf[T comparable](codes []T, name func(T) string, chosen T, changed func(T)) *Select {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = name(c)
	}
	s := NewSelect(names, nil)
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

// Snug gives a choice the width of its longest option, but not more than most;
// Fyne's own cuts them.
func (s *Select) Snug(most float32) fyne.CanvasObject {
	var width float32
	for _, o := range s.Options {
		width = max(width, NewText(o).MinSize().Width)
	}
	return Sized(s, min(width+2*theme.InnerPadding()+theme.IconInlineSize()+SpaceS, most), 0)
}

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() {
	s.focused = true
	s.Select.FocusGained()
}

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() {
	s.focused = false
	s.Select.FocusLost()
}

// TypedKey sends Escape to the stack.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		Escape.Press()
		return
	}
	s.Select.TypedKey(ev)
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectRenderer{WidgetRenderer: s.Select.CreateRenderer(), s: s, border: canvas.NewRectangle(color.Transparent)}
	r.colour()
	return r
}

// selectRenderer draws a border around what Fyne draws.
type selectRenderer struct {
	fyne.WidgetRenderer
	s       *Select
	border  *canvas.Rectangle
	objects []fyne.CanvasObject
}

// Objects implements fyne.WidgetRenderer.
func (r *selectRenderer) Objects() []fyne.CanvasObject {
	r.objects = append(append(r.objects[:0], r.WidgetRenderer.Objects()...), r.border)
	return r.objects
}

// Layout implements fyne.WidgetRenderer.
func (r *selectRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	edge := r.border.StrokeWidth // where Fyne draws that of an entry
	r.border.Move(fyne.NewSquareOffsetPos(edge / 2))
	r.border.Resize(fyne.NewSize(size.Width-edge-.5, size.Height-edge-.5))
}

// Refresh implements fyne.WidgetRenderer.
func (r *selectRenderer) Refresh() {
	r.colour()
	r.WidgetRenderer.Refresh()
}

func (r *selectRenderer) colour() {
	name := theme.ColorNameInputBorder
	switch {
	case r.s.Disabled():
		name = theme.ColorNameDisabled
	case r.s.focused:
		name = theme.ColorNamePrimary
	}
	r.border.StrokeColor = colorOf(r.s, name)
	r.border.StrokeWidth = sizeOf(r.s, theme.SizeNameInputBorder)
	r.border.CornerRadius = sizeOf(r.s, theme.SizeNameInputRadius)
	r.border.Refresh()
}
