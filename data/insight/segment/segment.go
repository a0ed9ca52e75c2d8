// Package segment finds the customers a rule of the owner's asks for, as of
// any day: "r>=4 and bought(category="Green tea", days=180) and consent=email".
//
// A rule is a [crm.Rule]: conditions on what is known of a person, on numbers
// of their purchases, and on what they did, joined by all and any, turned
// round by not. [Fields] lists what can be asked, [Parse] and [Format] are the
// form for people who type.
//
// Purchases, contacts and referrals are those up to the as-of day, and a
// condition with days looks at the last so many of them, the as-of day
// included. What stands on a customer's page (country, tags, consent, own
// fields) has no past: it is as of now, and the answer says so when it looks
// back. What is not known fits no condition; "is not" and "not" then hold.
package segment

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Method is the method of the answers.
const Method = "rule_conditions"

// NeedPast counts the conditions on what stands on a customer's page today,
// in an answer as of an earlier day.
const NeedPast = "need_past"

// Input is what a rule is held against.
type Input struct {
	Facts *facts.Snapshot
	// Profiles are by party column index; needed only for rules that
	// [LooksAtPage], so that nobody is taken for willing whose page was not read.
	Profiles []Profile
	Tags     []crm.Tag
	Customs  []crm.CustomField // of parties
	// HighShare and OrdinaryShare end the value classes, in per cent; both 0: 50 and 90.
	HighShare, OrdinaryShare int
	Factor10                 int // of the stages, as in [lifecycle.Options]
}

// Profile is what stands on a party's page besides the facts.
type Profile struct {
	Organization bool
	Roles        []crm.Role
	Tags         []crm.ID
	Language     string
	Channel      crm.Channel   // preferred
	Closed       []crm.Channel // must not be used
	Has          []Thing
	BirthMonth   int // 1 to 12; 0: not known
	Custom       map[string]string
}

// Thing is something a party's page has or lacks.
type Thing string

// The things.
const (
	HasEmail    Thing = "email"
	HasPhone    Thing = "phone"
	HasAddress  Thing = "address"
	HasBirthday Thing = "birthday"
)

// Things lists the things.
func Things() []Thing { return []Thing{HasEmail, HasPhone, HasAddress, HasBirthday} }

// Row is one customer the rule finds.
type Row struct {
	Party  int32      `json:"-"` // index into the party columns
	ID     crm.ID     `json:"id"`
	Name   string     `json:"name"`
	Last   crm.Date   `json:"last"` // purchase; zero: none
	Orders int        `json:"orders"`
	Net    crm.Amount `json:"net_minor"` // of the whole history up to the as-of day
}

// Result is the answer: the customers found, who brought most first. N counts
// all that were looked at, Coverage is the share of them of whom all that the
// rule asks for is known.
type Result struct {
	insight.Answer[Row]
	Rule crm.Rule `json:"rule"`
	// Text is the rule as [Format] writes it.
	Text string     `json:"rule_text"`
	Net  crm.Amount `json:"net_minor"` // of all rows
	// In tells of each party column whether the rule finds it.
	In []bool `json:"-"`

	conditions []condition
	in         Input
}

// every is how many parties are looked at between two looks at the context.
const every = 1 << 14

// Ask holds the rule against every living party; a zero day is the day of the
// last counted document. The error is a [*RuleError], [insight.ErrOptions]
// for missing profiles or impossible shares, or that of ctx.
func Ask(ctx context.Context, in Input, rule crm.Rule, asOf crm.Date) (*Result, error) {
	s := in.Facts
	if LooksAtPage(rule) && len(in.Profiles) < len(s.Party.ID) {
		return nil, insight.ErrOptions
	}
	r := &Result{Answer: insight.New[Row]("segment", Method, s.Currency, insight.AsOf(s, asOf)), Rule: rule, Text: Format(rule, in), in: in}
	c := &compiler{measures: newMeasures(ctx, in, r.AsOf)}
	test, err := c.compile(rule)
	if err = cmp.Or(err, c.measures.err); err != nil {
		return nil, err
	}
	r.conditions, r.In = c.conditions, make([]bool, len(s.Party.ID))
	known := 0
	for p, live := range s.Party.Live {
		if p%every == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !live {
			continue
		}
		r.N++
		r.In[p] = test(p)
		if !slices.ContainsFunc(r.conditions, func(c condition) bool { return c.field.Page && !c.look(p).Known }) {
			known++
		}
	}
	r.Coverage = insight.Ratio(known, r.N)
	r.list(c.measures)
	if r.N == 0 {
		r.Need(insight.NeedCustomers, 1)
	}
	if r.AsOf < insight.AsOf(s, 0) {
		r.Need(NeedPast, countPage(r.conditions))
	}
	return r, nil
}

func countPage(conditions []condition) (n int) {
	for _, c := range conditions {
		if c.field.Page {
			n++
		}
	}
	return n
}

// list makes the rows of the parties found.
func (r *Result) list(m *measures) {
	s := r.in.Facts
	tallies := m.tally(0)
	for p, in := range r.In {
		if in {
			t := tallies[p]
			r.Rows = append(r.Rows, Row{Party: int32(p), ID: s.Party.ID[p], Name: s.Party.Name[p], Last: t.last, Orders: int(t.orders), Net: t.revenue})
			r.Net += t.revenue
		}
	}
	slices.SortFunc(r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Net, a.Net), cmp.Compare(b.Orders, a.Orders), bytes.Compare(a.ID[:], b.ID[:]))
	})
}

// Found is what a condition saw at a party.
type Found struct {
	Rule  crm.Rule `json:"-"` // the condition
	Field string   `json:"field"`
	Holds bool     `json:"holds"`
	Known bool     `json:"known"`
	// Value is what was found, in the form of [crm.Rule.Value]: a number, an
	// amount, a day, or codes parted by commas; for what was done it counts
	// how often.
	Value string `json:"value"`
	// Last is the day it was done last, for what was done.
	Last crm.Date `json:"last,omitempty"`
}

// Why says what each condition saw at a party, in the order of the rule.
func (r *Result) Why(party int32) []Found {
	out := make([]Found, len(r.conditions))
	for i, c := range r.conditions {
		f := c.look(int(party))
		f.Rule, f.Field, f.Holds = c.rule, c.field.Code, c.holds(int(party))
		out[i] = f
	}
	return out
}

// Documents lists, by party column index, the documents behind everybody's
// numbers, by date: every counted one up to the as-of day.
func (r *Result) Documents() [][]int32 {
	s := r.in.Facts
	docs := make([][]int32, len(s.Party.ID))
	for i, p := range s.Doc.Party {
		if p != facts.None && insight.Counted(s, i, 0, r.AsOf) {
			docs[p] = append(docs[p], int32(i))
		}
	}
	for _, own := range docs {
		slices.SortFunc(own, func(a, b int32) int {
			return cmp.Or(cmp.Compare(s.Doc.Date[a], s.Doc.Date[b]), bytes.Compare(s.Doc.ID[a][:], s.Doc.ID[b][:]))
		})
	}
	return docs
}
