package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/rfm"
)

// demandAsked is what can be chosen of demand.
type demandAsked struct {
	by, split, rank, from, to, country string
	top                                int
}

func (d *demandAsked) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&d.by, "by", "month", "hour, weekday, week, month, quarter, year")
	flags.StringVar(&d.split, "split", "", strings.Join(column(demand.Splits()[1:], func(s demand.Split) string { return string(s) }), ", "))
	flags.StringVar(&d.rank, "rank", "", "what ranks the groups: net (default), orders, units, lines")
	flags.IntVar(&d.top, "top", 0, "keep this many groups, the rest is one; -1 for all")
	flags.StringVar(&d.from, "from", "", "first day")
	flags.StringVar(&d.to, "to", "", "last day")
	flags.StringVar(&d.country, "country", "", `public holidays of this country, "IT" or "DE-BY" (default: as set in the book)`)
}

func demandQuestion() question {
	d := demandAsked{}
	return question{name: "demand", short: "Sales by hour, weekday, week, month, quarter or year, split by what you choose", flags: d.add,
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			o, err := d.options(s, f)
			if err != nil {
				return reply{}, err
			}
			if o.Reasons, err = screen.ReasonLabels(b); err != nil {
				return reply{}, err
			}
			if o.Holidays, err = holidaysOf(b, d.country); err != nil {
				return reply{}, err
			}
			table, err := demand.Ask(s, o)
			if err != nil {
				return reply{}, usageError{err}
			}
			a := table.Answer()
			return reply{json: a, spec: func() chart.Spec { return demandChart(table, a.Buckets) }, text: func(t *terminal) { demandText(t, table, a) }}, nil
		}}
}

// holidaysOf is the country asked for, else the one set in the book.
func holidaysOf(b *book.Book, country string) (string, error) {
	if country != "" {
		return country, nil
	}
	settings, err := b.Settings()
	return settings.HolidayCountry, err
}

func (d *demandAsked) options(s *facts.Snapshot, f *askFlags) (o demand.Options, err error) {
	o = demand.Options{AsOf: f.day, Top: d.top, Reading: f.reading}
	if o.By, err = option("by", d.by, demand.Month, demand.Hour, demand.Weekday, demand.Week, demand.Quarter, demand.Year); err != nil {
		return o, err
	}
	if o.Split, err = option("split", d.split, demand.Splits()...); err != nil {
		return o, err
	}
	if o.Rank, err = option("rank", d.rank, demand.ByNet, demand.ByOrders, demand.ByUnits, demand.ByLines); err != nil {
		return o, err
	}
	if o.Filter.From, err = parseDay(d.from, 0); err != nil {
		return o, err
	}
	if o.Filter.To, err = parseDay(d.to, 0); err != nil {
		return o, err
	}
	if f.window > 0 {
		o.Filter.From = insight.AsOf(s, f.day) - crm.Date(f.window) + 1
	}
	if o.Split == demand.Segment {
		o.Labels, err = segmentLabels(s, f)
	}
	return o, err
}

// segmentLabels are the segments of the parties by column index.
func segmentLabels(s *facts.Snapshot, f *askFlags) ([]string, error) {
	x, err := rfm.Score(s, rfm.Options{AsOf: f.day, Reading: f.reading})
	if err != nil {
		return nil, err
	}
	return x.Labels(len(s.Party.ID)), nil
}

func demandText(t *terminal, d *demand.Table, a demand.Answer) {
	head(t, a.Answer)
	if a.Sure != nil {
		sureText(t, *a.Sure)
	}
	for b, bucket := range d.Buckets {
		total, notes := d.Totals[b], ""
		if bucket.Partial {
			notes = "  (partial)"
		}
		t.say("%-9s %7d orders %12s units %16s%s%s", bucket.Code, total.Orders, total.Units, money(total.Net, a.Currency), notes, stateText(a.Buckets[b]))
		if len(d.Groups) < 2 {
			continue
		}
		for g, head := range d.Groups {
			if c := d.Cells[b][g]; c != (demand.Cell{}) {
				t.say("    %-28s %7d %12s %16s", screen.GroupName(d.Options.Split, head), c.Orders, c.Units, money(c.Net, a.Currency))
			}
		}
	}
	t.say("%-9s %7d orders %12s units %16s", "total", d.Total.Orders, d.Total.Units, money(d.Total.Net, a.Currency))
	profilesText(t, d.Options.Split, a)
}

// stateText tells the days without sales apart, and what was booked.
func stateText(s demand.State) string {
	out := ""
	for _, x := range []struct {
		n    int
		what string
	}{{s.Zero, "open without a sale"}, {s.Closed, "closed"}, {s.Missing, "not in the book"}, {s.SoldOut, "sold out"}} {
		if x.n > 0 {
			out += fmt.Sprintf("  %d %s", x.n, x.what)
		}
	}
	if s.Demand > 0 {
		out += fmt.Sprintf("  booked %d + turned away %d", s.Booked, s.Away)
	}
	return out
}

// profilesText says how each group buys.
func profilesText(t *terminal, split demand.Split, a demand.Answer) {
	line := func(name string, u demand.Sums) {
		each := "unknown"
		if u.PerOrder != nil {
			each = money(*u.PerOrder, a.Currency)
		}
		t.say("%-32s %7d orders %12s units %16s, one order leaves %12s (costs known: %3.0f %%), peak %s", name, u.Orders, u.Units, money(u.Net, a.Currency), each, 100*u.Coverage, u.Peak)
	}
	for _, p := range a.Groups {
		line(screen.GroupName(split, p.GroupHead), p.Sums)
		for _, part := range p.Purposes {
			line("    "+reasonText(part.Purpose, part.Label), part.Sums)
		}
	}
}

// demandChart leaves out what is no zero: buckets that were closed, or are not
// in the book.
func demandChart(d *demand.Table, states []demand.State) chart.Spec {
	exp := crm.Exponent(d.Currency)
	spec := chart.Spec{Kind: chart.StackedBar, Title: i18n.T("ctl.demand_title"), YLabel: i18n.T("ctl.net_in", i18n.Args{"Currency": d.Currency}),
		N: d.Total.Orders, Empty: emptyReason(len(d.Buckets)), Categories: column(d.Buckets, func(b demand.Bucket) string { return b.Code })}
	for g, head := range d.Groups {
		one := chart.Series{Name: screen.GroupName(d.Options.Split, head), Values: amounts(d.Cells, exp, func(row []demand.Cell) crm.Amount { return row[g].Net })}
		for b := range states {
			if states[b].Blank(d.Totals[b]) {
				one.Values[b] = math.NaN()
			}
		}
		spec.Series = append(spec.Series, one)
	}
	return spec
}

// groupName is what people call a group: its name, or the text of its code.
func groupName(h demand.GroupHead) string {
	if h.Name != "" {
		return h.Name
	}
	for _, key := range []string{"insight.group" + h.Code, "insight.segment_" + h.Code} {
		if i18n.Has(key) {
			return i18n.T(key)
		}
	}
	return h.Code
}
