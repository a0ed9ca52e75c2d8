package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// read reads text that must be a table.
func read(t testing.TB, text string, o Options) *Table {
	t.Helper()
	tb, err := Read(strings.NewReader(text), "file.csv", o)
	if err != nil {
		t.Fatalf("Read(%.60q): %v", text, err)
	}
	return tb
}

// rowsOf collects the cells and numbers of all rows.
func rowsOf(t testing.TB, tb *Table) (rows [][]string, numbers []int) {
	t.Helper()
	for r, err := range tb.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows, numbers = append(rows, append([]string(nil), r.Fields...)), append(numbers, r.Number)
	}
	return rows, numbers
}

func TestRows_Cut(t *testing.T) {
	tests := []struct {
		name, text string
		sep        byte
		header     []string
		rows       [][]string
		numbers    []int
	}{
		{"plain", "a,b\n1,2\n3,4\n", ',', []string{"a", "b"}, [][]string{{"1", "2"}, {"3", "4"}}, []int{2, 3}},
		{"no final newline", "a,b\n1,2", ',', []string{"a", "b"}, [][]string{{"1", "2"}}, []int{2}},
		{"CRLF", "a,b\r\n1,2\r\n", ',', []string{"a", "b"}, [][]string{{"1", "2"}}, []int{2}},
		{"CR only", "a,b\r1,2\r3,4", ',', []string{"a", "b"}, [][]string{{"1", "2"}, {"3", "4"}}, []int{2, 3}},
		{"mixed ends", "a,b\n1,2\r\n3,4\r5,6", ',', []string{"a", "b"}, [][]string{{"1", "2"}, {"3", "4"}, {"5", "6"}}, []int{2, 3, 4}},
		{"semicolon with decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", ';', []string{"a", "b"}, [][]string{{"1,5", "2,5"}, {"3,5", "4,5"}}, []int{2, 3}},
		{"tab", "a\tb\n1\t2\n", '\t', []string{"a", "b"}, [][]string{{"1", "2"}}, []int{2}},
		{"pipe", "a|b\n1|2,3\n", '|', []string{"a", "b"}, [][]string{{"1", "2,3"}}, []int{2}},
		{"hint", "sep=;\r\na;b,c\r\n1;2,3\r\n", ';', []string{"a", "b,c"}, [][]string{{"1", "2,3"}}, []int{3}},
		{"quoted separators and newlines", "a,b\n\"1,\n2\r3\",\"4\"\n5,6\n", ',', []string{"a", "b"}, [][]string{{"1,\n2\r3", "4"}, {"5", "6"}}, []int{2, 3}},
		{"doubled quotes", "a,b\n\"say \"\"hi\"\"\",x\n", ',', []string{"a", "b"}, [][]string{{`say "hi"`, "x"}}, []int{2}},
		{"backslashed quotes", "a,b\n\"say \\\"hi, you\\\"\",x\n\"y\\\"\",z\n", ',', []string{"a", "b"}, [][]string{{`say "hi, you"`, "x"}, {`y"`, "z"}}, []int{2, 3}},
		{"backslash before the closing quote is text", "a,b\n\"c:\\\",x\n", ',', []string{"a", "b"}, [][]string{{`c:\`, "x"}}, []int{2}},
		{"space before quote", "a,b\n1, \"2,3\"\n", ',', []string{"a", "b"}, [][]string{{"1", "2,3"}}, []int{2}},
		{"quotes inside text", "a,b\n12\" pipe,3\" wide\n", ',', []string{"a", "b"}, [][]string{{`12" pipe`, `3" wide`}}, []int{2}},
		{"text that begins with quotes", "a\tb\n\"Big\" Al\tx\n", '\t', []string{"a", "b"}, [][]string{{`"Big" Al`, "x"}}, []int{2}},
		{"quote inside quotes", "a,b\n\"I missed \" it\",3\n", ',', []string{"a", "b"}, [][]string{{`I missed " it`, "3"}}, []int{2}},
		{"blank lines and rows", "a,b\n\n1,2\n,\n , \n3,4\n\n\n", ',', []string{"a", "b"}, [][]string{{"1", "2"}, {"3", "4"}}, []int{3, 6}},
		{"short and padded rows", "a,b,c\n1\n1,2,3,,\n", ',', []string{"a", "b", "c"}, [][]string{{"1", "", ""}, {"1", "2", "3"}}, []int{2, 3}},
		{"column without heading", "a,b\n1,2,x\n3,4,y\n", ',', []string{"a", "b", ""}, [][]string{{"1", "2", "x"}, {"3", "4", "y"}}, []int{2, 3}},
		{"leading spaces stay", "a,b\n 1 , 2\n", ',', []string{"a", "b"}, [][]string{{" 1 ", " 2"}}, []int{2}},
		{"title above", "Sales report\nMarch 2026\n\nDate,Item,Total\n2026-03-01,Tea,2.00\n", ',', []string{"Date", "Item", "Total"}, [][]string{{"2026-03-01", "Tea", "2.00"}}, []int{5}},
		{"no headings", "ann@example.com,Ann,3\nbob@example.com,Bob,4\n", ',', []string{"", "", ""}, [][]string{{"ann@example.com", "Ann", "3"}, {"bob@example.com", "Bob", "4"}}, []int{1, 2}},
		{"one column", "Email\na@x.org\nb@x.org\n", ',', []string{"Email"}, [][]string{{"a@x.org"}, {"b@x.org"}}, []int{2, 3}},
		{"one column with commas", "Name\nSmith, Jo\nRoe, Al\n", ';', []string{"Name"}, nil, nil},
		{"apostrophe of a safe export", "a,b\n'+39 055,'quoted'\n", ',', []string{"a", "b"}, [][]string{{"+39 055", "'quoted'"}}, []int{2}},
		{"NUL", "a,b\n\x00x,2\n", ',', []string{"a", "b"}, [][]string{{"x", "2"}}, []int{2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tb := read(t, tt.text, Options{})
			if !reflect.DeepEqual(tb.Header, tt.header) {
				t.Errorf("header %q, want %q", tb.Header, tt.header)
			}
			if tt.rows == nil {
				return // only the shape matters
			}
			rows, numbers := rowsOf(t, tb)
			if tb.Separator != tt.sep || !reflect.DeepEqual(rows, tt.rows) || !reflect.DeepEqual(numbers, tt.numbers) {
				t.Errorf("sep %q rows %q numbers %v, want %q %q %v", tb.Separator, rows, numbers, tt.sep, tt.rows, tt.numbers)
			}
		})
	}
}

func TestRows_LineNumbers(t *testing.T) {
	tb := read(t, "a,b\n\"1\n\n2\",x\r\n3,4\r5,6\n", Options{})
	var lines []int
	for r := range tb.Rows() {
		lines = append(lines, r.Line)
	}
	if want := []int{2, 5, 6}; !reflect.DeepEqual(lines, want) {
		t.Errorf("rows start on lines %v, want %v", lines, want)
	}
}

func TestRows_Problems(t *testing.T) {
	tests := []struct {
		name, text, code string
		row, good        int // of the first problem; rows without one
	}{
		{"cell too many", "a,b\n1,2\n1,2,x\n3,4\n5,6\n", CodeRowTooLong, 3, 3},
		{"quote never closed", "a,b\n1,2\n1,\"oops\n3,4\n", CodeUnterminatedQuote, 3, 2},
		{"quote never closed before quoted cells", "a,b\n1,\"oops\n3,\"fine\"\n5,\"fine\"\n", CodeUnterminatedQuote, 2, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good := 0
			var first *Problem
			for r, err := range read(t, tt.text, Options{}).Rows() {
				if err != nil {
					t.Fatal(err)
				}
				if r.Problem == nil {
					good++
				} else if first == nil {
					first = r.Problem
				}
			}
			if first == nil || first.Code != tt.code || first.Row != tt.row || first.File != "file.csv" || good != tt.good {
				t.Errorf("problem %v and %d good rows, want %s in row %d and %d", first, good, tt.code, tt.row, tt.good)
			}
		})
	}
}

func TestRead_Refuses(t *testing.T) {
	var gz bytes.Buffer
	zw := gzip.NewWriter(&gz)
	_, _ = zw.Write(bytes.Repeat([]byte("a,b\n1,2\n"), 1000))
	_ = zw.Close()
	tests := []struct{ name, data, code string }{
		{"empty", "", CodeEmptyFile},
		{"blank", " \r\n\r\n", CodeEmptyFile},
		{"mark only", "\xEF\xBB\xBF", CodeEmptyFile},
		{"xlsx", "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", CodeSpreadsheet},
		{"ods", "PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", CodeSpreadsheet},
		{"zip", "PK\x03\x04\x14\x00\x06\x00orders.csv", CodeArchive},
		{"xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", CodeOldExcel},
		{"pdf", "%PDF-1.7\n", CodePDF},
		{"png", "\x89PNG\r\n\x1a\n", CodeImage},
		{"html", "\n<!DOCTYPE html><html><body>Sign in</body></html>", CodeWebPage},
		{"vcard", "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", CodeContacts},
		{"ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", CodeCalendar},
		{"json", `[{"name":"Ann"}]`, CodeJSON},
		{"binary", "\x01\x02\x03\x04\x05\x06\x07\x08abc\x0e\x0f\x10", CodeNotATable},
		{"torn gzip", gz.String()[:gz.Len()/2], CodeGzipBroken},
		{"bad gzip", "\x1f\x8bnot gzip", CodeGzipBroken},
		{"too large", strings.Repeat("a,b\n", 1000), CodeTooLarge},
		{"too large unpacked", gz.String(), CodeTooLarge},
		{"UTF-8 mark over old letters", "\xEF\xBB\xBFname\nJos\xE9\n", CodeEncodingLies},
		{"UTF-16 cut in half", "\xFF\xFEa\x00,\x00b\x00\n\x001", CodeEncodingLies},
		{"9000 columns", strings.Repeat("a,", 9000)[:2000], CodeTooManyColumns},
		{"field too long", "a,b\n\"" + strings.Repeat("x", 1<<20), CodeFieldTooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			limit := int64(2000)
			if tt.name == "field too long" || tt.name == "torn gzip" {
				limit = 1 << 22
			}
			tb, err := Read(strings.NewReader(tt.data), "x", Options{MaxBytes: limit})
			var p *Problem
			if err == nil {
				p = tb.Sniff().Fatal
			} else if !errors.As(err, &p) {
				t.Fatalf("error %T, want *Problem", err)
			}
			if p == nil || p.Code != tt.code || p.File != "x" || p.Error() == "" {
				t.Errorf("problem %v, want %s", p, tt.code)
			}
		})
	}
}

func TestOpen_Missing(t *testing.T) {
	_, err := Open(t.TempDir()+"/none.csv", Options{})
	var p *Problem
	if !errors.As(err, &p) || p.Code != CodeCannotOpen || p.File != "none.csv" || strings.Contains(p.Value, "/") {
		t.Errorf("error %v, want cannot_open with the file's name only", err)
	}
	if _, err := Open(t.TempDir(), Options{}); !errors.As(err, &p) || p.Code != CodeCannotOpen {
		t.Errorf("opening a folder: %v", err)
	}
}

func TestOpen_GzipIsTheSameTable(t *testing.T) {
	var gz bytes.Buffer
	zw := gzip.NewWriter(&gz)
	_, _ = zw.Write([]byte("a,b\n1,2\n"))
	_ = zw.Close()
	packed, plain := read(t, gz.String(), Options{}), read(t, "a,b\n1,2\n", Options{})
	if packed.SHA256 != plain.SHA256 || packed.Header[1] != "b" {
		t.Errorf("packed %+v, plain %+v", packed, plain)
	}
}

func TestRead_ManyOpenQuotesStayFast(t *testing.T) {
	// Each row opens a quote that nothing closes; reading on to the end of the
	// file for every one of them would take hours.
	text := "a,b\n" + strings.Repeat("1,\"x\n", 200000)
	n := 0
	for _, err := range read(t, text, Options{}).Rows() {
		if err != nil {
			break
		}
		n++
	}
	line := "a,b\n\"" + strings.Repeat(`x"y `, 250000)
	for range read(t, line, Options{}).Rows() {
		n++
	}
	if n == 0 {
		t.Error("no rows at all")
	}
}

func TestOptions_Overrule(t *testing.T) {
	tb := read(t, "col11!col12,x\ncol21!y,z\n", Options{Separator: ';', Header: HeaderNo})
	if rows, _ := rowsOf(t, tb); len(rows) != 2 || len(rows[0]) != 1 {
		t.Errorf("rows %q", rows)
	}
	tb = read(t, "1,2\n3,4\n", Options{Header: HeaderYes})
	if rows, _ := rowsOf(t, tb); !tb.HasHeader || tb.Header[0] != "1" || len(rows) != 1 {
		t.Errorf("header %q rows %q", tb.Header, rows)
	}
	if _, err := Read(strings.NewReader("a"), "x", Options{Encoding: "klingon"}); err == nil || err.(*Problem).Code != CodeEncodingUnknown {
		t.Errorf("unknown encoding: %v", err)
	}
}
