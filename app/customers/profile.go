package customers

import (
	"cmp"
	"context"
	"slices"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/profit"
	"regulars/data/insight/rhythm"
)

// profile is everything the page of one party shows.
type profile struct {
	lists
	figures
	moment
	party     *crm.Party
	events    []event // newest first
	purchases purchases
	habits    rhythm.Habits
	relations []relation
	mouth     mouth
	changes   []book.RecordChange // newest first
	profit    *profit.Row         // nil: nothing to tell
}

// relation is a link to another party, seen from this one.
type relation struct {
	id    crm.ID // of the Relationship
	other crm.ID
	name  string
	kind  string
	from  bool // this party is the beginning of the link
}

// loadProfile reads the page of a party; the error has book.CodeNotFound
// when there is none.
func loadProfile(ctx context.Context, env screen.Env, id crm.ID) (*profile, error) {
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	p := &profile{moment: moment{facts: snapshot, day: env.Today()}}
	err = env.Book.View(func(tx *book.Tx) (err error) {
		if p.party, err = book.Get[crm.Party](tx, id); err != nil {
			return err
		}
		if p.lists, err = readLists(tx, env.Today()); err != nil {
			return err
		}
		return p.gather(tx, snapshot)
	})
	if err != nil || ctx.Err() != nil {
		return nil, cmp.Or(err, ctx.Err())
	}
	sums, err := measure(ctx, snapshot, p.today, p.settings)
	if err != nil {
		return nil, err
	}
	p.figures = sums.get(id)
	at := slices.Index(snapshot.Party.ID, id)
	p.habits = rhythm.HabitsOf(snapshot, p.today, int32(at))
	if err := p.readProfit(ctx, snapshot, at); err != nil {
		return nil, err
	}
	p.changes, err = env.Book.RecordHistory(id)
	return p, err
}

// gather reads the records around the party.
func (p *profile) gather(tx *book.Tx, s *facts.Snapshot) error {
	docs, err := documentsOf(tx, s, p.party.ID)
	if err != nil {
		return err
	}
	name := productNamer(tx)
	p.purchases = newPurchases(docs, p.today, name)
	for _, d := range docs {
		p.events = append(p.events, documentEvent(d, p.today, name))
	}
	if err := p.gatherContacts(tx, s); err != nil {
		return err
	}
	if err := p.gatherStays(tx, s); err != nil {
		return err
	}
	err = book.Each(tx, func(task *crm.Task) bool {
		if slices.Contains(task.Parties, p.party.ID) {
			p.events = append(p.events, taskEvent(task, p.settings.Location()))
		}
		return true
	})
	sortEvents(p.events)
	if err != nil {
		return err
	}
	if err := p.gatherReferrals(tx, s); err != nil {
		return err
	}
	return p.gatherRelations(tx)
}

func (p *profile) gatherContacts(tx *book.Tx, s *facts.Snapshot) error {
	at := slices.Index(s.Party.ID, p.party.ID)
	if at < 0 {
		return nil
	}
	seen := map[crm.ID]bool{}
	for i, party := range s.Contact.Party {
		id := s.Contact.ID[i]
		if int(party) != at || !s.Contact.Live[i] || seen[id] {
			continue
		}
		seen[id] = true
		in, err := book.Get[crm.Interaction](tx, id)
		if err != nil {
			return err
		}
		p.events = append(p.events, contactEvent(in))
	}
	return nil
}

func (p *profile) gatherRelations(tx *book.Tx) error {
	var links []*crm.Relationship
	err := book.Each(tx, func(r *crm.Relationship) bool {
		if r.From == p.party.ID || r.To == p.party.ID {
			links = append(links, r)
		}
		return true
	})
	for _, r := range links {
		link := relation{id: r.ID, other: r.To, kind: r.Type, from: true}
		if r.To == p.party.ID {
			link.other, link.from = r.From, false
		}
		if other, err := book.Get[crm.Party](tx, link.other); err == nil {
			link.name = other.DisplayName
		}
		p.relations = append(p.relations, link)
	}
	return err
}

// countedDoc is a document and whether it is a real sale.
type countedDoc struct {
	*crm.SalesDocument
	counts bool
}

// documentsOf returns the party's documents, oldest first. The facts know
// which they are, so that no other document is read.
func documentsOf(tx *book.Tx, s *facts.Snapshot, party crm.ID) ([]countedDoc, error) {
	at := slices.Index(s.Party.ID, party)
	if at < 0 {
		return nil, nil
	}
	counts := map[crm.ID]bool{}
	var ids []crm.ID
	for i, p := range s.Doc.Party {
		if int(p) != at {
			continue
		}
		id := s.Doc.ID[i]
		if _, seen := counts[id]; !seen {
			ids = append(ids, id)
		}
		counts[id] = counts[id] || s.Doc.Counts[i]
	}
	var docs []countedDoc
	for _, id := range ids {
		d, err := book.Get[crm.SalesDocument](tx, id)
		if book.CodeOf(err) == book.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !d.Deleted() && d.Party == party {
			docs = append(docs, countedDoc{d, counts[id]})
		}
	}
	slices.SortStableFunc(docs, func(a, b countedDoc) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time), cmp.Compare(a.Number, b.Number))
	})
	return docs, nil
}

// productNamer names products, each read once.
func productNamer(tx *book.Tx) func(crm.ID) string {
	known := map[crm.ID]string{}
	return func(id crm.ID) string {
		name, ok := known[id]
		if !ok && !id.IsZero() {
			if p, err := book.Get[crm.Product](tx, id); err == nil {
				name = cmp.Or(p.Name, p.SKU)
			}
			known[id] = name
		}
		return name
	}
}
