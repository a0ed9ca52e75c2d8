package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func (p *partyPage) overviewTab() fyne.CanvasObject {
	p.hints = ui.Stack(0)
	p.fillAdvice()
	top := []fyne.CanvasObject{p.stats(), p.hints}
	if p.add == addTask {
		top = append(top, p.taskForm())
	}
	columns := ui.Beside{From: 800, Side: 330, SideFirst: true}.With(p.timeline(), p.details())
	return ui.Scrolled(ui.Stack(ui.SpaceM, append(top, columns)...), &p.scroll)
}

// fillAdvice says how the party buys and what its segment asks for, how likely
// it buys again and what to offer, as far as that is known.
func (p *partyPage) fillAdvice() {
	if p.hints == nil {
		return
	}
	var lines []fyne.CanvasObject
	if text := screen.HabitText(p.data.habits); text != "" {
		lines = append(lines, ui.Paragraph(text, ""))
	}
	if s := string(p.data.segment); s != "" {
		lines = append(lines, ui.Paragraph(segmentName(s)+": "+i18n.T("insight.segment_"+s+"_hint"), ui.ColorMuted))
	}
	if o := p.outlook; o != nil {
		lines = append(lines, o.chanceLines(p.id)...)
		if text := o.offerText(p.id); text != "" {
			lines = append(lines, ui.Paragraph(text, ""))
		}
	}
	p.hints.Objects = lines
	p.hints.Hidden = len(lines) == 0
	p.hints.Refresh()
}

// timeline is everything that happened, newest first.
func (p *partyPage) timeline() fyne.CanvasObject {
	var groups []fyne.CanvasObject
	for _, g := range eventGroups() {
		n := len(ofGroup(p.data.events, g))
		b := ui.NewButton(t("events_"+string(g), i18n.Args{"N": i18n.Integer(int64(n))}), nil, func() {
			p.group, p.wanted = g, "group."+string(g)
			p.render()
		})
		p.handles["group."+string(g)] = func() { p.focus(b) }
		b.Importance = widget.LowImportance
		if g == p.group {
			b.Importance = widget.MediumImportance
		}
		groups = append(groups, b)
	}
	rows := []fyne.CanvasObject{ui.Flow(ui.SpaceXS, groups...)}
	events := ofGroup(p.data.events, p.group)
	for _, e := range events[:min(len(events), p.limit)] {
		rows = append(rows, p.eventRow(e))
	}
	switch {
	case len(events) == 0:
		rows = append(rows, ui.Spaced(ui.Paragraph(t("events_none"), ui.ColorMuted), ui.SpaceS, ui.SpaceS))
	case len(events) > p.limit:
		rows = append(rows, ui.Quiet(i18n.N("customers.events_more", len(events)-p.limit), theme.MenuDropDownIcon(), func() {
			p.limit += 100
			p.render()
		}))
	}
	return ui.Section(t("timeline"), ui.Stack(2, rows...))
}

func (p *partyPage) eventRow(e event) fyne.CanvasObject {
	r := newEventRow(e, func() { p.openEvent(e) })
	p.handles["event."+e.id.String()] = func() { p.focus(r) }
	if !p.open[e.id] {
		return r
	}
	return ui.Stack(0, r, p.eventBody(e))
}

// openEvent goes to the record, or opens the entry where there is no page for it.
func (p *partyPage) openEvent(e event) {
	switch e.kind {
	case crm.KindDocument:
		p.env.Go(screen.Route{Screen: screen.Sales, ID: e.id})
		return
	case crm.KindBooking:
		p.env.Go(screen.Route{Screen: screen.Bookings, ID: e.id})
		return
	}
	p.open[e.id] = !p.open[e.id]
	p.wanted = "event." + e.id.String()
	p.render()
}

func (p *partyPage) eventBody(e event) fyne.CanvasObject {
	text := e.body
	if text == "" {
		text = e.text
	}
	lines := []fyne.CanvasObject{ui.Paragraph(text, "")}
	if e.open {
		lines = append(lines, ui.Row(0, ui.NewButton(t("task_done"), theme.ConfirmIcon(), func() { p.finish(e) })))
	}
	body := ui.NewPanel(ui.ColorTintNeutral, ui.Stack(ui.SpaceXS, lines...))
	body.PadX, body.PadY = ui.SpaceS, ui.SpaceXS
	return body
}

func (p *partyPage) finish(e event) {
	_ = p.env.Change(t("did_task", i18n.Args{"Title": e.text}), func(tx *book.Tx) error {
		task, err := book.Get[crm.Task](tx, e.id)
		if err != nil {
			return err
		}
		task.Status, task.CompletedAt = crm.TaskDone, crm.InstantOf(p.env.Now())
		return tx.Put(task)
	})
	p.load()
}

// taskForm adds a task without leaving the page.
func (p *partyPage) taskForm() fyne.CanvasObject {
	title := newInput("", t("task_hint"))
	due := newInput("", t("task_due"))
	problem := ui.Caption("")
	problem.ColorName = ui.ColorBad
	done := func() {
		p.add = addNothing
		p.load()
	}
	save := func(string) {
		task := &crm.Task{Title: title.Text, Status: crm.TaskOpen, Parties: []crm.ID{p.id}}
		var ok bool
		if task.Due, ok = ui.ParseDate(due.Text, p.data.today); !ok && due.Text != "" {
			problem.SetText("! " + i18n.T("ui.date_unclear"))
			return
		}
		err := p.env.Change(t("did_add_task", i18n.Args{"Title": task.Title}), func(tx *book.Tx) error { return tx.Put(task) })
		if err != nil {
			problem.SetText("! " + ui.ErrorText(err))
			return
		}
		done()
	}
	title.OnSubmitted, due.OnSubmitted = save, save
	ok := ui.Primary(t("save"), nil, func() { save("") })
	row := ui.Flow(ui.SpaceS, ui.Sized(title, 280, 0), ui.Sized(due, 210, 0), ok, ui.NewButton(i18n.T("ui.cancel"), nil, done), problem)
	p.handles["task"] = func() { p.focus(title) }
	return ui.Card(row)
}
