package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
)

func TestAskForecast_FileWithoutABook(t *testing.T) {
	p := place{t, t.TempDir()}
	var file strings.Builder
	file.WriteString("value,series,t\n")
	for i, v := range insighttest.Classic(t, "AirPassengers") {
		fmt.Fprintf(&file, "%g,air,%d-%02d\n", v, 1949+i/12, 1+i%12)
		fmt.Fprintf(&file, "7,flat,%d-%02d\n", 1949+i/12, 1+i%12)
	}
	var got forecastReply
	p.read(&got, "ask", "forecast", "--file", p.write("s.csv", file.String()), "--freq", "12", "--horizon", "18")
	if got.Question != "forecast" || got.Method != mixedMethods || got.N != 288 || len(got.Series) != 2 || len(got.Rows) != 36 {
		t.Fatalf("%s by %s, n %d, %d series, %d rows", got.Question, got.Method, got.N, len(got.Series), len(got.Rows))
	}
	air, july := got.Series[0], got.Rows[6]
	if air.Series != "air" || !air.BeatsNaive || air.Relative > .7 || air.Origins < 3 || air.Tried != 18 {
		t.Errorf("%+v", air)
	}
	if july.Step != 7 || july.Point < 580 || july.Point > 680 || july.Lo95 > july.Lo80 || july.Lo80 > july.Point || july.Point > july.Hi80 || july.Hi80 > july.Hi95 {
		t.Errorf("July 1961: %+v", july)
	}
	if last := got.Rows[35]; last.Series != "flat" || last.Point != 7 || last.Step != 18 {
		t.Errorf("flat: %+v", last)
	}
	if text := p.ok("ask", "forecast", "--file", p.path("s.csv"), "--freq", "12"); !strings.Contains(text, "ETS(M,Ad,M)") {
		t.Error(text)
	}
}

func TestAskForecast_RowsInAnyOrderAndGaps(t *testing.T) {
	p := place{t, t.TempDir()}
	tidy, messy := "series,t,value\n", ""
	for i := range 30 {
		v := fmt.Sprint(20 + i%4*3)
		if i == 11 {
			v = ""
		}
		tidy += fmt.Sprintf("a,%d,%s\n", i+1, v)
		if i != 11 {
			messy = fmt.Sprintf("a;%d;%s\n", i+1, v) + messy
		}
	}
	first := p.ok("ask", "forecast", "--json", "--file", p.write("tidy.csv", tidy), "--freq", "4")
	second := p.ok("ask", "forecast", "--json", "--file", p.write("messy.csv", "Series;T;Value\n"+messy), "--freq", "4")
	if first != second {
		t.Errorf("%s\n%s", first, second)
	}
	if !strings.Contains(first, "need_gaps_known") {
		t.Error("the gap is not told")
	}
}

func TestAskForecast_ErrorsNameFileRowAndRemedy(t *testing.T) {
	p := place{t, t.TempDir()}
	for text, want := range map[string]string{
		"series,t,value\na,1,3\na,x,4\n":                                   `s.csv, row 3: t "x" is no step; write a whole number`,
		"series,t,value\na,1,3\na,2,4 eggs\n":                              `s.csv, row 3: value "4 eggs" is no number; write it like 1234.5`,
		"series,t,value\na,1,3\na,1,4\n":                                   `s.csv, row 3: series "a" has this step in row 2 already`,
		"series,t,value\na,1,3\na,2024-05,4\n":                             `s.csv, row 3: t "2024-05" is a month, those before are numbers; write all the same way`,
		"series,t,value\na,2024-01-05,3\na,2024-01-12,4\na,2024-01-20,1\n": `s.csv, row 4: series "a" steps by 7 days`,
		"series,t,value\na,1,3\na,900000000,4\n":                           `s.csv, row 3: series "a" spans more than 100000 steps`,
		"series,when,value\na,1,3\n":                                       `s.csv, row 1: no column "t"`,
		"series,t,value\n":                                                 `s.csv: no rows below the headings`,
		"series,t,value\na,1,Inf\n":                                        `s.csv, row 2: value "Inf" is no number`,
	} {
		_, errOut, code := p.run("ask", "forecast", "--file", p.write("s.csv", text), "--freq", "12")
		if code != exitFailed || !strings.Contains(errOut, want) {
			t.Errorf("exit %d, %q, want %q", code, errOut, want)
		}
	}
	for _, call := range [][]string{{"--freq", "12"}, {"--file", p.path("s.csv")}, {"--file", p.path("s.csv"), "--freq", "12", "--horizon", "-1"}} {
		if _, errOut, code := p.run(append([]string{"ask", "forecast"}, call...)...); code != exitUsage || !strings.Contains(errOut, "--") {
			t.Errorf("%v: exit %d, %q", call, code, errOut)
		}
	}
	if _, errOut, code := p.run("ask", "forecast", "--file", p.path("none.csv"), "--freq", "12"); code != exitFailed || !strings.Contains(errOut, "none.csv") {
		t.Errorf("exit %d, %q", code, errOut)
	}
}

// The forecast of a book: its parts add up, and JSON, text and chart agree.
func TestAskForecast_OfTheBook(t *testing.T) {
	p := place{t, t.TempDir()}
	p.ok("new", "--sample", "shop")
	var got struct {
		By, Unit string
		Series   []bookSeries
		Rows     []struct {
			Series string
			Step   int
			Point  float64
			Whole  int64
		}
	}
	p.read(&got, "ask", "forecast", "--by", "category", "--horizon", "3", "--chart", p.path("f.png"))
	if got.By != "category" || got.Unit != "month" || len(got.Series) < 5 || len(got.Rows) != 3*len(got.Series) || got.Series[0].Last == nil {
		t.Fatalf("by %s and %s, %d series, %d rows", got.By, got.Unit, len(got.Series), len(got.Rows))
	}
	for step := range 3 {
		total, whole := got.Rows[step].Point, got.Rows[step].Whole
		for _, r := range got.Rows[3:] {
			if r.Step == step+1 {
				total, whole = total-r.Point, whole-r.Whole
			}
		}
		if total > 1e-6 || total < -1e-6 || whole != 0 {
			t.Errorf("step %d: %g and %d left of the total", step+1, total, whole)
		}
	}
	for _, call := range [][]string{{"--by", "colour"}, {"--horizon", "-1"}, {"--top", "9999"}, {"--unit", "quarter"}} {
		if _, errOut, code := p.run(append([]string{"ask", "forecast"}, call...)...); code != exitUsage || !strings.Contains(errOut, call[0]) {
			t.Errorf("%v: exit %d, %q", call, code, errOut)
		}
	}
	if text := p.ok("ask", "forecast", "--measure", "net", "--change", "10"); !strings.Contains(text, "2026-11-01") || !strings.Contains(text, "GBP") {
		t.Error(text)
	}
}

// Conditions are read, and what makes none says what is wanted.
func TestAskForecast_Supposed_000_28(t *testing.T) {
	p := place{t, t.TempDir()}
	p.ok("new", "--sample", "shop")
	var got struct{ Conditions []outlook.Supposed }
	p.read(&got, "ask", "forecast", "--measure", "net", "--price", "5", "--of", "Black tea", "--closed", "2026-11-02..2026-11-03", "--event", "own_promo", "--on", "2026-12-05", "--change", "-5")
	told := ""
	for _, c := range got.Conditions {
		told += fmt.Sprint(c.Kind, " ", c.Told, "; ")
	}
	if told != "flat true; price false; closed true; event false; " || got.Conditions[1].Category.IsZero() || got.Conditions[2].Steps[0].Days != 1 {
		t.Errorf("%s %+v", told, got.Conditions)
	}
	for _, call := range [][]string{{"--of", "Black tea"}, {"--price", "5", "--of", "Nothing of the kind"}, {"--closed", "soon"}, {"--closed", "40"}, {"--closed", "2026-12-02..2026-12-01"},
		{"--event", "moon"}, {"--event", "own_promo"}, {"--price", "999"}} {
		if _, errOut, code := p.run(append([]string{"ask", "forecast", "--measure", "units"}, call...)...); code != exitUsage || !strings.Contains(errOut, "--") {
			t.Errorf("%v: exit %d, %q", call, code, errOut)
		}
	}
}

// The planning sheet is printed in the language asked for, once.
func TestAskPlan_004_06(t *testing.T) {
	p := place{t, t.TempDir()}
	p.ok("new", "--sample", "shop")
	text := p.ok("ask", "plan", "--to", p.path("plan.pdf"), "--closed", "3")
	for _, want := range []string{"By product", "By kind of customer", "Guest rooms above the shop", "3 of 25 open days", "Oct 2026: expected"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if file, err := os.ReadFile(p.path("plan.pdf")); err != nil || !strings.HasPrefix(string(file), "%PDF") {
		t.Errorf("%v", err)
	}
	if _, errOut, code := p.run("ask", "plan", "--to", p.path("plan.pdf")); code == exitDone || !strings.Contains(errOut, "plan.pdf") {
		t.Errorf("wrote over the file: %d, %q", code, errOut)
	}
	if text := p.ok("ask", "plan", "--lang", "it"); !strings.Contains(text, "Per prodotto") {
		t.Error(text)
	}
	p.ok("ask", "plan", "--lang", "en")
}
