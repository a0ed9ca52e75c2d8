package main

import (
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/basket"
)

func rulesQuestion() question {
	support, confidence, by, length, sameDay := 0.0, 0.0, "", 0, false
	return question{name: "rules", short: "What goes with what: products bought together more often than by accident",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.Float64Var(&support, "support", 0, "least share of baskets, 0 to 1 (default: ten baskets or one in a thousand)")
			flags.Float64Var(&confidence, "confidence", 0, "least share, 0 to 1, of the baskets with the first that hold the second")
			flags.StringVar(&by, "by", "", "product (default) or category")
			flags.IntVar(&length, "length", 0, "most products of a rule, 2 or more (default: any number)")
			flags.BoolVar(&sameDay, "same-day", false, "what a customer buys on one day is one basket")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			items, err := option("by", by, basket.Product, basket.Category)
			if err != nil {
				return reply{}, err
			}
			o := basket.Options{AsOf: f.day, Window: f.window, By: items, SameDay: sameDay, Support: support, Confidence: confidence, MaxLen: length}
			r, err := basket.Ask(s, o)
			if err != nil {
				return reply{}, usagef("--support and --confidence: want 0 to 1; --length: want 2 or more")
			}
			return reply{json: r, spec: func() chart.Spec { return rulesChart(r) }, text: func(t *terminal) { rulesText(t, r) }}, nil
		}}
}

func itemNames(items []basket.Item) string {
	return strings.Join(column(items, func(i basket.Item) string { return i.Name }), " + ")
}

// shownRows is how many rows the terminal and pictures show.
const shownRows = 20

func rulesText(t *terminal, r *basket.Result) {
	head(t, r.Answer)
	t.say("%d baskets, %d of them mixed; %d items; at least %d baskets: %d sets, %d rules, %d worth telling", r.N, r.Mixed, r.Items, r.MinCount, r.Itemsets, r.RuleCount, r.Telling)
	for _, row := range r.Rows[:min(shownRows, len(r.Rows))] {
		t.say("%6d x  %5.1f %%  lift %6.2f  q %-8.2g brings %12s  %s", row.Count, 100*row.Confidence, row.Lift, row.Q, money(row.Worth, r.Currency), ruleName(row))
	}
}

func ruleName(row basket.Row) string {
	return itemNames(row.If) + " → " + row.Then.Name
}

func rulesChart(r *basket.Result) chart.Spec {
	rows := r.Rows[:min(shownRows, len(r.Rows))]
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightbasket.rules_chart"), Subtitle: asOf(r.Answer), YLabel: i18n.T("insightbasket.times_as_often"), N: r.N,
		Categories: column(rows, ruleName),
		Series:     []chart.Series{{Name: i18n.T("insightbasket.times_as_often"), Values: column(rows, func(row basket.Row) float64 { return row.Lift })}},
		Format:     func(v float64) string { return i18n.Number(v, 1) }}
	if len(rows) == 0 {
		spec.Empty = i18n.T("insightbasket.rules_none")
	}
	return spec
}
