package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"regulars/data/exchange/table"
	"regulars/data/insight/forecast"
)

// longest is how many steps a series in a file may span.
const longest = 100_000

// fileSeries is one series of a file.
type fileSeries struct {
	name   string
	values []float64 // NaN for a step the file leaves out
}

// seriesFile reads a file of the columns series, t and value: one row a step,
// in any order. t counts steps (1, 2, 3) or is a month (2024-05) or a day
// (2024-05-31); the steps are then the shortest distance between two rows of
// a series. A step left out, or without value, is not known.
type seriesFile struct {
	name  string
	form  string // of t: "number", "month" or "day"; "" before the first row
	names []string
	rows  map[string][]stepRow
}

type stepRow struct {
	row   int // of the file
	at    int
	value float64
}

func readSeriesFile(path string) ([]fileSeries, error) {
	tab, err := table.Open(path, table.Options{Locale: "en", Header: table.HeaderYes})
	if err != nil {
		return nil, err
	}
	f := &seriesFile{name: tab.Name, rows: map[string][]stepRow{}}
	column, err := f.columns(tab.Header)
	if err != nil {
		return nil, err
	}
	for r, err := range tab.Rows() {
		if err == nil && r.Problem != nil {
			err = r.Problem
		}
		if err == nil {
			err = f.add(r.Number, r.Fields[column[0]], strings.TrimSpace(r.Fields[column[1]]), strings.TrimSpace(r.Fields[column[2]]))
		}
		if err != nil {
			return nil, err
		}
	}
	if len(f.names) == 0 {
		return nil, fmt.Errorf("%s: no rows below the headings; write one row for each step of each series", f.name)
	}
	return f.series()
}

// columns finds the three columns by their headings.
func (f *seriesFile) columns(header []string) (at [3]int, err error) {
	for i, name := range []string{"series", "t", "value"} {
		at[i] = -1
		for j, h := range header {
			if strings.EqualFold(h, name) {
				at[i] = j
			}
		}
		if at[i] < 0 {
			return at, fmt.Errorf("%s, row 1: no column %q among %q; the first row must name the columns series,t,value", f.name, name, strings.Join(header, ","))
		}
	}
	return at, nil
}

func (f *seriesFile) add(row int, name, t, value string) error {
	at, form, ok := step(t)
	if !ok {
		return fmt.Errorf("%s, row %d: t %q is no step; write a whole number, a month such as 2024-05 or a day such as 2024-05-31", f.name, row, t)
	}
	if f.form == "" {
		f.form = form
	}
	if f.form != form {
		return fmt.Errorf("%s, row %d: t %q is a %s, those before are %ss; write all the same way", f.name, row, t, form, f.form)
	}
	v := math.NaN()
	if value != "" && !strings.EqualFold(value, "NA") {
		var err error
		if v, err = strconv.ParseFloat(value, 64); err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s, row %d: value %q is no number; write it like 1234.5, or leave it empty where it is not known", f.name, row, value)
		}
	}
	if _, ok := f.rows[name]; !ok {
		f.names = append(f.names, name)
	}
	f.rows[name] = append(f.rows[name], stepRow{row, at, v})
	return nil
}

// step reads a t as a position and says how it was written.
func step(t string) (at int, form string, ok bool) {
	if n, err := strconv.Atoi(t); err == nil && n >= -1e9 && n <= 1e9 {
		return n, "number", true
	}
	if m, err := time.Parse("2006-01", t); err == nil {
		return m.Year()*12 + int(m.Month()), "month", true
	}
	if d, err := time.Parse("2006-01-02", t); err == nil {
		return int(d.Unix() / 86400), "day", true
	}
	return 0, "", false
}

// monthly takes days that all begin a month for months, whose lengths differ.
func (f *seriesFile) monthly() {
	for _, name := range f.names {
		for _, r := range f.rows[name] {
			if f.form != "day" || time.Unix(int64(r.at)*86400, 0).UTC().Day() != 1 {
				return
			}
		}
	}
	f.form = "month"
	for _, name := range f.names {
		for i, r := range f.rows[name] {
			d := time.Unix(int64(r.at)*86400, 0).UTC()
			f.rows[name][i].at = d.Year()*12 + int(d.Month())
		}
	}
}

// series lays the rows out step by step, the series in order of appearance.
func (f *seriesFile) series() (all []fileSeries, err error) {
	width := 1
	for _, name := range f.names {
		if err := f.order(name); err != nil {
			return nil, err
		}
	}
	if f.form != "number" {
		f.monthly()
		width = f.width()
	}
	for _, name := range f.names {
		one, err := f.lay(name, width)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// order sorts the rows of a series by time; no two may be the same step.
func (f *seriesFile) order(name string) error {
	rows := f.rows[name]
	slices.SortStableFunc(rows, func(a, b stepRow) int { return cmp.Compare(a.at, b.at) })
	for i := 1; i < len(rows); i++ {
		if rows[i].at == rows[i-1].at {
			return fmt.Errorf("%s, row %d: series %q has this step in row %d already; keep one of them", f.name, rows[i].row, name, rows[i-1].row)
		}
	}
	return nil
}

// width is the shortest distance between two rows of a series.
func (f *seriesFile) width() int {
	width := 0
	for _, name := range f.names {
		rows := f.rows[name]
		for i := 1; i < len(rows); i++ {
			if d := rows[i].at - rows[i-1].at; width == 0 || d < width {
				width = d
			}
		}
	}
	return max(width, 1)
}

func (f *seriesFile) lay(name string, width int) (fileSeries, error) {
	rows := f.rows[name]
	first, last := rows[0].at, rows[len(rows)-1].at
	if (last-first)/width >= longest {
		r := rows[len(rows)-1]
		return fileSeries{}, fmt.Errorf("%s, row %d: series %q spans more than %d steps; is t right?", f.name, r.row, name, longest)
	}
	s := fileSeries{name: name, values: make([]float64, (last-first)/width+1)}
	for i := range s.values {
		s.values[i] = math.NaN()
	}
	for _, r := range rows {
		if (r.at-first)%width != 0 {
			return fileSeries{}, fmt.Errorf("%s, row %d: series %q steps by %d %ss, and this row lies between two steps; correct its t", f.name, r.row, name, width, f.form)
		}
		s.values[(r.at-first)/width] = r.value
	}
	return s, nil
}

// asked turns series of a file into those to forecast.
func asked(all []fileSeries, freq int) []forecast.Series {
	return column(all, func(s fileSeries) forecast.Series { return forecast.Series{Values: s.values, Freq: freq} })
}
