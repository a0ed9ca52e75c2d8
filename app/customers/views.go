package customers

import (
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// viewButton offers the saved views.
func (l *listPage) viewButton() fyne.CanvasObject {
	label := t("views")
	if v := l.currentView(); v != nil {
		label = t("view_named", i18n.Args{"Name": shorten(v.Name, 24)})
	}
	return dropdown(label, l.env.Canvas, l.viewItems)
}

func (l *listPage) currentView() *crm.View {
	at := slices.IndexFunc(l.data.views, func(v *crm.View) bool { return v.ID == l.wish.view })
	if at < 0 {
		return nil
	}
	return l.data.views[at]
}

func (l *listPage) viewItems() []*fyne.MenuItem {
	current := l.currentView()
	items := []*fyne.MenuItem{choose(t("view_standard"), current == nil, l.standardView)}
	for _, v := range l.data.views {
		items = append(items, choose(v.Name, v == current, func() { l.chooseView(v) }))
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(t("view_save"), func() {
		l.askInPlace(t("view_name"), "", t("save"), func(name string) { l.saveView(&crm.View{Name: name, Screen: screen.Customers}) })
	}))
	if current != nil {
		items = append(items,
			fyne.NewMenuItem(t("view_update", i18n.Args{"Name": current.Name}), func() { l.saveView(current) }),
			fyne.NewMenuItem(t("view_delete", i18n.Args{"Name": current.Name}), func() { l.deleteView(current) }))
	}
	return items
}

func (l *listPage) standardView() {
	l.wish = wish{}
	l.entry.SetText("")
	l.table, l.ids = nil, nil
	l.keepTable()
	l.refilter()
}

func (l *listPage) chooseView(v *crm.View) {
	l.wish = wish{view: v.ID, columns: slices.Clone(v.Columns), sort: v.Sort, desc: v.Desc, filters: slices.Clone(v.Filters), query: v.Search}
	l.entry.SetText(v.Search)
	l.applyWish()
	l.refilter()
}

// saveView stores what is shown now under the view's name.
func (l *listPage) saveView(v *crm.View) {
	saved := *v
	saved.Columns, saved.Filters, saved.Search = l.table.Columns(), slices.Clone(l.wish.filters), l.wish.query
	saved.Sort, saved.Desc = l.table.Sort()
	err := l.env.Change(t("did_save_view", i18n.Args{"Name": v.Name}), func(tx *book.Tx) error { return tx.Put(&saved) })
	if err == nil {
		l.wish.view = saved.ID
		l.load()
	}
}

func (l *listPage) deleteView(v *crm.View) {
	title := t("did_delete_view", i18n.Args{"Name": v.Name})
	_ = l.env.Change(title, func(tx *book.Tx) error { return tx.Delete(crm.KindView, v.ID) })
}
