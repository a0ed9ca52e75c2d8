package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// siteList is the places at which the business sells.
type siteList struct {
	editor
	called *ui.Entry
	closed bool // chosen in the form
}

func newSiteList(s *Screen) *siteList {
	l := &siteList{editor: newEditor(s, "site")}
	l.draw = l.show
	return l
}

func (l *siteList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.sites_why"), ui.ColorMuted), l.box)
}

func (l *siteList) show() {
	list, fresh := rows(&l.editor, l.s.have.sites, l.siteLine, l.siteForm, "sites_none")
	l.fill(list, fresh, func() { l.edit(&crm.Site{}) })
}

func (l *siteList) siteLine(p *crm.Site) fyne.CanvasObject {
	state := ""
	if p.Inactive {
		state = i18n.T("settings.site_is_closed")
	}
	return l.line(p.ID, nil, bold(p.Name), state, func() { l.edit(p) }, nil, nil, func() { l.remove(p) })
}

// edit opens the form of a place.
func (l *siteList) edit(p *crm.Site) {
	l.called, l.closed = nil, p.Inactive
	l.begin(p.ID)
}

// siteForm is the form of the place being changed; what was typed stays when
// it is drawn again.
func (l *siteList) siteForm(p *crm.Site) fyne.CanvasObject {
	name := p.Name
	if l.called != nil {
		name = l.called.Text
	}
	save := func() { l.save(*p) }
	l.called = l.name(name, i18n.T("settings.site_hint"), save)
	closed := widget.NewCheck(i18n.T("settings.site_closed"), func(on bool) { l.closed = on })
	closed.Checked = l.closed
	return l.form(ui.Stack(ui.SpaceS, ui.FormRow(i18n.T("settings.site_name"), l.called, l.problem["name"]), closed), save)
}

func (l *siteList) save(p crm.Site) {
	p.Name, p.Inactive = strings.TrimSpace(l.called.Text), l.closed
	l.store(p.ID, p.Name, func(tx *book.Tx) error {
		return putOnly(tx, l.s.have.sites, &p, "name", func(o *crm.Site) string { return o.Name })
	})
}

// remove puts a place into the trash, unless something names it: that would
// lose where it was sold.
func (l *siteList) remove(p *crm.Site) {
	s, err := l.s.env.Book.Facts()
	if err != nil {
		l.s.tell(ui.ErrorText(err), ui.Bad)
		return
	}
	if sales, others := usesOf(s, p.ID); sales+others > 0 {
		l.s.tell(i18n.T("settings.site_used", i18n.Args{"Name": p.Name, "Sales": i18n.Integer(int64(sales)), "Others": i18n.Integer(int64(others))}), ui.Warn)
		return
	}
	l.discard(crm.KindSite, p.ID, p.Name)
}

// usesOf counts the documents, and the resources and events, of a place;
// earlier versions of a document, which have no id, do not count.
func usesOf(s *facts.Snapshot, id crm.ID) (sales, others int) {
	for i, w := range s.Doc.Site {
		if !s.Doc.ID[i].IsZero() && s.Word(w) == id.String() {
			sales++
		}
	}
	for _, r := range s.Tables.Resources {
		if r.Site == id {
			others++
		}
	}
	for _, e := range s.Tables.Events {
		if e.Site == id {
			others++
		}
	}
	return sales, others
}
