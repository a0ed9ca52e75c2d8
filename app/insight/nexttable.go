package insight

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/lifetime"
)

// nextRow is one customer in the table, written.
type nextRow struct {
	id                                         crm.ID
	name, chance, orders, silence, gap, bought string
	buy, expected                              float64
	days, usual, purchases                     int
	tone                                       ui.Tone
}

func (k *asker) forecastRows(f *lifetime.Forecast) *forecast {
	out := &forecast{gate: f.Gate, rows: make([]nextRow, 0, len(f.Rows))}
	for _, r := range f.Rows {
		row := nextRow{id: r.ID, name: r.Name, days: r.Silence, usual: r.Gap, purchases: r.Orders,
			silence: i18n.Date(r.Last), bought: i18n.Integer(int64(r.Orders)), chance: chanceText(f.Gate, r)}
		if r.Gap > 0 {
			row.gap = nn("days", r.Gap)
		}
		if r.Chance != nil {
			row.buy, row.expected, row.tone = r.Buy, r.Expected, bandTone(r.Band)
			row.orders = i18n.Integer(int64(r.Low)) + " – " + i18n.Integer(int64(r.High))
			if r.Low == r.High {
				row.orders = i18n.Integer(int64(r.Low))
			}
		}
		out.rows = append(out.rows, row)
	}
	return out
}

func bandTone(b lifetime.Band) ui.Tone {
	switch b {
	case lifetime.Likely:
		return ui.Good
	case lifetime.Possible:
		return ui.Accent
	}
	return ui.Neutral
}

// nextTable lists every customer beside the chart.
type nextTable struct {
	root   fyne.CanvasObject
	chance *ui.RecordTable[nextRow]
	counts *ui.RecordTable[nextRow]
	slot   *fyne.Container
}

func newNextTable(p *page) *nextTable {
	n := &nextTable{slot: container.NewStack()}
	n.chance, n.counts = p.forecastTable(chanceColumns()), p.forecastTable(countColumns())
	card := ui.Card(container.NewBorder(ui.Spaced(ui.Shrinking(ui.Heading(nt("table_title"))), 0, ui.SpaceXS), nil, nil, nil, n.slot))
	card.PadX, card.PadY = ui.SpaceM, ui.SpaceS
	n.root = container.New(sized{height: chartHeight}, card)
	return n
}

func (p *page) forecastTable(columns []ui.Column[nextRow]) *ui.RecordTable[nextRow] {
	table := ui.NewRecordTable(p.env.Runner, func(r nextRow) crm.ID { return r.id }, columns...)
	table.OnOpen = func(r nextRow) { p.env.Go(screen.Route{Screen: screen.Customers, ID: r.id}) }
	return table
}

func (n *nextTable) show(f *forecast) {
	table := n.chance
	if f.gate == lifetime.Counts {
		table = n.counts
	}
	table.SetRows(f.rows)
	n.slot.Objects = []fyne.CanvasObject{table}
	n.slot.Refresh()
}

func nameColumn() ui.Column[nextRow] {
	return ui.Column[nextRow]{ID: "name", Title: t("customer"), Width: 160, MinWidth: 136, Grow: true, Text: func(r nextRow) string { return r.name }}
}

func silenceColumn() ui.Column[nextRow] {
	return ui.Column[nextRow]{ID: "silence", Title: nt("silent"), Width: 106, MinWidth: 102, Align: fyne.TextAlignTrailing, Muted: true,
		Text: func(r nextRow) string { return r.silence }, Compare: func(a, b nextRow) int { return cmp.Compare(b.days, a.days) }}
}

func gapColumn() ui.Column[nextRow] {
	return ui.Column[nextRow]{ID: "gap", Title: nt("gap"), Width: 88, MinWidth: 74, Align: fyne.TextAlignTrailing, Muted: true,
		Text: func(r nextRow) string { return r.gap }, Compare: func(a, b nextRow) int { return cmp.Compare(a.usual, b.usual) }}
}

func chanceColumns() []ui.Column[nextRow] {
	return []ui.Column[nextRow]{nameColumn(),
		{ID: "chance", Title: nt("chance"), Width: 88, MinWidth: 78, Align: fyne.TextAlignTrailing, Text: func(r nextRow) string { return r.chance },
			Tone: func(r nextRow) ui.Tone { return r.tone }, Compare: func(a, b nextRow) int { return cmp.Compare(a.buy, b.buy) }},
		{ID: "orders", Title: nt("expected"), Width: 80, MinWidth: 66, Align: fyne.TextAlignTrailing, Text: func(r nextRow) string { return r.orders },
			Compare: func(a, b nextRow) int { return cmp.Compare(a.expected, b.expected) }},
		silenceColumn(), gapColumn()}
}

func countColumns() []ui.Column[nextRow] {
	return []ui.Column[nextRow]{nameColumn(),
		{ID: "bought", Title: nt("bought"), Width: 80, MinWidth: 70, Align: fyne.TextAlignTrailing, Text: func(r nextRow) string { return r.bought },
			Compare: func(a, b nextRow) int { return cmp.Compare(a.purchases, b.purchases) }},
		silenceColumn(), gapColumn()}
}
