package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/reasons"
)

func reasonsQuestion() question {
	by := ""
	return question{name: "reasons", short: "Why they bought, and why quotes were lost",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&by, "by", "", "customers by segment (default) or group, the business's own")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			groups, err := option("by", by, reasons.Segment, reasons.Group)
			if err != nil {
				return reply{}, err
			}
			r, err := reasons.Ask(context.Background(), s, reasons.Options{AsOf: f.day, Window: f.window, By: groups, Reading: f.reading})
			if err != nil {
				return reply{}, err
			}
			labels, err := screen.ReasonLabels(b)
			if err != nil {
				return reply{}, err
			}
			r.Name(labels)
			return reply{json: r, text: func(t *terminal) { reasonsText(t, r) }, spec: func() chart.Spec { return reasonsChart(r) }}, nil
		}}
}

func reasonsText(t *terminal, r *reasons.Result) {
	head(t, r.Answer)
	if r.ByNet {
		t.say("too few costs are known: ranked by revenue")
	}
	for _, row := range r.Rows {
		t.say("%-36s %5d sales, %5d customers, %14s, left %14s (costs known: %3.0f %%), %5.1f %%", reasonText(row.Reason, row.Label), row.Sales, row.Customers,
			money(row.Net, r.Currency), money(row.Contribution, r.Currency), 100*row.Coverage, 100*row.Share)
		for _, p := range row.Parts {
			t.say("    %-32s %5d sales, %5d customers, %14s, left %14s", p.Group, p.Sales, p.Customers, money(p.Net, r.Currency), money(p.Contribution, r.Currency))
		}
	}
	t.say("lost quotes: %d, a reason is noted on %.0f %%", r.LostQuotes, 100*r.LostNoted)
	for _, l := range r.Lost {
		t.say("%-36s %5d quotes, %14s, %5.1f %% of the money", reasonText(l.Reason, l.Label), l.Quotes, money(l.Net, r.Currency), 100*l.Share)
	}
}

func reasonText(id, label string) string {
	if id == "" {
		return "no reason noted"
	}
	return cmp.Or(label, "a reason no longer on the list")
}

// reasonsChart has a bar a reason, by what the reasons are ranked by.
func reasonsChart(r *reasons.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightreason.chart_title"), Subtitle: asOf(r.Answer), N: r.N}
	if r.N == 0 {
		spec.Empty = i18n.T("insightreason.none_noted")
		return spec
	}
	rows := r.Bought()
	spec.Categories = column(rows, func(row reasons.Row) string { return cmp.Or(row.Label, i18n.T("insightreason.gone")) })
	spec.Series = []chart.Series{{Values: amounts(rows, crm.Exponent(r.Currency), func(row reasons.Row) crm.Amount { return row.Worth(r.ByNet) })}}
	return spec
}
