package customers

import (
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// t is the text of a key of this screen.
func t(key string, args ...i18n.Args) string { return i18n.T("customers."+key, args...) }

func roleName(r crm.Role) string           { return i18n.Coded("customers.role_", string(r)) }
func channelName(c crm.Channel) string     { return i18n.Coded("customers.channel_", string(c)) }
func docTypeName(c crm.DocType) string     { return i18n.Coded("customers.doc_", string(c)) }
func docStatusName(c crm.DocStatus) string { return i18n.Coded("customers.status_", string(c)) }
func kindName(k crm.PartyKind) string      { return i18n.Coded("customers.kind_", string(k)) }

// classShort names a class under a heading that says value.
func classShort(code string) string { return i18n.Coded("customers.class_", code) }

func classTone(code string) ui.Tone { return screen.ClassTone(value.Class(code)) }
func stageName(code string) string  { return screen.StageName(lifecycle.Stage(code)) }
func stageTone(code string) ui.Tone { return screen.StageTone(lifecycle.Stage(code)) }

func segmentName(code string) string  { return screen.SegmentName(rfm.Segment(code)) }
func segmentTone(code string) ui.Tone { return screen.SegmentTone(rfm.Segment(code)) }
