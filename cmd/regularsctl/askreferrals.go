package main

import (
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/referral"
)

func referralsQuestion() question {
	spend, value := "", ""
	return question{name: "referrals", short: "Who brings other customers, what these are worth, and the square of spending and bringing",
		long:    "Who brought whom over any number of steps, with the revenue and profit of those brought less the rewards paid.\nThe square follows Kumar, Petersen and Leone, How Valuable Is Word of Mouth? (Harvard Business Review, October 2007).",
		example: "  regularsctl ask referrals\n  regularsctl ask referrals --spend-from 500 --value-from 200 --json",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&spend, "spend-from", "", "who spends so much spends much (default: the median of those above zero)")
			cmd.Flags().StringVar(&value, "value-from", "", "who brings so much brings much (default: the median of those above zero)")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o := referral.Options{AsOf: f.day, Reading: f.reading}
			var err error
			if o.SpendFrom, err = limitFlag("spend-from", spend, s.Exp()); err != nil {
				return reply{}, err
			}
			if o.ValueFrom, err = limitFlag("value-from", value, s.Exp()); err != nil {
				return reply{}, err
			}
			x, err := referral.Ask(s, o)
			if err != nil {
				return reply{}, usageError{err}
			}
			return reply{json: x, spec: func() chart.Spec { return referralsChart(x) }, text: func(t *terminal) { referralsText(t, x) }}, nil
		}}
}

// limitFlag reads an amount above zero; "" is zero.
func limitFlag(flag, text string, exp int) (crm.Amount, error) {
	if text == "" {
		return 0, nil
	}
	v, err := crm.ParseDecimal(text, exp)
	if err != nil || v <= 0 {
		return 0, usagef("--%s %q: want an amount above zero", flag, text)
	}
	return crm.Amount(v), nil
}

func referralsText(t *terminal, x *referral.Result) {
	head(t, x.Answer)
	t.say("%d customers brought: %s revenue, %s profit, %s rewards; %d referrals open", x.Brought.Customers,
		money(x.Brought.Revenue, x.Currency), money(x.Brought.Profit, x.Currency), money(x.Brought.Rewards, x.Currency), x.Open)
	t.say("much is: spending from %s%s, bringing from %s%s (%s less rewards)", money(x.Limits.Spend, x.Currency), median(x.Limits.OwnSpend),
		money(x.Limits.Value, x.Currency), median(x.Limits.OwnValue), map[insight.Basis]string{insight.Margin: "profit", insight.Revenue: "revenue"}[x.Value])
	for _, c := range x.Cells {
		t.say("%-10s %7d customers, spent %16s, brought %16s", c.Square, c.Customers, money(c.Spend, x.Currency), money(c.Value, x.Currency))
	}
	for _, n := range x.Tree {
		line := strings.Repeat("  ", n.Depth+1) + n.Name
		open := ""
		if n.Open {
			open = "  (open)"
		}
		t.say("%-44s spent %14s  brought %4d, worth %14s%s", line, money(n.Spend, x.Currency), n.Brought, money(n.Value, x.Currency), open)
	}
}

func median(own bool) string {
	if own {
		return ""
	}
	return " (the median)"
}

// referralsChart is the square: how many customers are in each corner.
func referralsChart(x *referral.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HeatMap, Title: i18n.T("insightrefer.chart_title"), Subtitle: asOf(x.Answer), YLabel: i18n.T("ctl.customers"), N: x.N,
		RowLabels: []string{i18n.T("insightrefer.spends_much"), i18n.T("insightrefer.spends_little")},
		ColLabels: []string{i18n.T("insightrefer.brings_much"), i18n.T("insightrefer.brings_little")}, Empty: emptyReason(x.N)}
	for row := range 2 {
		spec.Cells = append(spec.Cells, []float64{float64(x.Cells[2*row].Customers), float64(x.Cells[2*row+1].Customers)})
	}
	return spec
}
