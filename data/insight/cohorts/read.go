package cohorts

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
	"regulars/data/insight/rhythm"
)

// reader gathers the answer.
type reader struct {
	*Result
	o     Options
	s     *facts.Snapshot
	born  []int32 // month of each living party's first purchase, 0 without
	early []bool
	now   int // month of the as-of day
	whole int // the last month that is over
}

// Ask answers as of a day. The error is [insight.ErrOptions], or that of the
// context.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &reader{Result: &Result{Answer: insight.New[Row]("cohorts", Method, s.Currency, o.AsOf), By: o.By, Average: []Cell{},
		days: rhythm.PurchaseDays(s, o.AsOf)}, o: o, s: s}
	r.births()
	r.group()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	r.room()
	r.visits()
	r.money()
	r.average()
	r.needs()
	return r.Result, nil
}

// births finds out when each living customer began, and who began before the
// book did.
func (r *reader) births() {
	r.born, r.early = make([]int32, len(r.s.Party.ID)), make([]bool, len(r.s.Party.ID))
	var firsts []crm.Date
	for p := range r.born {
		if days := r.days.Of(p); len(days) > 0 && r.s.Party.Live[p] {
			firsts = append(firsts, days[0])
			r.born[p] = int32(monthOf(days[0]))
		}
	}
	r.FullFrom = insight.FullBirths(firsts, r.o.AsOf)
	beginning := insight.Beginning(r.s)
	r.now = monthOf(r.o.AsOf)
	r.whole = r.now - 1
	if period.Month.Next(r.o.AsOf) == r.o.AsOf+1 {
		r.whole = r.now
	}
	for p, m := range r.born {
		if m != 0 {
			r.N++
			r.early[p] = r.days.Of(p)[0] < r.FullFrom || insight.KnownBefore(r.s, p, beginning)
			if r.early[p] {
				r.Early++
			}
		}
	}
}

// label is a party and the number of what it began with.
type label struct {
	party int32
	of    int
}

// Numbers of labels that are no month, index or word.
const (
	before  = -2
	unknown = -1
)

// group makes the cohorts and puts every customer into one.
func (r *reader) group() {
	labels := r.labels()
	slices.SortFunc(labels, func(a, b label) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.party, b.party)) })
	var rows []Row
	at := make([]int32, len(labels)) // of each label
	for i, l := range labels {
		if i == 0 || l.of != labels[i-1].of {
			rows = append(rows, r.row(l.of))
		}
		at[i] = int32(len(rows) - 1)
		rows[at[i]].Customers++
	}
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return r.compare(&rows[a], &rows[b]) })
	place := make([]int32, len(rows))
	for i, old := range order {
		place[old] = int32(i)
		r.Rows = append(r.Rows, rows[old])
	}
	r.cohort = make([]int32, len(r.born))
	for p := range r.cohort {
		r.cohort[p] = facts.None
	}
	for i, l := range labels {
		r.cohort[l.party] = place[at[i]]
	}
}

// compare orders months by time and others by size, those of no use last.
func (r *reader) compare(a, b *Row) int {
	if r.o.By == Month {
		return cmp.Compare(a.From, b.From) // Before has no day
	}
	useless := func(x *Row) int {
		switch x.Key {
		case Before:
			return 2
		case Unknown:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(useless(a), useless(b)), cmp.Compare(b.Customers, a.Customers), strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key))
}

// row names a cohort.
func (r *reader) row(of int) Row {
	if of == before {
		return Row{Key: Before, Name: Before, Early: true}
	}
	if of == unknown {
		return Row{}
	}
	switch r.o.By {
	case Product:
		g := &r.s.Product
		return Row{Key: g.ID[of].String(), Name: cmp.Or(g.Name[of], g.SKU[of])}
	case Category:
		return Row{Key: r.s.Category.ID[of].String(), Name: r.s.Category.Name[of]}
	case Source:
		word := r.s.Word(uint32(of))
		return Row{Key: word, Name: word}
	}
	from := crm.NewDate(of/12, 1, 1).AddMonths(of % 12)
	return Row{Key: period.Month.Label(from), Name: period.Month.Label(from), From: from, Early: from < r.FullFrom}
}

// labels says what every customer began with.
func (r *reader) labels() []label {
	var labels []label
	firsts := r.firsts()
	for p, month := range r.born {
		if month == 0 {
			continue
		}
		of := firsts[p]
		if r.o.By == Month {
			of = int(month)
		}
		// A month is marked as a whole; a customer known before it stands apart.
		if r.early[p] && (r.o.By != Month || r.days.Of(p)[0] >= r.FullFrom) {
			of = before
		}
		labels = append(labels, label{int32(p), of})
	}
	return labels
}

// firsts is the number of each party's source, first product or category.
func (r *reader) firsts() []int {
	of := make([]int, len(r.born))
	for p := range of {
		of[p] = unknown
		if word := r.s.Party.Acquired[p]; r.o.By == Source && r.s.Word(word) != "" {
			of[p] = int(word)
		}
	}
	if r.o.By == Month || r.o.By == Source {
		return of
	}
	items := r.firstItems()
	for from := 0; from < len(items); {
		to, best := from, from
		for ; to < len(items) && items[to].party == items[from].party; to++ {
			if r.better(items[to], items[best]) {
				best = to
			}
		}
		of[items[from].party] = int(items[best].of)
		from = to
	}
	return of
}

// item is what a party bought of one thing on its first day.
type item struct {
	party, of int32
	net       crm.Amount
}

// better prefers more revenue, of equals the smaller id.
func (r *reader) better(a, b item) bool {
	if a.net != b.net {
		return a.net > b.net
	}
	ids := r.s.Product.ID
	if r.o.By == Category {
		ids = r.s.Category.ID
	}
	return bytes.Compare(ids[a.of][:], ids[b.of][:]) < 0
}

// firstItems adds up what was bought on the first days, by party.
func (r *reader) firstItems() []item {
	var items []item
	for i, p := range r.s.Doc.Party {
		if p == facts.None || r.born[p] == 0 || r.s.Doc.Date[i] != r.days.Of(int(p))[0] || !insight.Counted(r.s, i, 0, r.o.AsOf) {
			continue
		}
		first := r.s.Doc.First[i]
		for l := first; l < first+r.s.Doc.Lines[i]; l++ {
			if of := r.itemOf(l); of != facts.None && r.s.Sale(i, l) {
				items = append(items, item{p, of, r.s.Line.Net[l]})
			}
		}
	}
	slices.SortFunc(items, func(a, b item) int { return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.of, b.of)) })
	merged := items[:0]
	for _, it := range items {
		if n := len(merged); n > 0 && merged[n-1].party == it.party && merged[n-1].of == it.of {
			merged[n-1].net += it.net
			continue
		}
		merged = append(merged, it)
	}
	return merged
}

func (r *reader) itemOf(line int32) int32 {
	g := r.s.Line.Product[line]
	if g != facts.None && r.o.By == Category {
		return r.s.Product.Category[g]
	}
	return g
}
