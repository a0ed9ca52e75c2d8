// Package benefit is the scoreboard of the business with a baseline date: what
// the months before the baseline were like, what those before the as-of day
// are like, and whether the change is more than luck.
//
//	products       different products bought / customers who bought one
//	revenue        net of everything counted
//	contribution   net - frozen cost, over the lines whose cost is known
//	serve          cost to serve customers / orders of customers
//	retention      customers who bought again / those who bought in as many
//	               months before
//
// The baseline is the first day of the new time: before ends the day before
// it. Revenue and contribution are those of the profit statement, retention
// is counted as the life cycle counts it, over these months.
//
// The 95 % interval of a change takes the customers for the sample: a customer
// is in both times, so what each adds to the change (x in a sum, (x - ratio a)
// / A in a ratio, linearised) is one witness, and the variance is the sum of
// its squares; see Cochran, Sampling Techniques (1977), 6.4 and 9A.1. A walk-in
// sale is a witness of its own. It tells luck from change in who bought what;
// season and the economy are in the change.
package benefit

import (
	"cmp"
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
)

// Method is the method of the answers.
const Method = "rule_before_after"

// Needs of this question.
const (
	NeedBefore = "need_before" // days of sales before the baseline
	NeedEven   = "need_even"   // days of sales for who came back before the baseline
	NeedAfter  = "need_after"  // days of the new time that lie before the baseline
)

// Least is the number of customers or orders on both sides from which a
// change may be more than luck.
const Least = 20

// grace is how many days without a sale a time may begin with.
const grace = 30

// Measure is the code of a measure.
type Measure string

// The measures.
const (
	Products     Measure = "products"
	Revenue      Measure = "revenue"
	Contribution Measure = "contribution"
	Serve        Measure = "serve"
	Retention    Measure = "retention"
)

// Unit is what the numbers of a row are in.
type Unit string

// The units.
const (
	Minor         Unit = "minor"          // minor units of the currency
	TenThousandth Unit = "ten_thousandth" // 25000 is 2.5, or 250 %
)

// NotMeasured lists what a scoreboard could tell as well and the book does
// not collect.
func NotMeasured() []string { return []string{"nps", "first_response", "tasks_on_time", "staff_mood"} }

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Baseline is the first day of the new time, not after AsOf; zero: the
	// day from which Months are over on AsOf.
	Baseline crm.Date
	Months   int // of each side, 1 to 36; zero: 12
}

// Side is one of the two times.
type Side struct {
	N     int    `json:"n"`     // of customers or orders
	Value *int64 `json:"value"` // null where there is nothing to tell it by
	// Coverage is the share, 0 to 1, of the sales (of serve: of the contacts,
	// of retention: of the revenue) that the value stands on.
	Coverage float64 `json:"coverage"`
}

// Change is now less before, with its 95 % interval.
type Change struct {
	Value int64 `json:"value"`
	Low   int64 `json:"low"`
	High  int64 `json:"high"`
	// Telling: at least [Least] on both sides, and the interval excludes 0.
	Telling bool `json:"telling"`
}

// Row is one measure.
type Row struct {
	Measure Measure `json:"measure"`
	Unit    Unit    `json:"unit"`
	Of      string  `json:"of"` // what N counts: customers or orders
	Before  Side    `json:"before"`
	Now     Side    `json:"now"`
	// Change is null where a side is, or where the times cannot be compared:
	// the book begins too late, or they overlap.
	Change *Change `json:"change"`
}

// Relative is the change as a share of what it was before; ok is false where
// there is none.
func (r Row) Relative() (share float64, ok bool) {
	if r.Change == nil || *r.Before.Value <= 0 {
		return 0, false
	}
	return float64(r.Change.Value) / float64(*r.Before.Value), true
}

// Result is the answer: its rows are the measures in order. N counts the
// orders of both times, Coverage is that of the contribution now.
type Result struct {
	insight.Answer[Row]
	Baseline    crm.Date `json:"baseline"`
	Months      int      `json:"months"`
	Before      Span     `json:"before"`
	Now         Span     `json:"now"`
	NotMeasured []string `json:"not_measured"`
}

// Span is from one day to another, both included.
type Span struct {
	From crm.Date `json:"from"`
	To   crm.Date `json:"to"`
}

// has reports whether a day lies in the span.
func (p Span) has(d crm.Date) bool { return d >= p.From && d <= p.To }

// back is the time of as many months before.
func (p Span) back(months int) Span { return Span{p.From.AddMonths(-months), p.From - 1} }

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.Months = insight.AsOf(s, o.AsOf), cmp.Or(o.Months, 12)
	if o.Months < 1 || o.Months > 36 {
		return o, insight.ErrOptions
	}
	o.Baseline = cmp.Or(o.Baseline, (o.AsOf + 1).AddMonths(-o.Months))
	if o.Baseline > o.AsOf && o.AsOf > 0 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers as of a day. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("benefit", Method, s.Currency, o.AsOf), Baseline: o.Baseline, Months: o.Months, NotMeasured: NotMeasured(),
		Before: Span{o.Baseline.AddMonths(-o.Months), o.Baseline - 1}, Now: Span{(o.AsOf + 1).AddMonths(-o.Months), o.AsOf}}
	w, err := gather(ctx, s, r)
	if err != nil {
		return nil, err
	}
	if w.sides[0].orders+w.sides[1].orders == 0 {
		r.Need(insight.NeedSales, 1)
		return r, nil
	}
	r.N = w.sides[0].orders + w.sides[1].orders
	since := insight.Beginning(s)
	missing := max(0, int(since-r.Before.From))
	even := max(0, int(since-r.Before.back(o.Months).From))
	overlap := max(0, int(o.Baseline-r.Now.From))
	sound := missing <= grace && overlap == 0
	r.Rows = append(r.Rows, w.products(sound), w.revenue(sound), w.contribution(sound), w.serve(sound), w.retention(sound && even <= grace))
	r.Coverage = r.Rows[2].Now.Coverage
	if missing > grace {
		r.Need(NeedBefore, missing)
	} else if even > grace {
		r.Need(NeedEven, even)
	}
	r.Need(NeedAfter, overlap)
	r.Need(insight.NeedCosts, w.sides[0].uncosted+w.sides[1].uncosted)
	r.Need(profit.NeedRates, w.sides[0].unpriced+w.sides[1].unpriced)
	return r, ctx.Err()
}

// pair is what one customer adds to the top and the bottom of a ratio, before
// and now.
type pair struct{ top, bottom [2]int64 }

// ratio makes the row of top/bottom over all customers, times scale.
func ratio(row Row, pairs []pair, scale float64, sound bool) Row {
	var top, bottom [2]int64
	for _, p := range pairs {
		for side := range top {
			top[side] += p.top[side]
			bottom[side] += p.bottom[side]
		}
	}
	var rate [2]float64
	for side, to := range []*Side{&row.Before, &row.Now} {
		to.N = int(bottom[side])
		if to.N == 0 {
			continue
		}
		rate[side] = float64(top[side]) / float64(bottom[side]) * scale
		value := int64(math.Round(rate[side]))
		to.Value = &value
	}
	if !sound || row.Before.N == 0 || row.Now.N == 0 {
		return row
	}
	adds := make([]float64, len(pairs))
	for i, p := range pairs {
		add := func(side int) float64 {
			return (scale*float64(p.top[side]) - rate[side]*float64(p.bottom[side])) / float64(bottom[side])
		}
		adds[i] = add(1) - add(0)
	}
	row.change(rate[1]-rate[0], adds)
	return row
}

// sum makes the row of the sum of what customers add.
func sum(row Row, pairs []pair, orders [2]int, sound bool) Row {
	var total [2]int64
	adds := make([]float64, len(pairs))
	for i, p := range pairs {
		total[0] += p.top[0]
		total[1] += p.top[1]
		adds[i] = float64(p.top[1] - p.top[0])
	}
	row.Before.N, row.Now.N = orders[0], orders[1]
	row.Before.Value, row.Now.Value = &total[0], &total[1]
	if sound {
		row.change(float64(total[1]-total[0]), adds)
	}
	return row
}

// change fills in the change; it is between the rounded values, so that the
// row adds up.
func (r *Row) change(by float64, adds []float64) {
	slices.Sort(adds) // the order of customers is of no account
	squares := 0.0
	for _, a := range adds {
		squares += a * a
	}
	half := 1.959963984540054 * math.Sqrt(squares)
	low, high := by-half, by+half
	r.Change = &Change{Value: *r.Now.Value - *r.Before.Value, Low: int64(math.Round(low)), High: int64(math.Round(high)),
		Telling: min(r.Before.N, r.Now.N) >= Least && half > 0 && (low > 0 || high < 0)}
}
