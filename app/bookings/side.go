package bookings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// side is whom to call, and whom there was no room for.
func (p *dayPage) side() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Section(t("call_title"), p.callList()), ui.Section(t("away_title"), p.awayList()))
}

func (p *dayPage) callList() fyne.CanvasObject {
	d := p.data
	switch {
	case d.day < d.today:
		return ui.Small(t("call_past"), ui.ColorMuted)
	case d.toFill == nil:
		return ui.Small(t("call_full"), ui.ColorMuted)
	case len(d.callers) == 0:
		return ui.Small(t("call_nobody"), ui.ColorMuted)
	}
	list := ui.Stack(ui.SpaceS, ui.Small(t("call_for", i18n.Args{"Free": d.left, "Name": d.toFill.Name}), ui.ColorMuted))
	for _, c := range d.callers {
		name := ui.NewLink(c.name, func() { p.env.Go(screen.Route{Screen: screen.Customers, ID: c.party}) })
		log := ui.Quiet("", theme.ContentAddIcon(), func() { p.env.Capture(c.party) })
		list.Add(container.NewBorder(nil, nil, nil, log, ui.Stack(0, name, ui.Small(c.why, ui.ColorMuted), ui.Small(c.way, ui.ColorText))))
	}
	return list
}

func (p *dayPage) awayList() fyne.CanvasObject {
	if len(p.data.away) == 0 {
		return ui.Small(t("away_none"), ui.ColorMuted)
	}
	list := ui.Stack(ui.SpaceXS)
	for _, x := range p.data.away {
		name := ""
		if r := p.data.resource(x.Resource); r != nil {
			name = r.Name
		}
		text := t("away_line", i18n.Args{"Units": i18n.Integer(int64(x.Units)), "Name": name, "Why": reasonName(x.Why)})
		remove := ui.Quiet("", theme.DeleteIcon(), func() { p.removeAway(x.ID) })
		list.Add(container.NewBorder(nil, nil, nil, remove, ui.Small(i18n.Join(" · ", text, x.Note), ui.ColorText)))
	}
	return list
}

func (p *dayPage) removeAway(id crm.ID) {
	_ = p.env.Change(t("did_remove_away"), func(tx *book.Tx) error { return tx.Delete(crm.KindTurnAway, id) }) // told already
}

// awayForm writes down whom there was no room for; all of it is filled in, so
// that one key opens it and Enter saves it.
type awayForm struct {
	resource crm.ID
	units    string
	why      string
	note     string
	problem  string
	leave    func()

	field *ui.Entry
}

// openAway begins with the resource that is full, else the first.
func (p *dayPage) openAway() {
	if p.data == nil || len(p.data.resources) == 0 {
		return
	}
	p.closeAway()
	a := &awayForm{resource: p.data.resources[0].ID, units: "1", why: crm.TurnAwayReasons()[0]}
	if r := p.marked(); r != nil {
		a.resource = r.resource.ID
	}
	a.leave = ui.Escape.Push(func() { p.closeAway(); p.draw() })
	p.away, p.place = a, 0
	p.draw()
	// A window sends a letter as a key and then as text: the field that the key
	// opened must not get the text.
	p.env.Runner.Show(func() {
		if c := p.env.Canvas(); c != nil && p.away == a {
			c.Focus(a.field)
		}
	})
}

// closeAway takes the keyboard back, too: Enter in a field no longer shown
// would save what is gone.
func (p *dayPage) closeAway() {
	if p.away == nil {
		return
	}
	p.away.leave()
	p.away = nil
	if c := p.env.Canvas(); c != nil {
		c.Unfocus()
	}
}

func (a *awayForm) panel(p *dayPage) fyne.CanvasObject {
	ids := make([]crm.ID, 0, len(p.data.resources))
	for _, r := range p.data.resources {
		ids = append(ids, r.ID)
	}
	save := func() { p.saveAway() }
	resource := ui.SelectOf(ids, func(id crm.ID) string { return p.data.resource(id).Name }, a.resource, func(id crm.ID) { a.resource = id })
	why := ui.SelectOf(crm.TurnAwayReasons(), reasonName, a.why, func(w string) { a.why = w })
	a.field = line(&a.units, save, nil)
	note := line(&a.note, save, nil)
	fields := ui.Flow(ui.SpaceS,
		ui.FormRow(t("resource"), resource.Snug(240), ""), ui.Sized(ui.FormRow(t("units"), a.field, a.problem), 90, 0),
		ui.FormRow(t("why"), why.Snug(240), ""), ui.Sized(ui.FormRow(t("note"), note, ""), 180, 0),
		ui.Spaced(ui.Row(ui.SpaceS, ui.Primary(t("save_away"), theme.ConfirmIcon(), save), ui.NewButton(i18n.T("ui.cancel"), nil, func() { p.closeAway(); p.draw() })), ui.SpaceM, 0))
	panel := ui.NewPanel(ui.ColorTintNeutral, ui.Stack(ui.SpaceS, bold(ui.NewText(t("away_for", i18n.Args{"Day": dayName(p.day)}))), fields))
	panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceS
	return panel
}

// saveAway logs the turn-away, or says what is wrong with it.
func (p *dayPage) saveAway() {
	a := p.away
	units, ok := count(a.units, 1)
	if !ok {
		a.problem = ui.FieldErrorText(crm.ErrRange)
		p.draw()
		if c := p.env.Canvas(); c != nil {
			c.Focus(a.field)
		}
		return
	}
	r := p.data.resource(a.resource)
	x := &crm.TurnAway{Day: p.day, AskedOn: p.env.Today(), Resource: r.ID, Units: units, Why: a.why, Note: a.note}
	if r.Nightly() {
		x.Nights = 1
	}
	p.closeAway()
	if logAway(p.env, x, r) != nil {
		p.draw()
	}
}

// logAway saves a turn-away.
func logAway(env screen.Env, x *crm.TurnAway, r *crm.Resource) error {
	title := t("did_away", i18n.Args{"Units": i18n.Integer(int64(x.Units)), "Name": r.Name, "Day": dayName(x.Day)})
	return env.Change(title, func(tx *book.Tx) error { return tx.Put(x) })
}

// line is a field of one line kept in a text; Enter saves.
func line(into *string, save, changed func()) *ui.Entry {
	e := ui.NewEntry()
	e.SetText(*into)
	e.Whole = func() bool { return true }
	e.OnChanged = func(s string) {
		*into = s
		if changed != nil {
			changed()
		}
	}
	e.OnSubmitted = func(string) { save() }
	return e
}
