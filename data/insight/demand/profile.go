package demand

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
)

// Sums are what the orders of a group come to, whatever the reading: money is
// revenue, returns and gifts netted or left out as asked.
type Sums struct {
	Orders int          `json:"orders"`
	Units  crm.Quantity `json:"units"` // ten-thousandths
	Net    crm.Amount   `json:"net_minor"`
	// Contribution is net less frozen cost, of the lines whose cost is known;
	// Coverage, 0 to 1, is the share of what was sold that it stands on.
	Contribution crm.Amount `json:"contribution_minor"`
	Coverage     float64    `json:"cost_coverage"`
	// PerOrder is the contribution of one order, over the CostedOrders, those
	// with a sale of the group, whose costs are all known; returns and gifts
	// of known cost are taken off. Null without any.
	PerOrder     *crm.Amount `json:"contribution_per_order_minor"`
	CostedOrders int         `json:"costed_orders"`
	// Peak is the bucket with the most of the measure; "" where nothing is left.
	Peak string `json:"peak"`

	sold, costed, whole crm.Amount
	cells               []Cell // by bucket
}

// Part is the part of a group's orders with one purpose.
type Part struct {
	Purpose string `json:"purpose"` // the id of the reason as text, "" for none noted
	Label   string `json:"label"`   // what the owner calls it
	Sums
}

// Profile is how one group buys.
type Profile struct {
	GroupHead
	Sums
	// Purposes are by what purpose: of kinds of customers only, and only where
	// one is noted. They add up to the group.
	Purposes []Part `json:"purposes"`
}

// tie is what a document has in one group.
type tie struct {
	group        int32
	cell         Cell
	net          crm.Amount
	contribution crm.Amount
	sold, costed crm.Amount
	open         bool // a line without cost
}

// ties sums up a document by group, in the place of all.
func (t *Table) ties(doc int, all []tie) []tie {
	all = all[:0]
	t.visit(doc, func(line, key int32, part Cell) {
		group := t.groupOf[key]
		i := slices.IndexFunc(all, func(x tie) bool { return x.group == group })
		if i < 0 {
			i = len(all)
			all = append(all, tie{group: group})
		}
		x, cols := &all[i], &t.s.Line
		x.cell.add(part)
		x.net += cols.Net[line]
		x.contribution += insight.Reading{Basis: insight.Margin}.Line(t.s, line)
		x.open = x.open || !cols.CostKnown[line]
		if t.s.Sale(doc, line) {
			x.sold += cols.Net[line]
			if cols.CostKnown[line] {
				x.costed += cols.Net[line]
			}
		}
	})
	return all
}

// take adds what a document has.
func (u *Sums) take(x tie, bucket, buckets int) {
	u.Orders += x.cell.Orders
	u.Units += x.cell.Units
	u.Net += x.net
	u.Contribution += x.contribution
	u.sold += x.sold
	u.costed += x.costed
	if !x.open {
		u.whole += x.contribution
		u.CostedOrders += b2i(x.sold > 0)
	}
	if u.cells == nil {
		u.cells = make([]Cell, buckets)
	}
	if bucket >= 0 {
		u.cells[bucket].add(x.cell)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// finish works out what follows from the sums.
func (t *Table) finish(u *Sums) {
	u.Coverage = insight.Ratio(u.costed, u.sold)
	if u.CostedOrders > 0 {
		each := crm.Share(u.whole, 1, int64(u.CostedOrders))
		u.PerOrder = &each
	}
	most := int64(0)
	for b, c := range u.cells {
		if v := c.Of(t.Options.Rank); v > most {
			most, u.Peak = v, t.Buckets[b].Code
		}
	}
}

// Profiles are the groups in their order, each over all buckets, documents
// without time of day included.
func (t *Table) Profiles() []Profile {
	out := make([]Profile, len(t.Groups))
	parts := make([]map[uint32]*Part, len(out))
	noted, ties := false, []tie{}
	for g := range out {
		out[g] = Profile{GroupHead: t.Groups[g], Purposes: []Part{}}
		parts[g] = map[uint32]*Part{}
	}
	for doc := range t.s.Doc.ID {
		if !t.sieve.document(doc) {
			continue
		}
		why, bucket := purpose(t.s, doc), t.bucketOf(doc)
		ties = t.ties(doc, ties)
		for _, x := range ties {
			noted = noted || why != 0
			of := parts[x.group]
			if of[why] == nil {
				id := t.s.Word(why)
				of[why] = &Part{Purpose: id, Label: t.Options.Reasons[id]}
			}
			out[x.group].take(x, bucket, len(t.Buckets))
			of[why].take(x, bucket, len(t.Buckets))
		}
	}
	for g := range out {
		t.finish(&out[g].Sums)
		if noted && (t.Options.Split == Segment || t.Options.Split == Group) {
			out[g].Purposes = t.purposes(parts[g])
		}
	}
	return out
}

// purposes are in the order of orders, those without a reason last.
func (t *Table) purposes(of map[uint32]*Part) []Part {
	out := []Part{}
	for _, p := range of {
		t.finish(&p.Sums)
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Part) int {
		return cmp.Or(b2i(a.Purpose == "")-b2i(b.Purpose == ""), cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Purpose, b.Purpose))
	})
	return out
}

// Behind returns the documents of a group in all buckets; with a purpose, the
// id of the reason as text and "" for none, only those with it.
func (t *Table) Behind(group int, why *string) (docs []int32) {
	for doc := range t.s.Doc.ID {
		if !t.sieve.document(doc) || why != nil && t.s.Word(purpose(t.s, doc)) != *why {
			continue
		}
		if slices.ContainsFunc(t.ties(doc, nil), func(x tie) bool { return int(x.group) == group }) {
			docs = append(docs, int32(doc))
		}
	}
	return docs
}
