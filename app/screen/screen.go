// Package screen is the contract between the window and its screens: what a
// screen may ask of the window, and what the window may ask of a screen.
package screen

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// The screens, in the order of the rail.
const (
	Today     = "today"
	Customers = "customers"
	Sales     = "sales"
	Bookings  = "bookings"
	Insight   = "insight"
	Import    = "import"
	History   = "history"
	Settings  = "settings"
)

// Route names a place in the window: a screen, perhaps a part of it, perhaps
// a record. Routes make back and forward, the palette and links work.
type Route struct {
	Screen string
	Part   string // a tab or sub-page of the screen: "products", "segments"
	ID     crm.ID // a record shown there
	New    bool   // begin a new record
	Query  string // what to look for or filter by, in the screen's own form
}

// Env is what the window gives every screen.
type Env struct {
	Book   *book.Book
	Runner ui.Runner
	// Now is the present in the business's time zone; fixed in tests and
	// pictures, and the sample's last day in a sample business.
	Now func() time.Time
	// Go shows another place; the present one goes into the back history.
	Go func(Route)
	// Notify tells the owner something in the status line.
	Notify ui.Notify
	// Capture opens the quick capture of a contact, for a party or (zero ID) any.
	Capture func(party crm.ID)
	// Canvas is where popups go and focus is set.
	Canvas func() fyne.Canvas
	// Window is the parent of file dialogs; nil in tests and pictures.
	Window func() fyne.Window
	// SetLanguage (a BCP 47 tag, "" for the computer's) and SetTheme change
	// how the window looks and remember it for the next start; Look tells
	// what was chosen.
	SetLanguage func(tag string)
	SetTheme    func(ui.Variant)
	Look        func() (language string, theme ui.Variant)
}

// Today is the present day in the business's time zone.
func (e Env) Today() crm.Date { return crm.DateOf(e.Now()) }

// Change makes one change set and tells the owner what was done, with a
// button to undo it. Invalid input is not announced but returned, for the
// form to show beside its fields.
func (e Env) Change(title string, fn func(*book.Tx) error) error {
	set, err := e.Book.Update(title, fn)
	var fields crm.FieldErrors
	switch {
	case errors.As(err, &fields):
	case err != nil:
		e.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	case !set.IsZero():
		e.Notify(ui.Notice{Text: title, Tone: ui.Good, Action: i18n.T("ui.undo"), Do: func() { e.Undo(set, title) }})
	}
	return err
}

// Undo takes a change set back; where later changes stand in the way, the
// owner is led to the history, which shows them.
func (e Env) Undo(set crm.ID, title string) {
	text := i18n.T("screen.undone", i18n.Args{"Title": title})
	_, _, err := e.Book.Undo(set, text, false)
	switch {
	case err == nil:
		e.Notify(ui.Notice{Text: text})
	case book.CodeOf(err) == book.CodeConflict:
		e.Go(Route{Screen: History, ID: set})
	default:
		e.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
}

// Screen is one page of the window. All methods run on Fyne's goroutine.
type Screen interface {
	// Content is the page; asked for once.
	Content() fyne.CanvasObject
	// Show brings the page to a route of its own screen.
	Show(Route)
	// Refresh is called after records changed (by anybody) and after the
	// language or theme changed; a zero Change means everything.
	Refresh(book.Change)
	// Close ends background work; the page is not used again.
	Close()
}

// Searcher is a Screen with a search field (Ctrl+F).
type Searcher interface{ FocusSearch() }

// Stepper is a Screen that can go to the next (+1) or previous (-1) record
// of its list without going back (Ctrl+PgDn, Ctrl+PgUp).
type Stepper interface{ Step(delta int) }

// Maker is a Screen on which Ctrl+N begins a new record.
type Maker interface{ New() }

// KeyHearer is a Screen with keys of its own, heard when nothing else has the
// keyboard; Key returns true for those it used up.
type KeyHearer interface{ Key(fyne.KeyName) bool }

// Lister is a Screen with a list that the arrow keys walk when nothing else
// has the keyboard. List is nil while there is none in sight.
type Lister interface{ List() fyne.Focusable }

// Scene is one picture of the tour: a screen in one of its states.
type Scene struct {
	Name  string // part of the file name: "customers-list"
	Empty bool   // on an empty book instead of the sample business
	Route Route
	// Act brings the screen into the state to show, after Route; may be nil.
	Act func(Screen)
	// Readme marks the pictures that open the README.
	Readme bool
}
