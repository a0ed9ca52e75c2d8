package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// reasonList is the lists of reasons, one set in sight.
type reasonList struct {
	editor
	set    crm.ReasonSet
	entry  *ui.Entry
	active bool
}

func newReasonList(s *Screen) *reasonList {
	l := &reasonList{editor: newEditor(s, "reason"), set: crm.ReasonPurchase}
	l.draw = l.show
	return l
}

func (l *reasonList) card() fyne.CanvasObject {
	var sets []option
	for _, r := range []crm.ReasonSet{crm.ReasonPurchase, crm.ReasonLoss, crm.ReasonCancel, crm.ReasonReturn, crm.ReasonRefuse, crm.ReasonChurn} {
		sets = append(sets, option{string(r), i18n.T("settings.reasons_" + string(r))})
	}
	list := ui.NewSelect(texts(sets), nil)
	list.SetSelectedIndex(indexOf(sets, string(l.set)))
	list.OnChanged = func(string) {
		l.set = crm.ReasonSet(sets[list.SelectedIndex()].id)
		l.leave()
		l.open = false
		l.redraw()
	}
	l.s.focusable["reason_set"] = list
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.reasons_why"), ui.ColorMuted), ui.FormRow(i18n.T("settings.reasons_for"), list, ""), l.box)
}

// shown are the reasons of the set in sight.
func (l *reasonList) shown() (out []*crm.Reason) {
	for _, r := range l.s.have.reasons {
		if r.Set == l.set {
			out = append(out, r)
		}
	}
	return out
}

func (l *reasonList) show() {
	var rows []fyne.CanvasObject
	list := l.shown()
	for i, r := range list {
		if l.open && l.id == r.ID {
			rows = append(rows, l.reasonForm(r))
			continue
		}
		var up, down func()
		if i > 0 {
			up = func() { l.swap(i, i-1) }
		}
		if i+1 < len(list) {
			down = func() { l.swap(i, i+1) }
		}
		state := ""
		if r.Inactive {
			state = i18n.T("settings.reason_hidden")
		}
		name := ui.Shrinking(ui.NewText(r.Label))
		name.Style.Bold = true
		rows = append(rows, l.line(r.ID, nil, name, state, func() { l.edit(r) }, up, down, func() { l.remove(r) }))
	}
	if l.open && l.id.IsZero() {
		rows = append(rows, l.reasonForm(&crm.Reason{Set: l.set}))
	}
	if len(rows) == 0 {
		rows = append(rows, ui.Muted(i18n.T("settings.reasons_none")))
	}
	body := ui.Stack(ui.SpaceM, lines(rows))
	if !l.open {
		body.Add(l.addButton(func() { l.edit(&crm.Reason{Set: l.set}) }))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func (l *reasonList) edit(r *crm.Reason) {
	l.entry, l.active = nil, !r.Inactive
	l.begin(r.ID)
}

func (l *reasonList) reasonForm(r *crm.Reason) fyne.CanvasObject {
	text := r.Label
	if l.entry != nil {
		text = l.entry.Text
	}
	save := func() { l.save(*r) }
	l.entry = l.name(text, i18n.T("settings.reason_hint"), save)
	offered := widget.NewCheck(i18n.T("settings.reason_offered"), func(on bool) { l.active = on })
	offered.Checked = l.active
	return l.form(ui.Stack(ui.SpaceS, ui.FormRow(i18n.T("settings.reason_name"), l.entry, l.problem["label"]), offered), save)
}

func (l *reasonList) save(r crm.Reason) {
	r.Label, r.Inactive = strings.TrimSpace(l.entry.Text), !l.active
	if r.ID.IsZero() {
		r.Code = codeFor(r.Label, func(code string) bool {
			return slices.ContainsFunc(l.shown(), func(o *crm.Reason) bool { return o.Code == code })
		})
		for _, o := range l.shown() {
			r.Order = max(r.Order, o.Order+1)
		}
	}
	l.store(r.ID, r.Label, func(tx *book.Tx) error {
		return putOnly(tx, l.shown(), &r, "label", func(o *crm.Reason) string { return o.Label })
	})
}

func (l *reasonList) swap(i, j int) {
	list := l.shown()
	list[i], list[j] = list[j], list[i]
	_ = l.s.change("did_order_reasons", nil, numbered(list, func(r *crm.Reason) *int { return &r.Order }))
}

func (l *reasonList) remove(r *crm.Reason) {
	l.discard(crm.KindReason, r.ID, r.Label)
}
