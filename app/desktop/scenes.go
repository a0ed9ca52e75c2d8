package desktop

import (
	"errors"
	"fmt"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/app/welcome"
	"regulars/data/book"
	"regulars/data/crm"
)

// Scene is one picture of the window itself in the tour.
type Scene struct {
	Name string
	// Empty and NoBook choose what is open: the sample business otherwise.
	Empty, NoBook bool
	Act           func(*Window)
	Readme        bool
}

// Scenes lists the states of the window that belong to no screen.
func Scenes() []Scene {
	search := func(text string) func(*Window) {
		return func(w *Window) {
			w.focusSearch()
			w.typeHere(text)
		}
	}
	list := []Scene{
		{Name: "welcome-doors", NoBook: true, Act: func(*Window) {}},
		{Name: "welcome-form", NoBook: true, Act: func(w *Window) { w.doors.ShowForm() }},
		{Name: "window-opening", NoBook: true, Act: (*Window).showOpening},
		{Name: "window-search", Act: search("an"), Readme: true},
		{Name: "window-search-nothing", Act: search("zzzzqq")},
		{Name: "window-palette", Act: (*Window).openPalette},
		{Name: "window-palette-typed", Act: func(w *Window) {
			w.openPalette()
			w.typeHere("cu")
		}},
		{Name: "window-shortcuts", Act: (*Window).openShortcuts},
		{Name: "capture-empty", Empty: true, Act: func(w *Window) { w.capture(crm.ID{}) }},
		{Name: "capture-picking", Act: func(w *Window) {
			w.capture(crm.ID{})
			w.typeHere("an")
		}},
		{Name: "capture-filled", Act: captureFilled, Readme: true},
		{Name: "capture-errors", Act: captureWrong},
		{Name: "notice-undo", Act: func(w *Window) {
			w.notify(ui.Notice{Text: i18n.T("desktop.capture_done", i18n.Args{"Kind": i18n.T("desktop.contact_call"), "Name": "Nguyễn Thị Minh Khai"}),
				Tone: ui.Good, Action: i18n.T("ui.undo"), Do: func() {}})
		}},
		{Name: "notice-failed", Act: func(w *Window) {
			w.notify(ui.Notice{Text: i18n.T("desktop.backup_failed", i18n.Args{"Reason": "disk"}), Tone: ui.Bad, Action: i18n.T("ui.try_again"), Do: func() {}})
		}},
	}
	return append(list, problemScenes()...)
}

// problemScenes shows every way a book can fail to open.
func problemScenes() []Scene {
	codes := []book.Code{book.CodeMissing, book.CodeEmpty, book.CodeNotABook, book.CodeTruncated, book.CodeDamaged, book.CodeNewer,
		book.CodeLocked, book.CodeReadOnly, book.CodeReplaced, book.CodeDiskFull, book.CodeExists, book.CodeFailed}
	var list []Scene
	for _, code := range codes {
		list = append(list, Scene{Name: fmt.Sprintf("problem-%s", code), NoBook: true, Act: func(w *Window) {
			w.path = "/home/lan/Regulars/my-business.regulars"
			w.backups = func() []welcome.Backup {
				day := crm.DateOf(w.p.Clock())
				return []welcome.Backup{{Path: "my-business-1.backup", At: day, Days: 0}, {Path: "my-business-2.backup", At: day - 1, Days: 1}}
			}
			w.showProblem(&book.Error{Code: code, Path: w.path, Err: errors.New("input/output error")})
		}})
	}
	return list
}

// typeHere types into what has the focus.
func (w *Window) typeHere(text string) {
	for _, r := range text {
		if f := w.win.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

func (w *Window) anybody() (id crm.ID) {
	_ = book.Each(w.session.env.Book, func(p *crm.Party) bool { // an empty book has nobody, which will do
		id = p.ID
		return false
	})
	return id
}

func captureFilled(w *Window) {
	w.capture(w.anybody())
	w.typeHere(i18n.T("desktop.capture_task_hint"))
}

func captureWrong(w *Window) {
	w.capture(crm.ID{})
	w.panel.told.minutes, w.panel.told.due = "soon", "someday"
	w.panel.save()
}

// Show goes to a place and puts the screen there into a state; it is how the
// tour visits the scenes of a screen.
func (w *Window) Show(r screen.Route, act func(screen.Screen)) {
	if w.session == nil {
		return
	}
	w.goTo(r)
	if act != nil {
		act(w.session.current())
	}
}
