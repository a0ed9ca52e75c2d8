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
	"regulars/app/screen"
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
	sortPriceLists(have.priceLists)
	sortCalendars(have.calendars)
	sortEvents(have.events)
	screen.SortSites(have.sites)
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
	draw    func() // puts the entries and the open form into the box
	// changed, when set, tells whether leaving the form loses something typed:
	// then it asks first.
	changed func() bool
	asked   bool
}

func newEditor(s *Screen, kind string) editor {
	return editor{s: s, kind: kind, box: container.NewStack(), problem: map[string]string{}, leave: func() {}}
}

// redraw shows the entries as they are now.
func (e *editor) redraw() {
	e.draw()
	e.s.root.Refresh()
}

// begin opens the form of an entry.
func (e *editor) begin(id crm.ID) {
	e.leave()
	e.open, e.asked, e.id, e.problem = true, false, id, map[string]string{}
	e.leave = ui.Escape.Push(e.cancel)
	e.s.focus = e.kind + "_name"
	e.redraw()
	e.s.takeFocus()
}

// cancel closes the form and leaves the entry as it was; where much would be
// lost it asks once.
func (e *editor) cancel() {
	if e.changed != nil && e.changed() && !e.asked {
		e.leave()
		e.leave = ui.Escape.Push(e.cancel)
		e.asked = true
		e.s.tell(i18n.T("settings.lose"), ui.Warn) // the form may be longer than the window
		e.redraw()
		return
	}
	e.end(e.redraw)
}

// keep goes on with the form after it asked.
func (e *editor) keep() {
	e.asked = false
	e.redraw()
}

// end closes the form; show brings the page to what it is then.
func (e *editor) end(show func()) {
	e.leave()
	e.open, e.s.focus = false, e.kind+"_add"
	if !e.id.IsZero() {
		e.s.focus = e.kind + "_edit_" + e.id.String()
	}
	show()
	e.s.takeFocus()
}

// fails notes what is wrong with a field of the form.
func (e *editor) fails(err error) {
	e.problem = map[string]string{}
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		for _, f := range fields {
			e.problem[f.Field] = ui.FieldErrorText(f.Code)
		}
	}
	e.redraw()
}

// store saves the entry of the form, a new one with the zero id, and closes
// the form, or says in it what is wrong.
func (e *editor) store(id crm.ID, name string, put func(*book.Tx) error) {
	did := "did_change_"
	if id.IsZero() {
		did = "did_add_"
	}
	if err := e.s.change(did+e.kind, i18n.Args{"Name": name}, put); err != nil {
		e.fails(err)
		return
	}
	e.end(e.s.load)
}

// discard moves an entry to the trash.
func (e *editor) discard(kind crm.Kind, id crm.ID, name string) {
	e.s.focus = e.kind + "_add"
	_ = e.s.change("did_remove_"+e.kind, i18n.Args{"Name": name}, func(tx *book.Tx) error { return tx.Delete(kind, id) })
}

// pick is a choice among options that stays in chosen.
func pick(options []option, chosen *string) *ui.Select {
	list := ui.NewSelect(texts(options), nil)
	list.SetSelectedIndex(indexOf(options, *chosen))
	list.OnChanged = func(string) { *chosen = options[list.SelectedIndex()].id }
	return list
}

// rows are the lines of a list, with the form in the place of the open one
// and none where there are none; fresh is the form of a new entry.
func rows[T any, P interface {
	*T
	crm.Record
}](e *editor, list []P, line, form func(P) fyne.CanvasObject, none string) (out []fyne.CanvasObject, fresh fyne.CanvasObject) {
	for _, r := range list {
		if e.open && e.id == r.Base().ID {
			out = append(out, form(r))
			continue
		}
		out = append(out, line(r))
	}
	if e.open && e.id.IsZero() {
		return out, form(new(T))
	}
	if len(out) == 0 {
		out = []fyne.CanvasObject{ui.Paragraph(i18n.T("settings."+none), ui.ColorMuted)}
	}
	return out, nil
}

// fill shows the lines of a list, the form of a new entry or the button that
// opens it below them.
func (e *editor) fill(list []fyne.CanvasObject, fresh fyne.CanvasObject, begin func()) {
	if fresh != nil {
		list = append(list, fresh)
	}
	body := ui.Stack(ui.SpaceM, lines(list))
	if !e.open {
		body.Add(e.addButton(begin))
	}
	e.box.Objects = []fyne.CanvasObject{body}
	e.box.Refresh()
}

// bold is the name of an entry in its line.
func bold(text string) fyne.CanvasObject {
	name := ui.Shrinking(ui.NewText(text))
	name.Style.Bold = true
	return name
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
func (e *editor) day(key, text string) crm.Date {
	if text = strings.TrimSpace(text); text == "" {
		return 0
	}
	d, ok := ui.ParseDate(text, e.s.env.Today())
	if !ok {
		e.problem[key] = i18n.T("ui.date_unclear")
	}
	return d
}

// form is an open entry with its buttons.
func (e *editor) form(fields fyne.CanvasObject, save func()) fyne.CanvasObject {
	body := ui.Stack(ui.SpaceM, fields)
	if e.asked {
		body.Add(ui.Callout(ui.Warn, i18n.T("settings.lose"), ui.Row(ui.SpaceS, ui.NewButton(i18n.T("settings.lose_yes"), nil, e.cancel), ui.NewButton(i18n.T("settings.lose_no"), nil, e.keep))))
	}
	buttons := ui.Row(ui.SpaceS, ui.Primary(i18n.T("settings.save"), theme.ConfirmIcon(), save), ui.NewButton(i18n.T("ui.cancel"), nil, e.cancel))
	body.Add(buttons)
	p := ui.NewPanel(ui.ColorTintNeutral, body)
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
	text := ui.Columns{Gap: ui.SpaceS, Middle: true}.With(main, ui.Paragraph(detail, ui.ColorMuted))
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

// numbered numbers the entries of a list anew, from 1, and saves those that
// moved.
func numbered[T any, P interface {
	*T
	crm.Record
}](list []P, order func(P) *int) func(*book.Tx) error {
	return func(tx *book.Tx) error {
		for n, r := range list {
			moved := *r
			if at := order(&moved); *at != n+1 {
				*at = n + 1
				if err := tx.Put(P(&moved)); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// putOnly saves an entry unless another one of the list has its name; the
// field is that of the name.
func putOnly[R crm.Record](tx *book.Tx, list []R, r R, field string, name func(R) string) error {
	for _, o := range list {
		if o.Base().ID != r.Base().ID && strings.EqualFold(name(o), name(r)) {
			return duplicate(field, name(r))
		}
	}
	return tx.Put(r)
}

// duplicate is the error of a name that is there already.
func duplicate(field, name string) error {
	return crm.FieldErrors{{Field: field, Code: crm.ErrDuplicate, Value: name}}
}
