package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// DateField takes a day as people type it and shows the day it understood.
// Up and Down move by a day, the button opens a calendar.
type DateField struct {
	field
	OnChanged func()       // the day, or whether there is one, changed
	Coming    bool         // a day without its year is the next one, not the nearest
	WeekStart time.Weekday // of the calendar; NewDateField sets Monday

	today crm.Date
	date  crm.Date
	ok    bool
	pick  *widget.Button
}

// NewDateField returns an empty field; today is what "tomorrow" counts from.
func NewDateField(today crm.Date) *DateField {
	d := &DateField{today: today, ok: true, WeekStart: time.Monday}
	d.entry = NewEntry()
	d.entry.OnChanged = d.read
	d.entry.OnLeave = d.leave
	d.entry.OnKey = d.key
	d.entry.Whole = func() bool { return d.ok }
	d.pick = widget.NewButtonWithIcon("", theme.CalendarIcon(), d.openCalendar)
	d.pick.Importance = widget.LowImportance
	d.entry.ActionItem = d.pick // before anything that draws
	d.entry.SetPlaceHolder(i18n.T("ui.date_hint"))
	d.build(d.entry, d)
	return d
}

// SetDate shows a day; the zero day empties the field.
func (d *DateField) SetDate(date crm.Date) {
	d.entry.SetText(i18n.Date(date))
	d.say("", ColorMuted)
}

// Date returns the day; ok is false when the text is no day. The zero day
// with ok means that the field is empty.
func (d *DateField) Date() (date crm.Date, ok bool) { return d.date, d.ok }

func (d *DateField) read(text string) {
	before, wasOK := d.date, d.ok
	parse := ParseDate
	if d.Coming {
		parse = ParseComing
	}
	d.date, d.ok = parse(text, d.today)
	switch {
	case text == "":
		d.date, d.ok = 0, true
		d.say("", ColorMuted)
	case d.ok:
		d.say(i18n.DateLong(d.date), ColorMuted)
	default:
		d.say("", ColorMuted) // half a word is no mistake yet
	}
	if d.date != before || d.ok != wasOK {
		call(d.OnChanged)
	}
}

func (d *DateField) leave() {
	if !d.ok {
		d.SetError(i18n.T("ui.date_unclear"))
		return
	}
	if text := i18n.Date(d.date); text != d.entry.Text {
		d.entry.SetText(text)
	}
	d.say("", ColorMuted)
}

func (d *DateField) key(name fyne.KeyName) bool {
	step := map[fyne.KeyName]crm.Date{fyne.KeyUp: 1, fyne.KeyDown: -1}[name]
	if step == 0 {
		return false
	}
	from := d.date
	if from.IsZero() {
		from, step = d.today, 0
	}
	d.entry.SetText(i18n.Date(from + step))
	return true
}

func (d *DateField) openCalendar() {
	c := fyne.CurrentApp().Driver().CanvasForObject(d.pick)
	if c == nil {
		return
	}
	month := NewCalendar(d.today, d.date, d.WeekStart)
	popup := widget.NewPopUp(Padded(month, SpaceXS), c)
	Escape.PushWhile(popup.Visible, popup.Hide)
	month.OnPick = func(date crm.Date) {
		popup.Hide()
		d.SetDate(date)
		d.Focus()
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.pick)
	popup.ShowAtPosition(placed(at.AddXY(0, d.pick.Size().Height), popup.MinSize(), c.Size()))
	c.Focus(month)
}

// placed moves a popup so that it stays inside the window.
func placed(at fyne.Position, size, window fyne.Size) fyne.Position {
	return fyne.NewPos(max(0, min(at.X, window.Width-size.Width)), max(0, min(at.Y, window.Height-size.Height)))
}
