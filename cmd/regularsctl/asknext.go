package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/lifetime"
)

func nextQuestion() question {
	horizon, customers := 0, false
	return question{name: "next", short: "Who buys next: chances, expected orders and what comes in, with intervals",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&horizon, "horizon", lifetime.DefaultHorizon, "days ahead, 1 to 3650")
			cmd.Flags().BoolVar(&customers, "customers", false, "one row a customer")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			if horizon < 1 {
				return reply{}, usagef("--horizon: want 1 to 3650 days")
			}
			a, err := lifetime.Ask(context.Background(), s, lifetime.Options{AsOf: f.day, Horizon: horizon, Reading: f.reading})
			if err != nil {
				return reply{}, usagef("--horizon: want 1 to 3650 days")
			}
			shown := *a
			if !customers {
				shown.Rows = []lifetime.Row{}
			}
			return reply{json: shown, spec: func() chart.Spec { return nextChart(a) }, text: func(t *terminal) { nextText(t, &shown) }}, nil
		}}
}

func nextText(t *terminal, a *lifetime.Forecast) {
	head(t, a.Answer)
	t.say("%d customers, %d with two days of purchase or more; usual gap %d days; %d of %d with a rhythm are quiet", a.Customers, a.Repeaters, a.MedianGap, a.Quiet, a.WithRhythm)
	for _, ahead := range []*lifetime.Ahead{a.Next, a.InYear} {
		if ahead != nil {
			t.say("next %d days: %.0f orders (80 %%: %.0f to %.0f), %s (%s to %s)", ahead.Days, ahead.Orders.Mean, ahead.Orders.Low, ahead.Orders.High,
				money(ahead.Worth, a.Currency), money(ahead.WorthLow, a.Currency), money(ahead.WorthHigh, a.Currency))
		}
	}
	if y := a.InYear; y != nil && y.Margin != nil {
		t.say("next %d days: margin %s (80 %%: %s to %s), of %.1f %% of the sales", y.Days, money(y.Margin.Expected, a.Currency),
			money(y.Margin.Low, a.Currency), money(y.Margin.High, a.Currency), 100*a.MarginCoverage)
	}
	t.say("regularity k %.2f of %d customers, regular %v", a.Regularity.K, a.Regularity.N, a.Regularity.Regular)
	for _, m := range a.Models {
		weight := ""
		if m.Weight > 0 {
			weight = fmt.Sprintf("  weight %.3f", m.Weight)
		}
		t.say("  %-11s log-likelihood %.4f, converged %v, identified %v, %v%s", m.Name, m.LogLikelihood, m.Converged, m.Identified, m.Parameters, weight)
	}
	if b := a.BackTest; b != nil {
		t.say("back-test from %s, %d days: %d orders came", b.Cut, b.Days, b.Actual)
		for _, m := range b.Models {
			t.say("  %-11s foretold %.0f, Brier %.4f, right of %.1f %%", m.Model, m.Predicted, m.Brier, 100*m.Hits)
		}
		t.say("  twice the usual gap: right of %.1f %%", 100*b.RuleHits)
	}
	for _, r := range a.Rows {
		if c := r.Chance; c != nil {
			t.say("  %-30s %5.1f %% %6.2f orders (%d to %d), silent %d days%s", r.Name, 100*c.Buy, c.Expected, c.Low, c.High, r.Silence, marginOf(c.Year, a.Currency))
			continue
		}
		t.say("  %-30s %d orders, silent %d days, usual gap %d", r.Name, r.Orders, r.Silence, r.Gap)
	}
}

func marginOf(y lifetime.YearOf, currency string) string {
	if y.Margin == nil {
		return ""
	}
	return fmt.Sprintf(", margin of 12 months %s (%s to %s)", money(y.Margin.Expected, currency), money(y.Margin.Low, currency), money(y.Margin.High, currency))
}

// nextChart counts the customers by their chance to buy, in fifths of 0 to 1.
func nextChart(a *lifetime.Forecast) chart.Spec {
	spec := chart.Spec{Kind: chart.Bar, Title: i18n.T("insightnext.chart_title"), Subtitle: asOf(a.Answer), YLabel: i18n.T("ctl.customers"),
		XLabel: i18n.T("insightnext.chart_x", i18n.Args{"Days": a.Horizon}), N: a.N}
	counts := make([]float64, 5)
	for _, r := range a.Rows {
		if r.Chance != nil {
			counts[min(4, int(5*r.Buy))]++
		}
	}
	if !slices.ContainsFunc(counts, func(n float64) bool { return n > 0 }) {
		spec.Empty = i18n.T("insightnext.chart_empty")
		return spec
	}
	for i := range counts {
		spec.Categories = append(spec.Categories, i18n.Percent(float64(i)/5, 0)+" – "+i18n.Percent(float64(i+1)/5, 0))
	}
	spec.Series = []chart.Series{{Name: i18n.T("ctl.customers"), Values: counts}}
	return spec
}
