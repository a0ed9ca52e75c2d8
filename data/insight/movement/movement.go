// Package movement says who moved between two days: from one segment, value
// class, stage or side of a saved group to another.
//
// Every customer stands in exactly one cell, named by the state on the first
// day and the state on the last; who had not bought yet stands under
// [NotYet]. The money of a cell is what its customers brought after the first
// day up to the last, beside what they brought in as many days before. The
// money of all cells and the rest (walk-in sales, customers in the trash,
// people without a purchase) is the shop's.
//
// Source: a transition table of two classifications of the same people.
package movement

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// Method is the method of the answers.
const Method = "rule_two_days"

// Of is what customers move between.
type Of string

// The kinds of states.
const (
	Segments Of = "segments"
	Value    Of = "value"
	Stages   Of = "stages" // of the way from prospect to lost
	Group    Of = "group"  // in and out of a group
)

// State is a segment, a value class, a stage, or one of these.
type State string

// The states besides segments, classes and stages.
const (
	In      State = "in"
	Out     State = "out"     // a customer, but not in the group
	Outside State = "outside" // bought before the window only
	NotYet  State = "not_yet" // no purchase yet
)

// Kind says what a move means.
type Kind string

// The kinds of moves. Whether it is good to be in a group depends on the
// group: one joins or leaves it.
const (
	Same    Kind = "same"
	Better  Kind = "better"
	Worse   Kind = "worse"
	Arrived Kind = "arrived" // first purchase in between
	Joined  Kind = "joined"
	Left    Kind = "left"
)

// Options of the question.
type Options struct {
	From, To crm.Date // From < To; To zero: the day of the last counted document
	Of       Of       // "": Segments
	Window   int      // days looked back from either day; 0: the whole history
	insight.Reading
	// HighShare and OrdinaryShare end the value classes, as in [value.Options].
	HighShare, OrdinaryShare int
	// Was and Is tell of each party column whether it is in the group on From
	// and on To; read with Group only.
	Was, Is []bool
	// Factor10 is that of [lifecycle.Options].
	Factor10 int
}

// Cell is the customers who went from one state to another, or stayed.
type Cell struct {
	From      State      `json:"from"`
	To        State      `json:"to"`
	Kind      Kind       `json:"kind"`
	Customers int        `json:"customers"`
	Before    crm.Amount `json:"before_minor"`  // in as many days before
	Between   crm.Amount `json:"between_minor"` // after From, up to To
}

// Move is one customer.
type Move struct {
	Party   int32      `json:"-"` // index into the party columns
	ID      crm.ID     `json:"id"`
	Name    string     `json:"name"`
	From    State      `json:"from"`
	To      State      `json:"to"`
	Before  crm.Amount `json:"before_minor"`
	Between crm.Amount `json:"between_minor"`
}

// Result is the answer: the cells that hold anybody, in the order of the
// states. N counts customers, Coverage is the share of what was sold in
// between that they bought.
type Result struct {
	insight.Answer[Cell]
	Of     Of       `json:"of"`
	From   crm.Date `json:"from"`
	States []State  `json:"states"` // in order, the best first; NotYet is the last
	// Total is the shop's money after From up to To, Rest the part of it that
	// no customer of a cell brought.
	Total crm.Amount `json:"total_minor"`
	Rest  crm.Amount `json:"rest_minor"`
	// Good and Bad are the cells of most customers who moved up (or joined)
	// and down (or left); nil without any.
	Good *Cell `json:"good,omitempty"`
	Bad  *Cell `json:"bad,omitempty"`
	// Moves has one entry a customer, those of most money first.
	Moves []Move `json:"-"`
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.To, o.Of = insight.AsOf(s, o.To), cmp.Or(o.Of, Segments)
	group := o.Of == Group && len(o.Was) >= len(s.Party.ID) && len(o.Is) >= len(s.Party.ID)
	if o.Of != Segments && o.Of != Value && o.Of != Stages && !group || o.From <= 0 || o.From >= o.To || o.Window < 0 || o.Check() != nil {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask compares two days. The error is [insight.ErrOptions], or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Cell]("movement", Method, s.Currency, o.To), Of: o.Of, From: o.From, States: states(o)}
	first := insight.FirstPurchases(s, o.To)
	was, errWas := o.labels(ctx, s, o.From, first)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	is, errIs := o.labels(ctx, s, o.To, first)
	if err := cmp.Or(ctx.Err(), errWas, errIs); err != nil {
		return nil, err
	}
	r.collect(s, o, was, is)
	r.cells()
	if r.N == 0 {
		r.Need(insight.NeedSales, 1)
	} else if !slices.ContainsFunc(r.Rows, func(c Cell) bool { return c.From != NotYet }) {
		r.Need(insight.NeedEarlierHistory, 1)
	}
	return r, nil
}

// states lists what a customer can be, the best first.
func states(o Options) (out []State) {
	switch o.Of {
	case Group:
		return []State{In, Out, NotYet}
	case Stages:
		out = []State{State(lifecycle.Extended), State(lifecycle.Repeat), State(lifecycle.New), State(lifecycle.Lapsing), State(lifecycle.Lost)}
	case Value:
		for _, c := range value.Classes() {
			out = append(out, State(c))
		}
	default:
		for _, c := range rfm.Segments() {
			out = append(out, State(c))
		}
	}
	if o.Window > 0 && o.Of != Stages { // stages look at the whole life
		out = append(out, Outside)
	}
	return append(out, NotYet)
}

// labels is the state of each party on a day; "" for those in the trash.
func (o Options) labels(ctx context.Context, s *facts.Snapshot, day crm.Date, first []crm.Date) ([]State, error) {
	named := make([]State, len(s.Party.ID))
	err := o.name(ctx, s, day, named)
	for p, live := range s.Party.Live {
		customer := first[p] != 0 && first[p] <= day
		switch {
		case !live:
			named[p] = ""
		case named[p] != "":
		case o.Of == Group && customer:
			named[p] = Out
		case customer:
			named[p] = Outside
		default:
			named[p] = NotYet
		}
	}
	return named, err
}

// name fills in the states of those who have one by segment, class, stage or
// group.
func (o Options) name(ctx context.Context, s *facts.Snapshot, day crm.Date, named []State) error {
	switch o.Of {
	case Group:
		in := o.Is
		if day == o.From {
			in = o.Was
		}
		for p := range named {
			if in[p] {
				named[p] = In
			}
		}
		return nil
	case Stages:
		x, err := lifecycle.Ask(ctx, s, lifecycle.Options{AsOf: day, Reading: o.Reading, Factor10: o.Factor10})
		if err != nil {
			return err
		}
		for _, c := range x.Customers {
			if c.Stage != lifecycle.Prospect {
				named[c.Party] = State(c.Stage)
			}
		}
		return nil
	case Value:
		x, err := value.Classify(s, value.Options{AsOf: day, Window: o.Window, Reading: o.Reading, HighShare: o.HighShare, OrdinaryShare: o.OrdinaryShare})
		if err != nil {
			return err
		}
		for _, c := range x.Customers {
			named[c.Party] = State(c.Class)
		}
		return nil
	}
	x, err := rfm.Score(s, rfm.Options{AsOf: day, Window: o.Window, Reading: o.Reading})
	if err != nil {
		return err
	}
	for _, c := range x.Customers {
		named[c.Party] = State(c.Segment)
	}
	return nil
}

// collect makes the moves, with their money.
func (r *Result) collect(s *facts.Snapshot, o Options, was, is []State) {
	at := make([]int32, len(s.Party.ID)) // index into the moves, from 1
	for p := range at {
		if is[p] != "" && (was[p] != NotYet || is[p] != NotYet) {
			r.Moves = append(r.Moves, Move{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p], From: was[p], To: is[p]})
			at[p] = int32(len(r.Moves))
		}
	}
	r.N = len(r.Moves)
	var covered, all crm.Amount
	for doc, p := range s.Doc.Party {
		if !insight.Counted(s, doc, 2*o.From-o.To+1, o.To) {
			continue
		}
		sum, between := o.Reading.Of(s, doc), s.Doc.Date[doc] > o.From
		var m *Move
		if p != facts.None && at[p] > 0 {
			m = &r.Moves[at[p]-1]
		}
		switch {
		case between && m != nil:
			m.Between += sum.Value
			covered += o.Covered(sum)
		case between:
			r.Rest += sum.Value
		case m != nil:
			m.Before += sum.Value
		}
		if between {
			r.Total += sum.Value
			all += sum.Sold
		}
	}
	r.Coverage = insight.Ratio(covered, all)
	slices.SortFunc(r.Moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(b.Before+b.Between, a.Before+a.Between), bytes.Compare(a.ID[:], b.ID[:]))
	})
}

// cells sums the moves up and finds the largest of them.
func (r *Result) cells() {
	rank := map[State]int{}
	for i, s := range r.States {
		rank[s] = i
	}
	n := len(r.States)
	table := make([]Cell, n*n)
	for _, m := range r.Moves {
		c := &table[rank[m.From]*n+rank[m.To]]
		c.Customers, c.Before, c.Between = c.Customers+1, c.Before+m.Before, c.Between+m.Between
	}
	for i, c := range table {
		if c.Customers == 0 {
			continue
		}
		c.From, c.To = r.States[i/n], r.States[i%n]
		c.Kind = r.kind(c.From, c.To, i/n, i%n)
		r.Rows = append(r.Rows, c)
	}
	r.Good, r.Bad = r.most(Better, Joined), r.most(Worse, Left)
}

func (r *Result) kind(from, to State, fromRank, toRank int) Kind {
	switch {
	case from == to:
		return Same
	case r.Of == Group && to == In:
		return Joined
	case r.Of == Group && from == In:
		return Left
	case from == NotYet:
		return Arrived
	case toRank < fromRank:
		return Better
	}
	return Worse
}

// most is the cell of some kinds with most customers, of equal ones that of
// more money.
func (r *Result) most(kinds ...Kind) (best *Cell) {
	for i, c := range r.Rows {
		if slices.Contains(kinds, c.Kind) && (best == nil || c.Customers > best.Customers || c.Customers == best.Customers && c.Before+c.Between > best.Before+best.Between) {
			best = &r.Rows[i]
		}
	}
	return best
}
