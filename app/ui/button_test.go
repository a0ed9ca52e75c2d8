package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/ui"
)

func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestEnterAndSpacePress(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	count := func() { n++ }
	for name, o := range map[string]fyne.Focusable{"button": ui.NewButton("Save", nil, count), "link": ui.NewLink("Lan", count)} {
		n = 0
		press(o, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyA)
		if n != 3 {
			t.Errorf("%s: pressed %d times by Return, Enter, Space and A", name, n)
		}
	}
}

func TestDisabledButtonIgnoresKeys(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := ui.Primary("Save", nil, func() { n++ })
	b.Disable()
	press(b, fyne.KeyReturn, fyne.KeySpace)
	if n != 0 {
		t.Error("pressed though disabled")
	}
}

func TestButtonKeepsTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	b := ui.NewButton("Next", nil, func() {})
	w := test.NewTempWindow(t, b)
	w.Canvas().Focus(b)
	press(b, fyne.KeySpace)
	if w.Canvas().Focused() != b {
		t.Error("the space bar took the keyboard away")
	}
}

func TestEscapePassesThrough(t *testing.T) {
	test.NewTempApp(t)
	for name, o := range map[string]fyne.Focusable{"button": ui.Quiet("Save", nil, nil), "link": ui.NewLink("Lan", nil)} {
		closed := false
		ui.Escape.Push(func() { closed = true })
		press(o, fyne.KeyEscape, fyne.KeyReturn)
		if !closed {
			t.Errorf("%s swallowed Escape", name)
		}
	}
}
