package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// InSight reports whether an object stands on a canvas, in containers, panels
// and scrolls. The driver knows of an object only once it was painted, too
// late for who wants to give the keyboard to a page just put there.
func InSight(c fyne.Canvas, o fyne.CanvasObject) bool {
	return c != nil && holds(c.Content(), o)
}

func holds(tree, o fyne.CanvasObject) bool {
	if tree == o {
		return true
	}
	switch tree := tree.(type) {
	case *fyne.Container:
		for _, child := range tree.Objects {
			if holds(child, o) {
				return true
			}
		}
	case *Panel:
		return holds(tree.Content, o)
	case *container.Scroll:
		return holds(tree.Content, o)
	}
	return false
}

// giveFocus puts the keyboard into a widget, also into one that was only just
// put on the page and that the driver does not know yet.
func giveFocus(o interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if all := d.AllWindows(); c == nil && len(all) > 0 {
		c = all[0].Canvas() // the program has one window
	}
	if c != nil {
		c.Focus(o)
	}
}
