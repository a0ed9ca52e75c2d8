package customers

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// drawBulk shows what can be done with the selected rows, from two on or
// where the rows were chosen one by one.
func (l *listPage) drawBulk() {
	chosen := l.table.Selected()
	if len(chosen) < 2 {
		if l.bulk.Visible() {
			fillBar(l.bulk)
		}
		return
	}
	add := dropdown(t("tag_add"), l.env.Canvas, func() []*fyne.MenuItem { return l.addTagItems(chosen) })
	remove := dropdown(t("tag_remove"), l.env.Canvas, func() []*fyne.MenuItem { return l.removeTagItems(chosen) })
	group := ui.NewButton(t("group_set"), nil, func() {
		l.askInPlace(t("column_group"), "", t("apply"), func(name string) { l.setGroup(chosen, name) })
	})
	bin := ui.NewButton(t("delete"), theme.DeleteIcon(), func() { l.toTrash(chosen) })
	none := ui.Quiet(t("select_none"), theme.CancelIcon(), l.table.ClearSelection)
	bar := ui.Flow(ui.SpaceS, ui.NewText(i18n.N("customers.selected", len(chosen))), add, remove, group, bin, none)
	p := ui.NewPanel(ui.ColorTintAccent, bar)
	p.PadX, p.PadY = ui.SpaceM, ui.SpaceXS
	fillBar(l.bulk, p)
}

// rowMenu offers what can be done with the rows under the mouse.
func (l *listPage) rowMenu(rows []*row, at fyne.Position) {
	if len(rows) == 0 {
		return
	}
	var items []*fyne.MenuItem
	if len(rows) == 1 {
		id := rows[0].party.ID
		items = append(items,
			fyne.NewMenuItem(t("open"), func() { l.table.OnOpen(rows[0]) }),
			fyne.NewMenuItem(t("edit"), func() { l.env.Go(screen.Route{Screen: screen.Customers, ID: id, Part: PartEdit}) }),
			fyne.NewMenuItem(t("log"), func() { l.env.Capture(id) }),
			fyne.NewMenuItem(t("order_add"), func() { l.env.Go(screen.Route{Screen: screen.Sales, ID: id, New: true}) }))
	}
	tag := fyne.NewMenuItem(t("tag_add"), nil)
	tag.ChildMenu = fyne.NewMenu("", l.addTagItems(rows)...)
	items = append(items, tag, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(t("delete"), func() { l.toTrash(rows) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), l.env.Canvas(), at)
}

func (l *listPage) addTagItems(rows []*row) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, tag := range l.data.tags {
		items = append(items, fyne.NewMenuItem(tag.Name, func() { l.addTag(rows, tag.Name) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, fyne.NewMenuItem(t("tag_new"), func() {
		l.askInPlace(t("tag_name"), "", t("apply"), func(name string) { l.addTag(rows, name) })
	}))
}

// removeTagItems offers the tags that some of the rows carry.
func (l *listPage) removeTagItems(rows []*row) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, tag := range l.data.tags {
		if slices.ContainsFunc(rows, func(r *row) bool { return slices.Contains(r.party.Tags, tag.ID) }) {
			items = append(items, fyne.NewMenuItem(tag.Name, func() { l.removeTag(rows, tag) }))
		}
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem(t("tag_none"), nil)
		none.Disabled = true
		items = append(items, none)
	}
	return items
}

// addTag gives the parties a tag, which is made if there is none of the name.
func (l *listPage) addTag(rows []*row, name string) {
	name = strings.TrimSpace(name)
	if name == "" {
		return
	}
	title := i18n.N("customers.did_tag", len(rows), i18n.Args{"Name": name})
	_ = l.env.Change(title, func(tx *book.Tx) error {
		tag, err := tagNamed(tx, name)
		if err != nil {
			return err
		}
		return eachParty(tx, rows, func(p *crm.Party) {
			if !slices.Contains(p.Tags, tag) {
				p.Tags = append(p.Tags, tag)
			}
		})
	})
}

// tagNamed finds a tag by its name, whatever the case, or makes it.
func tagNamed(tx *book.Tx, name string) (crm.ID, error) {
	var found crm.ID
	err := book.Each(tx, func(tag *crm.Tag) bool {
		if strings.EqualFold(tag.Name, name) {
			found = tag.ID
		}
		return found.IsZero()
	})
	if err != nil || !found.IsZero() {
		return found, err
	}
	tag := &crm.Tag{Name: name}
	err = tx.Put(tag)
	return tag.ID, err
}

func (l *listPage) removeTag(rows []*row, tag *crm.Tag) {
	title := i18n.N("customers.did_untag", len(rows), i18n.Args{"Name": tag.Name})
	_ = l.env.Change(title, func(tx *book.Tx) error {
		return eachParty(tx, rows, func(p *crm.Party) {
			p.Tags = slices.DeleteFunc(p.Tags, func(id crm.ID) bool { return id == tag.ID })
		})
	})
}

func (l *listPage) setGroup(rows []*row, name string) {
	name = strings.TrimSpace(name)
	title := i18n.N("customers.did_group", len(rows), i18n.Args{"Name": name})
	_ = l.env.Change(title, func(tx *book.Tx) error {
		return eachParty(tx, rows, func(p *crm.Party) { p.Group = name })
	})
}

func (l *listPage) toTrash(rows []*row) {
	title := i18n.N("customers.did_delete", len(rows))
	if len(rows) == 1 {
		title = t("did_delete_one", i18n.Args{"Name": rows[0].party.DisplayName})
	}
	_ = l.env.Change(title, func(tx *book.Tx) error {
		for _, r := range rows {
			if err := tx.Delete(crm.KindParty, r.party.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachParty changes the parties of rows as they are now, not as the list
// showed them.
func eachParty(tx *book.Tx, rows []*row, change func(*crm.Party)) error {
	for _, r := range rows {
		p, err := book.Get[crm.Party](tx, r.party.ID)
		if err != nil {
			return err
		}
		change(p)
		if err := tx.Put(p); err != nil {
			return err
		}
	}
	return nil
}
