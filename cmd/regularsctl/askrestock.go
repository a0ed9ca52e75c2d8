package main

import (
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/restock"
)

func restockQuestion() question {
	service := 0
	return question{name: "restock", short: "What to order: expected sales until a delivery is here, a safety, less the stock",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&service, "service", restock.DefaultService, "in how many per cent of cases the stock shall be enough, 50 to 99")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			products, err := book.List[crm.Product](b)
			if err != nil {
				return reply{}, err
			}
			r, err := restock.Ask(context.Background(), s, restock.Options{AsOf: f.day, Service: service, Products: products})
			if err != nil {
				return reply{}, usagef("--service: want 50 to 99")
			}
			return reply{json: r, text: func(t *terminal) { restockText(t, r) }, spec: func() chart.Spec { return restockChart(r) }}, nil
		}}
}

func restockText(t *terminal, r *restock.Result) {
	head(t, r.Answer)
	t.say("%-32s %8s %8s %9s %8s %6s %6s  %s", "", "order", "stock", "expected", "safety", "lead", "lasts", "state")
	for _, row := range r.Rows {
		if row.State != restock.Order && row.State != restock.Enough {
			t.say("%-32s %8s %8s %9s %8s %6s %6s  %s", row.Name, "-", "-", "-", "-", "-", "-", row.State)
			continue
		}
		t.say("%-32s %8s %8s %9.1f %8.1f %6d %6d  %s", row.Name, row.Order, row.Stock, float64(row.Expected)/crm.QuantityScale,
			float64(row.Safety)/crm.QuantityScale, row.LeadDays, row.DaysLeft, row.State)
	}
}

// restockChart draws how much to order of the most urgent.
func restockChart(r *restock.Result) chart.Spec {
	rows := r.Rows[:min(shownRows, len(r.Rows))]
	for i, row := range rows {
		if row.State != restock.Order {
			rows = rows[:i]
			break
		}
	}
	name := i18n.T("insightrestock.col_order")
	return chart.Spec{Kind: chart.HBar, Title: i18n.T("insightrestock.tab_restock"), Subtitle: asOf(r.Answer), YLabel: name, N: r.N, Empty: emptyReason(len(rows)),
		Categories: column(rows, func(r restock.Row) string { return r.Name }),
		Series:     []chart.Series{{Name: name, Values: column(rows, func(r restock.Row) float64 { return float64(r.Order) / crm.QuantityScale })}}}
}
