package main

import (
	"cmp"
	"context"
	"math"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/forecast"
)

// forecastReply is the JSON of a forecast from a file.
type forecastReply struct {
	Question string           `json:"question"`
	Method   string           `json:"method"` // that of all series, or "mixed"
	N        int              `json:"n"`      // values read
	Needs    []insight.Need   `json:"needs"`  // each with the number of series it concerns
	Series   []forecastSeries `json:"series"`
	Rows     []forecastRow    `json:"rows"`
}

type forecastSeries struct {
	Series     string         `json:"series"`
	N          int            `json:"n"`
	Method     string         `json:"method"` // tried, which is not the one shown where beats_naive is false
	Model      string         `json:"model"`
	Origins    int            `json:"origins"`
	Tried      int            `json:"steps_tried"`
	MASE       float64        `json:"mase"`
	Relative   float64        `json:"relative_to_naive"`
	BeatsNaive bool           `json:"beats_naive"`
	Cover80    float64        `json:"coverage80"`
	Cover95    float64        `json:"coverage95"`
	Needs      []insight.Need `json:"needs"`
}

type forecastRow struct {
	Series string  `json:"series"`
	Step   int     `json:"step"`
	Point  float64 `json:"point"`
	Lo80   float64 `json:"lo80"`
	Hi80   float64 `json:"hi80"`
	Lo95   float64 `json:"lo95"`
	Hi95   float64 `json:"hi95"`
	Method string  `json:"method"`
}

const mixedMethods = "mixed"

func forecastQuestion() question {
	file, freq, horizon := "", 0, 0
	of := bookForecast{}
	return question{name: "forecast", short: "What comes next, with 80 and 95 % intervals: sales of the book, or series of equal steps from a file",
		long: `What comes next, with 80 and 95 % intervals.

Of the book: orders, units, net sales or customers by week or month, in all and
by segment, group, category or product; the parts add up to the total. A step
is compared by its open days, of which public holidays that you kept closed on
before are none, the week or month not over yet is left out, and the newest
whole one is also forecast from the step before.

Suppose something else than usual, one or more of: another price (--price),
days closed (--closed), an event again (--event), or so many per cent more
(--change). "conditions" has the arithmetic, or why an effect cannot be told.

With --file, of any series: the file has the columns series, t and value, one
row a step. t is a whole number, a month (2024-05) or a day (2024-05-31). A step
left out, or without value, is not known; a step with nothing sold is 0.

Each series is tried out on its own past first: beats_naive says whether the
forecast was nearer than repeating the last season. Where it was not, the
forecast of the book is that repetition, and "method" says so.`,
		example: "  regularsctl ask forecast --by category --measure units --horizon 6\n" + supposedExamples("forecast") +
			"\n  regularsctl ask forecast --file sales.csv --freq 12 --horizon 18 --json",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&file, "file", "", "CSV file with the columns series,t,value, plain or gzipped, in the place of the book")
			flags.IntVar(&freq, "freq", 0, "of a file: steps of a season: 12 for months, 4 for quarters, 7 for days, 52 for weeks, 1 for no season")
			flags.IntVar(&horizon, "horizon", 0, "steps ahead (default: 12 of a file, half a year of the book)")
			of.flags(cmd)
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) { return of.answer(b, s, f, horizon) },
		plain: func(f *askFlags) (reply, bool, error) {
			if file == "" && freq == 0 {
				return reply{}, false, nil
			}
			r, err := forecastFile(file, freq, cmp.Or(horizon, 12), f.chart != "")
			return r, true, err
		}}
}

func forecastFile(file string, freq, horizon int, drawn bool) (reply, error) {
	switch {
	case file == "":
		return reply{}, usagef("--file: say which file to read; it needs the columns series,t,value")
	case freq < 1 || freq > forecast.MaxHorizon:
		return reply{}, usagef("--freq: say how many steps make a season: 12 for months, 4 for quarters, 7 for days, 52 for weeks, 1 for no season")
	case horizon < 1 || horizon > forecast.MaxHorizon:
		return reply{}, usagef("--horizon: want 1 to %d steps", forecast.MaxHorizon)
	}
	all, err := readSeriesFile(file)
	if err != nil {
		return reply{}, err
	}
	if drawn && len(all) > 1 {
		return reply{}, usagef("--chart draws one series, and %s holds %d; leave one in it", filepath.Base(file), len(all))
	}
	results, err := forecast.Many(context.Background(), asked(all, freq), forecast.Options{Horizon: horizon}, nil)
	if err != nil {
		return reply{}, err
	}
	out := newForecastReply(all, results)
	return reply{json: out, text: func(t *terminal) { forecastText(t, out) },
		spec: func() chart.Spec { return forecastChart(all[0], results[0]) }}, nil
}

func newForecastReply(all []fileSeries, results []forecast.Result) forecastReply {
	out := forecastReply{Question: "forecast", Method: results[0].Method, Needs: []insight.Need{}, Rows: []forecastRow{}}
	at := map[string]int{} // of each code among the needs
	for i, r := range results {
		s := triedSeries(all[i].name, r)
		for _, v := range all[i].values {
			if !math.IsNaN(v) {
				s.N++
			}
		}
		out.N += s.N
		out.Series = append(out.Series, s)
		if r.Method != out.Method {
			out.Method = mixedMethods
		}
		for _, n := range r.Needs {
			if _, ok := at[n.Code]; !ok {
				at[n.Code] = len(out.Needs)
				out.Needs = append(out.Needs, insight.Need{Code: n.Code})
			}
			out.Needs[at[n.Code]].Count++
		}
		for _, p := range r.Points {
			out.Rows = append(out.Rows, forecastRow{s.Series, p.Step, p.Mean, p.Lo80, p.Hi80, p.Lo95, p.Hi95, r.Method})
		}
	}
	return out
}

// triedSeries tells how a forecast did on the past.
func triedSeries(name string, r forecast.Result) forecastSeries {
	return forecastSeries{Series: name, Method: r.Method, Model: r.Model, Origins: r.Origins, Tried: r.Horizon,
		MASE: r.MASE, Relative: r.Relative, BeatsNaive: r.BeatsNaive, Cover80: r.Cover80, Cover95: r.Cover95, Needs: r.Needs}
}

func forecastText(t *terminal, a forecastReply) {
	t.say("forecast of %d series, %d values, method %s", len(a.Series), a.N, a.Method)
	rows := a.Rows
	for _, s := range a.Series {
		t.say("%s: %s %s", s.Series, s.Method, s.Model)
		triedText(t, s)
		for ; len(rows) > 0 && rows[0].Series == s.Series; rows = rows[1:] {
			r := rows[0]
			t.say("  %4d %14.4g   80 %%: %.4g to %.4g   95 %%: %.4g to %.4g", r.Step, r.Point, r.Lo80, r.Hi80, r.Lo95, r.Hi95)
		}
	}
}

func triedText(t *terminal, s forecastSeries) {
	if s.Origins > 0 {
		t.say("  tried from %d earlier origins: error %.2f of the naive one, MASE %.3f, 80 %% held %.0f %%, 95 %% held %.0f %%",
			s.Origins, s.Relative, s.MASE, 100*s.Cover80, 100*s.Cover95)
	}
	for _, n := range s.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
}

// forecastChart shows what was and what is expected, with its 80 % band.
func forecastChart(s fileSeries, r forecast.Result) chart.Spec {
	n, steps := len(s.values), len(s.values)+len(r.Points)
	known, next := blank(steps), blank(steps)
	low, high := blank(steps), blank(steps)
	copy(known, s.values)
	categories := make([]string, steps)
	for i := range categories {
		categories[i] = strconv.Itoa(i + 1)
	}
	for i, p := range r.Points {
		next[n+i], low[n+i], high[n+i] = p.Mean, p.Lo80, p.Hi80
	}
	return chart.Spec{Kind: chart.Line, Title: s.name, N: n, Subtitle: i18n.T("insight.method_" + r.Method), Empty: emptyReason(len(r.Points)),
		XLabel: i18n.T("insightforecast.step"), YLabel: i18n.T("insightforecast.value"), Note: i18n.T("insightforecast.range"), Categories: categories,
		Series: []chart.Series{{Name: i18n.T("insightforecast.known"), Values: known},
			{Name: i18n.T("insightforecast.expected"), Values: next, Low: low, High: high}}}
}

func blank(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
