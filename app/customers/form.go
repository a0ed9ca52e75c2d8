package customers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// form writes a party.
type form struct {
	env   screen.Env
	route screen.Route
	root  *fyne.Container
	done  func(crm.ID)
	slot  ui.Slot
	stop  func() // of the pending search for similar parties
	leave func() // takes the form's Escape off

	lists    lists
	start    *draft // as the form was opened
	state    *draft
	restored bool // state was typed earlier
	saved    bool
	problems map[string]string
	matches  []match

	notes    map[string]*ui.Text // the line under a field, by its name
	similar  *fyne.Container
	showMore bool
	scroll   float32
	entries  map[string]*ui.Entry // by the name of the field
	err      error
}

// newForm opens a form for the party of the route, or a new one; earlier is
// what was typed before and not saved.
func newForm(env screen.Env, r screen.Route, earlier *draft, done func(crm.ID)) *form {
	f := &form{env: env, route: r, root: container.NewStack(), done: done, stop: func() {}}
	var party crm.Party
	f.err = env.Book.View(func(tx *book.Tx) error {
		var err error
		if f.lists, err = readLists(tx, env.Today()); err != nil || r.ID.IsZero() {
			return err
		}
		p, err := book.Get[crm.Party](tx, r.ID)
		if err == nil {
			party = *p
		}
		return err
	})
	f.start = newDraft(party, f.lists.namesOf(party.Tags))
	f.state = f.start.clone()
	if r.New && r.Query != "" {
		f.state.name = r.Query
	}
	if earlier != nil {
		f.state, f.restored = earlier, true
	}
	f.showMore = !r.ID.IsZero()
	f.leave = ui.Escape.Push(f.cancel)
	f.build()
	f.lookForSimilar()
	return f
}

func (f *form) dirty() bool { return !f.state.equal(f.start) }

func (f *form) close() {
	f.leave()
	f.stop()
	f.slot.Cancel()
}

// cancel leaves the form; what was typed is kept for next time.
func (f *form) cancel() {
	if f.dirty() {
		f.env.Notify(ui.Notice{Text: t("draft_kept")})
	}
	f.done(crm.ID{})
}

// save stores the party, or says under its fields what is wrong.
func (f *form) save() {
	b := f.state.build(f.lists.settings.PhoneCountry, f.lists.settings.FamilyFirst, f.lists.today)
	if f.problems = b.problems(f.state, f.lists.fields, nil); len(f.problems) > 0 {
		f.showProblems()
		return
	}
	title := t("did_add", i18n.Args{"Name": b.party.DisplayName})
	if !b.party.ID.IsZero() {
		title = t("did_change", i18n.Args{"Name": b.party.DisplayName})
	}
	err := f.env.Change(title, func(tx *book.Tx) error { return b.put(tx, f.state) })
	if err != nil {
		f.problems = b.problems(f.state, f.lists.fields, err)
		f.showProblems()
		return
	}
	f.saved = true
	f.done(b.party.ID)
}

// build draws the form anew from the draft.
func (f *form) build() {
	if f.err != nil {
		f.root.Objects = []fyne.CanvasObject{ui.ErrorState(f.err, nil)}
		f.root.Refresh()
		return
	}
	f.notes, f.entries = map[string]*ui.Text{}, map[string]*ui.Entry{}
	title := t("new")
	if !f.route.ID.IsZero() {
		title = t("edit_title", i18n.Args{"Name": f.start.name})
	}
	head := ui.Shrinking(ui.Title(title))
	f.similar = ui.Stack(ui.SpaceXS)
	f.drawSimilar()
	sections := []fyne.CanvasObject{}
	if f.restored {
		sections = append(sections, ui.NoticeBar(ui.Notice{Text: t("draft_back"), Action: t("draft_drop"), Do: f.startAfresh}, func() {}))
	}
	sections = append(sections, ui.Card(f.mainFields()), f.similar)
	if f.showMore {
		sections = append(sections, ui.Card(f.moreFields()))
	} else {
		sections = append(sections, ui.Row(0, ui.Quiet(t("more_fields"), theme.MenuDropDownIcon(), func() {
			f.showMore = true
			f.build()
			f.focus(f.firstOfMore())
		})))
	}
	save := ui.Primary(t("save"), theme.ConfirmIcon(), f.save)
	buttons := ui.Row(ui.SpaceS, save, ui.NewButton(i18n.T("ui.cancel"), nil, f.cancel), ui.Caption(t("keys_hint")))
	body := ui.Scrolled(ui.Stack(ui.SpaceM, sections...), &f.scroll)
	page := container.NewBorder(ui.Spaced(head, 0, ui.SpaceM), ui.Spaced(buttons, ui.SpaceM, 0), nil, nil, body)
	f.root.Objects = []fyne.CanvasObject{ui.AtMost(760, ui.Page(page))}
	f.root.Refresh()
	f.showProblems()
}

func (f *form) startAfresh() {
	f.state, f.restored, f.problems = f.start.clone(), false, nil
	f.build()
	f.focusFirst()
}

func (f *form) focusFirst() { f.focus("display_name") }

// focus puts the keyboard at the end of a field.
func (f *form) focus(name string) {
	c, entry := f.env.Canvas(), f.entries[name]
	if c == nil || entry == nil {
		return
	}
	c.Focus(entry)
	entry.CursorColumn = len([]rune(entry.Text))
	entry.Refresh()
}

// row is a labelled field with a line below it that is empty until the field
// has something to say.
func (f *form) row(name, label string, field fyne.CanvasObject) fyne.CanvasObject {
	note := ui.Shrinking(ui.Caption(""))
	note.Hide()
	f.notes[name] = note
	return ui.Stack(3, ui.Shrinking(ui.Caption(label)), field, note)
}

// say puts a line under a field; "" takes it away.
func (f *form) say(name, text string, tone ui.Tone) {
	note := f.notes[name]
	if note == nil {
		return
	}
	note.ColorName = ui.ColorMuted
	if tone != ui.Neutral {
		note.ColorName = tone.Color()
	}
	note.SetText(text)
	note.Refresh()
	if text == "" {
		note.Hide()
	} else {
		note.Show()
	}
}

func (f *form) showProblems() {
	if f.hidesProblem() {
		f.showMore = true
		f.build()
		return
	}
	for name := range f.notes {
		if code, bad := f.problems[name]; bad {
			f.say(name, "! "+ui.FieldErrorText(code), ui.Bad)
		} else {
			f.hint(name)
		}
	}
	f.root.Refresh()
}

// hidesProblem reports whether a field in trouble is not on the form yet.
func (f *form) hidesProblem() bool {
	for name := range f.problems {
		if f.notes[name] == nil && !f.showMore {
			return true
		}
	}
	return false
}

// typed is called after every change of the draft.
func (f *form) typed(name string) {
	delete(f.problems, name)
	f.hint(name)
	f.stop()
	f.stop = f.env.Runner.After(similarPause, f.lookForSimilar)
}

// hint shows how a phone number was understood.
func (f *form) hint(name string) {
	text := ""
	if number, isPhone := strings.CutPrefix(name, "phone."); isPhone {
		text = f.phoneHint(number)
	}
	f.say(name, text, ui.Neutral)
}

// lookForSimilar warns of parties that may be the same; it never blocks.
func (f *form) lookForSimilar() {
	if !f.dirty() || f.err != nil {
		return
	}
	asked := f.state.clone()
	ui.Ask(f.env.Runner, &f.slot, func(context.Context, func(float64)) ([]match, error) {
		return similar(f.env.Book, asked)
	}, func(found []match, err error) {
		if err == nil { // a warning that cannot be given is none
			f.matches = found
			f.drawSimilar()
		}
	})
}

func (f *form) drawSimilar() {
	f.similar.Objects = nil
	f.similar.Hide()
	if len(f.matches) > 0 {
		lines := []fyne.CanvasObject{ui.NewText(t("similar"))}
		for _, m := range f.matches {
			name := ui.NewText(m.name)
			name.ColorName = ui.ColorAccent
			lines = append(lines, newTapRow(ui.Padded(ui.Row(ui.SpaceS, name, ui.Caption(t("similar_"+m.why))), 3), func() {
				f.env.Go(screen.Route{Screen: screen.Customers, ID: m.id})
			}))
		}
		p := ui.NewPanel(ui.ColorTintWarn, ui.Stack(0, lines...))
		p.PadX, p.PadY = ui.SpaceM, ui.SpaceS
		f.similar.Add(p)
		f.similar.Show()
	}
	f.similar.Refresh()
	f.root.Refresh()
}
