package ui

import (
	"cmp"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regulars/data/crm"
)

func press(t *RecordTable[shopper], keys ...fyne.KeyName) {
	for _, k := range keys {
		t.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func shiftPress(t *RecordTable[shopper], keys ...fyne.KeyName) {
	t.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(t, keys...)
	t.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// positions lists where the selected rows stand.
func positions(t *RecordTable[shopper]) (out []int) {
	for pos := range t.count() {
		if t.rows.chosen[t.rows.idAt(pos)] {
			out = append(out, pos)
		}
	}
	return out
}

func wantPositions(t *testing.T, table *RecordTable[shopper], what string, want ...int) {
	t.Helper()
	if got := positions(table); !slices.Equal(got, want) {
		t.Errorf("%s: selected %v, want %v", what, got, want)
	}
}

func TestRecordTable_KeysMoveTheSelection(t *testing.T) {
	table, w := shopTable(t, 100)
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown)
	wantPositions(t, table, "down from the first", 1)
	press(table, fyne.KeyUp, fyne.KeyUp)
	wantPositions(t, table, "up at the top stays", 0)
	page := table.body.page()
	if page < 5 || page > 12 {
		t.Fatalf("%d rows on a page of 400", page)
	}
	press(table, fyne.KeyPageDown)
	wantPositions(t, table, "page down", page)
	press(table, fyne.KeyEnd)
	wantPositions(t, table, "end", 99)
	if y := table.body.scroll.Offset.Y; y+table.body.scroll.Size().Height < 100*table.body.pens.rowHeight()-1 {
		t.Errorf("the last row is not in sight at offset %v", y)
	}
	press(table, fyne.KeyHome)
	wantPositions(t, table, "home", 0)
	if table.body.scroll.Offset.Y != 0 {
		t.Error("home does not scroll up")
	}
}

func TestRecordTable_ShiftAndSelectAll(t *testing.T) {
	table, w := shopTable(t, 10)
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown, fyne.KeyDown)
	shiftPress(table, fyne.KeyDown, fyne.KeyDown)
	wantPositions(t, table, "shift down twice", 2, 3, 4)
	shiftPress(table, fyne.KeyHome)
	wantPositions(t, table, "shift home turns round the anchor", 0, 1, 2)
	var told []shopper
	table.OnSelect = func(rows []shopper) { told = rows }
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(told) != 10 || len(table.Selected()) != 10 {
		t.Errorf("select all told of %d", len(told))
	}
	press(table, fyne.KeyEscape)
	if len(table.Selected()) != 0 {
		t.Error("escape keeps the selection")
	}
}

func TestRecordTable_MouseSelectsByRecord(t *testing.T) {
	table, _ := shopTable(t, 10)
	click := func(pos int, m fyne.KeyModifier) {
		table.rowPressed(pos, &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: m})
	}
	click(2, 0)
	click(5, fyne.KeyModifierShortcutDefault)
	wantPositions(t, table, "ctrl adds", 2, 5)
	before := names(table.Selected())
	table.SetSort("spent", true)
	if got := table.Selected(); len(got) != 2 {
		t.Errorf("sorting lost the selection: %s, had %s", names(got), before)
	}
	click(0, 0)
	click(3, fyne.KeyModifierShift)
	wantPositions(t, table, "shift selects a range", 0, 1, 2, 3)
	table.rowPressed(1, &desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	wantPositions(t, table, "the right button keeps a selection it hits", 0, 1, 2, 3)
	table.rowPressed(7, &desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	wantPositions(t, table, "and selects what it hits outside", 7)
}

func TestRecordTable_OpensDeletesAndMenus(t *testing.T) {
	table, w := shopTable(t, 10)
	var opened, deleted, menu []shopper
	table.OnOpen = func(s shopper) { opened = append(opened, s) }
	table.OnDelete = func(s []shopper) { deleted = s }
	table.OnMenu = func(s []shopper, _ fyne.Position) { menu = s }
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDelete)
	row := table.body.pool[3]
	test.DoubleTap(row)
	row.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	test.TapSecondary(row)
	rows := table.Rows()
	if len(opened) != 2 || opened[0] != rows[1] || opened[1] != rows[row.pos] {
		t.Errorf("opened %v", opened)
	}
	if len(deleted) != 1 || deleted[0] != rows[1] {
		t.Errorf("deleted %v", deleted)
	}
	if len(menu) != 1 || menu[0] != rows[row.pos] {
		t.Errorf("menu for %v", menu)
	}
}

func TestRecordTable_TypeAheadFindsNames(t *testing.T) {
	table, _ := shopTable(t, 10)
	table.SetSort("name", false)
	typeRunes := func(s string) string {
		table.typed = ""
		for _, c := range s {
			table.TypedRune(c)
		}
		return names(table.Selected())
	}
	for typed, want := range map[string]string{"gi": "Giulia", "dat": "Đạt", "elo": "Élodie", "王": "王芳"} {
		if got := typeRunes(typed); len(got) < len(want) || got[:len(want)] != want {
			t.Errorf("%q finds %q", typed, got)
		}
	}
}

func TestRecordTable_HeaderSortsAndResizes(t *testing.T) {
	table, _ := shopTable(t, 50)
	changes := 0
	table.OnColumns = func() { changes++ }
	spent := table.header.slots[4]
	at := fyne.NewPos(spent.x+spent.width/2, 10)
	table.header.Tapped(&fyne.PointEvent{Position: at})
	if id, desc := table.Sort(); id != "spent" || !desc {
		t.Errorf("first tap on a number sorts %s desc %v", id, desc)
	}
	byMoney := func(a, b shopper) int { return cmp.Compare(b.spent, a.spent) }
	if !slices.IsSortedFunc(table.Rows(), byMoney) {
		t.Error("not sorted by money")
	}
	table.header.Tapped(&fyne.PointEvent{Position: at})
	if _, desc := table.Sort(); desc {
		t.Error("second tap does not turn the order")
	}
	city := table.header.slots[2]
	edge := fyne.NewPos(city.x+city.width, 10)
	table.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: edge.AddXY(30, 0)}, Dragged: fyne.NewDelta(30, 0)})
	table.header.DragEnd()
	// Right of the growing column, the border's own place runs away from the mouse.
	money := table.header.slots[4]
	from := money.x + money.width
	for x := from - 2; x >= from-20; x -= 2 {
		table.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}, Dragged: fyne.NewDelta(-2, 0)})
	}
	table.header.DragEnd()
	if got := table.Columns()[4]; got.Width != int(money.width-20) {
		t.Errorf("20 to the left makes %v of %v", got.Width, money.width)
	}
	if got := table.Columns()[2]; got.ID != "city" || got.Width < int(city.width)+25 {
		t.Errorf("dragged column: %+v, was %v wide", got, city.width)
	}
	if changes != 4 {
		t.Errorf("told of %d changes, want 4", changes)
	}
}

func TestRecordTable_ColumnsComeBack(t *testing.T) {
	table, _ := shopTable(t, 5)
	saved := []crm.ViewColumn{{ID: "spent", Width: 150}, {ID: "gone"}, {ID: "name"}, {ID: "spent"}}
	table.SetColumns(saved)
	want := []crm.ViewColumn{{ID: "spent", Width: 150}, {ID: "name"}}
	if got := table.Columns(); !slices.Equal(got, want) {
		t.Errorf("columns %v, want %v", got, want)
	}
	table.toggleColumn("spent")
	table.toggleColumn("name") // the last one stays
	if got := table.Columns(); len(got) != 1 || got[0].ID != "name" {
		t.Errorf("columns %v", got)
	}
	table.toggleColumn("city")
	table.SetColumns([]crm.ViewColumn{{ID: "nothing"}})
	if got := table.Columns(); len(got) != 2 {
		t.Errorf("a foreign view changed the columns: %v", got)
	}
	table.resetColumns()
	if got := table.Columns(); len(got) != 6 {
		t.Errorf("standard columns: %v", got)
	}
}

func TestRecordTable_FewerRowsWhileScrolledDown(t *testing.T) {
	table, w := shopTable(t, 1000)
	w.Canvas().Focus(table)
	press(table, fyne.KeyEnd)
	table.SetRows(shoppers(3))
	if len(table.Selected()) != 0 || table.Len() != 3 {
		t.Errorf("selected %v of %d", table.Selected(), table.Len())
	}
	if len(table.body.area.objects) != 3 {
		t.Errorf("%d rows drawn", len(table.body.area.objects))
	}
	table.SetRows(nil)
	press(table, fyne.KeyDown, fyne.KeyReturn, fyne.KeyPageUp)
	table.TypedRune('x')
}

// Another answer may come in before the table is laid out.
func TestRecordTable_ToTopBeforeLayoutShowsTheFirstRow(t *testing.T) {
	table, _ := shopTable(t, 100)
	table.body.scroll.Resize(fyne.NewSize(300, 0))
	table.ToTop()
	if y := table.body.scroll.Offset.Y; y != 0 {
		t.Errorf("scrolled to %g", y)
	}
}

func TestRecordTable_ScrollingFormatsOnlyNewRows(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Light))
	formatted := 0
	table := NewRecordTable(SyncRunner{}, nil, Column[int]{ID: "n", Title: "N", Text: func(int) string { formatted++; return "x" }})
	table.SetRows(make([]int, 100000))
	w := test.NewTempWindow(t, table)
	w.Resize(fyne.NewSize(400, 400))
	if formatted > 60 {
		t.Errorf("opening formatted %d rows", formatted)
	}
	formatted = 0
	table.body.scroll.ScrollToOffset(fyne.NewPos(0, 3*table.body.pens.rowHeight()))
	table.body.follow(false)
	if formatted > 4 {
		t.Errorf("three rows further formatted %d", formatted)
	}
}

func TestFitSlots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := make([]slot, rapid.IntRange(1, 12).Draw(t, "columns"))
		for i := range slots {
			slots[i].min = float32(rapid.IntRange(20, 150).Draw(t, "min"))
			slots[i].want = slots[i].min + float32(rapid.IntRange(0, 150).Draw(t, "more"))
			slots[i].grow = i == 0
		}
		room := float32(rapid.IntRange(100, 2000).Draw(t, "room"))
		shown := fitSlots(slots, room)
		if shown < 1 {
			t.Fatal("no column shown")
		}
		total := sum(slots[:shown], func(s slot) float32 { return s.width })
		if shown > 1 && (total > room+0.5 || total < room-0.5) {
			t.Fatalf("columns fill %v of %v", total, room)
		}
		for i, s := range slots[:shown] {
			if shown > 1 && s.width < s.min-0.5 {
				t.Fatalf("column %d is %v, below its %v", i, s.width, s.min)
			}
			if i > 0 && s.x < slots[i-1].x+slots[i-1].width-0.5 {
				t.Fatalf("columns %d and %d overlap", i-1, i)
			}
		}
	})
}

func TestRuler_WhatFitsIsNotCut(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Light))
	r := newRuler(14, fyne.TextStyle{})
	for _, s := range []string{"", "Anna Rossi", "Nguyễn Thị Minh Khai", "王芳", "AVAVAV To Wa 1,234.50 €"} {
		full := fyne.MeasureText(s, 14, fyne.TextStyle{}).Width
		if w := r.width(s); w < full-1 {
			t.Errorf("%q measures %v, the ruler says %v", s, full, w)
		}
		if got := r.fit(s, r.width(s)); got != s {
			t.Errorf("%q cut to %q in its own width", s, got)
		}
		for width := float32(10); width < full-1; width += 7 {
			if got := r.fit(s, width); got != "…" && fyne.MeasureText(got, 14, fyne.TextStyle{}).Width > width {
				t.Errorf("%q in %v became %q, which is wider", s, width, got)
			}
		}
	}
}

func BenchmarkRecordTable100k(b *testing.B) {
	rows := shoppers(100000)
	a := test.NewTempApp(b)
	a.Settings().SetTheme(NewTheme(Light))
	w := test.NewTempWindow(b, nil)
	w.Resize(fyne.NewSize(1200, 800))
	b.Run("open", func(b *testing.B) {
		for range b.N {
			table := NewRecordTable(SyncRunner{}, shopperID, shopperColumns()...)
			table.SetRows(rows)
			w.SetContent(table)
		}
	})
	table := NewRecordTable(SyncRunner{}, shopperID, shopperColumns()...)
	table.SetRows(rows)
	w.SetContent(table)
	b.Run("scroll a page", func(b *testing.B) {
		for i := range b.N {
			table.body.scroll.ScrollToOffset(fyne.NewPos(0, float32(i*700%3000000)))
			table.body.follow(false)
		}
	})
	b.Run("sort by number", func(b *testing.B) {
		for i := range b.N {
			table.SetSort("spent", i%2 == 0)
		}
	})
	b.Run("sort by name", func(b *testing.B) {
		for i := range b.N {
			table.SetSort("name", i%2 == 0)
		}
	})
	b.Run("select all", func(b *testing.B) {
		for range b.N {
			table.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
	})
}

// A table that a page cuts off leaves no trace in the margin of the page.
func TestPage_CutsATable(t *testing.T) {
	table, w := shopTable(t, 100)
	w.SetPadded(false)
	space := canvas.NewRectangle(color.Transparent)
	space.SetMinSize(fyne.NewSize(10, 100))
	tall := canvas.NewRectangle(color.Transparent)
	tall.SetMinSize(fyne.NewSize(10, 600))
	w.SetContent(Page(NewScroll(Stack(0, space, container.NewStack(tall, table))).Frame))
	w.Resize(fyne.NewSize(900, 400))
	picture := w.Canvas().Capture()
	plain := picture.At(1, 1)
	for x := range 900 {
		for y := 401 - int(PageMargin); y < 400; y++ {
			if got := picture.At(x, y); got != plain {
				t.Fatalf("%v at %d, %d of the margin", got, x, y)
			}
		}
	}
}
