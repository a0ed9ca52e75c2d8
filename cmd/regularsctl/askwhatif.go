package main

import (
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/basket"
	"regulars/data/insight/whatif"
)

func whatIfQuestion() question {
	o, from, to, by, saved := whatif.Options{}, "", "", "", ""
	return question{name: "whatif", short: "What a year would bring with another mix, more customers kept, fewer returns",
		example: `  regularsctl ask whatif --move 10 --from "House blend" --to "Yirga Morning 250 g" --keep 5
  regularsctl ask whatif --scenario "More Oolong"`,
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.Float64Var(&o.Move, "move", 0, "per cent, 0 to 100, of the units of --from that go to --to")
			flags.StringVar(&from, "from", "", "product or category, by name or ID")
			flags.StringVar(&to, "to", "", "product or category, by name or ID")
			flags.StringVar(&by, "by", "", "what --from and --to are: product (default) or category")
			flags.Float64Var(&o.Keep, "keep", 0, "percentage points, 0 to 100, more of the customers kept")
			flags.Float64Var(&o.Returns, "fewer-returns", 0, "per cent, 0 to 100, of the returns that do not happen")
			flags.StringVar(&saved, "scenario", "", "ask the scenario saved under this name")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			items, err := option("by", by, basket.Product, basket.Category)
			if err != nil {
				return reply{}, err
			}
			if saved != "" {
				if o, err = savedScenario(b, saved); err != nil {
					return reply{}, err
				}
			}
			for _, side := range []struct {
				name string
				item *whatif.Item
			}{{from, &o.From}, {to, &o.To}} {
				if side.name == "" {
					continue
				}
				id, err := itemCalled(s, items, side.name)
				if err != nil {
					return reply{}, err
				}
				*side.item = whatif.Item{Product: id}
				if items == basket.Category {
					*side.item = whatif.Item{Category: id}
				}
			}
			o.AsOf = f.day
			r, err := whatif.Ask(context.Background(), s, o)
			if err != nil {
				return reply{}, usagef("--move, --keep and --fewer-returns: want 0 to 100; --move needs --from and --to")
			}
			return reply{json: r, spec: func() chart.Spec { return whatIfChart(r) }, text: func(t *terminal) { whatIfText(t, r) }}, nil
		}}
}

func savedScenario(b *book.Book, name string) (o whatif.Options, err error) {
	found := false
	err = b.View(func(tx *book.Tx) error {
		return book.Each(tx, func(x *crm.Scenario) bool {
			if x.Name == name && x.Question == whatif.Question && !x.Deleted() {
				o, err = whatif.ReadInputs(x.Inputs)
				found = true
			}
			return !found
		})
	})
	if err == nil && !found {
		err = usagef("--scenario %q: no scenario is called that", name)
	}
	return o, err
}

func whatIfText(t *terminal, r *whatif.Result) {
	head(t, r.Answer)
	t.say("the year from %s: contribution %s of %s sold", r.From, money(r.Contribution, r.Currency), money(r.Net, r.Currency))
	for _, row := range r.Rows {
		if row.Change == nil {
			t.say("  %-10s cannot be told: needs %s (%d)", row.Lever, row.Needs[0].Code, row.Needs[0].Count)
			continue
		}
		t.say("  %-10s %s a year (%s to %s), costs known of %.0f %%", row.Lever, money(row.Change.Value, r.Currency), money(row.Change.Low, r.Currency),
			money(row.Change.High, r.Currency), 100*row.Coverage)
	}
	t.say("together %s", money(r.Total, r.Currency))
}

func whatIfChart(r *whatif.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightwhatif.chart_title"), Subtitle: asOf(r.Answer), YLabel: r.Currency, N: r.N}
	one := chart.Series{Name: i18n.T("insightwhatif.col_change")}
	var told []whatif.Row
	for _, row := range r.Rows {
		if row.Change != nil {
			told = append(told, row)
			spec.Categories = append(spec.Categories, i18n.T("insightwhatif.lever_"+string(row.Lever)))
		}
	}
	one.Values = amounts(told, crm.Exponent(r.Currency), func(row whatif.Row) crm.Amount { return row.Change.Value })
	spec.Series = []chart.Series{one}
	if len(told) == 0 {
		spec.Empty = i18n.T("insightwhatif.headline_none")
	}
	return spec
}
