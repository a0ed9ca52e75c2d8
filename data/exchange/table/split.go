package table

import (
	"bytes"
	"strconv"
	"strings"
)

// dialect is how cells are told apart.
type dialect struct {
	sep       byte
	backslash bool // \" inside quotes means a quote, as some databases write it
}

// span is where a cell lies in the data.
type span struct {
	from, to int
	escaped  bool // holds doubled or backslashed quotes
}

// splitter cuts UTF-8 text into rows of cells. It is written for speed on
// plain rows and for doing no harm on broken ones: a quote that is never
// closed damages its own row only.
type splitter struct {
	data    []byte
	pos     int
	number  int // rows before pos, as a spreadsheet counts them
	line    int // line ends before pos
	rowLine int // line ends before the last row
	dialect
	spans   []span
	fields  []string
	open    bool // the last row has a quote that is never closed
	stray   int  // rows with quotes inside quotes
	strayAt int
	marked  bool // the last row counts in stray
	wasted  int  // bytes read in vain behind quotes that are never closed
}

// next cuts the next row that is not an empty line. The returned cells are
// valid until the next call; their text is valid for ever.
func (s *splitter) next() (fields []string, more bool, p *Problem) {
	s.skipEmptyLines()
	if s.pos >= len(s.data) {
		return nil, false, nil
	}
	s.number++
	s.spans, s.open, s.marked, s.rowLine = s.spans[:0], false, false, s.line
	start := s.pos
	for more := true; more; {
		if more, p = s.field(); p != nil {
			p.Row = s.number
			return nil, false, p
		}
		if len(s.spans) > maxColumns {
			return nil, false, &Problem{Code: CodeTooManyColumns, Row: s.number, Value: strconv.Itoa(maxColumns)}
		}
	}
	s.cells(start)
	return s.fields, true, nil
}

// cells makes one text of the row and cuts it, so a row costs one allocation.
func (s *splitter) cells(start int) {
	row := string(s.data[start:s.pos])
	s.fields = s.fields[:0]
	for _, sp := range s.spans {
		cell := row[sp.from-start : sp.to-start]
		if sp.escaped {
			if s.backslash {
				cell = strings.ReplaceAll(cell, `\"`, `"`)
			}
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		s.fields = append(s.fields, cell)
	}
}

func (s *splitter) skipEmptyLines() {
	for s.pos < len(s.data) && (s.data[s.pos] == '\n' || s.data[s.pos] == '\r') {
		s.endLine()
		s.number++
	}
}

// endLine steps over one line end: CRLF, LF or a lone CR.
func (s *splitter) endLine() {
	if s.data[s.pos] == '\r' && s.pos+1 < len(s.data) && s.data[s.pos+1] == '\n' {
		s.pos++
	}
	s.pos++
	s.line++
}

// field cuts the cell at pos and steps behind its separator or line end;
// more is false at the end of the row.
func (s *splitter) field() (more bool, p *Problem) {
	i := s.pos
	for i < len(s.data) && s.data[i] == ' ' {
		i++
	}
	if i < len(s.data) && s.data[i] == '"' {
		done, p := s.quoted(i)
		if p != nil {
			return false, p
		}
		if done {
			return s.step(), nil
		}
	}
	return s.plain()
}

// plain cuts a cell without quotes around it.
func (s *splitter) plain() (bool, *Problem) {
	from, i, sep := s.pos, s.pos, s.sep
	for i < len(s.data) {
		c := s.data[i]
		if c == sep || c == '\n' || c == '\r' {
			break
		}
		i++
	}
	if i-from > maxField {
		return false, &Problem{Code: CodeFieldTooLong, Value: "1"}
	}
	s.spans = append(s.spans, span{from: from, to: i})
	s.pos = i
	return s.step(), nil
}

// step moves behind the separator or line end at pos and reports whether
// the row goes on.
func (s *splitter) step() bool {
	if s.pos >= len(s.data) {
		return false
	}
	if s.data[s.pos] == s.sep {
		s.pos++
		return true
	}
	s.endLine()
	return false
}

// quoted cuts the cell whose opening quote is at open. done is false when
// the quotes do not hold a cell; then the cell is to be read as plain text.
func (s *splitter) quoted(open int) (done bool, p *Problem) {
	escaped, closing := false, 0
	for k := open + 1; ; {
		n := bytes.IndexByte(s.data[k:min(len(s.data), open+maxField+2)], '"')
		if n < 0 {
			if len(s.data)-open > maxField {
				return false, &Problem{Code: CodeFieldTooLong, Value: "1"}
			}
			return false, s.giveUp(len(s.data) - open)
		}
		q := k + n
		if s.backslash && backslashes(s.data[open+1:q])%2 == 1 {
			escaped, k = true, q+1
			continue
		}
		if q+1 < len(s.data) && s.data[q+1] == '"' {
			escaped, k = true, q+2
			continue
		}
		if end, ok := s.closes(q); ok {
			s.line += lineEnds(s.data[open:q])
			s.spans = append(s.spans, span{from: open + 1, to: q, escaped: escaped})
			s.pos = end
			return true, nil
		}
		if lineEnds(s.data[open:q]) > 0 {
			return false, s.giveUp(q - open)
		}
		s.noteStray()
		if q > closing {
			closing = s.closingOnLine(q + 1)
		}
		if closing < 0 {
			return false, nil // "Extended" edition: the quotes are part of the text
		}
		k = q + 1
	}
}

// giveUp reads the cell as plain text and marks the row. Reading in vain is
// bounded: a file made of such rows is refused instead.
func (s *splitter) giveUp(read int) *Problem {
	s.open = true
	if s.wasted += read; s.wasted > 4*len(s.data)+maxField {
		return &Problem{Code: CodeUnterminatedQuote}
	}
	return nil
}

func (s *splitter) noteStray() {
	if s.marked {
		return
	}
	s.marked = true
	if s.stray++; s.stray == 1 {
		s.strayAt = s.number
	}
}

// closes reports whether the quote at q ends its cell, and where the
// separator or line end behind it lies.
func (s *splitter) closes(q int) (end int, ok bool) {
	for end = q + 1; end < len(s.data); end++ {
		switch c := s.data[end]; {
		case c == s.sep || c == '\n' || c == '\r':
			return end, true
		case c != ' ':
			return 0, false
		}
	}
	return end, true
}

// closingOnLine finds the next quote of the same line that ends the cell, or -1.
func (s *splitter) closingOnLine(k int) int {
	for ; k < len(s.data) && s.data[k] != '\n' && s.data[k] != '\r'; k++ {
		if s.data[k] == '"' {
			if _, ok := s.closes(k); ok {
				return k
			}
		}
	}
	return -1
}

func backslashes(b []byte) (n int) {
	for n < len(b) && b[len(b)-1-n] == '\\' {
		n++
	}
	return n
}

// lineEnds counts CRLF, LF and lone CR as one each.
func lineEnds(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if cr := bytes.Count(b, []byte{'\r'}); cr > 0 {
		n += cr - bytes.Count(b, []byte("\r\n"))
	}
	return n
}
