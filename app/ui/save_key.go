package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// saveKey is Ctrl+Enter.
func saveKey() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
}

// OnSaveKey has Ctrl+Enter save a form, wherever in it the keyboard is. Only
// the form given last is saved, and only while it is in sight.
func OnSaveKey(c fyne.Canvas, form fyne.CanvasObject, save func()) {
	if c == nil {
		return
	}
	c.AddShortcut(saveKey(), func(fyne.Shortcut) {
		if InSight(c, form) {
			save()
		}
	})
}

// IsSaveKey reports whether a shortcut is Ctrl+Enter, on either Enter key.
func IsSaveKey(s fyne.Shortcut) bool {
	k, ok := s.(*desktop.CustomShortcut)
	return ok && (k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeyEnter) && k.Modifier == fyne.KeyModifierShortcutDefault
}

// passSaveKey hands Ctrl+Enter to the canvas, from a field that would swallow
// it, and reports whether it was that.
func passSaveKey(from fyne.CanvasObject, s fyne.Shortcut) bool {
	if !IsSaveKey(s) {
		return false
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(saveKey())
	}
	return true
}
