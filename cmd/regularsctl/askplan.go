package main

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/screen/planning"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
	"regulars/data/insight/plan"
)

func planQuestion() question {
	unit, measure, to, lang, top, supposed := "", "", "", "", 0, supposedFlags{}
	return question{name: "plan", short: "The planning sheet: the next week or month by product, kind of customer and capacity, beside the last one",
		long: `The planning sheet: what is expected of the next week or month by product, by
kind of customer and by resource with capacity, and what was expected of the
last one beside what happened. --json has it for other programs; --to prints it.

Suppose something else than usual with --price, --closed, --event or --change,
as in "ask forecast". It touches sales; capacity stays as usual.`,
		example: "  regularsctl ask plan --measure units --to november.pdf --lang it\n" + supposedExamples("plan"),
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&unit, "unit", "", "week or month (default: months from two years of history on)")
			flags.StringVar(&measure, "measure", "", "orders (default), units, net, customers")
			flags.IntVar(&top, "top", 0, "products of their own, the rest is one (default 20)")
			flags.StringVar(&to, "to", "", "write an A4 page into this new PDF file")
			flags.StringVar(&lang, "lang", "en", "the language of the page: en, zh-Hans, vi, it, az")
			supposed.flags(cmd)
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			if err := writeIn(lang); err != nil {
				return reply{}, err
			}
			o := outlook.Options{AsOf: f.day, Top: top, Reading: f.reading}
			err := supposed.read(b, s, &o)
			if err != nil {
				return reply{}, err
			}
			if o.Unit, err = option("unit", unit, outlook.Auto, period.Week, period.Month); err != nil {
				return reply{}, err
			}
			if o.Measure, err = option("measure", measure, outlook.Orders, outlook.Units, outlook.Net, outlook.Customers); err != nil {
				return reply{}, err
			}
			p, err := plan.Ask(context.Background(), s, o)
			if err != nil {
				return reply{}, usagef("--top: 1 to %d; --change: -100 to 1000; --price: -90 to 200", outlook.MostTop)
			}
			if to != "" {
				if err := printPlan(b, p, to); err != nil {
					return reply{}, err
				}
			}
			return reply{json: p, text: func(t *terminal) { planText(t, p) }, spec: func() chart.Spec { return bookForecastChart(p.Products) }}, nil
		}}
}

// printPlan writes the sheet into a new file.
func printPlan(b *book.Book, p *plan.Plan, to string) error {
	settings, err := b.Settings()
	if err != nil {
		return err
	}
	file, err := planning.PDF(p, settings.BusinessName)
	if err != nil {
		return err
	}
	return writeNew(to, bytes.NewReader(file))
}

func planText(t *terminal, p *plan.Plan) {
	head(t, p.Answer)
	t.say("planned: %s to %s, in %s", p.From, p.To, p.Measure)
	for _, c := range p.Conditions {
		conditionText(t, c, p.Products.Ahead)
	}
	for _, table := range planning.Tables(p) {
		t.say("%s", table.Title)
		for _, row := range table.Rows {
			line := ""
			for i, c := range row.Cells[1:] {
				line += "  " + table.Head[i+1] + " " + c.Text
			}
			t.say("  %-32s%s", row.Cells[0].Text, line)
		}
	}
}
