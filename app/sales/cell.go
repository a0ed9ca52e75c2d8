package sales

import (
	"fyne.io/fyne/v2"

	"regulars/app/ui"
)

func isEnter(k fyne.KeyName) bool { return k == fyne.KeyReturn || k == fyne.KeyEnter }

// cell is an entry of the form: what it holds is selected when the keyboard
// arrives, so that typing replaces it, and Ctrl+Enter saves.
type cell struct {
	ui.Entry
	onSave  func()
	onFocus func()
}

func newCell(text, hint string, save func()) *cell {
	c := &cell{onSave: save}
	c.ExtendBaseWidget(c)
	c.Text, c.PlaceHolder = text, hint
	return c
}

// newNote is a cell of several lines.
func newNote(text, hint string, save func()) *cell {
	c := &cell{onSave: save}
	c.MultiLine, c.Wrapping = true, fyne.TextWrapWord
	c.ExtendBaseWidget(c)
	c.SetMinRowsVisible(2)
	c.SetText(text)
	c.PlaceHolder = hint
	return c
}

// FocusGained selects all.
func (c *cell) FocusGained() {
	c.Entry.FocusGained()
	if !c.MultiLine {
		c.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if c.onFocus != nil {
		c.onFocus()
	}
}

// TypedShortcut saves with Ctrl+Enter. A focused entry swallows the shortcuts
// of the canvas, so it is caught here.
func (c *cell) TypedShortcut(s fyne.Shortcut) {
	if ui.IsSaveKey(s) {
		c.onSave()
		return
	}
	c.Entry.TypedShortcut(s)
}
