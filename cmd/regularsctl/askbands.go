package main

import (
	"context"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight/priceband"
)

func bandsQuestion() question {
	by := ""
	return question{name: "bands", short: "Who prefers the dear and who the cheap: price bands by group of customers",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&by, "by", "", "segment (default) or group, the business's own")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			groups, err := option("by", by, priceband.Segment, priceband.Group)
			if err != nil {
				return reply{}, err
			}
			r, err := priceband.Ask(context.Background(), s, priceband.Options{AsOf: f.day, Window: f.window, By: groups})
			if err != nil {
				return reply{}, err
			}
			return reply{json: r, spec: func() chart.Spec { return bandsChart(r) }, text: func(t *terminal) { bandsText(t, r) }}, nil
		}}
}

func bandsText(t *terminal, r *priceband.Result) {
	head(t, r.Answer)
	t.say("%d categories with a choice of prices; lines low %d, middle %d, high %d", r.Categories, r.Lines[0], r.Lines[1], r.Lines[2])
	for _, row := range r.Rows {
		if row.Lift == nil {
			continue
		}
		mark := " "
		if row.Telling {
			mark = "*"
		}
		t.say("%s %-22s %-7s lift %5.2f (%.2f to %.2f)  %4.1f %% of %d lines, %d customers", mark, row.Group, row.Band, row.Lift.Value, row.Lift.Low, row.Lift.High,
			100*row.Share, row.Of, row.Customers)
	}
}

// bandsChart has a bar for each band of each group.
func bandsChart(r *priceband.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.GroupedBar, Title: i18n.T("insightoffer.bands_chart"), Subtitle: asOf(r.Answer), YLabel: i18n.T("insightoffer.bands_times"), N: r.N,
		Format: func(v float64) string { return i18n.Number(v, 2) }}
	if len(r.Rows) == 0 {
		spec.Empty = i18n.T("insightoffer.bands_no_choice")
		return spec
	}
	for _, b := range priceband.Bands() {
		spec.Series = append(spec.Series, chart.Series{Name: i18n.T("insightoffer.band_" + b.String())})
	}
	for _, row := range r.Rows {
		if row.Band == priceband.Low {
			name := row.Group
			if r.By == priceband.Segment && name != "" {
				name = i18n.T("insight.segment_" + name)
			}
			if name == "" {
				name = i18n.T("insightoffer.no_group")
			}
			spec.Categories = append(spec.Categories, name)
		}
		v := 0.0
		if row.Lift != nil {
			v = row.Lift.Value
		}
		spec.Series[row.Band].Values = append(spec.Series[row.Band].Values, v)
	}
	return spec
}
