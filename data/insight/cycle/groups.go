package cycle

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Split is what kinds of customers demand is split by.
type Split string

// The splits.
const (
	Whole   Split = ""
	Segment Split = "segment" // by Source.Labels
	Own     Split = "group"   // the business's own grouping
)

// The least a kind of customers must have before its cycles are looked for:
// purchases, and days open from its first to its last one.
const (
	LeastPurchases = 30
	LeastDays      = 28
)

// The codes of those of no kind.
const (
	walkIn  = "_walk_in"
	unknown = "_none"
)

// Group is one kind of customers, and how its demand goes round.
type Group struct {
	Code string `json:"group"` // a segment or the business's own word, "_walk_in" or "_none"
	// From and To are the days of its first and last purchase.
	From      crm.Date `json:"from"`
	To        crm.Date `json:"to"`
	Purchases int      `json:"purchases"`
	Days      int      `json:"days"` // usual ones among them
	// Thin: fewer than [LeastPurchases] or [LeastDays]; nothing is said then.
	Thin bool `json:"thin"`
	// Random is the share, 0 to 1, of the ups and downs from day to day, about
	// the level of the year, that none of the cycles found explains. Swing is
	// how far that takes a day from what level and cycles make expected, as a
	// share of it: a standard deviation. Both are null where it is thin.
	Random *float64 `json:"random_share"`
	Swing  *float64 `json:"random_swing"`
	Cycles []Row    `json:"cycles"`

	series *Series
}

// KindOf returns the [Group] code of the customer of a document.
func KindOf(s *facts.Snapshot, o Source) func(doc int) string {
	return func(doc int) string {
		p := s.Doc.Party[doc]
		switch {
		case p == facts.None:
			return walkIn
		case o.Split == Own:
			return cmp.Or(s.Word(s.Party.Group[p]), unknown)
		case int(p) < len(o.Labels):
			return cmp.Or(o.Labels[p], unknown)
		}
		return unknown
	}
}

// split lays the sales of a series out by kind of customers: the largest
// first, those of no kind last. A day is closed or not in the book for all.
func (x *Series) split(s *facts.Snapshot, o Source) (groups []Group) {
	product := int32(facts.None)
	if !o.Product.IsZero() {
		product = int32(slices.Index(s.Product.ID, o.Product))
	}
	at, code := map[string]int{}, KindOf(s, o)
	for doc, d := range s.Doc.Date {
		if x.On(d) == nil || !insight.Counted(s, doc, 0, d) {
			continue
		}
		c := code(doc)
		i, known := at[c]
		if !known {
			i = len(groups)
			at[c] = i
			groups = append(groups, Group{Code: c, Cycles: []Row{}, series: x.empty()})
		}
		own := groups[i].series
		own.add(s, doc, own.On(d), o, product)
	}
	for i := range groups {
		groups[i].settle(x)
	}
	groups = slices.DeleteFunc(groups, func(g Group) bool { return g.Purchases == 0 })
	apart := func(g Group) int { return b2i(g.Code == walkIn || g.Code == unknown) }
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(apart(a)-apart(b), cmp.Compare(b.Purchases, a.Purchases), cmp.Compare(a.Code, b.Code))
	})
	return groups
}

// empty is the same days without demand.
func (x *Series) empty() *Series {
	out := &Series{Days: slices.Clone(x.Days)}
	for i := range out.Days {
		d := &out.Days[i]
		d.Value, d.Count, d.Hours = 0, 0, nil
		if d.Open() {
			d.State = Zero
		}
	}
	return out
}

// settle takes the states of closed days from the whole shop, and keeps the
// days from the first purchase to the last: what came before and after tells
// who is in the group, not how it buys.
func (g *Group) settle(shop *Series) {
	for i := range g.series.Days {
		d := &g.series.Days[i]
		if !shop.Days[i].Open() {
			d.State = shop.Days[i].State
		}
		if d.Count > 0 {
			if g.From == 0 {
				g.From = d.Date
			}
			g.To = d.Date
			g.Purchases += d.Count
		}
	}
	if g.From == 0 {
		return
	}
	from := shop.Days[0].Date
	g.series.Days = g.series.Days[g.From-from : g.To-from+1]
	for i := range g.series.Days {
		g.Days += b2i(g.series.Days[i].Usual())
	}
	g.Thin = g.Purchases < LeastPurchases || g.Days < LeastDays
}

// judgeGroups looks for the cycles of each. As many chances as there are
// groups must not make a cycle of luck: the limit is divided by their number.
func judgeGroups(groups []Group) {
	tried := 0
	for i := range groups {
		tried += b2i(!groups[i].Thin)
	}
	for i := range groups {
		g := &groups[i]
		if g.Thin {
			continue
		}
		g.Cycles = g.series.Cycles()
		for c := range g.Cycles {
			if r := &g.Cycles[c]; r.Found && r.P*float64(tried) >= MostChance {
				r.Found, r.Reason = false, Chance
			}
		}
		g.Random, g.Swing = g.series.random(g.Cycles)
	}
}

// yearWindow is the moving average that a day's ups and downs are about.
const yearWindow = 365

// random is what the cycles found leave of the ups and downs, as a share of
// their variance and as a standard deviation, both allowing for the indices
// having been fitted; nil where nothing varies.
func (x *Series) random(rows []Row) (share, swing *float64) {
	g := grid{slot: make([]int, len(x.Days)), slots: 1, period: 1, window: min(len(x.Days), yearWindow)}
	keep := make([]bool, len(x.Days))
	for i := range x.Days {
		g.value = append(g.value, x.usual(i))
		keep[i] = !math.IsNaN(g.value[i])
	}
	level := g.levels([]float64{1}, keep)
	var ratios, expected []float64
	fitted := x.fitted(rows)
	sum, sumFitted := 0.0, 0.0
	for i := range x.Days {
		if r := g.ratio(i, level, keep); !math.IsNaN(r) {
			e := x.expected(rows, fitted, x.Days[i].Date)
			ratios, expected = append(ratios, r), append(expected, e)
			sum, sumFitted = sum+r, sumFitted+e
		}
	}
	n, used := float64(len(ratios)), 1.0
	for _, c := range fitted {
		used += float64(len(rows[c].Indices) - 1)
	}
	if n <= used || !(sum > 0) || !(sumFitted > 0) {
		return nil, nil
	}
	all, rest := 0.0, 0.0
	for i, r := range ratios {
		off := r - expected[i]*sum/sumFitted
		all, rest = all+(r-sum/n)*(r-sum/n), rest+off*off
	}
	if !(all > 1e-12*n) {
		return nil, nil
	}
	return known(min(1, rest/(n-used)/(all/(n-1)))), known(math.Sqrt(rest/(n-used)) * n / sum)
}

// fitted are the places of the cycles that tell days apart: hours do not, and
// quarters only where months do not already.
func (x *Series) fitted(rows []Row) (places []int) {
	months := slices.ContainsFunc(rows, func(r Row) bool { return r.Cycle == Month && r.Found })
	for i, r := range rows {
		if r.Found && r.Cycle != Hour && (r.Cycle != Quarter || !months) {
			places = append(places, i)
		}
	}
	return places
}

// expected is what the cycles make of a day, against an average one.
func (x *Series) expected(rows []Row, places []int, d crm.Date) float64 {
	e := 1.0
	for _, c := range places {
		e *= rows[c].Of(rows[c].SlotOf(x.Days[0].Date, d, crm.Clock(0)))
	}
	return e
}
