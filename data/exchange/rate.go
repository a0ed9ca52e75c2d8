package exchange

import (
	"path/filepath"
	"slices"
	"strings"

	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// minorRate turns a rate between currencies as people say it (0.006 euro for
// one yen) into the one documents keep, between their minor units (0.6 cents
// for one yen). It is "" for anything but a positive plain decimal.
func minorRate(rate, from, to string) string {
	whole, frac, _ := strings.Cut(strings.TrimSpace(rate), ".")
	digits := whole + frac
	if digits == "" || len(digits) > 30 || strings.Trim(digits, "0123456789") != "" || strings.Trim(digits, "0") == "" {
		return ""
	}
	point := len(whole) + crm.Exponent(to) - crm.Exponent(from)
	if point < 1 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if len(digits) < point {
		digits += strings.Repeat("0", point-len(digits))
	}
	whole, frac = strings.TrimLeft(digits[:point], "0"), strings.TrimRight(digits[point:], "0")
	if frac == "" {
		return whole
	}
	return firstSet(whole, "0") + "." + frac
}

// checkCurrencies refuses money of a foreign currency without a rate: a sum
// over currencies would be wrong.
func (x *importer) checkCurrencies() error {
	x.rates = map[string]string{}
	for _, p := range x.parts {
		for _, d := range p.docs {
			c := d.head.currency
			if c == x.settings.BaseCurrency || x.rates[c] != "" {
				continue
			}
			problem := table.Problem{Code: table.CodeForeignCurrency, File: filepath.Base(p.Path), Value: c + ", " + x.settings.BaseCurrency}
			if text, given := x.opt.Rates[c]; given {
				x.rates[c] = minorRate(text, c, x.settings.BaseCurrency)
				problem = table.Problem{Code: table.CodeBadNumber, File: filepath.Base(p.Path), Row: int(slices.Min(d.rows)), Column: c, Value: text}
			}
			if x.rates[c] == "" {
				return &Refused{Path: p.Path, Problems: []table.Problem{problem}}
			}
		}
	}
	return nil
}
