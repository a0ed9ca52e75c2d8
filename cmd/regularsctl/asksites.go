package main

import (
	"cmp"
	"context"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/sites"
)

func sitesQuestion() question {
	return question{name: "sites", short: "What each place sells, to whom, and what differs by more than chance",
		long: `What each place of the business sells, to whom, how large its orders are, its
busiest day, how full its rooms or chairs are. With --window also what changed
against as many days before. What was sold without a place is a row of its own,
so that the rows add up to the business; customers of two places are counted
once in the total.

A difference is called only where it is more than chance: the average order
against the other places from 30 orders on, the change from 8 weeks on.`,
		example: "  regularsctl ask sites --window 364 --json",
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			r, err := sites.Ask(context.Background(), s, sites.Options{AsOf: f.day, Window: f.window, Reading: f.reading})
			if err != nil {
				return reply{}, err
			}
			return reply{json: r, text: func(t *terminal) { sitesText(t, r) }, spec: func() chart.Spec { return sitesChart(r) }}, nil
		}}
}

func sitesText(t *terminal, r *sites.Result) {
	head(t, r.Answer)
	if r.From > 0 {
		t.say("from %s to %s; %d customers bought at more than one", r.From, r.AsOf, r.Shared)
	}
	for _, row := range r.Rows {
		siteText(t, nameOr(row.Name, "(no place given)"), row, r.Currency)
	}
	siteText(t, "all", r.Total, r.Currency)
}

func siteText(t *terminal, name string, row sites.Row, currency string) {
	t.say("%-28s %6d orders %6d customers %10s units %14s, left %14s (costs known: %3.0f %%)", name, row.Orders, row.Customers, row.Units,
		money(row.Net, currency), money(row.Contribution, currency), 100*row.Coverage)
	if row.AverageOrder != nil {
		t.say("    an order %s (%s to %s)%s", money(*row.AverageOrder, currency), amountOr(row.Low, currency), amountOr(row.High, currency), calledText(row.Against, "than elsewhere"))
	}
	if row.Busy {
		t.say("    busiest on weekday %d, %.0f %% of the orders", row.Weekday, 100*row.BusyShare)
	}
	if row.Before != nil && row.Before.Orders+row.Orders > 0 {
		t.say("    before: %d orders, %s%s", row.Before.Orders, money(row.Before.Net, currency), calledText(row.Change, "than before"))
	}
	useText(t, "nights", row.Nights, currency)
	useText(t, "slots", row.Slots, currency)
}

// calledText says nothing where the difference may be chance.
func calledText(c sites.Called, than string) string {
	if c == "" {
		return ""
	}
	return ", " + string(c) + " " + than
}

func useText(t *terminal, what string, u sites.Use, currency string) {
	if u.Resources > 0 {
		t.say("    %s: %d offered, %d sold, occupancy %s, rate %s", what, u.Offered, u.Sold, shareOr(u.Occupancy), amountOr(u.Rate, currency))
	}
}

// sitesChart has the net of each place, beside that of the time before.
func sitesChart(r *sites.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.GroupedBar, Title: i18n.T("insightsites.chart_title"), Subtitle: asOf(r.Answer), N: r.Total.Orders, Empty: emptyReason(r.Total.Orders),
		YLabel: i18n.T("insightsites.net")}
	spec.Categories = column(r.Rows, func(row sites.Row) string { return cmp.Or(row.Name, i18n.T("sites.none")) })
	exp := crm.Exponent(r.Currency)
	spec.Series = []chart.Series{{Name: i18n.T("insightsites.now"), Values: amounts(r.Rows, exp, func(row sites.Row) crm.Amount { return row.Net })}}
	if r.Total.Before != nil {
		spec.Series = append(spec.Series, chart.Series{Name: i18n.T("insightsites.before"), Values: amounts(r.Rows, exp, func(row sites.Row) crm.Amount { return row.Before.Net })})
	}
	return spec
}
