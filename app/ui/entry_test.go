package ui

import (
	"testing"

	"fyne.io/fyne/v2"
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
