package table

import (
	"bufio"
	"io"
	"iter"
	"strings"
)

// ProblemColumn is the heading of the column that says why a row was
// refused, in files written for mending. Reading such a file again leaves
// the column out.
const ProblemColumn = "regulars_problem"

// Write writes a CSV file that spreadsheets open rightly: UTF-8 with mark,
// CRLF, every cell in quotes. A cell that a spreadsheet would run as a
// formula (= + - @ TAB CR first) gets an apostrophe in front, which reading
// with this package takes off again: what is written reads back the same.
func Write(w io.Writer, header []string, rows iter.Seq[[]string]) error {
	b := bufio.NewWriterSize(w, 1<<16)
	_, _ = b.WriteString("\uFEFF") // the buffer keeps the first error for Flush
	writeRow(b, header)
	for row := range rows {
		writeRow(b, row)
	}
	return b.Flush()
}

func writeRow(b *bufio.Writer, row []string) {
	for i, cell := range row {
		if i > 0 {
			_ = b.WriteByte(',')
		}
		_ = b.WriteByte('"')
		if isFormula(cell) {
			_ = b.WriteByte('\'')
		}
		_, _ = b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		_ = b.WriteByte('"')
	}
	_, _ = b.WriteString("\r\n")
}

// isFormula reports whether a spreadsheet could take the cell for a formula;
// apostrophes in front count in, so that guarding and unguarding are exact inverses.
func isFormula(cell string) bool {
	rest := strings.TrimLeft(strings.TrimLeft(cell, "'"), " \u00A0\u3000")
	if rest == "" {
		return false
	}
	switch rest[0] {
	case '=', '+', '-', '@', '\t', '\r', 0:
		return true
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(rest, wide) {
			return true
		}
	}
	return false
}

// unguard takes off the apostrophe that Write put in front of a formula.
func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && isFormula(cell[1:]) {
		return cell[1:]
	}
	return cell
}
