package sites

import (
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// span is what was sold in a stretch of days, by place.
type span struct {
	told  bool // there is such a stretch
	of    map[string]*tally
	total *tally
	seats []int // of each party: rows with a purchase
}

// tally sums up the documents of one place.
type tally struct {
	Figures
	documents    int
	sold, costed crm.Amount
	worth        crm.Amount   // the net of the purchases
	orders       []crm.Amount // of each
	weeks        []crm.Amount // the net of each whole week, the last first
	days         [8]int       // purchases by ISO weekday
	bought       map[int32]bool
}

func newSpan(s *facts.Snapshot) *span {
	return &span{of: map[string]*tally{}, total: newTally(0), seats: make([]int, len(s.Party.ID))}
}

func newTally(weeks int) *tally {
	return &tally{bought: map[int32]bool{}, weeks: make([]crm.Amount, weeks)}
}

// collect sums up the counted documents from first to last, both included.
func collect(s *facts.Snapshot, o Options, first, last crm.Date) *span {
	x, weeks := newSpan(s), o.Window/7
	x.told, x.total = true, newTally(weeks)
	for doc, w := range s.Doc.Site {
		if !insight.Counted(s, doc, first, last) {
			continue
		}
		site := s.Word(w)
		if x.of[site] == nil {
			x.of[site] = newTally(weeks)
		}
		week := int(last-s.Doc.Date[doc]) / 7
		if x.of[site].add(s, doc, o.Returns, week) {
			x.seats[s.Doc.Party[doc]]++
		}
		x.total.add(s, doc, o.Returns, week)
	}
	return x
}

// at is the tally of a place, an empty one where nothing was sold.
func (x *span) at(site string) *tally {
	if u := x.of[site]; u != nil {
		return u
	}
	return newTally(len(x.total.weeks))
}

// shared counts the customers with a purchase in two rows or more.
func (x *span) shared() (n int) {
	for _, rows := range x.seats {
		if rows > 1 {
			n++
		}
	}
	return n
}

// add counts one document, and reports whether it brought a customer who had
// not bought here yet.
func (u *tally) add(s *facts.Snapshot, doc int, returns insight.Returns, week int) (fresh bool) {
	net := insight.Reading{Returns: returns}.Of(s, doc)
	u.documents++
	u.Net += net.Value
	u.Contribution += insight.Reading{Basis: insight.Margin, Returns: returns}.Of(s, doc).Value
	u.Units += units(s, doc, returns)
	u.sold, u.costed = u.sold+net.Sold, u.costed+net.Costed
	if week < len(u.weeks) {
		u.weeks[week] += net.Value
	}
	if !net.Purchase {
		return false
	}
	u.Orders++
	u.worth += net.Value
	u.orders = append(u.orders, net.Value)
	u.days[iso(s.Doc.Date[doc])]++
	if p := s.Doc.Party[doc]; p != facts.None && !u.bought[p] {
		u.bought[p] = true
		u.Customers++
		return true
	}
	return false
}

// units are those of the lines that the reading counts.
func units(s *facts.Snapshot, doc int, returns insight.Returns) (sum crm.Quantity) {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if returns != insight.Ignore || s.Sale(doc, l) {
			sum += s.Line.Quantity[l]
		}
	}
	return sum
}

// iso is the ISO number of the weekday of a day, 1 for Monday to 7.
func iso(d crm.Date) int { return int(d.Weekday()+6)%7 + 1 }

// figures are the finished sums.
func (u *tally) figures() Figures {
	f := u.Figures
	f.Coverage = insight.Ratio(u.costed, u.sold)
	return f
}

// row is the row of a tally, with the one before where that is told.
func (u *tally) row(before *tally, told bool) (r Row) {
	r.Figures = u.figures()
	if told {
		r.Before = new(before.figures())
	}
	if u.Orders == 0 {
		return r
	}
	slices.Sort(u.orders) // so that the order of documents decides nothing
	r.AverageOrder = new(crm.Share(u.worth, 1, int64(u.Orders)))
	if m := meanOf(u.orders); m.n >= LeastOrders {
		reach := crm.Amount(math.Round(m.reach()))
		r.Low, r.High = new(*r.AverageOrder-reach), new(*r.AverageOrder+reach)
	}
	r.Weekday, r.BusyShare, r.Busy = u.busiest()
	return r
}

// busiest is the weekday with the most purchases, of equals the earlier. It
// is sure where it leads the next by more than two standard errors of the
// difference of two counts, and there are enough purchases.
func (u *tally) busiest() (day int, share float64, sure bool) {
	next := 0
	for d := 1; d <= 7; d++ {
		switch {
		case day == 0 || u.days[d] > u.days[day]:
			day, next = d, u.days[day]
		case u.days[d] > next:
			next = u.days[d]
		}
	}
	lead := u.days[day] - next
	return day, insight.Ratio(u.days[day], u.Orders), u.Orders >= LeastOrders && lead*lead > 4*(u.days[day]+next)
}
