// Package cycle finds out whether demand follows a cycle: by hour of the day,
// day of the week, part of the month, month, quarter, or any other period the
// days support. It says "no cycle" where there is none.
//
// Indices are ratios to a centred moving average with a mean of one. A cycle
// is found only if its strength, 1 - Var(remainder)/Var(remainder+seasonal),
// is at least 0.3, slots so different hardly come about by chance, and the
// seasonal naive forecast beats the mean on the last repetitions (Lovelock,
// Services Marketing, asks the questions; the strength is that of Wang, Smith
// and Hyndman, 2006).
package cycle

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "model_cycles"

// NeedDays asks for more days with usual demand before any cycle can be seen.
const NeedDays = "need_days"

// NeedRuleOut asks for more days before it can be said that there is nothing;
// see [RuleOut].
const NeedRuleOut = "need_rule_out"

// RuleOut is how many days lack before what is not seen can be ruled out:
// eight weeks of history with demand on four weeks of days.
func RuleOut(from, to crm.Date, days int) int {
	return max(0, 8*7-int(to-from)-1, 4*7-days)
}

// The limits for a cycle to be found.
const (
	LeastStrength    = 0.3
	MostChance       = 0.01
	LeastRepetitions = 2
)

// Kind names a cycle.
type Kind string

// The cycles. Other is a period nobody named, found in the days themselves.
const (
	Hour      Kind = "hour"
	Weekday   Kind = "weekday"
	MonthPart Kind = "month_part" // from the days 1, 6, 11, 16, 21 and 26 of the month
	Month     Kind = "month"
	Quarter   Kind = "quarter"
	Other     Kind = "other"
)

// Reason says why no cycle was found.
type Reason string

// The reasons.
const (
	Short    Reason = "short"    // less than two repetitions
	Untimed  Reason = "untimed"  // no time of day
	Single   Reason = "single"   // only one slot ever trades
	Weak     Reason = "weak"     // the strength is below 0.3
	Chance   Reason = "chance"   // chance alone makes such differences
	Unproven Reason = "unproven" // it did not forecast the last repetitions better than the mean
)

// Options of the question; the zero value asks for the orders of the shop.
type Options = Source

// Index is how one slot compares with the average one.
type Index struct {
	// Slot is the hour 0 to 23, the ISO day of the week 1 (Monday) to 7, the
	// first day of the part of the month, the month or quarter, or the first
	// day of the period's part counted from 1.
	Slot int `json:"slot"`
	// Index is 1 for an average slot; the 95 % intervals of a cycle hold for
	// all its slots together. All are null for a slot that never trades, the
	// interval also where too little is known.
	Index *float64 `json:"index"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	N     int      `json:"n"` // values it stands on
}

// Row is one cycle.
type Row struct {
	Cycle  Kind    `json:"cycle"`
	Period float64 `json:"period"` // in units
	Unit   string  `json:"unit"`   // hour, day, month_part, month or quarter
	Found  bool    `json:"found"`
	Reason Reason  `json:"reason,omitempty"`
	// Strength is 0 to 1; P the chance of slots so different without a cycle.
	Strength    float64 `json:"strength"`
	P           float64 `json:"p"`
	N           int     `json:"n"` // values measured
	Repetitions int     `json:"repetitions"`
	// Together is how many repetitions were taken as one, because a single one
	// holds too few purchases to tell anything.
	Together int     `json:"together"`
	Indices  []Index `json:"indices"`
}

// Of is the index of a slot; 1 where there is none.
func (r *Row) Of(slot int) float64 {
	for _, i := range r.Indices {
		if i.Slot == slot && i.Index != nil {
			return *i.Index
		}
	}
	return 1
}

// Ends are the slots with the lowest and highest index; ok is false without any.
func (r *Row) Ends() (low, high Index, ok bool) {
	for _, i := range r.Indices {
		if i.Index == nil {
			continue
		}
		if !ok || *i.Index < *low.Index {
			low = i
		}
		if !ok || *i.Index > *high.Index {
			high = i
		}
		ok = true
	}
	return low, high, ok
}

// Result is the answer: one row a cycle, found or not.
type Result struct {
	insight.Answer[Row]
	From    crm.Date `json:"from"`
	To      crm.Date `json:"to"`
	Measure Measure  `json:"measure"`
	Days    Counts   `json:"days"`
	Series  *Series  `json:"-"`
	// Split is by what Groups are; empty lists without one.
	Split  Split   `json:"split"`
	Groups []Group `json:"groups"`
}

// Ask answers the question. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o.Measure = cmp.Or(o.Measure, Orders)
	if o.Check() != nil || !slices.Contains([]Measure{Orders, Units, Money}, o.Measure) || !o.Resource.IsZero() && (!o.Product.IsZero() || o.Split != Whole) ||
		!slices.Contains([]Split{Whole, Segment, Own}, o.Split) {
		return nil, insight.ErrOptions
	}
	x := Build(s, o)
	r := &Result{Answer: insight.New[Row]("cycles", Method, s.Currency, insight.AsOf(s, o.AsOf)), Measure: o.Measure, Days: x.Counts(), Series: x, Split: o.Split, Groups: []Group{}}
	for i := range x.Days {
		r.N += b2i(x.Days[i].Usual())
	}
	r.Coverage = insight.Ratio(r.N, len(x.Days)-r.Days.Closed)
	if r.N == 0 {
		r.Need(insight.NeedSales, 1)
		return r, nil
	}
	r.From, r.To = x.Days[0].Date, x.Days[len(x.Days)-1].Date
	r.Need(NeedDays, max(0, 2*7-r.N))
	if o.Resource.IsZero() {
		r.Need(insight.NeedTimes, x.Timeless)
	}
	r.Rows = x.Cycles()
	if !slices.ContainsFunc(r.Rows, func(x Row) bool { return x.Found }) {
		r.Need(NeedRuleOut, RuleOut(r.From, r.To, r.N))
	}
	if o.Split != Whole {
		r.Groups = x.split(s, o)
		judgeGroups(r.Groups)
	}
	return r, nil
}

// Cycles looks for every cycle. Each is looked for in what those before it
// leave: months in days without their weekday.
func (x *Series) Cycles() []Row {
	week := x.Weekdays()
	days := x.without(week)
	hour := x.hours(week)
	part := x.monthParts(days)
	months := x.months(days)
	return []Row{hour, week, part, months, x.quarters(days), x.other(days, week, part, months)}
}

// Weekdays measures the days of the week.
func (x *Series) Weekdays() Row {
	g := grid{slots: 7, period: 7}
	for i := range x.Days {
		g.value, g.slot = append(g.value, x.usual(i)), append(g.slot, weekday(x.Days[i].Date))
	}
	return x.row(Row{Cycle: Weekday, Period: 7, Unit: "day"}, g, x.perStep(), 5, func(s int) int { return s + 1 })
}

// weekday counts from Monday, 0.
func weekday(d crm.Date) int { return (int(d.Weekday()) + 6) % 7 }

// usual is the demand of a day; NaN where it tells nothing of the usual.
func (x *Series) usual(i int) float64 {
	if !x.Days[i].Usual() {
		return math.NaN()
	}
	return x.Days[i].Value
}

// perStep is the mean count of purchases of a usual day.
func (x *Series) perStep() float64 {
	count, days := 0, 0
	for i := range x.Days {
		if x.Days[i].Usual() {
			count, days = count+x.Days[i].Count, days+1
		}
	}
	return float64(count) / float64(max(1, days))
}

// leastCount is how many purchases a step holds at least, on average, before
// its differences are more than the throw of dice.
const leastCount = 15

// row fits a grid and judges it. most bounds the repetitions in the moving
// average, an odd number.
func (x *Series) row(r Row, g grid, perStep float64, most int, name func(slot int) int) Row {
	reps := g.repetitions()
	r.Repetitions, r.Together, r.Indices = reps, 1, []Index{}
	if reps < LeastRepetitions {
		r.Reason, r.P = Short, 1
		return r
	}
	if whole := g.period == math.Trunc(g.period); whole && perStep > 0 && perStep < leastCount {
		r.Together = max(1, min(int(math.Ceil(leastCount/perStep)), reps/4))
	}
	if r.Together > 1 {
		g = g.merge(r.Together)
	}
	g.window = int(math.Round(g.period * float64(odd(min(most, g.repetitions())))))
	f := measure(g)
	r.N, r.Strength, r.P = f.n, f.strength, f.p
	trading := 0
	for s := range f.index {
		i := Index{Slot: name(s), Index: known(f.index[s]), Low: known(f.low[s]), High: known(f.high[s]), N: f.count[s]}
		trading += b2i(i.Index != nil)
		r.Indices = append(r.Indices, i)
	}
	switch {
	case trading < 2:
		r.Reason = Single
	case f.strength < LeastStrength:
		r.Reason = Weak
	case f.p >= MostChance:
		r.Reason = Chance
	case !g.proven():
		r.Reason = Unproven
	default:
		r.Found = true
	}
	return r
}

// odd is the greatest odd number up to n, at least 1.
func odd(n int) int { return max(1, n-1+n%2) }

func known(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// without is the usual demand of each day over the index of its weekday, if
// there is a weekly cycle.
func (x *Series) without(week Row) []float64 {
	out := make([]float64, len(x.Days))
	for i := range out {
		out[i] = x.usual(i)
		if index := week.Of(weekday(x.Days[i].Date) + 1); week.Found {
			if out[i] /= index; index <= 0.05 {
				out[i] = math.NaN()
			}
		}
	}
	return out
}

// leastShare is the share of the sales an hour has before it counts as open.
const leastShare = 0.01

// hours measures the hours between the first and last one with sales worth
// the name, on days that have times.
func (x *Series) hours(week Row) Row {
	var total [24]float64
	sum := 0.0
	for i := range x.Days {
		if d := &x.Days[i]; d.Usual() && d.Hours != nil {
			for h, v := range d.Hours {
				total[h] += max(0, v)
				sum += max(0, v)
			}
		}
	}
	first, last := -1, -1
	for h, v := range total {
		if sum > 0 && v >= leastShare*sum {
			if first < 0 {
				first = h
			}
			last = h
		}
	}
	open := last - first + 1
	if first < 0 || open < 2 {
		r := Row{Cycle: Hour, Period: 24, Unit: "hour", Reason: Untimed, P: 1, Together: 1, Indices: []Index{}}
		if first >= 0 {
			r.Reason = Single
		}
		return r
	}
	g := grid{slots: open, period: float64(open)}
	days := 0
	for i := range x.Days {
		d := &x.Days[i]
		if !d.Usual() || d.Hours == nil {
			continue
		}
		days++
		index := 1.0
		if week.Found {
			index = max(0.05, week.Of(weekday(d.Date)+1))
		}
		for h := first; h <= last; h++ {
			g.value, g.slot = append(g.value, d.Hours[h]/index), append(g.slot, h-first)
		}
	}
	perStep := float64(x.Timed) / float64(days*open)
	return x.row(Row{Cycle: Hour, Period: 24, Unit: "hour"}, g, perStep, 7, func(s int) int { return first + s })
}

// SlotOf is the slot of a cycle that a day, or for hours a time of day, lies
// in; first is the first day of the history. It is -1 for an unknown time.
func (r *Row) SlotOf(first, d crm.Date, at crm.Clock) int {
	switch r.Cycle {
	case Hour:
		return at.Hour()
	case Weekday:
		return weekday(d) + 1
	case MonthPart:
		return 5*partOf(d) + 1
	case Month:
		return int(d.Time().Month())
	case Quarter:
		return (int(d.Time().Month()) + 2) / 3
	}
	if len(r.Indices) == 0 {
		return -1
	}
	return r.Indices[phase(int(d-first), r.Period, len(r.Indices))].Slot
}

// phase is the part of a period, of so many, that a day lies in.
func phase(day int, period float64, parts int) int {
	at := float64(day) / period
	return min(parts-1, int((at-math.Floor(at))*float64(parts)))
}
