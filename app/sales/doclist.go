package sales

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// docList is the list of documents with its filters and totals.
type docList struct {
	list[*docRow]
	data   *docListing
	wish   docWish
	totals *fyne.Container
}

func newDocList(env screen.Env) *docList {
	l := &docList{list: newList(env, docRowID, "date")}
	l.build()
	return l
}

// build makes everything anew in the present language.
func (l *docList) build() {
	l.begin(t("search_hint"), l.wish.query, l.typed, l.docColumns(), func(r *docRow) { l.env.Go(screen.Route{Screen: screen.Sales, ID: r.ID}) })
	l.table.Empty = ui.EmptyState(theme.SearchIcon(), t("none_title"), t("none_text"), t("show_all"), func() { l.ask(docWish{}) })
	l.totals = container.NewStack()
	l.drawHead()
	l.drawFilters()
	top := ui.Stack(ui.SpaceS, l.head, tabs(l.env, partDocuments), l.filters)
	page := container.NewBorder(ui.Spaced(top, 0, ui.SpaceS), l.totals, nil, nil, l.body)
	l.root.Objects = []fyne.CanvasObject{ui.Page(page)}
	l.root.Refresh()
	if l.data != nil {
		l.refilter()
	}
}

func (l *docList) docColumns() []ui.Column[*docRow] {
	right := fyne.TextAlignTrailing
	return []ui.Column[*docRow]{
		{ID: "date", Title: t("date"), Width: 112, MinWidth: 96, Text: func(r *docRow) string { return i18n.Date(r.Date) }, Compare: byDay},
		{ID: "number", Title: t("number"), Width: 112, MinWidth: 100, Text: func(r *docRow) string { return r.Number },
			Compare: func(a, b *docRow) int { return strings.Compare(a.Number, b.Number) }},
		{ID: "customer", Title: t("customer"), Width: 180, MinWidth: 120, Grow: true, Text: customerText},
		{ID: "net", Title: t("net"), Width: 116, MinWidth: 112, Align: right, Text: func(r *docRow) string { return i18n.Amount(r.Net, r.Currency) },
			Compare: func(a, b *docRow) int { return cmp.Compare(a.BaseNet, b.BaseNet) }},
		{ID: "status", Title: t("status"), Width: 134, MinWidth: 126, Badge: func(r *docRow) (string, ui.Tone) { return statusName(r.Status), statusTone(r.Status) }},
		{ID: "type", Title: t("type"), Width: 130, MinWidth: 130, Badge: func(r *docRow) (string, ui.Tone) { return typeName(r.DocType), typeTone(r.DocType) }},
		{ID: "margin", Title: t("margin"), Width: 86, MinWidth: 64, Align: right, Text: func(r *docRow) string { return r.sums.shareText() }, Compare: byMargin},
		{ID: "lines", Title: t("lines"), Width: 64, MinWidth: 50, Align: right, Text: func(r *docRow) string { return i18n.Integer(int64(r.sums.lines)) },
			Compare: func(a, b *docRow) int { return cmp.Compare(a.sums.lines, b.sums.lines) }},
		{ID: "country", Title: t("country"), Width: 110, Hidden: true, Text: func(r *docRow) string { return i18n.Country(r.Country) }},
		{ID: "channel", Title: t("channel"), Width: 110, Hidden: true, Text: func(r *docRow) string { return channelName(r.Channel) }},
		{ID: "coverage", Title: t("cost_share"), Width: 100, Hidden: true, Align: right, Text: coverageText,
			Compare: func(a, b *docRow) int { return cmp.Compare(a.sums.known*b.sums.lines, b.sums.known*a.sums.lines) }},
	}
}

func customerText(r *docRow) string {
	if r.walkIn {
		return t("walk_in")
	}
	return r.customer
}

func coverageText(r *docRow) string {
	return t("count_of", i18n.Args{"N": i18n.Integer(int64(r.sums.known)), "All": i18n.Integer(int64(r.sums.lines))})
}

// byDay orders by day and time; documents of one moment by their age.
func byDay(a, b *docRow) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time), strings.Compare(string(a.ID[:]), string(b.ID[:])))
}

// byMargin puts the unknown below every known one.
func byMargin(a, b *docRow) int {
	x, okX := a.sums.marginShare()
	y, okY := b.sums.marginShare()
	return unknownBelow(x, okX, y, okY)
}

// load reads the list again.
func (l *docList) load() {
	if l.data == nil {
		busy := ui.Loading(t("loading"), nil)
		l.slot.OnProgress = busy.SetProgress
		l.put(busy)
	} else {
		l.slot.OnProgress = nil
	}
	ui.Ask(l.env.Runner, &l.slot, func(ctx context.Context, progress func(float64)) (*docListing, error) {
		return loadDocs(ctx, l.env, progress)
	}, func(data *docListing, err error) {
		if err != nil {
			l.put(ui.ErrorState(err, l.load))
			return
		}
		l.data = data
		l.refilter()
	})
}

// refilter asks which rows to show.
func (l *docList) refilter() {
	data, wish, today := l.data, l.wish, l.env.Today()
	if data == nil {
		return
	}
	l.find(func() ([]*docRow, error) {
		found, err := findDocs(l.env.Book, wish.query)
		return data.narrow(wish, today, found), err
	}, l.draw, l.refilter)
}

func (l *docList) draw() {
	l.table.SetRows(l.shown)
	l.drawHead()
	l.drawTotals()
	show(l.filters, len(l.data.rows) > 0)
	if len(l.data.rows) == 0 {
		l.put(ui.EmptyState(theme.DocumentIcon(), t("empty_title"), t("empty_text"), t("new_order"), l.newOrder))
		return
	}
	l.put(flushCard(l.table))
}

func (l *docList) drawHead() {
	count := ui.Muted("")
	if l.data != nil {
		count.Text = countOf(len(l.shown), len(l.data.rows), "sales.documents")
	}
	add := ui.Primary(t("new_order"), theme.ContentAddIcon(), l.newOrder)
	l.head.Objects = []fyne.CanvasObject{ui.Row(ui.SpaceM, ui.Title(t("title")), count, layout.NewSpacer(), add)}
	l.head.Refresh()
}

// countOf is "12 of 400", or the count alone when nothing narrows the list.
func countOf(n, all int, key string) string {
	if n == all {
		return i18n.N(key, all)
	}
	return t("count_of", i18n.Args{"N": i18n.Integer(int64(n)), "All": i18n.Integer(int64(all))})
}

func (l *docList) drawFilters() {
	kinds := ui.SelectOf(append([]crm.DocType{""}, docTypes()...), orAll(typeName, "all_types"), l.wish.kind, func(k crm.DocType) {
		l.wish.kind = k
		l.refilter()
	})
	states := ui.SelectOf(append([]crm.DocStatus{""}, crm.DocStatuses()...), orAll(statusName, "all_states"), l.wish.status, func(s crm.DocStatus) {
		l.wish.status = s
		l.refilter()
	})
	spans := ui.SelectOf(periods(), period.name, l.wish.period, func(p period) {
		l.wish.period = p
		l.refilter()
	})
	objects := []fyne.CanvasObject{searchBox(l.entry, t("search_hint")), kinds.Snug(260), states.Snug(260), spans.Snug(260)}
	if !l.wish.party.IsZero() {
		objects = append(objects, ui.Quiet(t("everybody"), theme.CancelIcon(), func() {
			l.wish.party = crm.ID{}
			l.ask(l.wish)
		}))
	}
	l.filters.Objects = []fyne.CanvasObject{ui.Flow(ui.SpaceS, objects...)}
	l.filters.Refresh()
}

func orAll[T ~string](name func(T) string, all string) func(T) string {
	return func(c T) string {
		if c == "" {
			return t(all)
		}
		return name(c)
	}
}

// drawTotals sums what is shown, as far as it counts.
func (l *docList) drawTotals() {
	l.totals.Objects = nil
	if len(l.shown) > 0 {
		all, counted := total(l.shown)
		currency := l.data.settings.BaseCurrency
		count := i18n.N("sales.documents", len(l.shown))
		if counted < len(l.shown) {
			count = i18n.List(count, i18n.N("sales.of_these_count", counted))
		}
		margin := t("margin_unknown")
		if share, ok := all.coverage(); ok && all.known > 0 {
			margin = t("margin_covered", i18n.Args{"Margin": all.marginText(currency), "Share": i18n.Percent(share, 0)})
		}
		net := bold(ui.NewText(t("total_net", i18n.Args{"Net": i18n.Amount(all.net, currency)})))
		why := ui.Shrinking(ui.Caption(margin))
		why.Align = fyne.TextAlignTrailing
		line := container.NewBorder(nil, nil, ui.Muted(count), net)
		l.totals.Objects = []fyne.CanvasObject{ui.Spaced(ui.Stack(2, line, why), ui.SpaceS, 0)}
	}
	l.totals.Refresh()
}

// ask shows other rows and makes the filters say so.
func (l *docList) ask(w docWish) {
	l.wish = w
	l.entry.SetText(w.query)
	l.drawFilters()
	l.refilter()
}

// narrowTo shows what a route asks for; an empty query leaves the list as it
// is. "party=<id>" are the documents of a party, anything else is searched for.
func (l *docList) narrowTo(query string) {
	if query == "" {
		return
	}
	if text, ok := strings.CutPrefix(query, "party="); ok {
		if id, err := crm.ParseID(text); err == nil {
			l.ask(docWish{party: id})
			return
		}
	}
	l.ask(docWish{query: query})
}

func (l *docList) typed(text string) {
	if text != l.wish.query {
		l.wish.query = text
		l.refilter()
	}
}

func (l *docList) newOrder() { l.env.Go(screen.Route{Screen: screen.Sales, New: true}) }

// The parts of the screen.
const (
	partDocuments = ""
	// PartProducts is the Route.Part of the products.
	PartProducts = "products"
)

// tabs lead from the documents to the products and back.
func tabs(env screen.Env, current string) fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	for _, part := range []string{partDocuments, PartProducts} {
		name := t("tab_documents")
		if part == PartProducts {
			name = t("tab_products")
		}
		b := ui.Quiet(name, nil, func() { env.Go(screen.Route{Screen: screen.Sales, Part: part}) })
		if part == current {
			b.Importance = widget.MediumImportance
		}
		buttons = append(buttons, b)
	}
	return ui.Row(ui.SpaceXS, buttons...)
}
