package main

import (
	"strings"
	"testing"
)

// The weather of a file splits demand, a second time nothing is new, and what
// cannot be read is named with its row.
func TestWeather_000_15(t *testing.T) {
	p := newPlace(t)
	p.run("import", p.path("customers.csv"), p.path("sales.csv"))
	file := p.write("weather.csv", "Date,rain_mm,temperature_c,wind\n2024-01-05,0,3.5,7\n2024-01-06,,4,\n2024-02-10,12.5,-2,\n")
	var r weatherReply
	p.read(&r, "weather", file)
	expect(t, "first", r, weatherReply{Days: 3, Created: 5})
	p.read(&r, "weather", file)
	expect(t, "again", r, weatherReply{Days: 3, Same: 5})
	p.read(&r, "weather", p.write("weather.csv", "date,rain_mm\n2024-01-05,2\n"))
	expect(t, "corrected", r, weatherReply{Days: 1, Updated: 1})
	for _, c := range []struct{ text, says string }{
		{"day,rain_mm\n2024-01-05,1\n", "row 1"},
		{"date,wind\n2024-01-05,1\n", "rain_mm, temperature_c"},
		{"date,rain_mm\n5.1.2024,1\n", `row 2: date "5.1.2024"`},
		{"date,rain_mm\n2024-01-05,much\n", `row 2: rain_mm "much"`},
		{"date,rain_mm\n2024-01-05,1\n2024-01-05,2\n", "row 3: row 2 has 2024-01-05"},
	} {
		_, errOut, code := p.run("weather", p.write("bad.csv", c.text))
		if code != exitFailed || !strings.Contains(errOut, c.says) {
			t.Errorf("%q: exit %d, %q", c.text, code, errOut)
		}
	}
	p.golden("ask-demand-measured", p.ok("ask", "demand", "--by", "year", "--split", "weather", "--as-of", "2024-03-31", "--json"))
}
