package insight

import (
	"cmp"
	"encoding/csv"
	"io"
	"strings"

	"regulars/app/chart"
	"regulars/app/screen"
	"regulars/app/ui"
)

// sheet is a table of an answer, as plain data.
type sheet struct {
	title   string
	columns []column // the first grows; where room is short the last leave
	rows    []sheetRow
	wide    bool // stands below the chart instead of beside it
}

// column is one property of the rows.
type column struct {
	title   string
	width   float32 // the wish; 0: what the numbers need
	least   float32 // of names: later columns leave before it is narrower
	right   bool    // for numbers, which are never cut
	muted   bool
	byValue bool // sorts by cell.value instead of the text
}

// sheetRow is one line. Opening it shows the records with the key, or else
// goes to the route; a row with neither opens nothing.
type sheetRow struct {
	cells []cell // one a column
	key   string
	route screen.Route
}

type cell struct {
	text  string
	plain string // in files: "2026-10-31", "12.50"; "": the text
	tone  ui.Tone
	value float64 // for sorting
}

// height is what a sheet with the whole width asks for: all rows, within reason.
func (s *sheet) height() float32 { return min(540, max(240, 100+37*float32(len(s.rows)))) }

// lines are the sheet as copied and saved: the head first.
func (s *sheet) lines() [][]string {
	head := make([]string, len(s.columns))
	for i, c := range s.columns {
		head[i] = chart.Inert(c.title)
	}
	out := [][]string{head}
	for _, r := range s.rows {
		line := make([]string, len(r.cells))
		for i, c := range r.cells {
			line[i] = chart.Inert(cmp.Or(c.plain, c.text))
		}
		out = append(out, line)
	}
	return out
}

// hasChart reports whether there is a chart to show, or why there is none.
func (a *answer) hasChart() bool {
	return len(a.spec.Series)+len(a.spec.Cells) > 0 || a.spec.Empty != ""
}

// csv writes the numbers of the chart and the sheet below each other, with
// the mark by which spreadsheets know UTF-8.
func (a *answer) csv(w io.Writer) error {
	text := "\uFEFF"
	if a.sheet == nil || len(a.spec.Series)+len(a.spec.Cells) > 0 {
		text += chart.CSV(a.spec)
	}
	if a.sheet != nil {
		if len(text) > len("\uFEFF") {
			text += "\n"
		}
		text += a.sheet.csv()
	}
	for _, s := range a.more {
		text += "\n" + s.csv()
	}
	_, err := io.WriteString(w, text)
	return err
}

func (s *sheet) csv() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(s.lines()) // a strings.Builder takes everything
	return b.String()
}
