package main

import (
	"encoding/json"
	"strconv"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/protect"
)

// protectReply is the JSON of protection levels.
type protectReply struct {
	insight.Answer[protectRow]
	Capacity int    `json:"capacity"`
	Resource string `json:"resource,omitempty"` // when the book was asked
	Advice   string `json:"advice"`             // the policy to follow: optimal, or emsr_b for very large capacities
	// Units kept for each class but the last and all above it.
	EMSRa         []float64              `json:"emsr_a"`
	EMSRb         []float64              `json:"emsr_b"`
	Optimal       []float64              `json:"optimal"`
	BookingLimits map[string][]int       `json:"booking_limits"`
	Revenue       map[string]json.Number `json:"expected_revenue"`
	Overbooking   *overbookingReply      `json:"overbooking,omitempty"`
}

type protectRow struct {
	Class        string      `json:"class"`
	Contribution json.Number `json:"contribution"`
	Mean         float64     `json:"mean"`
	SD           float64     `json:"sd"`
	Asked        []int       `json:"asked"` // its places among the prices asked about, from 1
	BookingLimit int         `json:"booking_limit"`
}

type overbookingReply struct {
	Limit  int     `json:"limit"`
	Turned float64 `json:"expected_turned_away"`
	Risk   float64 `json:"p_turned_away"`
}

// protectFlags are the flags as written.
type protectFlags struct {
	price, cost, mean, sd, law, file string
	noShow, harm                     string
	capacity                         int
	resource, weekday, on, by        string // to the book
}

func protectQuestion() question {
	f := &protectFlags{}
	return question{name: "protect", short: "How many units to keep for those who pay more and come later",
		long: `How many units (rooms, chairs, tables) to keep for those who pay more and come
later: protection levels, booking limits and expected revenue, against first
come, first served.

Asks the book with --weekday or --on: classes, what they leave and how many ask
on such days, sold-out days estimated, come from its bookings; at least 8 such
days are needed. Otherwise it needs no book: each class has a price and a demand per day, counted with those turned away.
Demand is normal where --sd is given and Poisson where it is not; below 30 units
Poisson is the better guess. Or give past days in --file, with the columns
class,price,demand and, where there is one, full (1 for a day that was sold
out): few units are then taken as they were, sold-out days as what they hide.

Money is in the unit it is asked in. The answer has, for every class but the
last, the units to keep for it and all above (emsr_a, emsr_b, optimal), for
every class the most that it and those below may book (booking_limits), and the
expected contribution of a day (expected_revenue).`,
		example: `  regularsctl ask protect --price 1050,950,699,520 --mean 17.3,45.1,39.6,34 --sd 5.8,15,13.2,11.3 --capacity 100
  regularsctl ask protect --weekday fri --by segment
  regularsctl ask protect --price 120,80 --variable-cost 15 --mean 6,12 --capacity 10 --no-show 0.1 --harm 200 --json`,
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.IntVar(&f.capacity, "capacity", -1, "units to sell")
			flags.StringVar(&f.price, "price", "", "price of each class, between commas, the highest first")
			flags.StringVar(&f.cost, "variable-cost", "0", "cost of one unit more, of each class or one for all")
			flags.StringVar(&f.mean, "mean", "", "mean demand of each class, with those turned away")
			flags.StringVar(&f.sd, "sd", "", "standard deviation of each class, or one for all (default: a Poisson law)")
			flags.StringVar(&f.law, "law", "", "normal or poisson (default: normal with --sd, else poisson)")
			flags.StringVar(&f.file, "file", "", "CSV file of past days instead of --price, --mean and --sd: class,price,demand[,full]")
			flags.StringVar(&f.noShow, "no-show", "", "share of bookings that do not come, 0 to 0.99: how far to overbook")
			resourceFlag(cmd, &f.resource)
			flags.StringVar(&f.weekday, "weekday", "", "ask the book about this day of the week: mon, tue, wed, thu, fri, sat, sun")
			flags.StringVar(&f.on, "on", "", "ask the book about this day, YYYY-MM-DD, and those like it")
			flags.StringVar(&f.by, "by", "", "to the book: rate (default) or segment")
			flags.StringVar(&f.harm, "harm", "", "with --no-show: cost of turning away a customer who booked (default: book on while the risk is at most 5 %)")
		},
		plain: func(*askFlags) (reply, bool, error) {
			if f.weekday != "" || f.on != "" || f.resource != "" {
				return reply{}, false, nil
			}
			r, err := f.ask()
			return r, true, err
		},
		answer: func(_ *book.Book, s *facts.Snapshot, a *askFlags) (reply, error) { return f.askBook(s, a) }}
}

func (f *protectFlags) ask() (reply, error) {
	if f.capacity < 0 || f.capacity > protect.Most {
		return reply{}, usagef("--capacity: say how many units there are to sell, 0 to %d", protect.Most)
	}
	classes, err := f.classes()
	if err != nil {
		return reply{}, err
	}
	for i, c := range classes {
		if c.Value <= 0 {
			return reply{}, usagef("class %d leaves nothing after its variable cost; leave it out, or correct --price and --variable-cost", i+1)
		}
		if c.Demand.Check() != nil {
			return reply{}, usagef("the demand of class %d is out of range: want 0 to %d", i+1, protect.Most)
		}
	}
	r, err := protect.Ask(f.capacity, classes)
	if err != nil {
		return reply{}, err
	}
	out := newProtectReply(r, len(classes), plainCoins)
	if out.Overbooking, err = f.overbooking(r); err != nil {
		return reply{}, err
	}
	return protectSaid(r, out), nil
}

func protectSaid(r *protect.Result, out protectReply) reply {
	return reply{json: out, text: func(t *terminal) { protectText(t, out) }, spec: func() chart.Spec { return protectChart(r) }}
}

func (f *protectFlags) classes() ([]protect.Class, error) {
	if f.file != "" {
		if f.price != "" || f.mean != "" || f.sd != "" {
			return nil, usagef("--file holds prices and demand; leave --price, --mean and --sd out")
		}
		return f.fromFile()
	}
	if f.price == "" || f.mean == "" {
		return nil, usagef("--price and --mean: give the price and the mean demand of each class, or past days with --file")
	}
	prices, err := listFlag("price", f.price, plainDecimals, 0)
	if err != nil {
		return nil, err
	}
	out := make([]protect.Class, len(prices))
	costs, err := listFlag("variable-cost", f.cost, plainDecimals, len(prices))
	if err != nil {
		return nil, err
	}
	demands, err := f.demands(len(prices))
	if err != nil {
		return nil, err
	}
	for i, p := range prices {
		out[i] = protect.Class{Name: crm.FormatDecimal(p, plainDecimals), Value: crm.Amount(p - costs[i]), Demand: demands[i]}
	}
	return out, nil
}

func (f *protectFlags) demands(n int) ([]protect.Demand, error) {
	means, err := listFlag("mean", f.mean, 6, n)
	if err != nil {
		return nil, err
	}
	return demandList(means, "sd", f.sd, f.law)
}

// demandList gives each mean (in millionths) its law.
func demandList(means []int64, sdFlag, sd, law string) ([]protect.Demand, error) {
	usual := protect.Poisson
	if sd != "" {
		usual = protect.Normal
	}
	other := map[protect.Law]protect.Law{protect.Poisson: protect.Normal, protect.Normal: protect.Poisson}[usual]
	l, err := option("law", law, usual, other)
	if err != nil {
		return nil, err
	}
	out := make([]protect.Demand, len(means))
	if l == protect.Normal && sd == "" {
		return nil, usagef("--law normal: give --%s too", sdFlag)
	}
	for i, m := range floats(means, 6) {
		out[i] = protect.Demand{Law: l, Mean: m}
	}
	if l == protect.Normal {
		sds, err := listFlag(sdFlag, sd, 6, len(means))
		if err != nil {
			return nil, err
		}
		for i, s := range floats(sds, 6) {
			out[i].SD = s
		}
	}
	return out, nil
}

// overbooking answers --no-show for the lowest class, which comes first.
func (f *protectFlags) overbooking(r *protect.Result) (*overbookingReply, error) {
	if f.noShow == "" || len(r.Rows) == 0 {
		return nil, nil
	}
	away, err := decimalFlag("no-show", f.noShow, 6)
	if err != nil || away > 990_000 {
		return nil, usagef("--no-show %q: want a share from 0 to 0.99, such as 0.1", f.noShow)
	}
	show := 1 - float64(away)/1e6
	o, err := protect.OverbookByRisk(r.Capacity, show, .05)
	if f.harm != "" {
		harm, bad := decimalFlag("harm", f.harm, plainDecimals)
		if bad != nil || harm == 0 {
			return nil, usagef("--harm %q: want what it costs to turn away a customer who booked, above 0", f.harm)
		}
		o, err = protect.OverbookByCost(r.Capacity, show, r.Rows[len(r.Rows)-1].Value, crm.Amount(harm))
	}
	return &overbookingReply{o.Limit, o.Turned, o.Risk}, err
}

func newProtectReply(r *protect.Result, asked int, m coins) protectReply {
	out := protectReply{Answer: insight.New[protectRow]("protect", "model_nested", m.currency, 0), Capacity: r.Capacity,
		EMSRa: notNil(r.EMSRa.Protect), EMSRb: notNil(r.EMSRb.Protect), Optimal: notNil(r.Optimal.Protect),
		BookingLimits: map[string][]int{}, Revenue: map[string]json.Number{}}
	out.N, out.Coverage, out.Needs = asked, 1, r.Needs
	if r.EMSRb.Limits != nil {
		out.Advice = "emsr_b"
		out.BookingLimits["emsr_a"], out.BookingLimits["emsr_b"] = r.EMSRa.Limits, r.EMSRb.Limits
	}
	if r.Exact {
		out.Advice, out.BookingLimits["optimal"] = "optimal", r.Optimal.Limits
		for name, p := range map[string]protect.Policy{"emsr_a": r.EMSRa, "emsr_b": r.EMSRb, "optimal": r.Optimal, "first_come": r.First} {
			out.Revenue[name] = m.write(p.Revenue)
		}
	}
	for i, c := range r.Rows {
		row := protectRow{Class: c.Name, Contribution: m.write(c.Value), Mean: c.Mean, SD: c.SD, Asked: column(c.Asked, func(at int) int { return at + 1 })}
		if limits := r.Advice().Limits; limits != nil {
			row.BookingLimit = limits[i]
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func protectText(t *terminal, a protectReply) {
	if a.Resource != "" {
		t.say("%s as of %s, %d comparable days", a.Resource, a.AsOf, a.N)
	}
	t.say("protect: %d units, %d classes, advice: %s", a.Capacity, len(a.Rows), a.Advice)
	for _, n := range a.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	t.say("%-16s %14s %10s %8s %8s %8s %8s  booking limit", "class", "contribution", "mean", "sd", "emsr-a", "emsr-b", "optimal")
	for i, r := range a.Rows {
		level := func(list []float64, decimals int) string {
			if i >= len(list) {
				return ""
			}
			return strconv.FormatFloat(list[i], 'f', decimals, 64)
		}
		t.say("%-16s %14s %10.2f %8.2f %8s %8s %8s  %d", r.Class, r.Contribution, r.Mean, r.SD, level(a.EMSRa, 2), level(a.EMSRb, 2), level(a.Optimal, 0), r.BookingLimit)
	}
	if len(a.Revenue) > 0 {
		t.say("expected: optimal %s, EMSR-b %s, EMSR-a %s, first come %s", a.Revenue["optimal"], a.Revenue["emsr_b"], a.Revenue["emsr_a"], a.Revenue["first_come"])
	}
	if o := a.Overbooking; o != nil {
		t.say("take up to %d bookings: somebody is turned away with a chance of %.1f %%, %.2f on average", o.Limit, 100*o.Risk, o.Turned)
	}
}

// protectChart shows what each class may book.
func protectChart(r *protect.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprice.protect_title"), Subtitle: i18n.N("insightprice.protect_units", r.Capacity),
		YLabel: i18n.T("insightprice.protect_limit"), Empty: emptyReason(len(r.Advice().Limits))}
	spec.Categories = column(r.Rows, func(c protect.Row) string { return c.Name })
	spec.Series = []chart.Series{{Name: spec.YLabel, Values: column(r.Advice().Limits, func(n int) float64 { return float64(n) })}}
	if spec.Empty != "" {
		spec.Empty = i18n.T("insightprice.protect_nothing")
	}
	return spec
}
