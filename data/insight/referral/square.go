package referral

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Square is a corner of the square; its name is the text insight.square_<code>.
type Square string

// The corners. Nowhere is who neither bought nor referred anybody.
const (
	Champions Square = "champions"
	Affluents Square = "affluents"
	Advocates Square = "advocates"
	Misers    Square = "misers"
	Nowhere   Square = ""
)

// Squares lists the corners: who spends much first, and of those who bring
// much first.
func Squares() []Square { return []Square{Champions, Affluents, Advocates, Misers} }

// Limits are from where spending and value are high, in minor units; zero
// where nobody's is positive, and then none is high.
type Limits struct {
	Spend crm.Amount `json:"spend_minor"`
	Value crm.Amount `json:"value_minor"`
	// OwnSpend and OwnValue: set by the owner rather than the median.
	OwnSpend bool `json:"own_spend"`
	OwnValue bool `json:"own_value"`
}

// Cell is one corner. Values of several customers overlap where one brought
// the other, so Value is a sum of what each one is worth, no total.
type Cell struct {
	Square    Square     `json:"square"`
	Customers int        `json:"customers"`
	Spend     crm.Amount `json:"spend_minor"`
	Value     crm.Amount `json:"value_minor"`
}

// classify puts everybody who bought or referred into the square.
func (x *Result) classify(s *facts.Snapshot) {
	n := len(s.Party.ID)
	x.values, x.square = make([]crm.Amount, n), make([]Square, n)
	in := make([]bool, n)
	for p, t := range x.sums {
		x.values[p] = t.all.value(x.Value)
		in[p] = s.Party.Live[p] && (x.spends[p].bought || len(x.links.below(int32(p))) > 0)
	}
	x.limit(in)
	for _, square := range Squares() {
		x.Cells = append(x.Cells, Cell{Square: square})
	}
	for p := range in {
		if !in[p] {
			continue
		}
		at := x.corner(int32(p))
		c := &x.Cells[at]
		x.square[p] = c.Square
		c.Customers++
		c.Spend += x.spends[p].by(x.Options.Basis)
		c.Value += x.values[p]
		x.N++
	}
	if x.N == 0 {
		x.Need(insight.NeedSales, 1)
	}
}

// corner is the place in Cells of a party.
func (x *Result) corner(party int32) (at int) {
	if l := x.Limits.Spend; l == 0 || x.spends[party].by(x.Options.Basis) < l {
		at += 2
	}
	if l := x.Limits.Value; l == 0 || x.values[party] < l {
		at++
	}
	return at
}

func (x *Result) limit(in []bool) {
	var spends, values []crm.Amount
	for p := range in {
		if spend := x.spends[p].by(x.Options.Basis); in[p] && spend > 0 {
			spends = append(spends, spend)
		}
		if in[p] && x.values[p] > 0 {
			values = append(values, x.values[p])
		}
	}
	slices.Sort(spends)
	slices.Sort(values)
	x.Limits = Limits{Spend: insight.Median(spends), Value: insight.Median(values)}
	if x.Options.SpendFrom > 0 {
		x.Limits.Spend, x.Limits.OwnSpend = x.Options.SpendFrom, true
	}
	if x.Options.ValueFrom > 0 {
		x.Limits.Value, x.Limits.OwnValue = x.Options.ValueFrom, true
	}
}

// Member is a customer in a corner.
type Member struct {
	Party int32
	ID    crm.ID
	Name  string
	Spend crm.Amount
	Value crm.Amount
}

// Members lists the customers of a corner: who brings most first, then who
// spends most.
func (x *Result) Members(s *facts.Snapshot, of Square) (out []Member) {
	for p, square := range x.square {
		if square == of && of != Nowhere {
			out = append(out, Member{int32(p), s.Party.ID[p], s.Party.Name[p], x.spends[p].by(x.Options.Basis), x.values[p]})
		}
	}
	slices.SortFunc(out, func(a, b Member) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(b.Spend, a.Spend), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out
}
