package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// keyButton is a button that also hears Enter and Escape.
type keyButton struct {
	widget.Button
	onKey func(fyne.KeyName) bool
}

func newKeyButton(text string, tapped func(), onKey func(fyne.KeyName) bool) *keyButton {
	b := &keyButton{onKey: onKey}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *keyButton) TypedKey(ev *fyne.KeyEvent) {
	if isEnter(ev.Name) {
		b.OnTapped()
		return
	}
	if b.onKey == nil || !b.onKey(ev.Name) {
		b.Button.TypedKey(ev)
	}
}

func isEnter(k fyne.KeyName) bool { return k == fyne.KeyReturn || k == fyne.KeyEnter }
