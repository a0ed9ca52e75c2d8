package bookings

import (
	"cmp"
	"strings"

	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/desk"
)

// draft is a booking while it is being written: texts as they stand in the
// fields, and what was chosen.
type draft struct {
	day      crm.Date // what a new one begins with
	ready    bool     // the first values were filled in
	was      *crm.Booking
	resource crm.ID
	start    crm.Date
	startOK  bool
	nights   string // of a resource sold by the night
	from, to string // of one with slots
	units    string
	people   string
	party    crm.ID
	name     string // of the guest chosen
	newGuest string // name of a customer to be made with the booking
	class    crm.ID
	price    string
	ownPrice bool // the price is the owner's, not the one proposed
	status   crm.BookingStatus
	channel  crm.Channel
	segment  string
	group    string
	note     string
	wait     string // minutes, of who was there
	rating   int    // 1 to 5; 0 not told
	dirty    bool
}

// fill gives a new draft its first values, or takes over a booking.
func (d *draft) fill(h *house, was *crm.Booking) {
	if d.ready || len(h.resources) == 0 {
		return
	}
	d.ready = true
	if was == nil {
		d.start, d.startOK = cmp.Or(d.day, h.today), true
		d.resource = h.roomOn(d.start)
		d.nights, d.units, d.status, d.channel = "1", "1", crm.BookingConfirmed, crm.ChannelPhone
		if p := indexOf(h.facts, d.party); p != facts.None {
			d.name = h.facts.Party.Name[p]
		}
		d.hours(h)
		return
	}
	d.was, d.resource, d.start, d.startOK = was, was.Resource, was.Start, true
	d.nights, d.from, d.to = plain(int(was.End-was.Start)), was.StartTime.String(), was.EndTime.String()
	d.units, d.people, d.party, d.class = plain(was.Units), plain(was.PartySize), was.Party, was.RateClass
	d.price, d.ownPrice = ui.PlainPrice(crm.AmountToPrice(was.Net, crm.Exponent(h.settings.BaseCurrency)), h.settings.BaseCurrency), true
	d.status, d.channel, d.segment, d.group, d.note = was.Status, was.Channel, was.Segment, was.Group, was.Note
	d.wait, d.rating = plain(was.WaitMin), was.Rating
	if p := indexOf(h.facts, was.Party); p != facts.None {
		d.name = h.facts.Party.Name[p]
	}
}

// hours proposes the first slot of a resource with slots.
func (d *draft) hours(h *house) {
	r := h.resource(d.resource)
	if r == nil || r.Nightly() || d.from != "" || !r.OpenFrom.Known() {
		return
	}
	d.from, d.to = r.OpenFrom.String(), (r.OpenFrom + crm.Clock(r.SlotMinutes)).String()
}

// booking reads the fields; problems holds an error code by field.
func (d *draft) booking(h *house) (b *crm.Booking, problems map[string]string) {
	problems = map[string]string{}
	b = &crm.Booking{BookedOn: h.today}
	if d.was != nil {
		copied := *d.was
		b = &copied
	}
	r := h.resource(d.resource)
	if r == nil {
		problems["resource"] = crm.ErrRequired
		return b, problems
	}
	if !d.startOK || d.start.IsZero() {
		problems["start"] = crm.ErrRequired
	}
	number := func(field, text string, least int) int {
		n, ok := count(text, least)
		if !ok {
			problems[field] = crm.ErrRange
		}
		return n
	}
	b.Resource, b.Start, b.End = d.resource, d.start, d.start
	b.Units, b.PartySize = number("units", d.units, 1), number("people", d.people, 0)
	if r.Nightly() {
		b.End += crm.Date(number("nights", d.nights, 1))
		b.StartTime, b.EndTime = 0, 0
	} else {
		d.readHours(b, problems)
	}
	price, err := ui.ParseNumber(d.price, crm.Exponent(h.settings.BaseCurrency))
	if err != nil && strings.TrimSpace(d.price) != "" {
		problems["price"] = ui.ErrNumber
	} else if price < 0 {
		problems["price"] = crm.ErrRange
	}
	b.Net, b.Party, b.RateClass = crm.Amount(price), d.party, d.class
	b.Status, b.Channel, b.Segment = d.status, d.channel, strings.TrimSpace(d.segment)
	b.Group, b.Note = strings.TrimSpace(d.group), strings.TrimSpace(d.note)
	if d.status == crm.BookingSeated {
		b.WaitMin, b.Rating = number("wait_min", d.wait, 0), d.rating
	}
	d.end(b, h.today)
	return b, problems
}

// end notes the day a booking was called off.
func (d *draft) end(b *crm.Booking, today crm.Date) {
	off := b.Status == crm.BookingCancelled || b.Status == crm.BookingRefused
	switch {
	case !off:
		b.EndedOn = 0
	case b.EndedOn.IsZero() || d.was.Status != b.Status:
		b.EndedOn = today
	}
}

func (d *draft) readHours(b *crm.Booking, problems map[string]string) {
	from, okFrom := parseClock(d.from)
	to, okTo := parseClock(d.to)
	if !okFrom {
		problems["from"] = crm.ErrFormat
	}
	switch {
	case !okTo:
		problems["to"] = crm.ErrFormat
	case to <= from:
		problems["to"] = crm.ErrOrder
	}
	b.StartTime, b.EndTime = from, to
}

// wish is what the fences of the rates look at.
func (d *draft) wish(h *house, b *crm.Booking, tags []crm.ID) desk.Wish {
	return desk.Wish{Stay: b.Stay(), BookedOn: cmp.Or(b.BookedOn, h.today), Tags: tags}
}

// proposed is the price of the chosen rate, or the full price, for all units
// and nights or slots.
func proposed(h *house, b *crm.Booking) crm.Amount {
	r := h.resource(b.Resource)
	if r == nil {
		return 0
	}
	price, times := r.FullPrice, b.Nights()
	if c := facts.ByID[crm.RateClass](h.facts.Tables.Classes, b.RateClass); c != nil {
		price = c.Price
	}
	if !r.Nightly() && b.EndTime > b.StartTime && b.StartTime.Known() {
		times = (int(b.EndTime-b.StartTime) + r.SlotMinutes - 1) / r.SlotMinutes
	}
	return crm.PriceToAmount(price*crm.Price(times*b.Units), crm.Exponent(h.settings.BaseCurrency))
}
