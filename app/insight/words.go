package insight

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// t is the text of a key of this screen, n the one in the plural form of n.
func t(key string, args ...i18n.Args) string { return i18n.T("insightui."+key, args...) }

func n(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightui."+key, count, args...)
}

// advice is a hint without its first sentence, which says who they are: what
// is left says what to do.
func advice(hint string) string {
	at := len(hint)
	for _, mark := range []string{". ", "。"} {
		if i := strings.Index(hint, mark); i >= 0 {
			at = min(at, i+len(mark))
		}
	}
	if at == len(hint) {
		return hint
	}
	return hint[at:]
}

// listed joins names as in a sentence.
func listed(names []string) string {
	out := names[0]
	for _, name := range names[1:] {
		out = t("listed", i18n.Args{"A": out, "B": name})
	}
	return out
}

// sentences joins sentences, each of which ends in its own mark.
func sentences(all ...string) string {
	if i18n.Current() == "zh-Hans" {
		return i18n.Join("", all...)
	}
	return i18n.Join(" ", all...)
}

// capital begins a sentence with a capital letter: names of months are small
// in some languages.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// scale turns amounts into numbers for a chart and back.
type scale struct {
	currency string
	unit     float64 // minor units in one of the currency
}

func newScale(currency string) scale {
	return scale{currency, math.Pow10(crm.Exponent(currency))}
}

func (s scale) of(a crm.Amount) float64     { return float64(a) / s.unit }
func (s scale) amount(v float64) crm.Amount { return crm.Amount(math.Round(v * s.unit)) }
func (s scale) write(v float64) string      { return i18n.Amount(s.amount(v), s.currency) }
func (s scale) writeShort(v float64) string { return i18n.AmountShort(s.amount(v), s.currency) }

// writeCell is short enough for the cell of a heat map: a small amount has its
// cents, a large one none.
func (s scale) writeCell(v float64) string {
	if math.Abs(v) < 10 {
		return s.write(v)
	}
	return s.writeShort(v)
}

func whole(v float64) string { return i18n.Integer(int64(math.Round(v))) }
func quantity(v float64) string {
	return i18n.Quantity(crm.Quantity(math.Round(v * crm.QuantityScale)))
}
func percent(part, all int64) string { return i18n.Percent(ratio(part, all), 0) }

func ratio(part, all int64) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
