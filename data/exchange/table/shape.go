package table

import (
	"bytes"
	"strconv"
	"strings"
)

// probeRows is how many rows decide separator, width and headings.
const probeRows = 60

// probe cuts the first rows with a separator. Rows are copied.
func probe(data []byte, d dialect, start int) (rows [][]string, at []mark, ok bool) {
	s := splitter{data: data, pos: start, dialect: d}
	for len(rows) < probeRows {
		s.skipEmptyLines()
		m := mark{s.pos, s.line, s.number}
		fields, more, p := s.next()
		if p != nil {
			return rows, at, false
		}
		if !more {
			break
		}
		rows, at = append(rows, append([]string(nil), fields...)), append(at, m)
	}
	return rows, at, true
}

// mark is a place between two rows.
type mark struct{ pos, line, row int }

// findSeparator picks the separator that cuts the first rows most evenly
// into the most columns; 0, which no text holds, when there is one column.
func findSeparator(data []byte) byte {
	best, bestScore := byte(0), 0.0
	for _, sep := range []byte{',', ';', '\t', '|'} {
		if !bytes.ContainsRune(data[:min(len(data), 1<<20)], rune(sep)) {
			continue
		}
		rows, _, ok := probe(data, dialect{sep: sep}, 0)
		score := evenness(rows)
		if !ok {
			score = max(score, 0.01) // cutting with it will say what is wrong
		}
		if score > bestScore+1e-9 {
			best, bestScore = sep, score
		}
	}
	return best
}

func evenness(rows [][]string) float64 {
	width, share := usualWidth(rows)
	if width < 2 {
		return 0
	}
	if width == 2 && len(rows) > 1 && len(rows[0]) == 1 && knownHeadings(rows[0]) > 0 {
		return 0 // one column whose texts happen to hold the sign
	}
	return share * share * min(float64(width-1), 40)
}

// usualWidth is the number of cells that most rows have, not counting empty
// ones at the end, and the share of rows that have it.
func usualWidth(rows [][]string) (width int, share float64) {
	counts := map[int]int{}
	for _, r := range rows {
		counts[len(r)]++
	}
	for w, n := range counts {
		if n > counts[width] || n == counts[width] && w > width {
			width = w
		}
	}
	if len(rows) == 0 {
		return 0, 0
	}
	return width, float64(counts[width]) / float64(len(rows))
}

// needsBackslash reports whether quotes only balance when \" is read as a
// quote inside quotes.
func needsBackslash(data []byte, sep byte) bool {
	sample := data[:min(len(data), 1<<20)]
	if !bytes.Contains(sample, []byte(`\"`)) {
		return false
	}
	faults := func(d dialect) int {
		s, n := splitter{data: sample, dialect: d}, 0
		for {
			_, more, p := s.next()
			if p != nil || !more {
				return n + s.stray
			}
			if s.open {
				n++
			}
		}
	}
	plain := faults(dialect{sep: sep})
	return plain > 0 && faults(dialect{sep: sep, backslash: true}) == 0
}

// findHeader decides where the rows begin and what the columns are called.
func (t *Table) findHeader(choice HeaderChoice) *Problem {
	rows, at, ok := probe(t.data, t.dialect, t.start)
	if !ok || len(rows) == 0 {
		s := t.splitter()
		if _, _, p := s.next(); p != nil {
			return p
		}
	}
	if len(rows) == 0 {
		return &Problem{Code: CodeEmptyFile}
	}
	first := preamble(rows)
	width, share := usualWidth(rows[first:])
	head := rows[first]
	t.HasHeader = choice == HeaderYes || choice == HeaderAuto && isHeader(head, rows[first+1:])
	if !t.HasHeader {
		first, head = 0, rows[0]
	}
	columns := len(head)
	if width > columns && share > 0.5 || !t.HasHeader {
		columns = max(width, columns) // nearly every row has a cell without a heading
	}
	t.Header = make([]string, columns)
	here := at[first]
	if t.HasHeader {
		for i, h := range head {
			t.Header[i] = cleanHeading(unguard(h))
		}
		if first > 0 {
			t.notice(CodePreamble, here.row+t.startRow+1, strconv.Itoa(first))
		}
	} else {
		t.notice(CodeNoHeader, 0, "")
	}
	t.begin(here)
	return nil
}

// begin sets where the data rows start: at the mark, or behind the heading row there.
func (t *Table) begin(here mark) {
	s := splitter{data: t.data, pos: here.pos, line: here.line + t.startLine, number: here.row + t.startRow, dialect: t.dialect}
	if t.HasHeader {
		_, _, _ = s.next()
	}
	t.start, t.startLine, t.startRow = s.pos, s.line, s.number
}

func cleanHeading(h string) string {
	return strings.Join(strings.Fields(strings.Trim(h, "\uFEFF")), " ")
}

// preamble counts title and comment lines above the headings: rows of one
// cell above a table of several columns, or of more above a table of weather.
func preamble(rows [][]string) int {
	n := 0
	for n < len(rows) && filled(rows[n]) <= 1 {
		n++
	}
	if n == 0 {
		n = stationAbove(rows)
	}
	if n == 0 || n >= len(rows) || n > 12 {
		return 0
	}
	if width, share := usualWidth(rows[n:]); width < 3 && share < 1 || filled(rows[n]) < 2 {
		return 0
	}
	return n
}

func filled(row []string) (n int) {
	for _, f := range row {
		if strings.TrimSpace(f) != "" {
			n++
		}
	}
	return n
}

// isHeader reports whether the first row holds headings: texts that name
// columns, not values. When nothing tells, the first row is headings, as in
// almost every file.
func isHeader(head []string, rest [][]string) bool {
	for _, h := range head {
		if looksLikeEmail(strings.TrimSpace(h)) {
			return false
		}
	}
	if knownHeadings(head) > 0 {
		return true
	}
	values := 0
	for _, h := range head {
		if looksLikeValue(strings.TrimSpace(h)) {
			values++
		}
	}
	if values == 0 {
		return true
	}
	// Headings may be years or numbers; then the rows below are of other kinds.
	return values*2 < filled(head) && len(rest) > 0 && !sameKinds(head, rest[0])
}

func looksLikeValue(s string) bool {
	if s == "" {
		return false
	}
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		} else if !strings.ContainsRune(" .,:/-+()%$€£¥TZ'", r) {
			return false
		}
	}
	return digits > 0
}

func sameKinds(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		if looksLikeValue(strings.TrimSpace(a[i])) != looksLikeValue(strings.TrimSpace(b[i])) {
			return false
		}
	}
	return true
}

func looksLikeEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && at < len(s)-1 && !strings.ContainsAny(s, " \t\r\n<>,;")
}
