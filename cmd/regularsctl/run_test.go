package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files again")

// place is a folder with a book and copies of the files of testdata.
type place struct {
	t   *testing.T
	dir string
}

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{t, t.TempDir()}
	for _, f := range []string{"customers.csv", "sales.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", f))
		if err != nil {
			t.Fatal(err)
		}
		p.write(f, string(data))
	}
	p.ok("new", "--currency", "EUR", "--country", "IT", "--name", "Tea Room")
	return p
}

func (p place) path(name string) string { return filepath.Join(p.dir, name) }

func (p place) write(name, text string) string {
	p.t.Helper()
	if err := os.WriteFile(p.path(name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return p.path(name)
}

// run makes one call on the place's book.
func (p place) run(args ...string) (out, errOut string, code int) {
	p.t.Helper()
	var o, e bytes.Buffer
	code = run(append([]string{"--book", p.path("shop.regulars")}, args...), &o, &e)
	return o.String(), e.String(), code
}

// ok makes a call that must succeed.
func (p place) ok(args ...string) string {
	p.t.Helper()
	out, errOut, code := p.run(args...)
	if code != exitDone {
		p.t.Fatalf("%v: exit %d\n%s%s", args, code, out, errOut)
	}
	return out
}

// read makes a call with --json and reads what it wrote.
func (p place) read(into any, args ...string) {
	p.t.Helper()
	p.parse(p.ok(append(args, "--json")...), into)
}

// parse reads exactly one JSON value.
func (p place) parse(text string, into any) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		p.t.Fatalf("%v in\n%s", err, text)
	}
}

// stocked has the customers and sales of testdata.
func stocked(t *testing.T) place {
	p := newPlace(t)
	if out, errOut, code := p.run("import", p.path("customers.csv"), p.path("sales.csv")); code != exitRejected {
		t.Fatalf("exit %d\n%s%s", code, out, errOut)
	}
	return p
}

var normal = []struct {
	re *regexp.Regexp
	to string
}{
	{regexp.MustCompile(`\b[0-9a-f]{32}\b`), "ID"},
	{regexp.MustCompile(`\b20[0-9-]{8}T[0-9:.]+Z`), "MOMENT"},
	{regexp.MustCompile(`"bytes_(before|after)": \d+`), `"bytes_$1": 1`},
	{regexp.MustCompile(`shop-[0-9TZ-]+\.`), "shop-MOMENT."},
}

// golden compares an output with the file of that name in testdata.
func (p place) golden(name, got string) {
	p.t.Helper()
	got = strings.ReplaceAll(got, filepath.ToSlash(p.dir), "DIR")
	for _, n := range normal {
		got = n.re.ReplaceAllString(got, n.to)
	}
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	if got != string(want) {
		p.t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
	}
}

// The JSON of every command, to the byte.
func TestContract(t *testing.T) {
	p := newPlace(t)
	out, _, code := p.run("import", p.path("customers.csv"), p.path("sales.csv"), "--json")
	expect(t, "exit", code, exitRejected)
	p.golden("import", out)
	p.golden("import-again", first(p.run("import", p.path("sales.csv"), "--json")))
	anna := p.find("Rossi")
	for name, args := range map[string][]string{
		"search":            {"search", "rossi"},
		"search-nothing":    {"search", "nobody at all"},
		"show":              {"show", anna},
		"brief":             {"brief", "--customer", "Rossi", "--as-of", "2024-03-31"},
		"history":           {"history"},
		"ask-segments":      {"ask", "segments", "--as-of", "2024-03-31"},
		"ask-value":         {"ask", "value", "--as-of", "2024-03-31"},
		"ask-demand":        {"ask", "demand", "--by", "month", "--split", "category", "--as-of", "2024-03-31"},
		"ask-demand-people": {"ask", "demand", "--by", "weekday", "--split", "segment", "--as-of", "2024-03-31"},
		"ask-demand-event":  {"ask", "demand", "--by", "quarter", "--split", "event", "--country", "IT", "--as-of", "2024-03-31"},
		"ask-demand-band":   {"ask", "demand", "--by", "year", "--split", "price_band", "--as-of", "2024-03-31"},
		"ask-demand-why":    {"ask", "demand", "--by", "year", "--split", "purpose", "--as-of", "2024-03-31"},
		"ask-demand-sky":    {"ask", "demand", "--by", "year", "--split", "weather", "--as-of", "2024-03-31"},
		"ask-lifecycle":     {"ask", "lifecycle", "--as-of", "2024-03-31", "--since", "2024-01-31", "--customers", "--moves"},
		"ask-cohorts":       {"ask", "cohorts", "--as-of", "2024-03-31"},
		"ask-new-returning": {"ask", "new-returning", "--as-of", "2024-03-31"},
		"ask-profit":        {"ask", "profit", "--as-of", "2024-03-31"},
		"ask-profit-why":    {"ask", "profit", "--as-of", "2024-03-31", "--customer", anna},
		"ask-profit-goods":  {"ask", "profit", "--as-of", "2024-03-31", "--by", "product"},
		"ask-segment":       {"ask", "segment", "--rule", "orders >= 2 and has=email", "--as-of", "2024-03-31", "--why"},
		"ask-movement":      {"ask", "movement", "--from", "2024-01-31", "--to", "2024-03-31"},
		"ask-mix":           {"ask", "mix", "--sales", "--by", "weekday", "--capacity", "1", "--as-of", "2024-03-31"},
		"ask-costs":         {"ask", "costs", "--as-of", "2024-03-31", "--bands"},
		"ask-price":         {"ask", "price", "--as-of", "2024-03-31"},
		"ask-causes":        {"ask", "causes", "--as-of", "2024-03-31", "--country", "IT"},
		"ask-cycles":        {"ask", "cycles", "--as-of", "2024-03-31"},
		"ask-cycles-people": {"ask", "cycles", "--split", "segment", "--as-of", "2024-03-31"},
		"ask-reasons":       {"ask", "reasons", "--as-of", "2024-03-31", "--by", "group"},
		"ask-benefit":       {"ask", "benefit", "--as-of", "2024-03-31", "--baseline", "2024-02-16", "--months", "1"},
		"groups":            {"groups"},
		"ask-track-record":  {"ask", "track-record", "--as-of", "2024-03-31"},
		"ask-restock":       {"ask", "restock", "--as-of", "2024-03-31"},
		"ask-launch":        {"ask", "launch", "--as-of", "2024-03-31", "--price-high", "5.00"},
		"ask-forecast":      {"ask", "forecast", "--as-of", "2024-03-31", "--by", "category", "--unit", "week", "--horizon", "2"},
		"ask-forecast-if":   {"ask", "forecast", "--as-of", "2024-03-31", "--unit", "week", "--horizon", "2", "--measure", "units", "--change", "50", "--closed", "1", "--price", "5"},
		"ask-plan":          {"ask", "plan", "--as-of", "2024-03-31", "--unit", "week", "--measure", "units"},
		"today":             {"today", "--as-of", "2024-03-31"},
		"check":             {"check"},
		"export":            {"export", "products"},
		"compact":           {"compact"},
		"backup":            {"backup", p.path("copies")},
	} {
		p.golden(name, p.ok(append(args, "--json")...))
	}
	var sets []struct{ ID string }
	p.read(&sets, "history")
	p.golden("undo", p.ok("undo", sets[0].ID, "--json"))
	q := place{t, t.TempDir()}
	q.golden("new", q.ok("new", "--currency", "eur", "--json"))
}

// What ask answers stands in doc.go: a row for each question, and every
// name.
func TestContract_IsWritten(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions() {
		if !bytes.Contains(doc, []byte("\n//\t"+q.name+" ")) {
			t.Errorf("ask %s: its rows are not told", q.name)
		}
	}
	files, _ := filepath.Glob("testdata/ask-*.golden")
	name := regexp.MustCompile(`"[a-z_0-9]+":`)
	for _, file := range files {
		answer, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range name.FindAll(answer, -1) {
			if n = n[:len(n)-1]; !bytes.Contains(doc, n) {
				t.Errorf("%s: %s is not told", file, n)
			}
		}
	}
}

func first(out, _ string, _ int) string { return out }

func expect[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// find returns the id of the first hit.
func (p place) find(text string) string {
	p.t.Helper()
	var rows []struct{ ID string }
	p.read(&rows, "search", text)
	if len(rows) == 0 {
		p.t.Fatalf("nobody found for %q", text)
	}
	return rows[0].ID
}

func TestExitCodes(t *testing.T) {
	p := stocked(t)
	p.write("bad.csv", "colour\nred\n")
	for _, c := range []struct {
		args string
		code int
		json string // error code
	}{
		{"history", exitDone, ""},
		{"frobnicate", exitUsage, "usage"},
		{"search", exitUsage, "usage"},
		{"ask", exitUsage, "usage"},
		{"ask weather", exitUsage, "usage"},
		{"ask segments --bins 99", exitUsage, "usage"},
		{"ask profit --by moon", exitUsage, "usage"},
		{"ask profit --from 2030-01-01 --as-of 2024-01-01", exitUsage, "usage"},
		{"ask profit --customer nobody", exitUsage, "usage"},
		{"ask segments --as-of yesterday", exitUsage, "usage"},
		{"ask segments --returns burn", exitUsage, "usage"},
		{"--nonsense", exitUsage, "usage"},
		{"show notanid", exitUsage, "usage"},
		{"brief", exitUsage, "usage"},
		{"brief --customer nobodyatall", exitUsage, "usage"},
		{"brief --customer rossi --lang tlh", exitUsage, "usage"},
		{"brief --customer rossi --as-of yesterday", exitUsage, "usage"},
		{"brief --customer 0190000000007000800000000000ffff", exitFailed, "not_found"},
		{"import a.csv --as pets", exitUsage, "usage"},
		{"import sales.csv --rate USD", exitUsage, "usage"},
		{"import sales.csv --date-order ydm", exitUsage, "usage"},
		{"import sales.csv --decimal '", exitUsage, "usage"},
		{"import sales.csv --encoding runes", exitUsage, "usage"},
		{"export pets", exitUsage, "usage"},
		{"new --currency XXQ", exitUsage, "usage"},
		{"new", exitFailed, "book_exists"},
		{"import missing.csv", exitFailed, "cannot_open"},
		{"import bad.csv", exitFailed, "column_missing"},
		{"undo 0190000000007000800000000000ffff", exitFailed, "not_found"},
		{"show 0190000000007000800000000000ffff", exitFailed, "not_found"},
		{"import sales.csv", exitRejected, ""},
	} {
		args := strings.Fields(c.args)
		for i, a := range args {
			if strings.HasSuffix(a, ".csv") {
				args[i] = p.path(a)
			}
		}
		out, errOut, code := p.run(args...)
		expect(t, c.args, code, c.code)
		if code == exitFailed || code == exitUsage {
			expect(t, c.args+": silent on standard output", out, "")
			expect(t, c.args+": says why", strings.HasPrefix(errOut, "regularsctl: "), true)
		}
		out, _, code = p.run(append(args, "--json")...)
		expect(t, c.args+" --json", code, c.code)
		if c.json != "" {
			var f failure
			p.parse(out, &f)
			expect(t, c.args, f.Error, c.json)
			expect(t, c.args+": message", f.Message != "", true)
		}
	}
}

func TestDryRunChangesNothing(t *testing.T) {
	p := newPlace(t)
	before := p.ok("history", "--json")
	out, _, code := p.run("import", "--dry-run", "--save-map", "tea", "--json", p.path("customers.csv"), p.path("sales.csv"))
	expect(t, "exit", code, exitRejected)
	var r struct {
		Rows, Rejected int
		Created        map[string]int
		ChangeSet      string `json:"change_set"`
	}
	p.parse(out, &r)
	expect(t, "rows", r.Rows, 10)
	expect(t, "documents", r.Created["document"], 5)
	expect(t, "change set", r.ChangeSet, "")
	expect(t, "history", p.ok("history", "--json"), before)
	left, _ := filepath.Glob(p.path("*.rejected*"))
	expect(t, "reject files", len(left), 0)
}

func TestUndoAndHistory(t *testing.T) {
	p := stocked(t)
	var sets []struct {
		ID, Title string
		Undone    string `json:"undone_by"`
	}
	p.read(&sets, "history")
	expect(t, "title", sets[0].Title, "Import customers.csv, sales.csv")
	p.ok("undo", sets[0].ID)
	var rows []any
	p.read(&rows, "search", "Rossi")
	expect(t, "found after undo", len(rows), 0)
	p.read(&sets, "history")
	expect(t, "newest", sets[0].Title, "Undo: Import customers.csv, sales.csv")
	expect(t, "marked", sets[1].Undone, sets[0].ID)
	p.ok("undo", sets[0].ID) // and back again
	p.read(&rows, "search", "Rossi")
	expect(t, "found after undoing the undo", len(rows), 1)
}

func TestBackupOpens(t *testing.T) {
	p := stocked(t)
	var r struct{ Backup string }
	p.read(&r, "backup", p.path("copy.regulars"))
	var o, e bytes.Buffer
	expect(t, "exit", run([]string{"--book", r.Backup, "search", "rossi"}, &o, &e), exitDone)
	expect(t, "the customer is in it", strings.Contains(o.String(), "Anna Rossi"), true)
	expect(t, "export", first(p.run("export", "sales")), exportOf(t, r.Backup))
}

func exportOf(t *testing.T, book string) string {
	t.Helper()
	var o, e bytes.Buffer
	expect(t, "exit", run([]string{"--book", book, "export", "sales"}, &o, &e), exitDone)
	return o.String()
}

// A byte turned in the middle of a record is found, or the book refuses to open.
func TestCheckFindsDamage(t *testing.T) {
	p := stocked(t)
	path := p.path("shop.regulars")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole := p.ok("check", "--json")
	found, tried := 0, 0
	for at := 4096 * 4; at < len(data); at += 4096 {
		broken := bytes.Clone(data)
		for i := at; i < at+512 && i < len(broken); i++ {
			broken[i] ^= 0x55
		}
		p.write("shop.regulars", string(broken))
		out, _, code := p.run("check", "--json")
		tried++
		var any map[string]any
		p.parse(out, &any)
		if code != exitDone {
			found++
		} else if out != whole {
			t.Errorf("page %d: another answer without complaint", at/4096)
		}
	}
	if found == 0 {
		t.Errorf("no damage found in %d damaged books", tried)
	}
	t.Logf("%d of %d damaged pages matter and are found", found, tried)
}

func TestSearchFindsPhones(t *testing.T) {
	p := stocked(t)
	anna := p.find("Anna Rossi")
	for _, text := range []string{"06 28 23", "(06)2823", "06/2823.0455", "+39 06 28230455", "0039 0628230455", "282304"} {
		expect(t, text, p.find(text), anna)
	}
	expect(t, "without accents", p.find("dang thi lan"), p.find("Đặng Thị Lan"))
}

func TestAskDrawsCharts(t *testing.T) {
	p := stocked(t)
	must := map[string][]string{"segment": {"--rule", "orders >= 1"}, "movement": {"--from", "2024-01-31"}, "protect": {"--weekday", "fri"}, "group": {"--arrive", "2024-05-03", "--nights", "2", "--units", "3", "--rate", "60"}}
	for _, asked := range questions() {
		if asked.answer == nil { // needs more than a book
			continue
		}
		q := asked.name
		file := p.path(q + ".png")
		p.ok(append([]string{"ask", q, "--chart", file, "--as-of", "2024-03-31"}, must[q]...)...)
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		expect(t, q, picture.Bounds().Dx(), 1200)
	}
}

// Nothing that happened later is in an earlier answer.
func TestAsOf(t *testing.T) {
	p := stocked(t)
	answer := func(day string) (customers int) {
		var a struct {
			AsOf string `json:"as_of"`
			Rows []struct{ Customers int }
		}
		p.read(&a, "ask", "segments", "--as-of", day)
		expect(t, "as of", a.AsOf, day)
		for _, r := range a.Rows {
			customers += r.Customers
		}
		return customers
	}
	expect(t, "on the first day", answer("2024-01-05"), 1)
	expect(t, "a day later", answer("2024-01-06"), 2)
	expect(t, "in March", answer("2024-03-31"), 3)
}

// A saved mapping brings in a file whose headings nobody could guess.
func TestColumnsByHand(t *testing.T) {
	p := newPlace(t)
	file := p.write("odd.csv", "Xa,Yb\nAnna,anna@example.com\n")
	_, _, code := p.run("import", file)
	expect(t, "exit", code, exitFailed)
	p.ok("import", file, "--as", "customers", "--column", "Xa=display_name", "--column", "Yb=email", "--save-map", "odd")
	file = p.write("odd2.csv", "Xa,Yb\nBea,bea@example.com\n")
	p.ok("import", file)
	p.find("bea@example.com")
	p.ok("import", file, "--map", "odd")
	_, _, code = p.run("import", file, "--map", "none of this name")
	expect(t, "exit", code, exitUsage)
}

func TestHelp(t *testing.T) {
	p := place{t, t.TempDir()}
	out := p.ok("--help")
	for _, want := range []string{"import", "Exit codes", "--json", "regularsctl search 06 28 23"} {
		expect(t, want, strings.Contains(out, want), true)
	}
	expect(t, "completion hidden", strings.Contains(out, "completion"), false)
}
