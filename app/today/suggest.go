package today

import (
	"regulars/app/i18n"
	"regulars/app/screen/advice"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/action"
)

// suggestion is one action, as text.
type suggestion struct {
	advice.Item
	title string // "Call Lan"
	why   string // "usually every 14 days, now silent for 35"
	value string // what to expect
	// more are the arithmetic, how often it has worked, and why by this channel.
	more []string
}

// suggest writes the actions of a day.
func (s *state) suggest(l *advice.List) {
	s.rests, s.rhythms = l.Resting, len(l.Needs) == 0
	sum := crm.Amount(0)
	for i, it := range l.Items {
		s.todo = append(s.todo, written(it, l.Currency, s.day))
		if i < firstActions {
			sum += it.Expected
		}
	}
	s.worth = i18n.AmountShort(sum, l.Currency)
}

func written(it advice.Item, currency string, day crm.Date) suggestion {
	x := suggestion{Item: it, title: it.Title(), why: it.Why(day)}
	if it.ChanceN > 0 {
		x.value = i18n.AmountShort(it.Expected, currency)
	}
	x.more = append(x.more, it.Sum(currency))
	if it.Lift > 0 {
		x.more = append(x.more, i18n.T("today.lift", i18n.Args{"Product": it.ProductName, "Offer": it.OfferedName, "Lift": i18n.Number(it.Lift, 1)}))
	}
	switch {
	case it.Tried >= action.LeastTold:
		x.more = append(x.more, i18n.N("today.worked", it.Tried, i18n.Args{"Worked": i18n.Integer(int64(it.Worked))}))
	case it.Tried > 0:
		x.more = append(x.more, i18n.N("today.tried", it.Tried))
	}
	if it.Preferred != "" {
		key := "today.way_missing"
		if it.Forbidden {
			key = "today.way_forbidden"
		}
		x.more = append(x.more, i18n.T(key, i18n.Args{"Channel": i18n.T("customers.channel_" + string(it.Preferred))}))
	}
	return x
}

// settle notes what came of earlier suggestions.
func (p *page) settle() {
	if p.state.keeps {
		// A failure does no harm: it is tried again on the next look.
		_ = advice.Settle(p.env.Book, i18n.T("today.settled"), p.state.pending)
	}
}

// contactKinds are the contacts by which a channel is used.
var contactKinds = map[crm.Channel]crm.InteractionKind{
	crm.ChannelPhone: crm.Call, crm.ChannelEmail: crm.Mail, crm.ChannelSMS: crm.Message, crm.ChannelChat: crm.Message, crm.ChannelPost: crm.Post,
}

// finish notes that a suggestion was followed, and the contact.
func (p *page) finish(x suggestion) {
	p.answer(x, crm.SuggestionDone, action.Rest, "today.did_action", func(tx *book.Tx, _ *crm.Suggestion) error {
		kind, by := contactKinds[x.Channel]
		if !by {
			kind = crm.Visit
		}
		return tx.Put(&crm.Interaction{InteractionKind: kind, Parties: []crm.ID{x.ID}, Direction: crm.Outbound, Channel: x.Channel, Date: p.state.day, Summary: x.why})
	})
}

// plan makes a task of a suggestion, for today.
func (p *page) plan(x suggestion) {
	p.answer(x, crm.SuggestionDone, action.Rest, "today.did_plan", func(tx *book.Tx, s *crm.Suggestion) error {
		t := &crm.Task{Title: x.title, Body: x.why, Due: p.state.day, Status: crm.TaskOpen, Parties: []crm.ID{x.ID}, Reason: string(x.Kind), Document: x.Document}
		err := tx.Put(t)
		s.Task = t.ID
		return err
	})
}

// later is how many days a suggestion is put off.
const later = 7

func (p *page) putOff(x suggestion) {
	p.answer(x, crm.SuggestionSnoozed, later, "today.did_later", nil)
}

func (p *page) skip(x suggestion) {
	p.answer(x, crm.SuggestionSkipped, action.SkipRest, "today.did_skip", nil)
}

// answer keeps what the owner did with a suggestion, which is not told again
// for some days, in one change with whatever else belongs to it.
func (p *page) answer(x suggestion, did crm.SuggestionState, rest crm.Date, title string, more func(*book.Tx, *crm.Suggestion) error) {
	p.held = p.holds()
	until := p.state.day + rest
	said := i18n.T(title, i18n.Args{"Title": x.title, "Date": i18n.Date(until)})
	_ = p.env.Change(said, func(tx *book.Tx) error {
		s := advice.Answered(x.Item, did, p.state.day, until)
		if more != nil {
			if err := more(tx, s); err != nil {
				return err
			}
		}
		return tx.Put(s)
	}) // Change has told the owner of a failure
}
