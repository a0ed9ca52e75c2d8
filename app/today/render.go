package today

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// How many rows a list begins with.
const (
	firstTasks   = 7
	firstActions = 10
)

func (p *page) render() {
	s := p.state
	p.held = p.held || p.holds()
	ticked := slices.Index(p.ticks, p.env.Canvas().Focused())
	p.ticks, p.rows = nil, nil
	day := ui.Shrinking(ui.Muted(i18n.DateLong(s.day)))
	head := container.NewBorder(nil, nil, ui.Title(i18n.T("today.title")), nil, container.New(lowered{}, day))
	var tiles []fyne.CanvasObject
	for _, a := range s.answers {
		tiles = append(tiles, p.tile(a))
	}
	body := []fyne.CanvasObject{head, ui.Tiles(208, tiles...)}
	if s.records == 0 {
		body = append(body, p.firstSteps())
	}
	body = append(body, ui.Beside{From: 2*400 + ui.SpaceM, Main: 0.44}.With(p.taskCard(), ui.Stack(ui.SpaceM, p.actionCard(), p.changeCard())))
	offset := fyne.Position{}
	if p.scroll != nil {
		offset = p.scroll.Offset
	}
	p.scroll = container.NewVScroll(ui.Page(ui.Stack(ui.SpaceM, body...)))
	p.show(p.scroll)
	ui.Settle(p.box)
	p.scroll.ScrollToOffset(offset)
	p.hold()
	if ticked >= 0 && len(p.ticks) > 0 {
		p.env.Canvas().Focus(p.ticks[min(ticked, len(p.ticks)-1)])
	}
}

// tile is one of the three questions.
func (p *page) tile(a answer) fyne.CanvasObject {
	number := ui.NewText(a.number)
	number.SizeName, number.Style.Bold = ui.SizeStat, true
	act := ui.NewButton(a.action, nil, func() { p.act(a) })
	text := ui.Stack(2, ui.Shrinking(ui.Muted(a.question)), number, ui.Paragraph(a.sentence, ui.ColorMuted))
	return ui.Card(container.NewBorder(nil, ui.Spaced(act, ui.SpaceS, 0), nil, nil, text))
}

func (p *page) act(a answer) {
	switch {
	case a.begin && len(p.ticks) > 0:
		p.env.Canvas().Focus(p.ticks[0])
	case a.begin && len(p.rows) > 0:
		p.env.Canvas().Focus(p.rows[0].handle)
	case a.to.New:
		p.New()
	default:
		p.env.Go(a.to)
	}
}

// firstSteps says what to do with an empty book.
func (p *page) firstSteps() fyne.CanvasObject {
	add := ui.Primary(i18n.T("today.first_customer"), nil, func() { p.env.Go(screen.Route{Screen: screen.Customers, New: true}) })
	bring := ui.NewButton(i18n.T("today.first_import"), nil, func() { p.env.Go(screen.Route{Screen: screen.Import}) })
	return ui.Section(i18n.T("today.first_title"), ui.Stack(ui.SpaceS,
		ui.Paragraph(i18n.T("today.first_text"), ui.ColorMuted), ui.Flow(ui.SpaceS, add, bring)))
}

func (p *page) taskCard() fyne.CanvasObject {
	p.add.SetPlaceHolder(i18n.T("today.add_hint"))
	rows := []fyne.CanvasObject{p.add, p.meant}
	tasks := p.state.tasks
	if !p.allTasks {
		tasks = tasks[:min(firstTasks, len(tasks))]
	}
	for _, t := range tasks {
		rows = append(rows, p.taskRow(t))
	}
	if len(tasks) == 0 {
		rows = append(rows, ui.Paragraph(i18n.T("today.no_tasks"), ui.ColorMuted))
	}
	if more := len(p.state.tasks) - len(tasks); more > 0 {
		rows = append(rows, p.more(i18n.N("today.more", more), func() { p.allTasks = true }))
	}
	return ui.Section(i18n.T("today.tasks"), ui.Stack(ui.SpaceXS, rows...))
}

func (p *page) taskRow(t taskRow) fyne.CanvasObject {
	tick := ui.Quiet("", theme.CheckButtonIcon(), func() { p.done(t.task) })
	p.ticks = append(p.ticks, tick)
	title := ui.Shrinking(ui.NewText(t.task.Title))
	title.Style.Bold = t.task.Priority == crm.PriorityHigh
	lines := []fyne.CanvasObject{title}
	if t.who != "" {
		lines = append(lines, ui.Shrinking(ui.Caption(t.who)))
	}
	var right []fyne.CanvasObject
	if t.when != "" {
		right = append(right, ui.Badge(t.when, t.tone))
	}
	right = append(right,
		ui.Quiet(i18n.T("today.snooze_day"), nil, func() { p.snooze(t.task, 1) }),
		ui.Quiet(i18n.T("today.snooze_week"), nil, func() { p.snooze(t.task, 7) }))
	row := ui.NewPanel(ui.ColorSurface, container.NewBorder(nil, nil, centre(tick), ui.Row(2, right...), centre(ui.Stack(0, lines...))))
	row.Radius = 6
	if t.task.ID == p.mark {
		row.Fill = ui.ColorTintAccent
	}
	return row
}

func (p *page) changeCard() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if p.state.gains != "" {
		rows = append(rows, ui.Shrinking(ui.NewText(p.state.gains)))
	}
	for _, c := range p.state.changes {
		when := ui.Caption(c.when)
		title := plainLink(c.title, func() { p.env.Go(screen.Route{Screen: screen.History, ID: c.id}) })
		rows = append(rows, container.NewBorder(nil, nil, nil, when, title))
	}
	if len(rows) == 0 {
		rows = append(rows, ui.Paragraph(i18n.T("today.no_changes"), ui.ColorMuted))
	}
	return ui.Section(i18n.T("today.changes"), ui.Stack(ui.SpaceXS, rows...))
}

// more shows the rest of a list.
func (p *page) more(text string, all func()) fyne.CanvasObject {
	return container.NewHBox(ui.Quiet(text, nil, func() {
		all()
		p.render()
	}))
}
