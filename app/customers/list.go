package customers

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// wish is what the owner wants to see of the list: the content of a view.
type wish struct {
	view    crm.ID // the saved view chosen, if any
	columns []crm.ViewColumn
	sort    string
	desc    bool
	filters []crm.Filter
	query   string
}

// listPage is the list with everything around it.
type listPage struct {
	env    screen.Env
	root   *fyne.Container
	slot   ui.Slot // loading
	search ui.Slot // searching and filtering

	data  *listing
	shown []*row
	wish  wish
	// answered is the query and the filters that shown is the answer to.
	answered wish

	table   *ui.RecordTable[*row]
	ids     []string // of the table's columns, to notice when fields change
	head    *fyne.Container
	filters *fyne.Container
	ask     *fyne.Container // a question asked in place: a name, a filter
	bulk    *fyne.Container
	body    *fyne.Container
	entry   *ui.SearchField
	// wanted names the filter button to focus after the next drawing, and
	// focusAfter is that button while drawing.
	wanted     string
	focusAfter fyne.Focusable
}

func newListPage(env screen.Env) *listPage {
	l := &listPage{env: env, root: container.NewStack()}
	l.build()
	l.load()
	return l
}

// build makes everything anew in the present language.
func (l *listPage) build() {
	l.head, l.filters, l.ask = container.NewStack(), container.NewStack(), container.NewStack()
	l.bulk, l.body = container.NewStack(), container.NewStack()
	l.entry = ui.NewSearchField(l.env.Runner, t("search_hint"))
	l.entry.SetText(l.wish.query)
	l.entry.OnSearch, l.entry.OnDown = l.typed, l.focusTable
	l.entry.OnSubmit = func(string) { l.focusTable() }
	l.table, l.ids = nil, nil
	l.ask.Hide()
	l.bulk.Hide()
	top := ui.Stack(ui.SpaceS, l.head, l.filters, l.ask, l.bulk)
	page := container.NewBorder(ui.Spaced(top, 0, ui.SpaceS), nil, nil, nil, l.body)
	l.root.Objects = []fyne.CanvasObject{ui.Page(page)}
	l.root.Refresh()
	if l.data != nil {
		l.arrived(l.data)
	} else {
		l.body.Objects = []fyne.CanvasObject{ui.Loading(t("loading"), nil)}
	}
}

// load reads the list again.
func (l *listPage) load() {
	ui.Ask(l.env.Runner, &l.slot, func(ctx context.Context, _ func(float64)) (*listing, error) {
		return load(ctx, l.env)
	}, func(data *listing, err error) {
		if err != nil {
			l.body.Objects = []fyne.CanvasObject{ui.ErrorState(err, l.load)}
			l.body.Refresh()
			return
		}
		l.arrived(data)
	})
}

func (l *listPage) arrived(data *listing) {
	l.data = data
	l.keepTable()
	l.refilter()
}

// keepTable makes the table, or another one when the columns changed.
func (l *listPage) keepTable() {
	ids := make([]string, len(l.data.properties))
	columns := make([]ui.Column[*row], len(ids))
	for i, p := range l.data.properties {
		ids[i] = p.id + "\x00" + p.title
		columns[i] = p.column(i)
	}
	if l.table != nil && slices.Equal(ids, l.ids) {
		return
	}
	l.ids = ids
	l.table = ui.NewRecordTable(l.env.Runner, rowID, columns...)
	l.table.OnOpen = func(r *row) { l.env.Go(screen.Route{Screen: screen.Customers, ID: r.party.ID}) }
	l.table.OnSelect = func([]*row) { l.drawBulk() }
	l.table.OnDelete = l.toTrash
	l.table.OnMenu = l.rowMenu
	l.table.OnColumns = func() {
		l.wish.columns = l.table.Columns()
		l.wish.sort, l.wish.desc = l.table.Sort()
		l.drawHead()
	}
	l.table.Empty = ui.EmptyState(theme.SearchIcon(), t("none_title"), t("none_text"), t("filter_clear"), l.clearFilters)
	l.applyWish()
}

// applyWish gives the table the columns and the order wished for.
func (l *listPage) applyWish() {
	if len(l.wish.columns) > 0 {
		l.table.SetColumns(l.wish.columns)
	}
	l.table.SetSort(l.wish.sort, l.wish.desc)
}

// refilter asks which rows to show.
func (l *listPage) refilter() {
	data, filters, query := l.data, slices.Clone(l.wish.filters), l.wish.query
	if data == nil {
		return
	}
	ui.Ask(l.env.Runner, &l.search, func(context.Context, func(float64)) ([]*row, error) {
		if query == "" {
			return data.narrow(filters, nil), nil
		}
		hits, err := l.env.Book.Search(query, 0, crm.KindParty)
		found := make([]crm.ID, len(hits))
		for i, h := range hits {
			found[i] = h.ID
		}
		return data.narrow(filters, found), err
	}, func(rows []*row, err error) {
		if err != nil {
			l.body.Objects = []fyne.CanvasObject{ui.ErrorState(err, l.refilter)}
			l.body.Refresh()
			return
		}
		another := query != l.answered.query || !slices.Equal(filters, l.answered.filters)
		l.shown, l.answered = rows, wish{query: query, filters: filters}
		l.draw()
		if another {
			l.table.ToTop()
		}
	})
}

func (l *listPage) draw() {
	l.table.SetRows(l.shown)
	l.drawHead()
	l.drawFilters()
	l.drawBulk()
	var body fyne.CanvasObject
	if len(l.data.rows) == 0 {
		body = ui.EmptyState(theme.AccountIcon(), t("empty_title"), t("empty_text"), t("empty_action"), l.newParty)
	} else {
		card := ui.Card(l.table)
		card.PadX, card.PadY = ui.SpaceXS, ui.SpaceXS
		body = card
	}
	l.body.Objects = []fyne.CanvasObject{body}
	l.body.Refresh()
}

func (l *listPage) drawHead() {
	count := ui.Muted(l.countText())
	add := ui.Primary(t("new"), theme.ContentAddIcon(), l.newParty)
	export := ui.Quiet(t("export"), theme.DownloadIcon(), l.export)
	if len(l.shown) == 0 {
		export.Disable()
	}
	l.head.Objects = []fyne.CanvasObject{ui.Row(ui.SpaceM, ui.Title(t("title")), count, layout.NewSpacer(), l.viewButton(), export, add)}
	l.head.Refresh()
}

// countText is "12 of 400", or the count alone when nothing narrows the list.
func (l *listPage) countText() string {
	n, all := len(l.shown), len(l.data.rows)
	if n == all {
		return i18n.N("customers.count", all)
	}
	return t("count_of", i18n.Args{"N": i18n.Integer(int64(n)), "All": i18n.Integer(int64(all))})
}

func (l *listPage) newParty() { l.env.Go(screen.Route{Screen: screen.Customers, New: true}) }

func (l *listPage) typed(text string) {
	if text == l.wish.query {
		return
	}
	l.wish.query = text
	l.refilter()
}

func (l *listPage) focusSearch() { l.entry.Focus() }

func (l *listPage) focusTable() {
	if l.table != nil && l.table.Len() > 0 {
		l.focus(l.table)
	}
}

func (l *listPage) focus(o fyne.Focusable) {
	if c := l.env.Canvas(); c != nil {
		c.Focus(o)
	}
}

// narrowTo shows what a route asks for; an empty query leaves the list as it is.
func (l *listPage) narrowTo(query string) {
	if query == "" {
		return
	}
	search, filters := parseQuery(query)
	l.wish = wish{columns: l.wish.columns, sort: l.wish.sort, desc: l.wish.desc, filters: filters, query: search}
	l.entry.SetText(search)
	l.refilter()
}

// neighbour is the party delta places after id in the shown order.
func (l *listPage) neighbour(id crm.ID, delta int) (crm.ID, bool) {
	if l.table == nil || !l.table.Select(id) {
		return crm.ID{}, false
	}
	next, ok := l.table.Neighbour(delta)
	if !ok {
		return crm.ID{}, false
	}
	return next.party.ID, true
}

// place tells where id stands in the shown order, from 1; 0 when it is not there.
func (l *listPage) place(id crm.ID) (pos, of int) {
	if l.table == nil {
		return 0, 0
	}
	rows := l.table.Rows()
	return 1 + slices.IndexFunc(rows, func(r *row) bool { return r.party.ID == id }), len(rows)
}

// fillBar shows an object in a bar above the table, or hides the bar.
func fillBar(bar *fyne.Container, objects ...fyne.CanvasObject) {
	bar.Objects = objects
	if len(objects) == 0 {
		bar.Hide()
	} else {
		bar.Show()
	}
	bar.Refresh()
}

// askInPlace asks for one text above the table; an empty answer asks nothing.
func (l *listPage) askInPlace(label, value, action string, done func(string)) {
	var remove func()
	closeAsk := func() {
		remove()
		fillBar(l.ask)
	}
	entry := newInput(value, "")
	submit := func(text string) {
		closeAsk()
		if text = cmp.Or(text, entry.Text); text != "" {
			done(text)
		}
	}
	entry.OnSubmitted = submit
	ok := ui.Primary(action, nil, func() { submit("") })
	cancel := ui.NewButton(i18n.T("ui.cancel"), nil, closeAsk)
	remove = ui.Escape.Push(closeAsk)
	p := ui.NewPanel(ui.ColorTintNeutral, ui.Row(ui.SpaceS, ui.NewText(label), ui.Sized(entry, 240, 0), ok, cancel))
	p.PadX, p.PadY = ui.SpaceS, ui.SpaceXS
	fillBar(l.ask, p)
	l.focus(entry)
}
