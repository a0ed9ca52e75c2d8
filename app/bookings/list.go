package bookings

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
	"regulars/data/exchange/table"
	"regulars/data/facts"
)

// listPage is the list of all bookings.
type listPage struct {
	env    screen.Env
	root   *fyne.Container
	slot   ui.Slot
	search ui.Slot

	data *listData
	wish listWish

	table *ui.RecordTable[*listRow]
	entry *ui.SearchField
	head  *fyne.Container
	body  *fyne.Container
}

// listWish is what the owner wants to see of the bookings.
type listWish struct {
	query    string
	resource crm.ID            // zero: all
	status   crm.BookingStatus // "": all
}

// listRow is one booking, from the facts alone.
type listRow struct {
	id                         crm.ID
	who, resource, rate, found string
	of                         crm.ID
	segment                    string
	start, end, booked         crm.Date
	units                      int
	net                        crm.Amount
	status                     crm.BookingStatus
}

type listData struct {
	*house
	rows []*listRow
}

func newListPage(env screen.Env) *listPage {
	p := &listPage{env: env, root: container.NewStack()}
	p.rebuild()
	return p
}

func (p *listPage) content() fyne.CanvasObject { return p.root }
func (p *listPage) close()                     { p.slot.Cancel(); p.search.Cancel() }

func (p *listPage) rebuild() {
	p.head, p.body = container.NewStack(), container.NewStack()
	p.entry = ui.NewSearchField(p.env.Runner, t("search_hint"))
	p.entry.SetText(p.wish.query)
	p.entry.OnSearch = func(text string) {
		if text != p.wish.query {
			p.wish.query = text
			p.narrow()
		}
	}
	p.table = ui.NewRecordTable(p.env.Runner, func(r *listRow) crm.ID { return r.id }, p.columns()...)
	p.entry.OnDown = func() {
		if c := p.env.Canvas(); c != nil && p.table.Len() > 0 {
			c.Focus(p.table)
		}
	}
	p.entry.OnSubmit = func(string) { p.entry.OnDown() }
	p.table.OnOpen = func(r *listRow) { p.env.Go(screen.Route{Screen: screen.Bookings, ID: r.id}) }
	p.table.OnDelete = p.remove
	p.table.Empty = ui.EmptyState(theme.SearchIcon(), t("none_title"), t("none_text"), t("show_all"), func() {
		p.wish = listWish{}
		p.rebuild()
	})
	p.table.SetSort("start", true)
	p.root.Objects = []fyne.CanvasObject{ui.Page(container.NewBorder(ui.Spaced(p.head, 0, ui.SpaceS), nil, nil, nil, p.body))}
	p.root.Refresh()
	if p.data != nil {
		p.draw()
	}
}

func (p *listPage) columns() []ui.Column[*listRow] {
	right := fyne.TextAlignTrailing
	return []ui.Column[*listRow]{
		{ID: "start", Title: t("arrival"), Width: 110, MinWidth: 96, Text: func(r *listRow) string { return i18n.Date(r.start) },
			Compare: func(a, b *listRow) int {
				return cmp.Or(cmp.Compare(a.start, b.start), bytes.Compare(a.id[:], b.id[:]))
			}},
		{ID: "nights", Title: t("nights"), Width: 74, MinWidth: 56, Align: right, Text: func(r *listRow) string { return plain(int(r.end - r.start)) },
			Compare: func(a, b *listRow) int { return cmp.Compare(a.end-a.start, b.end-b.start) }},
		{ID: "who", Title: t("guest_name"), Width: 170, MinWidth: 110, Grow: true, Text: func(r *listRow) string { return r.who }},
		{ID: "status", Title: t("status"), Width: 118, MinWidth: 104, Badge: func(r *listRow) (string, ui.Tone) { return statusName(r.status), statusTone(r.status) }},
		{ID: "net", Title: t("price"), Width: 108, MinWidth: 90, Align: right, Text: func(r *listRow) string { return i18n.Amount(r.net, p.data.settings.BaseCurrency) },
			Compare: func(a, b *listRow) int { return cmp.Compare(a.net, b.net) }},
		{ID: "resource", Title: t("resource"), Width: 160, MinWidth: 110, Text: func(r *listRow) string { return r.resource }},
		{ID: "units", Title: t("units"), Width: 74, MinWidth: 56, Align: right, Text: func(r *listRow) string { return i18n.Integer(int64(r.units)) },
			Compare: func(a, b *listRow) int { return cmp.Compare(a.units, b.units) }},
		{ID: "rate", Title: t("rate"), Width: 150, MinWidth: 90, Muted: true, Text: func(r *listRow) string { return r.rate }},
		{ID: "segment", Title: t("segment"), Width: 110, MinWidth: 80, Muted: true, Text: func(r *listRow) string { return r.segment }},
		{ID: "booked", Title: t("booked_on"), Width: 110, Hidden: true, Text: func(r *listRow) string { return i18n.Date(r.booked) },
			Compare: func(a, b *listRow) int { return cmp.Compare(a.booked, b.booked) }},
	}
}

func (p *listPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	ui.Ask(p.env.Runner, &p.slot, func(context.Context, func(float64)) (*listData, error) {
		h, err := loadHouse(p.env)
		if err != nil {
			return nil, err
		}
		return &listData{h, listRows(h)}, nil
	}, func(d *listData, err error) {
		if err != nil {
			p.put(ui.ErrorState(err, p.load))
			return
		}
		p.data = d
		p.draw()
	})
}

// listRows reads all bookings from the facts.
func listRows(h *house) []*listRow {
	names := map[uint32]*crm.Resource{}
	var out []*listRow
	c := &h.facts.Booking
	for i, id := range c.ID {
		if !c.Live[i] {
			continue
		}
		r := &listRow{id: id, start: c.Start[i], end: c.End[i], booked: c.BookedOn[i], units: int(c.Units[i]), net: c.Net[i], status: h.facts.StatusOf(i),
			segment: h.facts.Word(c.Segment[i])}
		of, known := names[c.Resource[i]]
		if !known {
			of = h.facts.ResourceOf(i)
			names[c.Resource[i]] = of
		}
		if of != nil {
			r.resource, r.of = of.Name, of.ID
		}
		if p := c.Party[i]; p != facts.None {
			r.who = h.facts.Party.Name[p]
		}
		r.who = cmp.Or(r.who, h.facts.Word(c.Group[i]), t("guest"))
		if class, err := crm.ParseID(h.facts.Word(c.Class[i])); err == nil {
			r.rate = h.className(class)
		}
		r.found = search.Fold(r.who + " " + h.facts.Word(c.Group[i]) + " " + r.segment + " " + r.resource)
		out = append(out, r)
	}
	return out
}

func (p *listPage) put(o fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
}

func (p *listPage) draw() {
	p.narrow()
	if len(p.data.rows) > 0 {
		p.put(flushCard(p.table))
		return
	}
	if len(p.data.resources) == 0 {
		p.put(nothingYet(p.env))
		return
	}
	p.put(ui.EmptyState(theme.CalendarIcon(), t("no_bookings_title"), t("no_bookings_text"), t("new_booking"), func() {
		p.env.Go(screen.Route{Screen: screen.Bookings, New: true})
	}))
}

// narrow shows the bookings that satisfy the wish.
func (p *listPage) narrow() {
	if p.data == nil {
		return
	}
	want := search.Fold(p.wish.query)
	var rows []*listRow
	for _, r := range p.data.rows {
		if (p.wish.resource.IsZero() || r.of == p.wish.resource) && (p.wish.status == "" || r.status == p.wish.status) && (want == "" || contains(r.found, want)) {
			rows = append(rows, r)
		}
	}
	p.table.SetRows(rows)
	p.drawHead(len(rows))
}

func (p *listPage) drawHead(shown int) {
	ids, names := []crm.ID{{}}, map[crm.ID]string{{}: t("all_resources")}
	for _, r := range p.data.resources {
		ids, names[r.ID] = append(ids, r.ID), r.Name
	}
	resource := ui.SelectOf(ids, func(id crm.ID) string { return names[id] }, p.wish.resource, func(id crm.ID) { p.wish.resource = id; p.narrow() })
	status := ui.SelectOf(append([]crm.BookingStatus{""}, crm.BookingStatuses()...), func(s crm.BookingStatus) string {
		if s == "" {
			return t("all_statuses")
		}
		return statusName(s)
	}, p.wish.status, func(s crm.BookingStatus) { p.wish.status = s; p.narrow() })
	count := ui.Muted(i18n.N("bookings.count", shown))
	top := ui.Flow(ui.SpaceS, ui.Title(t("title")), count, layout.NewSpacer(), ui.Quiet(t("save_list"), theme.DocumentSaveIcon(), p.save),
		ui.Primary(t("new_booking"), theme.ContentAddIcon(), func() { p.env.Go(screen.Route{Screen: screen.Bookings, New: true}) }))
	box := ui.Sized(p.entry, ui.NewText(t("search_hint")).MinSize().Width+84, 0)
	lines := ui.Stack(ui.SpaceS, top, tabs(p.env, PartList))
	if len(p.data.rows) > 0 {
		lines.Add(ui.Flow(ui.SpaceS, box, resource.Snug(240), status.Snug(240)))
	}
	p.head.Objects = []fyne.CanvasObject{lines}
	p.head.Refresh()
}

// remove puts bookings into the trash, with a way back.
func (p *listPage) remove(rows []*listRow) {
	_ = p.env.Change(i18n.N("bookings.did_delete", len(rows)), func(tx *book.Tx) error { // told already
		for _, r := range rows {
			if err := tx.Delete(crm.KindBooking, r.id); err != nil {
				return err
			}
		}
		return nil
	})
}

// save writes the bookings shown into a file the owner chooses.
func (p *listPage) save() {
	rows := p.table.Rows()
	header := []string{t("arrival"), t("departure"), t("units"), t("guest_name"), t("status"), t("price"), t("resource"), t("rate"), t("segment"), t("booked_on")}
	exp := crm.Exponent(p.data.settings.BaseCurrency)
	p.env.Save(t("title")+".csv", func(w io.Writer) error {
		return table.Write(w, header, func(yield func([]string) bool) {
			for _, r := range slices.Clone(rows) {
				if !yield([]string{r.start.String(), r.end.String(), plain(r.units), r.who, string(r.status), crm.FormatDecimal(int64(r.net), exp), r.resource, r.rate, r.segment, r.booked.String()}) {
					return
				}
			}
		})
	}, func(file string) string { return t("saved", i18n.Args{"File": file}) })
}
