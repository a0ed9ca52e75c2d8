package desktop

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/app/welcome"
	"regulars/data/book"
	"regulars/data/crm"
)

// Params is what a window is made of.
type Params struct {
	App    fyne.App
	Window fyne.Window
	Runner ui.Runner
	// Path is the book to open; where there is none yet, the window begins
	// with the three doors.
	Path string
	// Sample is the kind of sample business to begin with, "" for none.
	Sample string
	// SamplePath is where a sample business is put when somebody wants to
	// look around in one.
	SamplePath string
	// Screens make the screens, in the order of the rail.
	Screens []Constructor
	// Clock tells the time.
	Clock func() time.Time
	// Country is where the business most likely is, "" when nobody knows.
	Country string
	// Dialogs is the parent of file dialogs; nil where there can be none.
	Dialogs fyne.Window
}

// Window is the program's one window. All methods belong to Fyne's goroutine.
type Window struct {
	p       Params
	win     fyne.Window
	root    *fyne.Container
	path    string // of the book in sight
	session *session
	clock   *clock // of the book in sight, or on its way
	sheet   *sheet
	panel   *capture      // the quick capture opened last
	doors   *welcome.Page // of the first start
	backups func() []welcome.Backup
	opening ui.Slot
	face    func() // draws the present face again, in another language
	entered func() // puts the keyboard where it is wanted on that face
	page    string // what the face is called in the title
	rest    []func()
	upkeep  upkeep
	alarm   func() // stops the next reminder
}

// New returns a window that shows nothing yet; Start fills it.
func New(p Params) *Window {
	w := &Window{p: p, win: p.Window, root: container.NewStack(), path: p.Path, face: func() {}, entered: func() {}, alarm: func() {}}
	w.backups = func() []welcome.Backup { return backupsOf(w.path, crm.DateOf(w.p.Clock())) }
	w.upkeep = upkeep{stop: func() {}}
	w.win.SetContent(w.root)
	w.win.SetPadded(false)
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	w.win.Canvas().SetOnTypedKey(w.typed)
	w.rest = append(w.rest, i18n.OnChange(w.languageChanged))
	return w
}

// Start opens the book, or greets who has none.
func (w *Window) Start() {
	if w.p.Sample != "" {
		w.lookAround(w.p.Sample)
		return
	}
	w.openBook(w.p.Path, screen.Route{Screen: screen.Today})
}

// Close ends the screens and closes the book. Nothing is shown afterwards.
func (w *Window) Close() error {
	for _, f := range w.rest {
		f()
	}
	w.opening.Cancel()
	return w.leave()()
}

// leave takes the present book out of the window and returns what closes it,
// which may take a while and can run anywhere.
func (w *Window) leave() (closeBook func() error) {
	w.closeSheet()
	w.alarm()
	w.upkeep.stop()
	s := w.session
	if s == nil {
		return func() error { return nil }
	}
	w.session = nil
	s.close()
	return s.env.Book.Close
}

// openBook closes the present book and opens the one at path, at a place.
func (w *Window) openBook(path string, at screen.Route) {
	w.bring(path, at, func(c *clock) (*book.Book, error) { return book.Open(path, c.options()) })
}

// bring closes the present book, gets another one off the window's goroutine,
// and shows it.
func (w *Window) bring(path string, at screen.Route, get func(*clock) (*book.Book, error)) {
	closeOld := w.leave()
	present := &clock{now: w.p.Clock}
	w.clock = present
	w.path = path
	w.showOpening()
	ui.Ask(w.p.Runner, &w.opening, func(context.Context, func(float64)) (*book.Book, error) {
		if err := closeOld(); err != nil {
			return nil, err
		}
		return get(present)
	}, func(b *book.Book, err error) {
		if err != nil {
			w.cannot(err)
			return
		}
		w.enter(b, at)
	})
}

// showOpening fills the window while a book is opened.
func (w *Window) showOpening() {
	w.setFace("desktop.opening", func() fyne.CanvasObject { return ui.Loading(i18n.T("desktop.opening"), nil) })
}

// cannot shows why there is no book.
func (w *Window) cannot(err error) {
	if book.CodeOf(err) == book.CodeMissing && w.path == w.p.Path {
		w.showDoors()
		return
	}
	w.showProblem(err)
}

// enter shows an open book.
func (w *Window) enter(b *book.Book, at screen.Route) {
	s, err := w.newSession(b)
	if err != nil {
		_ = b.Close() // the first error is the one to tell
		w.cannot(err)
		return
	}
	w.session = s
	if !s.has(at.Screen) {
		at = screen.Route{Screen: s.order[0]}
	}
	w.buildFrame()
	w.goTo(at)
	w.remindMissed()
	w.startUpkeep()
}

// setFace shows something that is not a book: doors, a problem, waiting.
func (w *Window) setFace(page string, draw func() fyne.CanvasObject) {
	w.face = func() {
		w.page, w.entered = i18n.T(page), func() {}
		w.win.SetMainMenu(w.bareMenu())
		w.root.Objects = []fyne.CanvasObject{draw()}
		w.root.Refresh()
		ui.Settle(w.root)
		w.entered()
		w.retitle()
	}
	w.face()
}

// bareMenu is the menu while no book is open.
func (w *Window) bareMenu() *fyne.MainMenu {
	quit := fyne.NewMenuItem(i18n.T("desktop.cmd_quit"), w.quit)
	quit.IsQuit, quit.Shortcut = true, key(fyne.KeyQ)
	return fyne.NewMainMenu(fyne.NewMenu(i18n.T("desktop.menu_book"), quit))
}

// languageChanged draws everything again in the new language.
func (w *Window) languageChanged() {
	w.closeSheet()
	if w.session == nil {
		w.face()
		return
	}
	s := w.session
	w.buildFrame()
	for id := range s.open {
		delete(s.stale, id)
	}
	for _, page := range s.open {
		page.Refresh(book.Change{})
	}
	w.showHere()
}

// typed hears the keys that nothing focused wants.
func (w *Window) typed(ev *fyne.KeyEvent) {
	if w.session != nil && w.sheet == nil {
		if own, ok := w.session.current().(screen.KeyHearer); ok && own.Key(ev.Name) {
			return
		}
	}
	switch ev.Name {
	case fyne.KeyEscape:
		ui.Escape.Press()
	case fyne.KeyF1:
		if w.session != nil {
			w.openShortcuts()
		}
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		w.walk(ev)
	}
}

// walk gives the keyboard to the list in sight; the first arrow only brings
// the mark in sight.
func (w *Window) walk(ev *fyne.KeyEvent) {
	if w.session == nil || w.sheet != nil {
		return
	}
	lister, ok := w.session.current().(screen.Lister)
	if !ok {
		return
	}
	if list := lister.List(); list != nil {
		w.win.Canvas().Focus(list) // which marks a row
		if ev.Name != fyne.KeyUp && ev.Name != fyne.KeyDown {
			list.TypedKey(ev)
		}
	}
}

// dropped brings a file that was dropped on the window to the import.
func (w *Window) dropped(files []fyne.URI) {
	if w.session != nil && len(files) > 0 {
		w.goTo(screen.Route{Screen: screen.Import, Query: files[0].Path()})
	}
}

// retitle names page and business in the title.
func (w *Window) retitle() {
	parts := []string{w.page}
	if w.session != nil {
		parts = []string{w.pageName(), w.businessName()}
	}
	if w.sheet != nil {
		parts[0] = w.sheet.title
	}
	w.win.SetTitle(strings.Join(append(parts, "Regulars"), " – "))
}

func (w *Window) businessName() string {
	if name := w.session.settings.BusinessName; name != "" {
		return name
	}
	return i18n.T("desktop.nameless")
}

// pageName is the record in sight, else the screen.
func (w *Window) pageName() string {
	here := w.session.places.here
	if here.New {
		return i18n.T("desktop.page_new", i18n.Args{"Name": screenName(here.Screen)})
	}
	if name := recordName(w.session.env.Book, here); name != "" {
		return name
	}
	return screenName(here.Screen)
}

// recordName is the name of the record a place shows, "" when it shows none.
func recordName(b *book.Book, at screen.Route) string {
	if at.ID.IsZero() {
		return ""
	}
	if p, err := book.Get[crm.Party](b, at.ID); err == nil {
		return p.DisplayName
	}
	if p, err := book.Get[crm.Product](b, at.ID); err == nil {
		return p.Name
	}
	if d, err := book.Get[crm.SalesDocument](b, at.ID); err == nil {
		return d.Number
	}
	return ""
}

// notify tells something in the status line.
func (w *Window) notify(n ui.Notice) {
	if w.session != nil {
		w.session.status.show(n)
	}
}
