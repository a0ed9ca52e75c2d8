package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/elasticity"
)

// priceReply is the JSON of how units went with the price.
type priceReply[R any] struct {
	insight.Answer[R]
	Categories []priceCategory `json:"categories"`
}

type priceCategory struct {
	Category string  `json:"category"`
	Products int     `json:"products"`
	Mean     float64 `json:"mean"`
	Spread   float64 `json:"spread"` // standard deviation of the products around the mean
}

type priceRow struct {
	Product    string         `json:"product"`
	Category   string         `json:"category"`
	State      string         `json:"state"` // withheld, not_identified, no_effect or association
	Elasticity *span          `json:"elasticity"`
	Own        *span          `json:"own"` // before it is drawn to its category
	Periods    int            `json:"periods"`
	Levels     int            `json:"price_levels"`
	Lowest     json.Number    `json:"lowest_price"`
	Highest    json.Number    `json:"highest_price"`
	Now        json.Number    `json:"price"`
	Seasonal   bool           `json:"seasonal"` // the season was allowed for
	Needs      []insight.Need `json:"needs"`
	Best       *bestPrice     `json:"best_price"`
	WhatIf     []whatIf       `json:"what_if"`
}

// span is a number with its 95 % interval.
type span struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

type bestPrice struct {
	Price json.Number `json:"price"`
	Low   json.Number `json:"low"`
	High  json.Number `json:"high"`
}

// whatIf tells units and contribution as shares of today's.
type whatIf struct {
	Price        json.Number `json:"price"`
	Units        span        `json:"units"`
	Contribution *span       `json:"contribution"` // null without --variable-cost
	Seen         bool        `json:"seen"`         // lies among the prices tried
}

// priceFlags are the flags as written.
type priceFlags struct{ file, cost, prices string }

func priceQuestion() question {
	f := &priceFlags{}
	return question{name: "price", short: "How the units sold went with the price, where enough prices were tried",
		long: `How the units sold went with the price: by how many per cent they changed for one
per cent of price. Without --file it answers from the sales of the book, week by week,
with every change of a price and the units a week before and after it.

The file has the columns period, product, price and quantity, one row for each
product and period. A period is a whole number, a month (2024-05) or a day
(2024-05-31), the first day of a week for weeks. A column category is used to
draw the products of one category to their mean; every other column that holds
numbers, such as promotion, is allowed for, as are trend and, for two years and
more of months or days, the month.

Prices are set with demand in mind, so this is an association and no proof. It
is withheld until three prices were tried, two of them for eight periods, and
the 95 % interval is no wider than 2; needs then says what is missing.`,
		example: `  regularsctl ask price
  regularsctl ask price --file weeks.csv
  regularsctl ask price --file weeks.csv --variable-cost 6 --new-price 11.5,12.5 --json`,
		flags: func(cmd *cobra.Command) {
			flags := cmd.Flags()
			flags.StringVar(&f.file, "file", "", "CSV file with the columns period,product,price,quantity, plain or gzipped")
			flags.StringVar(&f.cost, "variable-cost", "", "with --file: cost of one unit more, of all products: then also the best price")
			flags.StringVar(&f.prices, "new-price", "", "prices to try out, between commas (default: 10 and 5 per cent less and more)")
		},
		answer: func(_ *book.Book, s *facts.Snapshot, a *askFlags) (reply, error) { return f.askBook(s, a) },
		plain: func(*askFlags) (reply, bool, error) {
			if f.file == "" && f.cost == "" {
				return reply{}, false, nil
			}
			r, err := f.ask()
			return r, true, err
		}}
}

func (f *priceFlags) ask() (reply, error) {
	if f.file == "" {
		return reply{}, usagef("--file: say which file to read; it needs the columns period,product,price,quantity")
	}
	cost, tried, err := f.money()
	if err != nil {
		return reply{}, err
	}
	obs, err := readPriceFile(f.file)
	if err != nil {
		return reply{}, err
	}
	r, err := elasticity.Ask(obs)
	if err != nil {
		return reply{}, err
	}
	out := priceReply[priceRow]{Answer: insight.New[priceRow]("price", "pooled_loglog", "", 0), Categories: priceCategories(r.Pools)}
	out.N, out.Coverage, out.Needs = r.Rows, r.Coverage, r.Needs
	for i := range r.Products {
		out.Rows = append(out.Rows, newPriceRow(&r.Products[i], cost, tried))
	}
	return reply{json: out, text: func(t *terminal) { priceText(t, out) }, spec: func() chart.Spec { return priceChart(r) }}, nil
}

func priceCategories(pools []elasticity.Pool) []priceCategory {
	out := []priceCategory{}
	for _, c := range pools {
		out = append(out, priceCategory{c.Category, c.N, c.Mu, c.Tau})
	}
	return out
}

// money reads the cost (-1 for none) and the prices to try.
func (f *priceFlags) money() (cost crm.Price, tried []crm.Price, err error) {
	cost = -1
	if f.cost != "" {
		v, err := decimalFlag("variable-cost", f.cost, 4)
		if err != nil {
			return 0, nil, err
		}
		cost = crm.Price(v)
	}
	if f.prices != "" {
		list, err := listFlag("new-price", f.prices, 4, 0)
		if err != nil {
			return 0, nil, err
		}
		tried = column(list, func(v int64) crm.Price { return crm.Price(v) })
	}
	return cost, tried, nil
}

func newPriceRow(p *elasticity.Product, cost crm.Price, tried []crm.Price) priceRow {
	row := priceRow{Product: p.Product, Category: p.Category, State: string(p.State), Elasticity: (*span)(p.Shown), Own: (*span)(p.Own),
		Periods: p.Periods, Levels: p.Levels, Lowest: perUnit(p.PriceLow), Highest: perUnit(p.PriceHigh), Now: perUnit(p.PriceNow),
		Seasonal: p.Seasonal, Needs: p.Needs, WhatIf: []whatIf{}}
	if best, low, high, ok := p.Best(cost); ok {
		row.Best = &bestPrice{perUnit(best), perUnit(low), perUnit(high)}
	}
	if tried == nil {
		for _, percent := range []crm.Price{-10, -5, 5, 10} {
			tried = append(tried, p.PriceNow+p.PriceNow*percent/100)
		}
	}
	for _, price := range tried {
		w, ok := p.Try(p.PriceNow, price, max(0, cost))
		if !ok {
			continue
		}
		try := whatIf{Price: perUnit(price), Units: span(w.Units), Seen: w.Seen}
		if cost >= 0 {
			try.Contribution = (*span)(w.Left)
		}
		row.WhatIf = append(row.WhatIf, try)
	}
	return row
}

func priceText(t *terminal, a priceReply[priceRow]) {
	t.say("price: %d rows, coverage %.1f %%", a.N, 100*a.Coverage)
	for _, n := range a.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	for _, c := range a.Categories {
		t.say("category %q: %d products, mean %.2f, spread %.2f", c.Category, c.Products, c.Mean, c.Spread)
	}
	for _, r := range a.Rows {
		priceLines(t, r)
	}
}

func priceLines(t *terminal, r priceRow) {
	t.say("%s: %s, %d periods, %d prices from %s to %s", r.Product, r.State, r.Periods, r.Levels, r.Lowest, r.Highest)
	for _, n := range r.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	if e := r.Elasticity; e != nil {
		t.say("  1 %% more price went with %+.2f %% units (95 %%: %+.2f to %+.2f); an association, not proof", e.Value, e.Low, e.High)
	}
	if b := r.Best; b != nil {
		t.say("  leaves most at %s (%s to %s), if it holds there", b.Price, b.Low, b.High)
	}
	for _, w := range r.WhatIf {
		priceTry(t, w)
	}
}

func priceTry(t *terminal, w whatIf) {
	line := fmt.Sprintf("  at %s: %+.1f %% units (%+.1f to %+.1f)", w.Price, 100*(w.Units.Value-1), 100*(w.Units.Low-1), 100*(w.Units.High-1))
	if c := w.Contribution; c != nil {
		line += fmt.Sprintf(", %+.1f %% contribution (%+.1f to %+.1f)", 100*(c.Value-1), 100*(c.Low-1), 100*(c.High-1))
	}
	if !w.Seen {
		line += "; not among the prices tried"
	}
	t.say("%s", line)
}

// priceChart shows the products that say something.
func priceChart(r *elasticity.Result) chart.Spec {
	shown := slices.DeleteFunc(slices.Clone(r.Products), func(p elasticity.Product) bool { return p.Shown == nil })
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.T("insightprice.price_title"), Subtitle: i18n.T("insightprice.price_association"),
		YLabel: i18n.T("insightprice.price_axis"), N: r.Rows}
	if len(shown) == 0 {
		spec.Empty = i18n.N("insight.need_price_changes", len(r.Products))
	}
	spec.Categories = column(shown, func(p elasticity.Product) string { return p.Product })
	spec.Series = []chart.Series{{Name: spec.YLabel, Values: column(shown, func(p elasticity.Product) float64 { return p.Shown.Value })}}
	return spec
}

// twoYears is how many days of months or days make a season worth allowing for.
const twoYears = 730

// readPriceFile reads what was sold at which price.
func readPriceFile(path string) (obs []elasticity.Obs, err error) {
	tab, err := openPlain(path, "period", "product", "price", "quantity")
	if err != nil {
		return nil, err
	}
	controls := tab.others("period", "product", "price", "quantity", "category")
	form := ""
	err = tab.each(func(r plainRow) error {
		o := elasticity.Obs{Product: r.text("product"), Category: r.text("category")}
		at, f, ok := step(r.text("period"))
		if !ok || form != "" && f != form {
			return r.wrong("period", "a step like those before; write whole numbers, months such as 2024-05 or days such as 2024-05-31")
		}
		o.Period, form = at, f
		price, err := r.decimal("price", 4)
		if err != nil {
			return err
		}
		quantity, err := r.decimal("quantity", 4)
		if err != nil {
			return err
		}
		o.Price, o.Quantity = crm.Price(price), crm.Quantity(quantity)
		for _, name := range controls {
			v, err := strconv.ParseFloat(r.text(name), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return r.wrong(name, "a number; leave the column out if it is not to be allowed for")
			}
			o.Controls = append(o.Controls, v)
		}
		obs = append(obs, o)
		return nil
	})
	if err != nil {
		return nil, err
	}
	steps(obs, form)
	return obs, nil
}

// steps sets the season where there are two years of it, and counts the
// periods in steps of the shortest distance between two.
func steps(obs []elasticity.Obs, form string) {
	all := slices.Compact(slices.Sorted(slices.Values(column(obs, func(o elasticity.Obs) int { return o.Period }))))
	span := all[len(all)-1] - all[0]
	width := max(1, span)
	for i := 1; i < len(all); i++ {
		width = min(width, all[i]-all[i-1])
	}
	for i := range obs {
		o := &obs[i]
		switch {
		case form == "month" && span*30 >= twoYears-30:
			o.Season = strconv.Itoa((o.Period - 1) % 12)
		case form == "day" && span >= twoYears:
			o.Season = strconv.Itoa(int(time.Unix(int64(o.Period)*86400, 0).UTC().Month()))
		}
		o.Period = (o.Period - all[0]) / width
	}
}
