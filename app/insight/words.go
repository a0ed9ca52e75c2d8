package insight

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/demand"
	"regulars/data/insight/rfm"
)

// t is the text of a key of this screen, n the one in the plural form of n.
func t(key string, args ...i18n.Args) string { return i18n.T("insightui."+key, args...) }

func n(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightui."+key, count, args...)
}

func segmentName(s rfm.Segment) string { return i18n.T("insight.segment_" + string(s)) }
func segmentHint(s rfm.Segment) string { return i18n.T("insight.segment_" + string(s) + "_hint") }

// segmentTone is the mood of a segment, as everywhere in the program.
func segmentTone(s rfm.Segment) ui.Tone {
	switch s {
	case rfm.Champions, rfm.Loyal:
		return ui.Good
	case rfm.PotentialLoyalists, rfm.New, rfm.Promising:
		return ui.Accent
	case rfm.NeedAttention, rfm.AboutToSleep:
		return ui.Warn
	case rfm.AtRisk, rfm.CantLose:
		return ui.Bad
	}
	return ui.Neutral
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

// groupName is what a group of a split is called.
func groupName(split demand.Split, g demand.GroupHead) string {
	switch g.Code {
	case demand.Other, demand.Unknown, demand.WalkIn, demand.All, demand.NewSale, demand.Returning:
		return i18n.T("insight.group" + g.Code)
	case "":
		return i18n.T("insight.group_none")
	}
	switch split {
	case demand.Segment:
		return segmentName(rfm.Segment(g.Code))
	case demand.Country:
		return countryName(g.Code)
	case demand.Channel:
		if key := "insightui.channel_" + g.Code; i18n.Has(key) {
			return i18n.T(key)
		}
	case demand.Product, demand.Category:
		return g.Name
	}
	return g.Code
}

// countryName writes an ISO code in the language in use; other texts stay.
func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 {
		return code
	}
	if name := display.Regions(language.Make(i18n.Current())).Name(region); name != "" {
		return name
	}
	return code
}

// sentences joins sentences, each of which ends in its own mark.
func sentences(all ...string) string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	if i18n.Current() == "zh-Hans" {
		return strings.Join(out, "")
	}
	return strings.Join(out, " ")
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
func whole(v float64) string                { return i18n.Integer(int64(math.Round(v))) }
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
