package importing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

var _ screen.Screen = (*Screen)(nil)

// phase is where the owner is on the way from a file to the book.
type phase uint8

const (
	choosing phase = iota
	reading
	reviewing
	saving
	finished
)

// step is one page of the review.
type step uint8

const (
	stepUnderstood step = iota
	stepColumns
	stepPreview
)

// Screen brings files into the book.
type Screen struct {
	env   screen.Env
	root  *fyne.Container
	phase phase
	step  step

	typed    string // the path as typed
	refused  *refusal
	past     []pastImport
	pastErr  error
	pastSlot ui.Slot

	path     string
	opts     table.Options
	as       table.As // chosen by hand, AsUnknown when the file was believed
	mapped   bool     // columns were changed by hand
	source   *exchange.Source
	maps     []*crm.ImportMap
	settings crm.Settings
	plan     *table.Plan
	problems []table.Problem
	rows     []previewRow
	rates    map[string]string // as typed, by currency
	foreign  []string          // currencies of the file that need a rate
	saveAs   string            // the name a mapping is being given
	faults   bool              // the preview shows rows with problems instead
	reader   ui.Slot

	rehearsal  *rehearsal
	rehearsing ui.Slot

	importer ui.Slot
	stop     func() // asks the running import to end; nil when none runs
	result   *exchange.Result
	trouble  error // what went wrong after the records were saved
	undone   bool

	// parts of the review that change on their own
	strip, body, foot *fyne.Container
	lack              *fyne.Container // what is missing, above the columns
	targets           []*targetSelect // one per column
	fields            map[string]fyne.Focusable
	focus             string // the field to put the keyboard into
	scroll            *ui.Scroll
}

// New returns the import screen, waiting for a file.
func New(env screen.Env) screen.Screen {
	s := &Screen{env: env, root: container.NewStack(), rates: map[string]string{}, fields: map[string]fyne.Focusable{}}
	s.render()
	return s
}

// Content implements screen.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show implements screen.Screen. A Query is the path of a file to open.
func (s *Screen) Show(r screen.Route) {
	if r.Query != "" {
		s.Open(r.Query)
		return
	}
	s.loadPast()
	if s.phase == choosing {
		s.focus = "path"
	}
	s.render()
}

// Refresh implements screen.Screen.
func (s *Screen) Refresh(c book.Change) {
	everything := c.Set.IsZero() && len(c.Touched) == 0
	if everything || c.Has(crm.KindImportBatch) {
		s.loadPast()
	}
	switch {
	case everything:
		s.understand()
		s.render()
	case s.phase == reviewing && c.Has(crm.KindSettings, crm.KindImportMap):
		s.understand()
		s.render()
		s.rehearse()
	case s.phase == finished && c.Has(crm.KindImportBatch):
		s.undone = s.wasUndone()
		s.render()
	}
}

// Close implements screen.Screen.
func (s *Screen) Close() {
	s.pastSlot.Cancel()
	s.reader.Cancel()
	s.rehearsing.Cancel()
	s.cancelImport()
	s.importer.Cancel()
}

// render draws the page of the present phase anew.
func (s *Screen) render() {
	s.fields = map[string]fyne.Focusable{}
	var page fyne.CanvasObject
	switch s.phase {
	case choosing:
		page = s.startPage()
	case reading:
		page = s.readingPage()
	case reviewing:
		page = s.reviewPage()
	case saving:
		page = s.savingPage()
	case finished:
		page = s.resultPage()
	}
	s.root.Objects = []fyne.CanvasObject{ui.ScrollingPage(page)}
	s.root.Refresh()
	s.takeFocus()
}

// keepFocus remembers the field with the keyboard, for takeFocus.
func (s *Screen) keepFocus() {
	c := s.env.Canvas()
	if s.focus != "" || c == nil || c.Focused() == nil {
		return
	}
	for key, f := range s.fields {
		if f == c.Focused() {
			s.focus = key
		}
	}
}

// takeFocus puts the keyboard where it was before a part was drawn anew.
func (s *Screen) takeFocus() {
	f := s.fields[s.focus]
	c := s.env.Canvas()
	if f == nil || !ui.InSight(c, s.root) {
		return
	}
	if d, ok := f.(fyne.Disableable); ok && d.Disabled() {
		return // it takes the keyboard once it can be used
	}
	s.focus = ""
	c.Focus(f)
}

// leave forgets the file and goes back to the start.
func (s *Screen) leave() {
	s.rehearsing.Cancel()
	s.reader.Cancel()
	s.phase, s.source, s.plan, s.rehearsal, s.result, s.trouble, s.undone = choosing, nil, nil, nil, nil, nil, false
	s.refused, s.typed, s.focus = nil, "", "path"
	s.loadPast()
	s.render()
}

func (s *Screen) tell(text string, tone ui.Tone) { s.env.Notify(ui.Notice{Text: text, Tone: tone}) }

// title is the head of a page with what can be done at its right.
func title(text, muted string, right ...fyne.CanvasObject) fyne.CanvasObject {
	aside := container.New(&inset{left: ui.SpaceS}, ui.Shrinking(ui.Muted(muted)))
	left := container.NewBorder(nil, nil, ui.Title(text), nil, aside)
	if len(right) == 0 {
		return ui.BesideScroll(left)
	}
	return ui.BesideScroll(container.NewBorder(nil, nil, nil, ui.Row(ui.SpaceS, right...), left))
}

func textOf(p table.Problem) string {
	if p.Code == table.CodeColumnMissing {
		return i18n.T("importing.missing", i18n.Args{"Fields": fieldName(table.Field(p.Value))})
	}
	return i18n.T(p.Key(), i18n.Args(p.Args()))
}
