package ui

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// today in these tests is Wednesday, 4 March 2026.
var today = crm.NewDate(2026, time.March, 4)

func TestParseDate(t *testing.T) {
	defer i18n.Set("en")
	for tag, cases := range map[string]map[string]string{
		"en": {
			"2026-12-31": "2026-12-31", "5/3": "2026-03-05", "5.3.": "2026-03-05", "3/25": "2026-03-25", "05/03/27": "2027-03-05",
			"28/12": "2025-12-28", "today": "2026-03-04", "Tomorrow": "2026-03-05", "yesterday": "2026-03-03",
			"+3d": "2026-03-07", "+3": "2026-03-07", "-2w": "2026-02-18", "in 2 weeks": "2026-03-18", "in 1 month": "2026-04-04",
			"3 days ago": "2026-03-01", "friday": "2026-03-06", "Fri": "2026-03-06", "next friday": "2026-03-13",
			"last friday": "2026-02-27", "wednesday": "2026-03-11", "last wednesday": "2026-02-25", "this friday": "2026-03-06",
			"15": "2026-03-15", "3": "2026-04-03", "31": "2026-03-31", "5 march": "2026-03-05", "March 5th, 2027": "2027-03-05",
			"dec 24": "2025-12-24", "29/2/2028": "2028-02-29", "day after tomorrow": "2026-03-06",
			"30/2": "", "2026-13-01": "", "soon": "", "": "", "next": "", "march": "", "5 march friday": "", "0": "", "99999": "", "monthly": "",
		},
		"zh-Hans": {
			"今天": "2026-03-04", "明天": "2026-03-05", "后天": "2026-03-06", "下周五": "2026-03-13", "周五": "2026-03-06", "上星期五": "2026-02-27",
			"3天后": "2026-03-07", "2 周前": "2026-02-18", "+3天": "2026-03-07", "3月5日": "2026-03-05", "2026年12月5日": "2026-12-05", "3-5": "2026-03-05", "tomorrow": "2026-03-05",
		},
		"vi": {
			"hôm nay": "2026-03-04", "mai": "2026-03-05", "ngày mai": "2026-03-05", "thứ sáu": "2026-03-06", "thứ sáu tới": "2026-03-13", "thu sau tuan sau": "2026-03-13",
			"thứ 6": "2026-03-06", "T2": "2026-03-09", "CN": "2026-03-08", "+3n": "2026-03-07", "3 ngày nữa": "2026-03-07", "2 tuần trước": "2026-02-18", "5/3": "2026-03-05",
			"5 tháng 3": "2026-03-05", "ngày 24 tháng 12 năm 2026": "2026-12-24", "next friday": "2026-03-13",
		},
		"it": {
			"oggi": "2026-03-04", "domani": "2026-03-05", "dopodomani": "2026-03-06", "venerdì": "2026-03-06", "venerdi prossimo": "2026-03-13", "lunedì scorso": "2026-03-02",
			"tra 2 settimane": "2026-03-18", "3 giorni fa": "2026-03-01", "+3g": "2026-03-07", "5 marzo": "2026-03-05", "24 dic 2026": "2026-12-24",
		},
		"az": {
			"bu gün": "2026-03-04", "sabah": "2026-03-05", "cümə": "2026-03-06", "gələn cümə": "2026-03-13", "keçən cümə axşamı": "2026-02-26",
			"3 gün sonra": "2026-03-07", "2 həftə əvvəl": "2026-02-18", "+3g": "2026-03-07", "5.3": "2026-03-05", "5 mart": "2026-03-05", "24 dekabr 2026": "2026-12-24",
		},
	} {
		i18n.Set(tag)
		for text, want := range cases {
			d, ok := ParseDate(text, today)
			if d.String() != want && ok || ok != (want != "") {
				t.Errorf("%s %q: %s (%v), want %q", tag, text, d, ok, want)
			}
		}
	}
}

// What the program writes, the program reads, in every language.
// Only a day whose year is left out moves on to the next one.
func TestParseComing(t *testing.T) {
	for text, want := range map[string]string{
		"28/12": "2026-12-28", "dec 24": "2026-12-24", "3 March": "2027-03-03", "4 March": "2026-03-04", "5/3": "2026-03-05", "2025-12-28": "2025-12-28", "28/12/25": "2025-12-28",
		"24 dec 2025": "2025-12-24", "yesterday": "2026-03-03", "-2w": "2026-02-18", "3 days ago": "2026-03-01", "last friday": "2026-02-27", "last tuesday": "2026-03-03", "soon": "",
	} {
		if d, ok := ParseComing(text, today); ok != (want != "") || ok && d.String() != want {
			t.Errorf("%q: %s (%v), want %q", text, d, ok, want)
		}
	}
}

func TestParseDate_ReadsWhatIsWritten(t *testing.T) {
	defer i18n.Set("en")
	rapid.Check(t, func(t *rapid.T) {
		i18n.Set(rapid.SampledFrom(i18n.Languages()).Draw(t, "language").Tag)
		d := today + crm.Date(rapid.IntRange(-20000, 20000).Draw(t, "days"))
		for _, text := range []string{d.String(), i18n.Date(d)} {
			if got, ok := ParseDate(text, today); !ok || got != d {
				t.Fatalf("%q read as %s (%v), want %s", text, got, ok, d)
			}
		}
	})
}

func TestParseDate_AnyTextIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ParseDate(rapid.String().Draw(t, "text"), today)
	})
}

func TestParseNumber(t *testing.T) {
	defer i18n.Set("en")
	for _, c := range []struct {
		tag, text string
		exp       int
		want      int64
		ok        bool
	}{
		{"en", "12.50", 2, 1250, true}, {"en", "12,50", 2, 1250, true}, {"en", "1,234.50", 2, 123450, true}, {"en", "1.234,50", 2, 123450, true},
		{"en", "1,234", 2, 123400, true}, {"en", "1.234", 2, 123400, true}, {"en", "1 234 567", 2, 123456700, true}, {"en", "€ 9.90", 2, 990, true},
		{"en", "-5", 2, -500, true}, {"en", "(5)", 2, -500, true}, {"en", "−5,5 EUR", 2, -550, true}, {"en", "1'234.5", 2, 123450, true},
		{"en", ".5", 2, 50, true}, {"en", "1,234,567", 2, 123456700, true}, {"en", "1000", 0, 1000, true}, {"en", "50.000", 0, 50000, true},
		{"en", "1.234", 4, 12340, true}, {"it", "1.234", 4, 12340000, true}, {"it", "1,234", 4, 12340, true}, {"it", "0,125", 4, 1250, true}, {"en", "0.125", 2, 12, true},
		{"en", "", 2, 0, false}, {"en", "abc", 2, 0, false}, {"en", "1-2", 2, 0, false}, {"en", ".", 2, 0, false}, {"en", "12x3", 2, 0, false}, {"en", "99999999999999999999", 2, 0, false},
	} {
		i18n.Set(c.tag)
		got, err := ParseNumber(c.text, c.exp)
		if (err == nil) != c.ok || c.ok && got != c.want {
			t.Errorf("%s %q/%d: %d (%v), want %d (%v)", c.tag, c.text, c.exp, got, err, c.want, c.ok)
		}
	}
}

func TestParsePrice(t *testing.T) {
	defer i18n.Set("en")
	for _, c := range []struct {
		tag, text, currency string
		want                crm.Price
	}{
		{"en", "60.000", "VND", 600000000}, {"en", "60,000", "JPY", 600000000}, {"vi", "60,000", "VND", 600000000}, {"vi", "60.000", "VND", 600000000},
		{"en", "60", "VND", 600000}, {"en", "60.5", "JPY", 605000}, {"en", "60.0005", "JPY", 600005}, {"en", "1,234.125", "JPY", 12341250},
		{"en", "0.125", "JPY", 1250}, {"en", "1.234", "EUR", 12340}, {"it", "1.234", "EUR", 12340000},
	} {
		i18n.Set(c.tag)
		if got, err := ParsePrice(c.text, c.currency); err != nil || got != c.want {
			t.Errorf("%s %q %s: %d (%v), want %d", c.tag, c.text, c.currency, got, err, c.want)
		}
	}
}

// A price goes into a field and comes out the same, in every language.
func TestParsePrice_ReadsWhatIsWritten(t *testing.T) {
	defer i18n.Set("en")
	rapid.Check(t, func(t *rapid.T) {
		i18n.Set(rapid.SampledFrom(i18n.Languages()).Draw(t, "language").Tag)
		p := crm.Price(rapid.Int64Range(0, 1e13).Draw(t, "value") * rapid.SampledFrom([]int64{1, 10, 100, 10000}).Draw(t, "step"))
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "VND"}).Draw(t, "currency")
		for _, text := range []string{priceText(p, currency), PlainPrice(p, currency)} {
			if got, err := ParsePrice(text, currency); err != nil || got != p {
				t.Fatalf("%q read as %d (%v), want %d", text, got, err, p)
			}
		}
	})
}

func TestParseNumber_ReadsWhatIsWritten(t *testing.T) {
	defer i18n.Set("en")
	rapid.Check(t, func(t *rapid.T) {
		i18n.Set(rapid.SampledFrom(i18n.Languages()).Draw(t, "language").Tag)
		v := rapid.Int64Range(-1e15, 1e15).Draw(t, "value")
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "VND", "AZN", "BHD"}).Draw(t, "currency")
		text := i18n.Amount(crm.Amount(v), currency)
		if got, err := ParseNumber(text, crm.Exponent(currency)); err != nil || got != v {
			t.Fatalf("%q read as %d (%v), want %d", text, got, err, v)
		}
		text = i18n.Quantity(crm.Quantity(v))
		if got, err := ParseNumber(text, 4); err != nil || got != v {
			t.Fatalf("%q read as %d (%v), want %d", text, got, err, v)
		}
	})
}
