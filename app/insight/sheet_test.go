package insight

import (
	"encoding/csv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/data/crm"
)

func TestSheetOpensItsRowsAndCanBeTakenAlong(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartNext, "")
	view := s.page.frame.sheet
	first := view.table.Rows()[0]
	view.table.OnOpen(first)
	if last := s.went[len(s.went)-1]; last != first.route || last.Screen != screen.Customers {
		t.Errorf("went to %v", last)
	}
	view.open(placedRow{sheetRow: sheetRow{key: a.actionKey}})
	if s.page.listing == nil {
		t.Error("a row with a key opens no records")
	}
	view.copy()
	if lines := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\n"); len(lines) != len(a.sheet.rows)+1 {
		t.Errorf("copied %d lines of %d rows", len(lines), len(a.sheet.rows))
	}
	var file strings.Builder
	if err := a.csv(&file); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\uFEFF")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if want := len(a.spec.Categories) + 1 + len(a.sheet.rows) + 1; err != nil || len(rows) != want {
		t.Errorf("wrote %d lines, want %d; %v", len(rows), want, err)
	}
	if last := rows[len(rows)-1]; crm.Date(0).String() == last[3] || len(last[3]) != len("2026-10-31") {
		t.Errorf("the last purchase is written as %q", last[3])
	}
}

// Files have numbers that a program reads, and a number that does not exist
// comes before all that do.
func TestCellsOfNumbers(t *testing.T) {
	if c := countCell(12345); c.text != "12,345" || c.plain != "12345" {
		t.Errorf("%+v", c)
	}
	if lost := -1e12; notKnown.value >= lost {
		t.Errorf("not known is worth %g", notKnown.value)
	}
}

func TestSheetKeepsItsTableWhileTheColumnsStay(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartNext, "")
	view := s.page.frame.sheet
	table := view.table
	table.SetSort("1", true)
	s.page.load()
	if view.table != table {
		t.Error("the same columns made another table")
	}
	more := *a.sheet
	more.rows = append([]sheetRow{}, more.rows...)
	more.rows[0].cells = append([]cell{}, more.rows[0].cells...)
	more.rows[0].cells[2].text = "1,000,000,000,000"
	view.show(&answer{sheet: &more}, 300)
	if id, desc := view.table.Sort(); view.table == table || id != "1" || !desc {
		t.Errorf("a longer number: same table %v, sorted by %s", view.table == table, id)
	}
	if got := texts(view.slot); !strings.Contains(got, "1,000,000,000,000") {
		t.Errorf("a number is cut in\n%s", got)
	}
}

// Rows without a record of their own are told apart by their place.
func TestSheetRowsAreToldApart(t *testing.T) {
	id := crm.NewID()
	rows := placed([]sheetRow{{route: screen.Route{ID: id}}, {route: screen.Route{ID: id}}, {}, {}})
	seen := map[crm.ID]bool{}
	for _, r := range rows {
		seen[r.id] = true
	}
	if len(seen) != len(rows) || rows[0].id != id {
		t.Errorf("%d names for %d rows", len(seen), len(rows))
	}
}
