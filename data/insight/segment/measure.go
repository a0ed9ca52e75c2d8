package segment

import (
	"context"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// measures works numbers out for every party, each at most once.
type measures struct {
	in      Input
	asOf    crm.Date
	tallies map[int][]tally // by days
	ranks   *ranks
	classes []string
	err     error // of the ranks, classes or stages
	ctx     context.Context
}

// tally is what a party's purchases add up to.
type tally struct {
	first, last             crm.Date
	orders                  int32
	revenue, margin, costed crm.Amount
}

// ranks are the scores and segments by party; zero and "" without purchase.
type ranks struct {
	score    [3][]int8
	segments []string
}

func newMeasures(ctx context.Context, in Input, asOf crm.Date) *measures {
	return &measures{ctx: ctx, in: in, asOf: asOf, tallies: map[int][]tally{}}
}

// from is the first day of a look back; zero for the whole history.
func (m *measures) from(days int) crm.Date {
	if days == 0 {
		return 0
	}
	return max(0, m.asOf-crm.Date(days)+1)
}

// tally adds up the last so many days; 0: all.
func (m *measures) tally(days int) []tally {
	if t := m.tallies[days]; t != nil {
		return t
	}
	s, from := m.in.Facts, m.from(days)
	out := make([]tally, len(s.Party.ID))
	for doc, p := range s.Doc.Party {
		if p != facts.None && insight.Counted(s, doc, from, m.asOf) {
			out[p].add(s, doc)
		}
	}
	m.tallies[days] = out
	return out
}

func (t *tally) add(s *facts.Snapshot, doc int) {
	purchase := false
	for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
		t.revenue += s.Line.Net[l]
		sale := s.Sale(doc, l)
		purchase = purchase || sale
		if s.Line.CostKnown[l] {
			t.margin += s.Line.Net[l] - s.Line.Cost[l]
			if sale {
				t.costed += s.Line.Net[l]
			}
		}
	}
	if !purchase {
		return
	}
	day := s.Doc.Date[doc]
	if t.orders == 0 || day < t.first {
		t.first = day
	}
	t.orders++
	t.last = max(t.last, day)
}

// number returns the number of a field by party, and whether it is known.
func (m *measures) number(f Field, days int) func(p int) (int64, bool) {
	switch f.Code {
	case FieldR, "f", "m":
		score := m.scores().score[strings.Index("rfm", f.Code)]
		return func(p int) (int64, bool) { return int64(score[p]), score[p] > 0 }
	case FieldReferrals:
		brought := m.referrals(days)
		return func(p int) (int64, bool) { return int64(brought[p]), true }
	case "birth_month":
		return func(p int) (int64, bool) { v := m.in.Profiles[p].BirthMonth; return int64(v), v > 0 }
	case "since":
		return func(p int) (int64, bool) { v := m.in.Facts.Party.Since[p]; return int64(v), v > 0 }
	}
	if f.Theme == Own {
		return m.own(f)
	}
	tallies := m.tally(days)
	return func(p int) (int64, bool) { return m.sum(f.Code, &tallies[p]) }
}

// sum reads one number of a tally.
func (m *measures) sum(code string, t *tally) (int64, bool) {
	bought := t.orders > 0
	switch code {
	case FieldOrders:
		return int64(t.orders), true
	case FieldRevenue:
		return int64(t.revenue), true
	case "margin":
		return int64(t.margin), t.costed > 0
	case "average":
		return int64(t.revenue) / max(1, int64(t.orders)), bought
	case FieldQuiet:
		return int64(m.asOf - t.last), bought
	}
	return int64(m.asOf - t.first), bought // tenure
}

// own reads a number or a day of the owner's own field.
func (m *measures) own(f Field) func(p int) (int64, bool) {
	code := strings.TrimPrefix(f.Code, customPrefix)
	return func(p int) (int64, bool) {
		text := m.in.Profiles[p].Custom[code]
		if f.Form == Day {
			d, err := crm.ParseDate(text)
			return int64(d), err == nil
		}
		v, err := crm.ParseDecimal(text, 4)
		return v, err == nil
	}
}

func (m *measures) scores() *ranks {
	if m.ranks != nil {
		return m.ranks
	}
	parties := len(m.in.Facts.Party.ID)
	r := &ranks{segments: make([]string, parties)}
	for i := range r.score {
		r.score[i] = make([]int8, parties)
	}
	m.ranks = r
	x, err := rfm.Score(m.in.Facts, rfm.Options{AsOf: m.asOf})
	if err != nil {
		m.err = err
		return r
	}
	for _, c := range x.Customers {
		r.score[0][c.Party], r.score[1][c.Party], r.score[2][c.Party] = c.R, c.F, c.M
		r.segments[c.Party] = string(c.Segment)
	}
	return r
}

func (m *measures) valueClasses() []string {
	if m.classes == nil {
		m.classes = make([]string, len(m.in.Facts.Party.ID))
		x, err := value.Classify(m.in.Facts, value.Options{AsOf: m.asOf, HighShare: m.in.HighShare, OrdinaryShare: m.in.OrdinaryShare})
		if err != nil {
			m.err = err
			return m.classes
		}
		m.classes = x.Labels(len(m.classes))
	}
	return m.classes
}

// stages is where each party stands on the way from prospect to lost.
func (m *measures) stages() []string {
	out := make([]string, len(m.in.Facts.Party.ID))
	x, err := lifecycle.Ask(m.ctx, m.in.Facts, lifecycle.Options{AsOf: m.asOf, Factor10: m.in.Factor10})
	if err != nil {
		m.err = err
		return out
	}
	for _, c := range x.Customers {
		out[c.Party] = string(c.Stage)
	}
	return out
}

// bought counts the documents that sell any of the goods.
func (m *measures) bought(goods []bool, days int) []deed {
	s, from := m.in.Facts, m.from(days)
	out := make([]deed, len(s.Party.ID))
	for doc, p := range s.Doc.Party {
		if p == facts.None || !insight.Counted(s, doc, from, m.asOf) {
			continue
		}
		for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
			if g := s.Line.Product[l]; g != facts.None && goods[g] && s.Sale(doc, l) {
				out[p].add(s.Doc.Date[doc])
				break
			}
		}
	}
	return out
}

func (d *deed) add(day crm.Date) {
	d.times++
	d.last = max(d.last, day)
}

// contacts counts the contacts by a channel, or by [AnyChannel].
func (m *measures) contacts(channel string, days int) []deed {
	s, from := m.in.Facts, m.from(days)
	out := make([]deed, len(s.Party.ID))
	for i, p := range s.Contact.Party {
		d := s.Contact.Date[i]
		if p != facts.None && s.Contact.Live[i] && d > 0 && d >= from && d <= m.asOf && (channel == AnyChannel || s.Word(s.Contact.Channel[i]) == channel) {
			out[p].add(d)
		}
	}
	return out
}

// referrals counts the people each party brought or named.
func (m *measures) referrals(days int) []int32 {
	s, from := m.in.Facts, m.from(days)
	out := make([]int32, len(s.Party.ID))
	r := &s.Referral
	for i, p := range r.Referrer {
		if p != facts.None && r.Live[i] && r.Date[i] >= from && r.Date[i] <= m.asOf {
			out[p]++
		}
	}
	return out
}

// words returns the words of a field by party, and whether having none is
// known to be none.
func (m *measures) words(f Field) (of func(p int) []string, told bool) {
	s := m.in.Facts
	profile := func(of func(Profile) []string) func(int) []string {
		return func(p int) []string { return of(m.in.Profiles[p]) }
	}
	switch f.Code {
	case FieldSegment:
		return one(m.scores().segments), true
	case FieldClass:
		return one(m.valueClasses()), true
	case FieldStage:
		return one(m.stages()), true
	case FieldCountry:
		return func(p int) []string { return word(s.Word(s.Party.Country[p])) }, false
	case "group":
		return func(p int) []string { return word(s.Word(s.Party.Group[p])) }, false
	case "source":
		return func(p int) []string { return word(s.Word(s.Party.Acquired[p])) }, false
	case FieldConsent:
		return profile(open), true
	case FieldTag:
		return profile(tags), true
	case "has":
		return profile(func(x Profile) []string { return texts(x.Has) }), true
	case "role":
		return profile(func(x Profile) []string { return texts(x.Roles) }), false
	case "kind":
		return profile(kind), true
	case "language":
		return profile(func(x Profile) []string { return word(x.Language) }), false
	case "channel":
		return profile(func(x Profile) []string { return word(string(x.Channel)) }), false
	}
	code := strings.TrimPrefix(f.Code, customPrefix)
	return profile(func(x Profile) []string { return word(x.Custom[code]) }), false
}

func one(all []string) func(p int) []string {
	return func(p int) []string { return word(all[p]) }
}

func word(w string) []string {
	if w == "" {
		return nil
	}
	return []string{w}
}

func kind(x Profile) []string {
	if x.Organization {
		return []string{string(crm.Organization)}
	}
	return []string{string(crm.Person)}
}

func tags(x Profile) []string {
	out := make([]string, len(x.Tags))
	for i, id := range x.Tags {
		out[i] = id.String()
	}
	return out
}

// open is the channels the person has not closed.
func open(x Profile) (out []string) {
	for _, c := range crm.Channels() {
		closed := false
		for _, no := range x.Closed {
			closed = closed || no == c
		}
		if !closed {
			out = append(out, string(c))
		}
	}
	return out
}
