package bookings

import (
	"errors"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// save stores the booking, or says under its fields what is wrong. Whether
// there is room is for the book to say, which knows what others did since.
func (f *form) save() {
	if f.house == nil || len(f.house.resources) == 0 {
		return
	}
	b, problems := f.state.booking(f.house)
	if f.problems = problems; len(problems) > 0 {
		f.wrong()
		return
	}
	name := f.state.guestName()
	title := t("did_book", i18n.Args{"Name": name, "Day": dayName(b.Start)})
	if f.state.was != nil {
		title = t("did_change", i18n.Args{"Name": name, "Day": dayName(b.Start)})
	}
	err := f.env.Change(title, func(tx *book.Tx) error { return f.put(tx, b) })
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		for _, e := range fields {
			f.problems[e.Field] = e.Code
		}
		f.wrong()
		return
	}
	if err == nil {
		f.saved = true
		f.back()
	}
}

// guestName is whom the booking is for, in a few words.
func (d *draft) guestName() string {
	for _, name := range []string{d.name, d.newGuest, d.group} {
		if name != "" {
			return name
		}
	}
	return t("guest")
}

// put writes the booking and the customer that comes with it.
func (f *form) put(tx *book.Tx, b *crm.Booking) error {
	if f.state.newGuest != "" {
		p := &crm.Party{PartyKind: crm.Person, DisplayName: f.state.newGuest, Roles: []crm.Role{crm.RoleCustomer}, FirstSeen: f.house.today}
		if err := tx.Put(p); err != nil {
			return err
		}
		b.Party = p.ID
	}
	return tx.Put(b)
}

// wrong shows the problems and goes to the first field with one.
func (f *form) wrong() {
	f.draw()
	for _, name := range []string{"start", "nights", "from", "to", "units", "people", "price", "wait_min"} {
		if f.problems[name] != "" {
			f.focus(name)
			return
		}
	}
}

// focus gives a field the keyboard.
func (f *form) focus(name string) {
	c := f.env.Canvas()
	switch {
	case c == nil || f.house == nil || len(f.house.resources) == 0:
	case name == "guest":
		f.guest.Focus()
	case name == "start":
		f.start.Focus()
	case f.fields[name] != nil:
		c.Focus(fyne.Focusable(f.fields[name]))
	}
}

// turnAway writes down that there was no room instead of booking: a request
// that stands in the book is refused, which counts as much.
func (f *form) turnAway() {
	b, problems := f.state.booking(f.house)
	delete(problems, "price")
	if f.problems = problems; len(problems) > 0 {
		f.wrong()
		return
	}
	if f.state.was != nil {
		take(f.env, f.state.was, f.state.guestName(), crm.BookingRefused)
	} else {
		r := f.house.resource(b.Resource)
		x := &crm.TurnAway{Day: b.Start, AskedOn: f.house.today, Resource: b.Resource, Units: b.Units, Party: b.Party, Segment: b.Segment,
			Time: b.StartTime, Why: crm.TurnAwayReasons()[0], Note: b.Note}
		if r.Nightly() {
			x.Nights = b.Nights()
		}
		if logAway(f.env, x, r) != nil {
			return
		}
	}
	f.saved = true
	f.env.Go(screen.Route{Screen: screen.Bookings, Query: b.Start.String()})
}
