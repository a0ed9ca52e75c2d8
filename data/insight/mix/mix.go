// Package mix answers which mix of customers is best in each part of the
// week or the year: what each kind of guest asks for, takes and leaves there,
// how to fill the capacity, and what that would have earned in the past
// against first come, first served.
//
// Demand is what was asked for, also what was refused; value is contribution:
// price and extras less variable cost, by unit of capacity.
package mix

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/occupancy"
	"regulars/data/insight/shares"
	"regulars/data/insight/yield"
)

// Method is the method of the answer.
const Method = "pooled_mix"

// The codes of needs beside those of yield.
const (
	NeedSegments = "need_segments" // kinds of guests with bookings
	NeedUnitCost = yield.NeedUnitCost
	NeedTwoYears = "need_two_years" // days of history for the trial
	NeedMixWeeks = "need_mix_weeks" // weeks for intervals
	// NeedTurnAways says that nobody turned away is written down in the last
	// year: taking everything then looks best, whatever was lost.
	NeedTurnAways = "need_turn_aways"
)

// By is how days are put into buckets.
type By string

// The buckets.
const (
	Weekday By = "weekday" // Monday first
	Month   By = "month"
	Season  By = "season"  // meteorological: December begins winter
	DayType By = "daytype" // Friday and Saturday, or the other days, by season
	Hour    By = "hour"    // of sales with a time
)

// Bys lists the ways to make buckets of bookings.
func Bys() []By { return []By{Weekday, Month, Season, DayType} }

// SaleBys lists the ways to make buckets of sales.
func SaleBys() []By { return append(Bys(), Hour) }

// buckets is the number of buckets of a way.
var buckets = map[By]int{Weekday: 7, Month: 12, Season: 4, DayType: 8}

// of is the bucket of a day, from 0.
func (b By) of(d crm.Date) int {
	season := int(d.Time().Month()) % 12 / 3
	switch b {
	case Month:
		return int(d.Time().Month()) - 1
	case Season:
		return season
	case DayType:
		if w := d.Weekday(); w == 5 || w == 6 {
			return 2*season + 1
		}
		return 2 * season
	}
	return (int(d.Weekday()) + 6) % 7
}

// Options choose the question.
type Options struct {
	AsOf     crm.Date // zero: the last day anything is known of
	Resource crm.ID   // zero: the one with the most bookings
	By       By       // empty: Weekday
	// Capacity is, for sales, how many orders can be served in an hour (by
	// hour) or a day (else); 0: not limited.
	Capacity int
}

// Row is one kind of guest in one bucket, over the last 364 days. Units are
// unit-nights or unit-slots.
type Row struct {
	Bucket       int        `json:"bucket"`
	Segment      string     `json:"segment"`
	Asked        int        `json:"asked"` // taken and refused
	Taken        int        `json:"taken"`
	Net          crm.Amount `json:"net_minor"`
	Contribution crm.Amount `json:"contribution_minor"`
	PerUnit      crm.Amount `json:"per_unit_minor"` // contribution of a unit taken
	// Best is how many units the mix that earns most takes of this kind, the
	// asked-for days and their capacity being known; Limit how many units a
	// day this kind and those below it may book, -1 where nothing limits.
	Best             int        `json:"best"`
	BestContribution crm.Amount `json:"best_contribution_minor"`
	Limit            int        `json:"limit"`
	// Share is the part of all units asked for in the bucket, PerDay the
	// units asked for on an open day (of sales, a day with a sale);
	// PerUnitLow and PerUnitHigh hold PerUnit, nil with too few weeks. See
	// package shares for how sure they are.
	Share       shares.Estimate `json:"share"`
	PerDay      shares.Estimate `json:"per_day"`
	PerUnitLow  *crm.Amount     `json:"per_unit_low_minor"`
	PerUnitHigh *crm.Amount     `json:"per_unit_high_minor"`
}

// Bucket is the capacity of one bucket, and what is made of it.
type Bucket struct {
	Bucket  int `json:"bucket"`
	Days    int `json:"days"` // open days
	Offered int `json:"offered"`
	Taken   int `json:"taken"`
	Best    int `json:"best"`
}

// Answer is the rows by bucket, the best per unit first, and the trial.
type Answer struct {
	insight.Answer[Row]
	Resource crm.ID   `json:"resource,omitzero"`
	Name     string   `json:"name"`
	Nightly  bool     `json:"nightly"`
	By       By       `json:"by"`
	From     crm.Date `json:"from"`
	To       crm.Date `json:"to"`
	Buckets  []Bucket `json:"buckets"`
	// Sure says whether the shares differ between the buckets.
	Sure shares.Sure `json:"sure"`
	// Earned is the contribution of what was taken; Best what the best mix
	// would have earned. They are sums of the rows.
	Earned crm.Amount `json:"earned_minor"`
	Best   crm.Amount `json:"best_minor"`
	Trial  *Trial     `json:"trial"` // nil where history is too short
}

// Trial is a year lived again, its requests one by one: taken as they came;
// taken only where they leave more than they are expected to push out, by
// the requests of the year before; and with everything known beforehand.
type Trial struct {
	From     crm.Date   `json:"from"`
	To       crm.Date   `json:"to"`
	Requests int        `json:"requests"`
	First    crm.Amount `json:"first_come_minor"`
	Advised  crm.Amount `json:"advised_minor"`
	Best     crm.Amount `json:"best_minor"` // had everything been known
}

const year crm.Date = 364

// Ask answers for one resource. It returns insight.ErrOptions for an unknown
// way to make buckets.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Answer, error) {
	o.By = cmp.Or(o.By, Weekday)
	if buckets[o.By] == 0 {
		return nil, insight.ErrOptions
	}
	o.AsOf = yield.AsOf(s, o.AsOf)
	a := &Answer{Answer: insight.New[Row]("mix", Method, s.Currency, o.AsOf), By: o.By, Buckets: []Bucket{}}
	r := yield.Resource(s, o.Resource)
	if r == nil {
		a.Need(yield.NeedResource, 1)
		return a, nil
	}
	a.Resource, a.Name, a.Nightly = r.ID, r.Name, r.Nightly()
	a.From, a.To = o.AsOf-year+1, o.AsOf
	all := requests(s, r, o.AsOf)
	if len(all) == 0 {
		a.Need(yield.NeedBookings, 1)
		return a, nil
	}
	if !r.CostKnown {
		a.Need(NeedUnitCost, 1)
	}
	first := all[0].start
	for _, q := range all {
		first = min(first, q.start)
	}
	a.From = max(a.From, first)
	now := span(s, r, all, a.From, a.To)
	values := valuesOf(all, a.From, a.To)
	if len(values) < 2 {
		a.Need(NeedSegments, 2-len(values))
	}
	a.fill(now, o.By, values)
	a.weigh(tallyOf(now, o.By))
	a.Need(insight.NeedGiant, insight.Giants(worthsOf(all, a.From, a.To)))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(q request) bool { return !q.taken && q.start >= a.From }) {
		a.Need(NeedTurnAways, 1)
	}
	if have := int(a.From - first); a.To-a.From+1 == year && have >= int(year) {
		a.Trial = newTrial(s, r, all, o.By, a.From, a.To)
	} else {
		a.Need(NeedTwoYears, int(2*year)-int(o.AsOf-first)-1)
	}
	return a, nil
}

// request is one party that asked for units.
type request struct {
	segment      string
	start        crm.Date
	nights       int
	units        int // a night or day
	net          crm.Amount
	contribution crm.Amount // of the whole stay; of a refused one as its kind usually leaves
	asked        crm.Date
	taken        bool
}

func (q request) unitNights() int { return q.units * q.nights }

// requests are the bookings that came to something and those refused, with
// the logged turn-aways, up to a day, in the order in which they were asked.
// What was called off or never came is left out: it took no unit in the end.
func requests(s *facts.Snapshot, r *crm.Resource, asOf crm.Date) (all []request) {
	for b := range s.Booking.ID {
		st := s.StatusOf(b)
		if !occupancy.Of(s, b, r) || s.Booking.Start[b] > asOf || s.Booking.BookedOn[b] > asOf || st != crm.BookingSeated && st != crm.BookingConfirmed && st != crm.BookingRefused {
			continue
		}
		q := request{segment: occupancy.SegmentOf(s, b), start: s.Booking.Start[b], nights: occupancy.Nights(s, b, r), units: int(s.Booking.Units[b]) * occupancy.Slots(s, b, r),
			net: s.Booking.Net[b], asked: s.Booking.BookedOn[b], taken: st != crm.BookingRefused}
		q.contribution = q.net + s.Booking.Extra[b] - cost(s, r, q.unitNights())
		if q.unitNights() > 0 {
			all = append(all, q)
		}
	}
	for _, t := range s.Tables.TurnAways {
		if t.Resource == r.ID && t.Day <= asOf && t.AskedOn <= asOf && t.Units > 0 {
			q := request{segment: turnedAway(s, t), start: t.Day, nights: max(1, t.Nights), units: t.Units, asked: cmp.Or(t.AskedOn, t.Day)}
			q.net = times(s, t.Quoted, q.unitNights())
			q.contribution = q.net - cost(s, r, q.unitNights())
			all = append(all, q)
		}
	}
	usual(all)
	slices.SortStableFunc(all, func(a, b request) int {
		return cmp.Or(cmp.Compare(a.asked, b.asked), cmp.Compare(a.start, b.start), cmp.Compare(a.segment, b.segment),
			cmp.Compare(a.contribution, b.contribution), cmp.Compare(a.unitNights(), b.unitNights()))
	})
	return all
}

// turnedAway is the kind of somebody turned away: as told, else as known of the party.
func turnedAway(s *facts.Snapshot, t crm.TurnAway) string {
	if t.Segment != "" || t.Party.IsZero() {
		return t.Segment
	}
	for i, id := range s.Party.ID {
		if id == t.Party {
			return s.Word(s.Party.Group[i])
		}
	}
	return ""
}

// usual gives requests without a price what their kind usually leaves.
func usual(all []request) {
	values := valuesOf(all, 0, 1<<30)
	for i, q := range all {
		if !q.taken && q.net == 0 {
			all[i].contribution = values[q.segment] * crm.Amount(q.unitNights())
		}
	}
}

// valuesOf is the mean contribution of a unit taken, by kind of guest, of
// stays that began from one day to another.
func valuesOf(all []request, from, to crm.Date) map[string]crm.Amount {
	sums, units := map[string]crm.Amount{}, map[string]int{}
	for _, q := range all {
		if q.taken && q.start >= from && q.start <= to {
			sums[q.segment] += q.contribution
			units[q.segment] += q.unitNights()
		}
	}
	for name, sum := range sums {
		sums[name] = crm.Share(sum, 1, int64(units[name]))
	}
	return sums
}

func times(s *facts.Snapshot, p crm.Price, units int) crm.Amount {
	a, err := crm.LineNet(crm.Quantity(units)*crm.QuantityScale, p, s.Exp())
	if err != nil {
		return 0
	}
	return a
}

// cost is the variable cost of units; none where it is not known.
func cost(s *facts.Snapshot, r *crm.Resource, units int) crm.Amount {
	if !r.CostKnown {
		return 0
	}
	return times(s, r.VariableCost, units)
}

// Bookings are those behind what was taken in a row of an answer of Ask: with
// a night or slot in its bucket.
func Bookings(s *facts.Snapshot, a *Answer, row Row, r *crm.Resource) (found []int) {
	for b := range s.Booking.ID {
		st := s.StatusOf(b)
		if r == nil || !occupancy.Of(s, b, r) || st != crm.BookingSeated && st != crm.BookingConfirmed || s.Booking.BookedOn[b] > a.AsOf || occupancy.SegmentOf(s, b) != row.Segment {
			continue
		}
		for n := range occupancy.Nights(s, b, r) {
			if d := s.Booking.Start[b] + crm.Date(n); d >= a.From && d <= a.To && a.By.of(d) == row.Bucket {
				found = append(found, b)
				break
			}
		}
	}
	return found
}
