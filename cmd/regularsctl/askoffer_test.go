package main

import (
	"strings"
	"testing"
)

// The sample business answers all questions about what to offer and change,
// and says the same twice.
func TestAskOffer_SampleBusiness(t *testing.T) {
	p := place{t, t.TempDir()}
	p.ok("new", "--sample", "shop")
	for _, args := range [][]string{{"offer"}, {"offer", "--by", "category"}, {"bands"}, {"bands", "--by", "group"}, {"slow"},
		{"whatif", "--by", "category", "--move", "10", "--from", "Coffee", "--to", "Tea", "--keep", "5", "--fewer-returns", "20"}} {
		args = append([]string{"ask"}, args...)
		out := p.ok(append(args, "--json")...)
		if out != p.ok(append(args, "--json")...) || strings.Contains(out, "NaN") {
			t.Errorf("%v: asked twice, answered differently", args)
		}
		if text := p.ok(append(args, "--chart", p.path("a.png"))...); strings.Contains(text, "NaN") {
			t.Errorf("%v:\n%s", args, text)
		}
	}
	var got struct {
		Total        int `json:"total_minor"`
		Contribution int `json:"contribution_minor"`
		Rows         []struct {
			Lever  string
			Change *struct {
				Value int `json:"value_minor"`
			}
		}
	}
	p.read(&got, "ask", "whatif", "--by", "category", "--move", "10", "--from", "Coffee", "--to", "Tea", "--keep", "5", "--fewer-returns", "20")
	sum := 0
	for _, row := range got.Rows {
		if row.Change == nil {
			t.Errorf("%s is not told", row.Lever)
			continue
		}
		sum += row.Change.Value
	}
	if len(got.Rows) != 3 || sum != got.Total || got.Contribution <= 0 {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"whatif", "--move", "5"}, {"whatif", "--keep", "101"}, {"whatif", "--scenario", "none"}, {"slow", "--days", "0"}, {"bands", "--by", "size"}} {
		if _, _, code := p.run(append([]string{"ask"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
