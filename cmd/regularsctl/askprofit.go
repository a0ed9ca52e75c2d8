package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
)

func profitQuestion() question {
	by, from, customer := "", "", ""
	return question{name: "profit", short: "What customers bring and what they cost: profit by customer, segment, product and for all",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&by, "by", "", "customer (default), segment, group, source, country, product, category, channel, all")
			cmd.Flags().StringVar(&from, "from", "", "first day, YYYY-MM-DD (default: the whole history)")
			cmd.Flags().StringVar(&customer, "customer", "", "why: every sale, contact and reward behind the customer with this id")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o, err := profitOptions(b, s, f, by, from)
			if err != nil {
				return reply{}, err
			}
			r, err := profit.Ask(context.Background(), s, o)
			if err != nil {
				return reply{}, usagef("--from: want a day before --as-of")
			}
			if customer != "" {
				return profitWhy(s, o, r, customer)
			}
			return reply{json: r, spec: func() chart.Spec { return profitChart(r) }, text: func(t *terminal) { profitText(t, r) }}, nil
		}}
}

func profitOptions(b *book.Book, s *facts.Snapshot, f *askFlags, by, from string) (o profit.Options, err error) {
	o = profit.Options{AsOf: f.day, Reading: insight.Reading{Returns: f.reading.Returns}}
	if o.By, err = option("by", by, profit.Customer, profit.Segment, profit.Group, profit.Source, profit.Country, profit.Product, profit.Category, profit.Channel, profit.All); err != nil {
		return o, err
	}
	if o.From, err = parseDay(from, 0); err != nil {
		return o, err
	}
	if f.window > 0 && o.From == 0 {
		o.From = insight.AsOf(s, f.day) - crm.Date(f.window) + 1
	}
	settings, err := b.Settings()
	o.Limits = settings.ProfitLimits
	return o, err
}

func profitText(t *terminal, r *profit.Result) {
	head(t, r.Answer)
	profitLines(t, r.Total, r.Currency)
	effort := len(r.Rows) > 0 && r.Rows[0].Effort != nil
	if !effort {
		t.say("%-30s %14s %14s %8s %8s %7s %7s %7s", "", "net", "contribution", "margin", "markup", "share", "so far", "costed")
		for _, row := range r.Rows[:min(shownRows, len(r.Rows))] {
			t.say("%-30s %14s %14s %8s %8s %6.1f%% %6.1f%% %6.1f%%", rowName(row), money(row.Net, r.Currency), money(row.Contribution, r.Currency),
				ratio(row.Margin), ratio(row.Markup), 100*row.Share, 100*row.Cumulative, 100*row.Coverage)
		}
		t.say("to serve, to win and rewards belong to people and are not allocated to goods")
		return
	}
	t.say("%-30s %14s %14s %12s %12s %14s %7s %7s  %s", "", "net", "contribution", "to serve", "won, reward", "profit", "share", "costed", "verdict")
	for _, row := range r.Rows[:min(shownRows, len(r.Rows))] {
		t.say("%-30s %14s %14s %12s %12s %14s %6.1f%% %6.1f%%  %s", rowName(row), money(row.Net, r.Currency), money(row.Contribution, r.Currency),
			money(row.Serve, r.Currency), money(row.Acquisition+row.Rewards, r.Currency), money(row.Profit, r.Currency), 100*row.Share, 100*row.Coverage, row.Verdict)
	}
	if r.By != profit.Customer {
		return
	}
	t.say("%d customers cost more than they bring, %s in all", r.Drains, money(r.Lost, r.Currency))
	for _, row := range r.Worst()[:min(shownRows, r.Drains)] {
		t.say("  %14s  %s", money(row.Profit, r.Currency), row.Name)
		for _, reason := range row.Reasons {
			t.say("                    %s", screen.ProfitReason(reason, r.Currency))
		}
	}
}

// profitLines is the statement of a row.
func profitLines(t *terminal, r profit.Row, currency string) {
	line := func(name string, a crm.Amount, more string) {
		t.say("  %-28s %16s  %s", name, money(a, currency), more)
	}
	line("net", r.Net, "")
	if r.Costed != r.Net {
		line("of it without known cost", r.Net-r.Costed, "not in the contribution")
	}
	line("cost of goods", r.Cost, "")
	line("contribution", r.Contribution, "margin "+ratio(r.Margin)+" of the price, markup "+ratio(r.Markup)+" on the cost")
	for _, a := range r.Served {
		more := i18n.Integer(int64(a.Contacts)) + " contacts, " + i18n.Integer(int64(a.Minutes)) + " minutes, " + i18n.Integer(int64(a.Km)) + " km"
		if a.Unpriced > 0 {
			more += "; no cost set for " + i18n.Integer(int64(a.Unpriced))
		}
		line("to serve: "+string(a.Kind), a.Cost, more)
	}
	line("to win them", r.Acquisition, i18n.Integer(int64(r.AcquisitionUnknown))+" customers of whom it is not known")
	line("rewards", r.Rewards, "")
	line("profit", r.Profit, "")
}

func ratio(r profit.Rate) string {
	if !r.Known {
		return "-"
	}
	return i18n.Percent(r.Value, 1)
}

// rowName is what people call a row.
func rowName(r profit.Row) string {
	if r.Kind != profit.Named {
		return i18n.T("insightprofit.row_" + string(r.Kind))
	}
	if key := "insight.segment_" + r.Code; r.Code != "" && i18n.Has(key) {
		return i18n.T(key)
	}
	return cmp.Or(r.Name, r.Code, i18n.T("insightprofit.row_all"))
}

func profitChart(r *profit.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprofit.chart_" + string(r.By)), Subtitle: asOf(r.Answer), N: r.N, Empty: emptyReason(r.Total.Sales),
		YLabel: i18n.T("ctl.net_in", i18n.Args{"Currency": r.Currency})}
	rows := r.Rows[:min(shownRows, len(r.Rows))]
	amount := func(row profit.Row) crm.Amount { return row.Contribution }
	if len(rows) > 0 && rows[0].Effort != nil {
		amount = func(row profit.Row) crm.Amount { return row.Profit }
	}
	spec.Categories = column(rows, rowName)
	spec.Series = []chart.Series{{Name: r.Currency, Values: amounts(rows, crm.Exponent(r.Currency), amount)}}
	return spec
}

// why is a customer's row with everything behind it.
type why struct {
	insight.Answer[profit.Row]
	From crm.Date `json:"from,omitzero"`
	*profit.Trail
}

func profitWhy(s *facts.Snapshot, o profit.Options, r *profit.Result, customer string) (reply, error) {
	at := slices.IndexFunc(r.Rows, func(row profit.Row) bool { return row.ID.String() == customer && row.Loyalty != nil })
	if at < 0 {
		return reply{}, usagef("--customer: nobody with this id bought or was served in this time")
	}
	row := r.Rows[at]
	trail, err := profit.Behind(s, o, row.Index)
	if err != nil {
		return reply{}, err
	}
	w := why{Answer: r.Answer, From: r.From, Trail: trail}
	w.Rows = []profit.Row{row}
	return reply{json: w, spec: func() chart.Spec { return profitChart(r) }, text: func(t *terminal) { whyText(t, w) }}, nil
}

func whyText(t *terminal, w why) {
	head(t, w.Answer)
	row, exp := w.Rows[0], crm.Exponent(w.Currency)
	t.say("%s: %s", row.Name, row.Verdict)
	profitLines(t, row, w.Currency)
	for _, reason := range row.Reasons {
		t.say("  because %s", screen.ProfitReason(reason, w.Currency))
	}
	for _, x := range w.Sales {
		t.say("%s  sale %s: net %s, costed %s - cost %s = %s", x.Date, x.ID, crm.FormatDecimal(int64(x.Net), exp), crm.FormatDecimal(int64(x.Costed), exp),
			crm.FormatDecimal(int64(x.Cost), exp), crm.FormatDecimal(int64(x.Contribution), exp))
	}
	for _, x := range w.Contacts {
		if !x.Priced {
			t.say("%s  %s %s: %d minutes, %d km, no cost set", x.Date, x.Kind, x.ID, x.Minutes, x.Km)
			continue
		}
		t.say("%s  %s %s: %d min x %s + %s + %d km x %s = %s, shared by %d: %s", x.Date, x.Kind, x.ID, x.Minutes, x.PerMinute, x.PerContact, x.Km, x.PerKm,
			crm.FormatDecimal(int64(x.Whole), exp), x.Parties, crm.FormatDecimal(int64(x.Cost), exp))
	}
	for _, x := range w.Rewards {
		t.say("%s  reward %s: %s", x.Date, x.ID, crm.FormatDecimal(int64(x.Cost), exp))
	}
}
