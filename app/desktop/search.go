package desktop

import (
	"cmp"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// foundKinds are the kinds that can be found, in the order shown.
func foundKinds() []crm.Kind {
	return []crm.Kind{crm.KindParty, crm.KindDocument, crm.KindProduct, crm.KindTask, crm.KindBooking, crm.KindTurnAway, crm.KindInteraction}
}

// hitsOfKind is how many hits of a kind are shown beside those of other kinds.
const hitsOfKind = 4

// searchBox is the search over everything: an entry in the header and, while
// something is typed, a list that hangs from it over the page.
type searchBox struct {
	w      *Window
	finder *finder
	layer  *fyne.Container
	panel  *ui.Panel
	free   func() // takes it off the escape stack
}

func newSearchBox(w *Window) *searchBox {
	b := &searchBox{w: w, free: func() {}}
	b.finder = newFinder(w.p.Runner, i18n.T("desktop.search_hint"), func(c choice) {
		b.finder.entry.SetText("")
		b.close()
		c.do()
	})
	b.finder.entry.Icon = theme.SearchIcon()
	f := b.finder
	records := w.session.env.Book
	f.ask = func(query string) []group { return found(records, query, hitsOfKind, w.goTo) }
	f.note = nothingFound
	f.shown = b.shown
	b.panel = ui.NewPanel(theme.ColorNameOverlayBackground, f.list.scroll)
	b.panel.Border, b.panel.PadX, b.panel.PadY = ui.ColorBorder, ui.SpaceXS, ui.SpaceXS
	b.layer = container.New(hanging{b}, newCatcher(b.close), b.panel)
	b.layer.Hide()
	return b
}

func (b *searchBox) shown(query string) {
	if strings.TrimSpace(query) == "" {
		b.close()
		return
	}
	if !b.layer.Visible() {
		b.free = ui.Escape.Push(b.close)
	}
	b.layer.Show()
	b.layer.Layout.Layout(b.layer.Objects, b.layer.Size())
	b.layer.Refresh()
}

func (b *searchBox) close() {
	b.free()
	b.finder.slot.Cancel()
	b.layer.Hide()
}

func (w *Window) focusSearch() {
	w.win.Canvas().Focus(w.session.search.finder.entry)
	w.session.search.finder.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// hanging lays the list out under the search entry, and under it all a catcher
// of taps that close it.
type hanging struct{ b *searchBox }

func (h hanging) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (h hanging) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	entry := h.b.finder.entry
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(entry).Subtract(driver.AbsolutePositionForObject(h.b.layer))
	at.Y += entry.Size().Height + 2
	want := h.b.finder.list.box.MinSize().Height + 2*ui.SpaceXS
	objects[1].Move(at)
	objects[1].Resize(fyne.NewSize(entry.Size().Width, min(want, size.Height-at.Y-ui.SpaceM)))
}

// catcher is an invisible area that is told of taps.
type catcher struct {
	widget.BaseWidget
	tapped func()
}

func newCatcher(tapped func()) *catcher {
	c := &catcher{tapped: tapped}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped implements fyne.Tappable.
func (c *catcher) Tapped(*fyne.PointEvent) { c.tapped() }

// CreateRenderer implements fyne.Widget.
func (c *catcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

func nothingFound(query string) string {
	return i18n.T("desktop.nothing_found", i18n.Args{"Text": strings.TrimSpace(query)})
}

// found answers a query with hits of every kind, limit of each. It may run on
// any goroutine; what it returns calls to on Fyne's.
func found(b *book.Book, query string, limit int, to func(screen.Route)) []group {
	if strings.TrimSpace(query) == "" {
		return nil
	}
	var groups []group
	for _, k := range foundKinds() {
		hits, err := b.Search(query, limit, k)
		if err != nil || len(hits) == 0 {
			continue
		}
		g := group{name: i18n.T("desktop.kind_" + k.String())}
		for _, h := range hits {
			g.choices = append(g.choices, hitChoice(b, h, to))
		}
		groups = append(groups, g)
	}
	return groups
}

// hitChoice is a hit as it is shown: its title and what else tells it from
// others.
func hitChoice(b *book.Book, h search.Hit, to func(screen.Route)) choice {
	c := choice{title: h.Title, detail: h.Snippet, icon: kindIcon(h.Kind)}
	place := placeOf(h.Kind, h.ID)
	switch h.Kind {
	case crm.KindDocument:
		if d, err := book.Get[crm.SalesDocument](b, h.ID); err == nil {
			c.detail = i18n.Join(" · ", partyName(b, d.Party), i18n.Date(d.Date), i18n.Amount(d.Net, d.Currency))
		}
	case crm.KindInteraction:
		if in, err := book.Get[crm.Interaction](b, h.ID); err == nil && len(in.Parties) > 0 {
			place = screen.Route{Screen: screen.Customers, ID: in.Parties[0]}
			c.detail = i18n.Join(" · ", partyName(b, in.Parties[0]), i18n.Date(in.Date))
		}
	case crm.KindTask:
		if t, err := book.Get[crm.Task](b, h.ID); err == nil {
			c.detail = i18n.Date(t.Due)
		}
	case crm.KindBooking:
		if k, err := book.Get[crm.Booking](b, h.ID); err == nil {
			c.title, place = cmp.Or(partyName(b, k.Party), c.title, i18n.T("bookings.guest")), daySheet(k.Start)
			c.detail = i18n.Join(" · ", i18n.Date(k.Start), resourceName(b, k.Resource), c.detail)
		}
	case crm.KindTurnAway:
		if x, err := book.Get[crm.TurnAway](b, h.ID); err == nil {
			c.title, place = cmp.Or(partyName(b, x.Party), i18n.T("bookings.guest")), daySheet(x.Day)
			c.detail = i18n.Join(" · ", i18n.Date(x.Day), resourceName(b, x.Resource), c.detail)
		}
	case crm.KindParty:
		if p, err := book.Get[crm.Party](b, h.ID); err == nil {
			c.detail = cmp.Or(phoneFound(p, c.detail), c.detail, i18n.Join(" · ", p.Company, p.Point(crm.PointPhone).Value))
		}
	}
	if c.title == "" {
		c.title = c.detail
	}
	c.do = func() { to(place) }
	return c
}

// phoneFound is the phone of a party as it was written, when what was found
// are the digits of it.
func phoneFound(p *crm.Party, digits string) string {
	if strings.Trim(digits, "0123456789 ") != "" {
		return ""
	}
	for _, pt := range p.Points {
		if pt.Kind == crm.PointPhone && pt.Digits != "" && strings.Contains(digits, pt.Digits) {
			return pt.Value
		}
	}
	return ""
}

// daySheet is the desk's sheet of a day.
func daySheet(day crm.Date) screen.Route {
	return screen.Route{Screen: screen.Bookings, Query: day.String()}
}

// resourceName is the name of a resource, "" where it cannot be read.
func resourceName(b *book.Book, id crm.ID) string {
	r, err := book.Get[crm.Resource](b, id)
	if err != nil {
		return ""
	}
	return r.Name
}

// partyName is the name of a party, "" where it cannot be read.
func partyName(b *book.Book, id crm.ID) string {
	name, err := screen.PartyName(b, id)
	if err != nil {
		return ""
	}
	return name
}
