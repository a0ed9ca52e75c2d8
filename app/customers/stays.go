package customers

import (
	"cmp"
	"slices"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// gatherStays reads the bookings of the party and when it was turned away.
func (p *profile) gatherStays(tx *book.Tx, s *facts.Snapshot) error {
	at := slices.Index(s.Party.ID, p.party.ID)
	for i, party := range s.Booking.Party {
		if at < 0 || int(party) != at || !s.Booking.Live[i] {
			continue
		}
		b, err := book.Get[crm.Booking](tx, s.Booking.ID[i])
		if err != nil {
			return err
		}
		p.events = append(p.events, stayEvent(b, s.ResourceOf(i), p.settings.BaseCurrency))
	}
	for i := range s.Tables.TurnAways {
		if x := &s.Tables.TurnAways[i]; x.Party == p.party.ID {
			p.events = append(p.events, awayEvent(x, facts.ByID[crm.Resource](s.Tables.Resources, x.Resource)))
		}
	}
	return nil
}

// stayEvent stands among the sales, on the day of arrival.
func stayEvent(b *crm.Booking, r *crm.Resource, currency string) event {
	e := event{id: b.ID, kind: crm.KindBooking, group: sales, date: b.Start, time: b.StartTime, what: i18n.T("bookings.event"), body: b.Note}
	name, nights := "", ""
	if r != nil {
		name = r.Name
	}
	if b.End > b.Start {
		nights = i18n.N("bookings.nights_count", b.Nights())
	}
	e.text = i18n.Join(" · ", name, nights, b.Note)
	e.right, e.badge = i18n.Amount(b.Net, currency), i18n.T("bookings.status_"+string(b.Status))
	switch b.Status {
	case crm.BookingSeated:
		e.tone = ui.Good
	case crm.BookingNoShow:
		e.tone = ui.Bad
	}
	return e
}

// awayEvent is a wish there was no room for.
func awayEvent(x *crm.TurnAway, r *crm.Resource) event {
	e := event{id: x.ID, kind: crm.KindTurnAway, group: sales, date: cmp.Or(x.AskedOn, x.Day), time: x.Time, what: i18n.T("bookings.away_title"), tone: ui.Warn}
	name := ""
	if r != nil {
		name = r.Name
	}
	e.text = i18n.Join(" · ", name, i18n.Date(x.Day), x.Note)
	e.badge = i18n.T("bookings.why_" + x.Why)
	return e
}
