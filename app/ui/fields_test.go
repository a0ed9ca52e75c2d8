package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regulars/data/crm"
)

// onCanvas shows an object in a themed window.
func onCanvas(t *testing.T, o fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Light))
	w := test.NewTempWindow(t, o)
	w.Resize(fyne.NewSize(500, 400))
	return w.Canvas()
}

func key(e *Entry, names ...fyne.KeyName) {
	for _, n := range names {
		e.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestDateField(t *testing.T) {
	d := NewDateField(today)
	c := onCanvas(t, d)
	changes := 0
	d.OnChanged = func() { changes++ }
	c.Focus(d.entry)
	test.Type(d.entry, "tomorrow")
	if got, ok := d.Date(); !ok || got != today+1 {
		t.Errorf("tomorrow is %s (%v)", got, ok)
	}
	if d.note.Text != "Thursday, 5 March 2026" || !d.note.Visible() {
		t.Errorf("understood as %q", d.note.Text)
	}
	c.Unfocus()
	if changes != 4 { // "t" is no day, "tom" is, "tomo" is not, "tomorrow" is
		t.Errorf("told of %d changes", changes)
	}
	if d.entry.Text != "5 Mar 2026" || d.note.Visible() {
		t.Errorf("left as %q, note %q", d.entry.Text, d.note.Text)
	}
	key(d.entry, fyne.KeyUp, fyne.KeyUp, fyne.KeyDown)
	if got, _ := d.Date(); got != today+2 {
		t.Errorf("two up, one down is %s", got)
	}
	d.entry.SetText("never")
	c.Focus(d.entry)
	c.Unfocus()
	if _, ok := d.Date(); ok || !d.note.Visible() || d.entry.Text != "never" {
		t.Error("nonsense is not marked")
	}
	d.SetDate(0)
	if got, ok := d.Date(); !ok || !got.IsZero() {
		t.Error("an empty field is not an error")
	}
}

func TestDateField_CalendarPicksAndEscapeCloses(t *testing.T) {
	d := NewDateField(today)
	c := onCanvas(t, d)
	test.Tap(d.pick)
	popup := c.Overlays().Top()
	if popup == nil {
		t.Fatal("no calendar")
	}
	if !Escape.Press() || c.Overlays().Top() != nil {
		t.Error("escape leaves the calendar open")
	}
	test.Tap(d.pick)
	c.Overlays().Top().Hide()
	if Escape.Press() {
		t.Error("a calendar closed by itself still answers escape")
	}
}

func TestDateField_CalendarByKeyboard(t *testing.T) {
	d := NewDateField(today)
	c := onCanvas(t, d)
	test.Tap(d.pick)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn} {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got, _ := d.Date(); got.String() != "2026-04-03" || c.Overlays().Top() != nil || c.Focused() != d.entry {
		t.Errorf("picked %s, focus on %T", got, c.Focused())
	}
}

func TestCalendar_Weeks(t *testing.T) {
	onCanvas(t, NewText(""))
	var picked crm.Date
	month := NewCalendar(today, 0, 1)
	month.OnPick = func(d crm.Date) { picked = d }
	// March 2026 begins on a Sunday: six empty places when weeks start on Monday.
	test.Tap(month.days.Objects[7+6+9].(fyne.Tappable))
	if picked.String() != "2026-03-10" {
		t.Errorf("the tenth day is %s", picked)
	}
	month.show(month.month.AddMonths(-1))
	if month.title.Text != "February 2026" || len(month.days.Objects) != 7+6+28 {
		t.Errorf("%s has %d cells", month.title.Text, len(month.days.Objects))
	}
}

func TestMoneyField(t *testing.T) {
	m := NewMoneyField("EUR")
	c := onCanvas(t, m)
	if _, set, ok := m.Amount(); set || !ok {
		t.Error("a fresh field is empty and right")
	}
	c.Focus(m.entry)
	test.Type(m.entry, "1234,5")
	c.Unfocus()
	if a, set, ok := m.Amount(); a != 123450 || !set || !ok || m.entry.Text != "€1,234.50" {
		t.Errorf("%d %v %v shown as %q", a, set, ok, m.entry.Text)
	}
	m.entry.SetText("many")
	c.Focus(m.entry)
	c.Unfocus()
	if _, set, ok := m.Amount(); set || ok || !m.note.Visible() {
		t.Error("words are not money")
	}
	m.Clear()
	if _, set, ok := m.Amount(); set || !ok || m.note.Visible() {
		t.Error("clearing does not forgive")
	}
	p := NewPriceField("EUR")
	p.SetPrice(10)
	if v, set, ok := p.Price(); v != 10 || !set || !ok {
		t.Errorf("a tenth of a cent came back as %d", v)
	}
}

func TestSearchField(t *testing.T) {
	s := NewSearchField(SyncRunner{}, "")
	c := onCanvas(t, s)
	var asked []string
	s.OnSearch = func(text string) { asked = append(asked, text) }
	downs := 0
	s.OnDown = func() { downs++ }
	c.Focus(s.entry)
	test.Type(s.entry, "ab")
	key(s.entry, fyne.KeyReturn, fyne.KeyDown, fyne.KeyEscape)
	if !slices.Equal(asked, []string{"a", "ab", ""}) || downs != 1 {
		t.Errorf("asked %q, down %d times", asked, downs)
	}
	if s.clear.Visible() || s.Text() != "" {
		t.Error("escape does not clear")
	}
	closed := false
	Escape.Push(func() { closed = true })
	key(s.entry, fyne.KeyEscape)
	if !closed {
		t.Error("the second escape does not go on")
	}
}

func TestSearchField_WaitsForTyping(t *testing.T) {
	s := NewSearchField(&handRunner{}, "")
	onCanvas(t, s)
	s.OnSearch = func(string) { t.Error("searched while typing") }
	test.Type(s.entry, "ab")
}

func TestPickField_ByKeyboard(t *testing.T) {
	p := NewPickField("Customer", findShopper)
	c := onCanvas(t, p)
	var picked []Choice
	p.OnPicked = func(c Choice) { picked = append(picked, c) }
	c.Focus(p.entry)
	test.Type(p.entry, "giu")
	found := findShopper("giu")
	key(p.entry, fyne.KeyDown, fyne.KeyReturn)
	if len(picked) != 1 || picked[0] != found[1] || p.Chosen() != found[1] || p.list.Panel.Visible() {
		t.Fatalf("picked %v of %v", picked, found)
	}
	p.entry.SetText("gi")
	key(p.entry, fyne.KeyEscape)
	if p.entry.Text != found[1].Title {
		t.Errorf("escape leaves %q", p.entry.Text)
	}
	p.entry.SetText("an")
	c.Unfocus()
	if p.entry.Text != found[1].Title || p.Chosen() != found[1] {
		t.Errorf("leaving shows %q", p.entry.Text)
	}
	c.Focus(p.entry)
	p.entry.SetText("")
	c.Unfocus()
	if len(picked) != 2 || picked[1] != (Choice{}) {
		t.Errorf("emptied: %v", picked)
	}
}

func TestPickField_ByMouseAndNew(t *testing.T) {
	p := NewPickField("Customer", findShopper)
	onCanvas(t, p)
	p.entry.SetText("anna")
	row := p.list.box.Objects[2].(*choiceRow)
	row.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if p.Chosen() != findShopper("anna")[2] {
		t.Errorf("clicked %v", p.Chosen())
	}
	made := ""
	p.OnNew = func(text string) { made = text }
	p.entry.SetText("Zoé Quill")
	if !p.note.Visible() {
		t.Error("finding nothing is not said")
	}
	key(p.entry, fyne.KeyReturn)
	if made != "Zoé Quill" {
		t.Errorf("made %q", made)
	}
}

func TestTagEditor(t *testing.T) {
	tags := NewTagEditor(func(q string) []string { return []string{"wholesale", "weekend"} })
	c := onCanvas(t, tags)
	c.Focus(tags.entry)
	test.Type(tags.entry, "vip")
	key(tags.entry, fyne.KeyReturn)
	test.Type(tags.entry, "VIP,")
	test.Type(tags.entry, "w")
	key(tags.entry, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := tags.Tags(); !slices.Equal(got, []string{"vip", "weekend"}) {
		t.Errorf("tags %q", got)
	}
	key(tags.entry, fyne.KeyBackspace)
	test.Type(tags.entry, "left")
	c.Unfocus()
	if got := tags.Tags(); !slices.Equal(got, []string{"vip", "left"}) {
		t.Errorf("tags %q", got)
	}
}

func TestEscapeStack(t *testing.T) {
	var s EscapeStack
	var closed []int
	s.Push(func() { closed = append(closed, 1) })
	remove := s.Push(func() { closed = append(closed, 2) })
	s.Push(func() { closed = append(closed, 3) })
	remove()
	remove()
	for s.Press() {
	}
	if !slices.Equal(closed, []int{3, 1}) {
		t.Errorf("closed %v", closed)
	}
}

func TestNoteEntry_LongParagraphsDoNotWrap(t *testing.T) {
	e := NewNoteEntry(3)
	c := onCanvas(t, e)
	e.SetText(strings.Repeat("word ", 20000))
	if e.Wrapping != fyne.TextWrapOff {
		t.Error("100,000 letters wrap")
	}
	e.SetText("short\nlines")
	if e.Wrapping != fyne.TextWrapWord {
		t.Error("short lines do not wrap")
	}
	clip := test.NewClipboard()
	clip.SetContent(strings.Repeat("x", 50000))
	c.Focus(e)
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if e.Wrapping != fyne.TextWrapOff || len(e.Text) < 50000 {
		t.Errorf("pasting %d letters wraps", len(e.Text))
	}
}
