package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Button is a button that Enter presses, too, and that lets Escape through.
type Button struct{ widget.Button }

// NewButton returns a button with a text, an icon (nil: none), or both.
func NewButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// Primary is the one button that a page or form is about.
func Primary(text string, icon fyne.Resource, tapped func()) *Button {
	return important(widget.HighImportance, NewButton(text, icon, tapped))
}

// Quiet is a button without a frame.
func Quiet(text string, icon fyne.Resource, tapped func()) *Button {
	return important(widget.LowImportance, NewButton(text, icon, tapped))
}

func important(i widget.Importance, b *Button) *Button {
	b.Importance = i
	return b
}

// TypedKey implements fyne.Focusable. Fyne's own button gives the keyboard
// away when the space bar presses it; this one keeps it.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if !b.Disabled() && b.OnTapped != nil {
			b.OnTapped()
		}
	case fyne.KeyEscape:
		Escape.Press()
	default:
		b.Button.TypedKey(ev)
	}
}
