package main

import (
	"context"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/period"
	"regulars/data/insight/service"
	"regulars/data/insight/yield"
)

// yieldReply is the yield with what guests said at each utilisation.
type yieldReply struct {
	*yield.Answer
	Service *service.Answer `json:"service"`
}

// yieldFlags are the flags as written.
type yieldFlags struct{ resource, unit, from, to string }

func yieldQuestion() question {
	f := &yieldFlags{}
	return question{name: "yield", short: "How well rooms, tables or chairs are used: occupancy, rate, revenue per available unit, yield",
		long: `How well rooms, tables or chairs are used, by week or month: occupancy, average
rate, revenue per available unit, and yield, the revenue as a share of what all
units offered would bring at full price. Demand is what was asked for: sold, held
and refused. What is not defined (nothing offered, no full price) is null.

Beside it service tells how guests liked it at each utilisation of the day.`,
		example: "  regularsctl ask yield --resource \"Guest rooms\" --unit month --from 2026-01-01 --json",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			resourceFlag(cmd, &f.resource)
			flags.StringVar(&f.unit, "unit", "", "month (default), week, quarter, year")
			flags.StringVar(&f.from, "from", "", "first day, YYYY-MM-DD (default: the first booked)")
			flags.StringVar(&f.to, "to", "", "last day, YYYY-MM-DD (default: the as-of day)")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, a *askFlags) (reply, error) { return f.ask(s, a) }}
}

func resourceFlag(cmd *cobra.Command, into *string) {
	cmd.Flags().StringVar(into, "resource", "", "name of the resource, or how it begins (default: the one with the most bookings)")
}

func (f *yieldFlags) ask(s *facts.Snapshot, a *askFlags) (reply, error) {
	id, err := resourceNamed(s, f.resource)
	if err != nil {
		return reply{}, err
	}
	unit, err := option("unit", f.unit, period.Month, period.Week, period.Quarter, period.Year)
	if err != nil {
		return reply{}, err
	}
	from, err := parseDay(f.from, 0)
	if err != nil {
		return reply{}, err
	}
	to, err := parseDay(f.to, 0)
	if err != nil {
		return reply{}, err
	}
	r, err := yield.Ask(context.Background(), s, yield.Options{AsOf: a.day, Resource: id, From: from, To: to, Unit: unit})
	if err != nil {
		return reply{}, usagef("--from and --to: want days in order")
	}
	out := yieldReply{r, service.Ask(s, service.Options{AsOf: r.AsOf, Resource: r.Resource, From: from, To: to})}
	return reply{json: out, text: func(t *terminal) { yieldText(t, out) }, spec: func() chart.Spec { return yieldChart(r) }}, nil
}

// resourceNamed finds a resource by its id, its name or how that begins,
// whatever the case; "" is the zero id.
func resourceNamed(s *facts.Snapshot, name string) (found crm.ID, err error) {
	if name == "" {
		return found, nil
	}
	var names []string
	hits := 0
	for _, r := range s.Tables.Resources {
		names = append(names, r.Name)
		if strings.EqualFold(r.Name, name) || r.ID.String() == name {
			return r.ID, nil
		}
		if strings.HasPrefix(strings.ToLower(r.Name), strings.ToLower(name)) {
			found, hits = r.ID, hits+1
		}
	}
	if hits != 1 {
		return crm.ID{}, usagef("--resource %q: want one of: %s", name, strings.Join(names, ", "))
	}
	return found, nil
}

func yieldText(t *terminal, a yieldReply) {
	head(t, a.Answer.Answer)
	t.say("%s", a.Name)
	t.say("%-10s %8s %8s %6s %6s %7s %12s %10s %10s %6s", "", "offered", "sold", "refus.", "full d", "occup.", "revenue", "rate", "per avail.", "yield")
	for _, r := range a.Rows {
		figuresText(t, r.Period, r.Figures, a.Currency)
	}
	figuresText(t, "all", a.Total, a.Currency)
	for _, g := range a.Segments {
		t.say("  %-28s %8d sold, rate %s", nameOr(g.Name, "(no kind)"), g.Sold, amountOr(g.Rate, a.Currency))
	}
	for _, c := range a.TakeUp {
		t.say("  %-28s %-28s %-8s %6d sold, %d refused, rate %s", nameOr(c.Segment, "(no kind)"), nameOr(c.Class, "(no rate class)"), c.Part, c.Sold, c.Refused, amountOr(c.Rate, a.Currency))
	}
	serviceText(t, a.Service)
}

func figuresText(t *terminal, label string, f yield.Figures, currency string) {
	t.say("%-10s %8d %8d %6d %6d %7s %12s %10s %10s %6s", label, f.Offered, f.Sold, f.Refused, f.SoldOutDays, shareOr(f.Occupancy),
		i18n.Amount(f.Net, currency), amountOr(f.Rate, currency), amountOr(f.PerAvailable, currency), shareOr(f.Yield))
}

func serviceText(t *terminal, a *service.Answer) {
	if a.R == nil {
		t.say("how guests liked it: %d ratings, too few to set against the use", a.N)
		return
	}
	t.say("how guests liked it against the use of the day: %d ratings, correlation %.2f (%.2f to %.2f)", a.N, *a.R, *a.Low, *a.High)
	for _, b := range a.Rows {
		t.say("  %3.0f to %3.0f %% used: %5d ratings, mean %.2f", 100*b.From, 100*b.To, b.N, b.Rating)
	}
}

func nameOr(name, none string) string {
	if name == "" {
		return none
	}
	return name
}

// amountOr and shareOr write a number that may not be defined.
func amountOr(a *crm.Amount, currency string) string {
	if a == nil {
		return "-"
	}
	return i18n.Amount(*a, currency)
}

func shareOr(v *float64) string {
	if v == nil {
		return "-"
	}
	return i18n.Percent(*v, 1)
}

func yieldChart(a *yield.Answer) chart.Spec {
	spec := chart.Spec{Kind: chart.Line, Title: i18n.T("insightcap.chart_yield"), Subtitle: asOf(a.Answer), YLabel: i18n.T("insightcap.share"), N: a.N,
		Empty: emptyReason(a.N), Format: func(v float64) string { return i18n.Percent(v, 0) }}
	spec.Categories = column(a.Rows, func(r yield.Row) string { return r.Period })
	share := func(name string, of func(yield.Figures) *float64) {
		spec.Series = append(spec.Series, chart.Series{Name: name, Values: column(a.Rows, func(r yield.Row) float64 {
			if v := of(r.Figures); v != nil {
				return *v
			}
			return math.NaN()
		})})
	}
	share(i18n.T("insightcap.occupancy"), func(f yield.Figures) *float64 { return f.Occupancy })
	share(i18n.T("insightcap.yield"), func(f yield.Figures) *float64 { return f.Yield })
	return spec
}
