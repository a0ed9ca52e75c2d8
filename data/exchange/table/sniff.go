package table

import (
	"strconv"
	"strings"
)

// sampleRows is how many rows a preview shows.
const sampleRows = 50

// Sniff is what one pass over the whole file found.
type Sniff struct {
	Format    string
	Encoding  string
	Separator string // ",", ";", "\t", "|"
	Header    []string
	HasHeader bool
	Columns   []Column
	Rows      int        // rows with anything in them
	Sample    [][]string // the first rows, complete with empty cells
	SampleRow []int      // their numbers
	ShortRows int        // rows with cells missing at the end
	// Notices are warnings about the file, Refused the first rows that cannot
	// be read (Refusals counts all), and Fatal what ends the file early.
	Notices  []Problem
	Refused  []Problem
	Refusals int
	Fatal    *Problem
	// DateOrder is the order that the dates of the file prove, "" for none.
	DateOrder DateOrder
}

// refusedShown bounds the list of refused rows kept for showing.
const refusedShown = 100

// Sniff reads the whole file once and says what was understood.
func (t *Table) Sniff() *Sniff {
	s := &Sniff{
		Format: t.Format, Encoding: t.Encoding, Separator: string(t.Separator),
		Header: t.Header, HasHeader: t.HasHeader, Notices: append([]Problem(nil), t.Notices...),
	}
	facts := make([]columnFacts, len(t.Header))
	for i, h := range t.Header {
		facts[i].Name = h
	}
	firstShort := 0
	split := t.splitter()
	for {
		fields, more, p := split.next()
		if p != nil {
			p.File = t.Name
			s.Fatal = p
			break
		}
		if !more {
			break
		}
		if blank(fields) {
			continue
		}
		r := t.row(split, fields)
		s.take(r, facts)
		if r.Short && firstShort == 0 {
			firstShort = r.Number
		}
	}
	s.notices(t, firstShort, split)
	s.conclude(facts)
	return s
}

func (s *Sniff) take(r Row, facts []columnFacts) {
	s.Rows++
	if len(s.Sample) < sampleRows {
		s.Sample = append(s.Sample, append([]string(nil), r.Fields...))
		s.SampleRow = append(s.SampleRow, r.Number)
	}
	if r.Short {
		s.ShortRows++
	}
	if r.Problem != nil {
		if s.Refusals++; len(s.Refused) < refusedShown {
			s.Refused = append(s.Refused, *r.Problem)
		}
		return // its cells may be in the wrong columns
	}
	for i := range facts {
		facts[i].see(strings.TrimSpace(r.Fields[i]), r.Number)
	}
}

func (s *Sniff) notices(t *Table, firstShort int, split *splitter) {
	add := func(code string, row, n int) {
		s.Notices = append(s.Notices, Problem{Code: code, File: t.Name, Row: row, Value: strconv.Itoa(n)})
	}
	if s.Rows == 0 && s.Fatal == nil {
		s.Notices = append(s.Notices, Problem{Code: CodeNoRows, File: t.Name})
	}
	if s.ShortRows > 0 {
		add(CodeShortRows, firstShort, s.ShortRows)
	}
	if split.stray > 0 {
		add(CodeStrayQuote, split.strayAt, split.stray)
	}
}

// conclude draws the answers of the columns and of the file together.
func (s *Sniff) conclude(facts []columnFacts) {
	orders := map[DateOrder]bool{}
	for i := range facts {
		c := facts[i].conclude()
		s.Columns = append(s.Columns, c)
		if c.Order != "" && c.Dates*2 > c.Filled {
			orders[c.Order] = true
			s.DateOrder = c.Order
		}
	}
	if len(orders) > 1 {
		s.DateOrder = ""
	}
}

// Recognise maps the columns as [Recognise] does, and leaves out custom
// fields that are empty in every row.
func (s *Sniff) Recognise() Mapping {
	m := Recognise(s.Header, s.Sample)
	for i, t := range m.Columns {
		if t.Field == Custom && s.Columns[i].Filled == 0 {
			m.Columns[i] = Target{}
		}
	}
	return m
}
