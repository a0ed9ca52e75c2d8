package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/benefit"
)

func benefitQuestion() question {
	baseline, months := "", 0
	return question{name: "benefit", short: "What has become better or worse since a day: the months before it against the last ones",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&baseline, "baseline", "", "first day of the new time, YYYY-MM-DD (default: as many months ago)")
			cmd.Flags().IntVar(&months, "months", 0, "months on each side, 1 to 36 (default 12)")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			day, err := parseDay(baseline, 0)
			if err != nil {
				return reply{}, err
			}
			r, err := benefit.Ask(context.Background(), s, benefit.Options{AsOf: f.day, Baseline: day, Months: months})
			if err != nil {
				return reply{}, usagef("--baseline: want a day up to --as-of; --months: want 1 to 36")
			}
			return reply{json: r, text: func(t *terminal) { benefitText(t, r) }, spec: func() chart.Spec { return benefitChart(r) }}, nil
		}}
}

func benefitText(t *terminal, r *benefit.Result) {
	head(t, r.Answer)
	t.say("before: %s to %s, now: %s to %s", r.Before.From, r.Before.To, r.Now.From, r.Now.To)
	write := func(u benefit.Unit, v int64) string {
		if u == benefit.Minor {
			return money(crm.Amount(v), r.Currency)
		}
		return fmt.Sprintf("%.4f", float64(v)/10000)
	}
	side := func(u benefit.Unit, x benefit.Side) string {
		if x.Value == nil {
			return "not known"
		}
		return write(u, *x.Value)
	}
	for _, row := range r.Rows {
		change := "no change told"
		if c := row.Change; c != nil {
			change = fmt.Sprintf("change %s (%s to %s)", write(row.Unit, c.Value), write(row.Unit, c.Low), write(row.Unit, c.High))
			if c.Telling {
				change += ", more than luck"
			}
		}
		t.say("  %-13s %14s (n %d) -> %14s (n %d %s): %s", row.Measure, side(row.Unit, row.Before), row.Before.N, side(row.Unit, row.Now), row.Now.N, row.Of, change)
	}
	t.say("not measured: %s", strings.Join(r.NotMeasured, ", "))
}

// benefitChart has a bar a measure: its change against before.
func benefitChart(r *benefit.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightreason.benefit_chart"), Subtitle: asOf(r.Answer), N: r.N,
		Format: func(v float64) string { return i18n.Percent(v, 0) }}
	values, told := make([]float64, len(r.Rows)), false
	for i, row := range r.Rows {
		spec.Categories = append(spec.Categories, i18n.T("insightreason.measure_"+string(row.Measure)))
		share, ok := row.Relative()
		if values[i] = share; !ok {
			values[i] = math.NaN()
		}
		told = told || ok
	}
	if !told {
		return chart.Spec{Kind: chart.HBar, Title: spec.Title, Empty: i18n.T("insightreason.benefit_none")}
	}
	spec.Series = []chart.Series{{Values: values}}
	return spec
}
