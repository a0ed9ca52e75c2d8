package desktop

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

const captureWidth = 580

// captured is what the quick capture has been told so far.
type captured struct {
	party    crm.ID
	name     string // of the party; with a zero party the name of a new one
	kind     crm.InteractionKind
	outcome  string
	minutes  string
	summary  string
	followUp string
	due      string
}

// capture is the panel that notes a contact in a few seconds: customer, Enter,
// what was said, Enter.
type capture struct {
	w      *Window
	env    screen.Env
	told   captured
	errs   map[string]string // by field
	box    *fyne.Container
	picker *finder
	// standings are read when the panel opens and shown once they are there.
	standings screen.Standings
	reading   ui.Slot
	standing  *fyne.Container // badges of the customer picked
	kinds     *chips
	note      *ui.Entry
}

// capture opens the quick capture, for a party or (zero) any.
func (w *Window) capture(party crm.ID) {
	c := &capture{w: w, env: w.session.env, errs: map[string]string{}, box: ui.Stack(ui.SpaceS), standing: ui.Flow(ui.SpaceXS)}
	w.panel = c
	c.told.kind = crm.Call
	c.readStandings()
	c.picker = c.newPicker()
	if name := partyName(c.env.Book, party); name != "" {
		c.told.party, c.told.name = party, name
	}
	w.openSheet(newSheet(i18n.T("desktop.capture_title"), captureWidth, c.box, w.closeSheet))
	c.render()
	if c.told.name != "" {
		w.win.Canvas().Focus(c.note)
		return
	}
	c.picker.find("")
	w.win.Canvas().Focus(c.picker.entry)
}

// newPicker finds a customer, the ones seen last while nothing is typed; a
// name that nobody has can be made a new customer.
func (c *capture) newPicker() *finder {
	records := c.env.Book
	f := newFinder(c.w.p.Runner, i18n.T("desktop.capture_who"), func(ch choice) { ch.do() })
	f.ask = func(query string) []group {
		query = strings.TrimSpace(query)
		if query == "" {
			return nil
		}
		var people group
		hits, err := records.Search(query, 6, crm.KindParty)
		if err != nil {
			return nil
		}
		for _, h := range hits {
			ch := hitChoice(records, h, nil)
			ch.detail = i18n.Join(" · ", ch.detail, c.standings.Of(h.ID).Text())
			ch.do = func() { c.pick(h.ID, h.Title) }
			people.choices = append(people.choices, ch)
		}
		people.choices = append(people.choices, choice{
			title: i18n.T("desktop.capture_new", i18n.Args{"Name": query}), icon: theme.ContentAddIcon(),
			do: func() { c.pick(crm.ID{}, query) },
		})
		return []group{people}
	}
	f.note = func(string) string { return "" }
	f.shown = func(string) { c.w.fitSheet() }
	return f
}

// readStandings asks what the customers bring and where they stand, beside
// the window; a failure only leaves the badges out.
func (c *capture) readStandings() {
	ui.Ask(c.env.Runner, &c.reading, func(ctx context.Context, _ func(float64)) (screen.Standings, error) {
		s, err := c.env.Book.Facts()
		if err != nil {
			return screen.Standings{}, err
		}
		settings, err := c.env.Book.Settings()
		if err != nil {
			return screen.Standings{}, err
		}
		return screen.ReadStandings(ctx, s, settings, c.env.Today())
	}, func(all screen.Standings, err error) {
		if err == nil {
			c.standings = all
			c.showStanding()
			c.w.fitSheet()
		}
	})
}

// showStanding fills in the badges without drawing the panel anew: somebody
// may be typing in it.
func (c *capture) showStanding() {
	c.standing.Objects = c.standings.Of(c.told.party).Badges()
	c.standing.Hidden = len(c.standing.Objects) == 0
	c.standing.Refresh()
}

func (c *capture) pick(id crm.ID, name string) {
	c.told.party, c.told.name = id, name
	delete(c.errs, "parties")
	c.render()
	c.w.win.Canvas().Focus(c.note)
}

// unpick goes back to choosing the customer.
func (c *capture) unpick() {
	c.told.party, c.told.name = crm.ID{}, ""
	c.render()
	c.w.win.Canvas().Focus(c.picker.entry)
}

// render draws the panel from what was told.
func (c *capture) render() {
	rows := []fyne.CanvasObject{ui.Heading(i18n.T("desktop.capture_title")), c.who()}
	c.kinds = newChips(crm.InteractionKinds(), func(k crm.InteractionKind) string { return i18n.T("desktop.contact_" + string(k)) },
		c.told.kind, func(k crm.InteractionKind) { c.told.kind = k }, c.save)
	c.note = c.entry("desktop.capture_summary_hint", &c.told.summary)
	outcomes := newChips(append([]string{""}, crm.Outcomes()...), outcomeName, c.told.outcome, func(o string) { c.told.outcome = o }, c.save)
	minutes := c.entry("desktop.capture_minutes_hint", &c.told.minutes)
	task := c.entry("desktop.capture_task_hint", &c.told.followUp)
	due := c.entry("desktop.capture_due_hint", &c.told.due)
	rows = append(rows,
		ui.FormRow(i18n.T("desktop.capture_kind"), c.kinds, ""),
		ui.FormRow(i18n.T("desktop.capture_summary"), c.note, c.errs["summary"]),
		ui.FormRow(i18n.T("desktop.capture_outcome"), outcomes, ""),
		container.NewGridWithColumns(3,
			ui.FormRow(i18n.T("desktop.capture_minutes"), minutes, ""),
			ui.FormRow(i18n.T("desktop.capture_task"), task, ""),
			ui.FormRow(i18n.T("desktop.capture_due"), due, "")))
	rows = append(rows, c.narrowErrors()...)
	c.box.Objects = append(rows, c.buttons())
	c.box.Refresh()
	c.w.fitSheet()
}

// narrowErrors says what is wrong with the three narrow fields in a line of
// the whole width each: under its field a sentence would be cut.
func (c *capture) narrowErrors() (lines []fyne.CanvasObject) {
	for _, f := range []struct{ field, label string }{{"duration_min", "desktop.capture_minutes"}, {"title", "desktop.capture_task"}, {"due", "desktop.capture_due"}} {
		if why := c.errs[f.field]; why != "" {
			line := ui.Shrinking(ui.Caption("! " + i18n.T(f.label) + ": " + why))
			line.ColorName = ui.ColorBad
			lines = append(lines, line)
		}
	}
	return lines
}

// who is the picker, or the customer picked.
func (c *capture) who() fyne.CanvasObject {
	label := i18n.T("desktop.capture_customer")
	if c.told.name == "" {
		f := c.picker
		list := container.New(tallest{limit: func() float32 { return 240 }, want: func() float32 { return f.list.box.MinSize().Height }}, f.list.scroll)
		return ui.Stack(ui.SpaceXS, ui.FormRow(label, f.entry, c.errs["parties"]), list)
	}
	name := c.told.name
	if c.told.party.IsZero() {
		name = i18n.T("desktop.capture_new", i18n.Args{"Name": name})
	}
	text := ui.Shrinking(ui.NewText(name))
	text.Style.Bold = true
	change := ui.Quiet(i18n.T("desktop.capture_change"), nil, c.unpick)
	c.showStanding()
	return ui.FormRow(label, ui.Stack(ui.SpaceXS, container.NewBorder(nil, nil, nil, change, text), c.standing), "")
}

func (c *capture) entry(hint string, into *string) *ui.Entry {
	e := ui.NewEntry()
	e.PlaceHolder, e.Text = i18n.T(hint), *into
	e.OnChanged = func(s string) { *into = s }
	e.OnSubmitted = func(string) { c.save() }
	return e
}

func (c *capture) buttons() fyne.CanvasObject {
	save := ui.Primary(i18n.T("desktop.capture_save"), nil, c.save)
	cancel := ui.NewButton(i18n.T("ui.cancel"), nil, c.w.closeSheet)
	hint := ui.Shrinking(ui.Caption(i18n.T("desktop.capture_keys")))
	return container.NewBorder(nil, nil, nil, container.NewHBox(cancel, save), inMiddle(hint))
}

func outcomeName(code string) string {
	if code == "" {
		code = "none"
	}
	return i18n.T("desktop.outcome_" + code)
}

// save writes the contact, the new customer and the follow-up task as one
// change, or shows what is wrong.
func (c *capture) save() {
	contact, task, errs := c.told.records(c.env.Today(), c.env.Now())
	c.errs = errs
	if len(errs) > 0 {
		c.complain()
		return
	}
	title := i18n.T("desktop.capture_done", i18n.Args{"Name": c.told.name, "Kind": i18n.T("desktop.contact_" + string(c.told.kind))})
	err := c.env.Change(title, func(tx *book.Tx) error { return c.told.put(tx, contact, task) })
	var fields crm.FieldErrors
	switch {
	case errors.As(err, &fields):
		for _, f := range fields {
			c.errs[f.Field] = ui.FieldErrorText(f.Code)
		}
		c.complain()
	case err == nil:
		c.w.closeSheet()
	}
}

// complain shows the errors and puts the keyboard where the first one is.
func (c *capture) complain() {
	c.render()
	if c.errs["parties"] != "" {
		c.w.win.Canvas().Focus(c.picker.entry)
		return
	}
	c.w.win.Canvas().Focus(c.note)
}

// put saves the records in the order in which they refer to each other.
func (t *captured) put(tx *book.Tx, contact *crm.Interaction, task *crm.Task) error {
	party := t.party
	if party.IsZero() {
		p := &crm.Party{PartyKind: crm.Person, DisplayName: t.name, Roles: []crm.Role{crm.RoleCustomer}, FirstSeen: contact.Date}
		if err := tx.Put(p); err != nil {
			return err
		}
		party = p.ID
	}
	contact.Parties = []crm.ID{party}
	if task != nil {
		task.Parties = []crm.ID{party}
		if err := tx.Put(task); err != nil {
			return err
		}
		contact.NextTask = task.ID
	}
	return tx.Put(contact)
}

// parseMinutes reads how long something took: "15", "1:30", "1h 15m"; empty is 0.
func parseMinutes(s string) (int, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return 0, true
	}
	if h, m, ok := strings.Cut(s, ":"); ok {
		hours, err1 := strconv.Atoi(h)
		minutes, err2 := strconv.Atoi(m)
		return hours*60 + minutes, err1 == nil && err2 == nil && hours >= 0 && minutes >= 0 && minutes < 60
	}
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz.' ")
	n, err := strconv.Atoi(digits)
	unit := strings.TrimSpace(s[len(digits):])
	if slices.Contains([]string{"h", "hr", "hrs", "hour", "hours", "std"}, unit) {
		n *= 60
	}
	return n, err == nil && n >= 0
}
