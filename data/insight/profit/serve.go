package profit

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
)

// prices finds the rate of a contact.
type prices struct {
	name   []crm.InteractionKind // of each kind by its number
	byWord map[uint32]int        // number of a kind by its word
	rates  [][]crm.ActivityRate  // by kind, the oldest first
	any    []crm.ActivityRate    // for kinds without one in force
	exp    int
}

func newPrices(s *facts.Snapshot) prices {
	p := prices{byWord: map[uint32]int{}, exp: s.Exp()}
	for _, word := range s.Contact.Kind {
		if _, known := p.byWord[word]; !known {
			p.byWord[word] = len(p.name)
			p.name = append(p.name, crm.InteractionKind(s.Word(word)))
		}
	}
	slices.Sort(p.name) // the order of records is of no account
	for word := range p.byWord {
		p.byWord[word], _ = slices.BinarySearch(p.name, crm.InteractionKind(s.Word(word)))
	}
	p.rates = make([][]crm.ActivityRate, len(p.name))
	for _, r := range s.Tables.Rates { // by id, so of one day the newer one comes later
		if r.Activity == "" {
			p.any = append(p.any, r)
		} else if k, used := slices.BinarySearch(p.name, r.Activity); used {
			p.rates[k] = append(p.rates[k], r)
		}
	}
	for _, list := range append(p.rates, p.any) {
		slices.SortStableFunc(list, func(a, b crm.ActivityRate) int { return cmp.Compare(a.From, b.From) })
	}
	return p
}

func (p *prices) kinds() int { return len(p.name) }

// on returns the rate in force for a kind on a day.
func (p *prices) on(kind int, day crm.Date) (crm.ActivityRate, bool) {
	for _, list := range [2][]crm.ActivityRate{p.rates[kind], p.any} {
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].From <= day {
				return list[i], true
			}
		}
	}
	return crm.ActivityRate{}, false
}

// contact is one party's share of one living interaction in the range.
type contact struct {
	at     int // index into the contact columns
	party  int32
	kind   int
	rate   crm.ActivityRate
	priced bool
	cost   crm.Amount // of the share; zero when not priced
	whole  crm.Amount // of the whole interaction
}

// eachContact goes through the shares of the contacts in the range.
func (w *work) eachContact(visit func(contact)) {
	cols := &w.s.Contact
	var last crm.ID
	nth := 0 // of the parties of one interaction
	for i, id := range cols.ID {
		if !cols.Live[i] {
			continue
		}
		nth++
		if id != last {
			last, nth = id, 0
		}
		if !w.in(cols.Date[i]) || cols.Date[i] == 0 {
			continue
		}
		c := contact{at: i, party: cols.Party[i], kind: w.prices.byWord[cols.Kind[i]]}
		if c.rate, c.priced = w.prices.on(c.kind, cols.Date[i]); c.priced {
			c.whole = Cost(c.rate, int(cols.Minutes[i]), int(cols.Km[i]), w.prices.exp)
			c.cost = share(c.whole, nth, int(cols.Parties[i]))
		}
		visit(c)
	}
}

// Cost is what one contact of so many minutes and kilometres costs at a
// rate, rounded half to even once, in minor units of a currency with exp
// decimals.
func Cost(r crm.ActivityRate, minutes, km, exp int) crm.Amount {
	return crm.PriceToAmount(r.PerMinute*crm.Price(minutes)+r.PerContact+r.PerKm*crm.Price(km), exp)
}

// share is what the nth of so many gets of an amount that is split evenly;
// the first get the odd units, and the shares add up.
func share(whole crm.Amount, nth, of int) crm.Amount {
	part, odd := whole/crm.Amount(of), whole%crm.Amount(of)
	if crm.Amount(nth) < odd {
		part++
	}
	return part
}
