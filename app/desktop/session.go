package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// session is an open book with the screens that show it.
type session struct {
	env      screen.Env
	settings crm.Settings
	table    []Constructor
	order    []string // the screens, as in the rail
	open     map[string]screen.Screen
	stale    map[string]book.Change // what a screen out of sight has missed
	places   places
	forget   func() // ends the subscription

	page   *fyne.Container
	rail   map[string]*railItem
	search *searchBox
	status *statusLine
	frame  fyne.CanvasObject
}

// Constructor makes one screen when it is first needed.
type Constructor struct {
	ID     string // one of the names of app/screen
	New    func(screen.Env) screen.Screen
	Scenes func() []screen.Scene // its pictures in the tour
}

func (w *Window) newSession(b *book.Book) (*session, error) {
	settings, err := b.Settings()
	if err != nil {
		return nil, err
	}
	w.clock.follow(&settings)
	s := &session{
		settings: settings, table: w.p.Screens,
		open: map[string]screen.Screen{}, stale: map[string]book.Change{},
		page: container.NewStack(),
	}
	for _, c := range s.table {
		s.order = append(s.order, c.ID)
	}
	s.env = screen.Env{
		Book: b, Runner: w.p.Runner, Now: w.clock.at,
		Go: w.goTo, Notify: w.notify, Capture: w.capture,
		SetLanguage: w.setLanguage, SetTheme: w.setVariant, Look: w.look,
		Canvas: w.win.Canvas, Window: func() fyne.Window { return w.p.Dialogs },
	}
	s.forget = b.Subscribe(func(c book.Change) {
		w.p.Runner.Show(func() { w.changed(s, c) })
	})
	return s, nil
}

func (s *session) has(id string) bool {
	for _, c := range s.table {
		if c.ID == id {
			return true
		}
	}
	return false
}

// screenOf returns the screen, made when it was not needed before; nil when
// there is none of that name.
func (s *session) screenOf(id string) screen.Screen {
	if have := s.open[id]; have != nil {
		return have
	}
	for _, c := range s.table {
		if c.ID == id {
			s.open[id] = c.New(s.env)
			return s.open[id]
		}
	}
	return nil
}

func (s *session) current() screen.Screen { return s.open[s.places.here.Screen] }

// changed brings the page in sight up to date and remembers what the others
// missed.
func (w *Window) changed(s *session, c book.Change) {
	if w.session != s {
		return
	}
	if c.Has(crm.KindSettings) {
		w.settingsChanged(s)
	}
	for id, page := range s.open {
		if id == s.places.here.Screen {
			page.Refresh(c)
			continue
		}
		missed := s.stale[id]
		missed.Touched = append(missed.Touched, c.Touched...)
		s.stale[id] = missed
	}
	if c.Has(crm.KindResource) {
		s.drawRail()
	}
	w.retitle()
	w.alarm()
	w.alarm = w.p.Runner.After(0, w.remind) // later: a subscriber may not change the book
}

// drawRail shows the bookings only to a business that has something to book;
// the palette leads there all the same.
func (s *session) drawRail() {
	it := s.rail[screen.Bookings]
	if it == nil {
		return
	}
	it.Hide()
	if s.env.Book.Count(crm.KindResource) > 0 {
		it.Show()
	}
}

func (w *Window) settingsChanged(s *session) {
	settings, err := s.env.Book.Settings()
	if err != nil {
		w.notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		return
	}
	s.settings = settings
	w.clock.follow(&settings)
	s.status.idle = w.bookLine(s)
	s.status.clear()
}

// close ends the screens; the book stays open.
func (s *session) close() {
	s.forget()
	for _, page := range s.open {
		page.Close()
	}
}
