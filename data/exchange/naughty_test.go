package exchange

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Every line of the big list of naughty strings, as a name and as a note,
// survives saving, opening again and exporting, and no cell of the export is
// one that a spreadsheet would run.
func TestNaughtyStrings(t *testing.T) {
	text, err := os.ReadFile(sharedFile(t, "imports/08-i18n/blns/blns.txt"))
	must(t, err)
	var lines []string
	for _, l := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, l)
		}
	}
	b := newBook(t)
	want := map[string]string{} // by id
	_, err = b.Update("naughty", func(tx *book.Tx) error {
		for _, l := range lines {
			name := string([]rune(l)[:min(len([]rune(l)), 500)])
			p := &crm.Party{PartyKind: crm.Person, DisplayName: name, Note: l}
			if err := tx.Put(p); err != nil {
				return err
			}
			want[p.ID.String()] = name + "\x00" + l
		}
		return nil
	})
	must(t, err)
	path := b.Path()
	must(t, b.Close())
	b, err = book.Open(path, book.Options{})
	must(t, err)
	defer b.Close()
	for _, p := range list[crm.Party](t, b) {
		expect(t, "opened again", p.DisplayName+"\x00"+p.Note, want[p.ID.String()])
	}
	file := write(t, "out.csv", exported(t, b, "customers"))
	tb, err := table.Open(file, table.Options{})
	must(t, err)
	column := map[string]int{}
	for i, h := range tb.Header {
		column[h] = i
	}
	n := 0
	for row, err := range tb.Rows() {
		must(t, err)
		n++
		expect(t, "exported", row.Fields[column["Name"]]+"\x00"+row.Fields[column["Notes"]], want[row.Fields[column["Customer ID"]]])
	}
	expect(t, "rows", n, len(lines))
	t.Logf("%d strings", len(lines))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(exported(t, b, "customers"), "\uFEFF"))).ReadAll()
	must(t, err)
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("a spreadsheet would run %.40q", cell)
		}
	}
}
