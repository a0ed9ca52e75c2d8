// Package reasons tells why customers bought and why quotes were lost, as the
// owner noted it on the order or the quote.
//
//	coverage     = purchases with a reason / purchases
//	share        = purchases for a reason / purchases with one
//	contribution = net - frozen cost, over the lines whose cost is known
//
// A purchase is a counted document with at least one line that is a sale.
// Purchases without a reason are a row of their own, so that the rows add up
// to all purchases, and with the other counted documents (returns, gifts) to
// the net and contribution of the profit statement, to the minor unit. The
// reasons go by contribution where the costs of at least half of the sales are
// known, otherwise by net: what cannot be told decides nothing.
//
// Reasons are what somebody chose to write down. They are counted, not
// explained: no cause is claimed.
package reasons

import (
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
)

// Method is the method of the answers.
const Method = "rule_noted"

// Needs of this question.
const (
	NeedReasons = "need_reasons" // purchases without a reason
	NeedLost    = "need_lost"    // lost quotes without a reason
)

// LeastCosted is the share of the sales whose cost must be known for the
// reasons to be ranked by contribution.
const LeastCosted = 0.5

// The groups of sales without a living customer.
const (
	WalkIn = "_walk_in"
	Gone   = "_gone" // customers in the trash
)

// By says what groups of customers are.
type By string

// The groups.
const (
	Segment By = "segment" // by recency, frequency and money; the default
	Group   By = "group"   // the business's own
)

// Options of the question; the zero value is a good one. Only Returns of the
// reading is looked at.
type Options struct {
	AsOf   crm.Date // zero: the day of the last counted document
	Window int      // days; zero: the whole history
	By     By
	insight.Reading
}

// Sums are what purchases come to, in minor units.
type Sums struct {
	Sales        int        `json:"sales"`     // purchases
	Customers    int        `json:"customers"` // known ones among them, each once
	Net          crm.Amount `json:"net_minor"`
	Contribution crm.Amount `json:"contribution_minor"` // of lines with known cost
	// Coverage is the share, 0 to 1, of what was sold whose cost is known.
	Coverage float64 `json:"coverage"`

	sold, costed crm.Amount
}

// Part is one group of customers within a reason.
type Part struct {
	Group string `json:"group"` // "" without one, [WalkIn] or [Gone]
	Sums
	// Share is that of the reason in the group's purchases with a reason, 0 to
	// 1; 0 where no reason is noted.
	Share float64 `json:"share"`
}

// Row is one reason.
type Row struct {
	// Reason is the id of the reason as text, "" for purchases without one.
	Reason string `json:"reason"`
	Label  string `json:"label"` // see [Result.Name]
	Sums
	Share float64 `json:"share"` // of the purchases with a reason, 0 to 1
	Parts []Part  `json:"parts"` // the most contribution first
}

// Lost is why quotes were lost; Net is what they offered, in minor units.
type Lost struct {
	Reason string     `json:"reason"` // "" without one
	Label  string     `json:"label"`  // see [Result.Name]
	Quotes int        `json:"quotes"`
	Net    crm.Amount `json:"net_minor"`
	Share  float64    `json:"share"` // of the money of all lost quotes, 0 to 1
}

// Result is the answer: its rows go from the greatest contribution (or net,
// see ByNet) down, purchases without a reason last. N counts the purchases
// with a reason, Coverage is their share of all.
type Result struct {
	insight.Answer[Row]
	By    By     `json:"by"`
	ByNet bool   `json:"by_net"` // too few costs are known for contribution
	Total Sums   `json:"total"`  // of all purchases
	Rest  Sums   `json:"rest"`   // counted documents that are no purchase
	Lost  []Lost `json:"lost"`   // the most money first, without a reason last
	// LostNoted is the share, 0 to 1, of the lost quotes with a reason.
	LostQuotes int     `json:"lost_quotes"`
	LostNoted  float64 `json:"lost_noted"`
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf, o.By = insight.AsOf(s, o.AsOf), cmp.Or(o.By, Segment)
	if o.Check() != nil || o.Window < 0 || o.By != Segment && o.By != Group {
		return o, insight.ErrOptions
	}
	return o, nil
}

// from is the first day of the window; zero for the whole history.
func (o Options) from() crm.Date {
	if o.Window == 0 {
		return 0
	}
	return o.AsOf - crm.Date(o.Window) + 1
}

// Ask answers as of a day. The error is [insight.ErrOptions] or that of ctx.
func Ask(ctx context.Context, s *facts.Snapshot, o Options) (*Result, error) {
	o, err := o.normal(s)
	if err != nil {
		return nil, err
	}
	r := &Result{Answer: insight.New[Row]("reasons", Method, s.Currency, o.AsOf), By: o.By, Lost: []Lost{}}
	group, err := o.groups(s)
	if err != nil {
		return nil, err
	}
	if err := r.bought(ctx, s, o, group); err != nil {
		return nil, err
	}
	r.lost(s, o)
	return r, ctx.Err()
}

// groups returns the group of the customer of a document.
func (o Options) groups(s *facts.Snapshot) (func(party int32) string, error) {
	by := profit.Segment
	if o.By == Group {
		by = profit.Group
	}
	codes, err := profit.Codes(s, profit.Options{AsOf: o.AsOf, By: by, Reading: insight.Reading{Returns: o.Returns}})
	return func(p int32) string {
		switch {
		case p == facts.None:
			return WalkIn
		case !s.Party.Live[p]:
			return Gone
		}
		return codes[p]
	}, err
}

// add counts one document.
func (u *Sums) add(s *facts.Snapshot, doc int, returns insight.Returns) {
	net := insight.Reading{Returns: returns}.Of(s, doc)
	u.Net += net.Value
	u.Contribution += insight.Reading{Basis: insight.Margin, Returns: returns}.Of(s, doc).Value
	u.sold += net.Sold
	u.costed += net.Costed
	if net.Purchase {
		u.Sales++
	}
	u.Coverage = insight.Ratio(u.costed, u.sold)
}

// sale is one purchase with what it is summed up by.
type sale struct {
	reason, group string
	party         int32
	doc           int
}

// purchase reports whether a document counts in the window, and is a purchase.
func (o Options) purchase(s *facts.Snapshot, doc int) (counts, purchase bool) {
	counts = insight.Counted(s, doc, o.from(), o.AsOf)
	return counts, counts && insight.Reading{}.Of(s, doc).Purchase
}

func (r *Result) bought(ctx context.Context, s *facts.Snapshot, o Options, group func(int32) string) error {
	const often = 1 << 16
	var sales []sale
	for doc, p := range s.Doc.Party {
		if doc%often == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch counts, purchase := o.purchase(s, doc); {
		case purchase:
			sales = append(sales, sale{s.Word(s.Doc.Reason[doc]), group(p), p, doc})
			r.Total.add(s, doc, o.Returns)
		case counts:
			r.Rest.add(s, doc, o.Returns)
		}
	}
	slices.SortFunc(sales, func(a, b sale) int {
		return cmp.Or(cmp.Compare(a.reason, b.reason), cmp.Compare(a.group, b.group), cmp.Compare(a.party, b.party))
	})
	r.rows(s, o, sales)
	for i := range r.Rows {
		if r.Rows[i].Reason != "" {
			r.N += r.Rows[i].Sales
		}
	}
	r.Total.Customers = known(s, sales)
	r.Coverage = insight.Ratio(r.N, r.Total.Sales)
	r.finish()
	return nil
}

// known counts the customers among purchases, each once.
func known(s *facts.Snapshot, sales []sale) (n int) {
	seen := make([]bool, len(s.Party.ID))
	for _, x := range sales {
		if x.party != facts.None && !seen[x.party] {
			seen[x.party] = true
			n++
		}
	}
	return n
}

// rows sums up purchases sorted by reason, group and party. A party has one
// group, so that each is counted once within a reason.
func (r *Result) rows(s *facts.Snapshot, o Options, sales []sale) {
	for i, x := range sales {
		fresh := i == 0 || sales[i-1].reason != x.reason
		if fresh {
			r.Rows = append(r.Rows, Row{Reason: x.reason, Parts: []Part{}})
		}
		row := &r.Rows[len(r.Rows)-1]
		if fresh || sales[i-1].group != x.group {
			row.Parts = append(row.Parts, Part{Group: x.group})
			fresh = true
		}
		part := &row.Parts[len(row.Parts)-1]
		row.add(s, x.doc, o.Returns)
		part.add(s, x.doc, o.Returns)
		if x.party != facts.None && (fresh || sales[i-1].party != x.party) {
			row.Customers++
			part.Customers++
		}
	}
}

// finish fills in the shares and ranks.
func (r *Result) finish() {
	noted := map[string]int{} // purchases with a reason by group
	for _, row := range r.Rows {
		for _, p := range row.Parts {
			if row.Reason != "" {
				noted[p.Group] += p.Sales
			}
		}
	}
	r.ByNet = r.Total.Coverage < LeastCosted
	for i := range r.Rows {
		row := &r.Rows[i]
		for j := range row.Parts {
			if p := &row.Parts[j]; row.Reason != "" {
				p.Share = insight.Ratio(p.Sales, noted[p.Group])
			}
		}
		if row.Reason != "" {
			row.Share = insight.Ratio(row.Sales, r.N)
		}
		slices.SortFunc(row.Parts, func(a, b Part) int { return cmp.Or(r.rank(a.Sums, b.Sums), cmp.Compare(a.Group, b.Group)) })
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(last(a.Reason, b.Reason), r.rank(a.Sums, b.Sums), cmp.Compare(a.Reason, b.Reason))
	})
	if r.Total.Sales == 0 {
		r.Need(insight.NeedSales, 1)
	}
	r.Need(NeedReasons, r.Total.Sales-r.N)
}

// rank compares by what the reasons are ranked by, the greatest first.
func (r *Result) rank(a, b Sums) int {
	if r.ByNet {
		return cmp.Compare(b.Net, a.Net)
	}
	return cmp.Or(cmp.Compare(b.Contribution, a.Contribution), cmp.Compare(b.Net, a.Net))
}

// last puts what has no reason behind what has one.
func last(a, b string) int {
	switch {
	case a == "" && b != "":
		return 1
	case a != "" && b == "":
		return -1
	}
	return 0
}

// lostIn reports whether a quote was lost and is dated in the window.
func (o Options) lostIn(s *facts.Snapshot, doc int) bool {
	d := s.Doc.Date[doc]
	return s.Doc.Lost[doc] && d > 0 && d >= o.from() && d <= o.AsOf
}

func (r *Result) lost(s *facts.Snapshot, o Options) {
	at, all, noted := map[string]int{}, crm.Amount(0), 0
	for doc := range s.Doc.ID {
		if !o.lostIn(s, doc) {
			continue
		}
		reason := s.Word(s.Doc.Reason[doc])
		i, known := at[reason]
		if !known {
			i = len(r.Lost)
			at[reason] = i
			r.Lost = append(r.Lost, Lost{Reason: reason})
		}
		net := insight.Reading{}.Of(s, doc).Value
		r.Lost[i].Quotes++
		r.Lost[i].Net += net
		all += net
		r.LostQuotes++
		if reason != "" {
			noted++
		}
	}
	for i := range r.Lost {
		r.Lost[i].Share = insight.Ratio(r.Lost[i].Net, all)
	}
	slices.SortFunc(r.Lost, func(a, b Lost) int {
		return cmp.Or(last(a.Reason, b.Reason), cmp.Compare(b.Net, a.Net), cmp.Compare(a.Reason, b.Reason))
	})
	r.LostNoted = insight.Ratio(noted, r.LostQuotes)
	r.Need(NeedLost, r.LostQuotes-noted)
}

// Name fills in what the owner calls the reasons, by id as text; the facts
// know none, and a reason taken off the list has none.
func (r *Result) Name(labels map[string]string) {
	for i := range r.Rows {
		r.Rows[i].Label = labels[r.Rows[i].Reason]
	}
	for i := range r.Lost {
		r.Lost[i].Label = labels[r.Lost[i].Reason]
	}
}

// Noted reports whether there is any reason to tell of.
func (r *Result) Noted() bool { return r.N > 0 || r.LostNoted > 0 }

// Records returns the purchases for a reason, or the lost quotes. The error is
// [insight.ErrOptions].
func Records(s *facts.Snapshot, o Options, reason string, lost bool) (docs []int32, err error) {
	if o, err = o.normal(s); err != nil {
		return nil, err
	}
	for doc := range s.Doc.ID {
		if s.Word(s.Doc.Reason[doc]) != reason {
			continue
		}
		if _, purchase := o.purchase(s, doc); !lost && purchase || lost && o.lostIn(s, doc) {
			docs = append(docs, int32(doc))
		}
	}
	return docs, nil
}

// Worth is what reasons are ranked by: contribution, or net.
func (u Sums) Worth(byNet bool) crm.Amount {
	if byNet {
		return u.Net
	}
	return u.Contribution
}

// Bought are the rows with a reason.
func (r *Result) Bought() []Row {
	if last := len(r.Rows) - 1; last >= 0 && r.Rows[last].Reason == "" {
		return r.Rows[:last]
	}
	return r.Rows
}
