package bookings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// The parts of the screen; the sheet of a day is the first one.
const (
	partDay       = ""
	PartCalendar  = "calendar"
	PartList      = "list"
	PartResources = "resources"
)

// queryNew asks for the form of a new resource.
const queryNew = "new"

var (
	_ screen.Screen    = (*Screen)(nil)
	_ screen.Searcher  = (*Screen)(nil)
	_ screen.Maker     = (*Screen)(nil)
	_ screen.Lister    = (*Screen)(nil)
	_ screen.KeyHearer = (*Screen)(nil)
	_ part             = (*dayPage)(nil)
	_ part             = (*calendarPage)(nil)
	_ part             = (*listPage)(nil)
	_ part             = (*resourcePage)(nil)
)

// part is one page of the screen.
type part interface {
	content() fyne.CanvasObject
	load()    // reads the book and draws
	rebuild() // draws anew in the present language
	close()
}

// Screen shows one of the parts, or the form.
type Screen struct {
	env   screen.Env
	root  *fyne.Container
	route screen.Route

	day       *dayPage
	calendar  *calendarPage
	list      *listPage
	resources *resourcePage
	form      *form
	kept      *draft // a new booking left without saving
}

// New returns the screen with the sheet of today on the way.
func New(env screen.Env) screen.Screen {
	s := &Screen{env: env, root: container.NewStack()}
	s.day, s.calendar, s.list, s.resources = newDayPage(env), newCalendarPage(env), newListPage(env), newResourcePage(env)
	s.Show(screen.Route{Screen: screen.Bookings})
	return s
}

// Content implements screen.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show implements screen.Screen. The query of the sheet is its day; with New
// it is "party=<id>" for a booking of a customer.
func (s *Screen) Show(r screen.Route) {
	s.closeForm()
	s.day.closeAway()
	s.route = r
	if r.New || !r.ID.IsZero() {
		s.openForm(r)
		return
	}
	if day, err := crm.ParseDate(r.Query); err == nil && r.Part == partDay {
		s.day.day = day
	}
	p := s.here()
	s.put(p.content())
	p.load()
	if r.Part == PartResources && r.Query == queryNew {
		s.resources.begin(&resourceForm{})
	}
}

func (s *Screen) here() part {
	switch s.route.Part {
	case PartCalendar:
		return s.calendar
	case PartList:
		return s.list
	case PartResources:
		return s.resources
	}
	return s.day
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

func (s *Screen) openForm(r screen.Route) {
	d := s.kept
	if r.Query != "" || !r.New || d == nil {
		d = &draft{day: s.day.day}
		if party, ok := strings.CutPrefix(r.Query, "party="); ok {
			if id, err := crm.ParseID(party); err == nil {
				d.party = id
			}
		}
	}
	s.kept = nil
	s.form = newForm(s.env, r.ID, d)
	s.put(s.form.root)
	s.form.load()
}

func (s *Screen) closeForm() {
	if s.form == nil {
		return
	}
	if d := s.form.unsaved(); d != nil {
		s.kept = d
	}
	s.form.close()
	s.form = nil
}

// Refresh implements screen.Screen.
func (s *Screen) Refresh(c book.Change) {
	everything := len(c.Touched) == 0
	if everything {
		for _, p := range []part{s.day, s.calendar, s.list, s.resources} {
			p.rebuild()
		}
	}
	if !everything && !c.Has(crm.KindBooking, crm.KindTurnAway, crm.KindResource, crm.KindCapacity, crm.KindRateClass, crm.KindParty, crm.KindInteraction, crm.KindSettings) {
		return
	}
	if s.form != nil {
		s.form.load()
		return
	}
	s.here().load()
}

// Close implements screen.Screen.
func (s *Screen) Close() {
	s.closeForm()
	for _, p := range []part{s.day, s.calendar, s.list, s.resources} {
		p.close()
	}
}

// FocusSearch implements screen.Searcher.
func (s *Screen) FocusSearch() {
	s.env.Go(screen.Route{Screen: screen.Bookings, Part: PartList})
	s.list.entry.Focus()
}

// List implements screen.Lister.
func (s *Screen) List() fyne.Focusable {
	switch {
	case s.form != nil:
	case s.route.Part == partDay && s.day.table.Len() > 0:
		return s.day.table
	case s.route.Part == PartList && s.list.table.Len() > 0:
		return s.list.table
	}
	return nil
}

// New implements screen.Maker.
func (s *Screen) New() {
	if s.route.Part == PartResources {
		s.resources.begin(&resourceForm{})
		return
	}
	s.env.Go(screen.Route{Screen: screen.Bookings, New: true})
}

// Key implements screen.KeyHearer: the keys of the sheet work wherever no
// field has the keyboard.
func (s *Screen) Key(key fyne.KeyName) bool {
	if s.form != nil || s.route.Part != partDay {
		return false
	}
	return s.day.key(key)
}

// tabs lead from part to part.
func tabs(env screen.Env, current string) fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	for _, p := range []string{partDay, PartCalendar, PartList, PartResources} {
		name := t("tab_day")
		if p != partDay {
			name = t("tab_" + p)
		}
		b := ui.Quiet(name, nil, func() { env.Go(screen.Route{Screen: screen.Bookings, Part: p}) })
		if p == current {
			b.Importance = widget.MediumImportance
		}
		buttons = append(buttons, b)
	}
	return ui.Flow(ui.SpaceXS, buttons...)
}

// nothingYet teaches what this screen is for while there is nothing to book.
func nothingYet(env screen.Env) fyne.CanvasObject {
	return ui.EmptyState(theme.CalendarIcon(), t("empty_title"), t("empty_text"), t("add_resource"), func() {
		env.Go(screen.Route{Screen: screen.Bookings, Part: PartResources, Query: queryNew})
	})
}
