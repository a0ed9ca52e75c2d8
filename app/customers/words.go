package customers

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/rfm"
)

// t is the text of a key of this screen.
func t(key string, args ...i18n.Args) string { return i18n.T("customers."+key, args...) }

// coded is the text of a code, the code itself where none is known.
func coded(prefix, code string) string {
	if code == "" {
		return ""
	}
	if key := "customers." + prefix + code; i18n.Has(key) {
		return i18n.T(key)
	}
	return code
}

func roleName(r string) string      { return coded("role_", r) }
func channelName(c string) string   { return coded("channel_", c) }
func docTypeName(c string) string   { return coded("doc_", c) }
func docStatusName(c string) string { return coded("status_", c) }

// segmentName is the name that the insight page uses, too.
func segmentName(code string) string {
	if code == "" {
		return ""
	}
	return i18n.T("insight.segment_" + code)
}

func className(code string) string {
	if code == "" {
		return ""
	}
	return i18n.T("insight.class_" + code)
}

// classShort names a class under a heading that says value.
func classShort(code string) string { return coded("class_", code) }

// segmentTone is the mood of a segment's badge.
func segmentTone(code string) ui.Tone {
	switch rfm.Segment(code) {
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

func classTone(code string) ui.Tone {
	switch code {
	case "high":
		return ui.Accent
	case "ordinary":
		return ui.Neutral
	}
	return ui.Neutral
}

// countryName writes an ISO code in the language in use; other texts stay.
func countryName(code string) string {
	if len(code) != 2 {
		return code
	}
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(language.Make(i18n.Current())).Name(region); name != "" {
		return name
	}
	return code
}

// kindName names a party's kind.
func kindName(k crm.PartyKind) string { return coded("kind_", string(k)) }
