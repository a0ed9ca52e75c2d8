package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/priority"
)

func priorityQuestion() question {
	weights, customers := "", 0
	return question{name: "priority", short: "Whom to look after first: profit so far, expected profit and referrals, weighed",
		long: "Priority = w1 rank(profit) + w2 rank(profit expected in 12 months) + w3 rank(referral value), ranks from 0 to 1.\n" +
			"What the book cannot tell leaves its weight to the others; without any known cost, revenue stands in for profit.",
		example: "  regularsctl ask priority --weights 50,35,15 --customers 20",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&weights, "weights", "", "profit, expected, referrals in per cent (default: the saved ones, at first 50,35,15)")
			cmd.Flags().IntVar(&customers, "customers", 0, "only so many, the first ones (default: all)")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			w, err := readWeights(b, weights)
			if err != nil {
				return reply{}, err
			}
			if customers < 0 {
				return reply{}, usagef("--customers: want a number of customers, or 0 for all")
			}
			r, err := priority.Ask(context.Background(), s, priority.Options{AsOf: f.day, Reading: f.reading}, w)
			if err != nil {
				return reply{}, err
			}
			if customers > 0 {
				r.Rows = r.Rows[:min(customers, len(r.Rows))]
			}
			return reply{json: r, spec: func() chart.Spec { return priorityChart(r) }, text: func(t *terminal) { priorityText(t, r, customers) }}, nil
		}}
}

// readWeights reads "50,35,15"; "" are the saved ones.
func readWeights(b *book.Book, text string) (w priority.Weights, err error) {
	if text == "" {
		settings, err := b.Settings()
		return priority.Saved(settings), err
	}
	parts := strings.Split(text, ",")
	for i, part := range parts {
		v, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(part), "%"))
		if err != nil || len(parts) != len(w) {
			return w, usagef("--weights %q: want three numbers such as 50,35,15", text)
		}
		w[i] = v
	}
	if w.Check() != nil {
		return w, usagef("--weights %q: want three numbers from 0 that sum to 100", text)
	}
	return w, nil
}

func priorityText(t *terminal, r *priority.Result, customers int) {
	head(t, r.Answer)
	for _, a := range r.Axes {
		if a.Available {
			t.say("  %-9s weighs %3d %%, in use %5.1f %%", a.Axis, a.Weight, 100*a.Share)
			continue
		}
		t.say("  %-9s weighs %3d %%, not known: its weight goes to the others", a.Axis, a.Weight)
	}
	if customers == 0 {
		customers = shownRows
	}
	for _, row := range r.Rows[:min(customers, len(r.Rows))] {
		t.say("%5d. %.4f  %-30s %s %14s (%.2f)  expected %14s (%.2f)  referrals %14s (%.2f)", row.Place, row.Score, row.Name,
			r.Basis, money(row.Parts[0].Value, r.Currency), row.Parts[0].Rank, money(row.Parts[1].Value, r.Currency), row.Parts[1].Rank,
			money(row.Parts[2].Value, r.Currency), row.Parts[2].Rank)
	}
}

// priorityChart shows the first customers with what each axis adds.
func priorityChart(r *priority.Result) chart.Spec {
	first := r.Rows[:min(12, len(r.Rows))]
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprio.chart_title"), Subtitle: asOf(r.Answer), YLabel: i18n.T("insightprio.score"), N: r.N,
		Empty: emptyReason(r.N), Categories: column(first, func(row priority.Row) string { return row.Name }),
		Format: func(v float64) string { return i18n.Percent(v, 0) }}
	spec.Series = []chart.Series{{Name: i18n.T("insightprio.score"), Values: column(first, func(row priority.Row) float64 { return row.Score })}}
	return spec
}
