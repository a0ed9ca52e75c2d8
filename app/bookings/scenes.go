package bookings

import (
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// Scenes are the pictures of this screen.
func Scenes() []screen.Scene {
	at := func(part string) screen.Route { return screen.Route{Screen: screen.Bookings, Part: part} }
	scenes := []screen.Scene{
		{Name: "bookings-day", Route: at(partDay), Act: onScreen(func(s *Screen) { s.day.mark() }), Readme: true},
		{Name: "bookings-day-turn-away", Route: at(partDay), Act: onScreen(func(s *Screen) { s.day.openAway() })},
		{Name: "bookings-day-full", Route: at(partDay), Act: onScreen(func(s *Screen) { s.day.sceneFull() })},
		{Name: "bookings-day-closed", Route: screen.Route{Screen: screen.Bookings, Query: "2025-12-25"}},
		{Name: "bookings-day-thin", Empty: true, Route: at(partDay), Act: onScreen(func(s *Screen) { s.sceneThin() })},
		{Name: "bookings-form", Route: screen.Route{Screen: screen.Bookings, New: true}},
		{Name: "bookings-form-error", Route: screen.Route{Screen: screen.Bookings, New: true}, Act: onScreen(func(s *Screen) { s.form.sceneError() })},
		{Name: "bookings-form-change", Route: at(partDay), Act: onScreen(func(s *Screen) { s.sceneChange() })},
		{Name: "bookings-resource-form", Route: at(PartResources), Act: onScreen(func(s *Screen) {
			s.resources.begin(&resourceForm{slots: true})
			s.resources.save()
		})},
		{Name: "bookings-resource-crowded", Route: at(PartResources), Act: onScreen(func(s *Screen) {
			s.resources.begin(&resourceForm{was: s.resources.house.resources[0]})
			s.resources.form.(*resourceForm).units = "1"
			s.resources.save()
		})},
		{Name: "bookings-rate-form", Route: at(PartResources), Act: onScreen(func(s *Screen) {
			s.resources.begin(&rateForm{resource: s.resources.house.resources[0].ID, price: "cheap"})
			s.resources.save()
		})},
		{Name: "bookings-list-none", Route: at(PartList), Act: onScreen(func(s *Screen) {
			s.list.wish.query = "zzzzqq"
			s.list.rebuild()
		})},
	}
	for _, part := range []string{partDay, PartCalendar, PartList, PartResources} {
		name := "bookings-" + part
		if part == partDay {
			name = "bookings-day"
		} else {
			scenes = append(scenes, screen.Scene{Name: name, Route: at(part)},
				screen.Scene{Name: name + "-thin", Empty: true, Route: at(part), Act: onScreen(func(s *Screen) { s.sceneThin() })})
		}
		scenes = append(scenes, screen.Scene{Name: name + "-empty", Empty: true, Route: at(part)})
	}
	return scenes
}

func onScreen(act func(*Screen)) func(screen.Screen) {
	return func(s screen.Screen) {
		if c, ok := s.(*Screen); ok {
			act(c)
		}
	}
}

// mark marks the first booking of the sheet, as it was before the guest came.
func (p *dayPage) mark() {
	if p.data == nil || len(p.data.rows) == 0 {
		return
	}
	id := p.data.rows[0].ID
	_, err := p.env.Book.Update("", func(tx *book.Tx) error {
		b, err := book.Get[crm.Booking](tx, id)
		if err != nil {
			return err
		}
		b.Status = crm.BookingConfirmed
		return tx.Put(b)
	})
	if err != nil {
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
	p.load()
	p.table.Select(id)
	p.drawSteps()
}

// sceneFull goes to the next day on which something is full.
func (p *dayPage) sceneFull() {
	for range 60 {
		if p.data == nil || len(p.data.full) > 0 {
			return
		}
		p.show(p.day + 1)
	}
}

// sceneError asks for more rooms than there are.
func (f *form) sceneError() {
	f.state.units = "9"
	f.save()
}

// sceneChange opens the first booking of the sheet.
func (s *Screen) sceneChange() {
	if d := s.day.data; d != nil && len(d.rows) > 0 {
		s.Show(screen.Route{Screen: screen.Bookings, ID: d.rows[0].ID})
		s.form.state.status, s.form.state.wait, s.form.state.rating = crm.BookingSeated, "10", 4
		s.form.draw()
	}
}

// sceneThin is a house with one chair and its first guest.
func (s *Screen) sceneThin() {
	chair := &crm.Resource{Name: "Chair by the window", ResourceKind: "chair", Units: 1, SlotMinutes: 45, OpenFrom: crm.NewClock(9, 0), OpenTo: crm.NewClock(18, 0), FullPrice: 380000}
	today := s.env.Today()
	_, err := s.env.Book.Update("", func(tx *book.Tx) error {
		if err := tx.Put(chair); err != nil {
			return err
		}
		return tx.Put(&crm.Booking{Resource: chair.ID, Start: today, End: today, StartTime: crm.NewClock(10, 0), EndTime: crm.NewClock(10, 45), Units: 1,
			Status: crm.BookingConfirmed, Net: 3800, BookedOn: today - 1, Channel: crm.ChannelPhone})
	})
	if err != nil {
		s.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
	s.here().load()
}
