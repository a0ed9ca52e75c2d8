package bookings

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/desk"
)

// resourcePage is what can be booked: resources with their rates and the days
// on which less is offered. One of them is changed at a time, above the others.
type resourcePage struct {
	env   screen.Env
	root  *fyne.Container
	slot  ui.Slot
	place float32
	house *house
	form  editor // nil: nothing is being changed
	leave func()
	// warned says on which days more is booked than the form would leave; the
	// owner may save it all the same.
	warned string
}

// editor is the form of a resource, a rate or a closure.
type editor interface {
	// of is the resource it belongs to, zero for a new resource.
	of() crm.ID
	fields(p *resourcePage) []fyne.CanvasObject
	// record is what to save; problems holds an error code by field.
	record(p *resourcePage) (rec crm.Record, title string, problems map[string]string)
	first() fyne.Focusable
	fail(problems map[string]string)
}

func newResourcePage(env screen.Env) *resourcePage {
	return &resourcePage{env: env, root: container.NewStack(), leave: func() {}}
}

func (p *resourcePage) content() fyne.CanvasObject { return p.root }

func (p *resourcePage) close() {
	p.end()
	p.slot.Cancel()
}

func (p *resourcePage) rebuild() {
	if p.house != nil {
		p.draw()
	}
}

func (p *resourcePage) load() {
	if p.house == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	ui.Ask(p.env.Runner, &p.slot, func(context.Context, func(float64)) (*house, error) { return loadHouse(p.env) }, func(h *house, err error) {
		if err != nil {
			p.put(ui.ErrorState(err, p.load))
			return
		}
		first := p.house == nil
		p.house = h
		p.draw()
		if first {
			p.focus() // of a form begun while this was read
		}
	})
}

func (p *resourcePage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

// begin opens a form.
func (p *resourcePage) begin(e editor) {
	p.end()
	p.form, p.place = e, 0
	p.leave = ui.Escape.Push(func() { p.end(); p.draw() })
	if p.house == nil {
		return
	}
	p.draw()
	p.focus()
}

func (p *resourcePage) focus() {
	if c := p.env.Canvas(); c != nil && p.form != nil && p.form.first() != nil {
		c.Focus(p.form.first())
	}
}

func (p *resourcePage) end() {
	p.leave()
	p.form, p.leave, p.warned = nil, func() {}, ""
}

// save stores what the open form holds, or shows what is wrong with it.
func (p *resourcePage) save() {
	rec, title, problems := p.form.record(p)
	if len(problems) == 0 {
		if text := p.crowdedText(rec); text != p.warned {
			if p.warned = text; text != "" {
				p.place = 0
				p.draw()
				return
			}
		}
		err := p.env.Change(title, func(tx *book.Tx) error { return tx.Put(rec) })
		if problems = fieldCodes(err); err == nil {
			p.end()
			p.load()
			return
		}
	}
	p.form.fail(problems)
	p.draw()
	p.focus()
}

func (p *resourcePage) draw() {
	add := ui.Primary(t("add_resource"), theme.ContentAddIcon(), func() { p.begin(&resourceForm{}) })
	head := ui.Stack(ui.SpaceS, ui.Flow(ui.SpaceS, ui.Title(t("tab_resources")), layout.NewSpacer(), add), tabs(p.env, PartResources))
	body := ui.Stack(ui.SpaceM)
	if p.form != nil {
		body.Add(p.panel())
	}
	all := p.all()
	if len(all) == 0 && p.form == nil {
		p.put(container.NewBorder(head, nil, nil, nil, ui.EmptyState(theme.CalendarIcon(), t("empty_title"), t("empty_text"), t("add_resource"), func() { p.begin(&resourceForm{}) })))
		return
	}
	for _, r := range all {
		body.Add(p.card(r))
	}
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceS), nil, nil, nil, ui.Scrolled(body, &p.place)))
}

// all are the resources, those no longer in use last.
func (p *resourcePage) all() []*crm.Resource {
	out := slices.Clone(p.house.resources)
	for i := range p.house.facts.Tables.Resources {
		if r := &p.house.facts.Tables.Resources[i]; r.Inactive {
			out = append(out, r)
		}
	}
	return out
}

// panel is the open form with its buttons, under the name of what it is for.
func (p *resourcePage) panel() fyne.CanvasObject {
	title := t("add_resource")
	if r := p.house.resource(p.form.of()); r != nil {
		title = r.Name
	}
	head := []fyne.CanvasObject{bold(ui.NewText(title))}
	if p.warned != "" {
		head = append(head, ui.Callout(ui.Warn, p.warned, ui.Row(0, ui.NewButton(t("save_anyway"), nil, p.save))))
	}
	buttons := ui.Row(ui.SpaceS, ui.Primary(t("save"), theme.ConfirmIcon(), p.save), ui.NewButton(i18n.T("ui.cancel"), nil, func() { p.end(); p.draw() }))
	panel := ui.NewPanel(ui.ColorTintNeutral, ui.Stack(ui.SpaceM, append(append(head, p.form.fields(p)...), buttons)...))
	panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceM
	return panel
}

// mostCrowded is how many crowded days are named.
const mostCrowded = 6

// crowdedText names the days, from today on, on which a change of units leaves
// fewer than are booked, where there were enough before; "" for none.
func (p *resourcePage) crowdedText(rec crm.Record) string {
	s := p.house.facts
	calendars := slices.Clone(s.Tables.Capacity)
	var now *crm.Resource
	switch rec := rec.(type) {
	case *crm.Resource:
		now = rec
	case *crm.CapacityCalendar:
		now = facts.ByID[crm.Resource](s.Tables.Resources, rec.Resource)
		calendars = slices.DeleteFunc(calendars, func(c crm.CapacityCalendar) bool { return c.ID == rec.ID && !rec.ID.IsZero() })
		calendars = append(calendars, *rec)
	}
	if now == nil {
		return ""
	}
	was := facts.ByID[crm.Resource](s.Tables.Resources, now.ID)
	if was == nil {
		return ""
	}
	before := desk.Crowded(s, was, s.Tables.Capacity, p.house.today)
	days := slices.DeleteFunc(desk.Crowded(s, now, calendars, p.house.today), func(d crm.Date) bool { return slices.Contains(before, d) })
	if len(days) == 0 {
		return ""
	}
	names := make([]string, 0, mostCrowded)
	for _, d := range days[:min(mostCrowded, len(days))] {
		names = append(names, dayName(d))
	}
	if len(days) > mostCrowded {
		names = append(names, "…")
	}
	return i18n.N("bookings.crowded", len(days), i18n.Args{"Days": i18n.List(names...)})
}

// card is one resource with its rates and closures.
func (p *resourcePage) card(r *crm.Resource) fyne.CanvasObject {
	edit := ui.Quiet("", theme.DocumentCreateIcon(), func() { p.begin(&resourceForm{was: r}) })
	name := bold(ui.NewText(r.Name))
	head := ui.Row(ui.SpaceS, name)
	if r.Inactive {
		head.Add(ui.Badge(t("not_in_use"), ui.Neutral))
	}
	rate := ui.Quiet(t("add_rate"), theme.ContentAddIcon(), func() { p.begin(&rateForm{resource: r.ID}) })
	closure := ui.Quiet(t("add_closure"), theme.ContentAddIcon(), func() { p.begin(&closureForm{resource: r.ID}) })
	lines := ui.Stack(ui.SpaceS, container.NewBorder(nil, nil, head, edit), ui.Small(p.about(r), ui.ColorMuted))
	for _, c := range desk.Rates(p.house.facts.Tables.Classes, r.ID) {
		lines.Add(p.line(i18n.Join("  ", c.Name, i18n.Price(c.Price, p.house.settings.BaseCurrency)), p.rateText(&c),
			func() { p.begin(&rateForm{resource: r.ID, was: &c}) }, crm.KindRateClass, c.ID, c.Name))
	}
	for _, c := range p.closures(r.ID) {
		lines.Add(p.line(closureText(&c, r), c.Reason, func() { p.begin(&closureForm{resource: r.ID, was: &c}) }, crm.KindCapacity, c.ID, closureText(&c, r)))
	}
	lines.Add(ui.Flow(ui.SpaceXS, rate, closure))
	return ui.Card(lines)
}

// closures are the days on which a resource offers another number of units,
// the latest first.
func (p *resourcePage) closures(id crm.ID) []crm.CapacityCalendar {
	var out []crm.CapacityCalendar
	for _, c := range p.house.facts.Tables.Capacity {
		if c.Resource == id {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b crm.CapacityCalendar) int { return cmp.Compare(b.From, a.From) })
	return out
}

// line is a rate or closure with ways to change and to delete it.
func (p *resourcePage) line(text, detail string, edit func(), kind crm.Kind, id crm.ID, name string) fyne.CanvasObject {
	remove := func() {
		_ = p.env.Change(t("did_remove", i18n.Args{"Name": name}), func(tx *book.Tx) error { return tx.Delete(kind, id) }) // told already
	}
	buttons := container.NewHBox(ui.Quiet("", theme.DocumentCreateIcon(), edit), ui.Quiet("", theme.DeleteIcon(), remove))
	return container.NewBorder(nil, nil, nil, buttons, ui.Stack(0, ui.Paragraph(text, ui.ColorText), ui.Small(detail, ui.ColorMuted)))
}

// about is a resource in a line.
func (p *resourcePage) about(r *crm.Resource) string {
	sold := t("by_night")
	if !r.Nightly() {
		sold = i18n.N("bookings.by_slot", r.SlotMinutes)
		if r.OpenFrom.Known() {
			sold = i18n.List(sold, hours(r.OpenFrom, r.OpenTo))
		}
	}
	over := ""
	if r.Overbook > 0 {
		over = i18n.N("bookings.overbooked", r.Overbook)
	}
	price := t("price_each", i18n.Args{"Price": i18n.Price(r.FullPrice, p.house.settings.BaseCurrency)})
	return i18n.Join(" · ", screen.SiteName(p.house.facts.Tables.Sites, r.Site), kindName(r.ResourceKind), i18n.N("bookings.unit_count", r.Units), sold, daysText(r.Open), price, over)
}

// rateText is what a rate asks for.
func (p *resourcePage) rateText(c *crm.RateClass) string {
	var advance, few, many, refund, only string
	if !c.Tag.IsZero() {
		only = p.house.tagName(c.Tag)
	}
	if c.MinAdvance > 0 {
		advance = t("fence_advance", i18n.Args{"Advance": c.MinAdvance})
	}
	if c.MinUnits > 0 {
		few = t("fence_min_units", i18n.Args{"Few": c.MinUnits})
	}
	if c.MaxUnits > 0 {
		many = t("fence_max_units", i18n.Args{"Many": c.MaxUnits})
	}
	if c.NonRefundable {
		refund = t("non_refundable")
	}
	return cmp.Or(i18n.Join(" · ", advance, few, many, daysText(c.Days), only, refund), t("for_all"))
}

// daysText lists days of the week; "" for all of them.
func daysText(w crm.Weekdays) string {
	if w == 0 {
		return ""
	}
	var names []string
	for i := range 7 {
		day := (i + 1) % 7 // from Monday
		if w.Has(day) {
			names = append(names, weekdayShort(day))
		}
	}
	return i18n.Join(" ", names...)
}

func closureText(c *crm.CapacityCalendar, r *crm.Resource) string {
	days := i18n.Date(c.From)
	if c.To != c.From {
		days += " – " + i18n.Date(c.To)
	}
	if c.Units == 0 {
		return t("closure_closed", i18n.Args{"Days": days})
	}
	return t("closure_units", i18n.Args{"Days": days, "Units": c.Units, "Of": r.Units})
}
