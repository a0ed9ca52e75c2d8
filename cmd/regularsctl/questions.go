package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/newreturning"
	"regulars/data/insight/period"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

func segmentsQuestion() question {
	bins, bounds, customers := 0, "", false
	return question{name: "segments", short: "Customers by recency, frequency and money (RFM), in ten segments",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&bins, "bins", 5, "scores run from 1 to this, 3 to 10; the highest is best")
			cmd.Flags().StringVar(&bounds, "bounds", "", "quantile (default from 25 customers on)")
			cmd.Flags().BoolVar(&customers, "customers", false, "each customer with scores and the documents behind them")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			kind, err := option("bounds", bounds, rfm.Auto, rfm.Quantile)
			if err != nil {
				return reply{}, err
			}
			x, err := rfm.Score(s, rfm.Options{AsOf: f.day, Window: f.window, Bins: bins, Reading: f.reading, Bounds: kind})
			if err != nil {
				return reply{}, usagef("--bins: want 3 to 10")
			}
			if customers {
				return scoredReply(s, x)
			}
			a := x.Segments()
			return reply{json: a, spec: func() chart.Spec { return segmentsChart(a) }, text: func(t *terminal) {
				head(t, a)
				t.say("%-20s %9s %16s %6s %6s %14s", "segment", "customers", "net", "days", "orders", "each")
				for _, r := range a.Rows {
					t.say("%-20s %9d %16s %6d %6d %14s", r.Segment, r.Customers, money(r.Net, a.Currency), r.R, r.F, money(r.M, a.Currency))
				}
			}}, nil
		}}
}

// scored is a customer with the documents its numbers come from.
type scored struct {
	rfm.Customer
	Documents []crm.ID `json:"documents"`
}

func scoredReply(s *facts.Snapshot, x *rfm.Result) (reply, error) {
	ranked := x.Ranked()
	a := insight.New[scored]("customers", ranked.Method, ranked.Currency, ranked.AsOf)
	a.N, a.Coverage, a.Needs = ranked.N, ranked.Coverage, ranked.Needs
	behind := x.Documents(s)
	for _, c := range ranked.Rows {
		ids := column(behind[c.Party], func(doc int32) crm.ID { return s.Doc.ID[doc] })
		a.Rows = append(a.Rows, scored{c, ids})
	}
	return reply{json: a, spec: func() chart.Spec { return segmentsChart(x.Segments()) }, text: func(t *terminal) {
		head(t, a)
		for _, r := range a.Rows {
			t.say("%d%d%d  %-20s %5d days %5d orders %16s  %s", r.R, r.F, r.M, r.Segment, r.Days, r.Orders, money(r.Net, a.Currency), r.Name)
		}
	}}, nil
}

func segmentsChart(a insight.Answer[rfm.SegmentRow]) chart.Spec {
	return chart.Spec{Kind: chart.HBar, Title: i18n.T("ctl.segments_title"), Subtitle: asOf(a), YLabel: i18n.T("ctl.customers"), N: a.N,
		Empty:      emptyReason(len(a.Rows)),
		Categories: column(a.Rows, func(r rfm.SegmentRow) string { return i18n.T("insight.segment_" + string(r.Segment)) }),
		Series:     []chart.Series{{Name: i18n.T("ctl.customers"), Values: column(a.Rows, func(r rfm.SegmentRow) float64 { return float64(r.Customers) })}}}
}

func asOf[R any](a insight.Answer[R]) string {
	return i18n.T("ctl.as_of", i18n.Args{"Date": i18n.Date(a.AsOf)})
}

func emptyReason(rows int) string {
	if rows > 0 {
		return ""
	}
	return i18n.N("insight.need_sales", 1)
}

func valueQuestion() question {
	high, ordinary, since := 0, 0, ""
	return question{name: "value", short: "Value classes: the customers who bring half of the money, the next, the rest",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().IntVar(&high, "high", 0, "cumulative share in per cent that ends the high class (default 50)")
			cmd.Flags().IntVar(&ordinary, "ordinary", 0, "cumulative share in per cent that ends the ordinary class (default 90)")
			cmd.Flags().StringVar(&since, "since", "", "who changed class since this day, YYYY-MM-DD")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o := value.Options{AsOf: f.day, Window: f.window, Reading: f.reading, HighShare: high, OrdinaryShare: ordinary}
			x, err := value.Classify(s, o)
			if since != "" && err == nil {
				return movesReply(s, o, x, since)
			}
			if err != nil {
				return reply{}, usagef("--high and --ordinary: want 0 < high <= ordinary <= 100")
			}
			a, p := x.Answer(), x.Pareto()
			return reply{json: a, spec: func() chart.Spec { return valueChart(a) }, text: func(t *terminal) {
				head(t, a)
				for _, r := range a.Rows {
					t.say("%-10s %8d customers %16s, each from %s", r.Class, r.Customers, money(r.Net, a.Currency), money(r.From, a.Currency))
				}
				if p.N > 0 {
					t.say("the best 20 %% of %d bring %.1f %%, the best 1 %% bring %.1f %%; Gini %.3f", p.N, 100*p.Top20, 100*p.Top1, p.Gini)
				}
			}}, nil
		}}
}

// movesReply lists who changed value class since a day.
func movesReply(s *facts.Snapshot, o value.Options, x *value.Result, since string) (reply, error) {
	before, err := parseDay(since, 0)
	if err != nil {
		return reply{}, err
	}
	moves, err := value.Moves(s, o, before)
	if err != nil {
		return reply{}, err
	}
	now := x.Answer()
	a := insight.New[value.Move]("value_moves", now.Method, now.Currency, now.AsOf)
	a.N, a.Coverage, a.Needs = now.N, now.Coverage, now.Needs
	a.Rows = append(a.Rows, moves...)
	return reply{json: a, spec: func() chart.Spec { return valueChart(now) }, text: func(t *terminal) {
		head(t, a)
		for _, m := range a.Rows {
			t.say("%-10s -> %-10s  %s", cmp.Or(m.From, "none"), cmp.Or(m.To, "none"), m.Name)
		}
	}}, nil
}

func valueChart(a insight.Answer[value.ClassRow]) chart.Spec {
	return chart.Spec{Kind: chart.Bar, Title: i18n.T("ctl.value_title"), Subtitle: asOf(a), YLabel: i18n.T("ctl.net_in", i18n.Args{"Currency": a.Currency}), N: a.N,
		Empty:      emptyReason(len(a.Rows)),
		Categories: column(a.Rows, func(r value.ClassRow) string { return i18n.T("insight.class_" + string(r.Class)) }),
		Series:     []chart.Series{{Name: a.Currency, Values: amounts(a.Rows, crm.Exponent(a.Currency), func(r value.ClassRow) crm.Amount { return r.Net })}}}
}

func newReturningQuestion() question {
	by := ""
	return question{name: "new-returning", short: "New against returning customers, counted as people",
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&by, "by", "month", "week, month, quarter, year")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			unit, err := option("by", by, period.Month, period.Week, period.Quarter, period.Year)
			if err != nil {
				return reply{}, err
			}
			o := newreturning.Options{AsOf: f.day, Unit: unit, Reading: f.reading}
			if f.window > 0 {
				o.From = insight.AsOf(s, f.day) - crm.Date(f.window) + 1
			}
			a, err := newreturning.Count(s, o)
			if err != nil {
				return reply{}, usageError{err}
			}
			return reply{json: a, spec: func() chart.Spec { return newReturningChart(a) }, text: func(t *terminal) {
				head(t, a)
				for _, r := range a.Rows {
					t.say("%-9s %6d new %16s %6d returning %16s %6d walk-ins %16s", r.Period, r.New, money(r.NewNet, a.Currency),
						r.Returning, money(r.ReturningNet, a.Currency), r.WalkIns, money(r.WalkInNet, a.Currency))
				}
			}}, nil
		}}
}

func newReturningChart(a insight.Answer[newreturning.Row]) chart.Spec {
	return chart.Spec{Kind: chart.StackedBar, Title: i18n.T("ctl.new_title"), Subtitle: asOf(a), YLabel: i18n.T("ctl.customers"), N: a.N,
		Empty:      emptyReason(len(a.Rows)),
		Categories: column(a.Rows, func(r newreturning.Row) string { return fmt.Sprint(r.Period) }),
		Series: []chart.Series{
			{Name: i18n.T("ctl.returning"), Values: column(a.Rows, func(r newreturning.Row) float64 { return float64(r.Returning) })},
			{Name: i18n.T("ctl.new"), Values: column(a.Rows, func(r newreturning.Row) float64 { return float64(r.New) })},
		}}
}
