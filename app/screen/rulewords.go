package screen

import (
	"strings"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/segment"
	"regulars/data/insight/value"
)

func gt(key string, args ...i18n.Args) string { return i18n.T("insightgroups."+key, args...) }

// RuleText is a rule in a sentence's words: "bought Green tea in the last 180
// days and may be contacted (e-mail)".
func RuleText(r crm.Rule, in segment.Input) string { return ruleText(r, in, false) }

func ruleText(r crm.Rule, in segment.Input, inside bool) string {
	if r.Field != "" {
		return negated(r.Not, conditionText(r, in))
	}
	if len(r.Parts) == 0 {
		if r.Any != r.Not {
			return gt("say_nobody")
		}
		return gt("say_everybody")
	}
	joint := "say_and"
	if r.Any {
		joint = "say_or"
	}
	several := len(r.Parts) > 1
	text := ruleText(r.Parts[0], in, inside || several)
	for _, part := range r.Parts[1:] {
		text = gt(joint, i18n.Args{"A": text, "B": ruleText(part, in, true)})
	}
	if inside && several && !r.Not {
		return gt("say_inside", i18n.Args{"What": text})
	}
	return negated(r.Not, text)
}

func negated(not bool, text string) string {
	if not {
		return gt("say_not", i18n.Args{"What": text})
	}
	return text
}

func conditionText(r crm.Rule, in segment.Input) string {
	f, ok := segment.FieldOf(r.Field, in.Customs)
	if !ok {
		return gt("value_gone")
	}
	args := i18n.Args{"Field": FieldName(f), "Name": ValueName(f, r, in), "When": ""}
	if r.Days > 0 {
		args["When"] = i18n.N("insightgroups.within", r.Days)
	}
	op := segment.Op(r.Op)
	switch {
	case op == segment.Known || op == segment.Unknown || op == segment.Contains:
		return gt("say_"+r.Op, args)
	case f.Form == segment.Product || f.Form == segment.Category:
		return deedText("say_bought", r, args)
	case f.Code == segment.FieldContacted:
		return deedText("say_contacted", r, args)
	case f.Form == segment.Number || f.Form == segment.Money || f.Form == segment.Day:
		return numberText(f, r, args)
	}
	if own := "say_" + f.Code + "_" + r.Op; i18n.Has("insightgroups." + own) {
		return gt(own, args)
	}
	return gt("say_"+r.Op, args)
}

func deedText(key string, r crm.Rule, args i18n.Args) string {
	if r.Times > 1 {
		return strings.TrimSpace(i18n.N("insightgroups."+key+"_times_"+r.Op, r.Times, args))
	}
	return strings.TrimSpace(gt(key+"_"+r.Op, args))
}

func numberText(f segment.Field, r crm.Rule, args i18n.Args) string {
	how := "how_"
	if f.Form == segment.Day {
		how = "how_day_"
	}
	args["How"] = gt(how+r.Op, i18n.Args{"V": args["Name"]})
	count, _ := crm.ParseDecimal(r.Value, 0) // only chooses the plural
	key := "insightgroups.say_" + f.Code
	switch f.Code {
	case segment.FieldOrders, segment.FieldQuiet, segment.FieldTenure, segment.FieldReferrals:
		return strings.TrimSpace(i18n.N(key, int(count), args))
	}
	if i18n.Has(key) {
		return strings.TrimSpace(i18n.T(key, args))
	}
	return strings.TrimSpace(gt("say_number", args))
}

// FieldName is what a field is called within a sentence.
func FieldName(f segment.Field) string {
	if f.Theme == segment.Own {
		return f.Label
	}
	return gt("field_" + f.Code)
}

// ValueName is the value of a condition in the owner's words.
func ValueName(f segment.Field, r crm.Rule, in segment.Input) string {
	switch f.Form {
	case segment.Product, segment.Category, segment.Tag:
		if name, ok := segment.Name(r, in); ok {
			return name
		}
		if _, err := crm.ParseID(r.Value); err == nil {
			return gt("value_gone")
		}
		return r.Value
	case segment.Day:
		if d, err := crm.ParseDate(r.Value); err == nil {
			return i18n.Date(d)
		}
	case segment.Number:
		return i18n.Decimal(r.Value)
	case segment.Money:
		if a, err := crm.ParseDecimal(r.Value, in.Facts.Exp()); err == nil {
			return i18n.Amount(crm.Amount(a), in.Facts.Currency)
		}
	case segment.Choice:
		return OptionName(f, r.Value)
	}
	return r.Value
}

// OptionName is what an option of a choice is called.
func OptionName(f segment.Field, code string) string {
	switch f.Code {
	case segment.FieldSegment:
		return SegmentName(rfm.Segment(code))
	case segment.FieldClass:
		return ClassName(value.Class(code))
	case segment.FieldStage:
		return StageName(lifecycle.Stage(code))
	case segment.FieldCountry:
		return i18n.Country(code)
	case segment.FieldConsent, segment.FieldContacted, "channel":
		if code == segment.AnyChannel {
			return gt("value_any")
		}
		return i18n.Coded("customers.channel_", code)
	case "has":
		return gt("value_has_" + code)
	case "role":
		return i18n.Coded("customers.role_", code)
	case "kind":
		return i18n.Coded("customers.kind_", code)
	}
	if f.Theme == segment.Own && code == "yes" {
		return i18n.T("customers.bool_yes")
	}
	return code
}
