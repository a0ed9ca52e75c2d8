package bookings

import (
	"errors"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// step is what can be done with a booking, by a button or one key.
type step struct {
	to  crm.BookingStatus
	key fyne.KeyName
}

// stepsFor lists what can be done with a booking, the usual first. Nobody is
// seated, or missing, before the day.
func stepsFor(b *crm.Booking, today crm.Date) []step {
	confirm, seat := step{crm.BookingConfirmed, fyne.KeyK}, step{crm.BookingSeated, fyne.KeyS}
	noShow, cancel := step{crm.BookingNoShow, fyne.KeyN}, step{crm.BookingCancelled, fyne.KeyC}
	switch b.Status {
	case crm.BookingRequest:
		return []step{confirm, {crm.BookingHeld, fyne.KeyH}, {crm.BookingRefused, fyne.KeyR}}
	case crm.BookingHeld:
		return []step{confirm, cancel}
	case crm.BookingConfirmed:
		if b.Start > today {
			return []step{cancel}
		}
		return []step{seat, noShow, cancel}
	case crm.BookingNoShow:
		return []step{seat}
	case crm.BookingCancelled, crm.BookingRefused:
		return []step{confirm}
	}
	return nil
}

// take takes a step with a booking, and says so with a way back. Where there
// is no room for it, the owner is told that instead.
func take(env screen.Env, b *crm.Booking, name string, to crm.BookingStatus) {
	title := t("did_"+string(to), i18n.Args{"Name": name})
	err := env.Change(title, func(tx *book.Tx) error {
		now, err := book.Get[crm.Booking](tx, b.ID)
		if err != nil {
			return err
		}
		now.Status, now.EndedOn = to, 0
		if to == crm.BookingCancelled || to == crm.BookingRefused {
			now.EndedOn = env.Today()
		}
		return tx.Put(now)
	})
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		env.Notify(ui.Notice{Text: t("no_room", i18n.Args{"Name": name}), Tone: ui.Bad})
	}
}

// stepButtons are the buttons of the steps, each with its key.
func stepButtons(env screen.Env, b *crm.Booking, name string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, s := range stepsFor(b, env.Today()) {
		do := func() { take(env, b, name, s.to) }
		text := t("step", i18n.Args{"Name": t("do_" + string(s.to)), "Key": string(s.key)})
		if i == 0 {
			out = append(out, ui.Primary(text, nil, do))
		} else {
			out = append(out, ui.NewButton(text, nil, do))
		}
	}
	return out
}
