package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/basket"
	"regulars/data/insight/offer"
)

func offerQuestion() question {
	by, item, sameDay, fresh := "", "", false, false
	return question{name: "offer", short: "What to offer each customer next, and who is likeliest to want a product",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&by, "by", "", "product (default) or category")
			flags.StringVar(&item, "item", "", "list who is likeliest to want this product or category, by name or ID")
			flags.BoolVar(&sameDay, "same-day", false, "what a customer buys on one day is one basket")
			flags.BoolVar(&fresh, "new", false, "only what the customer has never bought")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			items, err := option("by", by, basket.Product, basket.Category)
			if err != nil {
				return reply{}, err
			}
			o := offer.Options{AsOf: f.day, Window: f.window, By: items, SameDay: sameDay, New: fresh}
			if item != "" {
				if o.Item, err = itemCalled(s, items, item); err != nil {
					return reply{}, err
				}
			}
			r, err := offer.Ask(context.Background(), s, o)
			if err != nil {
				return reply{}, err
			}
			return reply{json: r, spec: func() chart.Spec { return offerChart(r) }, text: func(t *terminal) { offerText(t, r) }}, nil
		}}
}

// itemCalled finds the product or category with a name, a SKU or an ID.
func itemCalled(s *facts.Snapshot, by basket.By, what string) (found crm.ID, err error) {
	ids, names, skus := s.Product.ID, s.Product.Name, s.Product.SKU
	if by == basket.Category {
		ids, names, skus = s.Category.ID, s.Category.Name, nil
	}
	for i, id := range ids {
		if names[i] != what && id.String() != what && (i >= len(skus) || skus[i] != what) {
			continue
		}
		if !found.IsZero() {
			return found, usagef("%q: more than one is called that; give its ID", what)
		}
		found = id
	}
	if found.IsZero() {
		return found, usagef("%q: no %s is called that", what, by)
	}
	return found, nil
}

func offerText(t *terminal, r *offer.Result) {
	head(t, r.Answer)
	t.say("an offer for %d of %d customers; for %d more too few customers like them to tell", len(r.Rows), r.N, r.Withheld)
	for _, row := range r.Rows {
		t.say("  %-24s %-24s %d of %d customers like her who buy %s also buy it (%.0f %%); expected %s (last %s)", row.Name, row.Then.Name, row.Bought, row.N,
			itemNames(row.Because), 100*row.Likelihood, money(row.Expected, r.Currency), row.Last)
	}
}

func offerChart(r *offer.Result) chart.Spec {
	items := slices.Clone(r.Items[:min(shownRows, len(r.Items))])
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightoffer.chart_title"), Subtitle: asOf(r.Answer), YLabel: i18n.T("ctl.customers"), N: r.N,
		Categories: column(items, func(w offer.Wanted) string { return w.Name }),
		Series:     []chart.Series{{Name: i18n.T("ctl.customers"), Values: column(items, func(w offer.Wanted) float64 { return float64(w.Customers) })}}}
	if len(items) == 0 {
		spec.Empty = i18n.T("insightoffer.none")
	}
	return spec
}
