package main

import (
	"encoding/json"
	"errors"
	"math"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/breakeven"
)

// costsReply is the JSON of the arithmetic of costs. What is not defined is
// null.
type costsReply struct {
	insight.Answer[costsRow]
	Contribution json.Number  `json:"contribution"`
	Ratio        *float64     `json:"contribution_ratio"`
	Revenue      json.Number  `json:"revenue"`
	Total        json.Number  `json:"contribution_total"`
	Profit       json.Number  `json:"profit"`
	EvenUnits    *float64     `json:"break_even_units"`
	EvenRevenue  *json.Number `json:"break_even_revenue"`
	Safety       *float64     `json:"margin_of_safety"`
	Leverage     *float64     `json:"operating_leverage"`
}

// costsRow is what a price change must bring.
type costsRow struct {
	Change float64     `json:"price_change"` // -0.1 for a tenth less
	Price  json.Number `json:"price"`
	Units  *float64    `json:"units_change"` // for the same contribution; null where none is enough
}

// priceSteps are the changes of price shown, in per cent.
var priceSteps = [...]int{-20, -10, -5, 5, 10}

// costsFlags are the flags as written.
type costsFlags struct {
	price, variable, fixed, quantity string
	by, from                         string // of the book
	bands                            bool
}

func costsQuestion() question {
	f := &costsFlags{}
	return question{name: "costs", short: "What one more unit leaves, break-even, and what a price change must bring",
		long: `What one more unit leaves after its variable cost, how many cover the fixed cost,
how far sales may fall before there is no profit, and how many more or fewer
units leave the same after a price change.

With --price and --variable-cost it needs no book. Money is in the unit it is
asked in; price and variable cost are of one unit, the fixed cost is of the
period of the quantity. Without them it answers from the book, for the last
twelve months: what is sold and booked, the cost of goods, and the cost items
of the business.`,
		example: `  regularsctl ask costs --price 25 --variable-cost 14 --fixed-cost 12000 --quantity 1500 --json
  regularsctl ask costs --by segment --bands`,
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&f.price, "price", "", "price of a unit, without tax")
			flags.StringVar(&f.variable, "variable-cost", "", "cost of one unit more: goods, fees, commissions, shipping, returns")
			flags.StringVar(&f.fixed, "fixed-cost", "0", "cost of the period that does not change with the units")
			flags.StringVar(&f.quantity, "quantity", "0", "units sold in the period")
			flags.StringVar(&f.by, "by", "", "from the book: product (default), category, segment, group, channel")
			flags.StringVar(&f.from, "from", "", "from the book: first day, YYYY-MM-DD (default: twelve months)")
			flags.BoolVar(&f.bands, "bands", false, "from the book: also by the price paid for a unit")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, a *askFlags) (reply, error) { return f.askBook(s, a) },
		plain: func(*askFlags) (reply, bool, error) {
			if f.price == "" && f.variable == "" {
				return reply{}, false, nil
			}
			r, err := f.ask()
			return r, true, err
		}}
}

func (f *costsFlags) ask() (reply, error) {
	plan := breakeven.Plan{Exponent: plainDecimals}
	for _, v := range []struct {
		flag, text string
		exp        int
		into       *int64
	}{{"price", f.price, 4, (*int64)(&plan.Price)}, {"variable-cost", f.variable, 4, (*int64)(&plan.Variable)},
		{"fixed-cost", f.fixed, plainDecimals, (*int64)(&plan.Fixed)}, {"quantity", f.quantity, 4, (*int64)(&plan.Units)}} {
		if v.text == "" {
			return reply{}, usagef("--price and --variable-cost are needed; --%s is missing", v.flag)
		}
		n, err := decimalFlag(v.flag, v.text, v.exp)
		if err != nil {
			return reply{}, err
		}
		if n > breakeven.Most {
			return reply{}, usagef("--%s %s is too large", v.flag, v.text)
		}
		*v.into = n
	}
	r, err := breakeven.Ask(plan)
	if errors.Is(err, crm.ErrOverflow) {
		return reply{}, usagef("--price times --quantity is too large")
	}
	if err != nil {
		return reply{}, err
	}
	out := newCostsReply(plan, r)
	return reply{json: out, text: func(t *terminal) { costsText(t, out) }, spec: func() chart.Spec { return costsChart(plan, r) }}, nil
}

func newCostsReply(p breakeven.Plan, r *breakeven.Result) costsReply {
	out := costsReply{Answer: insight.New[costsRow]("costs", "rule_margin", "", 0), Contribution: perUnit(r.Contribution), Ratio: r.Ratio,
		Revenue: cents(r.Revenue), Total: cents(r.Total), Profit: cents(r.Profit), EvenUnits: r.EvenUnits, Safety: r.Safety, Leverage: r.Leverage}
	out.N, out.Coverage, out.Needs = 1, 1, r.Needs
	if r.EvenRevenue != nil {
		out.EvenRevenue = new(cents(*r.EvenRevenue))
	}
	out.Rows = priceChanges(p.Price, p.Variable)
	return out
}

// priceChanges tells what changes of a price must bring.
func priceChanges(from, variable crm.Price) (rows []costsRow) {
	for _, step := range priceSteps {
		price := from + from*crm.Price(step)/100
		row := costsRow{Change: float64(step) / 100, Price: perUnit(price)}
		if v, ok := breakeven.VolumeChange(from, price, variable); ok {
			row.Units = &v
		}
		rows = append(rows, row)
	}
	return rows
}

func costsText(t *terminal, a costsReply) {
	t.say("one more unit leaves %s; all leave %s of %s; profit %s", a.Contribution, a.Total, a.Revenue, a.Profit)
	for _, n := range a.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	if a.EvenUnits != nil {
		t.say("  break-even at %.4f units, %s of revenue", *a.EvenUnits, *a.EvenRevenue)
	}
	if a.Ratio != nil {
		t.say("  contribution ratio %.4f", *a.Ratio)
	}
	if a.Safety != nil {
		t.say("  margin of safety %.2f %%", 100**a.Safety)
	}
	if a.Leverage != nil {
		t.say("  operating leverage %.4f", *a.Leverage)
	}
	for _, r := range a.Rows {
		if r.Units == nil {
			t.say("  price %+.0f %% (%s): no number of units leaves the same", 100*r.Change, r.Price)
			continue
		}
		t.say("  price %+.0f %% (%s): the same is left with %+.4f %% units", 100*r.Change, r.Price, 100**r.Units)
	}
}

// costsChart shows where the revenue goes.
func costsChart(p breakeven.Plan, r *breakeven.Result) chart.Spec {
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprice.costs_title"), YLabel: i18n.T("insightprice.money"), Format: moneyLabel,
		Categories: []string{i18n.T("insightprice.costs_revenue"), i18n.T("insightprice.costs_variable"), i18n.T("insightprice.costs_fixed"), i18n.T("insightprice.costs_profit")}}
	values := column([]crm.Amount{r.Revenue, r.Revenue - r.Total, p.Fixed, r.Profit}, func(a crm.Amount) float64 { return float64(a) / math.Pow10(plainDecimals) })
	spec.Series = []chart.Series{{Name: spec.YLabel, Values: values}}
	return spec
}
