package demand

import (
	"cmp"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
)

// The limits of temperature: cold is below 10 degrees Celsius, mild below 20,
// warm below 30, hot from there.
const (
	mild = 10 * crm.QuantityScale
	warm = 20 * crm.QuantityScale
	hot  = 30 * crm.QuantityScale
)

// Noted is the weather of a day that the owner wrote down without a number.
const Noted = "noted"

// weatherCodes lists all that a day can be, in the order of the stack: "cold"
// or "dry" where only that is known, "cold_dry" where both are.
func weatherCodes() (codes []string) {
	for _, t := range []string{"cold", "mild", "warm", "hot", ""} {
		for _, r := range []string{"dry", "wet", ""} {
			if code := strings.Trim(t+"_"+r, "_"); code != "" {
				codes = append(codes, code)
			}
		}
	}
	return append(codes, Noted, Unknown)
}

// sky is what is known of the weather of a day at a place.
type sky struct {
	rain, temperature crm.Quantity
	rained, warmed    bool // known
	noted             bool
}

// take adds an entry; of several numbers the highest counts.
func (w *sky) take(e *crm.DemandEvent) {
	switch e.Measure {
	case "rain_mm":
		w.rain, w.rained = highest(w.rain, w.rained, e.Value), true
	case "temperature_c":
		w.temperature, w.warmed = highest(w.temperature, w.warmed, e.Value), true
	case "":
		w.noted = true
	}
}

func highest(was crm.Quantity, known bool, now crm.Quantity) crm.Quantity {
	if known {
		return max(was, now)
	}
	return now
}

// code is the weather: what was measured, else that something was noted.
func (w sky) code() string {
	temperature, rain := "", ""
	if w.warmed {
		switch t := w.temperature; {
		case t < mild:
			temperature = "cold"
		case t < warm:
			temperature = "mild"
		case t < hot:
			temperature = "warm"
		default:
			temperature = "hot"
		}
	}
	if w.rained {
		rain = "dry"
		if w.rain >= crm.WetDay {
			rain = "wet"
		}
	}
	code := strings.Trim(temperature+"_"+rain, "_")
	if code == "" && w.noted {
		return Noted
	}
	return cmp.Or(code, Unknown)
}

// weatherGrouping gives each document the weather of its day: that of its
// site where there is any, else that of the whole business.
func weatherGrouping(s *facts.Snapshot) grouping {
	first, last := docDays(s)
	skies := map[string]map[crm.Date]*sky{}
	for i := range s.Tables.Events {
		e := &s.Tables.Events[i]
		if e.Type != "weather" {
			continue
		}
		at := ""
		if !e.Site.IsZero() {
			at = e.Site.String()
		}
		if skies[at] == nil {
			skies[at] = map[crm.Date]*sky{}
		}
		for d := max(first, e.From); d <= min(last, cmp.Or(e.To, e.From)); d++ {
			if skies[at][d] == nil {
				skies[at][d] = &sky{}
			}
			skies[at][d].take(e)
		}
	}
	g := grouping{fixed: true}
	keys := map[string]int32{}
	for _, code := range weatherCodes() {
		keys[code] = int32(len(g.heads))
		g.heads = append(g.heads, GroupHead{Code: code})
	}
	g.key = ofDoc(func(doc int) int32 {
		for _, at := range []string{s.Word(s.Doc.Site[doc]), ""} {
			if w := skies[at][s.Doc.Date[doc]]; w != nil {
				return keys[w.code()]
			}
		}
		return keys[Unknown]
	})
	return g
}
