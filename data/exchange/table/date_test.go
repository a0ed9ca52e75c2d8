package table

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		text  string
		order DateOrder
		want  string // "" refuses
	}{
		{"2026-03-01", DMY, "2026-03-01"}, {"2026-3-1", MDY, "2026-03-01"}, {"2026/03/01", DMY, "2026-03-01"}, {"2026.3.1", DMY, "2026-03-01"}, {"20260301", DMY, "2026-03-01"},
		{"1.3.2026", DMY, "2026-03-01"}, {"01-03-2026", DMY, "2026-03-01"}, {"3/1/2026", MDY, "2026-03-01"}, {"1. 3. 2026", DMY, "2026-03-01"},
		{"08/14/25", MDY, "2025-08-14"}, {"14/08/70", DMY, "1970-08-14"}, {"14/08/68", DMY, "2068-08-14"}, {"25/12/31", YMD, "2025-12-31"},
		{"12/1/2010 8:26", MDY, "2010-12-01 08:26"}, {"12/1/2010 8:26 PM", MDY, "2010-12-01 20:26"}, {"12/1/2010 12:05 AM", MDY, "2010-12-01 00:05"},
		{"16-05-2018 07:32:06", DMY, "2018-05-16 07:32"}, {"2010-12-01 08:26:00", DMY, "2010-12-01 08:26"}, {"1996-07-04 00:00:00.000", DMY, "1996-07-04 00:00"},
		{"2024-03-15T10:30:00Z", DMY, "2024-03-15 10:30 Z"}, {"2024-03-15T10:30:00.000Z", DMY, "2024-03-15 10:30 Z"}, {"2024-03-15T10:30:00+05:30", DMY, "2024-03-15 10:30 +19800"},
		{"2024-05-01 10:00:00 +0000", DMY, "2024-05-01 10:00 Z"}, {"2025-01-05 10:00:00 -0500", DMY, "2025-01-05 10:00 -18000"}, {"2023-03-24 10:23:10 UTC", DMY, "2023-03-24 10:23 Z"},
		{"2010-10-14T12:00:00.000Z-0300", DMY, "2010-10-14 12:00 -10800"}, {"10/13/2026 09:00:00 CEST", MDY, "2026-10-13 09:00"},
		{"March 15 2024", DMY, "2024-03-15"}, {"Mar 15, 2024", DMY, "2024-03-15"}, {"15 Mar 2024", MDY, "2024-03-15"}, {"10-oct-2001", DMY, "2001-10-10"}, {"Sunday, March 1st, 2026", DMY, "2026-03-01"},
		{"March 11 2028 at 6:37 PM GMT+4", DMY, "2028-03-11 18:37 +14400"}, {"1 marzo 2026", DMY, "2026-03-01"}, {"lun 2 mar 2026", DMY, "2026-03-02"}, {"1. März 2026", DMY, "2026-03-01"},
		{"1er août 2026", DMY, "2026-08-01"}, {"3 de mayo de 2026", DMY, "2026-05-03"}, {"2026年3月1日", DMY, "2026-03-01"}, {"2026年3月1日 下午8:26", DMY, "2026-03-01 20:26"},
		{"ngày 15 tháng 3 năm 2024", DMY, "2024-03-15"}, {"15 tháng 3, 2024", DMY, "2024-03-15"}, {"5 yanvar 2026", DMY, "2026-01-05"}, {"12 sentyabr 2026", DMY, "2026-09-12"}, {"1 марта 2026", DMY, "2026-03-01"},
		{"２０２６／３／１", DMY, "2026-03-01"}, {"29/02/2024", DMY, "2024-02-29"},
		{"29/02/2023", DMY, ""}, {"31/04/2026", DMY, ""}, {"13/13/2026", DMY, ""}, {"15/03/2024", MDY, ""}, {"Q1 2024", DMY, ""}, {"", DMY, ""}, {"2026", DMY, ""}, {"12345678", DMY, ""},
		{"2009\\7\\14", DMY, ""}, {"2009-07/14", DMY, ""}, {"1/2/3", DMY, ""}, {"1,2,2026", DMY, ""}, {"may", DMY, ""}, {"2026-03-01 25:00", DMY, ""}, {"2026-03-01x", DMY, ""}, {"1 2", DMY, ""},
	}
	for _, tt := range tests {
		got := ""
		if m, ok := ParseDate(tt.text, tt.order); ok {
			got = m.Date.String()
			if m.Clock.Known() {
				got += " " + m.Clock.String()
			}
			if m.Zoned && m.Offset == 0 {
				got += " Z"
			} else if m.Zoned {
				got += fmt.Sprintf(" %+d", m.Offset)
			}
		}
		if got != tt.want {
			t.Errorf("ParseDate(%q, %s) = %q, want %q", tt.text, tt.order, got, tt.want)
		}
	}
}

func TestMoment_In(t *testing.T) {
	hanoi := time.FixedZone("", 7*3600)
	tests := []struct{ text, want string }{
		{"2026-03-01T20:00:00Z", "2026-03-02 03:00"},      // written in UTC: shown on the shop's clock
		{"2026-03-01T20:00:00+02:00", "2026-03-01 20:00"}, // the shop's clock already
		{"2026-03-01 20:00", "2026-03-01 20:00"},          // no zone: as written
		{"2026-03-01", "2026-03-01 "},                     // no time: the day never moves
	}
	for _, tt := range tests {
		m, _ := ParseDate(tt.text, DMY)
		if d, c := m.In(hanoi); d.String()+" "+c.String() != tt.want {
			t.Errorf("%s in UTC+7: %s %s, want %s", tt.text, d, c, tt.want)
		}
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{
		"8:26": "08:26", "20:26:10": "20:26", "8.26": "08:26", "8h26": "08:26", "8:26 PM": "20:26", "12:00 am": "00:00", "8 PM": "20:00", "下午8:26": "20:26",
		"8:26 CH": "20:26", "24:00": "00:00", "": "", "8": "", "25:00": "", "8:60": "", "13:00 PM": "", "abc": "", "8:26x": "",
	} {
		c, _ := ParseClock(text)
		if c.String() != want {
			t.Errorf("ParseClock(%q) = %q, want %q", text, c, want)
		}
	}
}

// Every way of writing a day reads back as that day.
func TestParseDate_Property(t *testing.T) {
	months := []string{"", "gennaio", "feb", "März", "abril", "may", "iyun", "juillet", "август", "sentyabr", "October", "nov", "dezember"}
	rapid.Check(t, func(t *rapid.T) {
		day := crm.Date(rapid.Int32Range(int32(crm.NewDate(1969, 1, 1)), int32(crm.NewDate(2068, 12, 31))).Draw(t, "day"))
		y, mo, d := day.Time().Date()
		forms := []struct {
			text  string
			order DateOrder
		}{
			{day.String(), MDY}, {fmt.Sprintf("%d.%d.%d", d, mo, y), DMY}, {fmt.Sprintf("%d/%d/%02d", mo, d, y%100), MDY}, {fmt.Sprintf("%02d-%02d-%d", d, mo, y), DMY},
			{fmt.Sprintf("%d %s %d", d, months[mo], y), MDY}, {fmt.Sprintf("%s %d, %d", months[mo], d, y), DMY}, {fmt.Sprintf("%d年%d月%d日", y, mo, d), DMY}, {fmt.Sprintf("%d tháng %d năm %d", d, mo, y), DMY},
		}
		f := rapid.SampledFrom(forms).Draw(t, "form")
		text := f.text + rapid.SampledFrom([]string{"", " 9:05", " 21:05:33", "T21:05:33Z", " 9:05 PM"}).Draw(t, "time")
		if m, ok := ParseDate(text, f.order); !ok || m.Date != day {
			t.Fatalf("%q: %v %v, want %v", text, m.Date, ok, day)
		}
	})
}

func TestSniff_DateOrder(t *testing.T) {
	tests := []struct {
		name, locale string
		dates        []string
		want         DateOrder
		code         string // of the plan's problem
	}{
		{"day above 12 comes first", "en-US", []string{"01/02/2026", "13/02/2026"}, DMY, ""},
		{"day above 12 comes second", "it", []string{"01/02/2026", "02/13/2026"}, MDY, ""},
		{"two orders", "it", []string{"13/02/2026", "02/13/2026"}, "", CodeMixedDates},
		{"open in Italy", "it", []string{"01/02/2026"}, DMY, CodeDateOrderGuessed},
		{"open in America", "en-US", []string{"01/02/2026"}, MDY, CodeDateOrderGuessed},
		{"points are never American", "en-US", []string{"01.02.2026"}, DMY, CodeDateOrderGuessed},
		{"same either way", "it", []string{"02/02/2026"}, YMD, ""},
		{"year first", "it", []string{"2026/01/02"}, YMD, ""},
		{"ISO beside American", "it", []string{"2026-01-02", "02/13/2026"}, MDY, ""},
		{"two digits first, in America", "en", []string{"13/02/26"}, DMY, CodeDateOrderGuessed},
		{"two digits first, in China", "zh-Hans", []string{"25/12/31"}, YMD, CodeDateOrderGuessed},
		{"two digits first beside a month first", "en", []string{"13/02/26", "02/13/26"}, "", CodeMixedDates},
		{"two-digit years", "en", []string{"08/14/25"}, MDY, ""},
	}
	for _, tt := range tests {
		text := "date,total\n"
		for _, d := range tt.dates {
			text += d + ",1.50\n"
		}
		tb := read(t, text, Options{Locale: tt.locale})
		s := tb.Sniff()
		p, problems := tb.Plan(s, s.Recognise(), Env{})
		code := ""
		if len(problems) > 0 {
			code = problems[0].Code
		}
		if code != tt.code || code != CodeMixedDates && p.Order != tt.want {
			t.Errorf("%s: order %q problem %v, want %q %q", tt.name, p.Order, problems, tt.want, tt.code)
		}
		if code == CodeMixedDates && problems[0].Value != "2, 3" {
			t.Errorf("%s: names rows %q", tt.name, problems[0].Value)
		}
	}
}

func TestPlan_OtherDateColumnSettlesTheOrder(t *testing.T) {
	tb := read(t, "order date,ship date,total\n01/02/2026,01/25/2026,5.00\n", Options{Locale: "it"})
	s := tb.Sniff()
	if p, problems := tb.Plan(s, s.Recognise(), Env{}); p.Order != MDY || problems != nil {
		t.Errorf("order %q, problems %v", p.Order, problems)
	}
}

func TestPlan_TwoCurrenciesInOneColumn(t *testing.T) {
	tb := read(t, "date,total\n2026-01-02,$5.00\n2026-01-03,$6.00\n2026-01-04,€7.00\n", Options{})
	s := tb.Sniff()
	_, problems := tb.Plan(s, s.Recognise(), Env{})
	if len(problems) != 1 || problems[0].Code != CodeMixedCurrencies || problems[0].Column != "total" || problems[0].Value != "$ (2), € (4)" {
		t.Errorf("problems %v", problems)
	}
	tb = read(t, "date,total,currency\n2026-01-02,$5.00,USD\n2026-01-04,€7.00,EUR\n", Options{})
	s = tb.Sniff()
	if _, problems := tb.Plan(s, s.Recognise(), Env{}); problems != nil {
		t.Errorf("with a currency column: %v", problems)
	}
}

func TestPlan_TwoDecimalMarksInOneColumn(t *testing.T) {
	tb := read(t, "date;total\n2026-01-02;5,00\n2026-01-03;6.50\n", Options{})
	s := tb.Sniff()
	_, problems := tb.Plan(s, s.Recognise(), Env{})
	if len(problems) != 1 || problems[0].Code != CodeMixedDecimals || problems[0].Value != "2, 3" {
		t.Errorf("problems %v", problems)
	}
}
