// Package basket finds what goes with what: products that are bought
// together more often than by accident, and which of them are worth
// suggesting.
//
// A basket is the distinct products of a counted document. A rule "who buys
// A often also takes B" has a count, a confidence (the share of baskets with
// A that hold B) and a lift (how many times as often as in all baskets).
// Rules are ranked by lift times what B brings, not by confidence, which
// favours whatever everybody buys; each carries its chance of being an
// accident, allowed for the number of rules tried.
package basket

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "pooled_baskets"

// Needs of this question.
const (
	NeedBaskets = "need_baskets" // more baskets with several products
	NeedSupport = "need_support" // the least count was raised to this: too much goes together for less
)

// What rules must have to be worth telling: fewer sales are an anecdote, and
// one in twenty may be an accident.
const (
	LeastCount = 10
	LeastMixed = 30 // baskets with several products
	MostFalse  = 0.05
)

// mostSets bounds the memory and the time of an answer.
const mostSets = 200_000

// By says what goes together.
type By string

// The items of baskets.
const (
	Product  By = "product" // the default
	Category By = "category"
)

// Options of the question; the zero value is a good one.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	Window int      // days; zero: the whole history
	By     By
	// SameDay joins what a customer buys on one day into one basket.
	SameDay bool
	// Support is the least share, 0 to 1, of baskets that hold all of a
	// rule; zero: ten baskets or one in a thousand, whichever is more.
	Support float64
	// Confidence is the least confidence, 0 to 1.
	Confidence float64
	// MaxLen is the most items of a rule, at least 2; zero: any number.
	MaxLen int
}

// Item is a product or a category.
type Item struct {
	Index int32  `json:"-"` // into its columns
	ID    crm.ID `json:"id"`
	Name  string `json:"name"`
}

// Row is one rule.
type Row struct {
	If         []Item  `json:"if"`
	Then       Item    `json:"then"`
	Count      int     `json:"count"` // baskets with all of it
	IfCount    int     `json:"if_count"`
	ThenCount  int     `json:"then_count"`
	Support    float64 `json:"support"`
	Confidence float64 `json:"confidence"`
	Lift       float64 `json:"lift"`
	P          float64 `json:"p"` // chance of an accident, Fisher's exact test
	Q          float64 `json:"q"` // after Benjamini and Hochberg
	// Telling: enough baskets, more often than usual, and no accident.
	Telling bool `json:"telling"`
	// Worth is what Then brings in a basket: its margin where costs are
	// known, else its revenue by the margin of the goods with known cost.
	Worth      crm.Amount `json:"worth_minor"`
	WorthKnown bool       `json:"worth_known"`
	// Score is lift x worth, what ranks; the lift alone without any prices.
	Score float64 `json:"score"`
}

// Result is the answer and its counts.
type Result struct {
	insight.Answer[Row]
	Items     int `json:"items"`     // products or categories sold
	Mixed     int `json:"mixed"`     // baskets with several items
	MinCount  int `json:"min_count"` // the least count of a set
	Itemsets  int `json:"itemsets"`  // frequent sets, single items included
	RuleCount int `json:"rules"`     // rules with the confidence asked for
	Tested    int `json:"tested"`    // rules tried
	Telling   int `json:"telling"`   // rules worth telling

	baskets  [][]int32
	basketOf []int32 // by document, none for those without items
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Product)
	share := func(v float64) bool { return v >= 0 && v <= 1 }
	if o.By != Product && o.By != Category || o.Window < 0 || !share(o.Support) || !share(o.Confidence) || o.MaxLen < 0 || o.MaxLen == 1 {
		return o, insight.ErrOptions
	}
	return o, nil
}

// Ask finds the rules, best first. The error is [insight.ErrOptions].
func Ask(s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("rules", Method, s.Currency, o.AsOf)}
	c := collect(s, o)
	r.N, r.Coverage = len(c.baskets), insight.Ratio(c.known, c.all)
	r.baskets, r.basketOf = c.baskets, c.basketOf
	for _, b := range c.baskets {
		if len(b) > 1 {
			r.Mixed++
		}
	}
	for _, w := range c.worth {
		if w.baskets > 0 {
			r.Items++
		}
	}
	sets := r.mine(o, len(c.worth))
	rules, tested := Rules(sets, max(1, r.N), o.Confidence)
	r.Itemsets, r.Tested, r.RuleCount = len(sets), tested, len(rules)
	r.write(s, o, rules, c.values())
	r.needs(c)
	return r, nil
}

// mine raises the least count until the sets fit.
func (r *Result) mine(o Options, items int) []Set {
	r.MinCount = MinCount(o.Support, r.N)
	if o.Support == 0 {
		r.MinCount = max(LeastCount, (r.N+999)/1000)
	}
	for {
		sets, ok := Mine(r.baskets, items, r.MinCount, o.MaxLen, mostSets)
		if ok {
			return sets
		}
		r.MinCount *= 2
		r.Needs = []insight.Need{{Code: NeedSupport, Count: r.MinCount}}
	}
}

func (r *Result) needs(c *collection) {
	switch {
	case r.N == 0:
		r.Need(insight.NeedSales, 1)
	case r.Mixed < LeastMixed:
		r.Need(NeedBaskets, LeastMixed-r.Mixed)
	}
	uncosted := 0
	for _, w := range c.worth {
		if w.baskets > 0 && w.costed == 0 {
			uncosted++
		}
	}
	r.Need(insight.NeedCosts, uncosted)
}

func (r *Result) write(s *facts.Snapshot, o Options, rules []Rule, values []value) {
	name := namer(s, o.By)
	for _, rule := range rules {
		v := values[rule.Then]
		row := Row{Then: name(rule.Then), Count: rule.Both, IfCount: rule.Ifs, ThenCount: rule.Thens, P: rule.P, Q: rule.Q,
			Support: float64(rule.Both) / float64(r.N), Confidence: rule.Confidence(), Lift: rule.Lift(r.N), Worth: v.each, WorthKnown: v.known}
		for _, item := range rule.If {
			row.If = append(row.If, name(item))
		}
		slices.SortFunc(row.If, func(a, b Item) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		row.Telling = row.Count >= LeastCount && row.Lift > 1 && row.Q <= MostFalse && r.Mixed >= LeastMixed
		if row.Telling {
			r.Telling++
		}
		row.Score = row.Lift * float64(v.each)
		if v.blank {
			row.Score = row.Lift
		}
		r.Rows = append(r.Rows, row)
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Lift, a.Lift), cmp.Compare(b.Count, a.Count),
			bytes.Compare(a.Then.ID[:], b.Then.ID[:]), slices.CompareFunc(a.If, b.If, func(x, y Item) int { return bytes.Compare(x.ID[:], y.ID[:]) }))
	})
}

func namer(s *facts.Snapshot, by By) func(int32) Item {
	if by == Category {
		return func(i int32) Item { return Item{i, s.Category.ID[i], s.Category.Name[i]} }
	}
	return func(i int32) Item { return Item{i, s.Product.ID[i], cmp.Or(s.Product.Name[i], s.Product.SKU[i])} }
}

// Records returns the documents whose baskets hold all of a rule.
func (r *Result) Records(row Row) (docs []int32) {
	for doc, b := range r.basketOf {
		if b == facts.None || !slices.Contains(r.baskets[b], row.Then.Index) {
			continue
		}
		if !slices.ContainsFunc(row.If, func(i Item) bool { return !slices.Contains(r.baskets[b], i.Index) }) {
			docs = append(docs, int32(doc))
		}
	}
	return docs
}
