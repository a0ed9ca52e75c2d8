package main

import (
	"cmp"
	"encoding/json"
	"math"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/group"
	"regulars/data/insight/protect"
)

// groupReply is the JSON of the group question. A range is a mean and where
// the number lies in 8 of 10 cases.
type groupReply struct {
	insight.Answer[groupRow]
	Decision string      `json:"answer"` // accept, wait, or unknown where the book has too few comparable nights
	Fits     bool        `json:"fits"`
	Kept     float64     `json:"units_expected"` // units times nights, after the wash
	Margin   json.Number `json:"group_margin"`
	*groupWeighed
	Resource string `json:"resource,omitempty"` // when the book was asked
	*groupUsed
}

// groupWeighed is the group against those it pushes out; missing where the
// answer is unknown.
type groupWeighed struct {
	Cost       groupRange  `json:"displacement_cost"`
	Others     json.Number `json:"other_nights_cost"` // of displacement_cost: nights beside those they would be turned away from
	Net        groupRange  `json:"net_gain"`
	Lowest     groupRange  `json:"lowest_rate"`
	LowestBare json.Number `json:"lowest_rate_without_ancillary"`
	Regret     float64     `json:"p_regret"` // chance that waiting would have been better
}

// groupUsed are the numbers of the book, or the flags in their place, that the
// answer stands on.
type groupUsed struct {
	Gone        float64 `json:"p_group_cancels"`
	Wash        float64 `json:"wash"`        // of the units of a group that comes
	Groups      int     `json:"groups"`      // of the book, the two stand on
	Correlation float64 `json:"correlation"` // of neighbouring nights
	Pairs       int     `json:"night_pairs"` // of the book, it stands on
	StayLength  float64 `json:"stay_length"` // nights of the guests who ask so late
}

type groupRange struct {
	Mean json.Number `json:"mean"`
	Low  json.Number `json:"low"`
	High json.Number `json:"high"`
}

type groupRow struct {
	Night     int         `json:"night"`
	Date      crm.Date    `json:"date"`
	Free      int         `json:"free"`
	Displaced float64     `json:"displaced"`
	Low       float64     `json:"displaced_low"`
	High      float64     `json:"displaced_high"`
	Cost      json.Number `json:"cost"`
	Others    json.Number `json:"other_nights_cost"`
	*groupNight
}

// groupFlags are the flags as written.
type groupFlags struct {
	units, nights                           int
	from, rate, ancillary, cost, wash       string
	fullRate, fullAncillary, capacity, hand string
	demand, sd, law                         string
	cancel, correlation                     string
	resource, arrive                        string // to the book
	late                                    bool
}

func (f *groupFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.IntVar(&f.units, "units", 0, "units the group wants each night")
	flags.IntVar(&f.nights, "nights", 0, "nights (default: as many as --demand has entries)")
	flags.StringVar(&f.from, "from", "", "first night, YYYY-MM-DD")
	resourceFlag(cmd, &f.resource)
	flags.StringVar(&f.arrive, "arrive", "", "first night, YYYY-MM-DD: ask the book about these nights")
	flags.StringVar(&f.rate, "rate", "", "what the group offers")
	flags.StringVar(&f.ancillary, "ancillary", "0", "what the group leaves besides, after its cost: meals, drinks, extras")
	flags.StringVar(&f.cost, "variable-cost", "", "cost of one unit more (default: 0; to the book: that of the resource)")
	flags.StringVar(&f.wash, "wash", "", "share of the units of a group that comes that will fall away, from 0 to below 1 (default: 0; to the book: that of its groups)")
	flags.StringVar(&f.cancel, "cancel", "", "chance that the whole group calls off, from 0 to below 1 (default: 0; to the book: that of its groups)")
	flags.StringVar(&f.correlation, "correlation", "", "of the demand of neighbouring nights, 0 to 0.99 (default: 0; to the book: that of such nights)")
	flags.BoolVar(&f.late, "late-wash", false, "units that fall away come back too late to be sold")
	flags.StringVar(&f.fullRate, "full-rate", "", "the ordinary rate")
	flags.StringVar(&f.fullAncillary, "full-ancillary", "0", "what an ordinary customer leaves besides, after its cost")
	flags.StringVar(&f.capacity, "capacity", "", "units there are")
	flags.StringVar(&f.hand, "on-hand", "0", "units booked already")
	flags.StringVar(&f.demand, "demand", "", "demand still expected at the ordinary rate")
	flags.StringVar(&f.sd, "demand-sd", "", "its standard deviation (default: a Poisson law)")
	flags.StringVar(&f.law, "law", "", "normal or poisson (default: normal with --demand-sd, else poisson)")
}

func groupQuestion() question {
	f := &groupFlags{}
	return question{name: "group", short: "A group asks for units at a lower rate: accept or wait?",
		long: `A group asks for units at a lower rate: accept, or wait for those who may come
later and pay more?

Asks the book with --arrive: what is on hand, what still comes and what it
leaves are read from its bookings by night, from comparable nights and how long
before them it is; --cancel and --wash (both, where one is given),
--variable-cost and --correlation are the book's own unless given. A guest of
several nights who is turned away on one takes the others along: what these
leave is part of the displacement cost (other_nights_cost), as far as nobody
else takes them. Otherwise it needs no book.

For each night the group pushes out the customers who would find no unit because
of it. What those would have left is set against what the group leaves. Amounts
are for one unit and one night, in the unit they are asked in; lists between
commas have one entry a night, and a single entry stands for all nights.

--demand is what is still expected at the ordinary rate, with those who would
be turned away, without what is booked (--on-hand). It is normal where
--demand-sd is given (0: it is known), else Poisson. --cancel is the chance that
the whole group calls off, --wash the share of the units of one that comes that
will fall away; both are taken to happen in time for the units to be sold,
unless --late-wash is set. Means are exact, the ranges of 8 in 10 cases are from
draws with fixed random numbers. --correlation is how the demand of a night goes
with that of the night before, 0 (each by itself) to 0.99; it widens the ranges
only.`,
		example: `  regularsctl ask group --arrive 2027-05-07 --nights 3 --units 5 --rate 78
  regularsctl ask group --units 40 --rate 110 --ancillary 15 --variable-cost 25 --full-rate 180 --capacity 100 --demand 70 --demand-sd 15
  regularsctl ask group --units 5 --nights 3 --from 2026-05-08 --rate 80 --variable-cost 15 --full-rate 120 --capacity 10 --demand 4,8,9 --demand-sd 0 --json`,
		flags: f.add,
		plain: func(*askFlags) (reply, bool, error) {
			if f.arrive != "" || f.resource != "" {
				return reply{}, false, nil
			}
			r, err := f.ask()
			return r, true, err
		},
		answer: func(_ *book.Book, s *facts.Snapshot, a *askFlags) (reply, error) { return f.askBook(s, a) }}
}

func (f *groupFlags) ask() (reply, error) {
	q, err := f.question()
	if err != nil {
		return reply{}, err
	}
	r, err := group.Ask(q)
	if err != nil {
		return reply{}, usageError{err}
	}
	return groupAnswer(r, newGroupReply(r, plainCoins), plainCoins), nil
}

func groupAnswer(r *group.Result, out groupReply, m coins) reply {
	return reply{json: out, text: func(t *terminal) { groupText(t, out) }, spec: func() chart.Spec { return groupChart(r, m) }}
}

func (f *groupFlags) question() (q group.Question, err error) {
	for _, given := range [][2]string{{"rate", f.rate}, {"full-rate", f.fullRate}, {"capacity", f.capacity}, {"demand", f.demand}} {
		if given[1] == "" {
			return q, usagef("--units, --rate, --full-rate, --capacity and --demand are needed; --%s is missing", given[0])
		}
	}
	if err := f.own(plainDecimals, &q); err != nil {
		return q, err
	}
	q.Nights, err = f.eachNight(q.Variable)
	return q, err
}

// own reads what the group itself says.
func (f *groupFlags) own(decimals int, q *group.Question) error {
	if f.units < 1 || f.units > group.MostUnits {
		return usagef("--units: say how many units the group wants, 1 to %d", group.MostUnits)
	}
	if f.nights < 0 || f.nights > group.MostNights {
		return usagef("--nights: want 1 to %d", group.MostNights)
	}
	q.Units, q.LateWash = f.units, f.late
	for _, m := range []struct {
		flag, text string
		into       *crm.Amount
	}{{"rate", f.rate, &q.Rate}, {"ancillary", f.ancillary, &q.Ancillary}, {"variable-cost", f.cost, &q.Variable}} {
		v, err := decimalFlag(m.flag, cmp.Or(m.text, "0"), decimals)
		if err != nil {
			return err
		}
		if v > group.MostMoney {
			return usagef("--%s %s is too large", m.flag, m.text)
		}
		*m.into = crm.Amount(v)
	}
	for _, share := range []struct {
		flag, text string
		most       float64
		into       *float64
	}{{"wash", f.wash, 1, &q.Wash}, {"cancel", f.cancel, 1, &q.Gone}, {"correlation", f.correlation, group.MostCorrelation + 1e-6, &q.Correlation}} {
		v, err := decimalFlag(share.flag, cmp.Or(share.text, "0"), 6)
		if *share.into = float64(v) / 1e6; err != nil || *share.into >= share.most {
			return usagef("--%s %q: want a number from 0 to %s, such as 0.2", share.flag, share.text, map[bool]string{true: "below 1", false: "0.99"}[share.most == 1])
		}
	}
	return nil
}

func (f *groupFlags) eachNight(variable crm.Amount) ([]group.Night, error) {
	means, err := listFlag("demand", f.demand, 6, f.nights)
	if err != nil {
		return nil, err
	}
	demands, err := demandList(means, "demand-sd", f.sd, f.law)
	if err != nil {
		return nil, err
	}
	day, err := parseDay(f.from, 0)
	if err != nil {
		return nil, err
	}
	n := len(means)
	lists := [4][]int64{}
	for i, l := range []struct {
		flag, text string
		exp        int
	}{{"full-rate", f.fullRate, plainDecimals}, {"full-ancillary", f.fullAncillary, plainDecimals}, {"capacity", f.capacity, 0}, {"on-hand", f.hand, 0}} {
		if lists[i], err = listFlag(l.flag, l.text, l.exp, n); err != nil {
			return nil, err
		}
	}
	if n > group.MostNights {
		return nil, usagef("--demand has %d entries; want at most %d nights", n, group.MostNights)
	}
	out := make([]group.Night, n)
	for i := range out {
		if out[i], err = oneNight(i, lists, variable, demands[i]); err != nil {
			return nil, err
		}
		if day != 0 {
			out[i].Date = day + crm.Date(i)
		}
	}
	return out, nil
}

// oneNight reads entry i of full rate, full ancillary, capacity and on hand.
func oneNight(i int, lists [4][]int64, variable crm.Amount, d protect.Demand) (n group.Night, err error) {
	rate, ancillary, capacity, onHand := lists[0][i], lists[1][i], lists[2][i], lists[3][i]
	switch {
	case rate > group.MostMoney || ancillary > group.MostMoney-rate:
		return n, usagef("--full-rate and --full-ancillary: night %d is too large", i+1)
	case crm.Amount(rate+ancillary) < variable:
		return n, usagef("--full-rate: night %d leaves less than its variable cost; correct --full-rate or --variable-cost", i+1)
	case capacity > group.MostUnits || onHand > group.MostUnits:
		return n, usagef("--capacity and --on-hand: night %d has more than %d units", i+1, group.MostUnits)
	case d.Check() != nil:
		return n, usagef("--demand and --demand-sd: night %d is out of range, want 0 to %d", i+1, protect.Most)
	}
	return group.Night{Capacity: int(capacity), OnHand: int(onHand), Demand: d, Margin: crm.Amount(rate+ancillary) - variable}, nil
}

func newGroupReply(r *group.Result, m coins) groupReply {
	money := func(v group.Range[crm.Amount]) groupRange {
		return groupRange{m.write(v.Mean), m.write(v.Low), m.write(v.High)}
	}
	out := groupReply{Answer: insight.New[groupRow]("group", "model_displacement", m.currency, 0), Decision: "wait", Fits: r.Fits, Kept: math.Round(r.Kept*1e6) / 1e6, Margin: m.write(r.Group),
		groupWeighed: &groupWeighed{money(r.Cost), m.write(r.Others), money(r.Net), money(r.Lowest), m.write(r.LowestBare), r.Regret}}
	if r.Accept {
		out.Decision = "accept"
	}
	out.N, out.Coverage, out.Needs = len(r.Nights), 1, r.Needs
	for i, n := range r.Nights {
		out.Rows = append(out.Rows, groupRow{Night: i + 1, Date: n.Date, Free: n.Free, Displaced: math.Round(n.Displaced.Mean*1e6) / 1e6,
			Low: n.Displaced.Low, High: n.Displaced.High, Cost: m.write(n.Cost), Others: m.write(n.Others)})
	}
	return out
}

func groupText(t *terminal, a groupReply) {
	if u := a.groupUsed; u != nil {
		t.say("%s as of %s: the group calls off in %.0f of 100 cases, %.0f %% of the units of one that comes fall away (%d groups)", a.Resource, a.AsOf, 100*u.Gone, 100*u.Wash, u.Groups)
		t.say("  neighbouring nights move together by %.2f (%d pairs); who asks so late stays %.2f nights", u.Correlation, u.Pairs, u.StayLength)
	}
	if a.Decision != "unknown" {
		t.say("%s: net gain %s (8 of 10 cases: %s to %s)", a.Decision, a.Net.Mean, a.Net.Low, a.Net.High)
	}
	for _, n := range a.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	if a.Decision == "unknown" {
		t.say("  too few comparable nights to tell what still comes; give --demand yourself")
		return
	}
	t.say("  the group leaves          %14s  (%.4g units and nights expected)", a.Margin, a.Kept)
	t.say("  those pushed out leave    %14s  (%s to %s)", a.Cost.Mean, a.Cost.Low, a.Cost.High)
	if a.groupUsed != nil {
		t.say("    of it in other nights   %14s", a.Others)
	}
	t.say("  lowest acceptable rate    %14s  (%s to %s), without ancillary %s", a.Lowest.Mean, a.Lowest.Low, a.Lowest.High, a.LowestBare)
	t.say("  waiting would be better in %.0f of 100 cases", 100*a.Regret)
	for _, r := range a.Rows {
		when := ""
		if r.Date != 0 {
			when = " " + r.Date.String()
		}
		t.say("  night %d%s: %d free, %.2f pushed out (%.0f to %.0f), cost %s", r.Night, when, r.Free, r.Displaced, r.Low, r.High, r.Cost)
		if n := r.groupNight; n != nil {
			t.say("    %d of %d booked, %d expected to stay, %.2f more to come, each leaves %s (%d comparable nights)", n.Booked, n.Capacity, n.Stay, n.ToCome, n.Leaves, n.Days)
		}
	}
}

// groupChart shows the lines of the sum.
func groupChart(r *group.Result, m coins) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprice.group_wait"), YLabel: i18n.T("insightprice.money"), Format: m.label,
		Categories: []string{i18n.T("insightprice.group_leaves"), i18n.T("insightprice.group_cost"), i18n.T("insightprice.group_net")}}
	if r.Accept {
		spec.Title = i18n.T("insightprice.group_accept")
	}
	values := column([]crm.Amount{r.Group, r.Cost.Mean, r.Net.Mean}, m.chart)
	spec.Series = []chart.Series{{Name: spec.YLabel, Values: values}}
	return spec
}
