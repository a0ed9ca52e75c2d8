package main

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/pace"
	"regulars/data/insight/period"
)

func paceQuestion() question {
	resource, unit, ahead := "", "", 0
	return question{name: "pace", short: "What is booked for the weeks ahead, against the same time last year",
		long: `What is booked for the days ahead, against what was booked for the same days a
year before (364 days, so that Fridays meet Fridays) equally long before, and
what those came to. then and final are null where the book does not reach back.`,
		example: "  regularsctl ask pace --ahead 56 --json",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			resourceFlag(cmd, &resource)
			flags.IntVar(&ahead, "ahead", pace.DefaultAhead, "days ahead, 1 to 730")
			flags.StringVar(&unit, "unit", "", "week (default), month, quarter, year")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			id, err := resourceNamed(s, resource)
			if err != nil {
				return reply{}, err
			}
			u, err := option("unit", unit, period.Week, period.Month, period.Quarter, period.Year)
			if err != nil {
				return reply{}, err
			}
			r, err := pace.Ask(context.Background(), s, pace.Options{AsOf: f.day, Resource: id, Ahead: ahead, Unit: u})
			if err != nil || ahead < 1 {
				return reply{}, usagef("--ahead: want 1 to 730 days")
			}
			return reply{json: r, text: func(t *terminal) { paceText(t, r) }, spec: func() chart.Spec { return paceChart(r) }}, nil
		}}
}

func paceText(t *terminal, a *pace.Answer) {
	head(t, a.Answer)
	t.say("%s", a.Name)
	t.say("%-10s %-10s %8s %8s %8s %8s", "", "from", "offered", "now", "then", "final")
	for _, r := range a.Rows {
		paceRowText(t, r.Period, r)
	}
	if len(a.Rows) > 0 {
		paceRowText(t, "all", a.Total)
	}
}

func paceRowText(t *terminal, label string, r pace.Row) {
	count := func(n *int) string {
		if n == nil {
			return "-"
		}
		return i18n.Integer(int64(*n))
	}
	t.say("%-10s %-10s %8d %8d %8s %8s", label, r.From, r.Offered, r.Now, count(r.Then), count(r.Final))
}

func paceChart(a *pace.Answer) chart.Spec {
	spec := chart.Spec{Kind: chart.GroupedBar, Title: i18n.T("insightcap.chart_pace"), Subtitle: asOf(a.Answer), YLabel: i18n.T("insightcap.units"), N: a.N,
		Empty: emptyReason(len(a.Rows)), Categories: column(a.Rows, func(r pace.Row) string { return r.Period })}
	known := func(of func(pace.Row) *int) func(pace.Row) float64 {
		return func(r pace.Row) float64 {
			if n := of(r); n != nil {
				return float64(*n)
			}
			return math.NaN()
		}
	}
	spec.Series = []chart.Series{{Name: i18n.T("insightcap.now"), Values: column(a.Rows, func(r pace.Row) float64 { return float64(r.Now) })}}
	if len(a.Rows) > 0 && a.Rows[0].Then != nil {
		spec.Series = append(spec.Series, chart.Series{Name: i18n.T("insightcap.then"), Values: column(a.Rows, known(func(r pace.Row) *int { return r.Then }))},
			chart.Series{Name: i18n.T("insightcap.final"), Values: column(a.Rows, known(func(r pace.Row) *int { return r.Final }))})
	}
	return spec
}
