package screen

import (
	"net/url"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/insight/cause"
)

// CauseName is what a cause is called.
func CauseName(r cause.Row) string {
	switch r.Kind {
	case cause.Calendar:
		return r.Name
	case cause.Event:
		return i18n.T("insightcause.type_" + r.Name)
	case cause.Measured:
		return i18n.Coded("insightcause.measure_", r.Name)
	}
	return i18n.T("insightcause.kind_" + string(r.Kind))
}

// MoreOrLess writes a difference as a share: "38 % more".
func MoreOrLess(difference float64) string {
	if difference < 0 {
		return i18n.T("insightcause.less", i18n.Args{"Share": i18n.Percent(-difference, 0)})
	}
	return i18n.T("insightcause.more", i18n.Args{"Share": i18n.Percent(difference, 0)})
}

// CausesChart draws the differences that causes make.
func CausesChart(r *cause.Result) chart.Spec {
	bars := chart.Series{Name: i18n.T("insightcause.difference")}
	spec := chart.Spec{Kind: chart.HBar, YLabel: i18n.T("insightcause.chart_title"), N: r.N,
		Format: func(v float64) string { return i18n.Percent(v, 0) }}
	for _, row := range r.Rows {
		if row.Difference != nil {
			spec.Categories, bars.Values = append(spec.Categories, CauseName(row)), append(bars.Values, *row.Difference)
			bars.Keys = append(bars.Keys, CauseKey(row))
		}
	}
	if spec.Series = []chart.Series{bars}; len(bars.Values) == 0 {
		spec.Series, spec.Empty = nil, i18n.T("insightcause.headline_none")
	}
	return spec
}

// CauseKey names the sales of the days of a cause.
func CauseKey(r cause.Row) string {
	id := r.Name
	if !r.ID.IsZero() {
		id = r.ID.String()
	}
	return url.Values{"cause": {string(r.Kind)}, "of": {id}}.Encode()
}
