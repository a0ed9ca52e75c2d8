package lifecycle

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// step is a stage that begins on a day, and the last purchase up to it.
type step struct {
	day    crm.Date
	stage  Stage
	bought crm.Date
}

// walk fills in a customer with these days of purchase as of a day, and
// returns the steps on the way, the first of them the first purchase. own
// and steps are room to work in.
func (l pool) walk(c *Customer, days []crm.Date, asOf crm.Date, own gaps, steps []step) (gaps, []step) {
	own, steps = own[:0], steps[:0]
	begin := func(day crm.Date, stage Stage, bought crm.Date) {
		if len(steps) == 0 || steps[len(steps)-1].stage != stage {
			steps = append(steps, step{day, stage, bought})
		}
	}
	for i, d := range days {
		if i > 0 {
			own = own.with(int(d - days[i-1]))
		}
		begin(d, c.buying(i+1, d), d)
		if !l.known() {
			continue
		}
		end := asOf + 1
		if i+1 < len(days) {
			end = days[i+1]
		}
		gap := l.gap(len(own), own.median())
		lapsing, lost := l.limits(gap)
		if d+lapsing+1 < end {
			begin(d+lapsing+1, Lapsing, d)
		}
		if d+lost+1 < end {
			begin(d+lost+1, Lost, d)
		}
		c.UsualGap, c.LapsingFrom, c.LostFrom = gap, d+lapsing+1, d+lost+1
	}
	c.OwnGaps, c.OwnGap = len(own), own.median()
	return own, steps
}

// buying is the stage of a customer on a day of purchase, the n-th.
func (c *Customer) buying(n int, day crm.Date) Stage {
	switch {
	case n == 1:
		return New
	case c.Second != 0 && c.Second <= day:
		return Extended
	}
	return Repeat
}

// pair remembers the two categories a party bought first: the earliest, and
// the earliest of all the others.
type pair struct {
	first, second       int32
	firstDay, secondDay crm.Date
	hasFirst, hasSecond bool
}

// add takes documents in any order.
func (p *pair) add(category int32, day crm.Date) {
	switch {
	case !p.hasFirst:
		p.first, p.firstDay, p.hasFirst = category, day, true
	case category == p.first:
		p.firstDay = min(p.firstDay, day)
	case p.hasSecond && category == p.second:
		p.secondDay = min(p.secondDay, day)
	case !p.hasSecond || day < p.secondDay:
		p.second, p.secondDay, p.hasSecond = category, day, true
	}
	if p.hasSecond && p.secondDay < p.firstDay {
		p.first, p.firstDay, p.second, p.secondDay = p.second, p.secondDay, p.first, p.firstDay
	}
}

// tally is what one pass over the documents says of all parties.
type tally struct {
	net       []crm.Amount
	orders    []int
	pairs     []pair
	walkIns   int
	walkInNet crm.Amount
	otherNet  crm.Amount
	sold      crm.Amount // of living customers
	covered   crm.Amount // of it, what the reading can value
	all       crm.Amount // sold to anybody
	named     int        // lines of living customers with a category, and without
	nameless  int
}

func tallyOf(s *facts.Snapshot, o Options) *tally {
	t := &tally{net: make([]crm.Amount, len(s.Party.ID)), orders: make([]int, len(s.Party.ID)), pairs: make([]pair, len(s.Party.ID))}
	for i, p := range s.Doc.Party {
		if !insight.Counted(s, i, 0, o.AsOf) {
			continue
		}
		sum := o.Of(s, i)
		t.all += sum.Sold
		switch {
		case p == facts.None:
			t.walkIns++
			t.walkInNet += sum.Value
		case !s.Party.Live[p]:
			t.otherNet += sum.Value
		default:
			t.net[p] += sum.Value
			if sum.Purchase {
				t.orders[p]++
			}
			t.sold += sum.Sold
			t.covered += o.Covered(sum)
			t.categories(s, i)
		}
	}
	return t
}

func (t *tally) categories(s *facts.Snapshot, doc int) {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if !s.Sale(doc, l) {
			continue
		}
		if g := s.Line.Product[l]; g != facts.None && s.Product.Category[g] != facts.None {
			t.pairs[s.Doc.Party[doc]].add(s.Product.Category[g], s.Doc.Date[doc])
			t.named++
		} else {
			t.nameless++
		}
	}
}
