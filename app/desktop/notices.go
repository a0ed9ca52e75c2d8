package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
)

// noticeStays is how long a notice can be read and acted upon; one that tells
// of a failure, or reminds, stays until it is closed.
const noticeStays = 12 * time.Second

// statusLine is the last line of the window: what book this is, or for a while
// what just happened.
type statusLine struct {
	box    *fyne.Container
	idle   fyne.CanvasObject
	runner ui.Runner
	stop   func()
}

func newStatusLine(r ui.Runner, idle fyne.CanvasObject) *statusLine {
	return &statusLine{box: container.NewStack(idle), idle: idle, runner: r, stop: func() {}}
}

func (l *statusLine) show(n ui.Notice) {
	l.stop()
	l.put(ui.NoticeBar(n, l.clear))
	l.stop = func() {}
	if n.Tone != ui.Bad && n.Tone != ui.Warn {
		l.stop = l.runner.After(noticeStays, l.clear)
	}
}

func (l *statusLine) clear() {
	l.stop()
	l.put(l.idle)
}

func (l *statusLine) put(o fyne.CanvasObject) {
	l.box.Objects = []fyne.CanvasObject{o}
	l.box.Refresh()
}

// bookLine says which book is open, and in a sample or a book that cannot be
// written what that means.
func (w *Window) bookLine(s *session) fyne.CanvasObject {
	text, action, do := w.businessName(), "", func() {}
	switch {
	case s.settings.SampleKind != "":
		text, action, do = i18n.T("desktop.status_sample"), i18n.T("desktop.status_own"), w.startOwn
	case s.env.Book.ReadOnly():
		text = i18n.T("desktop.status_read_only", i18n.Args{"Name": text})
	}
	line := ui.Shrinking(ui.Caption(text))
	var right fyne.CanvasObject
	if action != "" {
		right = ui.Quiet(action, nil, do)
	} else {
		right = ui.Caption(i18n.T("desktop.status_help", i18n.Args{"Key": keyText(paletteKey())}))
	}
	p := ui.NewPanel(theme.ColorNameBackground, container.NewBorder(nil, nil, nil, inMiddle(right), inMiddle(line)))
	p.PadX, p.PadY, p.Radius = ui.SpaceM, ui.SpaceXS, 0
	return p
}

// undoable is the newest change that a person or an import made and nobody
// took back, whenever that was. What filled a sample business is none: nobody
// who came to look around made it.
func undoable(b *book.Book, sample bool) (book.ChangeSet, bool, error) {
	for limit := 50; ; limit *= 8 {
		sets, err := b.History(limit)
		if err != nil {
			return book.ChangeSet{}, false, err
		}
		last := len(sets) < limit
		if last && sample && len(sets) > 0 {
			sets = sets[:len(sets)-1]
		}
		for _, c := range sets {
			if (c.Actor == book.ActorUser || c.Actor == book.ActorImport) && c.Undone.IsZero() {
				return c, true, nil
			}
		}
		if last {
			return book.ChangeSet{}, false, nil
		}
	}
}

// undoLast takes the newest change back; a text being typed comes first.
func (w *Window) undoLast() {
	if w.undoTyping() {
		return
	}
	set, ok, err := undoable(w.session.env.Book, w.session.settings.SampleKind != "")
	switch {
	case err != nil:
		w.notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	case !ok:
		w.notify(ui.Notice{Text: i18n.T("desktop.nothing_to_undo")})
	default:
		w.session.env.Undo(set.ID, set.Title)
	}
}

// undoTyping hands Ctrl+Z to the entry being typed in; an empty one has
// nothing that would be missed.
func (w *Window) undoTyping() bool {
	focused := w.win.Canvas().Focused()
	if e, ok := focused.(*ui.Entry); ok && e.Text == "" {
		return false
	}
	typing, ok := focused.(interface {
		fyne.Shortcutable
		Undo()
	})
	if ok {
		typing.TypedShortcut(&fyne.ShortcutUndo{})
	}
	return ok
}

// inMiddle keeps the height of an object and puts it in the middle of a line.
func inMiddle(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVBox(layout.NewSpacer(), o, layout.NewSpacer())
}
