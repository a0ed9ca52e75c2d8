package main

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/mix"
	"regulars/data/insight/shares"
)

func mixQuestion() question {
	by, resource, sales, capacity := "", "", false, 0
	return question{name: "mix", short: "Which mix of customers is best in each part of the week or the year",
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&by, "by", "", "weekday (default), month, season, daytype; of sales also hour")
			resourceFlag(cmd, &resource)
			flags.BoolVar(&sales, "sales", false, "of sales, not of bookings (default where nothing can be booked)")
			flags.IntVar(&capacity, "capacity", 0, "of sales: orders that can be served in an hour (--by hour) or a day; 0: no limit")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			b, err := option("by", by, mix.SaleBys()...)
			if err != nil {
				return reply{}, err
			}
			id, err := resourceNamed(s, resource)
			if err != nil {
				return reply{}, err
			}
			ask, o := mix.Ask, mix.Options{AsOf: f.day, Resource: id, By: b, Capacity: capacity}
			if sales || len(s.Tables.Resources) == 0 {
				ask = mix.AskSales
			}
			a, err := ask(context.Background(), s, o)
			if err != nil {
				return reply{}, usagef("--by hour is of sales (--sales); --capacity: want a number of orders, or 0")
			}
			return reply{json: a, text: func(t *terminal) { mixText(t, a) }, spec: func() chart.Spec { return mixChart(a) }}, nil
		}}
}

func mixText(t *terminal, a *mix.Answer) {
	head(t, a.Answer)
	t.say("%s from %s to %s: earned %s, the best mix %s", a.Name, a.From, a.To, money(a.Earned, a.Currency), money(a.Best, a.Currency))
	sureText(t, a.Sure)
	for _, r := range a.Rows {
		limit := "no limit"
		if r.Limit >= 0 {
			limit = "at most " + strconv.Itoa(r.Limit) + " a day"
		}
		t.say("  %s %2d  %-20s asked %6d, taken %6d, %14s, %10s a unit%s; best %6d; %s; share %s, a day %s", a.By, r.Bucket+1, r.Segment, r.Asked, r.Taken,
			money(r.Contribution, a.Currency), money(r.PerUnit, a.Currency), moneyRange(r.PerUnitLow, r.PerUnitHigh, a.Currency), r.Best, limit, estimate(r.Share), estimate(r.PerDay))
	}
	if trial := a.Trial; trial != nil {
		t.say("lived again from %s to %s, %d requests: first come %s, advised %s, everything known %s", trial.From, trial.To, trial.Requests,
			money(trial.First, a.Currency), money(trial.Advised, a.Currency), money(trial.Best, a.Currency))
	}
}

// sureText says whether the shares differ between the parts of time.
func sureText(t *terminal, s shares.Sure) {
	switch {
	case s.P == nil:
		t.say("whether the shares differ between the times: too little to tell (%d weeks)", s.Weeks)
	case s.Differs:
		t.say("the shares differ between the times, beyond chance (p %.3g, %d weeks)", *s.P, s.Weeks)
	default:
		t.say("no difference between the times in the shares, beyond chance (p %.3g, %d weeks)", *s.P, s.Weeks)
	}
}

func estimate(e shares.Estimate) string {
	if !e.Known() {
		return fmt.Sprintf("%.3g", e.Value)
	}
	return fmt.Sprintf("%.3g (%.3g to %.3g)", e.Value, *e.Low, *e.High)
}

func moneyRange(low, high *crm.Amount, currency string) string {
	if low == nil || high == nil {
		return ""
	}
	return " (" + money(*low, currency) + " to " + money(*high, currency) + ")"
}

// mixChart is the contribution of a unit, by kind of customer and bucket.
func mixChart(a *mix.Answer) chart.Spec {
	spec := chart.Spec{Kind: chart.HeatMap, Title: i18n.T("insightmix.chart_title"), Subtitle: asOf(a.Answer), N: a.N, Empty: emptyReason(a.N)}
	rows := map[string]int{}
	for _, b := range a.Buckets {
		spec.ColLabels = append(spec.ColLabels, strconv.Itoa(b.Bucket+1))
	}
	for _, r := range a.Rows {
		at, ok := rows[r.Segment]
		if !ok {
			at = len(spec.Cells)
			rows[r.Segment] = at
			spec.RowLabels = append(spec.RowLabels, r.Segment)
			cells := make([]float64, len(a.Buckets))
			for i := range cells {
				cells[i] = math.NaN()
			}
			spec.Cells = append(spec.Cells, cells)
		}
		for i, b := range a.Buckets {
			if b.Bucket == r.Bucket && r.Taken > 0 {
				spec.Cells[at][i] = amounts([]mix.Row{r}, crm.Exponent(a.Currency), func(r mix.Row) crm.Amount { return r.PerUnit })[0]
			}
		}
	}
	return spec
}
