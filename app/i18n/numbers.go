package i18n

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"regulars/data/crm"
)

// marks are a language's ways with numbers.
type marks struct {
	decimal, group string
	symbolFirst    bool
	printer        *message.Printer
	short          []shortUnit
}

// shortUnit is one step of "1.2k": numbers from size on are divided by it.
type shortUnit struct {
	size   float64
	suffix string
}

// newMarks learns the marks from how x/text writes a sample number.
func newMarks(tag string, texts map[string]string) marks {
	p := message.NewPrinter(language.MustParse(tag))
	sample := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, p.Sprintf("%.1f", 1234.5))
	runes := []rune(sample)
	m := marks{decimal: ".", group: ",", printer: p, symbolFirst: texts["format.symbol"] == "first"}
	if len(runes) == 2 {
		m.group, m.decimal = string(runes[0]), string(runes[1])
	}
	for _, step := range strings.Fields(texts["format.short_units"]) {
		zeros, suffix, _ := strings.Cut(step, ":")
		n, err := strconv.Atoi(zeros)
		if err == nil {
			m.short = append(m.short, shortUnit{math.Pow10(n), strings.ReplaceAll(suffix, "_", noBreak)})
		}
	}
	return m
}

const noBreak = "\u00a0"

// DecimalMarks returns the decimal and the grouping mark of the language.
func DecimalMarks() (decimal, group string) { return now().numbers.decimal, now().numbers.group }

// Integer writes n with grouping.
func Integer(n int64) string { return now().numbers.plain(strconv.FormatInt(n, 10)) }

// Number writes v with grouping and a fixed number of decimals; a dash when v
// is not a number.
func Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return now().numbers.plain(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Percent writes the fraction f (0.125) as a percentage.
func Percent(f float64, decimals int) string {
	s := Number(f*100, decimals)
	if s == "–" {
		return s
	}
	return s + "%"
}

// Quantity writes q without needless zeros.
func Quantity(q crm.Quantity) string { return now().numbers.plain(q.String()) }

// Decimal writes a plain decimal ("-1234.5") with the language's marks.
func Decimal(s string) string { return now().numbers.plain(s) }

// Amount writes money with the currency's decimals and its sign; without a
// sign when currency is empty (two decimals).
func Amount(a crm.Amount, code string) string {
	m := now().numbers
	return m.withSymbol(m.plain(crm.FormatDecimal(int64(a), crm.Exponent(code))), code)
}

// Price writes a price per unit with at least the currency's decimals.
func Price(p crm.Price, code string) string {
	exp := crm.Exponent(code)
	s := crm.FormatDecimal(int64(p), 4)
	for range 4 - min(exp, 4) {
		if !strings.HasSuffix(s, "0") {
			break
		}
		s = s[:len(s)-1]
	}
	m := now().numbers
	return m.withSymbol(m.plain(strings.TrimSuffix(s, ".")), code)
}

// AmountShort writes money in three digits or so, "€1.2k", for charts and tiles.
func AmountShort(a crm.Amount, code string) string {
	m := now().numbers
	return m.withSymbol(m.shorten(float64(a)/math.Pow10(crm.Exponent(code))), code)
}

// NumberShort writes v in three digits or so, "1.2k".
func NumberShort(v float64) string { return now().numbers.shorten(v) }

func (m marks) shorten(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	for i := len(m.short) - 1; i >= 0; i-- {
		u := m.short[i]
		// Rounding may reach the unit from just below it: 999.6 is 1k.
		if math.Round(math.Abs(v)) >= u.size {
			return m.plain(threeDigits(v/u.size)) + u.suffix
		}
	}
	return m.plain(threeDigits(v))
}

// threeDigits keeps one decimal below ten.
func threeDigits(v float64) string {
	if math.Abs(v) < 9.95 {
		return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// plain puts the language's marks into a decimal with a point.
func (m marks) plain(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, hasFrac := strings.Cut(s, ".")
	if sign != "" && strings.Trim(whole+frac, "0") == "" {
		sign = "" // no minus on zero
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(m.group)
		}
		b.WriteRune(d)
	}
	if hasFrac {
		b.WriteString(m.decimal)
		b.WriteString(frac)
	}
	return b.String()
}

func (m marks) withSymbol(number, code string) string {
	if code == "" {
		return number
	}
	symbol := m.symbol(code)
	if !m.symbolFirst {
		return number + noBreak + symbol
	}
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	if symbol[len(symbol)-1] >= 'A' && symbol[len(symbol)-1] <= 'Z' {
		symbol += noBreak
	}
	return sign + symbol + number
}

// Symbol is the short sign of a currency, its code when it has none.
func Symbol(code string) string {
	if code == "" {
		return ""
	}
	return now().numbers.symbol(code)
}

func (m marks) symbol(code string) string {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return code
	}
	if s := m.printer.Sprint(currency.NarrowSymbol(unit)); s != "" {
		return s
	}
	return code
}
