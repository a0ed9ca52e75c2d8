// Package newreturning counts, period by period, the distinct customers who
// bought for the first time ever and those who came back, and what each
// group and the walk-ins spent.
//
// A customer is new in the period of the first purchase, once, however many
// purchases follow in it, and returning in each later period with a
// purchase. The sums of new, returning and walk-in add up to the total of
// the period. A return without any purchase before it comes from someone
// who bought before the history begins, and counts as returning.
//
// In the first period of the history everybody looks new (left truncation);
// that row is marked First. The row of a period that is not over on the
// as-of day, or that From or To cut, is marked Partial.
package newreturning

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
)

// Method is the method of the answer.
const Method = "rule_first_purchase"

// Options of the question; the zero value asks by month for the whole history.
type Options struct {
	AsOf     crm.Date    // zero: the day of the last counted document
	Unit     period.Unit // "": month
	From, To crm.Date    // days included; zero: no limit. They choose rows and never make anybody new.
	insight.Reading
}

// Row is one period.
type Row struct {
	Period       string     `json:"period"`
	From         crm.Date   `json:"from"`
	To           crm.Date   `json:"to"`
	New          int        `json:"new"`
	Returning    int        `json:"returning"`
	NewNet       crm.Amount `json:"new_minor"`
	ReturningNet crm.Amount `json:"returning_minor"`
	WalkInNet    crm.Amount `json:"walk_in_minor"`
	WalkIns      int        `json:"walk_ins"` // purchases without customer
	First        bool       `json:"first"`
	Partial      bool       `json:"partial"`
}

// Group is one of the three groups a document can belong to.
type Group uint8

// The groups.
const (
	New Group = iota
	Returning
	WalkIn
)

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Unit = cmp.Or(o.Unit, period.Month)
	o.To = min(cmp.Or(o.To, o.AsOf), o.AsOf)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.Check() != nil || !o.Unit.Valid() {
		return o, insight.ErrOptions
	}
	return o, nil
}

// counter gathers the rows.
type counter struct {
	s        *facts.Snapshot
	o        Options
	first    []crm.Date // purchase of each party
	axis     period.Axis
	rows     []Row
	present  []int64 // party and period of each purchase
	sold     crm.Amount
	covered  crm.Amount
	uncosted int
}

// Count answers the question: a row for each period from the first with a
// counted document to the last. The error is [insight.ErrOptions].
func Count(s *facts.Snapshot, o Options) (insight.Answer[Row], error) {
	o, err := o.normal(s)
	if err != nil {
		return insight.Answer[Row]{}, err
	}
	c := &counter{s: s, o: o, first: insight.FirstPurchases(s, o.AsOf)}
	c.begin()
	for i := range s.Doc.ID {
		if insight.Counted(s, i, o.From, o.To) {
			c.add(i)
		}
	}
	a := insight.New[Row]("new-returning", Method, s.Currency, o.AsOf)
	a.N = c.people()
	a.Coverage = insight.Ratio(c.covered, c.sold)
	a.Rows = append(a.Rows, c.rows...)
	needs(&a, c)
	return a, nil
}

// begin makes one row a period.
func (c *counter) begin() {
	var days []crm.Date
	history := crm.Date(0)
	for i, d := range c.s.Doc.Date {
		if !insight.Counted(c.s, i, 0, c.o.AsOf) {
			continue
		}
		if history == 0 || d < history {
			history = d
		}
		if insight.Counted(c.s, i, c.o.From, c.o.To) {
			days = append(days, d)
		}
	}
	c.axis = period.NewAxis(c.o.Unit, days)
	for _, start := range c.axis.Starts {
		end := c.o.Unit.Next(start) - 1
		c.rows = append(c.rows, Row{Period: c.o.Unit.Label(start), From: start, To: end,
			First: history >= start, Partial: end > c.o.To || start < c.o.From})
	}
}

func (c *counter) add(doc int) {
	at := c.axis.At(c.s.Doc.Date[doc])
	row, sum := &c.rows[at], c.o.Of(c.s, doc)
	c.sold += sum.Sold
	switch groupOf(c.s, c.o, c.first, doc) {
	case WalkIn:
		row.WalkInNet += sum.Value
		if sum.Purchase {
			row.WalkIns++
		}
		return
	case New:
		row.NewNet += sum.Value
	case Returning:
		row.ReturningNet += sum.Value
	}
	c.covered += c.o.Covered(sum)
	if sum.Sold > sum.Costed {
		c.uncosted++
	}
	if sum.Purchase {
		c.present = append(c.present, int64(at)<<32|int64(c.s.Doc.Party[doc]))
	}
}

func groupOf(s *facts.Snapshot, o Options, first []crm.Date, doc int) Group {
	p := s.Doc.Party[doc]
	switch {
	case p == facts.None:
		return WalkIn
	case first[p] != 0 && o.Unit.Start(first[p]) == o.Unit.Start(s.Doc.Date[doc]):
		return New
	}
	return Returning
}

// people counts each customer once a period, and returns how many different
// customers there are in all.
func (c *counter) people() int {
	slices.Sort(c.present)
	seen := make([]bool, len(c.first))
	total := 0
	for _, key := range slices.Compact(c.present) {
		row, party := &c.rows[key>>32], int32(key)
		if c.first[party] >= row.From {
			row.New++
		} else {
			row.Returning++
		}
		if !seen[party] {
			seen[party] = true
			total++
		}
	}
	return total
}

func needs(a *insight.Answer[Row], c *counter) {
	if len(a.Rows) == 0 {
		a.Need(insight.NeedSales, 1)
		return
	}
	whole := 0
	for _, row := range a.Rows {
		if row.First {
			a.Need(insight.NeedEarlierHistory, 1)
		}
		if !row.First && !row.Partial {
			whole++
		}
	}
	if whole == 0 {
		a.Need(insight.NeedPeriods, 1)
	}
	if c.o.Basis == insight.Margin {
		a.Need(insight.NeedCosts, c.uncosted)
	}
}

// Records returns the documents of a group in the period that holds day, by date.
func Records(s *facts.Snapshot, o Options, day crm.Date, group Group) ([]int32, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	first := insight.FirstPurchases(s, o.AsOf)
	start := o.Unit.Start(day)
	var docs []int32
	for i, d := range s.Doc.Date {
		if insight.Counted(s, i, o.From, o.To) && o.Unit.Start(d) == start && groupOf(s, o, first, i) == group &&
			(o.Returns == insight.Net || o.Of(s, i).Purchase) {
			docs = append(docs, int32(i))
		}
	}
	slices.SortStableFunc(docs, func(a, b int32) int { return cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]) })
	return docs, nil
}
