package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/data/crm"
)

var (
	_ fyne.Focusable    = (*RecordTable[int])(nil)
	_ fyne.Shortcutable = (*RecordTable[int])(nil)
	_ desktop.Keyable   = (*RecordTable[int])(nil)
	_ rowSource         = (*RecordTable[int])(nil)
	_ fyne.Widget       = (*RecordTable[int])(nil)
)

// RecordTable shows records in rows of one height: sorting, choosing and
// resizing columns, selection of many, all by mouse and by keyboard. It opens
// 100,000 rows at once because only those in sight are ever formatted.
//
// Columns that do not fit shrink to their MinWidth; where even that is too
// wide the last ones leave and the column menu says how many.
type RecordTable[T any] struct {
	widget.BaseWidget

	OnOpen    func(T)                          // double tap, Enter
	OnSelect  func([]T)                        // after every change of the selection
	OnDelete  func([]T)                        // Delete key
	OnMenu    func(rows []T, at fyne.Position) // secondary tap, after the row was selected
	OnColumns func()                           // columns, widths or sorting changed: save the view
	// OnRune hears of letters before they find a row by its name, and returns
	// true for those it used up.
	OnRune func(rune) bool
	// Empty is shown in place of rows when there are none.
	Empty fyne.CanvasObject
	// Within scrolls the page that a table as tall as its rows stands on, so that
	// it follows the arrow keys; nil for a table that scrolls by itself.
	Within *Scroll

	runner  Runner
	columns *columnSet[T]
	rows    *rowSet[T]
	sortID  string
	desc    bool
	shown   int // columns that fit

	header  *tableHeader
	menu    *widget.Button
	body    *tableBody
	shift   bool
	focused bool
	typed   string // letters of the type-ahead so far
	forget  func()
}

// NewRecordTable returns an empty table. id names a record for ever; with nil
// the place in the slice given to SetRows names it.
func NewRecordTable[T any](r Runner, id func(T) crm.ID, columns ...Column[T]) *RecordTable[T] {
	t := &RecordTable[T]{runner: r, columns: newColumnSet(columns), rows: newRowSet(id), header: newTableHeader()}
	t.body = newTableBody(t)
	t.menu = widget.NewButtonWithIcon("", theme.MoreVerticalIcon(), t.openColumnMenu)
	t.menu.Importance = widget.LowImportance
	t.header.onSort, t.header.onResize, t.header.onLetGo = t.sortByShown, t.resizeShown, t.columnsChanged
	t.ExtendBaseWidget(t)
	return t
}

// SetRows shows other rows. Selection, cursor and sorting stay where their
// records are still there.
func (t *RecordTable[T]) SetRows(rows []T) {
	t.rows.set(rows, t.comparison())
	t.refill()
}

// ToTop scrolls to the first row, as the answer to another question wants.
func (t *RecordTable[T]) ToTop() { t.body.reveal(0) }

// Len is the number of rows.
func (t *RecordTable[T]) Len() int { return t.count() }

// Rows returns the rows in their shown order.
func (t *RecordTable[T]) Rows() []T {
	out := make([]T, t.count())
	for i := range out {
		out[i] = t.rows.at(i)
	}
	return out
}

// Selected returns the selected rows in their shown order.
func (t *RecordTable[T]) Selected() []T { return t.rows.selected() }

// Select selects the record alone and brings it into sight; it reports
// whether the record is there.
func (t *RecordTable[T]) Select(id crm.ID) bool {
	for pos := range t.count() {
		if t.rows.idAt(pos) == id {
			t.rows.choose(pos)
			t.selectionChanged()
			t.body.reveal(pos)
			return true
		}
	}
	return false
}

// ClearSelection selects nothing.
func (t *RecordTable[T]) ClearSelection() {
	t.rows.clear()
	t.selectionChanged()
}

// Neighbour returns the row step places after the cursor's, for "next" and
// "previous" on a record's page; ok is false at the ends.
func (t *RecordTable[T]) Neighbour(step int) (row T, ok bool) {
	pos := t.rows.cursor + step
	if t.rows.cursor < 0 || pos < 0 || pos >= t.count() {
		return row, false
	}
	t.moveTo(pos, false)
	return t.rows.at(pos), true
}

// Columns returns the shown columns with the widths the owner set.
func (t *RecordTable[T]) Columns() []crm.ViewColumn { return t.columns.state() }

// SetColumns restores what Columns returned.
func (t *RecordTable[T]) SetColumns(state []crm.ViewColumn) {
	t.columns.restore(state)
	t.refill()
}

// Sort returns the sorting column's ID, "" when rows stand as given.
func (t *RecordTable[T]) Sort() (id string, desc bool) { return t.sortID, t.desc }

// SetSort sorts by a column; an unknown ID leaves the rows as given.
func (t *RecordTable[T]) SetSort(id string, desc bool) {
	t.sortID, t.desc = id, desc
	t.rows.sort(t.comparison())
	t.refill()
}

func (t *RecordTable[T]) comparison() comparison[T] {
	col, ok := t.columns.find(t.sortID)
	if !ok {
		return nil
	}
	return byColumn(col, t.desc)
}

// refill lays the columns out and draws everything anew.
func (t *RecordTable[T]) refill() {
	if t.body.pens == nil {
		return // not on a canvas yet
	}
	titles := newRuler(sizeOf(t, theme.SizeNameCaptionText), fyne.TextStyle{Bold: true})
	slots := t.columns.slots(titles)
	t.shown = fitSlots(slots, t.BaseWidget.Size().Width-gutter)
	t.body.setSlots(slots[:t.shown])
	t.body.refill()
	t.header.set(slots[:t.shown], t.sortedShown(), t.desc)
	if t.Empty != nil {
		show(t.Empty, t.count() == 0)
	}
}

func show(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// sortedShown is the place of the sorting column among the shown ones, or -1.
func (t *RecordTable[T]) sortedShown() int {
	for i, at := range t.columns.order[:t.shown] {
		if t.columns.all[at].ID == t.sortID {
			return i
		}
	}
	return -1
}

func (t *RecordTable[T]) sortByShown(i int) {
	t.sortBy(t.columns.all[t.columns.order[i]])
}

// sortBy sorts by a column, or the other way round when it sorts already;
// numbers begin with the largest.
func (t *RecordTable[T]) sortBy(col Column[T]) {
	desc := col.Align == fyne.TextAlignTrailing
	if t.sortID == col.ID {
		desc = !t.desc
	}
	t.SetSort(col.ID, desc)
	t.columnsChanged()
}

func (t *RecordTable[T]) resizeShown(i int, width float32) {
	t.columns.width[t.columns.all[t.columns.order[i]].ID] = width
	t.refill()
}

func (t *RecordTable[T]) columnsChanged() {
	if t.OnColumns != nil {
		t.OnColumns()
	}
}

func (t *RecordTable[T]) count() int { return len(t.rows.order) }

func (t *RecordTable[T]) cells(pos int, into []cell) {
	row := t.rows.at(pos)
	for i := range into {
		col := t.columns.all[t.columns.order[i]]
		switch {
		case col.Badge != nil:
			text, tone := col.Badge(row)
			into[i] = cell{text: text, tone: tone, badge: true}
		default:
			into[i] = cell{text: col.plain(row)}
			if col.Tone != nil {
				into[i].tone = col.Tone(row)
			}
		}
	}
}

func (t *RecordTable[T]) state(pos int) rowState {
	return rowState{chosen: t.rows.chosen[t.rows.idAt(pos)], cursor: pos == t.rows.cursor, focused: t.focused}
}

func (t *RecordTable[T]) selectionChanged() {
	t.body.restate()
	if t.OnSelect != nil {
		t.OnSelect(t.rows.selected())
	}
}

// CreateRenderer implements fyne.Widget.
func (t *RecordTable[T]) CreateRenderer() fyne.WidgetRenderer {
	t.body.pens = newPens(t)
	return &tableRenderer[T]{t: t}
}

type tableRenderer[T any] struct{ t *RecordTable[T] }

func (r *tableRenderer[T]) Layout(s fyne.Size) {
	t := r.t
	h := t.header.MinSize().Height
	t.header.Resize(fyne.NewSize(s.Width, h))
	t.menu.Move(fyne.NewPos(s.Width-gutter+2, 1))
	t.menu.Resize(fyne.NewSize(gutter-6, h-2))
	t.body.Move(fyne.NewPos(0, h))
	t.body.Resize(s.SubtractWidthHeight(0, h))
	if t.Empty != nil {
		t.Empty.Move(fyne.NewPos(0, h))
		t.Empty.Resize(s.SubtractWidthHeight(0, h))
	}
	t.refill()
}

func (r *tableRenderer[T]) MinSize() fyne.Size {
	return fyne.NewSize(240, r.t.header.MinSize().Height+3*r.t.body.pens.rowHeight())
}

// Refresh reads the theme again.
func (r *tableRenderer[T]) Refresh() {
	r.t.body.pens = newPens(r.t)
	r.t.refill()
	canvas.Refresh(r.t)
}

func (r *tableRenderer[T]) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.t.header, r.t.menu, r.t.body}
	if r.t.Empty != nil {
		objects = append(objects, r.t.Empty)
	}
	return objects
}
func (r *tableRenderer[T]) Destroy() {}
