package customers

import (
	"io"

	"regulars/app/i18n"
	"regulars/data/exchange/table"
)

// export writes the shown rows and columns into a file the owner chooses.
func (l *listPage) export() {
	rows, columns := l.table.Rows(), l.shownProperties()
	l.env.Save(t("export_file")+".csv",
		func(w io.Writer) error { return writeCSV(w, rows, columns) },
		func(file string) string { return i18n.N("customers.exported", len(rows), i18n.Args{"File": file}) })
}

// placed is a property and its place in row.texts.
type placed struct {
	property
	at int
}

func (l *listPage) shownProperties() []placed {
	var out []placed
	for _, c := range l.table.Columns() {
		for i, p := range l.data.properties {
			if p.id == c.ID {
				out = append(out, placed{p, i})
			}
		}
	}
	return out
}

// writeCSV writes the rows with plain numbers and ISO dates.
func writeCSV(w io.Writer, rows []*row, columns []placed) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.title
	}
	return table.Write(w, header, func(yield func([]string) bool) {
		for _, r := range rows {
			cells := make([]string, len(columns))
			for i, c := range columns {
				cells[i] = c.plain(r, c.at)
			}
			if !yield(cells) {
				return
			}
		}
	})
}
