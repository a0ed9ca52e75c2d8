package sales

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// row is a labelled field with a line below it that is empty until something
// is wrong with the field.
func (f *form) row(name, label string, field ...fyne.CanvasObject) fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{ui.Shrinking(ui.Caption(label))}, field...)
	return ui.Stack(3, append(objects, f.note(name))...)
}

// note is the line that says what is wrong with a field.
func (f *form) note(name string) *ui.Text {
	note := ui.Shrinking(ui.Caption(""))
	note.ColorName = ui.ColorBad
	note.Hide()
	f.notes[name] = note
	return note
}

// fields are customer, place, type, number, day and state.
func (f *form) fields() fyne.CanvasObject {
	f.customer = f.customerPicker()
	f.standing = ui.Flow(ui.SpaceXS)
	f.number = newCell(f.state.number, "", f.save)
	f.number.OnChanged = func(s string) {
		f.state.number, f.state.typed = s, true
		f.settle("number")
	}
	f.date = ui.NewDateField(f.env.Today())
	f.date.SetDate(f.state.date)
	f.date.OnChanged = func() {
		f.state.date, f.state.dateOK = f.date.Date()
		f.settle("date")
		f.reprice()
		f.recount()
	}
	kinds := ui.SelectOf(docTypes(), typeName, f.state.kind, f.changeKind)
	if f.state.was != nil || !f.state.source.IsZero() {
		kinds.Disable()
	}
	states := statesFor(f.state.kind)
	if f.state.was != nil {
		states = []crm.DocStatus{f.state.status}
	}
	status := ui.SelectOf(states, statusName, f.state.status, func(s crm.DocStatus) { f.state.status = s })
	if f.state.was != nil {
		status.Disable()
	}
	who := f.row("customer", t("customer"), f.customer.entry, f.customer.list, f.standing)
	if site := screen.SiteSelect(f.desk.sites, f.state.site, func(id crm.ID) { f.state.site = id }); site != nil {
		who = ui.Columns{}.With(who, f.row("site", i18n.T("sites.place"), site))
	}
	return ui.Stack(ui.SpaceM, who,
		ui.Columns{TwoBelow: 560}.With(f.row("type", t("type"), kinds), f.row("number", t("number"), f.number), f.row("date", t("date"), f.date), f.row("status", t("status"), status)))
}

func (f *form) changeKind(k crm.DocType) {
	f.state.setKind(k, f.desk.heads, f.env.Today())
	f.build()
}

func (f *form) customerPicker() *picker {
	p := newPicker(t("customer_hint"), f.save, func(text string) []ui.Choice { return findParties(f.env.Book, f.desk.standings, text) })
	name := f.state.who
	if f.state.newWho != "" {
		name = f.state.newWho
	}
	p.show(name)
	if name == "" {
		p.entry.SetText(f.state.loose)
		p.close()
	}
	p.newLabel = func(text string) string { return t("new_customer", i18n.Args{"Name": text}) }
	p.onPick = func(c ui.Choice) { f.chooseParty(c.ID, c.Title) }
	p.onNew = func(text string) {
		f.chooseParty(crm.ID{}, "")
		f.state.newWho = text
		f.focusLine(0)
	}
	p.onTyped = func(text string) {
		f.state.loose = text
		if text == "" || text == f.state.who || text == f.state.newWho {
			f.state.loose = ""
		}
		f.settle("customer")
		f.refreshPage()
	}
	p.onEmpty = func() { f.focusLine(0) }
	p.onGo = p.onEmpty
	leave := p.entry.OnLeave
	p.entry.OnLeave = func() {
		leave()
		if p.chosen != "" || p.entry.Text == "" {
			f.state.loose = ""
		}
		f.refreshPage()
	}
	return p
}

// chooseParty takes a customer and asks what they paid before; the zero ID is
// a walk-in sale.
func (f *form) chooseParty(id crm.ID, name string) {
	f.state.party, f.state.who, f.state.newWho, f.state.loose, f.buyer = id, name, "", "", nil
	f.settle("customer")
	f.ask.Cancel()
	if id.IsZero() {
		f.state.country = ""
		f.reprice()
		f.drawAgain()
		return
	}
	f.focusLine(0)
	ui.Ask(f.env.Runner, &f.ask, func(ctx context.Context, _ func(float64)) (*buyer, error) {
		return loadBuyer(ctx, f.env, id)
	}, func(b *buyer, err error) {
		if err != nil {
			f.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
			return
		}
		f.buyer, f.state.country = b, b.party.Country()
		f.reprice()
		f.drawAgain()
	})
}

// moreFields are channel, way to pay, reason and note.
func (f *form) moreFields() fyne.CanvasObject {
	channels := crm.Channels()
	if c := f.state.channel; c == "" {
		channels = append([]crm.Channel{""}, channels...)
	}
	channel := ui.SelectOf(channels, channelName, f.state.channel, func(c crm.Channel) { f.state.channel = c })
	methods := append([]string{""}, payMethods()...)
	if m := f.state.method; m != "" && i18n.Coded("sales.method_", m) == m {
		methods = append(methods, m)
	}
	method := ui.SelectOf(methods, func(m string) string {
		if m == "" {
			return t("method_none")
		}
		return methodName(m)
	}, f.state.method, func(m string) { f.state.method = m })
	reasons, names := f.desk.reasonsFor(f.state.kind, f.state.reason)
	reason := ui.SelectOf(reasons, func(id crm.ID) string { return names[id] }, f.state.reason, func(id crm.ID) { f.state.reason = id })
	about := newNote(f.state.note, "", f.save)
	about.OnChanged = func(s string) { f.state.note = s }
	return ui.Stack(ui.SpaceM,
		ui.Equal(f.row("channel", t("channel"), channel), f.row("method", t("method"), method)),
		f.row("reason", t("why_"+string(reasonSet(f.state.kind))), reason),
		f.row("note", t("note"), about))
}

// reasonSet is the list a document's reason stands on.
func reasonSet(kind crm.DocType) crm.ReasonSet {
	switch kind {
	case crm.Quote:
		return crm.ReasonLoss
	case crm.CreditNote:
		return crm.ReasonReturn
	}
	return crm.ReasonPurchase
}

// reasonsFor are the reasons to choose from, none first, with their names;
// one chosen earlier stays though it is hidden or gone since.
func (d *desk) reasonsFor(kind crm.DocType, chosen crm.ID) (ids []crm.ID, names map[crm.ID]string) {
	ids, names = []crm.ID{{}}, map[crm.ID]string{{}: t("why_none")}
	for _, r := range d.reasons {
		if r.ID == chosen || r.Set == reasonSet(kind) && !r.Inactive {
			ids, names[r.ID] = append(ids, r.ID), r.Label
		}
	}
	if names[chosen] == "" {
		ids, names[chosen] = append(ids, chosen), i18n.T("insightreason.gone")
	}
	return ids, names
}

// settle takes back what was said about a field that is being changed.
func (f *form) settle(name string) {
	if _, bad := f.problems[name]; bad {
		delete(f.problems, name)
		f.say(name, "")
	}
}

func (f *form) say(name, text string) {
	note := f.notes[name]
	if note == nil {
		return
	}
	if text != "" {
		text = "! " + text
	}
	note.SetText(text)
	show(note, text != "")
}

// showProblems writes under each field what is wrong with it.
func (f *form) showProblems() {
	for name := range f.notes {
		text := ""
		if code, bad := f.problems[name]; bad {
			text = problemText(name, code)
		}
		f.say(name, text)
	}
	for _, r := range f.rows {
		r.say(false)
	}
	f.refreshPage()
}

func problemText(name, code string) string {
	_, field, _ := strings.Cut(strings.TrimPrefix(name, "line."), ".")
	if field == "" {
		field = name
	}
	if key := "sales.error_" + field + "_" + code; i18n.Has(key) {
		return i18n.T(key)
	}
	return ui.FieldErrorText(code)
}

// refreshPage lays the scrolled part out again after something grew or shrank.
func (f *form) refreshPage() {
	if f.page != nil {
		ui.Relayout(f.page.Content)
		f.page.Refresh()
	}
}
