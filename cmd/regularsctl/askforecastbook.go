package main

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
	"regulars/data/insight/rfm"
)

// bookForecast are the flags of a forecast of the book.
type bookForecast struct {
	by, unit, measure string
	top               int
	supposed          supposedFlags
}

func (b *bookForecast) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&b.by, "by", "", "total (default), segment, group, category, product")
	flags.StringVar(&b.unit, "unit", "", "week or month (default: months from two years of history on)")
	flags.StringVar(&b.measure, "measure", "", "orders (default), units, net, customers")
	flags.IntVar(&b.top, "top", 0, "series of their own, the rest is one (default 20)")
	b.supposed.flags(cmd)
}

// bookForecastReply is the JSON of a forecast of the book.
type bookForecastReply struct {
	*outlook.Outlook
	By     string       `json:"by"`
	Series []bookSeries `json:"series"`
}

// bookSeries is how a series was forecast, and the newest whole step as it
// was forecast beside what happened.
type bookSeries struct {
	forecastSeries
	Name  string     `json:"name"`
	Shown string     `json:"shown"` // the method of the rows
	Ended crm.Date   `json:"ended,omitzero"`
	Last  *checkedAt `json:"last"` // null where there is none
}

type checkedAt struct {
	From     crm.Date `json:"from"`
	Expected float64  `json:"expected"`
	Lo80     float64  `json:"lo80"`
	Hi80     float64  `json:"hi80"`
	Actual   float64  `json:"actual"`
}

func (b *bookForecast) answer(at *book.Book, s *facts.Snapshot, f *askFlags, horizon int) (reply, error) {
	o := outlook.Options{AsOf: f.day, Horizon: horizon, Top: b.top, Reading: f.reading}
	if err := b.supposed.read(at, s, &o); err != nil {
		return reply{}, err
	}
	by, err := option("by", b.by, "total", demand.Segment, demand.Group, demand.Category, demand.Product)
	if err != nil {
		return reply{}, err
	}
	if by != "total" {
		o.By = by
	}
	if o.Unit, err = option("unit", b.unit, outlook.Auto, period.Week, period.Month); err != nil {
		return reply{}, err
	}
	if o.Measure, err = option("measure", b.measure, outlook.Orders, outlook.Units, outlook.Net, outlook.Customers); err != nil {
		return reply{}, err
	}
	if o.By == demand.Segment {
		x, err := rfm.Score(s, rfm.Options{AsOf: f.day, Reading: f.reading})
		if err != nil {
			return reply{}, err
		}
		o.Labels = x.Labels(len(s.Party.ID))
	}
	x, err := outlook.Ask(context.Background(), s, o)
	if err != nil {
		return reply{}, usagef("--horizon: want 1 to %d; --top: 1 to %d; --change: -100 to 1000; --price: -90 to 200", outlook.MaxHorizon, outlook.MostTop)
	}
	out := bookForecastReply{Outlook: x, By: string(by)}
	for _, s := range append([]outlook.Series{x.Total}, x.Parts...) {
		out.Series = append(out.Series, newBookSeries(x, s))
	}
	return reply{json: out, text: func(t *terminal) { bookForecastText(t, out) }, spec: func() chart.Spec { return bookForecastChart(x) }}, nil
}

func newBookSeries(x *outlook.Outlook, s outlook.Series) bookSeries {
	out := bookSeries{forecastSeries: triedSeries(s.Code, s.Result), Name: s.Name, Shown: s.Shown(), Ended: s.Ended}
	out.N = s.N
	if last := s.Last; last.Known {
		out.Last = &checkedAt{x.Steps[len(x.Steps)-1].From, last.Expected.Mean, last.Expected.Lo80, last.Expected.Hi80, last.Actual}
	}
	return out
}

// inMeasure writes a number of the measure.
func (a bookForecastReply) inMeasure(v float64) string {
	if a.Measure == outlook.Net {
		return money(crm.Amount(math.Round(v)), a.Currency)
	}
	return i18n.Number(v, 0)
}

func bookForecastText(t *terminal, a bookForecastReply) {
	head(t, a.Answer)
	for _, c := range a.Conditions {
		conditionText(t, c, a.Ahead)
	}
	rows := a.Rows
	for _, s := range a.Series {
		t.say("%s: shown %s; tried %s %s", groupName(demand.GroupHead{Code: s.Series, Name: s.Name}), s.Shown, s.Method, s.Model)
		triedText(t, s.forecastSeries)
		if s.Ended != 0 {
			t.say("  nothing sold since %s", s.Ended)
		}
		if l := s.Last; l != nil {
			t.say("  %s was expected at %s (%s to %s) and became %s", l.From, a.inMeasure(l.Expected), a.inMeasure(l.Lo80), a.inMeasure(l.Hi80), a.inMeasure(l.Actual))
		}
		for ; len(rows) > 0 && rows[0].Series == s.Series; rows = rows[1:] {
			r := rows[0]
			usual := ""
			if len(a.Conditions) > 0 {
				usual = "   as usual: " + a.inMeasure(r.Usual)
			}
			t.say("  %s %14s   80 %%: %s to %s   95 %%: %s to %s%s", r.From, a.inMeasure(float64(r.Whole)), a.inMeasure(r.Lo80), a.inMeasure(r.Hi80), a.inMeasure(r.Lo95), a.inMeasure(r.Hi95), usual)
		}
	}
}

// bookForecastChart draws the total.
func bookForecastChart(x *outlook.Outlook) chart.Spec {
	scale, label := 1.0, i18n.T("insightoutlook.measure_"+string(x.Measure))
	if x.Measure == outlook.Net {
		scale, label = math.Pow10(crm.Exponent(x.Currency)), i18n.T("ctl.net_in", i18n.Args{"Currency": x.Currency})
	}
	s := fileSeries{name: i18n.T("insightoutlook.tab_forecast"), values: column(x.Total.Values, func(v float64) float64 { return v / scale })}
	r := forecast.Result{Method: x.Method}
	for _, p := range x.Total.Points {
		r.Points = append(r.Points, forecast.Point{Mean: p.Mean / scale, Lo80: p.Lo80 / scale, Hi80: p.Hi80 / scale})
	}
	spec := forecastChart(s, r)
	spec.YLabel, spec.XLabel, spec.N = label, i18n.T("insightui.unit_"+string(x.Unit)), x.N
	for i, step := range append(append([]outlook.Step{}, x.Steps...), x.Ahead...)[:len(spec.Categories)] {
		spec.Categories[i] = x.Unit.Label(step.From)
	}
	return spec
}
