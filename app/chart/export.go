package chart

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"

	"regulars/app/i18n"
)

// table is a chart as rows and columns: categories down and series across, or
// the cells of a heat map as they stand.
type table struct {
	head   []string // of every column; the first column holds names
	names  []string // of every row
	values func(row, col int) float64
	rows   int
}

// newTable reads any spec, ragged ones included; missing values are NaN.
func newTable(s Spec) table {
	if s.Kind == HeatMap {
		return gridTable(s)
	}
	t := table{head: []string{categoryHead(s)}, names: s.Categories, rows: len(s.Categories)}
	var columns [][]float64
	add := func(name string, values []float64) {
		t.head, columns = append(t.head, name), append(columns, values)
		t.rows = max(t.rows, len(values))
	}
	for _, one := range s.Series {
		add(one.Name, one.Values)
		if len(one.Low)+len(one.High) > 0 {
			name := i18n.Args{"Name": one.Name}
			add(i18n.T("chart.low", name), one.Low)
			add(i18n.T("chart.high", name), one.High)
		}
	}
	t.values = func(row, col int) float64 { return valueAt(columns[col], row) }
	return t
}

func gridTable(s Spec) table {
	cols := len(s.ColLabels)
	for _, row := range s.Cells {
		cols = max(cols, len(row))
	}
	t := table{head: []string{s.YLabel}, names: s.RowLabels, rows: max(len(s.RowLabels), len(s.Cells))}
	for i := range cols {
		t.head = append(t.head, at(s.ColLabels, i))
	}
	t.values = func(row, col int) float64 {
		if row >= len(s.Cells) {
			return math.NaN()
		}
		return valueAt(s.Cells[row], col)
	}
	return t
}

func categoryHead(s Spec) string {
	if s.XLabel != "" {
		return s.XLabel
	}
	return i18n.T("chart.category")
}

func valueAt(values []float64, i int) float64 {
	if i < 0 || i >= len(values) || math.IsInf(values[i], 0) {
		return math.NaN()
	}
	return values[i]
}

// TSV returns the numbers of s for the clipboard: tab-separated, a point as
// decimal mark, full precision, nothing where there is no data.
func TSV(s Spec) string {
	t := newTable(s)
	clean := strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ")
	var b strings.Builder
	for row := -1; row < t.rows; row++ {
		for col, cell := range t.line(row) {
			if col > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(cell))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// CSV returns the numbers of s as RFC 4180 text, written like [TSV].
func CSV(s Spec) string {
	t := newTable(s)
	var b strings.Builder
	w := csv.NewWriter(&b)
	for row := -1; row < t.rows; row++ {
		// A strings.Builder takes everything, so Write cannot fail.
		_ = w.Write(t.line(row))
	}
	w.Flush()
	return b.String()
}

// line is one row as exported; row -1 is the head.
func (t table) line(row int) []string {
	out := make([]string, len(t.head))
	if row < 0 {
		for i, name := range t.head {
			out[i] = Inert(name)
		}
		return out
	}
	out[0] = Inert(at(t.names, row))
	for col := range len(t.head) - 1 {
		if v := t.values(row, col); !math.IsNaN(v) {
			out[col+1] = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return out
}

// Inert keeps a name from becoming a formula in a spreadsheet. Phone numbers
// and negative numbers stay as they are.
func Inert(name string) string {
	if name == "" {
		return name
	}
	second := byte(0)
	if len(name) > 1 {
		second = name[1]
	}
	digit := second >= '0' && second <= '9'
	switch name[0] {
	case '=', '@', '\t', '\r':
		return "'" + name
	case '+', '-':
		if !digit && second != 0 && second != ' ' {
			return "'" + name
		}
	}
	return name
}
