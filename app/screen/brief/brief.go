// Package brief puts what is known of one customer on one page: for whoever is
// about to call, visit or serve. It is made of the book alone, as of a day,
// and the same book and day give the same page.
package brief

import (
	"cmp"
	"context"
	"slices"

	"regulars/app/screen"
	"regulars/app/screen/advice"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/action"
	"regulars/data/insight/offer"
	"regulars/data/insight/profit"
	"regulars/data/insight/repurchase"
	"regulars/data/insight/rhythm"
)

// ahead is how many days before it is due a product is told.
const ahead = 45

// Desk holds what is worked out once for all customers.
type Desk struct {
	book     *book.Book
	facts    *facts.Snapshot
	settings crm.Settings
	day      crm.Date
	standing screen.Standings
	at       map[crm.ID]int32 // columns
	contacts map[int32][]crm.ID
	clocks   map[crm.ID][]repurchase.Clock
	actions  map[crm.ID]action.Action
	offers   map[crm.ID]offer.Offer
	tags     map[crm.ID]string
	fields   []*crm.CustomField
	tasks    map[crm.ID][]*crm.Task
}

// Brief is what is known of one customer.
type Brief struct {
	Day      crm.Date `json:"as_of"`
	Business string   `json:"business,omitempty"`
	Currency string   `json:"currency"`
	ID       crm.ID   `json:"id"`
	Name     string   `json:"name"`
	// Class is the value class, Stage the one since Since.
	Class    string        `json:"class,omitempty"`
	Stage    string        `json:"stage,omitempty"`
	Since    crm.Date      `json:"since,omitzero"`
	Habits   rhythm.Habits `json:"habits"`
	Profit   *profit.Row   `json:"profit,omitempty"`
	Bought   []Bought      `json:"bought"`  // the most in value first
	Reasons  []Reason      `json:"reasons"` // the most frequent first
	Due      []Due         `json:"due"`     // the first one first
	Contacts []Contact     `json:"contacts"`
	Tasks    []Task        `json:"tasks"`
	// Action is the best thing to do now; nil without any.
	Action *action.Action `json:"action,omitempty"`
	// Channel is how to get in touch; "" where every way is forbidden.
	Channel crm.Channel  `json:"channel,omitempty"`
	Offer   *offer.Offer `json:"offer,omitempty"`

	party    *crm.Party
	standing screen.Standing
	tags     []string
	fields   []*crm.CustomField
}

// Bought is what was bought of one product in all.
type Bought struct {
	Product  crm.ID       `json:"product"`
	Name     string       `json:"name"`
	Orders   int          `json:"orders"`
	Quantity crm.Quantity `json:"quantity"`
	Net      crm.Amount   `json:"net_minor"`
}

// Reason is why the customer bought, refused or sent back, and how often.
type Reason struct {
	Set   crm.ReasonSet `json:"set"`
	Label string        `json:"label"`
	Count int           `json:"count"`
}

// Due is a product that is wanted again.
type Due struct {
	Product crm.ID           `json:"product"`
	Name    string           `json:"name"`
	Due     crm.Date         `json:"due"`
	State   repurchase.State `json:"state"`
}

// Contact is one contact, the newest first.
type Contact struct {
	Date    crm.Date            `json:"date"`
	Kind    crm.InteractionKind `json:"kind"`
	Outcome string              `json:"outcome,omitempty"`
	Summary string              `json:"summary,omitempty"`
	name    string
}

// Task is one open task, the first due first.
type Task struct {
	Due   crm.Date `json:"due,omitzero"`
	Title string   `json:"title"`
}

// Open prepares the briefs of a day. It reads all sales: not for the window's
// goroutine. The errors are those of the book and of ctx.
func Open(ctx context.Context, b *book.Book, day crm.Date) (*Desk, error) {
	d := &Desk{book: b, day: day, at: map[crm.ID]int32{}, contacts: map[int32][]crm.ID{}, clocks: map[crm.ID][]repurchase.Clock{}, actions: map[crm.ID]action.Action{},
		offers: map[crm.ID]offer.Offer{}, tags: map[crm.ID]string{}, tasks: map[crm.ID][]*crm.Task{}}
	var err error
	if d.settings, err = b.Settings(); err != nil {
		return nil, err
	}
	if d.facts, err = b.Facts(); err != nil {
		return nil, err
	}
	for i, id := range d.facts.Party.ID {
		d.at[id] = int32(i)
	}
	d.readContacts()
	if err := d.ask(ctx); err != nil {
		return nil, err
	}
	return d, b.View(func(tx *book.Tx) error { return d.readLists(tx) })
}

// readContacts finds the contacts of each party up to the day.
func (d *Desk) readContacts() {
	c := &d.facts.Contact
	for i, p := range c.Party {
		if c.Live[i] && p != facts.None && c.Date[i] <= d.day && !slices.Contains(d.contacts[p], c.ID[i]) {
			d.contacts[p] = append(d.contacts[p], c.ID[i])
		}
	}
}

// ask asks the questions that look at all customers.
func (d *Desk) ask(ctx context.Context) (err error) {
	if d.standing, err = screen.ReadStandings(ctx, d.facts, d.settings, d.day); err != nil {
		return err
	}
	due, err := repurchase.Ask(d.facts, repurchase.Options{AsOf: d.day, Ahead: ahead})
	if err != nil {
		return err
	}
	for _, c := range due.Rows {
		d.clocks[c.ID] = append(d.clocks[c.ID], c)
	}
	ranked, _, err := advice.Ranked(ctx, d.book, d.facts, d.settings, d.day)
	if err != nil {
		return err
	}
	for _, a := range ranked.Rows {
		d.actions[a.ID] = a
	}
	offers, err := offer.Ask(ctx, d.facts, offer.Options{AsOf: d.day})
	if err != nil {
		return err
	}
	for _, o := range offers.Rows {
		if _, better := d.offers[o.ID]; !better {
			d.offers[o.ID] = o
		}
	}
	return nil
}

func (d *Desk) readLists(tx *book.Tx) error {
	err := book.Each(tx, func(t *crm.Tag) bool {
		d.tags[t.ID] = t.Name
		return true
	})
	if err != nil {
		return err
	}
	err = book.Each(tx, func(f *crm.CustomField) bool {
		if f.Scope == crm.KindParty {
			d.fields = append(d.fields, f)
		}
		return true
	})
	slices.SortFunc(d.fields, func(a, b *crm.CustomField) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Code, b.Code))
	})
	if err != nil {
		return err
	}
	return book.Each(tx, func(t *crm.Task) bool {
		if t.Status == crm.TaskOpen {
			for _, p := range t.Parties {
				d.tasks[p] = append(d.tasks[p], t)
			}
		}
		return true
	})
}

// Of makes the brief of one customer; the error has book.CodeNotFound when
// there is none.
func (d *Desk) Of(ctx context.Context, id crm.ID) (*Brief, error) {
	party, err := book.Get[crm.Party](d.book, id)
	if err != nil {
		return nil, err
	}
	at, ok := d.at[id]
	if !ok {
		at = facts.None
	}
	b := &Brief{Day: d.day, Business: d.settings.BusinessName, Currency: d.facts.Currency, ID: id, Name: party.DisplayName, party: party,
		standing: d.standing.Of(id), Habits: rhythm.HabitsOf(d.facts, d.day, at), fields: d.fields, Bought: []Bought{}, Reasons: []Reason{}, Due: []Due{},
		Contacts: []Contact{}, Tasks: []Task{}}
	b.Class, b.Stage, b.Since = string(b.standing.Class), string(b.standing.Stage), b.standing.Since
	for _, tag := range party.Tags {
		b.tags = append(b.tags, d.tags[tag])
	}
	if way, ok := action.Reach(party, d.day); ok {
		b.Channel = way.Channel
		if a, ok := d.actions[id]; ok {
			b.Action = &a
		}
	}
	if o, ok := d.offers[id]; ok {
		b.Offer = &o
	}
	b.readDue(d.clocks[id])
	b.readTasks(d.tasks[id])
	if at == facts.None {
		return b, nil
	}
	row, ok, err := profit.One(ctx, d.facts, profit.Options{AsOf: d.day, Limits: d.settings.ProfitLimits}, at)
	if err != nil {
		return nil, err
	}
	if ok {
		b.Profit = &row
	}
	b.Bought = boughtBy(d.facts, d.day, at)
	if b.Reasons, err = d.reasonsOf(at); err != nil {
		return nil, err
	}
	b.Contacts, err = d.contactsOf(at)
	return b, err
}
