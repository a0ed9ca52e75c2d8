package main

import (
	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/cause"
)

func causesQuestion() question {
	d := demandFlags{}
	return question{name: "causes", short: "What moves demand on some days: holidays, own calendars, events, weather; and days nothing explains",
		flags: func(cmd *cobra.Command) { d.add(cmd) },
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o, err := d.source(b, s, f)
			if err != nil {
				return reply{}, err
			}
			r, err := cause.Ask(s, o)
			if err != nil {
				return reply{}, usagef("choose a resource or a product, not both")
			}
			return reply{json: r, spec: func() chart.Spec { return causesChart(r) }, text: func(t *terminal) { causesText(t, r) }}, nil
		}}
}

func causesText(t *terminal, r *cause.Result) {
	head(t, r.Answer)
	for _, row := range r.Rows {
		name := screen.CauseName(row)
		switch {
		case row.N == 0:
			t.say("%-28s not seen yet", name)
		case !row.Shown && row.Reason == cause.Few:
			t.say("%-28s seen only %d times", name, row.N)
		case !row.Shown:
			t.say("%-28s no comparable days", name)
		case row.Correlation != nil:
			t.say("%-28s correlation %s (%s to %s), n %d, q %.3f%s", name, bound(row.Correlation), bound(row.Low), bound(row.High), row.N, *row.Q, realMark(row))
		default:
			t.say("%-28s %+6.1f %% (%+.1f to %+.1f), n %d, q %.3f%s", name, 100**row.Difference, 100**row.Low, 100**row.High, row.N, *row.Q, realMark(row))
		}
	}
	t.say("%d days that nothing explains, %d that an event or holiday does", len(r.Unexplained), len(r.Explained))
	for _, d := range r.Unexplained[:min(shownRows, len(r.Unexplained))] {
		t.say("  %s  %s times the expected demand", d.Date, i18n.Number(d.Times, 1))
	}
	for _, x := range r.Responses {
		if x.Change == nil {
			t.say("%s  %s: too few open days to tell", x.From, x.Title)
			continue
		}
		t.say("%s  %s: %+.1f %% (%+.1f to %+.1f) against the 28 days before; open days before %d, during %d, after %d", x.From, x.Title, 100**x.Change, 100**x.Low, 100**x.High, x.N[0], x.N[1], x.N[2])
	}
}

func realMark(r cause.Row) string {
	if r.Real {
		return "  real"
	}
	return ""
}

func causesChart(r *cause.Result) chart.Spec {
	spec := screen.CausesChart(r)
	spec.Title, spec.Subtitle = i18n.T("insightcause.sheet_title"), asOf(r.Answer)
	return spec
}
