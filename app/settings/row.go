package settings

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// row is one setting: its name, what it means, the control, and what is wrong.
type row struct {
	fill func() // shows the saved value
}

// add makes the row of a control; fill shows the saved value in it.
func (s *Screen) add(key string, control fyne.CanvasObject, why func() string, fill func()) fyne.CanvasObject {
	name := ui.Paragraph(i18n.T("settings."+key), ui.ColorText)
	under := container.NewStack()
	s.rows = append(s.rows, &row{fill: func() {
		under.Objects = nil
		switch {
		case s.errs[key] != "":
			under.Objects = []fyne.CanvasObject{ui.Small("! "+s.errs[key], ui.ColorBad)}
		case why != nil && why() != "":
			under.Objects = []fyne.CanvasObject{ui.Small(why(), ui.ColorMuted)}
		}
		under.Refresh()
		if s.errs[key] == "" { // what is wrong stays to be mended
			fill()
		}
	}})
	if f, ok := control.(fyne.Focusable); ok {
		s.focusable[key] = f
	}
	return container.New(&pair{0.42}, ui.Spaced(name, 8, 0), ui.Stack(3, control, under))
}

// says is a fixed explanation.
func says(key string) func() string { return func() string { return i18n.T(key) } }

// text is a row with a line of text. set takes what was typed and returns
// what is wrong with it, "" for nothing.
func (s *Screen) text(key, hint string, why func() string, get func(*crm.Settings) string, set func(*crm.Settings, string) string) (fyne.CanvasObject, *ui.Entry) {
	entry := ui.NewEntry()
	entry.SetPlaceHolder(hint)
	shown := func() string { now := s.have.settings; return get(&now) }
	save := func() {
		if entry.Text == shown() {
			if s.errs[key] != "" {
				s.wrong(key, "")
			}
			return
		}
		s.save(key, func(v *crm.Settings) string { return set(v, entry.Text) })
	}
	entry.OnSubmitted = func(string) { save() }
	entry.OnLeave = save
	entry.OnKey = func(k fyne.KeyName) bool {
		if k != fyne.KeyEscape || entry.Text == shown() {
			return false
		}
		entry.SetText(shown())
		s.wrong(key, "")
		return true
	}
	return s.add(key, entry, why, func() {
		if entry.Text != shown() {
			entry.SetText(shown())
		}
	}), entry
}

// choice is a row with a list of choices.
func (s *Screen) choice(key string, options []option, why func() string, get func(*crm.Settings) string, set func(*crm.Settings, string)) fyne.CanvasObject {
	list := ui.NewSelect(texts(options), nil)
	filling := false
	list.OnChanged = func(string) {
		if i := list.SelectedIndex(); i >= 0 && !filling {
			s.save(key, func(v *crm.Settings) string { set(v, options[i].id); return "" })
		}
	}
	return s.add(key, list, why, func() {
		filling = true
		now := s.have.settings
		if i := indexOf(options, get(&now)); i >= 0 {
			list.SetSelectedIndex(i)
		} else {
			list.ClearSelected()
		}
		filling = false
	})
}

// check is a row with a tick.
func (s *Screen) check(key, text string, why func() string, get func(*crm.Settings) *bool) fyne.CanvasObject {
	box := widget.NewCheck(text, nil)
	filling := false
	box.OnChanged = func(on bool) {
		if !filling {
			s.save(key, func(v *crm.Settings) string { *get(v) = on; return "" })
		}
	}
	return s.add(key, box, why, func() {
		filling = true
		now := s.have.settings
		box.SetChecked(*get(&now))
		filling = false
	})
}

// wrong shows under a setting what is wrong with it; "" takes it away.
func (s *Screen) wrong(key, text string) {
	if text == "" {
		delete(s.errs, key)
	} else {
		s.errs[key] = text
	}
	for _, r := range s.rows {
		r.fill()
	}
	s.root.Refresh()
}

// save makes one change of the settings, or says what is wrong with it.
func (s *Screen) save(key string, set func(*crm.Settings) string) bool {
	next := s.have.settings
	if problem := set(&next); problem != "" {
		s.wrong(key, problem)
		return false
	}
	title := i18n.T("settings.did_change", i18n.Args{"What": i18n.T("settings." + key)})
	err := s.env.Change(title, func(tx *book.Tx) error {
		now, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		set(now)
		return tx.Put(now)
	})
	var fields crm.FieldErrors
	switch {
	case errors.As(err, &fields):
		s.wrong(key, ui.FieldErrorText(fields[0].Code))
		return false
	case err != nil:
		return false // told already
	}
	s.have.settings = next
	s.wrong(key, "")
	return true
}
