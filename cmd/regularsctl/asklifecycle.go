package main

import (
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/period"
)

func lifecycleQuestion() question {
	since, by, customers, moves := "", "", false, false
	return question{name: "lifecycle", short: "Where customers stand from prospect to lost, who moved, how many stay",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&since, "since", "", "count the moves after this day, YYYY-MM-DD (default: 90 days before the as-of day)")
			flags.StringVar(&by, "by", "", "periods of retention: month (default), quarter, year, week")
			flags.BoolVar(&customers, "customers", false, "one row a customer")
			flags.BoolVar(&moves, "moves", false, "one row a move")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			day, err := parseDay(since, 0)
			if err != nil {
				return reply{}, err
			}
			unit, err := option("by", by, period.Month, period.Quarter, period.Year, period.Week)
			if err != nil {
				return reply{}, err
			}
			settings, err := b.Settings()
			if err != nil {
				return reply{}, err
			}
			r, err := lifecycle.Ask(context.Background(), s, lifecycle.Options{AsOf: f.day, Since: day, Factor10: settings.QuietFactor10, Unit: unit, Reading: f.reading})
			if err != nil {
				return reply{}, usagef("--since: want a day before the as-of day")
			}
			return reply{json: lifecycleJSON(r, customers, moves), spec: func() chart.Spec { return lifecycleChart(r) }, text: func(t *terminal) {
				lifecycleText(t, r)
				if customers {
					stageText(t, r)
				}
				if moves {
					for _, m := range r.Moves {
						t.say("%s  %-9s -> %-9s  %s", m.Date, m.From, m.To, m.Name)
					}
				}
			}}, nil
		}}
}

// lifecycleJSON adds the rows asked for to the answer.
func lifecycleJSON(r *lifecycle.Result, customers, moves bool) any {
	out := struct {
		*lifecycle.Result
		Customers []lifecycle.Customer `json:"customers,omitempty"`
		Moves     []lifecycle.Move     `json:"moves,omitempty"`
	}{Result: r}
	if customers {
		out.Customers = r.Customers
	}
	if moves {
		out.Moves = r.Moves
	}
	return out
}

func lifecycleText(t *terminal, r *lifecycle.Result) {
	head(t, r.Answer)
	t.say("usual gap %d days, nineteen of twenty within %d (%d gaps); lapsing beyond %.1f x the own gap", r.UsualGap, r.LongGap, r.Gaps, float64(r.Factor10)/10)
	for _, row := range r.Rows {
		t.say("%-10s %8d customers %16s   since %s: %d came, %d left", row.Stage, row.Customers, money(row.Net, r.Currency), r.Since, row.Came, row.Left)
	}
	t.say("walk-ins   %8d sales     %16s", r.WalkIns, money(r.WalkInNet, r.Currency))
	for _, f := range r.Flows {
		t.say("  %-9s -> %-9s %6d", f.From, f.To, f.Moves)
	}
	t.say("bought on two days or more: %s", shareText(r.Repeaters))
	for _, p := range r.Periods[max(0, len(r.Periods)-shownRows):] {
		partial := ""
		if p.Partial {
			partial = "  not over"
		}
		t.say("  %-9s %6d active, %5d new, kept %s%s", p.Period, p.Active, p.New, shareText(p.Retention), partial)
	}
	for _, s := range r.Stays {
		t.say("  after %2d months %5.1f %% still buy (%.1f to %.1f), %d followed so long", s.Months, 100*s.Share, 100*s.Low, 100*s.High, s.AtRisk)
	}
}

// shareText writes a share with its counts; without a whole it is not defined.
func shareText(s lifecycle.Share) string {
	if s.Rate == nil {
		return "not defined (nobody before)"
	}
	return i18n.Percent(*s.Rate, 1) + " (" + i18n.Integer(int64(s.Part)) + " of " + i18n.Integer(int64(s.Of)) + ")"
}

func stageText(t *terminal, r *lifecycle.Result) {
	for _, c := range r.Customers {
		if c.Days == 0 {
			t.say("  %-9s %-10s  %-30s has not bought yet", c.Stage, "", c.Name)
			continue
		}
		t.say("  %-9s %s  %-30s %d days of purchase, silent for %d, usual gap %.0f, lapsing from %s, lost from %s",
			c.Stage, c.Entered, c.Name, c.Days, c.Silence, c.UsualGap, c.LapsingFrom, c.LostFrom)
	}
}

func lifecycleChart(r *lifecycle.Result) chart.Spec {
	return chart.Spec{Kind: chart.Bar, Title: i18n.T("insightlife.chart_stages"), Subtitle: asOf(r.Answer), YLabel: i18n.T("ctl.customers"), N: r.N, Empty: emptyReason(r.N),
		Categories: column(r.Rows, func(row lifecycle.Row) string { return i18n.T("insightlife.stage_" + string(row.Stage)) }),
		Series:     []chart.Series{{Name: i18n.T("ctl.customers"), Values: column(r.Rows, func(row lifecycle.Row) float64 { return float64(row.Customers) })}}}
}
