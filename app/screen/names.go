package screen

import (
	"cmp"
	"strings"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// KindName is what the owner calls a kind of record.
func KindName(k crm.Kind) string { return i18n.T("history.kind_" + k.String()) }

// RecordName is what people call a record; the name of its kind where it has
// none of its own.
func RecordName(r crm.Record) string {
	name := ""
	switch r := r.(type) {
	case *crm.Party:
		name = r.DisplayName
	case *crm.Product:
		name = cmp.Or(r.Name, r.SKU)
	case *crm.Task:
		name = r.Title
	case *crm.SalesDocument:
		name = r.Number
	case *crm.Interaction:
		name = r.Summary
	case *crm.Tag:
		name = r.Name
	case *crm.Category:
		name = r.Name
	case *crm.View:
		name = r.Name
	case *crm.Segment:
		name = r.Name
	case *crm.CustomField:
		name = r.Label
	case *crm.DemandEvent:
		if name = r.Title; name == "" && r.Measure != "" {
			name = i18n.T("insightcause.measure_" + r.Measure)
		}
	case *crm.Resource:
		name = r.Name
	case *crm.RateClass:
		name = r.Name
	case *crm.PriceList:
		name = r.Name
	case *crm.CostItem:
		name = r.Name
	case *crm.Site:
		name = r.Name
	}
	return cmp.Or(name, KindName(r.Kind()))
}

// PartyName is the name of a party, "" for nobody or one that is gone.
func PartyName(r book.Reader, id crm.ID) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	p, err := book.Get[crm.Party](r, id)
	if book.CodeOf(err) == book.CodeNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return p.DisplayName, nil
}

// SegmentName names a segment of customers; "" for none.
func SegmentName(s rfm.Segment) string {
	if s == "" {
		return ""
	}
	return i18n.T("insight.segment_" + string(s))
}

// SegmentHint says who the customers of a segment are and what to do for them.
func SegmentHint(s rfm.Segment) string { return i18n.T("insight.segment_" + string(s) + "_hint") }

// SegmentTone is the mood of a segment.
func SegmentTone(s rfm.Segment) ui.Tone {
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

// ClassName names a value class; "" for none.
func ClassName(c value.Class) string {
	if c == "" {
		return ""
	}
	return i18n.T("insight.class_" + string(c))
}

// StageName names a stage of the way from prospect to lost; "" for none.
func StageName(s lifecycle.Stage) string {
	if s == "" {
		return ""
	}
	return i18n.T("insightlife.stage_" + string(s))
}

// StageTone is the mood of a stage.
func StageTone(s lifecycle.Stage) ui.Tone {
	switch s {
	case lifecycle.Repeat, lifecycle.Extended:
		return ui.Good
	case lifecycle.New:
		return ui.Accent
	case lifecycle.Lapsing:
		return ui.Warn
	case lifecycle.Lost:
		return ui.Bad
	}
	return ui.Neutral
}

// ContactName says what a contact was: "They called".
func ContactName(in *crm.Interaction) string {
	kind := string(in.InteractionKind)
	if in.Direction != "" {
		if name := i18n.Coded("customers.talk_"+kind+"_", string(in.Direction)); name != string(in.Direction) {
			return name
		}
	}
	return i18n.Coded("customers.talk_", kind)
}

// Gist is what a contact was about, in one line; "" when nothing was noted.
func Gist(in *crm.Interaction) string {
	first, _, _ := strings.Cut(in.Body, "\n")
	return cmp.Or(in.Summary, first)
}
