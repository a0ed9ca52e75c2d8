package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// A choice is bordered like the entries beside it, in the accent while it has
// the keyboard, and Escape goes to whatever waits for it.
func TestSelect_LooksLikeAField(t *testing.T) {
	s := NewSelect([]string{"phone", "e-mail"}, nil)
	c := onCanvas(t, s)
	objects := test.WidgetRenderer(s).Objects()
	border, ok := objects[len(objects)-1].(*canvas.Rectangle)
	if !ok || border.StrokeWidth == 0 || border.StrokeColor != colorOf(s, theme.ColorNameInputBorder) {
		t.Fatalf("no border: %+v", objects[len(objects)-1])
	}
	c.Focus(s)
	if border.StrokeColor != colorOf(s, theme.ColorNamePrimary) {
		t.Error("the keyboard does not show")
	}
	heard := false
	defer Escape.Push(func() { heard = true })()
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !heard {
		t.Error("Escape stopped at the choice")
	}
}
