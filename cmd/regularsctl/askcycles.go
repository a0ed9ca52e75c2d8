package main

import (
	"math"
	"slices"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
)

// demandFlags choose the demand that cycles and causes are of.
type demandFlags struct{ measure, resource, product, country string }

func (d *demandFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&d.measure, "measure", "", "orders (default), units, net")
	flags.StringVar(&d.resource, "resource", "", "the bookings of the resource with this id instead of sales")
	flags.StringVar(&d.product, "product", "", "only the product with this id")
	flags.StringVar(&d.country, "country", "", `public holidays of this country, "IT" or "DE-BY" (default: as set in the book)`)
}

func (d *demandFlags) source(b *book.Book, s *facts.Snapshot, f *askFlags) (o cycle.Source, err error) {
	o = cycle.Source{AsOf: f.day, Reading: f.reading}
	if o.Measure, err = option("measure", d.measure, cycle.Orders, cycle.Units, cycle.Money); err != nil {
		return o, err
	}
	if f.window > 0 {
		o.From = insight.AsOf(s, f.day) - crm.Date(f.window) + 1
	}
	if o.Resource, err = idFlag("resource", d.resource); err != nil {
		return o, err
	}
	if o.Product, err = idFlag("product", d.product); err != nil {
		return o, err
	}
	o.Country, err = holidaysOf(b, d.country)
	return o, err
}

// idFlag reads the id of a record; zero for none.
func idFlag(name, text string) (id crm.ID, err error) {
	if text == "" {
		return id, nil
	}
	if id, err = crm.ParseID(text); err != nil {
		return id, usagef("--%s: want an id of 32 hexadecimal digits", name)
	}
	return id, nil
}

func cyclesQuestion() question {
	d, split := demandFlags{}, ""
	return question{name: "cycles", short: "Whether demand follows a cycle: hour, weekday, month or any other period",
		flags: func(cmd *cobra.Command) {
			d.add(cmd)
			cmd.Flags().StringVar(&split, "split", "", "also of each kind of customers: segment, or group, the business's own; of sales only")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o, err := d.source(b, s, f)
			if err != nil {
				return reply{}, err
			}
			if o.Split, err = option("split", split, cycle.Whole, cycle.Segment, cycle.Own); err != nil {
				return reply{}, err
			}
			if o.Split == cycle.Segment {
				if o.Labels, err = segmentLabels(s, f); err != nil {
					return reply{}, err
				}
			}
			r, err := cycle.Ask(s, o)
			if err != nil {
				return reply{}, usagef("--resource goes with neither --product nor --split")
			}
			return reply{json: r, spec: func() chart.Spec { return cyclesChart(r) }, text: func(t *terminal) { cyclesText(t, r) }}, nil
		}}
}

func cyclesText(t *terminal, r *cycle.Result) {
	head(t, r.Answer)
	t.say("days %s to %s: %d traded, %d zero, %d closed, %d missing, %d sold out, %d explained", r.From, r.To,
		r.Days.Traded, r.Days.Zero, r.Days.Closed, r.Days.Missing, r.Days.SoldOut, r.Days.Explained)
	for _, row := range r.Rows {
		cycleText(t, row)
	}
	for _, g := range r.Groups {
		name := screen.GroupName(demand.Split(r.Split), demand.GroupHead{Code: g.Code})
		if g.Thin {
			t.say("%s: %d purchases on %d open days are too few to tell", name, g.Purchases, g.Days)
			continue
		}
		t.say("%s: %d purchases; left to chance %s of the ups and downs, %s of an ordinary day", name, g.Purchases, bound(g.Random), bound(g.Swing))
		for _, row := range g.Cycles {
			if row.Found {
				cycleText(t, row)
			}
		}
	}
}

func cycleText(t *terminal, row cycle.Row) {
	if !row.Found {
		t.say("%-11s no cycle: %s (strength %.2f, p %.3f, n %d, %d repetitions)", row.Cycle, row.Reason, row.Strength, row.P, row.N, row.Repetitions)
		return
	}
	t.say("%-11s found, period %s %ss, strength %.2f, n %d, %d repetitions", row.Cycle, i18n.Number(row.Period, 1), row.Unit, row.Strength, row.N, row.Repetitions)
	for _, i := range row.Indices {
		if i.Index != nil {
			t.say("  %6s %6.2f  %s to %s  n %d", screen.CycleSlot(row, i.Slot), *i.Index, bound(i.Low), bound(i.High), i.N)
		}
	}
}

// bound writes an end of an interval, which may not be known.
func bound(v *float64) string {
	if v == nil {
		return "-"
	}
	return i18n.Number(*v, 2)
}

// cyclesChart shows the strongest cycle, found ones first.
func cyclesChart(r *cycle.Result) chart.Spec {
	if len(r.Rows) == 0 {
		return chart.Spec{Kind: chart.Bar, Title: i18n.T("insightcycle.chart_title"), Empty: emptyReason(0)}
	}
	best := slices.MaxFunc(r.Rows, func(a, b cycle.Row) int {
		if a.Found != b.Found {
			if a.Found {
				return 1
			}
			return -1
		}
		return int(math.Copysign(1, a.Strength-b.Strength))
	})
	spec := screen.CycleChart(best)
	spec.Title, spec.Subtitle = screen.CycleName(best), asOf(r.Answer)
	spec.Note = screen.CycleSentence(best)
	return spec
}
