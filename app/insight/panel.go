package insight

import (
	"cmp"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// recordsPanel lists the records behind a number, beside the answer.
type recordsPanel struct {
	p     *page
	root  *ui.Panel
	head  *fyne.Container
	why   *fyne.Container // of the selected customer
	list  *fyne.Container
	shown *listing

	money     float32 // width of the columns with money
	customers *ui.RecordTable[customerRow]
	scored    *ui.RecordTable[customerRow]
	sales     *ui.RecordTable[documentRow]
}

func newRecordsPanel(p *page) *recordsPanel {
	r := &recordsPanel{p: p, head: ui.Stack(ui.SpaceXS), why: container.NewStack(), list: container.NewStack()}
	r.makeTables(leastMoney)
	r.root = ui.Card(container.NewBorder(ui.Spaced(r.head, 0, ui.SpaceXS), r.why, nil, nil, r.list))
	r.root.PadX, r.root.PadY = ui.SpaceM, ui.SpaceS
	return r
}

// leastMoney is the width of a column for amounts of usual length.
const leastMoney float32 = 110

func (r *recordsPanel) makeTables(money float32) {
	r.money = money
	r.customers, r.scored = r.customerTable(false), r.customerTable(true)
	r.sales = ui.NewRecordTable(r.p.env.Runner, func(d documentRow) crm.ID { return d.id }, salesColumns(money)...)
	r.sales.OnOpen = func(d documentRow) { r.p.env.Go(screen.Route{Screen: screen.Sales, ID: d.id}) }
}

// makeRoom makes wider tables where an amount would be cut in the present
// ones; the order of their rows stays.
func (r *recordsPanel) makeRoom(l *listing) {
	wide := moneyWidth(l)
	if wide <= r.money {
		return
	}
	customers, scored, sales := r.customers, r.scored, r.sales
	r.makeTables(wide)
	r.customers.SetSort(customers.Sort())
	r.scored.SetSort(scored.Sort())
	r.sales.SetSort(sales.Sort())
}

// moneyWidth is the width a column needs for the longest amount.
func moneyWidth(l *listing) float32 {
	longest := ""
	for _, c := range l.customers {
		longest = longer(longest, c.netText)
	}
	for _, d := range l.documents {
		longest = longer(longest, d.netText)
	}
	return columnNeed(longest)
}

// longer is the text with more letters. Numbers of one kind differ in the
// number of their letters only: digits are equally wide.
func longer(a, b string) string {
	if utf8.RuneCountInString(b) > utf8.RuneCountInString(a) {
		return b
	}
	return a
}

// columnNeed is the width of a column that shows a text in full. Letters are
// added up, as the table does, and the table's padding.
func columnNeed(text string) (width float32) {
	for _, letter := range text {
		width += fyne.MeasureText(string(letter), theme.TextSize(), fyne.TextStyle{}).Width
	}
	return width + 2*ui.SpaceM
}

func (r *recordsPanel) customerTable(scored bool) *ui.RecordTable[customerRow] {
	table := ui.NewRecordTable(r.p.env.Runner, func(c customerRow) crm.ID { return c.id }, customerColumns(scored, r.money)...)
	table.OnOpen = r.openCustomer
	table.OnSelect = func(rows []customerRow) { r.explain(rows) }
	return table
}

func (r *recordsPanel) openCustomer(c customerRow) {
	r.p.env.Go(screen.Route{Screen: screen.Customers, ID: c.id})
}

// customerColumns are ordered by what may leave where the panel is narrow, the
// last first: money stays.
func customerColumns(scored bool, money float32) []ui.Column[customerRow] {
	right := fyne.TextAlignTrailing
	all := []ui.Column[customerRow]{
		{ID: "name", Title: t("customer"), Width: 180, MinWidth: 120, Grow: true, Text: func(c customerRow) string { return c.name }},
		{ID: "orders", Title: t("orders_head"), Width: 64, MinWidth: 50, Align: right, Text: func(c customerRow) string { return c.ordersText },
			Compare: func(a, b customerRow) int { return cmp.Compare(a.orders, b.orders) }},
		{ID: "net", Title: t("net"), Width: money, MinWidth: money, Align: right, Text: func(c customerRow) string { return c.netText },
			Compare: func(a, b customerRow) int { return cmp.Compare(a.net, b.net) }},
		{ID: "last", Title: t("last_purchase"), Width: 104, MinWidth: 86, Align: right, Muted: true, Text: func(c customerRow) string { return c.lastText },
			Compare: func(a, b customerRow) int { return cmp.Compare(a.last, b.last) }},
	}
	if scored {
		all = append(all, ui.Column[customerRow]{ID: "why", Title: t("scores_head"), Width: 80, MinWidth: 70, Align: right, Muted: true,
			Text: func(c customerRow) string { return c.score }, Compare: func(a, b customerRow) int { return cmp.Compare(a.rank, b.rank) }})
	}
	return all
}

// salesColumns are ordered as customerColumns are.
func salesColumns(money float32) []ui.Column[documentRow] {
	right := fyne.TextAlignTrailing
	return []ui.Column[documentRow]{
		{ID: "when", Title: t("date"), Width: 150, MinWidth: 148, Text: func(d documentRow) string { return d.when },
			Compare: func(a, b documentRow) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.clock, b.clock)) }},
		{ID: "customer", Title: t("customer"), Width: 180, MinWidth: 120, Grow: true, Text: func(d documentRow) string { return d.customer }},
		{ID: "net", Title: t("net"), Width: money, MinWidth: money, Align: right, Text: func(d documentRow) string { return d.netText },
			Compare: func(a, b documentRow) int { return cmp.Compare(a.net, b.net) }},
		{ID: "number", Title: t("number"), Width: 100, MinWidth: 84, Muted: true, Text: func(d documentRow) string { return d.number }},
	}
}

// show lists records; nil hides the panel.
func (r *recordsPanel) show(l *listing) {
	r.shown = l
	setVisible(r.root, l != nil)
	if l == nil {
		return
	}
	r.head.Objects = r.headObjects(l)
	r.head.Refresh()
	r.makeRoom(l)
	table := fyne.CanvasObject(r.customers)
	switch {
	case l.sales:
		r.sales.SetRows(l.documents)
		table = r.sales
	case l.byScore:
		r.scored.SetRows(l.customers)
		table = r.scored
	default:
		r.customers.SetRows(l.customers)
	}
	if len(r.list.Objects) != 1 || r.list.Objects[0] != table {
		r.list.Objects = []fyne.CanvasObject{table}
		r.list.Refresh()
	}
	r.explain(r.selected())
	r.root.Refresh()
}

func (r *recordsPanel) selected() []customerRow {
	switch {
	case r.shown.sales:
		return nil
	case r.shown.byScore:
		return r.scored.Selected()
	}
	return r.customers.Selected()
}

func (r *recordsPanel) headObjects(l *listing) []fyne.CanvasObject {
	title := ui.Shrinking(ui.Heading(l.title))
	copied := widget.NewButtonWithIcon(t("copy_list"), theme.ContentCopyIcon(), r.copy)
	export := widget.NewButtonWithIcon(t("save_csv"), theme.DocumentSaveIcon(), r.p.exportRecords)
	closer := widget.NewButtonWithIcon("", theme.CancelIcon(), r.p.closeRecords)
	for _, b := range []*widget.Button{copied, export, closer} {
		b.Importance = widget.LowImportance
	}
	head := container.NewBorder(nil, nil, nil, closer, ui.Stack(2, ui.Spaced(title, 6, 0), ui.Shrinking(ui.Muted(l.count()))))
	objects := []fyne.CanvasObject{head}
	if text := sentences(l.text, l.hint); text != "" {
		objects = append(objects, small(text, ui.ColorMuted))
	}
	buttons := []fyne.CanvasObject{copied, export}
	if !l.open.IsZero() {
		open := widget.NewButtonWithIcon(t("open_customer"), theme.AccountIcon(), func() { r.openCustomer(customerRow{id: l.open}) })
		open.Importance = widget.LowImportance
		buttons = append([]fyne.CanvasObject{open}, buttons...)
	}
	return append(objects, container.New(layout.NewCustomPaddedLayout(0, 0, -ui.SpaceS, 0), ui.Flow(ui.SpaceXS, buttons...)))
}

// explain says why the selected customer is in the list.
func (r *recordsPanel) explain(rows []customerRow) {
	hint := t("open_customer_hint")
	if r.shown != nil && r.shown.sales {
		hint = t("open_sale_hint")
	}
	r.why.Objects = []fyne.CanvasObject{ui.Spaced(small(hint, ui.ColorMuted), ui.SpaceS, 0)}
	if len(rows) == 1 {
		c := rows[0]
		open := widget.NewButtonWithIcon(t("open_customer"), theme.NavigateNextIcon(), func() { r.openCustomer(c) })
		open.IconPlacement = widget.ButtonIconTrailingText
		panel := ui.NewPanel(ui.ColorTintNeutral, container.NewBorder(nil, nil, nil, container.NewCenter(open), small(c.why, ui.ColorText)))
		panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceS
		r.why.Objects = []fyne.CanvasObject{ui.Spaced(panel, ui.SpaceS, 0)}
	}
	r.why.Refresh()
}

func (r *recordsPanel) copy() {
	fyne.CurrentApp().Clipboard().SetContent(r.shown.tsv())
	r.p.env.Notify(ui.Notice{Text: n("copied", len(r.shown.customers)+len(r.shown.documents)), Tone: ui.Good})
}
