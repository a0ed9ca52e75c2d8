package ui

import "strings"

// asText writes the selected rows for the clipboard, columns parted by tabs so
// that they fall into the cells of a spreadsheet.
func (t *RecordTable[T]) asText() string {
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", "")
	var b strings.Builder
	for _, row := range t.rows.selected() {
		for i, at := range t.columns.order {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(t.columns.all[at].plain(row)))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
