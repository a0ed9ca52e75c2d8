package main

import (
	"strings"
	"testing"
)

func TestAskLifecycleAndCohorts(t *testing.T) {
	p := newPlace(t)
	p.run("import", p.path("customers.csv"), p.path("sales.csv")) // one row of which is bad
	for _, args := range [][]string{
		{"lifecycle", "--as-of", "2024-03-31", "--customers", "--moves", "--by", "quarter"},
		{"cohorts", "--by", "product", "--measure", "share"},
		{"cohorts", "--by", "source", "--measure", "net"},
		{"cohorts", "--by", "category", "--measure", "customers", "--months", "2"},
	} {
		out := p.ok(append(append([]string{"ask"}, args...), "--chart", p.path("chart.png"))...)
		if !strings.Contains(out, "n 3") || strings.Contains(out, "NaN") {
			t.Errorf("%v: %s", args, out)
		}
	}
	if out := p.ok("ask", "lifecycle", "--as-of", "2024-01-31"); !strings.Contains(out, "not defined") {
		t.Errorf("000-07: nothing before the first month, yet %s", out)
	}
	for _, args := range [][]string{{"lifecycle", "--since", "2030-01-01"}, {"lifecycle", "--by", "day"}, {"cohorts", "--by", "moon"}, {"cohorts", "--measure", "joy"}, {"cohorts", "--months", "0"}} {
		if _, _, code := p.run(append([]string{"ask"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
