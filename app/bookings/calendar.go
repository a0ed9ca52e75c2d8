package bookings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/occupancy"
)

// calendarPage shows of every resource what is taken on each day of some
// weeks.
type calendarPage struct {
	env   screen.Env
	root  *fyne.Container
	slot  ui.Slot
	place float32

	first crm.Date // the first day of a week
	weeks int
	data  *calendarData
}

// calendarData are the days of every resource.
type calendarData struct {
	*house
	days [][]occupancy.Day
}

func newCalendarPage(env screen.Env) *calendarPage {
	return &calendarPage{env: env, root: container.NewStack(), weeks: 4}
}

func (p *calendarPage) content() fyne.CanvasObject { return p.root }
func (p *calendarPage) close()                     { p.slot.Cancel() }

func (p *calendarPage) rebuild() {
	if p.data != nil {
		p.draw()
	}
}

// weekOf is the first day of the week of a day.
func weekOf(d crm.Date, start time.Weekday) crm.Date {
	return d - crm.Date((int(d.Weekday())-int(start)+7)%7)
}

func (p *calendarPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	first, weeks := p.first, p.weeks
	ui.Ask(p.env.Runner, &p.slot, func(context.Context, func(float64)) (*calendarData, error) {
		h, err := loadHouse(p.env)
		if err != nil {
			return nil, err
		}
		d := &calendarData{house: h}
		if first.IsZero() {
			first = weekOf(h.today, time.Weekday(h.settings.WeekStart))
		}
		for _, r := range h.resources {
			d.days = append(d.days, occupancy.Days(h.facts, r, first, first+crm.Date(7*weeks)-1, occupancy.Filter{}))
		}
		return d, nil
	}, func(d *calendarData, err error) {
		if err != nil {
			p.put(ui.ErrorState(err, p.load))
			return
		}
		p.data, p.first = d, first
		p.draw()
	})
}

func (p *calendarPage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

// turn goes some weeks on or back.
func (p *calendarPage) turn(weeks int) {
	p.first += crm.Date(7 * weeks)
	p.load()
}

func (p *calendarPage) draw() {
	head := ui.Stack(ui.SpaceS, p.head(), tabs(p.env, PartCalendar))
	if len(p.data.resources) == 0 {
		p.put(container.NewBorder(head, nil, nil, nil, nothingYet(p.env)))
		return
	}
	body := ui.Stack(ui.SpaceM)
	for i, r := range p.data.resources {
		body.Add(ui.Section(r.Name, p.grid(p.data.days[i])))
	}
	body.Add(ui.Small(t("calendar_legend"), ui.ColorMuted))
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceS), nil, nil, nil, ui.Scrolled(body, &p.place)))
}

func (p *calendarPage) head() fyne.CanvasObject {
	title := t("calendar_span", i18n.Args{"From": i18n.Date(p.first), "To": i18n.Date(p.first + crm.Date(7*p.weeks) - 1)})
	objects := []fyne.CanvasObject{
		ui.Quiet("", theme.NavigateBackIcon(), func() { p.turn(-p.weeks) }), ui.Title(title),
		ui.Quiet("", theme.NavigateNextIcon(), func() { p.turn(p.weeks) }),
		ui.Quiet(t("today"), nil, func() { p.first = 0; p.load() }), layout.NewSpacer(),
	}
	weeks := ui.SelectOf([]int{2, 4, 6}, func(n int) string { return i18n.N("bookings.weeks", n) }, p.weeks, func(n int) { p.weeks = n; p.load() })
	return ui.Flow(ui.SpaceS, append(objects, weeks.Snug(240))...)
}

// grid is the days of a resource, a week a line, under the names of the
// weekdays.
func (p *calendarPage) grid(days []occupancy.Day) fyne.CanvasObject {
	names, cells := container.New(layout.NewGridLayoutWithColumns(7)), container.New(layout.NewGridLayoutWithColumns(7))
	refused := false
	for i, d := range days {
		refused = refused || d.Refused > 0
		if i < 7 {
			name := ui.Caption(i18n.WeekdayShort(d.Date.Weekday()))
			name.Align = fyne.TextAlignCenter
			names.Add(name)
		}
	}
	for _, d := range days {
		cells.Add(newDayCell(d, d.Date == p.data.today, refused, func() {
			p.env.Go(screen.Route{Screen: screen.Bookings, Query: d.Date.String()})
		}))
	}
	return ui.Stack(ui.SpaceXS, names, cells)
}

// tone is how full a day is.
func tone(d occupancy.Day) ui.Tone {
	taken := d.Sold + d.Held
	switch {
	case d.Closed:
		return ui.Neutral
	case taken >= d.Offered:
		return ui.Bad
	case taken*5 >= d.Offered*4:
		return ui.Warn
	}
	return ui.Good
}

var _ fyne.Widget = (*dayCell)(nil)

// dayCell is one day of a resource: the date, what is taken of what, and,
// where any were on these days, how many were refused. Pressing it opens the
// day.
type dayCell struct {
	ui.Pressable
	fill    fyne.ThemeColorName
	content fyne.CanvasObject
}

func newDayCell(d occupancy.Day, today, refused bool, open func()) *dayCell {
	date := ui.Caption(i18n.DayMonth(d.Date))
	if today {
		date.Style.Bold, date.ColorName = true, ui.ColorAccent
	}
	text := t("of", i18n.Args{"Taken": d.Sold + d.Held, "Offered": d.Offered})
	if d.Closed {
		text = t("closed")
	}
	taken, away := bold(ui.NewText(text)), ui.Caption(" ")
	if d.Refused > 0 {
		away.Text = t("cell_away", i18n.Args{"Units": d.Refused})
	}
	lines := ui.Stack(0)
	for _, x := range []*ui.Text{date, taken, away} {
		x.Align = fyne.TextAlignCenter
		if refused || x != away {
			lines.Add(ui.Shrinking(x))
		}
	}
	c := &dayCell{fill: tone(d).Tint(), content: ui.Padded(lines, ui.SpaceXS)}
	c.OnTapped = open
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *dayCell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{c: c, back: canvas.NewRectangle(theme.ColorForWidget(c.fill, c))}
	r.back.CornerRadius = 6
	return r
}

type cellRenderer struct {
	c    *dayCell
	back *canvas.Rectangle
}

func (r *cellRenderer) Destroy()           {}
func (r *cellRenderer) MinSize() fyne.Size { return r.c.content.MinSize() }
func (r *cellRenderer) Layout(s fyne.Size) { r.back.Resize(s); r.c.content.Resize(s) }
func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.c.content}
}

func (r *cellRenderer) Refresh() {
	r.back.FillColor, r.back.StrokeWidth = theme.ColorForWidget(r.c.fill, r.c), 0
	if r.c.Focused || r.c.Hovered {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, r.c), 2
	}
	r.back.Refresh()
}
