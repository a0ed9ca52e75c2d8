package bookings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// dayPage is the sheet of a day.
type dayPage struct {
	env   screen.Env
	root  *fyne.Container
	slot  ui.Slot
	place float32 // scrolled to

	day  crm.Date
	data *sheetData
	away *awayForm // who is turned away being written down; nil when not

	table *ui.RecordTable[*stayRow]
	steps *fyne.Container // what can be done with the booking marked
}

func newDayPage(env screen.Env) *dayPage {
	p := &dayPage{env: env, root: container.NewStack(), day: env.Today()}
	p.rebuild()
	return p
}

func (p *dayPage) content() fyne.CanvasObject { return p.root }
func (p *dayPage) close()                     { p.slot.Cancel(); p.closeAway() }

func (p *dayPage) rebuild() {
	p.steps = container.NewStack()
	p.table = ui.NewRecordTable(p.env.Runner, func(r *stayRow) crm.ID { return r.ID }, p.columns()...)
	p.table.OnOpen = func(r *stayRow) { p.env.Go(screen.Route{Screen: screen.Bookings, ID: r.ID}) }
	p.table.OnSelect = func([]*stayRow) { p.drawSteps() }
	p.table.OnRune = func(c rune) bool { return p.key(fyne.KeyName(upper(c))) }
	if p.data != nil {
		p.draw()
	}
}

func upper(c rune) string {
	if c >= 'a' && c <= 'z' {
		c += 'A' - 'a'
	}
	return string(c)
}

func (p *dayPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	day := p.day
	ui.Ask(p.env.Runner, &p.slot, func(ctx context.Context, _ func(float64)) (*sheetData, error) {
		return loadSheet(ctx, p.env, day)
	}, func(data *sheetData, err error) {
		if err != nil {
			p.put(ui.ErrorState(err, p.load))
			return
		}
		p.data = data
		p.draw()
	})
}

func (p *dayPage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

// show goes to another day.
func (p *dayPage) show(d crm.Date) {
	p.closeAway()
	p.day, p.place = d, 0
	p.table.ClearSelection()
	p.load()
}

// key does what a key is for on the sheet.
func (p *dayPage) key(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft:
		p.show(p.day - 1)
	case fyne.KeyRight:
		p.show(p.day + 1)
	case fyne.KeyT:
		p.openAway()
	default:
		r := p.marked()
		if r == nil {
			return false
		}
		for _, s := range stepsFor(r.Booking, p.env.Today()) {
			if s.key == key {
				take(p.env, r.Booking, r.who, s.to)
				return true
			}
		}
		return false
	}
	return true
}

// marked is the one booking marked in the list.
func (p *dayPage) marked() *stayRow {
	if rows := p.table.Selected(); len(rows) == 1 {
		return rows[0]
	}
	return nil
}

func (p *dayPage) draw() {
	head := ui.Stack(ui.SpaceS, p.head(), tabs(p.env, partDay))
	if p.data == nil || len(p.data.resources) == 0 {
		p.put(container.NewBorder(head, nil, nil, nil, nothingYet(p.env)))
		return
	}
	p.table.SetRows(p.data.rows)
	p.drawSteps()
	body := ui.Stack(ui.SpaceM)
	if p.away != nil {
		body.Add(p.away.panel(p))
	}
	body.Add(p.tiles())
	for _, full := range p.data.full {
		body.Add(ui.Callout(ui.Warn, full))
	}
	body.Add(ui.Beside{From: 1000, Side: 300}.With(p.sheet(), p.side()))
	p.table.Within = ui.NewScrollAt(body, &p.place)
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceS), nil, nil, nil, p.table.Within.Frame))
}

// head is the day with the ways to others, and what can be begun.
func (p *dayPage) head() fyne.CanvasObject {
	day := bold(ui.Title(i18n.List(i18n.Weekday(p.day.Weekday()), i18n.Date(p.day))))
	objects := []fyne.CanvasObject{
		ui.Quiet("", theme.NavigateBackIcon(), func() { p.show(p.day - 1) }), day,
		ui.Quiet("", theme.NavigateNextIcon(), func() { p.show(p.day + 1) }),
	}
	if p.day != p.env.Today() {
		objects = append(objects, ui.Quiet(t("today"), nil, func() { p.show(p.env.Today()) }))
	}
	objects = append(objects, layout.NewSpacer())
	if p.data != nil && len(p.data.resources) > 0 {
		objects = append(objects,
			ui.Quiet(t("save_sheet"), theme.DocumentSaveIcon(), p.save),
			ui.NewButton(t("turn_away_key"), nil, p.openAway),
			ui.Primary(t("new_booking"), theme.ContentAddIcon(), func() { p.env.Go(screen.Route{Screen: screen.Bookings, New: true}) }))
	}
	return ui.Flow(ui.SpaceS, objects...)
}

// tiles say of every resource what is taken and free.
func (p *dayPage) tiles() fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for _, x := range p.data.tiles {
		cards = append(cards, ui.Stat(x.name, x.taken, x.hint))
	}
	return ui.Tiles(200, cards...)
}

// sheet is the list of who comes, as tall as it is long.
func (p *dayPage) sheet() fyne.CanvasObject {
	if len(p.data.rows) == 0 {
		return ui.Card(ui.EmptyState(nil, t("nobody_title"), t("nobody_text"), t("new_booking"), func() { p.env.Go(screen.Route{Screen: screen.Bookings, New: true}) }))
	}
	tall := ui.Sized(p.table, 0, sheetHeight(len(p.data.rows)))
	return ui.Stack(ui.SpaceS, p.steps, flushCard(tall))
}

// sheetHeight is that of a table with so many rows and its head.
func sheetHeight(rows int) float32 {
	const row, head, most = 35, 50, 40
	return head + row*float32(min(rows, most))
}

// drawSteps shows what can be done with the booking marked, or how to mark one.
func (p *dayPage) drawSteps() {
	r := p.marked()
	var o fyne.CanvasObject = ui.Paragraph(t("mark_one"), ui.ColorMuted)
	if r != nil {
		open := ui.Quiet(t("open"), theme.DocumentCreateIcon(), func() { p.env.Go(screen.Route{Screen: screen.Bookings, ID: r.ID}) })
		objects := append([]fyne.CanvasObject{bold(ui.NewText(r.who))}, stepButtons(p.env, r.Booking, r.who)...)
		o = ui.Flow(ui.SpaceS, append(objects, open)...)
	}
	p.steps.Objects = []fyne.CanvasObject{o}
	p.steps.Refresh()
	if p.steps.Size().Width > 0 { // its height follows from what stands in it
		ui.Relayout(p.root)
	}
}

func (p *dayPage) columns() []ui.Column[*stayRow] {
	right := fyne.TextAlignTrailing
	return []ui.Column[*stayRow]{
		{ID: "who", Title: t("guest_name"), Width: 150, MinWidth: 110, Grow: true, Text: func(r *stayRow) string { return r.who }},
		{ID: "when", Title: t("when"), Width: 150, MinWidth: 120, Text: func(r *stayRow) string { return r.when }},
		{ID: "status", Title: t("status"), Width: 118, MinWidth: 104, Badge: func(r *stayRow) (string, ui.Tone) { return statusName(r.Status), statusTone(r.Status) }},
		{ID: "units", Title: t("units"), Width: 74, MinWidth: 56, Align: right, Text: func(r *stayRow) string { return i18n.Integer(int64(r.Units)) }},
		{ID: "people", Title: t("people"), Width: 74, MinWidth: 60, Align: right, Text: func(r *stayRow) string { return plain(r.PartySize) }},
		{ID: "resource", Title: t("resource"), Width: 150, MinWidth: 110, Text: func(r *stayRow) string { return r.resource.Name }},
		{ID: "rate", Title: t("rate"), Width: 140, MinWidth: 90, Muted: true, Text: func(r *stayRow) string { return r.rate }},
		{ID: "net", Title: t("price"), Width: 100, MinWidth: 84, Align: right, Text: func(r *stayRow) string { return i18n.Amount(r.Net, p.data.settings.BaseCurrency) }},
		{ID: "note", Title: t("note"), Width: 160, Hidden: true, Text: func(r *stayRow) string { return r.Note }},
	}
}
