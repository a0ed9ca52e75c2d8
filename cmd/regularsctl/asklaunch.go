package main

import (
	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/demand"
	"regulars/data/insight/launch"
)

func launchQuestion() question {
	category, low, high := "", "", ""
	return question{name: "launch", short: "What a new product will sell in its first 90 days, by the launches seen in the book",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&category, "category", "", "its category, by name or id (default: any)")
			cmd.Flags().StringVar(&low, "price-low", "", "the price of a unit from, such as 4.50")
			cmd.Flags().StringVar(&high, "price-high", "", "the price of a unit up to")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o := launch.Options{AsOf: f.day}
			for i, id := range s.Category.ID {
				if category != "" && (s.Category.Name[i] == category || id.String() == category) {
					o.Category = id
				}
			}
			if category != "" && o.Category.IsZero() {
				return reply{}, usagef("--category %q: no such category in the book", category)
			}
			for _, end := range []struct {
				flag, text string
				into       *crm.Amount
			}{{"price-low", low, &o.Low}, {"price-high", high, &o.High}} {
				if end.text == "" {
					continue
				}
				v, err := decimalFlag(end.flag, end.text, s.Exp())
				if err != nil {
					return reply{}, err
				}
				*end.into = crm.Amount(v)
			}
			x, err := launch.Ask(s, o)
			if err != nil {
				return reply{}, usagef("--price-high: want no less than --price-low")
			}
			return reply{json: x, text: func(t *terminal) { launchText(t, x) }, spec: func() chart.Spec { return launchChart(x) }}, nil
		}}
}

func launchText(t *terminal, x *launch.Estimate) {
	head(t, x.Answer)
	if x.Known {
		t.say("about %.0f pieces in %d days, between %.0f and %.0f in %.0f %% of cases", x.Mid, launch.Days, x.Low, x.High, 100*x.Between)
		for _, g := range x.Groups {
			t.say("  %-20s reach %5d, adoption %5.1f %%, %.1f pieces", groupName(demand.GroupHead{Code: g.Code}), g.Reach, 100*g.Adoption, g.Units)
		}
	}
	for _, r := range x.Rows {
		t.say("%-32s %s at %s: sold %s, to today's customers %.1f, distance %.2f", r.Name, r.First, money(r.Price, x.Currency), r.Units, r.Estimate, r.Distance)
	}
}

func launchChart(x *launch.Estimate) chart.Spec {
	return chart.Spec{Kind: chart.HBar, Title: i18n.T("insightlaunch.chart"), Subtitle: asOf(x.Answer), YLabel: i18n.T("insightlaunch.chart_y"), N: x.N, Empty: emptyReason(len(x.Rows)),
		Categories: column(x.Groups, func(g launch.Group) string { return groupName(demand.GroupHead{Code: g.Code}) }),
		Series:     []chart.Series{{Name: i18n.T("insightlaunch.chart_y"), Values: column(x.Groups, func(g launch.Group) float64 { return g.Units })}}}
}
