package mix

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/shares"
)

// WalkIn is the segment of sales without a customer.
const WalkIn = "_walk_in"

// MethodSales is the method of AskSales: sums of the sales themselves.
const MethodSales = "rule_mix_sales"

// AskSales answers for a business that sells rather than books: each order
// takes one unit of the time it falls into, kinds of customers are the
// business's own groups. What is asked for is what was sold, as nobody turned
// away stands in the sales; with a capacity the best mix fills it from the
// top. It returns insight.ErrOptions for an unknown way to make buckets or a
// negative capacity.
func AskSales(ctx context.Context, s *facts.Snapshot, o Options) (*Answer, error) {
	o.By = cmp.Or(o.By, Weekday)
	if !slices.Contains(SaleBys(), o.By) || o.Capacity < 0 {
		return nil, insight.ErrOptions
	}
	o.AsOf = insight.AsOf(s, o.AsOf)
	a := &Answer{Answer: insight.New[Row]("mix", MethodSales, s.Currency, o.AsOf), By: o.By, Buckets: []Bucket{}, From: o.AsOf - year + 1, To: o.AsOf}
	sums, tally := map[int]map[string]*Row{}, &shares.Tally{}
	open, traded := map[int]map[crm.Date]bool{}, map[crm.Date]bool{}
	var costed, sold crm.Amount
	var worths []crm.Amount
	uncosted, first := 0, a.To
	for d := range s.Doc.ID {
		if !insight.Counted(s, d, a.From, a.To) {
			continue
		}
		of, bucket := (insight.Reading{Basis: insight.Margin}).Of(s, d), saleBucket(s, d, o.By)
		if !of.Purchase || bucket < 0 {
			continue
		}
		costed, sold, worths, first = costed+of.Costed, sold+of.Sold, append(worths, of.Sold), min(first, s.Doc.Date[d])
		if of.Costed < of.Sold {
			uncosted++
		}
		row := rowOf(sums, bucket, saleSegment(s, d))
		row.Asked, row.Taken = row.Asked+1, row.Taken+1
		row.Net += (insight.Reading{}).Of(s, d).Value
		row.Contribution += of.Value
		if open[bucket] == nil {
			open[bucket] = map[crm.Date]bool{}
		}
		open[bucket][s.Doc.Date[d]], traded[s.Doc.Date[d]] = true, true
		tally.Add(bucket, s.Doc.Date[d], row.Segment, 1, 1, of.Value)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for bucket := range 24 {
		if sums[bucket] != nil {
			a.fillSales(bucket, sums[bucket], len(open[bucket]), o.Capacity)
		}
	}
	a.open(tally, traded)
	a.weigh(tally)
	a.Coverage = insight.Ratio(costed, sold)
	a.From = max(a.From, first)
	a.Need(insight.NeedCosts, uncosted)
	a.Need(insight.NeedGiant, insight.Giants(worths))
	if a.N == 0 {
		a.Need(insight.NeedSales, 1)
	}
	return a, nil
}

// open counts the days with a sale: each in its bucket, by the hour in all.
func (a *Answer) open(tally *shares.Tally, days map[crm.Date]bool) {
	for day := range days {
		if a.By != Hour {
			tally.Open(a.By.of(day), day)
			continue
		}
		for _, b := range a.Buckets {
			tally.Open(b.Bucket, day)
		}
	}
}

// saleBucket is the bucket of a document, -1 for one without the time asked for.
func saleBucket(s *facts.Snapshot, d int, by By) int {
	if by != Hour {
		return by.of(s.Doc.Date[d])
	}
	if t := s.Doc.Time[d]; t.Known() {
		return t.Hour()
	}
	return -1
}

func saleSegment(s *facts.Snapshot, d int) string {
	p := s.Doc.Party[d]
	if p == facts.None {
		return WalkIn
	}
	return s.Word(s.Party.Group[p])
}

func rowOf(sums map[int]map[string]*Row, bucket int, segment string) *Row {
	if sums[bucket] == nil {
		sums[bucket] = map[string]*Row{}
	}
	if sums[bucket][segment] == nil {
		sums[bucket][segment] = &Row{Bucket: bucket, Segment: segment, Limit: -1}
	}
	return sums[bucket][segment]
}

// fillSales adds the rows of a bucket, what leaves most an order first, and
// gives them the capacity in that order.
func (a *Answer) fillSales(bucket int, sums map[string]*Row, days, capacity int) {
	rows := make([]Row, 0, len(sums))
	for _, r := range sums {
		r.PerUnit = crm.Share(r.Contribution, 1, int64(r.Taken))
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(y.PerUnit, x.PerUnit), cmp.Compare(x.Segment, y.Segment))
	})
	b := Bucket{Bucket: bucket, Days: days, Offered: capacity * days}
	for i := range rows {
		r := &rows[i]
		r.Best = r.Asked
		if capacity > 0 {
			r.Best = min(r.Asked, b.Offered-b.Best)
		}
		if r.PerUnit <= 0 {
			r.Best = 0
		}
		r.BestContribution = crm.Share(r.Contribution, int64(r.Best), int64(r.Asked))
		b.Taken, b.Best = b.Taken+r.Taken, b.Best+r.Best
		a.Earned, a.Best, a.N = a.Earned+r.Contribution, a.Best+r.BestContribution, a.N+r.Taken
	}
	a.Rows, a.Buckets = append(a.Rows, rows...), append(a.Buckets, b)
}

// Documents are the sales behind a row of an answer of AskSales.
func Documents(s *facts.Snapshot, a *Answer, r Row) (docs []int32) {
	for d := range s.Doc.ID {
		if insight.Counted(s, d, a.From, a.To) && saleBucket(s, d, a.By) == r.Bucket && saleSegment(s, d) == r.Segment && (insight.Reading{}).Of(s, d).Purchase {
			docs = append(docs, int32(d))
		}
	}
	return docs
}
