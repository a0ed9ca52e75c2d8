package chart

// Kind is the form of a chart.
type Kind int

// The kinds of chart.
const (
	// Bar draws one column per category from the first series.
	Bar Kind = iota
	// HBar draws one horizontal bar per category, top to bottom: for ranked
	// lists and long names.
	HBar
	// StackedBar puts the series on top of each other at their true height;
	// negative values hang below zero.
	StackedBar
	// GroupedBar puts the series side by side within each category.
	GroupedBar
	// Line draws one line per series, with a band where Low and High are given.
	Line
	// HeatMap draws Cells as a grid of coloured fields: hours by weekdays, or
	// the RFM matrix.
	HeatMap
)

// Spec is everything a chart says, as plain data. The zero value is an empty
// chart. Missing numbers are NaN.
type Spec struct {
	Kind     Kind
	Title    string // states the finding, not the subject
	Subtitle string // what is counted, how and when
	XLabel   string // name of the category axis, with unit
	YLabel   string // name of the value axis, with unit; for a heat map, of the cells
	N        int    // records behind the chart; 0 leaves the line out
	Note     string // one more sentence under the chart, such as the method
	Empty    string // when set, stands in the middle instead of a chart

	Categories []string
	Series     []Series

	// RowLabels, ColLabels and Cells[row][column] hold a heat map.
	RowLabels, ColLabels []string
	Cells                [][]float64
	CellKeys             [][]string
	// Strong, where given, writes the cells that are true in bold.
	Strong [][]bool

	// Format writes a value for labels, tooltips and the table; nil writes a
	// plain number in the reader's language. It is never called with NaN or Inf.
	Format func(float64) string
	// TickFormat writes the numbers of the value axis, which like to be short;
	// nil means Format, or short numbers when that is nil too.
	TickFormat func(float64) string
}

// Series is one named row of numbers, one per category.
type Series struct {
	Name   string
	Values []float64 // NaN = no data

	// Low and High bound a band around a line; leave them empty for none.
	Low, High []float64

	// Keys name the records behind each value; opaque to this package.
	Keys []string
}

// Key returns the key of one value, or "" when it has none. For a heat map,
// series is the row and index the column.
func (s Spec) Key(series, index int) string {
	var rows [][]string
	if s.Kind == HeatMap {
		rows = s.CellKeys
	} else {
		for _, one := range s.Series {
			rows = append(rows, one.Keys)
		}
	}
	if series < 0 || series >= len(rows) || index < 0 || index >= len(rows[series]) {
		return ""
	}
	return rows[series][index]
}

// seriesName is what the legend, the tooltip and the table call a series; rows
// of a heat map count as series.
func (s Spec) seriesName(i int) string {
	if s.Kind == HeatMap {
		return at(s.RowLabels, i)
	}
	if i >= 0 && i < len(s.Series) {
		return s.Series[i].Name
	}
	return ""
}

func (s Spec) categoryNames() []string {
	if s.Kind == HeatMap {
		return s.ColLabels
	}
	return s.Categories
}

// values is the row of numbers of a series or of a heat map row.
func (s Spec) values(i int) []float64 {
	if s.Kind == HeatMap {
		return s.Cells[i]
	}
	return s.Series[i].Values
}

func (s Spec) seriesCount() int {
	if s.Kind == HeatMap {
		return len(s.Cells)
	}
	return len(s.Series)
}

func at(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i]
}
