package customers

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// eventGroup is what the timeline can be narrowed to.
type eventGroup string

const (
	allEvents eventGroup = "all"
	contacts  eventGroup = "contacts"
	sales     eventGroup = "sales"
	tasks     eventGroup = "tasks"
)

func eventGroups() []eventGroup { return []eventGroup{allEvents, contacts, sales, tasks} }

// event is one entry of the timeline.
type event struct {
	id    crm.ID
	kind  crm.Kind
	group eventGroup
	date  crm.Date
	time  crm.Clock
	what  string // "Phone call", "Order 1042"
	text  string // the gist, one line
	body  string // shown when opened
	right string // an amount, a duration
	badge string
	tone  ui.Tone
	open  bool // an open task
}

func contactEvent(in *crm.Interaction) event {
	e := event{id: in.ID, kind: crm.KindInteraction, group: contacts, date: in.Date, time: in.Time}
	e.what, e.text, e.body = screen.ContactName(in), screen.Gist(in), in.Body
	e.badge = i18n.Coded("customers.outcome_", in.Outcome)
	e.tone = outcomeTone(in.Outcome)
	if in.DurationMin > 0 {
		e.right = i18n.N("customers.minutes", in.DurationMin)
	}
	return e
}

// contents lists the first few lines of a document in words.
func contents(lines []crm.Line, name func(crm.ID) string) string {
	var parts []string
	for _, l := range lines[:min(len(lines), 4)] {
		part := cmp.Or(l.Description, name(l.Product))
		if l.Quantity != crm.QuantityScale {
			part = i18n.Quantity(l.Quantity) + " × " + part
		}
		parts = append(parts, part)
	}
	if len(lines) > 4 {
		parts = append(parts, "…")
	}
	return i18n.List(parts...)
}

func outcomeTone(code string) ui.Tone {
	switch code {
	case "ordered", "solved", "interested":
		return ui.Good
	case "complaint", "declined":
		return ui.Bad
	}
	return ui.Neutral
}

// documentEvent names products by name.
func documentEvent(d countedDoc, today crm.Date, name func(crm.ID) string) event {
	e := event{id: d.ID, kind: crm.KindDocument, group: sales, date: d.Date, time: d.Time}
	e.what = strings.TrimSpace(docTypeName(d.DocType) + " " + d.Number)
	e.text = contents(d.Lines, name)
	if d.Note != "" {
		e.text += " · " + d.Note
	}
	e.right = i18n.Amount(d.Net, d.Currency)
	if !d.counts || d.Date > today {
		e.badge = docStatusName(d.Status)
	}
	if d.DocType == crm.CreditNote {
		e.tone = ui.Warn
	}
	return e
}

// taskEvent stands on the day the task is due or, once done, was done.
func taskEvent(task *crm.Task, loc *time.Location) event {
	e := event{id: task.ID, kind: crm.KindTask, group: tasks, date: task.Due, time: task.DueTime}
	e.what, e.text, e.body = t("task"), task.Title, task.Body
	e.badge = i18n.Coded("customers.task_status_", string(task.Status))
	switch task.Status {
	case crm.TaskDone:
		e.tone = ui.Good
	case crm.TaskOpen:
		e.tone, e.open = ui.Accent, true
	}
	if task.CompletedAt != 0 {
		e.date, e.time = task.CompletedAt.In(loc)
	}
	if e.date == 0 {
		e.date, _ = task.CreatedAt.In(loc)
	}
	return e
}

// sortEvents puts the newest first; on one day later hours come first and
// events without a time last.
func sortEvents(events []event) {
	slices.SortStableFunc(events, func(a, b event) int {
		return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(b.time, a.time), bytes.Compare(b.id[:], a.id[:]))
	})
}

// ofGroup returns the events of a group, in their order.
func ofGroup(events []event, g eventGroup) []event {
	if g == allEvents {
		return events
	}
	var out []event
	for _, e := range events {
		if e.group == g {
			out = append(out, e)
		}
	}
	return out
}
