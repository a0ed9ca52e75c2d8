package main

import (
	"context"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/cohorts"
)

// cohortMeasure is what a table or chart of cohorts shows.
type cohortMeasure string

const (
	cohortCustomers cohortMeasure = "customers"
	cohortShare     cohortMeasure = "share"
	cohortNet       cohortMeasure = "net"
)

func cohortsQuestion() question {
	by, measure, months := "", "", 0
	return question{name: "cohorts", short: "How customers who began alike come back month by month",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&by, "by", "", "how they began: month (default), product, category, source")
			flags.StringVar(&measure, "measure", "", "shown: customers (default), share, net")
			flags.IntVar(&months, "months", cohorts.DefaultMonths, "months followed, 1 to 600")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			how, err := option("by", by, cohorts.Month, cohorts.Product, cohorts.Category, cohorts.Source)
			if err != nil {
				return reply{}, err
			}
			m, err := option("measure", measure, cohortCustomers, cohortShare, cohortNet)
			if err != nil {
				return reply{}, err
			}
			r, err := cohorts.Ask(context.Background(), s, cohorts.Options{AsOf: f.day, By: how, Months: months, Reading: f.reading})
			if err != nil || months == 0 {
				return reply{}, usagef("--months: want 1 to 600")
			}
			return reply{json: r, spec: func() chart.Spec { return cohortsChart(r, m) }, text: func(t *terminal) { cohortsText(t, r, m) }}, nil
		}}
}

// of is the value of a cell, not a number where there is none.
func (m cohortMeasure) of(c cohorts.Cell, currency string) float64 {
	switch m {
	case cohortShare:
		if share, ok := c.Share(); ok {
			return share
		}
		return math.NaN()
	case cohortNet:
		return float64(c.Net) / math.Pow10(crm.Exponent(currency))
	}
	return float64(c.Active)
}

func (m cohortMeasure) write(v float64) string {
	switch {
	case math.IsNaN(v):
		return "-"
	case m == cohortShare:
		return i18n.Percent(v, 1)
	}
	return i18n.Number(v, 0)
}

func cohortsText(t *terminal, r *cohorts.Result, m cohortMeasure) {
	head(t, r.Answer)
	for _, row := range r.Rows {
		t.say("%-24s %6d customers %16s  %s", cohortName(row), row.Customers, money(row.Net, r.Currency), cellsText(row.Cells, m, r.Currency))
	}
	t.say("%-24s %6d customers %16s  %s", "all but those marked +", r.N-r.Early, "", cellsText(r.Average, m, r.Currency))
	if r.Early > 0 {
		t.say("+ %d customers may have bought before this book began: they look new and are in no average", r.Early)
	}
}

func cellsText(cells []cohorts.Cell, m cohortMeasure, currency string) string {
	texts := column(cells, func(c cohorts.Cell) string {
		text := m.write(m.of(c, currency))
		if c.Partial {
			text += "*" // the month is not over
		}
		return text
	})
	return strings.Join(texts, " ")
}

func cohortName(row cohorts.Row) string {
	name := row.Name
	if row.Key == cohorts.Unknown {
		name = "not known"
	}
	if row.Early {
		name += " +"
	}
	return name
}

// cohortsChart draws months after the first one; those not over are left out.
func cohortsChart(r *cohorts.Result, m cohortMeasure) chart.Spec {
	spec := chart.Spec{Kind: chart.HeatMap, Title: i18n.T("insightlife.chart_cohorts"), Subtitle: asOf(r.Answer), XLabel: i18n.T("insightlife.months_after"),
		YLabel: i18n.T("insightlife.measure_" + string(m)), N: r.N, Empty: emptyReason(r.N), Format: m.write}
	for _, row := range r.Rows[:min(shownRows, len(r.Rows))] {
		var values []float64
		for _, c := range row.Cells[:min(13, len(row.Cells))] {
			v := m.of(c, r.Currency)
			if c.Partial {
				v = math.NaN()
			}
			values = append(values, v)
		}
		for len(spec.ColLabels) < len(values) {
			spec.ColLabels = append(spec.ColLabels, i18n.Integer(int64(len(spec.ColLabels))))
		}
		spec.RowLabels, spec.Cells = append(spec.RowLabels, cohortName(row)), append(spec.Cells, values)
	}
	for i := range spec.Cells {
		for len(spec.Cells[i]) < len(spec.ColLabels) {
			spec.Cells[i] = append(spec.Cells[i], math.NaN())
		}
	}
	return spec
}
