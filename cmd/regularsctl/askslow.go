package main

import (
	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/slow"
)

func slowQuestion() question {
	days := 0
	return question{name: "slow", short: "Goods nobody has bought for a while, and the money that lies in them",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&days, "days", slow.Days, "without a sale, 1 or more")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			products, err := book.List[crm.Product](b)
			if err != nil {
				return reply{}, err
			}
			r, err := slow.Ask(s, slow.Options{AsOf: f.day, Days: days, Products: products})
			if err != nil || days < 1 {
				return reply{}, usagef("--days: want 1 or more")
			}
			return reply{json: r, spec: func() chart.Spec { return slowChart(r) }, text: func(t *terminal) { slowText(t, r) }}, nil
		}}
}

func slowText(t *terminal, r *slow.Result) {
	head(t, r.Answer)
	t.say("%d of %d goods without a sale for %d days; %s lie in them", len(r.Rows), r.N, r.Days, money(r.Value, r.Currency))
	for _, row := range r.Rows {
		value, last := "stock or cost not known", "never sold"
		if row.Value != nil {
			value = money(*row.Value, r.Currency) + " for " + row.Stock.String()
		}
		if row.Last != 0 {
			last = "last " + row.Last.String()
		}
		t.say("  %-32s %-16s %s", row.Name, last, value)
	}
}

func slowChart(r *slow.Result) chart.Spec {
	var rows []slow.Row
	for _, row := range r.Rows[:min(shownRows, len(r.Rows))] {
		if row.Value != nil {
			rows = append(rows, row)
		}
	}
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightwhatif.slow_title"), Subtitle: asOf(r.Answer), YLabel: r.Currency, N: r.N,
		Categories: column(rows, func(row slow.Row) string { return row.Name }),
		Series:     []chart.Series{{Name: r.Currency, Values: amounts(rows, crm.Exponent(r.Currency), func(row slow.Row) crm.Amount { return *row.Value })}}}
	switch {
	case len(r.Rows) == 0:
		spec.Empty = i18n.T("insightwhatif.slow_none")
	case len(rows) == 0:
		spec.Empty = i18n.N("insight."+slow.NeedStock, len(r.Rows))
	}
	return spec
}
