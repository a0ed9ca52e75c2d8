package action

import (
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rhythm"
	"regulars/data/insight/survival"
)

// leastWaits is the number of waits from which a chance is told; mostWaits
// the waits of one customer that count, the latest ones.
const (
	leastWaits = 10
	mostWaits  = 20
)

// money is what a customer or a product brought.
type money struct {
	sold, costed, margin crm.Amount // the margin is that of costed
	purchases            int
}

// shop is what the kinds of actions read from the facts.
type shop struct {
	s         *facts.Snapshot
	asOf      crm.Date
	days      *rhythm.Calendar
	party     []money
	product   []money
	contact   []crm.Date // the last one of each party
	customers int
	anyRhythm bool
	money     // of all
	// again are the waits from one purchase to the next, each measured by the
	// customer's usual gap; second those from the first to the second, in days.
	again, second survival.Curve
}

func readBook(s *facts.Snapshot, asOf crm.Date) *shop {
	b := &shop{s: s, asOf: asOf, days: rhythm.PurchaseDays(s, asOf), party: make([]money, len(s.Party.ID)), product: make([]money, len(s.Product.ID)),
		contact: make([]crm.Date, len(s.Party.ID))}
	for i, p := range s.Contact.Party {
		if s.Contact.Live[i] && p != facts.None && s.Contact.Date[i] <= asOf && s.Word(s.Contact.Kind[i]) != string(crm.Note) {
			b.contact[p] = max(b.contact[p], s.Contact.Date[i])
		}
	}
	for doc, p := range s.Doc.Party {
		if insight.Counted(s, doc, 0, asOf) {
			b.readDoc(doc, p)
		}
	}
	b.readWaits()
	return b
}

func (b *shop) readDoc(doc int, p int32) {
	var own money
	first := b.s.Doc.First[doc]
	for l := first; l < first+b.s.Doc.Lines[doc]; l++ {
		if !b.s.Sale(doc, l) {
			continue
		}
		own.purchases = 1
		line := money{sold: b.s.Line.Net[l]}
		if b.s.Line.CostKnown[l] {
			line.costed, line.margin = line.sold, line.sold-b.s.Line.Cost[l]
		}
		own.add(line)
		if g := b.s.Line.Product[l]; g != facts.None {
			b.product[g].add(line)
		}
	}
	b.money.add(own)
	if p != facts.None {
		b.party[p].add(own)
	}
}

func (m *money) add(x money) {
	m.sold += x.sold
	m.costed += x.costed
	m.margin += x.margin
	m.purchases += x.purchases
}

// readWaits gathers how long customers take, the wait that goes on included.
func (b *shop) readWaits() {
	var again, second []survival.Span
	for p := range b.s.Party.ID {
		days := b.days.Of(p)
		if len(days) == 0 {
			continue
		}
		b.customers++
		if len(days) == 1 {
			second = append(second, survival.Span{Length: float64(b.asOf - days[0])})
			continue
		}
		second = append(second, survival.Span{Length: float64(days[1] - days[0]), Ended: true})
		if len(days) < rhythm.MinDays {
			continue
		}
		gap := rhythm.UsualGap(days)
		for i := max(1, len(days)-mostWaits); i < len(days); i++ {
			again = append(again, survival.Span{Length: float64(days[i]-days[i-1]) / gap, Ended: true})
		}
		again = append(again, survival.Span{Length: float64(b.asOf-days[len(days)-1]) / gap})
	}
	b.again, b.second = survival.Estimate(again), survival.Estimate(second)
}

// action begins an action for a party with what is known without its kind.
func (b *shop) action(k Kind, party int32) Action {
	a := Action{Kind: k, Party: party, ID: b.s.Party.ID[party], Name: b.s.Party.Name[party], Contact: b.contact[party]}
	days := b.days.Of(int(party))
	if n := len(days); n > 0 {
		a.Last, a.Silence = days[n-1], int(b.asOf-days[n-1])
		if n >= rhythm.MinDays {
			a.Gap = rhythm.UsualGap(days)
		}
	}
	a.Worth, a.Basis = b.usual(b.party[party])
	return a
}

// usual is what a purchase leaves on average.
func (b *shop) usual(m money) (crm.Amount, Basis) {
	if m.purchases == 0 {
		return 0, Sales
	}
	return b.leaves(m.sold/crm.Amount(m.purchases), m)
}

// leaves is what sales leave by the margin of the sales m with known cost,
// if these are at least half, or else of all in the book.
func (b *shop) leaves(sales crm.Amount, m money) (crm.Amount, Basis) {
	basis := OwnMargin
	if m.costed < m.sold-m.costed || m.costed == 0 {
		m, basis = b.money, ShopMargin
	}
	if m.costed == 0 {
		return sales, Sales
	}
	return scaled(sales, float64(m.margin)/float64(m.costed)), basis
}

// scaled is an estimate, so floating point will do.
func scaled(a crm.Amount, by float64) crm.Amount {
	return crm.Amount(math.Round(float64(a) * by))
}

// valued works out what an action is worth; less than nothing is nothing.
func (b *shop) valued(a Action) Action {
	a.Worth = max(0, a.Worth)
	a.Expected = scaled(a.Worth, a.Chance)
	return a
}
