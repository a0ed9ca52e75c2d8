package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// fieldList is the owner's own fields.
type fieldList struct {
	editor
	label, options *ui.Entry
	scope, kindOf  string // chosen in the form
}

func newFieldList(s *Screen) *fieldList {
	l := &fieldList{editor: newEditor(s, "field")}
	l.draw = l.show
	return l
}

func (l *fieldList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.fields_why"), ui.ColorMuted), l.box)
}

func scopes() []crm.Kind { return []crm.Kind{crm.KindParty, crm.KindProduct, crm.KindDocument} }

func scopeRank(k crm.Kind) int { return slices.Index(scopes(), k) }

func fieldTypes() []option {
	var out []option
	for _, t := range []crm.FieldType{crm.FieldText, crm.FieldNumber, crm.FieldMoney, crm.FieldDate, crm.FieldBool, crm.FieldChoice, crm.FieldURL} {
		out = append(out, option{string(t), i18n.T("settings.type_" + string(t))})
	}
	return out
}

func (l *fieldList) show() {
	var rows []fyne.CanvasObject
	list := l.s.have.fields
	for i, f := range list {
		if l.open && l.id == f.ID {
			rows = append(rows, l.fieldForm())
			continue
		}
		var up, down func()
		if i > 0 && list[i-1].Scope == f.Scope {
			up = func() { l.swap(i, i-1) }
		}
		if i+1 < len(list) && list[i+1].Scope == f.Scope {
			down = func() { l.swap(i, i+1) }
		}
		name := ui.Shrinking(ui.NewText(f.Label))
		name.Style.Bold = true
		rows = append(rows, l.orderedLine(f, name, up, down))
	}
	if l.open && l.id.IsZero() {
		rows = append(rows, l.fieldForm())
	}
	if len(rows) == 0 {
		rows = append(rows, ui.Muted(i18n.T("settings.fields_none")))
	}
	body := ui.Stack(ui.SpaceM, lines(rows))
	if !l.open {
		body.Add(l.addButton(func() { l.edit(&crm.CustomField{Scope: crm.KindParty, Type: crm.FieldText}) }))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func (l *fieldList) orderedLine(f *crm.CustomField, name fyne.CanvasObject, up, down func()) fyne.CanvasObject {
	detail := i18n.T("settings.scope_"+f.Scope.String()) + " · " + i18n.T("settings.type_"+string(f.Type))
	return l.line(f.ID, nil, name, detail, func() { l.edit(f) }, up, down, func() { l.remove(f) })
}

// edit opens the form of a field.
func (l *fieldList) edit(f *crm.CustomField) {
	l.scope, l.kindOf = f.Scope.String(), string(f.Type)
	l.label, l.options = nil, nil
	l.begin(f.ID)
}

func (l *fieldList) now() crm.CustomField {
	for _, f := range l.s.have.fields {
		if f.ID == l.id && !l.id.IsZero() {
			return *f
		}
	}
	return crm.CustomField{Scope: crm.KindParty, Type: crm.FieldText}
}

// fieldForm is the form of the field being changed; what was typed stays when
// it is drawn again.
func (l *fieldList) fieldForm() fyne.CanvasObject {
	f := l.now()
	label, options := f.Label, strings.Join(f.Options, ", ")
	if l.label != nil {
		label = l.label.Text
	}
	if l.options != nil {
		options = l.options.Text
	}
	l.label = l.name(label, i18n.T("settings.field_label_hint"), l.save)
	l.options = ui.NewEntry()
	l.options.SetText(options)
	l.options.SetPlaceHolder(i18n.T("settings.field_options_hint"))
	l.options.OnSubmitted = func(string) { l.save() }
	rows := []fyne.CanvasObject{ui.FormRow(i18n.T("settings.field_label"), l.label, l.problem["label"])}
	pick := func(key string, choices []option, to *string) fyne.CanvasObject {
		list := ui.NewSelect(texts(choices), nil)
		list.SetSelectedIndex(indexOf(choices, *to))
		list.OnChanged = func(string) {
			*to = choices[list.SelectedIndex()].id
			l.s.focus = "field_" + key
			l.redraw()
			l.s.takeFocus()
		}
		l.s.focusable["field_"+key] = list
		return ui.FormRow(i18n.T("settings.field_"+key), list, l.problem[key])
	}
	if l.id.IsZero() {
		var places []option
		for _, k := range scopes() {
			places = append(places, option{k.String(), i18n.T("settings.scope_" + k.String())})
		}
		rows = append(rows, pick("scope", places, &l.scope))
	}
	rows = append(rows, pick("type", fieldTypes(), &l.kindOf))
	if crm.FieldType(l.kindOf) == crm.FieldChoice {
		rows = append(rows, ui.FormRow(i18n.T("settings.field_options"), l.options, l.problem["options"]))
	}
	return l.form(ui.Stack(ui.SpaceS, rows...), l.save)
}

// save stores the field. A type that what is written does not fit is refused.
func (l *fieldList) save() {
	f := l.now()
	f.Label, f.Type = strings.TrimSpace(l.label.Text), crm.FieldType(l.kindOf)
	f.Options = nil
	if f.Type == crm.FieldChoice {
		f.Options = splitOptions(l.options.Text)
	}
	if l.id.IsZero() {
		l.fresh(&f)
	}
	l.store(l.id, f.Label, func(tx *book.Tx) error {
		for _, other := range l.s.have.fields {
			if other.ID != f.ID && other.Scope == f.Scope && strings.EqualFold(other.Label, f.Label) {
				return duplicate("label", f.Label)
			}
		}
		if err := fits(tx, &f); err != nil {
			return err
		}
		return tx.Put(&f)
	})
}

// fresh completes a new field.
func (l *fieldList) fresh(f *crm.CustomField) {
	for _, k := range scopes() {
		if k.String() == l.scope {
			f.Scope = k
		}
	}
	f.Searchable = true
	f.Code = codeFor(f.Label, func(code string) bool {
		return slices.ContainsFunc(l.s.have.fields, func(o *crm.CustomField) bool { return o.Code == code })
	})
	for _, o := range l.s.have.fields {
		if o.Scope == f.Scope {
			f.Order = max(f.Order, o.Order+1)
		}
	}
}

func splitOptions(text string) []string {
	var out []string
	for _, o := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;，、\n", r) }) {
		if o = strings.TrimSpace(o); o != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// fits reports whether everything written in the field so far is a value of
// its type.
func fits(tx *book.Tx, f *crm.CustomField) error {
	if f.ID.IsZero() {
		return nil
	}
	misfit := false
	look := func(m *crm.Meta) bool {
		misfit = misfit || f.CheckValue(m.Custom[f.Code]) != nil
		return !misfit
	}
	var err error
	switch f.Scope {
	case crm.KindParty:
		err = book.Each(tx, func(r *crm.Party) bool { return look(&r.Meta) })
	case crm.KindProduct:
		err = book.Each(tx, func(r *crm.Product) bool { return look(&r.Meta) })
	case crm.KindDocument:
		err = book.Each(tx, func(r *crm.SalesDocument) bool { return look(&r.Meta) })
	}
	if err == nil && misfit {
		err = crm.FieldErrors{{Field: "type", Code: crm.ErrFormat, Value: f.Label}}
	}
	return err
}

// swap exchanges the places of two fields; all of their kind are numbered
// anew, because imported fields may share a number.
func (l *fieldList) swap(i, j int) {
	list := slices.Clone(l.s.have.fields)
	list[i], list[j] = list[j], list[i]
	l.s.focus = ""
	_ = l.s.change("did_order_fields", nil, numbered(list, func(f *crm.CustomField) *int { return &f.Order }))
}

// remove puts a field into the trash; what was written in it stays.
func (l *fieldList) remove(f *crm.CustomField) {
	l.discard(crm.KindCustomField, f.ID, f.Label)
}
