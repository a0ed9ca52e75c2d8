package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

// rowPressed selects with the mouse: alone, with Ctrl one more, with Shift a range.
func (t *RecordTable[T]) rowPressed(pos int, ev *desktop.MouseEvent) {
	t.takeFocus()
	if pos < 0 || pos >= t.count() {
		return
	}
	switch {
	case ev.Button == desktop.MouseButtonSecondary:
		if !t.rows.chosen[t.rows.idAt(pos)] {
			t.rows.choose(pos)
		}
	case ev.Modifier&fyne.KeyModifierShift != 0:
		t.rows.extend(pos)
	case ev.Modifier&fyne.KeyModifierShortcutDefault != 0:
		t.rows.toggle(pos)
	default:
		t.rows.choose(pos)
	}
	t.selectionChanged()
}

func (t *RecordTable[T]) rowOpened(pos int) {
	if pos >= 0 && pos < t.count() && t.OnOpen != nil {
		t.OnOpen(t.rows.at(pos))
	}
}

func (t *RecordTable[T]) rowMenu(_ int, at fyne.Position) {
	if t.OnMenu != nil {
		t.OnMenu(t.rows.selected(), at)
	}
}

func (t *RecordTable[T]) takeFocus() {
	giveFocus(t)
}

// FocusGained shows the cursor, on the first row if it was nowhere.
func (t *RecordTable[T]) FocusGained() {
	t.focused = true
	if t.rows.cursor < 0 && t.count() > 0 {
		t.rows.cursor, t.rows.anchor = 0, 0
	}
	t.body.restate()
}

// FocusLost hides the cursor.
func (t *RecordTable[T]) FocusLost() {
	t.focused, t.shift = false, false
	t.body.restate()
}

// KeyDown notes Shift, which TypedKey does not tell.
func (t *RecordTable[T]) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		t.shift = true
	}
}

// KeyUp notes Shift.
func (t *RecordTable[T]) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		t.shift = false
	}
}

// TypedKey moves, opens and deletes.
func (t *RecordTable[T]) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		t.escape()
		return
	case ev.Name == fyne.KeyF1:
		passOn(t, ev)
		return
	case t.count() == 0:
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		t.rowOpened(t.rows.cursor)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if rows := t.rows.selected(); len(rows) > 0 && t.OnDelete != nil {
			t.OnDelete(rows)
		}
	default:
		if pos, ok := t.target(ev.Name); ok {
			t.moveTo(pos, t.shift)
		}
	}
}

// escape leaves a selection of many first, then asks the rest of the window.
func (t *RecordTable[T]) escape() {
	if len(t.rows.chosen) > 0 {
		t.ClearSelection()
		return
	}
	Escape.Press()
}

// target is where a key moves the cursor.
func (t *RecordTable[T]) target(key fyne.KeyName) (pos int, ok bool) {
	pos = t.rows.cursor
	switch key {
	case fyne.KeyUp:
		pos--
	case fyne.KeyDown:
		pos++
	case fyne.KeyHome:
		pos = 0
	case fyne.KeyEnd:
		pos = t.count() - 1
	case fyne.KeyPageUp:
		pos -= t.body.page()
	case fyne.KeyPageDown:
		pos += t.body.page()
	default:
		return 0, false
	}
	return max(0, min(pos, t.count()-1)), true
}

func (t *RecordTable[T]) moveTo(pos int, extend bool) {
	if extend {
		t.rows.extend(pos)
	} else {
		t.rows.choose(pos)
	}
	t.body.reveal(pos)
	t.selectionChanged()
	if t.Within != nil && t.body.pens != nil {
		h := t.body.pens.rowHeight()
		t.Within.Reveal(t.body.area, float32(pos)*h, h)
	}
}

// typeAheadPause ends a word typed to find a row.
const typeAheadPause = 900 * time.Millisecond

// TypedRune finds the next row beginning with the letters typed; a space alone
// adds the row to the selection.
func (t *RecordTable[T]) TypedRune(c rune) {
	if t.OnRune != nil && t.OnRune(c) {
		return
	}
	if t.count() == 0 {
		return
	}
	if c == ' ' && t.typed == "" {
		t.rows.toggle(max(0, t.rows.cursor))
		t.selectionChanged()
		return
	}
	from := t.rows.cursor
	if t.typed == "" {
		from++ // a new word looks for another row
	}
	t.typed += string(c)
	first := t.columns.all[t.columns.order[0]]
	if pos := t.rows.startingWith(t.typed, from, first.plain); pos >= 0 {
		t.moveTo(pos, false)
	}
	if t.forget != nil {
		t.forget()
	}
	t.forget = t.runner.After(typeAheadPause, func() { t.typed = "" })
}

// TypedShortcut selects all and copies.
func (t *RecordTable[T]) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		t.rows.chooseAll()
		t.selectionChanged()
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(t.asText())
	}
}

// openColumnMenu offers the columns and, for the keyboard, the sorting.
func (t *RecordTable[T]) openColumnMenu() {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if c == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.menu)
	popup := widget.NewPopUpMenu(t.columnMenu(), c)
	size := popup.MinSize()
	popup.ShowAtPosition(at.AddXY(t.menu.Size().Width-size.Width, t.menu.Size().Height))
}

func (t *RecordTable[T]) columnMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	if hidden := len(t.columns.order) - t.shown; hidden > 0 {
		note := fyne.NewMenuItem(i18n.N("ui.more_columns", hidden), nil)
		note.Disabled = true
		items = append(items, note, fyne.NewMenuItemSeparator())
	}
	var sorts []*fyne.MenuItem
	for _, col := range t.columns.all {
		box := fyne.NewMenuItem(col.Title, func() { t.toggleColumn(col.ID) })
		box.Checked = t.columns.shows(col.ID)
		items = append(items, box)
		by := fyne.NewMenuItem(col.Title, func() { t.sortBy(col) })
		by.Checked = col.ID == t.sortID
		sorts = append(sorts, by)
	}
	sorting := fyne.NewMenuItem(i18n.T("ui.sort_by"), nil)
	sorting.ChildMenu = fyne.NewMenu("", sorts...)
	items = append(items, fyne.NewMenuItemSeparator(), sorting, fyne.NewMenuItem(i18n.T("ui.columns_reset"), t.resetColumns))
	return fyne.NewMenu("", items...)
}

func (t *RecordTable[T]) toggleColumn(id string) {
	t.columns.toggle(id)
	t.refill()
	t.columnsChanged()
}

func (t *RecordTable[T]) resetColumns() {
	t.columns.reset()
	t.refill()
	t.columnsChanged()
}
