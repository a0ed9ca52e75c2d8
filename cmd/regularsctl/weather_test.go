package main

import (
	"strings"
	"testing"

	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

// A file of the weather comes in as any other file does, splits demand, and
// brings nothing a second time.
func TestWeather_000_15(t *testing.T) {
	p := newPlace(t)
	p.run("import", p.path("customers.csv"), p.path("sales.csv"))
	file := p.write("weather.csv", "Date,rain_mm,temperature_c,wind\n2024-01-05,2,3.5,7\n2024-01-06,,4,\n2024-02-10,12.5,-2,\n")
	var r exchange.Result
	p.read(&r, "import", file)
	expect(t, "as", r.Files[0].As, table.AsWeather)
	expect(t, "created", r.Created["demand_event"], 5)
	p.read(&r, "import", file)
	expect(t, "known", r.Skipped, 3)
	p.golden("ask-demand-measured", p.ok("ask", "demand", "--by", "year", "--split", "weather", "--as-of", "2024-03-31", "--json"))
	_, _, code := p.run("import", p.write("bad.csv", "date,rain\n2024-03-01,1\n2024-03-02,much\n"))
	expect(t, "with a row to mend", code, exitRejected)
	_, errOut, code := p.run("import", "--as", "clouds", file)
	if code != exitUsage || !strings.Contains(errOut, "customers, sales, bookings, weather") {
		t.Errorf("exit %d, %q", code, errOut)
	}
}
