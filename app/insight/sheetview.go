package insight

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// sheetView shows the sheet of an answer. The order of the rows, the place
// scrolled to and the selection stay while answers come and go.
type sheetView struct {
	p       *page
	root    *fyne.Container
	height  sized
	title   *ui.Text
	slot    *fyne.Container
	table   *ui.RecordTable[placedRow]
	columns []column
	needs   []float32 // width of each column's numbers, as built
	shown   *sheet
	asked   question
}

// placedRow is a row with what names it in the table: its record or its place.
type placedRow struct {
	id crm.ID
	sheetRow
}

func newSheetView(p *page) *sheetView {
	v := &sheetView{p: p, title: ui.Shrinking(ui.Heading("")), slot: container.NewStack()}
	head := container.NewBorder(nil, nil, nil, newWordButton(i18n.T("chart.copy"), v.copy), v.title)
	card := ui.Card(container.NewBorder(ui.Spaced(head, 0, ui.SpaceXS), nil, nil, nil, v.slot))
	card.PadX, card.PadY = ui.SpaceM, ui.SpaceS
	v.root = container.New(&v.height, card)
	return v
}

// show brings in another answer's sheet, at least so high.
func (v *sheetView) show(a *answer, height float32) {
	s := a.sheet
	v.shown, v.height.height = s, height
	v.title.SetText(s.title)
	v.makeTable(s)
	v.table.SetRows(placed(s.rows))
	if v.asked != a.question {
		v.table.ToTop()
	}
	v.asked = a.question
}

// makeTable makes another table where the columns are others or a number
// would be cut; the order of the rows stays where the columns do.
func (v *sheetView) makeTable(s *sheet) {
	needs := make([]float32, len(s.columns))
	for i := range s.columns {
		needs[i] = s.need(i)
	}
	same := slices.Equal(v.columns, s.columns)
	if same {
		for i := range needs {
			needs[i] = max(needs[i], v.needs[i])
		}
		if slices.Equal(needs, v.needs) {
			return
		}
	}
	before := v.table
	v.columns, v.needs = s.columns, needs
	v.table = ui.NewRecordTable(v.p.env.Runner, func(r placedRow) crm.ID { return r.id }, v.tableColumns()...)
	v.table.OnOpen = v.open
	if same {
		v.table.SetSort(before.Sort())
	}
	v.slot.Objects = []fyne.CanvasObject{v.table}
	v.slot.Refresh()
}

func (v *sheetView) tableColumns() (out []ui.Column[placedRow]) {
	for i, c := range v.columns {
		one := ui.Column[placedRow]{ID: strconv.Itoa(i), Title: c.title, Width: max(c.width, v.needs[i]), MinWidth: v.needs[i], Grow: i == 0, Muted: c.muted,
			Text: func(r placedRow) string { return r.cells[i].text },
			Tone: func(r placedRow) ui.Tone { return r.cells[i].tone }}
		if c.right {
			one.Align = fyne.TextAlignTrailing
		} else {
			one.MinWidth = max(c.least, leastName)
		}
		if c.byValue {
			one.Compare = func(a, b placedRow) int { return cmp.Compare(a.cells[i].value, b.cells[i].value) }
		}
		out = append(out, one)
	}
	return out
}

// leastName is what a column of names may shrink to unless it says otherwise.
const leastName float32 = 120

// need is the width of the longest number of a column, 0 for names.
func (s *sheet) need(i int) float32 {
	if !s.columns[i].right {
		return 0
	}
	longest := ""
	for _, r := range s.rows {
		longest = longer(longest, r.cells[i].text)
	}
	return columnNeed(longest)
}

// placed names rows by their record where each has one of its own, else by
// their place.
func placed(rows []sheetRow) []placedRow {
	out, seen := make([]placedRow, len(rows)), map[crm.ID]bool{}
	for i, r := range rows {
		out[i] = placedRow{r.route.ID, r}
		if r.route.ID.IsZero() || seen[r.route.ID] {
			out[i].id = crm.ID{}
			binary.BigEndian.PutUint64(out[i].id[8:], uint64(i)+1)
		}
		seen[out[i].id] = true
	}
	return out
}

func (v *sheetView) open(r placedRow) {
	switch {
	case r.key != "":
		v.p.open(r.key)
	case r.route.Screen != "":
		v.p.env.Go(r.route)
	}
}

// copy puts the rows on the clipboard.
func (v *sheetView) copy() {
	lines := v.shown.lines()
	fyne.CurrentApp().Clipboard().SetContent(tsv(lines))
	v.p.env.Notify(ui.Notice{Text: n("copied", len(lines)-1), Tone: ui.Good})
}
