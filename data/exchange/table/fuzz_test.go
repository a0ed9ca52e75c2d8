package table

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
)

// FuzzRead holds for any bytes: reading never panics, either refuses with a
// *Problem or yields rows, loses no letter or digit of what it read, numbers
// rows upwards, and says the same twice.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "sep=;\na;b\n1;2", "\xEF\xBB\xBFa\tb\r\n\"1\n\"\t2\r", "a,b\n\"x\"y\",\"z\n", "a|b\n'=1|\"\"\"\"\n", "\xFF\xFEa\x00,\x00b\x00",
		"Name,Email\nÅsa,\xE5sa@x.org\n", "date;total\n1.2.2026;1.234,50 €\n13/2/26;(5)\n", "a\\\"b,\"c\\\"d\"\n", "\x1f\x8b", "{\"a\":1}", "Name,Lineitem name,Created at,Total\n#1,Tea,2026-01-01,$5\n#1,Jam,,\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tb, err := Read(bytes.NewReader(data), "f", Options{MaxBytes: 1 << 20})
		if err != nil {
			if _, ok := err.(*Problem); !ok {
				t.Fatalf("error %T", err)
			}
			return
		}
		s := tb.Sniff()
		m := s.Recognise()
		p, _ := tb.Plan(s, m, Env{Currency: "EUR", PhoneRegion: "IT"})
		kept, rows, last := 0, 0, 0
		for r, err := range tb.Rows() {
			if err != nil {
				break
			}
			rows++
			for _, c := range r.Fields {
				kept += lettersIn(c)
			}
			if len(r.Fields) < len(tb.Header) || r.Number <= last || r.Line < 1 {
				t.Fatalf("row %+v after %d", r, last)
			}
			last = r.Number
		}
		if s.Fatal == nil && s.Rows != rows {
			t.Fatalf("%d rows, then %d", s.Rows, rows)
		}
		if want := lettersIn(string(tb.data[tb.start:])); s.Fatal == nil && kept != want {
			t.Fatalf("%d letters of %d survive in %q", kept, want, tb.data)
		}
		drafted := 0
		for range p.Customers() {
			drafted++
		}
		for range p.Sales() {
			drafted++
		}
		if s.Fatal == nil && drafted < 2*rows {
			t.Fatalf("%d drafts of %d rows", drafted, rows)
		}
	})
}

// lettersIn counts what reading must never lose: everything but the signs of
// the format itself.
func lettersIn(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) && !strings.ContainsRune(",;|\"'\\", r) {
			n++
		}
	}
	return n
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"1.234,50 €", "(5)", "2026-03-01T10:00:00+02:00", "ngày 15 tháng 3 năm 2024", "下午8:26", "12/1/2010 8:26 PM", "1'000.-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range []byte{'.', ','} {
			if n, err := ParseNumber(s, NumberFormat{d}, 4); err == nil && !strings.ContainsAny(narrow(s), "0123456789") {
				t.Fatalf("%q read as %+v", s, n)
			}
		}
		for _, o := range []DateOrder{DMY, MDY, YMD} {
			if m, ok := ParseDate(s, o); ok && (m.Date <= 0 || m.Clock > 24*60) {
				t.Fatalf("%q read as %+v", s, m)
			}
		}
		ParseClock(s)
		voteDecimal(s)
		CountryCode(s)
		SplitTags(s)
		readType(s)
	})
}
