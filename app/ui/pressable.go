package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable      = (*Pressable)(nil)
	_ fyne.Focusable     = (*Pressable)(nil)
	_ desktop.Hoverable  = (*Pressable)(nil)
	_ desktop.Cursorable = (*Pressable)(nil)
)

// Pressable is the part of a widget that makes it something to press: with
// the mouse, or reached by Tab and pressed with Enter or the space bar. A
// widget embeds it and draws Hovered and Focused, which change with a Refresh.
type Pressable struct {
	widget.BaseWidget
	// OnTapped is what pressing does; nil: nothing.
	OnTapped         func()
	Hovered, Focused bool
}

// Tapped implements fyne.Tappable.
func (p *Pressable) Tapped(*fyne.PointEvent) {
	if p.OnTapped != nil {
		p.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (p *Pressable) FocusGained() { p.Focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *Pressable) FocusLost() { p.Focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (p *Pressable) TypedRune(rune) {}

// TypedKey implements fyne.Focusable; Escape goes to the stack.
func (p *Pressable) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Tapped(nil)
	case fyne.KeyEscape:
		Escape.Press()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *Pressable) MouseIn(*desktop.MouseEvent) { p.Hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *Pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *Pressable) MouseOut() { p.Hovered = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (p *Pressable) Cursor() desktop.Cursor {
	if p.OnTapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
