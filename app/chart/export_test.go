package chart

import (
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTSV_WritesEveryNumberAsItIs(t *testing.T) {
	s := Spec{
		XLabel: "Month", Categories: []string{"Jan\t1", "Feb"},
		Series: []Series{{Name: "A", Values: []float64{1234.5, math.NaN()}}, {Name: "B", Values: []float64{-1}, Low: []float64{-2}, High: []float64{1e6}}},
	}
	want := "Month\tA\tB\tB, low\tB, high\nJan 1\t1234.5\t-1\t-2\t1000000\nFeb\t\t\t\t\n"
	if got := TSV(s); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTSV_HeatMapKeepsItsShape(t *testing.T) {
	s := Spec{Kind: HeatMap, YLabel: "Orders", RowLabels: []string{"Mon"}, ColLabels: []string{"9", "10"}, Cells: [][]float64{{1}, {2, 3}}}
	if got, want := TSV(s), "Orders\t9\t10\nMon\t1\t\n\t2\t3\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCSV_NamesNeverBecomeFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "@SUM": "'@SUM", "+cmd": "'+cmd", "-x": "'-x",
		"+33 6": "+33 6", "-12": "-12", "Lan": "Lan", "": "", "-": "-",
	} {
		if got := Inert(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCSV_ReadsBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 20).Draw(t, "n")
		s := Spec{Categories: rapid.SliceOfN(rapid.StringMatching(`[a-z ",;\n]{1,8}x`), n, n).Draw(t, "names")}
		for range rapid.IntRange(0, 4).Draw(t, "series") {
			s.Series = append(s.Series, Series{Name: "s", Values: rapid.SliceOfN(rapid.Float64(), n, n).Draw(t, "values")})
		}
		rows, err := csv.NewReader(strings.NewReader(CSV(s))).ReadAll()
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, name := range s.Categories {
			if rows[i+1][0] != name {
				t.Fatalf("row %d: %q, want %q", i, rows[i+1][0], name)
			}
		}
	})
}

func TestSanitise_ManySeriesKeepTheirSum(t *testing.T) {
	s := Spec{Kind: StackedBar, Categories: []string{"a"}}
	for range 100 {
		s.Series = append(s.Series, Series{Values: []float64{2}})
	}
	clean, reason := Sanitise(s)
	sum := 0.0
	for _, one := range clean.Series {
		sum += one.Values[0]
	}
	if reason != "" || len(clean.Series) != maxSeries || sum != 200 {
		t.Errorf("%d series, sum %v, reason %q", len(clean.Series), sum, reason)
	}
	if clean.Series[maxSeries-1].Name != "77 others together" {
		t.Errorf("last series is %q", clean.Series[maxSeries-1].Name)
	}
}

func TestSanitise_SaysWhyThereIsNothing(t *testing.T) {
	nan := math.NaN()
	for name, s := range map[string]Spec{
		"zero": {}, "no values": {Categories: []string{"a"}, Series: []Series{{Name: "x"}}},
		"all missing": {Kind: Line, Series: []Series{{Values: []float64{nan, math.Inf(1)}}}}, "empty grid": {Kind: HeatMap, RowLabels: []string{"a"}},
	} {
		if clean, reason := Sanitise(s); reason == "" || clean.Empty != reason {
			t.Errorf("%s: reason %q, empty %q", name, reason, clean.Empty)
		}
	}
}

func TestTidy_LeavesOnePrintableLine(t *testing.T) {
	for in, want := range map[string]string{
		"  a\n\tb  ": "a  b", "x\x00\x1by": "xy", "\xff\xfeok": "ok", "Đặng": "Đặng", "李 明": "李 明",
		strings.Repeat("w", 300): strings.Repeat("w", maxRunes) + "…",
	} {
		if got := tidy(in, maxRunes); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSanitise_SaysWhenAGridIsCut(t *testing.T) {
	s := Spec{Kind: HeatMap, Note: "Note", RowLabels: make([]string, 1000), Cells: [][]float64{{1, 2}}}
	clean, _ := Sanitise(s)
	if len(clean.Cells) != maxGrid || !strings.Contains(clean.Note, "400") || !strings.HasPrefix(clean.Note, "Note · ") {
		t.Errorf("%d rows, note %q", len(clean.Cells), clean.Note)
	}
	if len(s.RowLabels) != 1000 {
		t.Error("the spec given was changed")
	}
}
