package table

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

func TestParseNumber(t *testing.T) {
	tests := []struct {
		text    string
		decimal byte
		want    string // with four decimals; "" refuses
		sign    string
	}{
		{"12", '.', "12.0000", ""}, {"-3.5", '.', "-3.5000", ""}, {"+3.5", '.', "3.5000", ""}, {" 7 ", '.', "7.0000", ""},
		{"1,234.56", '.', "1234.5600", ""}, {"1.234,56", ',', "1234.5600", ""}, {"1,234,567", '.', "1234567.0000", ""},
		{"1 234,56", ',', "1234.5600", ""}, {"1\u00A0234,56", ',', "1234.5600", ""}, {"1\u202F234,56", ',', "1234.5600", ""},
		{"1'234.50", '.', "1234.5000", ""}, {"1’234.50", '.', "1234.5000", ""}, {"12,34,567.00", '.', "1234567.0000", ""},
		{"(12.00)", '.', "-12.0000", ""}, {"12.00-", '.', "-12.0000", ""}, {"−12", '.', "-12.0000", ""}, {"(€ 1.234,50)", ',', "-1234.5000", "€"},
		{"$5.00", '.', "5.0000", "$"}, {"-$5.00", '.', "-5.0000", "$"}, {"$-5.00", '.', "-5.0000", "$"}, {"($5.00)", '.', "-5.0000", "$"},
		{"5,00 €", ',', "5.0000", "€"}, {"EUR 5.00", '.', "5.0000", "EUR"}, {"5.00 USD", '.', "5.0000", "USD"}, {"US$ 5", '.', "5.0000", "US$"},
		{"CHF 1'000.00", '.', "1000.0000", "CHF"}, {"500.000đ", ',', "500000.0000", "đ"}, {"12 500 ₫", ',', "12500.0000", "₫"},
		{"99,90 руб.", ',', "99.9000", "руб."}, {"45,00 ₼", ',', "45.0000", "₼"}, {"¥1,200", '.', "1200.0000", "¥"}, {"12.5元", '.', "12.5000", "元"},
		{"１２３．５", '.', "123.5000", ""}, {".5", '.', "0.5000", ""}, {"0.00005", '.', "0.0000", ""}, {"0.00015", '.', "0.0002", ""},
		{"1e3", '.', "", ""}, {"1E+05", '.', "", ""}, {"1,23", '.', "", ""}, {"1.234.5", ',', "", ""}, {"1,2345,6", '.', "", ""}, {"12-3", '.', "", ""},
		{"", '.', "", ""}, {"-", '.', "", ""}, {"abc", '.', "", ""}, {"12 abc", '.', "", ""}, {"0x10", '.', "", ""}, {"--5", '.', "", ""},
		{"$5 €", '.', "", ""}, {"1.2.3", '.', "", ""}, {"5..", '.', "", ""}, {"NaN", '.', "", ""}, {"1 2 3", '.', "", ""},
	}
	for _, tt := range tests {
		n, err := ParseNumber(tt.text, NumberFormat{tt.decimal}, 4)
		got := ""
		if err == nil {
			got = crm.FormatDecimal(n.Value, 4)
		}
		if got != tt.want || n.Sign != tt.sign {
			t.Errorf("ParseNumber(%q, %c) = %s %q (%v), want %s %q", tt.text, tt.decimal, got, n.Sign, err, tt.want, tt.sign)
		}
	}
	if n, err := ParseNumber("15 %", NumberFormat{'.'}, 4); err != nil || !n.Percent || n.Value != 150000 {
		t.Errorf("15 %%: %+v %v", n, err)
	}
	if _, err := ParseNumber("99999999999999999999", NumberFormat{'.'}, 4); !errors.Is(err, ErrNumberRange) {
		t.Errorf("too large: %v", err)
	}
}

// The fast way and the slow way agree, and grouping changes nothing.
func TestParseNumber_Property(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64Range(-1e14, 1e14).Draw(t, "v")
		plain := crm.FormatDecimal(v, 4)
		format := NumberFormat{rapid.SampledFrom([]byte{'.', ','}).Draw(t, "decimal")}
		mark := rapid.SampledFrom([]string{"", " ", "'", "\u00A0", "\u202F", "other"}).Draw(t, "mark")
		if mark == "other" {
			if mark = ","; format.Decimal == ',' {
				mark = "."
			}
		}
		whole, frac, _ := strings.Cut(strings.TrimPrefix(plain, "-"), ".")
		for i := len(whole) - 3; i > 0 && mark != ""; i -= 3 {
			whole = whole[:i] + mark + whole[i:]
		}
		text := whole + string(format.Decimal) + frac
		if v < 0 {
			text = rapid.SampledFrom([]string{"-" + text, "(" + text + ")", text + "-", "€ -" + text, "-€" + text}).Draw(t, "negative")
		}
		if n, err := ParseNumber(text, format, 4); err != nil || n.Value != v {
			t.Fatalf("%q: %d %v, want %d", text, n.Value, err, v)
		}
	})
}

func TestSniff_DecimalMark(t *testing.T) {
	tests := []struct {
		name  string
		cells []string
		want  byte
		mixed int // rows named
	}{
		{"points", []string{"1.50", "2.25"}, '.', 0},
		{"commas", []string{"1,50", "2,25"}, ',', 0},
		{"both in one cell", []string{"1.234,56"}, ',', 0},
		{"groups alone", []string{"1.234", "25.000"}, 0, 0},
		{"two groups", []string{"1.250.000"}, ',', 0},
		{"below one", []string{"0.123"}, '.', 0},
		{"contradiction", []string{"1.50", "1,50"}, 0, 2},
		{"whole numbers", []string{"1", "20"}, 0, 0},
		{"with signs", []string{"€ 1.234,5", "12 €"}, ',', 0},
	}
	for _, tt := range tests {
		s := read(t, "name;amount\nx;\""+strings.Join(tt.cells, "\"\nx;\"")+"\"\n", Options{}).Sniff()
		if c := s.Columns[1]; c.Decimal != tt.want || len(c.MixedDecimals) != tt.mixed || c.Numbers != len(tt.cells) {
			t.Errorf("%s: mark %q mixed %v numbers %d", tt.name, c.Decimal, c.MixedDecimals, c.Numbers)
		}
	}
}
