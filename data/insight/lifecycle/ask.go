package lifecycle

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rhythm"
)

// reader gathers the answer.
type reader struct {
	*Result
	o     Options
	pool  pool
	lives lives
	flows [][]int // by position of the stages
}

// Ask answers as of a day. The error is [insight.ErrOptions], or that of the
// context.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &reader{Result: &Result{Answer: insight.New[Row]("lifecycle", Method, s.Currency, o.AsOf), Since: o.Since, Factor10: o.Factor10,
		Flows: []Flow{}, Periods: []Period{}, Stays: []Stay{}}, o: o}
	parties := living(s)
	r.days = rhythm.PurchaseDays(s, o.AsOf)
	r.pool = poolOf(r.days, parties, o.AsOf, o.Factor10)
	r.Gaps, r.UsualGap, r.LongGap = r.pool.gaps, r.pool.usual, r.pool.long
	t := tallyOf(s, o)
	r.WalkIns, r.WalkInNet, r.OtherNet = t.walkIns, t.walkInNet, t.otherNet
	r.Coverage = insight.Ratio(t.covered, t.all)
	r.begin(s, parties)
	if err := r.walk(ctx, s, parties, t); err != nil {
		return nil, err
	}
	r.finish(t)
	r.periods(s, parties)
	r.Stays = append(r.Stays, r.lives.stays()...)
	r.needs(t)
	return r.Result, nil
}

// living are the parties that are not in the trash, by id.
func living(s *facts.Snapshot) []int32 {
	var parties []int32
	for p, live := range s.Party.Live {
		if live {
			parties = append(parties, int32(p))
		}
	}
	slices.SortFunc(parties, func(a, b int32) int { return bytes.Compare(s.Party.ID[a][:], s.Party.ID[b][:]) })
	return parties
}

// begin makes a row a stage, and finds out from when on the first purchases
// are all seen.
func (r *reader) begin(s *facts.Snapshot, parties []int32) {
	if len(parties) == 0 {
		return
	}
	var firsts []crm.Date
	for _, p := range parties {
		if own := r.days.Of(int(p)); len(own) > 0 {
			firsts = append(firsts, own[0])
		}
	}
	r.FullFrom = insight.FullBirths(firsts, r.o.AsOf)
	for _, stage := range Stages() {
		r.Rows = append(r.Rows, Row{Stage: stage})
		r.flows = append(r.flows, make([]int, len(Stages())))
	}
}

// walk follows every customer.
func (r *reader) walk(ctx context.Context, s *facts.Snapshot, parties []int32, t *tally) error {
	const often = 4096
	beginning := insight.Beginning(s)
	var own gaps
	var steps []step
	r.Customers = make([]Customer, 0, len(parties))
	for i, p := range parties {
		if i%often == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		days := r.days.Of(int(p))
		c := Customer{Party: p, ID: s.Party.ID[p], Name: s.Party.Name[p], Stage: Prospect, Days: len(days), Orders: t.orders[p], Net: t.net[p]}
		if t.pairs[p].hasSecond {
			c.Second = t.pairs[p].secondDay
		}
		own, steps = r.pool.walk(&c, days, r.o.AsOf, own, steps)
		if len(days) > 0 {
			c.First, c.Last, c.Silence = days[0], days[len(days)-1], int(r.o.AsOf-days[len(days)-1])
			c.Stage, c.Entered = steps[len(steps)-1].stage, steps[len(steps)-1].day
			r.N++
		}
		if len(days) > 1 {
			r.Repeaters.Part++
		}
		r.count(&c, steps)
		switch {
		case c.First == 0:
		case c.First < r.FullFrom || insight.KnownBefore(s, int(p), beginning):
			r.Early++
		case r.pool.known():
			r.lives = r.lives.with(&c, steps, r.o.AsOf)
		}
		r.Customers = append(r.Customers, c)
	}
	return nil
}

// count puts a customer into its row, and its moves after Since into theirs.
func (r *reader) count(c *Customer, steps []step) {
	was := Prospect
	for _, st := range steps {
		if st.day <= r.o.Since {
			was = st.stage
		}
	}
	r.Rows[slices.Index(Stages(), was)].Before++
	for _, st := range steps {
		if st.day > r.o.Since {
			r.Moves = append(r.Moves, Move{c.Party, c.ID, c.Name, st.day, was, st.stage})
			r.flows[slices.Index(Stages(), was)][slices.Index(Stages(), st.stage)]++
			was = st.stage
		}
	}
	row := &r.Rows[slices.Index(Stages(), c.Stage)]
	row.Customers++
	row.Net += c.Net
}

func (r *reader) finish(t *tally) {
	r.Repeaters = share(r.Repeaters.Part, r.N)
	slices.SortFunc(r.Moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for i, to := range r.flows {
		for j, n := range to {
			if n > 0 {
				r.Flows = append(r.Flows, Flow{Stages()[i], Stages()[j], n})
				r.Rows[i].Left += n
				r.Rows[j].Came += n
			}
		}
	}
}

func (r *reader) needs(t *tally) {
	switch {
	case r.N == 0:
		r.Need(insight.NeedSales, 1)
	case !r.pool.known():
		r.Need(NeedReturns, LeastGaps-r.Gaps)
	}
	if t.named == 0 {
		r.Need(NeedCategories, t.nameless)
	}
	r.Need(insight.NeedEarly, r.Early)
}
