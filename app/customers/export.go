package customers

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/exchange/table"
)

// export writes the shown rows and columns into a file the owner chooses.
func (l *listPage) export() {
	window := l.env.Window()
	if window == nil {
		return
	}
	rows := l.table.Rows()
	columns := l.shownProperties()
	save := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if file == nil && err == nil {
			return // cancelled
		}
		if err == nil {
			err = writeCSV(file, rows, columns)
			if closing := file.Close(); err == nil {
				err = closing
			}
		}
		if err != nil {
			l.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
			return
		}
		l.env.Notify(ui.Notice{Text: i18n.N("customers.exported", len(rows), i18n.Args{"File": file.URI().Name()}), Tone: ui.Good})
	}, window)
	save.SetFileName(t("export_file") + ".csv")
	save.Show()
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
