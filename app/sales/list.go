package sales

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// list is what the lists of documents and of products share: a search field
// and a table that stay as the owner left them over a change of language.
type list[R any] struct {
	env    screen.Env
	root   *fyne.Container
	slot   ui.Slot // loading
	search ui.Slot // filtering
	idOf   func(R) crm.ID
	shown  []R

	table   *ui.RecordTable[R]
	entry   *ui.SearchField
	head    *fyne.Container
	filters *fyne.Container
	body    *fyne.Container
	columns []crm.ViewColumn
	sort    string
	desc    bool
}

// newList sorts by a column, the greatest first.
func newList[R any](env screen.Env, idOf func(R) crm.ID, sort string) list[R] {
	return list[R]{env: env, root: container.NewStack(), idOf: idOf, sort: sort, desc: true}
}

// begin makes the parts anew in the present language.
func (l *list[R]) begin(hint, query string, typed func(string), columns []ui.Column[R], open func(R)) {
	l.head, l.filters, l.body = container.NewStack(), container.NewStack(), container.NewStack()
	l.entry = ui.NewSearchField(l.env.Runner, hint)
	l.entry.SetText(query)
	l.entry.OnSearch, l.entry.OnDown = typed, l.focusTable
	l.entry.OnSubmit = func(string) { l.focusTable() }
	l.table = ui.NewRecordTable(l.env.Runner, l.idOf, columns...)
	l.table.OnOpen = open
	l.table.OnColumns = func() {
		l.columns = l.table.Columns()
		l.sort, l.desc = l.table.Sort()
	}
	if len(l.columns) > 0 {
		l.table.SetColumns(l.columns)
	}
	l.table.SetSort(l.sort, l.desc)
}

func (l *list[R]) put(o fyne.CanvasObject) {
	l.body.Objects = []fyne.CanvasObject{o}
	l.body.Refresh()
}

// find looks for the rows to show and draws them; again is for after a failure.
func (l *list[R]) find(rows func() ([]R, error), draw, again func()) {
	ui.Ask(l.env.Runner, &l.search, func(context.Context, func(float64)) ([]R, error) { return rows() }, func(found []R, err error) {
		if err != nil {
			l.put(ui.ErrorState(err, again))
			return
		}
		l.shown = found
		draw()
	})
}

func (l *list[R]) focusTable() {
	if c := l.env.Canvas(); c != nil && l.table.Len() > 0 {
		c.Focus(l.table)
	}
}

// neighbour is the record delta places after id in the shown order.
func (l *list[R]) neighbour(id crm.ID, delta int) (crm.ID, bool) {
	if !l.table.Select(id) {
		return crm.ID{}, false
	}
	next, ok := l.table.Neighbour(delta)
	if !ok {
		return crm.ID{}, false
	}
	return l.idOf(next), true
}

func (l *list[R]) close() {
	l.slot.Cancel()
	l.search.Cancel()
}

// unknownBelow compares two shares and puts the unknown below every known one.
func unknownBelow(x float64, okX bool, y float64, okY bool) int {
	switch {
	case okX != okY && okX:
		return 1
	case okX != okY:
		return -1
	}
	return cmp.Compare(x, y)
}
