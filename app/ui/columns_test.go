package ui_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"regulars/app/ui"
)

func block(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Black)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

// at checks where an object stands and how large it is.
func at(t *testing.T, name string, o fyne.CanvasObject, x, y, w, h float32) {
	t.Helper()
	if got, want := o.Position(), fyne.NewPos(x, y); got != want {
		t.Errorf("%s stands at %v, want %v", name, got, want)
	}
	if got, want := o.Size(), fyne.NewSize(w, h); got != want {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}

func TestColumnsShareTheWidth(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(10, 20), block(10, 40)
	c := ui.Columns{Parts: []float32{1, 3}, Gap: 10}.With(a, b)
	c.Resize(fyne.NewSize(410, 60))
	at(t, "first", a, 0, 0, 100, 20)
	at(t, "second", b, 110, 0, 300, 40)
}

func TestColumnsAlignMiddles(t *testing.T) {
	test.NewTempApp(t)
	a, b := block(10, 20), block(10, 40)
	ui.Columns{Gap: 10, Middle: true}.With(a, b).Resize(fyne.NewSize(210, 40))
	at(t, "first", a, 0, 10, 100, 20)
}

func TestColumnsStandTwoByTwoWhereNarrow(t *testing.T) {
	test.NewTempApp(t)
	a, b, c := block(10, 20), block(10, 40), block(10, 30)
	line := ui.Columns{Gap: 10, TwoBelow: 300}.With(a, b, c)
	line.Resize(fyne.NewSize(210, 100))
	at(t, "third", c, 0, 50, 210, 30)
	if h := line.MinSize().Height; h != 80 {
		t.Errorf("asks for a height of %v, want 40+10+30", h)
	}
}

func TestBesideStacksWhereNarrow(t *testing.T) {
	test.NewTempApp(t)
	main, side := block(100, 200), block(50, 30)
	pair := ui.Beside{From: 500, Side: 150, SideFirst: true}.With(main, side)
	pair.Resize(fyne.NewSize(600, 300))
	at(t, "main, wide", main, 0, 0, 600-150-ui.SpaceM, 200)
	at(t, "side, wide", side, 600-150, 0, 150, 30)
	pair.Resize(fyne.NewSize(400, 300))
	at(t, "side, narrow", side, 0, 0, 400, 30)
	at(t, "main, narrow", main, 0, 30+ui.SpaceM, 400, 200)
}

func TestBesideFills(t *testing.T) {
	test.NewTempApp(t)
	main, side := block(100, 200), block(50, 30)
	ui.Beside{Main: 0.5, Fill: true}.With(main, side).Resize(fyne.NewSize(600, 300))
	half := (600 - ui.SpaceM) / 2
	at(t, "main", main, 0, 0, half, 300)
	at(t, "side", side, half+ui.SpaceM, 0, half, 300)
}

func TestScrolledRemembersItsPlace(t *testing.T) {
	test.NewTempApp(t)
	place := float32(120)
	w := test.NewTempWindow(t, ui.Scrolled(block(100, 1000), &place))
	w.Resize(fyne.NewSize(200, 200))
	test.Scroll(w.Canvas(), fyne.NewPos(100, 100), 0, -30)
	if place != 150 {
		t.Errorf("scrolled to %v, want 150", place)
	}
}
