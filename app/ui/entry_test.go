package ui

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"regulars/data/crm"
)

func TestEntry_WhatIsTypedAfterTabReplaces(t *testing.T) {
	e := NewEntry()
	c := onCanvas(t, e)
	e.SetText("VND")
	c.Focus(e)
	e.KeyUp(&fyne.KeyEvent{Name: fyne.KeyTab})
	test.Type(e, "EUR")
	if e.Text != "EUR" {
		t.Errorf("%q after Tab and EUR", e.Text)
	}
	// Who types faster than Tab is let go keeps what was typed.
	c.Unfocus()
	e.SetText("")
	c.Focus(e)
	test.Type(e, "U")
	e.KeyUp(&fyne.KeyEvent{Name: fyne.KeyTab})
	test.Type(e, "SD")
	if e.Text != "USD" {
		t.Errorf("%q after a fast USD", e.Text)
	}
}

// A panel that is drawn again gives the keyboard back in the middle of a
// sentence: typing goes on.
func TestEntry_FocusByTheProgramSelectsNothing(t *testing.T) {
	e := NewEntry()
	c := onCanvas(t, e)
	c.Focus(e)
	test.Type(e, "call ")
	c.Unfocus()
	c.Focus(e)
	test.Type(e, "Lan")
	if e.Text != "call Lan" {
		t.Errorf("%q", e.Text)
	}
}

func TestFields_ArrivingReplacesAWholeValue(t *testing.T) {
	paris := Choice{ID: crm.NewID(), Title: "Paris"}
	p := NewPickField("", func(query string) []Choice { return nil })
	p.SetChosen(paris)
	q := NewMoneyField("EUR")
	q.SetAmount(200)
	c := onCanvas(t, Stack(0, p, q))
	p.Focus()
	test.Type(p.entry, "ro")
	if p.entry.Text != "ro" {
		t.Errorf("the picked %q is %q after ro", paris.Title, p.entry.Text)
	}
	c.Focus(q.entry)
	test.Type(q.entry, "5")
	if got, _, ok := q.Amount(); !ok || got != 500 {
		t.Errorf("2 euro, then 5 typed, is %d cents", got)
	}
}

// The wheel moves the page, whatever field lies under the pointer; only a text
// longer than its field keeps it.
func TestEntry_LetsThePageScroll(t *testing.T) {
	line, note, long := NewEntry(), NewNoteEntry(3), NewNoteEntry(3)
	note.SetText("short")
	long.SetText(strings.Repeat("line\n", 20))
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(10, 2000))
	choice := NewSelectEntry([]string{"one", "two"})
	page := NewScroll(Stack(SpaceM, line, note, long, choice, room))
	c := onCanvas(t, page.Frame)
	for _, f := range []struct {
		entry fyne.CanvasObject
		pages bool
	}{{line, true}, {note, true}, {long, false}, {choice, true}} {
		page.ScrollToTop()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.entry)
		test.Scroll(c, at.AddXY(60, 20), 0, -50)
		if moved := page.Offset.Y > 0; moved != f.pages {
			t.Errorf("the page moved: %v, over %T", moved, f.entry)
		}
	}
}

// A line wider than its field moves along with the cursor, inside the field.
func TestEntry_ShowsTheEndOfALongLine(t *testing.T) {
	e := NewEntry()
	c := onCanvas(t, container.NewWithoutLayout(e))
	e.Resize(fyne.NewSize(120, e.MinSize().Height))
	c.Focus(e)
	test.Type(e, strings.Repeat("a longer line ", 10))
	for _, o := range test.WidgetRenderer(e).Objects() {
		if view, ok := o.(*container.Clip); ok {
			x := view.Content.Position().X + e.CursorPosition().X
			if x < 0 || x > view.Size().Width || view.Size().Width > 120 {
				t.Errorf("the cursor stands at %v, the text is shown as far as %v", x, view.Size().Width)
			}
			return
		}
	}
	t.Error("nothing clips the text")
}
