// Package action ranks what could be done today: whom to get in touch with,
// why, and what it is worth, the most valuable first.
//
// The worth of an action is
//
//	chance to buy within the next 30 days x what a purchase usually leaves
//
// in the customer's own case: the chance is the share of equal waits of this
// very book that ended within the time (Kaplan and Meier), not what the owner's
// call adds, which only the record of earlier actions can tell. Nobody is
// listed twice, nor while at rest after a contact or an earlier suggestion.
package action

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rhythm"
)

// Method is the method of the answers.
const Method = "pooled_expected"

// Kind says what an action is about.
type Kind string

// The kinds.
const (
	Quiet      Kind = "quiet"      // silent for more than twice the usual gap
	Repurchase Kind = "repurchase" // needs a product again
	Care       Kind = "care"       // among the best, and nobody has been in touch
	Quote      Kind = "quote"      // an offer that waits for an answer
	Second     Kind = "second"     // bought once and did not come back
)

// Kinds lists all kinds.
func Kinds() []Kind { return []Kind{Quiet, Repurchase, Care, Quote, Second} }

// The rules of the list, in days.
const (
	// Window is the time within which an action has to show a result.
	Window = 30
	// Rest is how long a customer is left alone after a contact or an action.
	Rest = 14
	// SkipRest is how long a customer is left alone after being skipped.
	SkipRest = 30
	// CareAfter is how long one of the best may go without contact or purchase.
	CareAfter = 60
	// QuoteFrom and QuoteUntil are the age of quotes that are asked about.
	QuoteFrom, QuoteUntil = 3, 90
	// longGone is the silence after which a customer is not quiet but gone.
	longGone = 365
)

// Leasts for telling something, in cases.
const (
	LeastTold   = 5  // actions of a kind before it is said how often they worked
	LeastUplift = 20 // on either side before they are compared
	leastQuotes = 10
)

// OpenQuote is an offer without an answer.
type OpenQuote struct {
	ID     crm.ID
	Number string
	Party  crm.ID
	Date   crm.Date
	Net    crm.Amount // base currency
}

// Options of the question.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Factor10 is the factor for quiet, see [rhythm.Options].
	Factor10 int
	// Earlier are the suggestions somebody acted on, in any order.
	Earlier []crm.Suggestion
	// Quotes are open; of Decided quotes, Won became a sale.
	Quotes       []OpenQuote
	Won, Decided int
}

// Basis says what a worth is made of.
type Basis string

// The bases, the better one first.
const (
	OwnMargin  Basis = "own_margin"  // the customer's sales with known cost
	ShopMargin Basis = "shop_margin" // sales, by the margin of all sales with known cost
	Sales      Basis = "sales"       // no cost is known at all
)

// Action is one thing to do for one customer.
type Action struct {
	Kind  Kind   `json:"action"`
	Party int32  `json:"-"` // index into the party columns
	ID    crm.ID `json:"party"`
	Name  string `json:"name"`
	// Expected is Chance x Worth, what a purchase usually leaves as Basis says.
	Expected crm.Amount `json:"expected_minor"`
	Chance   float64    `json:"chance"`   // 0 to 1, to buy within Window days
	ChanceN  int        `json:"chance_n"` // waits it stands on; 0: too few to tell
	Worth    crm.Amount `json:"worth_minor"`
	Basis    Basis      `json:"basis"`
	// Last is the last purchase, Silence the days since, Gap the usual ones
	// between two, zero without a rhythm.
	Last    crm.Date `json:"last,omitzero"`
	Silence int      `json:"silence"`
	Gap     float64  `json:"gap"`
	// Contact is the last contact, zero without any.
	Contact crm.Date `json:"last_contact,omitzero"`
	// Product is due on Due; Offered goes well with it.
	Product     crm.ID   `json:"product,omitzero"`
	ProductName string   `json:"product_name,omitempty"`
	Due         crm.Date `json:"due,omitzero"`
	Offered     crm.ID   `json:"offered,omitzero"`
	OfferedName string   `json:"offered_name,omitempty"`
	// Lift is how many times as often as usual Offered is bought with Product.
	Lift float64 `json:"lift,omitempty"`
	// Document is the quote, of the day Dated.
	Document crm.ID   `json:"document,omitzero"`
	Number   string   `json:"number,omitempty"`
	Dated    crm.Date `json:"dated,omitzero"`
	// Worked of Tried earlier actions of the kind led to a purchase.
	Worked int `json:"worked"`
	Tried  int `json:"tried"`
}

// Result is the answer: one action a customer, the most valuable first.
type Result struct {
	insight.Answer[Action]
	Resting int     `json:"resting"` // customers with an action who are left alone for now
	Records []Tally `json:"records"` // by kind, in the order of Kinds
}

// Rank answers the question. The error is [insight.ErrOptions].
func Rank(s *facts.Snapshot, o Options) (*Result, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	r := &Result{Answer: insight.New[Action]("actions", Method, s.Currency, o.AsOf), Records: Tallies(o.Earlier)}
	b := readBook(s, o.AsOf)
	var all []Action
	for _, kind := range []func(*shop, Options) ([]Action, error){quiet, repurchases, care, quotes, seconds} {
		found, err := kind(b, o)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	r.N, r.Coverage = b.customers, insight.Ratio(b.costed, b.sold)
	if b.customers == 0 {
		r.Need(insight.NeedSales, 1)
	} else if !b.anyRhythm {
		r.Need(insight.NeedRepeat, 1)
	}
	all = r.awake(b, o, onePerParty(all, len(s.Party.ID)))
	for i := range all {
		t := r.Records[slices.Index(Kinds(), all[i].Kind)]
		all[i].Worked, all[i].Tried = t.Worked, t.Tried
	}
	r.Rows = append(r.Rows, all...)
	slices.SortFunc(r.Rows, compare)
	return r, nil
}

// compare puts the most valuable first; where no chance is known, the worth
// of a purchase decides.
func compare(a, b Action) int {
	return cmp.Or(cmp.Compare(b.Expected, a.Expected), cmp.Compare(b.Worth, a.Worth), bytes.Compare(a.ID[:], b.ID[:]),
		cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)), bytes.Compare(a.Product[:], b.Product[:]), bytes.Compare(a.Document[:], b.Document[:]))
}

// onePerParty keeps the best action of each customer.
func onePerParty(all []Action, parties int) []Action {
	best := make([]int32, parties) // position in all + 1
	for i, a := range all {
		if at := best[a.Party]; at == 0 || compare(a, all[at-1]) < 0 {
			best[a.Party] = int32(i + 1)
		}
	}
	var kept []Action
	for i, a := range all {
		if best[a.Party] == int32(i+1) {
			kept = append(kept, a)
		}
	}
	return kept
}

// awake leaves out who is at rest.
func (r *Result) awake(b *shop, o Options, all []Action) []Action {
	until := restUntil(o.Earlier)
	return slices.DeleteFunc(all, func(a Action) bool {
		spoken := b.contact[a.Party]
		rests := spoken > 0 && o.AsOf-spoken < Rest || until[a.ID] > o.AsOf
		if rests {
			r.Resting++
		}
		return rests
	})
}

// quiet finds those silent against their own rhythm.
func quiet(b *shop, o Options) ([]Action, error) {
	a, err := rhythm.GoneQuiet(b.s, rhythm.Options{AsOf: o.AsOf, Factor10: o.Factor10, MaxSilence: longGone})
	if err != nil {
		return nil, err
	}
	b.anyRhythm = a.N > 0
	var found []Action
	for _, q := range a.Rows {
		x := b.action(Quiet, q.Party)
		x.Gap = q.MedianGap
		x.Chance, x.ChanceN = b.again.Within(q.Factor, Window/q.MedianGap, leastWaits)
		found = append(found, b.valued(x))
	}
	return found, nil
}
