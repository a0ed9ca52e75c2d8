// Package referral asks what customers bring by bringing others: who brought
// whom, over any number of steps, what those brought have bought, and what
// the thanks for it cost.
//
// A customer counts as brought once the referral has converted; one who was
// only named or contacted is open. What somebody brought directly are the
// customers of his own referrals, what he brought in all are those and
// whoever they brought in turn. The value of it is the contribution (or
// revenue, where no cost is known) of all of them less the rewards for the
// same referrals. As every referrer up the line has a part in a customer, the
// values of several do not add up.
//
// The square of spending by referral value is that of V. Kumar, J. A.
// Petersen and R. P. Leone, "How Valuable Is Word of Mouth?", Harvard
// Business Review, October 2007: Champions spend and bring much, Affluents
// spend much and bring little, Advocates spend little and bring much, Misers
// neither.
package referral

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_referrals"

// NeedReferrals: nobody was brought by anybody, so far as the book knows.
const NeedReferrals = "need_referrals"

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf crm.Date // zero: the day of the last counted document
	// Basis says what spending is; Returns go for all sums.
	insight.Reading
	// SpendFrom and ValueFrom are from where spending and referral value are
	// high, in minor units; zero: the median of the positive ones.
	SpendFrom, ValueFrom crm.Amount
}

// Brought is what some brought customers come to.
type Brought struct {
	Customers int        `json:"customers"`
	Revenue   crm.Amount `json:"revenue_minor"`
	Profit    crm.Amount `json:"profit_minor"`  // net less cost, where that is known
	Rewards   crm.Amount `json:"rewards_minor"` // what thanking for them cost
}

func (b *Brought) add(o Brought) {
	b.Customers += o.Customers
	b.Revenue += o.Revenue
	b.Profit += o.Profit
	b.Rewards += o.Rewards
}

// value is what is left of it.
func (b Brought) value(basis insight.Basis) crm.Amount {
	if basis == insight.Margin {
		return b.Profit - b.Rewards
	}
	return b.Revenue - b.Rewards
}

// Row is somebody with referrals.
type Row struct {
	Party  int32      `json:"-"` // index into the party columns
	ID     crm.ID     `json:"id"`
	Name   string     `json:"name"`
	Spend  crm.Amount `json:"spend_minor"` // on own purchases, by the basis
	Open   int        `json:"open"`        // own referrals that have not converted
	Direct Brought    `json:"direct"`
	All    Brought    `json:"all"` // direct and further down
	Value  crm.Amount `json:"value_minor"`
	Square Square     `json:"square"`
}

// Result is the answer: its rows are those with referrals, the most valuable
// first. N counts the customers in the square.
type Result struct {
	insight.Answer[Row]
	Options Options `json:"-"` // as used
	// Brought sums up all customers who were brought, each once; Open counts
	// the referrals that have not converted.
	Brought Brought `json:"brought"`
	Open    int     `json:"open"`
	// Value says what values are of: margin, or revenue where no cost is known.
	Value  insight.Basis `json:"value"`
	Limits Limits        `json:"limits"`
	Cells  []Cell        `json:"square"` // four, in the order of Squares
	Tree   []Node        `json:"tree"`

	links  links
	sums   []tally    // by party
	spends []spending // by party
	values []crm.Amount
	square []Square
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	if o.Check() != nil || o.SpendFrom < 0 || o.ValueFrom < 0 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask answers the question. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	x := &Result{Answer: insight.New[Row]("referrals", Method, s.Currency, o.AsOf), Options: o, Value: insight.Revenue, Tree: []Node{}}
	x.links = readLinks(s, o.AsOf)
	x.spends = readSpending(s, o)
	x.sums = x.links.tallies(s, x.spends)
	x.sum(s)
	x.classify(s)
	x.list(s)
	x.grow(s)
	return x, nil
}

// spending is what a party bought.
type spending struct {
	revenue, profit, sold, costed crm.Amount
	bought                        bool
}

// by is what a party spent, in the sense of the basis.
func (p spending) by(b insight.Basis) crm.Amount {
	if b == insight.Margin {
		return p.profit
	}
	return p.revenue
}

func readSpending(s *facts.Snapshot, o Options) []spending {
	out := make([]spending, len(s.Party.ID))
	revenue := insight.Reading{Returns: o.Returns}
	margin := insight.Reading{Basis: insight.Margin, Returns: o.Returns}
	for i, p := range s.Doc.Party {
		if p == facts.None || !s.Party.Live[p] || !insight.Counted(s, i, 0, o.AsOf) {
			continue
		}
		net, own := revenue.Of(s, i), &out[p]
		own.revenue += net.Value
		own.profit += margin.Of(s, i).Value
		own.sold += net.Sold
		own.costed += net.Costed
		own.bought = own.bought || net.Purchase
	}
	return out
}

// sum adds up what each party brought: those brought last first, so that
// whoever brought them finds their sums complete.
func (x *Result) sum(s *facts.Snapshot) {
	sold, costed, uncosted := crm.Amount(0), crm.Amount(0), 0
	for _, l := range x.links.all {
		if !l.won {
			x.Open++
			continue
		}
		x.Brought.Rewards += l.reward
		if own := x.spends[l.to]; s.Party.Live[l.to] {
			x.Brought.add(own.brought())
			sold += own.sold
			costed += own.costed
			if own.sold > 0 && own.costed == 0 {
				uncosted++
			}
		}
	}
	x.Coverage = insight.Ratio(costed, sold)
	if costed > 0 || sold == 0 {
		x.Value = insight.Margin
	}
	if x.Value == insight.Revenue || sold == 0 {
		x.Coverage = 1
	}
	if x.Brought.Customers == 0 {
		x.Need(NeedReferrals, 1)
	}
	x.Need(insight.NeedCosts, uncosted)
}

// brought is one brought customer.
func (p spending) brought() Brought {
	return Brought{Customers: 1, Revenue: p.revenue, Profit: p.profit}
}

// list writes the rows.
func (x *Result) list(s *facts.Snapshot) {
	for p, t := range x.sums {
		if !s.Party.Live[p] || len(x.links.below(int32(p))) == 0 {
			continue
		}
		x.Rows = append(x.Rows, Row{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p], Spend: x.spends[p].by(x.Options.Basis),
			Open: t.open, Direct: t.direct, All: t.all, Value: x.values[p], Square: x.square[p]})
	}
	slices.SortFunc(x.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(b.All.Customers, a.All.Customers), bytes.Compare(a.ID[:], b.ID[:]))
	})
}

// ValueOf is what a party brought in all, less rewards; zero for who brought
// nobody.
func (x *Result) ValueOf(party int32) crm.Amount { return x.values[party] }

// Bought reports whether a living party has bought, and what it spent.
func (x *Result) Bought(party int32) (spend crm.Amount, bought bool) {
	return x.spends[party].by(x.Options.Basis), x.spends[party].bought
}
