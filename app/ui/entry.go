package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's entry that lets keys go where they belong: a focused entry
// swallows them otherwise. Use it wherever Escape must work.
type Entry struct {
	widget.Entry
	// OnKey sees keys first and returns true for those it used up.
	OnKey func(fyne.KeyName) bool
	// OnLeave is called when the focus goes elsewhere.
	OnLeave func()
	// Whole tells whether the text stands for one value: what is typed on
	// arriving replaces it. Without it only arriving by Tab selects the text.
	Whole func() bool

	arrived bool // nothing was pressed or typed since the focus came
}

// NewEntry returns a one-line entry.
func NewEntry() *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	return e
}

// NewNoteEntry returns an entry of several lines.
func NewNoteEntry(rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// wrapLimit is the longest paragraph that still wraps: Fyne's wrapping takes
// time with the square of it, 17 seconds for 20,000 letters.
const wrapLimit = 3000

// SetText shows a text; one with a very long paragraph scrolls instead of wrapping.
func (e *Entry) SetText(text string) {
	e.wrapFor(text)
	e.Entry.SetText(text)
}

// TypedShortcut looks at what is pasted before it is there.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if passSaveKey(e, s) {
		return
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		e.wrapFor(e.Text + paste.Clipboard.Content())
	}
	e.Entry.TypedShortcut(s)
}

func (e *Entry) wrapFor(text string) {
	if !e.MultiLine {
		return
	}
	e.Wrapping = fyne.TextWrapWord
	for paragraph := range strings.SplitSeq(text, "\n") {
		if len(paragraph) > wrapLimit {
			e.Wrapping = fyne.TextWrapOff
		}
	}
}

// FocusGained selects a text that stands for one value.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.arrived = true
	if e.Whole != nil && e.Whole() {
		e.selectAll()
	}
}

// KeyUp selects the text when Tab led here: it moves the focus when it is
// pressed, so that its release arrives in the new place.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	e.Entry.KeyUp(ev)
	if ev.Name == fyne.KeyTab && e.arrived && !e.MultiLine {
		e.selectAll()
	}
}

func (e *Entry) selectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// TypedRune writes a letter.
func (e *Entry) TypedRune(r rune) {
	e.arrived = false
	e.Entry.TypedRune(r)
}

// MouseDown places the cursor.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	e.Entry.MouseDown(ev)
	e.arrived = false
}

// TypedKey offers the key to OnKey; Escape goes to the stack.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	e.arrived = false
	if e.OnKey != nil && e.OnKey(ev.Name) {
		return
	}
	if ev.Name == fyne.KeyEscape {
		Escape.Press()
		return
	}
	if ev.Name == fyne.KeyF1 {
		passOn(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// passOn hands the window a key that is not for the widget that has the
// keyboard.
func passOn(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// FocusLost tells OnLeave.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// field is an entry with one line below it for what was understood or what is
// wrong. The fields of this package are made of it.
type field struct {
	widget.BaseWidget
	entry   *Entry
	note    *Text
	content fyne.CanvasObject
}

// build puts the parts together; beside may be nil.
func (f *field) build(content fyne.CanvasObject, self fyne.Widget) {
	f.note = Shrinking(Caption(""))
	f.note.Hide()
	f.content = Stack(3, content, f.note)
	f.ExtendBaseWidget(self)
}

// CreateRenderer implements fyne.Widget.
func (f *field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

// Focus puts the keyboard into the field.
func (f *field) Focus() { giveFocus(f.entry) }

// OnEnter has Enter go on from the field when it has no use for it itself.
func (f *field) OnEnter(goOn func()) { f.entry.OnSubmitted = func(string) { goOn() } }

// SetError shows what is wrong under the field; "" takes it away.
func (f *field) SetError(text string) {
	if text != "" {
		text = "! " + text
	}
	f.say(text, ColorBad)
}

func (f *field) say(text string, c fyne.ThemeColorName) {
	f.note.ColorName = c
	f.note.SetText(text)
	f.note.Refresh()
	if shown := text != ""; shown != f.note.Visible() {
		show(f.note, shown)
		f.content.Refresh()
	}
}
