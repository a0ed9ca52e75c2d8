package settings

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// sortLists puts the owner's lists into the order in which they are shown.
func sortLists(have *state) {
	slices.SortStableFunc(have.fields, func(a, b *crm.CustomField) int {
		return cmp.Or(cmp.Compare(scopeRank(a.Scope), scopeRank(b.Scope)), cmp.Compare(a.Order, b.Order))
	})
	slices.SortStableFunc(have.tags, func(a, b *crm.Tag) int { return strings.Compare(search.Fold(a.Name), search.Fold(b.Name)) })
	slices.SortStableFunc(have.reasons, func(a, b *crm.Reason) int { return cmp.Compare(a.Order, b.Order) })
	sortRates(have.rates)
	sortCosts(have.costs)
	sortCalendars(have.calendars)
	sortEvents(have.events)
}

// editor is a list whose entries are added and changed in place, one at a
// time.
type editor struct {
	s       *Screen
	kind    string // "field", "tag", "reason": part of keys
	box     *fyne.Container
	open    bool
	id      crm.ID // the entry being changed; zero for a new one
	problem map[string]string
	leave   func() // takes the Escape off
}

func newEditor(s *Screen, kind string) editor {
	return editor{s: s, kind: kind, box: container.NewStack(), problem: map[string]string{}, leave: func() {}}
}

// begin opens the form of an entry; draw shows it.
func (e *editor) begin(id crm.ID, draw func()) {
	e.leave()
	e.open, e.id, e.problem = true, id, map[string]string{}
	e.leave = ui.Escape.Push(func() { e.end(draw) })
	e.s.focus = e.kind + "_name"
	draw()
	e.s.takeFocus()
}

// end closes the form.
func (e *editor) end(draw func()) {
	e.leave()
	e.open, e.s.focus = false, e.kind+"_add"
	if !e.id.IsZero() {
		e.s.focus = e.kind + "_edit_" + e.id.String()
	}
	draw()
	e.s.takeFocus()
}

// fails notes what is wrong with a field of the form.
func (e *editor) fails(err error, draw func()) {
	e.problem = map[string]string{}
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		for _, f := range fields {
			e.problem[f.Field] = ui.FieldErrorText(f.Code)
		}
	}
	draw()
}

// name is the line for what an entry is called.
func (e *editor) name(text, hint string, save func()) *ui.Entry {
	in := entry(text, hint, save)
	e.s.focusable[e.kind+"_name"] = in
	return in
}

// entry is a line of a form; Return saves the form.
func entry(text, hint string, save func()) *ui.Entry {
	in := ui.NewEntry()
	in.SetText(text)
	in.SetPlaceHolder(hint)
	in.OnSubmitted = func(string) { save() }
	return in
}

// dayText is a day as a form shows it, "" for none.
func dayText(d crm.Date) string {
	if d == 0 {
		return ""
	}
	return i18n.Date(d)
}

// day reads a day of the form, 0 for an empty line, and notes under the key
// that it is not clear.
func (e *editor) day(key string, in *ui.Entry) crm.Date {
	text := strings.TrimSpace(in.Text)
	if text == "" {
		return 0
	}
	d, ok := ui.ParseDate(text, e.s.env.Today())
	if !ok {
		e.problem[key] = i18n.T("ui.date_unclear")
	}
	return d
}

// form is an open entry with its buttons.
func (e *editor) form(fields fyne.CanvasObject, save, cancel func()) fyne.CanvasObject {
	buttons := ui.Row(ui.SpaceS, ui.Primary(i18n.T("settings.save"), theme.ConfirmIcon(), save), ui.NewButton(i18n.T("ui.cancel"), nil, cancel))
	p := ui.NewPanel(ui.ColorTintNeutral, ui.Stack(ui.SpaceM, fields, buttons))
	p.PadX, p.PadY = ui.SpaceM, ui.SpaceM
	return p
}

// addButton opens the form of a new entry.
func (e *editor) addButton(begin func()) fyne.CanvasObject {
	b := ui.NewButton(i18n.T("settings.add_"+e.kind), theme.ContentAddIcon(), begin)
	e.s.focusable[e.kind+"_add"] = b
	return container.NewHBox(b)
}

// line is an entry of the list with what can be done to it; up and down are
// nil at the ends of the list.
func (e *editor) line(id crm.ID, lead, main fyne.CanvasObject, detail string, edit, up, down, remove func()) fyne.CanvasObject {
	buttons := container.NewHBox()
	add := func(key string, icon fyne.Resource, f func()) {
		b := ui.Quiet("", icon, f)
		if f == nil {
			b.Disable()
		}
		e.s.focusable[e.kind+"_"+key+"_"+id.String()] = b
		buttons.Add(b)
	}
	if e.kind == "field" || e.kind == "reason" { // the others stand by the alphabet, their kind or their day
		add("up", theme.MoveUpIcon(), up)
		add("down", theme.MoveDownIcon(), down)
	}
	add("edit", theme.DocumentCreateIcon(), edit)
	add("remove", theme.DeleteIcon(), remove)
	text := ui.Columns{Gap: ui.SpaceS, Middle: true}.With(main, ui.Shrinking(ui.Muted(detail)))
	return container.NewBorder(nil, nil, lead, buttons, text)
}

// change saves a change of the lists; FieldErrors come back for the form.
func (s *Screen) change(key string, args i18n.Args, fn func(*book.Tx) error) error {
	return s.env.Change(i18n.T("settings."+key, args), fn)
}

// codeFor makes a stable code of a name, different from those taken.
func codeFor(name string, taken func(string) bool) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '_'
	}, strings.TrimSpace(name))
	base := strings.Trim(clean, "_")
	if base == "" {
		base = "entry"
	}
	code := base
	for i := 2; taken(code); i++ {
		code = base + "_" + strconv.Itoa(i)
	}
	return code
}

// duplicate is the error of a name that is there already.
func duplicate(field, name string) error {
	return crm.FieldErrors{{Field: field, Code: crm.ErrDuplicate, Value: name}}
}
