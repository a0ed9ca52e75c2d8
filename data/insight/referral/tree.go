package referral

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Node is one line of the tree, which is written from the top down: those
// brought by somebody stand below him, one step further in.
type Node struct {
	Party int32    `json:"-"` // index into the party columns
	ID    crm.ID   `json:"id"`
	Name  string   `json:"name"`
	Depth int      `json:"depth"`          // 0: brought by nobody
	Date  crm.Date `json:"date,omitempty"` // of the referral
	Open  bool     `json:"open"`           // has not converted
	// Spend is on own purchases, by the basis; Reward what bringing this one cost.
	Spend   crm.Amount `json:"spend_minor"`
	Reward  crm.Amount `json:"reward_minor"`
	Brought int        `json:"brought"` // customers, all levels
	Value   crm.Amount `json:"value_minor"`
}

// grow writes the tree, the most valuable first on each level.
func (x *Result) grow(s *facts.Snapshot) {
	better := func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.values[b], x.values[a]), cmp.Compare(x.spends[b].revenue, x.spends[a].revenue), bytes.Compare(s.Party.ID[a][:], s.Party.ID[b][:]))
	}
	var roots []int32
	for _, p := range x.links.order {
		if x.links.parent[p] == 0 {
			roots = append(roots, p)
		}
	}
	slices.SortFunc(roots, better)
	// A stack rather than recursion: a line of referrals may be long.
	var stack []Node
	push := func(n Node) {
		n.ID, n.Name, n.Spend = s.Party.ID[n.Party], s.Party.Name[n.Party], x.spends[n.Party].by(x.Options.Basis)
		n.Brought, n.Value = x.sums[n.Party].all.Customers, x.values[n.Party]
		stack = append(stack, n)
	}
	for _, root := range slices.Backward(roots) {
		push(Node{Party: root})
	}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		x.Tree = append(x.Tree, n)
		below := slices.Clone(x.links.below(n.Party))
		slices.SortFunc(below, func(a, b link) int { return better(b.to, a.to) })
		for _, l := range below {
			push(Node{Party: l.to, Depth: n.Depth + 1, Date: l.date, Open: !l.won, Reward: l.reward})
		}
	}
}

// Below lists the parties somebody brought, over all levels; of open
// referrals none.
func (x *Result) Below(party int32) (out []int32) {
	queue := []int32{party}
	for at := 0; at < len(queue); at++ {
		for _, l := range x.links.below(queue[at]) {
			if l.won {
				queue = append(queue, l.to)
			}
		}
	}
	return queue[1:]
}

// Documents are the sales to those whom somebody brought: adding them up
// gives the revenue of all levels.
func (x *Result) Documents(s *facts.Snapshot, party int32) (docs []int32) {
	of := make([]bool, len(s.Party.ID))
	for _, p := range x.Below(party) {
		of[p] = s.Party.Live[p]
	}
	for i, p := range s.Doc.Party {
		if p != facts.None && of[p] && insight.Counted(s, i, 0, x.Options.AsOf) {
			docs = append(docs, int32(i))
		}
	}
	return docs
}
