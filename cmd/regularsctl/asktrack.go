package main

import (
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen/advice"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/action"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/track"
)

// trackReply is the track record with that of the suggestions.
type trackReply struct {
	*track.Result
	Actions []action.Tally `json:"actions"`
}

func trackQuestion() question {
	horizon := 0
	return question{name: "track-record", short: "What was foretold and what happened; the model against the rule; how suggestions fared",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&horizon, "horizon", lifetime.DefaultHorizon, "days ahead of the forecasts made for earlier days, 1 to 365")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			kept, err := advice.Predictions(b)
			if err != nil {
				return reply{}, err
			}
			earlier, err := advice.Earlier(b)
			if err != nil {
				return reply{}, err
			}
			r, err := track.Ask(context.Background(), s, track.Options{AsOf: f.day, Horizon: horizon, Kept: kept})
			if err != nil || horizon == 0 {
				return reply{}, usagef("--horizon: want 1 to 365 days")
			}
			all := trackReply{r, action.Tallies(earlier)}
			return reply{json: all, spec: func() chart.Spec { return trackChart(r) }, text: func(t *terminal) { trackText(t, all) }}, nil
		}}
}

func trackText(t *terminal, r trackReply) {
	head(t, r.Answer)
	if r.Replayed {
		t.say("nothing kept is over yet: what this book would have been told")
	}
	t.say("%d of %d within the interval", r.Inside, r.N)
	for _, c := range r.Rows {
		if !c.Over {
			t.say("  %s  %-10s %-10s %8.0f (%.0f to %.0f) by %s", c.Day, c.Question, c.Series, c.Expected, c.Low, c.High, c.Until)
			continue
		}
		held := "missed"
		if c.Inside {
			held = "held"
		}
		t.say("  %s  %-10s %-10s %8.0f (%.0f to %.0f) by %s, happened %.0f: %s", c.Day, c.Question, c.Series, c.Expected, c.Low, c.High, c.Until, c.Actual, held)
	}
	if x := r.Right; x.N > 0 {
		t.say("right about customers, on %d days: model %d, twice the usual gap %d, nobody comes %d, of %d", x.Days, x.Model, x.Rule, x.Nobody, x.N)
	}
	for _, b := range r.Bands {
		t.say("  %-9s %6d customers, %8.1f to come, %6d came", b.Band, b.N, b.Expected, b.Came)
	}
	if r.BackTest != nil {
		t.say("in use: %s; tried out at %s over %d days", r.Chosen, r.BackTest.Cut, r.BackTest.Days)
		for _, m := range r.BackTest.Models {
			t.say("  %-11s Brier %.4f, %.0f of %d orders, right about %.1f %%", m.Model, m.Brier, m.Predicted, r.BackTest.Actual, 100*m.Hits)
		}
	}
	for _, x := range r.Actions {
		t.say("  %-10s done: %d of %d worked; skipped: %d of %d came; %d waiting%s", x.Kind, x.Worked, x.Tried, x.Came, x.Skipped, x.Pending, upliftSaid(x.Uplift))
	}
}

func upliftSaid(u *action.Uplift) string {
	if u == nil {
		return ""
	}
	return "; difference " + i18n.Percent(u.Difference, 0) + " (" + i18n.Percent(u.Low, 0) + " to " + i18n.Percent(u.High, 0) + ")"
}

// trackChart shows the customers foretold and those who came, the oldest first.
func trackChart(r *track.Result) chart.Spec {
	said, was := chart.Series{Name: i18n.T("insighttrack.said")}, chart.Series{Name: i18n.T("insighttrack.happened")}
	spec := chart.Spec{Kind: chart.Line, Title: i18n.T("insighttrack.terminal_title"), Subtitle: asOf(r.Answer), YLabel: i18n.T("insighttrack.series_customers"), N: r.N, Empty: emptyReason(r.N)}
	for i := len(r.Rows) - 1; i >= 0; i-- {
		c := r.Rows[i]
		if !c.Over || c.Series != track.Customers {
			continue
		}
		spec.Categories = append(spec.Categories, i18n.DayMonth(c.Day))
		said.Values, said.Low, said.High = append(said.Values, c.Expected), append(said.Low, c.Low), append(said.High, c.High)
		was.Values = append(was.Values, c.Actual)
	}
	spec.Series = []chart.Series{said, was}
	return spec
}
