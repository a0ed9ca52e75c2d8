package importing

import (
	"regulars/app/i18n"
	"regulars/app/ui"
)

// option is one choice of a list, known by its id.
type option struct{ id, text string }

// choose is a list of choices. After changed ran, the keyboard comes back to
// the list of the same key.
func (s *Screen) choose(key string, options []option, selected string, changed func(id string)) *ui.Select {
	list := ui.NewSelect(nil, nil)
	list.PlaceHolder = i18n.T("importing.please_choose")
	for _, o := range options {
		list.Options = append(list.Options, o.text)
		if o.id == selected {
			list.Selected = o.text
		}
	}
	list.OnChanged = func(string) {
		if i := list.SelectedIndex(); i >= 0 && options[i].id != selected {
			s.focus = key
			changed(options[i].id)
		}
	}
	s.fields[key] = list
	return list
}
