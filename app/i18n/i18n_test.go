package i18n

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

// in runs f with a language and goes back to English.
func in(t *testing.T, tag string, f func()) {
	t.Helper()
	Set(tag)
	defer Set("en")
	f()
}

func TestFormatsOfEachLanguage(t *testing.T) {
	d := crm.NewDate(2026, time.March, 1) // a Sunday
	cases := map[string][]string{
		"en":      {"1,234,567.50", "€1,234.50", "-€0.05", "12.5%", "1 Mar 2026", "Sunday, 1 March 2026", "March 2026", "Mon", "€1.2k", "3 days ago", "in 2 weeks", "yesterday"},
		"zh-Hans": {"1,234,567.50", "€1,234.50", "-€0.05", "12.5%", "2026-03-01", "2026年3月1日 星期日", "2026年3月", "周一", "€1,234", "3 天前", "2 周后", "昨天"},
		"vi":      {"1.234.567,50", "1.234,50 €", "-0,05 €", "12,5%", "01/03/2026", "Chủ Nhật, ngày 1 tháng 3 năm 2026", "tháng 3 năm 2026", "T2", "1,2 N €", "3 ngày trước", "2 tuần nữa", "hôm qua"},
		"it":      {"1.234.567,50", "1.234,50 €", "-0,05 €", "12,5%", "01/03/2026", "domenica 1 marzo 2026", "marzo 2026", "lun", "1,2 mila €", "3 giorni fa", "tra 2 settimane", "ieri"},
		"az":      {"1.234.567,50", "1.234,50 €", "-0,05 €", "12,5%", "01.03.2026", "1 mart 2026, bazar", "mart 2026", "B.e.", "1,2 min €", "3 gün əvvəl", "2 həftə sonra", "dünən"},
	}
	for tag, want := range cases {
		in(t, tag, func() {
			got := []string{
				Number(1234567.5, 2), Amount(123450, "EUR"), Amount(-5, "EUR"), Percent(0.125, 1), Date(d), DateLong(d),
				Month(d), WeekdayShort(time.Monday), AmountShort(123450, "EUR"), Ago(3), Ago(-14), Ago(1),
			}
			for i := range want {
				if g := strings.ReplaceAll(got[i], noBreak, " "); g != want[i] {
					t.Errorf("%s: got %q, want %q", tag, g, want[i])
				}
			}
		})
	}
}

func TestAmountFollowsTheCurrency(t *testing.T) {
	for _, c := range []struct {
		amount crm.Amount
		code   string
		want   string
	}{
		{1234, "JPY", "¥1,234"}, {1234567, "BHD", "BHD 1,234.567"}, {123456, "", "1,234.56"},
		{-100, "USD", "-$1.00"}, {50000, "VND", "₫50,000"}, {0, "EUR", "€0.00"},
		{-9223372036854775808, "EUR", "-€92,233,720,368,547,758.08"},
	} {
		if got := strings.ReplaceAll(Amount(c.amount, c.code), noBreak, " "); got != c.want {
			t.Errorf("Amount(%d, %s) = %q, want %q", c.amount, c.code, got, c.want)
		}
	}
	if got := Price(10, "EUR"); got != "€0.001" {
		t.Errorf("price of a gram = %q", got)
	}
	if got := Price(25000, "EUR"); got != "€2.50" {
		t.Errorf("price = %q", got)
	}
}

func TestShortNumbers(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 7.25: "7.2", 999: "999", 999.6: "1k", 1500: "1.5k", 25400: "25k", 1e6: "1M", -2.5e6: "-2.5M", 3e9: "3bn",
	} {
		if got := NumberShort(v); got != want {
			t.Errorf("NumberShort(%v) = %q, want %q", v, got, want)
		}
	}
}

// Taking the marks out again gives the number back, in every language.
func TestAmountCanBeReadBack(t *testing.T) {
	defer Set("en")
	rapid.Check(t, func(t *rapid.T) {
		Set(rapid.SampledFrom(Languages()).Draw(t, "language").Tag)
		a := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "amount")
		decimal, group := DecimalMarks()
		s := strings.ReplaceAll(Amount(crm.Amount(a), ""), group, "")
		back, err := crm.ParseDecimal(strings.Replace(s, decimal, ".", 1), 2)
		if err != nil || back != a {
			t.Fatalf("%d came back from %q as %d (%v)", a, s, back, err)
		}
	})
}

func TestPlurals(t *testing.T) {
	if got := N("format.ago_days", 1200); got != "1,200 days ago" {
		t.Error(got)
	}
	in(t, "it", func() {
		if got := N("format.span_months", 1); got != "1 mese" {
			t.Error(got)
		}
		if got := N("format.span_days", 1000000); got != "1.000.000 giorni" {
			t.Error(got)
		}
	})
}

func TestMissingKeyComesBack(t *testing.T) {
	if got := T("no.such_key"); got != "no.such_key" {
		t.Error(got)
	}
	for _, l := range Languages() {
		Set(l.Tag)
		if got := N("insightnext.headline_counts", 0, Args{"All": "12"}); strings.Contains(got, "0") {
			t.Errorf("%s counts nobody: %q", l.Tag, got)
		}
	}
	if got := N("no.such_key", 2); got != "no.such_key" {
		t.Error(got)
	}
	if Has("no.such_key") || !Has("format.today") {
		t.Error("Has is wrong")
	}
}

func TestSetTellsObserversOnce(t *testing.T) {
	defer Set("en")
	calls := 0
	remove := OnChange(func() { calls++ })
	Set("vi")
	Set("vi")
	if calls != 1 || Current() != "vi" {
		t.Errorf("%d calls, language %s", calls, Current())
	}
	remove()
	Set("it")
	if calls != 1 {
		t.Error("called after removal")
	}
}

func TestMatch(t *testing.T) {
	for want, wishes := range map[string][]string{
		"zh-Hans": {"zh-CN"}, "vi": {"vi_VN"}, "it": {"it-CH", "de"}, "az": {"az-Latn-AZ"}, "en": {"sw", "xx-bad-"},
	} {
		if got := match(wishes); got != want {
			t.Errorf("match(%v) = %s, want %s", wishes, got, want)
		}
	}
	if got := match([]string{"sw", "it"}); got != "it" {
		t.Errorf("second wish: %s", got)
	}
}
