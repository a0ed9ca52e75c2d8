package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/data/crm"
)

var _ fyne.Focusable = (*Calendar)(nil)

// Calendar is one month of days to choose from, in the language in use. With
// the keyboard, arrows move the mark by days and weeks, Page Up and Down by
// months, and Enter picks.
type Calendar struct {
	widget.BaseWidget
	OnPick func(crm.Date)

	today, chosen, month crm.Date
	weekStart            time.Weekday
	title                *Text
	days                 *fyne.Container
	content              fyne.CanvasObject
}

// NewCalendar shows the month of chosen, or of today when none is.
func NewCalendar(today, chosen crm.Date, weekStart time.Weekday) *Calendar {
	c := &Calendar{today: today, chosen: chosen, weekStart: weekStart, title: NewText("")}
	c.month = today.MonthStart()
	if !chosen.IsZero() {
		c.month = chosen.MonthStart()
	}
	c.title.Align, c.title.Style.Bold = fyne.TextAlignCenter, true
	c.days = container.New(layout.NewGridLayoutWithColumns(7))
	turn := func(icon fyne.Resource, by int) *widget.Button {
		b := widget.NewButtonWithIcon("", icon, func() { c.show(c.month.AddMonths(by)) })
		b.Importance = widget.LowImportance
		return b
	}
	head := container.NewBorder(nil, nil, turn(theme.NavigateBackIcon(), -1), turn(theme.NavigateNextIcon(), 1), container.New(middle{}, c.title))
	c.content = container.NewVBox(head, c.days)
	c.show(c.month)
	c.ExtendBaseWidget(c)
	return c
}

// show lays out a month: names of weekdays, then the days from the first
// weekday on.
func (c *Calendar) show(month crm.Date) {
	c.month = month
	c.title.SetText(i18n.Month(month))
	c.days.Objects = nil
	for i := range 7 {
		name := Caption(i18n.WeekdayShort(time.Weekday((int(c.weekStart) + i) % 7)))
		name.Align = fyne.TextAlignCenter
		c.days.Add(name)
	}
	lead := (int(month.Weekday()) - int(c.weekStart) + 7) % 7
	for range lead {
		c.days.Add(layout.NewSpacer())
	}
	for d := month; d < month.AddMonths(1); d++ {
		c.days.Add(c.dayButton(d))
	}
	c.days.Refresh()
}

func (c *Calendar) dayButton(d crm.Date) *widget.Button {
	b := widget.NewButton(strconv.Itoa(d.Time().Day()), func() {
		if c.OnPick != nil {
			c.OnPick(d)
		}
	})
	b.Importance = widget.LowImportance
	switch d {
	case c.chosen:
		b.Importance = widget.HighImportance
	case c.today:
		b.Importance = widget.MediumImportance
	}
	return b
}

// FocusGained marks today when no day is marked yet.
func (c *Calendar) FocusGained() {
	if c.chosen.IsZero() {
		c.mark(c.today)
	}
}

// FocusLost implements fyne.Focusable.
func (c *Calendar) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (c *Calendar) TypedRune(rune) {}

// TypedKey moves the mark and picks.
func (c *Calendar) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.mark(c.chosen - 1)
	case fyne.KeyRight:
		c.mark(c.chosen + 1)
	case fyne.KeyUp:
		c.mark(c.chosen - 7)
	case fyne.KeyDown:
		c.mark(c.chosen + 7)
	case fyne.KeyPageUp:
		c.mark(c.chosen.AddMonths(-1))
	case fyne.KeyPageDown:
		c.mark(c.chosen.AddMonths(1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.OnPick != nil {
			c.OnPick(c.chosen)
		}
	case fyne.KeyEscape:
		Escape.Press()
	}
}

func (c *Calendar) mark(d crm.Date) {
	c.chosen = max(1, d)
	c.show(c.chosen.MonthStart())
}

// CreateRenderer implements fyne.Widget.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }
