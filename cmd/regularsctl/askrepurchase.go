package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/repurchase"
)

func repurchaseQuestion() question {
	by, lead, ahead := "", 0, 0
	return question{name: "repurchase", short: "When customers buy again, and who is due a reminder",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&by, "by", "", "product (default), category, shop")
			flags.IntVar(&lead, "lead", 4, "days from the reminder to the day due, 0 to 365")
			flags.IntVar(&ahead, "ahead", 0, "also those due up to this many days later, 0 to 365")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			items, err := option("by", by, repurchase.Product, repurchase.Category, repurchase.Shop)
			if err != nil {
				return reply{}, err
			}
			o := repurchase.Options{AsOf: f.day, By: items, Lead: lead, Ahead: ahead, Reading: f.reading}
			if lead == 0 {
				o.Lead = repurchase.NoLead
			}
			r, err := repurchase.Ask(s, o)
			if err != nil || lead < 0 {
				return reply{}, usagef("--lead and --ahead: want 0 to 365 days")
			}
			return reply{json: r, spec: func() chart.Spec { return repurchaseChart(r) }, text: func(t *terminal) { repurchaseText(t, r) }}, nil
		}}
}

func repurchaseText(t *terminal, r *repurchase.Result) {
	head(t, r.Answer)
	itemText(t, r.Shop, "the whole shop")
	for _, it := range r.Items[:min(shownRows, len(r.Items))] {
		itemText(t, it, cmp.Or(it.Name, it.SKU))
	}
	t.say("%d clocks: %d due, %d waiting, %d silent for too long", r.Running, len(r.Rows), r.Waiting, r.Lapsed)
	for _, c := range r.Rows[:min(shownRows, len(r.Rows))] {
		t.say("  %-7s remind %s, due %s  %-24s %s (last %s, %s)", c.State, c.Remind, c.Due, c.Name, c.ItemName, c.Last, c.Quantity)
	}
}

func itemText(t *terminal, it repurchase.Item, name string) {
	t.say("%-32s %6d customers %7d gaps, median %s (completed ones alone %.0f) days", name, it.Customers, it.Gaps, days(it.Median), it.Completed)
}

// days writes a length that may not be known.
func days(length float64) string {
	if length < 0 {
		return "-"
	}
	return i18n.Number(length, 0)
}

// repurchaseChart shows how many have come back after so many days.
func repurchaseChart(r *repurchase.Result) chart.Spec {
	return chart.Spec{Kind: chart.Bar, Title: i18n.T("insightbasket.again_chart"), Subtitle: asOf(r.Answer), YLabel: i18n.T("insightbasket.share_again"), N: r.N,
		Empty:      emptyReason(r.N),
		Categories: column(r.Shop.Again, func(w repurchase.Within) string { return i18n.N("insightbasket.within", w.Days) }),
		Series:     []chart.Series{{Name: i18n.T("insightbasket.share_again"), Values: column(r.Shop.Again, func(w repurchase.Within) float64 { return w.Share })}},
		Format:     func(v float64) string { return i18n.Percent(v, 0) }}
}
