package offer

import (
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/repurchase"
)

// bought is an item and a day, packed so that a customer's purchases sort by
// item, then day.
type bought uint64

func (b bought) item() int32    { return int32(b >> 32) }
func (b bought) date() crm.Date { return crm.Date(uint32(b)) }

// kind counts the customers of a segment who bought the first side of a rule.
type kind struct{ n, bought int32 }

// work is a question on its way.
type work struct {
	s *facts.Snapshot
	Options
	history    []bought // customer after customer
	start      []int32  // by party; one more at the end
	known, all crm.Amount
	customers  int
	rules      []rule    // those that begin with the same item stand together
	first      []int32   // of the rules, by that item; one more at the end
	usual      []float64 // days between two purchases, by item; 0: not bought again
	segment    []int32   // by party
	kinds      []kind    // by segment and rule
	most       int       // customers of the largest kind
	hand       hand
}

// rule is what most customers need of one.
type rule struct {
	then  int32
	row   int32 // of Options.Rules
	more  bool  // begins with more than one item
	score float64
}

// hand is the items of the customer at hand: those marked with this turn, and
// where in the history they begin and end.
type hand struct {
	turn     int32
	items    []int32
	mark     []int32
	from, to []int32
}

func (h *hand) holds(item int32) bool { return h.mark[item] == h.turn }

func newWork(ctx context.Context, s *facts.Snapshot, o Options) (*work, error) {
	w := &work{s: s, Options: o}
	of, items := o.By.Of(s)
	w.gather(of)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.hand = hand{mark: make([]int32, items), from: make([]int32, items), to: make([]int32, items)}
	w.sortRules(items)
	ends := make([]bool, items)
	for _, r := range w.rules {
		ends[r.then] = true
	}
	w.usual = w.usualGaps(ends)
	w.segment = make([]int32, len(s.Party.ID))
	number := map[string]int32{}
	for p, name := range o.Segments {
		n, known := number[name]
		if !known {
			n = int32(len(number))
			number[name] = n
		}
		w.segment[p] = n
	}
	w.kinds = make([]kind, len(o.Rules)*len(number))
	return w, nil
}

func (w *work) sortRules(items int) {
	w.first = make([]int32, items+1)
	for _, r := range w.Rules {
		w.first[r.If[0].Index+1]++
	}
	for i := range items {
		w.first[i+1] += w.first[i]
	}
	w.rules = make([]rule, len(w.Rules))
	end := slices.Clone(w.first)
	for i, r := range w.Rules {
		at := &end[r.If[0].Index]
		w.rules[*at] = rule{then: r.Then.Index, row: int32(i), more: len(r.If) > 1, score: r.Score}
		*at++
	}
}

// gather reads what each customer bought. It counts first, so that nothing
// grows.
func (w *work) gather(of func(product int32) int32) {
	s, from := w.s, crm.Date(0)
	if w.Window > 0 {
		from = w.AsOf - crm.Date(w.Window) + 1
	}
	each := func(take func(party, line int32, date crm.Date)) {
		for doc, p := range s.Doc.Party {
			if !insight.Counted(s, doc, from, w.AsOf) {
				continue
			}
			first := s.Doc.First[doc]
			for l := first; l < first+s.Doc.Lines[doc]; l++ {
				if s.Sale(doc, l) {
					take(p, l, s.Doc.Date[doc])
				}
			}
		}
	}
	item := func(party, line int32) int32 {
		if product := s.Line.Product[line]; party != facts.None && product != facts.None && s.Party.Live[party] {
			return of(product)
		}
		return facts.None
	}
	w.start = make([]int32, len(s.Party.ID)+1)
	each(func(p, l int32, _ crm.Date) {
		w.all += s.Line.Net[l]
		if item(p, l) != facts.None {
			w.start[p+1]++
			w.known += s.Line.Net[l]
		}
	})
	for p := range s.Party.ID {
		if w.start[p+1] > 0 {
			w.customers++
		}
		w.start[p+1] += w.start[p]
	}
	w.history = make([]bought, w.start[len(s.Party.ID)])
	end := slices.Clone(w.start)
	each(func(p, l int32, day crm.Date) {
		if i := item(p, l); i != facts.None {
			w.history[end[p]] = bought(i)<<32 | bought(uint32(day))
			end[p]++
		}
	})
	for p := range s.Party.ID {
		slices.Sort(w.history[w.start[p]:w.start[p+1]])
	}
}

// usualGaps are the middle numbers of days between two purchases of an item
// by the same customer, for the items asked for; 0 where it is hardly ever
// bought again.
func (w *work) usualGaps(asked []bool) []float64 {
	gaps := make([][]int32, len(asked))
	for p := range w.s.Party.ID {
		own := w.history[w.start[p]:w.start[p+1]]
		for i := 1; i < len(own); i++ {
			if item := own[i].item(); item == own[i-1].item() && own[i] != own[i-1] && asked[item] {
				gaps[item] = append(gaps[item], int32(own[i].date()-own[i-1].date()))
			}
		}
	}
	usual := make([]float64, len(asked))
	for item, all := range gaps {
		if len(all) >= repurchase.LeastGaps {
			slices.Sort(all)
			usual[item] = float64(insight.Median(all))
		}
	}
	return usual
}

// take holds the items of a party.
func (w *work) take(party int) *hand {
	h := &w.hand
	h.items = h.items[:0]
	h.turn++
	for i := w.start[party]; i < w.start[party+1]; i++ {
		item := w.history[i].item()
		if !h.holds(item) {
			h.mark[item], h.from[item] = h.turn, i
			h.items = append(h.items, item)
		}
		h.to[item] = i + 1
	}
	return h
}

// count finds how many customers of each segment bought either side of the rules.
func (w *work) count(ctx context.Context) error {
	for p := range w.s.Party.ID {
		if p%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kinds := w.kindsOf(p)
		w.eachRule(p, func(at int32) {
			k := &kinds[at]
			k.n++
			if w.hand.holds(w.rules[at].then) {
				k.bought++
			}
			w.most = max(w.most, int(k.n))
		})
	}
	return nil
}

// kindsOf are those of a party's segment, by rule.
func (w *work) kindsOf(party int) []kind {
	return w.kinds[int(w.segment[party])*len(w.rules):][:len(w.rules)]
}

// eachRule tells the rules whose beginning a party has bought.
func (w *work) eachRule(party int, tell func(at int32)) {
	h := w.take(party)
	for _, item := range h.items {
		for at := w.first[item]; at < w.first[item+1]; at++ {
			if !w.rules[at].more || h.holdsAll(w.Rules[w.rules[at].row].If) {
				tell(at)
			}
		}
	}
}

func (h *hand) holdsAll(items []basket.Item) bool {
	return !slices.ContainsFunc(items, func(x basket.Item) bool { return !h.holds(x.Index) })
}

// choice is an offer that could be made.
type choice struct {
	at                int32 // of the rule; None: no choice
	row               int32
	likelihood, score float64
}

// before reports whether one choice is to be preferred, by worth or else by
// likelihood alone; rules of equal rank keep their order.
func (x choice) before(y choice, byWorth bool) bool {
	switch {
	case y.at == facts.None:
		return true
	case byWorth && x.score != y.score:
		return x.score > y.score
	case x.likelihood != y.likelihood:
		return x.likelihood > y.likelihood
	}
	return x.row < y.row
}

// offers writes the best offer of each customer.
func (w *work) offers(ctx context.Context, r *Result) error {
	byWorth := w.Item.IsZero()
	for p := range w.s.Party.ID {
		if p%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kinds, best, withheld := w.kindsOf(p), choice{at: facts.None}, false
		w.eachRule(p, func(at int32) {
			k, rule := kinds[at], &w.rules[at]
			if k.bought == 0 && k.n >= LeastSimilar {
				return
			}
			x := choice{at: at, row: rule.row, likelihood: float64(k.bought) / float64(k.n)}
			x.score = x.likelihood * rule.score
			if !x.before(best, byWorth) && withheld {
				return
			}
			switch _, wanted := w.wants(rule.then); {
			case !wanted:
			case k.n < LeastSimilar:
				withheld = true
			case x.before(best, byWorth):
				best = x
			}
		})
		switch {
		case best.at != facts.None:
			r.Rows = append(r.Rows, w.offer(p, best, kinds[best.at]))
		case withheld:
			r.Withheld++
		}
	}
	return nil
}

// wants reports whether the customer at hand may be offered an item: never
// bought, or not for longer than usual; before is the last time.
func (w *work) wants(item int32) (before crm.Date, wanted bool) {
	h := &w.hand
	if !h.holds(item) {
		return 0, true
	}
	own := w.history[h.from[item]:h.to[item]]
	before = own[len(own)-1].date()
	if w.New || w.usual[item] == 0 {
		return before, false
	}
	var gaps []int32
	for i := 1; i < len(own); i++ {
		if own[i] != own[i-1] {
			gaps = append(gaps, int32(own[i].date()-own[i-1].date()))
		}
	}
	slices.Sort(gaps)
	usual := repurchase.Shrunk(len(gaps), float64(insight.Median(gaps)), w.usual[item])
	return before, float64(w.AsOf-before) > usual
}

// offer writes a choice of the customer at hand.
func (w *work) offer(party int, c choice, k kind) Offer {
	r := &w.Rules[c.row]
	x := Offer{Party: int32(party), ID: w.s.Party.ID[party], Name: w.s.Party.Name[party], Because: r.If, Then: r.Then, Segment: w.Segments[party],
		Bought: int(k.bought), N: int(k.n), Likelihood: c.likelihood, Lift: r.Lift, WorthKnown: r.WorthKnown}
	x.Expected = crm.Amount(math.Round(x.Likelihood * float64(r.Worth)))
	x.Before, _ = w.wants(r.Then.Index)
	for _, item := range r.If {
		x.Last = max(x.Last, w.history[w.hand.to[item.Index]-1].date())
	}
	return x
}
