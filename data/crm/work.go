package crm

import "strconv"

func indexed(field string, i int) string { return field + "." + strconv.Itoa(i) }

// InteractionKind is what happened.
type InteractionKind string

// The kinds of interactions.
const (
	Call    InteractionKind = "call"
	Visit   InteractionKind = "visit"
	Meeting InteractionKind = "meeting"
	Mail    InteractionKind = "email"
	Message InteractionKind = "message"
	Post    InteractionKind = "post"
	Note    InteractionKind = "note"
	// Case is a complaint, fault or question that took work to settle, and
	// FreeFix is work done without charge.
	Case    InteractionKind = "case"
	FreeFix InteractionKind = "free_fix"
)

// InteractionKinds lists all kinds in the order shown to people.
func InteractionKinds() []InteractionKind {
	return []InteractionKind{Call, Visit, Meeting, Mail, Message, Post, Case, FreeFix, Note}
}

// Direction tells who began the contact.
type Direction string

// The directions.
const (
	Inbound  Direction = "in"
	Outbound Direction = "out"
)

// Outcomes lists the outcome codes of an interaction.
func Outcomes() []string {
	return []string{"reached", "no_answer", "left_message", "interested", "ordered", "declined", "complaint", "solved"}
}

// Interaction is one contact with one or more parties.
type Interaction struct {
	Meta
	InteractionKind InteractionKind `cbor:"10,keyasint,omitempty" json:"interaction_kind"`
	Parties         []ID            `cbor:"11,keyasint,omitempty" json:"parties"`
	Direction       Direction       `cbor:"12,keyasint,omitempty" json:"direction,omitempty"`
	Channel         Channel         `cbor:"13,keyasint,omitempty" json:"channel,omitempty"`
	Date            Date            `cbor:"14,keyasint,omitempty" json:"date"`
	Time            Clock           `cbor:"15,keyasint,omitempty" json:"time,omitempty"`
	DurationMin     int             `cbor:"16,keyasint,omitempty" json:"duration_min,omitempty"`
	TravelMin       int             `cbor:"17,keyasint,omitempty" json:"travel_min,omitempty"`
	TravelKm        int             `cbor:"18,keyasint,omitempty" json:"travel_km,omitempty"`
	Outcome         string          `cbor:"19,keyasint,omitempty" json:"outcome,omitempty"`
	Summary         string          `cbor:"20,keyasint,omitempty" json:"summary,omitempty"`
	Body            string          `cbor:"21,keyasint,omitempty" json:"body,omitempty"`
	Document        ID              `cbor:"22,keyasint,omitzero" json:"document,omitzero"`
	NextTask        ID              `cbor:"23,keyasint,omitzero" json:"next_task,omitzero"`
}

// Kind is KindInteraction.
func (*Interaction) Kind() Kind { return KindInteraction }

// Validate requires a kind, a party and a date.
func (in *Interaction) Validate() error {
	var c checks
	oneOf(&c, "interaction_kind", in.InteractionKind, InteractionKinds()...)
	if len(in.Parties) == 0 {
		c.fail("parties", ErrRequired, "")
	}
	if in.Date.IsZero() {
		c.fail("date", ErrRequired, "")
	}
	if in.DurationMin < 0 || in.DurationMin > 7*24*60 {
		c.fail("duration_min", ErrRange, strconv.Itoa(in.DurationMin))
	}
	if in.Channel != "" {
		oneOf(&c, "channel", in.Channel, Channels()...)
	}
	c.short("summary", in.Summary, 1000)
	c.short("body", in.Body, maxText)
	return c.err()
}

// TaskStatus is the state of a task.
type TaskStatus string

// The states of a task.
const (
	TaskOpen      TaskStatus = "open"
	TaskDone      TaskStatus = "done"
	TaskCancelled TaskStatus = "cancelled"
)

// Priority orders tasks of a day.
type Priority int8

// The priorities; normal is the zero value.
const (
	PriorityLow    Priority = -1
	PriorityNormal Priority = 0
	PriorityHigh   Priority = 1
)

// Task is something to do, with or without a customer.
type Task struct {
	Meta
	Title       string     `cbor:"10,keyasint,omitempty" json:"title"`
	Body        string     `cbor:"11,keyasint,omitempty" json:"body,omitempty"`
	Due         Date       `cbor:"12,keyasint,omitempty" json:"due,omitempty"`
	DueTime     Clock      `cbor:"13,keyasint,omitempty" json:"due_time,omitempty"`
	RemindAt    Instant    `cbor:"14,keyasint,omitempty" json:"remind_at,omitempty"`
	Reminded    Instant    `cbor:"15,keyasint,omitempty" json:"reminded,omitempty"` // when the reminder was shown
	Priority    Priority   `cbor:"16,keyasint,omitempty" json:"priority,omitempty"`
	Status      TaskStatus `cbor:"17,keyasint,omitempty" json:"status"`
	CompletedAt Instant    `cbor:"18,keyasint,omitempty" json:"completed_at,omitempty"`
	Parties     []ID       `cbor:"19,keyasint,omitempty" json:"parties,omitempty"`
	Document    ID         `cbor:"20,keyasint,omitzero" json:"document,omitzero"`
	Reason      string     `cbor:"21,keyasint,omitempty" json:"reason,omitempty"` // manual, repurchase, stay_in_touch …
	Outcome     string     `cbor:"22,keyasint,omitempty" json:"outcome,omitempty"`
	// RepeatDays repeats the task that many days after it was done; 0 never.
	RepeatDays int `cbor:"23,keyasint,omitempty" json:"repeat_days,omitempty"`
}

// Kind is KindTask.
func (*Task) Kind() Kind { return KindTask }

// Validate requires a title and a known state.
func (t *Task) Validate() error {
	var c checks
	c.required("title", t.Title)
	c.short("title", t.Title, 500)
	c.short("body", t.Body, maxText)
	oneOf(&c, "status", t.Status, TaskOpen, TaskDone, TaskCancelled)
	if t.RepeatDays < 0 {
		c.fail("repeat_days", ErrRange, strconv.Itoa(t.RepeatDays))
	}
	return c.err()
}
