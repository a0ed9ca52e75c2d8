package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// shopper is a made-up customer for the tests of the table.
type shopper struct {
	id        crm.ID
	name      string
	city      string
	spent     crm.Amount
	orders    int
	lastOrder crm.Date
	group     string
}

func shoppers(n int) []shopper {
	first := []string{"Anna", "Bình", "Çiğdem", "Đạt", "Élodie", "Farid", "王芳", "Giulia", "Hạnh", "Ilaria"}
	last := []string{"Rossi", "Nguyễn Thị Minh Khai", "Əliyev", "Martin-Beaumont de la Rivière", "李", "Okafor", "Bianchi"}
	groups := []string{"Champions", "At risk", "New", "Loyal", ""}
	out := make([]shopper, n)
	for i := range out {
		out[i] = shopper{
			name: fmt.Sprintf("%s %s", first[i*7%len(first)], last[i*3%len(last)]),
			city: []string{"Milano", "Hà Nội", "Bakı", "上海", "Leeds"}[i%5], spent: crm.Amount(i*7919%500000 + i%100),
			orders: i * 31 % 57, lastOrder: crm.NewDate(2026, 1, 1+i%200), group: groups[i%len(groups)],
		}
		out[i].id[15], out[i].id[14], out[i].id[13] = byte(i), byte(i>>8), byte(i>>16)+1
	}
	return out
}

func shopperColumns() []Column[shopper] {
	tones := map[string]Tone{"Champions": Good, "At risk": Bad, "New": Accent, "Loyal": Neutral}
	right := fyne.TextAlignTrailing
	return []Column[shopper]{
		{ID: "name", Title: "Customer", Width: 220, MinWidth: 140, Grow: true, Text: func(s shopper) string { return s.name }},
		{ID: "group", Title: "Group", Width: 120, Badge: func(s shopper) (string, Tone) { return s.group, tones[s.group] }},
		{ID: "city", Title: "City", Width: 120, Muted: true, Text: func(s shopper) string { return s.city }},
		{ID: "orders", Title: "Orders", Width: 90, Align: right, Text: func(s shopper) string { return i18n.Integer(int64(s.orders)) },
			Compare: func(a, b shopper) int { return a.orders - b.orders }},
		{ID: "spent", Title: "Spent", Width: 130, Align: right, Text: func(s shopper) string { return i18n.Amount(s.spent, "EUR") },
			Compare: func(a, b shopper) int { return int(a.spent - b.spent) }},
		{ID: "last", Title: "Last order", Width: 120, Align: right, Text: func(s shopper) string { return i18n.Date(s.lastOrder) },
			Compare: func(a, b shopper) int { return int(a.lastOrder - b.lastOrder) }},
		{ID: "id", Title: "Number", Hidden: true, Text: func(s shopper) string { return s.id.String() }},
	}
}

func shopperID(s shopper) crm.ID { return s.id }

// shopTable shows n shoppers in a window of 900 x 400.
func shopTable(t testing.TB, n int) (*RecordTable[shopper], fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(Light))
	table := NewRecordTable(&handRunner{}, shopperID, shopperColumns()...)
	table.SetRows(shoppers(n))
	w := test.NewTempWindow(t, table)
	w.Resize(fyne.NewSize(900, 400))
	return table, w
}

func names(rows []shopper) string {
	var out []string
	for _, r := range rows {
		out = append(out, r.name)
	}
	return strings.Join(out, ", ")
}
