package desktop

import (
	"strings"
	"time"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// records turns what was told into a contact and perhaps a task, or into
// sentences about the fields that cannot be understood.
func (t *captured) records(today crm.Date, clock time.Time) (*crm.Interaction, *crm.Task, map[string]string) {
	errs := map[string]string{}
	if t.name == "" {
		errs["parties"] = i18n.T("desktop.capture_need_customer")
	}
	minutes, ok := parseMinutes(t.minutes)
	if !ok {
		errs["duration_min"] = i18n.T("desktop.capture_minutes_unclear")
	}
	contact := &crm.Interaction{
		InteractionKind: t.kind, Direction: crm.Outbound, Channel: channelOf(t.kind),
		Date: today, Time: crm.NewClock(clock.Hour(), clock.Minute()),
		DurationMin: minutes, Outcome: t.outcome, Summary: strings.TrimSpace(t.summary),
	}
	return contact, t.task(today, errs), errs
}

// task is the follow-up, nil when neither a title nor a day was given.
func (t *captured) task(today crm.Date, errs map[string]string) *crm.Task {
	title, day := strings.TrimSpace(t.followUp), strings.TrimSpace(t.due)
	if title == "" && day == "" {
		return nil
	}
	due := today
	if day != "" {
		d, ok := ui.ParseDate(day, today)
		if !ok {
			errs["due"] = i18n.T("ui.date_unclear")
		}
		due = d
	}
	if title == "" {
		title = i18n.T("desktop.capture_follow_up", i18n.Args{"Name": t.name})
	}
	return &crm.Task{Title: title, Due: due, Status: crm.TaskOpen, Reason: "manual"}
}

// channelOf is the channel a kind of contact usually takes.
func channelOf(k crm.InteractionKind) crm.Channel {
	switch k {
	case crm.Call:
		return crm.ChannelPhone
	case crm.Visit, crm.Meeting:
		return crm.ChannelInPerson
	case crm.Mail:
		return crm.ChannelEmail
	case crm.Message:
		return crm.ChannelChat
	case crm.Post:
		return crm.ChannelPost
	}
	return ""
}
