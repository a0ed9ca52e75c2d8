package table

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
)

// Table is a file that was understood as rows of cells. It is read-only and
// safe for concurrent use; Rows may be walked any number of times.
type Table struct {
	Name     string
	SHA256   string // of the unpacked bytes, so a file and its gzipped copy are the same
	Format   string // "csv" or "tsv"
	Encoding string // one of [Encodings]
	// EncodingSure is false when the encoding was guessed; then Candidates
	// lists what else it may be, best first, for a person to choose from.
	EncodingSure bool
	Candidates   []string
	Separator    byte // ',' in a file of one column
	// Header holds the heading of each column, trimmed; all empty when the
	// file has no heading row.
	Header    []string
	HasHeader bool
	// Notices are warnings found while opening.
	Notices []Problem

	locale    string
	data      []byte // UTF-8, without mark, NUL and sep= hint
	dialect   dialect
	start     int // offset of the first data row
	startLine int
	startRow  int // rows before it
}

// Row is one row below the headings.
type Row struct {
	Number int // as a spreadsheet numbers rows: headings and empty lines count
	Line   int // line of the file on which the row starts, from 1
	// Fields holds one text per column, missing ones empty, as written but
	// for one apostrophe that a spreadsheet-safe export put before = + - @.
	// The slice is reused by the next row, the texts are not. A row with too
	// many cells keeps them all.
	Fields []string
	// Short is set when cells at the end were missing; they read as empty.
	Short bool
	// Problem is set when the row's cells cannot be trusted to be in their
	// columns (more cells than columns, a quote never closed).
	Problem *Problem
	// End is the offset behind the row, out of [Table.Size], for progress.
	End int64
}

// Size is the length of the text in bytes.
func (t *Table) Size() int64 { return int64(len(t.data)) }

// Rows yields the rows below the headings that hold anything but blanks. An
// error is a *Problem that ends the file.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		s := t.splitter()
		for {
			fields, more, p := s.next()
			if p != nil {
				p.File = t.Name
				yield(Row{}, p)
				return
			}
			if !more {
				return
			}
			if blank(fields) {
				continue
			}
			if !yield(t.row(s, fields), nil) {
				return
			}
		}
	}
}

func (t *Table) splitter() *splitter {
	return &splitter{data: t.data, pos: t.start, line: t.startLine, number: t.startRow, dialect: t.dialect}
}

// row fits cells to the columns.
func (t *Table) row(s *splitter, fields []string) Row {
	r := Row{Number: s.number, Line: s.rowLine + 1, End: int64(s.pos)}
	width := len(t.Header)
	if len(fields) > width && blank(fields[width:]) {
		fields = fields[:width]
	}
	if len(fields) > width {
		r.Problem = &Problem{Code: CodeRowTooLong, File: t.Name, Row: r.Number, Value: strconv.Itoa(len(fields))}
	}
	if s.open {
		r.Problem = &Problem{Code: CodeUnterminatedQuote, File: t.Name, Row: r.Number, Value: shorten(firstQuoted(fields))}
	}
	for len(fields) < width {
		r.Short = true
		fields = append(fields, "")
	}
	s.fields = fields[:0]
	for i, f := range fields {
		if len(f) > 0 && f[0] == '\'' {
			fields[i] = unguard(f)
		}
	}
	r.Fields = fields
	return r
}

func firstQuoted(fields []string) string {
	for _, f := range fields {
		if strings.HasPrefix(strings.TrimLeft(f, " "), `"`) {
			return f
		}
	}
	return ""
}

func blank(fields []string) bool {
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// understand fills the table from the raw bytes.
func (t *Table) understand(raw []byte, o Options) *Problem {
	if p := refuseRaw(raw); p != nil {
		return p
	}
	if p := t.decodeAll(raw, o); p != nil {
		return p
	}
	if p := refuseText(t.data); p != nil {
		return p
	}
	t.dropNUL()
	hinted := t.takeHint()
	sep := o.Separator
	if sep == 0 {
		sep = hinted
	}
	if sep == 0 {
		sep = findSeparator(t.data)
	}
	t.Separator, t.Format = sep, "csv"
	switch sep {
	case '\t':
		t.Format = "tsv"
	case 0:
		t.Separator = ','
	}
	t.dialect = dialect{sep: sep, backslash: needsBackslash(t.data, sep)}
	return t.findHeader(o.Header)
}

func (t *Table) decodeAll(raw []byte, o Options) *Problem {
	e := detect(raw, o.Locale)
	if o.Encoding != "" {
		if !knownEncoding(o.Encoding) {
			return &Problem{Code: CodeEncodingUnknown, Value: shorten(o.Encoding)}
		}
		if o.Encoding != e.name {
			e = encodingFound{name: o.Encoding, sure: true}
		}
		e.sure = true
	}
	text, bad := decode(raw[e.skip:], e.name)
	if bad >= 0 && e.sure {
		return &Problem{Code: CodeEncodingLies, Row: lineEnds(text[:bad]) + 1, Value: e.name}
	}
	t.data, t.Encoding, t.EncodingSure, t.Candidates = text, e.name, e.sure, e.candidates
	if !e.sure {
		t.notice(CodeEncodingGuessed, 0, e.name)
	}
	if e.wrongMark {
		t.notice(CodeMarkWrong, 0, e.name)
	}
	return nil
}

func (t *Table) notice(code string, row int, value string) {
	t.Notices = append(t.Notices, Problem{Code: code, File: t.Name, Row: row, Value: value})
}

// dropNUL removes zero bytes, which no program means, and says how many.
func (t *Table) dropNUL() {
	if n := bytes.Count(t.data, []byte{0}); n > 0 {
		t.data = bytes.ReplaceAll(t.data, []byte{0}, nil)
		t.notice(CodeNulBytes, 0, strconv.Itoa(n))
	}
}

// takeHint steps over a first line "sep=;", which some programs write for
// Excel, and returns its separator.
func (t *Table) takeHint() byte {
	end := bytes.IndexAny(t.data, "\r\n")
	if end < 0 {
		return 0
	}
	line := strings.Trim(strings.ToLower(string(t.data[:min(end, 16)])), `" `)
	if !strings.HasPrefix(line, "sep=") || len(line) != 5 && line != "sep=" {
		return 0
	}
	sep := byte('\t') // trimmed away above or cut by an editor
	if len(line) == 5 {
		sep = line[4]
	}
	s := splitter{data: t.data, pos: end}
	s.endLine()
	t.start, t.startLine, t.startRow = s.pos, s.line, 1
	return sep
}
