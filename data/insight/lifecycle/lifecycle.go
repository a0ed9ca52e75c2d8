// Package lifecycle says where each customer stands on the way from prospect
// to lost, when each came there, how many stay from one period to the next,
// and how long customers stay at all.
//
// The stages are told by days of purchase, several documents of a day being
// one, and by each customer's own rhythm:
//
//	prospect  has not bought yet
//	new       one day of purchase
//	repeat    two or more
//	extended  two or more, of at least two categories of products
//	lapsing   silent for longer than factor x the usual gap, and at least
//	          rhythm.LeastSilence days
//	lost      silent for longer than twice that, and longer than nineteen of
//	          twenty gaps after which anybody in this shop came back
//
// The usual gap mixes a customer's own n gaps with everybody's, as the
// repurchase clock does: (n x own median + 3 x everybody's)/(n + 3).
// Everybody's is the median after Kaplan and Meier, who count open gaps in,
// and no longer than nineteen of twenty completed ones. A purchase brings
// anybody back.
//
// Only living customers have a stage; walk-in sales and customers in the
// trash stand apart, so that all sums add up.
package lifecycle

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
	"regulars/data/insight/rhythm"
)

// Method is the method of the answers.
const Method = "rule_own_rhythm"

// Needs of this question.
const (
	NeedReturns    = "need_returns"    // more gaps between purchases before silence means anything
	NeedCategories = "need_categories" // products sold without a category
)

// LeastGaps is the number of completed gaps in the whole book from which
// silence tells anything.
const LeastGaps = 5

// Stage is the code of a stage; its name is the text insightlife.stage_<code>.
type Stage string

// The stages.
const (
	Prospect Stage = "prospect"
	New      Stage = "new"
	Repeat   Stage = "repeat"
	Extended Stage = "extended"
	Lapsing  Stage = "lapsing"
	Lost     Stage = "lost"
)

// Stages lists the stages in the order of the way.
func Stages() []Stage { return []Stage{Prospect, New, Repeat, Extended, Lapsing, Lost} }

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Since is the day after which moves are counted, before AsOf; zero: 90 days earlier.
	Since crm.Date
	// Factor10 is the factor in tenths, at least 10; zero means 20, twice the gap.
	Factor10 int
	Unit     period.Unit // of the periods of retention; "": month
	insight.Reading
}

// Customer is one customer's stage and what put it there.
type Customer struct {
	Party   int32      `json:"-"` // index into the party columns
	ID      crm.ID     `json:"id"`
	Name    string     `json:"name"`
	Stage   Stage      `json:"stage"`
	Entered crm.Date   `json:"entered"` // the day the stage began; zero for prospects
	Days    int        `json:"days"`    // of purchase
	Orders  int        `json:"orders"`  // documents that are purchases
	First   crm.Date   `json:"first"`
	Last    crm.Date   `json:"last"`
	Silence int        `json:"silence"` // days since Last
	Net     crm.Amount `json:"net_minor"`
	// OwnGaps and OwnGap are how many gaps lie between the days and their
	// median; UsualGap is that mixed with everybody's. In days, 0 where unknown.
	OwnGaps  int     `json:"own_gaps"`
	OwnGap   float64 `json:"own_gap"`
	UsualGap float64 `json:"usual_gap"`
	// LapsingFrom and LostFrom are the days on which the silence since Last
	// makes, or would make, the customer lapse and be lost; zero where unknown.
	LapsingFrom crm.Date `json:"lapsing_from"`
	LostFrom    crm.Date `json:"lost_from"`
	// Second is the day a second category was first bought, zero without.
	Second crm.Date `json:"second_category"`
	// Followed says that Stays stands on the customer, too. Stayed is then the
	// days from the first purchase to the last one before the customer was
	// first lost, if Ended, or to the day up to which that can be told.
	Followed bool `json:"followed"`
	Stayed   int  `json:"stayed"`
	Ended    bool `json:"ended"`
}

// Gone reports whether a customer who is followed bought for the last time
// before so many months were over.
func (c Customer) Gone(months int) bool {
	return c.Followed && c.Ended && float64(c.Stayed) < beforeMonth(months)
}

// Row sums up a stage. Customers = Before + Came - Left.
type Row struct {
	Stage     Stage      `json:"stage"`
	Customers int        `json:"customers"`
	Net       crm.Amount `json:"net_minor"` // of their whole history
	Before    int        `json:"before"`    // customers on the day Since
	Came      int        `json:"came"`      // moves into the stage after it
	Left      int        `json:"left"`      // moves out of it
}

// Move is one customer's step from one stage to the next.
type Move struct {
	Party int32    `json:"-"`
	ID    crm.ID   `json:"id"`
	Name  string   `json:"name"`
	Date  crm.Date `json:"date"`
	From  Stage    `json:"from"`
	To    Stage    `json:"to"`
}

// Flow counts equal moves.
type Flow struct {
	From  Stage `json:"from"`
	To    Stage `json:"to"`
	Moves int   `json:"moves"`
}

// Share is a part of a whole with its 95 % interval after Wilson (Journal of
// the American Statistical Association 22, 1927). Rate, Low and High, 0 to 1,
// are nil where there is no whole: that is not defined, and not zero.
type Share struct {
	Part int      `json:"part"`
	Of   int      `json:"of"`
	Rate *float64 `json:"rate"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// Period is one period and what became of the customers of the one before.
type Period struct {
	Period string   `json:"period"`
	From   crm.Date `json:"from"`
	To     crm.Date `json:"to"`
	// Active customers bought in the period: Kept bought in the one before
	// as well, New never before, Back earlier than that.
	Active int `json:"active"`
	Kept   int `json:"kept"`
	New    int `json:"new"`
	Back   int `json:"back"`
	// Retention is Kept of those active in the period before.
	Retention Share      `json:"retention"`
	Net       crm.Amount `json:"net_minor"` // of the customers
	// Growth is Net against the period before, less 1; nil when that was not positive.
	Growth  *float64 `json:"growth"`
	Partial bool     `json:"partial"` // not over on the as-of day
}

// Stay is how many customers still buy some months after the first purchase,
// or will again: they are not yet in the silence that makes them lost.
type Stay struct {
	Months int     `json:"months"`
	AtRisk int     `json:"at_risk"` // followed for so long and still there
	Ended  int     `json:"ended"`   // bought for the last time before
	Share  float64 `json:"share"`   // after Kaplan and Meier, 0 to 1
	Low    float64 `json:"low"`     // 95 % interval, Greenwood on log(-log)
	High   float64 `json:"high"`
}

// Result is the answer: its rows are the stages in order, or none without
// customers.
type Result struct {
	insight.Answer[Row]
	Since    crm.Date `json:"since"`
	Factor10 int      `json:"factor_10"`
	// Everybody's gaps: how many are completed, their median as above and
	// the length that nineteen of twenty keep below, in days.
	Gaps     int `json:"gaps"`
	UsualGap int `json:"usual_gap"`
	LongGap  int `json:"long_gap"`
	// WalkIns are counted documents without customer, Others sums what
	// customers in the trash bought: Net of rows + WalkInNet + OtherNet is all.
	WalkIns   int        `json:"walk_ins"`
	WalkInNet crm.Amount `json:"walk_in_minor"`
	OtherNet  crm.Amount `json:"other_minor"`
	// Repeaters are the customers with two days of purchase among buyers.
	Repeaters Share    `json:"repeaters"`
	Flows     []Flow   `json:"flows"` // by from and to, in the order of the stages
	Periods   []Period `json:"periods"`
	// Stays leaves out Early customers, whose first purchase lies before
	// FullFrom or who were customers before the book began.
	Stays    []Stay   `json:"stays"`
	Early    int      `json:"early"`
	FullFrom crm.Date `json:"full_from"`

	Customers []Customer `json:"-"` // by id
	Moves     []Move     `json:"-"` // after Since, by date and id

	days *rhythm.Calendar
}

// Active reports whether a party bought in a period.
func (r *Result) Active(party int32, p Period) bool {
	days := r.days.Of(int(party))
	at, _ := slices.BinarySearch(days, p.From)
	return at < len(days) && days[at] <= min(p.To, r.AsOf)
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Since = cmp.Or(o.Since, o.AsOf-90)
	o.Factor10 = cmp.Or(o.Factor10, 20)
	o.Unit = cmp.Or(o.Unit, period.Month)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.Check() != nil || o.Factor10 < 10 || !o.Unit.Valid() || o.Since > o.AsOf {
		return o, insight.ErrOptions
	}
	return o, nil
}
