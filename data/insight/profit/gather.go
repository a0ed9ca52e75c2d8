package profit

import (
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// tally is what one pass over the facts gathers for a party.
type tally struct {
	Goods
	why       because
	bought    crm.Date // first purchase by the as-of day; zero: none
	sales     int32
	serve     crm.Amount
	contacts  int32
	won       crm.Amount
	wonKnown  bool // and counted in the range
	wonAsked  bool // a customer won in the range of whom it is not known
	rewards   crm.Amount
	rewarded  int32
	something bool // anything at all in the range
}

// because takes the contribution apart, so that reasons can be given. The
// amounts are goods + below + returned = contribution.
type because struct {
	goods, below, returned       crm.Amount
	belowLines, returnedLines    int32
	discounts, discountedFullNet crm.Amount
}

// work is a question on its way.
type work struct {
	s *facts.Snapshot
	Options
	tallies  []tally // by party
	walkIn   tally
	served   []Activity // by party and kind, kinds wide; nil without contacts
	prices   prices
	only     int32 // the party asked about; everybody when None
	uncosted int   // documents in the range with a sale whose cost is not known
}

// cancelEvery is how many facts are read between two looks at the context.
const cancelEvery = 1 << 16

func (w *work) gather(ctx context.Context) error {
	w.tallies = make([]tally, len(w.s.Party.ID))
	n := max(1, len(w.s.Doc.ID))
	for i := range w.s.Doc.ID {
		if i%cancelEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			w.Progress(0.5 * float64(i) / float64(n))
		}
		if w.about(w.s.Doc.Party[i]) && insight.Counted(w.s, i, 0, w.AsOf) {
			w.document(i)
		}
	}
	w.contacts()
	w.won()
	w.rewards()
	return ctx.Err()
}

// about reports whether a party is asked about.
func (w *work) about(party int32) bool { return w.only == facts.None || party == w.only }

// in reports whether a day lies in the range.
func (w *work) in(d crm.Date) bool { return d >= w.From && d <= w.AsOf }

// document adds one that counts by the as-of day; of those before the range
// only the day of the first purchase matters.
func (w *work) document(i int) {
	t := &w.walkIn
	if p := w.s.Doc.Party[i]; p != facts.None {
		t = &w.tallies[p]
	}
	day, first := w.s.Doc.Date[i], w.s.Doc.First[i]
	inside, purchase, uncosted := day >= w.From, false, false
	for l := first; l < first+w.s.Doc.Lines[i]; l++ {
		sale := w.s.Sale(i, l)
		purchase = purchase || sale
		if inside && (sale || w.Returns != insight.Ignore) {
			t.line(w.s, l, sale)
			uncosted = uncosted || sale && !w.s.Line.CostKnown[l]
		}
	}
	if purchase && (t.bought == 0 || day < t.bought) {
		t.bought = day
	}
	if !inside {
		return
	}
	t.something = true
	if purchase {
		t.sales++
	}
	if uncosted {
		w.uncosted++
	}
}

// add counts one line; sale is false for returns and gifts.
func (g *Goods) add(s *facts.Snapshot, l int32, sale bool) {
	net := s.Line.Net[l]
	g.Net += net
	if sale {
		g.sold += net
	}
	if s.Line.CostKnown[l] {
		g.Costed += net
		g.Cost += s.Line.Cost[l]
		if sale {
			g.soldCosted += net
		}
	}
}

func (t *tally) line(s *facts.Snapshot, l int32, sale bool) {
	t.add(s, l, sale)
	b, net, off := &t.why, s.Line.Net[l], s.Line.Discount[l]
	if sale && off > 0 {
		b.discounts += off
		b.discountedFullNet += net + off
	}
	if !s.Line.CostKnown[l] {
		return
	}
	switch gain := net - s.Line.Cost[l]; {
	case !sale:
		b.returned += gain
		b.returnedLines++
	case gain < 0:
		b.below += gain
		b.belowLines++
	default:
		b.goods += gain
	}
}

// contacts adds the cost to serve.
func (w *work) contacts() {
	if len(w.s.Contact.ID) == 0 {
		return
	}
	w.prices = newPrices(w.s)
	w.served = make([]Activity, len(w.tallies)*w.prices.kinds())
	w.eachContact(func(c contact) {
		if c.party == facts.None || !w.about(c.party) {
			return
		}
		t := &w.tallies[c.party]
		t.something = true
		t.serve += c.cost
		t.contacts++
		a := &w.served[int(c.party)*w.prices.kinds()+c.kind]
		a.Contacts++
		a.Minutes += int(w.s.Contact.Minutes[c.at])
		a.Km += int(w.s.Contact.Km[c.at])
		a.Cost += c.cost
		if !c.priced {
			a.Unpriced++
		}
	})
}

// won adds acquisition costs on the day a customer was won.
func (w *work) won() {
	p := &w.s.Party
	for i := range w.tallies {
		t := &w.tallies[i]
		day := p.Since[i]
		if t.bought != 0 && (day == 0 || t.bought < day) {
			day = t.bought
		}
		switch {
		case day == 0 || !w.in(day):
		case p.WonKnown[i]:
			t.won, t.wonKnown, t.something = p.WonFor[i], true, true
		case t.bought != 0:
			t.wonAsked, t.something = true, true
		}
	}
}

// rewards charges rewards for converted referrals to the referrer.
func (w *work) rewards() {
	r := &w.s.Referral
	for i, from := range r.Referrer {
		if from == facts.None || !r.Live[i] || !r.Won[i] || !w.in(r.Date[i]) || r.Reward[i] == 0 {
			continue
		}
		t := &w.tallies[from]
		t.something = true
		t.rewards += r.Reward[i]
		t.rewarded++
	}
}

// kindOf puts a party into a kind of row; only Named ones are customers.
func (w *work) kindOf(party int) Kind {
	switch {
	case !w.s.Party.Live[party]:
		return Gone
	case w.tallies[party].bought == 0:
		return NotYet
	}
	return Named
}

// serve returns the activities of a party that occur, by kind.
func (w *work) activities(party int) (out []Activity) {
	if w.tallies[party].contacts == 0 {
		return nil
	}
	width := w.prices.kinds()
	for k, a := range w.served[party*width : (party+1)*width] {
		if a.Contacts > 0 {
			a.Kind = w.prices.name[k]
			out = append(out, a)
		}
	}
	return out
}

// addActivities sums up by kind, in the order of the kinds.
func addActivities(sum, more []Activity) []Activity {
	for _, a := range more {
		at := slices.IndexFunc(sum, func(have Activity) bool { return have.Kind == a.Kind })
		if at < 0 {
			sum = append(sum, a)
			continue
		}
		have := &sum[at]
		have.Contacts, have.Minutes, have.Km = have.Contacts+a.Contacts, have.Minutes+a.Minutes, have.Km+a.Km
		have.Unpriced, have.Cost = have.Unpriced+a.Unpriced, have.Cost+a.Cost
	}
	return sum
}
