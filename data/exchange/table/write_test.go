package table

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrite_ReadsBackTheSame(t *testing.T) {
	header := []string{"Name", "Email", "+Note"}
	rows := [][]string{
		{"Ann", "+39 055 1", "=SUM(A1)"}, {"-5.00", "@home", "a \"quoted\" word"}, {"line\nbreak", "tab\there", "\tfirst"},
		{"'=x", "''+y", "'plain'"}, {"＝x", " =x", "\rx"}, {"Nguyễn Thị Hà", "张伟", "Əli"}, {"", "", "x,y;z|"},
	}
	var b bytes.Buffer
	if err := Write(&b, header, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		for _, formula := range []string{`"=`, `"+`, `"-`, `"@`, "\"\t"} {
			if strings.HasPrefix(line, formula) || strings.Contains(line, ","+formula) {
				t.Errorf("a spreadsheet would run %q", line)
			}
		}
	}
	tb := read(t, b.String(), Options{})
	if got, _ := rowsOf(t, tb); !reflect.DeepEqual(got, rows) || !reflect.DeepEqual(tb.Header, header) {
		t.Errorf("read back %q, want %q", got, rows)
	}
}

// Whatever is written reads back: by our own writer, and by writers of other
// programs with any separator, quoting, line end and encoding.
func TestRead_RoundTripProperty(t *testing.T) {
	cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab Zé中ğ19.,;|\t\"'\n\r=+-@/:")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 6).Draw(t, "width")
		header := make([]string, width)
		for i := range header {
			header[i] = "head" + string(rune('a'+i))
		}
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) []string {
			row := rapid.SliceOfN(cell, width, width).Draw(t, "cells")
			row[0] = "k" + row[0] // no row is blank
			return row
		}), 1, 8).Draw(t, "rows")
		var data string
		if rapid.Bool().Draw(t, "ours") {
			var b bytes.Buffer
			if err := Write(&b, header, slices.Values(rows)); err != nil {
				t.Fatal(err)
			}
			data = b.String()
		} else {
			data = foreign(t, header, rows)
		}
		tb, err := Read(strings.NewReader(data), "x", Options{})
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		var got [][]string
		for r, err := range tb.Rows() {
			if err != nil || r.Problem != nil {
				t.Fatalf("%q: %v %v", data, err, r.Problem)
			}
			got = append(got, slices.Clone(r.Fields))
		}
		if !reflect.DeepEqual(got, rows) || !reflect.DeepEqual(tb.Header, header) {
			t.Fatalf("%q: read %q, want %q", data, got, rows)
		}
	})
}

// foreign writes rows as other programs do.
func foreign(t *rapid.T, header []string, rows [][]string) string {
	sep := rapid.SampledFrom([]string{",", ";", "\t", "|"}).Draw(t, "sep")
	end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end")
	encoding := rapid.SampledFrom([]string{UTF8, UTF8, UTF16LE, UTF16BE, UTF32LE, UTF32BE}).Draw(t, "encoding")
	always := rapid.Bool().Draw(t, "quote all")
	var b strings.Builder
	if rapid.Bool().Draw(t, "hint") {
		b.WriteString("sep=" + sep + end)
	}
	for _, row := range append([][]string{header}, rows...) {
		for i, c := range row {
			if i > 0 {
				b.WriteString(sep)
			}
			// An apostrophe before a formula is taken for our own guard.
			if unguard(c) != c {
				c = "'" + c
			}
			if always || strings.ContainsAny(c, sep+"\"\r\n") || strings.HasPrefix(c, " ") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString(end)
	}
	mark := ""
	if encoding != UTF8 || rapid.Bool().Draw(t, "mark") {
		mark = "\uFEFF"
	}
	return encodeAs(encoding, mark+b.String())
}
