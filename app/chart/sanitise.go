package chart

import (
	"math"
	"strings"
	"unicode"

	"regulars/app/i18n"
)

const (
	maxSeries = 24  // more cannot be told apart; the rest becomes one series
	maxGrid   = 400 // rows and columns of a heat map
	maxRunes  = 160 // of a label; a title may have three times as many
	// Beyond these a difference of two values leaves what a float64 can hold.
	hugest, tiniest = 1e290, 1e-290
	joiner          = 0x200d // holds emoji and Indic letters together
)

// Sanitise returns a spec that can be drawn: every series as long as the
// categories, no infinities, no control characters, bounded sizes. The reason,
// in the reader's language, is not empty when there is nothing to draw; the
// spec then carries it in Empty. s itself is not changed.
func Sanitise(s Spec) (clean Spec, reason string) {
	s.Title, s.Subtitle = tidy(s.Title, 3*maxRunes), tidy(s.Subtitle, 3*maxRunes)
	s.XLabel, s.YLabel = tidy(s.XLabel, maxRunes), tidy(s.YLabel, maxRunes)
	s.Note, s.Empty = tidy(s.Note, 3*maxRunes), tidy(s.Empty, 3*maxRunes)
	s.N = max(0, s.N)
	if s.Kind < Bar || s.Kind > HeatMap {
		s.Kind = Bar
	}
	if s.Kind == HeatMap {
		s = tidyGrid(s)
	} else {
		s = tidySeries(s)
	}
	if s.Empty == "" && !anyValue(s) {
		s.Empty = i18n.T("chart.no_data")
	}
	return s, s.Empty
}

func tidySeries(s Spec) Spec {
	n := len(s.Categories)
	for _, one := range s.Series {
		n = max(n, len(one.Values))
	}
	if s.Kind == Bar || s.Kind == HBar {
		s.Series = s.Series[:min(1, len(s.Series))]
	}
	s.Categories = tidyAll(s.Categories, n)
	series := make([]Series, 0, len(s.Series))
	for i, one := range s.Series {
		if i >= maxSeries {
			break
		}
		series = append(series, Series{
			Name: tidy(one.Name, maxRunes), Keys: one.Keys, Values: tidyValues(one.Values, n),
			Low: tidyBound(one.Low, n), High: tidyBound(one.High, n),
		})
	}
	if len(s.Series) > maxSeries {
		series[maxSeries-1] = remainder(s, n)
	}
	s.Series = series
	return s
}

// remainder sums the series past the limit, so that stacks keep their height.
func remainder(s Spec, n int) Series {
	rest := s.Series[maxSeries-1:]
	sum := tidyValues(nil, n)
	for _, one := range rest {
		for i, v := range one.Values {
			v = tidyValue(v)
			switch {
			case math.IsNaN(v):
			case math.IsNaN(sum[i]):
				sum[i] = v
			default:
				sum[i] += v
			}
		}
	}
	return Series{Name: i18n.N("chart.others", len(rest)), Values: tidyValues(sum, n)}
}

func tidyGrid(s Spec) Spec {
	rows, cols := max(len(s.RowLabels), len(s.Cells)), len(s.ColLabels)
	for _, row := range s.Cells {
		cols = max(cols, len(row))
	}
	if rows > maxGrid || cols > maxGrid {
		rows, cols = min(rows, maxGrid), min(cols, maxGrid)
		s.Note = join(" · ", s.Note, i18n.T("chart.cut", i18n.Args{"Rows": rows, "Cols": cols}))
	}
	s.RowLabels, s.ColLabels = tidyAll(s.RowLabels, rows), tidyAll(s.ColLabels, cols)
	cells := make([][]float64, rows)
	for i := range cells {
		var row []float64
		if i < len(s.Cells) {
			row = s.Cells[i]
		}
		cells[i] = tidyValues(row, cols)
	}
	s.Cells = cells
	return s
}

func anyValue(s Spec) bool {
	for i := range s.seriesCount() {
		for _, v := range s.values(i) {
			if !math.IsNaN(v) {
				return true
			}
		}
	}
	return false
}

func tidyValues(values []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		if i < len(values) {
			out[i] = tidyValue(values[i])
		} else {
			out[i] = math.NaN()
		}
	}
	return out
}

func tidyBound(values []float64, n int) []float64 {
	if len(values) == 0 {
		return nil
	}
	return tidyValues(values, n)
}

func tidyValue(v float64) float64 {
	switch a := math.Abs(v); {
	case math.IsInf(v, 0):
		return math.NaN()
	case a < tiniest:
		return 0
	case a > hugest:
		return math.Copysign(hugest, v)
	}
	return v
}

func tidyAll(labels []string, n int) []string {
	out := make([]string, n)
	for i := range min(n, len(labels)) {
		out[i] = tidy(labels[i], maxRunes)
	}
	return out
}

// tidy makes one printable line of s.
func tidy(s string, limit int) string {
	if len(s) <= limit && plain(s) {
		return s
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == limit {
			return strings.TrimSpace(b.String()) + "…"
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case r == unicode.ReplacementChar || !unicode.IsGraphic(r) && r != joiner:
			continue
		}
		b.WriteRune(r)
		n++
	}
	return strings.TrimSpace(b.String())
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ")
}
