// Package lifetime asks what comes next: the chance of each customer to buy
// within the days to come, and the orders of all together, with intervals
// that hold the errors such forecasts really make.
//
// From each customer's orders after the first (several of one day are one),
// the last of them and the time since the first, the models of package btyd
// estimate the future: MBG/NBD, or MBG/CNBD-k where customers come regularly,
// unless a back-test at an earlier day prefers a blend of the models. The
// weights of a blend are those that would have served best then; how good it
// is, is measured on customers whose outcome did not make the weights.
// Parameters are found with weak priors, so that few customers give modest
// answers. The chance shown is that of buying within the horizon, under MBG/NBD
//
//	P(alive) x [1 - ((alpha+T)/(alpha+T+t))^(r+x)]
//
// never P(alive), which says 1 of everybody who bought once under BG/NBD.
//
// An order whose lines come to nothing, paid with a voucher say, is an order:
// the customer came. For what orders are worth it counts with its zero; a
// customer all of whose orders came to nothing tells nothing of their worth.
//
// With fewer than 30 repeat customers there are counts and rhythms only;
// with up to 100 the chances are meant as three bands. Where leaving cannot
// be told from resting (the models with dropout explain no more than NBD),
// the answer says so and is that of NBD.
package lifetime

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifetime/btyd"
)

// DefaultHorizon is in days.
const DefaultHorizon = 90

// Year is the longer look ahead, in days.
const Year = 365

// The numbers of repeat customers from which there are bands, and chances.
const (
	MinBands   = 30
	MinChances = 100
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf    crm.Date // zero: the day of the last counted document
	Horizon int      // days ahead, 1 to 3650; 0: 90
	insight.Reading
	// Progress hears from 0 to 1 how far the answer is; may be nil.
	Progress func(done float64)
}

// Gate says how much the book allows to say.
type Gate string

// The gates.
const (
	Counts  Gate = "counts"  // no chances: counts and rhythm only
	Bands   Gate = "bands"   // chances are good for three bands
	Chances Gate = "chances" // chances of single customers
)

// The codes of needs of this question beside the shared ones.
const (
	NeedRepeaters = "need_repeaters" // more customers with two days of purchase
	NeedWeeks     = "need_weeks"     // more weeks of history
	NeedLeaving   = "need_leaving"   // dropout is not identified
	// NeedStandstill counts the days in which nobody bought at all: to the
	// models they are days on which the shop was open.
	NeedStandstill = "need_standstill"
)

// Band is a chance in words.
type Band string

// The bands: at least one in two, one in five, less.
const (
	Likely   Band = "likely"
	Possible Band = "possible"
	Unlikely Band = "unlikely"
)

// Row is one customer.
type Row struct {
	Party   int32    `json:"-"` // index into the party columns
	ID      crm.ID   `json:"party"`
	Name    string   `json:"name"`
	Orders  int      `json:"orders"` // days of purchase
	Last    crm.Date `json:"last"`
	Silence int      `json:"silence"` // days
	// Gap is the usual (median) gap in days, 0 with fewer than three days of purchase.
	Gap int `json:"gap"`
	// Quiet: silent for more than twice the usual gap, the rule beside the model.
	Quiet   bool `json:"quiet"`
	*Chance      // nil where the gate is Counts
}

// Chance is what a model says of a customer within the horizon.
type Chance struct {
	Buy      float64 `json:"p_buy"` // 0 to 1: at least one order
	Expected float64 `json:"expected_orders"`
	// Low and High bound the orders with 80 %, parameters taken as found.
	Low  int  `json:"low"`
	High int  `json:"high"`
	Band Band `json:"band"`
	// Worth is what the expected orders come to, 0 without a model of spending.
	Worth crm.Amount `json:"expected_minor"`
	Year  YearOf     `json:"year"`
}

// YearOf is what a customer is expected to do in 12 months.
type YearOf struct {
	Expected float64 `json:"expected_orders"`
	Low      int     `json:"low"` // with High: 80 %
	High     int     `json:"high"`
	*Margin          // nil where the costs of too few of his orders are known
}

// Margin is what expected orders leave after the cost of goods, in minor units.
type Margin struct {
	Expected crm.Amount `json:"expected_margin_minor"`
	Low      crm.Amount `json:"margin_low_minor"` // with High: 80 %
	High     crm.Amount `json:"margin_high_minor"`
}

// Ahead is a forecast for all customers together.
type Ahead struct {
	Days   int           `json:"days"`
	Orders btyd.Interval `json:"orders"` // 80 %
	// Worth of the orders in minor units; 0 without a model of spending. Its
	// interval, 80 %, is that of the orders widened by the spread of what one
	// order comes to.
	Worth     crm.Amount `json:"worth_minor"`
	WorthLow  crm.Amount `json:"worth_low_minor"`
	WorthHigh crm.Amount `json:"worth_high_minor"`
	// Margin is of the customers whose costs are known; nil where none are.
	*Margin
}

// Forecast is the answer; N counts the customers.
type Forecast struct {
	insight.Answer[Row]
	Horizon   int  `json:"horizon_days"`
	Gate      Gate `json:"gate"`
	Customers int  `json:"customers"`
	Repeaters int  `json:"repeaters"`
	// MedianGap is in days, over all gaps between two orders of a customer.
	MedianGap int `json:"median_gap"`
	// Quiet counts the customers silent for more than twice their usual gap,
	// of those WithRhythm who have one.
	Quiet      int        `json:"quiet"`
	WithRhythm int        `json:"with_rhythm"`
	Regularity Regularity `json:"regularity"`
	// Chosen is the model that looks ahead, or [Blend]; "" where there is too
	// little for any.
	Chosen btyd.Model `json:"chosen"`
	// MarginCoverage is the share, 0 to 1, of the sales of all customers that
	// the margin of the coming 12 months stands on.
	MarginCoverage float64   `json:"margin_coverage"`
	Models         []Fitted  `json:"models"`
	Next           *Ahead    `json:"next,omitempty"`
	InYear         *Ahead    `json:"year,omitempty"`
	BackTest       *BackTest `json:"back_test,omitempty"`
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Horizon = cmp.Or(o.Horizon, DefaultHorizon)
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	if o.Check() != nil || o.Horizon < 1 || o.Horizon > 3650 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers the question. The error is [insight.ErrOptions], or that of a
// ctx that ended meanwhile.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Forecast, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	h := read(s, o.AsOf, o.Reading)
	o.Progress(0.1)
	f := &Forecast{Answer: insight.New[Row]("next", "rule_own_gap", s.Currency, o.AsOf), Horizon: o.Horizon, Gate: Counts,
		Customers: len(h.customers), Repeaters: h.repeaters(), MedianGap: h.medianGap(), Models: []Fitted{}, Regularity: h.regularity()}
	f.N = f.Customers
	f.list(s, h)
	f.gate(h)
	f.cover(h)
	if f.Repeaters >= minTotals && f.span(h) >= minSpan {
		f.look(ctx, h, o.Progress)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(f.Rows, compare)
	return f, nil
}

// list fills in the rows with what needs no model.
func (f *Forecast) list(s *facts.Snapshot, h *history) {
	f.Rows = make([]Row, len(h.customers))
	for i, c := range h.customers {
		last := c.days[len(c.days)-1]
		r := Row{Party: c.party, ID: s.Party.ID[c.party], Name: s.Party.Name[c.party], Orders: len(c.days), Last: last, Silence: int(h.asOf - last), Gap: c.usualGap()}
		r.Quiet = r.Gap > 0 && r.Silence > 2*r.Gap
		if r.Gap > 0 {
			f.WithRhythm++
		}
		if r.Quiet {
			f.Quiet++
		}
		f.Rows[i] = r
	}
}

// cover tells which part of the sales the answer can value; by margin those
// without known cost are missing.
func (f *Forecast) cover(h *history) {
	covered, without := crm.Amount(0), 0
	for _, c := range h.customers {
		covered += c.covered
		if c.covered == 0 {
			without++
		}
	}
	f.Coverage = insight.Ratio(covered, h.sold)
	if h.margin {
		f.Need(insight.NeedCosts, without)
	}
}

func compare(a, b Row) int {
	var buyA, buyB float64
	if a.Chance != nil && b.Chance != nil {
		buyA, buyB = a.Buy, b.Buy
	}
	return cmp.Or(cmp.Compare(buyB, buyA), cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Silence, b.Silence), bytes.Compare(a.ID[:], b.ID[:]))
}

// minSpan is the least history, in days, for any look ahead; minTotals the
// least repeat customers for one of all customers together.
const (
	minSpan   = 14
	minTotals = 8
)

func (f *Forecast) span(h *history) int { return int(h.asOf - h.first) }

// gate decides how much can be said and what is missing.
func (f *Forecast) gate(h *history) {
	if f.Customers == 0 {
		f.Need(insight.NeedSales, 1)
		return
	}
	f.Need(NeedRepeaters, max(0, MinBands-f.Repeaters))
	missing := max(2*f.MedianGap, minSpan) - f.span(h) // two usual gaps of history
	f.Need(NeedWeeks, max(0, (missing+6)/7))
	if h.truncated() {
		f.Need(insight.NeedEarlierHistory, 1)
	}
	f.Need(NeedStandstill, h.standstill())
	f.Need(insight.NeedGiant, insight.Giants(h.worths))
	switch {
	case f.Repeaters < MinBands || missing > 0:
	case f.Repeaters < MinChances:
		f.Gate = Bands
	default:
		f.Gate = Chances
	}
}

func bandOf(chance float64) Band {
	switch {
	case chance >= 0.5:
		return Likely
	case chance >= 0.2:
		return Possible
	}
	return Unlikely
}
