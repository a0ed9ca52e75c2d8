package sample

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// talk is something that was said.
type talk struct {
	kind      crm.InteractionKind
	channel   crm.Channel
	direction crm.Direction
	summary   string
	body      string
	outcome   string
}

var shopTalk = []talk{
	{crm.Visit, crm.ChannelInPerson, crm.Inbound, "Asked for something like Lake Kivu, but darker", "Let them smell Night Watch; they took a small bag to try.", "interested"},
	{crm.Visit, crm.ChannelInPerson, crm.Inbound, "New grinder at home", "Talked through the settings. Finer than they thought.", "solved"},
	{crm.Message, crm.ChannelChat, crm.Inbound, "Is the spring Darjeeling in yet?", "Promised a message when it comes.", "reached"},
	{crm.Message, crm.ChannelSMS, crm.Outbound, "The order is ready to collect", "", "reached"},
	{crm.Call, crm.ChannelPhone, crm.Inbound, "Keeps two seats for the Saturday tasting", "For a birthday. One of them drinks decaf only.", "ordered"},
	{crm.Call, crm.ChannelPhone, crm.Outbound, "Called to say the decaf is back", "", "left_message"},
	{crm.Note, "", "", "Likes to be greeted in their own language", "", ""},
	{crm.Visit, crm.ChannelInPerson, crm.Inbound, "Complained about a stale bag", "Roast date was six weeks old. Gave a fresh bag and a cup of tea.", "complaint"},
	{crm.Mail, crm.ChannelEmail, crm.Inbound, "Question about caffeine in jasmine pearls", "Answered with the table from the supplier.", "solved"},
	{crm.Visit, crm.ChannelEvent, crm.Inbound, "Came to the tasting, liked the lotus tea best", "", "interested"},
}

var trade = []talk{
	{crm.Call, crm.ChannelPhone, crm.Outbound, "Called about the next delivery", "Wants it before nine, by the back door.", "ordered"},
	{crm.Call, crm.ChannelPhone, crm.Outbound, "Tried to reach the buyer", "", "no_answer"},
	{crm.Meeting, crm.ChannelInPerson, crm.Outbound, "Set the grinder and tasted with the staff", "Eighteen grams in, thirty-six out. They will order monthly.", "ordered"},
	{crm.Mail, crm.ChannelEmail, crm.Outbound, "Sent the new price list", "Beans seven per cent dearer from February.", "reached"},
	{crm.Mail, crm.ChannelEmail, crm.Inbound, "Asked for a better price for ten kilos", "Said no for now, offered free delivery.", "declined"},
	{crm.Visit, crm.ChannelInPerson, crm.Outbound, "Brought samples of Office Filter", "Kitchen has a new machine, two groups.", "interested"},
	{crm.Call, crm.ChannelPhone, crm.Inbound, "Ran out on a Friday, took two kilos over at once", "", "solved"},
	{crm.Call, crm.ChannelPhone, crm.Outbound, "Reminded them of an open invoice", "Will pay on Monday.", "reached"},
}

// conversations adds what was talked about, near the days of sales.
func (g *maker) conversations() {
	for i := range g.Documents {
		d := &g.Documents[i]
		wholesale := d.DocType == crm.Invoice
		if d.Party.IsZero() || !g.chance(9) && !(wholesale && g.chance(20)) {
			continue
		}
		talks := shopTalk
		if wholesale {
			talks = trade
		}
		g.Interactions = append(g.Interactions, g.interaction(pick(g, talks), d))
	}
	slices.SortStableFunc(g.Interactions, func(a, b crm.Interaction) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time))
	})
}

func (g *maker) interaction(t talk, d *crm.SalesDocument) crm.Interaction {
	date, clock := d.Date, d.Time
	if t.direction == crm.Outbound {
		date, clock = max(firstDay, date-crm.Date(g.between(0, 3))), g.clock(g.between(9, 16))
	}
	in := crm.Interaction{
		Meta: g.meta(date, clock), InteractionKind: t.kind, Parties: []crm.ID{d.Party}, Direction: t.direction,
		Channel: t.channel, Date: date, Time: clock, Outcome: t.outcome, Summary: t.summary, Body: t.body,
	}
	if t.kind == crm.Call || t.kind == crm.Meeting {
		in.DurationMin = g.between(2, 12)
	}
	if t.outcome == "ordered" {
		in.Document = d.ID
	}
	return in
}

var errands = []struct {
	title, reason string
}{
	{"Ask how the new roast tastes", "stay_in_touch"}, {"Say that the jasmine pearls are back", "repurchase"},
	{"Bring samples for the meeting room", "manual"}, {"Ring about the open invoice", "manual"},
	{"Offer a seat at the November tasting", "stay_in_touch"}, {"Ask whether the beans have run out", "repurchase"},
	{"Set aside an Advent tin", "manual"}, {"Send the Christmas list", "manual"},
}

// house are tasks without a customer.
var house = []struct {
	title  string
	due    crm.Date // days from today
	repeat int
	weight crm.Priority
}{
	{"Order Advent tins", -2, 0, crm.PriorityHigh}, {"Descale the second group", 0, 14, crm.PriorityNormal},
	{"Count the shelves", 1, 30, crm.PriorityNormal}, {"Write the Christmas window", 9, 0, crm.PriorityLow},
}

// tasks adds done ones of the past year and open ones around the last day.
func (g *maker) tasks() {
	for range 60 {
		due := lastDay - crm.Date(g.between(8, 360))
		t := g.task(due)
		t.Status, t.Outcome = crm.TaskDone, pick(g, []string{"reached", "ordered", "no_answer", "solved"})
		t.CompletedAt = crm.InstantOf((due + crm.Date(g.rng.IntN(3))).Time()) + 36_000_000
		if g.chance(10) {
			t.Status, t.CompletedAt, t.Outcome = crm.TaskCancelled, 0, ""
		}
		g.Tasks = append(g.Tasks, t)
	}
	for range 18 {
		g.Tasks = append(g.Tasks, g.task(lastDay+crm.Date(g.between(-5, 14))))
	}
	for _, h := range house {
		g.Tasks = append(g.Tasks, crm.Task{
			Meta: g.meta(lastDay-10, 0), Title: h.title, Due: lastDay + h.due, RepeatDays: h.repeat, Priority: h.weight,
			Status: crm.TaskOpen, Reason: "manual",
		})
	}
	slices.SortStableFunc(g.Tasks, func(a, b crm.Task) int { return cmp.Compare(a.Due, b.Due) })
}

func (g *maker) task(due crm.Date) crm.Task {
	e := pick(g, errands)
	who := pick(g, g.regular)
	t := crm.Task{
		Meta: g.meta(due-7, 0), Title: e.title, Due: due, Status: crm.TaskOpen, Reason: e.reason,
		Parties: []crm.ID{g.Parties[who.party].ID},
	}
	if g.chance(30) {
		t.DueTime = crm.NewClock(g.between(9, 16), 30)
		t.RemindAt = crm.InstantOf(due.Time()) + crm.Instant(t.DueTime-1)*60_000
	}
	if g.chance(15) {
		t.Priority = crm.PriorityHigh
	}
	return t
}
