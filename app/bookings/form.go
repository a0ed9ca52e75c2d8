package bookings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/desk"
)

// form takes a booking down. What stands in its fields is kept in state, so
// that it can be drawn anew.
type form struct {
	env      screen.Env
	root     *fyne.Container
	slot     ui.Slot
	leave    func()
	place    float32
	id       crm.ID // of the booking being changed; zero for a new one
	house    *house
	state    *draft
	tags     []crm.ID // of the guest
	problems map[string]string
	saved    bool
	free     int // units left for what is written; valid when the days can be read
	freeOK   bool

	price  *ui.Entry
	guest  *ui.PickField
	fields map[string]*ui.Entry
	start  *ui.DateField
	room   *fyne.Container // what is free
	rates  *fyne.Container
}

func newForm(env screen.Env, id crm.ID, d *draft) *form {
	f := &form{env: env, root: container.NewStack(), id: id, state: d, problems: map[string]string{}, room: container.NewStack(), rates: container.NewStack()}
	f.leave = ui.Escape.Push(f.cancel)
	return f
}

// loaded is what the form needs from the book.
type loaded struct {
	house *house
	was   *crm.Booking
	tags  []crm.ID
}

func (f *form) load() {
	if f.house == nil {
		f.root.Objects = []fyne.CanvasObject{ui.Page(ui.Loading(t("loading"), nil))}
	}
	party := f.state.party
	ui.Ask(f.env.Runner, &f.slot, func(context.Context, func(float64)) (x loaded, err error) {
		if x.house, err = loadHouse(f.env); err != nil {
			return x, err
		}
		if !f.id.IsZero() {
			if x.was, err = book.Get[crm.Booking](f.env.Book, f.id); err != nil {
				return x, err
			}
			party = x.was.Party
		}
		x.tags = tagsOf(f.env.Book, party)
		return x, nil
	}, func(x loaded, err error) {
		if err != nil {
			f.root.Objects = []fyne.CanvasObject{ui.Page(ui.ErrorState(err, f.load))}
			f.root.Refresh()
			return
		}
		first := f.house == nil
		f.house, f.tags = x.house, x.tags
		f.state.fill(x.house, x.was)
		f.draw()
		if first {
			f.focus("guest")
		}
	})
}

// tagsOf are the tags of a party, none for nobody.
func tagsOf(b *book.Book, id crm.ID) []crm.ID {
	p, err := book.Get[crm.Party](b, id)
	if err != nil {
		return nil
	}
	return p.Tags
}

func (f *form) cancel() {
	f.saved = true // not to be kept
	f.back()
}

func (f *form) back() {
	f.env.Go(screen.Route{Screen: screen.Bookings, Query: f.state.start.String()})
}

// unsaved is a new booking that would be missed.
func (f *form) unsaved() *draft {
	if f.saved || !f.id.IsZero() || !f.state.dirty {
		return nil
	}
	return f.state
}

func (f *form) close() {
	f.leave()
	f.slot.Cancel()
}

func (f *form) draw() {
	if len(f.house.resources) == 0 {
		f.root.Objects = []fyne.CanvasObject{ui.Page(nothingYet(f.env))}
		f.root.Refresh()
		return
	}
	title := t("new_booking")
	if !f.id.IsZero() {
		title = t("change_booking")
	}
	buttons := ui.Row(ui.SpaceS, ui.Primary(t("save"), theme.ConfirmIcon(), f.save), ui.NewButton(i18n.T("ui.cancel"), nil, f.cancel))
	ui.OnSaveKey(f.env.Canvas(), f.root, f.save)
	f.live()
	main := ui.Stack(ui.SpaceM, f.room, ui.Card(ui.Stack(ui.SpaceM, f.inputs()...)))
	body := ui.Beside{From: 820, Main: 0.62}.With(main, ui.Section(t("rates"), f.rates))
	f.live() // once more: now the price field is there
	f.root.Objects = []fyne.CanvasObject{ui.Page(container.NewBorder(ui.Spaced(ui.Title(title), 0, ui.SpaceM), ui.Spaced(buttons, ui.SpaceM, 0), nil, nil, ui.Scrolled(body, &f.place)))}
	f.root.Refresh()
}

func (f *form) row(name, label string, o fyne.CanvasObject) fyne.CanvasObject {
	text := ""
	if code := f.problems[name]; code != "" {
		text = problemText(name, code)
	}
	return ui.FormRow(label, o, text)
}

// problemText says what is wrong with a field.
func problemText(field, code string) string {
	if key := "bookings.problem_" + field + "_" + code; i18n.Has(key) {
		return i18n.T(key)
	}
	return ui.FieldErrorText(code)
}

// line is a field of one line.
func (f *form) line(name string, into *string) *ui.Entry {
	e := line(into, f.save, f.typed)
	f.fields[name] = e
	return e
}

func (f *form) inputs() []fyne.CanvasObject {
	d, r := f.state, f.house.resource(f.state.resource)
	f.fields = map[string]*ui.Entry{}
	f.guest = f.guestField()
	f.start = ui.NewDateField(f.house.today)
	f.start.SetDate(d.start)
	f.guest.OnEnter(f.start.Focus)
	f.start.OnEnter(func() {
		f.focus("nights")
		f.focus("from") // only one of the two is there
	})
	f.start.OnChanged = func() {
		d.start, d.startOK = f.start.Date()
		f.typed()
	}
	ids := make([]crm.ID, 0, len(f.house.resources))
	for _, r := range f.house.resources {
		ids = append(ids, r.ID)
	}
	resource := ui.SelectOf(ids, func(id crm.ID) string { return f.house.resource(id).Name }, d.resource, func(id crm.ID) {
		d.resource, d.class = id, crm.ID{}
		d.hours(f.house)
		f.typed()
		f.draw()
	})
	f.price = f.line("price", &d.price)
	f.price.OnChanged = func(s string) { d.price, d.ownPrice, d.dirty = s, s != "", true }
	status := ui.SelectOf(crm.BookingStatuses(), statusName, d.status, func(s crm.BookingStatus) {
		seated := d.status == crm.BookingSeated
		d.status = s
		f.typed()
		if seated != (s == crm.BookingSeated) {
			f.draw() // how it was is asked of who was there
		}
	})
	channel := ui.SelectOf(append([]crm.Channel{""}, crm.Channels()...), channelName, d.channel, func(c crm.Channel) { d.channel = c })
	units := f.row("units", t("units"), f.line("units", &d.units))
	people := f.row("people", t("people"), f.line("people", &d.people))
	price := f.row("price", t("price_all", i18n.Args{"Currency": f.house.settings.BaseCurrency}), f.price)
	segment := ui.NewSelectEntry(f.house.segments())
	segment.SetText(d.segment)
	segment.OnChanged = func(s string) { d.segment = s }
	fields := []fyne.CanvasObject{
		ui.Equal(f.row("guest", t("guest_name"), f.guest), f.row("resource", t("resource"), resource)),
		f.when(r),
		ui.Equal(units, people, price),
		ui.Equal(f.row("status", t("status"), status), f.row("channel", t("channel"), channel)),
		ui.Equal(f.row("segment", t("segment"), segment), f.row("group", t("group"), f.line("group", &d.group))),
	}
	if d.status == crm.BookingSeated {
		fields = append(fields, f.served())
	}
	return append(fields, f.row("note", t("note"), f.line("note", &d.note)))
}

// served are the fields for how it was, once the guest is there.
func (f *form) served() fyne.CanvasObject {
	d := f.state
	rating := ui.SelectOf([]int{0, 5, 4, 3, 2, 1}, func(n int) string { return t("rating_" + strconv.Itoa(n)) }, d.rating, func(n int) { d.rating, d.dirty = n, true })
	return ui.Equal(f.row("wait_min", t("wait_min"), f.line("wait_min", &d.wait)), f.row("rating", t("rating"), rating))
}

// when are the fields for the time, by the kind of resource.
func (f *form) when(r *crm.Resource) fyne.CanvasObject {
	d := f.state
	if r == nil || r.Nightly() {
		return ui.Equal(f.row("start", t("arrival"), f.start), f.row("nights", t("nights"), f.line("nights", &d.nights)))
	}
	return ui.Equal(f.row("start", t("day"), f.start), f.row("from", t("from"), f.line("from", &d.from)), f.row("to", t("to"), f.line("to", &d.to)))
}

func (f *form) guestField() *ui.PickField {
	d := f.state
	typed := ""
	p := ui.NewPickField(t("guest_hint"), func(text string) []ui.Choice {
		typed = text
		hits, err := f.env.Book.Search(text, ui.MaxChoices-1, crm.KindParty)
		if err != nil {
			return nil
		}
		var out []ui.Choice
		for _, h := range hits {
			out = append(out, ui.Choice{ID: h.ID, Title: h.Title, Hint: h.Snippet})
		}
		return append(out, ui.Choice{Title: t("new_guest", i18n.Args{"Name": text}), New: true})
	})
	switch {
	case d.newGuest != "":
		p.SetChosen(ui.Choice{Title: d.newGuest})
	case d.name != "":
		p.SetChosen(ui.Choice{ID: d.party, Title: d.name})
	}
	p.OnPicked = func(c ui.Choice) {
		d.party, d.name, d.newGuest = c.ID, c.Title, ""
		if c.New {
			d.party, d.name, d.newGuest = crm.ID{}, "", typed
			p.SetChosen(ui.Choice{Title: typed})
		}
		f.tags = tagsOf(f.env.Book, d.party)
		f.typed()
	}
	return p
}

// typed brings what follows from the fields up to date.
func (f *form) typed() {
	f.state.dirty = true
	f.live()
}

// live shows what is free for what is written so far, which rates it may
// have, and the price.
func (f *form) live() {
	b, problems := f.state.booking(f.house)
	for _, field := range []string{"price", "people", "wait_min"} { // neither room nor rates depend on them
		delete(problems, field)
	}
	f.drawRoom(b, problems)
	f.drawRates(b, problems)
	if !f.state.ownPrice && f.price != nil && len(problems) == 0 {
		currency := f.house.settings.BaseCurrency
		f.state.price = ui.PlainPrice(crm.AmountToPrice(proposed(f.house, b), crm.Exponent(currency)), currency)
		changed := f.price.OnChanged
		f.price.OnChanged = nil
		f.price.SetText(f.state.price)
		f.price.OnChanged = changed
	}
}

// drawRoom says what is free.
func (f *form) drawRoom(b *crm.Booking, problems map[string]string) {
	var o fyne.CanvasObject = ui.Callout(ui.Neutral, t("free_unread"))
	r := f.house.resource(b.Resource)
	if f.freeOK = r != nil && problems["start"]+problems["nights"]+problems["from"]+problems["to"] == ""; f.freeOK {
		f.free = desk.Free(f.house.facts, r, b.Stay(), f.id)
		args := i18n.Args{"Free": max(0, f.free), "Units": r.Units}
		tooFew := i18n.N("bookings.free_too_few", max(0, f.free), args)
		switch {
		case f.free < b.Units && b.Status.Takes():
			away := ui.NewButton(t("away_instead"), nil, f.turnAway)
			o = ui.Callout(ui.Bad, tooFew, container.NewHBox(away))
		case f.free < b.Units:
			o = ui.Callout(ui.Warn, tooFew)
		default:
			o = ui.Callout(ui.Good, t("free_enough", args))
		}
	}
	f.room.Objects = []fyne.CanvasObject{o}
	f.room.Refresh()
}

// drawRates lists the rates; one whose fence is not passed says why and
// cannot be chosen.
func (f *form) drawRates(b *crm.Booking, problems map[string]string) {
	list := ui.Stack(ui.SpaceXS)
	currency := f.house.settings.BaseCurrency
	add := func(id crm.ID, name string, price crm.Price, fence string) {
		button := ui.Quiet(i18n.Join("  ", name, i18n.Price(price, currency)), theme.RadioButtonIcon(), func() { f.choose(id) })
		button.Alignment = widget.ButtonAlignLeading
		if id == f.state.class {
			button.Icon, button.Importance = theme.RadioButtonCheckedIcon(), widget.MediumImportance
		}
		list.Add(button)
		if fence != "" {
			if id != f.state.class {
				button.Disable()
			}
			list.Add(ui.Small(fence, ui.ColorMuted))
		}
	}
	r := f.house.resource(b.Resource)
	if r == nil {
		return
	}
	add(crm.ID{}, t("full_price"), r.FullPrice, "")
	wish := f.state.wish(f.house, b, f.tags)
	for _, c := range desk.Rates(f.house.facts.Tables.Classes, r.ID) {
		reason := ""
		if fence := desk.FenceOf(&c, wish); fence != "" && len(problems) == 0 {
			reason = fenceText(&c, fence)
		}
		add(c.ID, c.Name, c.Price, reason)
	}
	f.rates.Objects = []fyne.CanvasObject{list}
	f.rates.Refresh()
}

// fenceText says why a rate is not for a wish.
func fenceText(c *crm.RateClass, fence desk.Fence) string {
	return t("fence_"+string(fence), i18n.Args{"Advance": c.MinAdvance, "Few": c.MinUnits, "Many": c.MaxUnits})
}

// choose takes a rate and its price.
func (f *form) choose(class crm.ID) {
	f.state.class, f.state.ownPrice = class, false
	f.typed()
}
