package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/movement"
	"regulars/data/insight/segment"
)

func movementQuestion() question {
	from, to, of, customers := "", "", "", false
	return question{name: "movement", short: "Who moved between two days, from one segment, class or group to another",
		example: `  regularsctl ask movement --from 2024-06-30 --to 2024-12-31
  regularsctl ask movement --from 2024-06-30 --of group="Sunday club" --customers`,
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&from, "from", "", "the first day, YYYY-MM-DD")
			flags.StringVar(&to, "to", "", "the last day (default: --as-of, or the last sale)")
			flags.StringVar(&of, "of", "", "segments (default), value, stages, or group=NAME for in and out of a saved group")
			flags.BoolVar(&customers, "customers", false, "one row a customer")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o := movement.Options{Window: f.window, Reading: f.reading}
			var err error
			if o.From, err = parseDay(from, 0); err == nil {
				o.To, err = parseDay(to, insight.AsOf(s, f.day))
			}
			if err != nil {
				return reply{}, err
			}
			if o.From == 0 || o.From >= o.To {
				return reply{}, usagef("--from: want a day before %s", o.To)
			}
			need, err := statesOf(b, s, of, &o)
			if err != nil {
				return reply{}, err
			}
			r, err := movement.Ask(context.Background(), s, o)
			if err != nil {
				return reply{}, err
			}
			r.Need(segment.NeedPast, need)
			return movementReply(r, customers), nil
		}}
}

// statesOf fills in what customers move between, and counts the conditions
// of a group that have no past.
func statesOf(b *book.Book, s *facts.Snapshot, of string, o *movement.Options) (past int, err error) {
	settings, err := b.Settings()
	if err != nil {
		return 0, err
	}
	if len(settings.ValueShares) == 2 {
		o.HighShare, o.OrdinaryShare = settings.ValueShares[0], settings.ValueShares[1]
	}
	o.Factor10 = settings.QuietFactor10
	name, isGroup := strings.CutPrefix(of, "group=")
	if !isGroup {
		o.Of, err = option("of", of, movement.Segments, movement.Value, movement.Stages)
		return 0, err
	}
	g, err := savedGroup(b, s, name)
	if err != nil {
		return 0, err
	}
	was, err := segment.Ask(context.Background(), g.in, g.rule, o.From)
	if err != nil {
		return 0, err
	}
	is, err := segment.Ask(context.Background(), g.in, g.rule, o.To)
	if err != nil {
		return 0, err
	}
	o.Of, o.Was, o.Is = movement.Group, was.In, is.In
	for _, need := range was.Needs {
		if need.Code == segment.NeedPast {
			past = need.Count
		}
	}
	return past, nil
}

func movementReply(r *movement.Result, customers bool) reply {
	spec := func() chart.Spec { return movementChart(r) }
	if !customers {
		return reply{json: r, spec: spec, text: func(t *terminal) {
			head(t, r.Answer)
			t.say("from %s to %s: %s, %s of it from the customers below", r.From, r.AsOf, money(r.Total, r.Currency), money(r.Total-r.Rest, r.Currency))
			for _, c := range r.Rows {
				t.say("  %-20s -> %-20s %-8s %6d customers %16s, before %16s", c.From, c.To, c.Kind, c.Customers, money(c.Between, r.Currency), money(c.Before, r.Currency))
			}
		}}
	}
	a := insight.New[movement.Move]("movement_customers", r.Method, r.Currency, r.AsOf)
	a.N, a.Coverage, a.Needs = r.N, r.Coverage, r.Needs
	a.Rows = append(a.Rows, r.Moves...)
	return reply{json: a, spec: spec, text: func(t *terminal) {
		head(t, a)
		for _, m := range a.Rows {
			t.say("  %-20s -> %-20s %16s, before %16s  %s", m.From, m.To, money(m.Between, r.Currency), money(m.Before, r.Currency), m.Name)
		}
	}}
}

func movementChart(r *movement.Result) chart.Spec {
	names := column(r.States, func(s movement.State) string { return screen.StateName(r.Of, s) })
	spec := chart.Spec{Kind: chart.HeatMap, Title: i18n.T("insightgroups.moved_title"), N: r.N,
		Subtitle: i18n.T("insightgroups.from_to", i18n.Args{"From": i18n.Date(r.From), "To": i18n.Date(r.AsOf)}),
		YLabel:   i18n.T("ctl.customers"), XLabel: i18n.T("insightgroups.axis_to"), RowLabels: names, ColLabels: names,
		Format: func(v float64) string { return i18n.Integer(int64(v)) }}
	if r.N == 0 {
		spec.Empty = i18n.N("insight.need_sales", 1)
		return spec
	}
	spec.Cells = screen.MovementCells(r)
	return spec
}
